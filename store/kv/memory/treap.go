package memory

import (
	"bytes"
	"hash/fnv"
)

// node is a treap: a search tree by key and a heap by priority, which keeps it
// about as deep as the logarithm of its size. The priority is a hash of the
// key, so the same keys always make the same tree. Nodes are never changed
// once made; nil is the empty tree.
type node struct {
	key, value  []byte
	priority    uint64
	left, right *node
}

func (n *node) get(key []byte) ([]byte, bool) {
	for n != nil {
		switch c := bytes.Compare(key, n.key); {
		case c == 0:
			return n.value, true
		case c < 0:
			n = n.left
		default:
			n = n.right
		}
	}
	return nil, false
}

func (n *node) put(key, value []byte) *node {
	h := fnv.New64a()
	h.Write(key)
	less, _, greater := n.split(key)
	return join(join(less, &node{key: key, value: value, priority: h.Sum64()}), greater)
}

func (n *node) remove(key []byte) *node {
	less, found, greater := n.split(key)
	if found == nil {
		return n
	}
	return join(less, greater)
}

// split returns the tree of the keys below key, the node of key itself if
// there is one, and the tree of those above.
func (n *node) split(key []byte) (less, found, greater *node) {
	if n == nil {
		return nil, nil, nil
	}
	switch c := bytes.Compare(key, n.key); {
	case c == 0:
		return n.left, n, n.right
	case c < 0:
		less, found, greater = n.left.split(key)
		return less, found, n.with(greater, n.right)
	default:
		less, found, greater = n.right.split(key)
		return n.with(n.left, less), found, greater
	}
}

// with returns a copy of n with other children.
func (n *node) with(left, right *node) *node {
	return &node{key: n.key, value: n.value, priority: n.priority, left: left, right: right}
}

// join makes one tree of two, every key of a being below every key of b.
func join(a, b *node) *node {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.priority > b.priority:
		return a.with(a.left, join(a.right, b))
	default:
		return b.with(join(a, b.left), b.right)
	}
}

// ascend calls visit for the nodes with from ≤ key < to in order until it
// returns false; so does ascend then.
func (n *node) ascend(from, to []byte, visit func(*node) bool) bool {
	if n == nil {
		return true
	}
	if bytes.Compare(n.key, from) < 0 {
		return n.right.ascend(from, to, visit)
	}
	if to != nil && bytes.Compare(n.key, to) >= 0 {
		return n.left.ascend(from, to, visit)
	}
	return n.left.ascend(from, to, visit) && visit(n) && n.right.ascend(from, to, visit)
}

// descend is ascend in descending order.
func (n *node) descend(from, to []byte, visit func(*node) bool) bool {
	if n == nil {
		return true
	}
	if bytes.Compare(n.key, from) < 0 {
		return n.right.descend(from, to, visit)
	}
	if to != nil && bytes.Compare(n.key, to) >= 0 {
		return n.left.descend(from, to, visit)
	}
	return n.right.descend(from, to, visit) && visit(n) && n.left.descend(from, to, visit)
}
