package usage

import (
	"fmt"
	"strconv"

	"parley/engine/meter"
	"parley/ui/kit/canvas"
	"parley/ui/kit/chart"
)

// details draws the meter that is looked at: what counts, what it costs, where it
// is going, its months or days, its bill and what does not count.
func (s *Screen) details(w, h int) []string {
	if s.counted == nil {
		return s.notCounted(w)
	}
	if s.empty() {
		return s.nothing(w)
	}
	lines := s.state(w)
	lines = append(lines, s.history(w, h)...)
	lines = append(lines, s.bill(w)...)
	return append(lines, s.excluded(w)...)
}

// para wraps words below each other, one blank from the edge.
func (s *Screen) para(w int, render func(...string) string, text string) []string {
	var out []string
	for _, l := range canvas.Wrap(canvas.Sanitize(text), max(w-2, 1)) {
		out = append(out, " "+render(l))
	}
	return out
}

// nothing says what belongs here while nothing was recorded.
func (s *Screen) nothing(w int) []string {
	look := s.styles
	lines := s.para(w, look.Text.Render, "No live conversation is kept yet.")
	lines = append(lines, s.para(w, look.Muted.Render, "What customers talk with published assistants is counted here as four systems do it, side by side, with what it costs under each. Previews and tests never count.")...)
	lines = append(lines, "")
	hint := func(key, does string) {
		lines = append(lines, " "+look.Key.Render(key)+look.KeyLabel.Render(" "+does))
	}
	hint("2", "Build: L in its preview talks live")
	hint("ctrl+k", "simulates a month of traffic")
	if s.counted.Simulated != nil {
		hint("m", "looks at the simulated ones")
	}
	lines = append(lines, "", " "+look.Heading.Render("KIQ's price"))
	for _, b := range meter.Bands(0) {
		to := "and more"
		if b.To > 0 {
			to = "to " + meter.Thousands(b.To)
		}
		lines = append(lines, canvas.Spread(" "+look.Text.Render(meter.Thousands(b.From)+" "+to), look.Text.Render(meter.USD.Format(b.Price))+look.Muted.Render(fmt.Sprintf("%9s ", b.Discount+" %")), w))
	}
	return lines
}

// state is what counts, what it costs and where it is going.
func (s *Screen) state(w int) []string {
	look, u := s.styles, s.usage()
	dot := look.Muted.Render(" " + look.Glyphs.Dot + " ")
	head := look.Strong.Render(meter.Thousands(u.Used)) + look.Text.Render(map[bool]string{true: " simulated count", false: " count"}[s.view.simulated])
	if u.Tally.Pending > 0 {
		head += dot + look.Text.Render(meter.Thousands(u.Tally.Pending)+" pending")
	}
	head += dot + look.Text.Render(meter.Thousands(u.Tally.Out())+" do not")
	lines := []string{" " + head}
	if u.Limit > 0 {
		left := " " + meter.Thousands(u.Remaining()) + " left of " + meter.Thousands(u.Limit)
		bar := max(w-2-canvas.Width(left), 0)
		lines = append(lines, " "+chart.Gauge(float64(u.Used), float64(u.Limit), bar, look)+look.Muted.Render(left))
	}
	if u.Paused() {
		lines = append(lines, s.para(w, look.Error.Render, "Paused: new conversations are refused until a pack is bought or the next cycle begins. Those in progress go on.")...)
	}
	return append(lines, s.going(w)...)
}

