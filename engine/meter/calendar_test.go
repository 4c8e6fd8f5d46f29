package meter

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCyclesOfShortMonths(t *testing.T) {
	for _, c := range []struct {
		day   string
		start int
		want  string
	}{
		{"2026-01-31", 31, "2026-01-31 to 2026-02-27"},
		{"2026-02-27", 31, "2026-01-31 to 2026-02-27"},
		{"2026-02-28", 31, "2026-02-28 to 2026-03-30"},
		{"2026-03-30", 31, "2026-02-28 to 2026-03-30"},
		{"2026-03-31", 31, "2026-03-31 to 2026-04-29"},
		{"2028-02-28", 30, "2028-01-30 to 2028-02-28"},
		{"2028-02-29", 30, "2028-02-29 to 2028-03-29"},
		{"2026-03-14", 15, "2026-02-15 to 2026-03-14"},
		{"2026-03-15", 15, "2026-03-15 to 2026-04-14"},
		{"2026-01-10", 15, "2025-12-15 to 2026-01-14"},
		{"2026-12-31", 1, "2026-12"},
		{"2027-01-01", 0, "2027-01"},
		{"2026-12-20", 20, "2026-12-20 to 2027-01-19"},
	} {
		at, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := CycleOf(DayOf(at.Date()), c.start).String(); got != c.want {
			t.Errorf("%s, cycles from %d: %s, want %s", c.day, c.start, got, c.want)
		}
	}
}

// TestCyclesFollowEachOther: every day is in exactly the cycle it is said to be in, and no day is between two.
func TestCyclesFollowEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, start := Day(rapid.IntRange(-20_000, 60_000).Draw(t, "day")), rapid.IntRange(-1, 40).Draw(t, "start")
		p := CycleOf(d, start)
		if !p.Has(d) || CycleOf(p.First, start) != p || CycleOf(p.After-1, start) != p {
			t.Fatalf("%s with cycles from %d: %s", d, start, p)
		}
		if CycleOf(p.After, start).First != p.After || p.Before(start).After != p.First {
			t.Fatalf("%s is not followed at once", p)
		}
		if first := p.First.Date(); Cycle(first.Year(), first.Month(), start) != p {
			t.Fatalf("the cycle that starts in %s is %s", first.Format("2006-01"), p)
		}
	})
}

// TestCalendar compares with the time package, in zones of all manners.
func TestCalendar(t *testing.T) {
	var zones []*time.Location
	for _, name := range []string{"UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "Asia/Beirut", "Australia/Lord_Howe"} {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, z)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := NewCalendar(rapid.SampledFrom(zones).Draw(t, "zone"))
		at := rapid.Int64Range(-3e12, 5e12).Draw(t, "at")
		for range 20 {
			local := time.UnixMilli(at).In(c.Zone())
			if d := c.Day(at); d != DayOf(local.Date()) || d.String() != local.Format(time.DateOnly) || d.Weekday() != local.Weekday() {
				t.Fatalf("%s is %s, a %s", local, d, d.Weekday())
			}
			if c.Hour(at) != local.Hour() {
				t.Fatalf("%s: hour %d", local, c.Hour(at))
			}
			at += rapid.Int64Range(-40*wallDay, 40*wallDay).Draw(t, "step")
		}
	})
}

// TestMonthsEndByTheWorkspacesClock: the last millisecond of a month and the first of the next.
func TestMonthsEndByTheWorkspacesClock(t *testing.T) {
	for _, zone := range []string{"UTC", "Europe/Paris", "America/Los_Angeles", "Pacific/Kiritimati"} {
		z, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, first := range []time.Time{time.Date(2026, 4, 1, 0, 0, 0, 0, z), time.Date(2027, 1, 1, 0, 0, 0, 0, z)} {
			l := Recount(list(premium(ms(first)-1), premium(ms(first))), Options{Zone: z, Now: ms(first.AddDate(0, 0, 5))})
			before, after := first.AddDate(0, 0, -1), first
			for _, m := range []time.Time{before, after} {
				if got := l.Sum(Kilo, MonthOf(DayOf(m.Date()))).Counted; got != 1 {
					t.Errorf("%s, %s: %d", zone, m.Format("2006-01"), got)
				}
			}
		}
	}
}
