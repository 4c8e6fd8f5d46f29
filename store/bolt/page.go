package bolt

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
)

// The layout of a bbolt page, format version 2, in the byte order of the
// machine that wrote it:
//
//	page     id 8 ┊ flags 2 ┊ count 2 ┊ overflow 4 ┊ elements … ┊ keys and values …
//	leaf     flags 4 ┊ pos 4 ┊ key size 4 ┊ value size 4      pos counts from the element
//	branch   pos 4 ┊ key size 4 ┊ page id 8
//	meta     magic 4 ┊ version 4 ┊ page size 4 ┊ flags 4 ┊ root page 8 ┊ sequence 8 ┊
//	         free list page 8 ┊ high water mark 8 ┊ transaction 8 ┊ FNV-64a 8
//	bucket   root page 8 ┊ sequence 8 ┊ the page itself, if root page is 0
const (
	pageHeader  = 16
	elementSize = 16

	flagBranch   = 0x01
	flagLeaf     = 0x02
	flagMeta     = 0x04
	flagFreelist = 0x10

	bucketElement = 0x01 // a leaf element that is a bucket
	bucketHeader  = 16

	metaMagic   = 0xED0CDAED
	metaVersion = 2
	metaSize    = 64 // with its checksum
	noFreelist  = ^uint64(0)

	minPageSize = 1 << 10
	maxPageSize = 1 << 24
)

// native is the byte order bbolt writes in.
var native = binary.NativeEndian

// page is the bytes of one page with its overflow pages.
type page []byte

func (p page) id() uint64       { return native.Uint64(p) }
func (p page) flags() uint16    { return native.Uint16(p[8:]) }
func (p page) count() int       { return int(native.Uint16(p[10:])) }
func (p page) overflow() uint64 { return uint64(native.Uint32(p[12:])) }
func (p page) leaf() bool       { return p.flags() == flagLeaf }

// element returns the bytes from element i to the end of the page; positions
// count from its start.
func (p page) element(i int) []byte { return p[pageHeader+i*elementSize:] }

// leafAt returns key, value and flags of element i of a leaf. It panics when
// they lie outside the page, which check excludes.
func (p page) leafAt(i int) (key, value []byte, flags uint32) {
	e := p.element(i)
	pos, k, v := uint64(native.Uint32(e[4:])), uint64(native.Uint32(e[8:])), uint64(native.Uint32(e[12:]))
	return e[pos : pos+k : pos+k], e[pos+k : pos+k+v : pos+k+v], native.Uint32(e)
}

// branchAt returns the first key and the page of child i of a branch. It
// panics when the key lies outside the page, which check excludes.
func (p page) branchAt(i int) (key []byte, child uint64) {
	e := p.element(i)
	pos, k := uint64(native.Uint32(e)), uint64(native.Uint32(e[4:]))
	return e[pos : pos+k : pos+k], native.Uint64(e[8:])
}

// key returns the key of element i of a leaf or a branch.
func (p page) key(i int) []byte {
	if p.leaf() {
		k, _, _ := p.leafAt(i)
		return k
	}
	k, _ := p.branchAt(i)
	return k
}

// inBounds reports whether element i and what it points to lie in the page.
func (p page) inBounds(i int) bool {
	if pageHeader+(i+1)*elementSize > len(p) {
		return false
	}
	e := p.element(i)
	var end uint64
	if p.leaf() {
		end = uint64(native.Uint32(e[4:])) + uint64(native.Uint32(e[8:])) + uint64(native.Uint32(e[12:]))
	} else {
		end = uint64(native.Uint32(e)) + uint64(native.Uint32(e[4:]))
	}
	return end <= uint64(len(e))
}

