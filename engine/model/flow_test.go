package model_test

import (
	"reflect"
	"testing"

	"parley/engine/model"
)

func step(id string, s model.InteractionSettings) model.Interaction {
	return model.Interaction{ID: id, Settings: s}
}

func TestFlowListsLinksWithTheirReasons(t *testing.T) {
	d := sample().Assistants[0].Dialogs[0]
	got := model.FlowOf(d)
	if got.Ends || got.Stops || !got.Waits || len(got.Dead) != 0 || len(got.Links) != 2 {
		t.Fatalf("%+v", got)
	}
	l := got.Links[0]
	if l.To != "complete" || l.Why != "branch" || l.Step != "i2" || l.Path != "interactions[i2].otherwise.redirect" || !l.Free {
		t.Errorf("%+v", l)
	}
	if l = got.Links[1]; l.Why != "end" || l.Path != "end.dialog" || l.Free {
		t.Errorf("%+v: the only way to the end is by the button question", l)
	}
}

func TestFlowLabelsButtonsRowsAndKeys(t *testing.T) {
	cases := []struct {
		end  model.InteractionSettings
		want []string
	}{
		{&model.NavigationButtons{Buttons: []model.NavButton{{Label: "Yes", Dialog: "a"}, {Dialog: "b"}}}, []string{"Yes button a", "Dialog button b"}},
		{&model.ListSelector{Rows: []model.Row{{Label: "Yes", Description: "more", Dialog: "a"}}}, []string{"Yes button a"}},
		{&model.CollectInput{Keys: model.Map[model.DialogID]{{Key: "1", Value: "a"}}}, []string{"1 keys a"}},
		{&model.RequestFeedback{Positive: model.LinkButton{Label: "Good", Dialog: "a"}, Negative: model.LinkButton{Dialog: "b"}}, []string{"Good feedback a", "Negative feedback b"}},
		{&model.AIResponse{Answered: "a", NotHelpful: "b"}, []string{"Answered ai a", "Not helpful ai b", "Not answered ai "}},
		{&model.Transfer{}, nil},
	}
	for _, c := range cases {
		var got []string
		for _, l := range model.FlowOf(&model.Dialog{End: &model.Interaction{Settings: c.end}}).Links {
			got = append(got, l.Label+" "+l.Why+" "+string(l.To))
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%T: %q, want %q", c.end, got, c.want)
		}
	}
}

func TestFlowEndsOnlyWhereEverySideRedirects(t *testing.T) {
	to := func(id model.DialogID) *model.Outcome { return &model.Outcome{Redirect: id} }
	branch := func(otherwise *model.Outcome, do ...model.Interaction) model.Interaction {
		redirect := model.DialogID("a")
		if do != nil {
			redirect = ""
		}
		return step("b", &model.ConditionalBranch{Branches: []model.Branch{{Do: do, Redirect: redirect}}, Otherwise: otherwise})
	}
	schedule := func(in, out *model.Outcome) model.Interaction {
		return step("s", &model.BusinessSchedule{Inside: in, Outside: out})
	}
	cases := []struct {
		name string
		step model.Interaction
		want bool
	}{
		{"otherwise redirects too", branch(to("b")), true},
		{"no otherwise", branch(nil), false},
		{"an otherwise that goes on", branch(&model.Outcome{}), false},
		{"both sides of a schedule", schedule(to("a"), to("b")), true},
		{"one side of a schedule", schedule(to("a"), nil), false},
		{"nested, all redirect", branch(to("b"), branch(to("c"))), true},
		{"nested, one goes on", branch(to("b"), branch(nil)), false},
		{"a message", step("m", &model.SendMessage{}), false},
	}
	for _, c := range cases {
		f := model.FlowOf(&model.Dialog{Interactions: []model.Interaction{c.step, step("after", &model.SendMessage{})}})
		if f.Ends != c.want || (len(f.Dead) == 1) != c.want {
			t.Errorf("%s: ends %v, dead %q", c.name, f.Ends, f.Dead)
		}
	}
}

func TestFlowTellsWhatNeedsAnAnswer(t *testing.T) {
	ask := func(skip bool) model.Interaction { return step("q", &model.AttributeQuestion{SkipIfSet: skip}) }
	for _, c := range []struct {
		name string
		list []model.Interaction
		free bool
	}{
		{"nothing asked", nil, true},
		{"a message", []model.Interaction{step("m", &model.SendMessage{})}, true},
		{"a question", []model.Interaction{ask(false)}, false},
		{"a question that may be skipped", []model.Interaction{ask(true)}, true},
		{"asked on one side only", []model.Interaction{step("b", &model.ConditionalBranch{Branches: []model.Branch{{Do: []model.Interaction{ask(false)}}}})}, true},
		{"asked on both sides", []model.Interaction{step("b", &model.ConditionalBranch{Branches: []model.Branch{{Do: []model.Interaction{ask(false)}}},
			Otherwise: &model.Outcome{Do: []model.Interaction{ask(false)}}})}, false},
	} {
		f := model.FlowOf(&model.Dialog{Interactions: c.list, End: &model.Interaction{Settings: &model.Redirect{Dialog: "x"}}})
		if f.Links[0].Free != c.free {
			t.Errorf("%s: free %v", c.name, f.Links[0].Free)
		}
	}
}
