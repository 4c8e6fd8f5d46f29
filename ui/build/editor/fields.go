package editor

import (
	"reflect"
	"strings"

	"parley/engine/model"
	"parley/ui/kit/canvas"
)

// frame is where the fields of something open are put: below which node, behind
// which guides, how far in, up to which cell.
type frame struct {
	node   model.Path
	step   *model.Interaction
	lead   string
	indent int
	room   int
}

// in is a frame set in by some more cells.
func (f frame) in(n int) frame { f.indent += n; return f }

func (f frame) sketch(e *Editor) *sketch { return e.newSketch(f.lead, f.indent) }

// fields puts in the fields of what is open: the main text first and without a
// label, so that opening a block moves nothing above its settings.
func (e *Editor) fields(f frame, fields []*model.Field, v reflect.Value) {
	main := -1
	for i, g := range fields {
		if g.Role == model.RoleText && g.Required {
			main = i
			e.textField(f, f.node.Field(g.Key), g, g.Of(v))
			break
		}
	}
	wide := labelWidth(fields, main)
	for n, g := range fields {
		if n != main && g.Role != model.RoleSteps && !runsIn(g) {
			e.field(f, f.node.Field(g.Key), g, g.Of(v), wide)
		}
	}
}

// longLabel is the width from which a label stands by itself.
const longLabel = 22

// labelWidth is the column that the labels of fields take: all but that of the
// main text, and those that are too long for it.
func labelWidth(fields []*model.Field, main int) int {
	w := 0
	for i, f := range fields {
		n := canvas.Width(f.Label)
		if i != main && n <= longLabel && f.Role != model.RoleList && f.Role != model.RoleMap && f.Role != model.RoleGroup {
			w = max(w, n)
		}
	}
	return w
}

// textField puts in a text in full.
func (e *Editor) textField(f frame, at model.Path, g *model.Field, v reflect.Value) {
	s := f.sketch(e)
	r := row{kind: rowField, path: at, node: f.node, step: f.step, field: g, value: v, indent: canvas.Width(s.lead) + len(s.pad), lead: f.lead}
	if t := e.typing; t != nil && t.path == at {
		e.typed(s, s.room)
	} else if v.String() == "" {
		s.add(e.look.st.Placeholder.Render(e.cut(lower(g.Label)+e.dots(), s.room)))
	} else {
		s.para(v.String(), e.look.st.Text.Ink, e.look.st.Code.Ink)
	}
	r.lines = s.lines
	e.put(r)
}

// typed puts in the text that is edited, as high as it needs to be.
func (e *Editor) typed(s *sketch, w int) {
	t := e.typing
	h := t.buf.Height(w+1, max(e.look.h-4, 1))
	t.buf.SetSize(w+1, h)
	for _, l := range strings.Split(t.buf.View(), "\n") {
		s.add(l)
	}
	if t.err != "" {
		s.flow(e.look.st.Error.Render(e.look.st.Glyphs.Cross)+" ", e.look.st.Error.Render(canvas.OneLine(t.err)))
	}
}

// field puts in one setting: label, value, and a dim word of help.
func (e *Editor) field(f frame, at model.Path, g *model.Field, v reflect.Value, wide int) {
	why := e.whyNot(g)
	if why == "" {
		why = e.unneeded(at, g)
	}
	switch {
	case why != "" && !isSet(v):
	case g.Role == model.RoleList || g.Role == model.RoleMap:
		e.listField(f, at, g, v)
		return
	case g.Role == model.RoleGroup:
		e.groupField(f, at, g, v)
		return
	}
	st := e.look.st
	s := f.sketch(e)
	if s.room-wide < 18 || canvas.Width(g.Label) > wide {
		wide = canvas.Width(g.Label)
	}
	r := row{kind: rowField, path: at, node: f.node, step: f.step, field: g, value: v, why: why, lead: f.lead}
	if why != "" && !isSet(v) {
		r.kind = rowField
		s.flow("", st.Disabled.Render(e.padded(g.Label, wide)+"  "+why))
		r.lines = s.lines
		e.put(r)
		return
	}
	label := st.Muted.Render(e.padded(g.Label, wide)) + "  "
	r.indent = canvas.Width(s.lead) + len(s.pad) + canvas.Width(label)
	if t := e.typing; t != nil && t.path == at {
		e.typedBeside(s, label)
		r.lines = s.lines
		e.put(r)
		return
	}
	e.valueBeside(s, label, at, g, v)
	r.lines = s.lines
	e.put(r)
}

