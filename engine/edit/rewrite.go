package edit

import (
	"reflect"

	"parley/engine/model"
)

// spot is one field met by a [rewriter].
type spot struct {
	Path   model.Path
	Field  *model.Field
	Holder reflect.Value // the struct that holds the field, or the list or map that it is an element of
	Step   reflect.Value // the settings of the innermost interaction around it; invalid outside of any
	Value  reflect.Value // as the field holds it, perhaps a pointer; must not be changed
}

// rewriter makes a changed copy of part of a definition. For every field met,
// parents first, it gives what should stand there and true, or false to leave
// it; either way what is inside is met next. Everything that has nothing changed
// in it is shared with the original.
type rewriter func(spot) (reflect.Value, bool)

// rewrite returns the struct that v points to with its fields rewritten: v itself
// where none changed.
func rewrite[T any](v *T, at model.Path, fn rewriter) *T {
	if v == nil {
		return nil
	}
	out, changed := fn.group(reflect.ValueOf(v).Elem(), spot{Path: at})
	if !changed {
		return v
	}
	return out.Addr().Interface().(*T)
}

// rewriteStep returns the interaction with its settings rewritten.
func rewriteStep(i model.Interaction, at model.Path, fn rewriter) model.Interaction {
	out, changed := fn.step(reflect.ValueOf(i), spot{Path: at})
	if !changed {
		return i
	}
	return out.Interface().(model.Interaction)
}

// group rewrites a struct; the copy it returns is addressable.
func (fn rewriter) group(v reflect.Value, at spot) (reflect.Value, bool) {
	var out reflect.Value
	for _, f := range model.FieldsOf(v.Type()) {
		inside := spot{Path: at.Path.Field(f.Key), Field: f, Holder: v, Step: at.Step, Value: f.Of(v)}
		in, changed := fn.field(inside)
		if !changed {
			continue
		}
		if !out.IsValid() {
			out = reflect.New(v.Type()).Elem()
			out.Set(v)
		}
		f.Of(out).Set(in)
	}
	if !out.IsValid() {
		return v, false
	}
	return out, true
}

func (fn rewriter) field(s spot) (reflect.Value, bool) {
	out, changed := fn(s)
	if changed {
		s.Value = out
	}
	in, also := fn.inside(s)
	return in, changed || also
}

// inside rewrites what a field's value holds.
func (fn rewriter) inside(s spot) (reflect.Value, bool) {
	if s.Value.Kind() == reflect.Pointer {
		if s.Value.IsNil() {
			return s.Value, false
		}
		pointer := s.Value
		s.Value = pointer.Elem()
		in, changed := fn.inside(s)
		if !changed {
			return pointer, false
		}
		out := reflect.New(pointer.Type().Elem())
		out.Elem().Set(in)
		return out, true
	}
	switch s.Field.Role {
	case model.RoleGroup:
		return fn.group(s.Value, s)
	case model.RoleList, model.RoleMap, model.RoleSteps:
		return fn.list(s)
	case model.RoleStep:
		return fn.step(s.Value, s)
	}
	return s.Value, false
}

func (fn rewriter) list(s spot) (reflect.Value, bool) {
	v, keyed := s.Value, s.Field.Role == model.RoleMap
	var out reflect.Value
	for i := range v.Len() {
		element := v.Index(i)
		in := s
		in.Field = s.Field.Elem
		switch {
		case keyed:
			in.Path, element = s.Path.At(element.Field(0).String()), element.Field(1)
		case idOf(element) != "":
			in.Path = s.Path.At(idOf(element))
		default:
			in.Path = s.Path.Index(i)
		}
		in.Value = element
		var changed bool
		if s.Field.Role == model.RoleSteps {
			element, changed = fn.step(element, in)
		} else {
			element, changed = fn.field(in)
		}
		if !changed {
			continue
		}
		if !out.IsValid() {
			out = reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(out, v)
		}
		if keyed {
			out.Index(i).Field(1).Set(element)
		} else {
			out.Index(i).Set(element)
		}
	}
	if !out.IsValid() {
		return v, false
	}
	return out, true
}

// step rewrites the settings of an interaction.
func (fn rewriter) step(v reflect.Value, at spot) (reflect.Value, bool) {
	step := v.Interface().(model.Interaction)
	if step.Settings == nil {
		return v, false
	}
	at.Step = reflect.ValueOf(step.Settings).Elem()
	in, changed := fn.group(at.Step, at)
	if !changed {
		return v, false
	}
	step.Settings = in.Addr().Interface().(model.InteractionSettings)
	return reflect.ValueOf(step), true
}

// rewriteAll rewrites every document of a workspace. The rewriter is made for each
// document anew, so that it may know where it is; nil leaves the document alone.
func rewriteAll(w *model.Workspace, by func(kind string, document reflect.Value) rewriter) *model.Workspace {
	out := *w
	for _, kind := range model.DocumentKinds() {
		list := kind.In(&out)
		if kind.One {
			if fn := by(kind.Name, list); fn != nil {
				if in, changed := fn.group(list, spot{Path: model.Path(kind.Key)}); changed {
					list.Set(in)
				}
			}
			continue
		}
		var changed reflect.Value
		for i := range list.Len() {
			document := list.Index(i)
			fn := by(kind.Name, document.Elem())
			if fn == nil {
				continue
			}
			in, different := fn.group(document.Elem(), spot{Path: documentPath(kind, document, i)})
			if !different {
				continue
			}
			if !changed.IsValid() {
				changed = reflect.MakeSlice(list.Type(), list.Len(), list.Len())
				reflect.Copy(changed, list)
			}
			changed.Index(i).Set(in.Addr())
		}
		if changed.IsValid() {
			list.Set(changed)
		}
	}
	return &out
}

// documentPath is the path of a kind's document: by its id where it has one.
func documentPath(kind *model.DocumentKind, document reflect.Value, i int) model.Path {
	if id := idOf(document); id != "" {
		return model.Path(kind.Key).At(id)
	}
	return model.Path(kind.Key).Index(i)
}
