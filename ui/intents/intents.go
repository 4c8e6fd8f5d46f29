// Package intents is the screen of what customers may want: the intents of the
// workspace and the predefined ones it can take up, the keywords and phrases of
// one, and a line to try a sentence on all of them.
package intents

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/intent"
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
	list   *list.Model
	form   *editor.Editor
	reader reader
	trial  *trial
	facts  facts
	rows   []intent.Definition // of the workspace first, then the predefined ones not taken up
	own    int                 // how many of them are the workspace's
	chosen model.IntentID      // the selected one
}

// New makes the screen.
func New(d *desk.Desk, st *styles.Styles) *Screen {
	s := &Screen{desk: d, styles: st, window: newWindow(), form: editor.New(st), trial: newTrial(st),
		list: list.New(st, list.Options{Filterable: true, Prompt: "a part of a name or phrase"})}
	s.Focus(layout.Left)
	return s
}

// Title names the screen in the top line.
func (s *Screen) Title() string { return "Intents" }

// SetStyles changes the look.
func (s *Screen) SetStyles(st *styles.Styles) {
	s.styles = st
	s.list.SetStyles(st)
	s.form.SetStyles(st)
	s.trial.setStyles(st)
	s.show()
}

// Refresh shows the draft as it is now.
func (s *Screen) Refresh() {
	w := s.desk.Workspace()
	typing := s.form.Mode() == keys.Type
	if s.facts.learn(s.desk, s.chosen, typing) || s.rows == nil {
		s.rows, s.own = intent.All(w), len(w.Intents)
	}
	s.list.SetSource(source{s})
	s.pick(s.chosen)
	s.show()
	s.try()
}

// Learned shows what a training, or a comparison of all intents, came to.
func (s *Screen) Learned() {
	s.facts.workspace = nil
	s.Refresh()
}

// pick selects an intent, or else the one the list is on.
func (s *Screen) pick(id model.IntentID) {
	for i := range s.rows {
		if s.rows[i].ID == id {
			s.list.Select(i)
			break
		}
	}
	s.note()
}

// note remembers which intent is selected.
func (s *Screen) note() {
	s.chosen = ""
	if i, ok := s.list.Selected(); ok && i < len(s.rows) {
		s.chosen = s.rows[i].ID
	}
}

// intent is the selected one where it is the workspace's, else nil.
func (s *Screen) intent() *model.Intent { return s.desk.Workspace().Intent(s.chosen) }

// definition is what the selected intent is recognized by, nil where none is selected.
func (s *Screen) definition() *intent.Definition {
	for i := range s.rows {
		if s.rows[i].ID == s.chosen {
			return &s.rows[i]
		}
	}
	return nil
}

// at is the path of the selected intent.
func (s *Screen) at() model.Path { return pathOf(s.chosen) }

func pathOf(id model.IntentID) model.Path { return model.Path("intents").At(string(id)) }

// show gives the middle what is selected: the fields of an intent, or what a
// predefined one is like that is not taken up.
func (s *Screen) show() {
	w := s.desk.Workspace()
	if n := s.intent(); n != nil {
		s.form.Show(editor.State{Workspace: w, Document: s.at(), Title: nameOf(n), Findings: s.facts.of(s.at()), Above: s.above(n), Below: s.below(n)})
		return
	}
	s.form.Show(editor.State{Workspace: w, Title: "No intent is selected."})
	s.reader.show(s.definition())
}

// reads reports whether the middle shows a predefined intent that is not taken up.
func (s *Screen) reads() bool { return s.intent() == nil && s.definition() != nil }

// After shows what an edit made.
func (s *Screen) After(c edit.Change) {
	s.Refresh()
	if c.At != "" && !c.At.Below(s.at()) {
		s.Reveal(c.At)
	}
}

// Reveal selects the intent of a place, and the field; false where this screen has
// no such intent.
func (s *Screen) Reveal(at model.Path) bool {
	for _, n := range s.desk.Workspace().Intents {
		if !at.Below(pathOf(n.ID)) {
			continue
		}
		s.list.SetFilter("")
		s.chosen = n.ID
		s.Refresh()
		if at != s.at() {
			s.form.SelectField(at)
		}
		return true
	}
	return at == "intents"
}

// Mode is Type while a text is edited.
func (s *Screen) Mode() keys.Mode {
	typing := false
	switch s.window.focus {
	case layout.Left:
		typing = s.list.Filtering()
	case layout.Middle:
		return s.form.Mode()
	default:
		typing = s.trial.typing
	}
	if typing {
		return keys.Type
	}
	return keys.Move
}

// Update takes a key, or a mouse message in window coordinates.
func (s *Screen) Update(msg tea.Msg) []want.Want {
	typed := s.form.Mode() == keys.Type
	var out []want.Want
	switch m := msg.(type) {
	case tea.MouseMsg:
		out = s.mouse(m)
	case tea.KeyMsg:
		if b, ok := s.keys().Match(s.Mode(), m); ok && s.Mode() == keys.Move {
			out = s.act(b)
		} else {
			out = s.give(s.window.focus, msg)
		}
	}
	if typed && s.form.Mode() != keys.Type {
		out = append(out, want.Then{Do: func() []want.Want { s.Refresh(); return nil }})
	}
	return out
}

// give lets a pane have a message.
func (s *Screen) give(p layout.Pane, msg tea.Msg) []want.Want {
	switch {
	case p == layout.Left:
		r := s.list.Update(msg)
		before := s.chosen
		if s.note(); s.chosen != before {
			s.show()
		}
		if r.Chosen {
			return focus(layout.Middle)
		}
	case p == layout.Middle && s.reads():
		s.reader.update(msg)
	case p == layout.Middle:
		return s.form.Update(msg)
	default:
		return s.tried(msg)
	}
	return nil
}

// focus asks to give a pane the keys.
func focus(p layout.Pane) []want.Want {
	return []want.Want{want.Run{Binding: [...]string{"focus.sidebar", "focus.editor", "focus.preview"}[p]}}
}

func nameOf(n *model.Intent) string {
	if n.Name != "" {
		return n.Name
	}
	return string(n.ID)
}
