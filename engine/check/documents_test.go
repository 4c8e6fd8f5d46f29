package check_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/engine/check"
	"parley/engine/intent"
	"parley/engine/model"
)

func TestRulesAndDefaults(t *testing.T) {
	E, W := check.Error, check.Warning
	vip := cond("customer.vip", model.OpEqual, model.BoolOf(true))
	named := cond("customer.name", model.OpSet, model.Value{})
	add := func(x *world, r model.Rule) {
		r.ID, r.Assistant = fmt.Sprint("r", len(x.w.Rules)+1), "a"
		if r.Channel == "" {
			r.Channel = model.Chat
		}
		x.w.Rules = append(x.w.Rules, &r)
	}
	run(t, []ruleCase{
		{"unknown assistant", func(x *world) { x.w.Rules[0].Assistant = "b" }, finding{"unknownAssistant", E, "rules[r1].assistant", "no assistant", ""}},
		{"unknown dialog", func(x *world) { x.w.Rules[0].Dialog = "welcom" }, finding{"danglingRedirect", E, "rules[r1].dialog", "Order help has no dialog", "did you mean welcome?"}},
		{"another channel", func(x *world) { x.w.Rules[0].Channel = model.SMS }, finding{"channelMismatch", E, "rules[r1].channel", "talks on chat", "choose an assistant"}},
		{"proactive on SMS", func(x *world) { x.w.Rules[0].Channel, x.w.Rules[0].Proactive = model.SMS, true }, finding{"fieldNotAllowed", E, "rules[r1].proactive", "not on SMS", "take it away"}},
		{"phone on chat", func(x *world) { x.w.Rules[0].Phone = "+19175550123" }, finding{"fieldNotAllowed", E, "rules[r1].phone", "decides nothing on chat", "take it away"}},
		{"wrong phone", func(x *world) { x.w.Rules[0].Channel, x.w.Rules[0].Phone = model.SMS, "0175" }, finding{"addressShape", E, "rules[r1].phone", "0175", "+19191234567"}},
		{"page on SMS", func(x *world) {
			x.w.Rules[0].Channel = model.SMS
			x.w.Rules[0].When = cond("session.currentPage", model.OpSet, model.Value{})
		}, finding{"attributeNotOnChannel", E, "rules[r1].when[0]", "cannot be read on SMS", ""}},
		{"unknown operator", func(x *world) { x.w.Rules[0].When[0].Is = "resembles" }, finding{"unknownOperator", E, "rules[r1].when[0].is", "resembles", ""}},
		{"proactive start", func(x *world) {
			x.w.Rules[0].Proactive, x.w.Rules[0].Dialog = true, "ask"
			x.ask.Interactions = x.ask.Interactions[1:]
		}, finding{"proactiveStart", E, "rules[r1].dialog", "would open empty", "begin it"}},
		{"a rule like the one before", func(x *world) { add(x, model.Rule{When: vip}) }, finding{"neverMatches", W, "rules[r2]", "r1 comes first", "move this rule up"}},
		{"a rule of more conditions", func(x *world) { add(x, model.Rule{When: append(vip[:1:1], named...)}) }, finding{"neverMatches", W, "rules[r2]", "", ""}},
		{"any of more conditions", func(x *world) { add(x, model.Rule{Match: model.MatchAny, When: append(vip[:1:1], named...)}) }, finding{"neverMatches", none, "", "", ""}},
		{"a rule of fewer conditions", func(x *world) { add(x, model.Rule{}) }, finding{"neverMatches", none, "", "", ""}},
		{"a rule behind one that always matches", func(x *world) { x.w.Rules[0].When = nil; add(x, model.Rule{When: named}) }, finding{"neverMatches", W, "rules[r2]", "", ""}},
		{"a rule on another channel", func(x *world) { x.w.Rules[0].When = nil; add(x, model.Rule{Channel: model.SMS}) }, finding{"neverMatches", none, "", "", ""}},
		{"a rule behind one of a number", func(x *world) {
			x.w.Rules[0] = &model.Rule{ID: "r1", Channel: model.SMS, Assistant: "a", Phone: "+19175550123"}
			add(x, model.Rule{Channel: model.SMS})
		}, finding{"neverMatches", none, "", "", ""}},
		{"a rule of a number behind one of any", func(x *world) {
			x.w.Rules[0] = &model.Rule{ID: "r1", Channel: model.SMS, Assistant: "a"}
			add(x, model.Rule{Channel: model.SMS, Phone: "+19175550123"})
		}, finding{"neverMatches", W, "rules[r2]", "", ""}},
		{"any before all", func(x *world) {
			x.w.Rules[0].Match, x.w.Rules[0].When = model.MatchAny, append(vip[:1:1], named...)
			add(x, model.Rule{When: named})
		}, finding{"neverMatches", W, "rules[r2]", "", ""}},
		{"any before fewer of any", func(x *world) {
			x.w.Rules[0].Match, x.w.Rules[0].When = model.MatchAny, append(append(vip[:1:1], named...), cond("customer.email", model.OpSet, model.Value{})...)
			add(x, model.Rule{Match: model.MatchAny, When: append(vip[:1:1], named...)})
		}, finding{"neverMatches", W, "rules[r2]", "", ""}},
		{"all before any of the same", func(x *world) {
			x.w.Rules[0].When = append(vip[:1:1], named...)
			add(x, model.Rule{Match: model.MatchAny, When: append(vip[:1:1], named...)})
		}, finding{"neverMatches", none, "", "", ""}},
		{"by order, not by place", func(x *world) { x.w.Rules[0].Order = 2; add(x, model.Rule{Order: 1}) }, finding{"neverMatches", W, "rules[r1]", "r2 comes first", ""}},
		{"too many rules", func(x *world) {
			for range model.MaxRules {
				add(x, model.Rule{})
			}
		}, finding{"overLimit", E, "rules[r201]", "more than 200 rules", "delete"}},
		{"two rules of one id", func(x *world) { add(x, model.Rule{}); x.w.Rules[1].ID = "r1" }, finding{"duplicateId", E, "rules[1]", "two documents of kind Rule", "another id"}},
		{"unknown default", func(x *world) {
			x.w.Defaults = []*model.Defaults{{Defaults: []model.Default{{Channel: model.Chat, Assistant: "b"}}}}
		}, finding{"unknownAssistant", E, "defaults[0].defaults[0].assistant", "no assistant", ""}},
		{"none by default", func(x *world) {
			x.w.Defaults = []*model.Defaults{{Defaults: []model.Default{{Channel: model.Chat, Assistant: model.NoAssistant}}}}
		}, finding{"unknownAssistant", none, "", "", ""}},
		{"two defaults", func(x *world) {
			x.w.Defaults = []*model.Defaults{{Defaults: []model.Default{{Channel: model.Chat, Assistant: "a"}, {Channel: model.Chat, Brand: "acme", Assistant: "a"}}}}
		}, finding{"duplicateDefault", E, "defaults[1]", "default for this brand already", "take one away"}},
		{"two brands", func(x *world) {
			x.w.Defaults = []*model.Defaults{{Defaults: []model.Default{{Channel: model.Chat, Assistant: "a"}, {Channel: model.Chat, Brand: "zeta", Assistant: "a"}}}}
		}, finding{"duplicateDefault", none, "", "", ""}},
		{"default of another channel", func(x *world) {
			x.w.Defaults = []*model.Defaults{{ID: "d", Defaults: []model.Default{{Channel: model.SMS, Assistant: "a"}}}}
		}, finding{"channelMismatch", E, "defaults[d].defaults[0].assistant", "talks on chat", ""}},
	})
}

