package session

import (
	"hash/fnv"

	"parley/engine/model"
)

// EffectKind is what a session asks of the outside.
type EffectKind uint8

// The kinds of effect.
const (
	FindObjects    EffectKind = iota + 1 // a customer's objects: Klass, Customer, Attribute, Text, Limit
	CallWorkflow                         // a workflow: Workflow, Input
	FindArticles                         // articles about a customer's question: Question
	AnswerQuestion                       // an answer to it, from articles: Question
	FindAgents                           // who can take the conversation now: Team
)

// Effect is something only the outside can tell. The caller finds it out, without
// keeping anybody waiting, and gives it back as an input of kind [Answer]. The
// same question in the same conversation has the same Key, so that a replay can
// use the answer that was recorded.
type Effect struct {
	Kind      EffectKind
	Key       uint64 // of the question and how often it was asked before
	Workflow  model.WorkflowID
	Input     []Attribute
	Klass     model.KlassID
	Customer  model.CustomerID
	Attribute string // compared with Text where it is not ""
	Text      string
	Limit     int
	Question  *Question
	Team      string // "": any
	Why       string // of FindAgents: why the conversation goes to an agent
}

// Reply is the answer to an effect.
type Reply struct {
	Key      uint64
	Objects  []Object       // of FindObjects, newest first
	Output   []Attribute    // of CallWorkflow, by output name
	Articles []Article      // of FindArticles, the best first; of AnswerQuestion, those the answer is from
	Language model.Language // of the articles
	Text     string         // of AnswerQuestion: the answer, in Markdown; "" where the articles have none
	Agents   int            // of FindAgents: how many are online and active
	Notes    []string       // for the agent and the builder
	Error    string         // why it failed; "" where it did not
}

// Object is one thing of a customer, as it was when it was asked for.
type Object struct {
	ID     string
	Values []Attribute // by attribute name, without the Klass
}

// Pending is what the session waits for from the outside, nil for nothing.
func (s *Session) Pending() *Effect { return s.effect }

// request stops at the interaction at hand until the outside has answered.
func (s *Session) request(e Effect) flow {
	e.Key = e.hash(s.asked)
	s.asked++
	s.effect = &e
	return stopped
}

func (e *Effect) hash(occurrence uint16) uint64 {
	h := hasher{fnv.New64a(), [8]byte{}}
	h.number(uint64(e.Kind)<<32 | uint64(occurrence))
	h.text(string(e.Workflow))
	h.text(string(e.Klass))
	h.text(string(e.Customer))
	h.text(e.Attribute)
	h.text(e.Text)
	h.number(uint64(e.Limit))
	for _, a := range e.Input {
		h.text(string(a.Path))
		h.variable(variable{value: a.Value})
	}
	switch e.Kind {
	case FindArticles, AnswerQuestion:
		h.question(e.Question)
	case FindAgents:
		h.text(e.Team)
	}
	return h.Sum64()
}

// question adds what is asked. Of what was said before, only the customer's words
// count: they are inputs, and the bot's are reworded while it is built.
func (h *hasher) question(q *Question) {
	for _, s := range [...]string{string(q.Base), string(q.Brand), q.Text, string(q.Profile)} {
		h.text(s)
	}
	for _, l := range q.Languages {
		h.text(string(l))
	}
	h.number(uint64(q.Limit)<<8 | uint64(q.Mood))
	for _, m := range q.History {
		if m.From == Customer {
			h.text(m.Text)
		}
	}
}

// answered goes on with what the outside told.
func (s *Session) answered(r *Reply) {
	if s.effect == nil || r == nil || r.Key != s.effect.Key {
		s.unfit("nothing was asked of the outside that this answers")
		return
	}
	asked := s.effect
	s.effect = nil
	if asked.Kind == FindAgents {
		s.staffed(asked, r)
		return
	}
	o := s.op()
	f := o.reply(s, asked, r)
	switch f {
	case onward:
		s.pc++
		s.run()
	case jumped:
		s.run()
	case wait:
		s.waits = true
	}
}
