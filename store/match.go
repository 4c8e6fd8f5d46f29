package store

import (
	"reflect"
	"unsafe"
)

// matcher finds for each document of a slice the entry of the old list that it
// was. Every entry is found for one document only: a value is named once, so
// that it can be dropped with the entry.
type matcher struct {
	old  *list
	docs reflect.Value
	used []bool // entries that were found
	byID map[string][]int
	ptrs map[unsafe.Pointer]int // made when the first document has moved
}

func newMatcher(old *list, docs reflect.Value) *matcher {
	m := &matcher{old: old, docs: docs, used: make([]bool, len(old.items))}
	for i := range min(len(old.items), docs.Len()) {
		m.used[i] = old.items[i].ptr == docs.Index(i).UnsafePointer()
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
