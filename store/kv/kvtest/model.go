package kvtest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parley/store/kv"
)

// model is what a store has to equal: a map, and copies of it for the
// snapshots that are open.
type model struct {
	store kv.Store
	now   map[string]string
	open  []view
}

// view is a snapshot beside what it has to show.
type view struct {
	reader kv.Reader
	want   map[string]string
}

// testModel compares a store with a map over random commits, checks, scans
// and snapshots.
func testModel(t *testing.T, open Open) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &model{store: open(t), now: map[string]string{}}
		defer m.store.Close()
		rt.Repeat(map[string]func(*rapid.T){
			"commit":   m.commit,
			"snapshot": m.snapshot,
			"close":    m.close,
			"get":      m.get,
			"scan":     m.scan,
		})
	})
}

// key draws from few keys, so that they meet, of all lengths and with bytes
// at both ends of the order.
func key() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		first := rapid.SampledFrom([]string{"a", "b", "\x01", "\xff"}).Draw(t, "first")
		rest := rapid.SampledFrom([]string{"", "\x00", "a", "\xff", "aa", "k/long/enough/for/a/page"}).Draw(t, "rest")
		return first + rest
	})
}

func value() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		n := rapid.SampledFrom([]int{0, 1, 3, 700, 5000}).Draw(t, "size")
		return string(bytes.Repeat([]byte{byte('a' + rapid.IntRange(0, 3).Draw(t, "fill"))}, n))
	})
}

func (m *model) commit(t *rapid.T) {
	var checks []kv.Check
	holds := true
	for range rapid.IntRange(0, 3).Draw(t, "checks") {
		k := key().Draw(t, "check")
		have, ok := m.now[k]
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0:
			v := value().Draw(t, "wanted")
			checks = append(checks, kv.Equal([]byte(k), []byte(v)))
			holds = holds && ok && have == v
		case 1:
			checks = append(checks, kv.Absent([]byte(k)))
			holds = holds && !ok
		default: // one that holds
			c := kv.Absent([]byte(k))
			if ok {
				c = kv.Equal([]byte(k), []byte(have))
			}
			checks = append(checks, c)
		}
	}
	var ops []kv.Op
	next := clone(m.now)
	for range rapid.IntRange(0, 12).Draw(t, "ops") {
		k := key().Draw(t, "key")
		if rapid.IntRange(0, 2).Draw(t, "op") == 0 {
			ops = append(ops, kv.Delete([]byte(k)))
			delete(next, k)
			continue
		}
		v := value().Draw(t, "value")
		ops = append(ops, kv.Put([]byte(k), []byte(v)))
		next[k] = v
	}
	err := m.store.Commit(context.Background(), checks, ops)
	switch {
	case holds && err != nil:
		t.Fatalf("commit: %v", err)
	case !holds && !errors.Is(err, kv.ErrConflict):
		t.Fatalf("commit: got %v, want a conflict", err)
	case holds:
		m.now = next
	}
}

func (m *model) snapshot(t *rapid.T) {
	r, err := m.store.Snapshot()
	if err != nil {
		t.Fatalf("snapshot: %v", err)
	}
	m.open = append(m.open, view{r, clone(m.now)})
}

// pick draws one of the open snapshots, a new one if there is none.
func (m *model) pick(t *rapid.T) int {
	if len(m.open) == 0 {
		m.snapshot(t)
	}
	return rapid.IntRange(0, len(m.open)-1).Draw(t, "snapshot")
}

func (m *model) close(t *rapid.T) {
	i := m.pick(t)
	m.open[i].reader.Close()
	m.open = slices.Delete(m.open, i, i+1)
}

func (m *model) get(t *rapid.T) {
	v := m.open[m.pick(t)]
	k := key().Draw(t, "key")
	got, ok, err := v.reader.Get([]byte(k))
	want, has := v.want[k]
	if err != nil || ok != has || string(got) != want {
		t.Fatalf("get %q: got %d bytes, %v, %v; want %d bytes, %v", k, len(got), ok, err, len(want), has)
	}
}

func (m *model) scan(t *rapid.T) {
	v := m.open[m.pick(t)]
	var from, to []byte
	if rapid.Bool().Draw(t, "from") {
		from = []byte(key().Draw(t, "from"))
	}
	if rapid.Bool().Draw(t, "to") {
		to = []byte(key().Draw(t, "to"))
	}
	limit := rapid.IntRange(1, 20).Draw(t, "limit")
	var want []string
	for k := range v.want {
		if k >= string(from) && (to == nil || k < string(to)) {
			want = append(want, k)
		}
	}
	slices.Sort(want)
	up, err := v.reader.Scan(from, to, limit)
	compare(t, up, err, v.want, want[:min(limit, len(want))])
	slices.Reverse(want)
	down, err := v.reader.ScanBack(from, to, limit)
	compare(t, down, err, v.want, want[:min(limit, len(want))])
}

func compare(t *rapid.T, got []kv.Pair, err error, values map[string]string, want []string) {
	if err != nil {
		t.Fatalf("scan: %v", err)
	}
	if len(got) != len(want) {
		t.Fatalf("scan: got %d pairs, want %d", len(got), len(want))
	}
	for i, p := range got {
		if string(p.Key) != want[i] || string(p.Value) != values[want[i]] {
			t.Fatalf("scan: pair %d is %q, want %q", i, p.Key, want[i])
		}
	}
}

func clone(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}
