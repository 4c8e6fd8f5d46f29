package session

import (
	"parley/engine/model"
)

// objectSelector asks for the customer's newest objects and offers them as cards.
func (c *compiler) objectSelector(o *model.ObjectSelector) {
	t, target, to := c.template(o.Text), c.target(o.NotFound), c.saver(o.Save)
	slots := c.klassSlots(o.Klass)
	said := c.reader("message.text")
	labels := func(s *Session) []string {
		out := make([]string, len(s.found.Objects))
		for i := range s.found.Objects {
			out[i] = s.found.Objects[i].title(o.Card.Title)
		}
		return out
	}
	q := choices{text: t, labels: labels, chosen: func(s *Session, i int) flow {
		chosen := s.found.Objects[i]
		s.found = nil
		for _, v := range chosen.Values {
			if at, ok := slots[string(v.Path)]; ok {
				s.variable(at).value = v.Value
			}
		}
		to.save(s, model.TextOf(chosen.ID))
		return onward
	}}
	show := func(s *Session) {
		s.emit(Event{Type: Message, From: Bot, Text: s.render(&t), Buttons: labels(s), More: &More{Cards: cards(s.found.Objects, o.Card)}})
	}
	q.show = show
	c.emit(op{
		acts:    true,
		options: labels,
		again:   show,
		run: func(s *Session) flow {
			if s.start.Customer == nil || !s.start.Authenticated {
				s.note("the customer is not authenticated: there are no objects to show")
				return s.follow(target, WhyNotFound)
			}
			e := Effect{Kind: FindObjects, Klass: o.Klass, Customer: s.start.Customer.ID, Limit: model.MaxSelectorObjects}
			if o.Match != "" {
				e.Attribute, e.Text = o.Match, said.read(s).Text()
			}
			return s.request(e)
		},
		reply: func(s *Session, _ *Effect, r *Reply) flow {
			if r.Error != "" {
				return s.fail("find " + string(o.Klass) + " objects: " + r.Error)
			}
			if len(r.Objects) == 0 {
				return s.follow(target, WhyNotFound)
			}
			s.found = &Reply{Objects: r.Objects[:min(len(r.Objects), model.MaxSelectorObjects)]}
			show(s)
			return wait
		},
		answer: func(s *Session, in Input) flow { return q.answer(s, in) },
	})
}

// klassSlots are the slots of a Klass's attributes by their name, so that a
// chosen object's fields are dynamic text.
func (c *compiler) klassSlots(id model.KlassID) map[string]slot {
	out := map[string]slot{}
	if k := c.p.workspace.Klass(id); k != nil {
		for _, a := range k.Attributes {
			out[a.Name] = c.p.slotOf(model.AttributePath(string(id) + "." + a.Name))
		}
	}
	return out
}

func (o *Object) value(name string) model.Value {
	for _, v := range o.Values {
		if string(v.Path) == name {
			return v.Value
		}
	}
	return model.Value{}
}

// title is what a card is pressed by: its title, or the object's id where it has none.
func (o *Object) title(attribute string) string { return or(o.value(attribute).String(), o.ID) }

func cards(objects []Object, card model.Card) []Card {
	out := make([]Card, len(objects))
	for i := range objects {
		o := &objects[i]
		out[i] = Card{Title: o.title(card.Title), Description: o.value(card.Description).String()}
		if card.Image != "" {
			out[i].Image = o.value(card.Image).String()
		}
	}
	return out
}
