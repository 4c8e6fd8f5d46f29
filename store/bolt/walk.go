package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"parley/store/kv"
)

// walker goes through the tree of a file that may be damaged, in key order,
// and takes what is whole. It reads every page once, whatever the pages say,
// so it comes to an end.
type walker struct {
	src  *stored
	seen []uint64 // a bit for each page that is part of the tree

	// entry gets every entry that is whole, in ascending order.
	entry func(key, stored []byte)
	// lost gets every range in which entries are missing, and why.
	lost func(gap)

	last     []byte          // key of the last entry
	open     *gap            // a gap whose end is not known yet
	badPages []uint64        // pages that could not be read or not wholly
	badKeys  [][]byte        // keys of entries that are there but not whole; nil where the key is lost too
	suspect  map[uint64]bool // pages of the tree with something wrong in them
}

// gap is a range of keys, from ≤ key < to, in which entries are missing; nil
// is the beginning or the end.
type gap struct {
	from, to []byte
	err      error
}

func (g gap) contains(key []byte) bool {
	return bytes.Compare(key, g.from) >= 0 && (g.to == nil || bytes.Compare(key, g.to) < 0)
}

func newWalker(src *stored) *walker {
	return &walker{src: src, seen: make([]uint64, src.high/64+1), suspect: map[uint64]bool{}}
}

// walk goes through the bucket of the tree of buckets that begins at page root.
func (w *walker) walk(root uint64) {
	p, err := w.read(root)
	if err == nil && p.leaf() {
		err = w.bucket(p)
	} else if err == nil {
		// So many buckets that their tree has branches: none of ours.
		err = fmt.Errorf("%w: page %d: the list of buckets is not a leaf", kv.ErrCorrupt, root)
	}
	if err != nil {
		w.suspect[root] = true
		w.badPages = append(w.badPages, root)
		w.open = &gap{err: err}
	}
	w.flush(nil)
}

// bucket finds the bucket's entry in the list of buckets and walks it.
func (w *walker) bucket(p page) error {
	for i := range p.count() {
		if !p.inBounds(i) {
			break
		}
		key, value, flags := p.leafAt(i)
		if !bytes.Equal(key, bucketName) || flags&bucketElement == 0 || len(value) < bucketHeader {
			continue
		}
		if root := native.Uint64(value); root != 0 {
			w.page(root, gap{}, nil, 0)
			return nil
		}
		if inline := page(value[bucketHeader:]); len(inline) >= pageHeader && inline.leaf() {
			w.leaf(inline, gap{})
			if w.suspect[inline.id()] {
				w.suspect[p.id()] = true // where it lies
			}
			return nil
		}
	}
	return fmt.Errorf("%w: the bucket %q is not to be found", kv.ErrCorrupt, bucketName)
}

// read reads a page and marks it and its overflow pages as seen; it fails when
// one of them was seen before.
func (w *walker) read(id uint64) (page, error) {
	p, err := w.src.raw(id)
	if err != nil {
		return nil, err
	}
	if p.flags() != flagLeaf && p.flags() != flagBranch {
		return nil, damagedPage(id, fmt.Errorf("flags %#x are neither leaf nor branch", p.flags()))
	}
	for i := id; i <= id+p.overflow(); i++ {
		if w.has(i) {
			return nil, damagedPage(i, errors.New("it is used twice"))
		}
	}
	for i := id; i <= id+p.overflow(); i++ {
		w.seen[i/64] |= 1 << (i % 64)
	}
	return p, nil
}

func (w *walker) has(id uint64) bool { return w.seen[id/64]&(1<<(id%64)) != 0 }

