package editor

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
	"parley/ui/want"
)

// Update takes a key, or a mouse message counted from the pane's own corner, and
// returns what is wanted of the program.
func (e *Editor) Update(msg tea.Msg) []want.Want {
	if e.state.Dialog == nil {
		return nil
	}
	e.build()
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return e.key(msg)
	case tea.MouseMsg:
		return e.mouse(msg)
	}
	return nil
}

func (e *Editor) key(msg tea.KeyMsg) []want.Want {
	b, ok := e.Bindings().Match(e.Mode(), msg)
	if !ok {
		if e.typing != nil {
			return e.typeKey(msg)
		}
		return nil
	}
	if why := b.Explain(); why != "" {
		return []want.Want{want.Tell{Text: why}}
	}
	return e.act(b.ID, msg)
}

func (e *Editor) act(id string, msg tea.KeyMsg) []want.Want {
	switch id {
	case "editor.leave":
		e.leaveText()
	case "editor.newline":
		return e.typeKey(msg)
	case "editor.open":
		return e.enter()
	case "editor.edit":
		return e.edit()
	case "editor.close":
		e.closeOne()
	case "editor.up":
		e.step(-1)
	case "editor.down":
		e.step(1)
	case "editor.first":
		e.edge(false)
	case "editor.last":
		e.edge(true)
	case "editor.pageUp":
		e.leaf(-1)
	case "editor.pageDown":
		e.leaf(1)
	}
	return nil
}

// enter opens the selected block, or edits the selected field.
func (e *Editor) enter() []want.Want {
	r := e.row()
	if r == nil {
		return nil
	}
	switch r.kind {
	case rowStep, rowRun, rowEnd:
		return e.openNode(r)
	case rowField, rowElement:
		return e.editField(r)
	}
	return nil
}

// openNode shows the fields of a block or branch and goes to the first of them.
func (e *Editor) openNode(r *row) []want.Want {
	if r.step == nil {
		return nil
	}
	e.leaveText()
	e.opened = opened{node: r.path}
	at := r.path
	e.change()
	e.build()
	for i := range e.page.rows {
		if f := &e.page.rows[i]; f.node == at && (f.kind == rowField || f.kind == rowElement || f.kind == rowPut || f.kind == rowGroup) {
			e.choose(i)
			break
		}
	}
	e.revealNode(at)
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

// closeOne closes the innermost thing that is open.
func (e *Editor) closeOne() {
	node := e.opened.node
	if node == "" {
		return
	}
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
	case rowStep, rowRun, rowEnd:
		out := e.openNode(r)
		if r = e.row(); r != nil && r.kind == rowField && r.field.Role == model.RoleText {
			return append(out, e.write(r)...)
		}
		return out
	case rowField, rowElement:
		return e.editField(r)
	}
	return nil
}

// editField edits a field by its role.
func (e *Editor) editField(r *row) []want.Want {
	switch r.field.Role {
	case model.RoleText, model.RoleLabel, model.RolePlain, model.RoleNumber, model.RoleDuration:
		return e.write(r)
	}
	return nil
}

// mouse chooses by a click and scrolls by the wheel.
func (e *Editor) mouse(msg tea.MouseMsg) []want.Want {
	switch {
	case msg.Button == tea.MouseButtonWheelUp:
		e.wheel(-3)
	case msg.Button == tea.MouseButtonWheelDown:
		e.wheel(3)
	case msg.Action == tea.MouseActionPress && msg.Button == tea.MouseButtonLeft:
		return e.click(msg.X-1, msg.Y-1)
	}
	return nil
}

func (e *Editor) click(x, y int) []want.Want {
	if y < 0 || y >= e.shown() {
		return nil
	}
	i := e.rowAt(y + e.page.top)
	if i >= len(e.page.rows) || !e.page.rows[i].stop() || y+e.page.top < e.page.tops[i]+e.page.rows[i].gap {
		return nil
	}
	r := &e.page.rows[i]
	if e.typing != nil && e.typing.path == r.path {
		e.typing.buf.Click(max(x-1-r.indent, 0), y+e.page.top-e.page.tops[i]-r.gap, false)
		e.change()
		return nil
	}
	e.leaveText()
	if e.at == r.spot() {
		return e.enter()
	}
	e.choose(i)
	return nil
}

