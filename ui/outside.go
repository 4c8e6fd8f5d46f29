package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/session"
	"parley/ui/desk"
)

// asked is a question of the preview's conversation that was sent to the outside.
type asked struct {
	talk *desk.Talk
	key  uint64
	task int // its number among what is under way
}

// answered is what the outside told.
type answered struct {
	to    asked
	reply session.Reply
}

// askOutside sends what the preview's conversation asks of the outside, once,
// and never while something is drawn. What a replay came upon waits for a person.
func (m *Model) askOutside() {
	talk := m.screen.Talk()
	var e *session.Effect
	fresh := false
	if talk != nil {
		e, fresh = talk.Asks()
	}
	if e == nil || !fresh {
		m.forget()
		return
	}
	if m.asked.talk == talk && m.asked.key == e.Key {
		return
	}
	m.forget()
	ctx, cancel := context.WithCancel(context.Background())
	doing := "Asking the network"
	if talk.Local(e) {
		doing = "Reading the articles"
	}
	to := asked{talk, e.Key, m.begin(task{name: doing, stop: func() { m.screen.Hold(talk) }})}
	m.asked, m.unask = to, cancel
	question, in := *e, talk.Program()
	m.cmds = append(m.cmds, func() tea.Msg { return answered{to, desk.Ask(ctx, in, &question)} })
}

// forget ends a question that nobody waits for any more.
func (m *Model) forget() {
	if m.unask != nil {
		m.unask()
		m.end(m.asked.task)
	}
	m.asked, m.unask = asked{}, nil
}

// hear gives the preview's conversation what the outside told, unless it was
// stopped or asked something else since.
func (m *Model) hear(a answered) {
	if a.to != m.asked {
		return
	}
	m.forget()
	m.screen.Heard(a.to.talk, a.reply)
	m.frame = ""
}
