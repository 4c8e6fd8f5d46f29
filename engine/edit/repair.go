package edit

import (
	"reflect"

	"parley/engine/model"
)

// LinkLoose links what leads nowhere in an assistant to one of its dialogs: a
// link to a dialog that is not there, an empty link that has to be set, and a
// dialog without an end interaction, which gets a redirect. In that dialog
// itself an end like this hands over to an agent instead, so that nothing runs
// in a circle.
type LinkLoose struct {
	Assistant model.AssistantID
	To        model.DialogID // "": Complete Assistant
}

// Label implements [Action].
func (a LinkLoose) Label() string { return "link what leads nowhere to " + string(orComplete(a.To)) }

// MergeKey implements [Action].
func (a LinkLoose) MergeKey() string { return "" }

func orComplete(id model.DialogID) model.DialogID {
	if id == "" {
		return model.CompleteID
	}
	return id
}

// Apply implements [Action].
func (a LinkLoose) Apply(w *model.Workspace) (Change, error) {
	of, err := assistantOf(w, a.Assistant)
	if err != nil {
		return Change{Workspace: w}, err
	}
	target := orComplete(a.To)
	if of.Dialog(target) == nil {
		return Change{Workspace: w}, refuse("choose one of its dialogs", "%s has no dialog %q", of.Name, target)
	}
	out := linked(of, target)
	if out == of {
		return finish(w, w, of.PathOf(), nil, nil)
	}
	after, err := with(w, of.PathOf(), out)
	return finish(w, after, of.PathOf(), nil, err)
}

// linked is the assistant with what leads nowhere linked to a dialog; the very
// same where nothing does.
func linked(of *model.Assistant, target model.DialogID) *model.Assistant {
	x := &linker{of: of, target: target, ids: map[string]bool{}}
	for _, d := range of.Dialogs {
		d.Steps("", func(_ string, _ model.Path, i *model.Interaction) { x.ids[i.ID] = true })
	}
	out := *of
	out.Dialogs = nil
	changed := false
	for _, d := range of.Dialogs {
		fresh := x.dialog(d)
		changed = changed || fresh != d
		out.Dialogs = append(out.Dialogs, fresh)
	}
	if f := of.Settings.Behavior.IntentNotDetected.Dialog; f != "" && of.Dialog(f) == nil {
		out.Settings.Behavior.IntentNotDetected.Dialog, changed = target, true
	}
	if !changed {
		return of
	}
	return &out
}

// linker links the loose ends of an assistant.
type linker struct {
	of     *model.Assistant
	target model.DialogID
	ids    map[string]bool
}

func (x *linker) dialog(d *model.Dialog) *model.Dialog {
	out := rewrite(d, d.PathOf(x.of), func(s spot) (reflect.Value, bool) { return x.field(d.ID, s) })
	if out.End == nil && !model.FlowOf(out).Ends {
		fresh := *out
		fresh.End = x.end(d.ID)
		out = &fresh
	}
	return out
}

// field links a link that leads nowhere.
func (x *linker) field(of model.DialogID, s spot) (reflect.Value, bool) {
	if s.Field.Role == model.RoleStep {
		end, _ := s.Value.Interface().(*model.Interaction)
		if end == nil || of != x.target {
			return s.Value, false
		}
		if r, ok := end.Settings.(*model.Redirect); ok && x.of.Dialog(r.Dialog) == nil {
			return reflect.ValueOf(&model.Interaction{ID: end.ID, Settings: &model.Transfer{}}), true
		}
		return s.Value, false
	}
	if s.Field.Role != model.RoleDialog {
		return s.Value, false
	}
	to := model.DialogID(s.Value.String())
	if x.of.Dialog(to) != nil || to == "" && !s.Field.Required {
		return s.Value, false
	}
	return reflect.ValueOf(x.target), true
}

// end is what a dialog without an end interaction gets.
func (x *linker) end(of model.DialogID) *model.Interaction {
	id := model.UniqueSlug("end", func(id string) bool { return x.ids[id] })
	x.ids[id] = true
	if of == x.target {
		return &model.Interaction{ID: id, Settings: &model.Transfer{}}
	}
	return &model.Interaction{ID: id, Settings: &model.Redirect{Dialog: x.target}}
}

// DuplicateLinked is [DuplicateAs] that also links what the copy's losses left
// leading nowhere, as [LinkLoose] does: one act, undone as one.
type DuplicateLinked struct {
	DuplicateAs
	To model.DialogID // "": Complete Assistant
}

// Apply implements [Action]. The losses listed are those of the copy; nothing of it is unlinked any more.
func (a DuplicateLinked) Apply(w *model.Workspace) (Change, error) {
	copied, err := a.DuplicateAs.Apply(w)
	if err != nil {
		return copied, err
	}
	made, err := model.Get(copied.Workspace, copied.At.Field("id"))
	if err != nil {
		return Change{Workspace: w}, err
	}
	mended, err := LinkLoose{Assistant: model.AssistantID(made.String()), To: a.To}.Apply(copied.Workspace)
	if err != nil {
		return Change{Workspace: w}, err
	}
	var losses []Loss
	for _, l := range copied.Losses {
		if !l.Unlinked {
			losses = append(losses, l)
		}
	}
	return finish(w, mended.Workspace, copied.At, losses, nil)
}
