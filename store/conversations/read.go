package conversations

import (
	"iter"
	"slices"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/store/kv"
)

// Kept is everything that is kept of one conversation.
type Kept struct {
	Log     *conversation.Log
	Summary conversation.Summary
	Due     int64 // when something has to happen by itself; 0: nothing

	parts uint32 // how many the log has, that of the entry among them
	tail  []byte // the part that is in the entry only
}

// Digest makes the digest from the log.
func (k *Kept) Digest() conversation.Digest {
	return conversation.DigestOf(&k.Log.Header, k.Log.Events)
}

// Read reads a conversation. Errors: ErrNone, kv.ErrCorrupt, kv.ErrNewer.
func (s *Store) Read(id string) (*Kept, error) {
	key, err := idOf(id)
	if err != nil {
		return nil, err
	}
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return readKept(r, key)
}

func readKept(r kv.Reader, id ulid.ULID) (*Kept, error) {
	parts, err := readParts(r, id)
	if err != nil {
		return nil, err
	}
	k := &Kept{}
	value, ok, err := r.Get(entryKeyOf(id))
	if err != nil {
		return nil, err
	}
	if ok {
		e, err := decodeEntry(value)
		if err != nil {
			return nil, err
		}
		k.Summary, k.Due = e.summary, e.due
		if len(e.log) > 0 {
			if parts = parts[:min(int(e.part), len(parts))]; len(parts) < int(e.part) {
				return nil, damaged("a part of the log of conversation " + id.String() + " is missing")
			}
			parts, k.tail = append(parts, e.log), e.log
		}
	} else if k.Summary, ok, err = findSummary(r, id); err != nil {
		return nil, err
	} else if !ok {
		return nil, none(id.String())
	}
	k.parts = uint32(len(parts))
	k.Log, err = conversation.ReadLog(parts...)
	return k, wrong("the log of conversation "+id.String(), err)
}

