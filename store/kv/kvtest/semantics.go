package kvtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"parley/store/kv"
)

func testPut(t *testing.T, s kv.Store) {
	want(t, snapshot(t, s), "a", "-")
	commit(t, s, kv.Put(b("a"), b("1")), kv.Put(b("b"), b("2")))
	commit(t, s, kv.Put(b("a"), b("3")))
	r := snapshot(t, s)
	want(t, r, "a", "3")
	want(t, r, "b", "2")
	want(t, r, "ab", "-")
}

func testEmptyValue(t *testing.T, s kv.Store) {
	commit(t, s, kv.Put(b("a"), nil), kv.Put(b("b"), []byte{}))
	r := snapshot(t, s)
	want(t, r, "a", "")
	want(t, r, "b", "")
	pairs, err := r.Scan(nil, nil, 9)
	if err != nil || show(pairs) != "a= b=" {
		t.Errorf("scan: got %q, %v", show(pairs), err)
	}
	ctx := context.Background()
	if err := s.Commit(ctx, []kv.Check{kv.Equal(b("a"), nil)}, nil); err != nil {
		t.Errorf("an empty value equals an empty value: %v", err)
	}
	wantErr(t, s.Commit(ctx, []kv.Check{kv.Absent(b("a"))}, nil), kv.ErrConflict)
}

func testDelete(t *testing.T, s kv.Store) {
	commit(t, s, kv.Put(b("a"), b("1")), kv.Put(b("b"), b("2")))
	commit(t, s, kv.Delete(b("a")), kv.Delete(b("never")))
	r := snapshot(t, s)
	want(t, r, "a", "-")
	want(t, r, "b", "2")
}

func testOrderInCommit(t *testing.T, s kv.Store) {
	commit(t, s, kv.Put(b("a"), b("1")), kv.Put(b("a"), b("2")),
		kv.Put(b("b"), b("1")), kv.Delete(b("b")), kv.Delete(b("c")), kv.Put(b("c"), b("3")))
	r := snapshot(t, s)
	want(t, r, "a", "2")
	want(t, r, "b", "-")
	want(t, r, "c", "3")
}

// scanCase is a range over the keys b d f h.
type scanCase struct {
	from, to string // "" is nil
	limit    int
	up, down string
}

func scanCases() []scanCase {
	return []scanCase{
		{"", "", 9, "b d f h", "h f d b"},
		{"", "", 2, "b d", "h f"},
		{"b", "h", 9, "b d f", "f d b"},
		{"a", "i", 9, "b d f h", "h f d b"},
		{"c", "g", 9, "d f", "f d"},
		{"d", "d", 9, "", ""},
		{"f", "c", 9, "", ""},
		{"d", "d\x00", 9, "d", "d"},
		{"d\x00", "", 9, "f h", "h f"},
		{"", "b", 9, "", ""},
		{"h", "", 9, "h", "h"},
		{"i", "", 9, "", ""},
		{"c", "", 1, "d", "h"},
		{"", "e", 1, "b", "d"},
	}
}

func bound(s string) []byte {
	if s == "" {
		return nil
	}
	return b(s)
}

func keys(pairs []kv.Pair) string {
	var out []string
	for _, p := range pairs {
		out = append(out, string(p.Key))
	}
	return strings.Join(out, " ")
}

func testScan(t *testing.T, s kv.Store) {
	pairs, err := snapshot(t, s).Scan(nil, nil, 9)
	if err != nil || len(pairs) != 0 {
		t.Errorf("scan of nothing: got %q, %v", show(pairs), err)
	}
	commit(t, s, kv.Put(b("f"), b("3")), kv.Put(b("b"), b("1")), kv.Put(b("h"), b("4")), kv.Put(b("d"), b("2")))
	r := snapshot(t, s)
	for _, c := range scanCases() {
		pairs, err := r.Scan(bound(c.from), bound(c.to), c.limit)
		if err != nil || keys(pairs) != c.up {
			t.Errorf("scan %q to %q, limit %d: got %q, %v, want %q", c.from, c.to, c.limit, keys(pairs), err, c.up)
		}
	}
}

func testScanBack(t *testing.T, s kv.Store) {
	pairs, err := snapshot(t, s).ScanBack(nil, nil, 9)
	if err != nil || len(pairs) != 0 {
		t.Errorf("scan back of nothing: got %q, %v", show(pairs), err)
	}
	commit(t, s, kv.Put(b("f"), b("3")), kv.Put(b("b"), b("1")), kv.Put(b("h"), b("4")), kv.Put(b("d"), b("2")))
	r := snapshot(t, s)
	for _, c := range scanCases() {
		pairs, err := r.ScanBack(bound(c.from), bound(c.to), c.limit)
		if err != nil || keys(pairs) != c.down {
			t.Errorf("scan back %q to %q, limit %d: got %q, %v, want %q", c.from, c.to, c.limit, keys(pairs), err, c.down)
		}
	}
}

