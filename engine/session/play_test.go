package session_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/engine/session"
)

// talk is a conversation with one dialog of the given interactions.
type talk struct {
	name   string
	list   []model.InteractionSettings
	end    model.InteractionSettings // a transfer where there is none
	change func(w *model.Workspace, a *model.Assistant)
	start  session.Start
	inputs []session.Input
	want   []string // what happened, without the status at the beginning
}

func say(s string) session.Input   { return session.Input{Kind: session.Say, Text: s} }
func press(s string) session.Input { return session.Input{Kind: session.Press, Text: s} }

func interactions(prefix string, list ...model.InteractionSettings) []model.Interaction {
	out := make([]model.Interaction, len(list))
	for i, s := range list {
		out[i] = model.Interaction{ID: fmt.Sprint(prefix, i), Settings: s}
	}
	return out
}

// assistant is one of a single dialog, and Complete Assistant.
func (c talk) assistant() (*model.Workspace, *model.Assistant) {
	end := c.end
	if end == nil {
		end = &model.Transfer{}
	}
	a := &model.Assistant{ID: "a", Name: "A", Type: model.Premium, Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: interactions("i", c.list...), End: &model.Interaction{ID: "end", Settings: end}},
		{ID: "complete", Name: "Complete Assistant", Interactions: interactions("c", &model.SendMessage{Text: "Bye"}), End: &model.Interaction{ID: "over", Settings: &model.EndConversation{}}},
	}}
	w := &model.Workspace{Assistants: []*model.Assistant{a}, Klasses: []*model.Klass{{ID: "conversation", Attributes: []model.AttributeDef{
		{Name: "colour", Type: model.TypeList, Values: []model.Label{"Red", "Blue"}}, {Name: "due", Type: model.TypeDate},
		{Name: "gift", Type: model.TypeBoolean}, {Name: "size", Type: model.TypeNumber},
		{Name: "topic", Type: model.TypeMultiLevel, Children: []model.Level{
			{Value: "Returns", Children: []model.Level{{Value: "Late", Children: []model.Level{{Value: "A day"}, {Value: "A week"}}}, {Value: "Broken"}}}, {Value: "Sales"}}}}}}}
	if c.change != nil {
		c.change(w, a)
	}
	return w, a
}

func (c talk) run(t *testing.T) {
	t.Helper()
	w, a := c.assistant()
	p := session.Compile(w, a)
	start := c.start
	if start.At.IsZero() {
		start.At = monday
	}
	s, events := session.Open(p, &start, nil)
	for _, in := range c.inputs {
		events = session.Step(p, s, in, events)
	}
	got, want := strings.Join(lines(events[1:]), "\n"), strings.Join(c.want, "\n")
	if got != want {
		t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, want)
	}
}

const (
	handOver  = "bot: I'd rather pass you to a person on our team."
	sorry     = "bot: " + string(model.DefaultErrorMessage)
	over      = "transfer to "
	given     = "status transferred"
	noEmail   = "bot: That doesn't look like an e-mail address. Please write it like name@example.com."
	noNumber  = "bot: That doesn't look like a number. Please write it in digits, like 12."
	noDate    = "bot: I don't recognise that date. Please write it like 2026-03-31."
	noPhone   = "bot: That doesn't look like a phone number. Please write it with its country code, like +1 555 010 0199."
	noYesOrNo = "bot: Please answer yes or no."
)

