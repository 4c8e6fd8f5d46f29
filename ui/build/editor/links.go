package editor

import (
	"reflect"

	"parley/engine/model"
	"parley/ui/want"
)

// links lists where the selected row leads.
func (e *Editor) links(r *row) []model.Link {
	switch {
	case r == nil, r.kind == rowFrom:
		return nil
	case r.kind == rowLink, r.field != nil && r.field.Role == model.RoleDialog:
		if id := r.value.String(); id != "" {
			return []model.Link{{To: model.DialogID(id)}}
		}
		return nil
	case r.step == nil:
		return nil
	}
	var out []model.Link
	base := e.dialogPath()
	for _, l := range model.FlowOf(e.state.Dialog).Links {
		if l.To != "" && base.Field(string(l.Path)).Below(r.path) {
			out = append(out, l)
		}
	}
	return out
}

func (e *Editor) canFollow() string {
	if r := e.row(); r != nil && r.kind == rowFrom {
		return ""
	}
	if r := e.row(); r != nil && r.field != nil && r.field.Role == model.RoleReference && r.field.Key != "id" && isSet(r.value) && r.value.Kind() == reflect.String {
		return ""
	}
	if len(e.links(e.row())) == 0 {
		return "nothing leads on from here"
	}
	return ""
}

// follow goes where the selected row leads; where it leads to several, it asks.
func (e *Editor) follow() []want.Want {
	r := e.row()
	if r.kind == rowFrom {
		return e.toLeader()
	}
	if r.field != nil && r.field.Role == model.RoleReference && r.field.Key != "id" {
		if k := model.DocumentKindOf(r.field.Refers); k != nil {
			return visit(model.Path(k.Key).At(r.value.String()))
		}
	}
	all := e.links(r)
	switch len(all) {
	case 0:
		return tell("no dialog is chosen here: e chooses one")
	case 1:
		return e.openDialog(all[0].To)
	}
	var items []want.Item
	for _, l := range all {
		name, ok := e.names.dialog(l.To)
		it := want.Item{ID: string(l.To), Label: name, Detail: l.Label}
		if !ok {
			it.Reason = "there is no such dialog"
		}
		items = append(items, it)
	}
	return []want.Want{want.Pick{Title: "Follow", Items: items, Done: func(it want.Item) []want.Want {
		return e.openDialog(model.DialogID(it.ID))
	}}}
}

func (e *Editor) openDialog(id model.DialogID) []want.Want {
	if name, ok := e.names.dialog(id); !ok {
		return tell("there is no dialog " + name + ": e chooses another")
	}
	return []want.Want{want.Open{Dialog: id}}
}

// toLeader goes to a dialog that leads here, to the very interaction that does.
func (e *Editor) toLeader() []want.Want {
	here := e.state.Dialog.ID
	all := e.names.leaders(here)
	go1 := func(d *model.Dialog) []want.Want {
		for _, l := range model.FlowOf(d).Links {
			if l.To == here {
				return []want.Want{want.Open{Dialog: d.ID, Step: l.Step}}
			}
		}
		return []want.Want{want.Open{Dialog: d.ID}}
	}
	switch len(all) {
	case 0:
		return tell("no dialog leads here")
	case 1:
		return go1(all[0])
	}
	var items []want.Item
	for _, d := range all {
		items = append(items, want.Item{ID: string(d.ID), Label: d.Name})
	}
	return []want.Want{want.Pick{Title: "Leads to " + e.state.Dialog.Name, Items: items, Done: func(it want.Item) []want.Want {
		if d := e.state.Assistant.Dialog(model.DialogID(it.ID)); d != nil {
			return go1(d)
		}
		return nil
	}}}
}
