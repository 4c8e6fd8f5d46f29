package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/intent"
	"parley/ui/desk"
)

type (
	// idle comes when the first frame has been shown for a while.
	idle struct{}
	// learned is the end of a training that ran beside the screen.
	learned struct{ settle func() }
)

// talks are the conversations that are shown.
func (m *Model) talks() []*desk.Talk {
	if m.at == atVersions {
		return m.versions.Talks()
	}
	return m.screen.Talks()
}

// learn has intents trained beside the screen that a conversation waits for.
func (m *Model) learn() {
	if m.at == atIntents && m.intents.Waits() {
		m.train(m.intents.Needs())
	}
	for _, t := range m.talks() {
		if t != nil {
			m.train(t.Learns())
		}
	}
}

// prepare has the intents trained, beside the screen, that what is shown will
// need, so that nobody waits for it then.
func (m *Model) prepare() {
	if m.at == atIntents {
		m.train(m.intents.Needs())
		if work := m.desk.StudyWork(); work != nil {
			m.beside(work)
		}
		return
	}
	if talk := m.screen.Talk(); talk != nil {
		m.train(talk.Understanding())
	}
}

// train has intents trained beside the screen, once.
func (m *Model) train(u *intent.Understanding) {
	if work := m.desk.TrainWork(u); work != nil {
		m.beside(work)
	}
}

// beside does something about intents beside the screen.
func (m *Model) beside(work func() func()) {
	m.cmds = append(m.cmds, func() tea.Msg { return learned{work()} })
}

// learned goes on with what waited for a training.
func (m *Model) learned(l learned) {
	l.settle()
	m.screen.Learned()
	m.versions.Learned()
	if m.at == atIntents {
		m.intents.Learned()
	}
	m.frame = ""
}
