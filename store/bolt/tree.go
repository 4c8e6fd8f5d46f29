package bolt

import (
	"bytes"
	"fmt"
	"sync/atomic"

	"parley/store/kv"
)

// maxDepth is far more levels than a tree can have; one that is deeper runs in
// a circle.
const maxDepth = 32

// source hands out the pages of a file.
type source interface {
	// page returns page id with its overflow pages, checked. first is the
	// key it has to begin with, nil for a root.
	page(id uint64, first []byte) (page, error)
}

// mapped is the pages of a file in memory, as bbolt has mapped it.
type mapped struct {
	data     []byte
	pageSize int
	checked  *bitset // pages that need no second check
}

// page implements source. Reading a page that the disk cannot deliver faults:
// callers guard against that (see guard).
func (m *mapped) page(id uint64, first []byte) (page, error) {
	high := uint64(len(m.data) / m.pageSize)
	if id < 2 || id >= high {
		return nil, damagedPage(id, fmt.Errorf("the file has pages 2 to %d", high-1))
	}
	p := page(m.data[id*uint64(m.pageSize):])
	if p.id() != id || p.overflow() >= high-id {
		return nil, damagedPage(id, fmt.Errorf("its header is wrong"))
	}
	p = p[:(p.overflow()+1)*uint64(m.pageSize)]
	if !m.checked.has(id) {
		if err := p.check(high, m.pageSize); err != nil {
			return nil, damagedPage(id, err)
		}
		if err := p.checkEntries(); err != nil {
			return nil, err
		}
		m.checked.add(id)
	}
	if err := p.checkFirst(first); err != nil { // every time: the way here may be another
		return nil, damagedPage(id, err)
	}
	return p, nil
}

func damagedPage(id uint64, err error) error {
	return fmt.Errorf("%w: page %d: %w", kv.ErrCorrupt, id, err)
}

// bitset remembers which of the pages that were there at opening have been
// checked. Pages after them were written by this process and need no check.
type bitset struct {
	words []atomic.Uint64
}

func newBitset(n uint64) *bitset {
	return &bitset{words: make([]atomic.Uint64, n/64+1)}
}

func (b *bitset) has(i uint64) bool {
	return i/64 >= uint64(len(b.words)) || b.words[i/64].Load()&(1<<(i%64)) != 0
}

func (b *bitset) add(i uint64) {
	if i/64 < uint64(len(b.words)) {
		b.words[i/64].Or(1 << (i % 64))
	}
}

// tree is the bucket of one commit: a root page, or the page itself when it is
// so small that bbolt keeps it inside the bucket's own entry.
type tree struct {
	src    source
	root   uint64
	inline page
}

// openTree finds the bucket in the tree of buckets that begins at page root.
// ok is false when there is none.
func openTree(src source, root uint64, high uint64) (t tree, ok bool, err error) {
	var found []byte
	c := cursor{tree: tree{src: src, root: root}}
	if err := c.seek(bucketName); err != nil {
		return tree{}, false, err
	}
	key, value, flags, ok := c.at()
	if !ok || !bytes.Equal(key, bucketName) || flags&bucketElement == 0 {
		if resembles(c.stack[c.depth-1].page) {
			return tree{}, false, fmt.Errorf("%w: the name of the bucket %q", kv.ErrCorrupt, bucketName)
		}
		return tree{}, false, nil
	}
	found = value
	if len(found) < bucketHeader {
		return tree{}, false, fmt.Errorf("%w: the bucket's entry is cut off", kv.ErrCorrupt)
	}
	t = tree{src: src, root: native.Uint64(found)}
	if t.root != 0 {
		return t, true, nil
	}
	t.inline = page(found[bucketHeader:])
	if len(t.inline) < pageHeader || !t.inline.leaf() {
		return tree{}, false, fmt.Errorf("%w: the bucket's entry is cut off", kv.ErrCorrupt)
	}
	if err := t.inline.check(high, 0); err != nil {
		return tree{}, false, fmt.Errorf("%w: the bucket's entry: %w", kv.ErrCorrupt, err)
	}
	return t, true, t.inline.checkEntries()
}

// resembles reports whether a list of buckets without ours has had it: its
// name is there as something else, or with one wrong letter.
func resembles(p page) bool {
	if bytes.Contains(p, bucketName) {
		return true
	}
	for i := range p.count() {
		key, same := p.key(i), 0
		for j := 0; j < len(key) && len(key) == len(bucketName); j++ {
			if key[j] == bucketName[j] {
				same++
			}
		}
		if same == len(bucketName)-1 {
			return true
		}
	}
	return false
}

