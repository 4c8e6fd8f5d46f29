package ui

import (
	"time"

	"parley/ui/desk"
)

// held is how far the live conversation was when it was looked at last.
type held struct {
	talk   *desk.Talk
	events int
	next   time.Time // when something happens in it by itself
}

// passes comes when something is due in a live conversation.
type passes struct{ talk *desk.Talk }

// lookAfter looks after the live conversation: what happened in it is counted and told,
// beside the screen, and what happens by itself is waited for.
func (m *Model) lookAfter() {
	now := held{talk: m.screen.Held()}
	if now.talk != nil {
		now.events = len(now.talk.Events())
		now.next, _ = now.talk.Next()
		if line, ok := now.talk.Reached(); ok {
			m.tell(capital(line), false)
		}
	}
	was := m.held
	if m.held = now; was == now {
		return
	}
	if was.talk != now.talk || was.events != now.events {
		m.count()
	}
	if !now.next.IsZero() && (was.talk != now.talk || !was.next.Equal(now.next)) {
		m.cmds = append(m.cmds, m.later(max(now.next.Sub(m.desk.Now()), 0), passes{now.talk}))
	}
}
