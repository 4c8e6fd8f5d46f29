package editor

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/want"
)

// rowKind is what a row stands for.
type rowKind uint8

const (
	rowFrom    rowKind = iota // who leads here
	rowIntent                 // the intent that starts the dialog, or the place for it
	rowStep                   // an interaction
	rowRun                    // the heading of a branch, or of one side of a schedule
	rowLink                   // where a branch leads
	rowField                  // a field of what is open
	rowElement                // an element of a list or map of what is open
	rowPut                    // a place for a further element
	rowGroup                  // a place for an optional group
	rowAdd                    // a place for a further interaction
	rowEnd                    // the end interaction, or the place for it
	rowLine                   // a line beside a document's fields that can be chosen
	rowAbsent                 // a key that a map can have, without its entry
	rowLevel                  // an entry of a list of several levels
	rowNote                   // what cannot be chosen: findings, headings, what is not set here
)

// spot names a row across changes.
type spot struct {
	kind rowKind
	path model.Path
}

// row is some lines that belong together; all but notes can be chosen.
type row struct {
	kind  rowKind
	path  model.Path
	gap   int // blank lines before it
	lines []string
	step  *model.Interaction // the innermost interaction it belongs to
	// node is the path of the interaction or branch it belongs to: where esc leads.
	node   model.Path
	field  *model.Field
	value  reflect.Value
	list   model.Path         // of what stands in a list: the list
	index  int                // and the place in it; for places to add, where the new one goes
	indent int                // cells before its text, for clicks into a text that is edited
	why    string             // why the field cannot be set here
	keyed  bool               // an entry of a map
	do     func() []want.Want // of a line beside a document's fields
	lead   string             // the guides of the tree before its lines
}

func (r *row) stop() bool { return r.kind != rowNote }

// above reports whether the row stands above a dialog's interactions.
func (r *row) above() bool { return r.kind == rowFrom || r.kind == rowIntent }

func (r *row) spot() spot { return spot{r.kind, r.path} }

// page is the rows as they were last built, and what part of them is shown.
type page struct {
	rows   []row
	tops   []int // the first line of each row; one more for the end
	w      int   // cells a row may fill
	top    int   // the first line shown
	hint   int   // where the selected row was found last
	column int   // how wide the names of a document's elements are drawn
	built  bool
	follow bool // the selected row is to be brought into view when it is next drawn
	blocks map[model.InteractionSettings]block
}

// block is the rows of an interaction, with all that is nested in it, as they
// were drawn at a place while nothing in it was open.
type block struct {
	list model.Path
	t    tree
	id   string
	n    int
	num  string
	rows []row
}

// total is the number of lines.
func (p *page) total() int {
	if len(p.tops) == 0 {
		return 0
	}
	return p.tops[len(p.tops)-1]
}

// build makes the rows, if they are out of date.
func (e *Editor) build() {
	if e.page.built {
		return
	}
	p := &e.page
	p.built = true
	e.look.drawn = false
	p.w = max(e.look.w-4, 1)
	p.rows = p.rows[:0]
	if len(p.blocks) > 4*len(p.tops)+64 {
		clear(p.blocks)
	}
	switch {
	case e.state.Workspace == nil || e.state.home() == "":
	case e.state.Document != "":
		e.buildDocument()
	default:
		e.buildDialog()
	}
	p.tops = p.tops[:0]
	y := 0
	for i := range p.rows {
		p.tops = append(p.tops, y)
		y += p.rows[i].gap + len(p.rows[i].lines)
	}
	p.tops = append(p.tops, y)
}

func (e *Editor) put(r row) { e.page.rows = append(e.page.rows, r) }

func (e *Editor) dialogPath() model.Path { return e.state.Dialog.PathOf(e.state.Assistant) }

func (e *Editor) buildDialog() {
	d, at := e.state.Dialog, e.dialogPath()
	e.put(row{kind: rowFrom, path: at, lines: e.fromLines()})
	e.buildIntent(at.Field("intent"))
	list := at.Field("interactions")
	t := tree{e: e, digits: len(strconv.Itoa(max(len(d.Interactions), 1)))}
	for n := range d.Interactions {
		t.step(list, n, &d.Interactions[n], "", 1)
	}
	st := e.look.st
	word := "add interaction"
	if len(d.Interactions) == 0 {
		word = "add interaction: what is said or asked first"
	}
	add := sketch{e: e, room: e.page.w}
	add.flow(st.Accent.Render("+")+canvas.Spaces(t.digits+1), st.Muted.Render(word))
	e.put(row{kind: rowAdd, path: list, gap: 1, lines: add.lines, list: list, index: len(d.Interactions)})
	e.buildEnd(at.Field("end"))
	e.placeFindings(at)
}

