package model

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Notated is implemented by values that are written in files and JSON in a form
// of their own: a string, a number, a bool, nil, a []any or a map[string]any.
// FromNotation takes such a value and says in one line what would be right.
type Notated interface {
	Notation() any
	FromNotation(any) error
}

// AttributeType is the type of an attribute's values.
type AttributeType string

// The eight attribute types.
const (
	TypeText       AttributeType = "text"
	TypeNumber     AttributeType = "number"
	TypeBoolean    AttributeType = "boolean"
	TypeDate       AttributeType = "date"
	TypeList       AttributeType = "list"
	TypeMultiLevel AttributeType = "multi-level list"
	TypeEmail      AttributeType = "email"
	TypePhone      AttributeType = "phone"
)

// ValueKind tells what a Value holds.
type ValueKind uint8

// The kinds of value; dates are text in RFC 3339 or YYYY-MM-DD.
const (
	Unset ValueKind = iota
	TextValue
	NumberValue
	BoolValue
	ListValue
)

// Value is what an attribute can hold. The zero Value is unset.
type Value struct {
	kind   ValueKind
	number float64
	text   string
	list   *[]string // a pointer keeps a Value at 40 bytes: sessions hold many
}

// TextOf makes a text value; the empty text is unset.
func TextOf(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{kind: TextValue, text: s}
}

// NumberOf makes a number value.
func NumberOf(f float64) Value { return Value{kind: NumberValue, number: f} }

// BoolOf makes a boolean value.
func BoolOf(b bool) Value {
	v := Value{kind: BoolValue}
	if b {
		v.number = 1
	}
	return v
}

// ListOf makes a list value; the empty list is unset. The list must not be changed afterwards.
func ListOf(items []string) Value {
	if len(items) == 0 {
		return Value{}
	}
	return Value{kind: ListValue, list: &items}
}

// Kind tells what the value holds.
func (v Value) Kind() ValueKind { return v.kind }

// IsSet reports whether there is a value.
func (v Value) IsSet() bool { return v.kind != Unset }

// Text returns the text of a text value, else "".
func (v Value) Text() string { return v.text }

// Number returns the number of a number value, else 0.
func (v Value) Number() float64 {
	if v.kind == NumberValue {
		return v.number
	}
	return 0
}

// Bool reports whether it is a true boolean.
func (v Value) Bool() bool { return v.kind == BoolValue && v.number != 0 }

// List returns the items of a list, the text of a text value as one item, else nil.
func (v Value) List() []string {
	switch v.kind {
	case ListValue:
		return *v.list
	case TextValue:
		return []string{v.text}
	}
	return nil
}

// String is the value as a customer would read it; "" when unset.
func (v Value) String() string {
	switch v.kind {
	case TextValue:
		return v.text
	case NumberValue:
		return strconv.FormatFloat(v.number, 'f', -1, 64)
	case BoolValue:
		if v.number != 0 {
			return "yes"
		}
		return "no"
	case ListValue:
		return strings.Join(*v.list, ", ")
	}
	return ""
}

// Equal reports whether both are the same value of the same kind.
func (v Value) Equal(w Value) bool {
	return v.kind == w.kind && v.number == w.number && v.text == w.text &&
		(v.kind != ListValue || slices.Equal(*v.list, *w.list))
}

// Notation implements [Notated].
func (v Value) Notation() any {
	switch v.kind {
	case TextValue:
		return v.text
	case NumberValue:
		if v.number == math.Trunc(v.number) && math.Abs(v.number) < 1<<53 {
			return int64(v.number)
		}
		return v.number
	case BoolValue:
		return v.number != 0
	case ListValue:
		return anys(*v.list)
	}
	return nil
}

// FromNotation implements [Notated].
func (v *Value) FromNotation(a any) error {
	switch a := a.(type) {
	case nil:
		*v = Value{}
	case string:
		*v = TextOf(a)
	case bool:
		*v = BoolOf(a)
	case int64:
		*v = NumberOf(float64(a))
	case uint64:
		*v = NumberOf(float64(a))
	case int:
		*v = NumberOf(float64(a))
	case float64:
		if math.IsNaN(a) || math.IsInf(a, 0) {
			return errors.New("a number must be finite")
		}
		*v = NumberOf(a)
	case []any:
		items, err := texts(a)
		if err != nil {
			return err
		}
		*v = ListOf(items)
	default:
		return fmt.Errorf("expected text, a number, true or false, or a list of texts")
	}
	return nil
}

func texts(in []any) ([]string, error) {
	out := make([]string, len(in))
	for i, a := range in {
		var v Value
		if _, nested := a.([]any); nested || v.FromNotation(a) != nil || !v.IsSet() {
			return nil, errors.New("expected a list of texts")
		}
		out[i] = v.String()
	}
	return out, nil
}

// Duration is a length of time, written 90s, 5m, 24h.
type Duration time.Duration

// Or returns d, or the other where d is zero.
func (d Duration) Or(other Duration) Duration {
	if d == 0 {
		return other
	}
	return d
}

// Time is the duration as package time has it.
func (d Duration) Time() time.Duration { return time.Duration(d) }

