package conversations

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/store/kv"
)

var (
	// ErrNone: there is none of that id.
	ErrNone = errors.New("there is no conversation")
	// ErrOpen: it is being recorded already.
	ErrOpen = errors.New("it is open already")
)

// Options says how to keep conversations. The zero value does.
type Options struct {
	// Failed is told, from a goroutine of the store, when putting away or
	// counting fails. nil: [Store.Close] tells the last one.
	Failed func(error)
	// Entries is how many entries there may be before some are put away in the
	// background; 0 stands for 1,024, and less than 0 never puts any away.
	Entries int
}

// mostEntries is how many entries are few: they are read whole at the start.
const mostEntries = 1024

// Store keeps the conversations of a workspace file. Its methods may be called
// from many goroutines.
type Store struct {
	db      kv.Store
	options Options

	// saving is held for reading by what puts one conversation's entry, and as a
	// whole by what changes entries of conversations that may be in play.
	saving sync.RWMutex
	// packing is held as a whole by what puts the parts of a log together, and for
	// reading by what goes on with a log.
	packing sync.RWMutex
	blocks  sync.Mutex // held by what writes blocks; guards next and until
	next    uint64     // number of the next block
	until   uint64     // numbers below it are reserved; 0: none yet

	mu      sync.Mutex // guards what follows, for moments only
	read    bool       // entries holds what the file has
	entries map[ulid.ULID]*held
	open    map[ulid.ULID]*Open
	table   *listing.Table // of all; nil before Load
	loading bool           // changed is being kept
	changed []conversation.Summary
	counts  map[trigger]uint64
	err     error // of the background
	busy    bool  // the background is at work
	closed  bool
	wg      sync.WaitGroup
}

// held is an entry as the file has it.
type held struct {
	value   []byte
	summary conversation.Summary
	due     int64
	over    bool
	persons []uint64
}

// New keeps conversations in db. Nothing is read before it is asked for.
func New(db kv.Store, o Options) *Store {
	if o.Entries == 0 {
		o.Entries = mostEntries
	}
	return &Store{db: db, options: o, entries: map[ulid.ULID]*held{}, open: map[ulid.ULID]*Open{}, counts: map[trigger]uint64{}}
}

// Close waits for what is being put away and writes what was counted. It does not
// close the file. The error is that of the background, or of counting.
func (s *Store) Close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.wg.Wait()
	err := s.count(context.Background())
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(s.err, err)
}

// ready reads the entries, the first time.
func (s *Store) ready() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.read {
		return nil
	}
	r, err := s.db.Snapshot()
	if err != nil {
		return err
	}
	defer r.Close()
	from := key(entryKey, 0)
	for p, err := range kv.All(r, from, kv.PrefixEnd(from)) {
		if err != nil {
			return err
		}
		h, err := hold(p.Value)
		if err != nil {
			return err
		}
		s.entries[idAt(p.Key)] = h
	}
	s.read = true
	return nil
}

func hold(value []byte) (*held, error) {
	e, err := decodeEntry(value)
	if err != nil {
		return nil, err
	}
	h := &held{value: value, summary: e.summary, due: e.due, over: e.over}
	d, err := e.digestOf()
	if d != nil {
		h.persons = persons(&d.Person)
	}
	return h, err
}

// digestOf reads the digest of an entry; nil where there is none.
func (e *entry) digestOf() (*conversation.Digest, error) {
	if len(e.digest) == 0 {
		return nil, nil
	}
	for d, err := range conversation.ReadDigests(e.digest) {
		return &d, wrong("a digest", err)
	}
	return nil, damaged("an entry has no digest")
}

// wrong makes an error of the engine's codecs one of the file.
func wrong(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, conversation.ErrNewer), errors.Is(err, listing.ErrNewer):
		return fmt.Errorf("read conversations: %s is %w: use that version of parley", what, kv.ErrNewer)
	}
	return damaged(what)
}

// get reads one value. Nothing is held afterwards: a file cannot grow while somebody
// reads it, so who writes next must not.
func (s *Store) get(k []byte) ([]byte, bool, error) {
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, false, err
	}
	defer r.Close()
	return r.Get(k)
}

// write commits entries that were put or, with a nil entry, put away.
type write struct {
	id    ulid.ULID
	entry *held
}

// note brings what is known up to date with what was committed.
func (s *Store) note(all ...write) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range all {
		if w.entry == nil {
			delete(s.entries, w.id)
			continue
		}
		s.entries[w.id] = w.entry
		s.noteSummary(w.entry.summary)
	}
	s.work()
}

// noteSummary keeps a summary for the table; the caller holds s.mu.
func (s *Store) noteSummary(all ...conversation.Summary) {
	if s.loading || s.table != nil {
		s.changed = append(s.changed, all...)
	}
}

// work begins the background where there is something to do; the caller holds s.mu.
func (s *Store) work() {
	many := s.options.Entries > 0 && len(s.entries) > s.options.Entries
	if s.busy || s.closed || !many && len(s.counts) == 0 {
		return
	}
	s.busy = true
	s.wg.Go(func() {
		err := s.count(context.Background())
		moved := 0
		if many && err == nil {
			moved, err = s.PutAway(context.Background(), s.options.Entries/2)
		}
		s.mu.Lock()
		s.busy, s.err = false, err
		if err == nil && (moved > 0 || !many) {
			s.work()
		}
		s.mu.Unlock()
		if err != nil && s.options.Failed != nil {
			s.options.Failed(err)
		}
	})
}