func TestTextQuestions(t *testing.T) {
	ask := func(expect string, save model.AttributePath) []model.InteractionSettings {
		return []model.InteractionSettings{&model.TextQuestion{Text: "Q?", Expect: expect, Save: save}}
	}
	for _, c := range []talk{
		{name: "anything", list: ask("", "conversation.name"), inputs: []session.Input{say("  Hello  ")},
			want: []string{"bot: Q?", "customer:   Hello  ", "conversation.name = Hello", over, given}},
		{name: "not saved", list: ask("", ""), inputs: []session.Input{say("x")}, want: []string{"bot: Q?", "customer: x", over, given}},
		{name: "e-mail", list: ask("email", "customer.email"), inputs: []session.Input{say("Ada@Example.COM")},
			want: []string{"bot: Q?", "customer: Ada@Example.COM", "customer.email = ada@example.com", over, given}},
		{name: "e-mail at the second try", list: ask("email", "customer.email"), inputs: []session.Input{say("ada"), say("ada@example.com")},
			want: []string{"bot: Q?", "customer: ada", noEmail, "bot: Q?", "customer: ada@example.com", "customer.email = ada@example.com", over, given}},
		{name: "three wrong tries", list: ask("email", "customer.email"), inputs: []session.Input{say("a"), say("b"), say("c")},
			want: []string{"bot: Q?", "customer: a", noEmail, "bot: Q?", "customer: b", noEmail, "bot: Q?", "customer: c",
				"note no e-mail address after 3 tries: customer.email is not saved", over, given}},
		{name: "three wrong tries for nothing", list: ask("number", ""), inputs: []session.Input{say("a"), say("b"), say("c")},
			want: []string{"bot: Q?", "customer: a", noNumber, "bot: Q?", "customer: b", noNumber, "bot: Q?", "customer: c", "note no number after 3 tries: nothing is saved", over, given}},
		{name: "number", list: ask("number", "conversation.size"), inputs: []session.Input{say("1,234.5")},
			want: []string{"bot: Q?", "customer: 1,234.5", "conversation.size = 1234.5", over, given}},
		{name: "the attribute's own format", list: ask("", "conversation.size"), inputs: []session.Input{say("big"), say("12")},
			want: []string{"bot: Q?", "customer: big", noNumber, "bot: Q?", "customer: 12", "conversation.size = 12", over, given}},
		{name: "date", list: ask("date", "conversation.due"), inputs: []session.Input{say("3/4/2026"), say("31/3/2026")},
			want: []string{"bot: Q?", "customer: 3/4/2026", noDate, "bot: Q?", "customer: 31/3/2026", "conversation.due = 2026-03-31", over, given}},
		{name: "phone", list: ask("phone", "customer.phone"), inputs: []session.Input{say("call me"), say("+34 600-11-22-33")},
			want: []string{"bot: Q?", "customer: call me", noPhone, "bot: Q?", "customer: +34 600-11-22-33", "customer.phone = +34600112233", over, given}},
		{name: "yes or no", list: ask("", "conversation.gift"), inputs: []session.Input{say("perhaps"), say("Yes!")},
			want: []string{"bot: Q?", "customer: perhaps", noYesOrNo, "bot: Q?", "customer: Yes!", "conversation.gift = yes", over, given}},
		{name: "pressing where there is no button", list: ask("", ""), inputs: []session.Input{press("Yes"), say("x")},
			want: []string{"bot: Q?", "note there are no buttons here: write an answer", "customer: x", over, given}},
		{name: "an empty message", list: ask("", ""), inputs: []session.Input{say(" \n"), say("x")},
			want: []string{"bot: Q?", "note an empty message says nothing: write something or press a button", "customer: x", over, given}},
		{name: "tries begin anew with the next question", list: append(ask("number", ""), ask("number", "")...), inputs: []session.Input{say("a"), say("b"), say("1"), say("a"), say("2")},
			want: []string{"bot: Q?", "customer: a", noNumber, "bot: Q?", "customer: b", noNumber, "bot: Q?", "customer: 1", "bot: Q?", "customer: a", noNumber, "bot: Q?", "customer: 2", over, given}},
		{name: "first name", list: append(ask("", "customer.name"), &model.SendMessage{Text: "Hi {{customer.firstName}}"}), inputs: []session.Input{say("Ada Byron")},
			want: []string{"bot: Q?", "customer: Ada Byron", "customer.name = Ada Byron", "bot: Hi Ada", over, given}},
	} {
		c.run(t)
	}
}

func TestFormats(t *testing.T) {
	for format, cases := range map[session.Format]map[string]string{
		session.EmailFormat:  {"a@b.example": "a@b.example", "a@b": "", "Ada <a@b.example>": "", "a b@c.example": "", "": "", "a@b.example ": "a@b.example", "@b.example": ""},
		session.PhoneFormat:  {"+1 (555) 010-0199": "+15550100199", "0175 5550123": "0175 5550123", "123": "", "1234567890123456": "", "+1 555 CALL": "", "++15550100199": ""},
		session.NumberFormat: {"12": "12", "-3.5": "-3.5", "1,5": "1.5", "1.234,5": "1234.5", "1,234": "1234", "1 234": "1234", "twelve": "", "": "", "NaN": "", "Inf": "", "0x10": "", "1e3": "1000", "1_000": ""},
		session.DateFormat:   {"2026-03-31": "2026-03-31", "31.3.2026": "2026-03-31", "March 31, 2026": "2026-03-31", "13/1/2026": "2026-01-13", "1/13/2026": "2026-01-13", "1/2/2026": "", "2/2/2026": "2026-02-02", "2026-02-30": "", "soon": ""},
		"boolean":            {"yes": "yes", "SÍ": "yes", "nope": "no", "Nein.": "no", "maybe": "", "": ""},
		"":                   {" x ": "x"},
	} {
		for in, want := range cases {
			got, ok := format.Read(in)
			if got.String() != want || ok != (want != "") {
				t.Errorf("%s %q: %q %v, want %q", format, in, got, ok, want)
			}
		}
	}
}

