package desk

import (
	"parley/engine/session"
)

// Mirror plays the shown branch of a talk on another program, with what the
// outside told. The problem is that of the first reply that does not fit there;
// those after it are left out.
func (t *Talk) Mirror(p *session.Program) (other *Talk, problem string) {
	other = &Talk{program: p, start: t.start, root: &turn{}, answers: t.answers}
	other.here = other.root
	other.replay()
	for _, n := range t.branch() {
		if other.asked != nil || other.learns {
			return other, ""
		}
		if problem = other.do(n.input); problem != "" {
			return other, problem
		}
	}
	other.fresh = false
	return other, ""
}

// Differ finds the first thing said or done that is not the same in two talks, as
// its place among the events of each; ok is false where all is the same.
func Differ(a, b *Talk) (atA, atB int, ok bool) {
	i, j := told(a.events, 0), told(b.events, 0)
	for i < len(a.events) && j < len(b.events) {
		x, y := a.events[i], b.events[j]
		if x.Type != y.Type || x.From != y.From || x.Text != y.Text || x.Name != y.Name || x.Status != y.Status || !sameButtons(x, y) {
			return i, j, true
		}
		i, j = told(a.events, i+1), told(b.events, j+1)
	}
	return i, j, i < len(a.events) || j < len(b.events)
}

func sameButtons(x, y session.Event) bool {
	if len(x.Buttons) != len(y.Buttons) {
		return false
	}
	for i := range x.Buttons {
		if x.Buttons[i] != y.Buttons[i] {
			return false
		}
	}
	return true
}

// told is the place of the next event that a customer or an agent sees.
func told(all []session.Event, from int) int {
	for from < len(all) {
		switch all[from].Type {
		case session.Message, session.HandOver, session.Changed, session.Timer:
			return from
		}
		from++
	}
	return from
}
