package edit

import (
	"slices"
	"strconv"
	"strings"

	"parley/engine/article"
	"parley/engine/model"
)

// Template is a beginning for a new assistant.
type Template struct {
	ID       string
	Name     string
	Detail   string // one line: what it makes
	Channels []model.Channel
	Types    []model.Type

	// Answers is set where it answers from a knowledge base: whoever makes an
	// assistant from it chooses that and one of [TemplateLanguages].
	Answers bool

	needs func(*model.Workspace) string // what the workspace lacks for it; nil: nothing
	build func(*builder)
}

// Templates lists the templates in the order they are offered.
func Templates() []*Template {
	both := []model.Type{model.Lite, model.Premium}
	written := []model.Channel{model.Chat, model.WhatsApp, model.TwilioWhatsApp, model.MessageBirdWhatsApp, model.SMS}
	return []*Template{
		{ID: "blank", Name: "Blank", Detail: "a greeting, and a hand-over to an agent", Channels: model.Channels(), Types: both, build: (*builder).blank},
		{ID: "route", Name: "Route to a team", Detail: "asks for the name and the team, and hands over to it", Channels: written, Types: both, build: (*builder).route},
		{ID: "ai", Name: "Respond with AI", Detail: "answers from a knowledge base, tries a second time, and hands over",
			Channels: []model.Channel{model.Chat, model.WhatsApp}, Types: []model.Type{model.Premium}, Answers: true, needs: needsKnowledge, build: (*builder).answers},
		{ID: "menu", Name: "Menu", Detail: "numbers or words choose; asks whether it helped, and for another question", Channels: written[1:], Types: both, build: (*builder).mainMenu},
		{ID: "order-status", Name: "Order status", Detail: "shows customers who are known their newest objects, and what is known of the chosen one",
			Channels: []model.Channel{model.Chat, model.WhatsApp}, Types: []model.Type{model.Premium}, needs: needsKlass, build: (*builder).orders},
		{ID: "ivr", Name: "IVR", Detail: "a telephone menu: opening hours, a person, voicemail", Channels: []model.Channel{model.Voice}, Types: []model.Type{model.Lite}, build: (*builder).ivr},
	}
}

