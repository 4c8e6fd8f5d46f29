package desk

import (
	"slices"

	"parley/engine/conversation"
	"parley/engine/session"
)

// KeepTalk records a talk that is tried out as it stands, before it is left: the
// branch that is shown, as a preview. One in which the customer never acted, or that
// was kept as it is, is not; nor is one whose clock was set before 1970.
func (d *Desk) KeepTalk(t *Talk) {
	if t == nil || t.live != nil || t.kept == t.here || !slices.ContainsFunc(t.events, fromCustomer) {
		return
	}
	p := Playable{Program: t.program, Workspace: t.program.Workspace(), Version: DraftVersion}
	r, err := d.Record(p, t.start, Recorded{Source: conversation.Preview})
	if err != nil {
		return
	}
	defer r.Close()
	t.kept = t.here
	s, events := session.Open(t.program, t.start, nil)
	r.Add(nil, events, 0)
	step := func(in session.Input) {
		events = session.Step(t.program, s, in, events[:0])
		r.Add(&in, events, 0)
	}
	inputs := t.Inputs()
	if t.stopped >= 0 {
		inputs = inputs[:t.stopped]
	}
	for i := 0; ; i++ {
		for e := s.Pending(); e != nil; e = s.Pending() {
			reply, known := t.known(e)
			if !known {
				return
			}
			step(session.Input{At: s.Now().UnixMilli(), Kind: session.Answer, Reply: &reply})
		}
		if i == len(inputs) {
			return
		}
		step(inputs[i])
	}
}

func fromCustomer(e session.Event) bool {
	return e.Type == session.Message && e.From == session.Customer
}
