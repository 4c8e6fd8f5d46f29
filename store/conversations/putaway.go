package conversations

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/store/kv"
)

// batch is what goes into one commit: conversations that are put away together.
type batch struct {
	checks  []kv.Check
	ops     []kv.Op
	size    int
	rows    map[uint32][]conversation.Summary // by day
	digests map[uint32]*conversation.Digests
	taken   []write // what the commit puts away
}

func newBatch() *batch {
	return &batch{rows: map[uint32][]conversation.Summary{}, digests: map[uint32]*conversation.Digests{}}
}

// Room that is left in a commit for the blocks and the conversation that comes last.
const (
	blockReserve = 64 << 10
	digestGuess  = 1 << 10 // bytes a digest and a summary take, generously
)

// full reports whether ops more and size bytes more would be too much.
func (b *batch) full(ops, checks, size int) bool {
	return len(b.taken) > 0 && (len(b.ops)+2*len(b.rows)+ops+2 > kv.MaxOps || len(b.checks)+checks > kv.MaxOps || b.size+size > kv.MaxCommitBytes-blockReserve)
}

func (b *batch) op(ops ...kv.Op) {
	for _, op := range ops {
		b.ops = append(b.ops, op)
		b.size += kv.OpSize(op)
	}
}

// add adds what lists, meters and indexes need of a conversation; digest is nil
// where it is as it was.
func (b *batch) add(id ulid.ULID, s conversation.Summary, digest *conversation.Digest, due int64) {
	day := dayOf(s.Start)
	b.rows[day] = append(b.rows[day], s)
	b.size += digestGuess
	if due != 0 {
		b.op(kv.Put(dueKeyOf(due, id), nil))
	}
	if digest == nil {
		return
	}
	all := b.digests[day]
	if all == nil {
		all = &conversation.Digests{}
		b.digests[day] = all
	}
	before := len(all.Bytes())
	all.Add(digest)
	b.size += max(0, len(all.Bytes())-before-digestGuess)
	for _, p := range persons(&digest.Person) {
		b.op(kv.Put(personKeyOf(day, p, id), nil))
	}
}

// blocks adds the blocks, under numbers that next gives.
func (b *batch) blocks(next func() uint64) error {
	for day, rows := range b.rows {
		number := next()
		data, err := listing.AppendBlock(nil, rows)
		if err != nil {
			return err
		}
		b.op(kv.Put(blockKey(summaryKey, day, number), data))
		if all := b.digests[day]; all != nil {
			b.op(kv.Put(blockKey(digestKey, day, number), all.Bytes()))
		}
	}
	return nil
}

// reserve makes sure that count numbers of blocks are there to be given; the
// caller holds s.blocks. Numbers are reserved many at a time and those that are
// not used are never given, so that a later block always has a higher one.
func (s *Store) reserve(ctx context.Context, count uint64) error {
	if s.next+count <= s.until {
		return nil
	}
	k := key(blocksKey, 0)
	data, ok, err := s.get(k)
	if err != nil {
		return err
	}
	check, next := kv.Absent(k), uint64(1)
	if ok {
		if len(data) != 8 {
			return damaged("the number of the next block")
		}
		check, next = kv.Equal(k, data), binary.BigEndian.Uint64(data)
	}
	if s.until != next {
		s.next = next // numbers of another run, or the first
	}
	until := next + count + 256
	if err := s.db.Commit(ctx, []kv.Check{check}, []kv.Op{kv.Put(k, binary.BigEndian.AppendUint64(nil, until))}); err != nil {
		return err
	}
	s.until = until
	return nil
}

// number gives the number of a block that was reserved.
func (s *Store) number() uint64 {
	s.next++
	return s.next - 1
}

// PutAway puts entries away until no more than keep are left, those first of
// which nothing more is expected, and returns how many it put away. It happens by
// itself; see [Options.Entries]. Conversations in play go on as they were.
// Errors: the context's; those of kv.Store.Commit.
func (s *Store) PutAway(ctx context.Context, keep int) (int, error) {
	if err := s.ready(); err != nil {
		return 0, err
	}
	s.blocks.Lock()
	defer s.blocks.Unlock()
	count := 0
	for todo := s.leaving(keep); len(todo) > 0; {
		through, n, err := s.putAway(ctx, todo)
		if err != nil {
			return count, fmt.Errorf("put conversations away: %w", err)
		}
		count += n
		todo = todo[through:]
	}
	return count, nil
}

// leaving lists the entries to be put away until keep are left.
func (s *Store) leaving(keep int) []ulid.ULID {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]ulid.ULID, 0, len(s.entries))
	for id := range s.entries {
		all = append(all, id)
	}
	slices.SortFunc(all, func(a, b ulid.ULID) int {
		if x, y := s.entries[a].over && s.open[a] == nil, s.entries[b].over && s.open[b] == nil; x != y {
			if x {
				return -1
			}
			return 1
		}
		return a.Compare(b)
	})
	return all[:max(0, len(all)-keep)]
}

