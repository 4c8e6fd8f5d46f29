package edit

import (
	"slices"

	"parley/engine/model"
)

// MoveDialog moves a dialog to another position. Welcome stays first.
type MoveDialog struct {
	Assistant model.AssistantID
	Dialog    model.DialogID
	To        int // its position afterwards, from 0
}

// Label implements [Action].
func (a MoveDialog) Label() string { return "move dialog " + string(a.Dialog) }

// MergeKey implements [Action].
func (a MoveDialog) MergeKey() string { return "" }

// Apply implements [Action].
func (a MoveDialog) Apply(w *model.Workspace) (Change, error) {
	of, d, err := dialogOf(w, a.Assistant, a.Dialog)
	if err != nil {
		return Change{Workspace: w}, err
	}
	from := dialogIndex(of, a.Dialog)
	switch {
	case a.To < 0 || a.To >= len(of.Dialogs):
		return Change{Workspace: w}, refuse("it is at the end already", "there is no position %d", a.To+1)
	case a.To == from:
		return finish(w, w, d.PathOf(of), nil, nil)
	case d.ID == model.WelcomeID || a.To == 0 && of.Dialogs[0].ID == model.WelcomeID:
		return Change{Workspace: w}, refuse("move the others below it", "Welcome is always first")
	}
	dialogs := slices.Delete(slices.Clone(of.Dialogs), from, from+1)
	after, err := withDialogs(w, of, slices.Insert(dialogs, a.To, d))
	return finish(w, after, d.PathOf(of), nil, err)
}

// DuplicateDialog puts a copy of a dialog after it: "… copy", with an id of its
// own and new ids for its interactions. Its intent stays with the original,
// since an assistant uses an intent once.
type DuplicateDialog struct {
	Assistant model.AssistantID
	Dialog    model.DialogID
}

// Label implements [Action].
func (a DuplicateDialog) Label() string { return "duplicate dialog " + string(a.Dialog) }

// MergeKey implements [Action].
func (a DuplicateDialog) MergeKey() string { return "" }

// Apply implements [Action].
func (a DuplicateDialog) Apply(w *model.Workspace) (Change, error) {
	of, d, err := dialogOf(w, a.Assistant, a.Dialog)
	if err != nil {
		return Change{Workspace: w}, err
	}
	var losses []Loss
	fresh := *d
	fresh.Name = d.Name + " copy"
	fresh.ID = freeDialogID(of, fresh.Name)
	at := fresh.PathOf(of)
	if d.Intent != "" {
		fresh.Intent = ""
		losses = append(losses, Loss{Path: d.PathOf(of).Field("intent"), Now: at.Field("intent"),
			What: "intent " + string(d.Intent) + " (used once in an assistant)"})
	}
	ids := freshIDs(of)
	fresh.Interactions = ids.steps(d.Interactions, true)
	if d.End != nil {
		end := ids.step(*d.End, true)
		fresh.End = &end
	}
	i := dialogIndex(of, a.Dialog)
	after, err := withDialogs(w, of, slices.Insert(slices.Clone(of.Dialogs), i+1, &fresh))
	return finish(w, after, at, losses, err)
}
