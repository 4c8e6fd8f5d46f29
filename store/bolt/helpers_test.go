package bolt_test

import (
	"crypto/sha256"
	"errors"
	"os"
	"strings"
	"testing"

	"parley/store/bolt"
	"parley/store/kv"
)

func mustOpen(t testing.TB, path string, o bolt.Options) *bolt.Store {
	t.Helper()
	s, err := bolt.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustClose(t testing.TB, s kv.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// dump returns everything in s.
func dump(t testing.TB, s kv.Store) map[string]string {
	t.Helper()
	r, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	out := map[string]string{}
	for p, err := range kv.All(r, nil, nil) {
		if err != nil {
			t.Fatal(err)
		}
		out[string(p.Key)] = string(p.Value)
	}
	return out
}

// fileSum tells whether a file is still the same.
func fileSum(t testing.TB, path string) [32]byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b)
}

// wantLine fails unless err is of the kind and one line that names the file
// and holds every one of the words.
func wantLine(t testing.TB, err, kind error, path string, words ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("got error %v, want %v", err, kind)
		return
	}
	for _, w := range append(words, path) {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q does not say %q", err, w)
		}
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("%q is more than a line", err)
	}
}
