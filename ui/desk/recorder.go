package desk

import (
	"context"
	"sync"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
	"parley/store"
	"parley/store/conversations"
)

// recorder writes conversations beside whoever holds them: one after the other,
// each in its own order. What comes while something is written is written
// together. It may be used from many goroutines.
type recorder struct {
	kept    *conversations.Store
	playing sync.Mutex  // held by what plays what is due
	failed  func(error) // told, from another goroutine, when writing fails; may be nil

	mu      sync.Mutex // guards what follows, and what writings say it does
	queue   []*writing // what has something to be written, each once
	unsaved []*writing // could not be written; tried again with what comes next, and by flush
	open    map[*writing]bool
	running bool
	idle    chan struct{} // closed when running ends
	err     error         // of the last write, nil when it went well
}

// writing is a conversation as the recorder writes it.
type writing struct {
	header conversation.Header
	draft  *model.Assistant    // its content names what was talked to; nil for a version
	open   *conversations.Open // the writer's own; nil before it was begun

	// The recorder's mu guards these.
	queued bool
	closed bool // nothing will be added any more
	added  []added
	lead   conversation.Lead
	due    int64
}

// added is an input, nil for the opening, and what came of it.
type added struct {
	in     *session.Input
	events []session.Event
}

func newRecorder(kept *conversations.Store, failed func(error)) *recorder {
	return &recorder{kept: kept, failed: failed, open: map[*writing]bool{}}
}

// add gives a conversation something to write: change says what, while it is
// locked. Nothing is added to one that is closed.
func (r *recorder) add(w *writing, change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if w.closed {
		return
	}
	change()
	if r.open[w] = true; w.closed {
		delete(r.open, w)
	}
	r.enqueue(w)
}

// enqueue has a conversation written; the caller holds r.mu.
func (r *recorder) enqueue(w *writing) {
	if !w.queued {
		w.queued = true
		r.queue = append(r.queue, w)
	}
	if !r.running {
		r.running, r.idle = true, make(chan struct{})
		go r.write()
	}
}

// write writes until nothing waits. Only then it tells of an error: who is told
// may be waiting in flush.
func (r *recorder) write() {
	for {
		r.mu.Lock()
		if len(r.queue) == 0 {
			err := r.err
			r.running = false
			close(r.idle)
			r.mu.Unlock()
			if err != nil && r.failed != nil {
				r.failed(err)
			}
			return
		}
		w := r.queue[0]
		r.queue = r.queue[1:]
		now := *w
		w.queued, w.added = false, nil
		r.mu.Unlock()
		begun, err := now.write(r.kept)
		r.mu.Lock()
		w.open = begun
		if r.err = err; err != nil && !w.queued {
			r.unsaved = append(r.unsaved, w)
		}
		r.mu.Unlock()
	}
}

// write writes what was added to a conversation. One in which the customer never
// wrote or pressed anything is only counted, when it is over.
func (w *writing) write(kept *conversations.Store) (begun *conversations.Open, err error) {
	if w.open == nil {
		if w.draft != nil {
			w.header.Draft = store.HashOf(w.draft)
		}
		if w.open, err = kept.Begin(&w.header); err != nil {
			return nil, err
		}
	}
	for _, a := range w.added {
		w.open.Add(a.in, a.events...)
	}
	switch acted := w.open.Digest().Engaged > 0; {
	case acted:
		if err := w.open.Save(context.Background(), w.lead, w.due); err != nil {
			return w.open, err
		}
	case w.closed:
		kept.Trigger(&w.header)
	}
	if w.closed {
		w.open.Close()
	}
	return w.open, nil
}

// flush waits until everything given so far is written, trying again what could
// not be. The error is that of the last write, or the context's.
func (r *recorder) flush(ctx context.Context) error {
	r.mu.Lock()
	again := r.unsaved
	r.unsaved = nil
	for _, w := range again {
		r.enqueue(w)
	}
	idle := r.idle
	r.mu.Unlock()
	if idle != nil {
		select {
		case <-idle:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	err := r.err
	r.err = nil
	return err
}

// close ends every conversation that is recorded, and writes what is left.
func (r *recorder) close() error {
	r.mu.Lock()
	for w := range r.open {
		w.closed = true
		r.enqueue(w)
	}
	clear(r.open)
	r.mu.Unlock()
	return r.flush(context.Background())
}
