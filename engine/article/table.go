package article

import (
	"slices"
)

// shards is in how many parts a table is kept: a change copies those it touches.
const shards = 256

// keyed is what a table holds.
type keyed interface{ key() string }

// table is a set by key that never changes, shared between indexes shard by
// shard. Each shard is sorted by key.
type table[T keyed] [shards][]T

// edits are changes to a table, shard by shard.
type edits[T keyed] [shards][]tableEdit[T]

type tableEdit[T keyed] struct {
	key  string
	v    T
	keep bool // else it is taken out
}

func (e *edits[T]) set(key string, v T, keep bool) {
	s := shardOf(key)
	e[s] = append(e[s], tableEdit[T]{key, v, keep})
}

// shardOf spreads keys over the shards, by FNV-1a.
func shardOf(key string) int {
	h := uint32(2166136261)
	for i := range len(key) {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return int((h ^ h>>16) % shards)
}

// find is where a key stands in a shard, or would.
func find[T keyed](shard []T, key string) (at int, ok bool) {
	end := len(shard)
	for at < end {
		if middle := (at + end) / 2; shard[middle].key() < key {
			at = middle + 1
		} else {
			end = middle
		}
	}
	return at, at < len(shard) && shard[at].key() == key
}

func (t *table[T]) get(key string) (v T, ok bool) {
	shard := t[shardOf(key)]
	at, ok := find(shard, key)
	if ok {
		v = shard[at]
	}
	return v, ok
}

// with returns the table with changes made to it.
func (t *table[T]) with(changes edits[T]) table[T] {
	out := *t
	for s, list := range changes {
		if len(list) == 0 {
			continue
		}
		shard := slices.Clone(t[s])
		for _, e := range list {
			at, ok := find(shard, e.key)
			switch {
			case ok && e.keep:
				shard[at] = e.v
			case ok:
				shard = slices.Delete(shard, at, at+1)
			case e.keep:
				shard = slices.Insert(shard, at, e.v)
			}
		}
		out[s] = shard
	}
	return out
}
