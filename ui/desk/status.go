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

// Kept reports whether a version has the assistant as the draft that was last
// saved has it, so that nothing is lost where another version becomes the draft.
func (d *Desk) Kept(id model.AssistantID) bool {
	kept, err := d.store.Kept(id)
	return err == nil && kept
}
