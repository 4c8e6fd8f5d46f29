package report

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// window is how the panes share the window, which of them has the keys, and how
// far each is scrolled.
type window struct {
	focus, aside layout.Pane
	weights      layout.Weights
	layout       layout.Layout
	top          [3]int // the first line of each pane that is shown
	list         int    // the line of the left pane on which the list begins
	dragging     int    // the edge being dragged, -1 for none
	grip         int    // how far from the edge it was taken hold of
}

func newWindow() window {
	return window{weights: layout.Weights{34, 50, 36}, dragging: -1, aside: layout.Left}
}

// Lay gives the panes their places in a window and returns the layout.
func (s *Screen) Lay(w, h int) layout.Layout {
	x := &s.window
	x.layout = layout.For(w, h, layout.Options{Weights: x.weights, Focus: x.focus, Aside: x.aside})
	return x.layout
}

// Focus gives a pane the keys. The one beside the middle stays shown where there
// is room for two.
func (s *Screen) Focus(p layout.Pane) {
	s.window.focus = p
	if p != layout.Middle {
		s.window.aside = p
	}
}

// Focused is the pane that has the keys.
func (s *Screen) Focused() layout.Pane { return s.window.focus }

// View draws one pane.
func (s *Screen) View(p layout.Pane) string {
	r, has := s.window.layout.Panes[p], s.window.focus == p
	w, h := max(r.W-2, 1), max(r.H-2, 0)
	var lines []string
	title, right := "", ""
	switch p {
	case layout.Left:
		title, right = "Report", s.heading()
		lines = s.side(w, h)
	case layout.Middle:
		title = s.chosenTitle()
		lines = s.figures(w, h)
	default:
		title = "Statuses"
		lines = s.diagram(w)
	}
	top := &s.window.top[p]
	*top = max(min(*top, len(lines)-h), 0)
	frame := s.styles.Frame(title, right, has)
	if len(lines) > h {
		frame.Scroll = canvas.Scroll{Top: *top, Shown: h, Total: len(lines)}
	}
	return frame.Draw(canvas.FitLines(lines[*top:], w, h), r.W, r.H)
}

func (s *Screen) mouse(m tea.MouseMsg) []want.Want {
	x := &s.window
	if m.Action == tea.MouseActionRelease {
		x.dragging = -1
		return nil
	}
	if x.dragging >= 0 {
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
	if press {
		s.Focus(p)
	}
	switch {
	case m.Button == tea.MouseButtonWheelUp || m.Button == tea.MouseButtonWheelDown:
		s.wheel(p, m.Button == tea.MouseButtonWheelDown)
	case press && p == layout.Left:
		s.clickList(m.Y - x.layout.Panes[p].Y - 1)
	}
	return nil
}

// wheel goes through the list, and scrolls elsewhere.
func (s *Screen) wheel(p layout.Pane, down bool) {
	by := -1
	if down {
		by = 1
	}
	if p == layout.Left {
		s.choose(s.chosen + by)
		return
	}
	s.window.top[p] += 3 * by
}
