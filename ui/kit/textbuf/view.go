package textbuf

import (
	"strings"

	"parley/ui/kit/canvas"
)

// scroller is what is shown: from visual line sub of logical line top on; in a single line from cell left on.
type scroller struct {
	top, sub, left int
}

func (s *scroller) clamp(b *buffer) {
	if s.top >= len(b.lines) {
		s.top, s.sub = len(b.lines)-1, 0
	}
}

// room is the cells a visual line may fill: one is kept for the cursor at its end.
func (m *Model) room() int { return max(m.w-1, 1) }

// breaks are the soft breaks of a line at the current width.
func (m *Model) softBreaks(row int) []int {
	l := &m.buf.lines[row]
	if room := m.room(); l.width != room {
		l.breaks, l.width = softBreaks(l.text, room), room
	}
	return l.breaks
}

// segment is the bytes of one visual line.
func (m *Model) segment(row, sub int) (from, to int) {
	br := m.softBreaks(row)
	sub = min(sub, len(br))
	to = len(m.buf.text(row))
	if sub > 0 {
		from = br[sub-1]
	}
	if sub < len(br) {
		to = br[sub]
	}
	return from, to
}

// subOf is the visual line within its logical line a byte stands on.
func (m *Model) subOf(p place) int {
	n := 0
	for _, at := range m.softBreaks(p.row) {
		if p.col < at {
			break
		}
		n++
	}
	return n
}

func (m *Model) visualHome() place {
	if m.opt.Single {
		return place{m.cursor.row, 0}
	}
	from, _ := m.segment(m.cursor.row, m.subOf(m.cursor))
	return place{m.cursor.row, from}
}

func (m *Model) visualEnd() place {
	row := m.cursor.row
	if m.opt.Single {
		return place{row, len(m.buf.text(row))}
	}
	return place{row, m.lastIn(row, m.subOf(m.cursor))}
}

// lastIn is the last byte the cursor can stand on in a visual line: its end, or before its last character where the end
// already belongs to the next visual line.
func (m *Model) lastIn(row, sub int) int {
	from, to := m.segment(row, sub)
	if sub < len(m.softBreaks(row)) {
		return max(clusterBefore(m.buf.text(row), to), from)
	}
	return to
}

// step goes n visual lines from one, within the text.
func (m *Model) step(row, sub, n int) (int, int) {
	for ; n > 0; n-- {
		if sub < len(m.softBreaks(row)) {
			sub++
		} else if row < len(m.buf.lines)-1 {
			row, sub = row+1, 0
		} else {
			break
		}
	}
	for ; n < 0; n++ {
		if sub > 0 {
			sub--
		} else if row > 0 {
			row--
			sub = len(m.softBreaks(row))
		} else {
			break
		}
	}
	return row, sub
}

// vertical is the place n visual lines further in the column kept; beyond the first or last line it is the end of the text.
func (m *Model) vertical(n int) place {
	row, sub := m.cursor.row, m.subOf(m.cursor)
	if m.goal < 0 {
		from, _ := m.segment(row, sub)
		m.goal = widthOf(m.buf.text(row), from, m.cursor.col, m.room())
	}
	r, s := m.step(row, sub, n)
	if r == row && s == sub {
		if n < 0 {
			return place{r, 0}
		}
		return m.buf.end()
	}
	return m.column(r, s, m.goal)
}

// column is the place in a visual line at or before a cell.
func (m *Model) column(row, sub, x int) place {
	from, _ := m.segment(row, sub)
	last := m.lastIn(row, sub)
	t := m.buf.text(row)
	at, w := from, 0
	for at < last {
		end, _, cw := cell(t, at, m.room())
		if w+cw > x {
			break
		}
		w += cw
		at = end
	}
	return place{row, at}
}

// at is the place drawn at a cell of the view.
func (m *Model) at(x, y int) place {
	if m.opt.Single {
		t, w := m.buf.text(m.cursor.row), 0
		for i := 0; i < len(t); {
			end, _, cw := cell(t, i, m.room())
			if w+cw > x+m.scroll.left {
				return place{m.cursor.row, i}
			}
			w += cw
			i = end
		}
		return place{m.cursor.row, len(t)}
	}
	row, sub := m.step(m.scroll.top, m.scroll.sub, max(y, 0))
	return m.column(row, sub, x)
}

// reveal scrolls so that the cursor is shown and no line is wasted below the text. It looks at no more lines than fit.
func (m *Model) reveal() {
	m.viewOK = false
	if m.opt.Single {
		line := m.buf.text(m.cursor.row)
		x := widthOf(line, 0, m.cursor.col, m.room())
		all := x + widthOf(line, m.cursor.col, len(line), m.room())
		m.scroll.left = max(min(m.scroll.left, x, max(all-m.w+1, 0)), x-m.w+1, 0)
		return
	}
	s := &m.scroll
	row, sub := m.cursor.row, m.subOf(m.cursor)
	s.sub = min(s.sub, len(m.softBreaks(s.top)))
	if row < s.top || row == s.top && sub < s.sub {
		s.top, s.sub = row, sub
	} else if !m.within(row, sub) {
		s.top, s.sub = m.step(row, sub, -(m.h - 1))
	}
	m.pullDown()
}

// within tells whether a visual line is one of the h shown.
func (m *Model) within(row, sub int) bool {
	if row-m.scroll.top >= m.h {
		return false
	}
	r, s := m.step(m.scroll.top, m.scroll.sub, m.h-1)
	return row < r || row == r && sub <= s
}

