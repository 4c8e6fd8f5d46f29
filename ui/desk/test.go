package desk

import (
	"context"
	"fmt"
	"iter"

	"parley/engine/conversation"
	"parley/engine/lead"
	"parley/engine/model"
	"parley/engine/trial"
	"parley/store"
	"parley/store/conversations"
)

// Tests runs the tests of a workspace, the draft's own where w is nil, on a
// version of their assistants: draft, live, a number, or "" for the draft.
// Tests of an assistant that is only in w run on it as it is there. [Desk.KeepTests]
// records what was said in them.
func (d *Desk) Tests(w *model.Workspace, tests []*model.Test, version string) ([]trial.Result, error) {
	if w == nil {
		w = d.draft
	}
	var out []trial.Result
	for _, t := range tests {
		p, err := d.tested(w, t.Assistant, version)
		if err != nil {
			return nil, fmt.Errorf("test %s: %w", t.ID, err)
		}
		draft := ""
		if p.Number == 0 {
			draft = store.HashOf(p.Program.Assistant())
		}
		for _, c := range t.Cases {
			r := trial.Run(p.Workspace, p.Program, c)
			r.Log.Header = headerOf(p, &r.Log.Header.Start, Recorded{Source: conversation.Test})
			r.Log.Header.Draft = draft
			out = append(out, r)
		}
	}
	return out, nil
}

// Coverage tells which parts of their assistants the results of [Desk.Tests] went
// through, with the same workspace and version, in the order of the assistants.
func (d *Desk) Coverage(w *model.Workspace, results []trial.Result, version string) ([]trial.Figures, error) {
	if w == nil {
		w = d.draft
	}
	var order []model.AssistantID
	all := map[model.AssistantID]*trial.Coverage{}
	for i := range results {
		id := results[i].Assistant
		if all[id] == nil {
			playable, err := d.tested(w, id, version)
			if err != nil {
				return nil, fmt.Errorf("coverage of %s: %w", id, err)
			}
			order, all[id] = append(order, id), trial.NewCoverage(playable.Workspace, playable.Workspace.Assistant(id))
		}
		all[id].Add(results[i].Log.Events)
	}
	out := make([]trial.Figures, len(order))
	for i, id := range order {
		out[i] = all[id].Figures()
	}
	return out, nil
}

func (d *Desk) tested(w *model.Workspace, id model.AssistantID, version string) (Playable, error) {
	if version != "" && version != DraftVersion {
		return d.Playable(id, version)
	}
	a := w.Assistant(id)
	if a == nil {
		_, err := d.Assistant(id)
		return Playable{}, err
	}
	return Playable{Program: d.minds.compile(w, a), Workspace: w, Version: DraftVersion}, nil
}

// KeepTests records the conversations of tests, those before 1970 excepted: no
// conversation can be kept from then.
func (d *Desk) KeepTests(results []trial.Result) error {
	kept, settings := d.store.Conversations(), d.draft.Settings.Leads
	var failed error
	all := func(yield func(conversations.Record) bool) {
		for i := range results {
			l := &results[i].Log
			if l.Header.Start.At.UnixMilli() < 0 || len(l.Events) == 0 {
				continue
			}
			if l.Header.ID, failed = newID(l.Header.Start.At.UnixMilli()); failed != nil {
				return
			}
			record, acted := recordOf(l, settings)
			if !acted {
				kept.Trigger(&l.Header)
			} else if !yield(record) {
				return
			}
		}
	}
	_, err := kept.WriteAll(context.Background(), iter.Seq[conversations.Record](all))
	if err == nil {
		err = failed
	}
	return unusable(err)
}

// recordOf is a whole conversation as it is kept, and whether it is: whether the
// customer ever wrote or pressed anything, or no assistant took part.
func recordOf(l *conversation.Log, settings model.Leads) (r conversations.Record, acted bool) {
	d := conversation.DigestOf(&l.Header, l.Events)
	return conversations.Record{Log: l, Digest: &d, Lead: lead.Of(l, &d, settings).Lead}, d.Engaged > 0 || d.Assistant == ""
}
