package conversations

import (
	"context"
	"errors"
	"fmt"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/session"
	"parley/store/kv"
)

// partBytes is how long a part of a log gets before another one begins: a turn is
// saved by writing the part anew.
const partBytes = 8 << 10

// pieceBytes is the most one key holds of a log.
const pieceBytes = 512 << 10

// Open is a conversation that is being recorded. It belongs to one goroutine; a
// conversation is open once at a time.
type Open struct {
	store    *Store
	id       ulid.ULID
	header   conversation.Header
	digest   *conversation.Builder
	chunk    conversation.Chunk
	part     uint32
	earlier  []kv.Op // parts of the log that are to be written with the next entry
	archived bool    // guarded by store.mu
	fresh    bool    // nothing was saved yet
}

// Begin begins to record a conversation. Nothing is written before [Open.Save].
// The error names an id that is no ULID of the start.
func (s *Store) Begin(h *conversation.Header) (*Open, error) {
	id, err := ulid.ParseStrict(h.ID)
	if err != nil || int64(id.Time()) != h.Start.At.UnixMilli() {
		return nil, fmt.Errorf("record a conversation: its id %q does not tell its start", h.ID)
	}
	o := &Open{store: s, id: id, header: *h, digest: conversation.NewBuilder(h), fresh: true}
	o.chunk.Header(h)
	return o, s.take(o)
}

// Reopen goes on with a conversation that was recorded before, and returns all
// that was. Errors: ErrNone, ErrOpen; those of reading.
func (s *Store) Reopen(id string) (*Open, *conversation.Log, error) {
	s.packing.RLock()
	defer s.packing.RUnlock()
	kept, err := s.Read(id)
	if err != nil {
		return nil, nil, err
	}
	key, _ := idOf(id)
	l := kept.Log
	o := &Open{store: s, id: key, header: l.Header, digest: conversation.NewBuilder(&l.Header), part: kept.parts, archived: kept.Summary.Archived}
	o.digest.Add(l.Events...)
	if len(kept.tail) > 0 {
		o.earlier = pieces(key, kept.parts-1, kept.tail)
	}
	return o, l, s.take(o)
}

func (s *Store) take(o *Open) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[o.id] != nil {
		return fmt.Errorf("record conversation %s: %w", o.id, ErrOpen)
	}
	s.open[o.id] = o
	return nil
}

// Close lets go of the conversation. What was added and not saved is gone.
func (o *Open) Close() {
	o.store.mu.Lock()
	defer o.store.mu.Unlock()
	if o.store.open[o.id] == o {
		delete(o.store.open, o.id)
	}
}

// Add adds an input, nil for the opening, and what came of it.
func (o *Open) Add(in *session.Input, events ...session.Event) {
	if in != nil {
		o.chunk.Input(in)
	}
	o.chunk.Events(events...)
	o.digest.Add(events...)
}

// Digest is what is known of the conversation by now.
func (o *Open) Digest() conversation.Digest { return o.digest.Digest() }

// Save makes everything added so far durable: one small write. lead is what it is
// worth, due the moment something has to happen by itself, 0 for none.
// Errors: those of kv.Store.Commit; the next Save tries all of it again.
func (o *Open) Save(ctx context.Context, lead conversation.Lead, due int64) error {
	if err := o.store.ready(); err != nil {
		return err
	}
	o.store.saving.RLock()
	defer o.store.saving.RUnlock()
	d := o.digest.Digest()
	e := entry{due: due, part: o.part, log: o.chunk.Bytes(), summary: conversation.Summarize(&d, lead), over: due == 0 && isOver(&d)}
	o.store.mu.Lock()
	e.summary.Archived = o.archived
	o.store.mu.Unlock()
	var digests conversation.Digests
	digests.Add(&d)
	e.digest = digests.Bytes()
	full := len(e.log) > partBytes
	ops := o.earlier
	if full {
		ops = append(ops, pieces(o.id, o.part, e.log)...)
		e.part, e.log = o.part+1, nil
	}
	value, err := e.encode()
	if err != nil {
		return err
	}
	if err := o.store.commit(ctx, append(ops, kv.Put(entryKeyOf(o.id), value))); err != nil {
		return fmt.Errorf("record conversation %s: %w", o.id, err)
	}
	o.earlier, o.fresh = nil, false
	if full {
		o.part++
		o.chunk.Reset()
	}
	o.store.note(write{o.id, &held{value: value, summary: e.summary, due: due, over: e.over, persons: persons(&d.Person)}})
	return nil
}

// isOver reports whether nothing is likely to come any more.
func isOver(d *conversation.Digest) bool {
	return d.Done > 0 || d.Status == session.Ended || d.Source != conversation.Live
}

// pieces are the writes of a part of a log.
func pieces(id ulid.ULID, part uint32, log []byte) []kv.Op {
	var ops []kv.Op
	for n := uint16(0); n == 0 || len(log) > 0; n++ {
		size := min(len(log), pieceBytes)
		ops = append(ops, kv.Put(logKeyOf(id, part, n), log[:size:size]))
		log = log[size:]
	}
	return ops
}

// commit makes operations true together, where they fit a commit; else those of
// the logs first, which nothing tells of before the last one.
func (s *Store) commit(ctx context.Context, ops []kv.Op) error {
	err := s.db.Commit(ctx, nil, ops)
	if !errors.Is(err, kv.ErrTooLarge) || len(ops) == 1 {
		return err
	}
	for _, op := range ops {
		if err := s.db.Commit(ctx, nil, []kv.Op{op}); err != nil {
			return err
		}
	}
	return nil
}
