package kustomer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"parley/engine/model"
)

// WriteOptions say what an assistant is written as.
type WriteOptions struct {
	InternalID string // stands in every node; "": the one it came with, else its public id
	Bases      Bases
}

// Write writes an assistant as an object that [Read] reads the same from. The
// warnings are one line each: what could not be put back, what has to be replaced by hand.
func Write(a *model.Assistant, o WriteOptions) (data []byte, warnings []string, err error) {
	w := &writer{a: a, o: o, places: map[model.Path]*value{}, wanted: map[model.Path]bool{}, theirs: map[model.DialogID]string{}}
	w.internal()
	root := w.assistant()
	w.putBack()
	var b bytes.Buffer
	root.appendTo(&b)
	var out bytes.Buffer
	if err := json.Indent(&out, b.Bytes(), "", "  "); err != nil {
		return nil, nil, fmt.Errorf("write assistant %s: %w", a.ID, err)
	}
	out.WriteByte('\n')
	return out.Bytes(), w.warnings, nil
}

// writer makes the tree of an assistant and remembers where each place of it is.
type writer struct {
	a        *model.Assistant
	o        WriteOptions
	id       string // the internal one
	places   map[model.Path]*value
	wanted   map[model.Path]bool       // places that something kept goes back to, and those around them
	theirs   map[model.DialogID]string // ids that dialogs came with
	warnings []string
}

func (w *writer) warn(words string, args ...any) {
	w.warnings = append(w.warnings, line(fmt.Sprintf(words, args...)))
}

// internal finds the id that stands in every node, and the ids dialogs came with.
func (w *writer) internal() {
	w.id = w.o.InternalID
	if o := w.a.Origin; o != nil {
		if w.id == "" {
			w.id = o.InternalID
		}
		for _, k := range o.Kept {
			for i, c := range k.At + "." {
				if c == '.' || c == '[' {
					w.wanted[model.Path(k.At[:i])] = true
				}
			}
			if was, isText := (&value{raw: k.JSON}).text(); k.Key == "id" && isText && isDialog(k.At) {
				w.theirs[model.DialogID(k.At[len("dialogs["):len(k.At)-1])] = was
			}
		}
	}
	w.tellApart()
	if w.id == "" {
		w.id = string(w.a.ID)
		w.warn("%s: its internal id in the other instance is not known: its public id stands in every node; give --assistant-id", w.a.ID)
	}
}

// isDialog tells the places of dialogs from those of their parts.
func isDialog(at string) bool {
	return strings.HasPrefix(at, "dialogs[") && strings.IndexByte(at, ']') == len(at)-1
}

// tellApart sees to it that no two dialogs are written with the same id: links
// could not say which is meant. The first keeps the id that both came with; what
// came without one gives way to what came with it.
func (w *writer) tellApart() {
	used := map[string]bool{}
	var others []model.DialogID
	for _, d := range w.a.Dialogs {
		was := w.theirs[d.ID]
		if was == "" || used[was] {
			delete(w.theirs, d.ID)
			others = append(others, d.ID)
		}
		used[was] = true
	}
	for _, id := range others {
		free := string(id)
		for n := 2; used[free]; n++ {
			free = string(id) + "-" + strconv.Itoa(n)
		}
		used[free] = true
		w.theirs[id] = free
	}
}

// link is the id a dialog has in what is written.
func (w *writer) link(id model.DialogID) string {
	if was, ok := w.theirs[id]; ok {
		return was
	}
	return string(id)
}

