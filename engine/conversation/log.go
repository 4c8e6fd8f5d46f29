package conversation

import (
	"bytes"
	"iter"
	"time"

	"parley/engine/model"
	"parley/engine/session"
)

// Log is all that is kept of a conversation: what happened, and what it came of.
// The events are the truth; the inputs are there to play it again.
type Log struct {
	Header Header
	Events []session.Event
	Turns  []Turn
}

// Turn is one input of a conversation.
type Turn struct {
	Input session.Input
	First int // the place among the events of the first that came of it
}

// Take adds an input, nil for the opening, and what came of it.
func (l *Log) Take(in *session.Input, events []session.Event) {
	if in != nil {
		l.Turns = append(l.Turns, Turn{Input: *in, First: len(l.Events)})
	}
	l.Events = append(l.Events, events...)
}

// Opening are the events before the first turn.
func (l *Log) Opening() []session.Event {
	if len(l.Turns) == 0 {
		return l.Events
	}
	return l.Events[:l.Turns[0].First]
}

// Of are the events that came of the i-th turn.
func (l *Log) Of(i int) []session.Event {
	after := len(l.Events)
	if i+1 < len(l.Turns) {
		after = l.Turns[i+1].First
	}
	return l.Events[l.Turns[i].First:after]
}

// Same reports whether two conversations went the same way: whether their events
// are kept as the same.
func Same(a, b []session.Event) bool {
	var x, y Chunk
	x.Events(a...)
	y.Events(b...)
	return len(a) == len(b) && bytes.Equal(x.Bytes(), y.Bytes())
}

// Chunk is a part of a log as it is kept. It grows at its end only: what was
// written is the beginning of what will be. The zero Chunk is ready.
type Chunk struct{ c *coder }

// The entries of a chunk.
const (
	headerEntry byte = iota + 1
	inputEntry
	eventEntry
)

func (k *Chunk) entry(kind byte) *coder {
	if k.c == nil {
		k.c = newWriter()
	}
	k.c.out = append(k.c.out, kind)
	return k.c
}

// Header writes the header; it is the first entry of a log.
func (k *Chunk) Header(h *Header) { header(k.entry(headerEntry), h) }

// Input writes an input, ahead of the events that come of it.
func (k *Chunk) Input(in *session.Input) { input(k.entry(inputEntry), in) }

// Events writes what happened.
func (k *Chunk) Events(events ...session.Event) {
	for i := range events {
		event(k.entry(eventEntry), &events[i])
	}
}

// Log writes a whole log.
func (k *Chunk) Log(l *Log) {
	k.Header(&l.Header)
	k.Events(l.Opening()...)
	for i := range l.Turns {
		k.Input(&l.Turns[i].Input)
		k.Events(l.Of(i)...)
	}
}

// Bytes is what was written. It is good until the next entry.
func (k *Chunk) Bytes() []byte {
	if k.c == nil {
		k.c = newWriter()
	}
	return k.c.out
}

// Reset empties the chunk and keeps its memory.
func (k *Chunk) Reset() {
	if k.c != nil {
		k.c.reset()
	}
}

// ReadLog reads a log from its chunks, in order. Errors: ErrDamaged, ErrNewer.
func ReadLog(chunks ...[]byte) (*Log, error) {
	l := &Log{}
	for i, data := range chunks {
		c, err := newReader(data)
		if err != nil {
			return nil, err
		}
		for first := i == 0; c.in != ""; first = false {
			var kind byte
			c.byte(&kind)
			switch {
			case first != (kind == headerEntry):
				c.fail()
			case kind == headerEntry:
				header(c, &l.Header)
			case kind == inputEntry:
				l.Turns = append(l.Turns, Turn{First: len(l.Events)})
				input(c, &l.Turns[len(l.Turns)-1].Input)
			case kind == eventEntry:
				l.Events = append(l.Events, session.Event{})
				event(c, &l.Events[len(l.Events)-1])
			default:
				c.fail()
			}
		}
		if err := c.end(); err != nil {
			return nil, err
		}
	}
	if len(chunks) == 0 {
		return nil, ErrDamaged
	}
	return l, nil
}

