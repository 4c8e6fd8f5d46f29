package desk

import (
	"parley/engine/model"
	"parley/store"
)

// Status tells how an assistant's draft stands to what is live. The draft it
// speaks of is the last one saved.
func (d *Desk) Status(id model.AssistantID) store.Status {
	if d.statuses == nil {
		d.statuses = map[model.AssistantID]store.Status{}
	}
	known, ok := d.statuses[id]
	if !ok {
		if st, err := d.store.Status(id); err == nil {
			known = st
		}
		d.statuses[id] = known
	}
	return known
}

// Refresh forgets what is known of the assistants' statuses, after a save.
func (d *Desk) Refresh() { d.statuses = nil }

// Changed reports whether the draft of an assistant differs from its live version.
func (d *Desk) Changed(id model.AssistantID) bool {
	if d.Flush() != nil {
		return true
	}
	d.statuses = nil
	return d.Status(id).State == store.DraftChanged
}
