package editor

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/schedule"
	"parley/ui/want"
)

// editField edits the selected field or element by its role.
func (e *Editor) editField(r *row) []want.Want {
	if r.why != "" && !isSet(r.value) {
		return tell(r.field.Label + ": " + r.why)
	}
	f := r.field
	if act := e.renamer(r); act != nil {
		return e.rename(r, act)
	}
	switch f.Role {
	case model.RoleText:
		if f.Has("team") && !strings.Contains(r.value.String(), "{{") {
			return e.pickTeam(r)
		}
		return e.write(r)
	case model.RoleLabel:
		if all := e.choices(r.path); len(all) > 0 && r.kind == rowElement {
			return e.pickWord("Value", r, all, true)
		}
		return e.write(r)
	case model.RoleBool:
		return apply(e.switched(r.path, f, r.value))
	case model.RoleAttribute:
		return e.pickAttribute(r)
	case model.RoleDialog:
		return e.pickDialog(r)
	case model.RoleReference:
		return e.pickDocument(r)
	case model.RoleOperator:
		return e.pickOperator(r)
	case model.RoleValue:
		return e.editValue(r)
	case model.RolePlain:
		return e.editPlain(r)
	case model.RoleNotated:
		if now, ok := r.value.Interface().(model.Fallback); ok && e.state.Assistant != nil {
			return e.pickFallback(r, now)
		}
		return e.write(r)
	case model.RoleNumber, model.RoleDuration, model.RoleTime, model.RoleList:
		return e.write(r)
	case model.RoleGroup:
		return e.openPart(r)
	}
	return nil
}

// editPlain edits a word: one of those allowed, a language, an attribute of a Klass, or any.
func (e *Editor) editPlain(r *row) []want.Want {
	f := r.field
	switch {
	case f.In != nil:
		return e.pickWord(f.Label, r, f.In, false)
	case f.Type == reflect.TypeFor[model.Language]():
		return e.pickWord("Language", r, e.languages(r.path), true)
	case f.Type == reflect.TypeFor[model.ZoneName]():
		return e.pickWord(f.Label, r, schedule.Zones(), false)
	case f.Key == "to" && e.workflow() != nil:
		return e.pickWord(f.Label, r, e.stepIDs(), false)
	case f.Has("klassAttribute"):
		return e.pickWord(f.Label, r, e.klassAttributes(r.path), true)
	}
	return e.write(r)
}

// toggle switches a field on or off, or goes on to its next word.
func (e *Editor) toggle() []want.Want {
	r := e.row()
	if r.kind == rowElement || r.kind == rowAbsent {
		return e.switches(r)()
	}
	if r.field.Role == model.RoleBool {
		return e.editField(r)
	}
	now := r.value.String()
	if now == "" {
		now = r.field.Default
	}
	next := r.field.In[(slices.Index(r.field.In, now)+1)%len(r.field.In)]
	return apply(edit.SetText{At: r.path, Text: next})
}

// parent is the path of what a field or an element is in.
func parent(p model.Path) model.Path {
	s := string(p)
	if strings.HasSuffix(s, "]") {
		return model.Path(s[:max(strings.LastIndexByte(s, '['), 0)])
	}
	return model.Path(s[:max(strings.LastIndexByte(s, '.'), 0)])
}

// sisters are the fields of the struct a place is in, and their values; an
// element of a list is in the struct its list is in.
func (e *Editor) sisters(at model.Path) ([]*model.Field, reflect.Value) {
	up := parent(at)
	if strings.HasSuffix(string(at), "]") {
		up = parent(up)
	}
	p, err := edit.At(e.state.Workspace, up)
	if err != nil {
		return nil, reflect.Value{}
	}
	if i, ok := p.Value.Interface().(model.Interaction); ok {
		if i.Settings == nil {
			return nil, reflect.Value{}
		}
		return i.Kind().Fields(), reflect.ValueOf(i.Settings).Elem()
	}
	if p.Value.Kind() != reflect.Struct {
		return nil, reflect.Value{}
	}
	return model.FieldsOf(p.Value.Type()), p.Value
}

// sister is the first field beside a place that something holds of, with its value.
func (e *Editor) sister(at model.Path, is func(*model.Field) bool) (*model.Field, reflect.Value) {
	fields, v := e.sisters(at)
	for _, f := range fields {
		if is(f) {
			return f, f.Of(v)
		}
	}
	return nil, reflect.Value{}
}