func (w *writer) assistant() *value {
	a, root := w.a, &value{kind: object}
	w.places[""] = root
	public := string(a.ID)
	if a.Origin != nil && a.Origin.PublicID != "" {
		public = a.Origin.PublicID
	}
	root.set("id", textValue(w.id))
	root.set("publicId", textValue(public))
	skip := []string{"id", "dialogs", "settings", "origin"}
	w.fields(root, reflect.ValueOf(a).Elem(), "", skip)
	if len(a.Dialogs) > 0 && !w.keeps("", "start") {
		root.set("start", textValue(w.link(a.Dialogs[0].ID)))
	}
	dialogs := &value{kind: list}
	w.places["dialogs"] = dialogs
	root.set("dialogs", dialogs)
	for _, d := range a.Dialogs {
		dialogs.items = append(dialogs.items, w.dialog(d))
	}
	settings := &value{kind: object}
	w.places["settings"] = settings
	root.set("settings", settings)
	w.fields(settings, reflect.ValueOf(&a.Settings).Elem(), "settings", nil)
	return root
}

// keeps reports whether the assistant came with a part of this key that was not understood.
func (w *writer) keeps(at, key string) bool {
	return w.a.Origin != nil && slices.ContainsFunc(w.a.Origin.Kept, func(k model.Kept) bool { return k.At == at && k.Key == key })
}

func (w *writer) dialog(d *model.Dialog) *value {
	at := model.Path("dialogs").At(string(d.ID))
	out := &value{kind: object, name: string(d.ID)}
	w.places[at] = out
	out.set("id", textValue(w.link(d.ID)))
	w.fields(out, reflect.ValueOf(d).Elem(), at, []string{"id", "interactions", "end"})
	out.set("nodes", w.steps(d.Interactions, at.Field("interactions")))
	end := &value{raw: "null"}
	if d.End != nil && d.End.Settings != nil {
		end = w.node(d.End, at.Field("end"))
	}
	out.set("end", end)
	return out
}

func (w *writer) steps(all []model.Interaction, at model.Path) *value {
	out := &value{kind: list}
	w.places[at] = out
	for n := range all {
		i := &all[n]
		if i.Settings == nil {
			w.warn("%s: an interaction without a kind is left out", at)
			continue
		}
		id := i.ID
		if id == "" {
			id = strconv.Itoa(n)
		}
		e := w.node(i, at.At(id))
		e.name = id
		out.items = append(out.items, e)
	}
	return out
}

func (w *writer) node(i *model.Interaction, at model.Path) *value {
	out := &value{kind: object}
	w.places[at] = out
	if i.ID != "" {
		out.set("id", textValue(i.ID))
	}
	out.set("assistantId", textValue(w.id))
	out.set("type", textValue(i.Kind().Key))
	w.fields(out, reflect.ValueOf(i.Settings).Elem(), at, nil)
	return out
}

// fields writes the fields of a struct that are set, and those that are required.
func (w *writer) fields(out *value, v reflect.Value, at model.Path, skip []string) {
	for _, f := range model.FieldsOf(v.Type()) {
		fv := f.Of(v)
		if slices.Contains(skip, f.Key) || !f.Required && unset(fv) && !w.wanted[at.Field(f.Key)] {
			continue
		}
		if e := w.field(f, fv, at.Field(f.Key)); e != nil {
			out.set(f.Key, e)
		}
	}
}

// unset tells what is left out where it is not required. What a pointer leads to
// is set, even where it says nothing.
func unset(v reflect.Value) bool {
	return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
}

func (w *writer) field(f *model.Field, v reflect.Value, at model.Path) *value {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	switch f.Role {
	case model.RoleGroup:
		out := &value{kind: object}
		w.places[at] = out
		w.fields(out, v, at, nil)
		return out
	case model.RoleSteps:
		all, _ := v.Interface().([]model.Interaction)
		return w.steps(all, at)
	case model.RoleList:
		out := &value{kind: list}
		w.places[at] = out
		for n := range v.Len() {
			e := w.field(f.Elem, v.Index(n), at.Index(n))
			e.name = strconv.Itoa(n)
			out.items = append(out.items, e)
		}
		return out
	case model.RoleMap:
		out := &value{kind: object}
		w.places[at] = out
		for n := range v.Len() {
			key := v.Index(n).Field(0).String()
			out.set(key, w.field(f.Elem, v.Index(n).Field(1), at.At(key)))
		}
		return out
	}
	return w.leaf(v)
}

