package editor

import (
	"reflect"
	"slices"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/want"
)

// switched turns a field on or off. One schedule is the default: marking another
// takes the mark away from it.
func (e *Editor) switched(at model.Path, f *model.Field, v reflect.Value) edit.Action {
	on := !holds(f, v)
	if f.Key == "default" && on && e.kind() == "Schedule" {
		return edit.SetDefaultSchedule{ID: model.ScheduleID(lastID(e.state.Document))}
	}
	return edit.SetField{At: at, Value: on}
}

// switches is what the space bar does on an element: it turns its first switch,
// or a value that is true or false; nil where there is none.
func (e *Editor) switches(r *row) func() []want.Want {
	if e.state.Document == "" {
		return nil
	}
	if a, ok := e.declared(r.path); ok && a.Type == model.TypeBoolean {
		return func() []want.Want { return e.editDeclared(r, a) }
	}
	if r.kind != rowElement || r.field.Role != model.RoleGroup || !deref(r.value).IsValid() {
		return nil
	}
	for _, g := range r.field.Fields() {
		if g.Role == model.RoleBool {
			at, on := r.path.Field(g.Key), !g.Of(deref(r.value)).Bool()
			return func() []want.Want { return apply(edit.SetField{At: at, Value: on}) }
		}
	}
	return nil
}

// removal is the action that takes away an element which other places may name.
func (e *Editor) removal(r *row) (edit.DeleteAttribute, bool) {
	if e.state.Document == "" || !deref(r.value).IsValid() {
		return edit.DeleteAttribute{}, false
	}
	id := lastID(e.state.Document)
	switch x := deref(r.value).Interface().(type) {
	case model.AttributeDef:
		return edit.DeleteAttribute{Path: model.AttributePath(id + "." + x.Name)}, x.Name != ""
	case model.Parameter:
		return edit.DeleteAttribute{Path: model.AttributePath("workflow." + id + "." + x.Name)}, x.Name != "" && strings.HasSuffix(string(r.list), ".output")
	}
	return edit.DeleteAttribute{}, false
}

// forced deletes an attribute; where it is used, it says where and asks.
func (e *Editor) forced(a edit.DeleteAttribute) []want.Want {
	w := e.state.Workspace
	if _, err := a.Apply(w); err == nil {
		return append(apply(a), want.Tell{Text: "deleted " + string(a.Path) + " " + e.look.st.Glyphs.Dot + " u undoes it"})
	}
	var names []string
	for _, p := range edit.AttributeReferences(w, a.Path) {
		names = append(names, edit.Where(w, p))
	}
	a.Force = true
	return []want.Want{want.Confirm{Title: "Delete " + string(a.Path), Body: "It is used here, and would no longer be known:", Names: names,
		Note: "u undoes it.", Yes: "delete all the same", Done: func() []want.Want { return apply(a) }}}
}

// languages are those to choose from: for the workspace's own list any that is
// common, elsewhere the workspace's.
func (e *Editor) languages(at model.Path) []string {
	var out []string
	for _, l := range e.state.Workspace.Settings.Languages {
		out = append(out, string(l))
	}
	if !at.Below("workspace") {
		return out
	}
	for _, l := range strings.Fields("ar bg cs da de el en en-GB en-US es es-MX et fi fr fr-CA he hi hr hu id it ja ko lt lv nb nl pl pt pt-BR ro ru sk sl sr sv th tr uk vi zh zh-TW") {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// stepIDs are the steps a workflow's transition can lead to.
func (e *Editor) stepIDs() []string {
	var out []string
	for _, s := range e.workflow().Steps {
		out = append(out, s.ID)
	}
	return append(out, "end")
}

// wordsFor are the words that elements of a list are chosen from, nil where they
// are written.
func (e *Editor) wordsFor(list edit.Place) []string {
	switch {
	case list.Field.Elem.In != nil:
		return list.Field.Elem.In
	case list.Field.Elem.Type == reflect.TypeFor[model.Language]():
		return e.languages(list.Path)
	}
	return nil
}

// putWord asks which word is added to a list.
func (e *Editor) putWord(list edit.Place, index int, words []string) []want.Want {
	var items []want.Item
	for _, word := range words {
		it := want.Item{ID: word, Label: word}
		for i := range list.Value.Len() {
			if list.Value.Index(i).String() == word {
				it.Reason = "there already"
			}
		}
		items = append(items, it)
	}
	return []want.Want{want.Pick{Title: "Add to " + lower(list.Field.Label), Items: items, Free: list.Field.Elem.In == nil, Done: func(it want.Item) []want.Want {
		at := list.Path.Index(index)
		e.next = func() { e.chooseSpot(spot{rowElement, at}) }
		value, err := edit.Parse(list.Field.Elem, it.Label)
		if err != nil {
			return []want.Want{want.Tell{Text: err.Error(), Error: true}}
		}
		return apply(edit.InsertElement{List: list.Path, Index: index, Value: value})
	}}}
}

// byID is the path of an element by its id, where it has one.
func (e *Editor) byID(at model.Path) model.Path {
	if place, err := edit.At(e.state.Workspace, at); err == nil {
		if id := elementID(place.Value); id != "" {
			return parent(at).At(id)
		}
	}
	return at
}
