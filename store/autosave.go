package store

import (
	"context"
	"sync"

	"parley/engine/model"
)

// autosaver saves in the background: one write in flight, the newest value
// waiting behind it, values in between never written.
type autosaver struct {
	mu      sync.Mutex
	next    *model.Workspace // waits to be saved; nil: nothing
	running bool
	idle    chan struct{} // closed when running ends
	err     error         // of the last save, nil when it went well

	failed *model.Workspace // could not be saved; to be tried again
	why    error            // of failed
}

// Autosave queues w to become the draft and returns at once. Values are saved
// in the order given; one that is still waiting when a newer one comes, by
// Autosave, Save or Publish, is not written. w must not be changed afterwards.
// Errors go to Options.Failed and to the next Flush; a value that failed is
// tried again with the next one, and by Flush and Close.
func (s *Store) Autosave(w *model.Workspace) {
	a := &s.auto
	a.mu.Lock()
	defer a.mu.Unlock()
	a.failed = nil
	s.queue(w)
}

// queue gives w to the background; the caller holds s.auto.mu.
func (s *Store) queue(w *model.Workspace) {
	a := &s.auto
	a.next = w
	if !a.running {
		a.running, a.idle = true, make(chan struct{})
		go s.autosave()
	}
}

// autosave saves until nothing waits. Only then it tells of an error: who is
// told may be waiting in Flush.
func (s *Store) autosave() {
	a := &s.auto
	var failed error
	for {
		s.writing.Lock()
		a.mu.Lock()
		w := a.next
		a.next = nil
		if w == nil {
			a.running = false
			close(a.idle)
			a.mu.Unlock()
			s.writing.Unlock()
			break
		}
		a.mu.Unlock()
		err := s.save(context.Background(), w)
		a.mu.Lock()
		if a.err = err; err != nil && a.next == nil {
			a.failed, a.why = w, err
		}
		a.mu.Unlock()
		s.writing.Unlock()
		failed = err
	}
	if failed != nil && s.options.Failed != nil {
		s.options.Failed(failed)
	}
}

// Unsaved is why the newest value given to Autosave could not be saved, as long
// as it is not; nil while it is, or is on its way.
func (s *Store) Unsaved() error {
	a := &s.auto
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.failed == nil {
		return nil
	}
	return a.why
}

// take removes and returns the value that waits, or that could not be saved;
// nil if there is none.
func (a *autosaver) take() *model.Workspace {
	a.mu.Lock()
	defer a.mu.Unlock()
	w := a.next
	if w == nil {
		w = a.failed
	}
	a.next, a.failed = nil, nil
	return w
}

// giveBack keeps a value that was taken and could not be saved either, unless
// there is a newer one.
func (a *autosaver) giveBack(w *model.Workspace) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.next == nil && a.failed == nil {
		a.failed = w
	}
}

// forgive forgets that an autosave failed: a newer value is saved.
func (a *autosaver) forgive() {
	a.mu.Lock()
	a.err, a.failed = nil, nil
	a.mu.Unlock()
}

// Flush waits until what was queued by Autosave is durable, trying again what
// could not be saved. The error is that of the last autosave, or the context's.
func (s *Store) Flush(ctx context.Context) error {
	a := &s.auto
	a.mu.Lock()
	if !a.running && a.failed != nil {
		w := a.failed
		a.failed = nil
		s.queue(w)
	}
	idle := a.idle
	a.mu.Unlock()
	if idle != nil {
		select {
		case <-idle:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	err := a.err
	a.err = nil
	return err
}