// leaf writes a value without parts.
func (w *writer) leaf(v reflect.Value) *value {
	read := v.Interface()
	switch at := read.(type) {
	case model.DialogID:
		return textValue(w.link(at))
	case model.Fallback:
		at.Dialog = model.DialogID(w.link(at.Dialog))
		read = at
	case model.KnowledgeBaseID:
		if to, ok := w.o.Bases[at]; ok {
			return textValue(string(to))
		}
	}
	if v.Kind() == reflect.String {
		if _, notated := read.(model.Operator); !notated {
			return textValue(v.String())
		}
	}
	data, err := json.Marshal(read)
	if err != nil {
		return &value{raw: "null"}
	}
	out, err := parse(data, nil)
	if err != nil {
		return &value{raw: "null"}
	}
	return out
}

// putBack puts what was kept on import back into its place.
func (w *writer) putBack() {
	if w.a.Origin == nil {
		return
	}
	followers := map[*value][]follower{} // by the list they stand in
	for _, k := range w.a.Origin.Kept {
		part, err := parse([]byte(k.JSON), nil)
		if err != nil {
			w.warn("%s: what was kept at %s %s is no JSON any more: it is left out", w.a.ID, k.At, k.Key)
			continue
		}
		w.reassign(part)
		place := w.places[model.Path(k.At)]
		switch {
		case place == nil:
			if k.Key != "id" && k.Key != "type" {
				w.warn("%s: what was kept at %s %s has no place any more: it is left out", w.a.ID, k.At, k.Key)
			}
		case place.kind == list:
			followers[place] = append(followers[place], follower{k.After, part})
		case place.kind == object:
			w.restore(place, k, part)
		default:
			w.warn("%s: what was kept at %s %s does not fit there any more: it is left out", w.a.ID, k.At, k.Key)
		}
	}
	for place, kept := range followers {
		place.items = among(place.items, kept)
	}
}

// restore puts a field back, unless something else stands there now.
func (w *writer) restore(place *value, k model.Kept, part *value) {
	is := place.get(k.Key)
	word, isText := part.text()
	now, _ := is.text()
	switch {
	case is == nil, is.empty(), isText && word == now:
	case k.Key == "id" && k.At != "" && !isDialog(k.At): // nothing leads to a node
	case k.Key == "assistantId": // kept only where it named something else than this assistant
	case k.Key == "type" && kindOf(word) != nil && kindOf(word).Key == now: // the same, as it was spelled
	default:
		w.warn("%s: %s %s has a value of its own now: what was kept is left out", w.a.ID, k.At, k.Key)
		return
	}
	place.set(k.Key, part)
}

// reassign writes the internal id into the nodes of a part that was kept.
func (w *writer) reassign(v *value) {
	if w.o.InternalID == "" || w.a.Origin.InternalID == "" {
		return
	}
	for i, f := range v.fields {
		if id, ok := f.value.text(); ok && f.key == "assistantId" && id == w.a.Origin.InternalID {
			v.fields[i].value = textValue(w.id)
		}
		w.reassign(f.value)
	}
	for _, e := range v.items {
		w.reassign(e)
	}
}

// follower is a part of a list that was kept, and the name of the element it
// follows; "" for what stands before the first.
type follower struct {
	after string
	part  *value
}

// among is a list with what was kept in its places. What follows an element that
// is gone since goes to the end.
func among(items []*value, kept []follower) []*value {
	by := map[string][]*value{}
	for _, k := range kept {
		by[k.after] = append(by[k.after], k.part)
	}
	out := by[""]
	delete(by, "")
	for _, e := range items {
		out = append(append(out, e), by[e.name]...)
		delete(by, e.name)
	}
	for _, k := range kept {
		out = append(out, by[k.after]...)
		delete(by, k.after)
	}
	return out
}
