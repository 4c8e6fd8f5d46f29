package edit

import (
	"slices"

	"parley/engine/model"
)

// Clip is what was copied: interactions or whole dialogs, to be pasted any number
// of times, also into other assistants.
type Clip struct {
	Steps   []model.Interaction
	Dialogs []*model.Dialog
}

// CopyInteractions takes interactions into a clip, in the order given. End
// interactions can be among them.
func CopyInteractions(w *model.Workspace, at ...model.Path) (Clip, error) {
	var c Clip
	for _, p := range at {
		place, err := At(w, p)
		if err != nil {
			return Clip{}, err
		}
		step, ok := place.Value.Interface().(model.Interaction)
		if !ok || step.Settings == nil {
			return Clip{}, refuse("choose interactions", "%s is no interaction", p)
		}
		c.Steps = append(c.Steps, step)
	}
	return c, nil
}

// CopyDialogs takes dialogs of an assistant into a clip.
func CopyDialogs(w *model.Workspace, a model.AssistantID, ids ...model.DialogID) (Clip, error) {
	var c Clip
	for _, id := range ids {
		_, d, err := dialogOf(w, a, id)
		if err != nil {
			return Clip{}, err
		}
		c.Dialogs = append(c.Dialogs, d)
	}
	return c, nil
}

// DuplicateInteraction puts a copy of an interaction after it, with a new id.
type DuplicateInteraction struct{ At model.Path }

// Label implements [Action].
func (a DuplicateInteraction) Label() string { return "duplicate interaction" }

// MergeKey implements [Action].
func (a DuplicateInteraction) MergeKey() string { return "" }

// Apply implements [Action].
func (a DuplicateInteraction) Apply(w *model.Workspace) (Change, error) {
	list, i, err := stepAt(w, a.At)
	if err != nil {
		return Change{Workspace: w}, err
	}
	fresh := freshIDs(list.Assistant).step(list.steps()[i], true)
	after, err := list.insert(w, i+1, fresh)
	return finish(w, after, list.Path.At(fresh.ID), nil, err)
}

// PasteInteractions puts the interactions of a clip into a list. They keep their
// ids where those are free. A link to a dialog that the assistant does not have
// becomes empty, and what its channel or type does not allow inside of them is
// left out; both are listed. An end interaction becomes the dialog's, where the
// list is a dialog's own and it has none.
type PasteInteractions struct {
	Clip  Clip
	List  model.Path
	Index int // -1: the end
}

// Label implements [Action].
func (a PasteInteractions) Label() string { return "paste interactions" }

// MergeKey implements [Action].
func (a PasteInteractions) MergeKey() string { return "" }

// Apply implements [Action].
func (a PasteInteractions) Apply(w *model.Workspace) (Change, error) {
	list, err := stepsAt(w, a.List)
	if err != nil {
		return Change{Workspace: w}, err
	}
	steps, end, err := list.sort(a.Clip.Steps)
	if err != nil {
		return Change{Workspace: w}, err
	}
	in := newcomers(list.Assistant)
	for i := range steps {
		steps[i] = in.step(steps[i], a.List, true)
	}
	after, at := w, a.List
	if len(steps) > 0 {
		at = a.List.At(steps[0].ID)
		if after, err = list.insert(w, a.Index, steps...); err != nil {
			return Change{Workspace: w}, err
		}
	}
	if end != nil {
		place := list.Dialog.PathOf(list.Assistant).Field("end")
		fresh := in.step(*end, place, false)
		if after, err = with(after, place, &fresh); err != nil {
			return Change{Workspace: w}, err
		}
	}
	return finish(w, after, at, in.losses, nil)
}

// sort tells the interactions that go into the list from the one that ends its
// dialog, or says why one of them can do neither.
func (p *Place) sort(clip []model.Interaction) (steps []model.Interaction, end *model.Interaction, err error) {
	if len(clip) == 0 {
		return nil, nil, refuse("copy interactions first", "there is nothing to paste")
	}
	own := p.Path == p.Dialog.PathOf(p.Assistant).Field("interactions")
	for i := range clip {
		k := clip[i].Kind()
		if k != nil && k.End && own && p.Dialog.End == nil && end == nil {
			if err := fits(k, p.Assistant); err != nil {
				return nil, nil, err
			}
			end = &clip[i]
			continue
		}
		if k != nil && k.End && own {
			return nil, nil, refuse("remove it first", "%s already has an end interaction", p.Dialog.Name)
		}
		if err := p.takes(k); err != nil {
			return nil, nil, err
		}
		steps = append(steps, clip[i])
	}
	return steps, end, nil
}

// arrival makes interactions and dialogs from elsewhere fit into an assistant.
type arrival struct {
	to      *model.Assistant
	ids     *renumbering
	renamed map[model.DialogID]model.DialogID // dialogs that come along under another id
	losses  []Loss
}

