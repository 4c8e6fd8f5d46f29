package session_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/session"
)

// library answers what a session asks, as the outside would.
type library struct {
	articles []session.Article
	language model.Language
	answer   string
	agents   int
	failing  string
	asked    []session.Effect
}

func (l *library) reply(e *session.Effect) session.Reply {
	l.asked = append(l.asked, *e)
	r := session.Reply{Key: e.Key, Language: l.language, Error: l.failing, Agents: l.agents}
	switch e.Kind {
	case session.FindArticles:
		r.Articles = l.articles[:min(len(l.articles), e.Question.Limit)]
	case session.AnswerQuestion:
		if r.Text = l.answer; r.Text != "" {
			r.Articles = l.articles
		}
	}
	return r
}

// played is a conversation with what the library tells, and what happened in it.
func (l *library) played(t *testing.T, w *model.Workspace, a *model.Assistant, start session.Start, inputs ...session.Input) (*session.Session, []session.Event) {
	t.Helper()
	p := session.Compile(w, a)
	if start.At.IsZero() {
		start.At = monday
	}
	s, events := session.Open(p, &start, nil)
	settle := func() {
		for e := s.Pending(); e != nil; e = s.Pending() {
			r := l.reply(e)
			events = session.Step(p, s, session.Input{At: s.Now().UnixMilli(), Kind: session.Answer, Reply: &r}, events)
		}
	}
	settle()
	for _, in := range inputs {
		if in.At == 0 {
			in.At = s.Now().UnixMilli()
		}
		events = session.Step(p, s, in, events)
		settle()
	}
	return s, events
}

func (l *library) plays(t *testing.T, c talk) {
	t.Helper()
	w, a := c.assistant()
	_, events := l.played(t, w, a, c.start, c.inputs...)
	if got, want := strings.Join(seen(events[1:]), "\n"), strings.Join(c.want, "\n"); got != want {
		t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, want)
	}
}

// seen is lines with the articles and the feedback.
func seen(events []session.Event) []string {
	out := lines(events)
	for i, e := range events {
		switch {
		case e.Type == session.Message && e.More != nil:
			for _, a := range e.More.Articles {
				out[i] += " {" + a.ID + "}"
			}
		case e.Type == session.Feedback:
			out[i] = "feedback " + e.Value.Text() + " on " + e.Why
		}
	}
	return out
}

var (
	answers  = model.AIResponse{Text: "What would you like to know?", KnowledgeBase: "help", Profile: "friendly", NotAnsweredText: "I don't know that.", Answered: "complete", NotHelpful: "welcome", NotAnswered: "welcome"}
	deflects = model.ArticleDeflection{Text: "What is it about?", KnowledgeBase: "help", Brand: "acme", Helped: "complete", NotHelped: "welcome", NoArticles: "welcome"}
	shelf    = []session.Article{{ID: "returns", Title: "Returns", Text: "Within **30 days**."}, {ID: "sizes", Title: "Sizes", Text: "See the table."}}
)

const (
	asksAI      = "bot: What would you like to know?"
	asksHelpful = "bot: Was this helpful? [Helpful|Not helpful]"
	asksIssue   = "bot: What is it about?"
	offers      = "bot: These articles may help. Which one would you like to read? [Returns|Sizes|None of these] {returns} {sizes}"
	asksArticle = "bot: Did this article help? [Helpful|Not helpful]"
)

