package versions

import (
	"slices"
	"strings"

	"parley/engine/compare"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
)

// besideWidth is the width from which before and after stand side by side,
// datedWidth that from which their times are told, and mostLines how much of
// either is shown of one difference.
const (
	besideWidth = 56
	datedWidth  = 76
	mostLines   = 16
)

// differenceList is the differences, for the list.
type differenceList struct{ p *pages }

func (x differenceList) Len() int            { return len(x.p.all) }
func (x differenceList) Text(i int) string   { return x.p.all[i].String() }
func (x differenceList) Disabled(int) string { return "" }

// Lines draws a difference: the place, where it is another than the one above;
// what happened; before and after. A bar marks the selected one.
func (x differenceList) Lines(i int, st list.State) []string {
	p := x.p
	return p.barred(p.drawn[0].kept(i, st.Width, func(w int) []string { return p.difference(i, w) }), i == 0 || p.all[i].Place != p.all[i-1].Place, st.Selected)
}

// barWidth is the bar of what is selected, and a blank.
const barWidth = 2

// kept has an item drawn once for a width.
func (d *drawings) kept(i, width int, draw func(w int) []string) []string {
	if d.width != width || d.lines == nil {
		*d = drawings{width, map[int][]string{}}
	}
	if known, ok := d.lines[i]; ok {
		return known
	}
	if len(d.lines) > 2000 {
		clear(d.lines)
	}
	lines := draw(max(width-barWidth, 1))
	d.lines[i] = lines
	return lines
}

// barred puts the bar before the lines of an item; a heading above it stays without.
func (p *pages) barred(lines []string, headed, selected bool) []string {
	look := p.screen.styles
	bar := "  "
	if selected {
		ink := look.Muted
		if p.screen.focus == 1 {
			ink = look.Accent
		}
		bar = ink.Render(look.Glyphs.Border.Thumb) + " "
	}
	out := make([]string, len(lines))
	for n, l := range lines {
		switch {
		case l == "" && (n == 0 || n == len(lines)-1), headed && n == 0:
			out[n] = "  " + l
		default:
			out[n] = bar + l
		}
	}
	return out
}

// head names both sides above their columns.
func (p *pages) head(w int) []string {
	look, s := p.screen.styles, p.screen
	rule := look.Border.Render(strings.Repeat(look.Glyphs.Rule, w))
	before, after := look.Heading.Render(upper(s.name(p.a))), look.Heading.Render(upper(s.name(p.b)))
	if v, ok := s.version(p.a); ok && w >= datedWidth {
		before += look.Muted.Render("  " + when(v.At, s.desk.Now()))
	}
	if v, ok := s.version(p.b); ok && w >= datedWidth {
		after += look.Muted.Render("  " + when(v.At, s.desk.Now()))
	}
	if col := columnWidth(w - barWidth); col > 0 {
		return []string{"    " + canvas.FitLine(before, col-gutter) + look.Border.Render(" "+look.Glyphs.Border.Left+" ") + "  " + after, rule}
	}
	return []string{"  " + p.mark(compare.Gone) + " " + before + "   " + p.mark(compare.New) + " " + after, rule}
}

// columnWidth is the width of each of two columns, 0 where they stand one below the other.
func columnWidth(w int) int {
	if w < besideWidth {
		return 0
	}
	return (w - 3) / 2
}

// gutter is the mark before a line of a column, and a blank.
const gutter = 2

// difference draws one difference.
func (p *pages) difference(i, w int) []string {
	look, d := p.screen.styles, p.all[i]
	var out []string
	if i == 0 || d.Place != p.all[i-1].Place {
		out = append(out, p.place(d.Place, w))
	}
	what, columns := d.Brief, true
	if d.Act == compare.Moved || len(d.Words) == 0 {
		what, columns = d.What, false
	}
	for n, l := range canvas.Wrap(canvas.OneLine(what), max(w-2, 1)) {
		mark := "  "
		if n == 0 {
			mark = p.act(d.Act) + " "
		}
		out = append(out, mark+look.Muted.Render(l))
	}
	if columns {
		out = append(out, p.columns(d, w)...)
	}
	return append(out, "")
}

// place draws the heading of a place: its dialog strong, then the way to it, of
// which the middle is left out where there is too little room.
func (p *pages) place(place string, w int) string {
	look := p.screen.styles
	parts := strings.Split(canvas.OneLine(place), " › ")
	between := look.Muted.Render(" " + look.Glyphs.Here + " ")
	draw := func() string {
		out := look.Strong.Render(parts[0])
		for _, part := range parts[1:] {
			out += between + look.Text.Render(part)
		}
		return out
	}
	for len(parts) > 2 && canvas.Width(draw()) > w {
		if parts[1] != look.Glyphs.Ellipsis {
			parts[1] = look.Glyphs.Ellipsis
		} else if len(parts) > 3 {
			parts = slices.Delete(parts, 2, 3)
		} else {
			break
		}
	}
	return canvas.TruncateTail(draw(), w, look.Glyphs.Ellipsis)
}

