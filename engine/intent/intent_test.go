package intent

import (
	"testing"

	"parley/engine/model"
)

func TestPredefinedAreThe26(t *testing.T) {
	all := Predefined()
	if len(all) != 26 {
		t.Fatalf("%d predefined intents", len(all))
	}
	seen := map[model.IntentID]bool{}
	for _, d := range all {
		if !model.ValidID(string(d.ID)) || seen[d.ID] || d.Name == "" || d.Description == "" {
			t.Errorf("%q, %q: %q", d.ID, d.Name, d.Description)
		}
		seen[d.ID] = true
	}
}

func TestDefinitions(t *testing.T) {
	w := &model.Workspace{Intents: []*model.Intent{
		{ID: "stop", Predefined: "cancelOrder", Phrases: []string{"halt the dispatch"}},
		{ID: "flavours", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"flavor"}}}},
	}}
	all := Definitions(w)
	if len(all) != 2 || all[0].ID != "stop" || all[0].Name != "Cancel order" || all[1].Name != "flavours" {
		t.Fatalf("%+v", all)
	}
	if p := all[0].Phrases; p[len(p)-1] != "halt the dispatch" || len(p) < 6 {
		t.Errorf("phrases %q", p)
	}
}

func TestKeywords(t *testing.T) {
	r := Train([]Definition{
		{ID: "card", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"credit card"}}}},
		{ID: "credit", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"credit"}}, {Key: "es", Value: []string{"crédito"}}}},
	})
	for _, c := range []struct {
		said      string
		want      model.IntentID
		languages []model.Language
	}{
		{"My CREDIT cards are lost", "card", nil},
		{"can I please get a credit on my card?", "credit", nil},
		{"quiero un credito", "credit", []model.Language{"es-MX"}},
		{"quiero un credito", "", []model.Language{"en"}},
		{"discredited", "", nil},
		{"Créditos por favor", "credit", []model.Language{"es"}},
	} {
		m, ok := r.Recognize(c.said, nil, c.languages...)
		if ok != (c.want != "") || ok && (m.Intent != c.want || m.How != ByKeyword || m.Score != 1) {
			t.Errorf("%q: %+v, %v", c.said, m, ok)
		}
	}
	if m, ok := r.Recognize("credit card", func(id model.IntentID) bool { return id == "credit" }); !ok || m.Intent != "credit" {
		t.Errorf("among credit only: %+v, %v", m, ok)
	}
}

func TestKeywordsInManyLanguages(t *testing.T) {
	keywords := func(pairs ...string) (m model.Map[[]string]) {
		for i := 0; i < len(pairs); i += 2 {
			m = append(m, model.Pair[[]string]{Key: pairs[i], Value: []string{pairs[i+1]}})
		}
		return m
	}
	r := Train([]Definition{
		{ID: "returns", Keywords: keywords("en", "send back", "es", "devolución", "pt-BR", "devolução", "fr", "retour", "de", "Rückgabe", "ja", "返品")},
		{ID: "911", Keywords: keywords("en", "911")},
		{ID: "colour", Keywords: keywords("en", "favourite colour", "de", "Größe")},
	})
	for said, want := range map[string]model.IntentID{
		"I'm sending back two shirts": "returns", "hacer devoluciones": "returns", "as devoluções": "returns", "mes retours": "returns",
		"wegen der Ruckgaben": "returns", "この商品を返品したい": "returns", "返す品": "",
		"call 911 now": "911", "call 912 now": "", "my FAVORITE colors": "colour", "die GRÖSSEN": "colour", "send it back": "", "": "",
	} {
		if m, ok := r.Recognize(said, nil); m.Intent != want || ok != (want != "") {
			t.Errorf("%q: %+v, %v", said, m, ok)
		}
	}
}

func TestPhrases(t *testing.T) {
	r := Train(Predefined())
	if m, ok := r.Recognize("Where's my order?? Where is my order", nil); !ok || m.Intent != "where-is-my-order" || len(m.Nearest) == 0 {
		t.Errorf("%+v, %v", m, ok)
	}
	if m, ok := r.Recognize("the moon is made of cheese", nil); ok {
		t.Errorf("%+v", m)
	}
	if m, ok := r.Recognize("wheres my ordr plz", nil); !ok || m.Intent != "where-is-my-order" {
		t.Errorf("with slips: %+v, %v", m, ok)
	}
}

func TestClashes(t *testing.T) {
	found := Clashes([]Definition{
		{ID: "a", Phrases: []string{"where is my parcel", "something else"}, Keywords: model.Map[[]string]{{Key: "en", Value: []string{"refund"}}}},
		{ID: "b", Phrases: []string{"Where is my parcel?", "about other things"}, Keywords: model.Map[[]string]{{Key: "en", Value: []string{"Refunds"}}}},
	})
	if len(found) != 2 || found[0].Language != "en" || found[1].InA != "where is my parcel" {
		t.Errorf("%+v", found)
	}
}

func TestTheOnlyIntentIsNotWhateverIsSaid(t *testing.T) {
	r := Train([]Definition{{ID: "returns", Phrases: []string{"I want to send this back", "how do I return an item", "can I bring my shoes back",
		"return my order please", "what do I do to return something"}}})
	if m, ok := r.Recognize("I would like to return my shoes", nil); !ok {
		t.Errorf("%+v", m)
	}
	for _, s := range []string{"where is my parcel", "I forgot my password", "do you ship to Spain", "what is the weather like", "hello", "I", ""} {
		if m, ok := r.Recognize(s, nil); ok {
			t.Errorf("%q: %+v", s, m)
		}
	}
}
