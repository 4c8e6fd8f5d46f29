package conversation_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

const minute = 60_000

// shop is an assistant that asks for a name and an e-mail, offers three ways to
// go on, and looks after its customers' silence.
func shop(then string) *session.Program {
	step := func(id string, s model.InteractionSettings) model.Interaction {
		return model.Interaction{ID: id, Settings: s}
	}
	end := func(id string, s model.InteractionSettings) *model.Interaction {
		return &model.Interaction{ID: id, Settings: s}
	}
	a := &model.Assistant{ID: "shop", Name: "Shop", Type: model.Premium, Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{
			step("hello", &model.SendMessage{Text: "Hello! I am a bot."}),
			step("name", &model.TextQuestion{Text: "Your name?", Save: "customer.name"}),
			step("mail", &model.TextQuestion{Text: "Your e-mail?", Save: "customer.email", Expect: "email"}),
		}, End: end("ways", &model.NavigationButtons{Text: "What now?", Buttons: []model.NavButton{
			{Label: "Rate", Dialog: "rate"}, {Label: "Person", Dialog: "person"}, {Label: "Broken", Dialog: "nowhere"}, {Label: "Bye", Dialog: "bye"}}})},
		{ID: "rate", Name: "Rate", End: end("thumbs", &model.RequestFeedback{Text: "Did it help?",
			Positive: model.LinkButton{Dialog: "bye"}, Negative: model.LinkButton{Dialog: "person"}})},
		{ID: "bye", Name: "Bye", Interactions: []model.Interaction{step("bye", &model.SendMessage{Text: "Bye."})}, End: end("over", &model.EndConversation{})},
		{ID: "person", Name: "Person", End: end("agent", &model.Transfer{Team: "Sales"})},
	}}
	a.Settings.VolumeControl = model.VolumeControl{
		Reminder:  &model.Reminder{After: model.Duration(5 * time.Minute), Message: "Are you there?"},
		Abandoned: &model.Abandoned{After: model.Duration(10 * time.Minute), Message: "You went away.", Then: then},
		Missed: &model.Missed{After: model.Duration(10 * time.Minute), Message: "Nobody is free.",
			Channels: []model.FollowUp{{Channel: "email", Address: "help@acme.example"}, {Channel: "wait"}}},
	}
	a.Settings.Satisfaction = &model.Satisfaction{Scale: 5, Text: "How was it?"}
	return session.Compile(&model.Workspace{Assistants: []*model.Assistant{a}}, a)
}

func say(text string) session.Input   { return session.Input{Kind: session.Say, Text: text} }
func press(text string) session.Input { return session.Input{Kind: session.Press, Text: text} }
func tick(minutes int64) session.Input {
	return session.Input{Kind: session.Tick, At: minutes * minute}
}

// play plays inputs a second apart; one with a time is at that time after the start.
func play(then string, inputs ...session.Input) (*conversation.Header, []session.Event) {
	p := shop(then)
	h := &conversation.Header{ID: "c1", Source: conversation.Live, Channel: "chat", Assistant: "shop", Version: 3, Type: model.Premium,
		Visitor: "v1", Start: session.Start{At: monday, Brand: "acme"}}
	s, events := session.Open(p, &h.Start, nil)
	now := monday.UnixMilli()
	for _, in := range inputs {
		now += 1000
		if in.At > 0 {
			now = monday.UnixMilli() + in.At
		}
		in.At = now
		events = session.Step(p, s, in, events)
	}
	return h, events
}

// known says who writes and what they write to come to the three ways.
var known = []session.Input{say("Ada"), say("Ada@Example.com")}

func after(more ...session.Input) []session.Input {
	return append(append([]session.Input{}, known...), more...)
}

func digest(then string, inputs ...session.Input) conversation.Digest {
	h, events := play(then, inputs...)
	return conversation.DigestOf(h, events)
}

// at is the conversation's time in seconds after its start.
func at(seconds int64) int64 { return monday.UnixMilli() + seconds*1000 }

func TestHeaderFacts(t *testing.T) {
	d := digest("done")
	want := conversation.Digest{ID: "c1", Source: conversation.Live, Channel: "chat", Assistant: "shop", Version: 3, Type: model.Premium,
		Brand: "acme", Start: at(0), Last: at(0), Person: conversation.Person{Visitor: "v1"},
		Moments:  []conversation.Moment{{At: at(0), From: session.Bot}, {At: at(0), From: session.Bot}},
		Statuses: []conversation.Change{{At: at(0), Status: session.Running}},
		Waits:    conversation.Wait{Since: at(0), Kind: "textQuestion", Saves: "customer.name"},
	}
	if diff := cmp.Diff(want, d, cmp.AllowUnexported(model.Value{})); diff != "" {
		t.Errorf("a conversation nobody took part in:\n%s", diff)
	}
}

