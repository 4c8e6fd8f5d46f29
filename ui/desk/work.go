package desk

import (
	"context"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/text"
	"parley/store"
)

// What takes a while, such as a write that has to reach the disk, is made ready
// here and done apart from the desk: the functions returned may run in any
// goroutine and touch nothing of it. Once one that writes is done, [Desk.Settle]
// brings the desk up to date.

// PublishWork is [Desk.Publish] apart from the desk. What stops it is found at once.
func (d *Desk) PublishWork(id model.AssistantID, note string) (func() (Publication, error), error) {
	a, err := d.Assistant(id)
	if err != nil {
		return nil, err
	}
	if errs := d.Blocking(a.ID); len(errs) > 0 {
		return nil, &BlockedError{a.ID, errs}
	}
	st, o := d.store, store.PublishOptions{Workspace: d.draft, Note: text.Clean(note), At: d.now()}
	return func() (Publication, error) {
		o.Author = author()
		p, err := st.Publish(context.Background(), a.ID, o)
		return p, unusable(err)
	}, nil
}

// Errors are the findings that stop a publish.
func Errors(all []check.Finding) []check.Finding {
	var out []check.Finding
	for _, f := range all {
		if f.Severity == check.Error {
			out = append(out, f)
		}
	}
	return out
}

// ActivateWork is [Desk.Activate] apart from the desk.
func (d *Desk) ActivateWork(id model.AssistantID, n int) func() error {
	st := d.store
	return func() error { return unusable(st.Activate(context.Background(), id, n)) }
}

// UnpublishWork is [Desk.Unpublish] apart from the desk.
func (d *Desk) UnpublishWork(id model.AssistantID) func() error {
	st := d.store
	return func() error { return unusable(st.Unpublish(context.Background(), id)) }
}

// UnpublishAllPremiumWork is [Desk.UnpublishAllPremium] apart from the desk.
func (d *Desk) UnpublishAllPremiumWork() func() ([]model.AssistantID, error) {
	st := d.store
	return func() ([]model.AssistantID, error) {
		ids, err := st.UnpublishAllPremium(context.Background())
		return ids, unusable(err)
	}
}

// DraftFromWork finds, apart from the desk, the edit that makes a version the draft.
func (d *Desk) DraftFromWork(id model.AssistantID, n int) func() (edit.Action, error) {
	st := d.store
	return func() (edit.Action, error) {
		a, err := st.DraftFrom(id, n)
		if err != nil {
			return nil, unusable(err)
		}
		return draftFrom(a, n), nil
	}
}

// SideWork reads a version, apart from the desk, for comparing, reading or
// playing it; 0 is the draft as it is when this is called.
func (d *Desk) SideWork(id model.AssistantID, n int) func() (Side, error) {
	if n == 0 {
		side, err := d.VersionSide(id, DraftVersion)
		return func() (Side, error) { return side, err }
	}
	st, minds := d.store, d.minds
	return func() (Side, error) {
		pinned, err := st.Version(id, n)
		if err != nil {
			return Side{}, unusable(err)
		}
		return Side{Name: versionName(id, n), Assistant: pinned.Assistant, Workspace: pinned.Workspace, closed: true, minds: minds}, nil
	}
}

// Play makes a side ready to be talked to.
func (s Side) Play() *session.Program { return s.minds.compile(s.Workspace, s.Assistant) }

// Settle brings the desk up to date with what was written apart from it. What was
// edited meanwhile is saved again: a publish makes the draft it began with the
// saved one.
func (d *Desk) Settle() {
	d.statuses = nil
	d.store.Autosave(d.draft)
}
