package article

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"parley/engine/model"
)

func no() *bool { return new(bool) }

// shop is a small workspace to look things up in.
func shop() *model.Workspace {
	doc := func(id string, l model.Language, title, body string) *model.Article {
		return &model.Article{ID: id, KnowledgeBase: "help", Language: l, Title: title, Body: body}
	}
	w := &model.Workspace{
		Settings:       model.WorkspaceSettings{Languages: []model.Language{"en", "es"}},
		Brands:         []*model.Brand{{ID: "acme", Name: "Acme"}, {ID: "other", Name: "Other"}},
		KnowledgeBases: []*model.KnowledgeBase{{ID: "help", Name: "Help"}, {ID: "second", Name: "Second", Brand: "other"}},
		Articles: []*model.Article{
			doc("returns", "", "Returning an item", "You can return anything within **30 days**. Wear it at home only.\n\n## How to return\n\nTo send an item back:\n\n1. Open *My orders*.\n2. Print the label.\n3. Drop the parcel at a [post office](https://acme.example/points).\n\n## What cannot be returned\n\nGift cards and earrings cannot be returned."),
			doc("refunds", "en", "Refunds", "We pay the money back within five working days after the parcel arrives. It goes to the card you paid with."),
			doc("delivery", "en", "Delivery times and costs", "Standard delivery takes two to four days and costs 3.90.\n\nExpress delivery arrives the next day.\n\n| Country | Days |\n|---|---|\n| Spain | 5 |\n| Norway | 8 |"),
			doc("gifts", "en", "Gift cards", "A gift card is valid for three years."),
			doc("secret", "en", "Margins of gift cards", "Gift cards earn us forty percent."),
			doc("draft", "en", "Delivery by drone", "Drones deliver to Norway in an hour."),
			doc("devoluciones", "es", "Devolver un artículo", "Puedes devolver cualquier artículo en 30 días."),
			doc("trocas", "pt-BR", "Trocas e devoluções", "Você pode devolver um produto em até 30 dias."),
			doc("entrega", "pt", "Prazo de entrega", "A entrega demora três dias."),
			{ID: "elsewhere", KnowledgeBase: "second", Language: "en", Title: "Refunds", Body: "Other pays back in nine days."},
		},
	}
	w.Articles[4].Public = no()
	w.Articles[5].Published = no()
	return w
}

func ids(hits []Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Article.ID)
	}
	return out
}

func help(l model.Language) Filter { return Filter{KnowledgeBase: "help", Language: l} }

func TestSearchFindsTheArticle(t *testing.T) {
	x := New(shop())
	for _, c := range []struct {
		text, first string
		filter      Filter
	}{
		{"return", "returns", help("en")},
		{"How do I RETURN my shoes?", "returns", help("en")},
		{"send something back", "returns", help("en")},
		{"money back", "refunds", help("en")},
		{"expres delivrey", "delivery", help("en")},
		{"Norway", "delivery", Filter{KnowledgeBase: "help", Language: "en", ShownOnly: true}},
		{"gift card margin", "secret", help("en")},
		{"devolucion", "devoluciones", help("es")},
		{"devolucao", "trocas", help("pt-BR")},
		{"entrega", "entrega", help("pt-BR")},
		{"devolver", "trocas", help("pt")},
		{"refund", "elsewhere", Filter{Brand: "other"}},
	} {
		hits := x.Search(Query{Text: c.text, Filter: c.filter})
		if len(hits) == 0 || hits[0].Article.ID != c.first {
			t.Errorf("%q finds %v, not %s first", c.text, ids(hits), c.first)
		}
	}
}

func TestSearchFindsNothing(t *testing.T) {
	x := New(shop())
	for _, c := range []struct {
		text   string
		filter Filter
	}{
		{"", help("en")}, {"the of and", help("en")}, {"quantum chromodynamics", help("en")}, {"return", help("fr")},
		{"return", Filter{KnowledgeBase: "nowhere"}}, {"margins", Filter{ShownOnly: true}}, {"drone", Filter{ShownOnly: true}},
	} {
		if hits := x.Search(Query{Text: c.text, Filter: c.filter}); len(hits) > 0 {
			t.Errorf("%q finds %v", c.text, ids(hits))
		}
	}
}

func TestPassageShowsWhatWasAskedFor(t *testing.T) {
	x := New(shop())
	h := x.Search(Query{Text: "print label", Filter: help("en")})[0]
	var marked []string
	for _, r := range h.Passage.Highlights {
		marked = append(marked, h.Passage.Text[r.Start:r.End])
	}
	if want := []string{"Print", "label"}; !slices.Equal(marked, want) {
		t.Errorf("marked %q in %q, want %q", marked, h.Passage.Text, want)
	}
	if want := "To send an item back:\n1. Open My orders.\n2. Print the label.\n3. Drop the parcel at a post office."; h.Passage.Text != want {
		t.Errorf("passage %q, want %q", h.Passage.Text, want)
	}
	if h.Passage.Heading != "How to return" {
		t.Errorf("heading %q", h.Passage.Heading)
	}
}

