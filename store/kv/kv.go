// Package kv is the contract of the ordered key-value file under the store:
// snapshots to read from and small compare-and-swap commits to write with.
//
// It knows nothing of assistants or conversations, and nothing above it knows
// of buckets, cursors or transactions, so that an ordered store on other
// machines can stand where the file stands today. What such stores have in
// common is all there is:
//
//	                 ┌──────────── Store ────────────┐
//	Snapshot() ──▶ Reader                            Commit(ctx, checks, ops)
//	               Get  Scan  ScanBack  Close        all of it or nothing, durable on return
//
//	keys    1 to 1,024 bytes, ordered as bytes; the first byte is never 0x00,
//	        those keys are the implementation's own (format, schema)
//	values  0 bytes to what fits a commit
//	commit  at most 100 operations, 100 checks and 1 MiB altogether
//
// A change too large for one commit writes its parts first, under names made
// of their hash, and becomes true by one last commit of the name that points
// to them; what nothing names is swept later. Bulk does the first half.
//
// Implementations: store/bolt (a file) and store/kv/memory. Both run
// store/kv/kvtest.
package kv

import (
	"context"
	"fmt"
)

// The limits of a commit. They are those a distributed ordered store can keep
// too (FoundationDB, DynamoDB and Spanner all bound a transaction), so nothing
// above may come to need more.
const (
	MaxOps         = 100     // operations in one commit; as many checks
	MaxCommitBytes = 1 << 20 // bytes of all keys and values, of operations and checks
	MaxKeyBytes    = 1024    // bytes of one key
	MaxScan        = 10_000  // pairs one Scan returns at most
)

// Store is an ordered map from keys to values, kept durably (or in memory for
// tests). All methods may be called from many goroutines at once.
type Store interface {
	// Snapshot returns a view of the last commit, untouched by later ones.
	// It costs little: take one for a piece of work and close it soon,
	// because an old snapshot keeps replaced values on disk.
	// Errors: ErrClosed, ErrCorrupt.
	Snapshot() (Reader, error)

	// Commit applies every operation, in order, if every check holds against
	// the newest state; otherwise nothing. When it returns nil the change is
	// durable and every later Snapshot shows it. Concurrent commits share
	// the cost of becoming durable; of two that arrive one after the other
	// from one goroutine the first is applied first.
	//
	// A context that ends while the commit still waits in the queue gives
	// the context's error, and then nothing was applied; once it is being
	// written the result is waited for. A commit without operations only
	// tests its checks.
	//
	// The keys and values may be reused by the caller after the return.
	// Errors: ErrConflict (see ConflictError), ErrTooLarge, ErrKey,
	// ErrClosed, ErrReadOnly, ErrFull, ErrCorrupt, ErrFailed.
	Commit(ctx context.Context, checks []Check, ops []Op) error

	// Close waits for commits under way, ends open snapshots (their methods
	// then return ErrClosed) and lets go of the file. Closing twice is nil.
	Close() error
}

// Reader is one snapshot. It may be used from many goroutines. What it
// returns are copies: valid for ever, and the caller's to change.
type Reader interface {
	// Get returns the value of key and whether there is one. An empty value
	// is a value.
	Get(key []byte) (value []byte, ok bool, err error)

	// Scan returns the first pairs, at most limit, of the keys k with
	// from ≤ k < to, in ascending order. A nil from is the beginning and a
	// nil to the end of the store. Fewer pairs than limit means that the
	// range has no more. limit is 1 to MaxScan, else ErrTooLarge; to read a
	// longer range use All.
	Scan(from, to []byte, limit int) ([]Pair, error)

	// ScanBack is Scan from the other end: the last pairs of the same
	// half-open range from ≤ k < to, in descending order. It exists because
	// lists are newest first and every ordered store can read backwards.
	ScanBack(from, to []byte, limit int) ([]Pair, error)

	// Close lets go of the snapshot. Closing twice is harmless.
	Close()
}

// Pair is a key and its value.
type Pair struct {
	Key   []byte
	Value []byte
}

// Op is one change in a commit. Make it with Put or Delete.
type Op struct {
	Key    []byte
	Value  []byte // ignored by a deletion
	Delete bool
}

// Put sets key to value, whether or not it had one.
func Put(key, value []byte) Op { return Op{Key: key, Value: value} }

// Delete removes key; removing what is not there is no error.
func Delete(key []byte) Op { return Op{Key: key, Delete: true} }

// Check is one condition of a commit. Make it with Equal or Absent.
type Check struct {
	Key    []byte
	Value  []byte // the exact value wanted; ignored when Absent
	Absent bool   // the key must have no value
}

// Equal wants key to have exactly this value; a nil value is the empty value.
func Equal(key, value []byte) Check { return Check{Key: key, Value: value} }

// Absent wants key to have no value.
func Absent(key []byte) Check { return Check{Key: key, Absent: true} }

// Validate reports whether a commit keeps the limits: ErrTooLarge or ErrKey
// with the figure that is over, else nil. Implementations call it first, so
// that all of them refuse the same commits with the same words.
func Validate(checks []Check, ops []Op) error {
	if len(ops) > MaxOps || len(checks) > MaxOps {
		return fmt.Errorf("%w: %d operations and %d checks, at most %d of each: split it",
			ErrTooLarge, len(ops), len(checks), MaxOps)
	}
	size := 0
	for i := range checks {
		if err := ValidateKey(checks[i].Key); err != nil {
			return err
		}
		size += len(checks[i].Key)
		if !checks[i].Absent {
			size += len(checks[i].Value)
		}
	}
	for i := range ops {
		if err := ValidateKey(ops[i].Key); err != nil {
			return err
		}
		size += OpSize(ops[i])
	}
	if size > MaxCommitBytes {
		return fmt.Errorf("%w: %d bytes, at most %d: split it", ErrTooLarge, size, MaxCommitBytes)
	}
	return nil
}

// OpSize is what an operation counts toward MaxCommitBytes, in bytes.
func OpSize(op Op) int {
	if op.Delete {
		return len(op.Key)
	}
	return len(op.Key) + len(op.Value)
}

// ValidateKey reports whether key may be used: ErrKey with the reason, or nil.
func ValidateKey(key []byte) error {
	switch {
	case len(key) == 0:
		return fmt.Errorf("%w: it is empty", ErrKey)
	case len(key) > MaxKeyBytes:
		return fmt.Errorf("%w: %d bytes, at most %d", ErrKey, len(key), MaxKeyBytes)
	case key[0] == 0:
		return fmt.Errorf("%w: %q begins with the reserved byte 0", ErrKey, key)
	}
	return nil
}

// ValidateScan reports whether limit may be asked of Scan: ErrTooLarge, or nil.
func ValidateScan(limit int) error {
	if limit < 1 || limit > MaxScan {
		return fmt.Errorf("%w: a scan of %d pairs, from 1 to %d", ErrTooLarge, limit, MaxScan)
	}
	return nil
}

// PrefixEnd returns the first key after all keys that begin with prefix: the
// to of a scan over them. nil means that there is no such key (the prefix is
// empty or all 0xff), which a scan reads as the end of the store.
func PrefixEnd(prefix []byte) []byte {
	for i := len(prefix) - 1; i >= 0; i-- {
		if prefix[i] != 0xff {
			end := append([]byte(nil), prefix[:i+1]...)
			end[i]++
			return end
		}
	}
	return nil
}
