package store

import (
	"encoding/binary"
	"fmt"
	"math"

	"parley/store/kv"
)

// revision is the first byte of every value: how it is laid out.
const revision = 1

// appendBytes appends a length and the bytes.
func appendBytes[T ~string | ~[]byte](b []byte, s T) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

func appendRef(b []byte, r ref) []byte {
	b = binary.AppendUvarint(b, r.at)
	return append(b, r.hash[:]...)
}

func appendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

// scanner reads what the append functions wrote. After the first error every
// read returns zero.
type scanner struct {
	data []byte
	bad  bool
}

// scan begins to read a value, whose revision byte it checks.
func scan(data []byte) (*scanner, error) {
	if len(data) == 0 {
		return nil, damaged("it is empty")
	}
	if data[0] != revision {
		return nil, fmt.Errorf("read workspace: a value of layout %d is %w: use that version of parley", data[0], kv.ErrNewer)
	}
	return &scanner{data: data[1:]}, nil
}

func damaged(what string) error {
	return fmt.Errorf("read workspace: a value is %w: %s: run parley doctor to save what can be saved", kv.ErrCorrupt, what)
}

func (s *scanner) fail() { s.data, s.bad = nil, true }

func (s *scanner) uint() uint64 {
	v, n := binary.Uvarint(s.data)
	if n <= 0 {
		s.fail()
		return 0
	}
	s.data = s.data[n:]
	return v
}

// count reads how many parts follow, each at least one byte long.
func (s *scanner) count() int {
	n := s.uint()
	if n > uint64(len(s.data)) {
		s.fail()
		return 0
	}
	return int(n)
}

func (s *scanner) bytes() []byte {
	n := s.count()
	b := s.data[:n:n]
	s.data = s.data[n:]
	return b
}

// int reads a number that fits an int.
func (s *scanner) int() int {
	n := s.uint()
	if n > math.MaxInt32 {
		s.fail()
		return 0
	}
	return int(n)
}

func (s *scanner) bool() bool { return s.uint() == 1 }

func (s *scanner) string() string { return string(s.bytes()) }

func (s *scanner) ref() (r ref) {
	r.at = s.uint()
	if len(s.data) < len(r.hash) {
		s.fail()
		return ref{}
	}
	s.data = s.data[copy(r.hash[:], s.data):]
	return r
}

// end reports whether everything was read well and nothing is left.
func (s *scanner) end(what string) error {
	if s.bad || len(s.data) > 0 {
		return damaged(what)
	}
	return nil
}
