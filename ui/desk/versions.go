package desk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"strconv"
	"strings"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/text"
	"parley/store"
)

// BlockedError is the error of a publish that check stops: what it found.
type BlockedError struct {
	Assistant model.AssistantID
	Findings  []check.Finding // the errors
}

// Error names the first of them and how many there are.
func (e *BlockedError) Error() string {
	f := e.Findings[0]
	more := ""
	if n := len(e.Findings) - 1; n > 0 {
		more = fmt.Sprintf(" (and %d more: see parley check %s)", n, e.Assistant)
	}
	return fmt.Sprintf("publish %s: %s: %s: %s%s", e.Assistant, f.Place, f.Message, f.Mend, more)
}

// Publish makes the draft of an assistant its next live version. Errors of
// check stop it with a [BlockedError].
func (d *Desk) Publish(id model.AssistantID, note string) (store.Publication, error) {
	a, err := d.Assistant(id)
	if err != nil {
		return store.Publication{}, err
	}
	errs := d.Blocking(a.ID)
	if len(errs) > 0 {
		return store.Publication{}, &BlockedError{a.ID, errs}
	}
	p, err := d.store.Publish(context.Background(), a.ID, store.PublishOptions{
		Workspace: d.draft, Note: text.Clean(note), Author: author(), At: d.now()})
	d.statuses = nil
	return p, d.storeError(err)
}

// author is who publishes: the name of the user's account.
func author() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return os.Getenv("USER")
}

// storeError tells what was asked for in vain from a file that cannot be used.
func (d *Desk) storeError(err error) error {
	if err == nil || errors.Is(err, store.ErrNoAssistant) || errors.Is(err, store.ErrNoVersion) {
		return err
	}
	return unusable(err)
}

// Versions lists the versions of an assistant, newest first.
func (d *Desk) Versions(id model.AssistantID) (*store.History, error) {
	if err := d.Flush(); err != nil {
		return nil, err
	}
	h, err := d.store.Versions(d.known(id))
	if errors.Is(err, store.ErrNoAssistant) {
		_, err = d.Assistant(id)
		return nil, err
	}
	return h, d.storeError(err)
}

// History lists the versions of an assistant of the draft, newest first, as far
// as they are saved; unlike [Desk.Versions] it waits for nothing.
func (d *Desk) History(id model.AssistantID) []store.Version {
	h, err := d.store.Versions(id)
	if err != nil {
		return nil
	}
	return h.Versions
}

// known is the id an argument means: an id, or the name of an assistant.
func (d *Desk) known(id model.AssistantID) model.AssistantID {
	if a, err := d.Assistant(id); err == nil {
		return a.ID
	}
	return id
}

// Activate makes a version live.
func (d *Desk) Activate(id model.AssistantID, n int) error {
	err := d.store.Activate(context.Background(), d.known(id), n)
	d.statuses = nil
	return d.storeError(err)
}

// Unpublish takes an assistant's live version off.
func (d *Desk) Unpublish(id model.AssistantID) error {
	err := d.store.Unpublish(context.Background(), d.known(id))
	d.statuses = nil
	return d.storeError(err)
}

// UnpublishAllPremium takes every live premium version off in one act.
func (d *Desk) UnpublishAllPremium() ([]model.AssistantID, error) {
	ids, err := d.store.UnpublishAllPremium(context.Background())
	d.statuses = nil
	return ids, d.storeError(err)
}

// DraftFrom makes a version the draft, to be undone like any edit; 0 is the live one.
func (d *Desk) DraftFrom(id model.AssistantID, n int) (edit.Change, error) {
	a, err := d.store.DraftFrom(d.known(id), n)
	if err != nil {
		return edit.Change{}, d.storeError(err)
	}
	return d.Apply(draftFrom(a, n))
}

// draftFrom is the edit that makes a version's assistant the draft.
func draftFrom(a *model.Assistant, n int) edit.Action {
	name := "edit version " + strconv.Itoa(n)
	if n == 0 {
		name = "draft from the live version"
	}
	return edit.ReplaceAssistant{Value: a, Name: name}
}

// DeleteAssistant removes an assistant with all its versions. It cannot be undone.
func (d *Desk) DeleteAssistant(id model.AssistantID) error {
	w, err := d.store.DeleteAssistant(context.Background(), d.known(id))
	if err != nil {
		if errors.Is(err, store.ErrNoAssistant) {
			_, err = d.Assistant(id)
			return err
		}
		return d.storeError(err)
	}
	d.draft, d.statuses, d.undo, d.redo = w, nil, nil, nil
	return nil
}

// Statuses tells how every assistant stands.
func (d *Desk) Statuses() ([]store.Status, error) {
	if err := d.Flush(); err != nil {
		return nil, err
	}
	all, err := d.store.Statuses()
	return all, d.storeError(err)
}

// Definition is a version of an assistant as it was written, with the workspace
// it is played in: draft, live or a number.
func (d *Desk) Definition(id model.AssistantID, version string) (*model.Assistant, *model.Workspace, error) {
	if version == "" || version == DraftVersion {
		a, err := d.Assistant(id)
		return a, d.draft, err
	}
	n := 0
	if version != LiveVersion {
		var err error
		if n, err = strconv.Atoi(strings.TrimPrefix(version, "v")); err != nil || n < 1 {
			return nil, nil, fmt.Errorf("%q is no version: use draft, live or a number", version)
		}
	}
	pinned, err := d.store.Version(d.known(id), n)
	if err != nil {
		return nil, nil, d.storeError(err)
	}
	return pinned.Assistant, pinned.Workspace, nil
}
