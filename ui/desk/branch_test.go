package desk_test

import (
	"testing"

	"pgregory.net/rapid"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/trial"
	"parley/ui/desk"
)

func talkWith(t interface {
	Fatal(...any)
	Cleanup(func())
}, sample string, v desk.Visitor) (*desk.Desk, *desk.Talk) {
	d, err := desk.Open(desk.Options{Sample: sample})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	p, err := d.Program(model.AssistantID(sample))
	if err != nil {
		t.Fatal(err)
	}
	start, err := d.Start(d.Workspace(), v)
	if err != nil {
		t.Fatal(err)
	}
	return d, desk.NewTalk(p, start)
}

func say(text string) model.Action   { return model.Action{Verb: model.VerbSay, Text: text} }
func press(text string) model.Action { return model.Action{Verb: model.VerbPress, Text: text} }

func act(t *testing.T, talk *desk.Talk, actions ...model.Action) {
	t.Helper()
	for _, a := range actions {
		if problem := talk.Act(a); problem != "" {
			t.Fatalf("%s: %s", a, problem)
		}
	}
}

func TestAnEarlierAnswerIsChanged(t *testing.T) {
	_, talk := talkWith(t, "route-to-team", desk.Visitor{})
	act(t, talk, say("Ada"), press("Returns"))
	options, _ := talk.Before(2)
	if len(options) != 4 || talk.Depth() != 2 {
		t.Fatalf("options before turn 2: %v, depth %d", options, talk.Depth())
	}
	if kept, of, problem := talk.Change(1, say("Grace")); kept != 1 || of != 1 || problem != "" {
		t.Fatalf("changed: %d of %d, %q", kept, of, problem)
	}
	if got := talk.Actions(); len(got) != 2 || got[0].Text != "Grace" || got[1].Text != "Returns" || talk.Status() != session.Transferred {
		t.Fatalf("shown: %v", got)
	}
	if kept, of, problem := talk.Change(2, press("Workshop")); kept != 0 || of != 0 || problem != "" {
		t.Fatalf("changed: %d of %d, %q", kept, of, problem)
	}
	if _, _, problem := talk.Change(2, press("Nobody's")); problem != "" {
		if got := talk.Actions(); len(got) != 2 || got[1].Text != "Workshop" {
			t.Fatalf("a refused answer changed the talk to %v", got)
		}
	}
}

func TestTheTreeKeepsWhatWasTried(t *testing.T) {
	_, talk := talkWith(t, "route-to-team", desk.Visitor{})
	act(t, talk, say("Ada"), press("Returns"))
	talk.Change(1, say("Grace"))
	tree := talk.Tree()
	if len(tree) != 4 {
		t.Fatalf("%d turns, want 4", len(tree))
	}
	for i, want := range []struct {
		text        string
		level       int
		fork, shown bool
	}{{"Ada", 1, true, false}, {"Returns", 1, false, false}, {"Grace", 1, true, true}, {"Returns", 1, false, true}} {
		b := tree[i]
		if b.Action.Text != want.text || b.Level != want.level || b.Fork != want.fork || b.Shown != want.shown {
			t.Errorf("turn %d: %+v", i, b)
		}
	}
	talk.Show(tree[0])
	if got := talk.Actions(); len(got) != 1 || got[0].Text != "Ada" || talk.Ahead() != 1 {
		t.Fatalf("shown: %v", got)
	}
	talk.Begin()
	if talk.Depth() != 0 || len(talk.Tree()) != 4 || talk.Ahead() != 2 {
		t.Fatalf("after beginning anew: depth %d, ahead %d", talk.Depth(), talk.Ahead())
	}
}

func TestAnyTalkSavedAsATestPasses(t *testing.T) {
	d, _ := talkWith(t, "route-to-team", desk.Visitor{})
	rapid.Check(t, func(t *rapid.T) {
		sample := rapid.SampledFrom([]string{"route-to-team", "store-helper", "whatsapp-menu", "sms-menu"}).Draw(t, "sample")
		v := desk.Visitor{Customer: rapid.SampledFrom([]model.CustomerID{"", "ada", "bruno"}).Draw(t, "customer")}
		p, _ := d.Program(model.AssistantID(sample))
		start, err := d.Start(d.Workspace(), v)
		if err != nil {
			t.Fatal(err)
		}
		talk := desk.NewTalk(p, start)
		for range rapid.IntRange(0, 8).Draw(t, "turns") {
			a := say(rapid.SampledFrom([]string{"Ada", "1", "2", "TT-1042", "a * b?", "/x/", `back\slash`, "2026-01-04"}).Draw(t, "text"))
			if options := talk.Options(); len(options) > 0 && rapid.Bool().Draw(t, "press") {
				a = press(rapid.SampledFrom(options).Draw(t, "option"))
			}
			talk.Act(a)
		}
		c := talk.Case("played")
		change, err := edit.AddCase{Assistant: model.AssistantID(sample), Case: c}.Apply(d.Workspace())
		if err != nil {
			t.Fatal(err)
		}
		if r := trial.Run(change.Workspace, p, c); !r.Passed() {
			t.Fatalf("%s: %s %v", r.Failures[0].Where(), r.Failures[0].What, r.Failures[0].Diff)
		}
	})
}

func TestATestIsAddedOnce(t *testing.T) {
	d, talk := talkWith(t, "route-to-team", desk.Visitor{})
	cases := func(w *model.Workspace) int {
		n := 0
		for _, x := range w.Tests {
			n += len(x.Cases)
		}
		return n
	}
	before := cases(d.Workspace())
	if _, err := d.Apply(edit.AddCase{Assistant: "route-to-team", Case: talk.Case("greeting")}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Apply(edit.AddCase{Assistant: "route-to-team", Case: talk.Case("greeting")}); err == nil {
		t.Error("two tests have the same name")
	}
	if got := cases(d.Workspace()); got != before+1 {
		t.Errorf("%d cases, want %d", got, before+1)
	}
	w := *d.Workspace()
	w.Tests = nil
	c, err := edit.AddCase{Assistant: "route-to-team", Case: talk.Case("greeting")}.Apply(&w)
	if err != nil || len(c.Workspace.Tests) != 1 || c.Workspace.Tests[0].ID != "route-to-team-tests" || !c.Touched.HasDocument("Test", "route-to-team-tests") {
		t.Errorf("a first test: %+v, %v", c.Touched, err)
	}
}
