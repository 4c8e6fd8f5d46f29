package workspace

import (
	"reflect"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/document"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// group heads the screen's keys on the help page.
const group = "Workspace"

// Bindings are the keys of the pane that has them.
func (s *Screen) Bindings() keys.Set {
	if s.window.focus != layout.Right {
		return s.own()
	}
	if s.trial != nil {
		return s.trial.bindings()
	}
	return keys.Join(s.form.Bindings(), s.own())
}

// own are the keys that this screen acts on itself.
func (s *Screen) own() keys.Set {
	none := func() string {
		if s.kind().of.One || s.document() == "" {
			return "no document is selected"
		}
		return ""
	}
	alone := func() string {
		if s.kind().of.One {
			return "there is one of it"
		}
		return ""
	}
	add := keys.Binding{ID: "workspace.add", Keys: []string{"a", "n"}, Label: "add", Help: "Make a new " + s.kind().word(), Group: group, Disabled: alone}
	switch s.window.focus {
	case layout.Left:
		return keys.Set{
			{ID: "workspace.in", Keys: []string{"enter", "l", "right"}, Label: "open", Help: "Go to the documents of this kind", Group: group}, add}
	case layout.Middle:
		in := keys.Binding{ID: "workspace.in", Keys: []string{"enter", "l", "right"}, Label: "edit", Help: "Go to the fields of the document", Group: group}
		if t := s.taste(); t != nil {
			in.Label, in.Help = "choose", "Choose the "+strings.ToLower(t.label)
		}
		return keys.Set{
			in,
			add,
			{ID: "list.filter", Keys: []string{"/"}, Label: "filter", Help: "Find a document by a part of its name or id", Group: group},
			{ID: "workspace.rename", Keys: []string{"r"}, Label: "rename", Help: "Give the document another id; everything that refers to it follows", Group: group, Disabled: none},
			{ID: "workspace.delete", Keys: []string{"x", "delete"}, Label: "delete", Help: "Delete the document; where it is used, that is told first", Group: group, Disabled: none},
			{ID: "workspace.duplicate", Keys: []string{"D"}, Label: "duplicate", Help: "Make a copy of the document", Group: group, Disabled: none},
			{ID: "workspace.try", Keys: []string{"t"}, Label: "try", Help: "Try the workflow alone", Group: group, Disabled: s.cannotTry},
			{ID: "workspace.up", Keys: []string{"K", "shift+up"}, Label: "move up", Help: "Move the document one place up", Group: group, Disabled: none},
			{ID: "workspace.down", Keys: []string{"J", "shift+down"}, Label: "move down", Help: "Move the document one place down", Group: group, Disabled: none},
			{ID: "workspace.out", Keys: []string{"h", "left", "esc"}, Label: "kinds", Help: "Go back to the kinds of documents", Group: group, Disabled: s.filtered},
		}
	}
	if s.trial != nil {
		return nil
	}
	return keys.Set{
		{ID: "workspace.try", Keys: []string{"t"}, Label: "try", Help: "Try the workflow alone", Group: group, Disabled: s.cannotTry},
		{ID: "workspace.out", Keys: []string{"esc", "h", "left"}, Label: "list", Help: "Go back to the list", Group: group, Disabled: s.opened},
	}
}

// filtered is why esc does not leave the list: it clears the filter first.
func (s *Screen) filtered() string {
	if s.list.Filter() != "" {
		return "esc clears the filter first"
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

// act does what a binding says.
func (s *Screen) act(b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		if b.ID == "workspace.out" {
			return s.give(s.window.focus, keyEsc())
		}
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	switch b.ID {
	case "workspace.in":
		return s.in()
	case "workspace.out":
		return focus(s.window.focus - 1)
	case "workspace.add":
		return s.add()
	case "list.filter":
		s.list.Update(keyRune('/'))
	case "workspace.rename":
		return s.named().Rename(s.desk)
	case "workspace.delete":
		return s.named().Remove(s.desk, s.where)
	case "workspace.duplicate":
		return s.duplicate()
	case "workspace.try":
		return s.try()
	case "workspace.up":
		return s.move(-1)
	case "workspace.down":
		return s.move(1)
	}
	return nil
}

// in goes on to the pane at the right.
func (s *Screen) in() []want.Want {
	if s.window.focus == layout.Middle && s.document() == "" {
		return s.add()
	}
	if s.window.focus == layout.Middle {
		return s.enter()
	}
	return focus(s.window.focus + 1)
}

// add asks for a name and makes a document.
func (s *Screen) add() []want.Want {
	k := s.kind()
	if k.one == "Klass" {
		return s.addKlass()
	}
	return s.addNamed(func(name string) edit.Action {
		return edit.AddDocument{Kind: k.one, Name: strings.TrimSpace(name), Index: -1, Value: s.first()}
	})
}

func (s *Screen) addNamed(act func(string) edit.Action) []want.Want {
	hint := "its name"
	if s.kind().one == "Object" {
		hint = "its id, such as an order number"
	}
	return document.Add(s.desk, s.kind().word(), hint, act, focus(layout.Right)...)
}

// first is what a new document begins with; nil leaves it to the fields.
func (s *Screen) first() any {
	w := s.desk.Workspace()
	switch s.kind().one {
	case "Schedule":
		x := &model.Schedule{Default: len(w.Schedules) == 0}
		for _, day := range []string{"mon", "tue", "wed", "thu", "fri"} {
			x.Hours = append(x.Hours, model.Pair[[]string]{Key: day, Value: []string{"09:00-17:00"}})
		}
		return x
	case "Customer":
		return &model.Customer{Language: w.DefaultLanguage()}
	case "Klass":
		return &model.Klass{}
	}
	return nil
}

// addKlass asks whether one of the built-in Klasses gets attributes, or a new one is made.
func (s *Screen) addKlass() []want.Want {
	w := s.desk.Workspace()
	own := want.Item{ID: "", Label: "a Klass of your own", Detail: "such as order: objects that belong to customers"}
	items := []want.Item{own}
	for _, id := range []model.KlassID{model.CustomerKlass, model.CompanyKlass, model.ConversationKlass} {
		it := want.Item{ID: string(id), Label: string(id), Detail: "gives it attributes besides the built-in ones"}
		if w.Klass(id) != nil {
			it.Reason = "there already"
		}
		items = append(items, it)
	}
	return []want.Want{want.Pick{Title: "New Klass", Items: items, Done: func(it want.Item) []want.Want {
		if it.ID != "" {
			a := edit.AddDocument{Kind: "Klass", ID: it.ID, Index: -1, Value: &model.Klass{}}
			return append([]want.Want{want.Apply{Action: a}}, focus(layout.Right)...)
		}
		return s.addNamed(func(name string) edit.Action {
			return edit.AddDocument{Kind: "Klass", Name: strings.TrimSpace(name), Index: -1, Value: &model.Klass{}}
		})
	}}}
}

// named is the selected document by what it is called.
func (s *Screen) named() document.Document {
	_, id := split(s.document())
	return document.Document{Kind: s.kind().one, Word: s.kind().word(), ID: id, Name: nameOf(s.selected())}
}

// selected is the document itself.
func (s *Screen) selected() reflect.Value {
	place, err := edit.At(s.desk.Workspace(), s.document())
	if err != nil {
		return reflect.Value{}
	}
	return place.Value
}

// duplicate asks for a name and makes a copy.
func (s *Screen) duplicate() []want.Want {
	index := -1
	if i, ok := s.list.Selected(); ok {
		index = i + 1
	}
	return s.named().Duplicate(s.desk, s.selected(), index, func(copied any) {
		if x, ok := copied.(*model.Schedule); ok {
			x.Default = false
		}
	})
}

// move moves the document among those of its kind.
func (s *Screen) move(by int) []want.Want {
	i, ok := s.list.Selected()
	switch to := i + by; {
	case !ok || s.list.Filter() != "":
		return []want.Want{want.Tell{Text: "clear the filter first: esc"}}
	case to < 0 || to >= s.documents().Len():
		return []want.Want{want.Tell{Text: "it is at the edge already"}}
	default:
		_, id := split(s.document())
		return []want.Want{want.Apply{Action: edit.MoveDocument{Kind: s.kind().one, ID: id, To: to}}}
	}
}
