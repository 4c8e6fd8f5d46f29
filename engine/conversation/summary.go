package conversation

import (
	"parley/engine/model"
	"parley/engine/session"
)

// Standing is what a list calls a conversation.
type Standing string

// The standings. What is archived is hidden until asked for; taking it out of
// the archive gives back what it was.
const (
	Active    Standing = "active"
	HandedOff Standing = "handed off" // it went to a person, or its score reached the threshold
	Archived  Standing = "archived"
)

// Lead is what a conversation is worth, as lists show it. It is worked out from
// the transcript; the zero Lead knows nothing.
type Lead struct {
	Score   int    // 0 to 100
	Persona string // the role that was detected, such as CTO; "" for none
	Domain  string // of the customer's company, from the e-mail; free mail providers give none
	Reached bool   // the score reached the workspace's threshold
}

// Summary is what lists show and filter of a conversation: a small part of its
// digest, what it is worth, and whether it is archived.
type Summary struct {
	ID        string
	Source    Source
	Channel   string
	Assistant model.AssistantID
	Version   int
	Type      model.Type
	Start     int64 // Unix milliseconds
	Last      int64 // the last message of anybody
	Messages  int   // of customer, bot and agents
	Status    session.Status
	Done      bool
	Archived  bool
	Handed    bool   // it went to a person
	FollowUp  string // channel chosen after a missed chat
	Lead
	Company  string // of the customer, by name
	Customer model.CustomerID
	Name     string
	Email    string
	Phone    string
}

// Summarize makes the summary of a conversation that is not archived.
func Summarize(d *Digest, l Lead) Summary {
	s := Summary{ID: d.ID, Source: d.Source, Channel: d.Channel, Assistant: d.Assistant, Version: d.Version, Type: d.Type,
		Start: d.Start, Last: max(d.Last, d.Start), Status: d.Status, Done: d.Done > 0, Handed: len(d.Handed) > 0, FollowUp: d.FollowUp, Lead: l,
		Company: d.Person.Company, Customer: d.Person.Customer, Name: d.Person.Name, Email: d.Person.Email, Phone: d.Person.Phone}
	for _, m := range d.Moments {
		if m.From != session.System {
			s.Messages++
		}
	}
	return s
}

// Standing is what a list calls the conversation.
func (s *Summary) Standing() Standing {
	switch {
	case s.Archived:
		return Archived
	case s.Handed || s.Reached:
		return HandedOff
	}
	return Active
}
