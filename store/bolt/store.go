package bolt

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"parley/store/kv"
)

// Store is an open file. It implements kv.Store.
type Store struct {
	path      string
	file      *os.File // what db reads and writes; its lock is ours
	db        *bbolt.DB
	readOnly  bool
	schema    int
	migrating string
	checked   *bitset

	// leading is held by the commit that writes for all (see commit.go).
	leading chan struct{}
	company int // how many were committing at once when the last transaction ended; under leading
	// broken is why no more commits are taken, nil while they are.
	broken atomic.Pointer[error]
	// stuck is set when bbolt panicked where it may hold its locks for ever.
	stuck atomic.Bool

	mu      sync.Mutex
	closed  bool
	waiting []*request
	readers map[*reader]struct{}
}

var _ kv.Store = (*Store)(nil)

// Path returns the path the file was opened with.
func (s *Store) Path() string { return s.path }

// Schema returns the version of the keys and values: Options.Schema, after the
// migrations.
func (s *Store) Schema() int { return s.schema }

// Snapshot implements kv.Store.
func (s *Store) Snapshot() (kv.Reader, error) {
	r, err := s.begin()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	if !s.closed {
		s.readers[r] = struct{}{}
		s.mu.Unlock()
		return r, nil
	}
	s.mu.Unlock()
	r.end()
	return nil, s.closedError("read")
}

// begin opens a snapshot that Close does not know of yet.
func (s *Store) begin() (r *reader, err error) {
	defer guard("read", s.path, &err)()
	if s.stuck.Load() {
		return nil, *s.broken.Load()
	}
	tx, err := s.beginTx(false)
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return nil, s.closedError("read")
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", s.path, err)
	}
	defer func() {
		if r == nil { // also after a fault
			_ = tx.Rollback()
		}
	}()
	t, err := s.tree(tx)
	if err != nil {
		return nil, err
	}
	return &reader{store: s, tx: tx, tree: t}, nil
}

// beginTx is bbolt's Begin. If that panics it holds locks.
func (s *Store) beginTx(writable bool) (*bbolt.Tx, error) {
	returned := false
	defer func() {
		if !returned {
			_ = s.damage("open a transaction in", kv.ErrCorrupt)
			s.stuck.Store(true)
		}
	}()
	tx, err := s.db.Begin(writable)
	returned = true
	return tx, err
}

// tree returns the bucket as tx sees it.
func (s *Store) tree(tx *bbolt.Tx) (tree, error) {
	info := s.db.Info()
	m := &mapped{
		data:     unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&info.Data))), tx.Size()),
		pageSize: info.PageSize,
		checked:  s.checked,
	}
	root := uint64(tx.Cursor().Bucket().Root())
	t, ok, err := openTree(m, root, uint64(tx.Size()/int64(info.PageSize)))
	if err == nil && !ok {
		err = fmt.Errorf("%w: the bucket %q is gone", kv.ErrCorrupt, bucketName)
	}
	if err != nil {
		return tree{}, s.damage("read", err)
	}
	return t, nil
}

// damage wraps a kv.ErrCorrupt in the line that names the file and the mend,
// and stops all further commits: nothing is written to a damaged file.
func (s *Store) damage(op string, err error) error {
	err = damageError(op, s.path, err)
	s.broken.CompareAndSwap(nil, &err)
	return err
}

func damageError(op, path string, err error) error {
	return fmt.Errorf("%s %s: %w: run parley doctor to save what can be saved", op, path, err)
}

func (s *Store) closedError(op string) error {
	return fmt.Errorf("%s %s: the file is %w", op, s.path, kv.ErrClosed)
}

// guard is deferred around everything that reads mapped pages:
//
//	defer guard("read", path, &err)()
//
// A page that the disk cannot deliver, or that was cut off while the file was
// open, becomes kv.ErrCorrupt; so does a panic of bbolt, which panics where it
// finds its pages wrong.
func guard(op, path string, err *error) func() {
	old := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(old)
		if r := recover(); r != nil {
			text, _, _ := strings.Cut(fmt.Sprint(r), "\n")
			*err = damageError(op, path, fmt.Errorf("%w: %s", kv.ErrCorrupt, text))
		}
	}
}

// Close implements kv.Store.
func (s *Store) Close() (err error) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	s.mu.Unlock()

	s.leading <- struct{}{} // after the commit that is being written
	defer func() { <-s.leading }()
	for s.commitWaiting() {
	}
	s.mu.Lock()
	readers := s.readers
	s.readers = nil
	s.mu.Unlock()
	for r := range readers {
		r.end()
	}
	if s.stuck.Load() {
		// bbolt may hold locks for ever; its file and our lock go all the same.
		return s.file.Close()
	}
	defer guard("close", s.path, &err)()
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close %s: %w", s.path, err)
	}
	return nil
}
