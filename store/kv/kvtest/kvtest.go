// Package kvtest is the one suite that every kv.Store has to pass: the
// semantics by example, under concurrency, and against a plain map by
// property. An implementation's test calls Run with a way to open an empty
// store.
package kvtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"parley/store/kv"
)

// Open returns a new empty store; the suite closes it.
type Open func(t testing.TB) kv.Store

// Run runs the whole suite.
func Run(t *testing.T, open Open) {
	tests := []struct {
		name string
		run  func(*testing.T, kv.Store)
	}{
		{"get what was put", testPut},
		{"empty value is a value", testEmptyValue},
		{"delete", testDelete},
		{"later operation of a commit wins", testOrderInCommit},
		{"scan", testScan},
		{"scan back", testScanBack},
		{"scan limits", testScanLimits},
		{"all, a page at a time", testAll},
		{"a snapshot does not change", testSnapshot},
		{"results are copies", testCopies},
		{"checks", testChecks},
		{"a failed check applies nothing", testFailedCheck},
		{"limits", testLimits},
		{"keys", testKeys},
		{"cancelled before", testCancelled},
		{"close", testClose},
		{"large values", testLargeValues},
		{"bulk", testBulk},
		{"bulk stops at the first error", testBulkError},
		{"counters under contention", testCounters},
		{"readers beside writers", testReadersBesideWriters},
		{"close beside writers", testCloseBesideWriters},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t)
			defer s.Close()
			tt.run(t, s)
		})
	}
	t.Run("equals a map", func(t *testing.T) { testModel(t, open) })
}

func b(s string) []byte { return []byte(s) }

func commit(t testing.TB, s kv.Store, ops ...kv.Op) {
	t.Helper()
	if err := s.Commit(context.Background(), nil, ops); err != nil {
		t.Fatalf("commit: %v", err)
	}
}

func snapshot(t testing.TB, s kv.Store) kv.Reader {
	t.Helper()
	r, err := s.Snapshot()
	if err != nil {
		t.Fatalf("snapshot: %v", err)
	}
	t.Cleanup(r.Close)
	return r
}

// want fails unless key has value; "-" stands for none.
func want(t testing.TB, r kv.Reader, key, value string) {
	t.Helper()
	got, ok, err := r.Get(b(key))
	if err != nil {
		t.Fatalf("get %q: %v", key, err)
	}
	if !ok {
		got = b("-")
	}
	if string(got) != value {
		t.Errorf("get %q: got %q, want %q", key, got, value)
	}
}

func wantErr(t testing.TB, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Errorf("got error %v, want %v", err, target)
	}
}

// show writes pairs as k=v k=v.
func show(pairs []kv.Pair) string {
	var out bytes.Buffer
	for i, p := range pairs {
		if i > 0 {
			out.WriteByte(' ')
		}
		fmt.Fprintf(&out, "%s=%s", p.Key, p.Value)
	}
	return out.String()
}
