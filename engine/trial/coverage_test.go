package trial_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/trial"
)

func TestCoverageOfTimersAndFeedback(t *testing.T) {
	w := workspace()
	a := w.Assistants[0]
	a.Type, a.Settings.VolumeControl = model.Premium, model.VolumeControl{Reminder: &model.Reminder{Message: "Still there?"}, Abandoned: &model.Abandoned{Message: "Bye"},
		Missed: &model.Missed{Message: "Nobody is free", Channels: []model.FollowUp{{Channel: "email", Address: "help@acme.example"}}}}
	a.Dialogs[0].End.Settings = &model.RequestFeedback{Text: "Well?", Positive: model.LinkButton{Label: "Good", Dialog: a.Dialogs[1].ID}, Negative: model.LinkButton{Dialog: a.Dialogs[1].ID}}
	c := trial.NewCoverage(w, a)
	if f := c.Figures(); f.Timers.Hit != 0 || !slices.Equal(f.Timers.Missed, []string{"reminder", "abandoned", "missed", "followup"}) {
		t.Errorf("%+v", f.Timers)
	}
	c.Add(trial.Run(w, session.Compile(w, a), model.Case{Steps: []model.Step{press("Good"), wait(6 * time.Minute)}}).Log.Events)
	f := c.Figures()
	if !slices.Equal(f.Timers.Missed, []string{"abandoned", "missed", "followup"}) || !slices.Contains(f.Buttons.Missed, a.Dialogs[0].Name+" › end Request feedback › 👎") ||
		slices.ContainsFunc(f.Buttons.Missed, func(m string) bool { return strings.Contains(m, "Good") }) {
		t.Errorf("%q %q", f.Timers.Missed, f.Buttons.Missed)
	}
}

func TestCoverage(t *testing.T) {
	w := workspace()
	c := trial.NewCoverage(w, w.Assistants[0])
	if f := c.Figures(); f.Dialogs.Hit != 0 || f.Dialogs.Total != 4 || f.Interactions.Total != 11 || f.Branches.Total != 3 || f.Buttons.Total != 3 {
		t.Fatalf("%+v", f)
	}
	c.Add(run(model.Case{Steps: []model.Step{say("Ada"), press("Sales")}}).Log.Events)
	f := c.Figures()
	if f.Dialogs.Hit != 4 || f.Interactions.Hit != 11 || f.Branches.Hit != 1 || f.Buttons.Hit != 1 {
		t.Errorf("%+v", f)
	}
	if !slices.Equal(f.Buttons.Missed, []string{"Team › 0 Attribute question › CX", "Team › 0 Attribute question › Shipping"}) ||
		!slices.Equal(f.Branches.Missed, []string{"Team › 1 Conditional branch › Branch 2", "Team › 1 Conditional branch › Branch 3"}) {
		t.Errorf("%q %q", f.Buttons.Missed, f.Branches.Missed)
	}
	c.Add(run(model.Case{Steps: []model.Step{say("Ada"), press("Shipping")}}).Log.Events)
	if f := c.Figures(); f.Branches.Hit != 2 || f.Buttons.Hit != 2 || f.Branches.Missed[0] != "Team › 1 Conditional branch › Branch 3" {
		t.Errorf("a redirect tells the way: %+v", f)
	}
	c = trial.NewCoverage(w, w.Assistants[0])
	c.Add(run(model.Case{Steps: []model.Step{say("Ada")}}).Log.Events)
	if f := c.Figures(); f.Dialogs.Hit != 3 || f.Interactions.Hit != 5 || f.Branches.Hit != 0 {
		t.Errorf("what was not reached is not hit: %+v", f)
	}
}
