package usage

import (
	"strconv"

	"parley/engine/meter"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/chart"
	"parley/ui/kit/layout"
)

// historyMonths is how many months the chart goes back.
const historyMonths = 12

// Heights of the pane from which it has room for more.
const (
	roomyChart = 40 // a higher chart
	bothCharts = 48 // months and days
)

// history draws the months up to the one that is looked at, or its days, and
// where there is room both.
func (s *Screen) history(w, h int) []string {
	if h >= bothCharts {
		return append(s.chart(w, 11, false), s.chart(w, 9, true)...)
	}
	height := 9
	if h >= roomyChart {
		height = 13
	}
	return s.chart(w, height, s.view.days)
}

// chart draws months or days in so many lines.
func (s *Screen) chart(w, height int, days bool) []string {
	look, u := s.styles, s.usage()
	title, other := "Months", "days"
	var c chart.Columns
	if days {
		title, other = "Days", "months"
		c.Points = s.dayPoints(w)
	} else {
		c.Points, c.Series = s.monthPoints(), []string{"counted", "projected"}
		if u.Limit > 0 {
			c.Threshold, c.ThresholdLabel = float64(u.Limit), "limit"
		}
	}
	right := ""
	if s.window.Rect(layout.Middle).H-2 < bothCharts {
		right = look.Key.Render("d") + look.KeyLabel.Render(" "+other+" ")
	}
	lines := []string{canvas.Spread(" "+look.Heading.Render(title), right, w)}
	for _, l := range canvas.Lines(c.Draw(max(w-2, 1), height, look)) {
		lines = append(lines, " "+l)
	}
	return append(lines, "")
}

// monthPoints are what each month came to, the present one with what is still expected.
func (s *Screen) monthPoints() []chart.Point {
	l, t, last := s.ledger(), s.usage().Terms, s.month()
	var out []chart.Point
	for back := historyMonths - 1; back >= 0; back-- {
		m := last.Add(-back)
		p := m.Period(t, l)
		if s.view.month == (desk.Month{}) && back == 0 {
			p = t.Period(l.Today())
		}
		counted := float64(l.Sum(t.System, p).Counted)
		rest := 0.0
		if p.Has(l.Today()) {
			rest = max(float64(l.Forecast(t, p).Expected)-counted, 0)
		}
		if counted == 0 && rest == 0 && len(out) == 0 {
			continue // before the first conversation
		}
		out = append(out, chart.Point{Label: p.First.Date().Format("Jan"), Values: []float64{counted, rest}})
	}
	return out
}

// dayPoints are what each day of the period came to: named by their number where
// columns are wide, else by the first letter of the weekday.
func (s *Screen) dayPoints(w int) []chart.Point {
	u := s.usage()
	var out []chart.Point
	for i, t := range s.ledger().Days(u.Terms.System, u.Period) {
		day := u.Period.First + meter.Day(i)
		label := day.Weekday().String()[:1]
		if w > 4*u.Period.Days() {
			label = strconv.Itoa(day.Date().Day())
		}
		out = append(out, chart.Point{Label: label, Value: float64(t.Counted)})
	}
	return out
}

// monthTitle names what is looked at.
func (s *Screen) monthTitle() string {
	if s.counted == nil {
		return ""
	}
	m := s.month()
	title := meter.DayOf(m.Year, m.Month, 1).Date().Format("January 2006")
	if s.view.simulated {
		title = "simulated " + s.styles.Glyphs.Dot + " " + title
	}
	return title
}

// periodTitle is the month or cycle of the meter that is looked at.
func (s *Screen) periodTitle() string {
	p := s.usage().Period
	if p == meter.MonthOf(p.First) {
		return p.First.Date().Format("January 2006")
	}
	return p.First.Date().Format("2 Jan") + " to " + (p.After - 1).Date().Format("2 Jan 2006")
}
