package desk

import (
	"time"

	"parley/engine/model"
)

// typingPause is how long one may pause while typing for it to be undone in one go.
const typingPause = 500 * time.Millisecond

// maxUndo bounds how many edits can be undone. Values share what they have in
// common, so that keeping many costs little.
const maxUndo = 1000

// moment is a workspace to go back (or forward) to.
type moment struct {
	workspace *model.Workspace
	label     string
	merge     string
	at        time.Time
	place     model.Path
}

func (d *Desk) remember(m moment) {
	d.redo = nil
	if last := len(d.undo) - 1; last >= 0 && m.merge != "" && d.undo[last].merge == m.merge && m.at.Sub(d.undo[last].at) < typingPause {
		d.undo[last].at = m.at
		return
	}
	if len(d.undo) == maxUndo {
		d.undo = append(d.undo[:0], d.undo[1:]...)
	}
	d.undo = append(d.undo, m)
}

// Undo goes back before the last edit and says what it was and where; ok is
// false where there is nothing to undo.
func (d *Desk) Undo() (label string, place model.Path, ok bool) {
	return d.travel(&d.undo, &d.redo)
}

// Redo makes the last undone edit again.
func (d *Desk) Redo() (label string, place model.Path, ok bool) {
	return d.travel(&d.redo, &d.undo)
}

func (d *Desk) travel(from, to *[]moment) (string, model.Path, bool) {
	last := len(*from) - 1
	if last < 0 {
		return "", "", false
	}
	m := (*from)[last]
	*from = (*from)[:last]
	*to = append(*to, moment{workspace: d.draft, label: m.label, place: m.place, at: m.at})
	d.set(m.workspace)
	return m.label, m.place, true
}

// CanUndo names the edit that Undo would take back, "" for none.
func (d *Desk) CanUndo() string { return top(d.undo) }

// CanRedo names the edit that Redo would make again, "" for none.
func (d *Desk) CanRedo() string { return top(d.redo) }

func top(moments []moment) string {
	if len(moments) == 0 {
		return ""
	}
	return moments[len(moments)-1].label
}
