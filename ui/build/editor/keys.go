package editor

import (
	"parley/ui/kit/keys"
)

// group heads the pane's keys on the help page.
const group = "Editor"

// Bindings are the pane's keys; what cannot act now says why.
func (e *Editor) Bindings() keys.Set {
	if e.typing != nil {
		return e.typeBindings()
	}
	return e.moveBindings()
}

func (e *Editor) typeBindings() keys.Set {
	return keys.Set{
		{ID: "editor.leave", Keys: []string{"esc", "enter"}, Label: "done", Help: "leave the text", Group: group, Hidden: true},
		{ID: "editor.newline", Keys: []string{"ctrl+j", "alt+enter"}, Label: "new line", Help: "begin a new line", Group: group, Hidden: true},
	}
}

func (e *Editor) moveBindings() keys.Set {
	move := func(id, label, help string, k ...string) keys.Binding {
		return keys.Binding{ID: "editor." + id, Keys: k, Label: label, Help: help, Group: group, Hidden: true}
	}
	return keys.Set{
		{ID: "editor.open", Keys: []string{"enter"}, Label: "open", Help: "open a block, edit a field", Group: group},
		{ID: "editor.edit", Keys: []string{"i", "e"}, Label: "edit", Help: "write in the text of this block", Group: group},
		{ID: "editor.close", Keys: []string{"esc"}, Label: "close", Help: "close what is open", Group: group, Hidden: true},
		move("up", "up", "go up", "up", "k"),
		move("down", "down", "go down", "down", "j"),
		move("first", "first", "go to the beginning", "g", "home"),
		move("last", "last", "go to the end", "G", "end"),
		move("pageUp", "page up", "go a page up", "pgup"),
		move("pageDown", "page down", "go a page down", "pgdown"),
	}
}
