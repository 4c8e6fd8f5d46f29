package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// MarshalJSON writes the interaction as files do: {"textQuestion": {…}, "id": "i2"}.
func (i Interaction) MarshalJSON() ([]byte, error) {
	k := i.Kind()
	if k == nil {
		return nil, errors.New("write interaction: it has no kind")
	}
	settings, err := json.Marshal(i.Settings)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{%q:%s", k.Key, settings)
	if i.ID != "" {
		id, _ := json.Marshal(i.ID)
		fmt.Fprintf(&b, `,"id":%s`, id)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (i *Interaction) UnmarshalJSON(data []byte) error {
	var m Map[json.RawMessage]
	if err := m.UnmarshalJSON(data); err != nil {
		return err
	}
	*i = Interaction{}
	for _, p := range m {
		if p.Key == "id" {
			if err := json.Unmarshal(p.Value, &i.ID); err != nil {
				return err
			}
			continue
		}
		k := KindOf(p.Key)
		if k == nil || i.Settings != nil {
			return fmt.Errorf("read interaction: unexpected key %q", p.Key)
		}
		s := k.New()
		if err := json.Unmarshal(p.Value, s); err != nil {
			return err
		}
		i.Settings = s
	}
	if i.Settings == nil {
		return errors.New("read interaction: it has no kind")
	}
	return nil
}

func marshalNotation(n Notated) ([]byte, error) { return json.Marshal(n.Notation()) }

func unmarshalNotation(n Notated, data []byte) error {
	var a any
	if err := json.Unmarshal(data, &a); err != nil {
		return err
	}
	return n.FromNotation(a)
}

// The notated values are read and written in JSON by their notation.

func (v Value) MarshalJSON() ([]byte, error)      { return marshalNotation(&v) }
func (v *Value) UnmarshalJSON(data []byte) error  { return unmarshalNotation(v, data) }
func (c Change) MarshalJSON() ([]byte, error)     { return marshalNotation(&c) }
func (c *Change) UnmarshalJSON(data []byte) error { return unmarshalNotation(c, data) }
func (d Duration) MarshalJSON() ([]byte, error)   { return marshalNotation(&d) }
func (d *Duration) UnmarshalJSON(b []byte) error  { return unmarshalNotation(d, b) }
func (f FollowUp) MarshalJSON() ([]byte, error)   { return marshalNotation(&f) }
func (f *FollowUp) UnmarshalJSON(b []byte) error  { return unmarshalNotation(f, b) }
func (f Fallback) MarshalJSON() ([]byte, error)   { return marshalNotation(&f) }
func (f *Fallback) UnmarshalJSON(b []byte) error  { return unmarshalNotation(f, b) }
func (a Action) MarshalJSON() ([]byte, error)     { return marshalNotation(&a) }
func (a *Action) UnmarshalJSON(b []byte) error    { return unmarshalNotation(a, b) }
func (s Step) MarshalJSON() ([]byte, error)       { return marshalNotation(&s) }
func (s *Step) UnmarshalJSON(b []byte) error      { return unmarshalNotation(s, b) }
func (o Operator) MarshalJSON() ([]byte, error)   { return marshalNotation(&o) }
func (o *Operator) UnmarshalJSON(b []byte) error  { return unmarshalNotation(o, b) }
