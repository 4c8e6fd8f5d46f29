package store

import (
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"

	"parley/engine/model"
)

// HashOf is the content hash of an assistant, hexadecimal: equal ones have equal
// hashes. It pins nothing.
func HashOf(a *model.Assistant) string {
	h := hashOf(encodeDoc(a))
	return hex.EncodeToString(h[:])
}

// PublishOptions is what Publish is told besides the assistant.
type PublishOptions struct {
	// Workspace is the draft to publish from; it becomes the saved draft in
	// the same act. nil publishes from the draft as it was last saved.
	Workspace *model.Workspace
	Note      string
	Author    string
	At        time.Time // the time the version carries
}

// Publication is what came of a Publish.
type Publication struct {
	Assistant model.AssistantID `json:"assistant"`
	Version   int               `json:"version"` // the live one now
	Changed   bool              `json:"changed"` // a new version was made
	Activated bool              `json:"-"`       // an older version equal to the draft went live again
}

// Version is one immutable version of an assistant.
type Version struct {
	Number int       `json:"number"` // from 1
	At     time.Time `json:"at"`
	Author string    `json:"author,omitempty"`
	Note   string    `json:"note,omitempty"`
	Live   bool      `json:"live"`
	Hash   string    `json:"hash"` // of all it pins, hexadecimal: equal versions have equal hashes
	// Older are the pinned documents that differ from the draft's of the same
	// id, as in "uses an older intent X".
	Older []Reference `json:"older,omitempty"`
}

// Reference names a document of the workspace.
type Reference struct {
	Kind string `json:"kind"` // as in files: Klass, Intent, Workflow, Snippet, Profile
	ID   string `json:"id"`
	Gone bool   `json:"gone,omitempty"` // the draft has it no more
}

// DraftState tells how the draft of an assistant stands to its live version.
type DraftState string

// The states of a draft.
const (
	DraftOnly    DraftState = "draft"   // nothing is live
	DraftSame    DraftState = "same"    // what is live equals the draft
	DraftChanged DraftState = "changed" // the draft differs from what is live
	DraftGone    DraftState = "gone"    // there are versions and no draft
)

// Status is how an assistant stands: for lists.
type Status struct {
	Assistant model.AssistantID `json:"assistant"`
	Latest    int               `json:"latest"` // highest version number; 0: never published
	Live      int               `json:"live"`   // 0: none
	State     DraftState        `json:"state"`
	// Dialogs counts the dialogs added, removed or changed since the live
	// version. 0 with DraftChanged: settings, order, or a pinned document.
	Dialogs int `json:"dialogs"`
	// Older are the documents the live version pins that the draft has changed.
	Older []Reference `json:"older,omitempty"`
}

// History is an assistant's status with all its versions, newest first.
type History struct {
	Status
	Versions []Version `json:"versions"`
}

// Pinned is a version made ready to be shown, compared or played.
type Pinned struct {
	Version
	Assistant *model.Assistant
	// Workspace holds the assistant as its only one, exactly the Klasses,
	// intents, workflows, snippets and profiles that the version pins, and
	// everything else as it is in the draft today.
	Workspace *model.Workspace
	// Operational is the number of the operational revision in Workspace.
	Operational int
}