func TestTypingCompletesTheLastWord(t *testing.T) {
	x := New(shop())
	if hits := x.Search(Query{Text: "deliv", Filter: help("en"), Typing: true}); len(hits) == 0 || hits[0].Matches[0].How != Completed && hits[0].Matches[0].How != Exact {
		t.Errorf("typing finds %v", ids(hits))
	}
	if hits := x.Search(Query{Text: "ear", Filter: help("en")}); len(hits) > 0 {
		t.Errorf("a whole word is completed: %v", ids(hits))
	}
	if hits := x.Search(Query{Text: "earr", Filter: help("en"), Typing: true}); len(hits) != 1 || hits[0].Matches[0].Found != "earrings" {
		t.Errorf("typing finds %v", ids(hits))
	}
}

func TestOnlyWhatIsCoveredIsAnswered(t *testing.T) {
	x := New(shop())
	for _, c := range []struct {
		text, want string // "" is a refusal
	}{
		{"How long does delivery take?", "delivery"},
		{"Can I return a gift card?", "returns"},
		{"how much is standard delivery", "delivery"},
		{"I bought a coat for my sister last week. Sadly she hates it. How do I send it back?", "returns"},
		{"How long is a gift card valid?", "gifts"},
		{"Do you deliver to the moon?", ""},
		{"Can I pay a refund with bitcoin?", ""},
		{"Who won the football match?", ""},
		{"What do gift cards earn you?", ""},
		{"Do drones deliver to Norway?", ""},
		{"hello", ""},
		{"", ""},
	} {
		f := x.Relevant(Query{Text: c.text, Filter: help("en")})
		got := ""
		if len(f.Hits) > 0 {
			got = f.Hits[0].Article.ID
		}
		if got != c.want {
			t.Errorf("%q: answered from %q, want %q (%s)", c.text, got, c.want, f.Why)
		}
		if (f.Why == "") != (got != "") {
			t.Errorf("%q: why is %q", c.text, f.Why)
		}
	}
}

func TestARefusalTellsWhatIsMissing(t *testing.T) {
	of := shop().Articles[0]
	for want, h := range map[string]Hit{
		"covers 50 % of the question, of which 62 % are needed: it has nothing on moon":          {Article: of, Covers: 0.5, Matches: []Match{{Word: "deliver", Here: true}, {Word: "moon"}}},
		"has only match of the question, an everyday word that is no question by itself":         {Article: of, Covers: 1, Matches: []Match{{Word: "match", Here: true}}},
		"has only match of the question, an everyday word that is no question by itself: it has": {Article: of, Covers: 0.7, Matches: []Match{{Word: "match", Here: true}, {Word: "won"}}},
		"no article has anything on moon":                                                        {Article: of, Covers: 0.1, Matches: []Match{{Word: "moon"}}},
	} {
		if why := (lexicon{}).refusal(Query{}, []Hit{h}); !strings.Contains(why, want) {
			t.Errorf("%q does not say %q", why, want)
		}
	}
}

func TestAnswerQuotesAndLists(t *testing.T) {
	x := New(shop())
	a, ok := Ask(context.Background(), x, Quoting{}, Question{Text: "How do I send an item back?", Language: "en"}, Filter{KnowledgeBase: "help"})
	want := "This is what **Returning an item** says:\n\n> To send an item back:\n>\n> 1. Open *My orders*.\n> 2. Print the label.\n> 3. Drop the parcel at a [post office](https://acme.example/points)."
	if !ok || a.Text != want {
		t.Errorf("answer %v\n%s\nwant\n%s", ok, a.Text, want)
	}
	if diff := cmp.Diff([]Ref{{"returns", "Returning an item"}}, a.Articles); diff != "" {
		t.Error(diff)
	}
	a, ok = Ask(context.Background(), x, Quoting{}, Question{Text: "Bitcoin?", Language: "en"}, Filter{KnowledgeBase: "help"})
	if ok || a.Text != "" || len(a.Notes) != 1 {
		t.Errorf("an unknown thing is answered: %v %+v", ok, a)
	}
}

// sameFinds compares everything two indexes find for some queries.
func sameFinds(t *testing.T, a, b *Index, queries []string) {
	t.Helper()
	for _, q := range queries {
		for _, f := range []Filter{{}, {ShownOnly: true, Language: "en"}, {KnowledgeBase: "help"}} {
			x, y := a.Search(Query{Text: q, Filter: f}), b.Search(Query{Text: q, Filter: f})
			if diff := cmp.Diff(x, y, cmpopts.IgnoreUnexported(Hit{}, Passage{}, Match{})); diff != "" {
				t.Fatalf("%q finds another thing in an updated index:\n%s", q, diff)
			}
		}
	}
}

func TestUpdateFindsWhatANewIndexFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	w := corpus(20, r)
	queries := []string{"return refund", "w3 w10 w25", "delivery w7", "w999", "retrun", "gift card w4"}
	x := New(w)
	for i := range 40 {
		next := *w
		next.Articles = slices.Clone(w.Articles)
		switch i := r.IntN(len(next.Articles)); r.IntN(5) {
		case 0:
			next.Articles = slices.Delete(next.Articles, i, i+1)
		case 1:
			next.Articles = slices.Insert(next.Articles, i, corpus(1, r).Articles[0])
		case 2:
			a := *next.Articles[i]
			a.Published = no()
			next.Articles[i] = &a
		case 3:
			a := *next.Articles[i]
			a.Body += " refund " + fmt.Sprint("w", r.IntN(80))
			next.Articles[i] = &a
		case 4:
			next.KnowledgeBases = []*model.KnowledgeBase{{ID: "help", Languages: []model.Language{[]model.Language{"en", "es"}[r.IntN(2)]}}}
		}
		before := x
		x = x.Update(&next)
		if x.Len() != len(next.Articles) {
			t.Fatalf("%d articles, want %d", x.Len(), len(next.Articles))
		}
		sameFinds(t, x, New(&next), queries)
		if i%10 == 0 {
			sameFinds(t, before, New(w), queries)
		}
		w = &next
	}
}

func TestGrowingIndexIsGoodAllTheWhile(t *testing.T) {
	w := corpus(40, rand.New(rand.NewPCG(3, 4)))
	x, left := &Index{}, len(w.Articles)
	for left > 0 {
		before := x
		x, left = x.Grow(w, 7)
		part := *w
		part.Articles = w.Articles[:x.Len()]
		sameFinds(t, x, New(&part), []string{"return w3", "delivery"})
		if x.Len() <= before.Len() {
			t.Fatal("it does not grow")
		}
	}
	if x.Len() != 40 {
		t.Errorf("%d articles", x.Len())
	}
}

// corpus makes articles of words with about the spread of a real language's.
func corpus(n int, r *rand.Rand) *model.Workspace {
	topics := strings.Fields("return refund delivery gift card size account password order payment invoice warranty repair voucher parcel courier label shoe coat shirt")
	w := &model.Workspace{KnowledgeBases: []*model.KnowledgeBase{{ID: "help", Name: "Help"}}}
	zipf := rand.NewZipf(r, 1.07, 4, 40_000)
	word := func() string {
		if r.IntN(6) == 0 {
			return topics[r.IntN(len(topics))]
		}
		return fmt.Sprint("w", zipf.Uint64())
	}
	for i := range n {
		var b strings.Builder
		for range 6 {
			fmt.Fprintf(&b, "## %s %s\n\n", word(), word())
			for s := range 3 {
				for range 12 {
					b.WriteString("the " + word() + " ")
				}
				fmt.Fprintf(&b, "of %d. ", s)
			}
			b.WriteString("\n\n")
		}
		w.Articles = append(w.Articles, &model.Article{ID: fmt.Sprintf("a%d-%d", i, r.IntN(1_000_000)), KnowledgeBase: "help", Title: word() + " " + word() + " " + word(), Body: b.String()})
	}
	return w
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{"", "how do I return it?", "retrun", "返品", "a", "\x00", "moneyback guarantee...", "[[[[", "don't doesn't"} {
		f.Add(s, s)
	}
	base := shop()
	f.Fuzz(func(t *testing.T, question, body string) {
		w := *base
		w.Articles = append(slices.Clone(base.Articles), &model.Article{ID: "fuzz", KnowledgeBase: "help", Title: question, Body: body})
		x := New(&w)
		for _, l := range []model.Language{"", "en", "es", "pt", "fr", "de", "ja"} {
			for _, h := range x.Search(Query{Text: question, Filter: Filter{Language: l}, Typing: true}) {
				last := 0
				for _, r := range h.Passage.Highlights {
					if r.Start < last || r.End <= r.Start || r.End > len(h.Passage.Text) {
						t.Fatalf("highlight %v of %q", r, h.Passage.Text)
					}
					last = r.End
				}
			}
			a, ok := Ask(context.Background(), x, Quoting{}, Question{Text: question, Language: l}, Filter{})
			if ok != (len(a.Articles) > 0) || ok != (a.Text != "") {
				t.Fatalf("answer %v: %+v", ok, a)
			}
		}
		sameFinds(t, x.Update(base), New(base), []string{question, "return"})
	})
}
