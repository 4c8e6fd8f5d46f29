// Package rules is the screen of who starts: the rules in the order they are
// tried, the fields of one, the first words of the dialog it starts, the defaults
// of every brand and channel, and a made-up visitor on whom all of it is tried.
package rules

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/route"
	"parley/engine/session"
	"parley/ui/build/editor"
	"parley/ui/build/preview"
	"parley/ui/desk"
	"parley/ui/kit/form"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// Screen is the screen. Make it with [New].
type Screen struct {
	desk     *desk.Desk
	styles   *styles.Styles
	window   window
	list     *list.Model
	grid     grid
	form     *editor.Editor
	preview  *preview.Preview
	trial    trial
	facts    facts
	rules    []*model.Rule // in the order they are tried
	chosen   string        // the id of the selected rule
	shown    shown
	revision int
}

// shown is what the preview shows.
type shown struct {
	workspace *model.Workspace
	assistant model.AssistantID
	dialog    model.DialogID
	proactive bool
	problem   string
}

// New makes the screen.
func New(d *desk.Desk, st *styles.Styles) *Screen {
	s := &Screen{desk: d, styles: st, window: newWindow(), form: editor.New(st), preview: preview.New(st),
		list: list.New(st, list.Options{Filterable: true, Prompt: "a part of a name or id", Empty: nothing})}
	s.trial = trial{form: form.New(st), channel: model.Chat}
	s.Focus(layout.Left)
	return s
}

const nothing = "There are no rules: the defaults below decide who starts. a makes the first rule; rules are tried from the top, and the first that a visitor meets wins."

// Title names the screen in the top line.
func (s *Screen) Title() string { return "Rules" }

// SetStyles changes the look.
func (s *Screen) SetStyles(st *styles.Styles) {
	s.styles = st
	s.list.SetStyles(st)
	s.form.SetStyles(st)
	s.preview.SetStyles(st)
	s.trial.form.SetStyles(st)
	s.show()
}

// Refresh shows the draft as it is now.
func (s *Screen) Refresh() {
	w := s.desk.Workspace()
	s.rules = route.Ordered(w)
	s.facts.learn(s.desk, s.form.Mode() == keys.Type)
	s.list.SetSource(source{s})
	for i, r := range s.rules {
		if r.ID == s.chosen {
			s.list.Select(i)
		}
	}
	s.note()
	s.grid.learn(w)
	s.show()
	s.try()
}

// note remembers which rule is selected.
func (s *Screen) note() {
	s.chosen = ""
	if i, ok := s.list.Selected(); ok && i < len(s.rules) {
		s.chosen = s.rules[i].ID
	}
}

// rule is the selected one, nil where there is none.
func (s *Screen) rule() *model.Rule {
	for _, r := range s.rules {
		if r.ID == s.chosen {
			return r
		}
	}
	return nil
}

// at is the path of the selected rule.
func (s *Screen) at() model.Path { return pathOf(s.chosen) }

func pathOf(id string) model.Path { return model.Path("rules").At(id) }

// show gives the form and the preview what is selected.
func (s *Screen) show() {
	w, r := s.desk.Workspace(), s.rule()
	if r == nil {
		s.form.Show(editor.State{Workspace: w, Title: "No rule is selected."})
		s.play(shown{workspace: w})
		return
	}
	s.form.Show(editor.State{Workspace: w, Document: s.at(), Title: nameOf(r), Findings: s.facts.of(s.at()), Above: s.above(r)})
	s.play(shown{workspace: w, assistant: r.Assistant, dialog: r.Dialog, proactive: r.Proactive})
}

// play has the preview show the first words of a dialog.
func (s *Screen) play(what shown) {
	what.problem = s.shown.problem
	if s.shown == what {
		return
	}
	what.problem = ""
	s.revision++
	st := preview.State{Workspace: what.workspace, Version: desk.DraftVersion, Revision: s.revision, ReadOnly: true}
	if a := what.workspace.Assistant(what.assistant); a != nil {
		st.Assistant = a
		if p, err := s.desk.Program(a.ID); err != nil {
			what.problem = err.Error()
		} else if what.dialog != "" && a.Dialog(what.dialog) == nil {
			what.problem = "There is no dialog " + string(what.dialog) + " in " + a.Name + "."
		} else {
			st.Talk = desk.NewTalk(p, session.Start{At: s.desk.Now(), Dialog: what.dialog, Proactive: what.proactive})
		}
	} else if what.assistant != "" {
		what.problem = "There is no assistant " + string(what.assistant) + "."
	}
	s.shown = what
	s.preview.Show(preview.State{})
	s.preview.Show(st)
}

// After shows what an edit made.
func (s *Screen) After(c edit.Change) {
	s.Refresh()
	if c.At != "" && !c.At.Below(s.at()) {
		s.Reveal(c.At)
	}
}

// Reveal selects the rule of a place, and the field; false where this screen has
// no such rule.
func (s *Screen) Reveal(at model.Path) bool {
	if at.Below("defaults") {
		return true
	}
	for i, r := range s.rules {
		if !at.Below(pathOf(r.ID)) {
			continue
		}
		s.list.SetFilter("")
		s.list.Select(i)
		s.note()
		s.show()
		if at != s.at() {
			s.form.SelectField(at)
		}
		return true
	}
	return at == "rules"
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
		typing = s.trial.open && s.trial.form.Typing()
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
		if b, ok := s.own().Match(s.Mode(), m); ok && s.Mode() == keys.Move {
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
		if before := s.chosen; true {
			if s.note(); s.chosen != before {
				s.show()
			}
		}
		if r.Chosen {
			return focus(layout.Middle)
		}
	case p == layout.Middle:
		return s.form.Update(msg)
	case s.trial.open:
		return s.tried(msg)
	}
	return nil
}

// focus asks to give a pane the keys.
func focus(p layout.Pane) []want.Want {
	return []want.Want{want.Run{Binding: [...]string{"focus.sidebar", "focus.editor", "focus.preview"}[p]}}
}

func nameOf(r *model.Rule) string {
	if r.Name != "" {
		return r.Name
	}
	return r.ID
}
