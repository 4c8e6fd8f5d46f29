package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"parley/engine/model"
	"parley/store/kv"
)

// The keys of the two lists of a state that are not documents.
const (
	publicationsKey = "+publications"
	operationsKey   = "+operations"
)

const inlineVersions = 24

// publication is what is kept of an assistant that was ever published.
type publication struct {
	live     int    // number of the live version, 0: none
	latest   int    // the highest number given
	premium  bool   // the live version is of type premium
	sealed   uint64 // the versions name the draft's values below this number
	versions *list

	records *records
}

// records are the versions of one publication that were read so far. All
// states of the publication share them: a version never changes.
type records struct {
	mu   sync.Mutex
	read map[int]*record
}

func newRecords() *records { return &records{read: map[int]*record{}} }

// record is a version as it is kept. The hash of the reference to it is that
// of its closure.
type record struct {
	number       int
	at           time.Time
	author, note string
	premium      bool
	closure      closure
}

func (p *publication) encode() []byte {
	data := []byte{revision}
	data = binary.AppendUvarint(data, uint64(p.live))
	data = binary.AppendUvarint(data, uint64(p.latest))
	data = appendBool(data, p.premium)
	data = binary.AppendUvarint(data, p.sealed)
	return p.versions.appendTop(data)
}

func readPublication(r kv.Reader, at ref) (*publication, error) {
	data, err := getValue(r, at.at)
	if err != nil {
		return nil, err
	}
	s, err := scan(data)
	if err != nil {
		return nil, err
	}
	p := &publication{live: s.int(), latest: s.int(), premium: s.bool(), sealed: s.uint(), records: newRecords()}
	if p.versions, err = readList(r, s, inlineVersions); err != nil {
		return nil, err
	}
	return p, s.end("a publication")
}

func (rec *record) encode() ([]byte, error) {
	at, err := rec.at.MarshalBinary()
	if err != nil {
		return nil, fmt.Errorf("publish: the time %v cannot be kept: use another", rec.at)
	}
	data := []byte{revision}
	data = binary.AppendUvarint(data, uint64(rec.number))
	data = appendBytes(data, at)
	data = appendBytes(data, rec.author)
	data = appendBytes(data, rec.note)
	data = appendBool(data, rec.premium)
	return rec.closure.append(data), nil
}

func readRecord(r kv.Reader, at uint64) (*record, error) {
	data, err := getValue(r, at)
	if err != nil {
		return nil, err
	}
	s, err := scan(data)
	if err != nil {
		return nil, err
	}
	rec := &record{number: s.int()}
	if err := rec.at.UnmarshalBinary(s.bytes()); err != nil {
		return nil, damaged("a version's time cannot be read")
	}
	rec.author, rec.note, rec.premium = s.string(), s.string(), s.bool()
	rec.closure.read(s)
	return rec, s.end("a version")
}

// record returns a version, reading it the first time; nil when there is none.
func (p *publication) record(r kv.Reader, n int) (*record, error) {
	p.records.mu.Lock()
	defer p.records.mu.Unlock()
	if rec := p.records.read[n]; rec != nil {
		return rec, nil
	}
	found := p.versions.find(strconv.Itoa(n))
	if len(found) == 0 {
		return nil, nil
	}
	rec, err := readRecord(r, p.versions.items[found[0]].ref.at)
	if err == nil {
		p.records.read[n] = rec
	}
	return rec, err
}

// next returns a copy of the publication to change.
func (p *publication) next() *publication {
	next := *p
	return &next
}

// publication returns that of an assistant; nil when it was never published.
func (st *state) publication(id model.AssistantID) *publication {
	l := st.lists[publicationsKey]
	if found := l.find(string(id)); len(found) > 0 {
		return l.items[found[0]].pub
	}
	return nil
}

// setPublications writes changed publications; nil removes one.
func (c *change) setPublications(changed map[model.AssistantID]*publication) error {
	old := c.new.lists[publicationsKey]
	l := &list{inline: old.inline, items: slices.Clone(old.items)}
	for _, id := range slices.Sorted(maps.Keys(changed)) {
		p := changed[id]
		at := slices.IndexFunc(l.items, func(it *item) bool { return it.id == string(id) })
		if p == nil {
			if at >= 0 {
				c.drop(l.items[at].ref)
				l.items = slices.Delete(l.items, at, at+1)
			}
			continue
		}
		data := p.encode()
		written, err := c.put(data, hashOf(data))
		if err != nil {
			return err
		}
		if at < 0 {
			l.items = append(l.items, &item{id: string(id), cut: cutOf(string(id))})
			at = len(l.items) - 1
		}
		c.drop(l.items[at].ref)
		it := *l.items[at] // old states have it as it was
		it.ref, it.pub = written, p
		l.items[at] = &it
	}
	if err := l.build(&c.batch, old, c.drop); err != nil {
		return err
	}
	c.new.lists[publicationsKey] = l
	return nil
}

// publish makes the i-th assistant of the changed draft a version.
func (c *change) publish(id model.AssistantID, i int, o PublishOptions) (Publication, error) {
	cl := c.new.closureOf(i)
	hash := cl.hash()
	premium := (*model.Assistant)(c.new.lists[assistantsKey].items[i].ptr).Type == model.Premium
	out := Publication{Assistant: id}
	p := &publication{versions: &list{inline: inlineVersions}, records: newRecords()}
	if old := c.new.publication(id); old != nil {
		p = old.next()
	}
	for _, it := range p.versions.items {
		if it.ref.hash != hash {
			continue
		}
		out.Version, _ = strconv.Atoi(it.id)
		if out.Version == p.live {
			return out, nil
		}
		out.Activated = true
		p.live, p.premium = out.Version, premium
		return out, c.setPublications(map[model.AssistantID]*publication{id: p})
	}
	p.latest++
	rec := &record{number: p.latest, at: o.At, author: o.Author, note: o.Note, premium: premium, closure: cl}
	if err := c.addVersion(p, rec, hash); err != nil {
		return out, err
	}
	p.live, p.premium = rec.number, premium
	out.Version, out.Changed = rec.number, true
	c.new.sealed, p.sealed = c.next, c.next
	return out, c.setPublications(map[model.AssistantID]*publication{id: p})
}

func (c *change) addVersion(p *publication, rec *record, hash Hash) error {
	data, err := rec.encode()
	if err != nil {
		return err
	}
	written, err := c.put(data, hash)
	if err != nil {
		return err
	}
	name := strconv.Itoa(rec.number)
	l := &list{inline: inlineVersions, items: append(slices.Clip(p.versions.items), &item{id: name, cut: cutOf(name), ref: written})}
	if err := l.build(&c.batch, p.versions, c.drop); err != nil {
		return err
	}
	p.versions = l
	return nil
}

// alter writes a change of publications that edit makes; edit returns what is
// to be changed, nothing if there is nothing to do.
func (s *Store) alter(ctx context.Context, edit func(*state) (map[model.AssistantID]*publication, error)) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	old, err := s.current()
	if err != nil {
		return err
	}
	changed, err := edit(old)
	if err != nil || len(changed) == 0 {
		return err
	}
	return s.change(ctx, old, func(c *change) error { return c.setPublications(changed) })
}
