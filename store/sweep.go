package store

import (
	"context"
	"slices"
	"sync"

	"parley/store/kv"
)

// sweepAfter is how many unneeded values are worth a sweep. A save removes
// what it replaces in its own commit, so only large changes, deleted
// assistants and crashes leave any.
const sweepAfter = 1000

// sweeper runs at most one sweep at a time.
type sweeper struct {
	ctx    context.Context
	cancel context.CancelFunc
	one    sync.Mutex // held by a sweep

	mu      sync.Mutex
	stopped bool
	running bool // in the background
	wg      sync.WaitGroup
}

// stop ends a sweep in the background and lets none begin.
func (w *sweeper) stop() {
	w.mu.Lock()
	w.stopped = true
	w.mu.Unlock()
	w.cancel()
	w.wg.Wait()
}

// sweepSoon begins a sweep in the background if it is worth it.
func (s *Store) sweepSoon(st *state) {
	if s.options.SweepAfter < 0 || s.options.ReadOnly || st.garbage < uint64(s.options.SweepAfter) {
		return
	}
	w := &s.sweep
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stopped || w.running {
		return
	}
	w.running = true
	w.wg.Go(func() {
		_, err := s.Sweep(w.ctx)
		w.mu.Lock()
		w.running = false
		w.mu.Unlock()
		if err != nil && w.ctx.Err() == nil && s.options.Failed != nil {
			s.options.Failed(err)
		}
	})
}

// Sweep removes the values that neither the draft, nor a version, nor an
// operational revision names, in small commits, and returns how many there
// were. Saves go on meanwhile: what they write is newer than what is looked
// at. An interrupted sweep has removed less and is otherwise harmless. It runs
// by itself (see Options.SweepAfter). Errors: the context's; those of kv.Store.
func (s *Store) Sweep(ctx context.Context) (int, error) {
	s.sweep.one.Lock()
	defer s.sweep.one.Unlock()
	st, unnamed, err := s.unnamed()
	if err != nil {
		return 0, err
	}
	removed := 0
	for ops := range slices.Chunk(unnamed, kv.MaxOps) {
		if err := s.db.Commit(ctx, nil, ops); err != nil {
			return removed, err
		}
		removed += len(ops)
	}
	if err := ctx.Err(); err != nil {
		return removed, err
	}
	return removed, s.swept(ctx, st)
}

// unnamed are the removals of all values that nothing names, in the state that is
// returned. The snapshot is closed before any of them is committed: a file that
// has to grow waits until nobody reads, and a save behind it would wait with it.
func (s *Store) unnamed() (*state, []kv.Op, error) {
	st, r, err := s.view()
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	named, err := st.named(r)
	if err != nil {
		return nil, nil, err
	}
	var ops []kv.Op
	for p, err := range kv.All(r, valueKey(0, 0), valueKey(st.next, 0)) {
		if err != nil {
			return nil, nil, err
		}
		n, ok := valueNumber(p.Key)
		if !ok {
			return nil, nil, damaged("its key has no number")
		}
		if !named.has(n) {
			ops = append(ops, kv.Delete(p.Key))
		}
	}
	return st, ops, nil
}

// swept takes what a sweep has looked at off the count of unneeded values.
func (s *Store) swept(ctx context.Context, st *state) error {
	if st.garbage == 0 || st.root == nil {
		return nil
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	old, err := s.current()
	if err != nil {
		return err
	}
	return s.change(ctx, old, func(c *change) error {
		c.new.garbage -= min(c.new.garbage, st.garbage)
		return nil
	})
}

// bits is a set of numbers.
type bits []uint64

func (b bits) has(n uint64) bool { return n/64 < uint64(len(b)) && b[n/64]>>(n%64)&1 == 1 }

func (b bits) add(n uint64) {
	if n/64 < uint64(len(b)) {
		b[n/64] |= 1 << (n % 64)
	}
}

// list adds the entries of a list and its nodes.
func (b bits) list(l *list) {
	for i := range l.items {
		b.add(l.items[i].ref.at)
	}
	for _, level := range l.levels {
		for i := range level {
			b.add(level[i].ref.at)
		}
	}
}

// assistant adds what the node of an assistant names.
func (b bits) assistant(head ref, dialogs *list) {
	b.add(head.at)
	b.list(dialogs)
}

// named is the set of the values that the state names.
func (st *state) named(r kv.Reader) (bits, error) {
	b := make(bits, st.next/64+1)
	b.add(st.settings.at)
	for _, l := range st.lists {
		b.list(l)
	}
	for _, it := range st.lists[assistantsKey].items {
		b.assistant(it.sub.head, it.sub.dialogs)
	}
	for _, it := range st.lists[operationsKey].items {
		if err := b.operation(r, it.ref); err != nil {
			return nil, err
		}
	}
	for _, it := range st.lists[publicationsKey].items {
		b.list(it.pub.versions)
		for i := range it.pub.versions.items {
			if err := b.version(r, it.pub.versions.items[i].ref); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

func (b bits) version(r kv.Reader, at ref) error {
	rec, err := readRecord(r, at.at)
	if err != nil {
		return err
	}
	for _, p := range rec.closure.pins {
		b.add(p.ref.at)
	}
	node := rec.closure.assistant.at
	if b.has(node) {
		return nil
	}
	b.add(node)
	return b.walk(r, node, func(s *scanner) error {
		b.add(s.ref().at) // the head
		return b.entries(r, s, s.count())
	})
}

func (b bits) operation(r kv.Reader, at ref) error {
	return b.walk(r, at.at, func(s *scanner) error {
		s.bytes() // the settings
		for range operationalKeys {
			if err := b.entries(r, s, s.count()); err != nil {
				return err
			}
		}
		return nil
	})
}

// walk reads a value and adds what it names.
func (b bits) walk(r kv.Reader, at uint64, add func(*scanner) error) error {
	data, err := getValue(r, at)
	if err != nil {
		return err
	}
	s, err := scan(data)
	if err != nil {
		return err
	}
	if err := add(s); err != nil {
		return err
	}
	return s.end("a node")
}

// entries adds the entries of one node of a list, and what is below those that
// were not met before: versions have most of their nodes in common.
func (b bits) entries(r kv.Reader, s *scanner, level int) error {
	for range s.count() {
		if level == 0 {
			s.bytes() // the id
		}
		at := s.ref().at
		if level == 0 || b.has(at) {
			b.add(at)
			continue
		}
		b.add(at)
		if s.bad || level > maxLevels {
			return damaged("a list is too deep")
		}
		if err := b.walk(r, at, func(s *scanner) error { return b.entries(r, s, level-1) }); err != nil {
			return err
		}
	}
	return nil
}
