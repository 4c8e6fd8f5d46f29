// Package schedule tells whether a business is open: hours per weekday in the
// schedule's own zone, and holidays that close it.
package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"parley/engine/model"
)

// Hours are a schedule made ready. The zero value is never open.
type Hours struct {
	zone     *time.Location
	days     [7][]span // by time.Weekday
	holidays []days
	odd      bool // hours that begin or end between the quarters
}

// span is open from start to before end, in minutes since midnight.
type span struct{ start, end int }

// days is a run of closed days, both ends inclusive, as YYYY-MM-DD.
type days struct{ from, to string }

// minutesADay is where the hours of a day end: 24:00.
const minutesADay = 24 * 60

// Weekdays are the words for the days of a week, Sunday first as in package time.
func Weekdays() []string { return []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} }

// Problem is something in a schedule that cannot be read.
type Problem struct {
	Path    model.Path // below the schedule
	Message string
	Mend    string
}

// Compile makes a schedule ready. Where it names no zone it is in the
// workspace's. What cannot be read is left out and told.
func Compile(s *model.Schedule, workspace model.ZoneName) (*Hours, []Problem) {
	h := &Hours{zone: time.UTC}
	var problems []Problem
	tell := func(at model.Path, message, mend string) {
		problems = append(problems, Problem{at, message, mend})
	}
	name := s.TimeZone
	if name == "" {
		name = workspace
	}
	if name != "" {
		zone, err := time.LoadLocation(string(name))
		if err != nil || name == "Local" {
			tell("timeZone", fmt.Sprintf("%q is no time zone", name), "write one such as Europe/Paris")
		} else {
			h.zone = zone
		}
	}
	for _, p := range s.Hours {
		day := weekday(p.Key)
		if day < 0 {
			tell(model.Path("hours").At(p.Key), fmt.Sprintf("%q is no weekday", p.Key), "use "+strings.Join(Weekdays(), ", "))
			continue
		}
		for i, text := range p.Value {
			if !h.add(day, text) {
				tell(model.Path("hours").At(p.Key).Index(i), fmt.Sprintf("%q are no hours", text), "write them like 09:00-17:30")
			}
		}
	}
	for i, holiday := range s.Holidays {
		if d, ok := closed(holiday); ok {
			h.holidays = append(h.holidays, d)
			continue
		}
		tell(model.Path("holidays").Index(i), "the holiday has no day", "give it a date, or from and to, as YYYY-MM-DD")
	}
	return h, problems
}

func weekday(word string) int {
	for i, w := range Weekdays() {
		if w == word {
			return i
		}
	}
	return -1
}

// add reads one span. Hours that end before they begin go on into the next day.
func (h *Hours) add(day int, text string) bool {
	from, to, ok := strings.Cut(strings.ReplaceAll(text, " ", ""), "-")
	start, okStart := minutes(from)
	end, okEnd := minutes(to)
	if !ok || !okStart || !okEnd || start == end || start == minutesADay {
		return false
	}
	h.odd = h.odd || start%15 != 0 || end%15 != 0
	if start < end {
		h.days[day] = append(h.days[day], span{start, end})
		return true
	}
	h.days[day] = append(h.days[day], span{start, minutesADay})
	if end > 0 {
		next := (day + 1) % 7
		h.days[next] = append(h.days[next], span{0, end})
	}
	return true
}

// minutes reads 09:30 as minutes since midnight; 24:00 is the end of a day.
func minutes(s string) (int, bool) {
	hh, mm, ok := strings.Cut(s, ":")
	h, err1 := strconv.Atoi(hh)
	m, err2 := strconv.Atoi(mm)
	if !ok || err1 != nil || err2 != nil || len(mm) != 2 || len(hh) > 2 || h < 0 || m < 0 || m > 59 {
		return 0, false
	}
	at := h*60 + m
	return at, at <= minutesADay
}

func closed(h model.Holiday) (days, bool) {
	d := days{h.From, h.To}
	if h.Date != "" {
		if h.From != "" || h.To != "" {
			return d, false
		}
		d = days{h.Date, h.Date}
	}
	for _, day := range []string{d.from, d.to} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return d, false
		}
	}
	return d, d.from <= d.to
}

// Open reports whether the schedule is open at a moment: by the clock on the
// wall of its zone, also on days when that clock is changed.
func (h *Hours) Open(at time.Time) bool {
	if h == nil || h.zone == nil {
		return false
	}
	local := at.In(h.zone)
	if h.holiday(local.Format(time.DateOnly)) {
		return false
	}
	now := local.Hour()*60 + local.Minute()
	for _, s := range h.days[local.Weekday()] {
		if now >= s.start && now < s.end {
			return true
		}
	}
	return false
}

func (h *Hours) holiday(day string) bool {
	for _, d := range h.holidays {
		if day >= d.from && day <= d.to {
			return true
		}
	}
	return false
}

// horizon is how far ahead Next looks: longer than any run of holidays.
const horizon = 400 * 24 * time.Hour

// Next is the first moment after at when the schedule opens or closes; ok is
// false where it does neither within a good year. It is exact to the second.
func (h *Hours) Next(at time.Time) (next time.Time, open, ok bool) {
	was := h.Open(at)
	// The wall clock changes by whole quarters, and spans begin and end on whole minutes.
	step := 15 * time.Minute
	if h != nil && h.odd {
		step = time.Minute
	}
	from := at.Truncate(step)
	for t := from.Add(step); t.Sub(from) < horizon; t = t.Add(step) {
		if h.Open(t) != was {
			return t, !was, true
		}
	}
	return time.Time{}, was, false
}
