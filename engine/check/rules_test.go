package check_test

import (
	"strings"
	"testing"
	"time"

	"parley/engine/check"
	"parley/engine/model"
)

// finding is one that a case expects: its code, severity and a part of its path, message and mend.
type finding struct {
	code          string
	severity      check.Severity
	path          string
	message, mend string
}

// world is a case's definition, with handles on its parts.
type world struct {
	w                      *model.Workspace
	a                      *model.Assistant
	welcome, ask, complete *model.Dialog
	hello                  *model.SendMessage
	question               *model.TextQuestion
	branch                 *model.ConditionalBranch
	update                 *model.UpdateAttribute
	menu                   *model.NavigationButtons
}

func made() *world {
	w, a := sound()
	x := &world{w: w, a: a, welcome: a.Dialogs[0], ask: a.Dialogs[1], complete: a.Dialogs[2]}
	x.hello = x.welcome.Interactions[0].Settings.(*model.SendMessage)
	x.question = x.ask.Interactions[0].Settings.(*model.TextQuestion)
	x.branch = x.ask.Interactions[1].Settings.(*model.ConditionalBranch)
	x.update = x.branch.Branches[0].Do[0].Settings.(*model.UpdateAttribute)
	x.menu = x.ask.End.Settings.(*model.NavigationButtons)
	w.Klasses = []*model.Klass{
		{ID: "order", Attributes: []model.AttributeDef{{Name: "status", Type: model.TypeText}, {Name: "total", Type: model.TypeNumber}}},
		{ID: "conversation", Attributes: []model.AttributeDef{
			{Name: "colour", Type: model.TypeList, Values: []model.Label{"Red", "Blue"}},
			{Name: "due", Type: model.TypeDate}, {Name: "gift", Type: model.TypeBoolean},
			{Name: "topic", Type: model.TypeMultiLevel, Children: []model.Level{{Value: "Returns", Children: []model.Level{{Value: "Late"}}}, {Value: "Sales"}}}}}}
	w.Workflows = []*model.Workflow{{ID: "track", Input: []model.Parameter{{Name: "number", Required: true}, {Name: "zip"}},
		Output: []model.Parameter{{Name: "status"}, {Name: "days", Type: model.TypeNumber}},
		Steps:  []model.WorkflowStep{{ID: "s1", Note: "looked"}}}}
	w.Snippets = []*model.Snippet{{ID: "greeting", Texts: model.Map[model.Text]{{Key: "en", Value: "Hi, I'm a bot"}}}}
	w.Schedules = []*model.Schedule{{ID: "office", Default: true, TimeZone: "Europe/Berlin", Hours: model.Map[[]string]{{Key: "mon", Value: []string{"09:00-12:00", "13:00-24:00"}}}}}
	w.KnowledgeBases = []*model.KnowledgeBase{{ID: "help", Name: "Help"}}
	w.Articles = []*model.Article{{ID: "a1", KnowledgeBase: "help", Title: "Returns"}}
	w.Intents = []*model.Intent{{ID: "refund", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"refund"}}}}, {ID: "track", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"track"}}}}}
	w.Teams = []*model.Team{{ID: "cx", Name: "Customer experience"}}
	w.Brands = []*model.Brand{{ID: "acme", Name: "Acme"}, {ID: "zeta", Name: "Zeta"}}
	w.Customers = []*model.Customer{{ID: "ada", Email: "ada@example.com"}}
	w.Objects = []*model.Object{{ID: "o1", Klass: "order", Customer: "ada", Attributes: model.Map[model.Value]{{Key: "status", Value: model.TextOf("sent")}}}}
	w.Profiles = []*model.Profile{{ID: "kind", Name: "Kind"}}
	w.Rules = []*model.Rule{{ID: "r1", Channel: model.Chat, Assistant: "a", Dialog: "welcome", When: []model.Condition{{Attribute: "customer.vip", Is: model.OpEqual, Value: model.BoolOf(true)}}}}
	return x
}

func (x *world) premium() { x.a.Type = model.Premium }
func (x *world) on(c model.Channel) {
	x.a.Channel, x.w.Rules = c, nil
}

// listens has Ask name read its answer for intents.
func (x *world) listens() {
	x.premium()
	x.question.UnderstandIntents = true
}

