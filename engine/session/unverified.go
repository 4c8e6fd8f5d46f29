package session

import "parley/engine/model"

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
