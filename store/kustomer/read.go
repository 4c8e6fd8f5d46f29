package kustomer

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"parley/engine/model"
)

func fieldsOf(v any) (reflect.Value, []*model.Field) {
	e := reflect.ValueOf(v).Elem()
	return e, model.FieldsOf(e.Type())
}

// dialogList is the objects of the dialogs, the one it starts at first, and gives
// each an id of ours.
func (r *reader) dialogList(root *value) []*value {
	dialogs := root.get("dialogs")
	var out []*value
	var none []loose
	for _, d := range dialogs.items {
		if d.kind == object {
			out = append(out, d)
			continue
		}
		none = append(none, loose{last(out), d, "this is no dialog"})
	}
	for _, f := range dialogs.fields {
		if f.kind != object {
			none = append(none, loose{last(out), f.value, fmt.Sprintf("%q is no dialog", f.key)})
			continue
		}
		d := &value{kind: object, offset: f.offset, fields: slices.Clone(f.fields)}
		if id, ok := d.get("id").text(); !ok || id == "" {
			d.set("id", textValue(f.key))
		}
		out = append(out, d)
	}
	r.start(root, out)
	r.identify(out)
	for _, n := range none {
		after := ""
		if n.after != nil {
			after = n.after.name
		}
		r.keep("dialogs", "", after, n.value, n.found)
	}
	return out
}

// loose is what stands among the dialogs and is none: behind which one, and what is said of it.
type loose struct {
	after *value
	*value
	found string
}