// fromLines say who leads here.
func (e *Editor) fromLines() []string {
	st, d := e.look.st, e.state.Dialog
	var names []string
	if d.ID == model.WelcomeID {
		names = append(names, st.Muted.Render("the start"))
	}
	for _, l := range e.names.leaders(d.ID) {
		names = append(names, st.Text.Render(canvas.OneLine(l.Name)))
	}
	switch {
	case len(names) > 0:
	case d.Intent != "":
		names = append(names, st.Placeholder.Render("no other dialog"))
	default:
		names = append(names, st.Placeholder.Render("nowhere yet: no dialog leads here"))
	}
	s := sketch{e: e, room: max(e.page.w, 1)}
	s.flow(st.Muted.Render("from")+"  ", strings.Join(names, st.Muted.Render(", ")))
	return s.lines
}

// tree puts in the rows of interactions, nested ones below their branch.
type tree struct {
	e      *Editor
	lead   string // the guides before every line
	digits int    // of the numbers at the left, which stand flush right
	deep   bool
}

// step puts in an interaction and what is nested in it, as it was drawn before
// where nothing of it changed.
func (t tree) step(list model.Path, n int, i *model.Interaction, prefix string, gap int) {
	p := &t.e.page
	known, ok := p.blocks[i.Settings]
	if ok && known.n == n && known.id == i.ID && known.t == t && known.num == prefix && known.list == list && !t.e.opened.node.Below(known.rows[0].path) {
		p.rows = append(p.rows, known.rows...)
		return
	}
	at := list.Index(n)
	if i.ID != "" {
		at = list.At(i.ID)
	}
	from := len(p.rows)
	t.draw(at, list, n, i, prefix+strconv.Itoa(n+1), gap)
	if i.Settings != nil && !t.e.opened.node.Below(at) {
		p.blocks[i.Settings] = block{list, t, i.ID, n, prefix, slices.Clone(p.rows[from:])}
	}
}

// draw puts in an interaction with its branches, opened to its fields where it is open.
func (t tree) draw(at, list model.Path, n int, i *model.Interaction, num string, gap int) {
	e := t.e
	number := num
	if !t.deep {
		number = canvas.Spaces(t.digits-len(num)) + num
	}
	r := row{kind: rowStep, path: at, node: at, gap: gap, step: i, list: list, index: n, indent: canvas.Width(t.lead) + len(number) + 2, lead: t.lead}
	k := i.Kind()
	if k == nil {
		r.lines = []string{t.lead + e.look.st.Muted.Render(number+"  ") + e.look.st.Error.Render("an interaction without a kind: x deletes it")}
		e.put(r)
		return
	}
	if e.opened.node == at {
		r.lines = []string{e.heading(t.lead, number, k)}
		e.put(r)
		e.fields(frame{node: at, step: i, lead: t.lead, indent: len(number) + 2, room: e.page.w}, k.Fields(), reflect.ValueOf(i.Settings).Elem())
	} else {
		r.lines = e.closed(i, t.lead, number)
		e.put(r)
	}
	t.runs(at, i, num, len(number)+2)
}

// heading is the first line of a block.
func (e *Editor) heading(lead, number string, k *model.Kind) string {
	st := e.look.st
	room := e.page.w - canvas.Width(lead) - len(number) - 2
	return lead + st.Muted.Render(number) + "  " + st.Strong.Render(canvas.TruncateTail(k.Name, max(room, 1), st.Glyphs.Ellipsis))
}

// closed draws a block that is not open.
func (e *Editor) closed(i *model.Interaction, lead, number string) []string {
	s := e.newSketch(lead, len(number)+2)
	s.lines = append(s.lines, e.heading(lead, number, i.Kind()))
	s.body(i)
	return s.lines
}