func TestButtons(t *testing.T) {
	list := []model.InteractionSettings{&model.ButtonQuestion{Text: "Q?", Buttons: []model.Label{"Track my order", "Return it", "Café"}, Save: "conversation.name"}}
	first := "bot: Q? [Track my order|Return it|Café]"
	chosen := func(said, label string) []string {
		return []string{first, "customer: " + label, "conversation.name = " + label, over, given}
	}
	unfit := func(said string) string {
		return fmt.Sprintf("note there is no button %q here: press one of Track my order, Return it, Café", said)
	}
	for _, c := range []talk{
		{name: "pressed", inputs: []session.Input{press("Return it")}, want: chosen("", "Return it")},
		{name: "pressed in other letters", inputs: []session.Input{press("return  IT")}, want: chosen("", "Return it")},
		{name: "by number", inputs: []session.Input{press("#3")}, want: chosen("", "Café")},
		{name: "by a number there is not", inputs: []session.Input{press("#4"), press("#0"), press("#x")}, want: []string{first, unfit("#4"), unfit("#0"), unfit("#x")}},
		{name: "by another label", inputs: []session.Input{press("Cancel")}, want: []string{first, unfit("Cancel")}},
		{name: "typed", inputs: []session.Input{say("cafe")}, want: chosen("", "Café")},
		{name: "typed with a point", inputs: []session.Input{say(" RETURN IT! ")}, want: chosen("", "Return it")},
		{name: "typed in a sentence", inputs: []session.Input{say("I want to return it, please")}, want: chosen("", "Return it")},
		{name: "typed with a slip", inputs: []session.Input{say("track my ordre")}, want: chosen("", "Track my order")},
		{name: "refused in a sentence", inputs: []session.Input{say("I do not want to return it")}, want: []string{first, "customer: I do not want to return it", first}},
		{name: "two named", inputs: []session.Input{say("track my order or return it?")}, want: []string{first, "customer: track my order or return it?", first}},
		{name: "asked again twice, then handed over", inputs: []session.Input{say("a"), say("b"), say("c")},
			want: []string{first, "customer: a", first, "customer: b", first, "customer: c", "note no button matched after 3 tries: the conversation goes to an agent", handOver, over, given}},
		{name: "a wrong press is no try", inputs: []session.Input{say("a"), press("x"), say("b"), press("x"), press("#1")},
			want: []string{first, "customer: a", first, unfit("x"), "customer: b", first, unfit("x"), "customer: Track my order", "conversation.name = Track my order", over, given}},
	} {
		c.list = list
		c.run(t)
	}
	talk{name: "saved as the attribute's type", list: []model.InteractionSettings{
		&model.ButtonQuestion{Text: "Q?", Buttons: []model.Label{"1", "2"}, Save: "conversation.priority"},
		&model.ConditionalBranch{Branches: []model.Branch{{When: []model.Condition{{Attribute: "conversation.priority", Is: model.OpAtLeast, Value: model.NumberOf(2)}},
			Do: interactions("b", &model.SendMessage{Text: "High"})}}}},
		inputs: []session.Input{press("2")}, want: []string{"bot: Q? [1|2]", "customer: 2", "conversation.priority = 2", "bot: High", over, given}}.run(t)
}

func TestButtonsOfSignsAreToldApart(t *testing.T) {
	list := []model.InteractionSettings{&model.ButtonQuestion{Text: "Q?", Buttons: []model.Label{"👍", "👎"}, Save: "conversation.name"}}
	shown := "bot: Q? [👍|👎]"
	talk{name: "the second sign", list: list, inputs: []session.Input{say("👎")}, want: []string{shown, "customer: 👎", "conversation.name = 👎", over, given}}.run(t)
	talk{name: "another sign", list: list, inputs: []session.Input{say("???")}, want: []string{shown, "customer: ???", shown}}.run(t)
	talk{name: "feedback", end: &model.RequestFeedback{Text: "OK?", Positive: model.LinkButton{Dialog: "welcome"}, Negative: model.LinkButton{Dialog: "complete"}},
		inputs: []session.Input{say("👎")}, want: []string{"bot: OK? [👍|👎]", "customer: 👎", "feedback", "-> complete (feedback)", "bot: Bye", "status ended"}}.run(t)
}

