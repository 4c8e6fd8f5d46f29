package store

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"time"
	"unsafe"

	"parley/engine/model"
)

// Documents are kept in CBOR (RFC 8949) rather than JSON, which would take
// most of the time of a save: a struct is a map from the keys of its json tags
// to what is set, in the struct's order; an interaction is an array of its
// kind's key, its id and its settings. Empty lists and texts are left out, so
// that what means the same has the same bytes and the same hash. Lengths and
// numbers take their shortest form.
//
// Each type has a plan, made once from the type, as the descriptors of package
// model are; nothing here knows the kinds of document or interaction.

// The major types of CBOR, shifted to their place.
const (
	cborUint   = 0 << 5
	cborNegInt = 1 << 5
	cborText   = 3 << 5
	cborArray  = 4 << 5
	cborMap    = 5 << 5
	cborFalse  = 7<<5 | 20
	cborTrue   = 7<<5 | 21
	cborNull   = 7<<5 | 22
	cborFloat  = 7<<5 | 27
)

// plan says how values of one type are written and read. p points to the value.
type plan struct {
	empty  func(p unsafe.Pointer) bool // it is left out
	encode func(b []byte, p unsafe.Pointer) []byte
	decode func(d *decoder, p unsafe.Pointer)
}

// encodeDoc writes a document, or a dialog, with its revision byte. v is a
// pointer to a struct.
func encodeDoc(v any) []byte { return appendDoc(nil, v) }

// appendDoc is encodeDoc that appends to b.
func appendDoc(b []byte, v any) []byte {
	p := reflect.ValueOf(v)
	return planOf(p.Type().Elem()).encode(append(b, revision), p.UnsafePointer())
}

// decodeDoc reads what encodeDoc wrote into the zero struct v points to. The
// texts in it share the memory of data.
func decodeDoc(data []byte, v any) error {
	s, err := scan(data)
	if err != nil {
		return err
	}
	d := &decoder{data: unsafe.String(unsafe.SliceData(s.data), len(s.data))}
	p := reflect.ValueOf(v)
	planOf(p.Type().Elem()).decode(d, p.UnsafePointer())
	if d.problem == "" && d.data != "" {
		d.problem = "something follows its end"
	}
	if d.problem != "" {
		return damaged(d.problem)
	}
	return nil
}

// headOf is an assistant without its dialogs.
func headOf(a *model.Assistant) *model.Assistant {
	head := *a
	head.Dialogs = nil
	return &head
}

// appendHead appends the head of a CBOR item: major type and argument.
func appendHead(b []byte, major byte, n uint64) []byte {
	switch {
	case n < 24:
		return append(b, major|byte(n))
	case n <= math.MaxUint8:
		return append(b, major|24, byte(n))
	case n <= math.MaxUint16:
		return binary.BigEndian.AppendUint16(append(b, major|25), uint16(n))
	case n <= math.MaxUint32:
		return binary.BigEndian.AppendUint32(append(b, major|26), uint32(n))
	}
	return binary.BigEndian.AppendUint64(append(b, major|27), n)
}

func appendText(b []byte, s string) []byte {
	return append(appendHead(b, cborText, uint64(len(s))), s...)
}

func appendInt(b []byte, n int64) []byte {
	if n < 0 {
		return appendHead(b, cborNegInt, uint64(-1-n))
	}
	return appendHead(b, cborUint, uint64(n))
}

func appendFloat(b []byte, f float64) []byte {
	return binary.BigEndian.AppendUint64(append(b, cborFloat), math.Float64bits(f))
}

// plans holds the plan of each type: derived once from types, never changed.
var plans sync.Map

func planOf(t reflect.Type) *plan {
	if known, ok := plans.Load(t); ok {
		return known.(*plan)
	}
	m := maker{made: map[reflect.Type]*plan{}}
	made := m.plan(t)
	for t, p := range m.made {
		plans.LoadOrStore(t, p)
	}
	return made
}

// maker makes plans. A type that contains itself meets its own plan half made.
type maker struct{ made map[reflect.Type]*plan }

