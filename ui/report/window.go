package report

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
	"parley/ui/kit/panes"
	"parley/ui/want"
)

// window is how the panes share the window, and how far each is scrolled.
type window struct {
	panes.Window
	top  [3]int // the first line of each pane that is shown
	list int    // the line of the left pane on which the list begins
}

func newWindow() window { return window{Window: panes.New(layout.Weights{34, 50, 36})} }

// Lay gives the panes their places in a window and returns the layout.
func (s *Screen) Lay(w, h int) layout.Layout { return s.window.Lay(w, h) }

// Focus gives a pane the keys.
func (s *Screen) Focus(p layout.Pane) { s.window.Focus(p) }

// Focused is the pane that has the keys.
func (s *Screen) Focused() layout.Pane { return s.window.Focused() }

// View draws one pane.
func (s *Screen) View(p layout.Pane) string {
	r := s.window.Rect(p)
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
	frame := s.styles.Frame(title, right, s.window.Focused() == p)
	if len(lines) > h {
		frame.Scroll = canvas.Scroll{Top: *top, Shown: h, Total: len(lines)}
	}
	return frame.Draw(canvas.FitLines(lines[*top:], w, h), r.W, r.H)
}

func (s *Screen) mouse(m tea.MouseMsg) []want.Want {
	hit := s.window.Mouse(m)
	switch {
	case hit.Moved:
		return []want.Want{want.Run{Binding: "layout"}}
	case !hit.Inside:
		return nil
	case hit.Pressed:
		s.Focus(hit.Pane)
		if hit.Pane == layout.Left {
			s.clickList(hit.Message.Y - 1)
		}
	case m.Button == tea.MouseButtonWheelUp:
		s.wheel(hit.Pane, -1)
	case m.Button == tea.MouseButtonWheelDown:
		s.wheel(hit.Pane, 1)
	}
	return nil
}

// wheel goes through the list, and scrolls elsewhere.
func (s *Screen) wheel(p layout.Pane, by int) {
	if p == layout.Left {
		s.choose(s.chosen + by)
		return
	}
	s.window.top[p] += 3 * by
}
