package desk

import (
	"fmt"
	"strings"
	"time"

	"parley/engine/meter"
)

// Span is a period by the name a person gives it.
type Span struct {
	Key    string // such as this-week
	Name   string
	Period meter.Period
}

// Spans are the periods that have a name on a day: weeks begin on Monday.
func Spans(today meter.Day) []Span {
	monday := today - meter.Day((int(today.Weekday())+6)%7)
	month := meter.MonthOf(today)
	return []Span{
		{"this-week", "This week", meter.Period{First: monday, After: monday + 7}},
		{"this-month", "This month", month},
		{"last-month", "Last month", meter.MonthOf(month.First - 1)},
	}
}

// firstDay is the first day that there can be anything of.
var firstDay = meter.DayOf(1970, time.January, 1)

// ReadDays reads a day, or a month as all its days.
func ReadDays(s string) (meter.Period, error) {
	s = strings.TrimSpace(s)
	if at, err := time.Parse(time.DateOnly, s); err == nil {
		day := meter.DayOf(at.Date())
		return within(s, meter.Period{First: day, After: day + 1})
	}
	if at, err := time.Parse("2006-01", s); err == nil {
		return within(s, meter.MonthOf(meter.DayOf(at.Date())))
	}
	return meter.Period{}, fmt.Errorf("%q is no day: write it like 2026-03-02, or 2026-03 for the month", s)
}

func within(s string, p meter.Period) (meter.Period, error) {
	if p.First < firstDay {
		return meter.Period{}, fmt.Errorf("%q is too early: nothing is older than %s", s, firstDay)
	}
	return p, nil
}

// PeriodBetween is from one day to another, both in it; each may also be a month.
// Without a first day it is the month of the last one, without a last one it ends
// today, and without either it is the present month.
func PeriodBetween(since, until string, today meter.Day) (meter.Period, error) {
	p := meter.MonthOf(today)
	if until != "" {
		last, err := ReadDays(until)
		if err != nil {
			return p, fmt.Errorf("until %w", err)
		}
		p = meter.Period{First: meter.MonthOf(last.First).First, After: last.After}
	}
	if since != "" {
		first, err := ReadDays(since)
		if err != nil {
			return p, fmt.Errorf("since %w", err)
		}
		if until == "" {
			p.After = max(today+1, first.After)
		}
		p.First = first.First
	}
	if p.First >= p.After {
		return p, fmt.Errorf("since %s comes after until %s: write the earlier one first", since, until)
	}
	return p, nil
}

// Shift is the period that lies so many of its lengths later, or with a negative
// number earlier: months stay months.
func Shift(p meter.Period, by int) meter.Period {
	if p == meter.MonthOf(p.First) {
		m := MonthOf(p.First).Add(by)
		p = meter.MonthOf(meter.DayOf(m.Year, m.Month, 1))
	} else {
		days := meter.Day(by * p.Days())
		p = meter.Period{First: p.First + days, After: p.After + days}
	}
	if p.First < firstDay {
		p = meter.Period{First: firstDay, After: max(p.After, firstDay+1)}
	}
	return p
}
