package files

import (
	"encoding/json"
	"reflect"
	"slices"

	"parley/engine/model"

	"znkr.io/diff"
)

// Align returns the result with the ids of the base's interactions on those that
// were written without one: see [Align]. Positions follow. Nothing is changed in place.
func (r *Result) Align(base *model.Workspace) *Result {
	if r.Workspace == nil || base == nil {
		return r
	}
	out, ws := *r, *r.Workspace
	out.Workspace, ws.Assistants, out.spots = &ws, slices.Clone(ws.Assistants), slices.Clone(r.spots)
	moved := map[*model.Interaction]*model.Interaction{}
	for n, a := range ws.Assistants {
		old := base.Assistant(a.ID)
		if old == nil {
			continue
		}
		aligned := Align(old, a, r.WrittenIDs(a.ID))
		before, after := interactionsOf(a), interactionsOf(aligned)
		for i := range before {
			moved[before[i]] = after[i]
		}
		ws.Assistants[n] = aligned
	}
	for i, s := range out.spots {
		if to, ok := moved[s.step]; ok {
			out.spots[i].step = to
		}
	}
	out.places = places(out.spots)
	return &out
}

// Align gives the interactions of an edited assistant the ids they had, so that
// marks, coverage and recordings stay true. An id among the written ones is
// kept. The others are taken from the old draft: within each dialog from the
// interactions of the same content in order, then from those of the same kind in
// the same place; then, anywhere in the assistant, from one of the same content;
// what is left is new and gets an id that the old draft never had.
func Align(old, edited *model.Assistant, written []string) *model.Assistant {
	out := cloneAssistant(edited)
	al := aligner{used: map[string]bool{}, old: map[string]*model.Interaction{}}
	for _, id := range written {
		al.used[id] = true
	}
	for _, i := range interactionsOf(old) {
		al.old[i.ID] = i
	}
	for _, i := range interactionsOf(out) {
		if !al.used[i.ID] {
			i.ID = ""
		}
	}
	for _, d := range out.Dialogs {
		before := old.Dialog(d.ID)
		if before == nil {
			continue
		}
		al.run(pointers(before.Interactions), pointers(d.Interactions))
		if before.End != nil && d.End != nil {
			al.run([]*model.Interaction{before.End}, []*model.Interaction{d.End})
		}
	}
	al.elsewhere(old, out)
	al.fresh(old, out)
	return out
}

// aligner hands out the ids of an old draft.
type aligner struct {
	used map[string]bool
	old  map[string]*model.Interaction
}

// adopt gives an interaction the id of an old one, and aligns what is inside.
func (al *aligner) adopt(old, edited *model.Interaction) {
	if edited.ID == "" && old.ID != "" && !al.used[old.ID] {
		edited.ID = old.ID
		al.used[old.ID] = true
	}
	before, after := model.Nested(old), model.Nested(edited)
	for i := range min(len(before), len(after)) {
		al.run(pointers(before[i].Steps), pointers(after[i].Steps))
	}
}

// run aligns one list of interactions.
func (al *aligner) run(old, edited []*model.Interaction) {
	var from, to []*model.Interaction
	for _, i := range old {
		if i.ID != "" && !al.used[i.ID] {
			from = append(from, i)
		}
	}
	for _, i := range edited {
		if before := al.old[i.ID]; i.ID != "" && before != nil {
			al.adopt(before, i)
		} else if i.ID == "" {
			to = append(to, i)
		}
	}
	var before, after []*model.Interaction // between two of the same content
	o, e := 0, 0
	for _, edit := range diff.Edits(contents(from), contents(to)) {
		switch edit.Op {
		case diff.Delete:
			before = append(before, from[o])
			o++
		case diff.Insert:
			after = append(after, to[e])
			e++
		default:
			al.gap(before, after)
			before, after = nil, nil
			al.adopt(from[o], to[e])
			o, e = o+1, e+1
		}
	}
	al.gap(before, after)
}

