package compare

import (
	"encoding/binary"
	"hash/fnv"
	"reflect"
	"slices"
	"time"

	"parley/engine/model"
)

var (
	assistantType = reflect.TypeFor[model.Assistant]()
	dialogType    = reflect.TypeFor[model.Dialog]()
	dialogsType   = reflect.TypeFor[[]*model.Dialog]()
	settingsType  = reflect.TypeFor[model.Settings]()
)

// valueOf is the struct that a pointer points to.
func valueOf(p any) reflect.Value { return reflect.ValueOf(p).Elem() }

// sameLink reports whether a link of A and one of B lead to the same dialog.
func (c *comparer) sameLink(a, b model.DialogID) bool {
	if to, renamed := c.links[a]; renamed {
		return to == b
	}
	return a == b
}

func (c *comparer) sameDialog(a, b *model.Dialog) bool {
	if a == b && len(c.links) == 0 {
		return true
	}
	return c.sameFields(model.FieldsOf(dialogType), valueOf(a), valueOf(b))
}

func (c *comparer) sameSteps(x, y []model.Interaction) bool {
	if len(x) != len(y) {
		return false
	}
	for n := range x {
		if !c.sameStep(&x[n], &y[n]) {
			return false
		}
	}
	return true
}

func (c *comparer) sameStep(x, y *model.Interaction) bool {
	if c.ids && x.ID != y.ID {
		return false
	}
	if x.Settings == y.Settings && len(c.links) == 0 {
		return true
	}
	k := x.Kind()
	if k != y.Kind() {
		return false
	}
	return k == nil || c.sameFields(k.Fields(), valueOf(x.Settings), valueOf(y.Settings))
}

func (c *comparer) sameFields(fields []*model.Field, x, y reflect.Value) bool {
	for _, f := range fields {
		if !c.same(f, f.Of(x), f.Of(y)) {
			return false
		}
	}
	return true
}

// same reports whether a field holds the same in both; lists without elements are the same as none.
func (c *comparer) same(f *model.Field, x, y reflect.Value) bool {
	for x.Kind() == reflect.Pointer {
		if x.IsNil() || y.IsNil() {
			return x.IsNil() == y.IsNil()
		}
		x, y = x.Elem(), y.Elem()
	}
	switch f.Role {
	case model.RoleGroup:
		return c.sameFields(model.FieldsOf(x.Type()), x, y)
	case model.RoleSteps:
		return c.sameSteps(stepsOf(x), stepsOf(y))
	case model.RoleStep:
		return c.sameStep(stepOf(x), stepOf(y))
	case model.RoleList, model.RoleMap:
		if x.Len() != y.Len() {
			return false
		}
		for n := range x.Len() {
			if !c.sameElement(f, x.Index(n), y.Index(n)) {
				return false
			}
		}
		return true
	case model.RoleDialog:
		return f.Key == "id" && x.String() == y.String() || f.Key != "id" && c.sameLink(model.DialogID(x.String()), model.DialogID(y.String()))
	}
	return c.sameLeaf(x, y)
}

func (c *comparer) sameElement(f *model.Field, x, y reflect.Value) bool {
	if f.Role == model.RoleMap {
		return x.Field(0).String() == y.Field(0).String() && c.same(f.Elem, x.Field(1), y.Field(1))
	}
	return c.same(f.Elem, x, y)
}

// sameLeaf compares two values without parts.
func (c *comparer) sameLeaf(x, y reflect.Value) bool {
	switch x.Kind() {
	case reflect.String:
		return x.String() == y.String()
	case reflect.Bool:
		return x.Bool() == y.Bool()
	case reflect.Int, reflect.Int64:
		return x.Int() == y.Int()
	}
	if x.CanAddr() && y.CanAddr() { // the usual way, which makes no copies
		if a, ok := x.Addr().Interface().(*model.Value); ok {
			return a.Equal(*y.Addr().Interface().(*model.Value))
		}
	}
	switch a := x.Interface().(type) {
	case model.Value:
		return a.Equal(y.Interface().(model.Value))
	case model.Fallback:
		b := y.Interface().(model.Fallback)
		if a.Dialog != "" || b.Dialog != "" {
			return c.sameLink(a.Dialog, b.Dialog)
		}
		return a.Continue == b.Continue
	case time.Time:
		return a.Equal(y.Interface().(time.Time))
	case interface{ Notation() any }:
		return reflect.DeepEqual(a.Notation(), y.Interface().(interface{ Notation() any }).Notation())
	}
	return reflect.DeepEqual(x.Interface(), y.Interface())
}

