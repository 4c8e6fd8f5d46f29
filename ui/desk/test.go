package desk

import (
	"fmt"

	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/trial"
)

// Tests runs the tests of a workspace, the draft's own where w is nil, on a
// version of their assistants: draft, live, a number, or "" for the draft.
// Tests of an assistant that is only in w run on it as it is there.
func (d *Desk) Tests(w *model.Workspace, tests []*model.Test, version string) ([]trial.Result, error) {
	if w == nil {
		w = d.draft
	}
	var out []trial.Result
	for _, t := range tests {
		p, in, err := d.tested(w, t.Assistant, version)
		if err != nil {
			return nil, fmt.Errorf("test %s: %w", t.ID, err)
		}
		for _, c := range t.Cases {
			out = append(out, trial.Run(in, p, c))
		}
	}
	return out, nil
}

func (d *Desk) tested(w *model.Workspace, id model.AssistantID, version string) (*session.Program, *model.Workspace, error) {
	if version != "" && version != DraftVersion {
		playable, err := d.Playable(id, version)
		return playable.Program, playable.Workspace, err
	}
	a := w.Assistant(id)
	if a == nil {
		_, err := d.Assistant(id)
		return nil, nil, err
	}
	return d.minds.compile(w, a), w, nil
}
