package bolt_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/store/bolt"
	"parley/store/kv"
)

// upper is a migration as a real one would be: it rewrites every value below
// "old/" as an upper-case one below "new/", a few at a time, so that it can be
// interrupted anywhere. stop ends it after that many commits.
func upper(stop int) kv.Migration {
	return kv.Migration{From: 1, To: 2, Name: "upper case", Run: func(ctx context.Context, s kv.Store) error {
		for commits := 0; ; commits++ {
			r, err := s.Snapshot()
			if err != nil {
				return err
			}
			pairs, err := r.Scan([]byte("old/"), kv.PrefixEnd([]byte("old/")), kv.MaxOps/2)
			r.Close()
			if err != nil || len(pairs) == 0 {
				return err
			}
			if commits == stop {
				return errStopped
			}
			var ops []kv.Op
			for _, p := range pairs {
				ops = append(ops, kv.Delete(p.Key),
					kv.Put([]byte("new/"+string(p.Key[4:])), []byte(strings.ToUpper(string(p.Value)))))
			}
			if err := s.Commit(ctx, nil, ops); err != nil {
				return err
			}
		}
	}}
}

var errStopped = errors.New("stopped")

// addOne is a second step.
func addOne() kv.Migration {
	return kv.Migration{From: 2, To: 3, Name: "one more", Run: func(ctx context.Context, s kv.Store) error {
		return s.Commit(ctx, nil, []kv.Op{kv.Put([]byte("three"), []byte("3"))})
	}}
}

// oldFile makes a file of schema 1 with n values and returns its path.
func oldFile(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "workspace.parley")
	s := mustOpen(t, path, bolt.Options{Schema: 1})
	bulk := kv.NewBulk(context.Background(), s)
	for i := range n {
		if err := bulk.Put(fmt.Appendf(nil, "old/%04d", i), fmt.Appendf(nil, "value %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := bulk.Flush(); err != nil {
		t.Fatal(err)
	}
	mustClose(t, s)
	return path
}

func TestMigrate(t *testing.T) {
	path := oldFile(t, 230)
	s := mustOpen(t, path, bolt.Options{Schema: 3, Migrations: []kv.Migration{addOne(), upper(-1)}})
	if s.Schema() != 3 || s.CopyBeforeMigration() != path+".schema-1.backup" {
		t.Errorf("schema %d, copy %q", s.Schema(), s.CopyBeforeMigration())
	}
	wantMigrated(t, s, 230)
	mustClose(t, s)

	s = mustOpen(t, path, bolt.Options{Schema: 3})
	if s.CopyBeforeMigration() != "" {
		t.Errorf("migrated again: %q", s.CopyBeforeMigration())
	}
	wantMigrated(t, s, 230)
	mustClose(t, s)

	old := mustOpen(t, path+".schema-1.backup", bolt.Options{Schema: 1})
	if n := len(dump(t, old)); n != 230 || dump(t, old)["old/0007"] != "value 7" {
		t.Errorf("the copy has %d values", n)
	}
	mustClose(t, old)
}

func wantMigrated(t *testing.T, s kv.Store, n int) {
	t.Helper()
	got := dump(t, s)
	if len(got) != n+1 || got["new/0007"] != "VALUE 7" || got["three"] != "3" {
		t.Errorf("%d values, %q, %q", len(got), got["new/0007"], got["three"])
	}
}

// TestMigrateResumes interrupts a migration after every possible commit.
func TestMigrateResumes(t *testing.T) {
	for stop := range 6 {
		path := oldFile(t, 230)
		_, err := bolt.Open(path, bolt.Options{Schema: 3, Migrations: []kv.Migration{upper(stop), addOne()}})
		if stop < 5 && (!errors.Is(err, errStopped) || !strings.Contains(err.Error(), path+".schema-1.backup")) {
			t.Fatalf("stopped after %d commits: %v", stop, err)
		}
		if stop == 5 {
			t.Fatalf("the migration takes more than 5 commits: %v", err)
		}
		s := mustOpen(t, path, bolt.Options{Schema: 3, Migrations: []kv.Migration{upper(-1), addOne()}})
		wantMigrated(t, s, 230)
		mustClose(t, s)
		copies, _ := filepath.Glob(path + ".schema*")
		if len(copies) != 1 {
			t.Errorf("copies: %q", copies)
		}
		old := mustOpen(t, path+".schema-1.backup", bolt.Options{Schema: 1})
		if n := len(dump(t, old)); n != 230 {
			t.Errorf("the copy has %d values", n)
		}
		mustClose(t, old)
		if stop == 4 {
			break
		}
	}
}

// TestMigrateCopyOfAnotherTime keeps a copy that is there already.
func TestMigrateCopyOfAnotherTime(t *testing.T) {
	path := oldFile(t, 10)
	if err := os.WriteFile(path+".schema-1.backup", []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, path, bolt.Options{Schema: 2, Migrations: []kv.Migration{upper(-1)}})
	defer s.Close()
	if s.CopyBeforeMigration() != path+".schema-1.backup-2" {
		t.Errorf("copy %q", s.CopyBeforeMigration())
	}
	if b, _ := os.ReadFile(path + ".schema-1.backup"); string(b) != "mine" {
		t.Errorf("replaced: %q", b)
	}
}

func TestMigrateNoRoute(t *testing.T) {
	path := oldFile(t, 1)
	before := fileSum(t, path)
	_, err := bolt.Open(path, bolt.Options{Schema: 3, Migrations: []kv.Migration{upper(-1)}})
	if err == nil || !strings.Contains(err.Error(), "no migration leads from schema 2 to 3") {
		t.Errorf("got %v", err)
	}
	if fileSum(t, path) != before {
		t.Error("the file was changed")
	}
	_, err = bolt.Open(path, bolt.Options{Schema: 2, ReadOnly: true, Migrations: []kv.Migration{upper(-1)}})
	if !errors.Is(err, kv.ErrReadOnly) {
		t.Errorf("read-only: got %v", err)
	}
}