// going is the cost by now and the forecast.
func (s *Screen) going(w int) []string {
	look, u, f := s.styles, s.usage(), &s.usage().Forecast
	c := u.Bill.Currency
	kiq := u.Terms.System == meter.KIQ
	var lines []string
	if kiq {
		so := " so far"
		if f.Over {
			so = ""
		}
		lines = append(lines, " "+look.Strong.Render(c.Format(u.Bill.Total))+look.Muted.Render(so))
	}
	if f.Over {
		return append(lines, "")
	}
	expected, span := meter.Thousands(f.Expected)+" projected", meter.Thousands(f.Low)+" to "+meter.Thousands(f.High)
	if kiq {
		expected += ": " + c.Format(u.Projected.Total)
		span += " (" + c.Round(u.Low.Total) + " to " + c.Round(u.High.Total) + ")"
	}
	if f.High == 0 {
		span = ""
	}
	if u.Terms.System == meter.Kilo && u.Limit > 0 && f.Low == u.Limit { // what is more is refused
		expected, span = expected+": all that the plan has", ""
	}
	lines = append(lines, " "+look.Text.Render(expected))
	if span != "" {
		lines = append(lines, s.para(w, look.Muted.Render, span+" in "+strconv.Itoa(f.Rate)+" of 100 months")...)
	}
	lines = append(lines, s.para(w, look.Muted.Render, "by "+f.Method)...)
	if f.Reaches > 0 {
		lines = append(lines, s.para(w, look.Warning.Render, meter.Thousands(u.Limit)+" is reached about "+f.Reaches.Date().Format("2 January"))...)
	}
	return append(lines, "")
}

// bill is the period's cost line by line.
func (s *Screen) bill(w int) []string {
	look, u := s.styles, s.usage()
	b := &u.Bill
	lines := []string{" " + look.Heading.Render("Bill")}
	row := func(left, right string) {
		lines = append(lines, canvas.Spread(" "+left, right+" ", w))
	}
	for _, x := range b.Bands {
		span := meter.Thousands(x.From) + " to " + meter.Thousands(x.To)
		if x.To == 0 {
			span = meter.Thousands(x.From) + " and more"
		}
		row(look.Muted.Render(span+"  ")+look.Text.Render(meter.Thousands(x.Conversations)+" at "+b.Currency.Format(x.Price)), look.Text.Render(b.Currency.Format(x.Total)))
	}
	for _, x := range b.Lines {
		row(look.Text.Render(canvas.OneLine(x.Label)), look.Text.Render(b.Currency.Format(x.Total)))
	}
	if len(b.Bands)+len(b.Lines) > 0 {
		row(look.Strong.Render("total"), look.Strong.Render(b.Currency.Format(b.Total)))
	}
	if b.Unpriced {
		lines = append(lines, s.para(w, look.Muted.Render, "What the plan itself costs is not told: write its price in Workspace, Plans.")...)
	} else if len(b.Bands) == 0 && len(b.Lines) == 0 {
		row(look.Muted.Render("nothing yet"), "")
	}
	return append(lines, "")
}

// excluded is what does not count, by the first reason of each.
func (s *Screen) excluded(w int) []string {
	look, t := s.styles, &s.usage().Tally
	var lines []string
	if s.system() == meter.Smartsupp {
		lines = append(lines, " "+look.Heading.Render("Chatbot"))
		points := []chart.Point{{Label: "triggered", Value: float64(t.Triggered)}, {Label: "joined", Value: float64(t.Joined)}, {Label: "resolved", Value: float64(t.Resolved)}, {Label: "escalated", Value: float64(t.Escalated)}}
		for _, l := range canvas.Lines(chart.Bars(points, max(w-2, 1), len(points), look, nil)) {
			lines = append(lines, " "+l)
		}
		lines = append(lines, "")
	}
	if t.Out() == 0 {
		return lines
	}
	lines = append(lines, " "+look.Heading.Render("Does not count"))
	numbers := 0
	for _, r := range meter.Reasons() {
		numbers = max(numbers, len(meter.Thousands(t.Because(r))))
	}
	for _, r := range meter.Reasons() {
		n := t.Because(r)
		if n == 0 {
			continue
		}
		lead := canvas.Align(meter.Thousands(n), numbers, 2)
		for i, l := range canvas.Wrap(r.String(), max(w-numbers-4, 1)) {
			if i > 0 {
				lead = canvas.Spaces(numbers)
			}
			lines = append(lines, " "+look.Text.Render(lead)+"  "+look.Muted.Render(l))
		}
	}
	return lines
}
