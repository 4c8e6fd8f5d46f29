package store

import (
	"crypto/sha256"
	"encoding/binary"
	"hash/fnv"
	"sync"
	"unsafe"

	"parley/store/kv"
)

// A list of entries is kept as a tree whose leaves are the entries. Each level
// is cut into nodes after entries that the hash of their ids chooses, so where
// it is cut does not depend on how the list came about, and a change moves no
// cuts but its own. A level of at most `inline` entries is the top and stands
// in what names the list.
const (
	cutBits   = 4  // a node has about 2^cutBits entries
	minNode   = 4  // entries of a node that is not the last of its level
	maxNode   = 64 // entries of any node
	maxLevels = 12 // of a tree that is read; more is damage
)

// item is one entry of a list as it is saved. It is never changed once its
// list is built: lists share the entries they have in common.
type item struct {
	ptr unsafe.Pointer // the document's value, to know it again; keeps it alive
	id  string
	ref ref
	cut uint32 // hash of the id

	// What else is known, each of some lists only.
	reach *reach       // of dialogs and documents
	sub   *assistant   // of assistants
	pub   *publication // of publications
}

// node is an entry of an upper level: the entries it holds of the level below.
type node struct {
	first, n int
	cut      uint32
	ref      ref
}

// list is a saved list: its entries and the levels above them.
type list struct {
	items  []*item
	levels [][]node
	inline int // most entries of the top

	index sync.Once // guards the making of byID
	byID  map[string][]int
}

// find returns the places of the entries with the id.
func (l *list) find(id string) []int {
	if len(l.items) <= 16 { // not worth an index
		var found []int
		for i := range l.items {
			if l.items[i].id == id {
				found = append(found, i)
			}
		}
		return found
	}
	l.index.Do(func() {
		l.byID = make(map[string][]int, len(l.items))
		for i := range l.items {
			l.byID[l.items[i].id] = append(l.byID[l.items[i].id], i)
		}
	})
	return l.byID[id]
}

func cutOf(id string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	x := h.Sum32()
	x ^= x >> 16 // spread: the low bits choose
	x *= 0x7feb352d
	return x ^ x>>15
}

// build makes the levels above the items and writes the nodes that old, the
// list before the change, does not have.
func (l *list) build(b *batch, old *list, drop func(ref)) error {
	l.levels = nil
	count := len(l.items)
	defer func() {
		for at := len(l.levels); at < len(old.levels); at++ {
			for _, n := range old.levels[at] {
				drop(n.ref)
			}
		}
	}()
	for level := 0; count > l.inline; level++ {
		var before []node
		if level < len(old.levels) {
			before = old.levels[level]
		}
		nodes, err := l.level(b, level, count, old, before, drop)
		if err != nil {
			return err
		}
		l.levels = append(l.levels, nodes)
		if len(nodes) == 1 {
			break
		}
		count = len(nodes)
	}
	return nil
}

// level cuts count entries of a level into nodes. before are the nodes that the
// old list has of the level.
func (l *list) level(b *batch, level, count int, old *list, before []node, drop func(ref)) ([]node, error) {
	m := nodeMatcher{list: l, old: old, level: level, count: count, nodes: before, used: make([]bool, len(before))}
	nodes := make([]node, 0, max(len(before)+1, count>>cutBits))
	for first := 0; first < count; {
		if same := m.find(first); same != nil {
			nodes = append(nodes, node{first: first, n: same.n, cut: same.cut, ref: same.ref})
			first += same.n
			continue
		}
		n := l.cut(level, first, count)
		made := node{first: first, n: n, cut: l.cutAt(level, first+n-1)}
		var err error
		if made.ref, err = b.put(l.encode(level, made)); err != nil {
			return nil, err
		}
		nodes = append(nodes, made)
		first += n
	}
	for i, used := range m.used {
		if !used {
			drop(before[i].ref)
		}
	}
	return nodes, nil
}

// ends reports whether the entry that is the n-th of a node is its last, not
// counting the end of the level.
func ends(level, n int, cut uint32) bool {
	return n >= maxNode || n >= minNode && cut>>(cutBits*level)&(1<<cutBits-1) == 0
}

