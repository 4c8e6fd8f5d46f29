package report

import (
	"strconv"

	"parley/engine/meter"
	"parley/engine/model"
	engine "parley/engine/report"
	"parley/engine/session"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/chart"
	"parley/ui/kit/styles"
)

// chosenTitle names what the middle shows.
func (s *Screen) chosenTitle() string {
	if t := s.table(); t != nil {
		return canvas.OneLine(t.Name)
	}
	return "Overview"
}

// drawn are the lines of the middle, kept as long as nothing they are made of changes.
type drawn struct {
	of     *desk.Reported
	styles *styles.Styles
	chosen int
	weekly bool
	w, h   int
	lines  []string
}

// figures draws the overview, or the grouping that is chosen, where it is not drawn yet.
func (s *Screen) figures(w, h int) []string {
	now := drawn{of: s.shown, styles: s.styles, chosen: s.chosen, weekly: s.weekly, w: w, h: h}
	if k := &s.drawn; s.problem != "" || k.lines == nil || k.of != now.of || k.styles != now.styles || k.chosen != now.chosen || k.weekly != now.weekly || k.w != w || k.h != h {
		now.lines = s.drawFigures(w, h)
		s.drawn = now
	}
	return s.drawn.lines
}

// drawFigures draws the overview, or the grouping that is chosen.
func (s *Screen) drawFigures(w, h int) []string {
	switch {
	case s.shown == nil:
		return s.notCounted(w)
	case s.problem != "":
		return append(s.notCounted(w), s.overview(w, h)...)
	case s.empty():
		return s.nothing(w)
	}
	if t := s.table(); t != nil {
		return s.grouping(t, w, h)
	}
	return s.overview(w, h)
}

// nothing says what belongs here while nothing was started in the period.
func (s *Screen) nothing(w int) []string {
	look := s.styles
	what, from := "live", "What customers talk with published assistants is counted here: what became of it, what was kept from agents, how it was rated. Previews and tests never are."
	if s.shown.About.Simulated {
		what, from = "simulated", "A simulation that is saved makes some."
	}
	lines := s.para(w, look.Text.Render, "No "+what+" conversation was started in "+periodTitle(s.shown.Period)+".")
	lines = append(lines, s.para(w, look.Muted.Render, from)...)
	if n := s.shown.Triggered; n > 0 {
		lines = append(lines, s.para(w, look.Muted.Render, "Chats opened "+meter.Thousands(n)+" times, and nobody wrote or pressed anything.")...)
	}
	lines = append(lines, "")
	hint := func(key, does string) {
		lines = append(lines, " "+look.Key.Render(key)+look.KeyLabel.Render(" "+does))
	}
	hint("2", "Build: L in its preview talks live")
	hint("ctrl+k", "simulates a month of traffic")
	hint("p", "chooses another period")
	hint("[", "looks at the one before")
	if s.about.assistant != "" {
		hint("a", "looks at all assistants")
	}
	if s.shown.HasSimulated && !s.about.simulated {
		hint("m", "looks at the simulated ones")
	}
	return lines
}

// roomyChart is the height of the pane from which charts are higher.
const roomyChart = 48

// overview draws the weeks and the days.
func (s *Screen) overview(w, h int) []string {
	height := 9
	if h >= roomyChart {
		height = 13
	}
	breakdown := chart.Columns{Series: []string{"transferred", "abandoned", "ended", "running"}}
	counted := chart.Columns{}
	for i := range s.shown.Weeks {
		x := &s.shown.Weeks[i]
		label := x.First.Date().Format("2 Jan")
		breakdown.Points = append(breakdown.Points, chart.Point{Label: label, Values: []float64{float64(x.Transferred()),
			float64(x.Statuses[session.Abandoned]), float64(x.Statuses[session.Ended]), float64(x.Statuses[session.Running])}})
		counted.Points = append(counted.Points, chart.Point{Label: label, Value: float64(x.KIQ)})
	}
	lines := s.stacked("Weekly breakdown", breakdown, w, height+2)
	lines = append(lines, s.chart("Weekly KIQ Conversations", counted, w, height-2)...)
	return append(lines, s.days(w)...)
}

// fewWeeks is up to how many weeks lie below each other, where the parts of a
// bar show more exactly than in a column.
const fewWeeks = 9

