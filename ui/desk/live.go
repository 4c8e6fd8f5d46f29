package desk

import (
	"errors"
	"fmt"
	"time"

	"parley/engine/conversation"
	"parley/engine/route"
	"parley/engine/session"
)

// Live is a conversation that somebody begins by writing in, as a customer does.
type Live struct {
	Playable
	Choice  route.Choice // who was chosen, and by which rule; "" is the default
	Visitor string       // who it is where nobody knows them
	Talk    *Talk
}

// NotTakenError is why a live conversation does not begin, in one line.
type NotTakenError string

// Error is the line.
func (e NotTakenError) Error() string { return string(e) }

// live is what a talk that is really held has besides.
type live struct {
	recording *Recording
	clock     func() time.Time
}

// LiveWork has rules and defaults choose who answers somebody who writes in, among
// published versions. The function is to be called apart from the desk, and the one
// it returns, which begins the conversation, where the desk is. A [NotTakenError]
// says that nobody answers, or the workspace's plan has no room for it. visitor is
// that of an earlier [Live] where the same anonymous person writes again, else "".
func (d *Desk) LiveWork(a Arrival, visitor string) (func() func() (Live, error), error) {
	choice, start, err := d.Route(a, false)
	if err != nil {
		return nil, err
	}
	if visitor == "" {
		visitor = NewVisitor()
	}
	if choice.Assistant == "" {
		return nil, NotTakenError(fmt.Sprintf("no rule and no default starts an assistant on %s: it is a person's conversation", a.Channel.Title()))
	}
	refusal, st, minds := d.RefusalWork(start.At), d.store, d.minds
	return func() func() (Live, error) {
		l := Live{Choice: choice, Visitor: visitor}
		line, err := "", error(nil)
		if refusal != nil {
			line, err = refusal()
		}
		if err == nil && line != "" {
			err = NotTakenError(line)
		}
		if err == nil {
			version, failed := st.Version(choice.Assistant, 0)
			if err = unusable(failed); err == nil {
				l.Playable = playable(minds, version)
			}
		}
		return func() (Live, error) {
			if err != nil {
				return l, err
			}
			recording, err := d.Record(l.Playable, &start, a.Recorded(conversation.Live, visitor))
			if err != nil {
				return l, err
			}
			l.Talk = newLive(l.Program, start, &live{recording, d.clock})
			return l, nil
		}
	}, nil
}

// newLive opens a conversation that is really held.
func newLive(p *session.Program, start session.Start, l *live) *Talk {
	t := &Talk{live: l, program: p, start: &start, root: &turn{}, answers: map[uint64]session.Reply{}, fresh: true, stopped: -1}
	t.here = t.root
	t.session, t.events = session.Open(p, t.start, nil)
	t.record(nil, 0)
	t.settle()
	t.marks = append(t.marks, len(t.events))
	return t
}

// record records an input of a live talk, nil for the opening, with the events from
// a mark on.
func (t *Talk) record(in *session.Input, mark int) {
	if t.live != nil {
		t.live.recording.Add(in, t.events[mark:], due(t.program, t.session))
	}
}

// moment is when what is done now happens, in Unix milliseconds: a live talk is on
// the clock, another one stands still.
func (t *Talk) moment() int64 {
	now := t.session.Now().UnixMilli()
	if t.live != nil {
		now = max(now, t.live.clock().UnixMilli())
	}
	return now
}

// told gives a live talk what the outside answered.
func (t *Talk) told(r session.Reply) {
	t.answer(r)
	t.settle()
	t.marks[len(t.marks)-1] = len(t.events)
}

// Live reports whether the talk is really held.
func (t *Talk) Live() bool { return t.live != nil }

// Next is when something happens by itself in a live talk; false: nothing does.
func (t *Talk) Next() (time.Time, bool) {
	if t.live == nil || t.session.Pending() != nil || t.learns {
		return time.Time{}, false
	}
	if armed := t.Armed(); len(armed) > 0 {
		return armed[0].At, true
	}
	return time.Time{}, false
}

// Pass lets a live talk go on to now; what was due has happened then.
func (t *Talk) Pass() {
	if at, ok := t.Next(); ok && at.UnixMilli() <= t.moment() {
		t.do(session.Input{At: t.moment(), Kind: session.Tick})
	}
}

// Reached is [Recording.Reached] of a live talk.
func (t *Talk) Reached() (line string, ok bool) {
	if t.live == nil {
		return "", false
	}
	return t.live.recording.Reached()
}

// errReading is why a live talk cannot be left yet.
var errReading = errors.New("the intents are being trained, and what was written is read then: leave in a moment")

// Leave ends holding a live talk: the customer has gone, the conversation stands as
// it is, and what is due in it happens by itself.
func (t *Talk) Leave() error {
	if t.learns {
		return errReading
	}
	t.live.recording.Close()
	return nil
}
