package route_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/route"
)

var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func rule(id string, when ...model.Condition) *model.Rule {
	return &model.Rule{ID: id, Channel: model.Chat, Assistant: "care", When: when}
}

func is(path model.AttributePath, op model.Operator, v any) model.Condition {
	c := model.Condition{Attribute: path, Is: op}
	switch v := v.(type) {
	case string:
		c.Value = model.TextOf(v)
	case int:
		c.Value = model.NumberOf(float64(v))
	case bool:
		c.Value = model.BoolOf(v)
	case []string:
		c.Value = model.ListOf(v)
	}
	return c
}

func TestRulesThatCanNeverWinAreNamedWithAVisitor(t *testing.T) {
	const page, stay, made = "session.currentPage", "session.timeOnPage", "conversation.createdAt"
	for name, c := range map[string]struct {
		rules []*model.Rule
		by    string // of the last rule; "" where it can win
	}{
		"behind one without conditions":  {[]*model.Rule{rule("a"), rule("z", is(page, model.OpContains, "cart"))}, "a"},
		"a wider one first":              {[]*model.Rule{rule("a", is(page, model.OpContains, "cart")), rule("z", is(page, model.OpStartsWith, "cart"))}, "a"},
		"a narrower one first":           {[]*model.Rule{rule("a", is(page, model.OpStartsWith, "cart")), rule("z", is(page, model.OpContains, "cart"))}, ""},
		"longer than a minute, then two": {[]*model.Rule{rule("a", is(stay, model.OpAtLeast, 60)), rule("z", is(stay, model.OpAtLeast, 120))}, "a"},
		"set and not set together": {[]*model.Rule{rule("a", is("customer.name", model.OpSet, nil)), rule("b", is("customer.name", model.OpNotSet, nil)),
			rule("z", is("customer.vip", model.OpEqual, true))}, "b"},
		"below and above leave nothing":    {[]*model.Rule{rule("a", is(stay, model.OpAtMost, 9)), rule("b", is(stay, model.OpAtLeast, 10)), rule("z", is(stay, model.OpSet, nil))}, "a"},
		"below and above leave a second":   {[]*model.Rule{rule("a", is(stay, model.OpAtMost, 8)), rule("b", is(stay, model.OpAtLeast, 10)), rule("z", is(stay, model.OpSet, nil))}, ""},
		"one of two brands each":           {[]*model.Rule{rule("a", is("conversation.brand", model.OpEqual, "main")), rule("b", is("conversation.brand", model.OpEqual, "outlet")), rule("z")}, "a"},
		"the same date":                    {[]*model.Rule{rule("a", is(made, model.OpAfter, "2026-01-01")), rule("z", is(made, model.OpAfter, "2026-01-01"))}, "a"},
		"dates that are not compared":      {[]*model.Rule{rule("a", is(made, model.OpAfter, "2026-01-01")), rule("z", is(made, model.OpAfter, "2026-02-01"))}, ""},
		"an unpublished one first":         {[]*model.Rule{{ID: "a", Channel: model.Chat, Assistant: "unpublished"}, rule("z")}, ""},
		"a proactive one first":            {[]*model.Rule{{ID: "a", Channel: model.Chat, Assistant: "care", Proactive: true}, rule("z")}, ""},
		"of another channel":               {[]*model.Rule{{ID: "a", Channel: model.SMS, Assistant: "care"}, rule("z")}, ""},
		"of another number":                {[]*model.Rule{{ID: "a", Channel: model.Chat, Assistant: "care", Phone: "+1 555"}, rule("z")}, ""},
		"of any number":                    {[]*model.Rule{rule("a"), {ID: "z", Channel: model.Chat, Assistant: "care", Phone: "+1 555"}}, "a"},
		"one that names what there is not": {[]*model.Rule{rule("a", is("customer.shoe", model.OpSet, nil)), rule("z")}, ""},
	} {
		w := &model.Workspace{Brands: []*model.Brand{{ID: "main"}, {ID: "outlet"}}, Rules: c.rules}
		got := route.Shadowed(w, monday, published)
		last := c.rules[len(c.rules)-1]
		var found *route.Shadow
		for i := range got {
			if got[i].Rule == last {
				found = &got[i]
			}
		}
		switch {
		case c.by == "" && found != nil:
			t.Errorf("%s: said to be behind %s", name, found.By.ID)
		case c.by != "" && found == nil:
			t.Errorf("%s: not found", name)
		case found != nil && found.By.ID != c.by:
			t.Errorf("%s: behind %s, want %s", name, found.By.ID, c.by)
		}
	}
}

