package kustomer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"parley/engine/model"
	"parley/store/files"
)

// Bounds of what is read; more is refused.
const (
	maxBytes      = model.MaxDocumentBytes
	maxDepth      = 100
	maxValues     = 1 << 20
	maxDialogs    = 5000 // of an assistant
	maxAssistants = 1000 // in a file
)

// value is a JSON value with the order of its keys and where it stood.
type value struct {
	kind   kind
	fields []field        // of an object
	items  []*value       // of a list
	raw    string         // of all others: their JSON
	offset int            // in bytes
	name   string         // of an element of a list that is written: the id or index others follow it by
	keys   map[string]int // where the fields of a large object stand; made by the first look-up
}

type kind uint8

const (
	scalar kind = iota
	object
	list
)

type field struct {
	key string
	*value
}

// fewFields is how many fields are looked through one by one.
const fewFields = 16

// find is the index of a key among the fields, -1 for none.
func (v *value) find(key string) int {
	if len(v.fields) <= fewFields {
		return slices.IndexFunc(v.fields, func(f field) bool { return f.key == key })
	}
	if v.keys == nil {
		v.keys = make(map[string]int, len(v.fields))
		for i, f := range v.fields {
			v.keys[f.key] = i
		}
	}
	if i, ok := v.keys[key]; ok {
		return i
	}
	return -1
}

// get is the value of a key, or nil.
func (v *value) get(key string) *value {
	if v == nil {
		return nil
	}
	if i := v.find(key); i >= 0 {
		return v.fields[i].value
	}
	return nil
}

// set puts a value under a key.
func (v *value) set(key string, to *value) {
	if i := v.find(key); i >= 0 {
		v.fields[i].value = to
		return
	}
	if v.fields = append(v.fields, field{key, to}); v.keys != nil {
		v.keys[key] = len(v.fields) - 1
	}
}

// text is a string's text; ok is false for what is no string.
func (v *value) text() (s string, ok bool) {
	if v == nil || v.kind != scalar || !strings.HasPrefix(v.raw, `"`) {
		return "", false
	}
	return s, json.Unmarshal([]byte(v.raw), &s) == nil
}

// empty tells what says nothing: "", null, false, 0, a list or an object without anything in it.
func (v *value) empty() bool {
	if v.kind != scalar {
		return len(v.fields)+len(v.items) == 0
	}
	return v.raw == `""` || v.raw == "null" || v.raw == "false" || v.raw == "0"
}

// appendTo writes the value, without blanks.
func (v *value) appendTo(b *bytes.Buffer) {
	switch v.kind {
	case scalar:
		b.WriteString(v.raw)
	case list:
		b.WriteByte('[')
		for i, e := range v.items {
			if i > 0 {
				b.WriteByte(',')
			}
			e.appendTo(b)
		}
		b.WriteByte(']')
	case object:
		b.WriteByte('{')
		for i, f := range v.fields {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quoted(f.key))
			b.WriteByte(':')
			f.appendTo(b)
		}
		b.WriteByte('}')
	}
}

// json is the value written without blanks.
func (v *value) json() string {
	var b bytes.Buffer
	v.appendTo(&b)
	return b.String()
}

// quoted is a text as a JSON string that is left readable (<, > and & as they are).
func quoted(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func textValue(s string) *value { return &value{raw: quoted(s)} }

// parser reads one JSON value within bounds.
type parser struct {
	data  []byte
	dec   *json.Decoder
	left  int
	clean func(offset int) // told where a text was cleaned
}

// problem is what is wrong at a place.
type problem struct {
	offset       int
	found, right string
}

func (p *problem) Error() string { return p.found + "; " + p.right }

// parse reads data as one JSON value.
func parse(data []byte, cleaned func(offset int)) (*value, error) {
	if len(data) > maxBytes {
		return nil, &problem{0, fmt.Sprintf("the file has %d MB", len(data)>>20), fmt.Sprintf("%d MB are allowed at most", maxBytes>>20)}
	}
	if !utf8.Valid(data) {
		return nil, &problem{0, "the file is not UTF-8", "save it as UTF-8"}
	}
	p := &parser{data: data, dec: json.NewDecoder(bytes.NewReader(data)), left: maxValues, clean: cleaned}
	p.dec.UseNumber()
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if _, err := p.dec.Token(); err != io.EOF {
		return nil, &problem{p.next(), "something follows the JSON value", "one object, or one array of objects, a file"}
	}
	return v, nil
}

// next is where the next token begins.
func (p *parser) next() int {
	at := int(p.dec.InputOffset())
	for at < len(p.data) && strings.IndexByte(" \t\r\n,:", p.data[at]) >= 0 {
		at++
	}
	return at
}

func (p *parser) token() (json.Token, int, error) {
	at := p.next()
	t, err := p.dec.Token()
	if err != nil {
		found := strings.TrimPrefix(err.Error(), "json: ")
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			found = "the file ends in the middle"
		}
		return nil, at, &problem{at, "no JSON: " + found, "the JSON of an assistant, whole"}
	}
	return t, at, nil
}

func (p *parser) value(depth int) (*value, error) {
	t, at, err := p.token()
	if err != nil {
		return nil, err
	}
	if p.left--; p.left < 0 || depth > maxDepth {
		return nil, &problem{at, "the JSON is too large", fmt.Sprintf("at most %d values, nested %d deep", maxValues, maxDepth)}
	}
	out := &value{offset: at}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			out.kind = object
			return out, p.object(out, depth)
		}
		out.kind = list
		for p.dec.More() {
			e, err := p.value(depth + 1)
			if err != nil {
				return nil, err
			}
			out.items = append(out.items, e)
		}
		_, _, err = p.token()
		return out, err
	case string:
		out.raw = quoted(p.cleaned(t, at))
	case json.Number:
		out.raw = t.String()
	case bool:
		out.raw = fmt.Sprint(t)
	default:
		out.raw = "null"
	}
	return out, nil
}

func (p *parser) object(out *value, depth int) error {
	seen := map[string]bool{}
	for p.dec.More() {
		t, at, err := p.token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if key = p.cleaned(key, at); seen[key] {
			return &problem{at, fmt.Sprintf("the key %q stands twice", key), "each key once"}
		}
		seen[key] = true
		v, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		out.fields = append(out.fields, field{key, v})
	}
	_, _, err := p.token()
	return err
}

func (p *parser) cleaned(s string, at int) string {
	out, changed := files.Clean(s)
	if changed && p.clean != nil {
		p.clean(at)
	}
	return out
}
