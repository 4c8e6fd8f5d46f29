package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
	"parley/themes"
	"parley/ui/find"
	"parley/ui/kit/dialog"
	"parley/ui/kit/keys"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
	"parley/ui/versions"
	"parley/ui/want"
)

// always are the actions that work in both modes and before any pane.
func (m *Model) always() keys.Set {
	return append(m.stops(), keys.Set{
		{ID: "palette", Keys: []string{"ctrl+k", "ctrl+p"}, Label: "commands", Help: "Find any action, dialog or assistant", Group: "Everywhere"},
		{ID: "undo", Keys: []string{"ctrl+z"}, Label: "undo", Help: "Undo the last edit", Group: "Everywhere", Disabled: m.noUndo},
		{ID: "redo", Keys: []string{"ctrl+y"}, Label: "redo", Help: "Make the undone edit again", Group: "Everywhere", Disabled: m.noRedo},
		{ID: "save", Keys: []string{"ctrl+s"}, Label: "save", Help: "Save now (every edit saves itself)", Group: "Everywhere"},
		{ID: "focus.next", Keys: []string{"tab"}, Label: "next pane", Help: "Go to the next pane", Group: "Everywhere"},
		{ID: "focus.previous", Keys: []string{"shift+tab"}, Label: "pane before", Help: "Go to the pane before", Group: "Everywhere"},
	}...)
}

// actions are the actions of Move; a pane's own keys go before them.
func (m *Model) actions() keys.Set {
	return append(append(m.places(), m.aboutOne()...), keys.Set{
		{ID: "help", Keys: []string{"?"}, Label: "keys", Help: "Show the keys of where you are", Group: "Everywhere"},
		{ID: "palette", Keys: []string{":"}, Label: "commands", Help: "Find any action, dialog or assistant", Group: "Everywhere", Hidden: true},
		{ID: "undo", Keys: []string{"u"}, Label: "undo", Help: "Undo the last edit", Group: "Everywhere", Hidden: true, Disabled: m.noUndo},
		{ID: "redo", Keys: []string{"U"}, Label: "redo", Help: "Make the undone edit again", Group: "Everywhere", Hidden: true, Disabled: m.noRedo},
		{ID: "save", Keys: []string{"s"}, Label: "save", Help: "Save now (every edit saves itself)", Group: "Everywhere", Hidden: true},
		{ID: "assistant.new", Keys: []string{"N"}, Label: "new assistant", Help: "Make a new assistant", Group: "Everywhere"},
		{ID: "assistant.open", Keys: []string{"o"}, Label: "open", Help: "Open another assistant", Group: "Everywhere"},
		{ID: "find", Keys: []string{"F", "ctrl+f"}, Label: "find", Help: "Find and replace words in all dialogs", Group: "Everywhere", Disabled: m.noAssistant},
		{ID: "simulate", Label: "simulate", Help: "Simulate traffic: make up a month of conversations, and see what they cost", Group: "Everywhere", Disabled: m.noAssistant},
		{ID: "theme", Keys: []string{"T"}, Label: "theme", Help: "Choose the colours", Group: "Everywhere"},
		{ID: "marks", Label: "marks", Help: "Choose the marks that are drawn", Group: "Everywhere"},
		{ID: "import", Label: "import", Help: "Import files or a folder into the draft; undo takes it back", Group: "Everywhere"},
		{ID: "suspend", Label: "suspend", Help: "Suspend: go back to the shell, fg returns", Group: "Everywhere"},
		{ID: "quit", Keys: []string{"q"}, Label: "quit", Help: "Quit; everything is saved", Group: "Everywhere"},
	}...)
}

func (m *Model) noUndo() string {
	if t, ok := m.page().(traveller); ok && t.CanUndo() != "" {
		return ""
	}
	if m.desk.CanUndo() == "" {
		return "there is nothing to undo"
	}
	return ""
}

func (m *Model) noAssistant() string {
	if m.screen.Assistant() == nil {
		return "there is no assistant yet"
	}
	return ""
}

func (m *Model) noRedo() string {
	if t, ok := m.page().(traveller); ok && t.CanRedo() != "" {
		return ""
	}
	if m.desk.CanRedo() == "" {
		return "there is nothing to redo"
	}
	return ""
}

