package edit

import "parley/engine/model"

// SetEnd gives a dialog that has none an end interaction of a kind. To change
// the kind of end the old one is removed first, or see [ReplaceEnd].
type SetEnd struct {
	Assistant model.AssistantID
	Dialog    model.DialogID
	Kind      string // its key: redirect
}

// Label implements [Action].
func (a SetEnd) Label() string { return "end with " + kindName(a.Kind) }

// MergeKey implements [Action].
func (a SetEnd) MergeKey() string { return "" }

// Apply implements [Action].
func (a SetEnd) Apply(w *model.Workspace) (Change, error) {
	of, d, err := dialogOf(w, a.Assistant, a.Dialog)
	if err != nil {
		return Change{Workspace: w}, err
	}
	if d.End != nil {
		return Change{Workspace: w}, refuse("remove it first", "%s already ends with %s", d.Name, endName(d.End))
	}
	end, err := newEnd(w, of, a.Kind)
	if err != nil {
		return Change{Workspace: w}, err
	}
	at := d.PathOf(of).Field("end")
	after, err := with(w, at, end)
	return finish(w, after, at, nil, err)
}

// CanEnd reports whether a dialog of the assistant may end with the kind, and if
// not, why; for pickers.
func CanEnd(a *model.Assistant, k *model.Kind) (bool, string) {
	if !k.End {
		return false, k.Name + " does not end a dialog: add it as an interaction"
	}
	return k.Fits(a.Channel, a.Type)
}

// newEnd makes an end interaction with first contents.
func newEnd(w *model.Workspace, a *model.Assistant, kind string) (*model.Interaction, error) {
	k := model.KindOf(kind)
	if k == nil {
		return nil, refuse("choose a kind from the list", "there is no interaction %q", kind)
	}
	if !k.End {
		return nil, refuse("add it as an interaction", "%s does not end a dialog", k.Name)
	}
	if err := fits(k, a); err != nil {
		return nil, err
	}
	return &model.Interaction{ID: NextID(a), Settings: first{w}.settings(k)}, nil
}

func endName(i *model.Interaction) string {
	if k := i.Kind(); k != nil {
		return k.Name
	}
	return "something unknown"
}

// RemoveEnd takes a dialog's end interaction away.
type RemoveEnd struct {
	Assistant model.AssistantID
	Dialog    model.DialogID
}

// Label implements [Action].
func (a RemoveEnd) Label() string { return "remove the end interaction" }

// MergeKey implements [Action].
func (a RemoveEnd) MergeKey() string { return "" }

// Apply implements [Action].
func (a RemoveEnd) Apply(w *model.Workspace) (Change, error) {
	of, d, err := dialogOf(w, a.Assistant, a.Dialog)
	if err != nil {
		return Change{Workspace: w}, err
	}
	if d.End == nil {
		return Change{Workspace: w}, refuse("there is nothing to remove", "%s has no end interaction", d.Name)
	}
	after, err := with(w, d.PathOf(of).Field("end"), nil)
	return finish(w, after, d.PathOf(of), nil, err)
}

// dialogOf finds a dialog and its assistant.
func dialogOf(w *model.Workspace, a model.AssistantID, d model.DialogID) (*model.Assistant, *model.Dialog, error) {
	of, err := assistantOf(w, a)
	if err != nil {
		return nil, nil, err
	}
	dialog := of.Dialog(d)
	if dialog == nil {
		return nil, nil, refuse("it may have been deleted; choose another", "%s has no dialog %q", of.Name, d)
	}
	return of, dialog, nil
}

func assistantOf(w *model.Workspace, a model.AssistantID) (*model.Assistant, error) {
	if of := w.Assistant(a); of != nil {
		return of, nil
	}
	return nil, refuse("it may have been deleted; choose another", "there is no assistant %q", a)
}
