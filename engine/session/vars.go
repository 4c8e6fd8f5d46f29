package session

import (
	"strings"
	"time"

	"parley/engine/model"
	"parley/engine/text"
)

// set gives an attribute a value without an event, where the program knows the attribute.
func (s *Session) set(known map[model.AttributePath]slot, path model.AttributePath, v model.Value) {
	if at, ok := known[path]; ok {
		s.variable(at).value = v
	}
}

func (s *Session) value(known map[model.AttributePath]slot, path model.AttributePath) model.Value {
	if at, ok := known[path]; ok {
		if v := s.find(at); v != nil {
			return v.value
		}
	}
	return model.Value{}
}

func (s *Session) find(at slot) *variable {
	for i := range s.vars {
		if s.vars[i].slot == at {
			return &s.vars[i]
		}
	}
	return nil
}

func (s *Session) variable(at slot) *variable {
	if v := s.find(at); v != nil {
		return v
	}
	s.vars = append(s.vars, variable{slot: at})
	return &s.vars[len(s.vars)-1]
}

// save gives an attribute a value and tells so.
func (s *Session) save(at slot, v model.Value) {
	path := s.p.slots.paths[at]
	known := s.variable(at)
	if path == "customer.email" && !strings.EqualFold(known.value.Text(), v.Text()) {
		known.unverified = v.IsSet()
	}
	known.value, known.collected = v, true
	s.emit(Event{Type: Saved, Attribute: path, Value: v})
	if path == "customer.name" {
		s.set(s.p.slots.byKey, "customer.firstName", firstName(v))
	}
}

func firstName(v model.Value) model.Value {
	first, _, _ := strings.Cut(strings.TrimSpace(v.Text()), " ")
	return model.TextOf(first)
}

// seed fills in what is known before the first word.
func (s *Session) seed() {
	put := func(path model.AttributePath, v model.Value) {
		if v.IsSet() { // an unset one would only take room
			s.set(s.p.slots.byKey, path, v)
		}
	}
	b := s.start
	put("conversation.brand", model.TextOf(string(b.Brand)))
	if _, read := s.p.slots.byKey["conversation.createdAt"]; read {
		put("conversation.createdAt", model.TextOf(s.Now().Format(time.RFC3339)))
	}
	if s.p.assistant.Channel == model.Chat {
		put("session.language", model.TextOf(text.Clean(string(b.Language))))
		put("session.currentPage", model.TextOf(text.Clean(b.Page)))
		put("session.previousPage", model.TextOf(text.Clean(b.PreviousPage)))
		put("session.userAgent", model.TextOf(text.Clean(b.UserAgent)))
	}
	if c := b.Customer; c != nil && b.Authenticated {
		c.Each(put)
	}
}

// reader reads one attribute of a session.
type reader struct {
	at   slot
	live func(*Session) model.Value // set for what is worked out when it is asked for
}

func (r *reader) read(s *Session) model.Value {
	if r.live != nil {
		return r.live(s)
	}
	if v := s.find(r.at); v != nil {
		return v.value
	}
	return model.Value{}
}

// verified is read, but for an e-mail address that nothing has proved.
func (r *reader) verified(s *Session) (v model.Value, unproved bool) {
	if r.live == nil {
		if v := s.find(r.at); v != nil && v.unverified {
			return model.Value{}, true
		}
	}
	return r.read(s), false
}

func (c *compiler) reader(path model.AttributePath) reader {
	switch path {
	case "conversation.assistantStatus":
		return reader{live: func(s *Session) model.Value { return model.TextOf(s.status.String()) }}
	case "session.timeOnPage":
		return reader{live: func(s *Session) model.Value {
			if s.p.assistant.Channel != model.Chat {
				return model.Value{}
			}
			return model.NumberOf(float64((s.at - s.pageAt) / 1000))
		}}
	}
	return reader{at: c.p.slotOf(path)}
}