// last is the last of some values, nil of none.
func last(all []*value) *value {
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

// identify gives dialogs ids of ours: their own where they can be, else made of their names.
func (r *reader) identify(dialogs []*value) {
	taken := map[string]bool{string(model.WelcomeID): true}
	r.taken = taken
	complete := completeOf(dialogs)
	if complete > 0 {
		taken[string(model.CompleteID)] = true
	}
	numbers := map[string]int{} // the last one given to a name, so that none is tried twice
	free := func(name string) string {
		id := name
		for taken[id] || r.theirs[id] {
			numbers[name]++
			id = name + "-" + strconv.Itoa(numbers[name]+1)
		}
		return id
	}
	seen := map[string]bool{}
	for i, d := range dialogs {
		theirs, _ := d.get("id").text()
		if seen[theirs] && theirs != "" {
			r.warn(d.offset, fmt.Sprintf("a second dialog has the id %q", theirs), "it gets another one: links lead to the first")
			theirs = ""
		}
		seen[theirs] = true
		name, _ := d.get("name").text()
		id := theirs
		switch {
		case i == 0:
			id = string(model.WelcomeID)
		case i == complete:
			id = string(model.CompleteID)
		case !model.ValidID(id) || taken[id]:
			id = free(slug(name))
		}
		taken[id] = true
		if theirs != "" {
			r.ours[theirs] = model.DialogID(id)
		}
		d.name = id
	}
}

// slug makes an id of a dialog's name.
func slug(name string) string {
	if id := model.Slug(name); id != "" {
		return id
	}
	return "dialog"
}

// start puts the dialog first that the assistant starts at.
func (r *reader) start(root *value, dialogs []*value) {
	start, ok := root.get("start").text()
	if !ok || len(dialogs) == 0 {
		if root.get("start") == nil {
			r.warn(root.offset, "start is not said", "it starts at its first dialog")
		}
		return
	}
	for i, d := range dialogs {
		if id, _ := d.get("id").text(); id == start {
			copy(dialogs[1:i+1], dialogs[:i])
			dialogs[0] = d
			return
		}
	}
	r.warn(root.get("start").offset, fmt.Sprintf("there is no dialog %q to start at", start), "it starts at its first dialog")
}

// completeOf is the number of the dialog that is Complete Assistant, by its id or name.
func completeOf(all []*value) int {
	byName := -1
	for i, d := range all[min(1, len(all)):] {
		if id, _ := d.get("id").text(); id == string(model.CompleteID) {
			return i + 1
		}
		if name, _ := d.get("name").text(); byName < 0 && strings.EqualFold(name, model.CompleteName) {
			byName = i + 1
		}
	}
	return byName
}

// dialog reads a dialog; its id was given before.
func (r *reader) dialog(v *value) *model.Dialog {
	d := &model.Dialog{ID: model.DialogID(v.name)}
	at := model.Path("dialogs").At(v.name)
	if id, ok := v.get("id").text(); ok && id != v.name {
		r.aside(at, "id", "", v.get("id"))
	}
	nodes := v.get("nodes")
	if nodes == nil {
		nodes = v.get("interactions")
	}
	mark := len(r.kept)
	isNodes := func(n *value) bool {
		if n != nodes || n.kind != list {
			return false
		}
		d.Interactions = r.steps(n, at.Field("interactions"))
		return true
	}
	r.into(v, d, at, map[string]func(*value) bool{
		"id":           func(id *value) bool { _, ok := id.text(); return ok },
		"nodes":        isNodes,
		"interactions": isNodes,
		"end": func(e *value) bool {
			i, ok := r.node(e, at.Field("end"))
			if ok {
				d.End = &i
			}
			return ok || e.raw == "null"
		},
	})
	if n := len(d.Interactions) - 1; v.get("end") == nil && n >= 0 {
		if k := d.Interactions[n].Kind(); k != nil && k.End {
			end := d.Interactions[n]
			d.End, d.Interactions = &end, d.Interactions[:n:n]
			moved(r.kept[mark:], string(at.Field("interactions").At(end.ID)), string(at.Field("end")))
		}
	}
	return d
}

// moved gives what was kept of an interaction its new place.
func moved(kept []model.Kept, from, to string) {
	for i, k := range kept {
		if rest, ok := strings.CutPrefix(k.At, from); ok {
			kept[i].At = to + rest
		}
	}
}

// into is fields for a pointer to a struct.
func (r *reader) into(v *value, into any, at model.Path, own map[string]func(*value) bool) {
	e, fields := fieldsOf(into)
	r.fields(v, e, fields, at, own)
}

// steps reads a list of nodes.
func (r *reader) steps(v *value, at model.Path) []model.Interaction {
	var out []model.Interaction
	after := ""
	for _, n := range v.items {
		id := r.idOf(n)
		if i, ok := r.node(n, at.At(id)); ok {
			out = append(out, i)
			after = i.ID
			continue
		}
		word, _ := n.get("type").text()
		r.keep(at, "", after, n, fmt.Sprintf("%q is no type of interaction", word))
	}
	return out
}

// idOf gives a node its id before it is read: its own where it can be one and is free.
func (r *reader) idOf(n *value) string {
	if n.name != "" {
		return n.name
	}
	id, _ := n.get("id").text()
	for !model.ValidID(id) || r.ids[id] {
		r.next++
		if id = "i" + strconv.Itoa(r.next); r.theirs[id] {
			id = ""
		}
	}
	n.name = id
	return id
}

// node reads an interaction; ok is false for what is of no known type.
func (r *reader) node(n *value, at model.Path) (out model.Interaction, ok bool) {
	word, _ := n.get("type").text()
	kind := kindOf(word)
	if n.kind != object || kind == nil {
		return out, false
	}
	out.ID = r.idOf(n)
	r.ids[out.ID] = true
	if id, given := n.get("id").text(); given && id != out.ID && id != "" {
		if model.ValidID(id) {
			r.warn(n.offset, fmt.Sprintf("a second node has the id %q", id), "it gets the id "+out.ID)
		} else {
			r.aside(at, "id", "", n.get("id"))
		}
	}
	if word != kind.Key {
		r.aside(at, "type", "", n.get("type"))
	}
	out.Settings = kind.New()
	r.fields(n, reflect.ValueOf(out.Settings).Elem(), kind.Fields(), at, map[string]func(*value) bool{
		"id":   func(v *value) bool { _, ok := v.text(); return ok },
		"type": func(*value) bool { return true },
		"assistantId": func(v *value) bool {
			id, ok := v.text()
			if ok && r.internal == "" {
				r.internal = id
			}
			return ok && id == r.internal
		},
	})
	return out, true
}

// kindOf is the kind of a node's type, however it is spelled; nil for none.
func kindOf(word string) *model.Kind {
	if k := model.KindOf(word); k != nil || word == "" {
		return k
	}
	word = letters(word)
	for _, k := range model.Kinds() {
		if word != "" && (word == letters(k.Key) || word == letters(k.Name) || word == letters(k.Also)) {
			return k
		}
	}
	return nil
}

func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, s)
}

