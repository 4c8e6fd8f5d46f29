package editor

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/kit/keys"
	"parley/ui/want"
)

// home is the path of what is shown: a document, or a dialog; "" where there is nothing.
func (s *State) home() model.Path {
	switch {
	case s.Document != "":
		return s.Document
	case s.Dialog != nil && s.Assistant != nil:
		return s.Dialog.PathOf(s.Assistant)
	}
	return ""
}

// sameLines tells whether lines look the same.
func sameLines(a, b []Line) bool {
	return slices.EqualFunc(a, b, func(x, y Line) bool {
		return x.Text == y.Text && x.Gap == y.Gap && (x.Do == nil) == (y.Do == nil)
	})
}

// buildDocument puts in the fields of a document, one below the other, with the
// lines that belong before and after them.
func (e *Editor) buildDocument() {
	at := e.state.Document
	place, err := edit.At(e.state.Workspace, at)
	if err != nil {
		return
	}
	e.lines("above", e.state.Above)
	fields := slices.DeleteFunc(slices.Clone(model.FieldsOf(place.Value.Type())), func(g *model.Field) bool {
		return e.state.Fields != nil && !slices.Contains(e.state.Fields, g.Key)
	})
	wide := labelWidth(fields, -1)
	f := frame{node: at, room: e.page.w}
	first := len(e.page.rows)
	for i, g := range fields {
		if g.Key == "id" && place.Key == "" {
			continue
		}
		from := len(e.page.rows)
		e.field(f, at.Field(g.Key), g, g.Of(place.Value), wide)
		if apart(g) || i > 0 && apart(fields[i-1]) {
			e.page.rows[from].gap = 1
		}
	}
	if first > 0 && first < len(e.page.rows) {
		e.page.rows[first].gap = 1
	}
	e.lines("below", e.state.Below)
	e.placeFindings(at)
}

// apart tells a field that takes lines of its own.
func apart(g *model.Field) bool {
	return g.Role == model.RoleList || g.Role == model.RoleMap || g.Role == model.RoleGroup
}

// lines puts in what is to be read beside the fields.
func (e *Editor) lines(where string, all []Line) {
	for i, l := range all {
		s := sketch{e: e, room: e.page.w}
		if l.Do != nil {
			s.add(e.cut(l.Text, e.page.w))
		} else {
			s.flow("", l.Text)
		}
		r := row{kind: rowNote, path: e.state.Document + model.Path("#"+where+strconv.Itoa(i)), lines: s.lines, do: l.Do}
		if l.Do != nil {
			r.kind = rowLine
		}
		if l.Gap {
			r.gap = 1
		}
		e.put(r)
	}
}

// around is the element that an element is inside of, "" for one of the block or
// document itself.
func (e *Editor) around(at model.Path) model.Path {
	for p := parent(at); p != "" && p != e.opened.node && p != e.state.Document; p = parent(p) {
		if strings.HasSuffix(string(p), "]") {
			return p
		}
	}
	return ""
}

// SelectField puts the selection on a field of the document, or on what it holds,
// opening the element it is in.
func (e *Editor) SelectField(at model.Path) {
	if e.state.Document == "" || !at.Below(e.state.Document) {
		return
	}
	e.leaveText()
	e.opened.part = ""
	if outer := e.around(at); outer != "" {
		e.opened.part = outer
	}
	e.change()
	e.build()
	best, length := -1, -1
	for i := range e.page.rows {
		r := &e.page.rows[i]
		if r.stop() && len(r.path) > length && (at.Below(r.path) || r.path.Below(at) && length < len(e.state.Document)) {
			best, length = i, len(r.path)
		}
	}
	e.choose(best)
}

// Opened tells whether an element of a list stands open.
func (e *Editor) Opened() bool { return e.opened.part != "" }

// documentBindings are the keys in a document's fields.
func (e *Editor) documentBindings() keys.Set {
	word := "edit"
	if r := e.row(); r != nil {
		switch r.kind {
		case rowPut, rowGroup, rowAbsent:
			word = "add"
		case rowLine:
			word = "go there"
		case rowElement:
			if r.field.Role == model.RoleGroup {
				word = "open"
			}
		}
	}
	return keys.Join(keys.Set{
		bind("open", word, "edit the field, open what is in the list, add", nil, "enter", "e", "i"),
		bind("toggle", "switch", "switch on or off, choose the next word", e.canToggle, " "),
		bind("more", "add to list", "add to the list that is selected", e.canPut, "a", "o"),
		bind("deeper", "level below", "add a level below the selected one", e.canDeepen, ">"),
		bind("delete", "clear", "take it away; undo brings it back", e.canDelete, "x", "delete"),
		bind("rename", "rename", "give it another name; everything that refers to it follows", e.canRename, "r"),
		bind("follow", "go there", "go to what the field refers to", e.canFollow, "f"),
		bind("moveDown", "move down", "move it one place down", e.canMove, "J", "shift+down"),
		bind("moveUp", "move up", "move it one place up", e.canMove, "K", "shift+up"),
		bind("close", "close", "close what is open", e.canClose, "esc", "left", "h"),
		bind("unfold", "open", "open an element of a list", e.canUnfold, "right", "l"),
	}, e.moveBindings())
}

// bare tells a field that is plain to see without its label.
func bare(g *model.Field) bool { return g.Key == "name" || g.Key == "id" || g.In != nil }

// brief draws one word of an element of a document.
func (e *Editor) brief(g *model.Field, text string) string {
	if g.In != nil {
		return e.look.st.Muted.Render(canvas.OneLine(text))
	}
	text = canvas.OneLine(text)
	return e.look.st.Text.Render(text) + canvas.Spaces(max(e.page.column-canvas.Width(text), 0))
}

// lamp draws a switch of an element in one line.
func (e *Editor) lamp(g *model.Field, on bool) string {
	st := e.look.st
	if on {
		return st.Success.Render(st.Glyphs.On) + " " + st.Text.Render(lower(g.Label))
	}
	return st.Disabled.Render(st.Glyphs.Off + " " + lower(g.Label))
}

// switchesIn tells an element of a document that has several switches: they are
// shown whether on or off.
func (e *Editor) switchesIn(f *model.Field) bool {
	if e.state.Document == "" {
		return false
	}
	n := 0
	for _, g := range f.Fields() {
		if g.Role == model.RoleBool {
			n++
		}
	}
	return n > 1
}

// nameColumn is how wide the names of a document's elements are, so that what
// follows them stands in one column.
func (e *Editor) nameColumn(g *model.Field, v reflect.Value) int {
	if e.state.Document == "" || g.Role != model.RoleList || g.Elem.Role != model.RoleGroup {
		return 0
	}
	wide := 0
	for _, f := range g.Elem.Fields() {
		if f.Key != "name" && f.Key != "id" {
			continue
		}
		for i := range v.Len() {
			wide = max(wide, canvas.Width(canvas.OneLine(f.Of(deref(v.Index(i))).String())))
		}
		break
	}
	return min(wide, longLabel)
}

// visit asks to show a place of the workspace.
func visit(at model.Path) []want.Want { return []want.Want{want.Visit{At: at}} }
