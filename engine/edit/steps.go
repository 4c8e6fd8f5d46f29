package edit

import (
	"reflect"
	"slices"

	"parley/engine/model"
)

// AddInteraction puts a new interaction of a kind, with sensible first contents,
// into a list of interactions: a dialog's, or one inside a branch or schedule.
type AddInteraction struct {
	List  model.Path // such as assistants[a].dialogs[welcome].interactions, or ….interactions[i2].branches[0].do
	Index int        // from 0; the list's length, or -1, is its end
	Kind  string     // its key: sendMessage
}

// Label implements [Action].
func (a AddInteraction) Label() string { return "add " + kindName(a.Kind) }

// MergeKey implements [Action].
func (a AddInteraction) MergeKey() string { return "" }

// Apply implements [Action].
func (a AddInteraction) Apply(w *model.Workspace) (Change, error) {
	list, err := stepsAt(w, a.List)
	if err != nil {
		return Change{Workspace: w}, err
	}
	k := model.KindOf(a.Kind)
	if k == nil {
		return Change{Workspace: w}, refuse("choose a kind from the list", "there is no interaction %q", a.Kind)
	}
	if err := list.takes(k); err != nil {
		return Change{Workspace: w}, err
	}
	step := model.Interaction{ID: NextID(list.Assistant), Settings: first{w}.settings(k)}
	after, err := list.insert(w, a.Index, step)
	return finish(w, after, a.List.At(step.ID), nil, err)
}

// CanAdd reports whether an interaction of the kind may stand in the list of
// interactions at the path, and if not, why; for pickers.
func CanAdd(w *model.Workspace, list model.Path, k *model.Kind) (bool, string) {
	at, err := stepsAt(w, list)
	if err == nil {
		err = at.takes(k)
	}
	if err != nil {
		return false, err.Error()
	}
	return true, ""
}

// MoveInteraction moves an interaction within its list, or to another list of
// the same assistant. It keeps its id.
type MoveInteraction struct {
	At   model.Path // the interaction
	List model.Path // where to; "" for its own list
	To   int        // its position there afterwards, from 0; -1 is the end
}

// Label implements [Action].
func (a MoveInteraction) Label() string { return "move interaction" }

// MergeKey implements [Action].
func (a MoveInteraction) MergeKey() string { return "" }

// Apply implements [Action].
func (a MoveInteraction) Apply(w *model.Workspace) (Change, error) {
	after, at, err := a.apply(w)
	return finish(w, after, at, nil, err)
}

func (a MoveInteraction) apply(w *model.Workspace) (*model.Workspace, model.Path, error) {
	from, i, err := stepAt(w, a.At)
	if err != nil {
		return nil, "", err
	}
	if a.List == "" {
		a.List = from.Path
	}
	to, err := stepsAt(w, a.List)
	if err != nil {
		return nil, "", err
	}
	step := from.steps()[i]
	switch {
	case a.List.Below(a.At):
		return nil, "", refuse("choose a place outside of it", "an interaction cannot be moved into itself")
	case to.Assistant != from.Assistant:
		return nil, "", refuse("copy and paste it instead", "an interaction cannot be moved to another assistant")
	}
	if err := to.takes(step.Kind()); err != nil && a.List != from.Path {
		return nil, "", err
	}
	if a.List == from.Path && (a.To == i || a.To < 0 && i == len(from.steps())-1) {
		return w, a.At, nil
	}
	after, err := from.replace(w, slices.Delete(slices.Clone(from.steps()), i, i+1))
	if err != nil {
		return nil, "", err
	}
	if to, err = stepsAt(after, a.List); err != nil {
		return nil, "", err
	}
	after, err = to.insert(after, a.To, step)
	return after, a.List.At(step.ID), err
}

// DeleteInteraction takes an interaction out, with what is inside of it. The end
// interaction goes by [RemoveEnd].
type DeleteInteraction struct{ At model.Path }

