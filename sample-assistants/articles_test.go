package samples_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"parley/engine/article"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/session"
)

// asking is one question to the shop's articles.
type asking struct {
	language model.Language
	text     string
	wanted   []string // articles, any of which answers it; none: it has to be refused
}

func askings(lines string) []asking {
	var out []asking
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		parts := strings.Split(strings.TrimSpace(line), " | ")
		a := asking{language: model.Language(parts[0]), text: parts[1]}
		if len(parts) > 2 {
			a.wanted = strings.Fields(parts[2])
		}
		out = append(out, a)
	}
	return out
}

// ask has the built-in answerer answer from the help centre.
func ask(x *article.Index, a asking) (article.Answer, bool) {
	q := article.Question{Text: a.text, Language: a.language}
	return article.Ask(context.Background(), x, article.Quoting{}, q, article.Filter{KnowledgeBase: "help"})
}

// outcome counts what became of questions.
type outcome struct {
	known, answered, right int
	others, refused        int
}

// put asks questions and tells what went wrong.
func put(t *testing.T, x *article.Index, questions []asking) outcome {
	t.Helper()
	var o outcome
	for _, a := range questions {
		answer, ok := ask(x, a)
		if len(a.wanted) == 0 {
			o.others++
			if !ok {
				o.refused++
			} else {
				t.Logf("answered from %s, and should be refused: %s %q", answer.Articles[0].ID, a.language, a.text)
			}
			continue
		}
		o.known++
		switch {
		case !ok:
			t.Logf("refused: %s %q: %s", a.language, a.text, answer.Notes)
			continue
		case slices.Contains(a.wanted, answer.Articles[0].ID):
			o.right++
		default:
			t.Logf("answered from %s, not %s: %s %q", answer.Articles[0].ID, a.wanted, a.language, a.text)
		}
		o.answered++
	}
	t.Logf("%d known: %d answered, %d of them right; %d others: %d refused", o.known, o.answered, o.right, o.others, o.refused)
	return o
}

func TestArticlesAnswerWhatTheyKnow(t *testing.T) {
	x := article.New(load(t))
	if o := put(t, x, askings(knownQuestions)); o.answered < 108 || o.right < 100 {
		t.Errorf("of %d questions %d are answered and %d of them right: at least 108 and 100 were", o.known, o.answered, o.right)
	}
}

func TestArticlesRefuseTheRest(t *testing.T) {
	x := article.New(load(t))
	if o := put(t, x, append(askings(halfKnownQuestions), askings(strangeQuestions)...)); o.refused < o.others {
		t.Errorf("%d of %d questions are refused", o.refused, o.others)
	}
}

func TestArticlesAnswerFreshQuestions(t *testing.T) {
	x := article.New(load(t))
	if o := put(t, x, askings(freshQuestions)); o.answered < 38 || o.right < 33 || o.refused < o.others-1 {
		t.Errorf("%d answered, %d of them right, %d of %d others refused", o.answered, o.right, o.refused, o.others)
	}
}

// TestArticlesAreOfferedOnlyWhereTheyComeNear: what the articles know is offered
// for reading, what has nothing to do with them is not.
func TestArticlesAreOfferedOnlyWhereTheyComeNear(t *testing.T) {
	x := outside.World{Workspace: load(t), Library: &article.Library{}}
	offered := func(a asking) []session.Article {
		return x.Reply(context.Background(), &session.Effect{Kind: session.FindArticles, Question: &session.Question{Base: "help", Brand: "tarn-and-thistle", Text: a.text,
			Languages: []model.Language{a.language}, Limit: model.MaxOfferedArticles}}).Articles
	}
	for _, a := range askings(strangeQuestions) {
		if articles := offered(a); len(articles) > 0 {
			t.Errorf("%q is offered %s", a.text, articles[0].ID)
		}
	}
	known, found := askings(knownQuestions), 0
	for _, a := range known {
		if slices.ContainsFunc(offered(a), func(o session.Article) bool { return slices.Contains(a.wanted, o.ID) }) {
			found++
		}
	}
	if found < 104 {
		t.Errorf("for %d of %d known questions an article that answers them is offered", found, len(known))
	}
}

// TestNobodyIsToldWhatIsNotPublic asks for what only staff may read and what is a
// draft in the very words of the articles.
func TestNobodyIsToldWhatIsNotPublic(t *testing.T) {
	w := load(t)
	x := article.New(w)
	hidden := 0
	for _, a := range w.Articles {
		if article.Shown(a) {
			continue
		}
		hidden++
		for _, q := range append(strings.Split(article.Plain(a.Body), ". "), a.Title) {
			answer, _ := ask(x, asking{language: a.Language, text: q})
			for _, ref := range answer.Articles {
				if ref.ID == a.ID {
					t.Errorf("%q is answered from %s", q, a.ID)
				}
			}
		}
	}
	if hidden < 5 {
		t.Errorf("only %d articles are hidden", hidden)
	}
}

// TestAnswersOnlyQuote has every sentence of every answer stand in an article.
func TestAnswersOnlyQuote(t *testing.T) {
	w := load(t)
	x := article.New(w)
	bodies := map[string]string{}
	for _, a := range w.Articles {
		bodies[a.ID] = strings.Join(strings.Fields(article.Plain(a.Body)), " ")
	}
	for _, q := range askings(knownQuestions) {
		answer, ok := ask(x, q)
		if !ok {
			continue
		}
		for line := range strings.Lines(answer.Text) {
			quoted, ok := strings.CutPrefix(strings.TrimSpace(line), ">")
			words := strings.TrimSpace(article.Plain(strings.TrimLeft(strings.TrimSpace(quoted), "-0123456789. ")))
			if !ok || strings.Contains(quoted, ", ") && strings.HasPrefix(strings.TrimSpace(quoted), "- ") {
				continue // the line that names the article; a table's row, whose bars became commas
			}
			if !slices.ContainsFunc(answer.Articles, func(r article.Ref) bool { return strings.Contains(bodies[r.ID], words) }) {
				t.Errorf("%q: %q is in none of %v", q.text, words, answer.Articles)
			}
		}
	}
}

func TestKnowledgeBase(t *testing.T) {
	w := load(t)
	count := map[model.Language]int{}
	for _, a := range w.Articles {
		if article.Shown(a) && a.KnowledgeBase == "help" {
			count[a.Language]++
		}
	}
	if count["en"] < 40 || count["es"] < 10 || count["pt"] < 10 {
		t.Errorf("public articles by language: %v", count)
	}
}
