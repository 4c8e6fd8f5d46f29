package desk

import (
	"errors"
	"fmt"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/lead"
	"parley/engine/model"
	"parley/engine/session"
)

// Recorded says as what a conversation is recorded, besides what its start says.
type Recorded struct {
	Source  conversation.Source
	Channel model.Channel // "" is the assistant's
	Visitor string        // the same anonymous person again; "" for one that nobody knows
	From    string        // the sender's number, where the channel vouches for it
}

// Recording is a conversation that is recorded while it goes on. It belongs to
// the goroutine that plays the conversation, which never waits for it: what is
// added is written by and by. [Desk.Flush] waits for that, and its error and
// [Options.Failed] tell where it could not be.
type Recording struct {
	recorder *recorder
	writing  *writing
	digest   *conversation.Builder
	reader   *lead.Reader
	worth    lead.Result
	told     bool // that the score reached the threshold
}

// Record begins to record a conversation with an assistant. What counts is added
// to it in order, the opening first.
func (d *Desk) Record(p Playable, start *session.Start, as Recorded) (*Recording, error) {
	id, err := newID(start.At.UnixMilli())
	if err != nil {
		return nil, err
	}
	w := &writing{header: headerOf(p, start, as)}
	if w.header.ID = id; p.Number == 0 {
		w.draft = p.Program.Assistant()
	}
	return &Recording{recorder: d.recorder, writing: w, digest: conversation.NewBuilder(&w.header), reader: lead.NewReader(&w.header, d.draft.Settings.Leads)}, nil
}

// NewVisitor makes the id of an anonymous person whom nobody has seen before.
func NewVisitor() string { return ulid.Make().String() }

// headerOf is the header of a conversation, without its id and the draft it is with.
func headerOf(p Playable, start *session.Start, as Recorded) conversation.Header {
	a := p.Program.Assistant()
	h := conversation.Header{Source: as.Source, Channel: string(as.Channel), Assistant: a.ID, Version: p.Number, Type: a.Type,
		Revision: p.Operational, Engine: session.Revision, Zone: p.Workspace.Settings.TimeZone, From: as.From, Start: *start}
	if !start.Authenticated {
		h.Visitor = as.Visitor
	}
	if as.Channel == "" {
		h.Channel = string(a.Channel)
	}
	return h
}

// errTooEarly is why a conversation cannot be kept.
var errTooEarly = errors.New("it starts before 1970: give it a later start")

// newID makes the id of a conversation that starts at a moment, in Unix
// milliseconds. Those of one moment come in the order they are made.
func newID(at int64) (string, error) {
	if at < 0 {
		return "", fmt.Errorf("record a conversation: %w", errTooEarly)
	}
	id, err := ulid.New(uint64(at), ulid.DefaultEntropy())
	if err != nil {
		return "", fmt.Errorf("record a conversation: %w", err)
	}
	return id.String(), nil
}

// ID is the conversation's.
func (r *Recording) ID() string { return r.writing.header.ID }

// Live reports whether the conversation is a live one.
func (r *Recording) Live() bool { return r.writing.header.Source == conversation.Live }

// Add adds an input, nil for the opening, with what came of it. due is when
// something happens next by itself, as [due] says.
func (r *Recording) Add(in *session.Input, events []session.Event, due int64) {
	if !r.Live() {
		due = 0 // its clock is not the world's
	}
	r.digest.Add(events...)
	r.reader.Add(in, events...)
	d := r.digest.Digest()
	r.worth = r.reader.Result(&d)
	a := added{events: append([]session.Event(nil), events...)}
	if in != nil {
		kept := *in
		a.in = &kept
	}
	w := r.writing
	r.recorder.add(w, func() { w.added, w.lead, w.due = append(w.added, a), r.worth.Lead, due })
}

// Reached tells once that the score has reached the workspace's threshold, in one line.
func (r *Recording) Reached() (line string, ok bool) {
	if r.told || !r.worth.Reached {
		return "", false
	}
	r.told = true
	return fmt.Sprintf("handed off: the lead's score is %d and %d hands off; the team is notified", r.worth.Score, r.worth.Threshold), true
}

// Close ends the recording: nothing is added any more.
func (r *Recording) Close() {
	w := r.writing
	r.recorder.add(w, func() { w.closed = true })
}

// due is when something happens next by itself in a conversation, in Unix
// milliseconds, 0 for nothing. What waits for the outside is due at once: it is
// gone on with as soon as nobody holds the conversation any more.
func due(p *session.Program, s *session.Session) int64 {
	if s.Pending() != nil {
		return s.Now().UnixMilli()
	}
	if armed := s.Armed(p); len(armed) > 0 {
		return armed[0].At.UnixMilli()
	}
	return 0
}