// Transcript reads the events of a chunk one after the other and keeps none. An
// error ends it.
func Transcript(data []byte) iter.Seq2[session.Event, error] {
	return func(yield func(session.Event, error) bool) {
		c, err := newReader(data)
		if err != nil {
			yield(session.Event{}, err)
			return
		}
		for c.in != "" {
			var kind byte
			c.byte(&kind)
			switch kind {
			case headerEntry:
				header(c, new(Header))
			case inputEntry:
				input(c, new(session.Input))
			case eventEntry:
				var e session.Event
				if event(c, &e); !c.bad && !yield(e, nil) {
					return
				}
			default:
				c.fail()
			}
		}
		if err := c.end(); err != nil {
			yield(session.Event{}, err)
		}
	}
}

func header(c *coder, h *Header) {
	text(c, &h.ID)
	text(c, &h.Source)
	text(c, &h.Channel)
	text(c, &h.Assistant)
	number(c, &h.Version)
	text(c, &h.Draft)
	text(c, &h.Type)
	number(c, &h.Revision)
	number(c, &h.Engine)
	text(c, &h.Zone)
	text(c, &h.Visitor)
	text(c, &h.From)
	start(c, &h.Start)
}

func start(c *coder, s *session.Start) {
	at := s.At.UnixMilli()
	c.time(&at)
	if c.reading {
		s.At = time.UnixMilli(at).UTC()
	}
	text(c, &s.Dialog)
	optional(c, &s.Customer, customer)
	c.bool(&s.Authenticated)
	text(c, &s.Language)
	text(c, &s.Page)
	number(c, &s.OnPage)
	text(c, &s.PreviousPage)
	text(c, &s.UserAgent)
	text(c, &s.Brand)
	c.bool(&s.Proactive)
	c.uint(&s.Seed)
	text(c, &s.Notice)
}

func customer(c *coder, m *model.Customer) {
	text(c, &m.ID)
	text(c, &m.ExternalID)
	text(c, &m.Name)
	text(c, &m.Email)
	text(c, &m.Phone)
	text(c, &m.Company)
	c.bool(&m.VIP)
	text(c, &m.Language)
	list(c, (*[]model.Pair[model.Value])(&m.Attributes), pair)
}

func pair(c *coder, p *model.Pair[model.Value]) {
	text(c, &p.Key)
	value(c, &p.Value)
}

func input(c *coder, in *session.Input) {
	c.time(&in.At)
	small(c, &in.Kind)
	number(c, &in.Number)
	text(c, &in.Text)
	optional(c, &in.Reply, reply)
}

func reply(c *coder, r *session.Reply) {
	c.uint(&r.Key)
	list(c, &r.Objects, object)
	attributes(c, &r.Output)
	list(c, &r.Articles, article)
	text(c, &r.Language)
	text(c, &r.Text)
	number(c, &r.Agents)
	list(c, &r.Notes, text)
	text(c, &r.Error)
}

func object(c *coder, o *session.Object) {
	text(c, &o.ID)
	attributes(c, &o.Values)
}

// What an event has besides its type, as bits.
const (
	hasSeq   = 1 << iota // its number is not the next
	hasTime              // it is not of the time before
	hasPlace             // its dialog is not that of the event before
	hasMark              // its interaction is not that of the event before
	isUnfit
	hasFrom
	hasText
	hasButtons
	hasTo
	hasWhy
	hasAttribute
	hasValue
	hasStatus
	hasName
	hasMore
)

// facts are the bits of an event.
func (c *coder) facts(e *session.Event) uint64 {
	var f uint64
	for i, has := range [...]bool{e.Seq != c.last.Seq+1, e.At != c.at, e.Dialog != c.last.Dialog, !sameMark(e.Mark, c.last.Mark), e.Unfit,
		e.From != "", e.Text != "", len(e.Buttons) > 0, e.To != "", e.Why != "", e.Attribute != "", e.Value.IsSet(), e.Status != 0, e.Name != "", e.More != nil} {
		if has {
			f |= 1 << i
		}
	}
	return f
}

