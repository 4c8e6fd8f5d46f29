package store

import (
	"encoding/binary"
	"math"
	"reflect"
	"unsafe"

	"parley/engine/model"
)

// decoder reads CBOR. After the first problem every read returns zero. data is
// a string so that texts are parts of it and cost no memory of their own.
type decoder struct {
	data    string
	problem string
}

func (d *decoder) fail(what string) {
	if d.problem == "" {
		d.problem = what
	}
	d.data = ""
}

// head reads the head of an item: its first byte and its argument.
func (d *decoder) head() (first byte, n uint64) {
	if d.data == "" {
		d.fail("it ends too early")
		return cborNull, 0
	}
	first = d.data[0]
	d.data = d.data[1:]
	info := first & 31
	if info < 24 {
		return first, uint64(info)
	}
	if info > 27 {
		d.fail("an item of unknown length")
		return cborNull, 0
	}
	size := 1 << (info - 24)
	if len(d.data) < size {
		d.fail("it ends too early")
		return cborNull, 0
	}
	var buf [8]byte
	copy(buf[8-size:], d.data[:size])
	d.data = d.data[size:]
	return first, binary.BigEndian.Uint64(buf[:])
}

// length reads the head of a text, array or map; each of its parts takes at
// least a byte.
func (d *decoder) length(major byte) int {
	first, n := d.head()
	if d.problem != "" {
		return 0
	}
	if first&0xe0 != major || n > uint64(len(d.data)) {
		d.fail("an item of another type")
		return 0
	}
	return int(n)
}

func (d *decoder) text() string {
	n := d.length(cborText)
	s := d.data[:n]
	d.data = d.data[n:]
	return s
}

func (d *decoder) array() int { return d.length(cborArray) }

func (d *decoder) bool() bool {
	first, _ := d.head()
	if first != cborTrue && first != cborFalse {
		d.fail("an item of another type")
	}
	return first == cborTrue
}

func (d *decoder) int() int64 {
	first, n := d.head()
	switch {
	case n > math.MaxInt64:
	case first&0xe0 == cborUint:
		return int64(n)
	case first&0xe0 == cborNegInt:
		return -1 - int64(n)
	}
	d.fail("an item of another type")
	return 0
}

// null reads a null if there is one.
func (d *decoder) null() bool {
	if d.data == "" || d.data[0] != cborNull {
		return false
	}
	d.data = d.data[1:]
	return true
}

func (d *decoder) value() model.Value {
	if d.data == "" {
		d.fail("it ends too early")
		return model.Value{}
	}
	switch first := d.data[0]; {
	case first == cborNull:
		d.null()
		return model.Value{}
	case first == cborTrue, first == cborFalse:
		return model.BoolOf(d.bool())
	case first == cborFloat:
		_, n := d.head()
		return model.NumberOf(math.Float64frombits(n))
	case first&0xe0 == cborText:
		return model.TextOf(d.text())
	}
	items := make([]string, d.array())
	for i := range items {
		items[i] = d.text()
	}
	return model.ListOf(items)
}

// structure reads a map into a struct. The keys come in the struct's order,
// some left out; another order is read too. A key the struct does not have is
// refused: what it says would be lost with the next save.
func (d *decoder) structure(t reflect.Type, members []member, p unsafe.Pointer) {
	next := 0
	for range d.length(cborMap) {
		key := d.text()
		if d.problem != "" {
			return
		}
		at := next
		for at < len(members) && members[at].key != key {
			at++
		}
		if at == len(members) {
			for at = 0; at < next && members[at].key != key; at++ {
			}
			if at == next {
				d.fail("a " + t.Name() + " has the unknown field " + key)
				return
			}
		}
		next = at + 1
		members[at].plan.decode(d, unsafe.Add(p, members[at].offset))
	}
}
