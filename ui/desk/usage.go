package desk

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"sync"
	"time"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/model"
)

// Digests goes through the digests of the conversations that started in a span of
// time, from ≤ start < to in Unix milliseconds. It may be called in any goroutine,
// and again.
type Digests func(from, to int64) iter.Seq2[*conversation.Digest, error]

// Counted is what was recorded since a month, counted under every meter as of a moment.
type Counted struct {
	Since     Month
	Live      *meter.Ledger
	Simulated *meter.Ledger // nil where nothing is simulated
}

// Of is the count of live conversations, or of simulated ones where they are asked for and there are any.
func (c *Counted) Of(simulated bool) *meter.Ledger {
	if simulated && c.Simulated != nil {
		return c.Simulated
	}
	return c.Live
}

// Zone is the time zone in which a workspace's days and months are.
func Zone(w *model.Workspace) *time.Location {
	if zone, err := time.LoadLocation(string(w.Settings.TimeZone)); err == nil && w.Settings.TimeZone != "Local" {
		return zone
	}
	return time.UTC
}

// Count counts the conversations since a month under every meter as of now, and
// the chats that were only triggered. The conversations are gone through once, and
// once more where some are simulated. It touches no desk.
func Count(digests Digests, w *model.Workspace, since Month, now time.Time, triggered ...conversation.Triggered) (*Counted, error) {
	o := meter.Options{Zone: Zone(w), Now: now.UnixMilli(), Source: conversation.Live, Kilo: meter.TermsOf(w, meter.Kilo), Triggered: triggered}
	from := since.begins(o.Zone).Add(-before).UnixMilli()
	var failed error
	simulated := false
	all := func(yield func(*conversation.Digest) bool) {
		for d, err := range digests(max(from, 0), o.Now+1) {
			if err != nil {
				failed = err
				return
			}
			simulated = simulated || d.Source == conversation.Simulated
			if !yield(d) {
				return
			}
		}
	}
	c := &Counted{Since: since, Live: meter.Recount(all, o)}
	if simulated && failed == nil {
		o.Source = conversation.Simulated
		c.Simulated = meter.Recount(all, o)
	}
	return c, failed
}

// countedMonths is how many months are counted before the one that is looked at:
// what forecasts and a year's chart need.
const countedMonths = 12

// before is how long before a month the conversations that are counted in it may
// have started: the chat was opened, or goes on as another stretch of talk.
const before = 31 * 24 * time.Hour

// CountWork counts what was recorded, apart from the desk: the function returned
// may run in any goroutine. It counts the year before a month, the zero Month being
// the present one, and since a LutinGénie pack was bought that is kept until it is used.
func (d *Desk) CountWork(m Month) func() (*Counted, error) {
	w, now, digests, onlyTriggered := d.draft, d.now(), d.Digests(), d.triggered()
	return func() (*Counted, error) {
		present := MonthOf(meter.NewCalendar(Zone(w)).Day(now.UnixMilli()))
		since := present.Add(-countedMonths)
		for _, earlier := range []Month{m.Add(-countedMonths), keptSince(w)} {
			if earlier.Year > 0 && earlier.Before(since) {
				since = earlier
			}
		}
		triggered, err := onlyTriggered(since.begins(Zone(w)).UnixMilli(), now.UnixMilli()+1)
		if err != nil {
			return nil, unusable(err)
		}
		c, err := Count(digests, w, since, now, triggered...)
		return c, unusable(err)
	}
}

// RefusalWork looks, apart from the desk, whether a live conversation that begins
// at a moment is refused because Kilo's plan is used up: the line says so, "" that
// it is not. Only the workspace's own plan refuses, so it is nil under another.
func (d *Desk) RefusalWork(at time.Time) func() (line string, err error) {
	w, digests := d.draft, d.Digests()
	terms := meter.TermsOf(w, meter.Kilo)
	if !terms.Own {
		return nil
	}
	return func() (string, error) {
		first := terms.Period(meter.NewCalendar(Zone(w)).Day(at.UnixMilli())).First
		c, err := Count(digests, w, MonthOf(first), at)
		if err != nil {
			return "", unusable(err)
		}
		u := c.Live.Current(terms)
		if !u.Paused() {
			return "", nil
		}
		return fmt.Sprintf("Kilo takes no new conversations: all %s of %s are used; buy a pack, or wait until %s", meter.Thousands(u.Limit), u.Period, u.Period.After), nil
	}
}