func newcomers(to *model.Assistant) *arrival {
	return &arrival{to: to, ids: freshIDs(to), renamed: map[model.DialogID]model.DialogID{}}
}

// step makes an interaction fit: ids, links, and what the assistant cannot have inside of it.
// It will be at the path, or in the list there.
func (x *arrival) step(i model.Interaction, at model.Path, inList bool) model.Interaction {
	i = x.ids.step(i, false)
	if inList {
		at = at.At(i.ID)
	}
	s := stripper{channel: x.to.Channel, to: x.to.Type}
	i = rewriteStep(i, at, s.field)
	x.lose(s.losses)
	return rewriteStep(i, at, relink(x.link))
}

// lose lists what was left out of a clip, which has no place in the workspace before.
func (x *arrival) lose(losses []Loss) {
	for _, l := range losses {
		l.Path = ""
		x.losses = append(x.losses, l)
	}
}

// link is where a link leads in the assistant.
func (x *arrival) link(at model.Path, id model.DialogID) (model.DialogID, bool) {
	if to, along := x.renamed[id]; along {
		return to, to != id
	}
	if x.to.Dialog(id) != nil {
		return id, false
	}
	x.losses = append(x.losses, Loss{Now: at, What: "link to " + string(id), Unlinked: true})
	return "", true
}

// PasteDialogs puts the dialogs of a clip into an assistant, after one of its
// own. A dialog whose id is taken gets another, and links among the pasted ones
// follow. Links to dialogs that are in neither become empty, interactions and
// settings that do not fit are left out, and so is an intent that the assistant
// uses already; all are listed.
type PasteDialogs struct {
	Clip      Clip
	Assistant model.AssistantID
	After     model.DialogID // "": as for [AddDialog]
}

// Label implements [Action].
func (a PasteDialogs) Label() string { return "paste dialogs" }

// MergeKey implements [Action].
func (a PasteDialogs) MergeKey() string { return "" }

// Apply implements [Action].
func (a PasteDialogs) Apply(w *model.Workspace) (Change, error) {
	of, err := assistantOf(w, a.Assistant)
	if err != nil {
		return Change{Workspace: w}, err
	}
	if len(a.Clip.Dialogs) == 0 {
		return Change{Workspace: w}, refuse("copy dialogs first", "there is nothing to paste")
	}
	at, err := placeAfter(of, a.After)
	if err != nil {
		return Change{Workspace: w}, err
	}
	in := newcomers(of)
	dialogs := in.dialogs(a.Clip.Dialogs)
	after, err := withDialogs(w, of, slices.Insert(slices.Clone(of.Dialogs), at, dialogs...))
	return finish(w, after, dialogs[0].PathOf(of), in.losses, err)
}

// dialogs makes dialogs fit into the assistant.
func (x *arrival) dialogs(clip []*model.Dialog) []*model.Dialog {
	taken := map[model.DialogID]bool{}
	intents := map[model.IntentID]bool{}
	for _, d := range x.to.Dialogs {
		taken[d.ID], intents[d.Intent] = true, true
	}
	out := make([]*model.Dialog, len(clip))
	for i, d := range clip {
		fresh := *d
		if taken[d.ID] || !model.ValidID(string(d.ID)) {
			fresh.ID = model.DialogID(model.UniqueSlug(d.Name, func(id string) bool { return taken[model.DialogID(id)] }))
		}
		if _, twice := x.renamed[d.ID]; !twice {
			x.renamed[d.ID] = fresh.ID
		}
		taken[fresh.ID] = true
		out[i] = &fresh
	}
	for _, d := range out {
		x.fill(d, intents)
	}
	return out
}

// fill makes what is in a pasted dialog fit.
func (x *arrival) fill(d *model.Dialog, intents map[model.IntentID]bool) {
	at := d.PathOf(x.to)
	if d.Intent != "" {
		if reason := x.refusesIntent(d.Intent, intents); reason != "" {
			x.losses = append(x.losses, Loss{Now: at.Field("intent"), What: "intent " + string(d.Intent) + " (" + reason + ")"})
			d.Intent = ""
		}
		intents[d.Intent] = true
	}
	d.Interactions = x.ids.steps(d.Interactions, false)
	if d.End != nil {
		end := x.ids.step(*d.End, false)
		d.End = &end
	}
	s := stripper{channel: x.to.Channel, to: x.to.Type}
	*d = *s.dialog(d, at)
	x.lose(s.losses)
	*d = *rewrite(d, at, relink(x.link))
}

func (x *arrival) refusesIntent(id model.IntentID, used map[model.IntentID]bool) string {
	switch {
	case x.to.Type != model.Premium:
		return "Premium only"
	case used[id]:
		return "used once in an assistant"
	}
	return ""
}
