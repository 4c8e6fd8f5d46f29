package editor

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/want"
)

// Update takes a key, or a mouse message counted from the pane's own corner, and
// returns what is wanted of the program.
func (e *Editor) Update(msg tea.Msg) []want.Want {
	if e.state.home() == "" {
		return nil
	}
	e.build()
	switch msg := msg.(type) {
	case tea.KeyMsg:
		e.next = nil
		return e.key(msg)
	case tea.MouseMsg:
		return e.mouse(msg)
	}
	return nil
}

func (e *Editor) key(msg tea.KeyMsg) []want.Want {
	b, ok := e.Bindings().Match(e.Mode(), msg)
	switch {
	case !ok && e.typing != nil:
		return e.typeKey(msg)
	case !ok:
		return nil
	case b.Reason() != "":
		if b.ID == "editor.close" {
			return nil
		}
		return tell(b.Explain())
	}
	return e.act(b.ID, msg)
}

// tell says why something is not done.
func tell(text string) []want.Want { return []want.Want{want.Tell{Text: text, Error: true}} }

func apply(a edit.Action) []want.Want { return []want.Want{want.Apply{Action: a}} }

// act does what a binding says.
func (e *Editor) act(id string, msg tea.KeyMsg) []want.Want {
	switch id {
	case "editor.leave":
		e.leaveText()
	case "editor.newline":
		return e.typeKey(msg)
	case "editor.insert":
		return e.pickDynamic()
	case "editor.open", "editor.unfold":
		return e.enter()
	case "editor.edit":
		return e.edit()
	case "editor.close":
		e.closeOne()
	case "editor.up":
		if !e.glide(-3) {
			e.step(-1)
		}
	case "editor.down":
		if !e.glide(3) {
			e.step(1)
		}
	case "editor.first":
		e.edge(false)
	case "editor.last":
		e.edge(true)
	case "editor.pageUp":
		e.leaf(-1)
	case "editor.pageDown":
		e.leaf(1)
	default:
		return e.alter(id)
	}
	return nil
}

// alter does the bindings that change the dialog or leave it.
func (e *Editor) alter(id string) []want.Want {
	switch id {
	case "editor.add":
		return e.add()
	case "editor.delete":
		return e.remove()
	case "editor.moveDown":
		return e.move(1)
	case "editor.moveUp":
		return e.move(-1)
	case "editor.copy":
		return e.copy(false)
	case "editor.cut":
		return e.copy(true)
	case "editor.paste":
		return e.paste()
	case "editor.duplicate":
		return e.duplicate()
	case "editor.more":
		return e.putElement()
	case "editor.deeper":
		return e.putLevel()
	case "editor.toggle":
		return e.toggle()
	case "editor.rename":
		if r := e.row(); r.kind == rowField {
			return e.rename(r, e.renamer(r))
		}
		return e.renameKey()
	case "editor.playTo":
		return []want.Want{want.PlayTo{Dialog: e.state.Dialog.ID, Step: e.Selected()}}
	case "editor.follow":
		return e.follow()
	case "editor.back":
		if r := e.row(); r != nil && r.kind == rowFrom {
			return e.toLeader()
		}
		return []want.Want{want.GoBack{}}
	}
	return nil
}

// enter opens the selected block, edits the selected field, goes along the
// selected link, or adds where something can be added.
func (e *Editor) enter() []want.Want {
	r := e.row()
	if r == nil {
		return nil
	}
	switch r.kind {
	case rowFrom:
		return e.toLeader()
	case rowIntent:
		return e.pickIntent()
	case rowStep, rowRun:
		return e.openNode(r)
	case rowEnd:
		if r.step == nil {
			return e.add()
		}
		return e.openNode(r)
	case rowLink:
		return e.follow()
	case rowLine:
		return r.do()
	case rowAdd:
		return e.add()
	case rowPut, rowGroup:
		return e.putElement()
	case rowElement:
		if r.field.Role == model.RoleGroup {
			return e.openPart(r)
		}
	}
	return e.editField(r)
}

// openNode shows the fields of a block or branch and goes to the first of them;
// where they are shown already, it goes there.
func (e *Editor) openNode(r *row) []want.Want {
	if r.step == nil || r.step.Kind() == nil {
		return nil
	}
	e.leaveText()
	at := r.path
	e.opened = opened{node: at}
	e.change()
	e.build()
	for i := e.findNode(at) + 1; i > 0 && i < len(e.page.rows); i++ {
		if r := &e.page.rows[i]; r.stop() {
			if r.node == at || r.path.Below(at) {
				e.choose(i)
			}
			break
		}
	}
	e.revealNode(at)
	return nil
}