func TestUnpublishedAssistantsAreToldWhereTheyStart(t *testing.T) {
	x := made()
	x.w.Defaults = []*model.Defaults{{ID: "d", Defaults: []model.Default{{Channel: model.Chat, Assistant: "a"}}}}
	x.w.Rules[0].When = nil
	x.w.Rules = append(x.w.Rules, &model.Rule{ID: "r2", Channel: model.Chat, Assistant: "a"})
	for live, want := range map[bool]string{
		true:  "warning neverMatches at rules[r2]",
		false: "warning notPublished at rules[r1].assistant, warning notPublished at rules[r2].assistant, warning notPublished at defaults[d].defaults[0].assistant",
	} {
		if got := codes(check.All(x.w, func(model.AssistantID) bool { return live })); got != want {
			t.Errorf("published %v: %s", live, got)
		}
	}
}

func TestDocuments(t *testing.T) {
	E, W, H := check.Error, check.Warning, check.Hint
	phrases := func(n int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = fmt.Sprint("phrase number ", i)
		}
		return out
	}
	run(t, []ruleCase{
		{"few phrases", func(x *world) { x.w.Intents[0].Phrases = phrases(4) }, finding{"overLimit", E, "intents[refund].phrases", "at least 5", "write some more"}},
		{"some phrases", func(x *world) { x.w.Intents[0].Phrases = phrases(5) }, finding{"fewPhrases", H, "intents[refund].phrases", "5 phrases", "write some more"}},
		{"twelve phrases", func(x *world) { x.w.Intents[0].Phrases = phrases(12) }, finding{"Phrases", none, "", "", ""}},
		{"phrase of two intents", func(x *world) {
			x.w.Intents[0].Phrases = append(phrases(12), "Where is my order?")
			x.w.Intents[1].Phrases = append(phrases(0), "the order, where is it", "a b c d", "b c d e", "c d e f", "d e f g")
		}, finding{"phraseShared", W, "intents[track].phrases[0]", "refund too", "one of them"}},
		{"phrase twice", func(x *world) { x.w.Intents[0].Phrases = append(phrases(12), "phrase NUMBER 1!") }, finding{"phraseTwice", H, "intents[refund].phrases[12]", "twice", "take one away"}},
		{"keyword of two intents", func(x *world) { x.w.Intents[1].Keywords[0].Value = []string{"Refund"} }, finding{"keywordShared", E, "intents[track].keywords[en][0]", "belongs to the intent refund", "one intent only"}},
		{"keyword of two languages", func(x *world) {
			x.w.Intents[1].Keywords[0] = model.Pair[[]string]{Key: "es", Value: []string{"refund"}}
		}, finding{"keywordShared", none, "", "", ""}},
		{"short keyword", func(x *world) { x.w.Intents[0].Keywords[0].Value = []string{"a"} }, finding{"overLimit", E, "keywords[en][0]", "1 characters", "another"}},
		{"long keyword", func(x *world) { x.w.Intents[0].Keywords[0].Value = []string{strings.Repeat("é", 36)} }, finding{"overLimit", E, "keywords[en][0]", "36 characters", "another"}},
		{"keywords of the right size", func(x *world) { x.w.Intents[0].Keywords[0].Value = []string{strings.Repeat("é", 35), "ab"} }, finding{"overLimit", none, "", "", ""}},
		{"too many keywords", func(x *world) { x.w.Intents[0].Keywords[0].Value = phrases(16) }, finding{"overLimit", E, "keywords[en]", "16 keywords", "take"}},
		{"too many intents", func(x *world) {
			for i := range 79 {
				x.w.Intents = append(x.w.Intents, &model.Intent{ID: model.IntentID(fmt.Sprint("i", i)), Keywords: model.Map[[]string]{{Key: "en", Value: []string{fmt.Sprint("word", i)}}}})
			}
		}, finding{"overLimit", E, "intents[i78]", "more than 80", "delete"}},
		{"predefined ones do not count", func(x *world) {
			for i := range 79 {
				x.w.Intents = append(x.w.Intents, &model.Intent{ID: model.IntentID(fmt.Sprint("i", i)), Predefined: "get-refund"})
			}
		}, finding{"overLimit", none, "", "", ""}},
		{"a predefined one that there is not", func(x *world) { x.w.Intents[0].Predefined = "get-refunds" }, finding{"unknownPredefined", E, "intents[refund].predefined", "get-refunds", "did you mean get-refund?"}},
		{"a predefined one of two", func(x *world) { x.w.Intents[0].Predefined, x.w.Intents[1].Predefined = "get-refund", "getRefund" }, finding{"predefinedTwice", E, "intents[track].predefined", "is refund already", "keep one"}},
		{"a predefined one taken up", func(x *world) {
			x.w.Intents[0] = &model.Intent{ID: "refund", Predefined: "get-refund", Phrases: phrases(1)}
		}, finding{"", none, "", "", ""}},
		{"an intent without examples", func(x *world) { x.w.Intents[0].Keywords = nil }, finding{"noExamples", W, "intents[refund]", "never detected", "write"}},
		{"two schedules by default", func(x *world) { x.w.Schedules = append(x.w.Schedules, &model.Schedule{ID: "b", Default: true}) }, finding{"twoDefaults", E, "schedules[b].default", "another default", "one schedule"}},
		{"no schedule by default", func(x *world) { x.w.Schedules[0].Default = false }, finding{"noDefault", E, "schedules[office].default", "no schedule", "mark one"}},
		{"unknown zone", func(x *world) { x.w.Schedules[0].TimeZone = "Europe/Acme" }, finding{"timeZone", E, "timeZone", "Europe/Acme", "Europe/Berlin"}},
		{"unknown day", func(x *world) { x.w.Schedules[0].Hours[0].Key = "monday" }, finding{"scheduleShape", E, "hours[monday]", "monday", "mon"}},
		{"wrong hours", func(x *world) { x.w.Schedules[0].Hours[0].Value = []string{"9-17"} }, finding{"scheduleShape", E, "hours[mon][0]", "9-17", "09:00-17:30"}},
		{"wrong holiday", func(x *world) { x.w.Schedules[0].Holidays = []model.Holiday{{Date: "25.12."}} }, finding{"scheduleShape", E, "holidays[0]", "no day", "YYYY-MM-DD"}},
		{"half a holiday", func(x *world) { x.w.Schedules[0].Holidays = []model.Holiday{{From: "2026-12-24"}} }, finding{"scheduleShape", E, "holidays[0]", "no day", "from and to"}},
		{"good holidays", func(x *world) {
			x.w.Schedules[0].Holidays = []model.Holiday{{From: "2026-12-24", To: "2026-12-26"}, {Date: "2027-01-01"}}
		}, finding{"scheduleShape", none, "", "", ""}},
		{"snippet that names itself", func(x *world) { x.w.Snippets[0].Texts[0].Value = "{{snippet.greeting}}" }, finding{"snippetLoop", E, "snippets[greeting].texts", "names itself", "take"}},
		{"snippets that name each other", func(x *world) {
			x.w.Snippets[0].Texts[0].Value = "{{snippet.b}}"
			x.w.Snippets = append(x.w.Snippets, &model.Snippet{ID: "b", Texts: model.Map[model.Text]{{Key: "en", Value: "{{snippet.greeting}}"}}})
		}, finding{"snippetLoop", E, "snippets[b].texts", "names itself", "take"}},
		{"snippet with an unknown path", func(x *world) { x.w.Snippets[0].Texts[0].Value = "bot {{customer.nme}}" }, finding{"unknownPath", E, "snippets[greeting].texts[en]", "customer.nme", "customer.name"}},
		{"snippet of another language", func(x *world) { x.w.Snippets[0].Texts[0].Key = "es" }, finding{"noDefaultText", W, "snippets[greeting].texts", "no text in en", "write"}},
		{"language not active", func(x *world) {
			x.w.Settings.Languages = []model.Language{"en"}
			x.w.Snippets[0].Texts = append(x.w.Snippets[0].Texts, model.Pair[model.Text]{Key: "es", Value: "Hola"})
		}, finding{"languageNotActive", W, "texts[es]", "es is not one", "active"}},
		{"no language", func(x *world) { x.w.Snippets[0].Texts[0].Key = "x" }, finding{"languageTag", E, "texts[x]", "no language", "en"}},
		{"reserved Klass", func(x *world) { x.w.Klasses[0].ID = "session" }, finding{"reservedId", E, "klasses[session].id", "session means", "another id"}},
		{"built-in of another type", func(x *world) {
			x.w.Klasses[1].Attributes = append(x.w.Klasses[1].Attributes, model.AttributeDef{Name: "priority", Type: model.TypeText})
		}, finding{"builtInType", E, "attributes[4].type", "built in, of type number", "another name"}},
		{"attribute twice", func(x *world) { x.w.Klasses[0].Attributes[1].Name = "status" }, finding{"duplicateId", E, "klasses[order].attributes[1]", "two attributes order.status", "take one"}},
		{"attribute's name", func(x *world) { x.w.Klasses[0].Attributes[1].Name = "the total" }, finding{"idShape", E, "attributes[1].name", "the total", "letters"}},
		{"list without values", func(x *world) { x.w.Klasses[1].Attributes[0].Values = nil }, finding{"noValues", W, "attributes[0].values", "no values", "declare"}},
		{"levels twice", func(x *world) {
			x.w.Klasses[1].Attributes[3].Children[0].Children = []model.Level{{Value: "Late"}, {Value: "late"}}
		}, finding{"duplicateLabel", E, "children[0].children[1].value", "two", "another label"}},
		{"two customers of one address", func(x *world) {
			x.w.Customers = append(x.w.Customers, &model.Customer{ID: "b", Email: "ADA@example.com"})
		}, finding{"duplicateCustomer", W, "customers[b].email", "another customer", "merge"}},
		{"customer's unknown attribute", func(x *world) {
			x.w.Customers[0].Attributes = model.Map[model.Value]{{Key: "vipp", Value: model.BoolOf(true)}}
		}, finding{"unknownAttribute", E, "attributes[vipp]", "customer.vipp", "customer.vip"}},
		{"customer's unfit attribute", func(x *world) {
			x.w.Customers[0].Attributes = model.Map[model.Value]{{Key: "vip", Value: model.NumberOf(3)}}
		}, finding{"valueUnfit", E, "attributes[vip]", "boolean", "boolean"}},
		{"object of an unknown customer", func(x *world) { x.w.Objects[0].Customer = "ade" }, finding{"unknownCustomer", E, "objects[o1].customer", "no customer", "did you mean ada?"}},
		{"object's unknown attribute", func(x *world) { x.w.Objects[0].Attributes[0].Key = "stat" }, finding{"unknownAttribute", E, "objects[o1].attributes[stat]", "order.stat", ""}},
		{"object of a built-in Klass", func(x *world) { x.w.Objects[0].Klass = "customer" }, finding{"klassUnfit", E, "objects[o1].klass", "no objects of its own", "order"}},
		{"workflow step to nowhere", func(x *world) { x.w.Workflows[0].Steps[0].Next = []model.Transition{{To: "s2"}} }, finding{"danglingRedirect", E, "steps[s1].next[0].to", "no step", "s1"}},
		{"workflow step that does two things", func(x *world) { x.w.Workflows[0].Steps[0].Lookup = &model.Lookup{Klass: "order"} }, finding{"stepShape", E, "steps[s1]", "2 things", "one"}},
		{"host not allowed", func(x *world) {
			x.w.Workflows[0].Steps[0] = model.WorkflowStep{ID: "s1", HTTPRequest: &model.HTTPRequest{URL: "https://api.acme.example/x"}}
		}, finding{"hostNotAllowed", E, "httpRequest.url", "api.acme.example", "allowed hosts"}},
		{"host allowed", func(x *world) {
			x.w.Settings.AllowedHosts = []string{"api.acme.example"}
			x.w.Workflows[0].Steps[0] = model.WorkflowStep{ID: "s1", HTTPRequest: &model.HTTPRequest{URL: "https://api.acme.example/x"}}
		}, finding{"hostNotAllowed", none, "", "", ""}},
		{"unknown output", func(x *world) {
			x.w.Workflows[0].Steps[0] = model.WorkflowStep{ID: "s1", Respond: model.Map[model.Text]{{Key: "staus", Value: "x"}}}
		}, finding{"unknownParameter", E, "respond[staus]", "no output", "did you mean status?"}},
		{"knowledge base without articles", func(x *world) { x.w.Articles = nil }, finding{"emptyKnowledgeBase", W, "knowledgeBases[help]", "no public", "publish"}},
		{"two teams", func(x *world) { x.w.Teams = append(x.w.Teams, &model.Team{ID: "d", Name: "customer Experience"}) }, finding{"duplicateName", W, "teams[d].name", "two teams", "another name"}},
		{"host with a path", func(x *world) { x.w.Settings.AllowedHosts = []string{"https://acme.example"} }, finding{"hostShape", E, "allowedHosts[0]", "no host", "bare name"}},
		{"workspace's zone", func(x *world) { x.w.Settings.TimeZone = "Mars" }, finding{"timeZone", E, "workspace.timeZone", "Mars", "Europe/Berlin"}},
		{"test of an unknown path", func(x *world) {
			x.w.Tests = []*model.Test{{ID: "t", Assistant: "a", Cases: []model.Case{{Name: "c", Expectation: model.Expectation{Path: []model.DialogID{"welcome", "asc"}}}}}}
		}, finding{"danglingRedirect", E, "expect.path[1]", "no dialog", "name one"}},
		{"test with a wrong pattern", func(x *world) {
			x.w.Tests = []*model.Test{{ID: "t", Assistant: "a", Cases: []model.Case{{Name: "c", Steps: []model.Step{{Bot: []string{"/Hi.*/", "/(/"}}}}}}}
		}, finding{"patternShape", E, "steps[0]", "/(/ is no regular expression", "correct"}},
		{"test of an unknown attribute", func(x *world) {
			x.w.Tests = []*model.Test{{ID: "t", Assistant: "a", Cases: []model.Case{{Name: "c", Expectation: model.Expectation{Attributes: model.Map[model.Value]{{Key: "customer.nme", Value: model.TextOf("x")}}}}}}}
		}, finding{"unknownAttribute", E, "expect.attributes[customer.nme]", "customer.nme", "customer.name"}},
	})
}

