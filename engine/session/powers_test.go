package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/session"
)

// powered gives a workspace powers, and a LutinGénie plan where plan is true.
func powered(plan bool, powers ...string) func(*model.Workspace, *model.Assistant) {
	return func(w *model.Workspace, a *model.Assistant) {
		w.Settings.Powers = powers
		w.Plans = []*model.Plan{{ID: "spell", Meter: model.MeterLutinGenie}, {ID: "other", Meter: "kilo"}}
		if w.Settings.Plan = "other"; plan {
			w.Settings.Plan = "spell"
		}
		w.Settings.TimeZone = "Europe/Madrid"
		w.Settings.Channels = model.Map[model.Label]{{Key: "email", Value: "help@acme.example"}, {Key: "phone", Value: "+34911222333"}, {Key: "chat", Value: "site"}}
		nine := []string{"09:00-13:00", "15:00-18:00"}
		w.Schedules = []*model.Schedule{{ID: "hours", Default: true, Hours: model.Map[[]string]{{Key: "mon", Value: nine}, {Key: "tue", Value: nine},
			{Key: "wed", Value: nine}, {Key: "thu", Value: nine}, {Key: "fri", Value: []string{"09:00-14:00"}}, {Key: "sun", Value: []string{"10:00-12:00"}}}}}
	}
}

// TestMemory: with the power an answer and a condition use 50 messages, without it 10.
func TestMemory(t *testing.T) {
	const asked = 30 // each a question, a reply, an answer, whether it helped, and that it did not: 5 messages
	for _, c := range []struct {
		powers []string
		want   int
	}{{nil, model.RememberedMessages}, {[]string{model.PowerMemory}, model.RememberedWithMemory}} {
		l := &library{articles: shelf[:1], answer: "> x", language: "en"}
		w, a := talk{end: &answers, change: powered(false, c.powers...)}.assistant()
		var inputs []session.Input
		for n := range asked {
			inputs = append(inputs, say(fmt.Sprint("question ", n)), press("Not helpful"))
		}
		l.played(t, w, a, session.Start{}, inputs...)
		history := l.asked[asked-1].Question.History
		if len(history) != c.want {
			t.Errorf("%v: %d messages are remembered, want %d", c.powers, len(history), c.want)
		}
		if m := history[len(history)-1]; m.Text != string(answers.Text) {
			t.Errorf("the last message before the question is %q", m.Text)
		}
	}
}

func TestAConditionReadsWhatWasSaidEarlier(t *testing.T) {
	ask := func(n int) (out []model.InteractionSettings) {
		for i := range n {
			out = append(out, &model.TextQuestion{Text: model.Text(fmt.Sprint("Q", i))})
		}
		return append(out, &model.ConditionalBranch{
			Branches:  []model.Branch{{When: []model.Condition{{Attribute: session.EarlierAttribute, Is: model.OpContains, Value: model.TextOf("REFUND")}}, Do: interactions("x", &model.SendMessage{Text: "A refund, you said."})}},
			Otherwise: &model.Outcome{Do: interactions("y", &model.SendMessage{Text: "Hm."})}})
	}
	for _, c := range []struct {
		name   string
		turns  int
		powers []string
		want   string
	}{
		{"the last message is not an earlier one", 1, nil, "bot: Hm."},
		{"one before", 2, nil, "bot: A refund, you said."},
		{"ten messages back", 6, nil, "bot: A refund, you said."},
		{"further back", 7, nil, "bot: Hm."},
		{"further back, with the power", 7, []string{model.PowerMemory}, "bot: A refund, you said."},
		{"fifty messages back", 26, []string{model.PowerMemory}, "bot: A refund, you said."},
		{"further than that", 27, []string{model.PowerMemory}, "bot: Hm."},
	} {
		w, a := talk{list: ask(c.turns), change: powered(false, c.powers...)}.assistant()
		inputs := []session.Input{say("I want a refund")}
		for range c.turns - 1 {
			inputs = append(inputs, say("well"))
		}
		_, events := (&library{}).played(t, w, a, session.Start{}, inputs...)
		if !slices.Contains(seen(events), c.want) {
			t.Errorf("%s: %s", c.name, strings.Join(seen(events), "\n"))
		}
	}
}