// fields reads an object into a struct of the definition; own are keys that are
// read otherwise, which return whether they could be. The rest is kept.
func (r *reader) fields(v *value, into reflect.Value, fields []*model.Field, at model.Path, own map[string]func(*value) bool) {
	for _, f := range v.fields {
		if read := own[f.key]; read != nil {
			if !read(f.value) {
				r.keep(at, f.key, "", f.value, fmt.Sprintf("%s: %s is not understood", f.key, brief(f.value)))
			}
			continue
		}
		i := slices.IndexFunc(fields, func(known *model.Field) bool { return known.Key == f.key })
		switch {
		case i < 0:
			r.keep(at, f.key, "", f.value, fmt.Sprintf("the field %q is not known", f.key))
		case !r.field(fields[i], f.value, fields[i].Of(into), below(at, f.key)):
			r.keep(at, f.key, "", f.value, fmt.Sprintf("%s: %s is not understood", f.key, brief(f.value)))
		}
	}
}

func below(at model.Path, key string) model.Path { return at.Field(key) }

// brief is a value for a message.
func brief(v *value) string {
	switch v.kind {
	case object:
		return "an object"
	case list:
		return "a list"
	}
	if r := []rune(v.raw); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return v.raw
}

// field reads one field; it reports whether it could.
func (r *reader) field(f *model.Field, v *value, into reflect.Value, at model.Path) bool {
	if into.Kind() == reflect.Pointer && f.Role != model.RoleStep {
		if v.kind == scalar && v.raw == "null" {
			return true
		}
		made := reflect.New(into.Type().Elem())
		if !r.field(f, v, made.Elem(), at) {
			return false
		}
		into.Set(made)
		return true
	}
	switch f.Role {
	case model.RoleGroup:
		if v.kind != object {
			return false
		}
		r.fields(v, into, model.FieldsOf(into.Type()), at, nil)
		return true
	case model.RoleSteps:
		if v.kind != list {
			return false
		}
		into.Set(reflect.ValueOf(r.steps(v, at)))
		return true
	case model.RoleList:
		return r.elements(f, v, into, at)
	case model.RoleMap:
		return r.entries(f, v, into, at)
	}
	return r.leaf(f, v, into)
}

func (r *reader) elements(f *model.Field, v *value, into reflect.Value, at model.Path) bool {
	if v.kind != list {
		return false
	}
	after := ""
	for _, item := range v.items {
		n := into.Len()
		e := reflect.New(into.Type().Elem()).Elem()
		mark := len(r.kept)
		if !r.field(f.Elem, item, e, at.Index(n)) {
			r.kept = r.kept[:mark]
			r.keep(at, "", after, item, fmt.Sprintf("%s is not understood in %s", brief(item), f.Key))
			continue
		}
		into.Set(reflect.Append(into, e))
		after = strconv.Itoa(n)
	}
	return true
}

func (r *reader) entries(f *model.Field, v *value, into reflect.Value, at model.Path) bool {
	if v.kind != object {
		return false
	}
	for _, p := range v.fields {
		e := reflect.New(into.Type().Elem()).Elem()
		e.Field(0).SetString(p.key)
		if !r.field(f.Elem, p.value, e.Field(1), at.At(p.key)) {
			r.keep(at, p.key, "", p.value, fmt.Sprintf("%s: %s is not understood", p.key, brief(p.value)))
			continue
		}
		into.Set(reflect.Append(into, e))
	}
	return true
}

// leaf reads a value without parts; links and knowledge bases become ours.
func (r *reader) leaf(f *model.Field, v *value, into reflect.Value) bool {
	read := reflect.New(into.Type())
	if v.raw == "null" && f.Role != model.RoleValue || json.Unmarshal([]byte(v.json()), read.Interface()) != nil {
		return false
	}
	into.Set(read.Elem())
	switch at := into.Addr().Interface().(type) {
	case *model.DialogID:
		return r.link(at)
	case *model.Fallback:
		return r.link(&at.Dialog)
	case *model.KnowledgeBaseID:
		if to, ok := r.o.Bases[*at]; ok {
			*at = to
		}
	}
	return true
}

// link makes a link to a dialog one of ours. A link to none stays as it is, so
// that check can name it; false where it would then lead to another dialog.
func (r *reader) link(id *model.DialogID) bool {
	if ours, ok := r.ours[string(*id)]; ok {
		*id = ours
		return true
	}
	if r.taken[string(*id)] {
		*id = ""
		return false
	}
	return true
}