// act is the mark of what happened, in colour and shape.
func (p *pages) act(a compare.Act) string {
	look := p.screen.styles
	switch a {
	case compare.Added:
		return look.Success.Render("+")
	case compare.Removed:
		return look.Error.Render("-")
	case compare.Moved:
		return look.Accent.Render(canvas.TruncateTail(look.Glyphs.To, 1, ""))
	}
	return look.Warning.Render("~")
}

func (p *pages) mark(op compare.Op) string {
	if op == compare.Gone {
		return p.screen.styles.Error.Render("-")
	}
	return p.screen.styles.Success.Render("+")
}

// columns draws what stood there and what stands there: side by side, or one
// below the other where there is too little room.
func (p *pages) columns(d compare.Difference, w int) []string {
	look := p.screen.styles
	col := columnWidth(w)
	if col == 0 {
		room := max(w-2-gutter, 1)
		out := p.column(d, compare.Gone, room)
		return indented(append(out, p.column(d, compare.New, room)...), 2)
	}
	before, after := p.column(d, compare.Gone, max(col-2-gutter, 1)), p.column(d, compare.New, max(w-col-3-gutter, 1))
	between := look.Border.Render(" " + look.Glyphs.Border.Left + " ")
	out := make([]string, max(len(before), len(after)))
	for n := range out {
		left, right := "", ""
		if n < len(before) {
			left = before[n]
		}
		if n < len(after) {
			right = after[n]
		}
		out[n] = canvas.Concat(canvas.FitLine("  "+left, col), between, right)
	}
	return out
}

func indented(lines []string, n int) []string {
	for i := range lines {
		lines[i] = canvas.Spaces(n) + lines[i]
	}
	return lines
}

// column draws one side of a difference: the words that are only there are
// marked, and so are the lines with such words.
func (p *pages) column(d compare.Difference, op compare.Op, w int) []string {
	look := p.screen.styles
	spans := d.Before()
	if op == compare.New {
		spans = d.After()
	}
	if len(spans) == 0 {
		if d.Act != compare.Changed {
			return nil
		}
		return []string{"  " + look.Placeholder.Render("nothing")}
	}
	whole := len(spans) == 1 && spans[0].Op == op
	var out []string
	for _, line := range splitLines(spans) {
		out = append(out, p.columnLine(line, op, whole, w)...)
	}
	if more := len(out) - mostLines; more > 1 {
		out = append(out[:mostLines], "  "+look.Muted.Render(look.Glyphs.Ellipsis+" "+plural(more, "more line")))
	}
	return out
}

// columnLine draws one line of a text, wrapped, below its own indentation.
func (p *pages) columnLine(line []compare.Span, op compare.Op, whole bool, w int) []string {
	pad := 0
	if len(line) > 0 {
		pad = len(line[0].Text) - len(strings.TrimLeft(line[0].Text, " "))
		pad = min(pad, w/2)
		line[0].Text = line[0].Text[pad:]
	}
	var b strings.Builder
	changed := false
	for _, s := range line {
		changed = changed || s.Op == op
		b.WriteString(p.span(s, whole))
	}
	mark := "  "
	if changed {
		mark = p.mark(op) + " "
	}
	var out []string
	for _, l := range canvas.Wrap(b.String(), max(w-pad, 1)) {
		out = append(out, mark+canvas.Spaces(pad)+l)
	}
	if len(out) == 0 {
		out = []string{mark}
	}
	return out
}

// span draws a part of a text; where no colours are, marks stand around words
// that changed within a line.
func (p *pages) span(s compare.Span, whole bool) string {
	look := p.screen.styles
	text := canvas.Drawable(s.Text)
	if s.Op == compare.Same {
		return look.Text.Render(text)
	}
	ink, on, off := look.Error, "[-", "-]"
	if s.Op == compare.New {
		ink, on, off = look.Success, "{+", "+}"
	}
	switch {
	case whole:
		return ink.Render(text)
	case look.NoColor:
		return look.Strong.Render(on + text + off)
	case s.Op == compare.Gone:
		return styles.With(ink.Style.Strikethrough(true)).Render(text)
	}
	return styles.With(ink.Style.Underline(true)).Render(text)
}

// splitLines cuts spans at line ends.
func splitLines(spans []compare.Span) [][]compare.Span {
	out := [][]compare.Span{nil}
	for _, s := range spans {
		for n, part := range strings.Split(s.Text, "\n") {
			if n > 0 {
				out = append(out, nil)
			}
			if part != "" {
				last := len(out) - 1
				out[last] = append(out[last], compare.Span{Op: s.Op, Text: part})
			}
		}
	}
	return out
}
