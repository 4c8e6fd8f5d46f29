package kv_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/store/kv"
)

// TestPrefixEnd: a key begins with the prefix exactly if it lies between the
// prefix and its end.
func TestPrefixEnd(t *testing.T) {
	bytesOf := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 'a', 0xfe, 0xff}), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		prefix, key := bytesOf.Draw(t, "prefix"), bytesOf.Draw(t, "key")
		end := kv.PrefixEnd(prefix)
		inside := bytes.Compare(key, prefix) >= 0 && (end == nil || bytes.Compare(key, end) < 0)
		if inside != bytes.HasPrefix(key, prefix) {
			t.Fatalf("prefix %q, end %q, key %q: inside is %v", prefix, end, key, inside)
		}
	})
}

func TestRoute(t *testing.T) {
	step := func(from, to int) kv.Migration { return kv.Migration{From: from, To: to} }
	all := []kv.Migration{step(2, 3), step(1, 2), step(3, 5), step(3, 4), step(4, 5)}
	for _, c := range []struct {
		from, to int
		want     string
	}{
		{1, 1, ""},
		{1, 2, "1-2"},
		{1, 4, "1-2 2-3 3-4"},
		{1, 5, "1-2 2-3 3-5"},
		{5, 6, "error"},
		{2, 1, "error"},
	} {
		steps, err := kv.Route(all, c.from, c.to)
		var got []string
		for _, m := range steps {
			got = append(got, string(rune('0'+m.From))+"-"+string(rune('0'+m.To)))
		}
		if err != nil {
			got = []string{"error"}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("from %d to %d: got %q, %v, want %q", c.from, c.to, got, err, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	conflict := &kv.ConflictError{Key: []byte("a/\x1b[31m")}
	if !errors.Is(conflict, kv.ErrConflict) || strings.Contains(conflict.Error(), "\x1b") {
		t.Errorf("conflict: %q", conflict.Error())
	}
	locked := &kv.LockedError{Path: "ws", PID: 12}
	if !errors.Is(locked, kv.ErrLocked) || !strings.Contains(locked.Error(), "process 12") {
		t.Errorf("locked: %q", locked.Error())
	}
	locked.PID = 0
	if !strings.Contains(locked.Error(), "another process") {
		t.Errorf("locked: %q", locked.Error())
	}
}

// counting is a store that only counts.
type counting struct {
	kv.Store
	ops chan int
}

func (c counting) Commit(_ context.Context, checks []kv.Check, ops []kv.Op) error {
	c.ops <- len(ops)
	return kv.Validate(checks, ops)
}

// TestBulkFillsCommits: neither over the limits nor smaller than need be.
func TestBulkFillsCommits(t *testing.T) {
	for _, c := range []struct{ values, size, commits int }{
		{0, 10, 0}, {1, 10, 1}, {100, 10, 1}, {101, 10, 2}, {5, 400_000, 3}, {2, kv.MaxCommitBytes - 1, 2},
	} {
		s := counting{ops: make(chan int, 100)}
		bulk := kv.NewBulk(context.Background(), s)
		for range c.values {
			if err := bulk.Put([]byte("k"), make([]byte, c.size)); err != nil {
				t.Fatal(err)
			}
		}
		if err := bulk.Flush(); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
		if len(s.ops) != c.commits {
			t.Errorf("%+v: %d commits", c, len(s.ops))
		}
	}
}
