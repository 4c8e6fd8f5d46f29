package usage

import (
	"fmt"
	"strconv"

	"parley/engine/meter"
	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
)

// whatIfLines draws the controls, what the month would come to, and the threshold.
func (s *Screen) whatIfLines(w int, has bool) []string {
	x := &s.what
	if s.counted == nil {
		x.width = 0
		return s.notCounted(w)
	}
	x.left, x.width = 1, max(w-2, 1)
	var lines []string
	v := x.values
	put := func(c control, label, value string) {
		lines = append(lines, s.control(c, label, value, w, has)...)
		x.rows[c] = len(lines) - 1
	}
	put(volume, "Conversations a month", meter.Thousands(int(v[volume]))+change(v[volume], x.now[volume], "%+.0f %%"))
	put(containment, "Without a person", strconv.Itoa(int(v[containment]))+" %"+points(v[containment]-x.now[containment]))
	name := "as it is"
	if t := x.plans[int(v[plan])]; t.System.Known() {
		name = t.System.Title() + " " + t.Name
	}
	put(plan, "Plan", name)
	lines = append(lines, "")
	lines = append(lines, s.outcomeLines(w)...)
	lines = append(lines, "")
	estimate := ""
	if s.system() == meter.KIQ {
		estimate = ", " + meter.USD.Format(meter.Price(int(v[threshold])))
	}
	value := "none"
	if v[threshold] > 0 {
		value = meter.Thousands(int(v[threshold])) + estimate
	}
	put(threshold, "Threshold of "+s.system().Title(), value)
	switch {
	case v[threshold] != x.now[threshold]:
		lines = append(lines, " "+s.styles.Key.Render("enter")+s.styles.KeyLabel.Render(" sets it"))
	case v[threshold] > 0:
		lines = append(lines, s.para(w, s.styles.Muted.Render, "told at 50, 80 and 100 %, once a month each")...)
	default:
		lines = append(lines, s.para(w, s.styles.Muted.Render, "set one to be told at 50, 80 and 100 %")...)
	}
	return lines
}

// control draws a control in two lines: its name and value, and its slider.
func (s *Screen) control(c control, label, value string, w int, has bool) []string {
	look, x := s.styles, &s.what
	on := has && x.chosen == c
	mark, ink := " ", look.Text
	if on {
		mark, ink = look.Glyphs.Here, look.Strong
	}
	room := max(w-canvas.Width(value)-3, 1)
	return []string{
		canvas.Spread(look.Accent.Render(mark)+ink.Render(canvas.TruncateTail(label, room, look.Glyphs.Ellipsis)), look.Strong.Render(value)+" ", w),
		" " + x.ends[c].Draw(x.values[c], x.width, on, look),
	}
}

// change is by how much of a hundred a value differs from another.
func change(v, now float64, format string) string {
	if now == 0 || v == now {
		return ""
	}
	return " (" + fmt.Sprintf(format, 100*(v-now)/now) + ")"
}

// points is a difference in percent points.
func points(by float64) string {
	if by == 0 {
		return ""
	}
	return fmt.Sprintf(" (%+.0f)", by)
}

// outcomeLines draws what the month would come to under each meter.
func (s *Screen) outcomeLines(w int) []string {
	look, x := s.styles, &s.what
	title := "This month, projected"
	if x.changed() {
		title = "It would come to"
	}
	lines := []string{" " + look.Heading.Render(title)}
	now := x.outcomes(false)
	for i, o := range x.outcomes(true) {
		ink := look.Text
		if o.terms.System == s.system() {
			ink = look.Strong
		}
		name := canvas.FitLine(o.terms.System.Title(), 11)
		left := " " + ink.Render(name) + look.Text.Render(canvas.Align(meter.Thousands(o.count), 7, 2))
		lines = append(lines, canvas.Spread(left, cost(&o.bill, look)+" ", w))
		if note := s.outcomeNote(&now[i], &o); note != "" {
			lines = append(lines, canvas.FitLine(" "+canvas.Spaces(11)+note, w))
		}
	}
	return lines
}

func cost(b *meter.Bill, look *styles.Styles) string {
	if b.Unpriced && b.Total == 0 {
		return look.Muted.Render("price not told")
	}
	return look.Text.Render(b.Currency.Format(b.Total))
}

// outcomeNote is what a person should know of an outcome: what it saves or costs
// more, what does not fit into the plan, and which plan would do.
func (s *Screen) outcomeNote(now, o *outcome) string {
	look := s.styles
	switch {
	case o.refused > 0:
		return look.Error.Render(meter.Thousands(o.refused)+" refused") + fits(o.terms, o.count+o.refused, look)
	case o.terms.System != meter.KIQ && o.limit > 0 && o.count > o.limit:
		return look.Warning.Render(meter.Thousands(o.count-o.limit)+" beyond the plan") + fits(o.terms, o.count, look)
	case o.bill.Total > now.bill.Total:
		return look.Warning.Render("+" + o.bill.Currency.Format(o.bill.Total-now.bill.Total))
	case o.bill.Total < now.bill.Total:
		return look.Success.Render("-" + o.bill.Currency.Format(now.bill.Total-o.bill.Total))
	case o.limit == 0 && o.terms.Plan == "":
		return fits(o.terms, o.count, look)
	}
	return ""
}

// fits names the smallest published plan that is large enough.
func fits(t meter.Terms, n int, look *styles.Styles) string {
	o, ok := meter.Fitting(t.System, n)
	if !ok || o.Name == t.Name {
		return ""
	}
	if n > o.Allowance {
		return look.Muted.Render(" " + o.Name + " with packages")
	}
	return look.Muted.Render(" " + o.Name + " would do")
}