// putAway puts the first of the entries away in one commit, and returns how many it
// is through with and how many it put away. One that changes meanwhile stays.
func (s *Store) putAway(ctx context.Context, ids []ulid.ULID) (through, count int, err error) {
	s.packing.Lock()
	defer s.packing.Unlock()
	b, through, err := s.gather(ids)
	if err != nil {
		return 0, 0, err
	}
	err = s.putBatch(ctx, b)
	if err == nil || !errors.Is(err, kv.ErrConflict) {
		return through, len(b.taken), err
	}
	if len(b.taken) == 1 { // somebody is talking: it stays for the next time
		return through, 0, nil
	}
	for _, w := range b.taken {
		one, _, err := s.gather([]ulid.ULID{w.id})
		if err == nil {
			err = s.putBatch(ctx, one)
		}
		switch {
		case err == nil:
			count += len(one.taken)
		case !errors.Is(err, kv.ErrConflict):
			return through, count, err
		}
	}
	return through, count, nil
}

// gather takes the first of the entries into a batch, as many as fit; through is
// how many they are, with those that are gone. It lets go of what it read from
// before anything is written: a file cannot grow while somebody reads it.
func (s *Store) gather(ids []ulid.ULID) (b *batch, through int, err error) {
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, 0, err
	}
	defer r.Close()
	b = newBatch()
	for _, id := range ids {
		if value, packs := s.entry(id); value != nil {
			fits, err := b.take(r, id, value, packs)
			if err != nil {
				return nil, 0, err
			}
			if !fits {
				break
			}
		}
		through++
	}
	return b, through, nil
}

// entry is an entry as the file has it, and whether the parts of its log may be
// put together.
func (s *Store) entry(id ulid.ULID) (value []byte, packs bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.entries[id]
	if h == nil {
		return nil, false
	}
	return h.value, h.over && s.open[id] == nil
}

func (s *Store) putBatch(ctx context.Context, b *batch) error {
	if len(b.taken) == 0 {
		return nil
	}
	if err := s.reserve(ctx, uint64(len(b.rows))); err != nil {
		return err
	}
	if err := b.blocks(s.number); err != nil {
		return err
	}
	if err := s.db.Commit(ctx, b.checks, b.ops); err != nil {
		return err
	}
	s.note(b.taken...)
	return nil
}

// take adds an entry to a batch; false where it does not fit any more.
func (b *batch) take(r kv.Reader, id ulid.ULID, value []byte, packs bool) (fits bool, err error) {
	e, err := decodeEntry(value)
	if err != nil {
		return false, err
	}
	var ops []kv.Op
	if len(e.log) > 0 {
		ops = pieces(id, e.part, e.log)
	}
	if packs && e.part > 0 {
		packed, err := pack(r, id, &e)
		if err != nil {
			return false, err
		}
		if packed != nil {
			ops = packed
		}
	}
	size := len(value)
	for _, op := range ops {
		size += kv.OpSize(op)
	}
	digest, err := e.digestOf()
	if err != nil {
		return false, err
	}
	const indexes = 6 // four persons, one due, and the entry itself
	if b.full(len(ops)+indexes, 1, size) {
		return false, nil
	}
	k := entryKeyOf(id)
	b.checks = append(b.checks, kv.Equal(k, value))
	b.size += len(k) + len(value)
	b.op(ops...)
	b.op(kv.Delete(k))
	b.add(id, e.summary, digest, e.due)
	b.taken = append(b.taken, write{id: id})
	return true, nil
}

// pack puts the parts of a log together: nil where that would be too large for a
// key, or a part cannot be read.
func pack(r kv.Reader, id ulid.ULID, e *entry) ([]kv.Op, error) {
	parts, err := readParts(r, id)
	if err != nil || len(parts) < int(e.part) {
		return nil, nil // it stays as it is: reading it tells
	}
	if len(e.log) > 0 {
		parts = append(parts[:e.part], e.log)
	}
	l, err := conversation.ReadLog(parts...)
	if err != nil {
		return nil, nil
	}
	var whole conversation.Chunk
	whole.Log(l)
	if len(whole.Bytes()) > pieceBytes || len(parts) > kv.MaxOps/2 {
		return nil, nil
	}
	ops := []kv.Op{kv.Put(logKeyOf(id, 0, 0), whole.Bytes())}
	from := logKeyOf(id, 0, 1)
	for p, err := range kv.All(r, from, kv.PrefixEnd(from[:18])) {
		if err != nil {
			return nil, err
		}
		ops = append(ops, kv.Delete(p.Key))
	}
	return ops, nil
}
