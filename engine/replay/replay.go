// Package replay plays recorded conversations again, on a version of their
// assistant that they were not had with: what everybody did stays the same, and
// what comes of it may differ.
package replay

import (
	"context"

	"parley/engine/conversation"
	"parley/engine/outside"
	"parley/engine/session"
)

// Result is what a conversation comes to when it is played again.
type Result struct {
	Events []session.Event
	// Misfit: something that the customer did fitted when it was recorded and does
	// not any more, such as a button that is gone. It changed nothing.
	Misfit bool
	// Asks is what would have to be asked of the outside anew, which a replay never
	// does: it ended there. nil: it went through.
	Asks *session.Effect
}

// Play plays the inputs of a conversation on a program, and lets time pass until a
// moment (Unix milliseconds) at the end. What the outside answered is used again
// where the same is asked; else the workspace alone answers, as far as it can.
func Play(p *session.Program, l *conversation.Log, until int64) Result {
	r := player{program: p, answers: map[uint64]*session.Reply{}}
	for i := range l.Turns {
		if in := &l.Turns[i].Input; in.Kind == session.Answer && in.Reply != nil {
			r.answers[in.Reply.Key] = in.Reply
		}
	}
	start := l.Header.Start
	r.session, r.Events = session.Open(p, &start, nil)
	r.settle()
	for i := range l.Turns {
		if in := l.Turns[i].Input; in.Kind != session.Answer {
			before := len(r.Events)
			r.step(in)
			r.Misfit = r.Misfit || unfit(r.Events[before:]) && !unfit(l.Of(i))
		}
	}
	r.step(session.Input{At: max(until, r.session.Now().UnixMilli()), Kind: session.Tick})
	return r.Result
}

// player plays one conversation.
type player struct {
	Result
	program *session.Program
	session *session.Session
	answers map[uint64]*session.Reply // as they were recorded, by what was asked
}

// step takes one input, unless something has to be asked that nobody can answer.
func (r *player) step(in session.Input) {
	if r.Asks == nil {
		r.Events = session.Step(r.program, r.session, in, r.Events)
		r.settle()
	}
}

// settle answers what the session asks.
func (r *player) settle() {
	world := outside.Of(r.program)
	for e := r.session.Pending(); e != nil; e = r.session.Pending() {
		answer := r.answers[e.Key]
		if answer == nil {
			if !outside.Offline(r.program.Workspace(), e) {
				r.Asks = e
				return
			}
			x := world.Reply(context.Background(), e)
			answer = &x
		}
		r.Events = session.Step(r.program, r.session, session.Input{At: r.session.Now().UnixMilli(), Kind: session.Answer, Reply: answer}, r.Events)
	}
}

// unfit reports whether an input did not fit.
func unfit(events []session.Event) bool {
	for i := range events {
		if events[i].Unfit {
			return true
		}
	}
	return false
}
