package articles

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// right is the pane that reads, edits and tries.
const right = layout.Right

// drawn is a framed list as it was drawn last, and what it was drawn from.
type drawn struct {
	content, title, bottom string
	focused                bool
	w, h                   int
	view                   string
}

// Lay gives the panes their places in a window and returns the layout.
func (s *Screen) Lay(w, h int) layout.Layout {
	out := s.window.Lay(w, h)
	for pane, l := range map[layout.Pane]interface{ SetSize(w, h int) }{layout.Left: s.menu, layout.Middle: s.list} {
		r := s.window.Rect(pane).Inner()
		l.SetSize(max(r.W, 1), max(r.H, 1))
	}
	r := s.window.Rect(right)
	s.form.SetSize(r.W, r.H)
	if s.trial != nil {
		s.trial.setSize(r.W, r.H)
	}
	return out
}

// Focus gives a pane the keys.
func (s *Screen) Focus(p layout.Pane) {
	s.window.Focus(p)
	s.menu.Blur()
	s.list.Blur()
	s.form.Blur()
	if s.trial != nil && p != right {
		s.trial.blur()
	}
	switch {
	case p == layout.Left:
		s.menu.Focus()
	case p == layout.Middle:
		s.list.Focus()
	case s.trial != nil:
		s.trial.focus()
	case s.editing != "":
		s.form.Focus()
	}
}

// Focused is the pane that has the keys.
func (s *Screen) Focused() layout.Pane { return s.window.Focused() }

// View draws one pane.
func (s *Screen) View(p layout.Pane) string {
	r, focused := s.window.Rect(p), s.window.Focused() == p
	switch {
	case p == layout.Left:
		return s.framed(p, "Knowledge", s.indexed(), s.menu.View(), s.menu.Scroll())
	case p == layout.Middle:
		return s.framed(p, s.heading(), "", s.list.View(), s.list.Scroll())
	case s.trial != nil:
		return s.trial.view(s, r.W, r.H)
	case s.editing != "":
		return s.form.View()
	}
	return s.reading(r.W, r.H, focused)
}

// heading names the list and how much of it is shown.
func (s *Screen) heading() string {
	n, all := s.list.Len(), s.facts.in
	title := fmt.Sprintf("Articles %d", all)
	if n != all {
		title = fmt.Sprintf("Articles %d of %d", n, all)
	}
	if s.only != everything {
		title += " " + s.styles.Glyphs.Dot + " " + onlyNames[s.only]
	}
	return title
}

// indexed tells how many articles can be found by searching.
func (s *Screen) indexed() string {
	index, left := s.desk.Shelved()
	if left > 0 {
		return fmt.Sprintf("indexed %d of %d", index.Len(), index.Len()+left)
	}
	return fmt.Sprintf("indexed %d", index.Len())
}

// framed draws a list in its frame, unless it looks as it did.
func (s *Screen) framed(p layout.Pane, title, bottom, content string, scroll canvas.Scroll) string {
	r, focused := s.window.Rect(p), s.window.Focused() == p
	d := drawn{content: content, title: title, bottom: bottom, focused: focused, w: r.W, h: r.H}
	if last := s.drawn[p]; last.view != "" {
		d.view = last.view
		if d == last {
			return last.view
		}
	}
	frame := s.styles.Frame(title, "", focused)
	frame.Scroll, frame.Bottom = scroll, bottom
	d.view = frame.Draw(content, r.W, r.H)
	s.drawn[p] = d
	return d.view
}

func (s *Screen) mouse(m tea.MouseMsg) []want.Want {
	hit := s.window.Mouse(m)
	switch {
	case hit.Moved:
		return []want.Want{want.Run{Binding: "layout"}}
	case !hit.Inside:
		return nil
	}
	if hit.Pressed && hit.Pane != s.window.Focused() {
		s.Focus(hit.Pane)
	}
	if hit.Pane != right {
		hit.Message.X, hit.Message.Y = hit.Message.X-1, hit.Message.Y-1
	}
	return s.give(hit.Pane, hit.Message)
}
