package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/assistants"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// page is a screen as the program sees it: panes to lay out, to draw and to give
// messages to.
type page interface {
	Lay(w, h int) layout.Layout
	View(p layout.Pane) string
	Update(msg tea.Msg) []want.Want
	Focus(p layout.Pane)
	Focused() layout.Pane
	Mode() keys.Mode
	Bindings() keys.Set
	SetStyles(st *styles.Styles)
}

// place names a screen.
type place int

// The screens.
const (
	atBuild place = iota
	atAssistants
	atVersions
	atWorkspace
	atRules
	atUsage
	atReport
	atIntents
	atArticles
	atConversations
)

// page is the screen that is shown.
func (m *Model) page() page {
	switch m.at {
	case atAssistants:
		return m.assistants
	case atVersions:
		return m.versions
	}
	if s := m.titled(m.at); s != nil {
		return s
	}
	return m.screen
}

// titled is a screen that is about no single assistant.
type titled interface {
	page
	Title() string
	Refresh()
	Findings() []check.Finding
}

// titled is the screen at a place that is about no single assistant, nil where
// another kind of screen is.
func (m *Model) titled(p place) titled {
	switch p {
	case atUsage:
		return m.usage
	case atReport:
		return m.report
	case atConversations:
		return m.recorded
	}
	if s := m.surroundings(p); s != nil {
		return s
	}
	return nil
}

// traveller is a screen with something to undo that is no edit of the draft. What it
// asks for comes before the draft's edits as long as it is shown.
type traveller interface {
	CanUndo() string
	CanRedo() string
	Undo() []want.Want
	Redo() []want.Want
}

// surroundings is a screen of documents that surround assistants.
type surroundings interface {
	titled
	After(edit.Change)
	Reveal(model.Path) bool
}

// surroundings is the screen of documents at a place, nil where another kind of
// screen is.
func (m *Model) surroundings(p place) surroundings {
	switch p {
	case atWorkspace:
		return m.workspace
	case atRules:
		return m.rules
	case atIntents:
		return m.intents
	case atArticles:
		return m.articles
	}
	return nil
}

// places are the actions that choose a screen.
func (m *Model) places() keys.Set {
	return keys.Set{
		{ID: "screen.assistants", Keys: []string{"1"}, Label: "assistants", Help: "Assistants: find, make, copy, delete them", Group: "Screens"},
		{ID: "screen.build", Keys: []string{"2"}, Label: "build", Help: "Build: dialogs, editor and preview of one assistant", Group: "Screens"},
		{ID: "screen.rules", Keys: []string{"3"}, Label: "rules", Help: "Rules: who starts for whom, defaults, and a made-up visitor to try them on", Group: "Screens"},
		{ID: "screen.intents", Keys: []string{"4"}, Label: "intents", Help: "Intents: what customers may want, by keywords and phrases, and a line to try a sentence on", Group: "Screens"},
		{ID: "screen.articles", Keys: []string{"5"}, Label: "knowledge", Help: "Knowledge: articles as customers read them, and a line to try a question on", Group: "Screens"},
		{ID: "screen.conversations", Keys: []string{"6"}, Label: "conversations", Help: "Conversations: find, read, archive and export what was recorded", Group: "Screens"},
		{ID: "screen.report", Keys: []string{"7"}, Label: "report", Help: "Report: what became of conversations, by status, week and whatever was saved", Group: "Screens"},
		{ID: "screen.usage", Keys: []string{"8"}, Label: "usage", Help: "Usage and cost: four meters side by side, forecast and what if", Group: "Screens"},
		{ID: "screen.workspace", Keys: []string{"9"}, Label: "workspace", Help: "Workspace: teams, attributes, schedules, customers, workflows and settings", Group: "Screens"},
	}
}

// visit shows a screen.
func (m *Model) visit(p place) {
	m.at = p
	m.refresh()
	m.lay()
	m.prepare()
	switch p {
	case atArticles:
		m.want(m.articles.Visited())
	case atReport:
		m.want(m.report.Visited())
	case atConversations:
		m.want(m.recorded.Visited())
	}
}

// refresh shows the draft as it is now.
func (m *Model) refresh() {
	m.screen.Refresh()
	m.refreshOthers()
	m.frame = ""
}

// refreshOthers brings what is shown besides Build up to the draft: the list of
// assistants, or the versions of one.
func (m *Model) refreshOthers() {
	if s := m.titled(m.at); s != nil {
		s.Refresh()
		return
	}
	switch m.at {
	case atVersions:
		m.want(m.versions.Refresh())
		return
	case atBuild:
		return
	}
	m.refreshAssistants()
}

// refreshAssistants brings the list of assistants up to the draft.
func (m *Model) refreshAssistants() {
	open := model.AssistantID("")
	if a := m.screen.Assistant(); a != nil {
		open = a.ID
	}
	m.assistants.Refresh(open)
}

// aboutOne are the actions on the assistant that Build shows.
func (m *Model) aboutOne() keys.Set {
	if m.at != atBuild {
		return nil
	}
	nothing := func() string {
		if m.screen.Assistant() == nil {
			return "there is no assistant yet: 1 makes one"
		}
		return ""
	}
	return keys.Set{
		{ID: "screen.versions", Keys: []string{"v"}, Label: "versions", Help: "Versions: compare, read, preview and publish them", Group: "Screens", Disabled: nothing},
		{ID: "screen.conversations.with", Label: "its conversations", Help: "Conversations with this assistant", Group: "Screens", Disabled: nothing},
		{ID: "publish", Keys: []string{"P"}, Label: "publish", Help: "Publish the draft", Group: "Screens", Disabled: nothing},
		{ID: "assistant.settings", Keys: []string{","}, Label: "settings", Help: "Settings of the assistant: timers, what happens without an intent, consent, survey", Group: "Screens", Disabled: nothing},
	}
}

// visitVersions shows the versions of the assistant that Build shows.
func (m *Model) visitVersions() {
	m.at = atVersions
	m.want(m.versions.Open(m.screen.Assistant().ID))
	m.lay()
}

// build opens an assistant in Build.
func (m *Model) build(id model.AssistantID) {
	m.at = atBuild
	if a := m.screen.Assistant(); a == nil || a.ID != id {
		m.screen.Use(id)
		m.remember(assistantSetting, string(id))
	} else {
		m.screen.Refresh()
	}
	m.focus(layout.Left)
}

// clipboard gives a text to the terminal's clipboard and tells so.
func (m *Model) clipboard(w want.Clipboard) {
	if m.copyOut == nil && w.Long {
		m.tell("This terminal has no clipboard that can be reached: write a file instead", true)
		return
	}
	if m.copyOut == nil {
		m.tell(fmt.Sprintf("This terminal has no clipboard that can be reached: %s is %s", w.Name, w.Text), true)
		return
	}
	out, text := m.copyOut, w.Text
	m.cmds = append(m.cmds, func() tea.Msg {
		if err := out(text); err != nil {
			return told{"Not copied: " + err.Error(), true}
		}
		return nil
	})
	if w.Long {
		m.tell("Copied "+w.Name, false)
		return
	}
	m.tell(fmt.Sprintf("Copied %s: %s", w.Name, w.Text), false)
}

// told is a line that a command has to tell.
type told struct {
	text string
	bad  bool
}

// SetClipboard says how a text gets to the terminal's clipboard; it is called
// from other goroutines.
func (m *Model) SetClipboard(out func(text string) error) { m.copyOut = out }

// Assistants is the screen of all assistants.
func (m *Model) Assistants() *assistants.Screen { return m.assistants }
