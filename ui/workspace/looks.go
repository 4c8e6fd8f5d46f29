package workspace

import (
	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// taste is a row below the settings: how the program looks to whoever sits here.
// It is no part of the document, and the program's own picker chooses it.
type taste struct {
	label, binding string // the program's action that chooses it
	value          func(*styles.Styles) string
}

// tastes lists the rows below the settings in their order.
func tastes() []taste {
	return []taste{
		{"Theme", "theme", func(st *styles.Styles) string { return st.Theme.Title }},
		{"Marks", "marks", func(st *styles.Styles) string { return st.Glyphs.Title }},
	}
}

// taste is the selected row below the settings, nil for a field or a document.
func (s *Screen) taste() *taste {
	if !s.kind().of.One {
		return nil
	}
	i, ok := s.list.Selected()
	if i -= len(s.kind().fields()); !ok || i < 0 {
		return nil
	}
	return &tastes()[i]
}

// enter goes on to the form, or has the selected taste chosen.
func (s *Screen) enter() []want.Want {
	if t := s.taste(); t != nil {
		return []want.Want{want.Run{Binding: t.binding}}
	}
	return focus(layout.Right)
}

// pair draws what a row is called, and its value at the right.
func (s *Screen) pair(label, value string, st list.State) []string {
	look := s.styles
	value = canvas.TruncateTail(value, max(st.Width-canvas.Width(label)-3, 1), look.Glyphs.Ellipsis)
	return []string{canvas.Spread(list.Highlight(label, st.Match, look.Text.Ink, look.Match.Ink), look.Muted.Render(value)+" ", st.Width)}
}
