package conversation

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"parley/engine/model"
	"parley/engine/session"
)

// What is kept is binary: a byte that says how it is laid out, then numbers as
// varints and texts behind their length. A text that stood before in the same
// piece is named by its number, and a time is told by how long after the one
// before it is, so that a log takes little more than the words that were said.
// The same content has the same bytes.
//
// Each type is described once, by a function that writes it or reads it, as its
// coder does.

// layout is the first byte of a piece. A later layout has another number.
const layout = 1

// What can be wrong with what is read, to be asked with errors.Is.
var (
	ErrDamaged = errors.New("it is damaged")
	ErrNewer   = errors.New("it was written by a newer version")
)

// coder writes a piece to out, or reads one from in. After the first fault it
// reads nothing but zeros.
type coder struct {
	out     []byte
	in      string // texts that are read are parts of it
	reading bool
	bad     bool

	known map[string]uint64 // of the texts written, their numbers
	texts []string          // that were read, by their number
	marks []*session.Mark   // by their number
	at    int64             // the time before
	last  session.Event     // what an event has in common with the one before
}

// wordBytes is the most a text has that is looked up among those before it:
// longer ones seldom come twice.
const wordBytes = 64

func newWriter() *coder {
	c := &coder{known: map[string]uint64{}}
	c.reset()
	return c
}

// reset begins another piece.
func (c *coder) reset() {
	clear(c.known)
	c.out, c.marks, c.at, c.last = append(c.out[:0], layout), c.marks[:0], 0, session.Event{}
}

// newReader begins to read a piece, whose layout it checks.
func newReader(data []byte) (*coder, error) {
	if len(data) == 0 {
		return nil, ErrDamaged
	}
	if data[0] != layout {
		return nil, fmt.Errorf("layout %d: %w", data[0], ErrNewer)
	}
	return &coder{in: string(data[1:]), reading: true}, nil
}

// end reports whether everything was read well and nothing is left.
func (c *coder) end() error {
	if c.bad || c.in != "" {
		return ErrDamaged
	}
	return nil
}

func (c *coder) fail() { c.in, c.bad = "", true }

func (c *coder) byte(v *byte) {
	switch {
	case !c.reading:
		c.out = append(c.out, *v)
	case c.in == "":
		c.fail()
		*v = 0
	default:
		*v, c.in = c.in[0], c.in[1:]
	}
}

func (c *coder) uint(v *uint64) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, *v)
		return
	}
	var n uint64
	for i := 0; i < len(c.in) && i < binary.MaxVarintLen64; i++ {
		b := c.in[i]
		if b < 0x80 {
			if i == binary.MaxVarintLen64-1 && b > 1 || i > 0 && b == 0 {
				break // too large, or not the shortest form
			}
			*v, c.in = n|uint64(b)<<(7*i), c.in[i+1:]
			return
		}
		n |= uint64(b&0x7f) << (7 * i)
	}
	c.fail()
	*v = 0
}

// number is a whole number of either sign.
func number[T ~int | ~int32 | ~int64](c *coder, v *T) {
	n := uint64(*v)<<1 ^ uint64(int64(*v)>>63)
	c.uint(&n)
	if c.reading {
		long := int64(n>>1) ^ -int64(n&1)
		if *v = T(long); int64(*v) != long {
			c.fail()
			*v = 0
		}
	}
}

// small is a number that fits a byte.
func small[T ~uint8](c *coder, v *T) {
	b := byte(*v)
	c.byte(&b)
	if c.reading {
		*v = T(b)
	}
}

func (c *coder) bool(v *bool) {
	var b byte
	if *v {
		b = 1
	}
	c.byte(&b)
	if c.reading {
		*v = b == 1
		if b > 1 {
			c.fail()
		}
	}
}

func (c *coder) float(v *float64) {
	if !c.reading {
		c.out = binary.LittleEndian.AppendUint64(c.out, math.Float64bits(*v))
		return
	}
	if len(c.in) < 8 {
		c.fail()
		*v = 0
		return
	}
	*v = math.Float64frombits(binary.LittleEndian.Uint64([]byte(c.in[:8])))
	c.in = c.in[8:]
}

// time is a moment in milliseconds, kept as what it is after the one before.
func (c *coder) time(v *int64) {
	after := *v - c.at
	number(c, &after)
	if c.reading {
		*v = c.at + after
	}
	c.at = *v
}

