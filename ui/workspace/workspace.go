// Package workspace is the screen of what surrounds assistants: the kinds of
// documents at the left, the documents of one kind beside them, and the fields of
// one document, edited in place. Kinds and fields come from the descriptors of
// package model.
package workspace

import (
	"reflect"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/build/editor"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// Screen is the screen. Make it with [New].
type Screen struct {
	desk   *desk.Desk
	styles *styles.Styles
	window window
	kinds  []kind
	at     int               // the kind that is shown
	chosen map[string]string // the document that was selected last, by kind
	menu   *list.Model
	list   *list.Model
	form   *editor.Editor
	trial  *trial // the workflow that is tried, instead of the form; nil for none
	facts  facts
	drawn  [3]drawn
}

// New makes the screen.
func New(d *desk.Desk, st *styles.Styles) *Screen {
	s := &Screen{desk: d, styles: st, window: newWindow(), kinds: kinds(), chosen: map[string]string{},
		menu: list.New(st, list.Options{}), list: list.New(st, list.Options{Filterable: true, Prompt: "a part of a name or id"}), form: editor.New(st)}
	s.Focus(layout.Left)
	s.Refresh()
	return s
}

// Title names the screen in the top line.
func (s *Screen) Title() string { return "Workspace" }

// SetStyles changes the look.
func (s *Screen) SetStyles(st *styles.Styles) {
	s.styles, s.drawn = st, [3]drawn{}
	s.menu.SetStyles(st)
	s.list.SetStyles(st)
	s.form.SetStyles(st)
	if s.trial != nil {
		s.trial.setStyles(st)
	}
	s.Refresh()
}

// kind is the kind that is shown.
func (s *Screen) kind() kind { return s.kinds[s.at] }

// documents are those of the kind that is shown.
func (s *Screen) documents() reflect.Value { return s.kind().of.In(s.desk.Workspace()) }

// document is the selected document's path; "" where there is none.
func (s *Screen) document() model.Path {
	k := s.kind().of
	if k.One {
		return model.Path(k.Key)
	}
	if id := s.chosen[k.Name]; id != "" {
		return model.Path(k.Key).At(id)
	}
	return ""
}

// Refresh shows the draft as it is now.
func (s *Screen) Refresh() {
	s.menu.SetSource(menu{s})
	s.menu.Select(s.at)
	s.refreshList()
	s.show()
}

// refreshList gives the list its documents; the one that was selected stays so.
func (s *Screen) refreshList() {
	k := s.kind()
	if docs := s.documents(); s.form.Mode() == keys.Type && !k.of.One && k.crowded(docs.Len()) && s.facts.kind == k.of.Name {
		s.facts.glance(s.desk, k, s.document())
	} else {
		s.facts.learn(s.desk, k)
	}
	s.list.SetEmpty(k.empty)
	s.list.SetSource(source{s})
	if k.of.One {
		return
	}
	docs := s.documents()
	for i := range docs.Len() {
		if idOf(docs.Index(i)) == s.chosen[k.of.Name] {
			s.list.Select(i)
			break
		}
	}
	s.note()
}

// note remembers which document is selected.
func (s *Screen) note() {
	k := s.kind().of
	if k.One {
		return
	}
	s.chosen[k.Name] = ""
	if i, ok := s.list.Selected(); ok && i < s.documents().Len() {
		s.chosen[k.Name] = idOf(s.documents().Index(i))
	}
}

// show gives the form the selected document.
func (s *Screen) show() {
	w, at := s.desk.Workspace(), s.document()
	st := editor.State{Workspace: w, Document: at}
	if place, err := edit.At(w, at); at != "" && err == nil {
		st.Title = nameOf(place.Value)
		if s.kind().of.One {
			st.Title = "Workspace settings"
		}
		st.Findings = s.facts.findings(at)
		st.Above, st.Below = s.above(place.Value), s.below(at)
	} else {
		st.Document, st.Title = "", "Nothing is selected."
		if s.documents().Kind() == reflect.Slice && s.documents().Len() == 0 {
			st.Title = s.kind().empty
		}
	}
	s.form.Show(st)
	if s.trial != nil && (model.Path("workflows").At(string(s.trial.flow)) != at || w.Workflow(s.trial.flow) == nil) {
		s.leaveTrial()
	}
	if s.trial != nil {
		s.trial.refresh(w)
	}
}

// After shows what an edit made.
func (s *Screen) After(c edit.Change) {
	s.Refresh()
	if c.At != "" && !c.At.Below(s.document()) {
		s.Reveal(c.At)
	}
}

// Reveal selects the document of a place, and the field; false where this screen
// has no such document.
func (s *Screen) Reveal(at model.Path) bool {
	key, id := split(at)
	for i, k := range s.kinds {
		if k.of.Key != key {
			continue
		}
		if i != s.at {
			s.open(i)
		}
		if !k.of.One && id != "" {
			if _, err := edit.At(s.desk.Workspace(), model.Path(key).At(id)); err != nil {
				return true
			}
			s.chosen[k.of.Name] = id
			s.list.SetFilter("")
		}
		s.Refresh()
		if at != s.document() {
			s.form.SelectField(at)
		}
		return true
	}
	return false
}

// open shows another kind.
func (s *Screen) open(i int) {
	s.at = i
	s.list.SetFilter("")
	s.refreshList()
	s.menu.Select(i)
	s.show()
}

// Kinds are the titles of the kinds, with a path that shows each.
func (s *Screen) Kinds() (titles []string, at []model.Path) {
	for _, k := range s.kinds {
		titles, at = append(titles, k.title), append(at, model.Path(k.of.Key))
	}
	return titles, at
}

// Mode is Type while a text is edited.
func (s *Screen) Mode() keys.Mode {
	switch {
	case s.window.focus == layout.Middle && s.list.Filtering():
		return keys.Type
	case s.window.focus == layout.Right && s.trial != nil:
		return s.trial.mode()
	case s.window.focus == layout.Right:
		return s.form.Mode()
	}
	return keys.Move
}

// Update takes a key, or a mouse message in window coordinates.
func (s *Screen) Update(msg tea.Msg) []want.Want {
	switch m := msg.(type) {
	case tea.MouseMsg:
		return s.mouse(m)
	case tea.KeyMsg:
		if b, ok := s.own().Match(s.Mode(), m); ok && s.Mode() == keys.Move {
			return s.act(b)
		}
	}
	return s.give(s.window.focus, msg)
}

// give lets a pane have a message.
func (s *Screen) give(p layout.Pane, msg tea.Msg) []want.Want {
	switch p {
	case layout.Left:
		r := s.menu.Update(msg)
		if i, ok := s.menu.Selected(); ok && i != s.at {
			s.open(i)
		}
		if r.Chosen {
			return focus(layout.Middle)
		}
	case layout.Middle:
		r := s.list.Update(msg)
		s.moved()
		if r.Chosen {
			return s.enter()
		}
	case layout.Right:
		if s.trial != nil {
			return s.trial.update(s, msg)
		}
		typing := s.form.Mode()
		out := s.form.Update(msg)
		if typing == keys.Type && s.form.Mode() != typing {
			s.Refresh()
		}
		return out
	}
	return nil
}

// moved shows what is selected in the list now.
func (s *Screen) moved() {
	if !s.kind().of.One {
		before := s.document()
		if s.note(); s.document() != before {
			s.show()
		}
		return
	}
	if i, ok := s.list.Selected(); ok && s.taste() == nil {
		s.form.SelectField(model.Path(s.kind().of.Key).Field(s.kind().fields()[i].Key))
	}
}

// focus asks to give a pane the keys.
func focus(p layout.Pane) []want.Want {
	return []want.Want{want.Run{Binding: [...]string{"focus.sidebar", "focus.editor", "focus.preview"}[p]}}
}
