package intents

import (
	"errors"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// group heads the screen's keys on the help page.
const group = "Intents"

// Bindings are the keys of the pane that has them.
func (s *Screen) Bindings() keys.Set {
	if s.window.focus == layout.Middle && !s.reads() {
		return keys.Join(s.keys(), s.form.Bindings())
	}
	return s.keys()
}

// keys are those that this screen acts on itself.
func (s *Screen) keys() keys.Set {
	try := keys.Binding{ID: "intents.try", Keys: []string{"t"}, Label: "try", Help: "Try a sentence on all intents: what it is understood as, and why", Group: group}
	out := keys.Binding{ID: "intents.out", Keys: []string{"esc", "h", "left"}, Label: "list", Help: "Go back to the list", Group: group}
	switch {
	case s.window.focus == layout.Left:
		return s.listKeys(try)
	case s.window.focus == layout.Right:
		return s.tryKeys(out)
	case s.reads():
		return keys.Set{{ID: "intents.take", Keys: []string{"enter", "+"}, Label: "take it up", Help: "Make the predefined intent one of this workspace's", Group: group}, try, out,
			{ID: "reader.up", Keys: []string{"up", "k"}, Label: "up", Help: "Scroll up", Group: group, Hidden: true},
			{ID: "reader.down", Keys: []string{"down", "j"}, Label: "down", Help: "Scroll down", Group: group, Hidden: true}}
	}
	out.Disabled = s.opened
	return keys.Set{out, try}
}

func (s *Screen) listKeys(try keys.Binding) keys.Set {
	return keys.Set{
		{ID: "intents.in", Keys: []string{"enter", "l", "right"}, Label: "edit", Help: "Go to the keywords and phrases of the intent", Group: group},
		{ID: "intents.add", Keys: []string{"a", "n"}, Label: "add", Help: "Make an intent of your own", Group: group, Disabled: s.full},
		try,
		{ID: "intents.take", Keys: []string{"+"}, Label: "take it up", Help: "Make the predefined intent one of this workspace's", Group: group, Disabled: s.taken},
		{ID: "list.filter", Keys: []string{"/"}, Label: "filter", Help: "Find an intent by a part of its name, a keyword or a phrase", Group: group},
		{ID: "intents.rename", Keys: []string{"r"}, Label: "rename", Help: "Give the intent another id; dialogs that start on it follow", Group: group, Disabled: s.none},
		{ID: "intents.delete", Keys: []string{"x", "delete"}, Label: "delete", Help: "Delete the intent; what starts on it is told first", Group: group, Disabled: s.none},
		{ID: "intents.leave", Keys: []string{"esc"}, Label: "all", Help: "Clear the filter", Group: group, Hidden: true, Disabled: func() string {
			if s.list.Filter() == "" {
				return "nothing is filtered"
			}
			return ""
		}},
	}
}

func (s *Screen) tryKeys(out keys.Binding) keys.Set {
	return keys.Set{
		{ID: "intents.write", Keys: []string{"i", "enter"}, Label: "write", Help: "Write a sentence to try", Group: group},
		{ID: "intents.teach", Keys: []string{"a"}, Label: "add as a phrase", Help: "Add the sentence to the phrases of the selected intent", Group: group, Disabled: s.cannotTeach},
		{ID: "intents.follow", Keys: []string{"f"}, Label: "go to it", Help: "Go to the selected intent", Group: group, Disabled: s.cannotFollow},
		{ID: "intents.all", Keys: []string{"p"}, Label: "predefined too", Help: "Try also, or no more, on the predefined intents that are not taken up", Group: group, Disabled: s.onlyPredefined},
		out,
		{ID: "ranked.up", Keys: []string{"up", "k"}, Label: "up", Help: "The intent above", Group: group, Hidden: true},
		{ID: "ranked.down", Keys: []string{"down", "j"}, Label: "down", Help: "The intent below", Group: group, Hidden: true},
	}
}

func (s *Screen) none() string {
	if s.intent() == nil {
		return "no intent of this workspace is selected"
	}
	return ""
}

func (s *Screen) taken() string {
	if !s.reads() {
		return "no predefined intent that is left to take up is selected"
	}
	return ""
}

func (s *Screen) full() string {
	custom := 0
	for _, n := range s.desk.Workspace().Intents {
		if n.Predefined == "" {
			custom++
		}
	}
	if custom >= model.MaxCustomIntents {
		return plural(model.MaxCustomIntents, "intent") + " of your own are the most"
	}
	return ""
}

// opened is why esc does not leave the form: it closes what is open first.
func (s *Screen) opened() string {
	if s.form.Opened() {
		return "esc closes what is open first"
	}
	return ""
}

func (s *Screen) cannotFollow() string {
	if s.trial.selected() == nil {
		return "write a sentence first"
	}
	return ""
}

func (s *Screen) onlyPredefined() string {
	if s.own == 0 {
		return "there are no others yet"
	}
	return ""
}

func (s *Screen) cannotTeach() string {
	m := s.trial.selected()
	if m == nil {
		return "write a sentence first"
	}
	n := s.desk.Workspace().Intent(m.Intent)
	switch {
	case n == nil:
		return s.name(m.Intent) + " is not taken up yet: f goes to it"
	case slices.Contains(n.Phrases, s.sentence()):
		return "it is one of its phrases already"
	}
	return ""
}

// sentence is what is tried.
func (s *Screen) sentence() string { return strings.TrimSpace(s.trial.input.Text()) }

// act does what a binding says.
func (s *Screen) act(b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		if b.ID == "intents.out" || b.ID == "intents.leave" {
			return s.give(s.window.focus, tea.KeyMsg{Type: tea.KeyEsc})
		}
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	switch b.ID {
	case "intents.in":
		if s.definition() == nil {
			return s.add()
		}
		return focus(layout.Middle)
	case "intents.out":
		return focus(layout.Left)
	case "intents.leave", "list.filter":
		s.list.Update(keyOf(b))
	case "intents.try":
		s.write()
		return focus(layout.Right)
	case "intents.write":
		s.write()
	case "intents.add":
		return s.add()
	case "intents.take":
		return s.take()
	case "intents.rename":
		return s.rename()
	case "intents.delete":
		return s.remove()
	case "intents.teach":
		return s.teach()
	case "intents.follow":
		return s.follow()
	case "intents.all":
		s.trial.all = !s.trial.all
		s.try()
	case "ranked.up", "reader.up":
		return s.give(s.window.focus, tea.KeyMsg{Type: tea.KeyUp})
	case "ranked.down", "reader.down":
		return s.give(s.window.focus, tea.KeyMsg{Type: tea.KeyDown})
	}
	return nil
}

// keyOf is the key of a binding as the list takes it.
func keyOf(b keys.Binding) tea.KeyMsg {
	if b.ID == "list.filter" {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'/'}}
	}
	return tea.KeyMsg{Type: tea.KeyEsc}
}