// openPart shows the fields of an element of a list, or hides them again.
func (e *Editor) openPart(r *row) []want.Want {
	at := r.path
	if e.opened.part.Below(at) {
		e.opened.part = e.around(at)
		e.change()
		return nil
	}
	e.opened.part = at
	e.change()
	e.build()
	if i := e.find(spot{rowElement, at}); i >= 0 && i+1 < len(e.page.rows) && e.page.rows[i+1].kind == rowField {
		e.choose(i + 1)
	}
	return nil
}

// revealNode brings the heading and as much as fits below it into view.
func (e *Editor) revealNode(p model.Path) {
	first := e.findNode(p)
	if first < 0 {
		return
	}
	last := first
	for i := first; i < len(e.page.rows); i++ {
		if e.page.rows[i].node == p {
			last = i
		}
	}
	from, to := e.page.tops[first]+e.page.rows[first].gap, e.page.tops[last+1]
	top := min(max(e.page.top, to-e.shown()), from)
	if top != e.page.top {
		e.page.top, e.look.drawn = top, false
	}
	e.reveal()
}

// closeOne closes the innermost thing that is open and selects it.
func (e *Editor) closeOne() {
	r := e.row()
	if part := e.opened.part; part != "" && (r != nil && r.path.Below(part) && r.path != part || e.state.Document != "") {
		e.opened.part = e.around(part)
		e.change()
		e.chooseSpot(spot{rowElement, part})
		return
	}
	node := e.opened.node
	e.opened = opened{}
	e.change()
	if i := e.findNode(node); i >= 0 {
		e.choose(i)
	}
}

// edit goes right into the main text of the selected block.
func (e *Editor) edit() []want.Want {
	r := e.row()
	if r == nil {
		return nil
	}
	switch r.kind {
	case rowFrom, rowIntent:
		return e.pickIntent()
	case rowStep, rowRun, rowEnd:
		out := e.openNode(r)
		if r = e.row(); r != nil && r.kind == rowField && r.field.Role == model.RoleText {
			return append(out, e.editField(r)...)
		}
		return append(out, tell("there is no text of its own to write in here: its settings are open")...)
	}
	return e.editField(r)
}

// mouse chooses by a click and scrolls by the wheel; in the text that is edited
// it moves the cursor, selects and scrolls.
func (e *Editor) mouse(msg tea.MouseMsg) []want.Want {
	x, y := msg.X-1, msg.Y-1
	left := msg.Button == tea.MouseButtonLeft
	switch {
	case msg.Button == tea.MouseButtonWheelUp:
		e.roll(y, -3)
	case msg.Button == tea.MouseButtonWheelDown:
		e.roll(y, 3)
	case msg.Action == tea.MouseActionPress && left:
		e.next = nil
		return e.click(x, y)
	case msg.Action == tea.MouseActionMotion && left && e.typing != nil:
		if i := e.current(); i >= 0 {
			e.point(i, x, y+e.page.top, true)
		}
	}
	return nil
}

// roll scrolls the text that is edited where the pointer is over it and it is
// higher than its place, else the pane.
func (e *Editor) roll(y, n int) {
	t := e.typing
	if i := e.rowAt(y + e.page.top); t != nil && y >= 0 && i < len(e.page.rows) && e.page.rows[i].path == t.path && t.buf.Scroll().Total > 0 {
		t.buf.Wheel(n)
		e.change()
		return
	}
	e.wheel(n)
}

// point puts the text cursor at a cell.
func (e *Editor) point(i, x, y int, extend bool) {
	r := &e.page.rows[i]
	e.typing.buf.Click(max(x-1-r.indent, 0), y-e.page.tops[i]-r.gap, extend)
	e.change()
}

func (e *Editor) click(x, y int) []want.Want {
	if x < 0 || y < 0 || y >= e.shown() {
		return nil
	}
	y += e.page.top
	i := e.rowAt(y)
	if i >= len(e.page.rows) || !e.page.rows[i].stop() || y < e.page.tops[i]+e.page.rows[i].gap {
		return nil
	}
	r := &e.page.rows[i]
	if e.typing != nil && e.typing.path == r.path {
		e.point(i, x, y, false)
		return nil
	}
	at := r.spot()
	e.leaveText()
	if e.at == at {
		return e.enter()
	}
	e.chooseSpot(at)
	return nil
}