// stacked draws weeks of several series: few as bars, many as columns.
func (s *Screen) stacked(title string, c chart.Columns, w, height int) []string {
	if len(c.Points) > fewWeeks {
		return s.chart(title, c, w, height)
	}
	lines := []string{" " + s.styles.Heading.Render(title)}
	for _, l := range canvas.Lines(chart.Bars(c.Points, max(w-2, 1), len(c.Points), s.styles, nil)) {
		lines = append(lines, " "+l)
	}
	if len(c.Series) > 0 {
		lines = append(lines, " "+chart.Legend(c.Series, max(w-2, 1), s.styles))
	}
	return append(lines, "")
}

// chart draws a chart under its heading.
func (s *Screen) chart(title string, c chart.Columns, w, height int) []string {
	lines := []string{" " + s.styles.Heading.Render(title)}
	for _, l := range canvas.Lines(c.Draw(max(w-2, 1), height, s.styles)) {
		lines = append(lines, " "+l)
	}
	return append(lines, "")
}

// Widths of the table of days.
const (
	dayWidth   = 10 // such as Mon 23 Feb
	countWidth = 9
)

// days draws the table of daily KIQ Conversations, with as many assistants as
// there is room for.
func (s *Screen) days(w int) []string {
	look := s.styles
	lines := []string{" " + look.Heading.Render("KIQ Conversations by day")}
	if len(s.shown.Daily) == 0 {
		return append(lines, " "+look.Muted.Render("none yet"))
	}
	t := s.shown.Days(max((w-2-dayWidth-countWidth)/countWidth, 1))
	var heads []string
	for _, id := range t.Assistants {
		heads = append(heads, canvas.OneLine(s.desk.NameOf(id)))
	}
	if t.Others > 0 {
		heads = append(heads, strconv.Itoa(t.Others)+" others")
	}
	line := canvas.Spaces(dayWidth)
	for _, head := range append(heads, "all") {
		line += canvas.Align(" "+canvas.TruncateTail(head, countWidth-1, look.Glyphs.Ellipsis), countWidth, 2)
	}
	lines = append(lines, " "+look.Muted.Render(line))
	for _, row := range t.Rows {
		line := look.Muted.Render(canvas.FitLine(row.Day.Date().Format("Mon 2 Jan"), dayWidth))
		for _, n := range row.KIQ {
			line += look.Text.Render(canvas.Align(meter.Thousands(n), countWidth, 2))
		}
		lines = append(lines, " "+line+look.Strong.Render(canvas.Align(meter.Thousands(row.Total), countWidth, 2)))
	}
	return lines
}

// grouping draws the groups, or their weeks.
func (s *Screen) grouping(t *engine.Table, w, h int) []string {
	switch {
	case len(t.Rows) == 0:
		return s.para(w, s.styles.Muted.Render, map[engine.Only]string{
			engine.OnlyTransferred: "Nothing was transferred in this period.", engine.OnlyMissed: "Nothing was missed in this period.",
			engine.OnlyRated: "Nobody rated in this period: the survey is switched on in the settings of an assistant."}[t.Only])
	case s.weekly:
		return append(s.weeks(t, w, h), s.furtherGroups(t, w)...)
	}
	return append(s.groups(t, w), s.furtherGroups(t, w)...)
}

// mostGroups is how many groups are drawn, those with most conversations: whoever
// groups by an e-mail address has as many groups as conversations.
const mostGroups = 200

// rowsOf are the groups that are drawn.
func rowsOf(t *engine.Table) []engine.Row { return t.Rows[:min(len(t.Rows), mostGroups)] }

// furtherGroups says how many groups are not drawn.
func (s *Screen) furtherGroups(t *engine.Table, w int) []string {
	n := len(t.Rows) - mostGroups
	if n <= 0 {
		return nil
	}
	return append([]string{""}, s.para(w, s.styles.Muted.Render, meter.Thousands(n)+" more groups are smaller: parley report --by "+t.Key+" lists them all.")...)
}

// valueName is what a group is called.
func (s *Screen) valueName(t *engine.Table, value string) string {
	if t.By == engine.ByAssistant && value != "" {
		value = s.desk.NameOf(model.AssistantID(value))
	}
	if value = canvas.OneLine(value); value == "" {
		return "none"
	}
	return value
}