// run is one group of nested interactions of an interaction.
type run struct {
	field  *model.Field // the group's descriptor
	value  reflect.Value
	path   model.Path // of the group
	list   model.Path // the list it stands in, "" where it is a field of its own
	index  int
	number int // as index paths count, from 1
}

// runsOf lists the groups with nested interactions that an interaction has, or
// could have: the value of one it does not have is invalid.
func runsOf(i *model.Interaction, at model.Path) []run {
	var out []run
	v := settings(i)
	number := 0
	for _, f := range i.Kind().Fields() {
		switch {
		case stepsIn(f) != nil:
			number++
			out = append(out, run{field: f, value: deref(f.Of(v)), path: at.Field(f.Key), number: number})
		case runsIn(f):
			list := f.Of(v)
			for n := range list.Len() {
				number++
				out = append(out, run{field: f.Elem, value: deref(list.Index(n)), path: at.Field(f.Key).Index(n), list: at.Field(f.Key), index: n, number: number})
			}
		}
	}
	return out
}

// leadsDeep tells whether a kind has nested interactions.
func leadsDeep(k *model.Kind) bool {
	for _, f := range k.Fields() {
		if runsIn(f) {
			return true
		}
	}
	return false
}

func (t tree) runs(at model.Path, i *model.Interaction, num string, indent int) {
	if !leadsDeep(i.Kind()) {
		return
	}
	e := t.e
	room := e.page.w - canvas.Width(t.lead)
	for indent > 1 && room-indent < 16 {
		indent--
	}
	lead := t.lead + canvas.Spaces(indent)
	open := e.opened.node == at
	f := frame{node: at, step: i, lead: lead}
	runs := runsOf(i, at)
	for n, r := range runs {
		switch {
		case r.value.IsValid():
			t.run(r, i, lead, num)
		case open:
			e.optional(f, r.path, r.field)
		}
		if open && r.list != "" && (n+1 == len(runs) || runs[n+1].list == "") {
			e.another(f, r.list, listField(i, r.list), r.index+1)
		}
	}
	if open && len(runs) == 0 || open && runs[0].list == "" {
		for _, g := range i.Kind().Fields() {
			if runsIn(g) && g.Role == model.RoleList {
				e.another(f, at.Field(g.Key), g, 0)
			}
		}
	}
}

// listField is the field of an interaction that a list of its branches is.
func listField(i *model.Interaction, list model.Path) *model.Field {
	for _, f := range i.Kind().Fields() {
		if strings.HasSuffix(string(list), "."+f.Key) {
			return f
		}
	}
	return nil
}

// run puts in one branch: its heading, its interactions, where it leads.
func (t tree) run(r run, i *model.Interaction, lead, num string) {
	e, st := t.e, t.e.look.st
	head := row{kind: rowRun, path: r.path, node: r.path, step: i, field: r.field, value: r.value, list: r.list, index: r.index, lead: lead}
	guide := lead + st.Border.Render(st.Glyphs.Border.Left) + "  "
	if e.page.w-canvas.Width(guide) < 16 {
		guide = lead + st.Border.Render(st.Glyphs.Border.Left)
	}
	head.lines = e.runHeading(r, lead)
	e.put(head)
	if e.opened.node == r.path {
		e.fields(frame{node: r.path, step: i, lead: guide, room: e.page.w}, r.field.Fields(), r.value)
	}
	inner := stepsIn(r.field)
	steps, _ := inner.Of(r.value).Interface().([]model.Interaction)
	list := r.path.Field(inner.Key)
	prefix := num + "." + strconv.Itoa(r.number) + "."
	deeper := tree{e: e, lead: guide, deep: true}
	for n := range steps {
		deeper.step(list, n, &steps[n], prefix, 0)
	}
	links := false
	for _, f := range r.field.Fields() {
		if f.Role == model.RoleDialog && isSet(f.Of(r.value)) {
			if links = true; e.opened.node == r.path {
				continue
			}
			s := sketch{e: e, lead: guide, room: max(e.page.w-canvas.Width(guide), 1)}
			s.flow("", e.link(model.DialogID(f.Of(r.value).String())))
			e.put(row{kind: rowLink, path: r.path.Field(f.Key), node: r.path, step: i, field: f, value: f.Of(r.value), lines: s.lines, lead: guide})
		}
	}
	if len(steps) == 0 && !links {
		add := guide + st.Accent.Render("+") + "  " + st.Muted.Render(e.cut("add what happens", e.page.w-canvas.Width(guide)-3))
		e.put(row{kind: rowAdd, path: list, step: i, node: r.path, lines: []string{add}, list: list, lead: guide})
	}
}

