package session

import "parley/engine/model"

// verify takes what the customer gave as proved: conditions see it from now on.
func (s *Session) verify() {
	found := false
	for i := range s.vars {
		if v := &s.vars[i]; v.unverified && v.value.IsSet() {
			v.unverified, found = false, true
			s.event(Event{Type: Message, From: System, Text: "Verified " + v.value.String()})
		}
	}
	if !found {
		s.unfit("there is no address that waits to be verified")
	}
}

// Unverified lists what is known and not proved yet.
func (s *Session) Unverified(p *Program) []model.AttributePath {
	var out []model.AttributePath
	for _, v := range s.vars {
		if v.unverified && v.value.IsSet() {
			out = append(out, p.slots.paths[v.slot])
		}
	}
	return out
}