func testScanLimits(t *testing.T, s kv.Store) {
	r := snapshot(t, s)
	for _, limit := range []int{-1, 0, kv.MaxScan + 1} {
		_, err := r.Scan(nil, nil, limit)
		wantErr(t, err, kv.ErrTooLarge)
		_, err = r.ScanBack(nil, nil, limit)
		wantErr(t, err, kv.ErrTooLarge)
	}
	if _, err := r.Scan(nil, nil, kv.MaxScan); err != nil {
		t.Errorf("scan of the largest limit: %v", err)
	}
}

func testAll(t *testing.T, s kv.Store) {
	const n = 1300 // more than two pages
	bulk := kv.NewBulk(context.Background(), s)
	for i := range n {
		if err := bulk.Put(fmt.Appendf(nil, "k/%06d", i), fmt.Append(nil, i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := bulk.Flush(); err != nil {
		t.Fatal(err)
	}
	r := snapshot(t, s)
	up, down := 0, n
	for p, err := range kv.All(r, b("k/"), kv.PrefixEnd(b("k/"))) {
		if err != nil || string(p.Value) != fmt.Sprint(up) {
			t.Fatalf("all: got %q, %v, want %d", p.Value, err, up)
		}
		up++
	}
	for p, err := range kv.AllBack(r, b("k/"), kv.PrefixEnd(b("k/"))) {
		down--
		if err != nil || string(p.Value) != fmt.Sprint(down) {
			t.Fatalf("all back: got %q, %v, want %d", p.Value, err, down)
		}
	}
	if up != n || down != 0 {
		t.Errorf("all: %d up, %d left down", up, down)
	}
}

func testSnapshot(t *testing.T, s kv.Store) {
	commit(t, s, kv.Put(b("a"), b("1")), kv.Put(b("b"), b("1")))
	old := snapshot(t, s)
	commit(t, s, kv.Put(b("a"), b("2")), kv.Delete(b("b")), kv.Put(b("c"), b("2")))
	pairs, err := old.Scan(nil, nil, 9)
	if err != nil || show(pairs) != "a=1 b=1" {
		t.Errorf("old snapshot: got %q, %v", show(pairs), err)
	}
	want(t, old, "c", "-")
	pairs, err = snapshot(t, s).Scan(nil, nil, 9)
	if err != nil || show(pairs) != "a=2 c=2" {
		t.Errorf("new snapshot: got %q, %v", show(pairs), err)
	}
	old.Close()
	old.Close()
	_, _, err = old.Get(b("a"))
	wantErr(t, err, kv.ErrClosed)
	_, err = old.Scan(nil, nil, 9)
	wantErr(t, err, kv.ErrClosed)
	_, err = old.ScanBack(nil, nil, 9)
	wantErr(t, err, kv.ErrClosed)
}

func testCopies(t *testing.T, s kv.Store) {
	key, value := b("key"), b("value")
	commit(t, s, kv.Put(key, value))
	copy(key, "XXX")
	copy(value, "XXXXX")
	r := snapshot(t, s)
	want(t, r, "key", "value")
	got, _, _ := r.Get(b("key"))
	copy(got, "YYYYY")
	pairs, _ := r.Scan(nil, nil, 9)
	copy(pairs[0].Key, "ZZZ")
	_ = append(pairs[0].Key, "overflow"...)
	if string(pairs[0].Value) != "value" {
		t.Errorf("appending to a key changed its value to %q", pairs[0].Value)
	}
	copy(pairs[0].Value, "ZZZZZ")
	want(t, r, "key", "value")
	r.Close()
	if string(got) != "YYYYY" {
		t.Errorf("a value changed after the snapshot was closed: %q", got)
	}
}

func testChecks(t *testing.T, s kv.Store) {
	ctx := context.Background()
	commit(t, s, kv.Put(b("a"), b("1")))
	for _, c := range []struct {
		name   string
		check  kv.Check
		passes bool
	}{
		{"equal", kv.Equal(b("a"), b("1")), true},
		{"not equal", kv.Equal(b("a"), b("2")), false},
		{"longer", kv.Equal(b("a"), b("12")), false},
		{"empty", kv.Equal(b("a"), nil), false},
		{"absent but there", kv.Absent(b("a")), false},
		{"absent", kv.Absent(b("b")), true},
		{"equal but absent", kv.Equal(b("b"), b("1")), false},
		{"empty but absent", kv.Equal(b("b"), nil), false},
	} {
		err := s.Commit(ctx, []kv.Check{kv.Equal(b("a"), b("1")), c.check}, nil)
		var conflict *kv.ConflictError
		if c.passes && err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if !c.passes && (!errors.As(err, &conflict) || !bytes.Equal(conflict.Key, c.check.Key)) {
			t.Errorf("%s: got %v, want a conflict on %q", c.name, err, c.check.Key)
		}
	}
}

func testFailedCheck(t *testing.T, s kv.Store) {
	commit(t, s, kv.Put(b("a"), b("1")))
	err := s.Commit(context.Background(), []kv.Check{kv.Equal(b("a"), b("0"))},
		[]kv.Op{kv.Put(b("a"), b("2")), kv.Put(b("b"), b("2"))})
	wantErr(t, err, kv.ErrConflict)
	r := snapshot(t, s)
	want(t, r, "a", "1")
	want(t, r, "b", "-")
}

func testLimits(t *testing.T, s kv.Store) {
	ctx := context.Background()
	ops := func(n int) (out []kv.Op) {
		for i := range n {
			out = append(out, kv.Put(fmt.Append(nil, i), b("x")))
		}
		return out
	}
	checks := func(n int) (out []kv.Check) {
		for i := range n {
			out = append(out, kv.Absent(fmt.Append(nil, "c", i)))
		}
		return out
	}
	wantErr(t, s.Commit(ctx, nil, ops(kv.MaxOps+1)), kv.ErrTooLarge)
	wantErr(t, s.Commit(ctx, checks(kv.MaxOps+1), nil), kv.ErrTooLarge)
	wantErr(t, s.Commit(ctx, nil, []kv.Op{kv.Put(b("k"), make([]byte, kv.MaxCommitBytes))}), kv.ErrTooLarge)
	wantErr(t, s.Commit(ctx, []kv.Check{kv.Equal(b("k"), make([]byte, kv.MaxCommitBytes))}, nil), kv.ErrTooLarge)
	want(t, snapshot(t, s), "0", "-")
	if err := s.Commit(ctx, checks(kv.MaxOps), ops(kv.MaxOps)); err != nil {
		t.Errorf("commit of exactly %d operations: %v", kv.MaxOps, err)
	}
	if err := s.Commit(ctx, nil, []kv.Op{kv.Put(b("k"), make([]byte, kv.MaxCommitBytes-1))}); err != nil {
		t.Errorf("commit of exactly 1 MiB: %v", err)
	}
}

func testKeys(t *testing.T, s kv.Store) {
	ctx := context.Background()
	r := snapshot(t, s)
	for _, key := range [][]byte{nil, {}, {0}, b("\x00magic"), make([]byte, kv.MaxKeyBytes+1)} {
		wantErr(t, s.Commit(ctx, nil, []kv.Op{kv.Put(key, b("x"))}), kv.ErrKey)
		wantErr(t, s.Commit(ctx, nil, []kv.Op{kv.Delete(key)}), kv.ErrKey)
		wantErr(t, s.Commit(ctx, []kv.Check{kv.Absent(key)}, nil), kv.ErrKey)
		_, _, err := r.Get(key)
		wantErr(t, err, kv.ErrKey)
	}
	long := bytes.Repeat([]byte{0xff}, kv.MaxKeyBytes)
	commit(t, s, kv.Put(long, b("long")), kv.Put([]byte{1}, b("first")), kv.Put([]byte{1, 0}, b("second")))
	pairs, err := snapshot(t, s).Scan([]byte{0}, nil, 9)
	if err != nil || len(pairs) != 3 || string(pairs[0].Value) != "first" || !bytes.Equal(pairs[2].Key, long) {
		t.Errorf("scan: got %d pairs, %v", len(pairs), err)
	}
}

func testCancelled(t *testing.T, s kv.Store) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	wantErr(t, s.Commit(ctx, nil, []kv.Op{kv.Put(b("a"), b("1"))}), context.Canceled)
	want(t, snapshot(t, s), "a", "-")
}

func testClose(t *testing.T, s kv.Store) {
	commit(t, s, kv.Put(b("a"), b("1")))
	r := snapshot(t, s)
	if err := s.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("close twice: %v", err)
	}
	_, _, err := r.Get(b("a"))
	wantErr(t, err, kv.ErrClosed)
	_, err = s.Snapshot()
	wantErr(t, err, kv.ErrClosed)
	wantErr(t, s.Commit(context.Background(), nil, nil), kv.ErrClosed)
	r.Close()
}

func testLargeValues(t *testing.T, s kv.Store) {
	for i := range 4 {
		commit(t, s, kv.Put(fmt.Append(nil, "large", i), bytes.Repeat([]byte{byte(i)}, kv.MaxCommitBytes-64)))
	}
	commit(t, s, kv.Delete(b("large1")))
	r := snapshot(t, s)
	for _, i := range []int{0, 2, 3} {
		got, ok, err := r.Get(fmt.Append(nil, "large", i))
		if err != nil || !ok || len(got) != kv.MaxCommitBytes-64 || got[0] != byte(i) || got[len(got)-1] != byte(i) {
			t.Errorf("large value %d: %d bytes, %v, %v", i, len(got), ok, err)
		}
	}
}
