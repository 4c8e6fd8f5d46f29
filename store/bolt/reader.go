package bolt

import (
	"fmt"
	"sync"

	"go.etcd.io/bbolt"

	"parley/store/kv"
)

// reader is a snapshot: a bbolt read transaction, which keeps the pages it
// sees from being used again, and the tree it began with.
type reader struct {
	store *Store

	mu     sync.RWMutex // held for reading while pages are read
	tx     *bbolt.Tx
	tree   tree
	closed bool
}

// Get implements kv.Reader.
func (r *reader) Get(key []byte) (value []byte, ok bool, err error) {
	if err := kv.ValidateKey(key); err != nil {
		return nil, false, fmt.Errorf("read %s: %w", r.store.path, err)
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.closed {
		return nil, false, r.closedError()
	}
	defer guard("read", r.store.path, &err)()
	stored, ok, err := r.tree.get(key)
	if err != nil {
		return nil, false, r.store.damage("read", err)
	}
	if !ok {
		return nil, false, nil
	}
	// Copied first and checked then: what is returned is what was checked.
	stored = append(make([]byte, 0, len(stored)), stored...)
	value, _, ok = unseal(key, stored)
	if !ok {
		return nil, false, r.store.damage("read", damagedEntry(key))
	}
	return value, true, nil
}

func damagedEntry(key []byte) error {
	return fmt.Errorf("%w: the value of %q: its checksum is wrong", kv.ErrCorrupt, key)
}

func (r *reader) closedError() error {
	return fmt.Errorf("read %s: the snapshot is %w", r.store.path, kv.ErrClosed)
}

// firstKey is the first key that is not the header's.
var firstKey = []byte{1}

// Scan implements kv.Reader.
func (r *reader) Scan(from, to []byte, limit int) ([]kv.Pair, error) {
	return r.scan(from, to, limit, false)
}

// ScanBack implements kv.Reader.
func (r *reader) ScanBack(from, to []byte, limit int) ([]kv.Pair, error) {
	return r.scan(from, to, limit, true)
}

func (r *reader) scan(from, to []byte, limit int, back bool) (pairs []kv.Pair, err error) {
	if err := kv.ValidateScan(limit); err != nil {
		return nil, fmt.Errorf("read %s: %w", r.store.path, err)
	}
	if len(from) == 0 || from[0] == 0 {
		from = firstKey
	}
	if to != nil && string(from) >= string(to) {
		return nil, r.usable()
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.closed {
		return nil, r.closedError()
	}
	defer guard("read", r.store.path, &err)()
	out := &collector{limit: limit}
	if back {
		err = collectBack(r.tree, from, to, out)
	} else {
		err = collect(r.tree, from, to, out)
	}
	if err != nil {
		return nil, r.store.damage("read", err)
	}
	return out.pairs, nil
}

// usable returns kv.ErrClosed if the snapshot is.
func (r *reader) usable() error {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.closed {
		return r.closedError()
	}
	return nil
}

// collect takes the entries from ≤ key < to in ascending order.
func collect(t tree, from, to []byte, out *collector) error {
	c := cursor{tree: t}
	if err := c.seek(from); err != nil {
		return err
	}
	for out.room() {
		ok, err := c.forward()
		if !ok {
			return err
		}
		key, stored, flags, _ := c.at()
		if to != nil && string(key) >= string(to) {
			return nil
		}
		if err := out.add(key, stored, flags); err != nil {
			return err
		}
		c.stack[c.depth-1].index++
	}
	return nil
}

// collectBack takes the same entries in descending order.
func collectBack(t tree, from, to []byte, out *collector) error {
	c := cursor{tree: t}
	var err error
	if to == nil {
		err = c.end()
	} else if err = c.seek(to); err == nil {
		if _, _, _, ok := c.at(); !ok {
			err = c.neighbour()
		}
	}
	for err == nil && out.room() {
		var ok bool
		if ok, err = c.backward(); !ok {
			return err
		}
		key, stored, flags, _ := c.at()
		if string(key) < string(from) {
			return nil
		}
		err = out.add(key, stored, flags)
	}
	return err
}

// collector copies entries into pairs. Many small ones share a piece of
// memory: a scan of ten thousand summaries makes a few dozen allocations.
type collector struct {
	limit int
	pairs []kv.Pair
	chunk []byte
}

const (
	firstChunk = 4 << 10
	maxChunk   = 256 << 10
)

func (c *collector) room() bool { return len(c.pairs) < c.limit }

func (c *collector) add(key, stored []byte, flags uint32) error {
	key, stored = c.copy(key), c.copy(stored)
	value, _, ok := unseal(key, stored)
	if !ok || flags != 0 {
		return damagedEntry(key)
	}
	c.pairs = append(c.pairs, kv.Pair{Key: key, Value: value})
	return nil
}

// copy returns a copy of b that cannot grow into its neighbour.
func (c *collector) copy(b []byte) []byte {
	if len(b) > cap(c.chunk)-len(c.chunk) {
		size := max(min(2*cap(c.chunk), maxChunk), firstChunk)
		if len(b) >= size/4 {
			return append(make([]byte, 0, len(b)), b...)
		}
		c.chunk = make([]byte, 0, size)
	}
	start := len(c.chunk)
	c.chunk = append(c.chunk, b...)
	return c.chunk[start:len(c.chunk):len(c.chunk)]
}

// Close implements kv.Reader.
func (r *reader) Close() {
	r.end()
	r.store.mu.Lock()
	defer r.store.mu.Unlock()
	delete(r.store.readers, r)
}

// end lets go of the pages, once no one reads them; every later call fails
// with kv.ErrClosed.
func (r *reader) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.closed && !r.store.stuck.Load() {
		_ = r.tx.Rollback()
	}
	r.closed, r.tx, r.tree = true, nil, tree{}
}