func sameMark(a, b *session.Mark) bool { return a == b || a != nil && b != nil && *a == *b }

func event(c *coder, e *session.Event) {
	text(c, &e.Type)
	var f uint64
	if !c.reading {
		f = c.facts(e)
	}
	c.uint(&f)
	if c.reading {
		e.Seq, e.At, e.Dialog, e.Mark, e.Unfit = c.last.Seq+1, c.at, c.last.Dialog, c.last.Mark, f&isUnfit != 0
	}
	when(c, f, hasSeq, &e.Seq, number)
	when(c, f, hasTime, &e.At, (*coder).time)
	when(c, f, hasPlace, &e.Dialog, text)
	when(c, f, hasMark, &e.Mark, (*coder).mark)
	when(c, f, hasFrom, &e.From, text)
	when(c, f, hasText, &e.Text, text)
	when(c, f, hasButtons, &e.Buttons, texts)
	when(c, f, hasTo, &e.To, text)
	when(c, f, hasWhy, &e.Why, text)
	when(c, f, hasAttribute, &e.Attribute, text)
	when(c, f, hasValue, &e.Value, value)
	when(c, f, hasStatus, &e.Status, status)
	when(c, f, hasName, &e.Name, text)
	if f&hasMore != 0 {
		if c.reading {
			e.More = &session.More{}
		}
		more(c, e.More)
	}
	c.last = session.Event{Seq: e.Seq, Dialog: e.Dialog, Mark: e.Mark}
}

// when is a part of an event that its bits say is there.
func when[T any](c *coder, facts, bit uint64, v *T, part func(*coder, *T)) {
	if facts&bit != 0 {
		part(c, v)
	}
}

func texts(c *coder, v *[]string) { list(c, v, text) }

// mark is an interaction: 0 for none, 1 for one that follows, else the number
// of one that stood before and 2.
func (c *coder) mark(v **session.Mark) {
	var n uint64
	if !c.reading && *v != nil {
		n = 1
		for i, m := range c.marks {
			if sameMark(*v, m) {
				n = uint64(i) + 2
				break
			}
		}
	}
	c.uint(&n)
	switch {
	case n == 0:
		*v = nil
	case n == 1:
		if c.reading {
			*v = &session.Mark{}
		}
		markFields(c, *v)
		c.marks = append(c.marks, *v)
	case n-2 < uint64(len(c.marks)):
		if c.reading {
			*v = c.marks[n-2]
		}
	default:
		c.fail()
	}
}

func markFields(c *coder, m *session.Mark) {
	text(c, &m.ID)
	text(c, &m.Index)
	kind := ""
	if m.Kind != nil {
		kind = m.Kind.Key
	}
	text(c, &kind)
	if c.reading {
		m.Kind = model.KindOf(kind)
	}
	text(c, &m.Saves)
	c.bool(&m.Understands)
}

func more(c *coder, m *session.More) {
	list(c, &m.Cards, card)
	list(c, &m.Articles, article)
	texts(c, &m.Attachments)
	attributes(c, &m.Attributes)
	optional(c, &m.Task, task)
	list(c, &m.Path, text)
	number(c, &m.Turns)
	c.float(&m.Score)
	number(c, &m.Scale)
	attributes(c, &m.Input)
	attributes(c, &m.Output)
	text(c, &m.Error)
}

func card(c *coder, v *session.Card) {
	text(c, &v.Title)
	text(c, &v.Description)
	text(c, &v.Image)
}

func article(c *coder, v *session.Article) {
	text(c, &v.ID)
	text(c, &v.Title)
	text(c, &v.Text)
}

func task(c *coder, v *session.Task) {
	text(c, &v.Label)
	number(c, &v.Priority)
}