func TestAIResponse(t *testing.T) {
	l := &library{articles: shelf[:1], language: "en", answer: "> Within 30 days."}
	bye := []string{"bot: Bye", "status ended"}
	answer := "bot: > Within 30 days. {returns}"
	for _, c := range []talk{
		{name: "helpful", inputs: []session.Input{say("how do I return?"), press("Helpful")},
			want: append([]string{asksAI, "customer: how do I return?", answer, asksHelpful, "customer: Helpful", "feedback positive on ai", "-> complete (ai)"}, bye...)},
		{name: "not helpful, typed", inputs: []session.Input{say("how do I return?"), say("not helpful at all")},
			want: []string{asksAI, "customer: how do I return?", answer, asksHelpful, "customer: Not helpful", "feedback negative on ai", "-> welcome (ai)", asksAI}},
		{name: "typed and neither", inputs: []session.Input{say("x"), say("what?"), say("hm"), say("pardon")},
			want: []string{asksAI, "customer: x", answer, asksHelpful, "customer: what?", asksHelpful, "customer: hm", asksHelpful, "customer: pardon",
				"note no button matched after 3 tries: the conversation goes to an agent", handOver, over, given}},
		{name: "pressing at the question", inputs: []session.Input{press("Helpful"), say("x")},
			want: []string{asksAI, "note there are no buttons here: write an answer", "customer: x", answer, asksHelpful}},
	} {
		c.end = &answers
		l.plays(t, c)
	}
	none := &library{}
	none.plays(t, talk{name: "nothing relevant", end: &answers, inputs: []session.Input{say("who won the match?")},
		want: []string{asksAI, "customer: who won the match?", "bot: I don't know that.", "-> welcome (ai)", asksAI}})
	silent := answers
	silent.NotAnsweredText = ""
	none.plays(t, talk{name: "nothing relevant, in its own words", end: &silent, inputs: []session.Input{say("x")},
		want: []string{asksAI, "customer: x", "bot: I couldn't find an answer to that.", "-> welcome (ai)", asksAI}})
	(&library{failing: "there is no knowledge base help"}).plays(t, talk{name: "a fault", end: &answers, inputs: []session.Input{say("x")},
		want: []string{asksAI, "customer: x", "note error: search help: there is no knowledge base help", sorry, over, given}})
}

func TestArticleDeflection(t *testing.T) {
	l := &library{articles: shelf, language: "en"}
	read := []string{asksIssue, "customer: returning shoes", offers, "customer: Returns {returns}", "bot: Within **30 days**. {returns}", asksArticle}
	for _, c := range []talk{
		{name: "helped", inputs: []session.Input{say("returning shoes"), press("Returns"), press("#1")},
			want: append(append([]string{}, read...), "customer: Helpful", "feedback positive on article", "-> complete (article)", "bot: Bye", "status ended")},
		{name: "did not help", inputs: []session.Input{say("returning shoes"), say("returns"), press("Not helpful")},
			want: append(append([]string{}, read...), "customer: Not helpful", "feedback negative on article", "-> welcome (article)", asksIssue)},
		{name: "none of them", inputs: []session.Input{say("returning shoes"), press("None of these")},
			want: []string{asksIssue, "customer: returning shoes", offers, "customer: None of these", "feedback negative on article", "-> welcome (article)", asksIssue}},
	} {
		c.end = &deflects
		l.plays(t, c)
	}
	(&library{}).plays(t, talk{name: "no articles", end: &deflects, inputs: []session.Input{say("weather")},
		want: []string{asksIssue, "customer: weather", "-> welcome (article)", asksIssue}})
}

