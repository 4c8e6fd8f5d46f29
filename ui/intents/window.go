package intents

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

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
	return window{aside: layout.Left, weights: layout.Weights{36, 44, 40}, dragging: -1}
}

// Lay gives the panes their places in a window and returns the layout.
func (s *Screen) Lay(w, h int) layout.Layout {
	x := &s.window
	x.layout = layout.For(w, h, layout.Options{Weights: x.weights, Focus: x.focus, Aside: x.aside})
	left, middle := x.layout.Panes[layout.Left], x.layout.Panes[layout.Middle]
	s.list.SetSize(max(left.W-2, 1), max(left.H-2, 1))
	s.form.SetSize(middle.W, middle.H)
	return x.layout
}

// Focus gives a pane the keys. The one beside the form stays shown where there is
// room for two.
func (s *Screen) Focus(p layout.Pane) {
	s.window.focus = p
	if p != layout.Middle {
		s.window.aside = p
	}
	s.list.Blur()
	s.form.Blur()
	s.trial.typing = s.trial.typing && p == layout.Right
	if !s.trial.typing {
		s.trial.input.Blur()
	}
	switch p {
	case layout.Left:
		s.list.Focus()
	case layout.Middle:
		s.form.Focus()
	}
}

// Focused is the pane that has the keys.
func (s *Screen) Focused() layout.Pane { return s.window.focus }

// View draws one pane.
func (s *Screen) View(p layout.Pane) string {
	r := s.window.layout.Panes[p]
	switch {
	case p == layout.Left:
		title := fmt.Sprintf("Intents %d", s.own)
		if n := s.list.Len(); n != len(s.rows) {
			title = fmt.Sprintf("Intents %d of %d", n, len(s.rows))
		}
		frame := s.styles.Frame(title, s.training(), s.window.focus == p)
		frame.Scroll = s.list.Scroll()
		return frame.Draw(s.list.View(), r.W, r.H)
	case p == layout.Middle && s.reads():
		return s.predefined(r)
	case p == layout.Middle:
		return s.form.View()
	}
	return s.tryPane(r)
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
	if press && p != x.focus {
		s.Focus(p)
	}
	r := x.layout.Panes[p]
	m.X, m.Y = m.X-r.X, m.Y-r.Y
	if p != layout.Middle || s.reads() {
		m.X, m.Y = m.X-1, m.Y-1
	}
	return s.give(p, m)
}
