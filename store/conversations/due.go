package conversations

import (
	"context"
	"encoding/binary"
	"slices"

	"github.com/oklog/ulid/v2"

	"parley/store/kv"
)

// Due is a conversation in which something has to happen by itself at a moment.
type Due struct {
	ID string
	At int64 // Unix milliseconds
}

// Due lists what is due up to a moment, the first first. A conversation that went
// on meanwhile may be among them with nothing to do. What is dealt with is handed
// to [Store.Dealt].
func (s *Store) Due(until int64) ([]Due, error) {
	if err := s.ready(); err != nil {
		return nil, err
	}
	var out []Due
	s.mu.Lock()
	for id, h := range s.entries {
		if h.due != 0 && h.due <= until {
			out = append(out, Due{id.String(), h.due})
		}
	}
	s.mu.Unlock()
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for p, err := range kv.All(r, dueKeyOf(0, ulid.ULID{}), dueKeyOf(until+1, ulid.ULID{})) {
		if err != nil {
			return nil, err
		}
		out = append(out, Due{idAt(p.Key).String(), int64(binary.BigEndian.Uint64(p.Key[2:10]))})
	}
	slices.SortFunc(out, func(a, b Due) int {
		if a.At != b.At {
			return int(min(max(a.At-b.At, -1), 1))
		}
		return compareIDs(a.ID, b.ID)
	})
	return slices.Compact(out), nil
}

// Dealt forgets what was due of conversations that are put away; what is due
// next is kept with their entries.
func (s *Store) Dealt(ctx context.Context, all ...Due) error {
	for part := range slices.Chunk(all, kv.MaxOps) {
		ops := make([]kv.Op, 0, len(part))
		for _, d := range part {
			id, err := idOf(d.ID)
			if err != nil {
				return err
			}
			ops = append(ops, kv.Delete(dueKeyOf(d.At, id)))
		}
		if err := s.db.Commit(ctx, nil, ops); err != nil {
			return err
		}
	}
	return nil
}
