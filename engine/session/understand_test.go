package session_test

import (
	"slices"
	"strings"
	"testing"

	"parley/engine/intent"
	"parley/engine/model"
	"parley/engine/session"
)

// understanding is an assistant with a question that understands intents and two dialogs
// that intents start. A third intent of the workspace starts nothing here.
func understanding(change func(*model.Workspace, *model.Assistant, *model.TextQuestion)) (*model.Workspace, *model.Assistant) {
	to := func(id string, d model.DialogID) *model.Interaction {
		return &model.Interaction{ID: id, Settings: &model.Redirect{Dialog: d}}
	}
	say := func(id, words string) []model.Interaction {
		return []model.Interaction{{ID: id, Settings: &model.SendMessage{Text: model.Text(words)}}}
	}
	q := &model.TextQuestion{Text: "How can I help?", Save: "conversation.name", UnderstandIntents: true}
	a := &model.Assistant{ID: "a", Name: "A", Type: model.Premium, Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{{ID: "q", Settings: q}}, End: to("e1", "complete")},
		{ID: "refund", Name: "Refund", Intent: "refund", Interactions: say("s1", "About your refund."), End: to("e2", "complete")},
		{ID: "track", Name: "Track", Intent: "track", Interactions: say("s2", "About your parcel."), End: to("e3", "complete")},
		{ID: "lost", Name: "Lost", Interactions: say("s3", "I did not get that."), End: to("e4", "complete")},
		{ID: "complete", Name: "Complete Assistant", End: &model.Interaction{ID: "e5", Settings: &model.Transfer{}}},
	}}
	w := &model.Workspace{Settings: model.WorkspaceSettings{Languages: []model.Language{"en", "es"}}, Intents: []*model.Intent{
		{ID: "refund", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"money back"}}, {Key: "es", Value: []string{"reembolso"}}},
			Phrases: []string{"I want a refund for my order", "please refund what I paid", "how do I get a refund", "can you return my payment", "refund this purchase"}},
		{ID: "track", Phrases: []string{"where is my order", "track my parcel", "when will my package arrive", "has my order shipped yet", "follow my delivery"}},
		{ID: "invoice", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"invoice"}}},
			Phrases: []string{"please send me a bill", "I need a receipt for my purchase", "download my latest bill", "get a receipt", "bill for last month"}},
	}, Assistants: []*model.Assistant{a}}
	if change != nil {
		change(w, a, q)
	}
	return w, a
}

// reply is what happened since the customer's first words.
func reply(got []string) string {
	at := slices.IndexFunc(got, func(l string) bool { return strings.HasPrefix(l, "customer: ") })
	return strings.Join(got[at+1:], " / ")
}

func TestRepliesAreReadForIntents(t *testing.T) {
	const (
		over   = " / -> complete (end) / transfer to  / status transferred"
		refund = "intent refund / -> refund (intent) / bot: About your refund." + over
		track  = "intent track / -> track (intent) / bot: About your parcel." + over
	)
	onWhatsApp := func(to model.DialogID) func(*model.Workspace, *model.Assistant, *model.TextQuestion) {
		return func(_ *model.Workspace, a *model.Assistant, _ *model.TextQuestion) {
			a.Channel, a.Settings.Behavior.IntentNotDetected = model.WhatsApp, model.Fallback{Dialog: to}
		}
	}
	for _, c := range []struct {
		name, says, want string
		change           func(*model.Workspace, *model.Assistant, *model.TextQuestion)
	}{
		{"a keyword", "Can I have my MONEY back, please?", refund, nil},
		{"a keyword of another active language", "quiero un reembolso", refund, nil},
		{"words of a keyword apart", "is the money I sent coming back to you", "conversation.name = is the money I sent coming back to you" + over, nil},
		{"a phrase", "I want a refund for my order please", refund, nil},
		{"another phrase", "where is my order now", track, nil},
		{"a keyword goes before a phrase", "where is my order, I want my money back", refund, nil},
		{"something else", "Ada Byron", "conversation.name = Ada Byron" + over, nil},
		{"an intent that no dialog carries", "download my latest bill", "conversation.name = download my latest bill" + over, nil},
		{"a question that does not understand", "money back", "conversation.name = money back" + over,
			func(_ *model.Workspace, _ *model.Assistant, q *model.TextQuestion) { q.UnderstandIntents = false }},
		{"a lite assistant", "money back", "conversation.name = money back" + over,
			func(_ *model.Workspace, a *model.Assistant, _ *model.TextQuestion) { a.Type = model.Lite }},
		{"an intent that is gone", "money back", "conversation.name = money back" + over,
			func(w *model.Workspace, _ *model.Assistant, _ *model.TextQuestion) { w.Intents = w.Intents[1:] }},
		{"an intent that two dialogs carry", "money back", refund,
			func(_ *model.Workspace, a *model.Assistant, _ *model.TextQuestion) { a.Dialogs[2].Intent = "refund" }},
		{"a format, and an intent all the same", "money back", refund,
			func(_ *model.Workspace, _ *model.Assistant, q *model.TextQuestion) {
				q.Save, q.Expect = "customer.email", "email"
			}},
		{"the fallback", "Ada Byron", "conversation.name = Ada Byron / -> lost (intent) / bot: I did not get that." + over, onWhatsApp("lost")},
		{"no fallback after a hit", "money back", refund, onWhatsApp("lost")},
		{"a fallback that is not there", "Ada Byron", "conversation.name = Ada Byron / note error: there is no dialog gone to go to where no intent is detected / bot: " +
			string(model.DefaultErrorMessage) + " / transfer to  / status transferred", onWhatsApp("gone")},
		{"no fallback on chat", "Ada Byron", "conversation.name = Ada Byron" + over,
			func(_ *model.Workspace, a *model.Assistant, _ *model.TextQuestion) {
				a.Settings.Behavior.IntentNotDetected.Dialog = "lost"
			}},
		{"an answer of the format needs no intent", "ada@example.com", "customer.email = ada@example.com" + over,
			func(w *model.Workspace, a *model.Assistant, q *model.TextQuestion) {
				onWhatsApp("lost")(w, a, q)
				q.Save, q.Expect = "customer.email", "email"
			}},
	} {
		w, a := understanding(c.change)
		_, got := play(t, w, a, session.Input{Kind: session.Say, Text: c.says})
		if reply(got) != c.want {
			t.Errorf("%s: %q came to\n%s\nwant\n%s", c.name, c.says, reply(got), c.want)
		}
	}
}

