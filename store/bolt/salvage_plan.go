package bolt

import "os"

// plan is how to read a damaged file: which tree to walk and what else to
// believe.
type plan struct {
	pageSize int
	main     *root  // the tree to walk, nil if there is none
	older    *root  // the tree of the commit before, nil if it is not whole
	newer    uint64 // entries from this commit on count wherever they are; 0 is none

	missing gaps            // what the main tree has lost
	unknown gaps            // what of that the older tree has lost too
	known   map[string]bool // keys in missing that the older tree has
}

// root is one of the two trees a file can have.
type root struct {
	meta
	src    *stored
	valid  bool   // its meta page is whole
	whole  bool   // its tree is whole
	commit uint64 // the newest entry in it
	keys   int
}

// plan tries both trees. A damaged meta page can still lead to a whole tree,
// and that may be the newest one.
func (s *salvage) plan() *plan {
	ms := readMetas(s.file)
	for _, err := range ms.damage {
		s.problem(err)
	}
	p := &plan{pageSize: os.Getpagesize(), known: map[string]bool{}}
	if len(ms.valid) > 0 {
		p.pageSize = ms.valid[0].pageSize
	}
	if len(ms.valid) == 2 {
		p.main, p.older = s.try(ms.valid[0], p, true), s.try(ms.valid[1], p, true)
		if !p.older.whole {
			p.older = nil
		}
		return p
	}
	var other *root
	for slot := range 2 {
		buf := make([]byte, pageHeader+metaSize)
		if n, _ := s.file.ReadAt(buf, int64(slot*p.pageSize)); n < len(buf) {
			continue
		}
		m, valid := mend(buf)
		r := s.try(m, p, valid)
		switch {
		case p.main != nil && p.main.valid && (!valid || m.tx < p.main.tx):
			other = r
		case valid || (r.whole && r.keys > 0 && (p.main == nil || r.commit > p.main.commit)):
			p.main, other = r, p.main
		default:
			other = r
		}
	}
	if p.main != nil && other != nil && p.main.valid {
		p.weigh(other)
	}
	return p
}

// weigh decides what to believe of a tree whose meta page is damaged while the
// other is valid. Whole and newer than that, it is the one to take. Broken and
// not known to be the older one, its entries are found by their commit.
func (p *plan) weigh(other *root) {
	newer := other.tx == p.main.tx+1 || other.commit > p.main.tx
	switch {
	case other.whole && other.keys > 0 && newer:
		p.main, p.older = other, p.main
		if !p.older.whole {
			p.older = nil
		}
	case other.tx == p.main.tx-1:
		if other.whole {
			p.older = other
		}
	default:
		p.newer = p.main.tx + 1
	}
}

// mend returns the meta in the page that b begins with, and whether it is
// certain: as its checksum says, or with the one bit turned that makes it so.
func mend(b []byte) (m meta, certain bool) {
	if m, _, err := parseMeta(b); err == nil {
		return m, true
	}
	for bit := range metaSize * 8 {
		at, mask := pageHeader+bit/8, byte(1)<<(bit%8)
		b[at] ^= mask
		if m, _, err := parseMeta(b); err == nil {
			return m, true
		}
		b[at] ^= mask
	}
	return metaFields(b[pageHeader:]), false
}

// try walks a tree to learn whether it is whole.
func (s *salvage) try(m meta, p *plan, valid bool) *root {
	m.pageSize = p.pageSize
	pages := max(uint64(s.size)/uint64(p.pageSize)+1, 3)
	if !valid || m.high > pages {
		m.high = pages
	}
	r := &root{meta: m, valid: valid, whole: true}
	r.src = &stored{file: s.file, size: s.size, pageSize: p.pageSize, high: m.high}
	w := newWalker(r.src)
	w.entry = func(key, stored []byte) {
		_, commit, _ := unseal(key, stored)
		r.commit = max(r.commit, commit)
		r.keys++
	}
	w.lost = func(gap) { r.whole = false }
	w.walk(m.root)
	return r
}

// findKnown notes which of the missing keys the older tree has.
func (p *plan) findKnown() {
	if p.older == nil {
		p.unknown = p.missing
		return
	}
	w := newWalker(p.older.src)
	w.entry = func(key, _ []byte) {
		if p.missing.contains(key) {
			p.known[string(key)] = true
		}
	}
	w.lost = func(g gap) { p.unknown = append(p.unknown, g) }
	w.walk(p.older.root)
}

// believes reports whether an entry that no tree leads to belongs into the new
// file.
func (p *plan) believes(key []byte, commit uint64) bool {
	if p.newer > 0 && commit >= p.newer {
		return true
	}
	if !p.missing.contains(key) {
		return false
	}
	return p.unknown.contains(key) || p.known[string(key)] || (p.older != nil && commit > p.older.tx)
}
