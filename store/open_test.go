package store

import (
	"errors"
	"path/filepath"
	"testing"

	"parley/engine/model"
	"parley/store/bolt"
	"parley/store/kv"
)

// A file comes back with everything, and one of a later schema is refused.
func TestFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.parley")
	s, err := OpenFile(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := NewRandom(1).Workspace(5)
	if err := s.Save(background, want); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenFile(path, Options{}); !errors.Is(err, kv.ErrLocked) {
		t.Errorf("opened twice: %v", err)
	}
	id := s.Info().ID
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(background, &model.Workspace{}); !errors.Is(err, kv.ErrClosed) {
		t.Errorf("saved after closing: %v", err)
	}
	s, err = OpenFile(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Load(); err != nil || !sameWorkspace(got, want) || s.Info().ID != id {
		t.Errorf("loaded another workspace: %v", err)
	}
	if err := s.Save(background, &model.Workspace{}); !errors.Is(err, kv.ErrReadOnly) {
		t.Errorf("saved in a file that is open read-only: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	later := filepath.Join(t.TempDir(), "later.parley")
	db, err := bolt.Open(later, bolt.Options{Schema: Schema + 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenFile(later, Options{}); !errors.Is(err, kv.ErrNewer) {
		t.Errorf("a file of schema %d: %v", Schema+1, err)
	}
}

// From every older schema a migration leads on.
func TestMigrationsLeadToTheSchema(t *testing.T) {
	from := map[int]int{}
	for _, m := range Migrations() {
		from[m.From] = m.To
	}
	for version := 1; version < Schema; version++ {
		if from[version] <= version {
			t.Errorf("no migration leads on from schema %d", version)
		}
	}
}
