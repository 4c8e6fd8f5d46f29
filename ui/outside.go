package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/session"
	"parley/ui/desk"
)

// asked is a question of a preview's conversation that was sent to the outside.
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

// asking is the conversation of a preview that has something to ask of the
// outside now, with its question; nil for none. One that was asked for already goes first.
func (m *Model) asking() (*desk.Talk, *session.Effect) {
	for _, talk := range []*desk.Talk{m.asked.talk, m.screen.Talk(), m.versions.Talk()} {
		if talk == nil || talk != m.screen.Talk() && talk != m.versions.Talk() {
			continue
		}
		if e, fresh := talk.Asks(); e != nil && fresh {
			return talk, e
		}
	}
	return nil, nil
}

// askOutside sends what a preview's conversation asks of the outside, once,
// and never while something is drawn. What a replay came upon waits for a person.
func (m *Model) askOutside() {
	talk, e := m.asking()
	if e == nil {
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
	to := asked{talk, e.Key, m.begin(task{name: doing, stop: func() { m.hold(talk) }})}
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

// hold leaves what a conversation asks unasked.
func (m *Model) hold(talk *desk.Talk) {
	m.screen.Hold(talk)
	m.versions.Hold(talk)
}

// hear gives the conversation that asked what the outside told, unless it was
// stopped or asked something else since.
func (m *Model) hear(a answered) {
	if a.to != m.asked {
		return
	}
	m.forget()
	m.screen.Heard(a.to.talk, a.reply)
	m.versions.Heard(a.to.talk, a.reply)
	m.frame = ""
}
