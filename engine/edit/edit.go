// Package edit is every change to a workspace as a typed action. An action
// takes a workspace and gives a new one that shares everything it did not
// change; the one it was given is never touched, so that undo is keeping it.
//
//	change, err := edit.SetField{At: place, Value: model.Text("Hello")}.Apply(w)
//
// Actions find their way by the descriptors of the definition (roles of fields,
// tables of kinds), not by the kinds of interactions they know. An action that
// cannot be done changes nothing and says in one line what is wrong and how to
// mend it: see [Error]. What an action drops or leaves unlinked it lists as a
// [Loss].
package edit

import (
	"fmt"
	"slices"

	"parley/engine/model"
)

// Action is one change to a workspace. Actions are plain values: they can be
// kept, compared by their merge key and applied to any workspace.
type Action interface {
	// Apply makes the change. The workspace that is given stays as it is.
	Apply(w *model.Workspace) (Change, error)
	// Label says what the action does, for the list of what can be undone: "add Send message".
	Label() string
	// MergeKey is the same for two actions that make the same kind of change at the
	// same place, so that what is typed in one go is undone in one go; "" where an
	// action always stands for itself.
	MergeKey() string
}

// Change is what an action made of a workspace.
type Change struct {
	Workspace *model.Workspace // the one that was given where nothing changed
	Touched   Touched
	At        model.Path // what should be selected next: the thing added, or the neighbour of what went
	Losses    []Loss     // what was dropped or left unlinked on the way
}

// Changed reports whether the action changed anything.
func (c Change) Changed() bool { return len(c.Touched.Documents) > 0 }

// Touched names what differs from the workspace before: added, changed or gone.
type Touched struct {
	Documents []Document
	Dialogs   []Dialog
}

// Document names one document of a workspace; the id of the workspace's own is "".
type Document struct {
	Kind string // as model.DocumentKind names it: Assistant
	ID   string
}

// Dialog names one dialog of an assistant.
type Dialog struct {
	Assistant model.AssistantID
	Dialog    model.DialogID
}

// HasDialog reports whether the dialog was touched.
func (t Touched) HasDialog(a model.AssistantID, d model.DialogID) bool {
	return slices.Contains(t.Dialogs, Dialog{a, d})
}

// HasDocument reports whether the document was touched.
func (t Touched) HasDocument(kind, id string) bool {
	return slices.Contains(t.Documents, Document{kind, id})
}

// Loss is one thing that an action dropped or left unlinked.
type Loss struct {
	Path     model.Path // where it was, in the workspace before; "" for what came from a clip
	Now      model.Path // where to look in the workspace after; "" where nothing is left to see
	What     string     // "Run workflow (Premium only)", "link to Returns"
	Unlinked bool       // something leads nowhere now; else the thing itself is gone
}

// Error is why an action cannot be done, and what would make it possible.
type Error struct {
	What string
	Mend string
}

// Error is both in one line.
func (e *Error) Error() string {
	if e.Mend == "" {
		return e.What
	}
	return e.What + ": " + e.Mend
}

func refuse(mend, what string, args ...any) error {
	return &Error{What: fmt.Sprintf(what, args...), Mend: mend}
}

// Batch is several actions done as one: all of them, or none.
type Batch struct {
	Name    string
	Actions []Action
}

// Label implements [Action].
func (b Batch) Label() string { return b.Name }

// MergeKey implements [Action].
func (b Batch) MergeKey() string { return "" }

// Apply implements [Action].
func (b Batch) Apply(w *model.Workspace) (Change, error) {
	out := Change{Workspace: w}
	for _, a := range b.Actions {
		c, err := a.Apply(out.Workspace)
		if err != nil {
			return Change{Workspace: w}, fmt.Errorf("%s: %w", a.Label(), err)
		}
		out.Workspace, out.Losses = c.Workspace, append(out.Losses, c.Losses...)
		if c.At != "" {
			out.At = c.At
		}
	}
	out.Touched = Differences(w, out.Workspace)
	return out, nil
}

// finish makes the change of an action from the workspaces before and after.
func finish(before, after *model.Workspace, at model.Path, losses []Loss, err error) (Change, error) {
	if err != nil {
		return Change{Workspace: before}, err
	}
	return Change{Workspace: after, Touched: Differences(before, after), At: at, Losses: losses}, nil
}