func TestEngagedAndReplied(t *testing.T) {
	if d := digest("done", tick(1)); d.Engaged != 0 || d.Replied != 0 {
		t.Errorf("engaged %d and replied %d, though nobody wrote", d.Engaged, d.Replied)
	}
	d := digest("done", say("Ada"))
	if d.Engaged != at(1) || d.Replied != at(1) || d.Last != at(1) {
		t.Errorf("engaged %d, replied %d, last %d: all are %d", d.Engaged, d.Replied, d.Last, at(1))
	}
	h, events := play("done", say("Ada"))
	if d := conversation.DigestOf(h, events[:5]); d.Engaged == 0 || d.Replied != 0 {
		t.Errorf("up to the customer's word there is no back-and-forth: %+v", d)
	}
}

func TestHandOffs(t *testing.T) {
	reply := session.Input{Kind: session.AgentReply, Text: "I am a person"}
	for _, c := range []struct {
		name   string
		then   string
		inputs []session.Input
		want   []conversation.HandOff
		status session.Status
	}{
		{"the flow", "done", after(press("Person")), []conversation.HandOff{{At: at(3), Reason: conversation.ByInteraction, Team: "Sales"}}, session.Transferred},
		{"an error", "done", after(press("Broken")), []conversation.HandOff{{At: at(3), Reason: conversation.ByError}}, session.Transferred},
		{"not understood", "done", after(say("?"), say("??"), say("???")), []conversation.HandOff{{At: at(5), Reason: conversation.ByConfusion}}, session.Transferred},
		{"abandoned", "transfer", []session.Input{tick(20)}, []conversation.HandOff{{At: at(600), Reason: conversation.ByAbandoning}}, session.Abandoned},
		{"abandoned and done", "done", []session.Input{tick(20)}, nil, session.Abandoned},
		{"an agent", "done", []session.Input{say("Ada"), reply}, []conversation.HandOff{{At: at(2), Reason: conversation.ByAgent}}, session.Interrupted},
		{"an agent after a hand-over", "done", after(press("Person"), reply), []conversation.HandOff{{At: at(3), Reason: conversation.ByInteraction, Team: "Sales"}}, session.Transferred},
	} {
		d := digest(c.then, c.inputs...)
		if !reflect.DeepEqual(d.Handed, c.want) || d.Status != c.status {
			t.Errorf("%s: %+v, %s; want %+v, %s", c.name, d.Handed, d.Status, c.want, c.status)
		}
	}
}

func TestWaits(t *testing.T) {
	for _, c := range []struct {
		name   string
		then   string
		inputs []session.Input
		want   conversation.Wait
	}{
		{"at a question", "done", []session.Input{say("Ada")}, conversation.Wait{Since: at(1), Kind: "textQuestion", Saves: "customer.email"}},
		{"asked again", "done", []session.Input{say("Ada"), say("no mail")}, conversation.Wait{Since: at(2), Kind: "textQuestion", Saves: "customer.email"}},
		{"reminded", "done", []session.Input{say("Ada"), tick(6)}, conversation.Wait{Since: at(1), Kind: "textQuestion", Saves: "customer.email"}},
		{"at buttons", "done", after(), conversation.Wait{Since: at(2), Kind: "navigationButtons"}},
		{"at feedback", "done", after(press("Rate")), conversation.Wait{Since: at(3), Kind: "requestFeedback"}},
		{"abandoned there and done", "done", []session.Input{say("Ada"), tick(20)}, conversation.Wait{Since: at(1), Kind: "textQuestion", Saves: "customer.email"}},
		{"abandoned there and handed over", "transfer", []session.Input{say("Ada"), tick(20)}, conversation.Wait{Since: at(1), Kind: "textQuestion", Saves: "customer.email"}},
		{"handed over", "done", after(press("Person")), conversation.Wait{}},
		{"missed", "done", after(press("Person"), tick(20)), conversation.Wait{}},
		{"ended", "done", after(press("Bye")), conversation.Wait{}},
		{"an error", "done", after(press("Broken")), conversation.Wait{}},
	} {
		if d := digest(c.then, c.inputs...); d.Waits != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, d.Waits, c.want)
		}
	}
}