// cut returns how many entries from first on make a node.
func (l *list) cut(level, first, count int) int {
	n := 1
	for first+n < count && !ends(level, n, l.cutAt(level, first+n-1)) {
		n++
	}
	return n
}

func (l *list) cutAt(level, i int) uint32 {
	if level == 0 {
		return l.items[i].cut
	}
	return l.levels[level-1][i].cut
}

func (l *list) entry(level, i int) ref {
	if level == 0 {
		return l.items[i].ref
	}
	return l.levels[level-1][i].ref
}

// encode writes a node and its content hash, which does not depend on where
// the values lie.
func (l *list) encode(level int, n node) ([]byte, Hash) {
	data := make([]byte, 0, n.n*56+8)
	data = append(data, revision)
	data = binary.AppendUvarint(data, uint64(n.n))
	for i := n.first; i < n.first+n.n; i++ {
		if level == 0 {
			data = appendBytes(data, l.items[i].id)
		}
		data = appendRef(data, l.entry(level, i))
	}
	return data, l.sum(level, n.first, n.n)
}

// sum is the content hash of n entries of a level.
func (l *list) sum(level, first, n int) (sum Hash) {
	h := sha256.New()
	var buf [10]byte
	_, _ = h.Write(binary.AppendUvarint(buf[:0], uint64(level)))
	for i := first; i < first+n; i++ {
		if level == 0 {
			id := l.items[i].id
			_, _ = h.Write(binary.AppendUvarint(buf[:0], uint64(len(id))))
			_, _ = h.Write([]byte(id))
		}
		hash := l.entry(level, i).hash
		_, _ = h.Write(hash[:])
	}
	h.Sum(sum[:0])
	return sum
}

// top returns the level that stands in what names the list, and its length.
func (l *list) top() (level, n int) {
	level = len(l.levels)
	if level == 0 {
		return 0, len(l.items)
	}
	return level, len(l.levels[level-1])
}

// hash is the content hash of the whole list.
func (l *list) hash() Hash {
	level, n := l.top()
	return l.sum(level, 0, n)
}

// appendTop appends what names the list: level, entries.
func (l *list) appendTop(data []byte) []byte {
	level, n := l.top()
	data = binary.AppendUvarint(data, uint64(level))
	data = binary.AppendUvarint(data, uint64(n))
	for i := range n {
		if level == 0 {
			data = appendBytes(data, l.items[i].id)
		}
		data = appendRef(data, l.entry(level, i))
	}
	return data
}

// readList reads a list from what appendTop wrote, and its nodes.
func readList(r kv.Reader, s *scanner, inline int) (*list, error) {
	level := s.count()
	if level > maxLevels {
		s.fail()
	}
	l := &list{inline: inline, levels: make([][]node, level)}
	return l, l.readEntries(r, s, level)
}

// readEntries reads the entries of one node, and everything below them.
func (l *list) readEntries(r kv.Reader, s *scanner, level int) error {
	n := s.count()
	for range n {
		if level == 0 {
			id := s.string()
			l.items = append(l.items, &item{id: id, ref: s.ref(), cut: cutOf(id)})
			continue
		}
		made := node{first: len(l.items), ref: s.ref()}
		if level > 1 {
			made.first = len(l.levels[level-2])
		}
		if s.bad {
			break
		}
		data, err := getValue(r, made.ref.at)
		if err != nil {
			return err
		}
		below, err := scan(data)
		if err != nil {
			return err
		}
		if err := l.readEntries(r, below, level-1); err != nil {
			return err
		}
		if err := below.end("a node of a list"); err != nil {
			return err
		}
		last := len(l.items) - 1
		if level > 1 {
			last = len(l.levels[level-2]) - 1
		}
		if made.n = last + 1 - made.first; made.n > 0 {
			made.cut = l.cutAt(level-1, last)
		}
		l.levels[level-1] = append(l.levels[level-1], made)
	}
	return nil
}
