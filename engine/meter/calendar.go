package meter

import (
	"math"
	"time"
)

// Day is a day of the calendar, counted from 1 January 1970.
type Day int

// DayOf is the day of a date; months and days beyond their range go on into the next.
func DayOf(year int, month time.Month, day int) Day {
	return Day(floor(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix(), 86400))
}

// Date is the day's midnight, in UTC.
func (d Day) Date() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// String is the day as YYYY-MM-DD.
func (d Day) String() string { return d.Date().Format(time.DateOnly) }

// Calendar tells the days and hours of moments in a time zone. It remembers the
// stretch between two changes of the clock, so one goroutine uses it at a time.
type Calendar struct {
	zone        *time.Location
	from, until int64 // Unix milliseconds in which offset holds
	offset      int64 // milliseconds east of UTC
}

// NewCalendar makes the calendar of a zone; nil is UTC.
func NewCalendar(zone *time.Location) *Calendar {
	if zone == nil {
		zone = time.UTC
	}
	return &Calendar{zone: zone}
}

// Zone is the calendar's time zone.
func (c *Calendar) Zone() *time.Location { return c.zone }

const (
	hour    = int64(time.Hour / time.Millisecond)
	wallDay = 24 * hour // of the clock on the wall
)

// wall is a moment by the clock on the wall, as if that were UTC.
func (c *Calendar) wall(at int64) int64 {
	if at < c.from || at >= c.until {
		t := time.UnixMilli(at).In(c.zone)
		_, seconds := t.Zone()
		c.offset = int64(seconds) * 1000
		start, end := t.ZoneBounds()
		c.from, c.until = math.MinInt64, math.MaxInt64
		if !start.IsZero() {
			c.from = start.UnixMilli()
		}
		if !end.IsZero() {
			c.until = end.UnixMilli()
		}
	}
	return at + c.offset
}

// Day is the day of a moment (Unix milliseconds).
func (c *Calendar) Day(at int64) Day { return Day(floor(c.wall(at), wallDay)) }

// Hour is the hour of a moment, 0 to 23.
func (c *Calendar) Hour(at int64) int {
	wall := c.wall(at)
	return int((wall - floor(wall, wallDay)*wallDay) / hour)
}

// share is how much of its day has gone by at a moment, by the clock on the wall.
func (c *Calendar) share(at int64) float64 {
	wall := c.wall(at)
	return float64(wall-floor(wall, wallDay)*wallDay) / float64(wallDay)
}

// floor divides, rounding down also below zero.
func floor(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Period is a run of days: a month or a billing cycle.
type Period struct {
	First Day
	After Day // the first day that is no longer in it
}

// Has reports whether a day is in the period.
func (p Period) Has(d Day) bool { return d >= p.First && d < p.After }

// Days is how many days it has.
func (p Period) Days() int { return int(p.After - p.First) }

// String is the month of a calendar month as YYYY-MM, else the first and the last day.
func (p Period) String() string {
	if first := p.First.Date(); first.Day() == 1 && p == MonthOf(p.First) {
		return first.Format("2006-01")
	}
	return p.First.String() + " to " + (p.After - 1).String()
}

// MonthOf is the calendar month of a day.
func MonthOf(d Day) Period { return CycleOf(d, 1) }

// CycleOf is the billing cycle of a day, where cycles start on a day of the month.
// A month that is too short starts its cycle on its last day.
func CycleOf(d Day, start int) Period {
	year, month, day := d.Date().Date()
	if day < cycleStart(year, month, start) {
		month--
	}
	return Cycle(year, month, start)
}

// Cycle is the billing cycle that starts in a month.
func Cycle(year int, month time.Month, start int) Period {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	next := first.AddDate(0, 1, 0)
	return Period{
		First: DayOf(first.Year(), first.Month(), cycleStart(first.Year(), first.Month(), start)),
		After: DayOf(next.Year(), next.Month(), cycleStart(next.Year(), next.Month(), start)),
	}
}

// cycleStart is the day of a month on which its cycle starts.
func cycleStart(year int, month time.Month, start int) int {
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return min(max(start, 1), last)
}

// Before is the period before, where cycles start on the same day of the month.
func (p Period) Before(start int) Period { return CycleOf(p.First-1, start) }
