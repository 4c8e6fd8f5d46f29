package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// Pair is one entry of a [Map].
type Pair[V any] struct {
	Key   string
	Value V
}

// Map is a small map that keeps the order it was written in.
type Map[V any] []Pair[V]

// Get returns the value of the key.
func (m Map[V]) Get(key string) (V, bool) {
	for _, p := range m {
		if p.Key == key {
			return p.Value, true
		}
	}
	var zero V
	return zero, false
}

// MarshalJSON writes the map as an object in its own order.
func (m Map[V]) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(p.Key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(p.Value)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// UnmarshalJSON reads an object, keeping its order.
func (m *Map[V]) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("expected an object, found %.40s", data)
	}
	*m = nil
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		p := Pair[V]{Key: t.(string)}
		if err := dec.Decode(&p.Value); err != nil {
			return err
		}
		*m = append(*m, p)
	}
	return nil
}

func itoa(n int) string { return strconv.Itoa(n) }
