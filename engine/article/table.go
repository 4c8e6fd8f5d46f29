package article

import (
	"slices"
	"unicode/utf8"
)

// shards is in how many parts a table is kept: a change copies those it touches.
const shards = 256

// keyed is what a table holds.
type keyed interface{ key() string }

// table is a set by key, shared between indexes shard by shard. Each shard is
// sorted by key.
type table[T keyed] struct {
	shard [shards][]T
	own   ownership // shards that nobody shares
}

type ownership [shards]bool

func shardOf(key string) int {
	h := uint32(2166136261)
	for i := range len(key) {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return int((h ^ h>>16) % shards)
}

func (t *table[T]) find(key string) (shard, at int, ok bool) {
	shard = shardOf(key)
	list := t.shard[shard]
	end := len(list)
	for at < end {
		if middle := (at + end) / 2; list[middle].key() < key {
			at = middle + 1
		} else {
			end = middle
		}
	}
	return shard, at, at < len(list) && list[at].key() == key
}

func (t *table[T]) get(key string) (v T, ok bool) {
	shard, at, ok := t.find(key)
	if ok {
		v = t.shard[shard][at]
	}
	return v, ok
}

// mine makes a shard one's own.
func (t *table[T]) mine(shard int) {
	if !t.own[shard] {
		t.shard[shard] = slices.Clone(t.shard[shard])
		t.own[shard] = true
	}
}

func (t *table[T]) put(v T) {
	shard, at, ok := t.find(v.key())
	t.mine(shard)
	if ok {
		t.shard[shard][at] = v
	} else {
		t.shard[shard] = slices.Insert(t.shard[shard], at, v)
	}
}

func (t *table[T]) delete(key string) {
	shard, at, ok := t.find(key)
	if ok {
		t.mine(shard)
		t.shard[shard] = slices.Delete(t.shard[shard], at, at+1)
	}
}

// letters has a bit for each letter of a word, so that most words can be told
// apart without comparing them.
func letters(w string) uint32 {
	var out uint32
	for _, r := range w {
		out |= 1 << (uint32(r) % 32)
	}
	return out
}

// runes counts a word's characters, 255 at most.
func runes(w string) uint8 { return uint8(min(utf8.RuneCountInString(w), 255)) }