// Has reports whether there is a conversation of that id.
func (s *Store) Has(id string) (bool, error) {
	key, err := idOf(id)
	if err != nil {
		return false, nil
	}
	r, err := s.db.Snapshot()
	if err != nil {
		return false, err
	}
	defer r.Close()
	for _, k := range [][]byte{entryKeyOf(key), logKeyOf(key, 0, 0)} {
		if _, ok, err := r.Get(k); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// readParts reads the parts of a log that were put away.
func readParts(r kv.Reader, id ulid.ULID) ([][]byte, error) {
	from := append(key(logKey, 16), id[:]...)
	var parts [][]byte
	for p, err := range kv.All(r, from, kv.PrefixEnd(from)) {
		if err != nil {
			return nil, err
		}
		part, piece, ok := partOf(p.Key)
		switch {
		case ok && piece == 0 && part == len(parts):
			parts = append(parts, p.Value)
		case ok && piece > 0 && part == len(parts)-1:
			parts[part] = append(parts[part], p.Value...)
		default:
			return nil, damaged("a part of the log of conversation " + id.String() + " is missing")
		}
	}
	return parts, nil
}

// partOf reads the numbers in the key of a log.
func partOf(k []byte) (part, piece int, ok bool) {
	if len(k) != len(logKeyOf(ulid.ULID{}, 0, 0)) {
		return 0, 0, false
	}
	n := k[len(k)-6:]
	return int(n[0])<<24 | int(n[1])<<16 | int(n[2])<<8 | int(n[3]), int(n[4])<<8 | int(n[5]), true
}

// findSummary finds the newest summary of a conversation among those put away.
func findSummary(r kv.Reader, id ulid.ULID) (conversation.Summary, bool, error) {
	day := dayOf(int64(id.Time()))
	text := id.String()
	for p, err := range kv.AllBack(r, blockKey(summaryKey, day, 0), blockKey(summaryKey, day+1, 0)) {
		if err != nil {
			return conversation.Summary{}, false, err
		}
		rows, err := listing.ReadBlock(p.Value)
		if err != nil {
			return conversation.Summary{}, false, wrong("a block of summaries", err)
		}
		for i := range rows {
			if rows[i].ID == text {
				return rows[i], true, nil
			}
		}
	}
	return conversation.Summary{}, false, nil
}

// Digests reads the digests of the conversations that started in a span of time,
// from ≤ start < to, in Unix milliseconds; the oldest come first. An error ends it.
func (s *Store) Digests(from, to int64) iter.Seq2[conversation.Digest, error] {
	return func(yield func(conversation.Digest, error) bool) {
		r, err := s.db.Snapshot()
		if err != nil {
			yield(conversation.Digest{}, err)
			return
		}
		defer r.Close()
		days, err := newDays(r, from, to)
		if err != nil {
			yield(conversation.Digest{}, err)
			return
		}
		for p, err := range kv.All(r, blockKey(digestKey, dayOf(from), 0), blockKey(digestKey, dayOf(max(to, 1)-1)+1, 0)) {
			if err != nil {
				yield(conversation.Digest{}, err)
				return
			}
			if !days.advance(blockDay(p.Key), yield) {
				return
			}
			if err := days.add(p.Value); err != nil {
				yield(conversation.Digest{}, err)
				return
			}
		}
		days.advance(dayOf(max(to, 1)-1)+1, yield)
	}
}

// blockDay is the day in the key of a block.
func blockDay(k []byte) uint32 {
	return uint32(k[2])<<24 | uint32(k[3])<<16 | uint32(k[4])<<8 | uint32(k[5])
}

// days gathers the digests of one day after the other, the newest of each
// conversation.
type days struct {
	from, to int64
	day      uint32
	found    []conversation.Digest
	at       map[string]int // places in found
	entries  []conversation.Digest
}

// newDays begins with the digests of the entries, which are newer than any block.
func newDays(r kv.Reader, from, to int64) (*days, error) {
	d := &days{from: from, to: to, day: dayOf(from), at: map[string]int{}}
	first := key(entryKey, 0)
	for p, err := range kv.All(r, first, kv.PrefixEnd(first)) {
		if err != nil {
			return nil, err
		}
		if start := int64(idAt(p.Key).Time()); start < from || start >= to {
			continue
		}
		e, err := decodeEntry(p.Value)
		if err != nil {
			return nil, err
		}
		digest, err := e.digestOf()
		if err != nil {
			return nil, err
		}
		if digest != nil {
			d.entries = append(d.entries, *digest)
		}
	}
	return d, nil
}

// add adds a block of the day at hand.
func (d *days) add(block []byte) error {
	for digest, err := range conversation.ReadDigests(block) {
		if err != nil {
			return wrong("a block of digests", err)
		}
		d.put(digest)
	}
	return nil
}

func (d *days) put(digest conversation.Digest) {
	if at, known := d.at[digest.ID]; known {
		d.found[at] = digest
		return
	}
	d.at[digest.ID] = len(d.found)
	d.found = append(d.found, digest)
}

// advance goes on to a later day and yields what was found before it.
func (d *days) advance(day uint32, yield func(conversation.Digest, error) bool) bool {
	for ; d.day < day; d.day++ {
		for len(d.entries) > 0 && dayOf(d.entries[0].Start) == d.day {
			d.put(d.entries[0])
			d.entries = d.entries[1:]
		}
		slices.SortFunc(d.found, func(a, b conversation.Digest) int { return compareIDs(a.ID, b.ID) })
		for _, digest := range d.found {
			if digest.Start >= d.from && digest.Start < d.to && !yield(digest, nil) {
				return false
			}
		}
		clear(d.at)
		if d.found = d.found[:0]; len(d.entries) == 0 && day > d.day+1 {
			d.day = day - 1 // nothing is left of the days between
		}
	}
	return true
}

func compareIDs(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Of finds the conversations of a person that started in a span of time, from ≤
// start < to in Unix milliseconds, the oldest first: those with the same customer,
// e-mail, phone or visitor. Rarely one of another person is among them: compare
// their digests.
func (s *Store) Of(p *conversation.Person, from, to int64) ([]string, error) {
	if err := s.ready(); err != nil {
		return nil, err
	}
	wanted := persons(p)
	var found []ulid.ULID
	s.mu.Lock()
	for id, h := range s.entries {
		if slices.ContainsFunc(h.persons, func(n uint64) bool { return slices.Contains(wanted, n) }) {
			found = append(found, id)
		}
	}
	s.mu.Unlock()
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for day := dayOf(from); day <= dayOf(max(to, 1)-1); day++ {
		for _, person := range wanted {
			first := personKeyOf(day, person, ulid.ULID{})
			first = first[:len(first)-16]
			for p, err := range kv.All(r, first, kv.PrefixEnd(first)) {
				if err != nil {
					return nil, err
				}
				found = append(found, idAt(p.Key))
			}
		}
	}
	slices.SortFunc(found, ulid.ULID.Compare)
	var out []string
	for _, id := range slices.Compact(found) {
		if start := int64(id.Time()); start >= from && start < to {
			out = append(out, id.String())
		}
	}
	return out, nil
}
