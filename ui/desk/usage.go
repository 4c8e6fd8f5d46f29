package desk

import (
	"iter"
	"strconv"
	"strings"
	"time"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/model"
)

// Digests goes through the digests of conversations, in no particular order. It
// may be called in any goroutine, and again.
type Digests func() iter.Seq2[*conversation.Digest, error]

// Counted is what was recorded, counted under every meter as of a moment.
type Counted struct {
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

// Count counts conversations under every meter as of now. The digests are gone
// through once, and once more where some are simulated. It touches no desk.
func Count(digests Digests, w *model.Workspace, now time.Time) (*Counted, error) {
	o := meter.Options{Zone: Zone(w), Now: now.UnixMilli(), Source: conversation.Live, Kilo: meter.TermsOf(w, meter.Kilo)}
	var failed error
	simulated := false
	all := func(yield func(*conversation.Digest) bool) {
		for d, err := range digests() {
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
	c := &Counted{Live: meter.Recount(all, o)}
	if simulated && failed == nil {
		o.Source = conversation.Simulated
		c.Simulated = meter.Recount(all, o)
	}
	return c, failed
}

// CountWork counts what was recorded, apart from the desk: the function returned
// may run in any goroutine.
func (d *Desk) CountWork() func() (*Counted, error) {
	w, now, digests := d.draft, d.now(), d.digests()
	return func() (*Counted, error) {
		c, err := Count(digests, w, now)
		return c, unusable(err)
	}
}

// digests goes through what is counted. Where no conversations are kept, that is nothing.
func (d *Desk) digests() Digests {
	if d.counts != nil {
		return d.counts
	}
	return func() iter.Seq2[*conversation.Digest, error] {
		return func(func(*conversation.Digest, error) bool) {}
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

// Add is so many months later.
func (m Month) Add(months int) Month {
	at := time.Date(m.Year, m.Month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return Month{at.Year(), at.Month()}
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
