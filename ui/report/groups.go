package report

import (
	"fmt"

	"parley/engine/meter"
	engine "parley/engine/report"
	"parley/ui/kit/canvas"
	"parley/ui/kit/chart"
)

// column is one figure of the groups.
type column struct {
	head string
	ink  func(...string) string
	cell func(*engine.Row) string
}

// columns are the figures of a grouping. Where it is about ratings, those come first.
func (s *Screen) columns(t *engine.Table) []column {
	look := s.styles
	n := func(head string, ink func(...string) string, of func(*engine.Row) int) column {
		return column{head, ink, func(r *engine.Row) string { return meter.Thousands(of(r)) }}
	}
	started := n("started", look.Strong.Render, func(r *engine.Row) int { return r.Started })
	if t.Only == engine.OnlyRated {
		started = n("rated", look.Strong.Render, func(r *engine.Row) int { return r.Ratings })
	}
	return []column{
		started,
		n("kept", look.Series(0).Render, func(r *engine.Row) int { return r.Automated() }),
		n("agents", look.Series(1).Render, func(r *engine.Row) int { return r.Transferred() }),
		n("KIQ", look.Text.Render, func(r *engine.Row) int { return r.KIQ }),
		{"of 5", look.Text.Render, func(r *engine.Row) string {
			if mean, ok := r.Satisfaction(); ok {
				return fmt.Sprintf("%.1f", mean)
			}
			return "-"
		}},
	}
}

// leastName is how many cells a group's name has at least: columns go first.
const leastName = 10

// groups draws each group with its figures, and below them how many were kept and
// how many went to agents; where it is about ratings, their mean.
func (s *Screen) groups(t *engine.Table, w int) []string {
	look, rows := s.styles, rowsOf(t)
	columns := s.columns(t)
	widths, sum := make([]int, len(columns)), 0
	for i, c := range columns {
		widths[i] = len(c.head)
		for n := range rows {
			widths[i] = max(widths[i], len(c.cell(&rows[n])))
		}
		sum += widths[i] + 1
	}
	for len(columns) > 1 && w-2-sum < leastName {
		last := len(columns) - 1
		sum -= widths[last] + 1
		columns = columns[:last]
	}
	room := max(w-2-sum, 1)
	head := canvas.Spaces(room)
	for i, c := range columns {
		head += " " + c.ink(canvas.Align(c.head, widths[i], 2))
	}
	lines := []string{" " + head}
	most := 0
	for n := range rows {
		most = max(most, rows[n].Started)
	}
	for n := range rows {
		r := &rows[n]
		line := look.Text.Render(canvas.FitLine(canvas.TruncateTail(s.valueName(t, r.Value), room, look.Glyphs.Ellipsis), room))
		for i, c := range columns {
			line += " " + c.ink(canvas.Align(c.cell(r), widths[i], 2))
		}
		lines = append(lines, " "+line, " "+s.bar(t, r, most, max(w-2, 1)))
	}
	return lines
}

// bar draws one group against the largest one.
func (s *Screen) bar(t *engine.Table, r *engine.Row, most, w int) string {
	if t.Only == engine.OnlyRated {
		mean, _ := r.Satisfaction()
		return chart.Gauge(mean, 5, w, s.styles)
	}
	return chart.Bar([]float64{float64(r.Automated()), float64(r.Transferred())}, float64(most), w, s.styles)
}

// weeks draws the groups week by week: together, then each in a line.
func (s *Screen) weeks(t *engine.Table, w, h int) []string {
	look := s.styles
	rows := rowsOf(t)
	series := min(len(rows), max(len(look.Chart), 1))
	c := chart.Columns{}
	for week := range s.shown.Weeks {
		p := chart.Point{Label: s.shown.Weeks[week].First.Date().Format("2 Jan"), Values: make([]float64, series)}
		for i := range rows {
			p.Values[min(i, series-1)] += float64(rows[i].Weeks[week])
		}
		c.Points = append(c.Points, p)
	}
	height := 11
	if h >= roomyChart {
		height = 17
	}
	lines := s.stacked("Started, week by week", c, w, height)
	names := 0
	for i := range rows {
		names = min(max(names, canvas.Width(s.valueName(t, rows[i].Value))), max(w/2, 1))
	}
	for i := range rows {
		values := make([]float64, len(rows[i].Weeks))
		for week, n := range rows[i].Weeks {
			values[week] = float64(n)
		}
		name := canvas.FitLine(canvas.TruncateTail(s.valueName(t, rows[i].Value), names, look.Glyphs.Ellipsis), names)
		total := meter.Thousands(rows[i].Started)
		room := max(w-names-canvas.Width(total)-7, 1)
		line := look.Series(min(i, series-1)).Render(chart.Solid(min(i, series-1), look)) + " " + look.Text.Render(name) + " " + chart.Sparkline(values, min(len(values), room), look)
		lines = append(lines, canvas.Spread(" "+line, look.Strong.Render(total)+" ", w))
	}
	return lines
}
