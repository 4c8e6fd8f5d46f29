package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"parley/store/kv"
)

// Commits share transactions without a goroutine of their own. Each puts its
// request in the queue and then waits for its result or for the lead. Who gets
// the lead writes everything that waits as one bbolt transaction, which costs
// two fsyncs however much it is, and hands out the results. While it writes,
// the next requests gather. A single caller leads each time and pays nothing
// for the company it does not have.

// maxBatch bounds one transaction, in bytes: a small commit waits no longer
// than one of these takes, about a tenth of a second.
const maxBatch = 16 << 20

// request is a commit in the queue.
type request struct {
	checks []kv.Check
	ops    []kv.Op
	stored [][]byte // for each operation: value and room for the trailer
	sums   []uint32 // for each operation: its bodySum
	size   int

	state atomic.Int32
	err   error
	done  chan error // gets err once
}

// The states of a request: a waiting one can be taken by a leader or cancelled
// by its caller, whoever is first.
const (
	waiting = iota
	taken
	cancelled
)

// newRequest does what needs no lock: it copies the values and sums them up.
func newRequest(checks []kv.Check, ops []kv.Op) *request {
	r := &request{
		checks: checks, ops: ops,
		stored: make([][]byte, len(ops)), sums: make([]uint32, len(ops)),
		done: make(chan error, 1),
	}
	for i := range ops {
		r.size += kv.OpSize(ops[i]) + trailerSize
	}
	buf := make([]byte, 0, r.size)
	for i := range ops {
		if ops[i].Delete {
			continue
		}
		start, n := len(buf), len(ops[i].Value)
		buf = append(buf, ops[i].Value...)
		buf = buf[:start+n+trailerSize]
		r.stored[i] = buf[start:len(buf):len(buf)]
		r.sums[i] = bodySum(ops[i].Key, ops[i].Value)
	}
	return r
}

// Commit implements kv.Store.
func (s *Store) Commit(ctx context.Context, checks []kv.Check, ops []kv.Op) error {
	if err := kv.Validate(checks, ops); err != nil {
		return fmt.Errorf("save in %s: %w", s.path, err)
	}
	return s.commit(ctx, newRequest(checks, ops))
}

func (s *Store) commit(ctx context.Context, r *request) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("save in %s: %w", s.path, err)
	}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return s.closedError("save in")
	}
	s.waiting = append(s.waiting, r)
	s.mu.Unlock()
	for {
		select {
		case err := <-r.done:
			return err
		case s.leading <- struct{}{}:
			if r.state.Load() == waiting {
				s.commitWaiting()
			}
			<-s.leading
		case <-ctx.Done():
			if r.state.CompareAndSwap(waiting, cancelled) {
				return fmt.Errorf("save in %s: %w", s.path, ctx.Err())
			}
			return <-r.done
		}
	}
}

// commitWaiting writes what waits, up to maxBatch; false when nothing did. The
// caller has the lead.
func (s *Store) commitWaiting() bool {
	s.gather()
	batch := s.take()
	if len(batch) == 0 {
		return false
	}
	err := s.write(batch)
	if errors.Is(err, kv.ErrFull) && len(batch) > 1 {
		// Together they have no room. Some may have, as deletions do.
		for _, r := range batch {
			r.err = nil
			if err := s.write([]*request{r}); err != nil {
				r.err = err
			}
		}
		err = nil
	}
	s.company = len(batch) + s.queued()
	for _, r := range batch {
		if err != nil {
			r.err = err // also where a check failed: it looked at what was undone
		}
		r.done <- r.err
	}
	return true
}

// patience is how often gather looks again without seeing anyone come: about
// a microsecond each.
const patience = 16

// gather lets those whose commit was just written, and who may be about to
// commit again, get into the queue: without it two half groups would take
// turns. One caller alone is not held up.
func (s *Store) gather() {
	if s.company < 2 {
		return
	}
	for last, idle := 0, 0; idle < patience; idle++ {
		n := s.queued()
		if n >= s.company {
			return
		}
		if n > last {
			last, idle = n, 0
		}
		runtime.Gosched()
	}
}

// queued returns how many commits wait.
func (s *Store) queued() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.waiting)
}

// take removes the first requests from the queue.
func (s *Store) take() []*request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var batch []*request
	size, n := 0, 0
	for _, r := range s.waiting {
		if size > 0 && size+r.size > maxBatch {
			break
		}
		n++
		if r.state.CompareAndSwap(waiting, taken) {
			batch = append(batch, r)
			size += r.size
		}
	}
	if n == len(s.waiting) {
		s.waiting = nil
	} else {
		s.waiting = s.waiting[n:]
	}
	return batch
}

// write applies a batch in one transaction. A failed check is left in the err
// of its request; an error returned means that nothing was applied.
func (s *Store) write(batch []*request) error {
	if broken := s.broken.Load(); broken != nil {
		return *broken
	}
	if s.readOnly {
		return fmt.Errorf("save in %s: it is open %w: choose another file with --db", s.path, kv.ErrReadOnly)
	}
	tx, err := s.beginWrite()
	if err != nil {
		return err
	}
	changed, err := s.apply(tx, batch)
	if err == nil && changed {
		err = s.finish(tx)
	}
	if err != nil || !changed {
		s.abandon(tx)
	}
	if errors.Is(err, kv.ErrCorrupt) {
		s.broken.CompareAndSwap(nil, &err)
	}
	return err
}