func TestAttributeQuestions(t *testing.T) {
	topic := []model.InteractionSettings{&model.AttributeQuestion{Text: "Topic?", Attribute: "conversation.topic"}}
	for _, c := range []talk{
		{name: "level by level", list: topic, inputs: []session.Input{press("Returns"), say("late"), press("A week")},
			want: []string{"bot: Topic? [Returns|Sales]", "customer: Returns", "bot: Returns [Late|Broken]", "customer: Late", "bot: Late [A day|A week]", "customer: A week", "conversation.topic = A week", over, given}},
		{name: "asked again on a lower level", list: topic, inputs: []session.Input{press("Returns"), say("x"), say("y"), press("Broken")},
			want: []string{"bot: Topic? [Returns|Sales]", "customer: Returns", "bot: Returns [Late|Broken]", "customer: x", "bot: Topic? [Late|Broken]", "customer: y", "bot: Topic? [Late|Broken]", "customer: Broken", "conversation.topic = Broken", over, given}},
		{name: "only some", list: []model.InteractionSettings{&model.AttributeQuestion{Text: "Topic?", Attribute: "conversation.topic", Values: []model.Label{"Sales"}}}, inputs: []session.Input{press("#1")},
			want: []string{"bot: Topic? [Sales]", "customer: Sales", "conversation.topic = Sales", over, given}},
		{name: "a list", list: []model.InteractionSettings{&model.AttributeQuestion{Text: "Colour?", Attribute: "conversation.colour"}}, inputs: []session.Input{press("Blue")},
			want: []string{"bot: Colour? [Red|Blue]", "customer: Blue", "conversation.colour = Blue", over, given}},
		{name: "yes or no", list: []model.InteractionSettings{&model.AttributeQuestion{Text: "Gift?", Attribute: "conversation.gift"}}, inputs: []session.Input{press("Yes")},
			want: []string{"bot: Gift? [Yes|No]", "customer: Yes", "conversation.gift = yes", over, given}},
		{name: "skipped", list: []model.InteractionSettings{
			&model.UpdateAttribute{Attribute: "conversation.colour", Value: model.Change{Op: model.ChangeSet, Value: model.TextOf("Red")}},
			&model.AttributeQuestion{Text: "Colour?", Attribute: "conversation.colour", SkipIfSet: true}, &model.SendMessage{Text: "Then"}},
			want: []string{"conversation.colour = Red", "bot: Then", over, given}},
		{name: "not skipped", list: []model.InteractionSettings{&model.AttributeQuestion{Text: "Colour?", Attribute: "conversation.colour", SkipIfSet: true}},
			want: []string{"bot: Colour? [Red|Blue]"}},
	} {
		c.run(t)
	}
}

func TestBranches(t *testing.T) {
	is := func(v string) []model.Condition {
		return []model.Condition{{Attribute: "conversation.name", Is: model.OpEqual, Value: model.TextOf(v)}}
	}
	said := func(s string) []model.Interaction {
		return interactions("s"+s, &model.SendMessage{Text: model.Text(s)})
	}
	nested := &model.ConditionalBranch{
		Branches: []model.Branch{
			{When: is("a"), Do: append(said("A"), interactions("n", &model.ConditionalBranch{
				Branches: []model.Branch{{When: []model.Condition{{Attribute: "customer.vip", Is: model.OpSet}}, Do: said("VIP"), Redirect: "complete"}}})...)},
			{When: is("b"), Redirect: "complete"},
		},
		Otherwise: &model.Outcome{Do: said("Other")},
	}
	set := func(v string) model.InteractionSettings {
		return &model.UpdateAttribute{Attribute: "conversation.name", Value: model.Change{Op: model.ChangeSet, Value: model.TextOf(v)}}
	}
	vip := &model.UpdateAttribute{Attribute: "customer.vip", Value: model.Change{Op: model.ChangeSet, Value: model.BoolOf(true)}}
	after := &model.SendMessage{Text: "After"}
	ended := []string{"bot: Bye", "status ended"}
	for _, c := range []talk{
		{name: "first branch, goes on", list: []model.InteractionSettings{set("a"), nested, after}, want: []string{"conversation.name = a", "bot: A", "bot: After", over, given}},
		{name: "nested redirect", list: []model.InteractionSettings{set("a"), vip, nested, after},
			want: append([]string{"conversation.name = a", "customer.vip = yes", "bot: A", "bot: VIP", "-> complete (branch)"}, ended...)},
		{name: "second branch", list: []model.InteractionSettings{set("b"), nested, after}, want: append([]string{"conversation.name = b", "-> complete (branch)"}, ended...)},
		{name: "otherwise", list: []model.InteractionSettings{set("c"), nested, after}, want: []string{"conversation.name = c", "bot: Other", "bot: After", over, given}},
		{name: "no branch and no otherwise", list: []model.InteractionSettings{&model.ConditionalBranch{Branches: nested.Branches}, after}, want: []string{"bot: After", over, given}},
		{name: "the first of two that hold", list: []model.InteractionSettings{set("a"), &model.ConditionalBranch{Branches: []model.Branch{{When: is("a"), Do: said("1")}, {When: is("a"), Do: said("2")}}}},
			want: []string{"conversation.name = a", "bot: 1", over, given}},
		{name: "any", list: []model.InteractionSettings{set("b"), &model.ConditionalBranch{Branches: []model.Branch{{Match: model.MatchAny, When: append(is("a"), is("b")...), Do: said("1")}}}},
			want: []string{"conversation.name = b", "bot: 1", over, given}},
		{name: "all", list: []model.InteractionSettings{set("b"), &model.ConditionalBranch{Branches: []model.Branch{{When: append(is("a"), is("b")...), Do: said("1")}}}},
			want: []string{"conversation.name = b", over, given}},
		{name: "no conditions hold", list: []model.InteractionSettings{&model.ConditionalBranch{Branches: []model.Branch{{Do: said("1")}}}}, want: []string{"bot: 1", over, given}},
		{name: "an unknown attribute", list: []model.InteractionSettings{&model.ConditionalBranch{Branches: []model.Branch{{When: []model.Condition{{Attribute: "no.such", Is: model.OpSet}}}}}},
			want: []string{"note error: there is no attribute no.such", sorry, over, given}},
		{name: "a question in a branch", list: []model.InteractionSettings{&model.ConditionalBranch{Branches: []model.Branch{{Do: interactions("q", &model.TextQuestion{Text: "Q?", Save: "conversation.name"})}}}, after},
			inputs: []session.Input{say("x")}, want: []string{"bot: Q?", "customer: x", "conversation.name = x", "bot: After", over, given}},
		{name: "all redirect", list: []model.InteractionSettings{&model.ConditionalBranch{Branches: []model.Branch{{When: is("z"), Redirect: "welcome"}}, Otherwise: &model.Outcome{Redirect: "complete"}}, after},
			want: append([]string{"-> complete (branch)"}, ended...)},
	} {
		c.run(t)
	}
}