func (m *maker) plan(t reflect.Type) *plan {
	if p := m.made[t]; p != nil {
		return p
	}
	p := new(plan)
	m.made[t] = p
	switch {
	case t == reflect.TypeFor[model.Value]():
		*p = valuePlan
	case t == reflect.TypeFor[model.Interaction]():
		*p = interactionPlan()
	case t == reflect.TypeFor[time.Time]():
		*p = timePlan
	case t.Kind() == reflect.String:
		*p = textPlan
	case t.Kind() == reflect.Bool:
		*p = boolPlan
	case t.Kind() == reflect.Int64, t.Kind() == reflect.Int && t.Size() == 8:
		*p = longPlan
	case t.Kind() == reflect.Int:
		*p = intPlan
	case t.Kind() == reflect.Pointer:
		*p = pointerPlan(t, m.plan(t.Elem()))
	case t.Kind() == reflect.Slice:
		*p = slicePlan(t, m.plan(t.Elem()))
	case t.Kind() == reflect.Struct:
		*p = m.structPlan(t)
	default:
		*p = unknownPlan(t)
	}
	return p
}

var textPlan = plan{
	empty:  func(p unsafe.Pointer) bool { return *(*string)(p) == "" },
	encode: func(b []byte, p unsafe.Pointer) []byte { return appendText(b, *(*string)(p)) },
	decode: func(d *decoder, p unsafe.Pointer) { *(*string)(p) = d.text() },
}

var boolPlan = plan{
	empty: func(p unsafe.Pointer) bool { return !*(*bool)(p) },
	encode: func(b []byte, p unsafe.Pointer) []byte {
		if *(*bool)(p) {
			return append(b, cborTrue)
		}
		return append(b, cborFalse)
	},
	decode: func(d *decoder, p unsafe.Pointer) { *(*bool)(p) = d.bool() },
}

// longPlan is for whole numbers and durations of 64 bits.
var longPlan = plan{
	empty:  func(p unsafe.Pointer) bool { return *(*int64)(p) == 0 },
	encode: func(b []byte, p unsafe.Pointer) []byte { return appendInt(b, *(*int64)(p)) },
	decode: func(d *decoder, p unsafe.Pointer) { *(*int64)(p) = d.int() },
}

// intPlan is for whole numbers where they have 32 bits.
var intPlan = plan{
	empty:  func(p unsafe.Pointer) bool { return *(*int)(p) == 0 },
	encode: func(b []byte, p unsafe.Pointer) []byte { return appendInt(b, int64(*(*int)(p))) },
	decode: func(d *decoder, p unsafe.Pointer) { *(*int)(p) = int(d.int()) },
}

var timePlan = plan{
	empty: func(p unsafe.Pointer) bool { return (*time.Time)(p).IsZero() },
	encode: func(b []byte, p unsafe.Pointer) []byte {
		return appendText(b, (*time.Time)(p).Format(time.RFC3339Nano))
	},
	decode: func(d *decoder, p unsafe.Pointer) {
		t, err := time.Parse(time.RFC3339Nano, d.text())
		if err != nil {
			d.fail("a time cannot be read")
		}
		*(*time.Time)(p) = t
	},
}

var valuePlan = plan{
	empty: func(p unsafe.Pointer) bool { return !(*model.Value)(p).IsSet() },
	encode: func(b []byte, p unsafe.Pointer) []byte {
		v := *(*model.Value)(p)
		switch v.Kind() {
		case model.TextValue:
			return appendText(b, v.Text())
		case model.NumberValue:
			return appendFloat(b, v.Number())
		case model.BoolValue:
			if v.Bool() {
				return append(b, cborTrue)
			}
			return append(b, cborFalse)
		case model.ListValue:
			b = appendHead(b, cborArray, uint64(len(v.List())))
			for _, s := range v.List() {
				b = appendText(b, s)
			}
			return b
		}
		return append(b, cborNull)
	},
	decode: func(d *decoder, p unsafe.Pointer) { *(*model.Value)(p) = d.value() },
}

func pointerPlan(t reflect.Type, to *plan) plan {
	elem := t.Elem()
	return plan{
		empty: func(p unsafe.Pointer) bool { return *(*unsafe.Pointer)(p) == nil },
		encode: func(b []byte, p unsafe.Pointer) []byte {
			at := *(*unsafe.Pointer)(p)
			if at == nil {
				return append(b, cborNull)
			}
			return to.encode(b, at)
		},
		decode: func(d *decoder, p unsafe.Pointer) {
			if d.null() {
				return
			}
			v := reflect.New(elem)
			to.decode(d, v.UnsafePointer())
			*(*unsafe.Pointer)(p) = v.UnsafePointer()
		},
	}
}

// sliceHeader is how a slice lies in memory.
type sliceHeader struct {
	data     unsafe.Pointer
	len, cap int
}