// fallBack leads to a dialog on WhatsApp where no intent is detected.
func (x *world) fallBack(to model.DialogID) {
	x.on(model.WhatsApp)
	x.a.Settings.Behavior.IntentNotDetected.Dialog = to
}

// first puts an interaction ahead of those of Ask name.
func (x *world) first(s model.InteractionSettings) {
	x.ask.Interactions = append([]model.Interaction{{ID: "new", Settings: s}}, x.ask.Interactions...)
}

func (x *world) end(s model.InteractionSettings) { x.ask.End.Settings = s }

// add puts a dialog before Complete Assistant.
func (x *world) add(id model.DialogID, list []model.Interaction, end model.InteractionSettings) *model.Dialog {
	d := &model.Dialog{ID: id, Name: string(id), Interactions: list}
	if end != nil {
		d.End = &model.Interaction{ID: string(id) + "-end", Settings: end}
	}
	x.a.Dialogs = append(x.a.Dialogs[:len(x.a.Dialogs)-1:len(x.a.Dialogs)-1], d, x.complete)
	return d
}

func say(id string) []model.Interaction {
	return []model.Interaction{{ID: id, Settings: &model.SendMessage{Text: "Well."}}}
}

func cond(path model.AttributePath, op model.Operator, v model.Value) []model.Condition {
	return []model.Condition{{Attribute: path, Is: op, Value: v}}
}

type ruleCase struct {
	name string
	make func(x *world)
	want finding // the code is forbidden where severity is none
}

const none = check.Severity(9)

// minutes is a length of time for timers.
func minutes(n int) model.Duration { return model.Duration(time.Duration(n) * time.Minute) }

func run(t *testing.T, cases []ruleCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			x := made()
			c.make(x)
			all := check.All(x.w, nil)
			sane(t, x.w, all)
			var found *check.Finding
			for i := range all {
				if f := &all[i]; f.Code == c.want.code && strings.Contains(string(f.Path), c.want.path) {
					found = f
					if f.Severity == c.want.severity {
						break
					}
				}
			}
			if c.want.severity == none {
				if found != nil {
					t.Fatalf("found %+v", *found)
				}
				return
			}
			if found == nil {
				t.Fatalf("no %s at %s in %s", c.want.code, c.want.path, codes(all))
			}
			if found.Severity != c.want.severity || !strings.Contains(found.Message, c.want.message) || !strings.Contains(found.Mend, c.want.mend) {
				t.Fatalf("got %s %q, %q; want %s %q, %q", found.Severity, found.Message, found.Mend, c.want.severity, c.want.message, c.want.mend)
			}
			mends(t, x.w, *found)
		})
	}
}

// failer is a test, or a property's run.
type failer interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
}

// sane checks what holds for every finding.
func sane(t failer, w *model.Workspace, all []check.Finding) {
	t.Helper()
	for _, f := range all {
		if f.Place == "" || f.Message == "" || f.Mend == "" || f.Code == "" || f.Path == "" {
			t.Errorf("something is missing: %+v", f)
		}
		if f.Fix != nil && (f.Fix.Label == "" || f.Fix.Path == "" || f.Fix.Kind == check.FixSet && f.Fix.Value == nil) {
			t.Errorf("half a fix: %+v", f.Fix)
		}
	}
}

// mends applies a finding's fix and checks that the finding is gone.
func mends(t failer, w *model.Workspace, f check.Finding) {
	t.Helper()
	if f.Fix == nil {
		return
	}
	after, err := f.Fix.Apply(w)
	if err != nil {
		t.Fatalf("fix %+v: %v", f.Fix, err)
	}
	count := func(w *model.Workspace) (same, alike int) {
		for _, g := range check.All(w, nil) {
			if g.Code == f.Code {
				alike++
				if g.Path == f.Path && g.Message == f.Message {
					same++
				}
			}
		}
		return same, alike
	}
	_, before := count(w)
	if same, alike := count(after); same > 0 && (f.Fix.Kind != check.FixRemove || alike >= before) {
		t.Errorf("the fix %+v leaves %+v", f.Fix, f)
	}
}

func codes(all []check.Finding) string {
	var out []string
	for _, f := range all {
		out = append(out, f.Severity.String()+" "+f.Code+" at "+string(f.Path))
	}
	return strings.Join(out, ", ")
}

