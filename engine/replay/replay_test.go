package replay_test

import (
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/replay"
	"parley/engine/session"
)

var (
	monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	end    = monday.Add(48 * time.Hour).UnixMilli()
)

// shop is an assistant with two ways to go, one of which asks a workflow; the
// buttons are the caller's.
func shop(order, person string) *session.Program {
	step := func(s model.InteractionSettings) model.Interaction { return model.Interaction{Settings: s} }
	last := func(s model.InteractionSettings) *model.Interaction { return &model.Interaction{Settings: s} }
	a := &model.Assistant{ID: "shop", Name: "Shop", Type: model.Premium, Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", End: last(&model.NavigationButtons{Text: "What is it about?", Buttons: []model.NavButton{{Label: model.Label(order), Dialog: "order"}, {Label: model.Label(person), Dialog: "person"}}})},
		{ID: "order", Name: "Order", Interactions: []model.Interaction{
			step(&model.RunWorkflow{Workflow: "where", Save: model.Map[model.AttributePath]{{Key: "place", Value: "conversation.name"}}}),
			step(&model.TextQuestion{Text: "It is at {{conversation.name}}. More?"})}, End: last(&model.Redirect{Dialog: "welcome"})},
		{ID: "person", Name: "Person", End: last(&model.Transfer{Team: "Sales"})},
	}}
	a.Settings.VolumeControl = model.VolumeControl{Abandoned: &model.Abandoned{After: model.Duration(10 * time.Minute), Message: "You went away.", Then: "done"}}
	where := &model.Workflow{ID: "where", Name: "Where", Output: []model.Parameter{{Name: "place", Type: model.TypeText}},
		Steps: []model.WorkflowStep{{ID: "ask", HTTPRequest: &model.HTTPRequest{URL: "https://shop.example/where"}}}}
	return session.Compile(&model.Workspace{Assistants: []*model.Assistant{a}, Workflows: []*model.Workflow{where}}, a)
}

// recorded plays inputs a minute apart, where the network answers that it is in
// Lyon, and then lets two days pass.
func recorded(p *session.Program, inputs ...session.Input) *conversation.Log {
	l := &conversation.Log{Header: conversation.Header{ID: "c1", Source: conversation.Live, Assistant: "shop", Type: model.Premium, Start: session.Start{At: monday}}}
	s, events := session.Open(p, &l.Header.Start, nil)
	l.Events = events
	take := func(in session.Input) {
		l.Turns = append(l.Turns, conversation.Turn{Input: in, First: len(l.Events)})
		l.Events = session.Step(p, s, in, l.Events)
	}
	now := monday
	for _, in := range append(slices.Clone(inputs), session.Input{Kind: session.Tick}) {
		if now = now.Add(time.Minute); in.Kind == session.Tick {
			now = time.UnixMilli(end)
		}
		in.At = now.UnixMilli()
		take(in)
		for s.Pending() != nil {
			take(session.Input{At: in.At, Kind: session.Answer, Reply: &session.Reply{Key: s.Pending().Key, Output: []session.Attribute{{Path: "place", Value: model.TextOf("Lyon")}}}})
		}
	}
	return l
}

func press(label string) session.Input { return session.Input{Kind: session.Press, Text: label} }
func say(text string) session.Input    { return session.Input{Kind: session.Say, Text: text} }

// TestTheSameVersionGivesTheSame: whatever was done, also what did not fit.
func TestTheSameVersionGivesTheSame(t *testing.T) {
	p := shop("Order", "Person")
	rapid.Check(t, func(t *rapid.T) {
		inputs := rapid.SliceOfN(rapid.SampledFrom([]session.Input{press("Order"), press("Person"), press("Gone"), say("hello"), say("order"),
			{Kind: session.AgentReply, Text: "Hi"}, {Kind: session.AgentDone}, {Kind: session.CloseChat}}), 0, 6).Draw(t, "inputs")
		l := recorded(p, inputs...)
		got := replay.Play(p, l, end)
		if d := gocmp.Diff(l.Events, got.Events, gocmp.AllowUnexported(model.Value{}), gocmp.Comparer(func(a, b *model.Kind) bool { return a == b })); d != "" || got.Misfit || got.Asks != nil {
			t.Fatalf("misfit %v, asks %v\n%s", got.Misfit, got.Asks, d)
		}
	})
}

func TestWhatFitsNoLongerIsTold(t *testing.T) {
	l := recorded(shop("Order", "Person"), press("Order"), say("thanks"), press("Person"))
	got := replay.Play(shop("Order", "A colleague"), l, end)
	if !got.Misfit || got.Asks != nil {
		t.Errorf("%+v", got)
	}
	d := conversation.DigestOf(&l.Header, got.Events)
	if d.Status != session.Abandoned || len(d.Handed) > 0 {
		t.Errorf("the customer stays where the button is gone: %s", d.Status)
	}
	if same := replay.Play(shop("Order", "Person"), recorded(shop("Order", "Person"), press("Gone")), end); same.Misfit {
		t.Error("what never fitted is no misfit")
	}
}

// TestTheOutsideIsNeverAsked: what it answered is used again; what was not asked then ends the replay.
func TestTheOutsideIsNeverAsked(t *testing.T) {
	l := recorded(shop("Order", "Person"), press("Order"))
	got := replay.Play(shop("Order", "Person"), l, end)
	if !slices.ContainsFunc(got.Events, func(e session.Event) bool { return e.Text == "It is at Lyon. More?" }) {
		t.Error("the recorded answer is not used")
	}
	l = recorded(shop("Order", "Person"), press("Person"), say("hello"))
	l.Turns[0].Input.Text = "Order"
	got = replay.Play(shop("Order", "Person"), l, end)
	if got.Asks == nil || got.Asks.Workflow != "where" {
		t.Errorf("it goes on without an answer: %+v", got.Asks)
	}
	if outside.Offline(shop("Order", "Person").Workspace(), got.Asks) {
		t.Error("the workspace alone could have answered")
	}
}