// checked says what is wrong with a name or an id, nil where nothing is.
func (s *Screen) checked(act func(string) edit.Action) func(string) error {
	return func(name string) error {
		if strings.TrimSpace(name) == "" {
			return errors.New("write one")
		}
		_, err := act(name).Apply(s.desk.Workspace())
		return err
	}
}

// add asks for a name and makes an intent.
func (s *Screen) add() []want.Want {
	act := func(name string) edit.Action {
		return edit.AddDocument{Kind: "Intent", Name: strings.TrimSpace(name), Index: -1, Value: &model.Intent{}}
	}
	return []want.Want{want.Prompt{Title: "New intent", Hint: "what the customer wants, such as Change my seat", Check: s.checked(act), Done: func(name string) []want.Want {
		return append([]want.Want{want.Apply{Action: act(name)}}, focus(layout.Middle)...)
	}}}
}

// take makes the selected predefined intent one of the workspace.
func (s *Screen) take() []want.Want {
	d := s.definition()
	a := edit.AddDocument{Kind: "Intent", ID: string(d.ID), Index: -1, Value: &model.Intent{Name: d.Name, Predefined: string(d.ID)}}
	return append([]want.Want{want.Apply{Action: a}}, focus(layout.Middle)...)
}

// rename asks for another id.
func (s *Screen) rename() []want.Want {
	id := string(s.chosen)
	act := func(to string) edit.Action {
		return edit.ChangeID{Kind: "Intent", ID: id, To: strings.TrimSpace(to)}
	}
	return []want.Want{want.Prompt{Title: "Another id for intent " + id, Value: id, Hint: "dialogs that start on it follow", Check: s.checked(act),
		Done: func(to string) []want.Want {
			s.chosen = model.IntentID(strings.TrimSpace(to))
			return []want.Want{want.Apply{Action: act(to)}}
		}}}
}

// remove deletes the intent; one that starts dialogs only when a person says so again.
func (s *Screen) remove() []want.Want {
	n := s.intent()
	a := edit.DeleteDocument{Kind: "Intent", ID: string(n.ID)}
	gone := want.Tell{Text: "Deleted intent " + nameOf(n) + "; u undoes it"}
	used := edit.References(s.desk.Workspace(), "Intent", string(n.ID))
	if len(used) == 0 {
		return []want.Want{want.Apply{Action: a}, gone}
	}
	var names []string
	for _, p := range used {
		names = append(names, s.where(p))
	}
	a.Force = true
	return []want.Want{want.Confirm{Title: "Delete intent " + nameOf(n), Body: "It starts " + plural(len(used), "dialog") + ", which nothing would start any more:", Names: names,
		Note: "u undoes it.", Yes: "delete all the same", Done: func() []want.Want { return []want.Want{want.Apply{Action: a}, gone} }}}
}

// teach adds the sentence to the phrases of the selected intent.
func (s *Screen) teach() []want.Want {
	m := s.trial.selected()
	return []want.Want{want.Apply{Action: edit.InsertElement{List: pathOf(m.Intent).Field("phrases"), Index: -1, Value: s.sentence()}},
		want.Tell{Text: "Added to the phrases of " + s.name(m.Intent) + "; u takes it back"}}
}

// follow goes to the selected ranked intent.
func (s *Screen) follow() []want.Want {
	m := s.trial.selected()
	if m == nil {
		return nil
	}
	s.list.SetFilter("")
	s.pick(m.Intent)
	s.show()
	return focus(layout.Left)
}
