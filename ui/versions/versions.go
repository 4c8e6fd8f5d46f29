// Package versions is the screen of an assistant's versions, over Build: the list
// of them, any two compared side by side by meaning, one read through, and a
// preview of it; and what can be done with one: publish, edit, make it live.
package versions

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
	"parley/ui/build/preview"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// draft is the number that stands for the draft among the versions, none the one for nothing.
const (
	draft = 0
	none  = -1
)

// Screen is the screen. Make it with New.
type Screen struct {
	desk    *desk.Desk
	styles  *styles.Styles
	id      model.AssistantID
	history []desk.Version
	status  desk.Status
	list    *list.Model
	chosen  int // what to compare with, as it was chosen; none where nothing was
	sides   map[int]desk.Side
	pages   pages
	talk    talk
	preview *preview.Preview
	beside  *preview.Preview // of the version beside it, in the place of the differences

	focus    layout.Pane
	weights  layout.Weights // as a person dragged them; zero: what suits the window
	layout   layout.Layout
	dragging int // the edge being dragged, -1 for none
}

// New makes the screen.
func New(d *desk.Desk, st *styles.Styles) *Screen {
	s := &Screen{desk: d, styles: st, chosen: none, sides: map[int]desk.Side{}, preview: preview.New(st), beside: preview.New(st), dragging: -1}
	s.list = list.New(st, list.Options{})
	s.list.SetSource(versionList{s})
	s.pages.init(s)
	s.Focus(layout.Left)
	return s
}

// Open shows the versions of an assistant, beginning with the draft.
func (s *Screen) Open(id model.AssistantID) []want.Want {
	s.id, s.chosen = id, none
	s.sides = map[int]desk.Side{}
	s.talk = talk{}
	s.pages.clear()
	s.history = nil
	s.list.Select(0)
	s.Focus(layout.Left)
	return s.Refresh()
}

// Refresh shows the versions and the draft as they are now.
func (s *Screen) Refresh() []want.Want {
	if s.id == "" {
		return nil
	}
	number := s.Selected()
	s.history, s.status = s.desk.History(s.id), s.desk.Status(s.id)
	delete(s.sides, draft)
	s.list.SetSource(versionList{s})
	s.Select(number)
	if s.talk.on && (s.talk.number == draft || s.talk.second.program != nil && s.talk.second.number == draft) {
		s.replay()
	}
	return s.compare()
}

// Assistant is the assistant whose versions are shown.
func (s *Screen) Assistant() model.AssistantID { return s.id }

// Selected is the number of the version under the cursor; 0 is the draft.
func (s *Screen) Selected() int {
	i, ok := s.list.Selected()
	if !ok || i == 0 || i > len(s.history) {
		return draft
	}
	return s.history[i-1].Number
}

// Select selects a version by its number, where the list has it.
func (s *Screen) Select(number int) {
	if number == draft {
		s.list.Select(0)
		return
	}
	for i, v := range s.history {
		if v.Number == number {
			s.list.Select(i + 1)
		}
	}
}

// version is a version of the history; false for the draft and what is not there.
func (s *Screen) version(number int) (desk.Version, bool) {
	for _, v := range s.history {
		if v.Number == number {
			return v, true
		}
	}
	return desk.Version{}, false
}

// live is the number of the live version, none where nothing is live.
func (s *Screen) live() int {
	for _, v := range s.history {
		if v.Live {
			return v.Number
		}
	}
	return none
}

// SetStyles changes the look.
func (s *Screen) SetStyles(st *styles.Styles) {
	s.styles = st
	s.list.SetStyles(st)
	s.preview.SetStyles(st)
	s.beside.SetStyles(st)
	s.pages.restyle(st)
}

// Lay gives the panes their places in a window.
func (s *Screen) Lay(w, h int) layout.Layout {
	panes := 2
	if s.talk.on {
		panes = 3
	}
	s.layout = layout.For(w, h, layout.Options{Weights: s.shares(w), Panes: panes, Focus: s.focus, Aside: s.aside()})
	p := s.layout.Panes
	s.list.SetSize(max(p[layout.Left].W-2, 1), max(p[layout.Left].H-2, 1))
	s.pages.size(p[layout.Middle].W, p[layout.Middle].H)
	s.beside.SetSize(p[layout.Middle].W, p[layout.Middle].H)
	s.preview.SetSize(p[layout.Right].W, p[layout.Right].H)
	return s.layout
}

