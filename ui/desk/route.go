package desk

import (
	"time"

	"parley/engine/conversation"
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

// vouched reports whether the channel vouches for the sender's number.
func (a Arrival) vouched() bool { return a.Channel == model.SMS || a.Channel.IsWhatsApp() }

// Recorded is as what the conversation of an arrival is recorded.
func (a Arrival) Recorded(source conversation.Source, visitor string) Recorded {
	as := Recorded{Source: source, Channel: a.Channel, Visitor: visitor}
	if a.vouched() {
		as.From = a.From
	}
	return as
}

// Route decides who starts for an arrival, and begins the header of the
// conversation. On SMS and WhatsApp a sender's number that one customer has
// identifies them.
func (d *Desk) Route(a Arrival, proactive bool) (route.Choice, session.Start, error) {
	v, start, err := d.arrive(a)
	if err != nil {
		return route.Choice{}, start, err
	}
	choice := route.Choose(d.draft, v, proactive, d.Published)
	start.Dialog, start.Proactive = choice.Dialog, proactive && choice.Rule != ""
	return choice, start, nil
}

// Opens looks for the first moment at which a chat opens by itself for somebody
// who stays on the page so long; ok is false where none does. The choice is as
// [route.Opens] gives it, the header begins at that moment.
func (d *Desk) Opens(a Arrival, stays time.Duration) (c route.Choice, start session.Start, ok bool, err error) {
	v, start, err := d.arrive(a)
	if err != nil {
		return c, start, false, err
	}
	c, at, ok := route.Opens(d.draft, v, start.At.Add(stays), d.Published)
	start.OnPage += at.Sub(start.At)
	start.At, start.Dialog, start.Proactive = at, c.Dialog, ok
	return c, start, ok, nil
}

// Opened looks back on the time that somebody has been on the page: whether a
// chat has opened by itself meanwhile, and how long they had been there then.
func (d *Desk) Opened(a Arrival) (c route.Choice, after time.Duration, ok bool, err error) {
	v, _, err := d.arrive(a)
	if err != nil {
		return c, 0, false, err
	}
	c, after, ok = d.OpenedTo(v)
	return c, after, ok, nil
}

// OpenedTo is Opened for a visitor that rules see.
func (d *Desk) OpenedTo(v route.Visitor) (c route.Choice, after time.Duration, ok bool) {
	now, came := v.At, v.At.Add(-v.OnPage)
	v.At, v.OnPage = came, 0
	c, at, ok := route.Opens(d.draft, v, now, d.Published)
	return c, at.Sub(came), ok
}

// arrive finds out who somebody is, for the rules and for the conversation.
func (d *Desk) arrive(a Arrival) (route.Visitor, session.Start, error) {
	start, err := d.Start(d.draft, a.Visitor)
	if err != nil {
		return route.Visitor{}, start, err
	}
	if a.From != "" && !start.Authenticated && a.vouched() {
		if c, ok := identity.BySender(a.From, d.draft.Customers); ok {
			start.Customer, start.Authenticated = c, true
		}
	}
	v := route.Visitor{Channel: a.Channel, Brand: a.Brand, To: a.To, At: start.At, Message: a.Message, Language: a.Language,
		Page: a.Page, Previous: a.PreviousPage, Agent: a.UserAgent, OnPage: a.OnPage}
	if start.Authenticated {
		v.Customer = start.Customer
	}
	return v, start, nil
}
