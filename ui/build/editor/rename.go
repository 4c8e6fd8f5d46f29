package editor

import (
	"reflect"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/want"
)

// renamer is the action that gives a field of a document another word where other
// places know the document, or a part of it, by that word; nil where they do not.
func (e *Editor) renamer(r *row) func(string) edit.Action {
	if e.state.Document == "" || r.kind != rowField {
		return nil
	}
	up := parent(r.path)
	place, err := edit.At(e.state.Workspace, up)
	if err != nil {
		return nil
	}
	id := lastID(e.state.Document)
	if up == e.state.Document && r.field.Key == "id" {
		kind := e.kind()
		return func(to string) edit.Action { return edit.ChangeID{Kind: kind, ID: id, To: to} }
	}
	attribute := func(prefix, from string) func(string) edit.Action {
		return func(to string) edit.Action {
			return edit.RenameAttribute{From: model.AttributePath(prefix + from), To: model.AttributePath(prefix + to)}
		}
	}
	switch x := place.Value.Interface().(type) {
	case model.Team:
		if r.field.Key == "name" && x.Name != "" {
			return func(to string) edit.Action { return edit.RenameTeam{ID: x.ID, Name: to} }
		}
	case model.AttributeDef:
		if r.field.Key == "name" && x.Name != "" {
			return attribute(id+".", x.Name)
		}
	case model.Parameter:
		if r.field.Key == "name" && x.Name != "" && strings.HasSuffix(string(parent(up)), ".output") {
			return attribute("workflow."+id+".", x.Name)
		}
	case model.WorkflowStep:
		if r.field.Key == "id" {
			return func(to string) edit.Action {
				return edit.RenameWorkflowStep{Workflow: model.WorkflowID(id), Step: x.ID, To: to}
			}
		}
	}
	return nil
}

// kind is the kind of the document that is shown.
func (e *Editor) kind() string {
	list, _, _ := strings.Cut(string(e.state.Document), "[")
	for _, k := range model.DocumentKinds() {
		if k.Key == list {
			return k.Name
		}
	}
	return ""
}

// rename asks for another word and gives it; what refers to it follows.
func (e *Editor) rename(r *row, act func(string) edit.Action) []want.Want {
	check := func(s string) error {
		_, err := act(strings.TrimSpace(s)).Apply(e.state.Workspace)
		return err
	}
	return []want.Want{want.Prompt{Title: "Rename " + lower(r.field.Label), Value: r.value.String(), Hint: "everything that refers to it follows", Check: check,
		Done: func(s string) []want.Want { return apply(act(strings.TrimSpace(s))) }}}
}

// putNamed asks for the name of a new element before it is put in.
func (e *Editor) putNamed(list edit.Place, index int, name *model.Field) []want.Want {
	at := list.Path.Index(index)
	act := func(s string) edit.Action {
		return edit.Batch{Name: "add " + one(list.Field), Actions: []edit.Action{
			edit.InsertElement{List: list.Path, Index: index}, edit.SetText{At: at.Field(name.Key), Text: strings.TrimSpace(s)}}}
	}
	check := func(s string) error {
		if strings.TrimSpace(s) == "" {
			return &edit.Error{What: "it needs a name", Mend: "write one"}
		}
		if !inPaths(list.Field.Elem) { // people may share a name
			return nil
		}
		if !model.ValidID(strings.TrimSpace(s)) {
			return &edit.Error{What: s + " cannot be its name", Mend: "use letters, digits, - and _"}
		}
		for i := range list.Value.Len() {
			if name.Of(list.Value.Index(i)).String() == strings.TrimSpace(s) {
				return &edit.Error{What: "there is " + strings.TrimSpace(s) + " already", Mend: "choose another name"}
			}
		}
		_, err := act(s).Apply(e.state.Workspace)
		return err
	}
	return []want.Want{want.Prompt{Title: "New " + one(list.Field), Hint: "its name", Check: check, Done: func(s string) []want.Want {
		e.next = func() { e.fresh(at) }
		return apply(act(s))
	}}}
}

// inPaths tells elements whose names are parts of paths, such as order.total.
func inPaths(g *model.Field) bool {
	return g.Type == reflect.TypeFor[model.AttributeDef]() || g.Type == reflect.TypeFor[model.Parameter]()
}

// nameIn is the field that an element is known by, where it needs one.
func nameIn(g *model.Field) *model.Field {
	if g.Role != model.RoleGroup {
		return nil
	}
	for _, f := range g.Fields() {
		if f.Key == "name" && f.Required && f.Role == model.RolePlain {
			return f
		}
	}
	return nil
}
