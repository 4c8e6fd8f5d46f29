package editor

import (
	"reflect"
	"strconv"

	"parley/engine/model"
	"parley/ui/kit/canvas"
)

// part draws an element of a document's list: in one line, or, where it holds
// more than words, with what it holds below its name. One that is open shows
// only its name, its fields follow.
func (e *Editor) part(s *sketch, g *model.Field, v reflect.Value, open bool) {
	name := e.partName(g, v)
	if open && name != "" {
		s.flow("", name)
		return
	}
	if !deep(g) || name == "" {
		s.flow("", e.element(g, v))
		return
	}
	head := name + "  "
	below := canvas.Spaces(canvas.Width(canvas.Strip(head)))
	for _, f := range g.Fields() {
		fv := deref(f.Of(v))
		if !isSet(fv) || named(f) {
			continue
		}
		if f.Role == model.RoleMap || f.Role == model.RoleList && f.Elem.Role == model.RoleGroup {
			for i := range fv.Len() {
				s.beside(head+e.look.st.Muted.Render(lower(f.Label))+"  ", e.entry(f, fv, i))
				head = below
			}
			continue
		}
		s.beside(head+e.look.st.Muted.Render(lower(f.Label))+"  ", e.say(f, fv))
		head = below
	}
	if head != below {
		s.flow("", name+"  "+e.look.st.Placeholder.Render("nothing yet"))
	}
}

// beside puts in a drawn text after a head, wrapped where it is too long: always
// beside it where that leaves some room.
func (s *sketch) beside(head, text string) {
	w := canvas.Width(head)
	if s.room-w < 16 {
		s.flow(head, text)
		return
	}
	for i, l := range canvas.Wrap(text, s.room-w) {
		if i > 0 {
			head = canvas.Spaces(w)
		}
		s.add(head + l)
	}
}

// partName draws the word an element is known by, "" where it has none.
func (e *Editor) partName(g *model.Field, v reflect.Value) string {
	for _, f := range g.Fields() {
		if named(f) && isSet(f.Of(v)) {
			return e.brief(f, plain(f.Of(v)))
		}
	}
	return ""
}

func named(f *model.Field) bool { return f.Key == "name" || f.Key == "id" }

// deep tells an element that holds groups, or maps of texts.
func deep(g *model.Field) bool {
	for _, f := range g.Fields() {
		if f.Role == model.RoleGroup || f.Role == model.RoleMap && f.Elem.Role == model.RoleText {
			return true
		}
	}
	return false
}

// spare tells a field that would give an element a second thing to do.
func (e *Editor) spare(g, f *model.Field, v reflect.Value) bool {
	if g.Type != reflect.TypeFor[model.WorkflowStep]() || !does(f) || present(f.Of(v)) {
		return false
	}
	for _, h := range g.Fields() {
		if does(h) && present(h.Of(v)) {
			return true
		}
	}
	return false
}

// present tells a field that is set, if only to a group without contents.
func present(v reflect.Value) bool { return v.Kind() == reflect.Pointer && !v.IsNil() || isSet(v) }

// does tells the fields of a workflow's step of which it has one.
func does(f *model.Field) bool { return f.Key != "id" && f.Key != "next" }

// levelWords draws a list of several levels in one line: the first of them.
func (e *Editor) levelWords(f *model.Field, v reflect.Value) string {
	label, below := levelOf(f)
	out, n := "", 0
	var count func(reflect.Value)
	count = func(list reflect.Value) {
		n += list.Len()
		for i := range list.Len() {
			count(below.Of(list.Index(i)))
		}
	}
	count(v)
	for i := range v.Len() {
		out += e.chip(label.Of(v.Index(i)).String()) + " "
	}
	if n > v.Len() {
		out += e.look.st.Muted.Render(strconv.Itoa(n) + " in all")
	}
	return out
}