func (s *Store) beginWrite() (tx *bbolt.Tx, err error) {
	defer guard("save in", s.path, &err)()
	tx, err = s.beginTx(true)
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return nil, s.closedError("save in")
	}
	if err != nil {
		return nil, fmt.Errorf("save in %s: %w", s.path, err)
	}
	return tx, nil
}

// apply runs the requests one after the other on tx, each on what those before
// have made of it. changed is false when there is nothing to commit.
func (s *Store) apply(tx *bbolt.Tx, batch []*request) (changed bool, err error) {
	defer guard("save in", s.path, &err)()
	if err := s.whole(tx); err != nil {
		return false, s.damage("save in", err)
	}
	t, err := s.tree(tx)
	if err != nil {
		return false, err
	}
	b := tx.Bucket(bucketName)
	w := &writer{tree: t, bucket: b, commit: uint64(tx.ID())}
	for _, r := range batch {
		conflict, err := w.conflict(r.checks)
		if err == nil && conflict == nil {
			err = w.apply(r)
			changed = changed || len(r.ops) > 0
		}
		if err != nil {
			return false, s.damage("save in", err)
		}
		if conflict != nil {
			r.err = conflict
		}
	}
	return changed, nil
}

// whole tells a file that was cut off under the store. Without it a commit that
// happens to touch only what is left would be called saved.
func (s *Store) whole(tx *bbolt.Tx) error {
	info, err := s.file.Stat()
	if err != nil {
		return fmt.Errorf("%w: %w", kv.ErrCorrupt, cause(err))
	}
	if info.Size() < tx.Size() {
		return fmt.Errorf("%w: it was cut to %d bytes of %d", kv.ErrCorrupt, info.Size(), tx.Size())
	}
	return nil
}

// writer is a transaction under way.
type writer struct {
	tree   tree          // as it was at the beginning
	bucket *bbolt.Bucket // as it is by now
	commit uint64
}

// visit checks every page on the way to key, which bbolt is about to go.
func (w *writer) visit(key []byte) error {
	_, _, err := w.tree.get(key)
	return err
}

// conflict returns the first check that does not hold.
func (w *writer) conflict(checks []kv.Check) (conflict, err error) {
	for i := range checks {
		c := &checks[i]
		if err := w.visit(c.Key); err != nil {
			return nil, err
		}
		stored := w.bucket.Get(c.Key)
		holds := c.Absent == (stored == nil)
		if stored != nil && !c.Absent {
			value, _, ok := unseal(c.Key, stored)
			if !ok {
				return nil, damagedEntry(c.Key)
			}
			holds = bytes.Equal(value, c.Value)
		}
		if !holds {
			return &kv.ConflictError{Key: bytes.Clone(c.Key)}, nil
		}
	}
	return nil, nil
}

func (w *writer) apply(r *request) error {
	for i := range r.ops {
		op := &r.ops[i]
		if err := w.visit(op.Key); err != nil {
			return err
		}
		var err error
		if op.Delete {
			err = w.bucket.Delete(op.Key)
		} else {
			seal(r.stored[i], r.sums[i], w.commit)
			err = w.bucket.Put(op.Key, r.stored[i])
		}
		if err != nil {
			return fmt.Errorf("%w: %q: %w", kv.ErrCorrupt, op.Key, err)
		}
	}
	return nil
}

const (
	minGrowth = 256 << 10
	maxGrowth = 16 << 20
)

// finish commits tx and finds out what an error means.
func (s *Store) finish(tx *bbolt.Tx) (err error) {
	defer guard("save in", s.path, &err)()
	// The file grows by a quarter at a time: a small one stays small, and a
	// large one does not pay for its growth at every commit.
	s.db.AllocSize = int(min(max(tx.Size()/4, minGrowth), maxGrowth))
	id := tx.ID()
	err = tx.Commit()
	if err == nil {
		return nil
	}
	if s.newest() < id && isFull(err) {
		return fmt.Errorf("save in %s: %w: make room and save again", s.path, kv.ErrFull)
	}
	err = fmt.Errorf("save in %s: %w: %w: open the file again", s.path, kv.ErrFailed, cause(err))
	s.broken.CompareAndSwap(nil, &err)
	return err
}

// newest returns the number of the last commit that a new snapshot would see.
func (s *Store) newest() int {
	tx, err := s.beginTx(false)
	if err != nil {
		return 0
	}
	defer func() { _ = tx.Rollback() }()
	return tx.ID()
}

// abandon undoes tx. bbolt has done so itself when its commit failed.
func (s *Store) abandon(tx *bbolt.Tx) {
	var err error
	done := false
	defer func() {
		if !done {
			s.stuck.Store(true)
		}
	}()
	defer guard("save in", s.path, &err)()
	_ = tx.Rollback()
	done = true
}
