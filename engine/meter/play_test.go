package meter

import (
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/session"
)

// helper is a premium assistant that asks what it is about and can answer, ask
// for an e-mail, show orders, ask whether it helped, fail, and hand over.
func helper(then string) *session.Program {
	step := func(s model.InteractionSettings) model.Interaction { return model.Interaction{Settings: s} }
	end := func(s model.InteractionSettings) *model.Interaction { return &model.Interaction{Settings: s} }
	says := func(text string) []model.Interaction {
		return []model.Interaction{step(&model.SendMessage{Text: model.Text(text)})}
	}
	a := &model.Assistant{ID: "helper", Name: "Helper", Type: model.Premium, Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: says("Hello, I am a bot."), End: end(&model.NavigationButtons{Text: "What is it about?", Buttons: []model.NavButton{
			{Label: "Order", Dialog: "order"}, {Label: "Mail", Dialog: "mail"}, {Label: "Orders", Dialog: "cards"}, {Label: "Helped?", Dialog: "helped"}, {Label: "Articles", Dialog: "articles"}, {Label: "AI", Dialog: "ai"}, {Label: "Person", Dialog: "person"}, {Label: "Broken", Dialog: "nowhere"}}})},
		{ID: "order", Name: "Order", Interactions: []model.Interaction{step(&model.TextQuestion{Text: "It is on its way. Anything else?"})}, End: end(&model.Redirect{Dialog: "welcome"})},
		{ID: "mail", Name: "Mail", Interactions: []model.Interaction{step(&model.TextQuestion{Text: "Your e-mail?", Save: "customer.email", Expect: "email"})}, End: end(&model.Redirect{Dialog: "welcome"})},
		{ID: "cards", Name: "Cards", Interactions: []model.Interaction{step(&model.ObjectSelector{Klass: "order", Text: "Which one?", Card: model.Card{Title: "{{order.number}}", Description: "-"}, NotFound: "person"})}, End: end(&model.Redirect{Dialog: "welcome"})},
		{ID: "helped", Name: "Helped", End: end(&model.RequestFeedback{Text: "Did it help?", Positive: model.LinkButton{Dialog: "order"}, Negative: model.LinkButton{Dialog: "order"}})},
		{ID: "articles", Name: "Articles", End: end(&model.ArticleDeflection{Text: "What is it about?", KnowledgeBase: "help", Helped: "order", NotHelped: "order", NoArticles: "order"})},
		{ID: "ai", Name: "AI", End: end(&model.AIResponse{Text: "What would you like to know?", KnowledgeBase: "help", Answered: "order", NotHelpful: "order", NotAnswered: "order"})},
		{ID: "person", Name: "Person", End: end(&model.Transfer{})},
	}}
	if then != "" {
		a.Settings.VolumeControl = model.VolumeControl{Abandoned: &model.Abandoned{After: model.Duration(10 * time.Minute), Then: then}}
	}
	returns := &model.Article{ID: "returns", KnowledgeBase: "help", Title: "Returns", Body: "You can send shoes back within 30 days. Returns are free."}
	ada := &model.Customer{ID: "ada", Name: "Ada"}
	w := &model.Workspace{Assistants: []*model.Assistant{a}, Customers: []*model.Customer{ada}, Klasses: []*model.Klass{{ID: "order", Attributes: []model.AttributeDef{{Name: "number", Type: model.TypeText}}}},
		KnowledgeBases: []*model.KnowledgeBase{{ID: "help", Name: "Help"}}, Articles: []*model.Article{returns},
		Objects: []*model.Object{{ID: "o1", Klass: "order", Customer: "ada", Attributes: model.Map[model.Value]{{Key: "number", Value: model.TextOf("1042")}}}}}
	return session.Compile(w, a)
}

// question is what customers ask of the articles.
const question = "how do returns of shoes work?"

