package conversations

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/store/kv"
)

// firstRows is how many conversations are worth showing before all are there.
const firstRows = 512

// Load reads the summaries of all conversations, the newest first, and keeps them
// up to date from then on; see [Store.Table]. tell, which may be nil, is given the
// newest ones once, while the rest is read. A second call returns at once.
// Errors: the context's; kv.ErrCorrupt, kv.ErrNewer.
func (s *Store) Load(ctx context.Context, tell func(*listing.Table)) error {
	if err := s.ready(); err != nil {
		return err
	}
	s.mu.Lock()
	if s.table != nil || s.loading {
		s.mu.Unlock()
		return nil
	}
	s.loading = true // from now on nothing is missed
	s.changed = s.changed[:0]
	for _, h := range s.entries {
		s.changed = append(s.changed, h.summary)
	}
	fresh := slices.Clone(s.changed)
	s.mu.Unlock()
	table, err := s.load(ctx, func(t *listing.Table) {
		if tell != nil {
			tell(t.With(fresh...))
		}
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.loading = false
	if err == nil {
		s.table = table
	}
	return err
}

func (s *Store) load(ctx context.Context, tell func(*listing.Table)) (*listing.Table, error) {
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var b listing.Builder
	var blocks [][]byte // of one day, the last first
	day, told := uint32(0), false
	add := func() error {
		slices.Reverse(blocks)
		err := b.Add(blocks...)
		blocks = blocks[:0]
		return wrong("a block of summaries", err)
	}
	from := key(summaryKey, 0)
	for p, err := range kv.AllBack(r, from, kv.PrefixEnd(from)) {
		if err != nil {
			return nil, err
		}
		if d := blockDay(p.Key); d != day {
			if err := errors.Join(add(), ctx.Err()); err != nil {
				return nil, err
			}
			if day = d; !told && b.Len() >= firstRows {
				told = true
				tell(b.Table())
			}
		}
		blocks = append(blocks, p.Value)
	}
	if err := add(); err != nil {
		return nil, err
	}
	return b.Table(), nil
}

// Table is the summaries of all conversations as they are now; nil before
// [Store.Load] is done.
func (s *Store) Table() *listing.Table {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.table != nil && len(s.changed) > 0 {
		s.table = s.table.With(s.changed...)
		s.changed = s.changed[:0]
	}
	return s.table
}

// Change changes summaries in a way that their logs do not tell: whether they are
// archived, and what they are worth. Either all that fit one commit are changed or
// none of them; the error names where it stopped. ErrNone for an unknown id.
func (s *Store) Change(ctx context.Context, ids []string, change func(*conversation.Summary)) error {
	if err := s.ready(); err != nil {
		return err
	}
	s.saving.Lock()
	defer s.saving.Unlock()
	for part := range slices.Chunk(ids, kv.MaxOps/2) {
		if err := s.changeSome(ctx, part, change); err != nil {
			return fmt.Errorf("change %d conversations from %s: %w", len(part), part[0], err)
		}
	}
	return nil
}

func (s *Store) changeSome(ctx context.Context, ids []string, change func(*conversation.Summary)) error {
	for {
		r, err := s.db.Snapshot()
		if err != nil {
			return err
		}
		var checks []kv.Check
		var ops []kv.Op
		var done []write
		for _, text := range ids {
			id, err := idOf(text)
			if err == nil {
				var h *held
				var check kv.Check
				if h, check, err = s.changed1(r, id, change); err == nil {
					checks = append(checks, check)
					ops = append(ops, kv.Put(check.Key, h.value))
					done = append(done, write{id, h})
				}
			}
			if err != nil {
				r.Close()
				return err
			}
		}
		r.Close()
		err = s.db.Commit(ctx, checks, ops)
		if errors.Is(err, kv.ErrConflict) { // one was put away meanwhile
			continue
		}
		if err == nil {
			s.note(done...)
		}
		return err
	}
}

// changed1 makes the entry of a changed summary, and the check that nothing else
// has changed.
func (s *Store) changed1(r kv.Reader, id ulid.ULID, change func(*conversation.Summary)) (*held, kv.Check, error) {
	k := entryKeyOf(id)
	check := kv.Absent(k)
	var e entry
	value, ok, err := r.Get(k)
	if err != nil {
		return nil, check, err
	}
	if ok {
		check = kv.Equal(k, value)
		e, err = decodeEntry(value)
	} else if e.summary, ok, err = findSummary(r, id); err == nil && !ok {
		err = none(id.String())
	}
	if err != nil {
		return nil, check, err
	}
	if len(e.digest) == 0 {
		e.over = true // nothing but its summary is new
	}
	change(&e.summary)
	s.mu.Lock()
	if o := s.open[id]; o != nil {
		o.archived = e.summary.Archived
	}
	s.mu.Unlock()
	value, err = e.encode()
	if err != nil {
		return nil, check, err
	}
	h, err := hold(value)
	return h, check, err
}