func TestWorkflowsAreCalledWithWhatTheyNeed(t *testing.T) {
	E := check.Error
	call := func(r model.RunWorkflow) func(x *world) {
		return func(x *world) { x.premium(); r.Workflow = "track"; x.first(&r) }
	}
	in := func(key string) model.Map[model.Text] { return model.Map[model.Text]{{Key: key, Value: "1"}} }
	save := func(key string, to model.AttributePath) model.Map[model.AttributePath] {
		return model.Map[model.AttributePath]{{Key: key, Value: to}}
	}
	run(t, []ruleCase{
		{"required input missing", call(model.RunWorkflow{}), finding{"inputMissing", E, "[new].input", "needs the input number", "give it a value"}},
		{"required input blank", call(model.RunWorkflow{Input: model.Map[model.Text]{{Key: "number", Value: " "}}}), finding{"inputMissing", E, "[new].input", "number", ""}},
		{"required input given", call(model.RunWorkflow{Input: in("number")}), finding{"inputMissing", none, "", "", ""}},
		{"unknown input", call(model.RunWorkflow{Input: in("nummer")}), finding{"unknownParameter", E, "input[nummer]", "no input", "did you mean number?"}},
		{"unknown output", call(model.RunWorkflow{Save: save("state", "conversation.name")}), finding{"unknownParameter", E, "save[state]", "no output", "did you mean status?"}},
		{"output unfit", call(model.RunWorkflow{Save: save("status", "conversation.priority")}), finding{"typeUnfit", E, "save[status]", "number", "another attribute"}},
		{"output fit", call(model.RunWorkflow{Input: in("number"), Save: save("days", "conversation.priority")}), finding{"typeUnfit", none, "", "", ""}},
		{"output to an unknown attribute", call(model.RunWorkflow{Save: save("days", "conversation.prority")}), finding{"unknownAttribute", E, "save[days]", "prority", "conversation.priority"}},
	})
}

