package editor

import (
	"slices"

	"parley/engine/model"
	"parley/ui/kit/keys"
)

// group heads the pane's keys on the help page.
const group = "Editor"

// Bindings are the pane's keys; what cannot act now says why.
func (e *Editor) Bindings() keys.Set {
	if e.typing != nil {
		return e.typeBindings()
	}
	if e.state.Document != "" {
		return e.documentBindings()
	}
	set := keys.Join(e.blockBindings(), e.listBindings(), e.moveBindings())
	if r := e.row(); r != nil && (r.kind == rowField || r.kind == rowElement) {
		return keys.Join(e.fieldBindings(), slices.DeleteFunc(set, func(b keys.Binding) bool { return b.ID == "editor.edit" }))
	}
	return set
}

// fieldBindings are those that matter most within what is open.
func (e *Editor) fieldBindings() keys.Set {
	return keys.Set{
		bind("open", "edit", "edit the field", nil, "enter", "e", "i"),
		bind("close", "close", "close what is open", e.canClose, "esc", "left", "h"),
		bind("more", "add to list", "add a button, a row, a branch, a condition …", e.canPut, "o"),
		bind("delete", "clear", "take it away; undo brings it back", e.canDelete, "x", "delete"),
		bind("toggle", "switch", "switch on or off, choose the next word", e.canToggle, " "),
	}
}

// bind makes a binding; can says why it cannot act, nil means it always can.
func bind(id, label, help string, can func() string, k ...string) keys.Binding {
	return keys.Binding{ID: "editor." + id, Keys: k, Label: label, Help: help, Group: group, Disabled: can}
}

func (e *Editor) typeBindings() keys.Set {
	leave, line := []string{"esc", "enter"}, []string{"ctrl+j", "alt+enter"}
	if e.typing.field.Has("body") { // a page is written line by line
		leave, line = leave[:1], append(line, "enter")
	}
	set := keys.Set{
		bind("leave", "done", "leave the text", nil, leave...),
		bind("insert", "dynamic text", "insert an attribute, a snippet or what a workflow returned", e.canInsert, "ctrl+g", "ctrl+@"),
		bind("newline", "new line", "begin a new line", e.canBreak, line...),
	}
	for i := range set {
		set[i].Hidden = true
	}
	return set
}

// blockBindings are what is done to interactions.
func (e *Editor) blockBindings() keys.Set {
	return keys.Set{
		bind("open", e.openWord(), "open what is selected, edit a field", nil, "enter"),
		bind("add", "add", "add an interaction below", e.canAdd, "a"),
		bind("edit", "edit", "write in the text of the block", e.canEdit, "e", "i"),
		bind("delete", "delete", "delete what is selected; undo brings it back", e.canDelete, "x", "delete"),
		bind("playTo", "play to here", "play the preview up to this interaction", e.needsStep, "t"),
		bind("follow", "follow", "go where this leads", e.canFollow, "f"),
		bind("back", "back", "go back along the links", nil, "b", "backspace"),
		bind("moveDown", "move down", "move it one place down", e.canMove, "J", "shift+down"),
		bind("moveUp", "move up", "move it one place up", e.canMove, "K", "shift+up"),
		bind("copy", "copy", "copy the interaction", e.needsBlock, "y"),
		bind("cut", "cut", "cut the interaction out, to paste it elsewhere", e.needsBlock, "d"),
		bind("paste", "paste", "paste interactions below", e.canAddStep, "p"),
		bind("duplicate", "duplicate", "put a copy of the interaction below it", e.canDuplicate, "D"),
		bind("close", "close", "close what is open", e.canClose, "esc", "left", "h"),
	}
}

// listBindings are what is done to fields, and to elements of lists.
func (e *Editor) listBindings() keys.Set {
	return keys.Set{
		bind("more", "add to list", "add a button, a row, a branch, a condition …", e.canPut, "o"),
		bind("toggle", "switch", "switch on or off, choose the next word", e.canToggle, " "),
		bind("rename", "change key", "change the key of an entry", e.canRename, "r"),
		bind("unfold", "open", "open a block, a branch, an element", e.canUnfold, "right", "l"),
	}
}