// gap aligns what changed between two places that stayed: the same kinds in order.
func (al *aligner) gap(old, edited []*model.Interaction) {
	for _, e := range edited {
		at := slices.IndexFunc(old, func(o *model.Interaction) bool { return o.Kind() == e.Kind() })
		if at >= 0 {
			al.adopt(old[at], e)
			old = old[at+1:]
		}
	}
}

// elsewhere finds interactions that moved to another place of the assistant unchanged.
func (al *aligner) elsewhere(old, edited *model.Assistant) {
	var free map[string][]*model.Interaction
	for _, e := range interactionsOf(edited) {
		if e.ID != "" {
			continue
		}
		if free == nil {
			free = map[string][]*model.Interaction{}
			for _, o := range interactionsOf(old) {
				if o.ID != "" && !al.used[o.ID] {
					free[content(o)] = append(free[content(o)], o)
				}
			}
		}
		key := content(e)
		for len(free[key]) > 0 && e.ID == "" {
			o := free[key][0]
			free[key] = free[key][1:]
			al.adopt(o, e)
		}
	}
}

// fresh gives the rest ids that neither the old draft nor the new one has.
func (al *aligner) fresh(old, edited *model.Assistant) {
	taken := numbers{}
	for _, i := range slices.Concat(interactionsOf(old), interactionsOf(edited)) {
		taken.take(numberOf(i.ID))
	}
	giveFree(edited, taken)
}

func pointers(list []model.Interaction) []*model.Interaction {
	out := make([]*model.Interaction, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

func contents(list []*model.Interaction) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = content(s)
	}
	return out
}

// content is what an interaction does, without ids.
func content(i *model.Interaction) string {
	bare := cloneRun([]model.Interaction{*i})
	var strip func(list []model.Interaction)
	strip = func(list []model.Interaction) {
		for n := range list {
			list[n].ID = ""
			for _, inside := range model.Nested(&list[n]) {
				strip(inside.Steps)
			}
		}
	}
	strip(bare)
	data, err := json.Marshal(bare)
	if err != nil {
		return i.ID
	}
	return string(data)
}

// cloneAssistant copies an assistant as deep as its interactions go.
func cloneAssistant(a *model.Assistant) *model.Assistant {
	out := *a
	cloneSteps(reflect.ValueOf(&out).Elem())
	return &out
}

// cloneRun copies a list of interactions and those nested in them.
func cloneRun(list []model.Interaction) []model.Interaction {
	out := slices.Clone(list)
	for n := range out {
		k := out[n].Kind()
		if k == nil {
			continue
		}
		settings := k.New()
		reflect.ValueOf(settings).Elem().Set(reflect.ValueOf(out[n].Settings).Elem())
		cloneSteps(reflect.ValueOf(settings).Elem())
		out[n].Settings = settings
	}
	return out
}

// cloneSteps replaces what in a struct leads to interactions by copies.
func cloneSteps(v reflect.Value) {
	for _, f := range model.FieldsOf(v.Type()) {
		at := f.Of(v)
		switch {
		case f.Role == model.RoleSteps:
			at.Set(reflect.ValueOf(cloneRun(at.Interface().([]model.Interaction))))
		case f.Role == model.RoleGroup || f.Role == model.RoleStep:
			clonePlace(f, at)
		case f.Role == model.RoleList && f.Elem.Role == model.RoleGroup && !at.IsNil():
			list := reflect.MakeSlice(at.Type(), at.Len(), at.Len())
			reflect.Copy(list, at)
			at.Set(list)
			for i := range at.Len() {
				clonePlace(f.Elem, at.Index(i))
			}
		}
	}
}

// clonePlace copies the group or interaction at a place.
func clonePlace(f *model.Field, at reflect.Value) {
	if at.Kind() == reflect.Pointer {
		if at.IsNil() {
			return
		}
		target := reflect.New(at.Type().Elem())
		target.Elem().Set(at.Elem())
		at.Set(target)
		at = target.Elem()
	}
	if f.Role == model.RoleGroup {
		cloneSteps(at)
		return
	}
	at.Set(reflect.ValueOf(cloneRun([]model.Interaction{at.Interface().(model.Interaction)})[0]))
}
