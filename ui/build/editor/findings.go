package editor

import (
	"parley/engine/model"
	"parley/ui/kit/canvas"
)

// placeFindings puts what check found below what it concerns.
func (e *Editor) placeFindings(dialog model.Path) {
	rows := e.page.rows
	below := map[int][]Finding{}
	n := 0
	for _, f := range e.state.Findings {
		if !f.Path.Below(dialog) {
			continue
		}
		best, length := 0, 0
		for i := range rows {
			if r := &rows[i]; r.stop() && len(r.path) >= length && f.Path.Below(r.path) && !(r.kind == rowAdd && f.Path != r.path) {
				best, length = i, len(r.path)
			}
		}
		below[best] = append(below[best], f)
		n++
	}
	if n == 0 {
		return
	}
	out := make([]row, 0, len(rows)+n)
	for i := range rows {
		out = append(out, rows[i])
		for _, f := range below[i] {
			out = append(out, e.note(f, &rows[i]))
		}
	}
	e.page.rows = out
}

// note draws a finding below a row.
func (e *Editor) note(f Finding, r *row) row {
	st := e.look.st
	mark, ink := st.Glyphs.Dot, st.Muted
	switch f.Severity {
	case "error":
		mark, ink = st.Glyphs.Cross, st.Error
	case "warning":
		mark, ink = st.Glyphs.Warn, st.Warning
	}
	text := ink.Render(canvas.OneLine(f.Message))
	if f.Mend != "" {
		text += "  " + st.Muted.Render(canvas.OneLine(f.Mend))
	}
	s := e.newSketch(r.lead, max(r.indent-canvas.Width(r.lead), 0))
	s.flow(ink.Render(mark)+" ", text)
	return row{kind: rowNote, path: r.path, node: r.node, step: r.step, lines: s.lines}
}