// typedBeside puts in a label with the text that is edited beside it, or below where that is too narrow.
func (e *Editor) typedBeside(s *sketch, label string) {
	w := canvas.Width(label)
	inner := &sketch{e: e, room: max(s.room-w, 1)}
	if s.room-w < 12 {
		s.add(e.cut(label, s.room))
		inner.room, w = max(s.room-2, 1), min(2, s.room-1)
		label = canvas.Spaces(w)
	}
	e.typed(inner, inner.room)
	for i, l := range inner.lines {
		if i == 0 {
			s.add(label + l)
		} else {
			s.add(canvas.Spaces(w) + l)
		}
	}
}

// valueBeside puts in a label with what is set, or with what holds while nothing is.
func (e *Editor) valueBeside(s *sketch, label string, at model.Path, g *model.Field, v reflect.Value) {
	st := e.look.st
	value := e.say(g, v)
	if g.Key == "id" {
		value = st.Text.Render(canvas.OneLine(v.String()))
	}
	if g.Role == model.RoleBool {
		value = st.Muted.Render(st.Glyphs.Unticked)
		if holds(g, v) {
			value = st.Accent.Render(st.Glyphs.Ticked)
		}
	}
	if c, ok := asChange(v); ok {
		value = e.changeWords(c)
	} else if g.Role == model.RoleValue {
		value = e.operandAt(at, v, value)
	}
	if value == "" {
		value = st.Placeholder.Render(blank(g))
	}
	switch {
	case g.Role == model.RoleText && isSet(v):
		s.flow(label, colour(canvas.Drawable(v.String()), st.Text.Ink, st.Code.Ink))
	case g.Has("body") && isSet(v):
		s.flow(label, st.Text.Render(beginning(canvas.Drawable(v.String()), e)))
	default:
		s.flow(label, value)
	}
	help := g.Help
	if c, ok := asChange(v); ok {
		help = ""
		if c.Op != model.ChangeClear {
			help = "x clears the attribute"
		}
	}
	if help != "" {
		e.help(s, canvas.Width(label), help)
	}
}

// mostBody is how many bytes of a body are shown while it is not typed in.
const mostBody = 8 << 10

// beginning is as much of a body as is shown while it is not typed in.
func beginning(body string, e *Editor) string {
	if len(body) <= mostBody {
		return body
	}
	return strings.ToValidUTF8(body[:mostBody], "") + e.dots()
}

// holds tells whether a switch is on: as it is set, else by what holds while it is not.
func holds(g *model.Field, v reflect.Value) bool {
	if v = deref(v); v.IsValid() && v.Kind() == reflect.Bool {
		return v.Bool()
	}
	return g.Default == "true"
}

// prose tells a field whose text may have several lines.
func prose(g *model.Field) bool { return g.Role == model.RoleText || g.Has("body") }

// operandAt is how the value of a condition shows: by what its operator takes.
func (e *Editor) operandAt(at model.Path, v reflect.Value, value string) string {
	shape, ok := e.operandOf(at)
	switch {
	case ok && shape == model.OperandNone:
		return e.look.st.Placeholder.Render("nothing to compare with")
	case ok && shape == model.OperandSchedule && isSet(v):
		name, _ := e.names.document("Schedule", plain(v))
		return e.look.st.Text.Render(canvas.OneLine(name))
	}
	return value
}

