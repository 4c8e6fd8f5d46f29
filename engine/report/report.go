// Package report counts what became of conversations in a period: the assistant
// statuses and the ways between them, what was automated and what went to
// people, KIQ Conversations, satisfaction, the chatbot's statistics, and the
// same figures by whatever was saved. It reads digests and keeps nothing, so
// every figure equals a recount.
package report

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/session"
)

// statuses is how many assistant statuses there are.
const statuses = int(session.Interrupted) + 1

// Options say what a report is about.
type Options struct {
	Period    meter.Period
	Zone      *time.Location           // of days and weeks; nil is UTC
	Now       int64                    // Unix milliseconds
	Assistant model.AssistantID        // "" is all of them
	Source    conversation.Source      // "" is live
	Counted   func(id string) bool     // a KIQ Conversation; nil: none is
	Triggered []conversation.Triggered // chats that opened and were never taken up, of any source
	By        []Grouping               // tables besides the figures
}

// Figures are what a set of conversations came to.
type Figures struct {
	Started   int           // conversations that an assistant ran and a customer took part in
	Statuses  [statuses]int // of them, by the assistant status
	KIQ       int           // KIQ Conversations
	Ratings   int           // answers to the survey
	Points    int           // their sum, each out of 5
	Joined    int           // the visitor engaged the chatbot
	Resolved  int           // joined, and no person took part
	Escalated int           // went to a person, or wrote past the chatbot
}

// Automated is how many the assistant kept: Running, Ended and Abandoned.
func (f *Figures) Automated() int {
	return f.Statuses[session.Running] + f.Statuses[session.Ended] + f.Statuses[session.Abandoned]
}

// Transferred is how many went to agents: Transferred, Missed and Interrupted.
func (f *Figures) Transferred() int {
	return f.Statuses[session.Transferred] + f.Statuses[session.Missed] + f.Statuses[session.Interrupted]
}

// Satisfaction is the mean rating out of 5; false where nobody rated.
func (f *Figures) Satisfaction() (float64, bool) {
	if f.Ratings == 0 {
		return 0, false
	}
	return float64(f.Points) / float64(f.Ratings), true
}

// Points is what a rating on a scale of 2, 3 or 5 is out of 5: 1 + 4(r−1)/(n−1),
// which is a whole number on each of them. 0: that is no rating.
func Points(rating, scale int) int {
	if rating < 1 || rating > scale || scale < 2 {
		return 0
	}
	return 1 + 4*(rating-1)/(scale-1)
}

// Edge is one way of the diagram of statuses and how many conversations took it.
type Edge struct {
	From, To session.Status
	Count    int
}

// Edges are the ways there are: nothing leaves Ended, Missed or Interrupted.
func Edges() []Edge {
	return []Edge{{From: session.Running, To: session.Transferred}, {From: session.Running, To: session.Ended}, {From: session.Running, To: session.Abandoned},
		{From: session.Running, To: session.Interrupted}, {From: session.Transferred, To: session.Missed}}
}

// Week is seven days from a Monday and what they came to, as far as they are in the period.
type Week struct {
	First meter.Day
	Figures
}

// Report is what a period came to.
type Report struct {
	Period    meter.Period
	Total     Figures
	Triggered int // chats that the assistant opened, those in Total that were taken up among them
	Edges     []Edge
	Weeks     []Week  // every week that the period touches, up to the present one
	Daily     []Daily // days and assistants that have any, in their order
	Tables    []Table // of Options.By, in their order
}

// Of counts the conversations that began in the period. The digests may come in
// any order and may be reused by who gives them.
func Of(digests iter.Seq[*conversation.Digest], o Options) *Report {
	c := newCounter(o)
	for d := range digests {
		c.add(d)
	}
	return c.report()
}

type counter struct {
	o        Options
	calendar *meter.Calendar
	out      *Report
	daily    map[Daily]int // keys have no count
	tables   []*tabling
}

func newCounter(o Options) *counter {
	if o.Source == "" {
		o.Source = conversation.Live
	}
	c := &counter{o: o, calendar: meter.NewCalendar(o.Zone), out: &Report{Period: o.Period, Edges: Edges()}, daily: map[Daily]int{}}
	after := min(o.Period.After, c.calendar.Day(o.Now)+1)
	for first := monday(o.Period.First); first < after; first += 7 {
		c.out.Weeks = append(c.out.Weeks, Week{First: first})
	}
	for _, g := range o.By {
		c.tables = append(c.tables, newTabling(g, len(c.out.Weeks)))
	}
	return c
}

// monday is the Monday on or before a day.
func monday(d meter.Day) meter.Day { return d - meter.Day((int(d.Weekday())+6)%7) }

// wanted reports whether a conversation belongs into the report, and its day.
func (c *counter) wanted(d *conversation.Digest) (meter.Day, bool) {
	began := meter.Began(d)
	if d.Source != c.o.Source || d.Assistant == "" || began == 0 || began > c.o.Now || c.o.Assistant != "" && d.Assistant != c.o.Assistant {
		return 0, false
	}
	day := c.calendar.Day(began)
	return day, c.o.Period.Has(day)
}

func (c *counter) add(d *conversation.Digest) {
	day, ok := c.wanted(d)
	if !ok {
		return
	}
	one := c.figures(d)
	c.out.Total.add(&one)
	c.out.Triggered++
	week := int(day-c.out.Weeks[0].First) / 7
	c.out.Weeks[week].add(&one)
	if one.KIQ > 0 {
		c.daily[Daily{Day: day, Assistant: d.Assistant}]++
	}
	for i := 1; i < len(d.Statuses); i++ {
		for n := range c.out.Edges {
			if e := &c.out.Edges[n]; e.From == d.Statuses[i-1].Status && e.To == d.Statuses[i].Status {
				e.Count++
			}
		}
	}
	for _, t := range c.tables {
		t.add(d, &one, week)
	}
}

// opened counts the chats that were only triggered: on the day in which their hour begins.
func (c *counter) opened() {
	for _, t := range c.o.Triggered {
		if t.Source == c.o.Source && t.Assistant != "" && (c.o.Assistant == "" || t.Assistant == c.o.Assistant) && t.Hour <= c.o.Now && c.o.Period.Has(c.calendar.Day(t.Hour)) {
			c.out.Triggered += int(t.Count)
		}
	}
}

// figures are those of one conversation.
func (c *counter) figures(d *conversation.Digest) Figures {
	f := Figures{Started: 1}
	f.Statuses[d.Status] = 1
	if c.o.Counted != nil && c.o.Counted(d.ID) {
		f.KIQ = 1
	}
	if p := Points(d.Rating, d.Scale); p > 0 {
		f.Ratings, f.Points = 1, p
	}
	bot := meter.ChatbotOf(d, c.o.Now)
	f.Joined, f.Resolved, f.Escalated = one(bot.Joined), one(bot.Resolved), one(bot.Escalated)
	return f
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (f *Figures) add(o *Figures) {
	f.Started += o.Started
	for i, n := range o.Statuses {
		f.Statuses[i] += n
	}
	f.KIQ += o.KIQ
	f.Ratings += o.Ratings
	f.Points += o.Points
	f.Joined += o.Joined
	f.Resolved += o.Resolved
	f.Escalated += o.Escalated
}

func (c *counter) report() *Report {
	c.opened()
	for d, n := range c.daily {
		d.KIQ = n
		c.out.Daily = append(c.out.Daily, d)
	}
	slices.SortFunc(c.out.Daily, func(a, b Daily) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Assistant, b.Assistant)) })
	for _, t := range c.tables {
		c.out.Tables = append(c.out.Tables, t.table())
	}
	return c.out
}
