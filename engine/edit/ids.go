package edit

import (
	"strconv"
	"strings"

	"parley/engine/model"
)

// NextID is the first of the free ids for new interactions of an assistant: i<N>,
// where every greater N is free too.
func NextID(a *model.Assistant) string { return "i" + strconv.Itoa(lastID(a)+1) }

// lastID is the greatest N of the ids i<N> of an assistant's interactions.
func lastID(a *model.Assistant) int {
	last := 0
	everyStep(a, func(i *model.Interaction) {
		if digits, ok := strings.CutPrefix(i.ID, "i"); ok {
			if n, err := strconv.Atoi(digits); err == nil {
				last = max(last, n)
			}
		}
	})
	return last
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
		for _, run := range model.Nested(&list[n]) {
			everyStepIn(run.Steps, fn)
		}
	}
}
