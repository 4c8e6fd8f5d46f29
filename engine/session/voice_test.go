package session_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"parley/engine/model"
	"parley/engine/session"
)

func step(id string, s model.InteractionSettings) model.Interaction {
	return model.Interaction{ID: id, Settings: s}
}

// phone is a call: a language by key, a menu by key, an agent or voicemail.
func phone() (*model.Workspace, *model.Assistant) {
	end := func(id string, s model.InteractionSettings) *model.Interaction {
		i := step(id, s)
		return &i
	}
	a := &model.Assistant{ID: "ivr", Channel: model.Voice, Type: model.Lite, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{step("i1", &model.PlayPrompt{Text: "Hello."})},
			End: end("i2", &model.CollectLanguage{Text: "One for English, two for Spanish.", Keys: model.Map[model.Language]{{Key: "1", Value: "en"}, {Key: "2", Value: "es"}}, Dialog: "menu"})},
		{ID: "menu", Name: "Menu", End: end("i3", &model.CollectInput{Text: "{{snippet.menu}}", Keys: model.Map[model.DialogID]{{Key: "1", Value: "complete"}, {Key: "12", Value: "mail"}}})},
		{ID: "mail", Name: "Mail", End: end("i4", &model.Voicemail{Text: "Speak after the tone."})},
		{ID: "complete", Name: "Complete Assistant", End: end("i5", &model.Transfer{})}}}
	return &model.Workspace{Assistants: []*model.Assistant{a}, Snippets: []*model.Snippet{{ID: "menu",
		Texts: model.Map[model.Text]{{Key: "en", Value: "One for a person."}, {Key: "es", Value: "Uno para una persona."}}}}}, a
}

func TestACallIsLedByKeys(t *testing.T) {
	w, a := phone()
	s, got := play(t, w, a,
		session.Input{Kind: session.Say, Text: "hello?"},
		session.Input{Kind: session.Keys, Text: "9"},
		session.Input{Kind: session.Keys, Text: "2"},
		session.Input{Kind: session.Keys, Text: "12#"},
		session.Input{Kind: session.Say, Text: "Please call me back."},
		session.Input{Kind: session.Say, Text: "Hello?"})
	want := []string{"status running", "bot: Hello.", "bot: One for English, two for Spanish.",
		"note the caller is asked for a key: use keys, one of 1, 2",
		"customer: 9", "bot: One for English, two for Spanish.",
		"customer: 2", "conversation.defaultLanguage = es", "-> menu (keys)", "bot: Uno para una persona.",
		"customer: 12#", "-> mail (keys)", "bot: Speak after the tone.", "status ended",
		"customer: Please call me back.", "system: Voicemail recorded",
		"note the conversation has ended: what the customer writes now starts a new one"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if s.Status() != session.Ended {
		t.Errorf("status %s", s.Status())
	}
}

func TestThreeWrongKeysGoToAnAgent(t *testing.T) {
	w, a := phone()
	wrong := session.Input{Kind: session.Keys, Text: "7"}
	s, got := play(t, w, a, wrong, wrong, wrong)
	if s.Status() != session.Transferred {
		t.Errorf("status %s after\n%s", s.Status(), strings.Join(got, "\n"))
	}
}

func TestFeedbackIsToldAndFollowed(t *testing.T) {
	for design, pressed := range map[string][2]string{"": {"👍", "👎"}, "faces": {"🙂", "🙁"}, "text": {"Yes", "No"}} {
		for i, want := range []string{"good", "bad"} {
			a := &model.Assistant{ID: "a", Channel: model.Chat, Type: model.Premium, Dialogs: []*model.Dialog{
				{ID: "welcome", Name: "Welcome", End: &model.Interaction{ID: "i1", Settings: &model.RequestFeedback{Text: "Did it help?", Design: design,
					Positive: model.LinkButton{Dialog: "good"}, Negative: model.LinkButton{Dialog: "bad"}}}},
				{ID: "good", Name: "Good", End: &model.Interaction{ID: "i2", Settings: &model.EndConversation{}}},
				{ID: "bad", Name: "Bad", End: &model.Interaction{ID: "i3", Settings: &model.Transfer{}}}}}
			_, got := play(t, &model.Workspace{}, a, session.Input{Kind: session.Press, Text: pressed[i]})
			all := strings.Join(got, "|")
			if !strings.Contains(all, "feedback|-> "+want+" (feedback)") {
				t.Errorf("%q %s: %s", design, pressed[i], all)
			}
		}
	}
}

// shop is an order selector over a customer with four orders.
func shop() (*model.Workspace, *model.Assistant, *model.Customer) {
	a := &model.Assistant{ID: "a", Channel: model.Chat, Type: model.Premium, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{
			step("i1", &model.ObjectSelector{Klass: "order", Text: "Which order?", Card: model.Card{Title: "number", Description: "state"}, Save: "conversation.caStepValue", NotFound: "none"}),
			step("i2", &model.RunWorkflow{Workflow: "eta", Input: model.Map[model.Text]{{Key: "number", Value: "{{order.number}}"}}, Save: model.Map[model.AttributePath]{{Key: "day", Value: "conversation.name"}}}),
			step("i3", &model.SendMessage{Text: "{{order.number}} is {{order.state}}, due {{workflow.eta.day}}."})},
			End: &model.Interaction{ID: "i4", Settings: &model.EndConversation{}}},
		{ID: "none", Name: "None", End: &model.Interaction{ID: "i5", Settings: &model.Transfer{}}}}}
	ada := &model.Customer{ID: "ada", Name: "Ada"}
	w := &model.Workspace{Assistants: []*model.Assistant{a}, Customers: []*model.Customer{ada},
		Klasses:   []*model.Klass{{ID: "order", Attributes: []model.AttributeDef{{Name: "number", Type: model.TypeText}, {Name: "state", Type: model.TypeText}}}},
		Workflows: []*model.Workflow{{ID: "eta", Input: []model.Parameter{{Name: "number", Required: true}}, Output: []model.Parameter{{Name: "day"}}}}}
	return w, a, ada
}

