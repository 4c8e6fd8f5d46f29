package condition

import (
	"strings"
	"time"

	"parley/engine/model"
)

// ParseDate reads a day (YYYY-MM-DD) or a moment (RFC 3339); a day is its
// midnight in the zone.
func ParseDate(s string, zone *time.Location) (at time.Time, dayOnly, ok bool) {
	s = strings.TrimSpace(s)
	if at, err := time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return at, true, true
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at, false, true
	}
	return time.Time{}, false, false
}

func (t *Test) dated(v model.Value, env *Env) bool {
	zone := time.UTC
	if env != nil && !env.Now.IsZero() {
		zone = env.Now.Location()
	}
	at, dayOnly, ok := ParseDate(v.String(), zone)
	if !ok {
		return false
	}
	switch t.Operator {
	case model.OpWithin:
		return env != nil && t.within(at, env.Now)
	case model.OpDuring, model.OpOutside:
		if env == nil || env.Open == nil {
			return false
		}
		return env.Open(t.schedule, at) == (t.Operator == model.OpDuring)
	}
	order := t.compare(at, dayOnly, zone)
	switch t.Operator {
	case model.OpAfter:
		return order > 0
	case model.OpBefore:
		return order < 0
	case model.OpOnOrAfter:
		return order >= 0
	case model.OpOnOrBefore:
		return order <= 0
	}
	return false
}

// compare orders by the day where either side names only a day, else by the moment.
func (t *Test) compare(at time.Time, dayOnly bool, zone *time.Location) int {
	if !dayOnly && !t.dayOnly {
		return at.Compare(t.date)
	}
	operand := t.date
	if !t.dayOnly {
		operand = operand.In(zone)
	}
	return strings.Compare(at.In(zone).Format(time.DateOnly), operand.Format(time.DateOnly))
}

// within counts whole days: today and the N days before or after it.
func (t *Test) within(at, now time.Time) bool {
	day := func(x time.Time) time.Time {
		y, m, d := x.In(now.Location()).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	days := int(day(at).Sub(day(now)) / (24 * time.Hour))
	if t.span.next {
		return days >= 0 && days <= t.span.days
	}
	return days <= 0 && days >= -t.span.days
}
