package usage

import (
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
}

func newWindow() window {
	return window{weights: layout.Weights{36, 46, 38}, dragging: -1, aside: layout.Left}
}

// Lay gives the panes their places in a window and returns the layout.
func (s *Screen) Lay(w, h int) layout.Layout {
	x := &s.window
	x.layout = layout.For(w, h, layout.Options{Weights: x.weights, Focus: x.focus, Aside: x.aside})
	return x.layout
}

// Focus gives a pane the keys. The one beside the details stays shown where there
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
	var scroll canvas.Scroll
	switch p {
	case layout.Left:
		title, right = "Meters", s.monthTitle()
		lines = s.meters(w, h)
	case layout.Middle:
		title = s.system().Title()
		if s.counted != nil {
			right = s.periodTitle()
		}
		lines = s.details(w, h)
		s.view.top = max(min(s.view.top, len(lines)-h), 0)
		if len(lines) > h {
			scroll = canvas.Scroll{Top: s.view.top, Shown: h, Total: len(lines)}
		}
		lines = lines[s.view.top:]
	default:
		title = "What if"
		lines = s.whatIfLines(w, has)
	}
	frame := s.styles.Frame(title, right, has)
	frame.Scroll = scroll
	return frame.Draw(canvas.FitLines(lines, w, h), r.W, r.H)
}

func (s *Screen) mouse(m tea.MouseMsg) []want.Want {
	x := &s.window
	if m.Action == tea.MouseActionRelease {
		x.dragging, s.what.held = -1, held{}
		return nil
	}
	if x.dragging >= 0 {
		x.weights = x.layout.Drag(x.weights, x.dragging, m.X-x.grip)
		return []want.Want{want.Run{Binding: "layout"}}
	}
	right := x.layout.Panes[layout.Right]
	if s.what.held.on {
		s.what.drag(m.X - right.X - 1)
		return nil
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
	if press {
		s.Focus(p)
	}
	switch {
	case m.Button == tea.MouseButtonWheelUp || m.Button == tea.MouseButtonWheelDown:
		s.wheel(p, m.Button == tea.MouseButtonWheelDown)
	case press && p == layout.Left:
		s.clickMeter(m.Y - r.Y - 1)
	case press && p == layout.Right:
		s.what.press(m.X-r.X-1, m.Y-r.Y-1)
	}
	return nil
}

// wheel scrolls the details, and goes through the meters elsewhere.
func (s *Screen) wheel(p layout.Pane, down bool) {
	by := -1
	if down {
		by = 1
	}
	switch p {
	case layout.Middle:
		s.view.top += 3 * by
	case layout.Left:
		s.choose(s.view.meter + by)
	}
}
