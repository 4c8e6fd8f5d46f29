package trial_test

import (
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/trial"
)

// TestCounts: what a case expects of the meters is what they say a day later.
func TestCounts(t *testing.T) {
	step := func(s model.InteractionSettings) model.Interaction { return model.Interaction{Settings: s} }
	w := func(then string) *model.Workspace {
		a := &model.Assistant{ID: "a", Name: "A", Type: model.Premium, Channel: model.Chat, Dialogs: []*model.Dialog{
			{ID: "welcome", Name: "Welcome", End: &model.Interaction{Settings: &model.NavigationButtons{Text: "What?", Buttons: []model.NavButton{{Label: "Order", Dialog: "order"}, {Label: "Mail", Dialog: "mail"}, {Label: "Person", Dialog: "person"}}}}},
			{ID: "order", Name: "Order", Interactions: []model.Interaction{step(&model.TextQuestion{Text: "On its way. Anything else?"})}, End: &model.Interaction{Settings: &model.Redirect{Dialog: "welcome"}}},
			{ID: "mail", Name: "Mail", Interactions: []model.Interaction{step(&model.TextQuestion{Text: "Your e-mail?", Save: "customer.email"})}, End: &model.Interaction{Settings: &model.Redirect{Dialog: "welcome"}}},
			{ID: "person", Name: "Person", End: &model.Interaction{Settings: &model.Transfer{}}},
		}}
		if then != "" {
			a.Settings.VolumeControl.Abandoned = &model.Abandoned{After: model.Duration(10 * time.Minute), Then: then}
		}
		return &model.Workspace{Assistants: []*model.Assistant{a}}
	}
	for _, c := range []struct {
		name, then string
		steps      []model.Step
		meter      string
		counts     bool
		why        string
	}{
		{"an answer", "done", []model.Step{press("Order")}, "kiq", true, ""},
		{"an answer, handed over when nobody answers", "transfer", []model.Step{press("Order")}, "kiq", false, "abandoned with transfer"},
		{"the e-mail is left open", "", []model.Step{press("Mail")}, "kiq", false, "abandoned while gathering an attribute"},
		{"a person", "", []model.Step{press("Order"), say("no"), press("Person")}, "kiq", false, "transferred"},
		{"nobody wrote", "", nil, "kilo", false, "the customer never wrote"},
		{"a message", "", []model.Step{press("Order")}, "kilo", true, ""},
		{"joined", "", []model.Step{press("Order")}, "smartsupp", true, ""},
		{"wrote past the buttons", "", []model.Step{say("hello there"), say("anybody?"), say("I need help")}, "smartsupp", false, "wrote straight to an agent"},
		{"one talk", "", []model.Step{press("Order")}, "lutingenie", true, ""},
	} {
		for _, want := range []bool{true, false} {
			r := trial.RunTest(w(c.then), &model.Test{Assistant: "a", Cases: []model.Case{{Name: c.name, Steps: c.steps, Expectation: model.Expectation{Counts: model.Map[bool]{{Key: c.meter, Value: want}}}}}})[0]
			told := strings.Join(r.Lines(), "\n")
			if r.Passed() != (want == c.counts) || !r.Passed() && !strings.Contains(told, c.why) {
				t.Errorf("%s, wanting %v:\n%s", c.name, want, told)
			}
		}
	}
}