// TestMood: with the power a question tells how the customer sounds, and
// conditions can ask for it; without it neither does.
func TestMood(t *testing.T) {
	branch := &model.ConditionalBranch{Branches: []model.Branch{{When: []model.Condition{{Attribute: session.MoodAttribute, Is: model.OpEqual, Value: model.TextOf("frustrated")}},
		Do: interactions("x", &model.SendMessage{Text: "I'm so sorry."})}}}
	for _, c := range []struct {
		powers []string
		said   []string
		mood   string
		sorry  bool
	}{
		{[]string{model.PowerEmotion}, []string{"this is ridiculous", "where is my refund?"}, "frustrated", true},
		{[]string{model.PowerEmotion}, []string{"hi", "I love it, how do I order more?"}, "happy", false},
		{[]string{model.PowerEmotion}, []string{"hi", "where is my refund?"}, "", false},
		{nil, []string{"this is ridiculous", "this is ridiculous"}, "", false},
	} {
		l := &library{articles: shelf, language: "en", answer: "> x"}
		w, a := talk{list: []model.InteractionSettings{&model.TextQuestion{Text: "Hello?"}, branch}, end: &answers, change: powered(false, c.powers...)}.assistant()
		_, events := l.played(t, w, a, session.Start{}, say(c.said[0]), say(c.said[1]))
		if got := l.asked[0].Question.Mood.String(); got != c.mood {
			t.Errorf("%v %q: mood %q, want %q", c.powers, c.said, got, c.mood)
		}
		if got := slices.Contains(seen(events), "bot: I'm so sorry."); got != c.sorry {
			t.Errorf("%v %q: sorry %v", c.powers, c.said, got)
		}
	}
}

// TestPolyglot: with the power the language a customer writes decides in what
// language articles are looked for first, which text of a snippet is shown, and
// the assistant's own words; without it the browser's does.
func TestPolyglot(t *testing.T) {
	snippet := func(w *model.Workspace, _ *model.Assistant) {
		w.Snippets = []*model.Snippet{{ID: "hi", Texts: model.Map[model.Text]{{Key: "en", Value: "Hi!"}, {Key: "it", Value: "Ciao!"}}}}
	}
	list := []model.InteractionSettings{&model.TextQuestion{Text: "?"}, &model.SendMessage{Text: "{{snippet.hi}}"}, &model.TextQuestion{Text: "Size?", Expect: "number"}}
	for _, c := range []struct {
		powers          []string
		languages, want string
	}{
		{[]string{model.PowerPolyglot}, "[it en-GB]", "customer: ciao, dov'è il mio ordine?|bot: Ciao!|bot: Size?|customer: quaranta|bot: Non sembra un numero. Lo scriva in cifre, come 12.|bot: Size?|customer: 40|bot: What would you like to know?|customer: 40?|bot: Non trovo una risposta a questa domanda."},
		{nil, "[en-GB]", "customer: ciao, dov'è il mio ordine?|bot: Hi!|bot: Size?|customer: quaranta|" + noNumber + "|bot: Size?|customer: 40|bot: What would you like to know?|customer: 40?|bot: I couldn't find an answer to that."},
	} {
		l := &library{}
		end := answers
		end.NotAnsweredText, end.NotAnswered = "", "complete"
		w, a := talk{list: list, end: &end, change: func(w *model.Workspace, a *model.Assistant) { powered(false, c.powers...)(w, a); snippet(w, a) }}.assistant()
		_, events := l.played(t, w, a, session.Start{Language: "en-GB"}, say("ciao, dov'è il mio ordine?"), say("quaranta"), say("40"), say("40?"))
		if got := strings.Join(seen(events[2:]), "|"); !strings.HasPrefix(got, c.want) {
			t.Errorf("%v:\n%s\nwant\n%s", c.powers, got, c.want)
		}
		if got := fmt.Sprint(l.asked[0].Question.Languages); got != c.languages {
			t.Errorf("%v: looked in %s, want %s", c.powers, got, c.languages)
		}
	}
}

