// Package editor is the pane in which one dialog is read and changed: its
// interactions as numbered blocks from top to bottom, branches as a tree, every
// setting in place. It shows the fields of any other document of the workspace
// in the same way.
//
// The pane draws what [Editor.Show] gave it and answers keys with wants; it
// changes nothing but itself. What a block shows, which fields it opens to and
// how each is edited comes from the descriptors of package model, never from
// the kind of an interaction.
package editor

import (
	"parley/engine/model"
	"parley/ui/kit/keys"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// State is what the pane shows. Everything in it is read only.
type State struct {
	Workspace *model.Workspace
	Assistant *model.Assistant
	Dialog    *model.Dialog
	// Document is shown instead of a dialog where it is set: the path of a team, a
	// schedule …, or of the workspace's settings. Title heads it; Above and Below
	// are lines before and after its fields.
	Document     model.Path
	Fields       []string // keys of the document's fields that are shown; nil: all of them
	Title        string
	Above, Below []Line
	// Findings are what check says of the assistant; those of other dialogs are left out here.
	Findings []Finding
	// Speaking is the id of the interaction that speaks now in the preview.
	Speaking string
	// Plays reports whether a kind is played by this version; nil: every kind is.
	Plays func(*model.Kind) bool
}

// Finding is one line of check at its place.
type Finding struct {
	Path     model.Path
	Severity string // error, warning or hint
	Message  string
	Mend     string
}

// Line is something to read beside a document's fields; with Do it can be chosen.
type Line struct {
	Text string // already drawn; wrapped where it is too long, and cut where it can be chosen
	Gap  bool   // a blank line before it
	Do   func() []want.Want
}

// Editor is the pane. Make it with [New].
type Editor struct {
	state  State
	look   look
	names  *names
	page   page
	at     spot
	opened opened
	typing *typing
	next   func()                // what to select once the next definition is shown
	places map[model.Path]resume // where dialogs were left
}

// resume is where a dialog was left.
type resume struct {
	at  spot
	top int
}

// maxPlaces bounds what is remembered of dialogs that were left.
const maxPlaces = 500

// look is how and where the pane is drawn.
type look struct {
	st      *styles.Styles
	w, h    int
	focused bool
	view    string
	drawn   bool
}

// opened is the block or branch whose fields are rows, and the element opened within it.
type opened struct{ node, part model.Path }

// New makes an empty pane of 1×1.
func New(st *styles.Styles) *Editor {
	e := &Editor{look: look{st: st, w: 1, h: 1}, names: newNames(), places: map[model.Path]resume{}}
	e.page.blocks = map[model.InteractionSettings]block{}
	return e
}

// SetStyles changes the look, for another theme.
func (e *Editor) SetStyles(st *styles.Styles) {
	e.look.st = st
	if e.typing != nil {
		e.typing.buf.SetStyles(textStyles(st))
	}
	e.forget()
}

// SetSize gives the pane its size in cells. The selection and the text being typed stay.
func (e *Editor) SetSize(w, h int) {
	w, h = max(w, 1), max(h, 1)
	if w == e.look.w && h == e.look.h {
		return
	}
	if w != e.look.w {
		e.forget()
	}
	e.look.w, e.look.h = w, h
	e.change()
	e.reveal()
}

// Focus gives the pane the keys.
func (e *Editor) Focus() {
	e.look.focused, e.look.drawn = true, false
	if e.typing != nil {
		e.typing.buf.Focus()
		e.change()
	}
}

// Blur takes the keys away; a text being typed stays open, without its cursor.
func (e *Editor) Blur() {
	e.look.focused, e.look.drawn = false, false
	if e.typing != nil {
		e.typing.buf.Blur()
		e.change()
	}
}

// Mode tells whether printable keys are text.
func (e *Editor) Mode() keys.Mode {
	if e.typing != nil {
		return keys.Type
	}
	return keys.Move
}

// Show gives the pane what to show. The same pointers again cost nothing; after
// a change the selection stays with its interaction and field.
func (e *Editor) Show(s State) {
	old := e.state
	if same(old, s) {
		e.state.Plays = s.Plays
		return
	}
	was := e.trace()
	e.state = s
	if e.names.learn(s.Workspace, s.Assistant) {
		e.forget()
	}
	if home := old.home(); home == "" || home != s.home() {
		if home != "" {
			if len(e.places) >= maxPlaces {
				clear(e.places)
			}
			e.places[home] = resume{e.at, e.page.top}
		}
		e.begin()
		return
	}
	if e.typing != nil {
		e.reload()
	}
	e.change()
	if e.next != nil && (old.Dialog != s.Dialog || s.Document != "" && old.Workspace != s.Workspace) {
		next := e.next
		e.next = nil
		next()
		e.change()
		if e.current() < 0 {
			e.settle(was)
		}
		e.reveal()
		return
	}
	e.settle(was)
	e.holdLine(was.y)
}

// same tells whether nothing that is drawn differs.
func same(a, b State) bool {
	if a.Workspace != b.Workspace || a.Assistant != b.Assistant || a.Dialog != b.Dialog || a.Speaking != b.Speaking || len(a.Findings) != len(b.Findings) ||
		a.Document != b.Document || a.Title != b.Title || !sameLines(a.Above, b.Above) || !sameLines(a.Below, b.Below) {
		return false
	}
	for i := range a.Findings {
		if a.Findings[i] != b.Findings[i] {
			return false
		}
	}
	return true
}

// begin starts on another dialog: where it was left, else at its first block.
func (e *Editor) begin() {
	e.opened, e.typing, e.next = opened{}, nil, nil
	e.page.top = 0
	e.at = spot{}
	e.change()
	e.build()
	if e.state.home() == "" {
		return
	}
	if left, ok := e.places[e.state.home()]; ok && e.find(left.at) >= 0 {
		e.at, e.page.top = left.at, left.top
		e.reveal()
		return
	}
	for i := range e.page.rows {
		if r := &e.page.rows[i]; r.stop() && !r.above() {
			e.at = r.spot()
			break
		}
	}
	e.reveal()
}

// Select puts the selection on the interaction with the id; an id that is not
// in the dialog changes nothing.
func (e *Editor) Select(step string) {
	e.build()
	for i := range e.page.rows {
		r := &e.page.rows[i]
		if (r.kind == rowStep || r.kind == rowEnd) && r.step != nil && r.step.ID == step && step != "" {
			if e.at != r.spot() {
				e.leaveText()
				e.at = e.page.rows[i].spot()
				e.change()
			}
			e.reveal()
			return
		}
	}
}

// Selected is the id of the interaction the selection is in, "" where it is in none.
func (e *Editor) Selected() (step string) {
	if r := e.row(); r != nil && r.step != nil {
		return r.step.ID
	}
	return ""
}

// forget drops everything drawn.
func (e *Editor) forget() {
	clear(e.page.blocks)
	e.change()
}

// change marks the rows as out of date.
func (e *Editor) change() { e.page.built, e.look.drawn = false, false }
