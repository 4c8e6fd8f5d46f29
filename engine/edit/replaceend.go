package edit

import (
	"reflect"

	"parley/engine/model"
)

// ReplaceEnd changes a dialog's end interaction for one of another kind in one
// go, and keeps what fits: texts, where an answer is saved, buttons as rows, links. Links
// that find no place are listed.
type ReplaceEnd struct {
	Assistant model.AssistantID
	Dialog    model.DialogID
	Kind      string
}

// Label implements [Action].
func (a ReplaceEnd) Label() string { return "end with " + kindName(a.Kind) + " instead" }

// MergeKey implements [Action].
func (a ReplaceEnd) MergeKey() string { return "" }

// Apply implements [Action].
func (a ReplaceEnd) Apply(w *model.Workspace) (Change, error) {
	of, d, err := dialogOf(w, a.Assistant, a.Dialog)
	if err != nil {
		return Change{Workspace: w}, err
	}
	at := d.PathOf(of).Field("end")
	end, err := newEnd(w, of, a.Kind)
	if err != nil {
		return Change{Workspace: w}, err
	}
	var losses []Loss
	if d.End != nil && d.End.Settings != nil {
		if d.End.Kind() == end.Kind() {
			return finish(w, w, at, nil, nil)
		}
		old := reflect.ValueOf(d.End.Settings).Elem()
		fresh := reflect.ValueOf(end.Settings).Elem()
		keep(old, fresh)
		left := fillLinks(fresh, linksOf(d.End, at), linksOf(end, at))
		for _, l := range left {
			losses = append(losses, Loss{Path: l.path, Now: at, What: "link to " + string(l.to)})
		}
	}
	after, err := with(w, at, end)
	return finish(w, after, at, losses, err)
}

// keep copies what two structs have in common: fields of the same key and type,
// and lists of choices element by element.
func keep(from, to reflect.Value) {
	for _, f := range model.FieldsOf(to.Type()) {
		for _, g := range model.FieldsOf(from.Type()) {
			old, fresh := g.Of(from), f.Of(to)
			switch {
			case old.IsZero():
			case f.Key == g.Key && old.Type() == fresh.Type():
				fresh.Set(old)
			case f.Role == model.RoleList && g.Role == model.RoleList && isChoice(f) && isChoice(g) &&
				f.Elem.Role == model.RoleGroup && g.Elem.Role == model.RoleGroup:
				list := reflect.MakeSlice(fresh.Type(), old.Len(), old.Len())
				for i := range old.Len() {
					keep(old.Index(i), list.Index(i))
				}
				fresh.Set(list)
			}
		}
	}
}

// link is one place that leads to a dialog.
type link struct {
	path model.Path
	to   model.DialogID
}

// linksOf lists the links of an interaction that are set, in order, each dialog once.
func linksOf(i *model.Interaction, at model.Path) []link {
	var out []link
	model.Visit(i, at, func(p model.Place) bool {
		id := linkOf(p.Field, p.Value)
		for _, l := range out {
			if l.to == id {
				return true
			}
		}
		if id != "" {
			out = append(out, link{p.Path, id})
		}
		return true
	})
	return out
}

// fillLinks puts the old links that are not among the kept ones into the empty
// links of new settings, and returns those that find no place.
func fillLinks(v reflect.Value, old, kept []link) []link {
	var left []link
	for _, l := range old {
		known := false
		for _, k := range kept {
			known = known || k.to == l.to
		}
		if !known {
			left = append(left, l)
		}
	}
	fill := rewriter(func(s spot) (reflect.Value, bool) {
		if s.Field.Role != model.RoleDialog || s.Value.Kind() != reflect.String || s.Value.String() != "" || len(left) == 0 {
			return s.Value, false
		}
		to := left[0].to
		left = left[1:]
		return reflect.ValueOf(to), true
	})
	if out, changed := fill.group(v, spot{}); changed {
		v.Set(out)
	}
	return left
}
