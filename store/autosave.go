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
}

// Autosave queues w to become the draft and returns at once. Values are saved
// in the order given; one that is still waiting when a newer one comes, by
// Autosave, Save or Publish, is not written. w must not be changed afterwards.
// Errors go to Options.Failed and to the next Flush; a value that failed is
// tried again with the next one, as a save writes all that differs.
func (s *Store) Autosave(w *model.Workspace) {
	a := &s.auto
	a.mu.Lock()
	defer a.mu.Unlock()
	a.next = w
	if !a.running {
		a.running, a.idle = true, make(chan struct{})
		go s.autosave()
	}
}

// autosave saves until nothing waits.
func (s *Store) autosave() {
	a := &s.auto
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
			return
		}
		a.mu.Unlock()
		err := s.save(context.Background(), w)
		s.writing.Unlock()
		a.mu.Lock()
		a.err = err
		a.mu.Unlock()
		if err != nil && s.options.Failed != nil {
			s.options.Failed(err)
		}
	}
}

// take removes and returns the waiting value, nil if there is none.
func (a *autosaver) take() *model.Workspace {
	a.mu.Lock()
	defer a.mu.Unlock()
	w := a.next
	a.next = nil
	return w
}

// forgive forgets the error of an autosave: a newer value is saved.
func (a *autosaver) forgive() {
	a.mu.Lock()
	a.err = nil
	a.mu.Unlock()
}

// Flush waits until what was queued by Autosave is durable. The error is that
// of the last autosave (once), or the context's.
func (s *Store) Flush(ctx context.Context) error {
	a := &s.auto
	a.mu.Lock()
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
