package usage

import (
	"strconv"

	"parley/engine/meter"
	"parley/ui/kit/canvas"
	"parley/ui/kit/chart"
	"parley/ui/kit/layout"
)

// cardHeight is how many lines a meter takes in the list: with a blank one below where there is room.
func cardHeight(h int) int {
	if h >= 26 {
		return 4
	}
	return 3
}

// meters draws the four meters side by side, and below what each assistant came
// to under the one that is looked at.
func (s *Screen) meters(w, h int) []string {
	if s.counted == nil {
		return s.notCounted(w)
	}
	each := cardHeight(h)
	var lines []string
	for i := range s.usages {
		card := s.card(i, w)
		for len(card) < each {
			card = append(card, "")
		}
		lines = append(lines, card...)
	}
	shares := s.ledger().Assistants(s.system(), s.usage().Period)
	if room := h - len(lines) - 1; room > 1 && len(shares) > 0 {
		lines = append(lines, " "+s.styles.Heading.Render(s.counts()+" by assistant"))
		var points []chart.Point
		for _, x := range shares {
			if x.Counted > 0 {
				points = append(points, chart.Point{Label: s.desk.NameOf(x.Assistant), Value: float64(x.Counted)})
			}
		}
		if len(points) == 0 {
			return append(lines, " "+s.styles.Muted.Render("none yet"))
		}
		for _, l := range canvas.Lines(chart.Bars(points, max(w-2, 1), min(room, len(points)), s.styles, nil)) {
			lines = append(lines, " "+l)
		}
	}
	return lines
}

// counts is what the numbers are of.
func (s *Screen) counts() string {
	if s.view.simulated {
		return "Simulated"
	}
	return "Counted"
}

// card draws one meter in three lines.
func (s *Screen) card(i, w int) []string {
	look, u := s.styles, &s.usages[i]
	mark, ink := " ", look.Strong
	if i == s.view.meter {
		mark, ink = look.Glyphs.Here, look.SelectionBlurred
		if s.window.Focused() == layout.Left {
			ink = look.Selection
		}
	}
	name := ink.Render(mark + u.Terms.System.Title() + " ")
	if u.Terms.Own {
		name += " " + look.Badge.Render(" own plan ")
	}
	right := ""
	switch {
	case u.Paused():
		right = look.Error.Render("paused ")
	case u.Terms.Name != "":
		right = look.Muted.Render(canvas.TruncateTail(canvas.OneLine(u.Terms.Name), max(w/3, 4), look.Glyphs.Ellipsis) + " ")
	}
	return []string{canvas.Spread(name, right, w), " " + s.measure(u, w-2), " " + canvas.TruncateTail(s.costLine(u), max(w-2, 1), look.Glyphs.Ellipsis)}
}

// measure is used of limit with a gauge, in exactly w cells.
func (s *Screen) measure(u *meter.Usage, w int) string {
	look := s.styles
	used := look.Text.Render(meter.Thousands(u.Used))
	if u.Limit == 0 {
		return canvas.FitLine(used+look.Muted.Render(" counted"), max(w, 1))
	}
	text := used + look.Muted.Render(" of "+meter.Thousands(u.Limit)+" ")
	share := look.Muted.Render(" " + strconv.Itoa(u.Share()) + " %")
	room := w - canvas.Width(text) - canvas.Width(share)
	return canvas.FitLine(text+chart.Gauge(float64(u.Used), float64(u.Limit), max(room, 0), look)+share, max(w, 1))
}

// costLine is what the period costs by now, and what it is expected to.
func (s *Screen) costLine(u *meter.Usage) string {
	look, b := s.styles, &u.Bill
	if b.Unpriced && b.Total == 0 {
		return look.Muted.Render(s.expectedCount(u, "price not told"))
	}
	line := look.Text.Render(b.Currency.Format(b.Total))
	if u.Terms.System != meter.KIQ {
		return line + look.Muted.Render(" a month"+besides(b))
	}
	if u.Forecast.Over {
		return line
	}
	return line + look.Muted.Render(" "+look.Glyphs.Right+" "+u.Projected.Currency.Format(u.Projected.Total)+" projected")
}

// expectedCount is where a count is going, or what stands in its place.
func (s *Screen) expectedCount(u *meter.Usage, instead string) string {
	if u.Forecast.Over || u.Forecast.Expected == u.Used {
		return instead
	}
	return s.styles.Glyphs.Right + " " + meter.Thousands(u.Forecast.Expected) + " projected"
}

func besides(b *meter.Bill) string {
	if b.Unpriced {
		return " besides the plan"
	}
	return ""
}

// notCounted says why there are no meters.
func (s *Screen) notCounted(w int) []string {
	text, ink := "Counting"+s.styles.Glyphs.Ellipsis, s.styles.Muted
	if s.problem != "" {
		text, ink = "Not counted: "+s.problem, s.styles.Error
	}
	var lines []string
	for _, l := range canvas.Wrap(canvas.Sanitize(text), max(w-2, 1)) {
		lines = append(lines, " "+ink.Render(l))
	}
	return lines
}

// clickMeter chooses the meter of a line.
func (s *Screen) clickMeter(y int) {
	r := s.window.Rect(layout.Left)
	if i := y / cardHeight(max(r.H-2, 0)); y >= 0 && i < len(s.usages) {
		s.choose(i)
	}
}

// choose looks at another meter.
func (s *Screen) choose(i int) {
	i = min(max(i, 0), len(meter.Systems())-1)
	if i == s.view.meter || s.counted == nil {
		return
	}
	s.view.meter, s.view.top = i, 0
	s.what.threshold(s.usage())
}