func TestFeedbackAndRating(t *testing.T) {
	d := digest("done", after(press("Rate"), press("👎"), session.Input{Kind: session.AgentDone}, session.Input{Kind: session.Rate, Number: 4})...)
	if want := []conversation.Opinion{{At: at(4), On: session.OnRequest}}; !reflect.DeepEqual(d.Feedback, want) {
		t.Errorf("feedback %+v, want %+v", d.Feedback, want)
	}
	if d.Rating != 4 || d.Scale != 5 {
		t.Errorf("rated %d of %d, want 4 of 5", d.Rating, d.Scale)
	}
	if d := digest("done", after(press("Rate"), press("👍"))...); len(d.Feedback) != 1 || !d.Feedback[0].Positive {
		t.Errorf("feedback %+v, want a positive one", d.Feedback)
	}
}

func TestStatusesDoneAndWhatCloses(t *testing.T) {
	d := digest("done", after(press("Person"), tick(20), tick(21))...)
	want := []conversation.Change{{At: at(0), Status: session.Running}, {At: at(3), Status: session.Transferred}, {At: at(603), Status: session.Missed}}
	if !reflect.DeepEqual(d.Statuses, want) || d.Status != session.Missed {
		t.Errorf("statuses %+v, want %+v", d.Statuses, want)
	}
	if d.Done != at(633) {
		t.Errorf("done at %d, want %d: half a minute after it was missed", d.Done, at(633))
	}
	var ends []int64
	for _, m := range d.Moments {
		if m.End {
			ends = append(ends, m.At)
		}
	}
	if !reflect.DeepEqual(ends, []int64{at(633)}) {
		t.Errorf("it closes at %v, want once, when it was done", ends)
	}
	d = digest("done", after(press("Bye"))...)
	if m := d.Moments[len(d.Moments)-1]; d.Status != session.Ended || d.Done != 0 || m.From != session.Bot || !d.Moments[len(d.Moments)-2].End {
		t.Errorf("an ended conversation closes before its survey: %+v, %+v", d.Status, d.Moments)
	}
}

func TestFollowUp(t *testing.T) {
	missed := session.Input{Kind: session.Tick, At: 10*minute + 4000}
	if d := digest("done", after(press("Person"), missed, press("Email"))...); d.FollowUp != "email" || d.Status != session.Missed {
		t.Errorf("follow-up %q, status %s: want email, missed", d.FollowUp, d.Status)
	}
}

func TestWrotePastTheButtons(t *testing.T) {
	for _, c := range []struct {
		name   string
		inputs []session.Input
		want   bool
	}{
		{"an answer to a text question", after(), false},
		{"a button", after(press("Rate")), false},
		{"a button's words", after(say("rate")), false},
		{"other words", after(say("where is my parcel?")), true},
		{"words to an agent", after(press("Person"), say("where is my parcel?")), false},
	} {
		if d := digest("done", c.inputs...); d.Wrote != c.want {
			t.Errorf("%s: %v, want %v", c.name, d.Wrote, c.want)
		}
	}
}

func TestSavedIsWhatStandsAtTheEnd(t *testing.T) {
	h := &conversation.Header{ID: "c1", Start: session.Start{At: monday}}
	set := func(path model.AttributePath, v model.Value) session.Event {
		return session.Event{Type: session.Saved, Attribute: path, Value: v}
	}
	b := conversation.NewBuilder(h)
	b.Add(set("conversation.name", model.TextOf("a")), set("conversation.priority", model.NumberOf(5)))
	first := b.Digest()
	b.Add(set("conversation.name", model.TextOf("b")), set("conversation.priority", model.Value{}))
	want := []session.Attribute{{Path: "conversation.name", Value: model.TextOf("b")}}
	if got := b.Digest().Saved; !reflect.DeepEqual(got, want) {
		t.Errorf("saved %+v, want %+v", got, want)
	}
	want = []session.Attribute{{Path: "conversation.name", Value: model.TextOf("a")}, {Path: "conversation.priority", Value: model.NumberOf(5)}}
	if !reflect.DeepEqual(first.Saved, want) {
		t.Errorf("an earlier digest has changed: %+v, want %+v", first.Saved, want)
	}
}

