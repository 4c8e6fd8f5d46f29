package schedule_test

import (
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/schedule"
)

func hours(t *testing.T, s model.Schedule) *schedule.Hours {
	t.Helper()
	h, problems := schedule.Compile(&s, "UTC")
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	return h
}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	when, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

var week = model.Map[[]string]{{Key: "mon", Value: []string{"09:00-12:30", "13:30-17:30"}}, {Key: "sat", Value: []string{"22:00-02:00"}}, {Key: "sun", Value: []string{"01:00-24:00"}}}

func TestOpenOneSecondEitherSide(t *testing.T) {
	h := hours(t, model.Schedule{Hours: week})
	for when, want := range map[string]bool{
		"2026-03-02T08:59:59Z": false, "2026-03-02T09:00:00Z": true,
		"2026-03-02T12:29:59Z": true, "2026-03-02T12:30:00Z": false,
		"2026-03-02T13:29:59Z": false, "2026-03-02T13:30:00Z": true,
		"2026-03-02T17:29:59Z": true, "2026-03-02T17:30:00Z": false,
		"2026-03-03T10:00:00Z": false,
		"2026-03-07T21:59:59Z": false, "2026-03-07T22:00:00Z": true, "2026-03-07T23:59:59Z": true,
		"2026-03-08T00:00:00Z": true, "2026-03-08T01:59:59Z": true, "2026-03-08T23:59:59Z": true, "2026-03-09T00:00:00Z": false,
	} {
		if got := h.Open(at(t, when)); got != want {
			t.Errorf("%s: open %v, want %v", when, got, want)
		}
	}
}

// In Paris the clock goes from 02:00 to 03:00 on 29 March 2026 and from 03:00
// back to 02:00 on 25 October 2026.
func TestOpenAcrossDaylightSaving(t *testing.T) {
	h := hours(t, model.Schedule{TimeZone: "Europe/Paris", Hours: model.Map[[]string]{{Key: "sun", Value: []string{"02:30-09:00"}}}})
	for when, want := range map[string]bool{
		"2026-03-29T00:59:59Z": false, // 01:59:59
		"2026-03-29T01:00:00Z": true,  // 03:00, past the 02:30 that never was
		"2026-03-29T06:59:59Z": true, "2026-03-29T07:00:00Z": false,
		"2026-10-25T00:29:59Z": false, "2026-10-25T00:30:00Z": true, // 02:30 in summer time
		"2026-10-25T01:00:00Z": false, // 02:00 again
		"2026-10-25T01:30:00Z": true,  // 02:30 again
		"2026-10-25T07:59:59Z": true, "2026-10-25T08:00:00Z": false,
	} {
		if got := h.Open(at(t, when)); got != want {
			t.Errorf("%s: open %v, want %v", when, got, want)
		}
	}
}

func TestHolidaysClose(t *testing.T) {
	h := hours(t, model.Schedule{Hours: week, Holidays: []model.Holiday{{Date: "2026-03-02"}, {From: "2026-12-20", To: "2026-12-28", Name: "Winter"}}})
	for when, want := range map[string]bool{
		"2026-03-02T10:00:00Z": false, "2026-03-09T10:00:00Z": true, "2026-12-20T10:00:00Z": false,
		"2026-12-21T10:00:00Z": false, "2026-12-28T10:00:00Z": false, "2027-01-04T10:00:00Z": true,
	} {
		if got := h.Open(at(t, when)); got != want {
			t.Errorf("%s: open %v, want %v", when, got, want)
		}
	}
}

func TestNextIsTheFirstMomentThatDiffers(t *testing.T) {
	h := hours(t, model.Schedule{TimeZone: "Europe/Paris", Hours: week, Holidays: []model.Holiday{{Date: "2026-03-09"}}})
	for when := at(t, "2026-03-01T00:00:30Z"); when.Before(at(t, "2026-04-02T00:00:00Z")); when = when.Add(97 * time.Minute) {
		next, open, ok := h.Next(when)
		if !ok || !next.After(when) || h.Open(next) != open || h.Open(when) == open || h.Open(next.Add(-time.Second)) == open {
			t.Fatalf("after %s: %s open %v %v", when, next, open, ok)
		}
	}
	short := hours(t, model.Schedule{Hours: model.Map[[]string]{{Key: "mon", Value: []string{"09:02-09:07", "09:10-17:00"}}}})
	for when, want := range map[string]string{
		"2026-03-02T08:59:30Z": "2026-03-02T09:02:00Z", "2026-03-02T09:02:00Z": "2026-03-02T09:07:00Z", "2026-03-02T09:07:00Z": "2026-03-02T09:10:00Z", "2026-03-02T17:00:00Z": "2026-03-09T09:02:00Z",
	} {
		if next, _, ok := short.Next(at(t, when)); !ok || !next.Equal(at(t, want)) {
			t.Errorf("after %s: %s, want %s", when, next, want)
		}
	}
	if _, _, ok := hours(t, model.Schedule{}).Next(at(t, "2026-03-01T00:00:00Z")); ok {
		t.Error("a schedule without hours never opens")
	}
}

func TestProblemsAreTold(t *testing.T) {
	for name, s := range map[string]model.Schedule{
		"zone":      {TimeZone: "Mars/Olympus"},
		"weekday":   {Hours: model.Map[[]string]{{Key: "monday", Value: []string{"09:00-10:00"}}}},
		"hours":     {Hours: model.Map[[]string]{{Key: "mon", Value: []string{"9-17"}}}},
		"too late":  {Hours: model.Map[[]string]{{Key: "mon", Value: []string{"09:00-24:30"}}}},
		"empty":     {Hours: model.Map[[]string]{{Key: "mon", Value: []string{"09:00-09:00"}}}},
		"no day":    {Holidays: []model.Holiday{{Name: "x"}}},
		"both":      {Holidays: []model.Holiday{{Date: "2026-01-01", From: "2026-01-01", To: "2026-01-02"}}},
		"backwards": {Holidays: []model.Holiday{{From: "2026-01-02", To: "2026-01-01"}}},
	} {
		_, problems := schedule.Compile(&s, "")
		if len(problems) != 1 || problems[0].Message == "" || problems[0].Mend == "" {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func TestEveryZoneOfferedIsKnown(t *testing.T) {
	all := schedule.Zones()
	if len(all) < 400 || all[0] != "UTC" {
		t.Fatalf("%d zones, the first is %q", len(all), all[0])
	}
	for _, z := range all {
		if _, problems := schedule.Compile(&model.Schedule{TimeZone: model.ZoneName(z)}, ""); len(problems) > 0 {
			t.Errorf("%s: %s", z, problems[0].Message)
		}
	}
}
