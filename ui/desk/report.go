package desk

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/report"
)

// About is what a report is asked about.
type About struct {
	Period    meter.Period
	Assistant model.AssistantID // "" is all of them
	Simulated bool              // simulated conversations instead of live ones
	By        []report.Grouping
}

// Reported is a report, what it was asked about, and what else there is to ask.
type Reported struct {
	*report.Report
	About        About
	Assistants   []model.AssistantID // that took part in conversations of the period, in the order of their ids
	HasSimulated bool                // some conversations of the period are simulated
}

// source is the one that counts.
func (a *About) source() conversation.Source {
	if a.Simulated {
		return conversation.Simulated
	}
	return conversation.Live
}

// Today is the day in the workspace's time zone.
func (d *Desk) Today() meter.Day {
	return meter.NewCalendar(Zone(d.draft)).Day(d.now().UnixMilli())
}

// ReportWork counts what became of the conversations of a period, apart from the
// desk: the function returned may run in any goroutine. They are gone through
// twice, as whether one is a KIQ Conversation depends on those after it.
func (d *Desk) ReportWork(a About) func() (*Reported, error) {
	zone, now, digests, onlyTriggered := Zone(d.draft), d.now().UnixMilli(), d.Digests(), d.triggered()
	return func() (*Reported, error) {
		first, after := midnight(a.Period.First, zone), midnight(a.Period.After, zone)
		triggered, err := onlyTriggered(first.UnixMilli(), min(after.UnixMilli(), now+1))
		if err != nil {
			return nil, unusable(err)
		}
		out, err := reported(a, digests, triggered, zone, now)
		return out, unusable(err)
	}
}

// reported is a report of conversations and of chats that only opened, as of a
// moment in Unix milliseconds.
func reported(a About, digests Digests, triggered []conversation.Triggered, zone *time.Location, now int64) (*Reported, error) {
	r := newReporting(digests, a.Period, zone, now)
	out := &Reported{About: a}
	counted := r.counted(meter.Options{Zone: zone, Now: now, Source: a.source()})
	calendar := meter.NewCalendar(zone)
	out.Report = report.Of(r.seen(func(d *conversation.Digest) {
		if d.Assistant != "" && a.Period.Has(calendar.Day(meter.Began(d))) {
			out.note(d)
		}
	}), report.Options{Period: a.Period, Zone: zone, Now: now, Assistant: a.Assistant, Source: a.source(), Triggered: triggered, By: a.By,
		Counted: func(id string) bool { return counted[id] }})
	slices.Sort(out.Assistants)
	return out, r.err
}

// note notes what can be asked about.
func (r *Reported) note(d *conversation.Digest) {
	r.HasSimulated = r.HasSimulated || d.Source == conversation.Simulated
	if d.Source == r.About.source() && !slices.Contains(r.Assistants, d.Assistant) {
		r.Assistants = append(r.Assistants, d.Assistant)
	}
}

// watched is how long after a period the conversations are read that decide
// whether one in it counts: the 24 hours, and what a change of the clock takes.
const watched = 26 * time.Hour

// midnight is the first moment of a day in a time zone.
func midnight(day meter.Day, zone *time.Location) time.Time {
	year, month, n := day.Date().Date()
	return time.Date(year, month, n, 0, 0, 0, 0, zone)
}

// reporting goes through conversations, and keeps what failed.
type reporting struct {
	digests  Digests
	from, to int64
	err      error
}

// newReporting goes through all conversations that decide about those of a period.
func newReporting(digests Digests, p meter.Period, zone *time.Location, now int64) reporting {
	return reporting{digests: digests, from: max(midnight(p.First, zone).Add(-before).UnixMilli(), 0), to: min(midnight(p.After, zone).Add(watched).UnixMilli(), now+1)}
}

// counted are the KIQ Conversations among them.
func (r *reporting) counted(o meter.Options) map[string]bool {
	out := map[string]bool{}
	o.Each = func(id string, s meter.State) {
		if s == meter.Counts {
			out[id] = true
		}
	}
	meter.Recount(r.seen(func(*conversation.Digest) {}), o)
	return out
}

// seen goes through them and shows each to somebody first.
func (r *reporting) seen(by func(*conversation.Digest)) iter.Seq[*conversation.Digest] {
	return func(yield func(*conversation.Digest) bool) {
		if r.err != nil {
			return
		}
		for d, err := range r.digests(r.from, r.to) {
			if err != nil {
				r.err = err
				return
			}
			if by(d); !yield(d) {
				return
			}
		}
	}
}

// Groupings are the reports by name: the ready-made ones, and those a person keeps.
func (d *Desk) Groupings() []report.Grouping {
	return append(report.Ready(), d.OwnGroupings()...)
}

// groupingsSetting keeps a person's own groupings as JSON.
const groupingsSetting = "groupings"

// OwnGroupings are those a person keeps.
func (d *Desk) OwnGroupings() []report.Grouping {
	var own []report.Grouping
	if json.Unmarshal([]byte(d.Setting(groupingsSetting)), &own) != nil {
		return nil
	}
	return own
}

// KeepGroupings keeps a person's own groupings. It may be called from any goroutine.
func (d *Desk) KeepGroupings(own []report.Grouping) error {
	data, err := json.Marshal(own)
	if err != nil {
		return fmt.Errorf("keep groupings: %w", err)
	}
	return d.SetSetting(groupingsSetting, string(data))
}

// GroupingNamed is what conversations are grouped by under a word: the key of a
// report by name, a dimension, or the path of an attribute. Where an attribute is
// none that the workspace knows, the conversations may still have it.
func (d *Desk) GroupingNamed(word string) (report.Grouping, error) {
	word = strings.TrimSpace(word)
	var known []string
	for _, g := range d.Groupings() {
		if g.Key == word {
			return g, nil
		}
		known = append(known, g.Key)
	}
	if g := report.GroupingBy(report.Dimension(word)); slices.Contains(report.Dimensions(), g.By) || strings.Contains(word, ".") {
		return g, nil
	}
	for _, by := range report.Dimensions() {
		known = append(known, string(by))
	}
	for _, a := range model.AttributesOf(d.draft).All() {
		known = append(known, string(a.Path))
	}
	return report.Grouping{}, fmt.Errorf("%q is nothing to group by: %s", word, suggestion(word, known))
}
