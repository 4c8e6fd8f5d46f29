package route

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/engine/condition"
	"parley/engine/model"
	"parley/engine/schedule"
)

// maxMoments bounds how many moments of a visit are looked at.
const maxMoments = 10_000

// Opens finds when a chat opens by itself for a visitor who stays on a page from
// v.At until a moment, both included: the first time that a proactive rule comes
// true. The choice is that of the moment found; ok is false where none opens,
// and the choice then that of the last moment, with why each rule does not win.
func Opens(w *model.Workspace, v Visitor, until time.Time, published func(model.AssistantID) bool) (c Choice, at time.Time, ok bool) {
	for _, at = range turningPoints(w, v, until) {
		now := v
		now.At, now.OnPage = at, v.OnPage+at.Sub(v.At)
		if c = Choose(w, now, true, published); c.Rule != "" {
			return c, at, true
		}
	}
	return c, at, false
}

// turningPoints are when a proactive rule may come true or cease to be: the first and
// the last of the visit, and those that conditions on the time name.
func turningPoints(w *model.Workspace, v Visitor, until time.Time) []time.Time {
	t := tried{w: w, known: model.AttributesOf(w)}
	out := []time.Time{v.At, until}
	add := func(at time.Time) {
		if at.After(v.At) && at.Before(until) && len(out) < maxMoments {
			out = append(out, at)
		}
	}
	dated := false
	for _, r := range w.Rules {
		if !r.Proactive || r.Channel != v.Channel {
			continue
		}
		for _, c := range r.When {
			a, ok := t.known.Find(c.Attribute)
			switch {
			case ok && c.Attribute == "session.timeOnPage":
				for _, n := range seconds(c.Value) {
					reached := v.At.Add(time.Duration(n)*time.Second - v.OnPage)
					add(reached)
					add(reached.Add(time.Second))
				}
			case ok && a.Type == model.TypeDate:
				dated = true
				if at, _, ok := condition.ParseDate(c.Value.String(), t.zone()); ok {
					add(at)
					add(at.AddDate(0, 0, 1))
				}
			}
		}
	}
	if dated {
		t.turns(v.At, until, add)
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}

// seconds are the whole numbers of a condition's value.
func seconds(v model.Value) []int {
	items := v.List()
	if items == nil {
		items = []string{v.String()}
	}
	var out []int
	for _, s := range items {
		if n, err := strconv.ParseFloat(strings.TrimSpace(s), 64); err == nil && n >= 0 && n < 1e9 {
			out = append(out, int(n))
		}
	}
	return out
}

// turns tells the midnights between two moments and when a schedule opens or closes.
func (t *tried) turns(from, until time.Time, tell func(time.Time)) {
	day := from.In(t.zone())
	for n := 1; n <= maxMoments; n++ {
		midnight := time.Date(day.Year(), day.Month(), day.Day()+n, 0, 0, 0, 0, t.zone())
		if midnight.After(until) {
			break
		}
		tell(midnight)
	}
	for _, s := range t.w.Schedules {
		hours, _ := schedule.Compile(s, t.w.Settings.TimeZone)
		for at, n := from, 0; n < maxMoments; n++ {
			next, _, ok := hours.Next(at)
			if !ok || next.After(until) {
				break
			}
			tell(next)
			at = next
		}
	}
}