// attributeBeside is the attribute that a value, or a list of values, belongs to.
func (e *Editor) attributeBeside(at model.Path) (model.Attribute, bool) {
	f, v := e.sister(at, func(f *model.Field) bool { return f.Role == model.RoleAttribute && f.Required })
	if f == nil {
		return e.declared(at)
	}
	return e.names.attributes().Find(model.AttributePath(v.String()))
}

// choices are the values of the attribute beside a place, as far as there are any to choose from.
func (e *Editor) choices(at model.Path) []string {
	a, ok := e.attributeBeside(at)
	if !ok {
		return nil
	}
	return e.valuesOf(a)
}

// valuesOf lists what an attribute can be, where that is known: its values, or
// the names of what it stands for.
func (e *Editor) valuesOf(a model.Attribute) []string {
	var out []string
	for _, c := range a.Choices() {
		out = append(out, string(c))
	}
	if out != nil {
		return out
	}
	w := e.state.Workspace
	switch {
	case a.Type == model.TypeBoolean:
		return []string{"yes", "no"}
	case a.Path == "conversation.assignedTeam":
		for _, t := range w.Teams {
			out = append(out, t.Name)
		}
	case a.Path == "conversation.brand":
		for _, b := range w.Brands {
			out = append(out, b.Name)
		}
	case strings.HasSuffix(string(a.Path), ".defaultLanguage"):
		for _, l := range w.Settings.Languages {
			out = append(out, string(l))
		}
	}
	return out
}

// klassAttributes are the attributes of the Klass named beside a place, or beside what it is in.
func (e *Editor) klassAttributes(at model.Path) []string {
	for p := at; p != ""; p = parent(p) {
		f, v := e.sister(p, func(f *model.Field) bool { return f.Refers == "Klass" })
		if f == nil {
			continue
		}
		var out []string
		if k := e.state.Workspace.Klass(model.KlassID(v.String())); k != nil {
			for _, d := range k.Attributes {
				out = append(out, d.Name)
			}
		}
		return out
	}
	return nil
}

func (e *Editor) canPut() string {
	r := e.row()
	switch {
	case r == nil:
	case r.kind == rowPut, r.kind == rowGroup, r.kind == rowElement, r.kind == rowRun && r.list != "", r.kind == rowAbsent, r.kind == rowLevel:
		return ""
	case e.listAround(r) != "":
		return ""
	}
	return "there is no list here"
}

// listAround is the list whose element a field is part of, "" where it is part of none.
func (e *Editor) listAround(r *row) model.Path {
	if r.kind == rowField && e.opened.part != "" && r.path.Below(e.opened.part) {
		return parent(e.opened.part)
	}
	return ""
}

// putElement adds an element to the list that the selected row is in or stands
// for, or the optional group it stands for.
func (e *Editor) putElement() []want.Want {
	r := e.row()
	switch {
	case r.kind == rowGroup:
		at := r.path
		e.next = func() { e.fresh(at) }
		return apply(edit.SetField{At: at, Value: reflect.New(elemOf(r.field.Type)).Elem().Interface()})
	case r.kind == rowField:
		if i := e.find(spot{rowElement, e.opened.part}); i >= 0 {
			r = &e.page.rows[i]
		}
	}
	if r.kind == rowAbsent {
		return e.editField(r)
	}
	index := r.index
	if r.kind != rowPut {
		index++
	}
	list, err := edit.At(e.state.Workspace, r.list)
	if err != nil {
		return nil
	}
	if e.state.Document != "" && list.Field.Role == model.RoleList {
		if name := nameIn(list.Field.Elem); name != nil {
			return e.putNamed(list, index, name)
		}
		if words := e.wordsFor(list); words != nil {
			return e.putWord(list, index, words)
		}
	}
	if list.Field.Role == model.RoleMap {
		return e.putEntry(list)
	}
	at := r.list.Index(index)
	if list.Field.Elem.Role == model.RoleLabel {
		if left := unused(e.choices(at), list.Value); left != nil {
			return e.putChoice(list, index, left)
		}
	}
	e.next = func() { e.fresh(at) }
	return apply(edit.InsertElement{List: r.list, Index: index})
}

