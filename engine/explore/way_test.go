package explore_test

import (
	"testing"
	"time"

	"parley/engine/explore"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/script"
	"parley/engine/session"
	samples "parley/sample-assistants"
	"parley/store/files"
)

// TestEveryDialogOfTheSamplesIsFound goes to each dialog and plays the way again:
// it has to lead there.
func TestEveryDialogOfTheSamplesIsFound(t *testing.T) {
	found, err := files.Gather(samples.Files(), ".")
	if err != nil {
		t.Fatal(err)
	}
	read, err := files.Read(found)
	if err != nil {
		t.Fatal(err)
	}
	w := read.Workspace
	for _, a := range w.Assistants {
		p := session.Compile(w, a)
		start := &session.Start{At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), Customer: w.Customers[0], Authenticated: true}
		missed := 0
		for _, d := range a.Dialogs {
			entered := func(e *session.Event) bool { return e.Dialog == d.ID }
			way, ok := explore.Way(p, start, entered)
			if !ok {
				missed++
				continue
			}
			if !reaches(p, start, way, entered) {
				t.Errorf("%s: the way to %s does not lead there: %v", a.ID, d.ID, way)
			}
		}
		if missed*4 > len(a.Dialogs) {
			t.Errorf("%s: %d of %d dialogs were not found", a.ID, missed, len(a.Dialogs))
		}
	}
}

func reaches(p *session.Program, start *session.Start, way []model.Action, hit func(*session.Event) bool) bool {
	s, events := outside.Open(p, start, nil)
	for _, action := range way {
		events = outside.Step(p, s, script.Input(action, s.Now().UnixMilli()), events)
	}
	for i := range events {
		if hit(&events[i]) {
			return true
		}
	}
	return false
}

func TestWhatCannotBeReachedIsNotFound(t *testing.T) {
	a := &model.Assistant{ID: "a", Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{{ID: "i1", Settings: &model.TextQuestion{Text: "?"}}},
			End: &model.Interaction{ID: "i2", Settings: &model.Redirect{Dialog: "welcome"}}},
		{ID: "island", Name: "Island", End: &model.Interaction{ID: "i3", Settings: &model.Transfer{}}}}}
	p := session.Compile(&model.Workspace{}, a)
	if way, ok := explore.Way(p, &session.Start{}, func(e *session.Event) bool { return e.Dialog == "island" }); ok {
		t.Errorf("found %v", way)
	}
}
