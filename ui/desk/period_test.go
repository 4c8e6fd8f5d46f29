package desk_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/meter"
	"parley/ui/desk"
)

func TestSpansOfADay(t *testing.T) {
	for day, want := range map[meter.Day]string{
		meter.DayOf(2026, time.March, 18):  "this-week 2026-03-16 to 2026-03-22, this-month 2026-03, last-month 2026-02",
		meter.DayOf(2026, time.March, 1):   "this-week 2026-02-23 to 2026-03-01, this-month 2026-03, last-month 2026-02",
		meter.DayOf(2026, time.January, 5): "this-week 2026-01-05 to 2026-01-11, this-month 2026-01, last-month 2025-12",
	} {
		var got []string
		for _, s := range desk.Spans(day) {
			got = append(got, s.Key+" "+s.Period.String())
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("on %s: %s", day, strings.Join(got, ", "))
		}
	}
}

// TestShiftingGoesThereAndBack: months stay months, whatever their length; other
// periods keep theirs and lie side by side.
func TestShiftingGoesThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := meter.DayOf(2000, time.January, 1) + meter.Day(rapid.IntRange(0, 20_000).Draw(t, "day"))
		p := meter.Period{First: first, After: first + meter.Day(rapid.IntRange(1, 400).Draw(t, "days"))}
		if rapid.Bool().Draw(t, "month") {
			p = meter.MonthOf(first)
		}
		later := desk.Shift(p, 1)
		becomesMonth := p != meter.MonthOf(p.First) && later == meter.MonthOf(later.First) // by chance: as many days from the first of one
		if later.First != p.After || !becomesMonth && desk.Shift(later, -1) != p {
			t.Fatalf("%s, later %s, and back %s", p, later, desk.Shift(later, -1))
		}
		if p == meter.MonthOf(p.First) && later != meter.MonthOf(later.First) || p != meter.MonthOf(p.First) && later.Days() != p.Days() {
			t.Fatalf("%s became %s", p, later)
		}
	})
	early := meter.Period{First: meter.DayOf(1970, time.January, 1), After: meter.DayOf(1970, time.January, 8)}
	if p := desk.Shift(early, -1); p.First != early.First || p.Days() < 1 {
		t.Errorf("nothing is earlier than %s: %s", early.First, p)
	}
}
