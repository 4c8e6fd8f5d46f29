package route_test

import (
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/route"
)

var ada = &model.Customer{ID: "ada", Name: "Ada", VIP: true}

func when(path model.AttributePath, is model.Operator, v model.Value) []model.Condition {
	return []model.Condition{{Attribute: path, Is: is, Value: v}}
}

func workspace() *model.Workspace {
	return &model.Workspace{
		Brands: []*model.Brand{{ID: "main"}, {ID: "outlet"}},
		Rules: []*model.Rule{
			{ID: "draft", Channel: model.Chat, Assistant: "unpublished"},
			{ID: "vip", Channel: model.Chat, Assistant: "vip", Dialog: "hello", When: when("customer.vip", "equal to", model.BoolOf(true))},
			{ID: "cart", Channel: model.Chat, Assistant: "sales", Match: model.MatchAny,
				When: append(when("session.currentPage", "contains", model.TextOf("cart")), when("session.timeOnPage", "greater than or equals", model.NumberOf(60))...)},
			{ID: "stranger", Channel: model.Chat, Assistant: "care", When: when("customer.name", "is not set", model.Value{})},
			{ID: "first", Channel: model.SMS, Assistant: "late", Order: 2},
			{ID: "second", Channel: model.SMS, Assistant: "early", Order: 1, Phone: "+1 (919) 123-4567"},
			{ID: "offer", Channel: model.Chat, Assistant: "sales", Proactive: true, When: when("session.timeOnPage", "equal to", model.NumberOf(60))},
		},
		Defaults: []*model.Defaults{{Defaults: []model.Default{{Channel: model.Chat, Assistant: "care"}, {Channel: model.Chat, Brand: "outlet", Assistant: model.NoAssistant},
			{Channel: model.WhatsApp, Assistant: "unpublished"}}}},
	}
}

func published(id model.AssistantID) bool { return id != "unpublished" }

func TestTheFirstRuleThatMatchesWins(t *testing.T) {
	for name, c := range map[string]struct {
		visitor   route.Visitor
		proactive bool
		assistant model.AssistantID
		rule      string
		fallback  bool
	}{
		"a vip":                 {route.Visitor{Channel: model.Chat, Customer: ada}, false, "vip", "vip", false},
		"on the cart page":      {route.Visitor{Channel: model.Chat, Page: "https://x/cart"}, false, "sales", "cart", false},
		"long on a page":        {route.Visitor{Channel: model.Chat, Page: "https://x/", OnPage: time.Minute}, false, "sales", "cart", false},
		"a second short of it":  {route.Visitor{Channel: model.Chat, Page: "https://x/", OnPage: 59 * time.Second}, false, "care", "stranger", false},
		"a known one, no rule":  {route.Visitor{Channel: model.Chat, Customer: &model.Customer{Name: "Bo"}}, false, "care", "", true},
		"nobody for the outlet": {route.Visitor{Channel: model.Chat, Brand: "outlet", Customer: &model.Customer{Name: "Bo"}}, false, "", "", true},
		"unpublished default":   {route.Visitor{Channel: model.WhatsApp}, false, "", "", true},
		"no default at all":     {route.Visitor{Channel: model.Voice}, false, "", "", false},
		"the number written to": {route.Visitor{Channel: model.SMS, To: "+19191234567"}, false, "early", "second", false},
		"another number":        {route.Visitor{Channel: model.SMS, To: "+15550000000"}, false, "late", "first", false},
		"proactive at a minute": {route.Visitor{Channel: model.Chat, Page: "p", OnPage: time.Minute}, true, "sales", "offer", false},
		"proactive before it":   {route.Visitor{Channel: model.Chat, Page: "p", OnPage: 59 * time.Second}, true, "", "", false},
	} {
		got := route.Choose(workspace(), c.visitor, c.proactive, published)
		if got.Assistant != c.assistant || got.Rule != c.rule || got.Default != c.fallback {
			t.Errorf("%s: %s by rule %q, default %v", name, got.Assistant, got.Rule, got.Default)
		}
		for _, v := range got.Verdicts {
			if v.Why == "" || v.Won != (v.Rule.ID == got.Rule) {
				t.Errorf("%s: %s %v %q", name, v.Rule.ID, v.Won, v.Why)
			}
		}
	}
}

