package simulate

import (
	"math"
	"strconv"

	"parley/engine/article"
	"parley/engine/intent"
	"parley/engine/model"
	"parley/engine/text"
)

// phrases is what customers have to say.
type phrases struct {
	free    map[string][]string                   // sentences of their own, by primary language; "" is any
	wants   []string                              // what is read as an intent of the assistant
	titles  map[model.KnowledgeBaseID][]string    // what articles are about
	answers map[model.AttributePath][]string      // by what they are saved to
	numbers map[model.AttributePath][]model.Value // what the assistant compares with, by attribute
	words   map[model.AttributePath][]string
	starts  map[model.AttributePath][]string // beginnings it looks for
}

// small are sentences about nothing an assistant is for.
var small = []string{"Hello", "Hi, can somebody help me?", "I have a question", "It is about something I bought last week", "Good morning", "Are you a real person?",
	"That is not quite what I need", "Thanks in advance", "Could you look into this for me?", "I am not sure how this works"}

// mostPerIntent is how many phrases of an intent are used.
const mostPerIntent = 12

func phrasesOf(o *Options) *phrases {
	p := &phrases{free: map[string][]string{}, titles: map[model.KnowledgeBaseID][]string{}, answers: map[model.AttributePath][]string{},
		numbers: map[model.AttributePath][]model.Value{}, words: map[model.AttributePath][]string{}, starts: map[model.AttributePath][]string{}}
	for _, e := range o.Profile.Answers.Sentences {
		key := text.Primary(model.Language(e.Key))
		p.free[key] = append(p.free[key], e.Value...)
		p.free[""] = append(p.free[""], e.Value...)
	}
	for _, e := range o.Profile.Answers.Attributes {
		p.answers[model.AttributePath(e.Key)] = e.Value
	}
	p.intents(o)
	w := o.Program.Workspace()
	for _, a := range w.Articles {
		understood := a.Language == "" || text.Primary(a.Language) == text.Primary(spoken(o.Program))
		if understood && article.Shown(a) {
			p.titles[a.KnowledgeBase] = append(p.titles[a.KnowledgeBase], a.Title)
		}
	}
	p.conditions(o.Program.Assistant())
	return p
}

// intents collects what is said to be understood by the assistant.
func (p *phrases) intents(o *Options) {
	p.wants = o.Program.Sentences()
	for _, d := range intent.Definitions(o.Program.Workspace()) {
		if o.Program.Starts(d.ID) {
			p.wants = append(p.wants[:len(p.wants):len(p.wants)], d.Phrases[:min(len(d.Phrases), mostPerIntent)]...)
		}
	}
}

// conditions collects what the assistant compares attributes with, so that its
// branches are gone.
func (p *phrases) conditions(a *model.Assistant) {
	model.Visit(a, a.PathOf(), func(at model.Place) bool {
		if at.Field == nil || at.Field.Role != model.RoleList {
			return true
		}
		all, ok := at.Value.Interface().([]model.Condition)
		if !ok {
			return true
		}
		for _, c := range all {
			p.condition(c)
		}
		return false
	})
}

func (p *phrases) condition(c model.Condition) {
	rule, known := model.CanonicalOperator(string(c.Is))
	switch {
	case !known || rule.Operand != model.OperandOne && rule.Operand != model.OperandList:
	case rule.Operator == model.OpStartsWith:
		p.starts[c.Attribute] = append(p.starts[c.Attribute], c.Value.String())
	case c.Value.Kind() == model.NumberValue:
		p.numbers[c.Attribute] = append(p.numbers[c.Attribute], c.Value)
	case c.Value.Kind() != model.BoolValue:
		p.words[c.Attribute] = append(p.words[c.Attribute], c.Value.List()...)
	}
}

// sentence is what somebody says who is free to say anything, in their language.
func (p *phrases) sentence(d *dice, l model.Language) string {
	if own := p.free[text.Primary(l)]; len(own) > 0 {
		return one(d, own)
	}
	if any := p.free[""]; len(any) > 0 {
		return one(d, any)
	}
	if len(p.wants) > 0 && d.percent(75) {
		return one(d, p.wants)
	}
	return one(d, small)
}

// question is what somebody asks of a knowledge base.
func (p *phrases) question(d *dice, base model.KnowledgeBaseID, l model.Language) string {
	if titles := p.titles[base]; len(titles) > 0 && len(p.free) == 0 && d.percent(70) {
		return one(d, titles)
	}
	return p.sentence(d, l)
}

// number is a number near one that the assistant compares the attribute with.
func (p *phrases) number(d *dice, at model.AttributePath) string {
	near := float64(1 + d.below(40))
	if all := p.numbers[at]; len(all) > 0 {
		near = math.Round(one(d, all).Number() * float64(50+d.below(101)) / 100)
	}
	return model.NumberOf(near).String()
}

// looked is something the assistant looks for in the attribute; false where it
// looks for nothing.
func (p *phrases) looked(d *dice, at model.AttributePath) (string, bool) {
	starts, words := p.starts[at], p.words[at]
	switch n := len(starts) + len(words); {
	case n == 0:
		return "", false
	case d.below(n) < len(words):
		return one(d, words), true
	}
	return one(d, starts) + "-" + strconv.Itoa(1000+d.below(9000)), true
}