// do carries out one of the program's own actions.
func (m *Model) do(b keys.Binding) {
	if reason := b.Reason(); reason != "" {
		m.tell(reason, true)
		return
	}
	switch b.ID {
	case "stop":
		m.stop()
	case "palette":
		m.palette()
	case "help":
		m.ask(newHelp(m.styles, keys.Join(m.page().Bindings(), m.always(), m.actions())), func(dialog.Answer) []want.Want { return nil })
	case "undo", "redo":
		m.travel(b.ID)
	case "save":
		if err := m.desk.Flush(); err != nil {
			m.tell("Not saved: "+err.Error(), true)
			return
		}
		m.desk.Refresh()
		m.refreshOthers()
		m.tell("Saved", false)
	case "focus.next":
		m.focus((m.page().Focused() + 1) % 3)
	case "focus.previous":
		m.focus((m.page().Focused() + 2) % 3)
	case "screen.assistants":
		m.visit(atAssistants)
	case "screen.build":
		m.visit(atBuild)
	case "screen.rules":
		m.visit(atRules)
	case "screen.usage":
		m.visit(atUsage)
		m.count()
	case "screen.report":
		m.visit(atReport)
	case "screen.conversations":
		m.visit(atConversations)
		m.count()
	case "screen.conversations.with":
		m.visit(atConversations)
		m.want(m.recorded.With(m.screen.Assistant().ID))
		m.count()
	case "screen.intents":
		m.visit(atIntents)
	case "screen.articles":
		m.visit(atArticles)
	case "screen.workspace":
		m.visit(atWorkspace)
	case "screen.versions":
		m.visitVersions()
	case "publish":
		m.want(versions.Publish(m.desk, m.screen.Assistant().ID))
	case "assistant.settings":
		m.screen.Settings()
		m.lay()
	case "find":
		m.find()
	case "assistant.new":
		m.want(m.assistants.Create())
	case "assistant.open":
		m.chooseAssistant()
	case "simulate":
		m.simulate()
	case "theme":
		m.chooseTheme()
	case "marks":
		m.chooseMarks()
	case "import":
		m.importFiles()
	case "suspend":
		m.cmds = append(m.cmds, tea.Suspend)
	case "quit":
		m.leave()
	}
}

func (m *Model) travel(way string) {
	if t, ok := m.page().(traveller); ok {
		switch {
		case way == "undo" && t.CanUndo() != "":
			m.want(t.Undo())
			return
		case way == "redo" && t.CanRedo() != "":
			m.want(t.Redo())
			return
		}
	}
	label, place, ok := "", model.Path(""), false
	if way == "undo" {
		label, place, ok = m.desk.Undo()
	} else {
		label, place, ok = m.desk.Redo()
	}
	if !ok {
		return
	}
	m.refresh()
	if s := m.surroundings(m.at); s == nil || !s.Reveal(place) {
		m.screen.Reveal(place)
	}
	m.edited()
	m.tell(map[string]string{"undo": "Undid: ", "redo": "Redid: "}[way]+label, false)
}

func (m *Model) chooseAssistant() {
	var items []list.Item
	for _, a := range m.desk.Workspace().Assistants {
		items = append(items, list.Item{ID: string(a.ID), Title: a.Name, Right: string(a.Type) + " · " + a.Channel.Title(), Detail: a.Description})
	}
	here := ""
	if a := m.screen.Assistant(); a != nil {
		here = string(a.ID)
	}
	m.ask(dialog.NewPicker("", "Open an assistant", items, here), func(a dialog.Answer) []want.Want {
		m.build(model.AssistantID(a.Choice))
		return nil
	})
}

// find looks through the assistant in Build for words, and replaces them.
func (m *Model) find() {
	f := find.New(m.desk.Workspace(), m.screen.Assistant())
	m.ask(f, func(dialog.Answer) []want.Want { return f.Wants() })
}

func (m *Model) chooseTheme() {
	var items []list.Item
	for _, t := range themes.All() {
		items = append(items, list.Item{ID: t.Name, Title: t.Title})
	}
	m.ask(dialog.NewPicker("", "Theme", items, m.theme.Name), func(a dialog.Answer) []want.Want {
		m.setTheme(a.Choice)
		return nil
	})
}

func (m *Model) setTheme(name string) {
	theme, err := themes.Named(name)
	if err != nil {
		m.tell(err.Error(), true)
		return
	}
	m.theme = theme
	m.restyle()
	m.remember(themeSetting, name)
}

func (m *Model) chooseMarks() {
	var items []list.Item
	for _, g := range styles.GlyphSets() {
		items = append(items, list.Item{ID: g.Name, Title: g.Title, Disabled: m.noGlyphs(g)})
	}
	m.ask(dialog.NewPicker("", "Marks", items, m.glyphs().Name), func(a dialog.Answer) []want.Want {
		m.setMarks(a.Choice)
		return nil
	})
}

// glyphs are the chosen marks. A terminal that shows ASCII only has no others.
func (m *Model) glyphs() styles.Glyphs {
	if chosen := styles.GlyphsNamed(m.marks); m.marks != "" && m.noGlyphs(chosen) == "" {
		return chosen
	}
	return m.look.Glyphs
}

// noGlyphs is why a set of marks cannot be shown; "" where it can.
func (m *Model) noGlyphs(g styles.Glyphs) string {
	if ascii := styles.ASCII().Name; m.look.Glyphs.Name == ascii && g.Name != ascii {
		return "this terminal has ASCII only"
	}
	return ""
}

func (m *Model) setMarks(name string) {
	m.marks = name
	m.restyle()
	m.remember(marksSetting, name)
}

// remember keeps a setting in the workspace, without waiting for it.
func (m *Model) remember(name, value string) {
	m.cmds = append(m.cmds, func() tea.Msg {
		if err := m.desk.SetSetting(name, value); err != nil {
			return SaveFailed{err}
		}
		return nil
	})
}
