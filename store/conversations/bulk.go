package conversations

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/store/kv"
)

// inFlight is how many full commits wait at once to become durable together.
const inFlight = 16

// Record is a whole conversation that is over, to be written with many others.
type Record struct {
	Log  *conversation.Log
	Lead conversation.Lead
	// Events may be known to come to a digest already; nil makes it.
	Digest *conversation.Digest
}

// WriteAll writes many conversations, some dozens a commit and many commits at
// once, and returns how many are durable. Each is there as a whole or not at all.
// The error is the first that was met, of writing, of the context, or an id that
// is no ULID of the start; nothing more is written after it.
func (s *Store) WriteAll(ctx context.Context, all iter.Seq[Record]) (int, error) {
	if err := s.ready(); err != nil {
		return 0, err
	}
	s.blocks.Lock()
	defer s.blocks.Unlock()
	w := bulk{store: s, ctx: ctx, batch: newBatch(), slots: make(chan struct{}, inFlight)}
	for rec := range all {
		if err := w.add(&rec); err != nil {
			w.fail(fmt.Errorf("write conversations: %w", err))
			break
		}
	}
	w.send()
	w.wg.Wait()
	return w.count, w.err
}

// bulk is one run of WriteAll.
type bulk struct {
	store *Store
	ctx   context.Context
	batch *batch
	chunk conversation.Chunk
	slots chan struct{}
	wg    sync.WaitGroup

	mu    sync.Mutex // guards what follows
	count int
	err   error
}

func (w *bulk) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
	}
}

func (w *bulk) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

func (w *bulk) add(rec *Record) error {
	h := &rec.Log.Header
	id, err := ulid.ParseStrict(h.ID)
	if err != nil || int64(id.Time()) != h.Start.At.UnixMilli() {
		return fmt.Errorf("the id %q does not tell the start", h.ID)
	}
	d := rec.Digest
	if d == nil {
		made := conversation.DigestOf(h, rec.Log.Events)
		d = &made
	}
	w.chunk.Reset()
	w.chunk.Log(rec.Log)
	ops := pieces(id, 0, append([]byte(nil), w.chunk.Bytes()...))
	size := len(w.chunk.Bytes()) + 64*len(ops)
	if w.batch.full(len(ops)+5, 0, size) {
		w.send()
	}
	if size > kv.MaxCommitBytes-blockReserve { // what nothing tells of before the batch is there
		for _, op := range ops[:len(ops)-1] {
			if err := w.store.db.Commit(w.ctx, nil, []kv.Op{op}); err != nil {
				return err
			}
		}
		ops = ops[len(ops)-1:]
	}
	w.batch.op(ops...)
	w.batch.add(id, conversation.Summarize(d, rec.Lead), d, 0)
	w.batch.taken = append(w.batch.taken, write{id: id})
	return errors.Join(w.ctx.Err(), w.failed())
}

// send hands the batch to a commit of its own, waiting for a free slot first.
func (w *bulk) send() {
	b := w.batch
	w.batch = newBatch()
	if len(b.taken) == 0 || w.failed() != nil {
		return
	}
	s := w.store
	err := s.reserve(w.ctx, uint64(len(b.rows)))
	if err == nil {
		err = b.blocks(s.number)
	}
	if err != nil {
		w.fail(fmt.Errorf("write conversations: %w", err))
		return
	}
	w.slots <- struct{}{}
	w.wg.Go(func() {
		defer func() { <-w.slots }()
		if err := s.db.Commit(w.ctx, nil, b.ops); err != nil {
			w.fail(fmt.Errorf("write conversations: %w", err))
			return
		}
		w.mu.Lock()
		w.count += len(b.taken)
		w.mu.Unlock()
		s.mu.Lock()
		for _, rows := range b.rows {
			s.noteSummary(rows...)
		}
		s.mu.Unlock()
	})
}
