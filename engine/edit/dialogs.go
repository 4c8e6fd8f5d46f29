package edit

import (
	"slices"
	"strings"

	"parley/engine/model"
)

// AddDialog makes an empty dialog after another one; its id comes from its name.
type AddDialog struct {
	Assistant model.AssistantID
	Name      string
	After     model.DialogID // "": before Complete Assistant where that is last, else at the end
}

// Label implements [Action].
func (a AddDialog) Label() string { return "add dialog " + a.Name }

// MergeKey implements [Action].
func (a AddDialog) MergeKey() string { return "" }

// Apply implements [Action].
func (a AddDialog) Apply(w *model.Workspace) (Change, error) {
	of, err := assistantOf(w, a.Assistant)
	if err != nil {
		return Change{Workspace: w}, err
	}
	name := strings.TrimSpace(a.Name)
	if name == "" {
		return Change{Workspace: w}, refuse("write one", "a dialog needs a name")
	}
	at, err := placeAfter(of, a.After)
	if err != nil {
		return Change{Workspace: w}, err
	}
	d := &model.Dialog{ID: freeDialogID(of, name), Name: name}
	after, err := withDialogs(w, of, slices.Insert(slices.Clone(of.Dialogs), at, d))
	return finish(w, after, d.PathOf(of), nil, err)
}

// placeAfter is the position for a new dialog.
func placeAfter(a *model.Assistant, after model.DialogID) (int, error) {
	n := len(a.Dialogs)
	if after == "" {
		if n > 1 && a.Dialogs[n-1].ID == model.CompleteID {
			return n - 1, nil
		}
		return n, nil
	}
	i := dialogIndex(a, after)
	if i < 0 {
		return 0, refuse("choose another", "%s has no dialog %q", a.Name, after)
	}
	return i + 1, nil
}

func dialogIndex(a *model.Assistant, id model.DialogID) int {
	return slices.IndexFunc(a.Dialogs, func(d *model.Dialog) bool { return d.ID == id })
}

func freeDialogID(a *model.Assistant, name string) model.DialogID {
	return model.DialogID(model.UniqueSlug(name, func(id string) bool { return a.Dialog(model.DialogID(id)) != nil }))
}

func withDialogs(w *model.Workspace, a *model.Assistant, dialogs []*model.Dialog) (*model.Workspace, error) {
	return with(w, a.PathOf().Field("dialogs"), dialogs)
}

// RenameDialog changes a dialog's name; its id and the links to it stay. See
// [ChangeDialogID] for the id.
type RenameDialog struct {
	Assistant model.AssistantID
	Dialog    model.DialogID
	Name      string
}

// Label implements [Action].
func (a RenameDialog) Label() string { return "rename dialog to " + a.Name }

// MergeKey implements [Action].
func (a RenameDialog) MergeKey() string {
	return "rename " + string(a.Assistant) + " " + string(a.Dialog)
}

// Apply implements [Action].
func (a RenameDialog) Apply(w *model.Workspace) (Change, error) {
	of, d, err := dialogOf(w, a.Assistant, a.Dialog)
	if err != nil {
		return Change{Workspace: w}, err
	}
	name := strings.TrimSpace(a.Name)
	switch {
	case isFixed(d.ID):
		return Change{Workspace: w}, refuse("add another dialog instead", "%s cannot be renamed", d.Name)
	case name == "":
		return Change{Workspace: w}, refuse("write one", "a dialog needs a name")
	case name == d.Name:
		return finish(w, w, d.PathOf(of), nil, nil)
	}
	after, err := with(w, d.PathOf(of).Field("name"), name)
	return finish(w, after, d.PathOf(of), nil, err)
}

// ChangeDialogID gives a dialog another id; every link, rule and test follows.
type ChangeDialogID struct {
	Assistant model.AssistantID
	Dialog    model.DialogID
	ID        model.DialogID
}

// Label implements [Action].
func (a ChangeDialogID) Label() string { return "change the id of a dialog to " + string(a.ID) }

// MergeKey implements [Action].
func (a ChangeDialogID) MergeKey() string { return "" }

// Apply implements [Action].
func (a ChangeDialogID) Apply(w *model.Workspace) (Change, error) {
	of, d, err := dialogOf(w, a.Assistant, a.Dialog)
	switch {
	case err != nil:
		return Change{Workspace: w}, err
	case isFixed(d.ID):
		return Change{Workspace: w}, refuse("it is what other things find it by", "the id of %s cannot be changed", d.Name)
	case a.ID == d.ID:
		return finish(w, w, d.PathOf(of), nil, nil)
	case !model.ValidID(string(a.ID)):
		return Change{Workspace: w}, refuse("use letters, digits, - and _, 64 at most", "%q is no id", a.ID)
	case of.Dialog(a.ID) != nil:
		return Change{Workspace: w}, refuse("choose another", "%s has a dialog %q already", of.Name, a.ID)
	}
	after, err := with(w, d.PathOf(of).Field("id"), a.ID)
	if err != nil {
		return Change{Workspace: w}, err
	}
	after = relinkAll(after, a.Assistant, true, relink(func(_ model.Path, id model.DialogID) (model.DialogID, bool) {
		return a.ID, id == a.Dialog
	}))
	return finish(w, after, of.PathOf().Field("dialogs").At(string(a.ID)), nil, nil)
}

// DeleteDialog takes a dialog away. What led to it leads nowhere afterwards and
// is listed as a loss; a rule that started it starts Welcome. Tests that expect
// it stay as they are, and are listed.
type DeleteDialog struct {
	Assistant model.AssistantID
	Dialog    model.DialogID
}

// Label implements [Action].
func (a DeleteDialog) Label() string { return "delete dialog " + string(a.Dialog) }

// MergeKey implements [Action].
func (a DeleteDialog) MergeKey() string { return "" }

// Apply implements [Action].
func (a DeleteDialog) Apply(w *model.Workspace) (Change, error) {
	of, d, err := dialogOf(w, a.Assistant, a.Dialog)
	if err != nil {
		return Change{Workspace: w}, err
	}
	if isFixed(d.ID) {
		return Change{Workspace: w}, refuse("edit what is in it instead", "%s cannot be deleted", d.Name)
	}
	var losses []Loss
	for _, p := range Dangling(w, a.Assistant, a.Dialog) {
		losses = append(losses, Loss{Path: p, Now: p, What: "link to " + d.Name, Unlinked: true})
	}
	i := dialogIndex(of, a.Dialog)
	left := slices.Delete(slices.Clone(of.Dialogs), i, i+1)
	after, err := withDialogs(w, of, left)
	if err != nil {
		return Change{Workspace: w}, err
	}
	after = relinkAll(after, a.Assistant, false, relink(func(_ model.Path, id model.DialogID) (model.DialogID, bool) {
		return "", id == a.Dialog
	}))
	at := of.PathOf()
	if len(left) > 0 {
		at = left[min(i, len(left)-1)].PathOf(of)
	}
	return finish(w, after, at, losses, nil)
}
