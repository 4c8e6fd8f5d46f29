package store

import (
	"context"
	"errors"
	"time"

	"parley/engine/model"
)

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

var errNotBuilt = errors.New("versions are not kept yet")

// Publish makes the assistant's draft, and everything it reaches, the next
// version, which goes live; o.Workspace becomes the saved draft in the same
// act. What equals the live version makes no version, and what equals an older
// one makes that one live again. A crash leaves all of it or nothing.
// Errors: ErrNoAssistant; those of Save.
func (s *Store) Publish(ctx context.Context, id model.AssistantID, o PublishOptions) (Publication, error) {
	return Publication{}, errNotBuilt
}

// Versions lists an assistant's versions. An assistant that was never
// published has none; one that is unknown too is ErrNoAssistant.
// The draft they are compared with is the last saved one.
func (s *Store) Versions(id model.AssistantID) (*History, error) { return nil, errNotBuilt }

// Status tells how one assistant stands. Errors: ErrNoAssistant.
func (s *Store) Status(id model.AssistantID) (Status, error) { return Status{}, errNotBuilt }

// Statuses tells how every assistant stands, in the draft's order; those that
// have only versions come last.
func (s *Store) Statuses() ([]Status, error) { return nil, errNotBuilt }

// Version returns version n of an assistant, or its live version for n = 0.
// Errors: ErrNoAssistant, ErrNoVersion.
func (s *Store) Version(id model.AssistantID, n int) (*Pinned, error) { return nil, errNotBuilt }

// DraftFrom returns the assistant as version n (0: the live one) has it, for
// the desk to put into the draft. Nothing is written. Errors: as of Version.
func (s *Store) DraftFrom(id model.AssistantID, n int) (*model.Assistant, error) {
	return nil, errNotBuilt
}

// Activate makes version n live. Activating the live one writes nothing.
// Errors: ErrNoAssistant, ErrNoVersion; those of Save.
func (s *Store) Activate(ctx context.Context, id model.AssistantID, n int) error { return errNotBuilt }

// Unpublish takes the live version off; versions stay. Where none is live
// nothing is written. Errors: ErrNoAssistant; those of Save.
func (s *Store) Unpublish(ctx context.Context, id model.AssistantID) error { return errNotBuilt }

// UnpublishAllPremium takes off every live version whose assistant is of type
// premium, all in one act, and returns their ids in order.
func (s *Store) UnpublishAllPremium(ctx context.Context) ([]model.AssistantID, error) {
	return nil, errNotBuilt
}

// DeleteAssistant removes an assistant from the draft, with all its versions,
// in one act, and returns the draft without it. A value waiting in Autosave is
// saved first. Errors: ErrNoAssistant; those of Save.
func (s *Store) DeleteAssistant(ctx context.Context, id model.AssistantID) (*model.Workspace, error) {
	return nil, errNotBuilt
}

// Operational returns the number of the operational revision: how often
// schedules, brands, teams, installed channels, time zone or languages were
// saved with a change. A conversation's header names the one it began with.
func (s *Store) Operational() (int, error) { return 0, errNotBuilt }
