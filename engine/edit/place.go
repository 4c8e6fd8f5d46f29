package edit

import (
	"reflect"
	"strconv"
	"strings"

	"parley/engine/model"
)

// Place is what a path leads to: its descriptor, its value and what it is inside of.
type Place struct {
	Path      model.Path
	Field     *model.Field  // nil at an interaction
	Value     reflect.Value // never a pointer; the zero value where nothing is set; must not be changed
	Assistant *model.Assistant
	Dialog    *model.Dialog
	Step      *model.Interaction // the innermost interaction the place is in, or at
	Key       string             // of an element: its id, index or map key as the path says it

	raw    reflect.Value // Value as the field holds it, perhaps a pointer
	barred error         // why the place cannot hold anything in this assistant; nil where it can
}

type segment struct {
	word string
	elem bool
}

func segments(p model.Path) []segment {
	out := make([]segment, 0, 12)
	s := string(p)
	for s != "" {
		switch s[0] {
		case '[':
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return append(out, segment{s[1:], true})
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

// split cuts a path before its last segment.
func split(p model.Path) (parent model.Path, last string, elem bool) {
	s := string(p)
	if strings.HasSuffix(s, "]") {
		if open := strings.LastIndexByte(s, '['); open >= 0 {
			return model.Path(s[:open]), s[open+1 : len(s)-1], true
		}
	}
	if dot := strings.LastIndexByte(s, '.'); dot >= 0 {
		return model.Path(s[:dot]), s[dot+1:], false
	}
	return "", s, false
}

// At finds the place of a path. Places that are not set are found too, as long
// as what they would be inside of is there.
func At(w *model.Workspace, p model.Path) (Place, error) {
	out := Place{Path: p, Value: reflect.ValueOf(w).Elem()}
	out.raw = out.Value
	if p == "" {
		return out, refuse("name a field", "an empty path names no place")
	}
	for _, s := range segments(p) {
		if !out.enter(s) {
			return out, refuse("it may have been deleted; choose it again", "there is no %s", p)
		}
	}
	return out, nil
}

func (p *Place) enter(s segment) bool {
	if step, ok := p.Value.Interface().(model.Interaction); ok {
		if step.Settings == nil {
			return false
		}
		p.Value = reflect.ValueOf(step.Settings).Elem()
	}
	p.Key = ""
	if !s.elem {
		return p.enterField(s.word)
	}
	if p.Value.Kind() != reflect.Slice || p.Field == nil {
		return false
	}
	i := position(p.Value, s.word)
	if i < 0 {
		return false
	}
	v := p.Value.Index(i)
	p.Key = s.word
	if p.Field.Role == model.RoleMap {
		v = v.Field(1)
	}
	p.become(p.Field.Elem, v)
	return true
}

func (p *Place) enterField(key string) bool {
	if p.Value.Kind() != reflect.Struct {
		return false
	}
	for _, f := range model.FieldsOf(p.Value.Type()) {
		if f.Key == key {
			p.become(f, f.Of(p.Value))
			return true
		}
	}
	return false
}

// become makes the place that of a field with the value.
func (p *Place) become(f *model.Field, v reflect.Value) {
	p.Field, p.raw = f, v
	if f != nil && p.Assistant != nil && p.barred == nil {
		if ok, reason := f.Fits(p.Assistant.Channel, p.Assistant.Type); !ok {
			p.barred = refuse("leave it empty here", "%s is not possible here (%s)", f.Label, reason)
		}
	}
	switch at := v.Interface().(type) {
	case *model.Assistant:
		p.Assistant = at
	case *model.Dialog:
		p.Dialog = at
	}
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v = reflect.Zero(v.Type().Elem())
		} else {
			v = v.Elem()
		}
	}
	p.Value = v
	if step, ok := v.Interface().(model.Interaction); ok {
		p.Step = &step
	}
}

// position finds a list's element by id or index, or a map's entry by key; -1 where there is none.
func position(list reflect.Value, word string) int {
	switch known := list.Interface().(type) {
	case []*model.Dialog: // the one list that grows long and is entered at every keystroke
		for i, d := range known {
			if string(d.ID) == word {
				return i
			}
		}
	default:
		if !isMap(list.Type()) && !hasID(list.Type().Elem()) {
			break
		}
		for i := range list.Len() {
			if e := reflect.Indirect(list.Index(i)); e.IsValid() && e.Field(0).String() == word {
				return i
			}
		}
	}
	i, err := strconv.Atoi(word)
	if err != nil || i < 0 || i >= list.Len() || isMap(list.Type()) {
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

// isMap reports whether a type is a model.Map.
func isMap(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && strings.HasPrefix(t.Name(), "Map[")
}

// idOf is the id of a list's element, "" where it has none.
func idOf(v reflect.Value) string {
	if !hasID(v.Type()) || v.Kind() == reflect.Pointer && v.IsNil() {
		return ""
	}
	return reflect.Indirect(v).Field(0).String()
}

// with is model.With, with its error put as one of this package.
func with(w *model.Workspace, p model.Path, value any) (*model.Workspace, error) {
	out, err := model.With(w, p, value)
	if err != nil {
		return nil, refuse("", "%v", err)
	}
	return out, nil
}
