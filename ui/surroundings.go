package ui

import (
	"strings"

	"parley/ui/kit/layout"
	"parley/ui/want"
)

// title names a screen that is about no single assistant; "" where it is about one.
func (m *Model) title() string {
	if m.at == atAssistants {
		return m.assistants.Title()
	}
	if s := m.titled(m.at); s != nil {
		return s.Title()
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
	switch {
	case w.At.Below("rules"), w.At.Below("defaults"):
		m.revealOn(atRules, w)
		return
	case w.At.Below("intents"):
		if w.Later {
			m.intents.Reveal(w.At)
			m.tell("Made; 4 opens it in Intents", false)
			return
		}
		m.revealOn(atIntents, w)
		return
	case w.At.Below("articles"), w.At.Below("knowledgeBases"):
		if w.Later {
			m.articles.Reveal(w.At)
			m.tell("Made; 5 opens it in Knowledge", false)
			return
		}
		m.revealOn(atArticles, w)
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
		m.tell("There is no screen for "+kind+" yet", true)
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

// revealOn shows a document on the screen of its own kind.
func (m *Model) revealOn(p place, w want.Visit) {
	if w.Later {
		return
	}
	if m.at != p {
		m.visit(p)
	}
	if m.surroundings(p).Reveal(w.At) {
		m.focus(layout.Middle)
	}
}