func TestUpdates(t *testing.T) {
	update := func(path model.AttributePath, op model.ChangeOp, v model.Value) model.InteractionSettings {
		return &model.UpdateAttribute{Attribute: path, Value: model.Change{Op: op, Value: v}}
	}
	tags := func(op model.ChangeOp, items ...string) model.InteractionSettings {
		return update("conversation.tags", op, model.ListOf(items))
	}
	for _, c := range []talk{
		{name: "set, then clear", list: []model.InteractionSettings{update("conversation.name", model.ChangeSet, model.TextOf("x")), update("conversation.name", model.ChangeClear, model.Value{}), &model.SendMessage{Text: "[{{conversation.name | \"none\"}}]"}},
			want: []string{"conversation.name = x", "conversation.name = ", "bot: [none]", over, given}},
		{name: "add and remove", list: []model.InteractionSettings{tags(model.ChangeAdd, "a", "b"), tags(model.ChangeAdd, "b", "c"), tags(model.ChangeRemove, "a", "z"), tags(model.ChangeRemove, "b", "c")},
			want: []string{"conversation.tags = a, b", "conversation.tags = a, b, c", "conversation.tags = b, c", "conversation.tags = ", over, given}},
		{name: "dynamic text", list: []model.InteractionSettings{update("customer.name", model.ChangeSet, model.TextOf("Ada")), update("conversation.name", model.ChangeSet, model.TextOf("Order of {{customer.name}}"))},
			want: []string{"customer.name = Ada", "conversation.name = Order of Ada", over, given}},
		{name: "a value as it is", list: []model.InteractionSettings{update("conversation.priority", model.ChangeSet, model.NumberOf(3)), update("conversation.size", model.ChangeSet, model.TextOf("{{conversation.priority}}"))},
			want: []string{"conversation.priority = 3", "conversation.size = 3", over, given}},
		{name: "text made a number", list: []model.InteractionSettings{update("conversation.size", model.ChangeSet, model.TextOf("12")), &model.ConditionalBranch{Branches: []model.Branch{{When: []model.Condition{{Attribute: "conversation.size", Is: model.OpEqual, Value: model.NumberOf(12)}}, Do: interactions("d", &model.SendMessage{Text: "dozen"})}}}},
			want: []string{"conversation.size = 12", "bot: dozen", over, given}},
	} {
		c.run(t)
	}
}