func TestFieldsAndTexts(t *testing.T) {
	E, W := check.Error, check.Warning
	run(t, []ruleCase{
		{"empty text", func(x *world) { x.hello.Text = "" }, finding{"empty", E, "[hello].text", "the text is empty", "write what is to be said"}},
		{"blank text", func(x *world) { x.hello.Text = "  \n" }, finding{"empty", E, "[hello].text", "blank", "write"}},
		{"a text", func(x *world) {}, finding{"empty", none, "", "", ""}},
		{"empty label", func(x *world) { x.menu.Buttons[0].Label = "" }, finding{"empty", E, "buttons[0].label", "label is empty", "write"}},
		{"blank label", func(x *world) { x.menu.Buttons[0].Label = " " }, finding{"empty", E, "buttons[0].label", "label is blank", "write"}},
		{"no buttons", func(x *world) { x.menu.Buttons = nil }, finding{"empty", E, "end.buttons", "no buttons", "add one"}},
		{"no branches", func(x *world) { x.branch.Branches = nil }, finding{"empty", E, "branches", "no branches", "add one"}},
		{"no conditions", func(x *world) { x.branch.Branches[0].When = nil }, finding{"empty", E, "when", "", "add one"}},
		{"no attribute", func(x *world) { x.update.Attribute = "" }, finding{"empty", E, "attribute", "no attribute is chosen", "choose one"}},
		{"no assistant name", func(x *world) { x.a.Name = "" }, finding{"empty", E, "assistants[a].name", "name is missing", "fill"}},
		{"blank dialog name", func(x *world) { x.ask.Name = " " }, finding{"empty", E, "[ask].name", "blank", "write one"}},
		{"no channel", func(x *world) { x.a.Channel = "" }, finding{"empty", E, "channel", "missing", "choose one of chat"}},
		{"unknown channel", func(x *world) { x.a.Channel = "whatsap" }, finding{"unknownWord", E, "channel", `"whatsap" is no channel`, "did you mean whatsapp?"}},
		{"unknown type", func(x *world) { x.a.Type = "pro" }, finding{"unknownWord", E, "type", `"pro"`, "lite"}},
		{"unknown format", func(x *world) { x.question.Expect = "emial" }, finding{"unknownWord", E, "expect", "emial", "did you mean email?"}},
		{"known format", func(x *world) { x.question.Expect = "email"; x.question.Save = "customer.email" }, finding{"unknownWord", none, "", "", ""}},
		{"bad language", func(x *world) { x.a.Language = "english" }, finding{"languageTag", E, "language", "english", "en"}},
		{"good language", func(x *world) { x.a.Language = "pt-BR" }, finding{"languageTag", none, "", "", ""}},
		{"bad dialog id", func(x *world) { x.add("no room", say("x"), &model.Redirect{Dialog: "ask"}) }, finding{"idShape", E, "", "no room", "letters"}},
		{"bad interaction id", func(x *world) { x.ask.Interactions[0].ID = "a.b" }, finding{"idShape", E, "", "a.b", "letters"}},
		{"unclosed dynamic text", func(x *world) { x.hello.Text = "bot {{customer.name" }, finding{"dynamicText", E, "[hello].text", "never closed", "{{customer.name}}"}},
		{"default without quotes", func(x *world) { x.hello.Text = "bot {{customer.name | there}}" }, finding{"dynamicText", E, "[hello].text", "quotes", `"there"`}},
		{"unknown path", func(x *world) { x.hello.Text = "bot {{customer.nmae}}" }, finding{"unknownPath", E, "[hello].text", "customer.nmae", "did you mean {{customer.name}}?"}},
		{"unknown path far from all", func(x *world) { x.hello.Text = "bot {{qqqqqqqqq.zzzzzzzzzz}}" }, finding{"unknownPath", E, "[hello].text", "qqqqqqqqq", "choose another"}},
		{"unknown snippet", func(x *world) { x.hello.Text = "bot {{snippet.greting}}" }, finding{"unknownSnippet", E, "[hello].text", "snippet.greting", "{{snippet.greeting}}"}},
		{"known paths", func(x *world) {
			x.hello.Text = "{{snippet.greeting}} {{order.status}} {{workflow.track.status}} {{session.currentPage}}"
		}, finding{"unknown", none, "", "", ""}},
		{"path not on channel", func(x *world) { x.on(model.SMS); x.hello.Text = "bot {{session.currentPage}}" }, finding{"attributeNotOnChannel", E, "[hello].text", "cannot be read on SMS", "take {{session.currentPage}} out"}},
		{"dynamic label", func(x *world) { x.menu.Buttons[0].Label = "Hi {{customer.name}}" }, finding{"labelDynamic", E, "buttons[0].label", "labels take no dynamic text", "fixed words"}},
		{"text too large", func(x *world) { x.hello.Text = "bot" + model.Text(strings.Repeat("a", model.MaxTextBytes)) }, finding{"tooLarge", E, "[hello].text", "256", "shorten"}},
		{"duplicate labels", func(x *world) { x.menu.Buttons[1].Label = " YES " }, finding{"duplicateLabel", E, "buttons[1].label", "two", "another label"}},
		{"duplicate fixed labels", func(x *world) { x.first(&model.ButtonQuestion{Text: "?", Buttons: []model.Label{"Sí", "si"}}) }, finding{"duplicateLabel", E, "buttons[1]", "two", "another label"}},
		{"different labels", func(x *world) { x.first(&model.ButtonQuestion{Text: "?", Buttons: []model.Label{"Yes", "No"}}) }, finding{"duplicateLabel", none, "", "", ""}},
		{"unknown team", func(x *world) { x.complete.End.Settings = &model.Transfer{Team: "Customer experence"} }, finding{"unknownTeam", W, "end.team", "no team", "did you mean Customer experience?"}},
		{"known team", func(x *world) { x.complete.End.Settings = &model.Transfer{Team: "cx"} }, finding{"unknownTeam", none, "", "", ""}},
		{"dynamic team", func(x *world) { x.complete.End.Settings = &model.Transfer{Team: "{{conversation.assignedTeam}}"} }, finding{"unknownTeam", none, "", "", ""}},
	})
}

