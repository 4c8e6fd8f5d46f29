package store

import (
	"slices"
	"unsafe"
)

// matcher finds for each document of a slice the entry of the old list that it
// was. Every entry is found for one document only: a value is named once, so
// that it can be dropped with the entry.
type matcher struct {
	old  *list
	used []bool // entries that were found
	byID map[string][]int
	ptrs map[unsafe.Pointer]int // made when the first document has moved
}

func newMatcher(old *list, docs []unsafe.Pointer) *matcher {
	m := &matcher{old: old, used: make([]bool, len(old.items))}
	for i, doc := range docs[:min(len(old.items), len(docs))] {
		m.used[i] = old.items[i].ptr == doc
	}
	return m
}

// same returns the entry that is the document at i itself, or -1.
func (m *matcher) same(i int, ptr unsafe.Pointer) int {
	if i < len(m.used) && m.old.items[i].ptr == ptr {
		return i
	}
	if m.ptrs == nil {
		m.ptrs = map[unsafe.Pointer]int{}
		for at := range m.old.items {
			if !m.used[at] {
				m.ptrs[m.old.items[at].ptr] = at
			}
		}
	}
	if at, ok := m.ptrs[ptr]; ok && !m.used[at] {
		m.used[at] = true
		return at
	}
	return -1
}

// like returns the entry that the document at i was before it was edited: one
// of the same id, or -1.
func (m *matcher) like(i int, id string) int {
	if i < len(m.used) && !m.used[i] && m.old.items[i].id == id {
		m.used[i] = true
		return i
	}
	if m.byID == nil {
		m.byID = map[string][]int{}
		for at := range m.old.items {
			if !m.used[at] {
				m.byID[m.old.items[at].id] = append(m.byID[m.old.items[at].id], at)
			}
		}
	}
	for _, at := range m.byID[id] {
		if !m.used[at] {
			m.used[at] = true
			return at
		}
	}
	return -1
}

// nodeMatcher finds the nodes of a level that hold what nodes of the old list
// hold.
type nodeMatcher struct {
	list, old    *list
	level, count int
	nodes        []node // of the old list
	used         []bool // nodes that were found
	next         int    // where the next one most probably is
	firsts       map[uint64]int
}

// find returns the old node that the entries from first on make again, or nil.
func (m *nodeMatcher) find(first int) *node {
	at := m.list.entry(m.level, first).at
	i := m.next
	if i >= len(m.nodes) || m.first(i) != at {
		if m.firsts == nil {
			m.firsts = make(map[uint64]int, len(m.nodes))
			for i := range m.nodes {
				m.firsts[m.first(i)] = i
			}
		}
		var ok bool
		if i, ok = m.firsts[at]; !ok {
			m.next++ // it was changed at its beginning
			return nil
		}
	}
	m.next = i + 1
	if m.used[i] || !m.same(first, &m.nodes[i]) {
		return nil
	}
	m.used[i] = true
	return &m.nodes[i]
}

// first is the first value that an old node names.
func (m *nodeMatcher) first(i int) uint64 { return m.old.entry(m.level, m.nodes[i].first).at }

// same reports whether the entries from first on are those of the old node o,
// and would be cut where it ends.
func (m *nodeMatcher) same(first int, o *node) bool {
	if first+o.n > m.count || first+o.n < m.count && !ends(m.level, o.n, o.cut) {
		return false
	}
	if m.level == 0 {
		return slices.Equal(m.list.items[first:first+o.n], m.old.items[o.first:o.first+o.n])
	}
	for i := range o.n {
		if m.list.entry(m.level, first+i).at != m.old.entry(m.level, o.first+i).at {
			return false
		}
	}
	return true
}
