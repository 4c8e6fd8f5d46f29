// Package panes is how the panes of a screen share its window: which of them has
// the keys, how wide each is, and whose a message of the mouse is.
package panes

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/layout"
)

// Window is the window of a screen. Make it with [New].
type Window struct {
	focus, aside layout.Pane
	weights      layout.Weights
	layout       layout.Layout
	dragging     int // the edge being dragged, -1 for none
	grip         int // how far from the edge it was taken hold of
}

// New makes a window whose panes are as wide as the weights say.
func New(w layout.Weights) Window { return Window{weights: w, dragging: -1} }

// Lay gives the panes their places.
func (x *Window) Lay(w, h int) layout.Layout {
	x.layout = layout.For(w, h, layout.Options{Weights: x.weights, Focus: x.focus, Aside: x.aside})
	return x.layout
}

// Rect is the place of a pane; empty where it is not shown.
func (x *Window) Rect(p layout.Pane) layout.Rect { return x.layout.Panes[p] }

// Focus gives a pane the keys. The one beside the middle stays shown where there
// is room for two.
func (x *Window) Focus(p layout.Pane) {
	x.focus = p
	if p != layout.Middle {
		x.aside = p
	}
}

// Focused is the pane that has the keys.
func (x *Window) Focused() layout.Pane { return x.focus }

// Hit is what became of a message of the mouse.
type Hit struct {
	Pane    layout.Pane
	Message tea.MouseMsg // counted from the pane's corner
	Inside  bool         // it is the pane's; else it was the window's own, or nobody's
	Pressed bool         // the left button was pressed
	Moved   bool         // an edge was moved: the panes have to be laid out again
}

// Mouse finds the pane that a message in window coordinates is for, or moves the
// edge between two.
func (x *Window) Mouse(m tea.MouseMsg) Hit {
	if x.dragging >= 0 {
		if m.Action == tea.MouseActionRelease {
			x.dragging = -1
			return Hit{}
		}
		x.weights = x.layout.Drag(x.weights, x.dragging, m.X-x.grip)
		return Hit{Moved: true}
	}
	press := m.Action == tea.MouseActionPress && m.Button == tea.MouseButtonLeft
	if edge, ok := x.layout.EdgeAt(m.X, m.Y); ok && press {
		left := x.layout.Panes[x.layout.Shown[edge]]
		x.dragging, x.grip = edge, m.X-left.X-left.W
		return Hit{}
	}
	p, ok := x.layout.PaneAt(m.X, m.Y)
	if !ok {
		return Hit{}
	}
	r := x.layout.Panes[p]
	m.X, m.Y = m.X-r.X, m.Y-r.Y
	return Hit{Pane: p, Message: m, Inside: true, Pressed: press}
}
