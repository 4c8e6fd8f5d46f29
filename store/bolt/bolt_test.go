package bolt_test

import (
	"path/filepath"
	"testing"

	"parley/store/bolt"
	"parley/store/kv"
	"parley/store/kv/kvtest"
)

func open(t testing.TB) kv.Store {
	t.Helper()
	dir := t.TempDir()
	s, err := bolt.Open(filepath.Join(dir, "workspace.parley"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) { kvtest.Run(t, open) }