// TemplateOf returns the template with the id, or nil.
func TemplateOf(id string) *Template {
	for _, t := range Templates() {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// Fits reports whether the template can be used for a channel and type ("" is
// any) in a workspace, and if not, why.
func (t *Template) Fits(w *model.Workspace, c model.Channel, of model.Type) (bool, string) {
	if c != "" && !slices.Contains(t.Channels, c) {
		return false, "not on " + c.Title()
	}
	if of != "" && !slices.Contains(t.Types, of) {
		return false, t.Types[0].Title() + " only"
	}
	if t.needs != nil {
		if lacks := t.needs(w); lacks != "" {
			return false, lacks
		}
	}
	return true, ""
}

// AddFromTemplate makes an assistant from a template, in its language where the
// template has words in it (English, Spanish, Portuguese), else in English.
type AddFromTemplate struct {
	Template   string
	Name       string
	PublicName string
	Type       model.Type     // "": the first that the template and the channel allow
	Channel    model.Channel  // "": the template's first
	Language   model.Language // "": the workspace's

	// KnowledgeBase is what a template that answers does so from; "": the first
	// with an article that customers may read, in the language where one has.
	KnowledgeBase model.KnowledgeBaseID
}

// Label implements [Action].
func (a AddFromTemplate) Label() string { return "add assistant " + a.Name }

// MergeKey implements [Action].
func (a AddFromTemplate) MergeKey() string { return "" }

// Apply implements [Action].
func (a AddFromTemplate) Apply(w *model.Workspace) (Change, error) {
	t := TemplateOf(a.Template)
	if t == nil {
		var ids []string
		for _, known := range Templates() {
			ids = append(ids, known.ID)
		}
		return Change{Workspace: w}, refuse("use one of "+strings.Join(ids, ", "), "there is no template %q", a.Template)
	}
	if a.Channel == "" {
		a.Channel = t.Channels[0]
	}
	if a.Type == "" {
		a.Type = t.Types[0]
	}
	if a.Language == "" {
		a.Language = w.DefaultLanguage()
	}
	if strings.TrimSpace(a.Name) == "" {
		return Change{Workspace: w}, refuse("write one", "an assistant needs a name")
	}
	if err := possible(a.Type, a.Channel); err != nil {
		return Change{Workspace: w}, err
	}
	if ok, reason := t.Fits(w, a.Channel, a.Type); !ok {
		return Change{Workspace: w}, refuse("choose another template, channel or type", "template %s: %s", t.Name, reason)
	}
	if err := a.knows(w, t); err != nil {
		return Change{Workspace: w}, err
	}
	name := strings.TrimSpace(a.Name)
	b := &builder{w: w, base: a.KnowledgeBase, words: wordsIn(a.Language), out: &model.Assistant{ID: freeAssistantID(w, name), Name: name,
		PublicName: strings.TrimSpace(a.PublicName), Type: a.Type, Channel: a.Channel, Language: a.Language}}
	t.build(b)
	return finish(w, insertAssistant(w, "", b.out), b.out.PathOf(), nil, nil)
}

// knows sees to the knowledge base of a template that answers.
func (a *AddFromTemplate) knows(w *model.Workspace, t *Template) error {
	switch {
	case !t.Answers && a.KnowledgeBase != "":
		return refuse("leave it out, or use the template ai", "template %s answers from no knowledge base", t.Name)
	case t.Answers && a.KnowledgeBase == "":
		a.KnowledgeBase = knowledgeFor(w, a.Language)
	case t.Answers && !slices.ContainsFunc(w.KnowledgeBases, func(k *model.KnowledgeBase) bool { return k.ID == a.KnowledgeBase }):
		return refuse("use the id of one there is", "there is no knowledge base %q", a.KnowledgeBase)
	}
	return nil
}

// builder makes the dialogs of a template.
type builder struct {
	w     *model.Workspace
	base  model.KnowledgeBaseID
	words *words
	out   *model.Assistant
	steps int
}

func (b *builder) step(s model.InteractionSettings) model.Interaction {
	b.steps++
	return model.Interaction{ID: "i" + strconv.Itoa(b.steps), Settings: s}
}

// say says something, on the telephone too.
func (b *builder) say(words string) model.Interaction {
	if b.out.Channel == model.Voice {
		return b.step(&model.PlayPrompt{Text: model.Text(words)})
	}
	return b.step(&model.SendMessage{Text: model.Text(words)})
}

// dialog adds a dialog.
func (b *builder) dialog(id model.DialogID, name string, end model.InteractionSettings, steps ...model.Interaction) {
	d := &model.Dialog{ID: id, Name: name, Interactions: steps}
	if end != nil {
		e := b.step(end)
		d.End = &e
	}
	b.out.Dialogs = append(b.out.Dialogs, d)
}

func to(id model.DialogID) *model.Redirect { return &model.Redirect{Dialog: id} }

// welcome is the first dialog: it says that a bot talks.
func (b *builder) welcome(then model.DialogID) {
	b.dialog(model.WelcomeID, model.WelcomeName, to(then), b.say(string(b.words.greet(b.out.PublicName))))
}

// complete is the last dialog: it announces the hand-over.
func (b *builder) complete(team model.Text) {
	b.dialog(model.CompleteID, model.CompleteName, &model.Transfer{Team: team}, b.say(b.words.handOver))
}

func (b *builder) blank() {
	b.welcome(model.CompleteID)
	b.dialog(model.CompleteID, model.CompleteName, &model.Transfer{})
}

// choice is one line of a menu: what it is called, what else customers may write, what follows.
type choice struct {
	label string
	is    []string // the whole answer
	has   []string // or a part of it
	set   model.Text
	to    model.DialogID
}

const stepValue model.AttributePath = "conversation.caStepValue"

// menu adds a dialog that asks with numbers and words; what matches nothing is asked again.
func (b *builder) menu(id model.DialogID, name, ask string, choices []choice) {
	lines := []string{ask, ""}
	branch := &model.ConditionalBranch{}
	for n, c := range choices {
		number := strconv.Itoa(n + 1)
		emoji := number + "\ufe0f\u20e3"
		shown := emoji
		if b.out.Channel == model.SMS || b.out.Channel == model.Chat {
			shown = number // an emoji would halve what fits into an SMS
		}
		lines = append(lines, shown+" "+c.label)
		out := model.Branch{Match: model.MatchAny, Redirect: c.to, When: []model.Condition{
			{Attribute: stepValue, Is: model.OpOneOf, Value: model.ListOf(append([]string{number, emoji, strings.ToLower(c.label)}, c.is...))}}}
		if len(c.has) > 0 {
			out.When = append(out.When, model.Condition{Attribute: stepValue, Is: model.OpContainsAny, Value: model.ListOf(slices.Clone(c.has))})
		}
		if c.set != "" {
			out.Do = []model.Interaction{b.step(&model.UpdateAttribute{Attribute: "conversation.assignedTeam", Value: model.Change{Op: model.ChangeSet, Value: model.TextOf(string(c.set))}})}
		}
		branch.Branches = append(branch.Branches, out)
	}
	if b.out.Channel.IsWhatsApp() {
		lines = append(lines, "", b.words.answer)
	} else {
		lines = slices.Delete(lines, 1, 2)
	}
	question := b.step(&model.TextQuestion{Text: model.Text(strings.Join(lines, "\n")), Save: stepValue})
	branch.Otherwise = &model.Outcome{Do: []model.Interaction{b.say(b.words.again)}, Redirect: id}
	b.dialog(id, name, nil, question, b.step(branch))
}

// teams are those of the workspace, or two to begin with.
func (b *builder) teams() []choice {
	var out []choice
	for _, t := range b.w.Teams {
		if len(out) < 9 && strings.TrimSpace(t.Name) != "" {
			out = append(out, choice{label: t.Name, set: model.Text(t.Name), to: model.CompleteID})
		}
	}
	if len(out) == 0 {
		w := b.words
		out = []choice{{label: w.support, has: w.supportWords, set: model.Text(w.support), to: model.CompleteID},
			{label: w.sales, has: w.salesWords, set: model.Text(w.sales), to: model.CompleteID}}
	}
	return out
}

func (b *builder) route() {
	b.welcome("ask-name")
	b.dialog("ask-name", b.words.nameName, to("ask-team"), b.step(&model.TextQuestion{Text: model.Text(b.words.askName), Save: "customer.name"}))
	teams := b.teams()
	if b.out.Channel == model.Chat {
		question := &model.AttributeQuestion{Text: model.Text(b.words.askTeam), Attribute: "conversation.assignedTeam"}
		for _, t := range teams {
			question.Values = append(question.Values, model.Label(t.label))
		}
		b.dialog("ask-team", b.words.teamName, to(model.CompleteID), b.step(question))
	} else {
		b.menu("ask-team", b.words.teamName, b.words.askTeam, teams)
	}
	b.complete("{{conversation.assignedTeam}}")
}

func (b *builder) mainMenu() {
	w := b.words
	ask := w.menu
	if b.out.Channel == model.SMS {
		ask = w.menuSMS
	}
	end := model.DialogID("goodbye")
	if b.out.Type != model.Premium {
		end = model.CompleteID // only Premium can end a conversation
	}
	b.welcome("menu")
	b.menu("menu", w.menuName, ask, []choice{{label: w.hours, has: w.hoursWords, to: "hours"}, {label: w.order, has: w.orderWords, to: "order"},
		{label: w.person, has: w.personWords, to: model.CompleteID}})
	b.dialog("hours", w.hoursName, to("feedback"), b.say(w.hoursText))
	b.dialog("order", w.orderName, to("feedback"), b.say(w.orderText))
	b.menu("feedback", w.helpedName, w.helped, []choice{{label: w.yes, is: w.yesWords, to: "another"}, {label: w.no, is: w.noWords, to: model.CompleteID}})
	b.menu("another", w.moreName, w.more, []choice{{label: w.yes, is: w.yesWords, to: "menu"}, {label: w.no, is: w.noWords, to: end}})
	if end != model.CompleteID {
		b.dialog(end, w.byeName, &model.EndConversation{}, b.say(w.bye))
	}
	b.complete("")
}

func needsKnowledge(w *model.Workspace) string {
	if len(w.KnowledgeBases) == 0 {
		return "the workspace has no knowledge base"
	}
	return ""
}

// knowledgeFor is the knowledge base that answers best in a language: the first
// with an article in it that customers may read, else with any such, else the first.
func knowledgeFor(w *model.Workspace, l model.Language) model.KnowledgeBaseID {
	for _, tongue := range []model.Language{l, ""} {
		for _, k := range w.KnowledgeBases {
			if len(article.List(w, article.Filter{KnowledgeBase: k.ID, Language: tongue, ShownOnly: true})) > 0 {
				return k.ID
			}
		}
	}
	return w.KnowledgeBases[0].ID
}

// answers answers from the knowledge base, twice where the first time did not
// help, and then hands over.
func (b *builder) answers() {
	w := b.words
	answer := func(ask, none string, otherwise model.DialogID) *model.AIResponse {
		return &model.AIResponse{Text: model.Text(ask), KnowledgeBase: b.base, NotAnsweredText: model.Text(none), Answered: "another", NotHelpful: otherwise, NotAnswered: otherwise}
	}
	button := func(label string, to model.DialogID) model.NavButton {
		return model.NavButton{Label: model.Label(label), Dialog: to}
	}
	b.welcome("ask")
	b.dialog("ask", w.askAIName, answer(w.ask, w.noAnswer, "again"))
	b.dialog("another", w.moreName, &model.NavigationButtons{Text: model.Text(w.more), Buttons: []model.NavButton{button(w.yes, "ask"), button(w.no, "goodbye")}})
	b.dialog("again", w.againName, &model.NavigationButtons{Text: model.Text(w.tryAgain), Buttons: []model.NavButton{button(w.yes, "ask-again"), button(w.person, model.CompleteID)}})
	b.dialog("ask-again", w.secondName, answer(w.askAgain, w.noAnswer, model.CompleteID))
	b.dialog("goodbye", w.byeName, &model.EndConversation{}, b.say(w.bye))
	b.complete("")
}

// ordersKlass is the Klass the order template shows: order, or else the first own one.
func ordersKlass(w *model.Workspace) *model.Klass {
	var out *model.Klass
	for _, k := range w.Klasses {
		own := k.ID != model.CustomerKlass && k.ID != model.CompanyKlass && k.ID != model.ConversationKlass
		if own && len(k.Attributes) > 0 && (out == nil || k.ID == "order") {
			out = k
		}
	}
	return out
}

func needsKlass(w *model.Workspace) string {
	if ordersKlass(w) == nil {
		return "the workspace has no Klass of objects with attributes, such as order"
	}
	return ""
}

func (b *builder) orders() {
	w, k := b.words, ordersKlass(b.w)
	title := k.Attributes[0].Name
	about := k.Attributes[min(1, len(k.Attributes)-1)].Name
	path := func(name string) string { return "{{" + string(k.ID) + "." + name + "}}" }
	known := w.found + "\n" + path(title)
	if about != title {
		known += "\n" + path(about)
	}
	b.welcome("choose")
	b.dialog("choose", w.orderName, &model.RequestFeedback{Text: model.Text(w.helped), Design: "text",
		Positive: model.LinkButton{Label: model.Label(w.yes), Dialog: "goodbye"}, Negative: model.LinkButton{Label: model.Label(w.no), Dialog: model.CompleteID}},
		b.step(&model.ObjectSelector{Klass: k.ID, Text: model.Text(w.chooseOrder), Card: model.Card{Title: title, Description: about}, NotFound: "not-found"}),
		b.say(known))
	b.dialog("not-found", w.notFoundName, to(model.CompleteID), b.say(w.notFound))
	b.dialog("goodbye", w.byeName, &model.EndConversation{}, b.say(w.bye))
	b.complete("")
}

func (b *builder) ivr() {
	w := b.words
	b.welcome("menu")
	b.dialog("menu", w.menuName, &model.CollectInput{Text: model.Text(w.ivr),
		Keys: model.Map[model.DialogID]{{Key: "1", Value: "hours"}, {Key: "2", Value: model.CompleteID}, {Key: "3", Value: "voicemail"}}})
	b.dialog("hours", w.hoursName, to("menu"), b.say(w.ivrHours))
	b.dialog("voicemail", w.voicemailTag, &model.Voicemail{Text: model.Text(w.voicemail)})
	b.complete("")
}