func TestReferencesAndAttributes(t *testing.T) {
	E, W := check.Error, check.Warning
	run(t, []ruleCase{
		{"predefined intent that is not taken up", func(x *world) { x.premium(); x.ask.Intent = "get-refund" }, finding{"unknownIntent", E, "[ask].intent", "no intent", "take up the predefined intent Get refund"}},
		{"unknown intent", func(x *world) { x.premium(); x.ask.Intent = "refnd" }, finding{"unknownIntent", E, "[ask].intent", "no intent", "did you mean refund?"}},
		{"unknown schedule", func(x *world) { x.first(&model.BusinessSchedule{Schedule: "nights"}) }, finding{"unknownSchedule", E, "[new].schedule", "nights", "choose"}},
		{"default schedule", func(x *world) { x.first(&model.BusinessSchedule{}) }, finding{"unknownSchedule", none, "", "", ""}},
		{"no default schedule", func(x *world) { x.w.Schedules = nil; x.first(&model.BusinessSchedule{}) }, finding{"unknownSchedule", E, "[new].schedule", "no default schedule", "mark one"}},
		{"unknown workflow", func(x *world) { x.premium(); x.first(&model.RunWorkflow{Workflow: "trak"}) }, finding{"unknownWorkflow", E, "[new].workflow", "no workflow", "did you mean track?"}},
		{"unknown knowledge base", func(x *world) {
			x.premium()
			x.end(&model.AIResponse{Text: "?", KnowledgeBase: "nope", Answered: "complete", NotHelpful: "complete", NotAnswered: "complete"})
		},
			finding{"unknownKnowledgeBase", E, "end.knowledgeBase", "no knowledge base", "choose"}},
		{"unknown profile", func(x *world) {
			x.premium()
			x.end(&model.AIResponse{Text: "?", KnowledgeBase: "help", Profile: "kidn", Answered: "complete", NotHelpful: "complete", NotAnswered: "complete"})
		},
			finding{"unknownProfile", E, "end.profile", "no AI profile", "did you mean kind?"}},
		{"unknown brand", func(x *world) {
			x.premium()
			x.end(&model.ArticleDeflection{Text: "?", KnowledgeBase: "help", Brand: "acne", Helped: "complete", NotHelped: "complete", NoArticles: "complete"})
		},
			finding{"unknownBrand", E, "end.brand", "no brand", "did you mean acme?"}},
		{"empty knowledge base", func(x *world) {
			x.premium()
			x.w.Articles = nil
			x.end(&model.AIResponse{Text: "?", KnowledgeBase: "help", Answered: "complete", NotHelpful: "complete", NotAnswered: "complete"})
		},
			finding{"emptyKnowledgeBase", W, "end.knowledgeBase", "no public, published article", "publish"}},
		{"unknown Klass", func(x *world) {
			x.premium()
			x.first(&model.ObjectSelector{Text: "?", Klass: "oder", NotFound: "complete"})
		}, finding{"unknownKlass", E, "[new].klass", "no Klass", "did you mean order?"}},
		{"built-in Klass", func(x *world) {
			x.premium()
			x.first(&model.ObjectSelector{Text: "?", Klass: "customer", NotFound: "complete"})
		}, finding{"klassUnfit", E, "[new].klass", "no objects", "order"}},
		{"unknown card attribute", func(x *world) {
			x.premium()
			x.first(&model.ObjectSelector{Text: "?", Klass: "order", Card: model.Card{Title: "statsu", Description: "total"}, NotFound: "complete"})
		},
			finding{"unknownAttribute", E, "card.title", "no attribute", "did you mean status?"}},
		{"known card attributes", func(x *world) {
			x.premium()
			x.first(&model.ObjectSelector{Text: "?", Klass: "order", Card: model.Card{Title: "status", Description: "total"}, NotFound: "complete"})
		},
			finding{"unknownAttribute", none, "", "", ""}},
		{"unknown attribute saved", func(x *world) { x.question.Save = "customer.nam" }, finding{"unknownAttribute", E, "[name].save", "no attribute customer.nam", "did you mean customer.name?"}},
		{"unknown attribute read", func(x *world) { x.branch.Branches[0].When[0].Attribute = "customer.nam" }, finding{"unknownAttribute", E, "when[0].attribute", "customer.nam", "did you mean customer.name?"}},
		{"read-only", func(x *world) { x.question.Save = "message.text" }, finding{"readOnly", E, "[name].save", "read-only", "save to another"}},
		{"read-only computed", func(x *world) { x.question.Save = "customer.firstName" }, finding{"readOnly", E, "[name].save", "read-only", "save to another"}},
		{"company", func(x *world) { x.question.Save = "company.name" }, finding{"readOnly", E, "[name].save", "company", "customer."}},
		{"object", func(x *world) { x.question.Save = "order.status" }, finding{"readOnly", E, "[name].save", "read-only", "save to another"}},
		{"read off channel", func(x *world) {
			x.on(model.WhatsApp)
			x.branch.Branches[0].When = cond("session.timeOnPage", model.OpAtLeast, model.NumberOf(3))
		},
			finding{"attributeNotOnChannel", E, "when[0].attribute", "cannot be read on WhatsApp", "another attribute"}},
		{"read on channel", func(x *world) {
			x.branch.Branches[0].When = cond("session.timeOnPage", model.OpAtLeast, model.NumberOf(3))
		}, finding{"attributeNotOnChannel", none, "", "", ""}},
		{"text saved to a number", func(x *world) { x.question.Expect, x.question.Save = "email", "conversation.priority" }, finding{"typeUnfit", E, "[name].save", "number", "another attribute"}},
		{"number saved to a number", func(x *world) { x.question.Expect, x.question.Save = "number", "conversation.priority" }, finding{"typeUnfit", none, "", "", ""}},
		{"anything saved to a list", func(x *world) { x.question.Save = "conversation.colour" }, finding{"typeUnfit", W, "[name].save", "list", "attribute question"}},
		{"button saved to a number", func(x *world) { x.menu.Save = "conversation.priority" }, finding{"typeUnfit", E, "buttons[0].label", "number", "another attribute"}},
		{"buttons saved to a number", func(x *world) {
			x.first(&model.ButtonQuestion{Text: "?", Buttons: []model.Label{"1", "2"}, Save: "conversation.priority"})
		}, finding{"typeUnfit", none, "", "", ""}},
		{"buttons saved to a yes or no", func(x *world) { x.menu.Save = "conversation.gift" }, finding{"typeUnfit", none, "", "", ""}},
		{"button saved to a yes or no", func(x *world) { x.menu.Save = "conversation.gift"; x.menu.Buttons[1].Label = "Perhaps" }, finding{"typeUnfit", E, "buttons[1].label", "boolean", ""}},
		{"button saved to a list", func(x *world) { x.menu.Save = "conversation.colour" }, finding{"unknownValue", W, "buttons[0].label", "none of the values", "Red"}},
		{"attribute without values", func(x *world) { x.first(&model.AttributeQuestion{Text: "?", Attribute: "conversation.name"}) }, finding{"empty", E, "[new].values", "no values", "name the values"}},
		{"attribute with values", func(x *world) { x.first(&model.AttributeQuestion{Text: "?", Attribute: "conversation.colour"}) }, finding{"empty", none, "", "", ""}},
		{"unknown value", func(x *world) {
			x.first(&model.AttributeQuestion{Text: "?", Attribute: "conversation.colour", Values: []model.Label{"Bleu"}})
		}, finding{"unknownValue", E, "values[0]", "Bleu", "did you mean Blue?"}},
		{"value unfit", func(x *world) {
			x.first(&model.AttributeQuestion{Text: "?", Attribute: "conversation.priority", Values: []model.Label{"high"}})
		}, finding{"typeUnfit", E, "values[0]", "high", "number"}},
		{"update by an unfit value", func(x *world) { x.update.Value.Value = model.TextOf("high") }, finding{"typeUnfit", E, "[vip].value", "high", "number"}},
		{"update by dynamic text", func(x *world) { x.update.Value.Value = model.TextOf("{{order.total}}") }, finding{"", none, "[vip]", "", ""}},
		{"update by an unknown path", func(x *world) { x.update.Value.Value = model.TextOf("{{order.totl}}") }, finding{"unknownPath", E, "[vip].value", "order.totl", "order.total"}},
		{"update by a list", func(x *world) { x.update.Value.Value = model.ListOf([]string{"1", "2"}) }, finding{"valueUnfit", E, "[vip].value", "no list", "one value"}},
		{"update without a value", func(x *world) { x.update.Value = model.Change{} }, finding{"empty", E, "[vip].value", "value is missing", "fill"}},
		{"update to nothing", func(x *world) { x.update.Value = model.Change{Op: model.ChangeSet} }, finding{"emptyValue", W, "[vip].value", "cleared", "null"}},
		{"clear", func(x *world) { x.update.Value = model.Change{Op: model.ChangeClear} }, finding{"", none, "[vip]", "", ""}},
		{"add to a number", func(x *world) { x.update.Value = model.Change{Op: model.ChangeAdd, Value: model.ListOf([]string{"1"})} }, finding{"valueUnfit", E, "[vip].value", "only lists", "set it"}},
		{"add to tags", func(x *world) {
			x.update.Attribute = "conversation.tags"
			x.update.Value = model.Change{Op: model.ChangeAdd, Value: model.ListOf([]string{"vip"})}
		}, finding{"", none, "[vip]", "", ""}},
		{"update an e-mail address", func(x *world) {
			x.update.Attribute = "customer.email"
			x.update.Value.Value = model.TextOf("a@b.example")
		}, finding{"notUpdatable", E, "[vip].attribute", "cannot be set", "ask the customer"}},
		{"update an own attribute", func(x *world) { x.update.Attribute = "conversation.gift"; x.update.Value.Value = model.BoolOf(true) }, finding{"", none, "[vip]", "", ""}},
	})
}

