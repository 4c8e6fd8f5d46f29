// Package dialog asks: a stack of confirmations, pickers and prompts over the screen that answer with typed actions.
package dialog

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
	"parley/ui/kit/styles"
)

// Answer is what a dialog came to. ID is the one it was opened with.
type Answer struct {
	ID string
	// Cancelled tells that nothing was decided: esc, or no.
	Cancelled bool
	// Choice is the picked item's ID, its index, or the alternative's ID of a confirmation ("yes" without any).
	Choice string
	Index  int
	// Text is what was typed into a prompt, or into a picker that allows new names.
	Text string
	// New tells that Text is a new name, not one of the picker's items.
	New bool
}

// Dialog is one question. The stack drives it.
type Dialog interface {
	// Update takes a key, or a mouse message counted from the dialog's own corner; done tells that it is answered.
	Update(msg tea.Msg) (a Answer, done bool)
	// Size is what the dialog would like in a window of w×h; it may get less.
	Size(w, h int) (int, int)
	// Draw draws it in exactly w×h.
	Draw(w, h int) string
	// Typing tells that printable keys are text here.
	Typing() bool
	// SetStyles changes its look, for another theme.
	SetStyles(st *styles.Styles)
}

// Stack is the dialogs that are open, the last one on top and with the keys.
type Stack struct {
	st    *styles.Styles
	open  []Dialog
	w, h  int
	dimOf string
	dim   string
}

// NewStack makes an empty stack.
func NewStack(st *styles.Styles) *Stack { return &Stack{st: st} }

// SetStyles changes the look of all that is open.
func (s *Stack) SetStyles(st *styles.Styles) {
	s.st, s.dimOf, s.dim = st, "", ""
	for _, d := range s.open {
		d.SetStyles(st)
	}
}

// SetSize gives the stack the window's size.
func (s *Stack) SetSize(w, h int) { s.w, s.h = w, h }

// Push opens a dialog on top.
func (s *Stack) Push(d Dialog) {
	d.SetStyles(s.st)
	s.open = append(s.open, d)
}

// Pop closes the top dialog without an answer.
func (s *Stack) Pop() {
	if len(s.open) > 0 {
		s.open = s.open[:len(s.open)-1]
	}
}

// Open tells whether anything is asked: then all keys go here.
func (s *Stack) Open() bool { return len(s.open) > 0 }

// Top is the dialog with the keys, or nil.
func (s *Stack) Top() Dialog {
	if len(s.open) == 0 {
		return nil
	}
	return s.open[len(s.open)-1]
}

// Typing tells that the top dialog has a cursor in a text.
func (s *Stack) Typing() bool { return s.Open() && s.Top().Typing() }

// Update gives a message to the top dialog; an answered dialog is closed.
func (s *Stack) Update(msg tea.Msg) (Answer, bool) {
	top := s.Top()
	if top == nil {
		return Answer{}, false
	}
	if m, ok := msg.(tea.MouseMsg); ok {
		r := s.place(top)
		if !r.Contains(m.X, m.Y) {
			return Answer{}, false
		}
		m.X, m.Y = m.X-r.X, m.Y-r.Y
		msg = m
	}
	a, done := top.Update(msg)
	if done {
		s.Pop()
	}
	return a, done
}

func (s *Stack) place(d Dialog) layout.Rect {
	w, h := d.Size(s.w, s.h)
	return layout.Dialog(s.w, s.h, w, h)
}

// View lays the open dialogs over a frame of the window's size, which is dimmed. Without a dialog the frame comes back.
func (s *Stack) View(frame string) string {
	if !s.Open() {
		return frame
	}
	if frame != s.dimOf || s.dim == "" {
		s.dimOf, s.dim = frame, s.st.Dim.Repaint(frame)
	}
	out := s.dim
	for _, d := range s.open {
		r := s.place(d)
		out = canvas.Overlay(out, d.Draw(r.W, r.H), r.X, r.Y)
	}
	return out
}

// frame draws a dialog's box: its content wrapped in a focused border with one blank at the sides.
func frame(st *styles.Styles, title, right, bottom, content string, scroll canvas.Scroll, w, h int) string {
	f := st.Frame(canvas.OneLine(title), right, true)
	f.Bottom = bottom
	f.Fill = st.Surface.Ink
	f.Scroll = scroll
	return f.Draw(content, w, h)
}

// indent puts one blank before every line where there is room for it.
func indent(lines []string, w int) []string {
	if w < 8 {
		return lines
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = canvas.Concat(" ", l)
	}
	return out
}
