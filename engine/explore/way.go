// Package explore walks the conversations an assistant can have.
package explore

import (
	"parley/engine/article"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/script"
	"parley/engine/session"
	"parley/engine/text"
)

// Limits of a search, so that it ends on any assistant: states looked at, and
// answers in a row.
const (
	maxStates = 5000
	maxDepth  = 60
)

// state is a conversation on the way, and the answers that led there.
type state struct {
	session *session.Session
	action  model.Action
	before  *state
	depth   int
}

// Way finds the fewest answers that make an event happen for which reached is
// true. Questions with buttons are answered with each; others with what the
// assistant's own conditions look for, and with an answer of the format.
func Way(p *session.Program, start *session.Start, reached func(*session.Event) bool) ([]model.Action, bool) {
	s, events := outside.Open(p, start, nil)
	if hit(events, reached) {
		return nil, true
	}
	seen := map[uint64]bool{}
	queue := []*state{{session: s}}
	words := Words(p.Assistant())
	for len(queue) > 0 && len(seen) < maxStates {
		at := queue[0]
		queue = queue[1:]
		if at.depth >= maxDepth {
			continue
		}
		for _, a := range Answers(p, at.session, words) {
			next := &state{session: at.session.Clone(), action: a, before: at, depth: at.depth + 1}
			events = outside.Step(p, next.session, script.Input(a, next.session.Now().UnixMilli()), events[:0])
			if hit(events, reached) {
				return next.way(), true
			}
			if key := next.session.Situation(); !seen[key] {
				seen[key] = true
				queue = append(queue, next)
			}
		}
	}
	return nil, false
}

func hit(events []session.Event, reached func(*session.Event) bool) bool {
	for i := range events {
		if reached(&events[i]) {
			return true
		}
	}
	return false
}

func (s *state) way() []model.Action {
	out := make([]model.Action, s.depth)
	for ; s.before != nil; s = s.before {
		out[s.depth-1] = s.action
	}
	return out
}

// Answers are what a customer could answer to the question that waits: its
// buttons, words of the format it expects, or any of the words given and what
// articles are about; and where it understands intents, a sentence for each.
func Answers(p *session.Program, s *session.Session, words []string) []model.Action {
	if _, _, waits := s.Waits(p); !waits {
		return nil
	}
	var out []model.Action
	if options := s.Options(p); len(options) > 0 {
		for _, o := range options {
			out = append(out, model.Action{Verb: model.VerbPress, Text: o})
		}
		if s.Understands(p) {
			out = append(sentences(p, out), model.Action{Verb: model.VerbSay, Text: greeting})
		}
		return out
	}
	for _, k := range s.Keypad(p) {
		out = append(out, model.Action{Verb: model.VerbKeys, Text: k})
	}
	if len(out) > 0 {
		return out
	}
	say := func(text string) { out = append(out, model.Action{Verb: model.VerbSay, Text: text}) }
	switch s.Expects(p) {
	case session.EmailFormat:
		say("customer@example.com")
	case session.PhoneFormat:
		say("+1 555 010 0199")
	case session.NumberFormat:
		say("12")
		for _, w := range words {
			if _, ok := session.NumberFormat.Read(w); ok {
				say(w)
			}
		}
	case session.DateFormat:
		say("2026-03-31")
	case "":
		say(greeting)
		for _, w := range words {
			say(w)
		}
		for _, title := range titles(p, s) {
			say(title)
		}
	default:
		say("yes")
		say("no")
	}
	if s.Understands(p) {
		out = sentences(p, out)
	}
	return out
}

// greeting answers a question that takes anything, and means nothing in particular.
const greeting = "Hello"

// sentences adds what is read as each intent.
func sentences(p *session.Program, out []model.Action) []model.Action {
	for _, said := range p.Sentences() {
		out = append(out, model.Action{Verb: model.VerbSay, Text: said})
	}
	return out
}

// mostTitles is how many articles are asked about where a question takes any.
const mostTitles = 3

// titles are what a question that is answered from articles can be asked, so that
// it finds some: their own titles.
func titles(p *session.Program, s *session.Session) []string {
	base, ok := s.Searches(p)
	if !ok {
		return nil
	}
	w := p.Workspace()
	spoken := p.Assistant().Language
	if spoken == "" {
		spoken = w.DefaultLanguage()
	}
	var out []string
	for _, a := range w.Articles {
		understood := a.Language == "" || text.Primary(a.Language) == text.Primary(spoken)
		if a.KnowledgeBase == base && understood && article.Shown(a) && len(out) < mostTitles {
			out = append(out, a.Title)
		}
	}
	return out
}

// Words are the texts that an assistant's conditions look for.
func Words(a *model.Assistant) []string {
	var out []string
	seen := map[string]bool{}
	model.Visit(a, a.PathOf(), func(p model.Place) bool {
		if p.Field == nil || p.Field.Role != model.RoleValue || p.Field.Key != "value" {
			return true
		}
		v, ok := p.Value.Interface().(model.Value)
		if !ok {
			return true
		}
		items := v.List()
		if v.Kind() == model.NumberValue {
			items = []string{v.String()}
		}
		for _, w := range items {
			if !seen[w] {
				seen[w] = true
				out = append(out, w)
			}
		}
		return true
	})
	return out
}
