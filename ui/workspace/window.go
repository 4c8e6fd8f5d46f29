package workspace

import (
	"fmt"

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
	return window{aside: layout.Left, weights: layout.Weights{29, 33, 58}, dragging: -1}
}

// drawn is a framed list as it was drawn last, and what it was drawn from.
type drawn struct {
	content, title string
	focused        bool
	w, h           int
	view           string
}

// Lay gives the panes their places in a window and returns the layout.
func (s *Screen) Lay(w, h int) layout.Layout {
	x := &s.window
	x.layout = layout.For(w, h, layout.Options{Weights: x.weights, Focus: x.focus, Aside: x.aside})
	inner := func(p layout.Pane) layout.Rect { return x.layout.Panes[p].Inner() }
	s.menu.SetSize(max(inner(layout.Left).W, 1), max(inner(layout.Left).H, 1))
	s.list.SetSize(max(inner(layout.Middle).W, 1), max(inner(layout.Middle).H, 1))
	right := x.layout.Panes[layout.Right]
	s.form.SetSize(right.W, right.H)
	if s.trial != nil {
		s.trial.setSize(right.W, right.H)
	}
	return x.layout
}

// Focus gives a pane the keys. The one beside the list stays shown where there is
// room for two.
func (s *Screen) Focus(p layout.Pane) {
	s.window.focus = p
	if p != layout.Middle {
		s.window.aside = p
	}
	s.menu.Blur()
	s.list.Blur()
	s.form.Blur()
	if s.trial != nil {
		s.trial.blur()
	}
	switch {
	case p == layout.Left:
		s.menu.Focus()
	case p == layout.Middle:
		s.list.Focus()
	case s.trial != nil:
		s.trial.focus()
	default:
		s.form.Focus()
	}
}

// Focused is the pane that has the keys.
func (s *Screen) Focused() layout.Pane { return s.window.focus }

// View draws one pane.
func (s *Screen) View(p layout.Pane) string {
	switch p {
	case layout.Left:
		return s.framed(p, "Workspace", s.menu.View(), s.menu.Scroll())
	case layout.Middle:
		k := s.kind()
		title := k.title
		if !k.of.One {
			all := s.documents().Len()
			title = fmt.Sprintf("%s %d", k.title, all)
			if n := s.list.Len(); n != all {
				title = fmt.Sprintf("%s %d of %d", k.title, n, all)
			}
		}
		return s.framed(p, title, s.list.View(), s.list.Scroll())
	}
	if s.trial != nil {
		return s.trial.view()
	}
	return s.form.View()
}

// framed draws a list in its frame, unless it looks as it did.
func (s *Screen) framed(p layout.Pane, title, content string, scroll canvas.Scroll) string {
	r, focused := s.window.layout.Panes[p], s.window.focus == p
	d := drawn{content: content, title: title, focused: focused, w: r.W, h: r.H}
	if last := s.drawn[p]; last.view != "" {
		d.view = last.view
		if d == last {
			return last.view
		}
	}
	frame := s.styles.Frame(title, "", focused)
	frame.Scroll = scroll
	d.view = frame.Draw(content, r.W, r.H)
	s.drawn[p] = d
	return d.view
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
	if p != layout.Right {
		m.X, m.Y = m.X-1, m.Y-1
	}
	return s.give(p, m)
}