// Label implements [Action].
func (a DeleteInteraction) Label() string { return "delete interaction" }

// MergeKey implements [Action].
func (a DeleteInteraction) MergeKey() string { return "" }

// Apply implements [Action].
func (a DeleteInteraction) Apply(w *model.Workspace) (Change, error) {
	from, i, err := stepAt(w, a.At)
	if err != nil {
		return Change{Workspace: w}, err
	}
	left := slices.Delete(slices.Clone(from.steps()), i, i+1)
	after, err := from.replace(w, left)
	at := from.Path
	if len(left) > 0 {
		at = at.At(left[min(i, len(left)-1)].ID)
	}
	return finish(w, after, at, nil, err)
}

// stepsAt finds a list of interactions.
func stepsAt(w *model.Workspace, p model.Path) (Place, error) {
	list, err := At(w, p)
	if err != nil {
		return list, err
	}
	if list.Field == nil || list.Field.Role != model.RoleSteps && !isSteps(list.Value) {
		return list, refuse("name a dialog's interactions, or those of a branch", "%s is no list of interactions", p)
	}
	if list.Assistant == nil || list.Dialog == nil {
		return list, refuse("choose a dialog of an assistant", "%s is in no dialog", p)
	}
	return list, nil
}

func isSteps(v reflect.Value) bool { return v.Type() == reflect.TypeFor[[]model.Interaction]() }

// stepAt finds the list that an interaction is in, and its position there.
func stepAt(w *model.Workspace, p model.Path) (Place, int, error) {
	parent, id, elem := split(p)
	if !elem {
		return Place{}, 0, refuse("remove an end interaction as such", "%s is no interaction of a list", p)
	}
	list, err := stepsAt(w, parent)
	if err != nil {
		return list, 0, err
	}
	i := position(list.Value, id)
	if i < 0 {
		return list, 0, refuse("it may have been deleted; choose it again", "there is no interaction %s", id)
	}
	return list, i, nil
}

func (p *Place) steps() []model.Interaction {
	steps, _ := p.Value.Interface().([]model.Interaction)
	return steps
}

// takes reports why an interaction of a kind cannot stand in the list.
func (p *Place) takes(k *model.Kind) error {
	if k == nil {
		return refuse("delete it", "the interaction has no kind")
	}
	if k.End {
		return refuse("set it as a dialog's end", "%s can only end a dialog", k.Name)
	}
	if err := fits(k, p.Assistant); err != nil {
		return err
	}
	if p.Step != nil && p.Step.Kind() != nil && !p.Step.Kind().TakesStep(k) {
		return refuse("redirect to a dialog that does it", "%s cannot be inside %s", k.Name, p.Step.Kind().Name)
	}
	return nil
}

// fits reports why a kind cannot be used in an assistant.
func fits(k *model.Kind, a *model.Assistant) error {
	if ok, reason := k.Fits(a.Channel, a.Type); !ok {
		return refuse("choose another", "%s cannot be used here (%s)", k.Name, reason)
	}
	return nil
}

// insert puts interactions into the list at the index.
func (p *Place) insert(w *model.Workspace, index int, steps ...model.Interaction) (*model.Workspace, error) {
	list := p.steps()
	if index < 0 {
		index = len(list)
	}
	if index > len(list) {
		return nil, refuse("choose a place up to its end", "there are only %d interactions here", len(list))
	}
	return p.replace(w, slices.Concat(list[:index], steps, list[index:]))
}

// replace puts another list of interactions in place of the one that is there.
func (p *Place) replace(w *model.Workspace, steps []model.Interaction) (*model.Workspace, error) {
	if len(steps) == 0 {
		steps = nil
	}
	return with(w, p.Path, steps)
}

// kindName is the name of a kind on screen, its key where it is unknown.
func kindName(key string) string {
	if k := model.KindOf(key); k != nil {
		return k.Name
	}
	return key
}