// String writes the duration without empty parts: 5m, not 5m0s.
func (d Duration) String() string {
	s := time.Duration(d).String()
	if strings.HasSuffix(s, "m0s") {
		s = s[:len(s)-2]
	}
	if strings.HasSuffix(s, "h0m") {
		s = s[:len(s)-2]
	}
	return s
}

// Notation implements [Notated].
func (d Duration) Notation() any { return d.String() }

// FromNotation implements [Notated].
func (d *Duration) FromNotation(a any) error {
	s, ok := a.(string)
	if !ok {
		return errors.New("expected a duration such as 90s, 5m or 24h")
	}
	parsed, err := ParseDuration(s)
	*d = parsed
	return err
}

// ParseDuration reads 90s, 5m, 1h30m, 2d; it must be positive and at most ten years.
func ParseDuration(s string) (Duration, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, errors.New("a duration is missing: write 90s, 5m, 24h or 2d")
	}
	days, rest, found := strings.Cut(s, "d")
	var total time.Duration
	if found {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 3660 {
			return 0, fmt.Errorf("%q is not a duration: write 90s, 5m, 24h or 2d", s)
		}
		total, s = time.Duration(n)*24*time.Hour, rest
	}
	if s != "" {
		d, err := time.ParseDuration(s)
		if err != nil {
			return 0, fmt.Errorf("%q is not a duration: write 90s, 5m, 24h or 2d", s)
		}
		total += d
	}
	if total < 0 || total > 10*366*24*time.Hour {
		return 0, fmt.Errorf("%q is out of range: write a duration from 0s to ten years", s)
	}
	return Duration(total), nil
}

// FollowUp is one way a customer can be reached after a missed chat: an address
// of a channel, or "wait" for staying in the chat.
type FollowUp struct {
	Channel string // email, phone, sms, whatsapp or wait
	Address string
}

// FollowUpWait is the follow-up channel of a customer who stays in the chat.
const FollowUpWait = "wait"

// Notation implements [Notated].
func (f FollowUp) Notation() any {
	if f.Channel == FollowUpWait {
		return FollowUpWait
	}
	return map[string]any{f.Channel: f.Address}
}

// FromNotation implements [Notated].
func (f *FollowUp) FromNotation(a any) error {
	wrong := errors.New("expected wait, or one of email, phone, sms, whatsapp with its address, such as {email: help@acme.example}")
	switch a := a.(type) {
	case string:
		if a != FollowUpWait {
			return wrong
		}
		*f = FollowUp{Channel: FollowUpWait}
		return nil
	case map[string]any:
		for channel, address := range a {
			s, ok := address.(string)
			if len(a) == 1 && ok && slices.Contains([]string{"email", "phone", "sms", "whatsapp"}, channel) {
				*f = FollowUp{Channel: channel, Address: s}
				return nil
			}
		}
	}
	return wrong
}

// Fallback is what happens when no intent is detected: continue, or a dialog.
type Fallback struct {
	Continue bool
	Dialog   DialogID
}

// Notation implements [Notated].
func (f Fallback) Notation() any {
	if f.Dialog != "" {
		return map[string]any{"dialog": string(f.Dialog)}
	}
	if f.Continue {
		return "continue"
	}
	return nil
}

// FromNotation implements [Notated].
func (f *Fallback) FromNotation(a any) error {
	switch a := a.(type) {
	case string:
		if a == "continue" {
			*f = Fallback{Continue: true}
			return nil
		}
	case map[string]any:
		if id, ok := a["dialog"].(string); ok && len(a) == 1 {
			*f = Fallback{Dialog: DialogID(id)}
			return nil
		}
	}
	return errors.New("expected continue, or {dialog: id}")
}

// ChangeOp is how an update changes an attribute.
type ChangeOp string

// The four ways to change an attribute.
const (
	ChangeSet    ChangeOp = "set"
	ChangeClear  ChangeOp = "clear"
	ChangeAdd    ChangeOp = "add"
	ChangeRemove ChangeOp = "remove"
)

// Change is the value of an update: set to a value (a text takes dynamic text),
// clear, or add to or remove from a list.
type Change struct {
	Op    ChangeOp
	Value Value
}

// Notation implements [Notated].
func (c Change) Notation() any {
	switch c.Op {
	case ChangeAdd, ChangeRemove:
		return map[string]any{string(c.Op): anys(c.Value.List())}
	}
	return c.Value.Notation()
}

// FromNotation implements [Notated].
func (c *Change) FromNotation(a any) error {
	if a == nil {
		*c = Change{Op: ChangeClear}
		return nil
	}
	m, ok := a.(map[string]any)
	if !ok {
		*c = Change{Op: ChangeSet}
		return c.Value.FromNotation(a)
	}
	for key, items := range m {
		list, isList := items.([]any)
		if len(m) == 1 && isList && (key == string(ChangeAdd) || key == string(ChangeRemove)) {
			*c = Change{Op: ChangeOp(key)}
			return c.Value.FromNotation(list)
		}
	}
	return errors.New("expected a value, null, {add: […]} or {remove: […]}")
}