// runHeading is what a branch is taken for: its conditions, or its field's name.
func (e *Editor) runHeading(r run, lead string) []string {
	st := e.look.st
	s := sketch{e: e, lead: lead, room: max(e.page.w-canvas.Width(lead), 1)}
	when, match := conditionsIn(r.field)
	if when == nil {
		s.flow("", st.Accent.Render(lower(r.field.Label)))
		return s.lines
	}
	word := "and"
	if match != nil && match.Of(r.value).String() == string(model.MatchAny) {
		word = "or"
	}
	list := when.Of(r.value)
	var parts []string
	for i := range list.Len() {
		parts = append(parts, e.condition(when.Elem, list.Index(i)))
	}
	if len(parts) == 0 {
		parts = append(parts, st.Placeholder.Render("no condition yet"))
	}
	s.flow(st.Accent.Render("if")+"  ", strings.Join(parts, "  "+st.Accent.Render(word)+"  "))
	return s.lines
}

// conditionsIn finds the list of conditions of a group, and how they are matched.
func conditionsIn(f *model.Field) (when, match *model.Field) {
	for _, g := range f.Fields() {
		switch {
		case g.Role == model.RoleList && isCondition(g.Elem):
			when = g
		case g.Type == reflect.TypeFor[model.Match]():
			match = g
		}
	}
	return when, match
}

// buildEnd puts in the end interaction, or the place for one.
func (e *Editor) buildEnd(at model.Path) {
	st, end := e.look.st, e.state.Dialog.End
	head := st.Muted.Render("end") + "  "
	r := row{kind: rowEnd, path: at, node: at, gap: 1, step: end, indent: 5}
	if end == nil || end.Kind() == nil {
		r.lines = []string{head + st.Accent.Render("+") + " " + st.Muted.Render("add end interaction")}
		if e.flowEnds() {
			r.lines = []string{head + st.Muted.Render("every branch leads on: nothing follows")}
		}
		e.put(r)
		return
	}
	k := end.Kind()
	v := reflect.ValueOf(end.Settings).Elem()
	mark := st.Linked.Render(st.Glyphs.To) + " "
	if k.Final {
		mark = st.Final.Render(st.Glyphs.Final) + " "
	}
	s := e.newSketch("", 5)
	first := sketch{e: e, room: e.page.w}
	text, to := st.Strong.Render(k.Name), ""
	if f := onlyLink(k); f != nil && e.opened.node != at {
		name, ok := e.names.dialog(model.DialogID(f.Of(v).String()))
		switch {
		case ok:
			to = st.Text.Render(canvas.OneLine(name))
		case name == "":
			mark = st.Unlinked.Render(st.Glyphs.To) + " "
			to = st.Unlinked.Render("no dialog yet")
		default:
			mark = st.Unlinked.Render(st.Glyphs.To) + " "
			to = st.UnlinkedName.Render(canvas.OneLine(name)) + st.Unlinked.Render(" is not there")
		}
	}
	if canvas.Width(head+mark+text+to) <= first.room-2 || to == "" {
		first.flow(head+mark, joined(text, to))
	} else {
		first.flow(head+mark, text)
		under := e.newSketch("", canvas.Width(head+mark))
		under.flow("", to)
		first.lines = append(first.lines, under.lines...)
	}
	if e.opened.node == at {
		r.lines = first.lines
		e.put(r)
		e.fields(frame{node: at, step: end, indent: 5, room: e.page.w}, k.Fields(), v)
		return
	}
	s.lines = first.lines
	s.body(end)
	r.lines = s.lines
	e.put(r)
}

func joined(a, b string) string {
	if b == "" {
		return a
	}
	return a + "  " + b
}

// flowEnds tells whether every way through the interactions leads elsewhere.
func (e *Editor) flowEnds() bool {
	n := len(e.state.Dialog.Interactions)
	if n == 0 {
		return false
	}
	last := &e.state.Dialog.Interactions[n-1]
	return last.Kind() != nil && leadsDeep(last.Kind()) && model.FlowOf(e.state.Dialog).Ends
}
