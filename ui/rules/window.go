package rules

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// window is how the panes share the window, and which of them has the keys.
type window struct {
	focus, aside layout.Pane
	weights      layout.Weights
	layout       layout.Layout
	dragging     int // the edge being dragged, -1 for none
	grip         int // how far from the edge it was taken hold of
	listHeight   int // of the rules; the defaults have the rest
}

func newWindow() window {
	return window{aside: layout.Left, weights: layout.Weights{48, 36, 36}, dragging: -1}
}

// Lay gives the panes their places in a window and returns the layout.
func (s *Screen) Lay(w, h int) layout.Layout {
	x := &s.window
	weights := x.weights
	if s.trial.open && weights == newWindow().weights { // trying takes room from the form
		weights = layout.Weights{46, 26, 48}
	}
	x.layout = layout.For(w, h, layout.Options{Weights: weights, Focus: x.focus, Aside: x.aside})
	left, middle, right := x.layout.Panes[layout.Left], x.layout.Panes[layout.Middle], x.layout.Panes[layout.Right]
	x.listHeight = max(left.H-min(s.grid.height(), left.H*11/20), 0)
	s.list.SetSize(max(left.W-2, 1), max(x.listHeight-2, 1))
	s.form.SetSize(middle.W, middle.H)
	s.preview.SetSize(right.W, right.H)
	s.trial.form.SetSize(max(right.W-3, 1), s.formHeight())
	return x.layout
}

// formHeight is how many lines the made-up visitor takes.
func (s *Screen) formHeight() int {
	return max(min(11, (s.window.layout.Panes[layout.Right].H-3)/2), 1)
}

// Focus gives a pane the keys. The one beside the form stays shown where there
// is room for two.
func (s *Screen) Focus(p layout.Pane) {
	s.window.focus = p
	if p != layout.Middle {
		s.window.aside = p
	}
	s.list.Blur()
	s.form.Blur()
	s.preview.Blur()
	s.trial.form.Blur()
	switch {
	case p == layout.Left && !s.grid.focused:
		s.list.Focus()
	case p == layout.Middle:
		s.form.Focus()
	case p == layout.Right && s.trial.open:
		s.trial.form.Focus()
	}
}

// Focused is the pane that has the keys.
func (s *Screen) Focused() layout.Pane { return s.window.focus }

// View draws one pane.
func (s *Screen) View(p layout.Pane) string {
	r := s.window.layout.Panes[p]
	switch {
	case p == layout.Left:
		return s.left(r)
	case p == layout.Middle:
		return s.form.View()
	case s.trial.open:
		return s.right(r)
	}
	return s.start(r)
}

// left draws the rules, and the defaults below them.
func (s *Screen) left(r layout.Rect) string {
	has := s.window.focus == layout.Left
	title := fmt.Sprintf("Rules %d", len(s.rules))
	if n := s.list.Len(); n != len(s.rules) {
		title = fmt.Sprintf("Rules %d of %d", n, len(s.rules))
	}
	rules := s.styles.Frame(title, "", has && !s.grid.focused)
	rules.Scroll = s.list.Scroll()
	top := rules.Draw(s.list.View(), r.W, s.window.listHeight)
	rest := r.H - s.window.listHeight
	if rest <= 0 {
		return top
	}
	lines := s.gridLines(max(r.W-2, 1))
	scroll := 0
	if room := rest - 2; s.grid.row+1 >= room && room > 0 { // the row with the keys stays in view
		scroll = min(s.grid.row+2-room, max(len(lines)-room, 0))
	}
	below := s.styles.Frame("Defaults", "where no rule wins", has && s.grid.focused)
	bottom := below.Draw(canvas.FitLines(lines[scroll:], max(r.W-2, 0), max(rest-2, 0)), r.W, rest)
	if s.window.listHeight <= 0 {
		return bottom
	}
	return canvas.JoinVertical(top, bottom)
}

// start draws the first words of the dialog that the rule starts.
func (s *Screen) start(r layout.Rect) string {
	has := s.window.focus == layout.Right
	if s.shown.problem == "" && s.shown.assistant != "" {
		if has {
			s.preview.Focus()
		}
		return s.preview.View()
	}
	text := s.shown.problem
	if text == "" {
		text = "The dialog that a rule starts is shown here. t makes up a visitor and tells which rule wins."
	}
	var lines []string
	for _, l := range canvas.Wrap(canvas.Sanitize(text), max(r.W-4, 1)) {
		lines = append(lines, " "+s.styles.Muted.Render(l))
	}
	frame := s.styles.Frame("Starts with", "", has)
	return frame.Draw(canvas.FitLines(lines, max(r.W-2, 0), max(r.H-2, 0)), r.W, r.H)
}

// right draws the made-up visitor, and what becomes of them.
func (s *Screen) right(r layout.Rect) string {
	t, look := &s.trial, s.styles
	w := max(r.W-2, 1)
	var lines []string
	for _, l := range canvas.Lines(t.form.View()) {
		lines = append(lines, " "+l)
	}
	lines = append(lines, " "+look.Border.Render(strings.Repeat(look.Glyphs.Rule, max(w-2, 0))))
	all := s.verdicts(w)
	room := max(r.H-2-len(lines), 1)
	t.top = max(min(t.top, len(all)-room), 0)
	lines = append(lines, all[t.top:min(t.top+room, len(all))]...)
	frame := look.Frame("Try a visitor", "", s.window.focus == layout.Right)
	if len(all) > room {
		frame.Scroll = canvas.Scroll{Top: t.top, Shown: room, Total: len(all)}
	}
	return frame.Draw(canvas.FitLines(lines, max(r.W-2, 0), max(r.H-2, 0)), r.W, r.H)
}

func (s *Screen) mouse(m tea.MouseMsg) []want.Want {
	x := &s.window
	if x.dragging >= 0 {
		if m.Action == tea.MouseActionRelease {
			x.dragging = -1
			return nil
		}
		x.weights = x.layout.Drag(x.weights, x.dragging, m.X-x.grip)
		return []want.Want{want.Run{Binding: "layout"}}
	}
	press := m.Action == tea.MouseActionPress && m.Button == tea.MouseButtonLeft
	if edge, ok := x.layout.EdgeAt(m.X, m.Y); ok && press {
		left := x.layout.Panes[x.layout.Shown[edge]]
		x.dragging, x.grip = edge, m.X-left.X-left.W
		return nil
	}
	p, ok := x.layout.PaneAt(m.X, m.Y)
	if !ok {
		return nil
	}
	r := x.layout.Panes[p]
	m.X, m.Y = m.X-r.X-1, m.Y-r.Y-1
	if press && p == layout.Left {
		s.grid.focused = m.Y >= x.listHeight-1
	}
	if press {
		s.Focus(p)
	}
	switch {
	case p == layout.Left && m.Y >= x.listHeight-1:
		return s.clickGrid(m.Y-x.listHeight-1, press)
	case p == layout.Middle:
		m.X, m.Y = m.X+1, m.Y+1
	case p == layout.Right && s.trial.open && m.Y >= s.formHeight():
		switch m.Button {
		case tea.MouseButtonWheelUp:
			s.trial.top -= 3
		case tea.MouseButtonWheelDown:
			s.trial.top += 3
		}
		return nil
	}
	return s.give(p, m)
}

// clickGrid chooses a row of the defaults.
func (s *Screen) clickGrid(row int, press bool) []want.Want {
	if press && row >= 0 && row < len(s.grid.channels) {
		s.grid.row = row
	}
	return nil
}
