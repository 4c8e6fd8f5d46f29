package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/store/bolt"
	"parley/store/kv"
)

// sample is a file with some history.
type sample struct {
	bytes   []byte
	now     map[string]string          // what it holds
	history map[string]map[string]bool // every value each key ever had
}

// newSample makes a file in commits of all kinds: small and large values, some
// over many pages, changes and deletions.
func newSample(t testing.TB, seed uint64, commits int) sample {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample.parley")
	s := mustOpen(t, path, bolt.Options{Schema: 1})
	out := sample{now: map[string]string{}, history: map[string]map[string]bool{}}
	rng := rand.New(rand.NewPCG(seed, 1))
	for range commits {
		var ops []kv.Op
		for range 1 + rng.IntN(30) {
			key := fmt.Sprintf("key/%03d", rng.IntN(300))
			if rng.IntN(4) == 0 {
				ops = append(ops, kv.Delete([]byte(key)))
				delete(out.now, key)
				continue
			}
			value := randomValue(rng)
			ops = append(ops, kv.Put([]byte(key), value))
			out.now[key] = string(value)
			if out.history[key] == nil {
				out.history[key] = map[string]bool{}
			}
			out.history[key][string(value)] = true
		}
		if err := s.Commit(context.Background(), nil, ops); err != nil {
			t.Fatal(err)
		}
	}
	mustClose(t, s)
	var err error
	if out.bytes, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return out
}

// randomValue has a size that is mostly small, at times near a multiple of the
// page, at times many pages.
func randomValue(rng *rand.Rand) []byte {
	n := rng.IntN(300)
	switch rng.IntN(10) {
	case 0:
		n = 4096*(1+rng.IntN(3)) - 60 + rng.IntN(60)
	case 1:
		n = rng.IntN(20_000)
	}
	v := make([]byte, n)
	for i := range v {
		v[i] = byte(rng.Uint32())
	}
	return v
}

// hurt writes damaged bytes to a file and does everything to it that a person
// would: open, read and save where it opens, verify, salvage, open what was
// salvaged. Nothing may panic or give a wrong value, and while it was not
// opened it must not change. It returns what Open and Salvage said.
func (s sample) hurt(t *testing.T, content []byte) (openErr error, saved *bolt.Salvaged, salvageErr error) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "hurt.parley")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	report, err := bolt.Verify(path)
	if err != nil && !errors.Is(err, kv.ErrForeign) && !errors.Is(err, kv.ErrNewer) {
		t.Errorf("verify: %v", err)
	}
	if err != nil {
		wantLine(t, err, err, path)
	}
	rescued := filepath.Join(dir, "rescued.parley")
	saved, salvageErr = bolt.Salvage(path, rescued, 1)
	if salvageErr == nil {
		s.checkSalvaged(t, rescued, saved)
	} else {
		wantLine(t, salvageErr, salvageErr, path)
	}
	s.checkUnchanged(t, path, content)
	store, openErr := bolt.Open(path, bolt.Options{})
	if openErr != nil {
		mend := "--db"
		if errors.Is(openErr, kv.ErrCorrupt) {
			mend = "parley doctor"
		}
		wantLine(t, openErr, openErr, path, mend)
		s.checkUnchanged(t, path, content)
		return openErr, saved, salvageErr
	}
	whole := s.use(t, store)
	if err := store.Close(); err != nil && !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("close: %v", err)
	}
	if whole && report != nil && !report.OK() && !listsFree(report) && !hasHeaderDamage(report) {
		t.Errorf("reading found nothing, verifying did: %q", report.Problems)
	}
	if !whole && report.OK() {
		t.Error("reading found damage, verifying did not")
	}
	return nil, saved, salvageErr
}

// listsFree reports whether all that is wrong is in the list of free pages,
// which reading has no use for.
func listsFree(r *bolt.Report) bool {
	return strings.Contains(strings.Join(r.Problems, " "), "free")
}

func hasHeaderDamage(r *bolt.Report) bool {
	return strings.Contains(strings.Join(r.Problems, " "), "header")
}

func (s sample) checkUnchanged(t *testing.T, path string, content []byte) {
	t.Helper()
	now, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(now, content) {
		t.Fatalf("the damaged file was changed, %v", err)
	}
}

// checkSalvaged opens a salvaged file: it is whole and every value is one that
// its key has had.
func (s sample) checkSalvaged(t *testing.T, path string, saved *bolt.Salvaged) {
	t.Helper()
	if r, err := bolt.Verify(path); err != nil || !r.OK() {
		t.Fatalf("the salvaged file: %+v, %v", r, err)
	}
	store := mustOpen(t, path, bolt.Options{Schema: max(saved.Schema, 1)})
	defer store.Close()
	got := dump(t, store)
	if len(got) != saved.Keys {
		t.Errorf("%d keys in the salvaged file, the report says %d", len(got), saved.Keys)
	}
	for k, v := range got {
		if !s.history[k][v] {
			t.Errorf("salvaged %q: a value it never had", k)
		}
	}
	if saved.Whole() && !sameMap(got, s.now) {
		t.Error("called whole, but it differs")
	}
}

