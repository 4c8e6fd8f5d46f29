package outside_test

import (
	"strings"
	"testing"

	"parley/engine/model"
	"parley/engine/mood"
	"parley/engine/session"
)

// helpDesk has two articles in English, one in Spanish, and two that no customer may read.
func helpDesk() *model.Workspace {
	no := false
	in := func(id string, l model.Language, title, body string) *model.Article {
		return &model.Article{ID: id, KnowledgeBase: "help", Language: l, Title: title, Body: body}
	}
	secret, draft := in("secret", "en", "Margins", "Our margin on umbrellas is 40 percent."), in("draft", "en", "Umbrellas", "We will sell umbrellas in autumn.")
	secret.Public, draft.Published = &no, &no
	return &model.Workspace{
		Settings:       model.WorkspaceSettings{Languages: []model.Language{"en", "es"}},
		Brands:         []*model.Brand{{ID: "acme"}, {ID: "bolt"}},
		KnowledgeBases: []*model.KnowledgeBase{{ID: "help", Brand: "acme"}},
		Articles: []*model.Article{secret, draft,
			in("returns", "en", "Returning an item", "You can return an item within 30 days. Send it back in its box."),
			in("refunds", "en", "When the refund comes", "The refund is on your card 5 days after the parcel has come back."),
			in("devoluciones", "es", "Devolver un artículo", "Puedes devolver un artículo en 30 días.")},
		Teams: []*model.Team{{ID: "cx", Name: "CX", Agents: []model.Agent{{Name: "Bo", Online: true}, {Name: "Cy", Online: true, Active: true}}},
			{ID: "sales", Name: "Sales", Agents: []model.Agent{{Name: "Di", Active: true}}}},
	}
}

func question(kind session.EffectKind, text string, languages ...model.Language) *session.Effect {
	return &session.Effect{Kind: kind, Question: &session.Question{Base: "help", Text: text, Languages: languages, Limit: 3}}
}

func ids(articles []session.Article) string {
	var out []string
	for _, a := range articles {
		out = append(out, a.ID)
	}
	return strings.Join(out, " ")
}

func TestAnswersAreFromWhatCustomersMayRead(t *testing.T) {
	w := helpDesk()
	for _, c := range []struct {
		asked     string
		languages []model.Language
		articles  string
		says      string
		in        model.Language
	}{
		{"How do I return an item?", []model.Language{"en"}, "returns", "within 30 days", "en"},
		{"¿cómo devuelvo un artículo?", []model.Language{"es-MX"}, "devoluciones", "en 30 días", "es-MX"},
		{"¿cómo devuelvo un artículo?", []model.Language{"en"}, "", "", ""},
		{"¿cómo devuelvo un artículo?", []model.Language{"es", "en"}, "devoluciones", "en 30 días", "es"},
		{"How do I return an item?", []model.Language{"de", "en"}, "returns", "within 30 days", "en"},
		{"what is your margin on umbrellas?", []model.Language{"en"}, "", "", ""},
		{"who won the match?", []model.Language{"en"}, "", "", ""},
	} {
		r := reply(w, question(session.AnswerQuestion, c.asked, c.languages...))
		if ids(r.Articles) != c.articles || !strings.Contains(r.Text, c.says) || c.says == "" && r.Text != "" || r.Language != c.in || r.Error != "" {
			t.Errorf("%q in %v: %+v", c.asked, c.languages, r)
		}
		if c.says == "" && len(r.Notes) == 0 {
			t.Errorf("%q: the builder is not told why", c.asked)
		}
	}
}

func TestArticlesAreOfferedWithTheirText(t *testing.T) {
	w := helpDesk()
	r := reply(w, question(session.FindArticles, "when is my refund on my card?", "en"))
	if !strings.HasPrefix(ids(r.Articles), "refunds") || !strings.Contains(r.Articles[0].Text, "5 days") || r.Articles[0].Title != "When the refund comes" || r.Language != "en" {
		t.Errorf("%+v", r)
	}
	if r := reply(w, question(session.FindArticles, "do you sell umbrellas?", "en")); len(r.Articles) > 0 {
		t.Errorf("offered %s", ids(r.Articles))
	}
	other := question(session.FindArticles, "when is my refund on my card?", "en")
	other.Question.Brand = "bolt"
	if r := reply(w, other); len(r.Articles) > 0 {
		t.Errorf("another brand's: %s", ids(r.Articles))
	}
}

func TestAMissingKnowledgeBaseIsAnError(t *testing.T) {
	for _, kind := range []session.EffectKind{session.FindArticles, session.AnswerQuestion} {
		e := question(kind, "returns", "en")
		e.Question.Base = "gone"
		if r := reply(helpDesk(), e); r.Error != "there is no knowledge base gone" {
			t.Errorf("%+v", r)
		}
	}
}

func TestTheMoodDecidesHowAnAnswerIsSaid(t *testing.T) {
	said := map[string]bool{}
	for _, m := range []mood.Mood{mood.Neutral, mood.Frustrated, mood.Happy} {
		e := question(session.AnswerQuestion, "How do I return an item?", "en")
		e.Question.Mood = m
		r := reply(helpDesk(), e)
		if !strings.Contains(r.Text, "within 30 days") {
			t.Errorf("%s: %s", m, r.Text)
		}
		said[r.Text] = true
	}
	if len(said) != 3 {
		t.Errorf("%d ways of saying it", len(said))
	}
}

func TestAgentsWhoAreThere(t *testing.T) {
	for team, want := range map[string]int{"": 1, "CX": 1, "cx": 1, "Sales": 0, "nobody declared it": 1} {
		if r := reply(helpDesk(), &session.Effect{Kind: session.FindAgents, Team: team}); r.Agents != want {
			t.Errorf("%q: %d, want %d", team, r.Agents, want)
		}
	}
}
