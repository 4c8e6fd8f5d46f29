package bolt

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"parley/store/kv"
)

// maxProblems bounds what a report lists; more are only counted.
const maxProblems = 50

// Report is what Verify found.
type Report struct {
	Path     string
	Bytes    int64    // size of the file
	Schema   int      // version of keys and values, 0 when it cannot be read
	Keys     int      // entries that are whole, without the header
	Damaged  int      // places where something is wrong
	Problems []string // the first of them, a line each
}

// OK reports whether the file is whole.
func (r *Report) OK() bool { return r.Damaged == 0 }

func (r *Report) problem(err error) {
	if r.Damaged++; len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, strings.ReplaceAll(err.Error(), "\n", " "))
	}
}

// Verify reads all of the file at path: every page, every checksum, the order
// of the keys, the list of free pages. It only reads. Damage is in the
// report; the error tells why there is none: kv.ErrForeign, ErrNewer,
// ErrLocked, or the system's.
func Verify(path string) (*Report, error) {
	f, size, err := openStill(path, "verify")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := &Report{Path: path, Bytes: size}
	ms := readMetas(f)
	if !ms.magic {
		return nil, foreign(path, "")
	}
	for _, err := range ms.damage {
		r.problem(err)
	}
	if len(ms.valid) == 0 {
		return r, nil
	}
	m := ms.valid[0]
	if uint64(size)/uint64(m.pageSize) < m.high {
		r.problem(fmt.Errorf("%w: it has %d pages of %d", kv.ErrCorrupt, size/int64(m.pageSize), m.high))
	}
	src := newStored(f, size, m)
	h, err := checkHeader(src, m, path, int(^uint(0)>>1))
	if errors.Is(err, kv.ErrForeign) || errors.Is(err, kv.ErrNewer) {
		return nil, err
	}
	r.Schema = h.schema
	r.check(src, m)
	return r, nil
}

// check walks the tree and compares it with the list of free pages.
func (r *Report) check(src *stored, m meta) {
	w := newWalker(src)
	w.entry = func(key, _ []byte) {
		if key[0] != 0 {
			r.Keys++
		}
	}
	w.lost = func(g gap) { r.problem(g.err) }
	w.walk(m.root)
	free, err := checkFreelist(src, m)
	if err != nil {
		r.problem(err)
	}
	for _, id := range free {
		if w.has(id) {
			r.problem(damagedPage(id, errors.New("it is in use and listed as free")))
		}
	}
}

// newStored returns the pages of f; never more than the file can have.
func newStored(f *os.File, size int64, m meta) *stored {
	high := min(m.high, uint64(size)/uint64(m.pageSize)+1)
	return &stored{file: f, size: size, pageSize: m.pageSize, high: max(high, 3)}
}

// openStill opens the file at path for reading, with a shared lock that keeps
// every writer away until it is closed.
func openStill(path, op string) (f *os.File, size int64, err error) {
	f, err = os.Open(path)
	if err != nil {
		return nil, 0, fmt.Errorf("%s %s: %w", op, path, cause(err))
	}
	info, err := f.Stat()
	switch {
	case err != nil:
		err = fmt.Errorf("%s %s: %w", op, path, cause(err))
	case !info.Mode().IsRegular():
		err = foreign(path, "it is not a file")
	default:
		err = acquire(f, path, false, defaultWait)
	}
	if err != nil {
		_ = f.Close()
		return nil, 0, err
	}
	if info, err = f.Stat(); err != nil {
		_ = f.Close()
		return nil, 0, fmt.Errorf("%s %s: %w", op, path, cause(err))
	}
	return f, info.Size(), nil
}