func TestTextsAndSnippets(t *testing.T) {
	withSnippets := func(w *model.Workspace, a *model.Assistant) {
		w.Settings.Languages = []model.Language{"en"}
		w.Snippets = []*model.Snippet{
			{ID: "hi", Texts: model.Map[model.Text]{{Key: "pt-BR", Value: "Oi"}, {Key: "en", Value: "Hi {{customer.name | \"there\"}}"}, {Key: "pt", Value: "Olá"}, {Key: "es", Value: "Hola"}}},
			{ID: "loop", Texts: model.Map[model.Text]{{Key: "en", Value: "x{{snippet.loop}}"}}},
		}
	}
	hi := []model.InteractionSettings{&model.SendMessage{Text: "{{snippet.hi}}!"}}
	ada := &model.Customer{ID: "ada", Name: "Ada", Language: "es"}
	for _, c := range []talk{
		{name: "the workspace's language", list: hi, want: []string{"bot: Hi there!", over, given}},
		{name: "the browser's", list: hi, start: session.Start{Language: "es-MX"}, want: []string{"bot: Hola!", over, given}},
		{name: "its exact tag", list: hi, start: session.Start{Language: "pt-br"}, want: []string{"bot: Oi!", over, given}},
		{name: "its primary subtag", list: hi, start: session.Start{Language: "pt-PT"}, want: []string{"bot: Olá!", over, given}},
		{name: "the profile's", list: hi, start: session.Start{Customer: ada, Authenticated: true}, want: []string{"bot: Hola!", over, given}},
		{name: "a profile nobody proved", list: hi, start: session.Start{Customer: ada}, want: []string{"bot: Hi there!", over, given}},
		{name: "the browser's before the profile's", list: hi, start: session.Start{Customer: ada, Authenticated: true, Language: "pt"}, want: []string{"bot: Olá!", over, given}},
		{name: "set in the conversation before all", list: append([]model.InteractionSettings{&model.UpdateAttribute{Attribute: "conversation.defaultLanguage", Value: model.Change{Op: model.ChangeSet, Value: model.TextOf("es")}}}, hi...),
			start: session.Start{Language: "pt"}, want: []string{"conversation.defaultLanguage = es", "bot: Hola!", over, given}},
		{name: "unset", list: []model.InteractionSettings{&model.SendMessage{Text: "[{{customer.name}}]"}}, want: []string{"note customer.name is not set: it shows nothing", "bot: []", over, given}},
		{name: "an unknown snippet", list: []model.InteractionSettings{&model.SendMessage{Text: "[{{snippet.none}}{{conversation.brand}}]"}}, start: session.Start{Brand: "acme"},
			want: []string{"note snippet.none is not set: it shows nothing", "bot: [acme]", over, given}},
		{name: "what cannot be read", list: []model.InteractionSettings{&model.SendMessage{Text: "{{oops}} {{"}}, want: []string{"bot: {{oops}} {{", over, given}},
	} {
		c.change = withSnippets
		c.run(t)
	}
}

func TestSnippetsThatNameThemselvesComeToAnEnd(t *testing.T) {
	c := talk{list: []model.InteractionSettings{&model.SendMessage{Text: "{{snippet.a}}"}}, change: func(w *model.Workspace, a *model.Assistant) {
		w.Snippets = []*model.Snippet{{ID: "a", Texts: model.Map[model.Text]{{Key: "en", Value: model.Text(strings.Repeat("{{snippet.a}}", 500))}}}}
	}}
	w, a := c.assistant()
	s, events := session.Open(session.Compile(w, a), &session.Start{At: monday}, nil)
	if s.Status() != session.Transferred || len(events) > 1000 {
		t.Errorf("%s after %d events", s.Status(), len(events))
	}
}

func TestUnverifiedAddressesAreHiddenFromConditions(t *testing.T) {
	list := []model.InteractionSettings{
		&model.TextQuestion{Text: "E-mail?", Expect: "email", Save: "customer.email"},
		&model.ConditionalBranch{Branches: []model.Branch{{When: []model.Condition{{Attribute: "customer.email", Is: model.OpContains, Value: model.TextOf("@acme")}}, Do: interactions("x", &model.SendMessage{Text: "A colleague"})}}},
		&model.SendMessage{Text: "{{customer.email}}"}}
	hidden := "note customer.email is not verified: conditions do not see it yet"
	ada := &model.Customer{ID: "ada", Email: "Ada@acme.example"}
	for _, c := range []talk{
		{name: "new", inputs: []session.Input{say("eve@acme.example")}, want: []string{"bot: E-mail?", "customer: eve@acme.example", "customer.email = eve@acme.example", hidden, "bot: eve@acme.example", over, given}},
		{name: "the customer's own", start: session.Start{Customer: ada, Authenticated: true}, inputs: []session.Input{say("ada@acme.example")},
			want: []string{"bot: E-mail?", "customer: ada@acme.example", "customer.email = ada@acme.example", "bot: A colleague", "bot: ada@acme.example", over, given}},
		{name: "another's", start: session.Start{Customer: ada, Authenticated: true}, inputs: []session.Input{say("eve@acme.example")},
			want: []string{"bot: E-mail?", "customer: eve@acme.example", "customer.email = eve@acme.example", hidden, "bot: eve@acme.example", over, given}},
		{name: "verified by an agent", inputs: []session.Input{{Kind: session.AgentVerify}, say("eve@acme.example"), say("wait"), {Kind: session.AgentVerify}, say("on"), {Kind: session.AgentVerify}},
			list: []model.InteractionSettings{list[0], &model.TextQuestion{Text: "On?"}, &model.TextQuestion{Text: "And?"}, list[1]},
			want: []string{"bot: E-mail?", "note there is no address that waits to be verified", "customer: eve@acme.example", "customer.email = eve@acme.example", "bot: On?", "customer: wait", "bot: And?",
				"system: Verified eve@acme.example", "customer: on", "bot: A colleague", over, given, "note there is no address that waits to be verified"}},
		{name: "of somebody who is not authenticated", start: session.Start{Customer: ada}, inputs: []session.Input{say("ada@acme.example")},
			want: []string{"bot: E-mail?", "customer: ada@acme.example", "customer.email = ada@acme.example", hidden, "bot: ada@acme.example", over, given}},
	} {
		if c.list == nil {
			c.list = list
		}
		c.run(t)
	}
}

