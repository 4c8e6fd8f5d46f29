package bolt

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"

	"parley/store/kv"
)

// The names inside the file; see the package comment.
var (
	bucketName   = []byte("parley")
	keyFormat    = []byte("\x00format")
	keyMigrating = []byte("\x00migrating")
	keySchema    = []byte("\x00schema")
)

// format is the value of keyFormat that this package reads and writes;
// formatPrefix is what all its successors begin with.
const (
	formatPrefix = "parley "
	format       = "parley 1"
)

// stored is the pages of a file read one by one, without mapping it: for
// looking at a file that may be damaged.
type stored struct {
	file     io.ReaderAt
	size     int64
	pageSize int
	high     uint64
}

// raw reads the page with id and its overflow pages; only its bounds and its
// own id are checked.
func (s *stored) raw(id uint64) (page, error) {
	if id < 2 || id >= s.high {
		return nil, damagedPage(id, fmt.Errorf("the file has pages 2 to %d", s.high-1))
	}
	p := make(page, s.pageSize)
	if _, err := s.file.ReadAt(p, int64(id)*int64(s.pageSize)); err != nil {
		return nil, damagedPage(id, readError(err))
	}
	n := p.overflow()
	if p.id() != id || n >= s.high-id {
		return nil, damagedPage(id, errors.New("its header is wrong"))
	}
	if n == 0 {
		return p, nil
	}
	if int64(id+n+1)*int64(s.pageSize) > s.size {
		return nil, damagedPage(id, errors.New("it is cut off"))
	}
	p = make(page, int(n+1)*s.pageSize)
	if _, err := s.file.ReadAt(p, int64(id)*int64(s.pageSize)); err != nil {
		return nil, damagedPage(id, readError(err))
	}
	return p, nil
}

// page implements source.
func (s *stored) page(id uint64, first []byte) (page, error) {
	p, err := s.raw(id)
	if err != nil {
		return nil, err
	}
	if err = p.check(s.high, s.pageSize); err == nil {
		err = p.checkFirst(first)
	}
	if err != nil {
		return nil, damagedPage(id, err)
	}
	return p, nil
}

// readError says what a failed read of a page means.
func readError(err error) error {
	if errors.Is(err, io.EOF) {
		return errors.New("it is cut off")
	}
	return err
}

// metas is what the two meta pages say.
type metas struct {
	valid  []meta  // those that can be read, newest first
	magic  bool    // at least one looks like a meta page
	damage []error // what is wrong with the others
}

// readMetas reads both meta pages. The second lies one page size into the
// file, which the first one tells; when that is damaged all sizes are tried.
func readMetas(f io.ReaderAt) metas {
	var out metas
	var sizes []int
	buf := make([]byte, pageHeader+metaSize)
	read := func(n int, offset int64) (meta, bool) {
		got, _ := f.ReadAt(buf, offset)
		m, magic, err := parseMeta(buf[:got])
		out.magic = out.magic || magic
		if err == nil && native.Uint64(buf) != uint64(n) {
			err = fmt.Errorf("it is page %d", native.Uint64(buf))
		}
		if err != nil {
			out.damage = append(out.damage, fmt.Errorf("header page %d: %w", n, err))
			return m, false
		}
		out.valid = append(out.valid, m)
		return m, true
	}
	if m, ok := read(0, 0); ok {
		sizes = []int{m.pageSize}
	} else {
		sizes = []int{os.Getpagesize()}
		for s := minPageSize; s <= maxPageSize; s *= 2 {
			sizes = append(sizes, s)
		}
	}
	first := len(out.damage)
	for _, s := range sizes {
		if _, ok := read(1, int64(s)); ok {
			out.damage = out.damage[:first]
			break
		}
		out.damage = out.damage[:first+1] // one line for the second page, however many places were tried
	}
	slices.SortStableFunc(out.valid, func(a, b meta) int {
		if a.tx > b.tx {
			return -1
		}
		return 1
	})
	return out
}

// header is what the header keys say.
type header struct {
	format    string
	schema    int
	migrating string
}

// readHeader reads the header keys of a tree.
func readHeader(t tree) (header, error) {
	var h header
	text := func(key []byte) (string, error) {
		s, ok, err := t.get(key)
		if err != nil || !ok {
			return "", err
		}
		v, _, ok := unseal(key, s)
		if !ok {
			return "", fmt.Errorf("%w: header %q: its checksum is wrong", kv.ErrCorrupt, key[1:])
		}
		return string(v), nil
	}
	var schema string
	for _, field := range []struct {
		key  []byte
		text *string
	}{{keyFormat, &h.format}, {keySchema, &schema}, {keyMigrating, &h.migrating}} {
		var err error
		if *field.text, err = text(field.key); err != nil {
			return h, err
		}
	}
	if schema != "" {
		n, err := strconv.Atoi(schema)
		if err != nil || n < 1 {
			return h, fmt.Errorf("%w: header \"schema\" is %q", kv.ErrCorrupt, schema)
		}
		h.schema = n
	}
	return h, nil
}

// checkFreelist reports what is wrong with the list of free pages, which
// bbolt would read without a look. It returns the list.
func checkFreelist(s *stored, m meta) ([]uint64, error) {
	if m.freelist == noFreelist {
		return nil, nil
	}
	p, err := s.raw(m.freelist)
	if err != nil {
		return nil, err
	}
	if p.flags() != flagFreelist {
		return nil, damagedPage(m.freelist, fmt.Errorf("flags %#x are not those of a free list", p.flags()))
	}
	n, at := uint64(p.count()), pageHeader
	if n == 0xffff { // too many for the header: the first element is the number
		n, at = native.Uint64(p[at:]), at+8
	}
	if n > uint64(len(p)-at)/8 {
		return nil, damagedPage(m.freelist, fmt.Errorf("it cannot hold %d entries", n))
	}
	free := make([]uint64, n)
	last := uint64(1)
	for i := range free {
		id := native.Uint64(p[at+8*i:])
		if id <= last || id >= s.high {
			return nil, damagedPage(m.freelist, fmt.Errorf("entry %d cannot be page %d", i, id))
		}
		free[i], last = id, id
	}
	return free, nil
}
