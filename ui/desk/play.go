package desk

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"parley/engine/model"
	"parley/engine/session"
	"parley/store"
)

// Draft and Live name what can be played besides a version's number.
const (
	DraftVersion = "draft"
	LiveVersion  = "live"
)

// Playable is an assistant made ready, with which of its versions it is.
type Playable struct {
	Program     *session.Program
	Workspace   *model.Workspace // what it is played in
	Version     string           // draft, or v4
	Number      int              // of the version; 0 for the draft
	Operational int              // the operational revision it is played with; 0 for the draft
}

// Playable makes a version of an assistant ready: draft, live, a number (with
// or without a v), or "" for the live one and else the draft.
func (d *Desk) Playable(id model.AssistantID, version string) (Playable, error) {
	a, err := d.Assistant(id)
	if err != nil && (version == "" || version == DraftVersion) {
		return Playable{}, err
	}
	if a != nil {
		id = a.ID
	}
	if version == DraftVersion {
		p, err := d.Program(id)
		return Playable{Program: p, Workspace: d.draft, Version: DraftVersion}, err
	}
	n, err := versionNumber(version)
	if err != nil {
		return Playable{}, err
	}
	pinned, err := d.store.Version(id, n)
	if version == "" && (errors.Is(err, store.ErrNoVersion) || errors.Is(err, store.ErrNoAssistant)) {
		return d.Playable(id, DraftVersion)
	}
	if err != nil {
		return Playable{}, err
	}
	return playable(d.minds, pinned), nil
}

// versionNumber reads the number of a version, 0 for the live one, by which the
// store knows it too.
func versionNumber(version string) (int, error) {
	if version == "" || version == LiveVersion {
		return 0, nil
	}
	n, err := strconv.Atoi(strings.TrimPrefix(version, "v"))
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%q is no version: use draft, live or a number", version)
	}
	return n, nil
}

// playable makes a version that was read ready.
func playable(minds *minds, v *store.Pinned) Playable {
	return Playable{Program: minds.compile(v.Workspace, v.Assistant), Workspace: v.Workspace, Version: "v" + strconv.Itoa(v.Number),
		Number: v.Number, Operational: v.Operational}
}

// Visitor is who talks to an assistant, and from where.
type Visitor struct {
	At           time.Time        // start of the virtual clock; zero is the desk's now
	Customer     model.CustomerID // one of the workspace's, by a token made for them
	Token        string           // or a token that says who it is
	Language     model.Language
	Page         string
	OnPage       time.Duration // how long they have been on it
	PreviousPage string
	UserAgent    string
	Brand        model.BrandID
	Seed         uint64
}

// Start makes the header of a conversation with the visitor in a workspace.
// Who they are is verified with a token; one that is refused leaves them
// anonymous, with the reason as a note.
func (d *Desk) Start(w *model.Workspace, v Visitor) (session.Start, error) {
	start := session.Start{At: v.At, Language: v.Language, Page: v.Page, OnPage: v.OnPage, PreviousPage: v.PreviousPage,
		UserAgent: v.UserAgent, Brand: v.Brand, Seed: v.Seed}
	if start.At.IsZero() {
		start.At = d.now()
	}
	start.At = start.At.Truncate(time.Millisecond)
	if start.Brand == "" && len(w.Brands) > 0 {
		start.Brand = w.Brands[0].ID
	}
	var err error
	switch {
	case v.Token != "":
		err = d.authenticate(&start, v.Token)
	case v.Customer != "":
		err = d.become(&start, v.Customer)
	}
	return start, err
}