// keptSince is the month in which the first LutinGénie pack was bought that is
// kept; the zero Month where there is none.
func keptSince(w *model.Workspace) Month {
	if day, ok := meter.TermsOf(w, meter.LutinGenie).KeptSince(); ok {
		return MonthOf(day)
	}
	return Month{}
}

// triggered lists the chats that were only triggered, those on their way to be
// recorded too.
func (d *Desk) triggered() func(from, to int64) ([]conversation.Triggered, error) {
	st, recorder := d.store.Conversations(), d.recorder
	return func(from, to int64) ([]conversation.Triggered, error) {
		if err := recorder.flush(context.Background()); err != nil {
			return nil, err
		}
		return st.Triggered(from, to)
	}
}

// Digests goes through what is counted: what is kept and what is on its way there,
// after what is due by now has been played.
func (d *Desk) Digests() Digests {
	if d.counts != nil {
		return d.counts
	}
	st, x := d.store.Conversations(), d.dues()
	played := sync.OnceValues(func() (map[string]*conversation.Digest, error) { return x.play(context.Background()) })
	return func(from, to int64) iter.Seq2[*conversation.Digest, error] {
		return func(yield func(*conversation.Digest, error) bool) {
			ahead, err := played()
			if err != nil {
				yield(nil, err)
				return
			}
			for digest, err := range st.Digests(from, to) {
				if later := ahead[digest.ID]; later != nil && err == nil {
					digest = *later
				}
				if !yield(&digest, err) {
					return
				}
			}
		}
	}
}

// Month is a month of a year. The zero Month stands for the present.
type Month struct {
	Year  int
	Month time.Month
}

// MonthOf is the month of a day.
func MonthOf(d meter.Day) Month {
	year, month, _ := d.Date().Date()
	return Month{year, month}
}

// String is the month as YYYY-MM.
func (m Month) String() string { return m.begins(time.UTC).Format("2006-01") }

// Add is so many months later.
func (m Month) Add(months int) Month {
	at := time.Date(m.Year, m.Month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return Month{at.Year(), at.Month()}
}

// Before reports whether a month is earlier than another.
func (m Month) Before(o Month) bool {
	return m.Year < o.Year || m.Year == o.Year && m.Month < o.Month
}

// begins is the first moment of the month in a time zone.
func (m Month) begins(zone *time.Location) time.Time {
	return time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, zone)
}

// Period is the period that starts in the month under the terms, of the zero Month the present one.
func (m Month) Period(t meter.Terms, l *meter.Ledger) meter.Period {
	if m == (Month{}) {
		return t.Period(l.Today())
	}
	return t.Starting(m.Year, m.Month)
}

// Usages are what a month comes to under each meter, on the terms of the workspace.
func Usages(l *meter.Ledger, w *model.Workspace, m Month) []meter.Usage {
	var out []meter.Usage
	for _, s := range meter.Systems() {
		t := meter.TermsOf(w, s)
		out = append(out, l.Usage(t, m.Period(t, l)))
	}
	return out
}

// OwnUsage is what the present period comes to under the workspace's own plan.
func OwnUsage(l *meter.Ledger, w *model.Workspace) meter.Usage {
	return l.Current(meter.TermsOf(w, meter.Own(w)))
}

// toldSetting keeps which alerts a person has been told, with commas between.
const toldSetting = "alerts"

// alertKey names an alert: once told, it is not told again in its period.
func alertKey(a meter.Alert) string {
	return strings.Join([]string{string(a.System), a.Period.First.String(), strconv.Itoa(a.Percent), strconv.Itoa(a.Limit)}, " ")
}

// Untold are those of the alerts that nobody was told yet.
func (d *Desk) Untold(alerts []meter.Alert) []meter.Alert {
	if len(alerts) == 0 {
		return nil
	}
	told := "," + d.Setting(toldSetting) + ","
	var out []meter.Alert
	for _, a := range alerts {
		if !strings.Contains(told, ","+alertKey(a)+",") {
			out = append(out, a)
		}
	}
	return out
}

// ToldWork notes, apart from the desk, that a person has been told of alerts.
// Those of periods long gone are forgotten.
func (d *Desk) ToldWork(alerts []meter.Alert) func() error {
	old := meter.NewCalendar(nil).Day(d.now().UnixMilli()) - 100
	var keys []string
	for _, known := range strings.Split(d.Setting(toldSetting), ",") {
		if words := strings.Fields(known); len(words) == 4 && words[1] >= old.String() {
			keys = append(keys, known)
		}
	}
	for _, a := range d.Untold(alerts) {
		keys = append(keys, alertKey(a))
	}
	value := strings.Join(keys, ",")
	return func() error { return d.SetSetting(toldSetting, value) }
}