func TestObjectsAndWorkflowsAreAskedOfTheOutside(t *testing.T) {
	w, a, ada := shop()
	p := session.Compile(w, a)
	s, events := session.Open(p, &session.Start{At: monday, Customer: ada, Authenticated: true}, nil)
	e := s.Pending()
	if e == nil || e.Kind != session.FindObjects || e.Klass != "order" || e.Customer != "ada" || e.Limit != 3 {
		t.Fatalf("asked %+v", e)
	}
	value := func(name, v string) session.Attribute {
		return session.Attribute{Path: model.AttributePath(name), Value: model.TextOf(v)}
	}
	events = session.Step(p, s, session.Input{Kind: session.Answer, Reply: &session.Reply{Key: e.Key + 1}}, events)
	if !events[len(events)-1].Unfit {
		t.Error("an answer to nothing was taken")
	}
	events = session.Step(p, s, session.Input{Kind: session.Answer, Reply: &session.Reply{Key: e.Key, Objects: []session.Object{
		{ID: "o2", Values: []session.Attribute{value("number", "A2"), value("state", "open")}}, {ID: "o1", Values: []session.Attribute{value("number", "A1")}}}}}, events)
	cards := events[len(events)-1].More.Cards
	if len(cards) != 2 || cards[0].Title != "A2" || cards[0].Description != "open" {
		t.Fatalf("cards %+v", cards)
	}
	events = session.Step(p, s, session.Input{Kind: session.Press, Text: "A2"}, events)
	if e = s.Pending(); e == nil || e.Workflow != "eta" || len(e.Input) != 1 || e.Input[0].Value.Text() != "A2" {
		t.Fatalf("asked %+v", e)
	}
	from := len(events)
	events = session.Step(p, s, session.Input{Kind: session.Answer, Reply: &session.Reply{Key: e.Key, Output: []session.Attribute{value("day", "Friday")}}}, events)
	if got := strings.Join(lines(events[from:]), "|"); got != "workflow|conversation.name = Friday|bot: A2 is open, due Friday.|status ended" {
		t.Errorf("got %s", got)
	}
}