// TestWhatIsAsked: the question carries what the interaction names, the
// customer's language, and what was said before, ten messages of it.
func TestWhatIsAsked(t *testing.T) {
	l := &library{articles: shelf, language: "es", answer: "> Treinta días."}
	w, a := talk{end: &answers}.assistant()
	_, events := l.played(t, w, a, session.Start{Language: "es-MX"}, say("primera"), press("No me sirve"), say("segunda"))
	q := l.asked[1].Question
	if q.Base != "help" || q.Profile != "friendly" || q.Text != "segunda" || fmt.Sprint(q.Languages) != "[es-MX]" {
		t.Errorf("asked %+v", q)
	}
	var history []string
	for _, m := range q.History {
		history = append(history, string(m.From)+": "+m.Text)
	}
	want := "bot: What would you like to know?|customer: primera|bot: > Treinta días.|bot: ¿Te ha servido?|customer: No me sirve|bot: What would you like to know?"
	if got := strings.Join(history, "|"); got != want {
		t.Errorf("history %s", got)
	}
	if last := events[len(events)-1]; strings.Join(last.Buttons, ",") != "Útil,No me sirve" {
		t.Errorf("asked in %q", last.Buttons)
	}
	w, a = talk{end: &deflects}.assistant()
	l.played(t, w, a, session.Start{}, say("x"))
	if q := l.asked[len(l.asked)-1].Question; q.Base != "help" || q.Brand != "acme" || q.Limit != model.MaxOfferedArticles || fmt.Sprint(q.Languages) != "[en]" {
		t.Errorf("asked %+v", q)
	}
}

// TestTheSameQuestionHasTheSameKey: a replay finds the recorded answer, also when
// the bot was reworded, and not that of another question.
func TestTheSameQuestionHasTheSameKey(t *testing.T) {
	key := func(text model.Text, said ...session.Input) uint64 {
		l := &library{articles: shelf, answer: "> x", language: "en"}
		end := answers
		end.Text = text
		w, a := talk{end: &end}.assistant()
		l.played(t, w, a, session.Start{}, said...)
		return l.asked[len(l.asked)-1].Key
	}
	first := key("Hello?", say("a"), press("Not helpful"), say("b"))
	if key("Hello!", say("a"), press("Not helpful"), say("b")) != first {
		t.Error("another key for a reworded bot")
	}
	for name, other := range map[string]uint64{"another question": key("Hello?", say("a"), press("Not helpful"), say("c")),
		"the first time": key("Hello?", say("b")), "another history": key("Hello?", say("z"), press("Not helpful"), say("b"))} {
		if other == first {
			t.Errorf("%s has the same key", name)
		}
	}
}

func TestIntentsComeBeforeArticles(t *testing.T) {
	l := &library{articles: shelf, language: "en", answer: "> x"}
	ai, find := answers, deflects
	ai.UnderstandIntents, find.UnderstandIntents = true, true
	for _, end := range []model.InteractionSettings{&ai, &find} {
		w, a := talk{end: end, change: func(w *model.Workspace, a *model.Assistant) {
			w.Intents = []*model.Intent{{ID: "refund", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"refund"}}}}}
			w.Settings.Languages = []model.Language{"en"}
			a.Dialogs[1].Intent = "refund"
		}}.assistant()
		l.asked = nil
		s, _ := l.played(t, w, a, session.Start{}, say("I want a refund"))
		if path := fmt.Sprint(s.Path(session.Compile(w, a))); path != "[welcome complete]" || len(l.asked) > 0 {
			t.Errorf("%T: went %s, %d questions asked", end, path, len(l.asked))
		}
	}
}

func TestNothingFiresWhileAnAnswerIsAwaited(t *testing.T) {
	w, a := talk{end: &answers, change: func(_ *model.Workspace, a *model.Assistant) {
		a.Settings.VolumeControl.Abandoned = &model.Abandoned{}
	}}.assistant()
	p := session.Compile(w, a)
	s, events := session.Open(p, &session.Start{At: monday}, nil)
	events = session.Step(p, s, say("x"), events)
	if s.Pending() == nil || len(s.Armed(p)) > 0 {
		t.Fatalf("pending %v, armed %v", s.Pending(), s.Armed(p))
	}
	n := len(events)
	if events = session.Step(p, s, tick(time.Hour), events); len(events) > n {
		t.Errorf("%v", lines(events[n:]))
	}
}

// TestEveryInteractionIsPlayed: what the model describes, a conversation does.
func TestEveryInteractionIsPlayed(t *testing.T) {
	for _, k := range model.Kinds() {
		if !session.Plays(k) {
			t.Errorf("%s is not played", k.Key)
		}
	}
}