// page walks the part of the tree below page id, whose keys lie within and
// begin with first.
func (w *walker) page(id uint64, within gap, first []byte, depth int) {
	p, err := w.read(id)
	if err == nil && depth == maxDepth {
		err = damagedPage(id, errors.New("the tree is too deep"))
	}
	if err != nil {
		w.badPages = append(w.badPages, id)
		w.gap(within.from, err)
		return
	}
	if err = p.check(w.src.high, w.src.pageSize); err == nil {
		err = p.checkFirst(first)
	}
	if err != nil { // its elements may be good all the same
		w.suspect[id] = true
		w.gap(within.from, damagedPage(id, err))
	}
	if p.leaf() {
		w.leaf(p, within)
	} else {
		w.branch(p, within, depth)
	}
	if err != nil { // and some may be out of sight
		w.gap(within.from, damagedPage(id, err))
	}
}

// branch walks the children of p, as far as they and their order make sense.
func (w *walker) branch(p page, within gap, depth int) {
	type child struct {
		key []byte
		id  uint64
		bad error // what is wrong before the next child
	}
	children := []child{{key: within.from}} // a place for what is wrong before the first
	for i := range p.count() {
		last := &children[len(children)-1]
		if !p.inBounds(i) {
			last.bad = damagedPage(p.id(), fmt.Errorf("child %d of %d is out of bounds", i, p.count()))
			continue
		}
		key, id := p.branchAt(i)
		if !within.contains(key) || bytes.Compare(key, last.key) < 0 || len(key) == 0 ||
			(last.id != 0 && bytes.Equal(key, last.key)) {
			last.bad = damagedPage(p.id(), fmt.Errorf("child %d of %d is out of order", i, p.count()))
			continue
		}
		children = append(children, child{key: key, id: id})
	}
	if p.count() == 0 {
		children[0].bad = damagedPage(p.id(), errors.New("a branch without children"))
	}
	for i, c := range children {
		end := within.to
		if i+1 < len(children) {
			end = children[i+1].key
		}
		if c.id != 0 {
			w.page(c.id, gap{from: c.key, to: end}, c.key, depth+1)
		}
		if c.bad != nil {
			w.badPages = append(w.badPages, p.id())
			w.gap(c.key, c.bad)
		}
	}
}

// leaf takes the entries of p.
func (w *walker) leaf(p page, within gap) {
	for i := range elements(p) {
		if err := w.element(p, i, within); err != nil {
			w.suspect[p.id()] = true
			w.gap(within.from, err)
		}
	}
}

func (w *walker) element(p page, i int, within gap) error {
	if !p.inBounds(i) {
		w.badKeys = append(w.badKeys, nil)
		return damagedPage(p.id(), fmt.Errorf("entry %d of %d is out of bounds", i, p.count()))
	}
	key, value, flags := p.leafAt(i)
	if _, _, ok := unseal(key, value); !ok || len(key) == 0 {
		w.badKeys = append(w.badKeys, bytes.Clone(key))
		return damagedEntry(key)
	}
	if flags != 0 || !within.contains(key) || (w.last != nil && bytes.Compare(key, w.last) <= 0) {
		w.badKeys = append(w.badKeys, bytes.Clone(key))
		return damagedPage(p.id(), fmt.Errorf("entry %d of %d is out of order", i, p.count()))
	}
	w.flush(key)
	w.entry(key, value)
	w.last = append(w.last[:0], key...)
	return nil
}

// gap notes that entries are missing after the last one, and not below from.
func (w *walker) gap(from []byte, err error) {
	if w.open != nil {
		return // one range, told once
	}
	if w.last != nil && bytes.Compare(from, w.last) <= 0 {
		from = append(bytes.Clone(w.last), 0)
	}
	w.open = &gap{from: bytes.Clone(from), err: err}
}

// flush ends an open gap at key, the next one that is there.
func (w *walker) flush(key []byte) {
	if w.open == nil {
		return
	}
	w.open.to = bytes.Clone(key)
	w.lost(*w.open)
	w.open = nil
}

// gaps is a list of gaps in ascending order.
type gaps []gap

// contains reports whether key lies in one of them.
func (gs gaps) contains(key []byte) bool {
	i, found := slices.BinarySearchFunc(gs, key, func(g gap, key []byte) int { return bytes.Compare(g.from, key) })
	if found {
		return true
	}
	return i > 0 && gs[i-1].contains(key)
}
