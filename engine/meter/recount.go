package meter

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
)

// Options say how conversations are counted.
type Options struct {
	Zone   *time.Location      // of days and months; nil is UTC
	Now    int64               // Unix milliseconds: verdicts are as of then
	Source conversation.Source // the one that counts; "" is live
	Kilo   Terms               // what Kilo's plan has; with no limit it refuses nothing
	// Triggered are the chats that opened and were never taken up, of any source.
	Triggered []conversation.Triggered
	// Each is told what KIQ says of every conversation of the source, in the order
	// in which customers created them; nil for nobody.
	Each func(id string, s State)
}

// Tally is how many conversations came to what.
type Tally struct {
	Counted  int
	Pending  int
	Excluded [reasons]int // by the main reason of each

	// The chatbot's statistics, under Smartsupp only. Triggered has those that were taken up too.
	Triggered, Joined, Resolved, Escalated int
}

// Out is how many conversations do not count.
func (t Tally) Out() int {
	n := 0
	for _, x := range t.Excluded {
		n += x
	}
	return n
}

// Total is how many conversations were judged.
func (t Tally) Total() int { return t.Counted + t.Pending + t.Out() }

// Because is how many do not count for a reason.
func (t Tally) Because(r Reason) int { return t.Excluded[r] }

func (t *Tally) add(o *Tally) {
	t.Counted += o.Counted
	t.Pending += o.Pending
	for i, n := range o.Excluded {
		t.Excluded[i] += n
	}
	t.Triggered += o.Triggered
	t.Joined += o.Joined
	t.Resolved += o.Resolved
	t.Escalated += o.Escalated
}

// note counts one verdict.
func (t *Tally) note(state State, main Reason) {
	switch state {
	case Counts:
		t.Counted++
	case Pending:
		t.Pending++
	default:
		t.Excluded[main]++
	}
}

// Row is what a day of an assistant came to under one system.
type Row struct {
	Day       Day
	Assistant model.AssistantID
	Tally
}

// Ledger is what a recount found: for each system a row for each day and
// assistant, in the order of days.
type Ledger struct {
	zone  *time.Location
	now   int64
	today Day
	gone  float64 // how much of today is over
	rows  [4][]Row
	hours [4][24]int // counted, by the hour of the day
	found int
}

// Conversations is how many of the source that counts there are, whatever became of them.
func (l *Ledger) Conversations() int { return l.found }

// Now is the moment the ledger is as of, in Unix milliseconds.
func (l *Ledger) Now() int64 { return l.now }

// Zone is the time zone of its days.
func (l *Ledger) Zone() *time.Location { return l.zone }

// Today is the day it is as of.
func (l *Ledger) Today() Day { return l.today }

// Rows are the rows of a system in a period. They must not be changed.
func (l *Ledger) Rows(s System, p Period) []Row {
	i := s.index()
	if i < 0 {
		return nil
	}
	all := l.rows[i]
	from, _ := slices.BinarySearchFunc(all, p.First, func(r Row, d Day) int { return cmp.Compare(r.Day, d) })
	to, _ := slices.BinarySearchFunc(all, p.After, func(r Row, d Day) int { return cmp.Compare(r.Day, d) })
	if to < from {
		return nil
	}
	return all[from:to]
}

// Sum is what a period came to.
func (l *Ledger) Sum(s System, p Period) Tally {
	var sum Tally
	rows := l.Rows(s, p)
	for i := range rows {
		sum.add(&rows[i].Tally)
	}
	return sum
}

// Days is what each day of a period came to, those without a conversation too.
func (l *Ledger) Days(s System, p Period) []Tally {
	out := make([]Tally, max(p.Days(), 0))
	rows := l.Rows(s, p)
	for i := range rows {
		out[rows[i].Day-p.First].add(&rows[i].Tally)
	}
	return out
}

// Share is what an assistant came to in a period; the empty id is for
// conversations without one.
type Share struct {
	Assistant model.AssistantID
	Tally
}

// Assistants is what each assistant came to in a period, the one with most counted first.
func (l *Ledger) Assistants(s System, p Period) []Share {
	at := map[model.AssistantID]int{}
	var out []Share
	rows := l.Rows(s, p)
	for i := range rows {
		n, ok := at[rows[i].Assistant]
		if !ok {
			n = len(out)
			at[rows[i].Assistant] = n
			out = append(out, Share{Assistant: rows[i].Assistant})
		}
		out[n].add(&rows[i].Tally)
	}
	slices.SortFunc(out, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Counted, a.Counted), cmp.Compare(b.Total(), a.Total()), cmp.Compare(a.Assistant, b.Assistant))
	})
	return out
}