func TestConditions(t *testing.T) {
	E, W := check.Error, check.Warning
	when := func(path model.AttributePath, op model.Operator, v model.Value) func(x *world) {
		return func(x *world) { x.branch.Branches[0].When = cond(path, op, v) }
	}
	run(t, []ruleCase{
		{"operator unfit", when("conversation.priority", model.OpContains, model.TextOf("a")), finding{"operatorUnfit", E, "when[0].is", "does not fit conversation.priority", "use one of"}},
		{"unknown operator", when("conversation.priority", "resembles", model.TextOf("a")), finding{"unknownOperator", E, "when[0].is", "resembles", "use one of"}},
		{"unknown operator and attribute", when("conversation.nothing", "resembles", model.TextOf("a")), finding{"unknownOperator", E, "when[0].is", "resembles", "is equal to"}},
		{"no value", when("conversation.priority", model.OpAtLeast, model.Value{}), finding{"valueUnfit", E, "when[0].value", "needs a value", "number"}},
		{"no number", when("conversation.priority", model.OpAtLeast, model.TextOf("high")), finding{"valueUnfit", E, "when[0].value", "high", "number"}},
		{"a value too much", when("conversation.priority", model.OpSet, model.NumberOf(1)), finding{"valueUnfit", E, "when[0].value", "takes no value", "leave it out"}},
		{"no date", when("conversation.due", model.OpAfter, model.TextOf("soon")), finding{"valueUnfit", E, "when[0].value", "no date", "YYYY-MM-DD"}},
		{"no span", when("conversation.due", model.OpWithin, model.TextOf("soon")), finding{"valueUnfit", E, "when[0].value", "span", "last 7 days"}},
		{"no yes or no", when("conversation.gift", model.OpEqual, model.TextOf("perhaps")), finding{"valueUnfit", E, "when[0].value", "yes-or-no", "true or false"}},
		{"unknown value", when("conversation.colour", model.OpOneOf, model.ListOf([]string{"Bleu"})), finding{"unknownValue", W, "when[0].value", "Bleu", "did you mean Blue?"}},
		{"unknown level", when("conversation.topic", model.OpOneOf, model.ListOf([]string{"Later"})), finding{"unknownValue", W, "when[0].value", "Later", "did you mean Late?"}},
		{"known level", when("conversation.topic", model.OpOneOf, model.ListOf([]string{"late", "Returns"})), finding{"unknownValue", none, "", "", ""}},
		{"schedule operator", when("conversation.due", model.OpDuring, model.TextOf("office")), finding{"", none, "when", "", ""}},
		{"unknown schedule", when("conversation.due", model.OpDuring, model.TextOf("offce")), finding{"unknownSchedule", E, "when[0].value", "offce", "did you mean office?"}},
		{"a good date", when("conversation.due", model.OpOnOrAfter, model.TextOf("2026-03-02")), finding{"", none, "when", "", ""}},
	})
}

