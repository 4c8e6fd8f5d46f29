package edit

import (
	"reflect"
	"strconv"
	"strings"

	"parley/engine/model"
)

// NextID is an id for a new interaction of an assistant: i<N>, one more than the
// greatest that is there, so that it is taken nowhere.
func NextID(a *model.Assistant) string { return "i" + strconv.Itoa(lastID(a)+1) }

// lastID is the greatest N of the ids i<N> of an assistant's interactions.
func lastID(a *model.Assistant) int {
	last := 0
	everyStep(a, func(i *model.Interaction) { last = max(last, number(i.ID)) })
	return last
}

// number is the N of an id i<N>, 0 for any other.
func number(id string) int {
	digits, ok := strings.CutPrefix(id, "i")
	if !ok || len(digits) > 15 {
		return 0
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// everyStep calls fn for every interaction of an assistant, nested ones and ends included.
func everyStep(a *model.Assistant, fn func(*model.Interaction)) {
	for _, d := range a.Dialogs {
		everyStepIn(d.Interactions, fn)
		if d.End != nil {
			fn(d.End)
		}
	}
}

func everyStepIn(list []model.Interaction, fn func(*model.Interaction)) {
	for n := range list {
		fn(&list[n])
		if !holdsSteps(list[n].Kind()) {
			continue
		}
		for _, run := range model.Nested(&list[n]) {
			everyStepIn(run.Steps, fn)
		}
	}
}

// holdsSteps reports whether interactions of the kind can have others inside.
func holdsSteps(k *model.Kind) bool {
	if k == nil {
		return false
	}
	for _, f := range k.Fields() {
		if f.Role == model.RoleGroup && f.Type.Kind() == reflect.Pointer || f.Role == model.RoleList && f.Elem.Role == model.RoleGroup {
			return true
		}
	}
	return false
}

// renumbering gives ids to interactions that come into an assistant.
type renumbering struct {
	taken map[string]bool
	last  int
}

func freshIDs(a *model.Assistant) *renumbering {
	r := &renumbering{taken: map[string]bool{"": true}}
	everyStep(a, func(i *model.Interaction) {
		r.taken[i.ID] = true
		r.last = max(r.last, number(i.ID))
	})
	return r
}

// id is the one given where it is free and may be kept, else a new one.
func (r *renumbering) id(old string, always bool) string {
	if always || r.taken[old] {
		r.last++
		old = "i" + strconv.Itoa(r.last)
	}
	r.taken[old] = true
	r.last = max(r.last, number(old))
	return old
}

// steps returns the interactions with their ids, and those inside of them, made
// unique in the assistant; always gives each a new one.
func (r *renumbering) steps(list []model.Interaction, always bool) []model.Interaction {
	if list == nil {
		return nil
	}
	out := make([]model.Interaction, len(list))
	for i := range list {
		out[i] = r.step(list[i], always)
	}
	return out
}

func (r *renumbering) step(i model.Interaction, always bool) model.Interaction {
	i.ID = r.id(i.ID, always)
	return rewriteStep(i, "", r.inside(always))
}

// group makes the ids of the interactions inside a struct unique in the assistant.
func (r *renumbering) group(v reflect.Value) (reflect.Value, bool) {
	return r.inside(false).group(v, spot{})
}

func (r *renumbering) inside(always bool) rewriter {
	return func(s spot) (reflect.Value, bool) {
		if s.Field.Role != model.RoleSteps || s.Value.Len() == 0 {
			return s.Value, false
		}
		// What is inside these is met again by the walk, so they are only given their ids here.
		list, _ := s.Value.Interface().([]model.Interaction)
		out := make([]model.Interaction, len(list))
		for n := range list {
			out[n] = model.Interaction{ID: r.id(list[n].ID, always), Settings: list[n].Settings}
		}
		return reflect.ValueOf(out), true
	}
}
