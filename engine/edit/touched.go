package edit

import (
	"reflect"

	"parley/engine/model"
)

// Differences names the documents and dialogs that two workspaces do not share:
// those of which one is not the very same value in the other.
func Differences(before, after *model.Workspace) Touched {
	var t Touched
	if before == after {
		return t
	}
	for _, kind := range model.DocumentKinds() {
		x, y := kind.In(before), kind.In(after)
		if kind.One {
			if !reflect.DeepEqual(x.Interface(), y.Interface()) {
				t.Documents = append(t.Documents, Document{Kind: kind.Name})
			}
			continue
		}
		if x.Len() == y.Len() && (x.Len() == 0 || x.Pointer() == y.Pointer()) {
			continue
		}
		each(x, y, func(id string) { t.Documents = append(t.Documents, Document{kind.Name, id}) })
	}
	for _, d := range t.Documents {
		if d.Kind == "Assistant" {
			t.dialogs(before, after, model.AssistantID(d.ID))
		}
	}
	return t
}

func (t *Touched) dialogs(before, after *model.Workspace, id model.AssistantID) {
	var x, y []*model.Dialog
	if a := before.Assistant(id); a != nil {
		x = a.Dialogs
	}
	if a := after.Assistant(id); a != nil {
		y = a.Dialogs
	}
	pairs(x, y, func(d *model.Dialog) string { return string(d.ID) }, func(dialog string) {
		t.Dialogs = append(t.Dialogs, Dialog{id, model.DialogID(dialog)})
	})
}

// each calls fn with the id of every element that only one of two lists of
// documents has, or that differs; a document that only moved counts too where
// nothing else differs, since the order of some kinds has a meaning.
func each(x, y reflect.Value, fn func(id string)) {
	pairs(pointers(x), pointers(y), func(v any) string { return idOf(reflect.ValueOf(v)) }, fn)
}

func pointers(list reflect.Value) []any {
	out := make([]any, list.Len())
	for i := range out {
		out[i] = list.Index(i).Interface()
	}
	return out
}

// pairs finds what differs between two lists of pointers: first place by place,
// then, among the places that differ, by id.
func pairs[T comparable](x, y []T, id func(T) string, fn func(string)) {
	var gone, come []T
	for i := range max(len(x), len(y)) {
		if i < len(x) && i < len(y) && x[i] == y[i] {
			continue
		}
		if i < len(x) {
			gone = append(gone, x[i])
		}
		if i < len(y) {
			come = append(come, y[i])
		}
	}
	was := map[string]T{}
	for _, v := range gone {
		was[id(v)] = v
	}
	moved := []string{}
	found := false
	for _, v := range come {
		old, known := was[id(v)]
		delete(was, id(v))
		if known && old == v {
			moved = append(moved, id(v))
			continue
		}
		found = true
		fn(id(v))
	}
	for _, v := range gone {
		if _, left := was[id(v)]; left {
			delete(was, id(v))
			found = true
			fn(id(v))
		}
	}
	if !found {
		for _, m := range moved {
			fn(m)
		}
	}
}
