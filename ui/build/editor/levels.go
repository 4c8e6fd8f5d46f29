package editor

import (
	"reflect"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/want"
)

// levelOf finds how a list of several levels is made: the label of an entry and
// the list of those below it; nil for any other list.
func levelOf(g *model.Field) (label, below *model.Field) {
	if g.Role != model.RoleList || g.Elem.Role != model.RoleGroup {
		return nil, nil
	}
	for _, f := range g.Elem.Fields() {
		switch {
		case f.Role == model.RoleLabel:
			label = f
		case f.Role == model.RoleList && f.Type == g.Type:
			below = f
		}
	}
	if label == nil || below == nil {
		return nil, nil
	}
	return label, below
}

// levelsField puts in a list of several levels as a tree.
func (e *Editor) levelsField(f frame, at model.Path, g *model.Field, v reflect.Value) {
	e.label(f, at, g.Label)
	e.besideLabel("> adds a level below the selected one")
	inner := f.in(2)
	e.levels(inner, at, g, v)
	e.another(inner, at, g, v.Len())
}

func (e *Editor) levels(f frame, list model.Path, g *model.Field, v reflect.Value) {
	label, below := levelOf(g)
	st := e.look.st
	for i := range v.Len() {
		at := list.Index(i)
		value := label.Of(v.Index(i))
		s := f.sketch(e)
		r := row{kind: rowLevel, path: at.Field(label.Key), node: f.node, field: label, value: value, list: list, index: i, lead: f.lead}
		mark := st.Muted.Render(st.Glyphs.Bullet) + " "
		r.indent = canvas.Width(s.lead) + len(s.pad) + canvas.Width(mark)
		switch t := e.typing; {
		case t != nil && t.path == r.path:
			e.typedBeside(s, mark)
		case value.String() == "":
			s.flow(mark, st.Placeholder.Render("no label"))
		default:
			s.flow(mark, st.Text.Render(canvas.OneLine(value.String())))
		}
		r.lines = s.lines
		e.put(r)
		e.levels(f.in(3), at.Field(below.Key), g, below.Of(v.Index(i)))
	}
}

func (e *Editor) canDeepen() string {
	if r := e.row(); r == nil || r.kind != rowLevel {
		return "only in a list of several levels"
	}
	return ""
}

// putLevel adds an entry below the selected one.
func (e *Editor) putLevel() []want.Want {
	r := e.row()
	entry, err := edit.At(e.state.Workspace, parent(r.path))
	if err != nil {
		return nil
	}
	list, err := edit.At(e.state.Workspace, r.list)
	if err != nil {
		return nil
	}
	_, below := levelOf(list.Field)
	if below == nil { // an inner list has the descriptor of an entry's field
		for _, f := range model.FieldsOf(entry.Value.Type()) {
			if f.Type == list.Value.Type() {
				below = f
			}
		}
	}
	if below == nil {
		return nil
	}
	into := parent(r.path).Field(below.Key)
	at := into.Index(below.Of(entry.Value).Len())
	e.next = func() { e.freshLevel(at) }
	return apply(edit.InsertElement{List: into, Index: -1})
}

// chooseBelow selects the first row inside of a place.
func (e *Editor) chooseBelow(at model.Path) {
	for i := range e.page.rows {
		if r := &e.page.rows[i]; r.stop() && r.path.Below(at) {
			e.choose(i)
			return
		}
	}
}

// freshLevel begins to write the label of an entry that was just added.
func (e *Editor) freshLevel(at model.Path) bool {
	e.build()
	for i := range e.page.rows {
		if r := &e.page.rows[i]; r.kind == rowLevel && parent(r.path) == at {
			e.choose(i)
			e.write(r)
			e.typing.buf.SelectAll()
			e.change()
			return true
		}
	}
	return false
}