// played is the digest of a conversation of Ada's that begins at noon; a press, a
// word or an agent comes each second, and then time passes.
func played(then string, wait time.Duration, presses ...string) *conversation.Digest {
	h := &conversation.Header{ID: "a", Source: conversation.Live, Channel: "chat", Assistant: "helper", Version: 1, Type: model.Premium,
		Start: session.Start{At: noon, Customer: &model.Customer{ID: "ada", Name: "Ada"}, Authenticated: true}}
	p := helper(then)
	s, events := outside.Open(p, &h.Start, nil)
	at := ms(noon)
	for _, label := range presses {
		at += 1000
		in := session.Input{At: at, Kind: session.Press, Text: label}
		switch label {
		case "agent":
			in.Kind = session.AgentReply
		case "no", question:
			in.Kind = session.Say
		}
		events = outside.Step(p, s, in, events)
	}
	events = outside.Step(p, s, session.Input{At: at + wait.Milliseconds(), Kind: session.Tick}, events)
	d := conversation.DigestOf(h, events)
	return &d
}

// TestPlayedConversations: what the engine plays is counted as the rules say.
func TestPlayedConversations(t *testing.T) {
	const done, transfer = "done", "transfer"
	hours := 30 * time.Hour
	for _, c := range []struct {
		name    string
		digest  *conversation.Digest
		another time.Duration
		want    string
	}{
		{"an answer, abandoned and done", played(done, hours, "Order"), 0, "counts"},
		{"an answer, nobody abandons it", played("", hours, "Order"), 0, "counts"},
		{"an answer, then a person", played(done, hours, "Order", "no", "Person"), 0, "does not count: transferred"},
		{"a person", played(done, hours, "Person"), 0, "does not count: no message of the assistant after the customer's; transferred"},
		{"an error", played(done, hours, "Broken"), 0, "does not count: transferred after an error"},
		{"an agent takes over", played(done, hours, "Order", "agent"), 0, "does not count: interrupted by an agent"},
		{"abandoned with transfer", played(transfer, hours, "Order"), 0, "does not count: abandoned with transfer"},
		{"abandons when asked for the email", played(done, hours, "Mail"), 0, "does not count: abandoned while gathering an attribute"},
		{"leaves the email open until the day is over", played("", hours, "Mail"), 0, "does not count: abandoned while gathering an attribute"},
		{"abandons the orders", played(done, hours, "Orders"), 0, "does not count: abandoned while choosing in an object selector"},
		{"abandons when asked about the issue", played(done, hours, "Articles"), 0, "does not count: abandoned the article deflection"},
		{"leaves the issue open until the day is over", played("", hours, "Articles"), 0, "does not count: abandoned the article deflection"},
		{"abandons without selecting an article", played(done, hours, "Articles", question), 0, "does not count: abandoned the article deflection without selecting an article"},
		{"reads an article", played(done, hours, "Articles", question, "#1"), 0, "counts"},
		{"none of the articles", played(done, hours, "Articles", question, "#2"), 0, "does not count: negative feedback on an article"},
		{"an article that did not help", played(done, hours, "Articles", question, "#1", "#2"), 0, "does not count: negative feedback on an article"},
		{"an article that helped", played(done, hours, "Articles", question, "#1", "#1"), 0, "counts"},
		{"an answer that was not helpful", played(done, hours, "AI", question, "#2"), 0, "does not count: negative feedback on an AI response"},
		{"an answer that was helpful", played(done, hours, "AI", question, "#1"), 0, "counts"},
		{"says it did not help", played(done, hours, "Helped?", "👎"), 0, "does not count: negative feedback when asked for it"},
		{"says it helped", played(done, hours, "Helped?", "👍"), 0, "counts"},
		{"writes an e-mail three hours later", played(done, hours, "Order"), 3 * time.Hour, "does not count: another conversation in 24 h"},
		{"the day is not over", played("", time.Hour, "Order"), 0, "pending until 2026-03-11 12:00:01"},
	} {
		f := Facts{Now: after(hours)}
		if c.name == "the day is not over" {
			f.Now = after(time.Hour)
		}
		if c.another > 0 {
			f.Another = after(c.another)
		}
		if got := one(t, KIQ, c.digest, f).Say(time.UTC); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
