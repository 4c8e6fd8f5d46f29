package form

import (
	"strings"

	"parley/ui/kit/canvas"
)

// mostLines is how high a text of several lines grows in the form before it scrolls.
const mostLines = 8

// View draws exactly w×h cells.
func (m *Model) View() string {
	if m.ok {
		return m.view
	}
	m.view, m.ok = m.draw(), true
	return m.view
}

func (m *Model) draw() string {
	var lines []string
	var owner []int
	from, to := 0, 0
	for i := range m.fields {
		part := m.field(i)
		if i == m.at {
			from, to = len(lines), len(lines)+len(part)
		}
		lines = append(lines, part...)
		for range part {
			owner = append(owner, i)
		}
	}
	if to > m.top+m.h {
		m.top = to - m.h
	}
	if from < m.top {
		m.top = from
	}
	m.top = max(min(m.top, len(lines)-m.h), 0)
	end := min(m.top+m.h, len(lines))
	m.rows = owner[m.top:end]
	return canvas.FitLines(lines[m.top:end], m.w, m.h)
}

// Scroll tells which lines are shown, for a scrollbar.
func (m *Model) Scroll() canvas.Scroll {
	m.View()
	total := 0
	for i := range m.fields {
		total += len(m.field(i))
	}
	return canvas.Scroll{Top: m.top, Shown: m.h, Total: total}
}

// labelWidth is the column of the labels: as wide as the widest, at most a third; 0 puts labels above values.
func (m *Model) labelWidth() int {
	if m.w < 36 {
		return 0
	}
	n := 0
	for _, f := range m.fields {
		if f.Kind != Note {
			n = max(n, canvas.Width(canvas.OneLine(f.Label)))
		}
	}
	return min(n, m.w/3)
}

// field draws one field: label, value, then hint and error below the value.
func (m *Model) field(i int) []string {
	f, st := m.fields[i], m.st
	if f.Kind == Note {
		return m.note(f)
	}
	here := i == m.at && m.focused
	mark, ink := " ", st.Muted
	if here {
		mark, ink = st.Accent.Render(st.Glyphs.Here), st.Accent
	}
	lw := m.labelWidth()
	indent := 1
	if lw > 0 {
		indent = lw + 3
	}
	room := max(m.w-indent, 1)
	label := ink.Render(canvas.TruncateTail(canvas.OneLine(f.Label), max(m.w-1, 0), st.Glyphs.Ellipsis))
	var out []string
	value := m.value(f, i, room)
	if lw > 0 {
		label = ink.Render(canvas.FitLine(canvas.TruncateTail(canvas.OneLine(f.Label), lw, st.Glyphs.Ellipsis), lw))
		out = append(out, canvas.Concat(mark, label, "  ", value[0]))
		value = value[1:]
	} else {
		out = append(out, canvas.Concat(mark, label))
	}
	pad := canvas.Spaces(indent)
	for _, v := range value {
		out = append(out, canvas.Concat(pad, v))
	}
	problem := f.Error
	if i == m.at && m.bad != "" {
		problem = m.bad
	}
	for _, l := range below(problem, room) {
		out = append(out, pad+st.Error.Render(l))
	}
	hint := f.Hint
	if f.Disabled != "" {
		hint = f.Disabled
	}
	if here || f.Disabled != "" && problem == "" {
		for _, l := range below(hint, room) {
			out = append(out, pad+st.Muted.Render(l))
		}
	}
	return out
}

func below(text string, w int) []string {
	if text == "" {
		return nil
	}
	return canvas.Wrap(canvas.Drawable(text), w)
}

func (m *Model) note(f Field) []string {
	var out []string
	if f.Label != "" {
		out = append(out, canvas.Truncate(" "+m.st.Heading.Render(canvas.OneLine(f.Label)), m.w))
	}
	for _, l := range below(f.Value, max(m.w-1, 1)) {
		out = append(out, " "+m.st.Muted.Render(l))
	}
	if len(out) == 0 {
		out = append(out, "")
	}
	return out
}

// value draws a field's value in at least one line of at most room cells.
func (m *Model) value(f Field, i, room int) []string {
	st := m.st
	if i == m.at && m.edit != nil {
		h := 1
		if f.Kind == Text {
			h = max(min(m.edit.Height(room, mostLines), m.h-2), 2)
		}
		m.edit.SetSize(room, h)
		return canvas.Lines(m.edit.View())
	}
	ink := st.Text
	if f.Disabled != "" {
		ink = st.Disabled
	}
	cut := func(s string) string { return canvas.TruncateTail(s, room, st.Glyphs.Ellipsis) }
	switch f.Kind {
	case Toggle:
		if f.Value == "true" {
			return []string{cut(ink.Render(st.Glyphs.Ticked + " yes"))}
		}
		return []string{cut(ink.Render(st.Glyphs.Unticked + " no"))}
	case Choice:
		name := f.Value
		for _, o := range f.Options {
			if o.ID == f.Value {
				name = o.Label
				if name == "" {
					name = o.ID
				}
			}
		}
		if name == "" {
			return []string{cut(st.Placeholder.Render(orElse(f.Placeholder, "choose")))}
		}
		return []string{cut(ink.Render(canvas.OneLine(name)) + " " + st.Muted.Render(st.Glyphs.Down))}
	}
	if f.Value == "" {
		return []string{cut(st.Placeholder.Render(canvas.OneLine(orElse(f.Placeholder, "empty"))))}
	}
	if f.Kind != Text {
		return []string{cut(ink.Render(canvas.OneLine(f.typed())))}
	}
	return m.preview(f.Value, room, func(l string) string { return ink.Render(l) })
}

// preview is the first lines of a long text that is not being edited.
func (m *Model) preview(text string, room int, ink func(string) string) []string {
	const most = 4
	if n := room * (most + 1) * 4; len(text) > n {
		text = strings.ToValidUTF8(text[:n], "")
	}
	lines := canvas.Wrap(canvas.Drawable(text), room)
	more := len(lines) > most
	lines = lines[:min(len(lines), most)]
	for i, l := range lines {
		if more && i == most-1 {
			l = canvas.TruncateTail(l, room-1, "") + m.st.Glyphs.Ellipsis
		}
		lines[i] = ink(l)
	}
	return lines
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