// help puts a dim word of help behind the last line, or below it.
func (e *Editor) help(s *sketch, in int, text string) {
	st := e.look.st
	last := len(s.lines) - 1
	used := canvas.Width(s.lines[last]) - canvas.Width(s.lead) - len(s.pad)
	if used+3+canvas.Width(text) <= s.room {
		s.lines[last] += "   " + st.Disabled.Render(text)
		return
	}
	if s.room-in < 14 {
		in = min(2, s.room-1)
	}
	for _, l := range canvas.Wrap(text, max(s.room-in, 1)) {
		s.add(canvas.Spaces(in) + st.Disabled.Render(l))
	}
}

func (e *Editor) padded(label string, w int) string { return canvas.FitLine(e.cut(label, w), w) }

// dots says that something follows.
func (e *Editor) dots() string {
	if e.look.st.Glyphs.Name == "ascii" {
		return "..."
	}
	return "…"
}

// blank is what stands where nothing is set.
func blank(g *model.Field) string {
	switch {
	case g.Default != "":
		return g.Default
	case g.Role == model.RoleDialog && g.Required:
		return "choose a dialog"
	case g.Role == model.RoleAttribute && g.Required:
		return "choose an attribute"
	case g.Required:
		return "needed"
	case g.In != nil:
		return "any"
	}
	return "none"
}

func asChange(v reflect.Value) (model.Change, bool) {
	v = deref(v)
	if !v.IsValid() {
		return model.Change{}, false
	}
	c, ok := v.Interface().(model.Change)
	return c, ok
}

// changeWords is how an update changes its attribute, without naming it.
func (e *Editor) changeWords(c model.Change) string {
	st := e.look.st
	value := e.dynamic(c.Value.String(), st.Text.Ink)
	switch c.Op {
	case model.ChangeClear:
		return st.Muted.Render("cleared")
	case model.ChangeAdd:
		return st.Muted.Render("add  ") + value
	case model.ChangeRemove:
		return st.Muted.Render("remove  ") + value
	}
	return value
}

// whyNot is why a field cannot be set here, "" where it can.
func (e *Editor) whyNot(g *model.Field) string {
	if e.state.Assistant == nil {
		return ""
	}
	_, why := g.Fits(e.state.Assistant.Channel, e.state.Assistant.Type)
	return why
}

// groupField puts in a group's own fields below its label.
func (e *Editor) groupField(f frame, at model.Path, g *model.Field, v reflect.Value) {
	v = deref(v)
	if !v.IsValid() {
		e.optional(f, at, g)
		return
	}
	e.label(f, at, g.Label)
	inner := f.in(2)
	inner.node = f.node
	wide := labelWidth(g.Fields(), -1)
	for _, h := range g.Fields() {
		e.field(inner, at.Field(h.Key), h, h.Of(v), wide)
	}
}

// another puts in the place for another element of a list.
func (e *Editor) another(f frame, list model.Path, g *model.Field, index int) {
	if g == nil {
		return
	}
	st := e.look.st
	s := f.sketch(e)
	s.flow(st.Accent.Render("+")+"  ", st.Muted.Render("add "+one(g)))
	if g.Help != "" {
		e.help(s, 3, g.Help)
	}
	e.put(row{kind: rowPut, path: list, node: f.node, step: f.step, field: g, list: list, index: index, lines: s.lines, lead: f.lead})
}

// label puts in a line that names what follows.
func (e *Editor) label(f frame, at model.Path, text string) {
	s := f.sketch(e)
	s.flow("", e.look.st.Muted.Render(text))
	e.put(row{kind: rowNote, path: at, node: f.node, step: f.step, lines: s.lines})
}

// optional puts in the place for a group that is not there.
func (e *Editor) optional(f frame, at model.Path, g *model.Field) {
	st := e.look.st
	s := f.sketch(e)
	s.flow(st.Accent.Render("+")+"  ", st.Muted.Render("add \""+lower(g.Label)+"\""))
	e.put(row{kind: rowGroup, path: at, node: f.node, step: f.step, field: g, lines: s.lines})
}