// pullDown scrolls back where the text ends above the last line.
func (m *Model) pullDown() {
	s := &m.scroll
	last := len(m.buf.lines) - 1
	if last-s.top >= m.h {
		return
	}
	r, u := m.step(last, len(m.softBreaks(last)), -(m.h - 1))
	if r < s.top || r == s.top && u < s.sub {
		s.top, s.sub = r, u
	}
}

func (s *scroller) by(m *Model, n int) {
	s.top, s.sub = m.step(s.top, s.sub, n)
	m.pullDown()
}

// Scroll tells which logical lines are shown, for a scrollbar.
func (m *Model) Scroll() canvas.Scroll {
	last, _ := m.step(m.scroll.top, m.scroll.sub, m.h-1)
	shown := last - m.scroll.top + 1
	if m.scroll.top == 0 && last == len(m.buf.lines)-1 {
		return canvas.Scroll{}
	}
	return canvas.Scroll{Top: m.scroll.top, Shown: shown, Total: max(len(m.buf.lines), shown+1)}
}

// Height is how many visual lines the text takes at a width, counted up to a limit, for editors that grow with their text.
func (m *Model) Height(w, limit int) int {
	if m.opt.Single {
		return 1
	}
	n := 0
	for i := range m.buf.lines {
		if n += 1 + len(softBreaks(m.buf.lines[i].text, max(w-1, 1))); n >= limit {
			return limit
		}
	}
	return n
}

// View draws exactly w×h cells; the cursor is a cell in the cursor's ink.
func (m *Model) View() string {
	if m.viewOK {
		return m.view
	}
	m.view, m.viewOK = m.draw(), true
	return m.view
}

func (m *Model) draw() string {
	if m.buf.size == 0 && m.opt.Placeholder != "" {
		return m.placeholder()
	}
	lines := make([]string, 0, m.h)
	if m.opt.Single {
		p := painter{m: m, row: m.cursor.row, skip: m.scroll.left}
		lines = append(lines, p.line(0, len(m.buf.text(m.cursor.row)), true))
		return canvas.FitLines(lines, m.w, m.h)
	}
	row, sub := m.scroll.top, m.scroll.sub
	for len(lines) < m.h {
		from, to := m.segment(row, sub)
		last := sub == len(m.softBreaks(row))
		p := painter{m: m, row: row}
		lines = append(lines, p.line(from, to, last))
		r, s := m.step(row, sub, 1)
		if r == row && s == sub {
			break
		}
		row, sub = r, s
	}
	return canvas.FitLines(lines, m.w, m.h)
}

func (m *Model) placeholder() string {
	text := canvas.Truncate(canvas.OneLine(m.opt.Placeholder), m.w)
	if !m.focused || text == "" {
		return canvas.Fit(m.opt.Styles.Placeholder.Render(text), m.w, m.h)
	}
	end, _, _ := cell(text, 0, m.w)
	return canvas.Fit(m.opt.Styles.Cursor.Render(text[:end])+m.opt.Styles.Placeholder.Render(text[end:]), m.w, m.h)
}

// painter draws one visual line: runs of characters of the same ink, the cursor in its own.
type painter struct {
	m        *Model
	row      int
	skip     int // cells scrolled away to the left
	out, run strings.Builder
	ink      canvas.Ink
	spans    []Span
}

func (p *painter) line(from, to int, last bool) string {
	m, t := p.m, p.m.buf.text(p.row)
	if m.opt.Highlight != nil {
		p.spans = m.opt.Highlight(t)
	}
	x, seen := -p.skip, false
	for i := from; i < to && x < m.w; {
		end, draw, cw := cell(t, i, m.room())
		here := m.focused && p.row == m.cursor.row && i == m.cursor.col
		switch {
		case x >= 0 && here && x+1 >= m.w && cw > 1:
			p.put(m.opt.Styles.Cursor, "…")
		case x >= 0:
			p.put(p.inkAt(i, here), draw)
		case x+cw > 0:
			p.put(p.inkAt(i, here), canvas.Spaces(x+cw))
		}
		seen = seen || here
		x += cw
		i = end
	}
	if !seen && last && m.focused && p.row == m.cursor.row && m.cursor.col == to {
		if x >= m.w {
			p.flush()
			return canvas.Concat(canvas.FitLine(p.out.String(), m.w-1), m.opt.Styles.Cursor.Render(" "))
		}
		p.put(m.opt.Styles.Cursor, " ")
	} else if last && m.marking && p.row >= 0 && p.selected(to) && x < m.w {
		p.put(m.opt.Styles.Selection, " ")
	}
	p.flush()
	return p.out.String()
}

func (p *painter) selected(col int) bool {
	if !p.m.marking {
		return false
	}
	from, to := p.m.selection()
	at := place{p.row, col}
	return !at.before(from) && at.before(to)
}

func (p *painter) inkAt(col int, cursor bool) canvas.Ink {
	if cursor {
		return p.m.opt.Styles.Cursor
	}
	if p.selected(col) {
		return p.m.opt.Styles.Selection
	}
	for len(p.spans) > 0 && p.spans[0].To <= col {
		p.spans = p.spans[1:]
	}
	if len(p.spans) > 0 && p.spans[0].From <= col {
		return p.spans[0].Ink
	}
	return p.m.opt.Styles.Text
}

func (p *painter) put(ink canvas.Ink, text string) {
	if ink != p.ink {
		p.flush()
		p.ink = ink
	}
	p.run.WriteString(text)
}

func (p *painter) flush() {
	if p.run.Len() == 0 {
		return
	}
	p.out.WriteString(p.ink.Render(p.run.String()))
	p.run.Reset()
}
