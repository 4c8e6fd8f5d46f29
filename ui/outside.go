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
}

// answered is what the outside told.
type answered struct {
	talk  *desk.Talk
	reply session.Reply
}

// askOutside sends what the preview's conversation asks of the network, once,
// and never while something is drawn. What a replay came upon waits for a person.
func (m *Model) askOutside() {
	talk := m.screen.Talk()
	if talk == nil {
		return
	}
	e, fresh := talk.Asks()
	if e == nil || !fresh {
		m.asked = asked{}
		return
	}
	if m.asked == (asked{talk, e.Key}) {
		return
	}
	m.asked = asked{talk, e.Key}
	question, in := *e, talk.Workspace()
	m.cmds = append(m.cmds, func() tea.Msg {
		return answered{talk, desk.Ask(context.Background(), in, &question)}
	})
}