func TestPerson(t *testing.T) {
	ada := &model.Customer{ID: "ada", Name: "Ada Byron", Email: "Ada@Example.com", Phone: "+44 20 7946 0000", Company: "Engines"}
	saved := func(path model.AttributePath, text string) session.Event {
		return session.Event{Type: session.Saved, Attribute: path, Value: model.TextOf(text)}
	}
	for _, c := range []struct {
		name   string
		header conversation.Header
		events []session.Event
		want   conversation.Person
	}{
		{"a visitor", conversation.Header{Visitor: "v"}, nil, conversation.Person{Visitor: "v"}},
		{"a customer", conversation.Header{Start: session.Start{Customer: ada, Authenticated: true}}, nil,
			conversation.Person{Customer: "ada", Name: "Ada Byron", Email: "ada@example.com", Phone: "+442079460000", Company: "Engines"}},
		{"one whose token was refused", conversation.Header{Start: session.Start{Customer: ada}}, nil, conversation.Person{}},
		{"a sender", conversation.Header{From: "0044 20 7946-0000"}, nil, conversation.Person{Phone: "+442079460000"}},
		{"a number without a country", conversation.Header{From: "020 7946"}, nil, conversation.Person{Phone: "0207946"}},
		{"an e-mail", conversation.Header{From: "Ada@Example.com"}, nil, conversation.Person{Email: "ada@example.com"}},
		{"told in the talk", conversation.Header{}, []session.Event{saved("customer.email", "Ada@Example.com"), saved("customer.name", "Ada"), saved("customer.phone", "+1 2"), saved("company.name", "Engines")},
			conversation.Person{Email: "ada@example.com", Unproved: true, Name: "Ada", Phone: "+12", Company: "Engines"}},
		{"the known e-mail told again", conversation.Header{Start: session.Start{Customer: ada, Authenticated: true}}, []session.Event{saved("customer.email", "ADA@example.com")},
			conversation.Person{Customer: "ada", Name: "Ada Byron", Email: "ada@example.com", Phone: "+442079460000", Company: "Engines"}},
	} {
		if got := conversation.DigestOf(&c.header, c.events).Person; got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestWhatAnIntentUnderstandsIsNotPastTheButtons(t *testing.T) {
	mark := &session.Mark{ID: "m", Kind: model.KindOf("listSelector")}
	asked := session.Event{Type: session.Message, From: session.Bot, Buttons: []string{"Yes"}, Mark: mark}
	wrote := session.Event{Type: session.Message, From: session.Customer, Text: "I want a refund", Mark: mark}
	found := session.Event{Type: session.Intent, Name: "refund", Mark: mark}
	for _, c := range []struct {
		events []session.Event
		want   bool
	}{{[]session.Event{asked, wrote}, true}, {[]session.Event{asked, wrote, found}, false}, {[]session.Event{asked, wrote, asked, wrote, found}, true}} {
		if got := conversation.DigestOf(&conversation.Header{}, c.events).Wrote; got != c.want {
			t.Errorf("after %d events %v, want %v", len(c.events), got, c.want)
		}
	}
}

func TestIntents(t *testing.T) {
	d := conversation.DigestOf(&conversation.Header{}, []session.Event{{Type: session.Intent, Name: "refund"}, {Type: session.Intent, Name: "order_status"}})
	if want := []model.IntentID{"refund", "order_status"}; !reflect.DeepEqual(d.Intents, want) {
		t.Errorf("intents %v, want %v", d.Intents, want)
	}
}

// TestDeflection follows an article deflection through its stages.
func TestDeflection(t *testing.T) {
	mark := &session.Mark{ID: "d", Index: "end", Kind: model.KindOf("articleDeflection")}
	articles := &session.More{Articles: []session.Article{{ID: "returns", Title: "Returns"}, {ID: "sizes", Title: "Sizes"}}}
	titles := []string{"Returns", "Sizes"}
	stages := []struct {
		event session.Event
		want  conversation.Deflection
	}{
		{session.Event{Type: session.Message, From: session.Bot, Text: "What is it about?"}, conversation.Deflection{Asked: 1}},
		{session.Event{Type: session.Message, From: session.Customer, Text: "Returns"}, conversation.Deflection{Asked: 1}},
		{session.Event{Type: session.Message, From: session.Bot, Text: "Is it here?", Buttons: titles, More: articles}, conversation.Deflection{Asked: 1, Shown: 3}},
		{session.Event{Type: session.Timer, Name: session.ReminderTimer}, conversation.Deflection{Asked: 1, Shown: 3}},
		{session.Event{Type: session.Message, From: session.Bot, Text: "Is it here?", Buttons: titles, More: articles}, conversation.Deflection{Asked: 1, Shown: 3}},
		{session.Event{Type: session.Message, From: session.Customer, Text: "Sizes"}, conversation.Deflection{Asked: 1, Shown: 3, Selected: 6}},
		{session.Event{Type: session.Message, From: session.Bot, Text: "Did it help?", Buttons: []string{"Yes", "No"}}, conversation.Deflection{Asked: 1, Shown: 3, Selected: 6}},
		{session.Event{Type: session.Message, From: session.Customer, Text: "No"}, conversation.Deflection{Asked: 1, Shown: 3, Selected: 6}},
		{session.Event{Type: session.Feedback, Why: session.OnArticle, Value: model.TextOf(session.NegativeFeedback)}, conversation.Deflection{Asked: 1, Shown: 3, Selected: 6, Settled: 9}},
		{session.Event{Type: session.Redirect, Why: session.WhyArticle}, conversation.Deflection{Asked: 1, Shown: 3, Selected: 6, Settled: 9}},
		{session.Event{Type: session.Message, From: session.Bot, Text: "What is it about?"}, conversation.Deflection{Asked: 11}},
	}
	b := conversation.NewBuilder(&conversation.Header{})
	for i, s := range stages {
		s.event.At, s.event.Mark = int64(i+1), mark
		b.Add(s.event)
		if got := b.Digest().Deflected; got != s.want {
			t.Errorf("after stage %d: %+v, want %+v", i+1, got, s.want)
		}
	}
}

// TestBuilderAddsUp: events given one by one and all at once make the same digest.
func TestBuilderAddsUp(t *testing.T) {
	h, events := play("transfer", after(say("?"), press("Rate"), press("👎"), tick(40), say("hello?"))...)
	b := conversation.NewBuilder(h)
	for i := range events {
		b.Add(events[i])
		if diff := cmp.Diff(conversation.DigestOf(h, events[:i+1]), b.Digest(), cmp.AllowUnexported(model.Value{})); diff != "" {
			t.Fatalf("after %d events:\n%s", i+1, diff)
		}
	}
}

func TestJoined(t *testing.T) {
	for _, c := range []struct {
		name   string
		inputs []session.Input
		want   int64
	}{
		{"nobody wrote", []session.Input{tick(1)}, 0},
		{"an answer to a text question", []session.Input{say("Ada")}, at(1)},
		{"the first answer counts", after(press("Rate")), at(1)},
	} {
		if d := digest("done", c.inputs...); d.Joined != c.want {
			t.Errorf("%s: %d, want %d", c.name, d.Joined, c.want)
		}
	}
	mark := &session.Mark{ID: "m"}
	offer := session.Event{Type: session.Message, From: session.Bot, Mark: mark, Buttons: []string{"Yes", "No"}, At: 1}
	past := session.Event{Type: session.Message, From: session.Customer, Mark: mark, Text: "a person, please", At: 2}
	yes := session.Event{Type: session.Message, From: session.Customer, Mark: mark, Text: "Yes", At: 3}
	for _, c := range []struct {
		name   string
		events []session.Event
		want   int64
	}{
		{"wrote past the buttons", []session.Event{offer, past, offer}, 0},
		{"then pressed one", []session.Event{offer, past, offer, yes}, 3},
		{"was understood", []session.Event{offer, past, {Type: session.Intent, Name: "refund", At: 2}}, 2},
		{"to an agent", []session.Event{{Type: session.Message, From: session.Customer, At: 4}}, 0},
	} {
		if d := conversation.DigestOf(&conversation.Header{Assistant: "shop"}, c.events); d.Joined != c.want {
			t.Errorf("%s: %d, want %d", c.name, d.Joined, c.want)
		}
	}
}

// TestDayEnd: what is answered after the day does not change where it stood then.
func TestDayEnd(t *testing.T) {
	mail := conversation.Wait{Since: at(1), Kind: "textQuestion", Saves: "customer.email"}
	h := &conversation.Header{ID: "c1", Start: session.Start{At: monday}}
	question := session.Event{Type: session.Message, From: session.Bot, At: at(1), Mark: &session.Mark{ID: "mail", Kind: model.KindOf("textQuestion"), Saves: "customer.email"}}
	first := session.Event{Type: session.Message, From: session.Customer, At: at(0), Mark: &session.Mark{ID: "hello"}}
	answer := func(after int64) session.Event {
		return session.Event{Type: session.Message, From: session.Customer, At: at(0) + after, Mark: question.Mark}
	}
	if d := conversation.DigestOf(h, []session.Event{first, question, answer(conversation.Day - 1)}); d.DayEnd != nil || d.Waits.Since != 0 {
		t.Errorf("answered in the day: %+v, %+v", d.DayEnd, d.Waits)
	}
	d := conversation.DigestOf(h, []session.Event{first, question, answer(conversation.Day)})
	if d.DayEnd == nil || d.DayEnd.Waits != mail || d.Waits.Since != 0 {
		t.Errorf("answered when the day was over: %+v, %+v", d.DayEnd, d.Waits)
	}
}