// get returns the value of key as it is stored, with its trailer.
func (t tree) get(key []byte) (stored []byte, ok bool, err error) {
	c := cursor{tree: t}
	if err := c.seek(key); err != nil {
		return nil, false, err
	}
	k, v, flags, ok := c.at()
	if !ok {
		return nil, false, c.neighbour()
	}
	if !bytes.Equal(k, key) {
		return nil, false, nil
	}
	if flags != 0 {
		return nil, false, damagedEntry(key)
	}
	return v, true, nil
}

// neighbour checks the leaf after the one whose end the cursor is on. A branch
// key that was damaged upwards leads to that end instead of into the next
// leaf, and shows there: the leaf begins with another key.
func (c *cursor) neighbour() error {
	next := *c
	_, err := next.forward()
	return err
}

// frame is a page on the way from the root and the element taken in it.
type frame struct {
	page  page
	index int
}

// cursor is a place between or on the entries of a tree.
type cursor struct {
	tree  tree
	stack [maxDepth]frame
	depth int // frames in use; the last is a leaf
}

// at returns the entry under the cursor; ok is false at the end of its leaf.
func (c *cursor) at() (key, value []byte, flags uint32, ok bool) {
	if c.depth == 0 {
		return nil, nil, 0, false
	}
	f := &c.stack[c.depth-1]
	if f.index < 0 || f.index >= f.page.count() {
		return nil, nil, 0, false
	}
	key, value, flags = f.page.leafAt(f.index)
	return key, value, flags, true
}

// push puts page id, which begins with first, on the stack.
func (c *cursor) push(id uint64, first []byte) (*frame, error) {
	if c.depth == maxDepth {
		return nil, damagedPage(id, fmt.Errorf("the tree runs in a circle"))
	}
	p := c.tree.inline
	if c.depth > 0 || p == nil {
		var err error
		if p, err = c.tree.src.page(id, first); err != nil {
			return nil, err
		}
	}
	c.stack[c.depth] = frame{page: p}
	c.depth++
	return &c.stack[c.depth-1], nil
}

// seek goes to the first entry of the leaf where key belongs that is not below
// it, which may be the end of that leaf.
func (c *cursor) seek(key []byte) error {
	c.depth = 0
	id, first := c.tree.root, []byte(nil)
	for {
		f, err := c.push(id, first)
		if err != nil {
			return err
		}
		f.index = lowerBound(f.page, key)
		if f.page.leaf() {
			return nil
		}
		// The child before the first one that begins above key.
		if f.index == f.page.count() || (f.index > 0 && !bytes.Equal(f.page.key(f.index), key)) {
			f.index--
		}
		first, id = f.page.branchAt(f.index)
	}
}

// lowerBound returns the first element of p whose key is not below key.
func lowerBound(p page, key []byte) int {
	lo, hi := 0, p.count()
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if bytes.Compare(p.key(mid), key) < 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// forward leaves the cursor on an entry: the one it is on, or the next one when
// it is at the end of a leaf. ok is false at the end of the tree.
func (c *cursor) forward() (ok bool, err error) {
	for {
		if _, _, _, ok := c.at(); ok {
			return true, nil
		}
		c.depth--
		for c.depth > 0 && c.stack[c.depth-1].index+1 >= c.stack[c.depth-1].page.count() {
			c.depth--
		}
		if c.depth <= 0 {
			c.depth = 0
			return false, nil
		}
		c.stack[c.depth-1].index++
		if err := c.descend(false); err != nil {
			return false, err
		}
	}
}

// backward goes one entry back; ok is false at the beginning of the tree.
func (c *cursor) backward() (ok bool, err error) {
	for {
		if c.depth == 0 {
			return false, nil
		}
		f := &c.stack[c.depth-1]
		if f.index--; f.index >= 0 {
			if f.page.leaf() {
				return true, nil
			}
			if err := c.descend(true); err != nil {
				return false, err
			}
			continue
		}
		c.depth--
	}
}

// descend goes from the branch on top of the stack to a leaf: to the first
// entry below it, or past the last one.
func (c *cursor) descend(last bool) error {
	for {
		f := &c.stack[c.depth-1]
		first, id := f.page.branchAt(f.index)
		next, err := c.push(id, first)
		if err != nil {
			return err
		}
		if last {
			next.index = next.page.count()
		}
		if next.page.leaf() {
			return nil
		}
		if last {
			next.index--
		}
	}
}

// end goes past the last entry of the tree.
func (c *cursor) end() error {
	c.depth = 0
	f, err := c.push(c.tree.root, nil)
	if err != nil {
		return err
	}
	f.index = f.page.count()
	if f.page.leaf() {
		return nil
	}
	f.index--
	return c.descend(true)
}
