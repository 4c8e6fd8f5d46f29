// Package layout turns a window size into rectangles: pure functions, the only place where sizes come from.
package layout

import "fmt"

// The smallest window there is a layout for, and the widths from which two and three panes stand side by side.
const (
	MinWidth   = 60
	MinHeight  = 18
	TwoPanes   = 80
	ThreePanes = 120
	// MinPane is how narrow a pane can be dragged.
	MinPane = 20
)

// Rect is a part of the window in cells; its upper left corner is X, Y. A Rect without width or height is not drawn.
type Rect struct {
	X, Y, W, H int
}

// Empty tells that there is nothing to draw.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Contains tells whether a cell, such as the mouse's, lies in the rectangle.
func (r Rect) Contains(x, y int) bool { return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H }

// Inner is what a border of one cell leaves.
func (r Rect) Inner() Rect { return Rect{r.X + 1, r.Y + 1, max(r.W-2, 0), max(r.H-2, 0)} }

// Pane names one of the three panes of a screen.
type Pane int

// The panes from left to right.
const (
	Left Pane = iota
	Middle
	Right
)

// Weights are the shares of the panes' widths; only their proportions count, so they survive any resize.
type Weights [3]int

// DefaultWeights suit the sidebar, editor and preview of the Build screen.
func DefaultWeights() Weights { return Weights{27, 48, 42} }

// Layout is a window divided up. Panes that are not shown are empty.
type Layout struct {
	// Top, Strip and Keys are single lines; Body is everything between Top and Strip.
	Top, Body, Strip, Keys Rect
	// Panes are the three panes; Shown lists those that are drawn, from left to right.
	Panes [3]Rect
	Shown []Pane
	// Small says what the window needs when it is too small for anything else; it is drawn instead.
	Small string
}

// Options are what decides besides the size.
type Options struct {
	Weights Weights
	// Focus is the pane with the keys: it is always shown. Aside is the pane shown with the middle one where there is room
	// for two; Middle means Left.
	Focus, Aside Pane
	// Panes is how many panes the screen has (1 to 3); 0 means 3.
	Panes int
}

// For divides a window.
func For(w, h int, o Options) Layout {
	if w < MinWidth || h < MinHeight {
		return Layout{Small: fmt.Sprintf("parley needs %d×%d cells; this window has %d×%d", MinWidth, MinHeight, max(w, 0), max(h, 0))}
	}
	l := Layout{
		Top:   Rect{0, 0, w, 1},
		Body:  Rect{0, 1, w, h - 3},
		Strip: Rect{0, h - 2, w, 1},
		Keys:  Rect{0, h - 1, w, 1},
	}
	l.Shown = shown(w, o)
	weights := make([]int, len(l.Shown))
	for i, p := range l.Shown {
		weights[i] = o.Weights[p]
	}
	for i, r := range Columns(l.Body, weights) {
		l.Panes[l.Shown[i]] = r
	}
	return l
}

// shown chooses the panes there is room for.
func shown(w int, o Options) []Pane {
	n := o.Panes
	if n <= 0 || n > 3 {
		n = 3
	}
	focus := min(max(o.Focus, Left), Pane(n-1))
	switch {
	case w < TwoPanes || n == 1:
		return []Pane{focus}
	case n == 2:
		return []Pane{Left, Middle}
	case w >= ThreePanes:
		return []Pane{Left, Middle, Right}
	}
	aside := focus
	if focus == Middle {
		aside = o.Aside
	}
	if aside == Right {
		return []Pane{Middle, Right}
	}
	return []Pane{Left, Middle}
}

// Columns divides a rectangle into columns by weight: none narrower than MinPane where there is room, the cells lost to
// rounding given to the first columns.
func Columns(r Rect, weights []int) []Rect {
	out := make([]Rect, len(weights))
	x := r.X
	for i, w := range divide(r.W, weights, MinPane) {
		out[i] = Rect{x, r.Y, w, r.H}
		x += w
	}
	return out
}

