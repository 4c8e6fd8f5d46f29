package ui

import (
	"strings"

	"parley/ui/kit/layout"
	"parley/ui/want"
)

// title names a screen that is about no single assistant; "" where it is about one.
func (m *Model) title() string {
	switch m.at {
	case atAssistants:
		return m.assistants.Title()
	case atWorkspace:
		return m.workspace.Title()
	case atRules:
		return m.rules.Title()
	case atUsage:
		return m.usage.Title()
	}
	return ""
}

// reveal shows a place of the workspace on the screen that edits it.
func (m *Model) reveal(w want.Visit) {
	at := m.at
	for _, a := range m.desk.Workspace().Assistants {
		if w.At.Below(a.PathOf()) && !w.Later {
			m.build(a.ID)
			m.screen.Reveal(w.At)
			m.focus(layout.Middle)
			return
		}
	}
	if w.Later && at == atWorkspace {
		m.tell("Made; f goes to it", false)
		return
	}
	if w.At.Below("rules") || w.At.Below("defaults") {
		m.revealRule(w)
		return
	}
	shown := m.workspace.Reveal(w.At)
	switch {
	case w.Later && shown:
		m.tell("Made; 9 opens it in Workspace", false)
		return
	case w.Later:
		return
	case !shown:
		kind, _, _ := strings.Cut(string(w.At), "[")
		m.tell("There is no screen for "+kind+" yet", false)
		return
	}
	if at != atWorkspace {
		m.visit(atWorkspace)
	}
	pane := layout.Right
	if !strings.Contains(string(w.At), "[") { // a whole kind
		pane = layout.Middle
	}
	m.focus(pane)
}

// revealRule shows a rule, or the defaults.
func (m *Model) revealRule(w want.Visit) {
	if w.Later {
		return
	}
	if m.at != atRules {
		m.visit(atRules)
	}
	if m.rules.Reveal(w.At) {
		m.focus(layout.Middle)
	}
}