// check reports what is wrong with a leaf or branch of a tree whose pages are
// below high: elements out of bounds or order, children that cannot be, and
// whatever differs from how bbolt lays out a page. What it passes, the
// accessors and bbolt can read. The keys and values of a leaf have a checksum
// of their own, and branch keys equal the first key of their child: between
// them every bit that matters is looked at. pageSize is 0 for a page inside an
// entry.
func (p page) check(high uint64, pageSize int) error {
	if p.flags() != flagLeaf && p.flags() != flagBranch {
		return fmt.Errorf("flags %#x are neither leaf nor branch", p.flags())
	}
	n, end := p.count(), pageHeader+p.count()*elementSize
	var last []byte
	for i := range n {
		if !p.inBounds(i) {
			return fmt.Errorf("element %d of %d is out of bounds", i, n)
		}
		key := p.key(i)
		if len(key) == 0 || (i > 0 && bytes.Compare(last, key) >= 0) {
			return fmt.Errorf("element %d of %d is out of order", i, n)
		}
		last = key
		start := p.start(i)
		if start != end { // each follows the one before
			return fmt.Errorf("element %d of %d is out of place", i, n)
		}
		end = start + len(key)
		if p.leaf() {
			_, value, flags := p.leafAt(i)
			end += len(value)
			if flags > bucketElement {
				return fmt.Errorf("element %d of %d has flags %#x", i, n, flags)
			}
			continue
		}
		if _, child := p.branchAt(i); child < 2 || child >= high || child == p.id() {
			return fmt.Errorf("child %d of %d cannot be page %d", i, n, child)
		}
	}
	return p.checkOverflow(end, pageSize)
}

// checkOverflow reports whether a page of which used bytes are in use has as
// many overflow pages as that needs. A page too many would be freed with it.
func (p page) checkOverflow(used, pageSize int) error {
	if pageSize == 0 {
		return nil
	}
	// When the last page is exactly full, bbolt before 1.5 took one more.
	least, most := uint64((used-1)/pageSize), uint64(used/pageSize)
	if n := p.overflow(); n < least || n > most {
		return fmt.Errorf("%d overflow pages, it needs %d", n, least)
	}
	return nil
}

// start returns where the key of element i begins in the page.
func (p page) start(i int) int {
	pos := native.Uint32(p.element(i))
	if p.leaf() {
		pos = native.Uint32(p.element(i)[4:])
	}
	return pageHeader + i*elementSize + int(pos)
}

// checkFirst reports whether a page begins with the key that the branch above
// it says, which is nil for a root.
func (p page) checkFirst(first []byte) error {
	switch {
	case first == nil:
		return nil
	case p.count() == 0:
		return fmt.Errorf("it is empty")
	case !bytes.Equal(p.key(0), first):
		return fmt.Errorf("it begins with another key than the branch above it says")
	}
	return nil
}

// meta is a meta page.
type meta struct {
	pageSize int
	root     uint64
	freelist uint64
	high     uint64 // the first page that was never used
	tx       uint64
}

// parseMeta reads the meta page that b begins with. magic tells whether it
// looks like one at all, err what is wrong with it.
func parseMeta(b []byte) (m meta, magic bool, err error) {
	if len(b) < pageHeader+metaSize {
		return meta{}, false, fmt.Errorf("it is cut off")
	}
	b = b[pageHeader : pageHeader+metaSize]
	if native.Uint32(b) != metaMagic {
		return meta{}, false, fmt.Errorf("it has no bbolt header")
	}
	if v := native.Uint32(b[4:]); v != metaVersion {
		return meta{}, true, fmt.Errorf("it has bbolt format %d, not %d", v, metaVersion)
	}
	h := fnv.New64a()
	h.Write(b[:metaSize-8])
	if h.Sum64() != native.Uint64(b[metaSize-8:]) {
		return meta{}, true, fmt.Errorf("its checksum is wrong")
	}
	m = metaFields(b)
	if m.pageSize < minPageSize || m.pageSize > maxPageSize || m.pageSize&(m.pageSize-1) != 0 {
		return meta{}, true, fmt.Errorf("its page size is %d", m.pageSize)
	}
	return m, true, nil
}

// metaFields reads the fields of a meta, whether or not they make sense.
func metaFields(b []byte) meta {
	return meta{
		pageSize: int(native.Uint32(b[8:])),
		root:     native.Uint64(b[16:]),
		freelist: native.Uint64(b[32:]),
		high:     native.Uint64(b[40:]),
		tx:       native.Uint64(b[48:]),
	}
}
