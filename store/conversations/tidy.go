package conversations

import (
	"context"
	"fmt"
	"slices"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/store/kv"
)

// blockRows is how many conversations a block has that was put together of smaller ones.
const blockRows = 256

// Tidy puts the small blocks of each day together, and takes out of them what a
// later block has of the same conversation, and returns how many blocks went. It
// is never needed: it makes the file smaller and quicker to read. An interrupted
// one has done less. Errors: the context's; those of kv.Store.
func (s *Store) Tidy(ctx context.Context) (int, error) {
	s.blocks.Lock()
	defer s.blocks.Unlock()
	gone := 0
	for _, kind := range []byte{summaryKey, digestKey} {
		for from := key(kind, 0); ; {
			day, err := s.blocksOfDay(kind, from)
			if err != nil || len(day) == 0 {
				if err != nil {
					return gone, err
				}
				break
			}
			n, err := s.tidyDay(ctx, kind, day)
			if gone += n; err != nil {
				return gone, fmt.Errorf("tidy conversations: %w", err)
			}
			from = blockKey(kind, blockDay(day[0].Key)+1, 0)
		}
	}
	return gone, nil
}

// blocksOfDay reads the blocks of the first day from a key on that has some.
func (s *Store) blocksOfDay(kind byte, from []byte) (day []kv.Pair, err error) {
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for p, err := range kv.All(r, from, kv.PrefixEnd(key(kind, 0))) {
		if err != nil {
			return nil, err
		}
		if len(day) > 0 && blockDay(day[0].Key) != blockDay(p.Key) {
			break
		}
		day = append(day, p)
	}
	return day, nil
}

// tidyDay puts the blocks of one day together, where that makes them half as many
// at least.
func (s *Store) tidyDay(ctx context.Context, kind byte, old []kv.Pair) (int, error) {
	if len(old) < 2 {
		return 0, ctx.Err()
	}
	fresh, err := together(kind, old)
	if err != nil || len(fresh) > len(old)/2 {
		return 0, err
	}
	if err := s.reserve(ctx, uint64(len(fresh))); err != nil {
		return 0, err
	}
	day := blockDay(old[0].Key)
	for _, block := range fresh {
		// The newest of each conversation, under a number above all others: what
		// the old blocks have counts no more, whether they are gone yet or not.
		if err := s.db.Commit(ctx, nil, []kv.Op{kv.Put(blockKey(kind, day, s.number()), block)}); err != nil {
			return 0, err
		}
	}
	for part := range slices.Chunk(old, kv.MaxOps) {
		ops := make([]kv.Op, len(part))
		for i := range part {
			ops[i] = kv.Delete(part[i].Key)
		}
		if err := s.db.Commit(ctx, nil, ops); err != nil {
			return 0, err
		}
	}
	return len(old) - len(fresh), ctx.Err()
}

// together makes blocks of what is in others.
func together(kind byte, old []kv.Pair) ([][]byte, error) {
	if kind == digestKey {
		return digestsTogether(old)
	}
	at := map[string]int{}
	var rows []conversation.Summary
	for _, p := range old {
		more, err := listing.ReadBlock(p.Value)
		if err != nil {
			return nil, wrong("a block of summaries", err)
		}
		for _, row := range more {
			if n, known := at[row.ID]; known {
				rows[n] = row
				continue
			}
			at[row.ID] = len(rows)
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b conversation.Summary) int { return compareIDs(a.ID, b.ID) })
	var out [][]byte
	for part := range slices.Chunk(rows, blockRows) {
		block, err := listing.AppendBlock(nil, part)
		if err != nil {
			return nil, err
		}
		out = append(out, block)
	}
	return out, nil
}

func digestsTogether(old []kv.Pair) ([][]byte, error) {
	d := days{at: map[string]int{}}
	for _, p := range old {
		if err := d.add(p.Value); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(d.found, func(a, b conversation.Digest) int { return compareIDs(a.ID, b.ID) })
	var out [][]byte
	var all conversation.Digests
	for i := range d.found {
		all.Add(&d.found[i])
		if last := i == len(d.found)-1; last || i%blockRows == blockRows-1 || len(all.Bytes()) > pieceBytes/2 {
			out = append(out, append([]byte(nil), all.Bytes()...))
			all.Reset()
		}
	}
	return out, nil
}