// Publish makes the assistant's draft, and everything it reaches, the next
// version, which goes live; o.Workspace becomes the saved draft in the same
// act. What equals the live version makes no version, and what equals an older
// one makes that one live again. A crash leaves all of it or nothing.
// Errors: ErrNoAssistant; those of Save.
func (s *Store) Publish(ctx context.Context, id model.AssistantID, o PublishOptions) (Publication, error) {
	w := o.Workspace
	var waiting *model.Workspace
	if w != nil {
		waiting = s.auto.take()
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	old, err := s.settled(ctx)
	if err != nil {
		s.auto.giveBack(waiting)
		return Publication{}, err
	}
	var out Publication
	err = s.change(ctx, old, func(c *change) error {
		if w != nil {
			if err := c.draft(w); err != nil {
				return err
			}
		}
		found := c.new.lists[assistantsKey].find(string(id))
		if len(found) == 0 {
			return fmt.Errorf("publish %s: %w: parley assistants lists them", id, ErrNoAssistant)
		}
		out, err = c.publish(id, found[0], o)
		return err
	})
	if err != nil {
		s.auto.giveBack(waiting)
		return Publication{}, err
	}
	if w != nil {
		s.auto.forgive()
	}
	return out, nil
}

// settled saves a value that waits in Autosave, and returns what the file then
// holds; the caller holds s.writing.
func (s *Store) settled(ctx context.Context) (*state, error) {
	if w := s.auto.take(); w != nil {
		if err := s.save(ctx, w); err != nil {
			s.auto.giveBack(w)
			return nil, err
		}
	}
	return s.current()
}

// Versions lists an assistant's versions. An assistant that was never
// published has none; one that is unknown too is ErrNoAssistant.
// The draft they are compared with is the last saved one.
func (s *Store) Versions(id model.AssistantID) (*History, error) {
	st, r, err := s.view()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	h := &History{}
	if h.Status, err = st.status(r, id); err != nil {
		return nil, err
	}
	p := st.publication(id)
	if p == nil {
		return h, nil
	}
	for i := len(p.versions.items) - 1; i >= 0; i-- {
		v, _, err := st.version(r, p, i)
		if err != nil {
			return nil, err
		}
		h.Versions = append(h.Versions, v)
	}
	return h, nil
}

// Status tells how one assistant stands. Errors: ErrNoAssistant.
func (s *Store) Status(id model.AssistantID) (Status, error) {
	st, r, err := s.view()
	if err != nil {
		return Status{}, err
	}
	defer r.Close()
	return st.status(r, id)
}

// Kept tells whether a version has the assistant exactly as its saved draft has
// it: then nothing is lost where the draft becomes another. An assistant
// without a draft has nothing to lose.
func (s *Store) Kept(id model.AssistantID) (bool, error) {
	st, r, err := s.view()
	if err != nil {
		return false, err
	}
	defer r.Close()
	drafts, p := st.lists[assistantsKey], st.publication(id)
	found := drafts.find(string(id))
	if len(found) == 0 || p == nil {
		return len(found) == 0, nil
	}
	for i := range p.versions.items {
		_, rec, err := st.version(r, p, i)
		if err != nil {
			return false, err
		}
		if rec.closure.assistant.hash == drafts.items[found[0]].ref.hash {
			return true, nil
		}
	}
	return false, nil
}

// Statuses tells how every assistant stands, in the draft's order; those that
// have only versions come last.
func (s *Store) Statuses() ([]Status, error) {
	st, r, err := s.view()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []Status
	drafts := st.lists[assistantsKey]
	add := func(id string) error {
		status, err := st.status(r, model.AssistantID(id))
		out = append(out, status)
		return err
	}
	for i := range drafts.items {
		if err := add(drafts.items[i].id); err != nil {
			return nil, err
		}
	}
	for _, it := range st.lists[publicationsKey].items {
		if len(drafts.find(it.id)) == 0 {
			if err := add(it.id); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// Version returns version n of an assistant, or its live version for n = 0.
// Errors: ErrNoAssistant, ErrNoVersion.
func (s *Store) Version(id model.AssistantID, n int) (*Pinned, error) {
	st, r, err := s.view()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	p, at, err := st.versionAt(id, n)
	if err != nil {
		return nil, err
	}
	out := &Pinned{Operational: st.operational()}
	var rec *record
	if out.Version, rec, err = st.version(r, p, at); err != nil {
		return nil, err
	}
	if out.Assistant, err = st.pinnedAssistant(r, id, rec.closure.assistant); err != nil {
		return nil, err
	}
	out.Workspace, err = st.pinnedWorkspace(r, out.Assistant, rec.closure.pins)
	return out, err
}

// DraftFrom returns the assistant as version n (0: the live one) has it, for
// the desk to put into the draft. Dialogs that the draft has unchanged are the
// draft's own values. Nothing is written. Errors: as of Version.
func (s *Store) DraftFrom(id model.AssistantID, n int) (*model.Assistant, error) {
	st, r, err := s.view()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	p, at, err := st.versionAt(id, n)
	if err != nil {
		return nil, err
	}
	_, rec, err := st.version(r, p, at)
	if err != nil {
		return nil, err
	}
	return st.pinnedAssistant(r, id, rec.closure.assistant)
}

// Activate makes version n live. Activating the live one writes nothing.
// Errors: ErrNoAssistant, ErrNoVersion; those of Save.
func (s *Store) Activate(ctx context.Context, id model.AssistantID, n int) error {
	return s.alter(ctx, func(st *state) (map[model.AssistantID]*publication, error) {
		p, _, err := st.versionAt(id, n)
		if err != nil || n == 0 || n == p.live {
			return nil, err
		}
		rec, err := s.recordOf(p, n)
		if err != nil {
			return nil, err
		}
		p = p.next()
		p.live, p.premium = n, rec.premium
		return map[model.AssistantID]*publication{id: p}, nil
	})
}

// recordOf reads a version of the newest state; the caller holds s.writing.
func (s *Store) recordOf(p *publication, n int) (*record, error) {
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return p.record(r, n)
}

// Unpublish takes the live version off; versions stay. Where none is live
// nothing is written. Errors: ErrNoAssistant; those of Save.
func (s *Store) Unpublish(ctx context.Context, id model.AssistantID) error {
	return s.alter(ctx, func(st *state) (map[model.AssistantID]*publication, error) {
		p := st.publication(id)
		if p == nil {
			return nil, st.unknown(id)
		}
		if p.live == 0 {
			return nil, nil
		}
		p = p.next()
		p.live, p.premium = 0, false
		return map[model.AssistantID]*publication{id: p}, nil
	})
}

// UnpublishAllPremium takes off every live version whose assistant is of type
// premium, all in one act, and returns their ids in order.
func (s *Store) UnpublishAllPremium(ctx context.Context) ([]model.AssistantID, error) {
	changed := map[model.AssistantID]*publication{}
	err := s.alter(ctx, func(st *state) (map[model.AssistantID]*publication, error) {
		for _, it := range st.lists[publicationsKey].items {
			if it.pub.live != 0 && it.pub.premium {
				p := it.pub.next()
				p.live, p.premium = 0, false
				changed[model.AssistantID(it.id)] = p
			}
		}
		return changed, nil
	})
	if err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(changed)), nil
}

// DeleteAssistant removes an assistant from the draft, with all its versions,
// in one act, and returns the draft without it. A value waiting in Autosave is
// saved first. Errors: ErrNoAssistant; those of Save.
func (s *Store) DeleteAssistant(ctx context.Context, id model.AssistantID) (*model.Workspace, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	old, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	published := old.publication(id) != nil
	if !published && len(old.lists[assistantsKey].find(string(id))) == 0 {
		return nil, fmt.Errorf("delete assistant %s: %w: parley assistants lists them", id, ErrNoAssistant)
	}
	w := *old.workspace
	w.Assistants = slices.DeleteFunc(slices.Clone(w.Assistants), func(a *model.Assistant) bool { return a.ID == id })
	err = s.change(ctx, old, func(c *change) error {
		if err := c.draft(&w); err != nil || !published {
			return err
		}
		c.new.garbage += sweepAfter // its versions
		return c.setPublications(map[model.AssistantID]*publication{id: nil})
	})
	if err != nil {
		return nil, err
	}
	return &w, nil
}

// Operational returns the number of the operational revision: how often
// schedules, brands, teams, installed channels, time zone or languages were
// saved with a change. A conversation's header names the one it began with.
func (s *Store) Operational() (int, error) {
	st, err := s.current()
	if err != nil {
		return 0, err
	}
	return st.operational(), nil
}

// OperationalAt returns the operational facts of revision n: a workspace with
// nothing but schedules, brands, teams, installed channels, time zone and
// languages, as they were. Every revision is kept. Errors: ErrNoVersion.
func (s *Store) OperationalAt(n int) (*model.Workspace, error) {
	st, r, err := s.view()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if n < 1 || n > st.operational() {
		return nil, fmt.Errorf("operational revision %d: %w: there are 1 to %d", n, ErrNoVersion, st.operational())
	}
	return readOperational(r, st.lists[operationsKey].items[n-1].ref)
}
