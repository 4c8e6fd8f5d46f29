// Package assistants is the screen of all assistants of a workspace: find one,
// make, copy, rename and delete them, and see beside the list what one is.
package assistants

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// besideWidth is the window's width from which the summary stands beside the list.
const besideWidth = 100

// Show says which assistants are listed.
type Show int

// The filters, in the order in which they follow each other.
const (
	All Show = iota
	Active
	Draft
)

// String is the filter's name.
func (s Show) String() string { return [...]string{"all", "Active", "Draft"}[s] }

// Screen is the screen. Make it with New.
type Screen struct {
	desk      *desk.Desk
	styles    *styles.Styles
	list      *list.Model
	show      Show
	rows      []row
	workspace *model.Workspace // the rows were made of
	open      model.AssistantID
	weights   layout.Weights
	layout    layout.Layout
	dragging  bool
	summary   summary
}

// row is one assistant of the list with how it stands.
type row struct {
	assistant *model.Assistant
	status    desk.Status
}

// New makes the screen.
func New(d *desk.Desk, st *styles.Styles) *Screen {
	s := &Screen{desk: d, styles: st, weights: layout.Weights{62, 48, 1}}
	s.list = list.New(st, list.Options{Filterable: true, Prompt: "a part of a name or id"})
	s.list.Focus()
	return s
}

// Refresh reads the draft and how its assistants stand. open is the assistant
// that Build shows; it is selected where nothing else was.
func (s *Screen) Refresh(open model.AssistantID) {
	selected := s.selectedID()
	if selected == "" || open != s.open {
		selected = open
	}
	s.open, s.workspace = open, s.desk.Workspace()
	s.rows = s.rows[:0]
	for _, a := range s.workspace.Assistants {
		r := row{a, s.desk.Status(a.ID)}
		if s.show == All || (s.show == Active) == (r.status.Live > 0) {
			s.rows = append(s.rows, r)
		}
	}
	s.summary = summary{}
	s.list.SetEmpty(s.empty())
	s.list.SetSource(source{s})
	s.Select(selected)
}

// empty says what belongs into the list when nothing is in it.
func (s *Screen) empty() string {
	switch {
	case len(s.workspace.Assistants) == 0:
		return "This is where your assistants will be.\n\nn makes the first one: it greets, and hands over to an agent. parley import FILE brings in what is written already."
	case s.show == Active:
		return "No assistant is published.\n\nf shows the others."
	}
	return "Every assistant is published.\n\nf shows them."
}

// Select selects an assistant, where the list has it.
func (s *Screen) Select(id model.AssistantID) {
	for i, r := range s.rows {
		if r.assistant.ID == id {
			s.list.Select(i)
		}
	}
}

// Selected is the assistant under the cursor, or nil.
func (s *Screen) Selected() *model.Assistant {
	i, ok := s.list.Selected()
	if !ok || i >= len(s.rows) {
		return nil
	}
	return s.rows[i].assistant
}

func (s *Screen) selectedID() model.AssistantID {
	if a := s.Selected(); a != nil {
		return a.ID
	}
	return ""
}

// Title names the screen in the top line.
func (s *Screen) Title() string { return "Assistants" }

// SetStyles changes the look.
func (s *Screen) SetStyles(st *styles.Styles) {
	s.styles, s.summary = st, summary{}
	s.list.SetStyles(st)
}

// Lay gives list and summary their places in a window.
func (s *Screen) Lay(w, h int) layout.Layout {
	panes := 1
	if w >= besideWidth {
		panes = 2
	}
	s.layout = layout.For(w, h, layout.Options{Weights: s.weights, Panes: panes})
	r := s.layout.Panes[layout.Left]
	s.list.SetSize(max(r.W-2, 1), max(r.H-2, 1))
	return s.layout
}

