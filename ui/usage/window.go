package usage

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
	"parley/ui/kit/panes"
	"parley/ui/want"
)

// newWindow is how the panes share the window.
func newWindow() panes.Window { return panes.New(layout.Weights{36, 46, 38}) }

// Lay gives the panes their places in a window and returns the layout.
func (s *Screen) Lay(w, h int) layout.Layout { return s.window.Lay(w, h) }

// Focus gives a pane the keys.
func (s *Screen) Focus(p layout.Pane) { s.window.Focus(p) }

// Focused is the pane that has the keys.
func (s *Screen) Focused() layout.Pane { return s.window.Focused() }

// View draws one pane.
func (s *Screen) View(p layout.Pane) string {
	r, has := s.window.Rect(p), s.window.Focused() == p
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
	if m.Action == tea.MouseActionRelease {
		s.what.held = held{}
	}
	if s.what.held.on {
		s.what.drag(m.X - s.window.Rect(layout.Right).X - 1)
		return nil
	}
	hit := s.window.Mouse(m)
	if hit.Moved {
		return []want.Want{want.Run{Binding: "layout"}}
	}
	if !hit.Inside {
		return nil
	}
	if hit.Pressed {
		s.Focus(hit.Pane)
	}
	switch {
	case m.Button == tea.MouseButtonWheelUp || m.Button == tea.MouseButtonWheelDown:
		s.wheel(hit.Pane, m.Button == tea.MouseButtonWheelDown)
	case hit.Pressed && hit.Pane == layout.Left:
		s.clickMeter(hit.Message.Y - 1)
	case hit.Pressed && hit.Pane == layout.Right:
		s.what.press(hit.Message.X-1, hit.Message.Y-1)
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
