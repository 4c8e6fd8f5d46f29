package kvtest

import (
	"context"
	"errors"
	"sync/atomic"

	"parley/store/kv"
)

// Strict makes a store refuse to write while a snapshot of it is open. A file that
// has to grow waits until nobody reads, so who writes must have let go of what it
// read from, or it waits for itself.
func Strict(db kv.Store) kv.Store { return &strict{Store: db} }

type strict struct {
	kv.Store
	open atomic.Int32
}

// errRead is why a strict store refuses to write.
var errRead = errors.New("it is read while it is written")

func (s *strict) Snapshot() (kv.Reader, error) {
	r, err := s.Store.Snapshot()
	if err != nil {
		return nil, err
	}
	s.open.Add(1)
	return &counted{Reader: r, of: s}, nil
}

func (s *strict) Commit(ctx context.Context, checks []kv.Check, ops []kv.Op) error {
	if s.open.Load() > 0 {
		return errRead
	}
	return s.Store.Commit(ctx, checks, ops)
}

// counted is a snapshot that a strict store knows of.
type counted struct {
	kv.Reader
	of     *strict
	closed atomic.Bool
}

func (r *counted) Close() {
	if r.closed.CompareAndSwap(false, true) {
		r.of.open.Add(-1)
	}
	r.Reader.Close()
}
