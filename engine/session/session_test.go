package session_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/session"
)

var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// routeToTeam is the six-turn flow of the benchmarks: name, team, a branch, three more questions.
func routeToTeam() (*model.Workspace, *model.Assistant) {
	step := func(id string, s model.InteractionSettings) model.Interaction {
		return model.Interaction{ID: id, Settings: s}
	}
	end := func(id string, to model.DialogID) *model.Interaction {
		return &model.Interaction{ID: id, Settings: &model.Redirect{Dialog: to}}
	}
	a := &model.Assistant{ID: "route", Name: "Route", Type: model.Lite, Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{step("i1", &model.SendMessage{Text: "Hello! I'm a bot."})}, End: end("i2", "name")},
		{ID: "name", Name: "Name", Interactions: []model.Interaction{step("i3", &model.TextQuestion{Text: "What is your name?", Save: "customer.name"})}, End: end("i4", "team")},
		{ID: "team", Name: "Team", Interactions: []model.Interaction{
			step("i5", &model.AttributeQuestion{Text: "Which team, {{customer.name | \"friend\"}}?", Attribute: "conversation.assignedTeam", Values: []model.Label{"CX", "Sales", "Shipping"}, SkipIfSet: true}),
			step("i6", &model.ConditionalBranch{Branches: []model.Branch{{Match: model.MatchAny,
				When: []model.Condition{{Attribute: "conversation.assignedTeam", Is: "equal to", Value: model.TextOf("sales")}},
				Do:   []model.Interaction{step("i7", &model.UpdateAttribute{Attribute: "conversation.priority", Value: model.Change{Op: model.ChangeSet, Value: model.NumberOf(5)}})}}},
				Otherwise: &model.Outcome{}}),
		}, End: end("i8", "more")},
		{ID: "more", Name: "More", Interactions: []model.Interaction{
			step("i9", &model.TextQuestion{Text: "Your e-mail?", Save: "customer.email", Expect: "email"}),
			step("i10", &model.ButtonQuestion{Text: "Urgent?", Buttons: []model.Label{"Yes", "No"}, Save: "conversation.name"}),
			step("i11", &model.TextQuestion{Text: "Which order?", Save: "conversation.caStepValue"}),
		}, End: &model.Interaction{ID: "i12", Settings: &model.NavigationButtons{Text: "Anything else?", Buttons: []model.NavButton{{Label: "Yes, please", Dialog: "name"}, {Label: "No, thanks", Dialog: "complete"}}}}},
		{ID: "complete", Name: "Complete Assistant", Interactions: []model.Interaction{
			step("i13", &model.SendMessage{Text: "Thanks {{customer.name | \"there\"}}, over to {{conversation.assignedTeam}}."})},
			End: &model.Interaction{ID: "i14", Settings: &model.Transfer{Team: "{{conversation.assignedTeam}}"}}},
	}}
	return &model.Workspace{Assistants: []*model.Assistant{a}}, a
}

var sixTurns = []session.Input{
	{Kind: session.Say, Text: "Ada Byron"},
	{Kind: session.Press, Text: "Sales"},
	{Kind: session.Say, Text: "ada@example.com"},
	{Kind: session.Say, Text: "yes"},
	{Kind: session.Say, Text: "A-1001"},
	{Kind: session.Press, Text: "No, thanks"},
}

// lines is what happened, one line an event, for tests to compare.
func lines(events []session.Event) []string {
	var out []string
	for _, e := range events {
		line := string(e.Type)
		switch e.Type {
		case session.Message:
			line = string(e.From) + ": " + e.Text
			if len(e.Buttons) > 0 {
				line += " [" + strings.Join(e.Buttons, "|") + "]"
			}
		case session.Redirect:
			line = fmt.Sprintf("-> %s (%s)", e.To, e.Why)
		case session.Saved:
			line = fmt.Sprintf("%s = %s", e.Attribute, e.Value)
		case session.Intent:
			line = "intent " + e.Name
		case session.Changed:
			line = "status " + e.Status.String()
		case session.HandOver:
			line = "transfer to " + e.Name
		case session.Note:
			line = "note " + e.Text
		}
		out = append(out, line)
	}
	return out
}

func play(t *testing.T, w *model.Workspace, a *model.Assistant, inputs ...session.Input) (*session.Session, []string) {
	t.Helper()
	p := session.Compile(w, a)
	s, events := session.Open(p, &session.Start{At: monday}, nil)
	for _, in := range inputs {
		events = session.Step(p, s, in, events)
	}
	for i, e := range events {
		if int(e.Seq) != i+1 {
			t.Fatalf("event %d has the number %d", i, e.Seq)
		}
	}
	return s, lines(events)
}

func TestSixTurns(t *testing.T) {
	w, a := routeToTeam()
	s, got := play(t, w, a, sixTurns...)
	want := []string{
		"status running",
		"bot: Hello! I'm a bot.", "-> name (end)", "bot: What is your name?",
		"customer: Ada Byron", "customer.name = Ada Byron", "-> team (end)", "bot: Which team, Ada Byron? [CX|Sales|Shipping]",
		"customer: Sales", "conversation.assignedTeam = Sales", "conversation.priority = 5", "-> more (end)", "bot: Your e-mail?",
		"customer: ada@example.com", "customer.email = ada@example.com", "bot: Urgent? [Yes|No]",
		"customer: Yes", "conversation.name = Yes", "bot: Which order?",
		"customer: A-1001", "conversation.caStepValue = A-1001", "bot: Anything else? [Yes, please|No, thanks]",
		"customer: No, thanks", "-> complete (button)", "bot: Thanks Ada Byron, over to Sales.", "transfer to Sales", "status transferred",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if s.Status() != session.Transferred || s.Turns() != 6 {
		t.Errorf("status %s after %d turns", s.Status(), s.Turns())
	}
}

// BenchmarkTurn measures one customer message of the six-turn flow, all events made.
func BenchmarkTurn(b *testing.B) {
	w, a := routeToTeam()
	p := session.Compile(w, a)
	start := &session.Start{At: monday}
	events := make([]session.Event, 0, 64)
	b.ReportAllocs()
	turns := 0
	for b.Loop() {
		var s *session.Session
		s, events = session.Open(p, start, events[:0])
		for i := range sixTurns {
			events = session.Step(p, s, sixTurns[i], events)
		}
		turns += len(sixTurns)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(turns), "ns/turn")
	b.ReportMetric(float64(turns)/b.Elapsed().Seconds(), "turns/s")
}