func TestPlacesAreForPeople(t *testing.T) {
	x := made()
	x.question.Text = ""
	x.update.Attribute = "no.where"
	x.menu.Text = ""
	x.a.Settings.Satisfaction = &model.Satisfaction{Scale: 4}
	x.w.Snippets[0].Texts[0].Value = "{{"
	want := map[string]string{
		"Order help › Ask name › 1 Text question":                                      "name",
		"Order help › Ask name › 2 Conditional branch › Branch 1 › 1 Update attribute": "vip",
		"Order help › Ask name › End Navigation buttons":                               "menu",
		"Order help › Settings › Satisfaction survey › Scale":                          "",
		"Snippet greeting › Texts en":                                                  "",
	}
	for _, f := range check.All(x.w, nil) {
		if f.Code == "notPlayed" {
			continue
		}
		if id, ok := want[f.Place]; !ok || id != f.Interaction {
			t.Errorf("%q (%s) in %+v", f.Place, f.Interaction, f)
		}
		delete(want, f.Place)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

func TestClashesOfIntents(t *testing.T) {
	w := &model.Workspace{Intents: []*model.Intent{
		{ID: "refund", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"refund", "money back"}}}, Phrases: []string{"send back the blue shoes", "four five six seven", "hand back", "give back", "bring back"}},
		{ID: "returns", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"refunds"}}}, Phrases: []string{"send back the blue shoe", "SEVEN six five four", "a back", "b back", "c back"}},
		{ID: "late", Predefined: "where-is-my-order"},
	}}
	near := func(a, inA, b, inB string) intent.Clash {
		return intent.Clash{A: model.IntentID(a), InA: inA, B: model.IntentID(b), InB: inB, Similarity: 0.9}
	}
	keyword := intent.Clash{A: "refund", InA: "refund", B: "returns", InB: "refunds", Language: "en", Similarity: 1}
	for _, c := range []struct {
		name    string
		clashes []intent.Clash
		want    string
	}{
		{"a keyword in another form", []intent.Clash{keyword}, "error keywordShared at intents[returns].keywords[en][0]"},
		{"a near phrase", []intent.Clash{near("refund", "send back the blue shoes", "returns", "send back the blue shoe")}, "warning phraseNear at intents[returns].phrases[0]"},
		{"the same words are told already", []intent.Clash{near("refund", "four five six seven", "returns", "SEVEN six five four")}, ""},
		{"near to a predefined phrase", []intent.Clash{near("late", "where is my order", "returns", "a back")}, "warning phraseNear at intents[returns].phrases[2]"},
		{"a predefined phrase near to one's own", []intent.Clash{near("refund", "hand back", "late", "where is my order")}, "warning phraseNear at intents[refund].phrases[2]"},
		{"two predefined phrases", []intent.Clash{near("late", "x", "late", "y")}, ""},
		{"an intent that is gone", []intent.Clash{near("gone", "x", "gone", "y")}, ""},
		{"three of a pair", []intent.Clash{near("refund", "hand back", "returns", "a back"), near("refund", "hand back", "returns", "b back"),
			near("refund", "hand back", "returns", "c back"), near("refund", "give back", "returns", "a back")},
			"warning phraseNear at intents[returns].phrases[2], warning phraseNear at intents[returns].phrases[3], warning phraseNear at intents[returns].phrases[4]"},
	} {
		if got := codes(check.Clashing(w, c.clashes)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	all := codes(check.All(w, nil))
	for _, want := range []string{"error keywordShared at intents[returns].keywords[en][0]", "warning phraseShared at intents[returns].phrases[1]"} {
		if strings.Count(all, want) != 1 {
			t.Errorf("%q is told %d times in %s", want, strings.Count(all, want), all)
		}
	}
	for _, f := range check.Clashing(w, []intent.Clash{keyword}) {
		after, err := f.Fix.Apply(w)
		if err != nil || len(after.Intents[1].Keywords[0].Value) != 0 {
			t.Errorf("mended to %+v: %v", after.Intents[1], err)
		}
	}
}