// Rows divides a rectangle into rows by weight, none lower than 3 where there is room.
func Rows(r Rect, weights []int) []Rect {
	out := make([]Rect, len(weights))
	y := r.Y
	for i, h := range divide(r.H, weights, 3) {
		out[i] = Rect{r.X, y, r.W, h}
		y += h
	}
	return out
}

// divide shares total by weight with a least size for each part; the parts always sum to total.
func divide(total int, weights []int, least int) []int {
	n := len(weights)
	if n == 0 {
		return nil
	}
	least = max(min(least, total/n), 0)
	sum := 0
	for _, w := range weights {
		sum += max(w, 1)
	}
	sizes := make([]int, n)
	used := 0
	for i, w := range weights {
		sizes[i] = max(total*max(w, 1)/sum, least)
		used += sizes[i]
	}
	for i := 0; used < total; i = (i + 1) % n {
		sizes[i]++
		used++
	}
	for used > total {
		widest := 0
		for i := range sizes {
			if sizes[i] > sizes[widest] {
				widest = i
			}
		}
		sizes[widest]--
		used--
	}
	return sizes
}

// PaneAt finds the pane under a cell.
func (l Layout) PaneAt(x, y int) (Pane, bool) {
	for _, p := range l.Shown {
		if l.Panes[p].Contains(x, y) {
			return p, true
		}
	}
	return 0, false
}

// EdgeAt finds the edge between two shown panes under a cell, for dragging: the left one's last column or the right one's
// first. Edge i lies after Shown[i].
func (l Layout) EdgeAt(x, y int) (edge int, ok bool) {
	for i := range len(l.Shown) - 1 {
		r := l.Panes[l.Shown[i]]
		if y >= r.Y && y < r.Y+r.H && (x == r.X+r.W-1 || x == r.X+r.W) {
			return i, true
		}
	}
	return 0, false
}

// Drag moves an edge to column x and returns the weights that put it there; both panes keep at least MinPane, and panes not
// beside the edge keep their width.
func (l Layout) Drag(w Weights, edge, x int) Weights {
	if edge < 0 || edge+1 >= len(l.Shown) {
		return w
	}
	a, b := l.Shown[edge], l.Shown[edge+1]
	ra, rb := l.Panes[a], l.Panes[b]
	both := ra.W + rb.W
	if both < 2*MinPane {
		return w
	}
	left := min(max(x-ra.X, MinPane), both-MinPane)
	if len(l.Shown) == 3 {
		for _, p := range l.Shown {
			w[p] = l.Panes[p].W
		}
		w[a], w[b] = left, both-left
		return w
	}
	// Two of three are shown: the third keeps its share against these two together.
	share := max(w[a], 1) + max(w[b], 1)
	for i := range w {
		w[i] = max(w[i], 1) * both
	}
	w[a], w[b] = share*left, share*(both-left)
	return w.reduced()
}

// reduced divides the weights by what they have in common, so that they stay small numbers.
func (w Weights) reduced() Weights {
	g := 0
	for _, v := range w {
		for a, b := g, v; ; a, b = b, a%b {
			if b == 0 {
				g = a
				break
			}
		}
	}
	if g > 1 {
		for i := range w {
			w[i] /= g
		}
	}
	for w[0] > 1<<20 || w[1] > 1<<20 || w[2] > 1<<20 {
		for i := range w {
			w[i] = max(w[i]/2, 1)
		}
	}
	return w
}

// Dialog is the place of a dialog that would like w×h in a window: centred, with two columns and a line free around it
// where there is room.
func Dialog(windowW, windowH, w, h int) Rect {
	w = max(min(w, windowW-4), min(windowW, 1))
	h = max(min(h, windowH-2), min(windowH, 1))
	return Rect{(windowW - w) / 2, max((windowH-h)/3, 0), w, h}
}