// View draws the list or the summary.
func (s *Screen) View(p layout.Pane) string {
	r := s.layout.Panes[p]
	if p != layout.Left {
		return s.drawSummary(r.W, r.H)
	}
	title := fmt.Sprintf("Assistants %d", len(s.workspace.Assistants))
	if n := s.list.Len(); n != len(s.workspace.Assistants) {
		title = fmt.Sprintf("Assistants %d of %d", n, len(s.workspace.Assistants))
	}
	right := ""
	if s.show != All {
		right = s.show.String() + " only"
	}
	frame := s.styles.Frame(title, right, true)
	frame.Scroll = s.list.Scroll()
	return frame.Draw(s.list.View(), r.W, r.H)
}

// Focus does nothing: the list always has the keys.
func (s *Screen) Focus(layout.Pane) {}

// Focused is the list.
func (s *Screen) Focused() layout.Pane { return layout.Left }

// Mode is Type while a search is typed.
func (s *Screen) Mode() keys.Mode {
	if s.list.Filtering() {
		return keys.Type
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
			if b, ok := s.Bindings().Match(keys.Move, m); ok && b.ID != "list.filter" {
				return s.act(b)
			}
		}
	}
	return s.give(msg)
}

// give lets the list have a message.
func (s *Screen) give(msg tea.Msg) []want.Want {
	if r := s.list.Update(msg); r.Chosen {
		return s.enter()
	}
	return nil
}

func (s *Screen) mouse(m tea.MouseMsg) []want.Want {
	press := m.Action == tea.MouseActionPress && m.Button == tea.MouseButtonLeft
	_, edge := s.layout.EdgeAt(m.X, m.Y)
	switch {
	case s.dragging && m.Action == tea.MouseActionRelease:
		s.dragging = false
	case s.dragging:
		s.weights = s.layout.Drag(s.weights, 0, m.X)
		return []want.Want{want.Run{Binding: "layout"}}
	case edge && press:
		s.dragging = true
	case s.layout.Panes[layout.Left].Contains(m.X, m.Y):
		r := s.layout.Panes[layout.Left]
		m.X, m.Y = m.X-r.X-1, m.Y-r.Y-1
		return s.give(m)
	}
	return nil
}

// source draws the rows for the list.
type source struct{ s *Screen }

func (x source) Len() int            { return len(x.s.rows) }
func (x source) Disabled(int) string { return "" }

// Text is what a search looks at: the name first, so that what it finds can be marked there.
func (x source) Text(i int) string {
	a := x.s.rows[i].assistant
	return a.Name + "  " + a.PublicName + "  " + string(a.ID)
}

// Lines draws an assistant: name and status, then what it is.
func (x source) Lines(i int, st list.State) []string {
	s, r := x.s, x.s.rows[i]
	look, a := s.styles, r.assistant
	ink := look.Text
	if st.Selected || a.ID == s.open {
		ink = look.Strong
	}
	var inName []int
	for _, at := range st.Match {
		if at < len(a.Name) {
			inName = append(inName, at)
		}
	}
	dot := " " + look.Glyphs.Dot + " "
	what := string(a.Type) + dot + a.Channel.Title()
	if a.PublicName != "" {
		what += dot + canvas.OneLine(a.PublicName)
	}
	right := plural(len(a.Dialogs), "dialog") + dot + string(a.ID) + " "
	return []string{
		" " + canvas.Spread(list.Highlight(a.Name, inName, ink.Ink, look.Match.Ink), s.standing(r.status)+" ", st.Width-1),
		" " + canvas.Spread(look.Muted.Render(what), look.Muted.Render(right), st.Width-1),
	}
}

// standing tells whether an assistant is live, and what its draft changed since.
func (s *Screen) standing(st desk.Status) string {
	look := s.styles
	if st.Live == 0 {
		return look.Muted.Render(look.Glyphs.Off + " Draft")
	}
	live := look.Success.Render(fmt.Sprintf("%s Active v%d", look.Glyphs.On, st.Live))
	if st.State != desk.DraftChanged {
		return live
	}
	words := "draft changed"
	if st.Dialogs > 0 {
		words = plural(st.Dialogs, "change")
	}
	return look.Warning.Render(words) + "  " + live
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