// TestEscalation: under a LutinGénie plan who is there is looked up before a
// person is offered; under any other a transfer queues.
func TestEscalation(t *testing.T) {
	const (
		connecting = "bot: One of our team is free: I'm connecting you now."
		noted      = "bot: Nobody is free right now. I've made a note of it for our team, and one of them will get back to you soon."
		contact    = "bot: Nobody from our team is here right now.\nYou can reach us here: Email help@acme.example, Phone +34911222333\nWe are here: Mon-Thu 09:00-13:00 15:00-18:00, Fri 09:00-14:00, Sun 10:00-12:00 (Europe/Madrid)"
		tagged     = "conversation.tags = follow-up"
		nobody     = "note nobody is there to take the conversation: the customer gets contact details"
		apology    = "bot: Sorry, something went wrong on our side."
	)
	wrong := []session.Input{say("a"), say("b"), say("c")}
	ask := []model.InteractionSettings{&model.ButtonQuestion{Text: "Q?", Buttons: []model.Label{"Yes"}}}
	for _, c := range []struct {
		name   string
		plan   bool
		powers []string
		agents int
		talk   talk
		want   []string
	}{
		{"another plan queues", false, []string{model.PowerEscalation}, 0, talk{}, []string{over, given}},
		{"somebody is there", true, []string{model.PowerEscalation}, 1, talk{}, []string{connecting, over, given}},
		{"somebody is there, without the power", true, nil, 2, talk{}, []string{connecting, over, given}},
		{"nobody is there", true, []string{model.PowerEscalation}, 0, talk{end: &model.Transfer{Team: "Sales"}},
			[]string{tagged, "conversation.priority = 3", noted, "transfer to Sales", given}},
		{"nobody is there, without the power", true, nil, 0, talk{}, []string{nobody, contact, "status ended"}},
		{"an error, somebody is there", true, nil, 1, talk{end: &model.Redirect{Dialog: "gone"}}, []string{"note error: there is no dialog gone", sorry, connecting, over, given}},
		{"an error, nobody is there", true, nil, 0, talk{end: &model.Redirect{Dialog: "gone"}}, []string{"note error: there is no dialog gone", apology, nobody, contact, "status ended"}},
		{"an error, a task", true, []string{model.PowerEscalation}, 0, talk{end: &model.Redirect{Dialog: "gone"}},
			[]string{"note error: there is no dialog gone", apology, tagged, "conversation.priority = 4", noted, over, given}},
		{"not understood, somebody is there", true, nil, 1, talk{list: ask, inputs: wrong}, []string{"note no button matched after 3 tries: the conversation goes to an agent", connecting, over, given}},
		{"a VIP", true, []string{model.PowerEscalation}, 0, talk{start: session.Start{Authenticated: true, Customer: &model.Customer{VIP: true}}}, []string{tagged, "conversation.priority = 5", noted, over, given}},
		{"a frustrated customer", true, []string{model.PowerEscalation, model.PowerEmotion}, 0, talk{list: []model.InteractionSettings{&model.TextQuestion{Text: "?"}}, inputs: []session.Input{say("this is ridiculous")}},
			[]string{"customer: this is ridiculous", tagged, "conversation.priority = 5", noted, over, given}},
	} {
		c.talk.change = powered(c.plan, c.powers...)
		w, a := c.talk.assistant()
		l := &library{agents: c.agents}
		_, events := l.played(t, w, a, c.talk.start, c.talk.inputs...)
		got := seen(events)
		if got = got[max(len(got)-len(c.want), 0):]; strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
		for _, line := range seen(events) {
			if c.agents == 0 && c.plan && (strings.Contains(line, "connect") || strings.Contains(line, "pass you")) {
				t.Errorf("%s: a person is offered where nobody is: %s", c.name, line)
			}
		}
	}
	(&library{failing: "offline"}).plays(t, talk{name: "who is there is not known", change: powered(true), want: []string{"note who is there is not known: offline", over, given}})
}

// TestAFollowUpTaskIsLabelledAndNotMissed: its label is the contact reason, else
// the dialog; no timer waits for an agent's first reply, because none was promised.
func TestAFollowUpTaskIsLabelledAndNotMissed(t *testing.T) {
	reason := &model.UpdateAttribute{Attribute: "conversation.contactReason", Value: model.Change{Op: model.ChangeSet, Value: model.TextOf("Late parcel")}}
	for want, list := range map[string][]model.InteractionSettings{"Welcome": nil, "Late parcel": {reason}} {
		w, a := talk{list: list, change: powered(true, model.PowerEscalation)}.assistant()
		a.Settings.VolumeControl.Missed = &model.Missed{Message: "Nobody is free."}
		s, events := (&library{}).played(t, w, a, session.Start{}, session.Input{At: monday.Add(time.Hour).UnixMilli()})
		var task *session.Task
		for _, e := range events {
			if e.Type == session.HandOver {
				task = e.More.Task
			}
			if e.Type == session.Timer {
				t.Errorf("the timer %s fired", e.Name)
			}
		}
		if task == nil || task.Label != want || task.Priority != 3 || s.Status() != session.Transferred {
			t.Errorf("%s: %+v, %s", want, task, s.Status())
		}
	}
}
