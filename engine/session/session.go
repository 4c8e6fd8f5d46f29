// Package session plays a conversation: a compiled assistant, the state of one
// talk with it, and a pure step from one input to the next.
//
// The package reads no clock, file or network and has no random source of its
// own, so a conversation is its log of inputs: the same program, start and
// inputs give the same events. A [Program] is compiled once and shared by all
// its sessions; a [Session] is small, and cheap to clone and to hash.
package session

import (
	"time"

	"parley/engine/model"
)

// Revision is the engine's own: it grows when the same program and inputs may
// give other events than before. A log tells with which it was played.
const Revision = 1

// Start is the header of a conversation's log: who talks, from where, since when.
// It must not be changed once a session has begun with it.
type Start struct {
	At            time.Time
	Dialog        model.DialogID // where to begin; "" is Welcome
	Customer      *model.Customer
	Authenticated bool
	Language      model.Language // of the browser
	Page          string
	OnPage        time.Duration // how long the visitor has been on the page
	PreviousPage  string
	UserAgent     string
	Brand         model.BrandID
	Proactive     bool // it opens by itself, and begins when the visitor takes it up
	Seed          uint64
	Notice        string // for the builder: why the customer was not identified
}

// InputKind is what an input does.
type InputKind uint8

// The kinds of input.
const (
	Tick        InputKind = iota // the clock moves to At
	Say                          // the customer writes Text
	Press                        // the customer chooses the button Text, or #N
	Keys                         // the customer keys Text
	AgentReply                   // an agent writes Text
	AgentAssign                  // the conversation is assigned to Text
	AgentDone                    // an agent marks the conversation done
	Rate                         // the customer answers the survey with Number
	Engage                       // the customer takes up a proactive chat
	Dismiss                      // the customer closes a proactive chat
	VisitPage                    // the visitor's page changes to Text
	CloseChat                    // the customer ends the chat
	Language                     // the browser's language changes to Text
	Answer                       // the outside answers an effect with Reply
	AgentVerify                  // an agent has made sure of the address the customer gave
)

// Input is one entry of a conversation's log.
type Input struct {
	At     int64 // virtual time in Unix milliseconds; never before the input ahead of it
	Kind   InputKind
	Number int
	Text   string
	Reply  *Reply // of Answer
}

// Session is the state of one conversation. Its zero value is of no use; see [Open].
type Session struct {
	at        int64 // virtual now, Unix milliseconds
	since     int64 // the customer's last input, or the start
	handed    int64 // when it was transferred; 0 where it was not
	pageAt    int64 // since when the visitor is on the page
	dialog    int32
	pc        int32
	seq       int32
	turns     int32
	budget    int16  // interactions left to run before an input is due
	asked     uint16 // how often the outside was asked
	tries     uint8  // wrong answers to the question that waits
	status    Status
	waits     bool     // a question waits for the customer
	recording bool     // on voice: what the caller says next is the voicemail
	offered   bool     // a proactive chat that nobody has taken up yet
	dismissed bool     // a proactive chat that was closed
	attended  bool     // an agent has replied, or the call went on to voicemail
	choosing  bool     // after a missed chat: how to be reached
	reminded  uint8    // reminders since the customer's last input
	rating    uint8    // stage of the survey
	done      bool     // marked done by an agent or a timer
	levels    []uint16 // opened levels of a multi-level list
	vars      []variable
	path      []uint16 // dialogs in the order they were entered
	start     *Start
	effect    *Effect // what the outside is asked
	found     *Reply  // the objects or articles that are shown now; shared, never changed
	said      []Said  // what was said, where the assistant remembers; shared by clones

	// These live for the length of a Step only.
	p    *Program
	out  []Event
	kept int // how many events of out need not be remembered any more
}

// variable is the value of one slot.
type variable struct {
	slot       slot
	collected  bool // saved in this conversation, not known before it
	unverified bool // an e-mail address that nothing has proved yet
	value      model.Value
}

// Open begins a conversation: the assistant's first messages are appended to out.
func Open(p *Program, start *Start, out []Event) (*Session, []Event) {
	s := &Session{at: start.At.UnixMilli(), start: start, vars: make([]variable, 0, 4), path: make([]uint16, 0, 8)}
	s.pageAt, s.since, s.offered = s.at-start.OnPage.Milliseconds(), s.at, start.Proactive
	out = s.with(p, out, func() {
		s.seed()
		s.event(Event{Type: Changed, Status: Running})
		if start.Notice != "" {
			s.event(Event{Type: Note, Text: start.Notice})
		}
		at, ok := p.index[or(start.Dialog, p.first)]
		if !ok {
			s.fail("the assistant has no dialog " + string(or(start.Dialog, p.first)))
			return
		}
		s.enter(at)
		s.run()
	})
	return s, out
}

// Step applies one input and appends what happens to out. An input that does not
// fit leaves the conversation as it was, with a Note that says so.
func Step(p *Program, s *Session, in Input, out []Event) []Event {
	s.p, s.out, s.kept = p, out, len(out)
	s.fire(in.At)
	s.at = max(s.at, in.At)
	if in.Kind != Answer { // what the outside tells goes on with the same run
		s.budget = model.MaxStepsWithoutWait
	}
	s.input(in)
	return s.over()
}

