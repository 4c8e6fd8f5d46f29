package files

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/engine/model"
)

// renderer turns documents into pieces by their descriptors.
type renderer struct {
	bare map[*model.Interaction]bool // written without their id
	err  error                       // the first thing that cannot be written
}

// document is the piece of a document (a pointer to its struct); article leaves
// out what stands below the front matter.
func (r *renderer) document(kind *model.DocumentKind, v reflect.Value, article bool) *piece {
	out := &piece{shape: mapping, pairs: []entry{{"kind", text(kind.Name)}}}
	for _, f := range model.FieldsOf(kind.Type) {
		if article && f.Has("body") {
			continue
		}
		if p := r.field(f, f.Of(v)); p != nil {
			p.block = p.block || isDeep(f)
			out.pairs = append(out.pairs, entry{f.Key, p})
		}
	}
	return out
}

// isDeep reports whether a field of a document gets lines of its own however short it is.
func isDeep(f *model.Field) bool {
	return f.Role == model.RoleGroup || f.Role == model.RoleList && f.Elem.Role == model.RoleGroup
}

func text(s string) *piece {
	s, _ = clean(s)
	return &piece{text: s}
}

func bare(s string) *piece { return &piece{text: s, bare: true} }

// field is the piece of a field, nil where it is left out: it is not set, or it
// is not required and zero.
func (r *renderer) field(f *model.Field, v reflect.Value) *piece {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		return r.value(f, v.Elem())
	}
	if !f.Required && (v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0) {
		return nil
	}
	p := r.value(f, v)
	if !f.Required && f.Role == model.RoleGroup && p.empty() {
		return nil
	}
	return p
}

// value is the piece of a field's value or of an element.
func (r *renderer) value(f *model.Field, v reflect.Value) *piece {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return bare("null")
		}
		v = v.Elem()
	}
	switch f.Role {
	case model.RoleBool:
		return bare(strconv.FormatBool(v.Bool()))
	case model.RoleNumber:
		return bare(strconv.FormatInt(v.Int(), 10))
	case model.RoleTime:
		return bare(v.Interface().(time.Time).Format(time.RFC3339Nano))
	case model.RoleOperator:
		return text(shortOperator(v.Interface().(model.Operator)))
	case model.RoleDuration, model.RoleNotated, model.RoleValue:
		return r.notation(v.Interface().(interface{ Notation() any }).Notation())
	case model.RoleGroup:
		return r.group(f.Fields(), v)
	case model.RoleList:
		return r.list(f, v)
	case model.RoleMap:
		out := &piece{shape: mapping}
		for i := range v.Len() {
			key, _ := clean(v.Index(i).Field(0).String())
			out.pairs = append(out.pairs, entry{key, r.value(f.Elem, v.Index(i).Field(1))})
		}
		return out
	case model.RoleSteps:
		return r.steps(v)
	case model.RoleStep:
		return r.interaction(v)
	}
	return text(v.String())
}

// group is the piece of a struct. One with steps and nothing in it says so:
// {do: []}. The steps of one with an id, a dialog, stand on lines of their own.
func (r *renderer) group(fields []*model.Field, v reflect.Value) *piece {
	out := &piece{shape: mapping}
	var steps *model.Field
	named := fieldOf(fields, "id") != nil
	for _, f := range fields {
		if f.Role == model.RoleSteps {
			steps = f
		}
		if p := r.field(f, f.Of(v)); p != nil {
			p.block = p.block || named && f.Role == model.RoleSteps
			out.pairs = append(out.pairs, entry{f.Key, p})
		}
	}
	if steps != nil && !named && out.empty() {
		out.pairs = append(out.pairs, entry{steps.Key, &piece{shape: sequence}})
	}
	return out
}

// list is the piece of a list. Entries with an id or with steps of their own
// stand on lines of their own.
func (r *renderer) list(f *model.Field, v reflect.Value) *piece {
	out := &piece{shape: sequence}
	for i := range v.Len() {
		p := r.value(f.Elem, v.Index(i))
		for _, inside := range f.Elem.Fields() {
			if inside.Key == "id" || inside.Role == model.RoleSteps {
				p.block, out.block = true, true
			}
		}
		out.items = append(out.items, p)
	}
	return out
}

// steps is the piece of a list of interactions: each on a line of its own,
// except that a single nested one may stay in the line.
func (r *renderer) steps(v reflect.Value) *piece {
	out := &piece{shape: sequence, block: v.Len() > 1}
	for i := range v.Len() {
		out.items = append(out.items, r.interaction(v.Index(i)))
	}
	return out
}

// interaction is the piece of one interaction: its id where needed, and its kind's key.
func (r *renderer) interaction(v reflect.Value) *piece {
	i := v.Addr().Interface().(*model.Interaction)
	kind := i.Kind()
	if kind == nil {
		r.fail(fmt.Errorf("interaction %q has no kind; remove it", i.ID))
		return &piece{shape: mapping}
	}
	out := &piece{shape: mapping}
	if !r.bare[i] && i.ID != "" {
		out.block = true
		out.pairs = append(out.pairs, entry{"id", r.id(i.ID)})
	}
	settings := r.group(kind.Fields(), reflect.ValueOf(i.Settings).Elem())
	out.pairs = append(out.pairs, entry{kind.Key, settings})
	return out
}

func (r *renderer) id(s string) *piece {
	if !model.ValidID(s) {
		r.fail(fmt.Errorf("%s is not a valid id; rename it with letters, digits, - and _", excerpt(s)))
	}
	return text(s)
}

func (r *renderer) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// number writes a fraction or a large number as every reader of YAML takes it for one: 1.0e+21.
func number(f float64) string {
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if lead, exponent, found := strings.Cut(s, "e"); found && !strings.Contains(lead, ".") {
		return lead + ".0e" + exponent
	}
	return s
}

// notation is the piece of a value's notation; maps are written in the order of their keys.
func (r *renderer) notation(a any) *piece {
	switch a := a.(type) {
	case string:
		return text(a)
	case bool:
		return bare(strconv.FormatBool(a))
	case int64:
		return bare(strconv.FormatInt(a, 10))
	case float64:
		return bare(number(a))
	case []any:
		out := &piece{shape: sequence}
		for _, item := range a {
			out.items = append(out.items, r.notation(item))
		}
		return out
	case map[string]any:
		out := &piece{shape: mapping}
		for _, key := range slices.Sorted(maps.Keys(a)) {
			out.pairs = append(out.pairs, entry{key, r.notation(a[key])})
		}
		return out
	}
	return bare("null")
}