func TestWhereItLeads(t *testing.T) {
	nav := &model.NavigationButtons{Text: "Where?", Buttons: []model.NavButton{{Label: "On", Dialog: "complete"}, {Label: "Nowhere", Dialog: "none"}, {Label: "Empty"}}, Save: "conversation.name"}
	shown := "bot: Where? [On|Nowhere|Empty]"
	rows := &model.ListSelector{Text: "Which?", Rows: []model.Row{{Label: "On", Description: "and on", Dialog: "complete"}}, Save: "conversation.name"}
	for _, c := range []talk{
		{name: "a button", end: nav, inputs: []session.Input{press("On")}, want: []string{shown, "customer: On", "conversation.name = On", "-> complete (button)", "bot: Bye", "status ended"}},
		{name: "a button to nowhere", end: nav, inputs: []session.Input{press("Nowhere")}, want: []string{shown, "customer: Nowhere", "conversation.name = Nowhere", "note error: there is no dialog none", sorry, over, given}},
		{name: "a button that leads nowhere", end: nav, inputs: []session.Input{press("Empty")}, want: []string{shown, "customer: Empty", "conversation.name = Empty", "note error: the redirect leads nowhere", sorry, over, given}},
		{name: "a row", end: rows, change: func(_ *model.Workspace, a *model.Assistant) { a.Channel = model.WhatsApp }, inputs: []session.Input{say("on")}, want: []string{"bot: Which? [On]", "customer: On", "conversation.name = On", "-> complete (button)", "bot: Bye", "status ended"}},
		{name: "a redirect to nowhere", end: &model.Redirect{Dialog: "none"}, want: []string{"note error: there is no dialog none", sorry, over, given}},
		{name: "own words for an error", end: &model.Redirect{Dialog: "none"}, change: func(_ *model.Workspace, a *model.Assistant) {
			a.Settings.ErrorMessage = "Oh dear, {{customer.name | \"friend\"}}."
		},
			want: []string{"note error: there is no dialog none", "bot: Oh dear, friend.", over, given}},
		{name: "words of the assistant's language", end: &model.Redirect{Dialog: "none"}, change: func(_ *model.Workspace, a *model.Assistant) { a.Language = "de-AT" },
			want: []string{"note error: there is no dialog none", "bot: Entschuldigung, bei uns ist etwas schiefgegangen. Ich verbinde Sie mit einem Menschen, der helfen kann.", over, given}},
		{name: "a draft without an end", change: func(_ *model.Workspace, a *model.Assistant) { a.Dialogs[0].End = nil },
			want: []string{"note Welcome has no end interaction: the conversation goes to an agent", over, given}},
		{name: "an interaction without a kind", list: []model.InteractionSettings{nil}, want: []string{"note error: an interaction without a kind cannot be played", sorry, over, given}},
		{name: "an endless loop", list: []model.InteractionSettings{&model.UpdateAttribute{Attribute: "conversation.name", Value: model.Change{Op: model.ChangeClear}}}, end: &model.Redirect{Dialog: "complete"},
			change: func(_ *model.Workspace, a *model.Assistant) {
				a.Dialogs[1].End.Settings = &model.Redirect{Dialog: "welcome"}
				a.Dialogs[1].Interactions = nil
			},
			want: append(round(66), "conversation.name = ", "-> complete (end)", "note error: 200 interactions ran without an input: an endless loop", sorry, over, given)},
		{name: "a transfer with words", end: &model.Transfer{Team: "{{conversation.brand}}", Note: "From {{conversation.brand}}"}, start: session.Start{Brand: "acme"}, want: []string{"note for the agent: From acme", "transfer to acme", given}},
		{name: "another start", start: session.Start{Dialog: "complete"}, want: []string{"bot: Bye", "status ended"}},
		{name: "a start there is not", start: session.Start{Dialog: "none"}, want: []string{"note error: the assistant has no dialog none", sorry, over, given}},
		{name: "no dialogs", change: func(_ *model.Workspace, a *model.Assistant) { a.Dialogs = nil }, want: []string{"note error: the assistant has no dialog welcome", sorry, over, given}},
	} {
		c.run(t)
	}
}

// round is what a loop of an update and two redirects tells, n times.
func round(n int) []string {
	var out []string
	for range n {
		out = append(out, "conversation.name = ", "-> complete (end)", "-> welcome (end)")
	}
	return out
}