// use reads everything and saves a little. Values are right or there is
// ErrCorrupt; whole is false if there was any.
func (s sample) use(t *testing.T, store *bolt.Store) (whole bool) {
	t.Helper()
	r, err := store.Snapshot()
	if err != nil {
		wantLine(t, err, kv.ErrCorrupt, store.Path())
		return false
	}
	whole = true
	corrupt := func(err error) {
		whole = false
		wantLine(t, err, kv.ErrCorrupt, store.Path())
	}
	pairs, err := r.Scan(nil, nil, kv.MaxScan)
	if err != nil {
		corrupt(err)
	} else if len(pairs) != len(s.now) {
		t.Errorf("a scan without an error returns %d of %d values", len(pairs), len(s.now))
	}
	for _, p := range pairs {
		if s.now[string(p.Key)] != string(p.Value) {
			t.Errorf("scan: wrong value of %q", p.Key)
		}
	}
	if _, err := r.ScanBack(nil, nil, kv.MaxScan); err != nil {
		corrupt(err)
	}
	for k, want := range s.now {
		got, ok, err := r.Get([]byte(k))
		if err != nil {
			corrupt(err)
		} else if !ok || string(got) != want {
			t.Errorf("get %q: %d bytes, %v, want %d", k, len(got), ok, len(want))
		}
	}
	r.Close()
	for i := range 10 {
		key := fmt.Appendf(nil, "key/%03d", i*30)
		ops := []kv.Op{kv.Put(key, bytes.Repeat([]byte{'n'}, 300*i))}
		if i%3 == 0 {
			ops = []kv.Op{kv.Delete(key)}
		}
		if err := store.Commit(context.Background(), nil, ops); err != nil {
			corrupt(err)
		}
	}
	return whole
}

func sameMap(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if w, ok := b[k]; !ok || v != w {
			return false
		}
	}
	return true
}

// rounds is how many random damages to try.
func rounds(normal int) int {
	if os.Getenv("PARLEY_LONG") == "1" {
		return 100 * normal
	}
	return normal
}

func TestWholeFile(t *testing.T) {
	for seed := range uint64(6) {
		s := newSample(t, seed, 1+int(seed)*3)
		openErr, saved, err := s.hurt(t, s.bytes)
		if openErr != nil || err != nil || !saved.Whole() || saved.Keys != len(s.now) || saved.Damaged != 0 {
			t.Errorf("seed %d: open %v, salvage %v %+v", seed, openErr, err, saved)
		}
	}
}

// TestTruncated cuts a file at every kind of place.
func TestTruncated(t *testing.T) {
	s := newSample(t, 1, 40)
	sizes := []int{1, 15, 16, 63, 79, 80, 81, 512, 4095, 4096, 4097, 4176, 8191, 8192, 8193, len(s.bytes) - 1}
	for size := 3 * 4096; size < len(s.bytes); size += 4096 * 15 {
		sizes = append(sizes, size-1, size, size+1, size+2000)
	}
	for _, size := range sizes {
		if size >= len(s.bytes) {
			continue
		}
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			openErr, saved, err := s.hurt(t, s.bytes[:size])
			if openErr != nil && !errors.Is(openErr, kv.ErrCorrupt) && !errors.Is(openErr, kv.ErrForeign) {
				t.Errorf("open: %v", openErr)
			}
			if openErr == nil && !saved.Whole() {
				t.Errorf("open: no error, but salvage says %+v", saved)
			}
			if size > 8192 && err != nil && size > len(s.bytes)/2 {
				t.Errorf("salvage of %d bytes of %d: %v", size, len(s.bytes), err)
			}
		})
	}
}

// TestFlippedBits turns over a few random bits.
func TestFlippedBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for i := range rounds(15) {
		s := newSample(t, uint64(i), 1+rng.IntN(40))
		for range 4 {
			content := bytes.Clone(s.bytes)
			for range 1 + rng.IntN(4) {
				at := rng.IntN(len(content))
				if rng.IntN(2) == 0 { // near the beginning of a page, where its structure is
					at = at/4096*4096 + rng.IntN(200)
				}
				content[at%len(content)] ^= 1 << rng.IntN(8)
			}
			s.hurt(t, content)
			if t.Failed() {
				t.Fatalf("round %d", i)
			}
		}
	}
}

