// Package document asks for what is done to any document of the workspace: it
// is given a name, another id, a copy, or it goes. What is wanted comes back to
// the screen that asked.
package document

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/want"
)

// Document is one that something is done to.
type Document struct {
	Kind string // such as Article
	Word string // the kind in a sentence, such as article
	ID   string
	Name string // what it is called
}

// Checked says what is wrong with a name or an id, nil where nothing is.
func Checked(d *desk.Desk, act func(string) edit.Action) func(string) error {
	return func(name string) error {
		if strings.TrimSpace(name) == "" {
			return errors.New("write one")
		}
		_, err := act(strings.TrimSpace(name)).Apply(d.Workspace())
		return err
	}
}

// Add asks for a name and makes a document; then says what follows.
func Add(d *desk.Desk, word, hint string, act func(string) edit.Action, then ...want.Want) []want.Want {
	return []want.Want{want.Prompt{Title: "New " + word, Hint: hint, Check: Checked(d, act), Done: func(name string) []want.Want {
		return append([]want.Want{want.Apply{Action: act(strings.TrimSpace(name))}}, then...)
	}}}
}

// Rename asks for another id; what refers to the document follows.
func (x Document) Rename(d *desk.Desk) []want.Want {
	act := func(to string) edit.Action {
		return edit.ChangeID{Kind: x.Kind, ID: x.ID, To: strings.TrimSpace(to)}
	}
	return []want.Want{want.Prompt{Title: "Another id for " + x.Word + " " + x.ID, Value: x.ID, Hint: "everything that refers to it follows", Check: Checked(d, act),
		Done: func(to string) []want.Want { return []want.Want{want.Apply{Action: act(to)}} }}}
}

// maxNames is how many of the places that use a document are named.
const maxNames = 12

// Remove deletes the document; one that is used only when a person says so again.
// Where names a place that uses it.
func (x Document) Remove(d *desk.Desk, where func(model.Path) string) []want.Want {
	a := edit.DeleteDocument{Kind: x.Kind, ID: x.ID}
	gone := want.Tell{Text: "Deleted " + x.Word + " " + x.Name + "; u undoes it"}
	used := edit.References(d.Workspace(), x.Kind, x.ID)
	if len(used) == 0 {
		return []want.Want{want.Apply{Action: a}, gone}
	}
	var names []string
	for i, p := range used {
		if i == maxNames {
			names = append(names, fmt.Sprintf("and %d more", len(used)-i))
			break
		}
		names = append(names, where(p))
	}
	a.Force = true
	return []want.Want{want.Confirm{Title: "Delete " + x.Word + " " + x.Name, Body: "It is used by " + plural(len(used), "place") + ", which would lead to nothing:", Names: names,
		Note: "u undoes it.", Yes: "delete all the same", Done: func() []want.Want { return []want.Want{want.Apply{Action: a}, gone} }}}
}

// Duplicate asks for a name and makes a copy at an index. Fresh changes what the
// copy does not share; it may be nil.
func (x Document) Duplicate(d *desk.Desk, value reflect.Value, index int, fresh func(any)) []want.Want {
	of := model.DocumentKindOf(x.Kind)
	act := func(name string) edit.Action {
		v := reflect.New(of.Type)
		v.Elem().Set(reflect.Indirect(value))
		if fresh != nil {
			fresh(v.Interface())
		}
		id := model.UniqueSlug(name, func(id string) bool {
			_, err := edit.At(d.Workspace(), model.Path(of.Key).At(id))
			return err == nil
		})
		return edit.AddDocument{Kind: x.Kind, Name: strings.TrimSpace(name), ID: id, Value: v.Interface(), Index: index}
	}
	return []want.Want{want.Prompt{Title: "Duplicate " + x.Word + " " + x.Name, Value: x.Name + " copy", Hint: "its name", Check: Checked(d, act), Done: func(name string) []want.Want {
		return []want.Want{want.Apply{Action: act(name)}}
	}}}
}

// Where names a place of the workspace in words; ascii does without the marks
// that some terminals lack.
func Where(w *model.Workspace, p model.Path, ascii bool) string {
	out := canvas.OneLine(edit.Where(w, p))
	if ascii {
		out = strings.ReplaceAll(out, "›", ">")
	}
	return out
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
