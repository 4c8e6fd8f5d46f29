package edit

import (
	"reflect"

	"parley/engine/model"
)

// rewriter makes a changed copy of part of a definition. For every field met,
// parents first, fn is given the struct that holds it and its value, and gives
// what should stand there and true, or false to go on inside. Everything that
// has nothing changed in it is shared with the original.
type rewriter func(f *model.Field, holder, v reflect.Value) (reflect.Value, bool)

// rewrite returns the struct that v points to with its fields rewritten: v itself
// where none changed.
func rewrite[T any](v *T, fn rewriter) *T {
	if v == nil {
		return nil
	}
	out, changed := fn.group(reflect.ValueOf(v).Elem())
	if !changed {
		return v
	}
	return out.Addr().Interface().(*T)
}

// group rewrites a struct; the copy it returns is addressable.
func (fn rewriter) group(v reflect.Value) (reflect.Value, bool) {
	var out reflect.Value
	for _, f := range model.FieldsOf(v.Type()) {
		inside, changed := fn.field(f, v, f.Of(v))
		if !changed {
			continue
		}
		if !out.IsValid() {
			out = reflect.New(v.Type()).Elem()
			out.Set(v)
		}
		f.Of(out).Set(inside)
	}
	if !out.IsValid() {
		return v, false
	}
	return out, true
}

func (fn rewriter) field(f *model.Field, holder, v reflect.Value) (reflect.Value, bool) {
	if f.Role != model.RoleStep {
		if out, changed := fn(f, holder, v); changed {
			return out, true
		}
	}
	return fn.inside(f, holder, v)
}

// inside rewrites what a field's value holds.
func (fn rewriter) inside(f *model.Field, holder, v reflect.Value) (reflect.Value, bool) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return v, false
		}
		in, changed := fn.inside(f, holder, v.Elem())
		if !changed {
			return v, false
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(in)
		return out, true
	}
	switch f.Role {
	case model.RoleGroup:
		return fn.group(v)
	case model.RoleList, model.RoleMap, model.RoleSteps:
		return fn.list(f, holder, v)
	case model.RoleStep:
		return fn.step(v)
	}
	return v, false
}

func (fn rewriter) list(f *model.Field, holder, v reflect.Value) (reflect.Value, bool) {
	var out reflect.Value
	for i := range v.Len() {
		var in reflect.Value
		var changed bool
		switch {
		case f.Role == model.RoleSteps:
			in, changed = fn.step(v.Index(i))
		case f.Role == model.RoleMap:
			in, changed = fn.field(f.Elem, holder, v.Index(i).Field(1))
		default:
			in, changed = fn.field(f.Elem, holder, v.Index(i))
		}
		if !changed {
			continue
		}
		if !out.IsValid() {
			out = reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(out, v)
		}
		if f.Role == model.RoleMap {
			out.Index(i).Field(1).Set(in)
		} else {
			out.Index(i).Set(in)
		}
	}
	if !out.IsValid() {
		return v, false
	}
	return out, true
}

// step rewrites the settings of an interaction.
func (fn rewriter) step(v reflect.Value) (reflect.Value, bool) {
	step := v.Interface().(model.Interaction)
	if step.Settings == nil {
		return v, false
	}
	in, changed := fn.group(reflect.ValueOf(step.Settings).Elem())
	if !changed {
		return v, false
	}
	step.Settings = in.Addr().Interface().(model.InteractionSettings)
	return reflect.ValueOf(step), true
}