// TestOverwritten puts zeros, noise or another place's bytes over pages and
// parts of pages.
func TestOverwritten(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for i := range rounds(15) {
		s := newSample(t, uint64(i)+1000, 1+rng.IntN(40))
		content := bytes.Clone(s.bytes)
		for range 1 + rng.IntN(3) {
			from := rng.IntN(len(content)/512) * 512
			part := content[from:min(from+512<<rng.IntN(6), len(content))]
			switch other := content[rng.IntN(len(content)/4096)*4096:]; rng.IntN(3) {
			case 0:
				clear(part)
			case 1:
				copy(part, other)
			default:
				for j := range part {
					part[j] = byte(rng.Uint32())
				}
			}
		}
		s.hurt(t, content)
		if t.Failed() {
			t.Fatalf("round %d", i)
		}
	}
}

// TestSalvageOnePage destroys one page at a time and looks at how much is
// saved: all but what was in it.
func TestSalvageOnePage(t *testing.T) {
	s := newSample(t, 3, 60)
	total, saved := 0, 0
	for page := 2; page < len(s.bytes)/4096; page += 3 {
		content := bytes.Clone(s.bytes)
		clear(content[page*4096 : (page+1)*4096])
		path := filepath.Join(t.TempDir(), "hurt.parley")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := bolt.Salvage(path, path+".new", 1)
		if err != nil {
			t.Fatalf("page %d: %v", page, err)
		}
		store := mustOpen(t, path+".new", bolt.Options{})
		got := dump(t, store)
		mustClose(t, store)
		right := 0
		for k, v := range s.now {
			if got[k] == v {
				right++
			}
		}
		total, saved = total+len(s.now), saved+right
		if right < len(s.now)/2 {
			t.Errorf("page %d: %d of %d values saved, %+v", page, right, len(s.now), out)
		}
	}
	t.Logf("saved %.2f %% of the values with one page lost", 100*float64(saved)/float64(total))
	if saved < total*98/100 {
		t.Errorf("saved %d of %d", saved, total)
	}
}

// TestDamagedHeaderPage damages either meta page: the last commit is not given
// up for the one before.
func TestDamagedHeaderPage(t *testing.T) {
	for _, commits := range []int{39, 40} {
		s := newSample(t, 5, commits)
		for slot := range 2 {
			for _, at := range []int{16, 24, 32, 56, 64, 75} { // magic, page size, root, high water, transaction, checksum
				content := bytes.Clone(s.bytes)
				content[slot*4096+at] ^= 4
				openErr, saved, err := s.hurt(t, content)
				if !errors.Is(openErr, kv.ErrCorrupt) {
					t.Errorf("open: %v", openErr)
				}
				if err != nil || saved.Keys < len(s.now) {
					t.Errorf("%d commits, header %d, byte %d: %+v, %v, want %d keys", commits, slot, at, saved, err, len(s.now))
				}
			}
		}
	}
}

// TestDamagedWhileOpen takes the file away under an open store: cut off, or
// overwritten. Reading and saving say so, nothing crashes or hangs.
func TestDamagedWhileOpen(t *testing.T) {
	for _, name := range []string{"cut to a byte", "cut in half", "zeros", "noise"} {
		t.Run(name, func(t *testing.T) {
			s := newSample(t, 11, 60)
			path := filepath.Join(t.TempDir(), "workspace.parley")
			if err := os.WriteFile(path, s.bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			store := mustOpen(t, path, bolt.Options{})
			before, err := store.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			ruin(t, path, name, len(s.bytes))
			_, err = before.Scan(nil, nil, kv.MaxScan)
			wantLine(t, err, kv.ErrCorrupt, path)
			for range 3 {
				if r, err := store.Snapshot(); err == nil {
					_, err = r.Scan(nil, nil, kv.MaxScan)
					wantLine(t, err, kv.ErrCorrupt, path)
					r.Close()
				}
				err = store.Commit(context.Background(), nil, []kv.Op{kv.Put([]byte("key/001"), []byte("x"))})
				wantLine(t, err, kv.ErrCorrupt, path)
			}
			if err := store.Backup(&bytes.Buffer{}); err == nil {
				t.Log("a backup is a copy of the damage; verifying it tells")
			}
			_ = store.Close()
		})
	}
}

func ruin(t *testing.T, path, how string, size int) {
	t.Helper()
	var err error
	switch how {
	case "cut to a byte":
		err = os.Truncate(path, 1)
	case "cut in half":
		err = os.Truncate(path, int64(size/2))
	default:
		content := make([]byte, size)
		for i := range content {
			if how == "noise" {
				content[i] = byte(i*i>>3 ^ i)
			}
		}
		var f *os.File
		if f, err = os.OpenFile(path, os.O_WRONLY, 0); err == nil {
			if _, err = f.Write(content); err == nil {
				err = f.Close()
			}
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}