func TestWithoutObjectsTheSelectorLeadsElsewhere(t *testing.T) {
	w, a, ada := shop()
	p := session.Compile(w, a)
	_, events := session.Open(p, &session.Start{At: monday}, nil)
	if got := strings.Join(lines(events), "|"); !strings.Contains(got, "not authenticated") || !strings.Contains(got, "-> none (notFound)") {
		t.Errorf("a stranger: %s", got)
	}
	s, events := session.Open(p, &session.Start{At: monday, Customer: ada, Authenticated: true}, nil)
	events = session.Step(p, s, session.Input{Kind: session.Answer, Reply: &session.Reply{Key: s.Pending().Key}}, events)
	if got := strings.Join(lines(events), "|"); !strings.Contains(got, "-> none (notFound)") {
		t.Errorf("no orders: %s", got)
	}
}

// TestAnEndlessLoopThatAsksTheOutsideComesToAnEnd: what the outside answers is no
// input of anybody's.
func TestAnEndlessLoopThatAsksTheOutsideComesToAnEnd(t *testing.T) {
	w, a, ada := shop()
	a.Dialog("none").End = &model.Interaction{ID: "again", Settings: &model.Redirect{Dialog: model.WelcomeID}}
	p := session.Compile(w, a)
	s, events := session.Open(p, &session.Start{At: monday, Customer: ada, Authenticated: true}, nil)
	for asked := 0; s.Pending() != nil; asked++ {
		if asked > model.MaxStepsWithoutWait {
			t.Fatalf("asked the outside %d times without an input", asked)
		}
		events = session.Step(p, s, session.Input{Kind: session.Answer, Reply: &session.Reply{Key: s.Pending().Key}}, events)
	}
	if got := strings.Join(lines(events), "|"); !strings.Contains(got, "an endless loop") || s.Status() != session.Transferred {
		t.Errorf("%s after %s", s.Status(), got)
	}
}

// TestAValueThatHoldsItselfStaysBounded: it doubles with each answer.
func TestAValueThatHoldsItselfStaysBounded(t *testing.T) {
	talk := talk{list: []model.InteractionSettings{
		&model.UpdateAttribute{Attribute: "conversation.name", Value: model.Change{Op: model.ChangeSet, Value: model.TextOf("{{conversation.name}}{{conversation.name}}é!")}},
		&model.TextQuestion{Text: "Q?"},
	}, end: &model.Redirect{Dialog: model.WelcomeID}}
	w, a := talk.assistant()
	p := session.Compile(w, a)
	s, events := session.Open(p, &session.Start{At: monday}, nil)
	for range 30 {
		events = session.Step(p, s, say("x"), events)
	}
	var noted, most int
	for i := range events {
		if events[i].Type == session.Saved {
			most = max(most, len(events[i].Value.Text()))
			if !utf8.ValidString(events[i].Value.Text()) {
				t.Fatal("a character is cut in two")
			}
		}
		if strings.Contains(events[i].Text, "more than 256 KB") {
			noted++
		}
	}
	if most > model.MaxTextBytes || most < model.MaxTextBytes-4 || noted == 0 {
		t.Errorf("%d bytes at most, noted %d times", most, noted)
	}
}

func TestAFailedWorkflowIsAnErrorInTheAssistantsWords(t *testing.T) {
	w, a, ada := shop()
	a.Dialogs[0].Interactions = a.Dialogs[0].Interactions[1:]
	p := session.Compile(w, a)
	if _, events := session.Open(p, &session.Start{At: monday, Customer: ada}, nil); !strings.Contains(strings.Join(lines(events), "|"), "needs a value for number") {
		t.Errorf("a missing input: %v", lines(events))
	}
	w.Workflows[0].Input[0].Required = false
	p = session.Compile(w, a)
	s, events := session.Open(p, &session.Start{At: monday}, nil)
	events = session.Step(p, s, session.Input{Kind: session.Answer, Reply: &session.Reply{Key: s.Pending().Key, Error: "the shop is down"}}, events)
	if got := strings.Join(lines(events), "|"); !strings.Contains(got, "note error: workflow eta: the shop is down|bot: "+string(model.DefaultErrorMessage)+"|transfer to |status transferred") {
		t.Errorf("got %s", got)
	}
}