// visitors are all there can be where rules ask for these values only.
func visitors() []route.Visitor {
	var out []route.Visitor
	for _, page := range []string{"", "home", "cart", "my cart", "sale", "sale cart", "cart sale", "big sale"} {
		for _, stay := range []int{0, 4, 5, 7, 10, 11} {
			for _, language := range []model.Language{"", "en", "fr"} {
				for _, c := range []*model.Customer{nil, {Name: "Bo"}, {Name: "Cy", VIP: true}, {VIP: true}, {Name: "Bo", VIP: true},
					{Attributes: model.Map[model.Value]{{Key: "vip", Value: model.BoolOf(false)}}}} {
					out = append(out, route.Visitor{Channel: model.Chat, At: monday, Page: page, OnPage: time.Duration(stay) * time.Second, Language: language, Customer: c})
				}
			}
		}
	}
	return out
}

// TestShadowedAgreesWithEveryVisitor compares with trying everybody there is.
func TestShadowedAgreesWithEveryVisitor(t *testing.T) {
	everybody := visitors()
	random := rand.New(rand.NewPCG(1, 2))
	pick := []model.Condition{is("session.currentPage", model.OpContains, "cart"), is("session.currentPage", model.OpEqual, "sale"),
		is("session.currentPage", model.OpNotContains, "sale"), is("session.currentPage", model.OpContainsAny, []string{"cart", "sale"}), is("session.currentPage", model.OpSet, nil),
		is("session.language", model.OpOneOf, []string{"en", "es"}), is("session.language", model.OpNotEqual, "en"), is("session.language", model.OpNotSet, nil),
		is("session.timeOnPage", model.OpAtLeast, 5), is("session.timeOnPage", model.OpAtMost, 10), is("session.timeOnPage", model.OpEqual, 5),
		is("customer.vip", model.OpEqual, true), is("customer.vip", model.OpNotSet, nil), is("customer.name", model.OpNotSet, nil), is("customer.name", model.OpEqual, "Bo")}
	named, missed := 0, 0
	for range 100 {
		w := &model.Workspace{}
		for i := range 2 + random.IntN(4) {
			r := rule(fmt.Sprint(i))
			for range 1 + random.IntN(2) {
				r.When = append(r.When, pick[random.IntN(len(pick))])
			}
			if random.IntN(3) == 0 {
				r.Match = model.MatchAny
			}
			w.Rules = append(w.Rules, r)
		}
		wins := map[string]bool{}
		for _, v := range everybody {
			wins[route.Choose(w, v, false, published).Rule] = true
		}
		shadowed := map[*model.Rule]bool{}
		for _, s := range route.Shadowed(w, monday, published) {
			shadowed[s.Rule] = true
			named++
			if wins[s.Rule.ID] {
				t.Fatalf("%s is said never to win, and does: %+v", s.Rule.ID, w.Rules)
			}
			if got := route.Choose(w, s.Visitor, false, published); got.Rule != s.By.ID {
				t.Fatalf("%s: its visitor is taken by %s, not %s", s.Rule.ID, got.Rule, s.By.ID)
			}
			alone := &model.Workspace{Rules: []*model.Rule{s.Rule}}
			if route.Choose(alone, s.Visitor, false, published).Rule != s.Rule.ID {
				t.Fatalf("%s: its visitor does not meet it: %+v", s.Rule.ID, s.Visitor)
			}
		}
		for i, r := range w.Rules {
			if i > 0 && !wins[r.ID] && !shadowed[r] && meets(r, everybody) {
				missed++
				t.Logf("missed %s of %s", r.ID, dump(w))
			}
		}
	}
	if named < 40 || missed > 0 {
		t.Errorf("%d named, %d that were not", named, missed)
	}
}

// meets tells whether somebody meets a rule by itself.
func meets(r *model.Rule, all []route.Visitor) bool {
	for _, v := range all {
		if route.Choose(&model.Workspace{Rules: []*model.Rule{r}}, v, false, published).Rule != "" {
			return true
		}
	}
	return false
}

func TestTwoHundredRulesAreLookedThroughInAMoment(t *testing.T) {
	w := &model.Workspace{}
	for i := range model.MaxRules {
		w.Rules = append(w.Rules, rule(fmt.Sprint(i), is("session.currentPage", model.OpContains, fmt.Sprint("page", i)), is("session.timeOnPage", model.OpAtLeast, i),
			is("customer.name", model.OpNotEqual, fmt.Sprint("name", i%9))))
	}
	start := time.Now()
	route.Shadowed(w, monday, published)
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
}

func dump(w *model.Workspace) (out string) {
	for _, r := range w.Rules {
		out += fmt.Sprintf("%s %s %v; ", r.ID, r.Match, r.When)
	}
	return out
}