func TestAListSelectorUnderstandsIntents(t *testing.T) {
	list := func(to model.DialogID) (*model.Workspace, *model.Assistant) {
		return understanding(func(w *model.Workspace, a *model.Assistant, _ *model.TextQuestion) {
			a.Channel, a.Settings.Behavior.IntentNotDetected.Dialog = model.WhatsApp, to
			a.Dialogs[0].Interactions = nil
			a.Dialogs[0].End = &model.Interaction{ID: "l", Settings: &model.ListSelector{Text: "What is it?", UnderstandIntents: true,
				Rows: []model.Row{{Label: "Money back", Dialog: "lost"}, {Label: "A person", Dialog: "complete"}}}}
		})
	}
	for _, c := range []struct {
		says, want string
		fallback   model.DialogID
	}{
		{"money back", "-> lost (button)", ""}, // a row, as it is written there
		{"I want my money back now", "intent refund / -> refund (intent)", ""},
		{"get me a person", "-> complete (button)", ""},
		{"blue cheese", "bot: What is it? [Money back|A person]", ""},
		{"blue cheese", "-> lost (intent)", "lost"},
	} {
		w, a := list(c.fallback)
		_, got := play(t, w, a, session.Input{Kind: session.Say, Text: c.says})
		if !strings.HasPrefix(reply(got), c.want) {
			t.Errorf("%q came to %s, want %s", c.says, reply(got), c.want)
		}
	}
	w, a := list("")
	if _, got := play(t, w, a, session.Input{Kind: session.Press, Text: "Money back"}); !strings.HasPrefix(reply(got), "-> lost (button)") {
		t.Errorf("a press came to %s", reply(got))
	}
}

func TestTheIntentEventSaysWhy(t *testing.T) {
	w, a := understanding(nil)
	p := session.Compile(w, a)
	s, _ := session.Open(p, &session.Start{At: monday}, nil)
	events := session.Step(p, s, session.Input{Kind: session.Say, Text: "money back"}, nil)
	for _, e := range events {
		if e.Type == session.Intent {
			if e.Name != "refund" || e.Why != intent.ByKeyword || e.More.Score != 1 || e.Dialog != "welcome" || e.Mark.ID != "q" || !e.Mark.Understands {
				t.Errorf("%+v", e)
			}
			return
		}
	}
	t.Error("no intent was detected")
}

func TestTrainingIsSharedAndKept(t *testing.T) {
	w, a := understanding(nil)
	p := session.Compile(w, a)
	u := p.Understanding()
	if u == nil || u.Ready() {
		t.Fatal("compiling trained the intents, or has none")
	}
	s, _ := session.Open(p, &session.Start{At: monday}, nil)
	if !s.Understands(p) {
		t.Error("the question does not say that it understands")
	}
	if session.Step(p, s, session.Input{Kind: session.Say, Text: "money back"}, nil); !u.Ready() || s.Understands(p) {
		t.Error("a reply did not train the intents, or a session that is over understands")
	}
	edited := *a
	edited.Dialogs = slices.Clone(a.Dialogs)
	edited.Dialogs[1] = &model.Dialog{ID: "refund", Name: "Refund", Intent: "invoice"}
	if again := p.Recompile(w, &edited); again.Understanding() != u || again.Starts("refund") || !again.Starts("invoice") {
		t.Error("an edit of a dialog trained the intents anew, or left the old one")
	}
	more := *w
	more.Intents = append(slices.Clone(w.Intents), &model.Intent{ID: "new"})
	if again := p.Recompile(&more, a); again.Understanding() == u || again.Understanding().Ready() {
		t.Error("an edit of the intents kept what was trained before")
	}
	if shared := session.Compile(w, a).Sharing(u); shared.Understanding() != u {
		t.Error("what somebody else trained is not shared")
	}
	other := *w
	other.Intents = slices.Clone(w.Intents)
	slices.Reverse(other.Intents)
	if session.Compile(&other, a).Understanding().Fingerprint() != u.Fingerprint() {
		t.Error("the order of intents makes a difference")
	}
	lite := *a
	lite.Type = model.Lite
	if session.Compile(w, &lite).Understanding() != nil {
		t.Error("a lite assistant understands")
	}
}
