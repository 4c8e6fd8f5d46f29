package list

import (
	"strings"

	"parley/ui/kit/canvas"
)

func (m *Model) width() int {
	if m.opt.NoMarker {
		return m.w
	}
	return max(m.w-1, 0)
}

func (m *Model) filterShown() bool { return m.h > 1 && (m.filter.open || m.filter.text != "") }

func (m *Model) bodyHeight() int {
	if m.filterShown() {
		return m.h - 1
	}
	return m.h
}

func (m *Model) lines(at int) []string {
	i := m.filter.index(at)
	lines := m.src.Lines(i, State{Width: m.width(), Selected: at == m.sel, Focused: m.focused, Match: m.filter.match(m.src.Text(i))})
	if len(lines) == 0 {
		return []string{""}
	}
	return lines
}

func (m *Model) height(at int) int { return len(m.lines(at)) }

// moreBelow tells whether something lies below the view; it looks at no more items than fit.
func (m *Model) moreBelow() bool {
	n := -m.skip
	for at := m.top; at < m.Len(); at++ {
		if n += m.height(at); n > m.bodyHeight() {
			return true
		}
	}
	return false
}

// reveal scrolls so that the selected item is shown and no line is wasted below the last one.
func (m *Model) reveal() {
	m.ok = false
	n, h := m.Len(), m.bodyHeight()
	if n == 0 {
		m.sel, m.top, m.skip = 0, 0, 0
		return
	}
	m.sel = min(max(m.sel, 0), n-1)
	m.top = min(max(m.top, 0), n-1)
	if m.sel < m.top || m.sel == m.top {
		m.top, m.skip = m.sel, 0
	}
	if m.sel-m.top >= h {
		m.fromBottom(m.sel, h)
		return
	}
	used := -m.skip
	for at := m.top; at <= m.sel; at++ {
		used += m.height(at)
	}
	if used > h {
		m.fromBottom(m.sel, h)
		return
	}
	for at := m.sel + 1; at < n && used < h; at++ {
		used += m.height(at)
	}
	if used < h {
		m.fromBottom(n-1, h)
	}
}

// fromBottom shows an item at the lower end of the view, or from its first line where it is taller.
func (m *Model) fromBottom(at, h int) {
	m.top, m.skip = at, 0
	used := m.height(at)
	for used < h && m.top > 0 {
		m.top--
		used += m.height(m.top)
	}
	if used > h && m.top < at {
		m.skip = used - h
	}
}

// View draws exactly w×h cells.
func (m *Model) View() string {
	if m.ok {
		return m.view
	}
	m.view, m.ok = m.draw(), true
	return m.view
}

func (m *Model) draw() string {
	out := make([]string, 0, m.h)
	m.rows = m.rows[:0]
	if m.filterShown() {
		out = append(out, m.filterLine())
		m.rows = append(m.rows, -1)
	}
	if m.Len() == 0 {
		return canvas.FitLines(append(out, m.empty()...), m.w, m.h)
	}
	for at := m.top; at < m.Len() && len(out) < m.h; at++ {
		lines := m.lines(at)
		if at == m.top {
			lines = lines[min(m.skip, len(lines)-1):]
		}
		for i, l := range lines {
			if len(out) == m.h {
				break
			}
			out = append(out, m.row(l, at, at == m.top && m.skip > 0 || i > 0))
			m.rows = append(m.rows, at)
		}
	}
	return canvas.FitLines(out, m.w, m.h)
}

// row draws one line of an item with the selection mark.
func (m *Model) row(line string, at int, further bool) string {
	selected := at == m.sel
	if !m.opt.NoMarker {
		mark := " "
		if selected && !further {
			mark = m.st.Accent.Render(m.st.Glyphs.Here)
		}
		line = canvas.Concat(mark, canvas.FitLine(line, m.width()))
	}
	if selected && m.focused {
		return m.st.Selection.FillLine(line, m.w)
	}
	return canvas.FitLine(line, m.w)
}

func (m *Model) filterLine() string {
	prompt := m.st.Accent.Render("/") + " "
	if m.opt.AlwaysFilter {
		prompt = m.st.Accent.Render(m.st.Glyphs.Prompt) + " "
	}
	if !m.filter.open { // what it is filtered by stays in sight, without a cursor
		return canvas.FitLine(prompt+m.st.Text.Render(canvas.OneLine(m.filter.text)), m.w)
	}
	return canvas.FitLine(prompt+m.query.View(m.w-canvas.Width(prompt)), m.w)
}

func (m *Model) empty() []string {
	text := m.opt.Empty
	if m.filter.text != "" {
		text = "Nothing matches “" + canvas.OneLine(m.filter.text) + "”; esc clears the filter."
		if m.st.Glyphs.Name == "ascii" {
			text = strings.NewReplacer("“", `"`, "”", `"`).Replace(text)
		}
	}
	var out []string
	for _, l := range canvas.Wrap(canvas.Drawable(text), max(m.w-2, 1)) {
		out = append(out, " "+m.st.Muted.Render(l))
	}
	return out
}
