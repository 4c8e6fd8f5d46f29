package report

import (
	"fmt"

	"parley/engine/meter"
	"parley/engine/session"
	"parley/ui/kit/canvas"
)

// boxWidth is how wide the box of a status is.
const boxWidth = 19

// diagram draws the assistant statuses as boxes with how many conversations are
// in each now, and the ways between them with how many took each.
func (s *Screen) diagram(w int) []string {
	if s.shown == nil {
		return s.notCounted(w)
	}
	labels := 1
	for _, e := range s.shown.Edges {
		labels = max(labels, len(meter.Thousands(e.Count)))
	}
	lines := s.box(session.Running, 1)
	leaves := []session.Status{session.Ended, session.Abandoned, session.Interrupted, session.Transferred}
	for i, to := range leaves {
		lines = append(lines, s.branch(to, labels, i == len(leaves)-1)...)
	}
	indent := canvas.Spaces(1 + labels + branchWidth)
	look := s.styles
	missed := look.Text.Render(meter.Thousands(s.edge(session.Transferred, session.Missed)))
	lines = append(lines, indent+"  "+look.Muted.Render(look.Glyphs.Down)+" "+missed)
	for _, l := range s.box(session.Missed, 0) {
		lines = append(lines, indent+l)
	}
	for i, l := range lines {
		lines[i] = canvas.FitLine(canvas.TruncateTail(l, w, look.Glyphs.Ellipsis), w)
	}
	return append(lines, s.explained(w)...)
}

// branchWidth is what a way to a status takes besides its count: the trunk, a
// line on either side of the count, the arrow, and blanks.
const branchWidth = 6

// branch draws the way from Running to a status, and its box.
func (s *Screen) branch(to session.Status, labels int, last bool) []string {
	look := s.styles
	b := look.Glyphs.Border
	trunk, corner := b.Left, "├"
	if last {
		corner = b.BottomLeft
	}
	if look.Glyphs.Name == "ascii" {
		corner = "+"
	}
	below := trunk
	if last {
		below = " "
	}
	count := canvas.Align(meter.Thousands(s.edge(session.Running, to)), labels, 2)
	blank := canvas.Spaces(labels + branchWidth - 1)
	box := s.box(to, 0)
	return []string{
		" " + look.Muted.Render(trunk) + blank + box[0],
		" " + look.Muted.Render(corner+b.Top+" ") + look.Text.Render(count) + look.Muted.Render(" "+look.Glyphs.Here+" ") + box[1],
		" " + look.Muted.Render(below) + blank + box[2],
	}
}

// box draws a status and how many are in it now, so many blanks from the edge.
func (s *Screen) box(status session.Status, indent int) []string {
	look, f := s.styles, &s.shown.Total
	n := f.Statuses[status]
	text := " " + look.Strong.Render(meter.Thousands(n))
	if f.Started > 0 {
		text = canvas.Spread(text, look.Muted.Render(fmt.Sprintf("%d %% ", (200*n+f.Started)/(2*f.Started))), boxWidth-2)
	}
	name := status.String()
	frame := canvas.Frame{Border: look.Glyphs.Border, Title: string(name[0]-'a'+'A') + name[1:], Ink: look.Muted.Ink, TitleInk: s.statusInk(status)}
	lines := canvas.Lines(frame.Draw(text, boxWidth, 3))
	for i := range lines {
		lines[i] = canvas.Spaces(indent) + lines[i]
	}
	return lines
}

// statusInk is the colour of a status in the weekly breakdown.
func (s *Screen) statusInk(status session.Status) canvas.Ink {
	series := map[session.Status]int{session.Abandoned: 1, session.Ended: 2, session.Running: 3}[status] // else it went to agents
	return s.styles.Series(series).Ink
}

// edge is how many conversations went from a status to another.
func (s *Screen) edge(from, to session.Status) int {
	for _, e := range s.shown.Edges {
		if e.From == from && e.To == to {
			return e.Count
		}
	}
	return 0
}

// explained says how to read the diagram.
func (s *Screen) explained(w int) []string {
	lines := append([]string{""}, s.para(w, s.styles.Muted.Render, "In the boxes: how many are there now. On the ways: how many went that way. Nothing leaves Ended, Missed or Interrupted.")...)
	return lines
}