func (e *Editor) moveBindings() keys.Set {
	set := keys.Set{
		bind("up", "up", "go up", nil, "up", "k"),
		bind("down", "down", "go down", nil, "down", "j"),
		bind("first", "first", "go to the beginning", nil, "g", "home"),
		bind("last", "last", "go to the end", nil, "G", "end"),
		bind("pageUp", "page up", "go a page up", nil, "pgup"),
		bind("pageDown", "page down", "go a page down", nil, "pgdown"),
	}
	for i := range set {
		set[i].Hidden = true
	}
	return set
}

// openWord is what enter does here, for the bottom line.
func (e *Editor) openWord() string {
	r := e.row()
	switch {
	case r == nil:
	case r.kind == rowAdd || r.kind == rowPut || r.kind == rowGroup || r.kind == rowEnd && r.step == nil:
		return "add"
	case r.kind == rowFrom || r.kind == rowLink:
		return "go there"
	case r.kind == rowIntent:
		return "choose"
	}
	return "open"
}

func (e *Editor) canInsert() string {
	if e.typing.field.Role != model.RoleText && !e.typing.dynamic {
		return "this text is shown as it is"
	}
	return ""
}

func (e *Editor) canBreak() string {
	if !prose(e.typing.field) {
		return "this is a single line"
	}
	return ""
}

func (e *Editor) canClose() string {
	if e.opened.node == "" && (e.state.Document == "" || e.opened.part == "") {
		return "nothing is open"
	}
	return ""
}

func (e *Editor) canUnfold() string {
	if r := e.row(); r != nil && (r.kind == rowStep || r.kind == rowRun || r.kind == rowEnd && r.step != nil || r.kind == rowElement && r.field.Role == model.RoleGroup) {
		return ""
	}
	return "there is nothing to open here"
}

func (e *Editor) needsStep() string {
	if r := e.row(); r == nil || r.step == nil {
		return "choose an interaction first"
	}
	return ""
}

func (e *Editor) needsBlock() string {
	if r := e.row(); r == nil || r.step == nil || r.kind != rowStep && r.kind != rowEnd {
		return "choose an interaction first"
	}
	return ""
}

func (e *Editor) canDuplicate() string {
	if r := e.row(); r != nil && r.kind == rowEnd {
		return "a dialog has one end interaction"
	}
	return e.needsBlock()
}

func (e *Editor) canEdit() string {
	r := e.row()
	switch {
	case r == nil, r.kind == rowAdd, r.kind == rowPut, r.kind == rowGroup:
		return "there is no text here"
	case r.kind == rowEnd && r.step == nil:
		return "there is no end interaction yet"
	case r.why != "":
		return r.why
	}
	return ""
}

func (e *Editor) canDelete() string {
	r := e.row()
	if r != nil && r.kind == rowField {
		if c, ok := asChange(r.value); ok && c.Op != model.ChangeClear {
			return ""
		}
	}
	switch {
	case r == nil, r.kind == rowFrom, r.kind == rowAdd, r.kind == rowPut, r.kind == rowGroup, r.kind == rowEnd && r.step == nil,
		r.kind == rowLine, r.kind == rowAbsent:
		return "there is nothing to delete here"
	case r.kind == rowField && r.field.Key == "id":
		return "it is needed: r renames it"
	case (r.kind == rowField || r.kind == rowIntent) && !isSet(r.value):
		return "it is empty already"
	case r.kind == rowField && r.field.Required && r.field.Role != model.RoleDialog:
		return "it is needed"
	}
	return ""
}

func (e *Editor) canMove() string {
	r := e.row()
	switch {
	case r == nil, r.kind != rowStep && r.kind != rowElement && r.kind != rowRun && r.kind != rowLevel:
		return "choose an interaction or an element of a list first"
	case r.kind == rowRun && r.list == "", e.state.Document != "" && r.keyed:
		return "it has its fixed place"
	}
	return ""
}

func (e *Editor) canRename() string {
	r := e.row()
	if r == nil || (r.kind != rowElement || !r.keyed) && (r.kind != rowField || e.renamer(r) == nil) {
		return "only what others refer to is renamed: enter edits it"
	}
	return ""
}

func (e *Editor) canToggle() string {
	r := e.row()
	if r != nil && (r.kind == rowElement || r.kind == rowAbsent) && e.switches(r) != nil {
		return ""
	}
	switch {
	case r == nil, r.kind != rowField, r.field.Role != model.RoleBool && r.field.In == nil:
		return "there is nothing to switch here"
	}
	return r.why
}