// moment is a time that may not have been: 0.
func (c *coder) moment(v *int64) {
	is := *v != 0
	c.bool(&is)
	if is {
		c.time(v)
	}
}

// text is a text: 0 and what follows for an even number, its length twice; the
// number of a text that stood before for an odd one.
func text[T ~string](c *coder, v *T) {
	if c.reading {
		*v = T(c.readText())
	} else {
		c.writeText(string(*v))
	}
}

func (c *coder) writeText(s string) {
	if s != "" && len(s) <= wordBytes {
		if n, ok := c.known[s]; ok {
			c.out = binary.AppendUvarint(c.out, n<<1|1)
			return
		}
		c.known[s] = uint64(len(c.known))
	}
	c.out = binary.AppendUvarint(c.out, uint64(len(s))<<1)
	c.out = append(c.out, s...)
}

func (c *coder) readText() string {
	var n uint64
	c.uint(&n)
	known := n&1 == 1
	n >>= 1
	switch {
	case known && n < uint64(len(c.texts)):
		return c.texts[n]
	case known || n > uint64(len(c.in)):
		c.fail()
		return ""
	}
	s := c.in[:n]
	c.in = c.in[n:]
	if s != "" && len(s) <= wordBytes {
		c.texts = append(c.texts, s)
	}
	return s
}

// list is a list whose elements take a byte at least; an empty one is nil.
func list[T any](c *coder, v *[]T, element func(*coder, *T)) {
	n := uint64(len(*v))
	c.uint(&n)
	if c.reading {
		if n > uint64(len(c.in)) {
			c.fail()
		}
		if *v = nil; c.bad || n == 0 {
			return
		}
		*v = make([]T, 0, min(n, 64))
		for range n {
			var zero T
			*v = append(*v, zero)
			element(c, &(*v)[len(*v)-1])
			if c.bad {
				return
			}
		}
		return
	}
	for i := range *v {
		element(c, &(*v)[i])
	}
}

// optional is something that may not be there: nil.
func optional[T any](c *coder, v **T, element func(*coder, *T)) {
	is := *v != nil
	c.bool(&is)
	if !is {
		return
	}
	if c.reading {
		*v = new(T)
	}
	element(c, *v)
}

// The kinds of value as they are written.
const (
	unsetValue byte = iota
	textValue
	wholeValue // a number without a fraction
	floatValue
	trueValue
	falseValue
	listValue
)

// value writes or reads a value. What is written may be shared, so it is not set.
func value(c *coder, v *model.Value) {
	if c.reading {
		*v = c.readValue()
		return
	}
	kind := kindOf(*v)
	c.byte(&kind)
	switch kind {
	case textValue:
		c.writeText(v.Text())
	case wholeValue:
		n := int64(v.Number())
		number(c, &n)
	case floatValue:
		f := v.Number()
		c.float(&f)
	case listValue:
		items := v.List()
		list(c, &items, text)
	}
}

func (c *coder) readValue() model.Value {
	var kind byte
	c.byte(&kind)
	switch kind {
	case unsetValue:
	case textValue:
		return model.TextOf(c.readText())
	case wholeValue:
		var n int64
		number(c, &n)
		return model.NumberOf(float64(n))
	case floatValue:
		var f float64
		c.float(&f)
		return model.NumberOf(f)
	case trueValue, falseValue:
		return model.BoolOf(kind == trueValue)
	case listValue:
		var items []string
		list(c, &items, text)
		return model.ListOf(items)
	default:
		c.fail()
	}
	return model.Value{}
}

func kindOf(v model.Value) byte {
	switch v.Kind() {
	case model.TextValue:
		return textValue
	case model.NumberValue:
		f := v.Number()
		if math.Abs(f) < 1<<53 && math.Float64bits(float64(int64(f))) == math.Float64bits(f) {
			return wholeValue
		}
		return floatValue
	case model.BoolValue:
		if v.Bool() {
			return trueValue
		}
		return falseValue
	case model.ListValue:
		return listValue
	}
	return unsetValue
}

func attribute(c *coder, a *session.Attribute) {
	text(c, &a.Path)
	value(c, &a.Value)
}

func attributes(c *coder, all *[]session.Attribute) { list(c, all, attribute) }