func TestEveryRuleSaysWhyItDidNotWin(t *testing.T) {
	got := route.Choose(workspace(), route.Visitor{Channel: model.Chat, Customer: &model.Customer{Name: "Bo"}}, false, published)
	want := []string{"its assistant unpublished is not published", "customer.vip equal to yes does not hold: it is not set",
		"none of its conditions holds", "customer.name is not set does not hold: it is Bo"}
	if len(got.Verdicts) != len(want) {
		t.Fatalf("%d verdicts", len(got.Verdicts))
	}
	for i, v := range got.Verdicts {
		if !strings.Contains(v.Why, want[i]) {
			t.Errorf("%s: %q, want %q", v.Rule.ID, v.Why, want[i])
		}
	}
}

func TestAChatOpensByItselfWhenItsConditionsComeTrue(t *testing.T) {
	monday := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	visit := route.Visitor{Channel: model.Chat, Page: "p", At: monday}
	rules := func(when ...model.Condition) *model.Workspace {
		w := workspace()
		w.Schedules = []*model.Schedule{{ID: "hours", Default: true, Hours: model.Map[[]string]{{Key: "mon", Value: []string{"09:05-17:00"}}}}}
		w.Rules = []*model.Rule{{ID: "offer", Channel: model.Chat, Assistant: "sales", Proactive: true, When: when}}
		return w
	}
	cond := func(path model.AttributePath, is model.Operator, v model.Value) model.Condition {
		return model.Condition{Attribute: path, Is: is, Value: v}
	}
	minute := cond("session.timeOnPage", "equal to", model.NumberOf(60))
	already := visit
	already.OnPage = 40 * time.Second
	late := visit
	late.OnPage = 61 * time.Second
	birthday := visit
	birthday.Customer = &model.Customer{ID: "ada", Attributes: model.Map[model.Value]{{Key: "customer.born", Value: model.TextOf("2026-03-04")}}}
	born := rules(cond("customer.born", "is within", model.TextOf("next 1 days")))
	born.Klasses = []*model.Klass{{ID: "customer", Attributes: []model.AttributeDef{{Name: "born", Type: model.TypeDate}}}}
	for name, c := range map[string]struct {
		w     *model.Workspace
		v     route.Visitor
		stays time.Duration
		opens time.Duration // -1: never
	}{
		"on reaching 60":          {rules(minute), visit, time.Hour, time.Minute},
		"exactly then":            {rules(minute), visit, time.Minute, time.Minute},
		"a second short of it":    {rules(minute), visit, 59 * time.Second, -1},
		"on the page already":     {rules(minute), already, time.Hour, 20 * time.Second},
		"too long on it":          {rules(minute), late, time.Hour, -1},
		"without conditions":      {rules(), visit, 0, 0},
		"not equal":               {rules(cond("session.timeOnPage", "does not equal", model.NumberOf(0))), visit, time.Minute, time.Second},
		"one of":                  {rules(cond("session.timeOnPage", "is one of", model.ListOf([]string{"90", "30"}))), visit, time.Hour, 30 * time.Second},
		"when the shop opens":     {rules(cond("conversation.createdAt", "during business schedule", model.TextOf("hours"))), visit, 8 * time.Hour, 65 * time.Minute},
		"a minute out of hours":   {rules(minute, cond("conversation.createdAt", "outside business schedule", model.TextOf("hours"))), visit, time.Hour, time.Minute},
		"on the eve of a day":     {born, birthday, 48 * time.Hour, 16 * time.Hour},
		"an assistant not public": {workspace(), route.Visitor{Channel: model.SMS, At: monday}, time.Hour, -1},
	} {
		got, at, ok := route.Opens(c.w, c.v, monday.Add(c.stays), published)
		if want := c.opens >= 0; ok != want || ok && (at.Sub(monday) != c.opens || got.Assistant != "sales") || !ok && got.Assistant != "" {
			t.Errorf("%s: %v after %s, %+v", name, ok, at.Sub(monday), got.Assistant)
		}
	}
}
