package ui

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"parley/themes"
	"parley/ui/kit/dialog"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// entry is one thing the palette can do.
type entry struct {
	id     string // what it is remembered by
	title  string
	right  string // its key, or what kind of thing it is
	reason string // why it cannot be done now
	do     func()
}

// mostRecent is how many of the things chosen last come first.
const mostRecent = 6

// recentSetting keeps what was chosen last, one a line.
const recentSetting = "recent"

// palette finds anything by a part of its name; what was chosen last comes first.
func (m *Model) palette() {
	all := m.recentFirst(m.entries())
	items := make([]list.Item, len(all))
	for i, e := range all {
		items[i] = list.Item{ID: strconv.Itoa(i), Title: e.title, Right: e.right, Disabled: e.reason}
	}
	p := dialog.NewPicker("", "Commands", items, "")
	p.Hint = "what would you like to do?"
	m.ask(p, func(a dialog.Answer) []want.Want {
		e := all[a.Index]
		m.chose(e.id)
		e.do()
		return nil
	})
}

// recentFirst puts what was chosen last before the rest.
func (m *Model) recentFirst(all []entry) []entry {
	out := make([]entry, 0, len(all))
	first := map[string]bool{}
	for _, id := range m.recent {
		for _, e := range all {
			if e.id == id && e.reason == "" && !first[id] {
				first[id] = true
				out = append(out, e)
			}
		}
	}
	for _, e := range all {
		if !first[e.id] {
			out = append(out, e)
		}
	}
	return out
}

// chose remembers what was chosen.
func (m *Model) chose(id string) {
	kept := slices.DeleteFunc(slices.Clone(m.recent), func(known string) bool { return known == id })
	m.recent = append([]string{id}, kept[:min(len(kept), mostRecent-1)]...)
	m.remember(recentSetting, strings.Join(m.recent, "\n"))
}

// entries are all actions of all screens, then all places to go.
func (m *Model) entries() []entry {
	var out []entry
	seen := map[string]bool{"palette": true}
	add := func(set keys.Set, right string, do func(keys.Binding) func()) {
		for _, b := range set {
			if b.Hidden || b.Help == "" || seen[b.ID] {
				continue
			}
			seen[b.ID] = true
			shown := b.ShownIn(m.styles)
			if right != "" && shown != "" {
				shown = right + " " + m.styles.Glyphs.Dot + " " + shown
			}
			out = append(out, entry{"do " + b.ID, capital(b.Help), shown, b.Reason(), do(b)})
		}
	}
	add(m.page().Bindings(), "", m.here)
	add(keys.Join(m.always(), m.actions()), "", func(b keys.Binding) func() { return func() { m.do(b) } })
	for p := layout.Left; p <= layout.Right; p++ {
		add(m.screen.BindingsOf(p), "build", func(b keys.Binding) func() { return m.there(atBuild, p, b) })
	}
	if m.at != atAssistants {
		m.refreshAssistants()
	}
	add(m.assistants.Bindings(), "assistants", func(b keys.Binding) func() { return m.there(atAssistants, layout.Left, b) })
	return append(out, m.destinations()...)
}

// destinations are the things of the workspace one can go to, the themes and the marks.
func (m *Model) destinations() []entry {
	var out []entry
	if a := m.screen.Assistant(); a != nil {
		for _, d := range a.Dialogs {
			out = append(out, entry{"dialog " + string(a.ID) + " " + string(d.ID), "Go to " + d.Name, "dialog", "", func() {
				m.visit(atBuild)
				m.screen.Open(want.Open{Dialog: d.ID})
			}})
		}
	}
	for _, a := range m.desk.Workspace().Assistants {
		out = append(out, entry{"assistant " + string(a.ID), "Open " + a.Name, "assistant", "", func() { m.build(a.ID) }})
	}
	titles, at := m.workspace.Kinds()
	for i, title := range titles {
		out = append(out, entry{"workspace " + title, "Workspace: " + title, "screen", "", func() { m.reveal(want.Visit{At: at[i]}) }})
	}
	names, bases := m.articles.Bases()
	for i, name := range names {
		out = append(out, entry{"knowledge " + string(bases[i]), "Knowledge: " + name, "knowledge base", "", func() { m.reveal(want.Visit{At: bases[i]}) }})
	}
	for i, name := range m.report.Names() {
		out = append(out, entry{"report " + name, "Report: " + name, "report", "", func() {
			m.visit(atReport)
			m.report.Look(i)
		}})
	}
	for _, t := range themes.All() {
		out = append(out, entry{"theme " + t.Name, "Theme: " + t.Title, "theme", "", func() { m.setTheme(t.Name) }})
	}
	for _, g := range styles.GlyphSets() {
		out = append(out, entry{"marks " + g.Name, "Marks: " + g.Title, "marks", m.noGlyphs(g), func() { m.setMarks(g.Name) }})
	}
	return out
}

// here carries out a binding of the pane that has the keys.
func (m *Model) here(b keys.Binding) func() {
	return func() { m.press(b) }
}

// there goes to another pane, or screen, and carries out its binding.
func (m *Model) there(at place, p layout.Pane, b keys.Binding) func() {
	return func() {
		m.leaveText()
		if m.at != at {
			m.visit(at)
		}
		m.focus(p)
		m.press(b)
	}
}

// press carries out a binding of the shown screen by its key. One whose key is
// text where a text is being written leaves the text first.
func (m *Model) press(b keys.Binding) {
	if len(b.Keys) == 0 {
		return
	}
	if b.First(keys.Type) == "" {
		m.leaveText()
	}
	m.want(m.page().Update(keyOf(b.Keys[0])))
}

// leaveText ends writing on the shown screen.
func (m *Model) leaveText() {
	for range 3 {
		if m.page().Mode() == keys.Type {
			m.want(m.page().Update(tea.KeyMsg{Type: tea.KeyEsc}))
		}
	}
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// keyOf is the message of a key by its name.
func keyOf(name string) tea.KeyMsg {
	named := map[string]tea.KeyType{"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
		"delete": tea.KeyDelete, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"shift+up": tea.KeyShiftUp, "shift+down": tea.KeyShiftDown, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"space": tea.KeySpace, "home": tea.KeyHome, "end": tea.KeyEnd}
	if t, ok := named[name]; ok {
		return tea.KeyMsg{Type: t}
	}
	if len(name) == 6 && name[:5] == "ctrl+" {
		return tea.KeyMsg{Type: tea.KeyCtrlA + tea.KeyType(name[5]-'a')}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}
