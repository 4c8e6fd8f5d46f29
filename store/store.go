package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"parley/engine/model"
	"parley/store/bolt"
	"parley/store/conversations"
	"parley/store/kv"
)

// Schema is the version of the key tree this program reads and writes.
const Schema = 1

// What can be asked for and not be there, to be asked with errors.Is. The
// errors of package kv pass through as they are.
var (
	// ErrNoAssistant: the draft has no assistant of that id, or for what is
	// asked of versions, none was ever published.
	ErrNoAssistant = errors.New("no such assistant")
	// ErrNoVersion: the assistant has no version of that number.
	ErrNoVersion = errors.New("no such version")
)

// Options says how to open a store. The zero value opens or creates.
type Options struct {
	// Now is the clock that dates a new workspace; nil is the real one.
	Now func() time.Time
	// Failed is told, from a goroutine of the store, when an autosave or a
	// sweep fails. nil: Flush tells.
	Failed func(error)
	// ReadOnly opens the file without the right to write; for OpenFile.
	ReadOnly bool
	// Existing refuses to create the file: fs.ErrNotExist; for OpenFile.
	Existing bool
	// SweepAfter is how many values may be unneeded before a sweep begins in
	// the background; 0 stands for 1,000, and less than 0 never sweeps.
	SweepAfter int
}

// Store is an open workspace file. Its methods may be called from many
// goroutines; writes happen one after the other.
type Store struct {
	db      kv.Store
	options Options

	writing sync.Mutex // held by the one write in flight; orders all that change the root
	mu      sync.Mutex // guards what follows, for moments only
	state   *state     // what the file holds; never changed in place
	info    Info
	auto    autosaver
	sweep   sweeper

	conversations *conversations.Store
}

// Info is the identity of a workspace file.
type Info struct {
	ID      string    `json:"id"`      // random, made once; 16 hexadecimal digits
	Created time.Time `json:"created"` // when the file was made
}

// OpenFile opens the workspace file at path, makes it if there is none, and
// brings an older one to this program's Schema. Errors: those of bolt.Open
// (kv.ErrLocked, ErrCorrupt, ErrForeign, ErrNewer, ErrReadOnly, ErrFull,
// fs.ErrNotExist), each one line that names the file and the mend.
func OpenFile(path string, o Options) (*Store, error) {
	db, err := bolt.Open(path, bolt.Options{ReadOnly: o.ReadOnly, Existing: o.Existing, Schema: Schema, Migrations: Migrations()})
	if err != nil {
		return nil, err
	}
	s, err := Open(db, o)
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	return s, nil
}

// Migrations lead from every older schema to Schema. The first schema is 1, so
// there is none yet.
func Migrations() []kv.Migration { return nil }

// Open opens the workspace in db and takes db over: Close closes it. An empty
// db becomes an empty workspace with the first save.
func Open(db kv.Store, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.SweepAfter == 0 {
		o.SweepAfter = sweepAfter
	}
	s := &Store{db: db, options: o, conversations: conversations.New(db, conversations.Options{Failed: o.Failed})}
	s.sweep.ctx, s.sweep.cancel = context.WithCancel(context.Background())
	if err := s.identify(); err != nil {
		return nil, err
	}
	return s, nil
}

// identify reads the identity, making one for a new file.
func (s *Store) identify() error {
	data, ok, err := s.get(keyIdentity)
	if err != nil {
		return err
	}
	if ok {
		if err := json.Unmarshal(data, &s.info); err != nil {
			return fmt.Errorf("open workspace: its identity is %w: run parley doctor", kv.ErrCorrupt)
		}
		return nil
	}
	var id [8]byte
	_, _ = rand.Read(id[:]) // never fails
	s.info = Info{ID: hex.EncodeToString(id[:]), Created: s.options.Now().UTC()}
	if s.options.ReadOnly {
		return nil
	}
	data, err = json.Marshal(s.info)
	if err != nil {
		return err
	}
	err = s.db.Commit(context.Background(), []kv.Check{kv.Absent(keyIdentity)}, []kv.Op{kv.Put(keyIdentity, data)})
	if err != nil {
		return fmt.Errorf("make workspace: %w", err)
	}
	return nil
}

// get reads one value, and holds nothing afterwards.
func (s *Store) get(key []byte) (value []byte, ok bool, err error) {
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, false, err
	}
	defer r.Close()
	return r.Get(key)
}

// Info returns the identity of the workspace.
func (s *Store) Info() Info { return s.info }

// Fresh reports whether nothing was ever saved. Errors: those of Load.
func (s *Store) Fresh() (bool, error) {
	st, err := s.current()
	return err == nil && st.root == nil, err
}

// Conversations are what was said to the assistants of the workspace.
func (s *Store) Conversations() *conversations.Store { return s.conversations }

// Close finishes queued autosaves and what is being put away of conversations,
// and closes the file. The error is that of the last autosave, if it failed, of
// the conversations, or of closing.
func (s *Store) Close() error {
	err := errors.Join(s.Flush(context.Background()), s.conversations.Close())
	s.sweep.stop()
	s.writing.Lock()
	defer s.writing.Unlock()
	return errors.Join(err, s.db.Close())
}

// Load returns the draft: the value of the last save, an empty workspace if
// there was none. It reads the file once; afterwards it returns the value the
// store knows, so what was saved and not edited stays the same pointer.
// Errors: kv.ErrCorrupt, kv.ErrNewer, kv.ErrClosed.
func (s *Store) Load() (*model.Workspace, error) {
	st, err := s.current()
	if err != nil {
		return nil, err
	}
	return st.workspace, nil
}

// Save makes w the draft and returns when it is durable. It writes what
// changed since the last save; saving an equal value writes nothing. w and
// everything in it must not be changed afterwards. On an error the draft in
// the file is the one before. Errors: those of kv.Store.Commit, and the
// context's.
func (s *Store) Save(ctx context.Context, w *model.Workspace) error {
	waiting := s.auto.take() // older than w
	s.writing.Lock()
	defer s.writing.Unlock()
	err := s.save(ctx, w)
	if err != nil {
		s.auto.giveBack(waiting)
	}
	return err
}

// current returns what the file holds, reading it the first time.
func (s *Store) current() (*state, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state != nil {
		return s.state, nil
	}
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	st, err := loadState(r)
	if err != nil {
		return nil, err
	}
	s.state = st
	return st, nil
}

// view returns what the file holds with a snapshot that has all of it: a sweep
// between the two could otherwise have taken what the state names.
func (s *Store) view() (*state, kv.Reader, error) {
	for {
		st, err := s.current()
		if err != nil {
			return nil, nil, err
		}
		r, err := s.db.Snapshot()
		if err != nil {
			return nil, nil, err
		}
		if now, _ := s.current(); now == st {
			return st, r, nil
		}
		r.Close()
	}
}

func (s *Store) setState(st *state) {
	s.mu.Lock()
	s.state = st
	s.mu.Unlock()
}