func slicePlan(t reflect.Type, of *plan) plan {
	size := t.Elem().Size()
	return plan{
		empty: func(p unsafe.Pointer) bool { return (*sliceHeader)(p).len == 0 },
		encode: func(b []byte, p unsafe.Pointer) []byte {
			s := (*sliceHeader)(p)
			b = appendHead(b, cborArray, uint64(s.len))
			for i := range s.len {
				b = of.encode(b, unsafe.Add(s.data, uintptr(i)*size))
			}
			return b
		},
		decode: func(d *decoder, p unsafe.Pointer) {
			n := d.array()
			v := reflect.MakeSlice(t, n, n)
			for i := range n {
				if d.problem != "" {
					return
				}
				of.decode(d, unsafe.Add(v.UnsafePointer(), uintptr(i)*size))
			}
			reflect.NewAt(t, p).Elem().Set(v)
		},
	}
}

// member is one field of a struct's plan.
type member struct {
	key    string
	head   []byte // the key as it is written
	offset uintptr
	keep   bool // an empty list is not left out: it says something
	plan   *plan
}

func (m *maker) structPlan(t reflect.Type) plan {
	var members []member
	for i := range t.NumField() {
		f := t.Field(i)
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key == "" {
			key = f.Name // the notated structs have no tags
		}
		if key == "-" || !f.IsExported() {
			continue
		}
		// The lists of a test's step say that something was checked by being there.
		keep := t == reflect.TypeFor[model.Step]() && f.Type.Kind() == reflect.Slice
		members = append(members, member{key: key, head: appendText(nil, key), offset: f.Offset, keep: keep, plan: m.plan(f.Type)})
	}
	return plan{
		empty:  func(p unsafe.Pointer) bool { return allEmpty(members, p) },
		encode: func(b []byte, p unsafe.Pointer) []byte { return encodeStruct(b, members, p) },
		decode: func(d *decoder, p unsafe.Pointer) { d.structure(t, members, p) },
	}
}

func (m *member) leftOut(p unsafe.Pointer) bool {
	if m.keep {
		return (*sliceHeader)(p).data == nil
	}
	return m.plan.empty(p)
}

func allEmpty(members []member, p unsafe.Pointer) bool {
	for i := range members {
		if !members[i].leftOut(unsafe.Add(p, members[i].offset)) {
			return false
		}
	}
	return true
}

func encodeStruct(b []byte, members []member, p unsafe.Pointer) []byte {
	count, at := 0, len(b)
	b = append(b, cborMap)
	if len(members) > 23 {
		b = append(b, 0)
	}
	for i := range members {
		m := &members[i]
		field := unsafe.Add(p, m.offset)
		if m.leftOut(field) {
			continue
		}
		b = m.plan.encode(append(b, m.head...), field)
		count++
	}
	if len(members) > 23 {
		b[at], b[at+1] = cborMap|24, byte(count)
	} else {
		b[at] |= byte(count)
	}
	return b
}

// interactionPlan writes an interaction as [kind, id, settings]; one without a
// kind as null, so that a save never fails for what check will find.
func interactionPlan() plan {
	settings := func(i *model.Interaction) (*plan, unsafe.Pointer) {
		v := reflect.ValueOf(i.Settings)
		return planOf(v.Type().Elem()), v.UnsafePointer()
	}
	return plan{
		empty: func(p unsafe.Pointer) bool { return false },
		encode: func(b []byte, p unsafe.Pointer) []byte {
			i := (*model.Interaction)(p)
			k := i.Kind()
			if k == nil {
				return appendText(append(b, cborArray|1), i.ID)
			}
			b = appendText(appendText(append(b, cborArray|3), k.Key), i.ID)
			of, at := settings(i)
			return of.encode(b, at)
		},
		decode: func(d *decoder, p unsafe.Pointer) {
			i := (*model.Interaction)(p)
			if n := d.array(); n == 1 {
				i.ID = d.text()
				return
			} else if n != 3 {
				d.fail("an interaction has not three parts")
				return
			}
			key := d.text()
			i.ID = d.text()
			k := model.KindOf(key)
			if k == nil {
				d.fail(fmt.Sprintf("an interaction of the unknown kind %q", key))
				return
			}
			i.Settings = k.New()
			of, at := settings(i)
			of.decode(d, at)
		},
	}
}

// unknownPlan is for a type that definitions do not have; a test looks that
// none comes up.
func unknownPlan(t reflect.Type) plan {
	return plan{
		empty:  func(unsafe.Pointer) bool { return true },
		encode: func(b []byte, _ unsafe.Pointer) []byte { return append(b, cborNull) },
		decode: func(d *decoder, _ unsafe.Pointer) { d.fail("a " + t.String() + " cannot be read") },
	}
}