func TestPeopleAndTheEnd(t *testing.T) {
	list := []model.InteractionSettings{&model.TextQuestion{Text: "Q?"}}
	customerEnds := func(_ *model.Workspace, a *model.Assistant) { a.Settings.CustomerEnds = true }
	kind := func(k session.InputKind, s string) session.Input { return session.Input{Kind: k, Text: s} }
	for _, c := range []talk{
		{name: "an agent breaks in", inputs: []session.Input{kind(session.AgentReply, "Hello\x1b[31m, Ada here"), say("hi")}, want: []string{"bot: Q?", "agent: Hello, Ada here", "status interrupted", "customer: hi"}},
		{name: "an empty reply", inputs: []session.Input{kind(session.AgentReply, " ")}, want: []string{"bot: Q?", "note an empty reply says nothing: write agent reply TEXT"}},
		{name: "assigned and done", inputs: []session.Input{kind(session.AgentAssign, "Ada"), kind(session.AgentDone, ""), kind(session.AgentDone, "")},
			want: []string{"bot: Q?", "system: Assigned to Ada", "system: Marked as done", "note the conversation is done already"}},
		{name: "words after a transfer", inputs: []session.Input{say("x"), say("still there?"), press("Yes")}, want: []string{"bot: Q?", "customer: x", over, given, "customer: still there?", `note there is no button "Yes" to press now`}},
		{name: "words after the end", end: &model.EndConversation{}, inputs: []session.Input{say("x"), say("y")},
			want: []string{"bot: Q?", "customer: x", "status ended", "note the conversation has ended: what the customer writes now starts a new one"}},
		{name: "closed", change: customerEnds, inputs: []session.Input{kind(session.CloseChat, ""), kind(session.CloseChat, "")}, want: []string{"bot: Q?", "status ended", "note the conversation has ended already"}},
		{name: "closed where that is off", inputs: []session.Input{kind(session.CloseChat, ""), say("x")}, want: []string{"bot: Q?", "note the customer may not end this chat: turn it on in the assistant's settings", "customer: x", over, given}},
		{name: "keys on chat", inputs: []session.Input{kind(session.Keys, "1")}, want: []string{"bot: Q?", "note there is no keypad on chat"}},
	} {
		c.list = list
		c.run(t)
	}
}

func TestWhatComesInIsCleanedAndBounded(t *testing.T) {
	list := []model.InteractionSettings{&model.TextQuestion{Text: "Q?", Save: "conversation.name"}, &model.SendMessage{Text: "[{{session.currentPage}} {{session.language}}]"}}
	big := strings.Repeat("a", model.MaxMessageBytes)
	for _, c := range []talk{
		{name: "escapes", inputs: []session.Input{{Kind: session.VisitPage, Text: "http://x/\x1b]0;t\x07p"}, {Kind: session.Language, Text: "e\x00n"}, say("re\x1b[31md\x07")},
			want: []string{"bot: Q?", "customer: red", "conversation.name = red", "bot: [http://x/p en]", over, given}},
		{name: "escapes from the start", start: session.Start{Page: "http://x/\x1b[2J", Language: "en\x1b[0m"}, inputs: []session.Input{say("x")},
			want: []string{"bot: Q?", "customer: x", "conversation.name = x", "bot: [http://x/ en]", over, given}},
		{name: "nothing but escapes", inputs: []session.Input{say("\x1b[31m\x00")}, want: []string{"bot: Q?", "note an empty message says nothing: write something or press a button"}},
		{name: "too long", inputs: []session.Input{say(big + "a")}, want: []string{"bot: Q?", "note the message is longer than 64 KB: send it in parts"}},
		{name: "long", inputs: []session.Input{say(big)}, want: []string{"bot: Q?", "customer: " + big, "conversation.name = " + big,
			"note session.currentPage is not set: it shows nothing", "note session.language is not set: it shows nothing", "bot: [ ]", over, given}},
	} {
		c.list = list
		c.run(t)
	}
	talk{name: "keys", end: &model.CollectInput{Text: "Key?", Keys: model.Map[model.DialogID]{{Key: "1", Value: "complete"}}},
		change: func(_ *model.Workspace, a *model.Assistant) {
			a.Channel, a.Type = model.Voice, model.Lite
			a.Dialogs[1].Interactions = interactions("c", &model.PlayPrompt{Text: "Bye"})
			a.Dialogs[1].End = &model.Interaction{ID: "over", Settings: &model.Voicemail{Text: "Beep"}}
		},
		inputs: []session.Input{{Kind: session.Keys, Text: "2\x1b[31m"}, {Kind: session.Keys, Text: "1#"}},
		want:   []string{"bot: Key?", "customer: 2", "bot: Key?", "customer: 1#", "-> complete (keys)", "bot: Bye", "bot: Beep", "status ended"}}.run(t)
}
