package outside

import (
	"context"

	"parley/engine/session"
)

// Player plays a conversation forward: what is done in it, and what the outside
// answers meanwhile. It never waits for an answer, it has it given.
type Player struct {
	Program *session.Program
	Session *session.Session // nil before Open
	// Reply answers what the session asks; nil: the workspace answers what it can.
	Reply func(*session.Effect) session.Reply
	// Took is told each input with what came of it, an answer as an input of its
	// own, and the opening without one. The events are good for the call. nil: nobody is told.
	Took func(in *session.Input, events []session.Event)
}

// Open begins the conversation and appends what happens to out.
func (x *Player) Open(start *session.Start, out []session.Event) []session.Event {
	first := len(out)
	x.Session, out = session.Open(x.Program, start, out)
	x.took(nil, out[first:])
	return x.Settle(out)
}

// Step does one thing and appends what happens to out.
func (x *Player) Step(in session.Input, out []session.Event) []session.Event {
	return x.Settle(x.step(in, out))
}

// Settle answers what the session waits for, until it waits for nothing.
func (x *Player) Settle(out []session.Event) []session.Event {
	reply := x.Reply
	for e := x.Session.Pending(); e != nil; e = x.Session.Pending() {
		if reply == nil {
			world := Of(x.Program)
			reply = func(e *session.Effect) session.Reply { return world.Reply(context.Background(), e) }
		}
		r := reply(e)
		out = x.step(session.Input{At: x.Session.Now().UnixMilli(), Kind: session.Answer, Reply: &r}, out)
	}
	return out
}

func (x *Player) step(in session.Input, out []session.Event) []session.Event {
	first := len(out)
	out = session.Step(x.Program, x.Session, in, out)
	x.took(&in, out[first:])
	return out
}

func (x *Player) took(in *session.Input, events []session.Event) {
	if x.Took != nil {
		x.Took(in, events)
	}
}

// Open is session.Open with everything answered that the workspace can answer.
func Open(p *session.Program, start *session.Start, out []session.Event) (*session.Session, []session.Event) {
	x := Player{Program: p}
	out = x.Open(start, out)
	return x.Session, out
}

// Step is session.Step with everything answered that the workspace can answer.
func Step(p *session.Program, s *session.Session, in session.Input, out []session.Event) []session.Event {
	x := Player{Program: p, Session: s}
	return x.Step(in, out)
}
