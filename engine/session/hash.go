package session

import (
	"hash/fnv"
	"math"

	"parley/engine/model"
)

// Hash is a fingerprint of the state: equal states of one program have equal
// hashes, whatever way led to them.
func (s *Session) Hash() uint64 {
	h := hasher{fnv.New64a(), [8]byte{}}
	h.number(uint64(s.at))
	h.number(uint64(s.pageAt))
	h.number(uint64(s.dialog)<<32 | uint64(uint32(s.pc)))
	h.number(uint64(s.seq)<<32 | uint64(uint32(s.turns)))
	flags := uint64(s.tries)<<16 | uint64(s.status)<<8
	if s.waits {
		flags |= 1
	}
	if s.done {
		flags |= 2
	}
	for i, on := range []bool{s.recording, s.offered, s.dismissed, s.attended, s.choosing} {
		if on {
			flags |= 1 << (24 + i)
		}
	}
	h.number(uint64(s.since))
	h.number(uint64(s.handed))
	flags |= uint64(s.reminded)<<48 | uint64(s.rating)<<56
	h.number(flags | uint64(s.asked)<<32)
	if s.effect != nil {
		h.number(s.effect.Key)
		h.number(uint64(s.budget))
	}
	for _, m := range s.said {
		h.text(string(m.From))
		h.text(m.Text)
	}
	h.number(uint64(len(s.path)))
	for _, d := range s.path {
		h.number(uint64(d))
	}
	h.known(s)
	return h.Sum64()
}

// Situation is a fingerprint of what decides how the conversation can go on:
// where it stands, what is known and its status, but neither the way that led
// there nor the time.
func (s *Session) Situation() uint64 {
	h := hasher{fnv.New64a(), [8]byte{}}
	h.number(uint64(s.dialog)<<32 | uint64(uint32(s.pc)))
	h.number(uint64(s.tries)<<16 | uint64(s.status)<<8)
	h.known(s)
	return h.Sum64()
}

// known adds what can be chosen, the opened levels of a list and what is known.
func (h *hasher) known(s *Session) {
	if s.found != nil {
		h.text(string(s.found.Language))
		for i := range s.found.Objects {
			h.text(s.found.Objects[i].ID)
		}
		for i := range s.found.Articles {
			h.text(s.found.Articles[i].ID)
		}
	}
	h.number(uint64(len(s.levels)))
	for _, l := range s.levels {
		h.number(uint64(l))
	}
	h.number(uint64(len(s.vars)))
	for _, v := range s.vars {
		h.variable(v)
	}
}

type hasher struct {
	hash64
	buf [8]byte
}

type hash64 interface {
	Write([]byte) (int, error)
	Sum64() uint64
}

func (h *hasher) number(n uint64) {
	for i := range h.buf {
		h.buf[i] = byte(n >> (8 * i))
	}
	h.Write(h.buf[:])
}

func (h *hasher) text(s string) {
	h.number(uint64(len(s)))
	h.Write([]byte(s))
}

func (h *hasher) variable(v variable) {
	n := uint64(v.slot) << 8
	if v.collected {
		n |= 1
	}
	if v.unverified {
		n |= 2
	}
	h.number(n | uint64(v.value.Kind())<<32)
	switch v.value.Kind() {
	case model.NumberValue:
		h.number(math.Float64bits(v.value.Number()))
	case model.ListValue:
		h.number(uint64(len(v.value.List())))
		for _, item := range v.value.List() {
			h.text(item)
		}
	default:
		h.text(v.value.String())
	}
}