func stepsOf(v reflect.Value) []model.Interaction {
	if v.CanAddr() {
		return *v.Addr().Interface().(*[]model.Interaction)
	}
	list, _ := v.Interface().([]model.Interaction)
	return list
}

// stepOf is the interaction in a value, which always lives in a definition.
func stepOf(v reflect.Value) *model.Interaction {
	if v.CanAddr() {
		return v.Addr().Interface().(*model.Interaction)
	}
	i := v.Interface().(model.Interaction)
	return &i
}

// print is a fingerprint of what an interaction does, without ids. A link
// counts as the dialog it leads to in B.
func (c *comparer) print(s *side, i *model.Interaction) uint64 {
	p := printer{of: c, links: true, renamed: s == &c.a}
	p.step(i)
	h := fnv.New64a()
	h.Write(p.bytes())
	return h.Sum64()
}

// printer writes content down so that equal content is written alike.
type printer struct {
	of      *comparer
	links   bool // links count
	renamed bool // links are those of A
	out     []byte
}

func (p *printer) bytes() []byte { return p.out }

func (p *printer) text(s string) {
	p.out = binary.AppendUvarint(p.out, uint64(len(s)))
	p.out = append(p.out, s...)
}

func (p *printer) steps(list []model.Interaction) {
	p.out = binary.AppendUvarint(p.out, uint64(len(list)))
	for n := range list {
		p.step(&list[n])
	}
}

func (p *printer) step(i *model.Interaction) {
	k := i.Kind()
	if k == nil {
		p.text("")
		return
	}
	p.text(k.Key)
	p.fields(k.Fields(), valueOf(i.Settings))
}

func (p *printer) fields(fields []*model.Field, v reflect.Value) {
	for _, f := range fields {
		p.field(f, f.Of(v))
	}
}

func (p *printer) field(f *model.Field, v reflect.Value) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			p.out = append(p.out, 0)
			return
		}
		p.out = append(p.out, 1)
		v = v.Elem()
	}
	switch f.Role {
	case model.RoleGroup:
		p.fields(model.FieldsOf(v.Type()), v)
	case model.RoleSteps:
		p.steps(stepsOf(v))
	case model.RoleStep:
		p.step(stepOf(v))
	case model.RoleList, model.RoleMap:
		p.out = binary.AppendUvarint(p.out, uint64(v.Len()))
		for n := range v.Len() {
			e := v.Index(n)
			if f.Role == model.RoleMap {
				p.text(e.Field(0).String())
				e = e.Field(1)
			}
			p.field(f.Elem, e)
		}
	case model.RoleDialog:
		p.link(model.DialogID(v.String()))
	default:
		if fallback, ok := v.Interface().(model.Fallback); ok {
			p.link(fallback.Dialog)
		}
		p.text(plain(v))
	}
}

func (p *printer) link(id model.DialogID) {
	if !p.links {
		return
	}
	if to, ok := p.of.links[id]; ok && p.renamed {
		id = to
	}
	p.text(string(id))
}

// textOf is a string field of a struct, "" where it has none.
func textOf(v reflect.Value, field string) string {
	if at := v.FieldByName(field); at.IsValid() && at.Kind() == reflect.String {
		return at.String()
	}
	return ""
}

// elementAt is the path of a list's element: by its id where it has one.
func elementAt(list model.Path, e reflect.Value, n int) model.Path {
	e = reflect.Indirect(e)
	if e.IsValid() && e.Kind() == reflect.Struct {
		if id := textOf(e, "ID"); id != "" {
			return list.At(id)
		}
	}
	return list.Index(n)
}

// holdsSteps reports whether interactions stand somewhere below a field.
func holdsSteps(f *model.Field) bool {
	switch f.Role {
	case model.RoleSteps:
		return true
	case model.RoleList:
		return f.Elem.Role == model.RoleGroup && holdsSteps(f.Elem)
	case model.RoleGroup:
		return slices.ContainsFunc(f.Fields(), func(g *model.Field) bool { return g.Role == model.RoleSteps })
	}
	return false
}
