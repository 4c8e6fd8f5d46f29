package desk

import (
	"parley/engine/identity"
	"parley/engine/model"
	"parley/engine/route"
	"parley/engine/session"
)

// Arrival is somebody who writes in, for rules and defaults to decide who starts.
type Arrival struct {
	Visitor
	Channel model.Channel
	To      string // the number or WhatsApp id written to
	From    string // the sender's number, which the channel vouches for
	Message string
}

// Route decides who starts for an arrival, and begins the header of the
// conversation. On SMS and WhatsApp a sender's number that one customer has
// identifies them.
func (d *Desk) Route(a Arrival, proactive bool) (route.Choice, session.Start, error) {
	start, err := d.Start(d.draft, a.Visitor)
	if err != nil {
		return route.Choice{}, start, err
	}
	if a.From != "" && !start.Authenticated && (a.Channel == model.SMS || a.Channel.IsWhatsApp()) {
		if c, ok := identity.BySender(a.From, d.draft.Customers); ok {
			start.Customer, start.Authenticated = c, true
		}
	}
	v := route.Visitor{Channel: a.Channel, Brand: a.Brand, To: a.To, At: start.At, Message: a.Message, Language: a.Language,
		Page: a.Page, Previous: a.PreviousPage, Agent: a.UserAgent, OnPage: a.OnPage}
	if start.Authenticated {
		v.Customer = start.Customer
	}
	choice := route.Choose(d.draft, v, proactive, d.Published)
	start.Dialog, start.Proactive = choice.Dialog, proactive && choice.Rule != ""
	return choice, start, nil
}