func TestChannelsAndTypes(t *testing.T) {
	E, W, H := check.Error, check.Warning, check.Hint
	long := model.Text("bot " + strings.Repeat("a", 1100))
	run(t, []ruleCase{
		{"interaction not on channel", func(x *world) {
			x.on(model.SMS)
			x.first(&model.ButtonQuestion{Text: "?", Buttons: []model.Label{"A"}})
		}, finding{"interactionNotAllowed", E, "[new]", "Button question is not on SMS", "another interaction"}},
		{"interaction not by type", func(x *world) { x.first(&model.RunWorkflow{Workflow: "track"}) }, finding{"interactionNotAllowed", E, "[new]", "Run workflow is Premium only", "Premium"}},
		{"end not by type", func(x *world) { x.end(&model.EndConversation{}) }, finding{"interactionNotAllowed", E, "[ask].end", "End conversation is Premium only", "Premium"}},
		{"field not by type", func(x *world) { x.question.UnderstandIntents = true }, finding{"fieldNotAllowed", E, "understandIntents", "Premium only", "Premium"}},
		{"field not on channel", func(x *world) { x.hello.Attachments = []string{"a.png"} }, finding{"fieldNotAllowed", E, "attachments", "not on chat", "take it away"}},
		{"intent not by type", func(x *world) { x.ask.Intent = "refund" }, finding{"fieldNotAllowed", E, "[ask].intent", "Premium only", "Premium"}},
		{"premium on voice", func(x *world) { x.on(model.Voice); x.premium() }, finding{"typeOnChannel", E, "type", "Lite only", "make it Lite"}},
		{"step without room", func(x *world) {
			x.first(&model.BusinessSchedule{Inside: &model.Outcome{Do: []model.Interaction{{ID: "in", Settings: &model.ConditionalBranch{}}}}})
		},
			finding{"stepNotAllowed", E, "inside.do[in]", "Conditional branch cannot stand inside Business schedule", "dialog of its own"}},
		{"redirect as a step", func(x *world) {
			x.branch.Branches[0].Do = []model.Interaction{{ID: "in", Settings: &model.Redirect{Dialog: "ask"}}}
		},
			finding{"stepNotAllowed", E, "do[in]", "Redirect to dialog cannot stand inside", "use the redirect"}},
		{"nested branch", func(x *world) {
			x.branch.Branches[0].Do = append(x.branch.Branches[0].Do, model.Interaction{ID: "in", Settings: &model.ConditionalBranch{Branches: x.branch.Branches[:0]}})
		}, finding{"stepNotAllowed", none, "", "", ""}},
		{"interactive message too long", func(x *world) { x.on(model.WhatsApp); x.menu.Text = long }, finding{"tooLong", W, "end.text", "1104 characters", "shorten"}},
		{"message not too long", func(x *world) { x.on(model.WhatsApp); x.hello.Text = long }, finding{"tooLong", none, "", "", ""}},
		{"message too long", func(x *world) { x.on(model.WhatsApp); x.hello.Text = long + long + long + long }, finding{"tooLong", W, "[hello].text", "4096", "shorten"}},
		{"button too long", func(x *world) { x.on(model.WhatsApp); x.menu.Buttons[0].Label = "Yes, I would like to do" }, finding{"tooLong", W, "buttons[0].label", "a button on WhatsApp has 20", "shorten"}},
		{"row too long", func(x *world) {
			x.on(model.WhatsApp)
			x.end(&model.ListSelector{Text: "?", Rows: []model.Row{{Label: "Yes, I would like to do it", Dialog: "ask"}, {Label: "No", Dialog: "complete"}}})
		},
			finding{"tooLong", W, "rows[0].label", "a row on WhatsApp has 24", "shorten"}},
		{"description too long", func(x *world) {
			x.on(model.WhatsApp)
			x.end(&model.ListSelector{Text: "?", Rows: []model.Row{{Label: "Yes", Description: model.Label(strings.Repeat("a", 73)), Dialog: "ask"}, {Label: "No", Dialog: "complete"}}})
		},
			finding{"tooLong", W, "rows[0].description", "72", "shorten"}},
		{"emoji on a button", func(x *world) { x.on(model.WhatsApp); x.menu.Buttons[0].Label = "Yes 👍" }, finding{"emojiOnButton", W, "buttons[0].label", "emoji", "take the emoji out"}},
		{"emoji on a button of chat", func(x *world) { x.menu.Buttons[0].Label = "Yes 👍" }, finding{"emojiOnButton", none, "", "", ""}},
		{"too many rows", func(x *world) { x.on(model.WhatsApp); x.end(&model.ListSelector{Text: "?", Rows: rows(11)}) }, finding{"overLimit", E, "[ask].end", "11", "second"}},
		{"ten rows", func(x *world) { x.on(model.WhatsApp); x.end(&model.ListSelector{Text: "?", Rows: rows(10)}) }, finding{"overLimit", none, "", "", ""}},
		{"two SMS", func(x *world) {
			x.on(model.SMS)
			x.end(&model.Redirect{Dialog: "complete"})
			x.hello.Text = model.Text("bot " + strings.Repeat("a", 157))
		}, finding{"smsSegments", H, "[hello].text", "2 SMS segments", "shorten"}},
		{"one SMS", func(x *world) {
			x.on(model.SMS)
			x.end(&model.Redirect{Dialog: "complete"})
			x.hello.Text = model.Text("bot " + strings.Repeat("a", 156))
		}, finding{"smsSegments", none, "", "", ""}},
		{"a wider alphabet", func(x *world) {
			x.on(model.SMS)
			x.end(&model.Redirect{Dialog: "complete"})
			x.hello.Text = model.Text("bot 😀 " + strings.Repeat("a", 70))
		}, finding{"smsSegments", H, "[hello].text", "2 SMS segments", "shorten"}},
		{"wrong attachment", func(x *world) { x.on(model.WhatsApp); x.hello.Attachments = []string{"a.pdf"} }, finding{"attachmentType", E, "attachments[0]", "a.pdf", "attach"}},
		{"good attachment", func(x *world) { x.on(model.WhatsApp); x.hello.Attachments = []string{"a.PNG"} }, finding{"attachmentType", none, "", "", ""}},
		{"wrong key", func(x *world) {
			x.on(model.Voice)
			x.end(&model.CollectInput{Text: "?", Keys: model.Map[model.DialogID]{{Key: "one", Value: "ask"}}})
		}, finding{"keyShape", E, "keys[one]", "no keypad", "digits"}},
	})
}

func rows(n int) []model.Row {
	out := make([]model.Row, n)
	for i := range out {
		out[i] = model.Row{Label: model.Label("Other " + string(rune('a'+i))), Dialog: "complete"}
	}
	return out
}
