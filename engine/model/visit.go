package model

import (
	"reflect"
	"strings"
)

// Place is one field of a definition met by [Visit].
type Place struct {
	Path  Path
	Field *Field        // nil at an interaction itself
	Value reflect.Value // must not be changed
	Step  *Interaction  // the interaction the place is in, or at; nil outside of any
}

// Text returns the place's value as a string, whatever string type it has.
func (p Place) Text() string {
	if p.Value.Kind() == reflect.String {
		return p.Value.String()
	}
	return ""
}

// Visit calls fn for every interaction and every field below v (a struct, a
// list or an interaction, or a pointer to one) in document order, parents
// first. Where fn returns false, what is below is left out. Fields that are not
// set are visited too; what would be below them is not.
func Visit(v any, at Path, fn func(Place) bool) {
	(&visitor{fn: fn}).value(reflect.ValueOf(v), at, nil)
}

// visitor writes the paths it makes one behind the other into a few larger
// pieces of memory: a walk over a large definition makes many thousands.
type visitor struct {
	fn   func(Place) bool
	room strings.Builder
}

const visitorRoom = 2048

// path joins the parts of a path.
func (x *visitor) path(parts ...string) Path {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	if x.room.Cap()-x.room.Len() < size {
		x.room = strings.Builder{}
		x.room.Grow(max(size, visitorRoom))
	}
	from := x.room.Len()
	for _, p := range parts {
		x.room.WriteString(p)
	}
	return Path(x.room.String()[from:])
}

func (x *visitor) below(at Path, key string) Path {
	if at == "" {
		return Path(key)
	}
	return x.path(string(at), ".", key)
}

func (x *visitor) value(v reflect.Value, at Path, step *Interaction) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	switch {
	case v.Type() == reflect.TypeFor[Interaction]():
		x.interaction(v, at)
	case v.Kind() == reflect.Struct:
		x.fields(v, FieldsOf(v.Type()), at, step)
	case v.Kind() == reflect.Slice:
		x.elements(v, nil, at, step)
	}
}

func (x *visitor) interaction(v reflect.Value, at Path) {
	var i *Interaction
	if v.CanAddr() {
		i = v.Addr().Interface().(*Interaction)
	} else {
		i = new(v.Interface().(Interaction))
	}
	if !x.fn(Place{Path: at, Value: v, Step: i}) || i.Settings == nil {
		return
	}
	x.fields(reflect.ValueOf(i.Settings).Elem(), i.Kind().Fields(), at, i)
}

func (x *visitor) fields(v reflect.Value, fields []*Field, at Path, step *Interaction) {
	for _, f := range fields {
		x.field(f, f.Of(v), x.below(at, f.Key), step)
	}
}

func (x *visitor) field(f *Field, v reflect.Value, at Path, step *Interaction) {
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if f.Role == RoleStep {
		if v.Kind() != reflect.Pointer {
			x.interaction(v, at)
		}
		return
	}
	if !x.fn(Place{Path: at, Field: f, Value: v, Step: step}) || v.Kind() == reflect.Pointer {
		return
	}
	switch f.Role {
	case RoleGroup:
		x.fields(v, FieldsOf(v.Type()), at, step)
	case RoleList, RoleMap, RoleSteps:
		x.elements(v, f.Elem, at, step)
	}
}

func (x *visitor) elements(v reflect.Value, elem *Field, at Path, step *Interaction) {
	mapped := isMap(v.Type())
	for i := range v.Len() {
		e := v.Index(i)
		switch {
		case mapped:
			x.field(elem, e.Field(1), x.path(string(at), "[", e.Field(0).String(), "]"), step)
		case elem == nil || elem.Role == RoleGroup || elem.Role == RoleSteps:
			x.value(e, x.element(at, e, i), step)
		default:
			x.field(elem, e, x.path(string(at), "[", itoa(i), "]"), step)
		}
	}
}

func (x *visitor) element(at Path, e reflect.Value, i int) Path {
	id := idOf(e)
	if id == "" {
		id = itoa(i)
	}
	return x.path(string(at), "[", id, "]")
}

// elementPath is the path of a list's element: by its id where it has one.
func elementPath(at Path, e reflect.Value, i int) Path {
	if id := idOf(e); id != "" {
		return at.At(id)
	}
	return at.Index(i)
}

// PathOf names places of an assistant for findings, edits and marks.
func (a *Assistant) PathOf() Path { return Path("assistants").At(string(a.ID)) }

// PathOf is the dialog's path in its assistant.
func (d *Dialog) PathOf(a *Assistant) Path { return a.PathOf().Field("dialogs").At(string(d.ID)) }

// Steps calls fn for the interactions of a dialog, nested ones and the end
// included, in document order, with the index path they have on screen (1,
// 1.0.2; "end" for the end interaction) and the model path.
func (d *Dialog) Steps(at Path, fn func(index string, p Path, i *Interaction)) {
	steps(d.Interactions, "", at.Field("interactions"), fn)
	if d.End != nil {
		fn("end", at.Field("end"), d.End)
	}
}

func steps(list []Interaction, prefix string, at Path, fn func(string, Path, *Interaction)) {
	for n := range list {
		i := &list[n]
		index := prefix + itoa(n)
		p := at.At(i.ID)
		if i.ID == "" {
			p = at.Index(n)
		}
		fn(index, p, i)
		for branch, nested := range Nested(i) {
			steps(nested.Steps, index+"."+itoa(branch)+".", p.join(nested.Path), fn)
		}
	}
}

func (p Path) join(rest Path) Path { return p.Field(string(rest)) }

// NestedSteps is one run of interactions inside another interaction.
type NestedSteps struct {
	Path     Path   // of its steps below the interaction, such as branches[0].do
	Label    string // as forms name it; branches are numbered from 1
	Steps    []Interaction
	Redirect DialogID // where it leads after its steps; may be empty
	Absent   bool     // the definition leaves it out: an otherwise, one side of a schedule
}

// Nested returns the runs inside an interaction in their order: a run's index in
// this list is its number in index paths, the "otherwise" last.
func Nested(i *Interaction) []NestedSteps {
	k := i.Kind()
	if k == nil {
		return nil
	}
	var out []NestedSteps
	for _, f := range k.Fields() {
		v := f.Of(reflect.ValueOf(i.Settings).Elem())
		switch {
		case f.Role == RoleGroup:
			if run, ok := nestedRun(f, v, Path(f.Key), f.Label); ok {
				out = append(out, run)
			}
		case f.Role == RoleList && f.Elem.Role == RoleGroup:
			for n := range v.Len() {
				if run, ok := nestedRun(f.Elem, v.Index(n), Path(f.Key).Index(n), "Branch "+itoa(n+1)); ok {
					out = append(out, run)
				}
			}
		}
	}
	return out
}

// nestedRun reads a group that holds steps; ok is false for any other group.
func nestedRun(f *Field, v reflect.Value, at Path, label string) (run NestedSteps, ok bool) {
	run = NestedSteps{Label: label, Absent: v.Kind() == reflect.Pointer && v.IsNil()}
	if v.Kind() == reflect.Pointer && !run.Absent {
		v = v.Elem()
	}
	for _, inside := range f.Fields() {
		switch {
		case inside.Role == RoleSteps:
			ok = true
			run.Path = at.Field(inside.Key)
			if !run.Absent {
				run.Steps, _ = inside.Of(v).Interface().([]Interaction)
			}
		case inside.Role == RoleDialog && !run.Absent:
			run.Redirect = DialogID(inside.Of(v).String())
		}
	}
	return run, ok
}
