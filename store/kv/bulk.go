package kv

import (
	"context"
	"sync"
)

// bulkInFlight is how many full commits a Bulk keeps waiting at once. Together
// they are 1,600 operations or 16 MiB: a store that shares one durable write
// between waiting commits then writes as fast as with transactions of a
// thousand, while no single commit is over the limits.
const bulkInFlight = 16

// Bulk writes many pairs as a stream of commits within the limits, several in
// flight. Not all at once and not in order: it is for values that nothing
// names yet. Write them, Flush, and only then commit the name.
//
// A Bulk belongs to one goroutine.
type Bulk struct {
	store Store
	ctx   context.Context
	ops   []Op
	size  int
	slots chan struct{}
	wg    sync.WaitGroup
	mu    sync.Mutex
	err   error
}

// NewBulk returns a Bulk that writes to store until ctx ends.
func NewBulk(ctx context.Context, store Store) *Bulk {
	return &Bulk{store: store, ctx: ctx, slots: make(chan struct{}, bulkInFlight)}
}

// Put queues a pair. The slices must stay as they are until Flush returns, and
// between two calls of Flush each key may be used once. The error is the first
// one any commit met; nothing more is written after it.
func (b *Bulk) Put(key, value []byte) error { return b.add(Put(key, value)) }

// Delete queues the removal of a key; see Put.
func (b *Bulk) Delete(key []byte) error { return b.add(Delete(key)) }

func (b *Bulk) add(op Op) error {
	size := OpSize(op)
	if len(b.ops) == MaxOps || (len(b.ops) > 0 && b.size+size > MaxCommitBytes) {
		b.send()
	}
	b.ops = append(b.ops, op)
	b.size += size
	return b.failed()
}

// send hands the collected operations to a commit of their own, waiting for a
// free slot first.
func (b *Bulk) send() {
	ops := b.ops
	b.ops, b.size = make([]Op, 0, MaxOps), 0
	b.slots <- struct{}{}
	b.wg.Add(1)
	go func() {
		defer b.wg.Done()
		defer func() { <-b.slots }()
		if b.failed() != nil {
			return
		}
		if err := b.store.Commit(b.ctx, nil, ops); err != nil {
			b.mu.Lock()
			if b.err == nil {
				b.err = err
			}
			b.mu.Unlock()
		}
	}()
}

// Flush waits until everything put so far is durable. Its error tells that
// some of it is not; which is unknown.
func (b *Bulk) Flush() error {
	if len(b.ops) > 0 {
		b.send()
	}
	b.wg.Wait()
	return b.failed()
}

func (b *Bulk) failed() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err
}
