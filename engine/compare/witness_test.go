package compare_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/compare"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/script"
	"parley/engine/session"
)

func start() *session.Start {
	return &session.Start{At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}
}

// said is all that a customer sees of a conversation.
func said(p *session.Program, way []model.Action) []string {
	var out []string
	see := func(events []session.Event) {
		for _, e := range events {
			if e.Type == session.Message && e.From != session.Customer || e.Type == session.Changed || e.Unfit {
				out = append(out, fmt.Sprint(e.Type, e.Text, e.Buttons, e.Status, e.More))
			}
		}
	}
	s, events := outside.Open(p, start(), nil)
	see(events)
	for _, a := range way {
		see(outside.Step(p, s, script.Input(a, s.Now().UnixMilli()), nil))
	}
	return out
}

// noticed is the witness of edits of the small assistant.
func noticed(t *testing.T, actions ...edit.Action) (compare.Noticed, bool) {
	t.Helper()
	w := smallOne(t)
	after := w
	for _, a := range actions {
		c, err := a.Apply(after)
		if err != nil {
			t.Fatal(err)
		}
		after = c.Workspace
	}
	a, b := session.Compile(w, w.Assistant("small")), session.Compile(after, after.Assistant("small"))
	n, ok := compare.Notice(a, b, start())
	if ok && fmt.Sprint(said(a, n.Way)) == fmt.Sprint(said(b, n.Way)) {
		t.Errorf("%v: customers see the same", n.Way)
	}
	return n, ok
}

func TestWhatCustomersWouldNotice(t *testing.T) {
	branches := sales + ".interactions[1].branches"
	for name, c := range map[string]struct {
		edit edit.Action
		way  string // the answers after which it shows; "none" where it never does
	}{
		"the first message":    {edit.SetText{At: welcome + ".interactions[0].text", Text: "Good day"}, "[]"},
		"a later question":     {edit.SetText{At: sales + ".interactions[0].text", Text: "Which of them?"}, "[say Hello press Sales]"},
		"a link":               {edit.SetText{At: welcome + ".end.buttons[0].dialog", Text: "complete"}, "[say Hello press Sales]"},
		"a button":             {edit.SetText{At: welcome + ".end.buttons[1].label", Text: "Give back"}, "[say Hello]"},
		"the time of a timer":  {edit.SetText{At: "assistants[small].settings.volumeControl.reminder.after", Text: "6m"}, "[wait 5m]"},
		"the last words":       {edit.SetText{At: branches + "[1].do[0].text", Text: "Bye"}, "none"}, // nothing sets customer.name
		"a dialog renamed":     {edit.RenameDialog{Assistant: "small", Dialog: "sales", Name: "Gear"}, "none"},
		"a dialog's id":        {edit.ChangeDialogID{Assistant: "small", Dialog: "sales", ID: "gear"}, "none"},
		"dialogs in new order": {edit.MoveDialog{Assistant: "small", Dialog: "returns", To: 1}, "none"},
		"a dialog nobody sees": {edit.AddDialog{Assistant: "small", Name: "More"}, "none"},
		"a note for the agent": {edit.SetText{At: at + "[complete].end.note", Text: "Be kind"}, "none"},
	} {
		t.Run(name, func(t *testing.T) {
			n, ok := noticed(t, c.edit)
			if got := fmt.Sprint(n.Way); ok != (c.way != "none") || ok && got != c.way {
				t.Errorf("after %s, want %s (%q and %q)", got, c.way, n.A, n.B)
			}
		})
	}
}

func TestEveryWitnessReallyDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := *sampleWorkspace
		w.Assistants = []*model.Assistant{w.Assistant("route-to-team")}
		after := &w
		for range rapid.IntRange(1, 2).Draw(t, "edits") {
			if c, err := change(t, after).Apply(after); err == nil {
				after = c.Workspace
			}
		}
		a, b := session.Compile(&w, w.Assistants[0]), session.Compile(after, after.Assistants[0])
		way, ok := compare.Witness(a, b, start())
		if ok && fmt.Sprint(said(a, way)) == fmt.Sprint(said(b, way)) {
			t.Fatalf("%v: customers see the same", way)
		}
		if ok && len(compare.Compare(w.Assistants[0], after.Assistants[0])) == 0 {
			t.Fatal("customers notice what nothing differs in")
		}
	})
}

func TestSamplesDoNotDifferFromThemselves(t *testing.T) {
	for _, a := range sampleWorkspace.Assistants {
		p, again := session.Compile(sampleWorkspace, a), session.Compile(sampleWorkspace, a)
		if way, ok := compare.Witness(p, again, start()); ok {
			t.Errorf("%s: %v", a.ID, way)
		}
	}
}