// Recount judges every conversation under every system. The digests may come in
// any order and may be reused by who gives them.
func Recount(digests iter.Seq[*conversation.Digest], o Options) *Ledger {
	c := newCounter(o)
	for d := range digests {
		c.add(d)
	}
	return c.ledger()
}

// place is where a row belongs.
type place struct {
	day       Day
	assistant int32
}

// counter counts while digests come.
type counter struct {
	o          Options
	facts      Facts
	calendar   *Calendar
	assistants []model.AssistantID
	numbers    map[model.AssistantID]int32
	rows       [4]map[place]*Tally
	hours      [4][24]int
	created    []creation
	scratch    []Verdict
}

func newCounter(o Options) *counter {
	c := &counter{o: o, facts: Facts{Now: o.Now, Source: o.Source}, calendar: NewCalendar(o.Zone), numbers: map[model.AssistantID]int32{}}
	if c.facts.Source == "" {
		c.facts.Source = conversation.Live
	}
	for i := range c.rows {
		c.rows[i] = map[place]*Tally{}
	}
	return c
}

// number is a small number for an assistant.
func (c *counter) number(id model.AssistantID) int32 {
	n, ok := c.numbers[id]
	if !ok {
		n = int32(len(c.assistants))
		c.numbers[id] = n
		c.assistants = append(c.assistants, id)
	}
	return n
}

// row is the tally of a moment's day.
func (c *counter) row(s System, at int64, assistant int32) *Tally {
	key, rows := place{c.calendar.Day(at), assistant}, c.rows[s.index()]
	t := rows[key]
	if t == nil {
		t = new(Tally)
		rows[key] = t
	}
	return t
}

// count notes a verdict in its row.
func (c *counter) count(s System, at int64, assistant int32, state State, main Reason) {
	c.row(s, at, assistant).note(state, main)
	if state == Counts {
		c.hours[s.index()][c.calendar.Hour(at)]++
	}
}

func (c *counter) add(d *conversation.Digest) {
	began := Began(d)
	if began == 0 || began > c.o.Now {
		return
	}
	assistant := c.number(d.Assistant)
	c.scratch = LutinGenie.Judge(d, c.facts, c.scratch[:0])
	for i := range c.scratch {
		v := &c.scratch[i]
		c.count(LutinGenie, v.At, assistant, v.State, v.set().main())
	}
	v := smartsupp(d, c.facts)
	c.count(Smartsupp, v.At, assistant, v.State, v.set().main())
	if d.Source == c.facts.Source {
		c.row(Smartsupp, began, assistant).statistics(ChatbotOf(d, c.o.Now))
	}
	v = kiq(d, c.facts)
	if d.Source == c.facts.Source {
		c.created = append(c.created, creation{known: knownOf(&d.Person), id: d.ID, at: v.At, assistant: assistant, state: v.State, reasons: v.set()})
		return
	}
	c.count(KIQ, v.At, assistant, v.State, v.set().main())
	v = kilo(d, c.facts)
	c.count(Kilo, v.At, assistant, v.State, v.set().main())
}

func (t *Tally) statistics(s Chatbot) {
	for _, x := range []struct {
		is bool
		n  *int
	}{{s.Triggered, &t.Triggered}, {s.Joined, &t.Joined}, {s.Resolved, &t.Resolved}, {s.Escalated, &t.Escalated}} {
		if x.is {
			*x.n++
		}
	}
}

// opened counts the chats that were only triggered: on the day in which their hour begins.
func (c *counter) opened() {
	for _, t := range c.o.Triggered {
		if t.Source == c.facts.Source && t.Assistant != "" && t.Hour <= c.o.Now {
			c.row(Smartsupp, t.Hour, c.number(t.Assistant)).Triggered += int(t.Count)
		}
	}
}

// ledger closes the books: what needs the order of conversations is settled, and
// the rows are sorted.
func (c *counter) ledger() *Ledger {
	c.settle()
	c.opened()
	l := &Ledger{zone: c.calendar.zone, now: c.o.Now, today: c.calendar.Day(c.o.Now), gone: c.calendar.share(c.o.Now), hours: c.hours, found: len(c.created)}
	for i, rows := range c.rows {
		out := make([]Row, 0, len(rows))
		for at, t := range rows {
			out = append(out, Row{at.day, c.assistants[at.assistant], *t})
		}
		slices.SortFunc(out, func(a, b Row) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Assistant, b.Assistant)) })
		l.rows[i] = out
	}
	return l
}
