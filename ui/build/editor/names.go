package editor

import (
	"reflect"
	"slices"

	"parley/engine/model"
)

// names is what ids are called, and what leads to a dialog. It is worked out
// anew only where the workspace really changed.
type names struct {
	w     *model.Workspace
	a     *model.Assistant
	leads map[*model.Dialog][]model.DialogID
	attrs *model.Attributes
}

func newNames() *names { return &names{leads: map[*model.Dialog][]model.DialogID{}} }

// learn takes another workspace and tells whether anything is called differently now.
func (n *names) learn(w *model.Workspace, a *model.Assistant) bool {
	oldW, oldA := n.w, n.a
	n.w, n.a = w, a
	if w == nil || oldW == nil || (a == nil) != (oldA == nil) {
		n.attrs = nil
		return true
	}
	docs := oldW != w && documentsDiffer(oldW, w)
	if docs {
		n.attrs = nil
	}
	return docs || oldA != a && called(oldA, a)
}

// documentsDiffer compares the lists that blocks take names from: all but the assistants.
func documentsDiffer(x, y *model.Workspace) bool {
	for _, k := range model.DocumentKinds() {
		if k.One || k.Name == "Assistant" {
			continue
		}
		a, b := k.In(x), k.In(y)
		if a.Len() != b.Len() || a.Len() > 0 && a.Pointer() != b.Pointer() {
			return true
		}
	}
	return false
}

// called tells whether two states of an assistant differ in what blocks show of it.
func called(x, y *model.Assistant) bool {
	if x == nil || y == nil {
		return false
	}
	if x.Type != y.Type || x.Channel != y.Channel || len(x.Dialogs) != len(y.Dialogs) {
		return true
	}
	for i, d := range x.Dialogs {
		if e := y.Dialogs[i]; d != e && (d.ID != e.ID || d.Name != e.Name) {
			return true
		}
	}
	return false
}

// dialog is a dialog's name; ok is false where there is none.
func (n *names) dialog(id model.DialogID) (string, bool) {
	if n.a == nil || id == "" {
		return "", false
	}
	if d := n.a.Dialog(id); d != nil {
		return d.Name, true
	}
	return string(id), false
}

// document is the name of a document of a kind; ok is false where there is none.
func (n *names) document(kind, id string) (string, bool) {
	k := model.DocumentKindOf(kind)
	if k == nil || n.w == nil {
		return id, false
	}
	list := k.In(n.w)
	for i := range list.Len() {
		doc := list.Index(i).Elem()
		if word(doc, "ID") == id {
			return nameOf(doc), true
		}
	}
	return id, false
}

// nameOf is what a document is called: its name or title, else its id.
func nameOf(doc reflect.Value) string {
	for _, f := range []string{"Name", "Title", "ID"} {
		if s := word(doc, f); s != "" {
			return s
		}
	}
	return ""
}

func word(doc reflect.Value, field string) string {
	if f := doc.FieldByName(field); f.IsValid() && f.Kind() == reflect.String {
		return f.String()
	}
	return ""
}

// attributes is the catalogue of the workspace.
func (n *names) attributes() *model.Attributes {
	if n.attrs == nil {
		w := n.w
		if w == nil {
			w = &model.Workspace{}
		}
		n.attrs = model.AttributesOf(w)
	}
	return n.attrs
}

// leaders are the dialogs that lead to one, in their order.
func (n *names) leaders(to model.DialogID) []*model.Dialog {
	if n.a == nil {
		return nil
	}
	if len(n.leads) > 4*len(n.a.Dialogs)+16 {
		clear(n.leads)
	}
	var out []*model.Dialog
	for _, d := range n.a.Dialogs {
		if d.ID == to {
			continue
		}
		targets, known := n.leads[d]
		if !known {
			for _, l := range model.FlowOf(d).Links {
				targets = append(targets, l.To)
			}
			n.leads[d] = targets
		}
		if slices.Contains(targets, to) {
			out = append(out, d)
		}
	}
	return out
}
