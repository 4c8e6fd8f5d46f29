package model

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Path names a place in a workspace, such as
//
//	assistants[order-help].dialogs[welcome].interactions[i2].buttons[0].label
//
// Lists whose elements have an id are entered by id, others by index from 0,
// maps by key. An interaction's settings are entered without naming its kind.
// Positions in files, findings, edits and differences all use paths.
type Path string

// Field is the path of a field below p.
func (p Path) Field(key string) Path {
	if p == "" {
		return Path(key)
	}
	return p + "." + Path(key)
}

// At is the path of the element with the id, index or map key below p.
func (p Path) At(id string) Path { return p + "[" + Path(id) + "]" }

// Index is the path of the element at i below p.
func (p Path) Index(i int) Path { return p.At(strconv.Itoa(i)) }

// Below reports whether p is q or a place inside it.
func (p Path) Below(q Path) bool {
	rest, ok := strings.CutPrefix(string(p), string(q))
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[' || q == "")
}

type segment struct {
	word  string
	index bool
}

func (p Path) segments() []segment {
	var out []segment
	s := string(p)
	for s != "" {
		switch s[0] {
		case '[':
			end := strings.IndexByte(s, ']')
			if end < 0 {
				end = len(s) - 1
			}
			out = append(out, segment{s[1:end], true})
			s = s[end+1:]
		case '.':
			s = s[1:]
		default:
			end := strings.IndexAny(s, ".[")
			if end < 0 {
				end = len(s)
			}
			out = append(out, segment{s[:end], false})
			s = s[end:]
		}
	}
	return out
}

// Get returns the value at a path below root (a pointer to a struct of the definition).
// The value must not be changed.
func Get(root any, p Path) (reflect.Value, error) {
	v := reflect.ValueOf(root)
	for _, s := range p.segments() {
		next, err := enter(v, s)
		if err != nil {
			return reflect.Value{}, fmt.Errorf("no %s: %w", p, err)
		}
		v = next
	}
	return v, nil
}

func enter(v reflect.Value, s segment) (reflect.Value, error) {
	v = inner(v)
	if !v.IsValid() {
		return v, fmt.Errorf("nothing is set before %q", s.word)
	}
	if s.index {
		i := position(v, s.word)
		if i < 0 {
			return v, fmt.Errorf("there is no %q", s.word)
		}
		if isMap(v.Type()) {
			return v.Index(i).Field(1), nil
		}
		return v.Index(i), nil
	}
	if v.Kind() != reflect.Struct {
		return v, fmt.Errorf("%q is no field here", s.word)
	}
	for _, f := range FieldsOf(v.Type()) {
		if f.Key == s.word {
			return f.Of(v), nil
		}
	}
	return v, fmt.Errorf("%q is no field here", s.word)
}

// inner follows pointers, and an interaction to its settings.
func inner(v reflect.Value) reflect.Value {
	for {
		switch {
		case v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface:
			if v.IsNil() {
				return reflect.Value{}
			}
			v = v.Elem()
		case v.Type() == reflect.TypeFor[Interaction]():
			v = v.Field(1)
		default:
			return v
		}
	}
}

// position finds a list's element by id or index, or a map's entry by key; -1 where there is none.
func position(list reflect.Value, word string) int {
	if list.Kind() != reflect.Slice {
		return -1
	}
	mapped := isMap(list.Type())
	if dialogs, ok := list.Interface().([]*Dialog); ok { // a long list, entered at every keystroke
		for i, d := range dialogs {
			if d != nil && string(d.ID) == word {
				return i
			}
		}
	} else if mapped || hasID(list.Type().Elem()) {
		for i := range list.Len() {
			if e := reflect.Indirect(list.Index(i)); e.IsValid() && e.Field(0).String() == word {
				return i
			}
		}
	}
	i, err := strconv.Atoi(word)
	if err != nil || i < 0 || i >= list.Len() || mapped {
		return -1
	}
	return i
}

// hasID reports whether a list's elements have an id: the first field of their struct.
func hasID(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.Struct && t.NumField() > 0 && t.Field(0).Name == "ID"
}

// idOf is the id of a list's element, "" where it has none.
func idOf(v reflect.Value) string {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return ""
	}
	if v.Type() == interactionType {
		return v.Field(0).String()
	}
	if id := v.FieldByName("ID"); id.IsValid() && id.Kind() == reflect.String {
		return id.String()
	}
	return ""
}

var interactionType = reflect.TypeFor[Interaction]()

// With returns a copy of the workspace in which the place at the path holds the
// value (of the field's own type). Everything off the path is shared. A pointer
// that is nil on the way is made.
func With(w *Workspace, p Path, value any) (*Workspace, error) {
	changed, err := with(reflect.ValueOf(w), p.segments(), reflect.ValueOf(value))
	if err != nil {
		return nil, fmt.Errorf("change %s: %w", p, err)
	}
	return changed.Interface().(*Workspace), nil
}

func with(v reflect.Value, path []segment, value reflect.Value) (reflect.Value, error) {
	if len(path) == 0 {
		if !value.IsValid() {
			return reflect.Zero(v.Type()), nil
		}
		if !value.Type().AssignableTo(v.Type()) {
			if !value.Type().ConvertibleTo(v.Type()) || value.Kind() != v.Kind() {
				return v, fmt.Errorf("a %s cannot hold a %s", v.Type(), value.Type())
			}
			value = value.Convert(v.Type())
		}
		return value, nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		return withPointer(v, path, value)
	case reflect.Interface:
		inside, err := with(v.Elem(), path, value)
		if err != nil {
			return v, err
		}
		out := reflect.New(v.Type()).Elem()
		out.Set(inside)
		return out, nil
	case reflect.Slice:
		return withElement(v, path, value)
	case reflect.Struct:
		return withField(v, path, value)
	}
	return v, fmt.Errorf("%q is no field here", path[0].word)
}

func withPointer(v reflect.Value, path []segment, value reflect.Value) (reflect.Value, error) {
	at := reflect.Zero(v.Type().Elem())
	if !v.IsNil() {
		at = v.Elem()
	}
	inside, err := with(at, path, value)
	if err != nil {
		return v, err
	}
	out := reflect.New(v.Type().Elem())
	out.Elem().Set(inside)
	return out, nil
}

func withElement(v reflect.Value, path []segment, value reflect.Value) (reflect.Value, error) {
	i := position(v, path[0].word)
	if !path[0].index || i < 0 {
		return v, fmt.Errorf("there is no %q", path[0].word)
	}
	out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	reflect.Copy(out, v)
	place := out.Index(i)
	if isMap(v.Type()) {
		place = place.Field(1)
	}
	inside, err := with(place, path[1:], value)
	if err != nil {
		return v, err
	}
	place.Set(inside)
	return out, nil
}

func withField(v reflect.Value, path []segment, value reflect.Value) (reflect.Value, error) {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	if v.Type() == reflect.TypeFor[Interaction]() {
		if out.Field(1).IsNil() {
			return v, fmt.Errorf("the interaction has no kind")
		}
		inside, err := with(out.Field(1), path, value)
		if err != nil {
			return v, err
		}
		out.Field(1).Set(inside)
		return out, nil
	}
	for _, f := range FieldsOf(v.Type()) {
		if f.Key != path[0].word || path[0].index {
			continue
		}
		inside, err := with(f.Of(v), path[1:], value)
		if err != nil {
			return v, err
		}
		f.Of(out).Set(inside)
		return out, nil
	}
	return v, fmt.Errorf("%q is no field here", path[0].word)
}
