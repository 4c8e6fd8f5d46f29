package report

import (
	"fmt"
	"strings"

	"parley/engine/meter"
	engine "parley/engine/report"
	"parley/engine/session"
	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
)

// side draws the figures of the period, in short where there is little room, and
// below them the list of what can be looked at.
func (s *Screen) side(w, h int) []string {
	if s.shown == nil {
		return s.notCounted(w)
	}
	list := s.list(w)
	lines := s.summary(w)
	if len(lines)+len(list) > h {
		lines = s.short(w)
	}
	lines = append(lines, "")
	s.window.list = len(lines)
	lines = append(lines, list...)
	top, at := &s.window.top[layout.Left], s.window.list+s.chosen
	*top = min(*top, at)
	if at >= *top+h {
		*top = at - h + 1
	}
	if s.chosen == 0 {
		*top = 0
	}
	return lines
}

// list draws the overview and the groupings.
func (s *Screen) list(w int) []string {
	look := s.styles
	var lines []string
	for i, name := range s.Names() {
		name = canvas.TruncateTail(name, max(w-2, 1), look.Glyphs.Ellipsis)
		switch {
		case i != s.chosen:
			lines = append(lines, " "+look.Text.Render(name))
		case s.window.Focused() == layout.Left:
			lines = append(lines, look.Selection.Render(canvas.FitLine(look.Glyphs.Here+name, w)))
		default:
			lines = append(lines, look.SelectionBlurred.Render(look.Glyphs.Here+name))
		}
	}
	return lines
}

// clickList chooses the line of the list that is clicked.
func (s *Screen) clickList(y int) {
	if i := y + s.window.top[layout.Left] - s.window.list; y >= 0 && s.shown != nil && i >= 0 && i <= len(s.groupings()) {
		s.choose(i)
	}
}

// who is what the report is about besides its period.
func (s *Screen) who(w int) []string {
	name := "all assistants"
	if id := s.shown.About.Assistant; id != "" {
		name = canvas.OneLine(s.desk.NameOf(id))
	}
	line := s.styles.Muted.Render(name)
	if s.shown.About.Simulated {
		line = s.styles.Badge.Render(" simulated ") + " " + line
	}
	return []string{" " + canvas.TruncateTail(line, max(w-2, 1), s.styles.Glyphs.Ellipsis)}
}

// summary draws the figures one a line.
func (s *Screen) summary(w int) []string {
	look, f := s.styles, &s.shown.Total
	lines := s.who(w)
	row := func(ink func(...string) string, label string, n int) {
		lines = append(lines, canvas.Spread(" "+ink(label), ink(meter.Thousands(n))+" ", w))
	}
	part := func(label string, n int) {
		share := ""
		if f.Started > 0 {
			share = fmt.Sprintf("%d %%  ", (200*n+f.Started)/(2*f.Started))
		}
		lines = append(lines, canvas.Spread(" "+look.Text.Render(label), look.Muted.Render(share)+look.Text.Render(meter.Thousands(n))+" ", w))
	}
	row(look.Strong.Render, "Started", f.Started)
	part("Automated", f.Automated())
	for _, x := range []session.Status{session.Running, session.Ended, session.Abandoned} {
		row(look.Muted.Render, "  "+x.String(), f.Statuses[x])
	}
	part("To agents", f.Transferred())
	for _, x := range []session.Status{session.Transferred, session.Missed, session.Interrupted} {
		row(look.Muted.Render, "  "+x.String(), f.Statuses[x])
	}
	row(look.Strong.Render, "KIQ Conversations", f.KIQ)
	lines = append(lines, canvas.Spread(" "+look.Strong.Render("Satisfaction"), s.satisfaction(f)+" ", w))
	row(look.Text.Render, "Chatbot triggered", s.shown.Triggered)
	row(look.Muted.Render, "  joined", f.Joined)
	row(look.Muted.Render, "  resolved", f.Resolved)
	row(look.Muted.Render, "  escalated", f.Escalated)
	return lines
}

// short draws the figures that matter most in few lines.
func (s *Screen) short(w int) []string {
	look, f := s.styles, &s.shown.Total
	dot := look.Muted.Render(" " + look.Glyphs.Dot + " ")
	fit := func(parts ...string) string {
		return " " + canvas.TruncateTail(strings.Join(parts, dot), max(w-2, 1), look.Glyphs.Ellipsis)
	}
	return append(s.who(w),
		fit(look.Strong.Render(meter.Thousands(f.Started)+" started")),
		fit(look.Text.Render(meter.Thousands(f.Automated())+" automated"), look.Text.Render(meter.Thousands(f.Transferred())+" to agents")),
		fit(look.Text.Render(meter.Thousands(f.KIQ)+" KIQ"), s.satisfaction(f)),
		fit(look.Muted.Render(meter.Thousands(s.shown.Triggered)+" triggered"), look.Muted.Render(meter.Thousands(f.Joined)+" joined")))
}

// satisfaction is the mean out of 5, and of how many.
func (s *Screen) satisfaction(f *engine.Figures) string {
	look := s.styles
	mean, ok := f.Satisfaction()
	if !ok {
		return look.Muted.Render("nobody rated")
	}
	return look.Strong.Render(fmt.Sprintf("%.1f", mean)) + look.Muted.Render(" of 5 ("+meter.Thousands(f.Ratings)+")")
}

// heading is the period in the frame of the side.
func (s *Screen) heading() string {
	if s.shown == nil {
		return ""
	}
	return periodTitle(s.shown.Period)
}

// periodTitle names a period: a month, or its days.
func periodTitle(p meter.Period) string {
	first, last := p.First.Date(), (p.After - 1).Date()
	switch {
	case p == meter.MonthOf(p.First):
		return first.Format("January 2006")
	case first == last:
		return first.Format("2 January 2006")
	case first.Year() != last.Year():
		return first.Format("2 Jan 2006") + " to " + last.Format("2 Jan 2006")
	}
	return first.Format("2 Jan") + " to " + last.Format("2 Jan 2006")
}

// para wraps words below each other, one blank from the edge.
func (s *Screen) para(w int, render func(...string) string, text string) []string {
	var out []string
	for _, l := range canvas.Wrap(canvas.Sanitize(text), max(w-2, 1)) {
		out = append(out, " "+render(l))
	}
	return out
}

// notCounted says why there are no figures.
func (s *Screen) notCounted(w int) []string {
	if s.problem != "" {
		return s.para(w, s.styles.Error.Render, "Not counted: "+s.problem)
	}
	return s.para(w, s.styles.Muted.Render, "Counting"+s.styles.Glyphs.Ellipsis)
}
