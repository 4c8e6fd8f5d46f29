package editor

import (
	"strings"

	"parley/ui/kit/canvas"
)

// View draws the pane in exactly its size. What was drawn before comes back
// unless something changed.
func (e *Editor) View() string {
	e.build()
	if e.page.follow {
		e.reveal()
	}
	if e.look.drawn {
		return e.look.view
	}
	w, h := e.look.w, e.look.h
	title := "Dialog"
	switch {
	case e.state.Document != "":
		title = canvas.OneLine(e.state.Title)
	case e.state.Dialog != nil:
		title = canvas.OneLine(e.state.Dialog.Name)
	}
	f := e.look.st.Frame(e.cut(title, w-4), "", e.look.focused)
	shown := max(h-2, 1)
	f.Scroll = canvas.Scroll{Top: e.page.top, Shown: shown, Total: e.page.total()}
	e.look.view = f.Draw(strings.Join(e.visible(shown), "\n"), w, h)
	e.look.drawn = true
	return e.look.view
}

// visible draws the lines that are in view, each as wide as the frame is inside.
func (e *Editor) visible(n int) []string {
	if e.state.home() == "" {
		text := "No dialog is open: choose one at the left."
		if e.state.Title != "" {
			text = e.state.Title
		}
		return canvas.Wrap(" "+e.look.st.Muted.Render(text), max(e.look.w-2, 1))
	}
	out := make([]string, 0, n)
	p := &e.page
	i := e.rowAt(p.top)
	for y := p.top; len(out) < n && i < len(p.rows); i++ {
		r := &p.rows[i]
		for ; y < p.tops[i]+r.gap && len(out) < n; y++ {
			out = append(out, "")
		}
		for k := y - p.tops[i] - r.gap; k < len(r.lines) && len(out) < n; k++ {
			out = append(out, e.line(i, k))
			y++
		}
	}
	return out
}

// rowAt is the row that a line belongs to.
func (e *Editor) rowAt(y int) int {
	tops := e.page.tops
	lo, hi := 0, len(e.page.rows)
	for lo < hi {
		mid := (lo + hi) / 2
		if tops[mid+1] <= y {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// line draws one line of a row with the bar at its left and the marks at its right.
func (e *Editor) line(i, k int) string {
	st, r := e.look.st, &e.page.rows[i]
	w := max(e.look.w-2, 1)
	chosen := r.spot() == e.at && r.stop()
	bar := " "
	switch {
	case chosen && e.look.focused:
		bar = st.Accent.Render(st.Glyphs.Border.Thumb)
	case chosen:
		bar = st.Muted.Render(st.Glyphs.Border.Thumb)
	case e.opened.node != "" && (r.node == e.opened.node || r.path.Below(e.opened.node)),
		e.state.Document != "" && e.opened.part != "" && r.path.Below(e.opened.part):
		bar = st.Border.Render(st.Glyphs.Border.Left)
	}
	text := r.lines[k]
	if k == 0 && e.speaks(r) && w > 4 {
		text = canvas.FitLine(canvas.TruncateTail(r.lines[k], w-4, st.Glyphs.Ellipsis), w-3) + st.Accent.Render(st.Glyphs.Back) + " "
	}
	if chosen && e.look.focused && k == 0 && e.typing == nil {
		text = st.Selection.FillLine(text, w-1)
	}
	return bar + text
}

// speaks tells whether a row is the interaction that speaks now.
func (e *Editor) speaks(r *row) bool {
	return (r.kind == rowStep || r.kind == rowEnd) && r.step != nil && e.state.Speaking != "" && r.step.ID == e.state.Speaking
}
