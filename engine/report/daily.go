package report

import (
	"cmp"
	"slices"

	"parley/engine/meter"
	"parley/engine/model"
)

// Daily is how many KIQ Conversations an assistant had on a day.
type Daily struct {
	Day       meter.Day
	Assistant model.AssistantID
	KIQ       int
}

// Days is the table of daily KIQ Conversations: a row for each day that has any,
// a column for each assistant.
type Days struct {
	Assistants []model.AssistantID // the one with most first
	Others     int                 // how many more assistants share the last column; 0: there is no such column
	Rows       []DayRow
}

// DayRow is one day of the table.
type DayRow struct {
	Day   meter.Day
	KIQ   []int // of each assistant, then of the others together where there are any
	Total int
}

// Days is the table with at most so many columns: what has no column of its own
// goes into one together.
func (r *Report) Days(columns int) Days {
	sums := map[model.AssistantID]int{}
	for _, d := range r.Daily {
		sums[d.Assistant] += d.KIQ
	}
	var t Days
	for id := range sums {
		t.Assistants = append(t.Assistants, id)
	}
	slices.SortFunc(t.Assistants, func(a, b model.AssistantID) int { return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a, b)) })
	if columns = max(columns, 1); len(t.Assistants) > columns {
		t.Others = len(t.Assistants) - columns + 1
		t.Assistants = t.Assistants[:columns-1]
	}
	width := len(t.Assistants)
	if t.Others > 0 {
		width++
	}
	for _, d := range r.Daily {
		if n := len(t.Rows); n == 0 || t.Rows[n-1].Day != d.Day {
			t.Rows = append(t.Rows, DayRow{Day: d.Day, KIQ: make([]int, width)})
		}
		row := &t.Rows[len(t.Rows)-1]
		at := slices.Index(t.Assistants, d.Assistant)
		if at < 0 {
			at = width - 1
		}
		row.KIQ[at] += d.KIQ
		row.Total += d.KIQ
	}
	return t
}
