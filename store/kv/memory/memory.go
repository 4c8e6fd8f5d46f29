// Package memory is kv.Store without a file: for tests, for samples that keep
// nothing, and as the plain statement of what a store has to do. It has the
// limits and errors of store/bolt and runs the same suite, kv/kvtest.
//
// The state is a treap whose nodes never change (see treap.go), so a snapshot
// is one pointer:
//
//	Store.root ──▶ ○ commit 7      a commit copies the path to what it changes
//	              ╱ ╲
//	  Reader ──▶ ○   ○             and shares the rest with older snapshots
package memory

import (
	"bytes"
	"context"
	"fmt"
	"sync"

	"parley/store/kv"
)

// Store is an ordered map in memory. The zero value is not usable; see New.
type Store struct {
	mu      sync.Mutex
	root    *node
	closed  bool
	readers map[*reader]struct{}
}

var _ kv.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	return &Store{readers: map[*reader]struct{}{}}
}

// Snapshot implements kv.Store.
func (s *Store) Snapshot() (kv.Reader, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, fmt.Errorf("snapshot of the memory store: %w", kv.ErrClosed)
	}
	r := &reader{store: s, root: s.root}
	s.readers[r] = struct{}{}
	return r, nil
}

// Commit implements kv.Store.
func (s *Store) Commit(ctx context.Context, checks []kv.Check, ops []kv.Op) error {
	if err := kv.Validate(checks, ops); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("commit to the memory store: %w", kv.ErrClosed)
	}
	for i := range checks {
		c := &checks[i]
		value, ok := s.root.get(c.Key)
		if ok == c.Absent || (ok && !bytes.Equal(value, c.Value)) {
			return &kv.ConflictError{Key: bytes.Clone(c.Key)}
		}
	}
	for i := range ops {
		if op := &ops[i]; op.Delete {
			s.root = s.root.remove(op.Key)
		} else {
			s.root = s.root.put(bytes.Clone(op.Key), append([]byte{}, op.Value...))
		}
	}
	return nil
}

// Close implements kv.Store.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for r := range s.readers {
		r.end()
	}
	s.readers, s.root = nil, nil
	return nil
}

// reader is one snapshot of a Store.
type reader struct {
	store *Store

	mu     sync.RWMutex
	root   *node
	closed bool
}

func (r *reader) Get(key []byte) ([]byte, bool, error) {
	if err := kv.ValidateKey(key); err != nil {
		return nil, false, fmt.Errorf("get: %w", err)
	}
	root, err := r.view("get")
	if err != nil {
		return nil, false, err
	}
	value, ok := root.get(key)
	if !ok {
		return nil, false, nil
	}
	return append([]byte{}, value...), true, nil
}

func (r *reader) Scan(from, to []byte, limit int) ([]kv.Pair, error) {
	return r.scan(from, to, limit, (*node).ascend)
}

func (r *reader) ScanBack(from, to []byte, limit int) ([]kv.Pair, error) {
	return r.scan(from, to, limit, (*node).descend)
}

func (r *reader) scan(from, to []byte, limit int, walk func(*node, []byte, []byte, func(*node) bool) bool) ([]kv.Pair, error) {
	if err := kv.ValidateScan(limit); err != nil {
		return nil, fmt.Errorf("scan: %w", err)
	}
	root, err := r.view("scan")
	if err != nil {
		return nil, err
	}
	var pairs []kv.Pair
	walk(root, from, to, func(n *node) bool {
		pairs = append(pairs, kv.Pair{Key: bytes.Clone(n.key), Value: append([]byte{}, n.value...)})
		return len(pairs) < limit
	})
	return pairs, nil
}

func (r *reader) Close() {
	r.end()
	r.store.mu.Lock()
	defer r.store.mu.Unlock()
	delete(r.store.readers, r)
}

// end makes every later call fail with ErrClosed.
func (r *reader) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.root, r.closed = nil, true
}

func (r *reader) view(op string) (*node, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.closed {
		return nil, fmt.Errorf("%s in the memory store: the snapshot is %w", op, kv.ErrClosed)
	}
	return r.root, nil
}