func (s *Session) with(p *Program, out []Event, do func()) []Event {
	s.p, s.out, s.kept, s.budget = p, out, len(out), model.MaxStepsWithoutWait
	do()
	return s.over()
}

// over ends a step, and returns what happened.
func (s *Session) over() []Event {
	if s.p.remembers {
		s.remember()
	}
	out := s.out
	s.p, s.out = nil, nil
	return out
}

// Finish appends the event that closes a played conversation: where it stands,
// the dialogs it went through and all that is known.
func Finish(p *Program, s *Session, out []Event) []Event {
	return s.with(p, out, func() {
		more := &More{Path: s.Path(p), Attributes: s.Collected(p), Turns: int(s.turns)}
		s.event(Event{Type: End, Status: s.status, More: more})
	})
}

// Now is the conversation's virtual time.
func (s *Session) Now() time.Time { return time.UnixMilli(s.at).UTC() }

// Status is the assistant status.
func (s *Session) Status() Status { return s.status }

// Done reports whether the conversation was marked done.
func (s *Session) Done() bool { return s.done }

// Offered reports whether the chat opened by itself and nobody has taken it up yet.
func (s *Session) Offered() bool { return s.offered && !s.dismissed }

// Turns is the number of customer messages so far.
func (s *Session) Turns() int { return int(s.turns) }

// Waits reports whether a question waits for the customer, and which.
func (s *Session) Waits(p *Program) (model.DialogID, *Mark, bool) {
	if !s.waits {
		return "", nil, false
	}
	d := p.dialogs[s.dialog]
	return d.id, d.ops[s.pc].step, true
}

// Surveys reports whether the customer is asked to rate the conversation now, and
// on a scale of how many points.
func (s *Session) Surveys(p *Program) (scale int, asks bool) {
	if s.rating != ratingAsked {
		return 0, false
	}
	return p.rating.scale, true
}

// Records reports whether what the caller says next is kept as a voicemail.
func (s *Session) Records() bool { return s.recording }

// Options lists the buttons the customer can press now.
func (s *Session) Options(p *Program) []string {
	switch {
	case s.choosing:
		return p.timers.labels
	case s.rating == ratingAsked:
		return p.rating.labels
	case !s.waits:
		return nil
	}
	o := &p.dialogs[s.dialog].ops[s.pc]
	if o.options == nil {
		return nil
	}
	return o.options(s)
}

// Choice is what a button shows besides its label.
type Choice struct {
	Sign   string // before it, such as the thumb of a feedback button; "" for none
	Detail string // below it: the description of a list's row; "" for none
}

// Choices tells what the buttons that can be pressed now show besides their
// labels, one each as [Session.Options] lists them, nil for nothing; and whether
// they are the rows of a list.
func (s *Session) Choices(p *Program) (beside []Choice, listed bool) {
	if !s.waits || s.choosing || s.rating == ratingAsked {
		return nil, false
	}
	o := &p.dialogs[s.dialog].ops[s.pc]
	return o.beside, o.listed
}

// Keypad lists the keys that lead somewhere from the waiting question, nil where
// it takes no keys.
func (s *Session) Keypad(p *Program) []string {
	if !s.waits {
		return nil
	}
	return p.dialogs[s.dialog].ops[s.pc].keys
}

// Expects is the format of the text that the waiting question takes; "" takes anything.
func (s *Session) Expects(p *Program) Format {
	if !s.waits {
		return ""
	}
	return p.dialogs[s.dialog].ops[s.pc].expects
}

// Searches is the knowledge base in which the waiting question looks; ok is false
// where it does not.
func (s *Session) Searches(p *Program) (base model.KnowledgeBaseID, ok bool) {
	if !s.waits {
		return "", false
	}
	o := &p.dialogs[s.dialog].ops[s.pc]
	return o.searches, o.searches != ""
}

// Path lists the dialogs in the order they were entered.
func (s *Session) Path(p *Program) []model.DialogID {
	out := make([]model.DialogID, len(s.path))
	for i, d := range s.path {
		out[i] = p.dialogs[d].id
	}
	return out
}

// Collected lists what was saved in this conversation, in the order it was first saved.
func (s *Session) Collected(p *Program) []Attribute {
	out := make([]Attribute, 0, len(s.vars))
	for _, v := range s.vars {
		if v.collected && v.value.IsSet() {
			out = append(out, Attribute{p.slots.paths[v.slot], v.value})
		}
	}
	return out
}

// Known lists everything that is known of customer and conversation: what the
// conversation began with and what was saved since.
func (s *Session) Known(p *Program) []Attribute {
	var out []Attribute
	for _, v := range s.vars {
		if v.value.IsSet() {
			out = append(out, Attribute{p.slots.paths[v.slot], v.value})
		}
	}
	return out
}

// Clone returns an independent copy.
func (s *Session) Clone() *Session {
	c := *s
	c.levels = append([]uint16(nil), s.levels...)
	c.vars = append([]variable(nil), s.vars...)
	c.path = append([]uint16(nil), s.path...)
	c.said = s.said[:len(s.said):len(s.said)]
	return &c
}

func or[T comparable](v, other T) T {
	var zero T
	if v == zero {
		return other
	}
	return v
}