// one is the word for one element of a list or map.
func one(g *model.Field) string {
	w := lower(g.Label)
	switch {
	case g.Has("languages"):
		return "language"
	case strings.HasPrefix(w, "save outputs"):
		return "output"
	case strings.HasSuffix(w, "ches"):
		return strings.TrimSuffix(w, "es")
	case w == "when":
		return "condition"
	}
	return strings.TrimSuffix(w, "s")
}

// listField puts in a list or map: one row an element, and the place for another.
func (e *Editor) listField(f frame, at model.Path, g *model.Field, v reflect.Value) {
	if e.state.Document != "" && g.Role == model.RoleMap {
		e.mapField(f, at, g, v)
		return
	}
	if label, _ := levelOf(g); label != nil {
		e.levelsField(f, at, g, v)
		return
	}
	e.label(f, at, g.Label)
	inner := f.in(2)
	column := e.nameColumn(g, v)
	for i := range v.Len() {
		e.page.column = column
		e.elementRow(inner, at, g, v, i)
	}
	inner.node = f.node
	e.another(inner, at, g, v.Len())
}

func (e *Editor) elementRow(f frame, list model.Path, g *model.Field, v reflect.Value, i int) {
	s := f.sketch(e)
	at := list.Index(i)
	value := v.Index(i)
	if id := elementID(value); id != "" {
		at = list.At(id)
	}
	if g.Role == model.RoleMap {
		at, value = list.At(value.Field(0).String()), value.Field(1)
	}
	r := row{kind: rowElement, path: at, node: f.node, step: f.step, field: g.Elem, value: value, list: list, index: i, keyed: g.Role == model.RoleMap, lead: f.lead}
	r.indent = canvas.Width(s.lead) + len(s.pad)
	if t := e.typing; t != nil && t.path == at {
		label := ""
		if g.Role == model.RoleMap {
			label = e.keyed(g, v.Index(i).Field(0).String())
		}
		r.indent += canvas.Width(label)
		e.typedBeside(s, label)
	} else if inner := deref(value); e.state.Document != "" && g.Role == model.RoleList && g.Elem.Role == model.RoleGroup && inner.IsValid() {
		e.part(s, g.Elem, inner, e.opened.part.Below(at))
	} else {
		s.flow("", e.entry(g, v, i))
	}
	r.lines = s.lines
	e.put(r)
	e.page.column = 0
	if e.opened.part.Below(at) && g.Elem.Role == model.RoleGroup {
		e.partFields(f.in(2), at, g.Elem, deref(value))
	}
}

// elementID is the id an element of a list is entered by, "" where it has none.
func elementID(v reflect.Value) string {
	if v = deref(v); !v.IsValid() || v.Kind() != reflect.Struct || v.NumField() == 0 || v.Type().Field(0).Name != "ID" {
		return ""
	}
	return v.Field(0).String()
}

// unneeded is why a field of a document means nothing beside what else is set.
func (e *Editor) unneeded(at model.Path, g *model.Field) string {
	switch {
	case e.state.Document == "":
		return ""
	case g.Key == "required" && strings.Contains(string(at), ".output["):
		return "only for inputs"
	case g.Key != "values" && g.Key != "children":
		return ""
	}
	f, v := e.sister(at, func(f *model.Field) bool { return f.Type == reflect.TypeFor[model.AttributeType]() })
	switch {
	case f == nil:
	case g.Key == "values" && v.String() != string(model.TypeList) && v.String() != string(model.TypeText):
		return "only for a list"
	case g.Key == "children" && v.String() != string(model.TypeMultiLevel):
		return "only for a multi-level list"
	}
	return ""
}

// partFields puts in the fields of an element that is open.
func (e *Editor) partFields(f frame, at model.Path, g *model.Field, v reflect.Value) {
	wide := labelWidth(g.Fields(), -1)
	for _, h := range g.Fields() {
		if h.Role != model.RoleSteps && !e.spare(g, h, v) {
			e.field(f, at.Field(h.Key), h, h.Of(v), wide)
		}
	}
}
