package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"parley/store/kv"
)

// Keys; see the tree in the package comment.
var (
	keyRoot     = []byte("w")
	keyIdentity = []byte("i")
)

const (
	prefixSetting = 's'
	prefixValue   = 'v'
)

// Hash is the SHA-256 of a value's content.
type Hash [sha256.Size]byte

// ref names a value: where it is, and what is in it. The zero ref names none.
type ref struct {
	at   uint64 // its number, from 1
	hash Hash
}

// pieceBytes is the most one key holds. A larger value goes on under its key
// followed by the piece's number, so that every commit keeps its limit.
const pieceBytes = 512 << 10

// valueKey is the key of a value, or of a further piece of it.
func valueKey(at uint64, piece int) []byte {
	key := make([]byte, 9, 11)
	key[0] = prefixValue
	binary.BigEndian.PutUint64(key[1:], at)
	if piece > 0 {
		key = binary.BigEndian.AppendUint16(key, uint16(piece))
	}
	return key
}

// valueNumber is the number in the key of a value or of a piece.
func valueNumber(key []byte) (uint64, bool) {
	if len(key) < 9 || key[0] != prefixValue {
		return 0, false
	}
	return binary.BigEndian.Uint64(key[1:9]), true
}

// getValue reads a value.
func getValue(r kv.Reader, at uint64) ([]byte, error) {
	data, ok, err := r.Get(valueKey(at, 0))
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("read workspace: value %d is missing: the file is %w: run parley doctor to save what can be saved", at, kv.ErrCorrupt)
	}
	for piece := 1; len(data) == piece*pieceBytes; piece++ {
		more, ok, err := r.Get(valueKey(at, piece))
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		data = append(data, more...)
	}
	return data, nil
}

// rootReserve is the room left in a commit for the root and the check of it.
const rootReserve = 128 << 10

// batch collects the values of one change. While they fit into one commit with
// the root they wait; once they do not, they are written as they come.
type batch struct {
	ctx  context.Context
	db   kv.Store
	next uint64 // number of the next value
	ops  []kv.Op
	size int
	bulk *kv.Bulk

	dropped []uint64 // values the last commit removes
}

// put adds a value and returns its reference.
func (b *batch) put(data []byte, hash Hash) (ref, error) {
	r := ref{at: b.next, hash: hash}
	b.next++
	for piece := 0; piece == 0 || len(data) > 0; piece++ {
		n := min(len(data), pieceBytes)
		if err := b.add(kv.Put(valueKey(r.at, piece), data[:n])); err != nil {
			return ref{}, err
		}
		data = data[n:]
	}
	return r, nil
}

func (b *batch) add(op kv.Op) error {
	if b.bulk == nil {
		b.size += kv.OpSize(op)
		if len(b.ops) < kv.MaxOps-1 && b.size <= kv.MaxCommitBytes-rootReserve {
			b.ops = append(b.ops, op)
			return nil
		}
		b.bulk = kv.NewBulk(b.ctx, b.db)
		for _, early := range b.ops {
			if err := b.bulk.Put(early.Key, early.Value); err != nil {
				return err
			}
		}
		b.ops = nil
	}
	return b.bulk.Put(op.Key, op.Value)
}

// drop removes a value that the change makes unneeded, in the commit of the
// root. Where that is full it is left to the sweep, as pieces always are.
func (b *batch) drop(r ref) {
	if r.at != 0 {
		b.dropped = append(b.dropped, r.at)
	}
}

// left is how many of the dropped values the last commit has no room for.
func (b *batch) left() int { return max(0, len(b.dropped)-(kv.MaxOps-1-len(b.ops))) }

// last returns the operations of the commit that makes the change true.
func (b *batch) last(root []byte) []kv.Op {
	ops := append(b.ops, kv.Put(keyRoot, root))
	for _, at := range b.dropped[:len(b.dropped)-b.left()] {
		ops = append(ops, kv.Delete(valueKey(at, 0)))
	}
	return ops
}

// flush makes the values durable that do not go into the last commit.
func (b *batch) flush() error {
	if b.bulk == nil {
		return nil
	}
	return b.bulk.Flush()
}

// hashOf is the content hash of a document.
func hashOf(data []byte) Hash { return sha256.Sum256(data) }