func elemOf(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// unused are the choices that a list does not have yet; nil where there are no choices.
func unused(all []string, list reflect.Value) []want.Item {
	var out []want.Item
	for _, c := range all {
		it := want.Item{ID: c, Label: c}
		for i := range list.Len() {
			if list.Index(i).String() == c {
				it.Reason = "offered already"
			}
		}
		out = append(out, it)
	}
	return out
}

// putChoice asks which of an attribute's values is added to a list.
func (e *Editor) putChoice(list edit.Place, index int, items []want.Item) []want.Want {
	return []want.Want{want.Pick{Title: "Add a value", Items: items, Free: true, Done: func(it want.Item) []want.Want {
		at := list.Path.Index(index)
		e.next = func() { e.chooseSpot(spot{rowElement, at}) }
		return apply(edit.InsertElement{List: list.Path, Index: index, Value: model.Label(it.Label)})
	}}}
}

// putEntry adds an entry to a map: under the next free number, or under a name
// that is asked for.
func (e *Editor) putEntry(list edit.Place) []want.Want {
	put := func(key string) []want.Want {
		a := edit.InsertElement{List: list.Path, Index: -1, Key: key}
		c, err := a.Apply(e.state.Workspace)
		if err != nil {
			return []want.Want{want.Tell{Text: err.Error(), Error: true}}
		}
		e.next = func() { e.fresh(c.At) }
		return apply(a)
	}
	names, title := e.keysFor(list)
	if title == "" {
		return put("")
	}
	var items []want.Item
	for _, n := range names {
		it := want.Item{ID: n, Label: n}
		for i := range list.Value.Len() {
			if list.Value.Index(i).Field(0).String() == n {
				it.Reason = "there already"
			}
		}
		items = append(items, it)
	}
	return []want.Want{want.Pick{Title: title, Items: items, Free: true, Done: func(it want.Item) []want.Want { return put(it.Label) }}}
}

// keysFor are the keys a map can have, where they are names of something: the
// inputs or outputs of the workflow beside it. Without a title keys are digits.
func (e *Editor) keysFor(list edit.Place) (names []string, title string) {
	if e.state.Document != "" {
		names, _ = e.given(list.Path, list.Field)
		return names, "Add to " + lower(list.Field.Label)
	}
	f, v := e.sister(list.Path, func(f *model.Field) bool { return f.Refers == "Workflow" })
	if f == nil {
		return nil, ""
	}
	w := e.state.Workspace.Workflow(model.WorkflowID(v.String()))
	if w == nil {
		return nil, "Name it"
	}
	from, title := w.Input, "Input of "+w.Name
	if list.Field.Writes {
		from, title = w.Output, "Output of "+w.Name
	}
	for _, p := range from {
		names = append(names, p.Name)
	}
	return names, title
}

// fresh selects something that was just added and begins to edit it: a text is
// selected so that typing replaces it, a group is opened.
func (e *Editor) fresh(at model.Path) {
	e.build()
	if i := e.findNode(at); i >= 0 {
		e.choose(i)
		if e.page.rows[i].list == "" {
			return
		}
		e.openNode(&e.page.rows[i])
		for k := i; k < len(e.page.rows) && e.page.rows[k].path.Below(at); k++ {
			if r := &e.page.rows[k]; r.kind == rowElement && r.field.Role == model.RoleGroup {
				e.openPart(r)
				break
			}
		}
		return
	}
	i := e.find(spot{rowElement, at})
	if i < 0 {
		i = e.find(spot{rowElement, e.byID(at)})
	}
	if i < 0 {
		if !e.freshLevel(at) {
			e.chooseBelow(at)
		}
		return
	}
	e.choose(i)
	r := &e.page.rows[i]
	switch r.field.Role {
	case model.RoleGroup:
		e.opened.part = e.around(at)
		e.openPart(r)
		if r = e.row(); r == nil || r.kind != rowField || r.field.Role != model.RoleLabel {
			return
		}
	case model.RoleLabel, model.RoleText, model.RolePlain, model.RoleList, model.RoleValue, model.RoleNumber:
	default:
		return
	}
	e.write(r)
	e.typing.buf.SelectAll()
	e.change()
}

// renameKey asks for another key of an entry.
func (e *Editor) renameKey() []want.Want {
	r := e.row()
	at, list := r.path, r.list
	key := strings.TrimSuffix(strings.TrimPrefix(string(at), string(list)+"["), "]")
	check := func(s string) error {
		if strings.TrimSpace(s) == "" || strings.ContainsAny(s, "[]") {
			return errors.New("write a key without brackets, such as 1")
		}
		_, err := edit.RenameKey{At: at, Key: strings.TrimSpace(s)}.Apply(e.state.Workspace)
		return err
	}
	return []want.Want{want.Prompt{Title: "Key", Value: key, Check: check, Done: func(s string) []want.Want {
		s = strings.TrimSpace(s)
		e.next = func() { e.chooseSpot(spot{rowElement, list.At(s)}) }
		return apply(edit.RenameKey{At: at, Key: s})
	}}}
}