// listWidth is how wide the list is at most where nobody dragged it: its notes
// fit, and the rest is for what is compared.
const listWidth = 40

// shares are the widths of the panes.
func (s *Screen) shares(w int) layout.Weights {
	if s.weights != (layout.Weights{}) {
		return s.weights
	}
	if s.talk.on && w >= layout.ThreePanes {
		list := min(w/4, listWidth)
		return layout.Weights{list, (w - list) * 6 / 10, (w - list) * 4 / 10}
	}
	list := min(w/3, listWidth)
	return layout.Weights{list, w - list, (w - list) * 7 / 10}
}

// aside is the pane beside the middle one where there is room for two.
func (s *Screen) aside() layout.Pane {
	if s.talk.on {
		return layout.Right
	}
	return layout.Left
}

// View draws a pane.
func (s *Screen) View(p layout.Pane) string {
	r := s.layout.Panes[p]
	switch p {
	case layout.Left:
		return s.drawList(r.W, r.H)
	case layout.Middle:
		if s.talk.second.program != nil {
			return s.beside.View()
		}
		return s.pages.view(s.focus == layout.Middle)
	}
	return s.preview.View()
}

// Focus gives a pane the keys; without a preview there are two.
func (s *Screen) Focus(p layout.Pane) {
	if p == layout.Right && !s.talk.on {
		p = layout.Left
		if s.focus == layout.Left {
			p = layout.Middle
		}
	}
	s.focus = p
	s.list.Blur()
	s.preview.Blur()
	s.beside.Blur()
	s.pages.fresh()
	if p == layout.Left {
		s.list.Focus()
	}
	if chat := s.chat(); chat != nil {
		chat.Focus()
	}
}

// Focused is the pane that has the keys.
func (s *Screen) Focused() layout.Pane { return s.focus }

// Mode is Type while a reply is written in the preview.
func (s *Screen) Mode() keys.Mode {
	if chat := s.chat(); chat != nil {
		return chat.Mode()
	}
	return keys.Move
}

// Update takes a key, or a mouse message in window coordinates.
func (s *Screen) Update(msg tea.Msg) []want.Want {
	switch m := msg.(type) {
	case tea.MouseMsg:
		return s.mouse(m)
	case tea.KeyMsg:
		if s.Mode() == keys.Move {
			if b, ok := s.ownBindings().Match(keys.Move, m); ok && !b.Hidden {
				return s.act(b)
			}
		}
	}
	return s.give(s.focus, msg)
}

// give lets a pane have a message.
func (s *Screen) give(p layout.Pane, msg tea.Msg) []want.Want {
	switch p {
	case layout.Left:
		before := s.Selected()
		r := s.list.Update(msg)
		if r.Chosen {
			return s.read()
		}
		if s.Selected() != before {
			s.pages.reading = false
			return s.compare()
		}
	case layout.Middle:
		if s.talk.second.program != nil {
			return s.own(s.beside.Update(msg))
		}
		if s.pages.update(msg) {
			return s.open()
		}
	case layout.Right:
		return s.own(s.preview.Update(msg))
	}
	return nil
}

func (s *Screen) mouse(m tea.MouseMsg) []want.Want {
	if s.dragging >= 0 {
		if m.Action == tea.MouseActionRelease {
			s.dragging = -1
			return nil
		}
		s.weights = s.layout.Drag(s.shares(s.layout.Top.W), s.dragging, m.X)
		return []want.Want{want.Run{Binding: "layout"}}
	}
	press := pressed(m)
	if edge, ok := s.layout.EdgeAt(m.X, m.Y); ok && press {
		s.dragging = edge
		return nil
	}
	p, ok := s.layout.PaneAt(m.X, m.Y)
	if !ok {
		return nil
	}
	s.pages.entered = press && p != s.focus
	if s.pages.entered {
		s.Focus(p)
	}
	r := s.layout.Panes[p]
	m.X, m.Y = m.X-r.X, m.Y-r.Y
	if p == layout.Left {
		m.X, m.Y = m.X-1, m.Y-1
	}
	return s.give(p, m)
}
