package files

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/engine/model"
)

// Bounds on what aliases expand to, beyond what is written out.
const (
	maxExpandedValues = 200_000
	maxExpandedBytes  = 16 << 20
)

// budget is what is left of a document's bounds.
type budget struct {
	values, bytes, depth int
	spent                bool // told already
}

// enter counts a value that is about to be decoded; false stops it.
func (r *reader) enter(n *node) bool {
	b := &r.budget
	b.values--
	b.bytes -= len(n.text)
	b.depth++
	if b.values >= 0 && b.bytes >= 0 && b.depth <= 2*maxDepth {
		return true
	}
	if !b.spent {
		b.spent = true
		r.refuse(n.at, "aliases expand to too much", "write the values out, or put them into documents of their own")
	}
	return false
}

func (r *reader) leave() { r.budget.depth-- }

// spot remembers where a place of the model is written.
func (r *reader) spot(parent int, word string, elem bool, at point) int {
	r.spots = append(r.spots, spot{parent: parent, word: word, elem: elem, at: r.position(at)})
	return len(r.spots) - 1
}

// placeOf is what a pair is found by: a value where it is a scalar, else its key.
func (p pair) place() point {
	if p.value.shape == scalar && !p.value.null() {
		return p.value.at
	}
	return p.at
}

func fieldOf(fields []*model.Field, key string) *model.Field {
	for _, f := range fields {
		if f.Key == key {
			return f
		}
	}
	return nil
}

func keysOf(fields []*model.Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Key
	}
	return out
}

// group decodes the fields of a struct. What names it in findings.
func (r *reader) group(what string, fields []*model.Field, n *node, v reflect.Value, at int) {
	if n.shape != mapping {
		right := "write a map with " + strings.Join(keysOf(fields), ", ")
		if len(fields) == 0 {
			right = "write {}"
		}
		r.refuse(n.at, n.describe()+" for "+what, right)
		return
	}
	for _, p := range n.pairs {
		f := fieldOf(fields, p.key)
		if f == nil {
			r.refuse(p.at, fmt.Sprintf("unknown key %s in %s", excerpt(p.key), what), suggest(p.key, keysOf(fields)))
			continue
		}
		r.value(f, p.value, f.Of(v), r.spot(at, p.key, false, p.place()))
	}
	for _, f := range fields {
		if f.Required && n.get(f.Key) == nil && !r.mayBeEmpty(f) {
			r.refuse(n.at, fmt.Sprintf("no %s in %s", f.Key, what), fmt.Sprintf("write %s: …", f.Key))
		}
	}
}

// mayBeEmpty reports whether a required field may be left open in a draft: a
// link or a reference inside an interaction, which check reports.
func (r *reader) mayBeEmpty(f *model.Field) bool {
	return r.inside > 0 && (f.Role == model.RoleDialog || f.Role == model.RoleReference || f.Role == model.RoleAttribute)
}

// value decodes one field or element.
func (r *reader) value(f *model.Field, n *node, v reflect.Value, at int) {
	if n.broken || !r.enter(n) {
		return
	}
	defer r.leave()
	if n.null() && f.Role != model.RoleValue {
		if f.Required && !r.mayBeEmpty(f) {
			r.refuse(n.at, "nothing is written for "+f.Key, "write a value, or leave the whole entry out")
		}
		return
	}
	if v.Kind() == reflect.Pointer {
		target := reflect.New(v.Type().Elem())
		v.Set(target)
		v = target.Elem()
	}
	switch f.Role {
	case model.RoleBool:
		r.boolean(f, n, v)
	case model.RoleNumber:
		r.number(f, n, v)
	case model.RoleTime:
		r.moment(f, n, v)
	case model.RoleDuration, model.RoleNotated, model.RoleValue:
		r.notated(f, n, v)
	case model.RoleOperator:
		r.operator(f, n, v)
	case model.RoleGroup:
		r.group(f.Key, f.Fields(), n, v, at)
	case model.RoleList:
		r.list(f, n, v, at)
	case model.RoleMap:
		r.dictionary(f, n, v, at)
	case model.RoleSteps:
		r.run(f, n, v, at)
	case model.RoleStep:
		r.end(f, n, v, at)
	default:
		if s, ok := r.text(f, n); ok {
			v.SetString(r.word(f, n, v.Type(), s))
		}
	}
}

// text reads a scalar as it is written: numbers and words are texts where a text belongs.
func (r *reader) text(f *model.Field, n *node) (string, bool) {
	if n.shape != scalar {
		right := "write a text"
		if n.shape == mapping {
			right = `write a text; one with ": " in it, or that begins with {, needs quotes`
		}
		r.refuse(n.at, n.describe()+" for "+f.Key, right)
		return "", false
	}
	if len(n.text) > model.MaxTextBytes && !f.Has("body") {
		r.refuse(n.at, fmt.Sprintf("a text of more than %d KiB for %s", model.MaxTextBytes>>10, f.Key), "shorten it, or make it an article")
		return "", false
	}
	return n.text, true
}

// word checks the texts that are not free: ids and words of a list.
func (r *reader) word(f *model.Field, n *node, t reflect.Type, s string) string {
	if t == reflect.TypeFor[model.Type]() && s == "pro" {
		r.warn(n.at, "type pro is an older word: it was read as premium", "write premium")
		return string(model.Premium)
	}
	if f.Key == "id" {
		r.id(f, n, s)
	} else if f.In != nil && s != "" && !slices.Contains(f.In, s) {
		r.refuse(n.at, fmt.Sprintf("unknown word %s for %s", excerpt(s), f.Key), suggest(s, f.In))
	}
	return s
}

// id refuses what cannot name a thing.
func (r *reader) id(f *model.Field, n *node, s string) {
	if s == "" && !f.Required || model.ValidID(s) {
		return
	}
	right := "write letters, digits, - and _, a letter or digit first, 64 at most"
	if slug := model.Slug(s); slug != "" {
		right += fmt.Sprintf(", such as %q", slug)
	}
	r.refuse(n.at, fmt.Sprintf("%s is not a valid id", excerpt(s)), right)
}

func (r *reader) boolean(f *model.Field, n *node, v reflect.Value) {
	if value, ok := n.boolean(); ok {
		v.SetBool(value)
		return
	}
	right := "write true or false"
	if n.shape == scalar {
		switch strings.ToLower(n.text) {
		case "yes", "on", "y", "true":
			right = "did you mean true (without quotes)?"
		case "no", "off", "n", "false":
			right = "did you mean false (without quotes)?"
		}
	}
	r.refuse(n.at, n.describe()+" for "+f.Key, right)
}

// boolean reads true and false as YAML 1.2 writes them.
func (n *node) boolean() (value, ok bool) {
	if n.shape != scalar || !n.plain {
		return false, false
	}
	switch n.text {
	case "true", "True", "TRUE":
		return true, true
	case "false", "False", "FALSE":
		return false, true
	}
	return false, false
}

func (r *reader) number(f *model.Field, n *node, v reflect.Value) {
	i, err := strconv.ParseInt(n.text, 10, 32)
	if n.shape != scalar || !n.plain || err != nil {
		r.refuse(n.at, n.describe()+" for "+f.Key, "write a whole number such as "+cmpOr(f.Default, "5"))
		return
	}
	if f.In != nil && !slices.Contains(f.In, strconv.FormatInt(i, 10)) {
		r.refuse(n.at, fmt.Sprintf("%d for %s", i, f.Key), suggest(n.text, f.In))
	}
	v.SetInt(i)
}

// moment reads a time. Zones come out as written, whatever the machine's own zone is.
func (r *reader) moment(f *model.Field, n *node, v reflect.Value) {
	t, err := time.ParseInLocation(time.RFC3339Nano, n.text, time.UTC)
	if n.shape == scalar && err == nil {
		v.Set(reflect.ValueOf(t))
		return
	}
	right := "write a time with its zone, such as 2026-03-02T10:00:00Z"
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(layout, n.text, time.UTC); err == nil {
			right = fmt.Sprintf("did you mean %s?", t.Format(time.RFC3339))
		}
	}
	r.refuse(n.at, n.describe()+" for "+f.Key, right)
}

// operator reads the words of a condition; unknown ones are kept for check to name.
func (r *reader) operator(f *model.Field, n *node, v reflect.Value) {
	s, ok := r.text(f, n)
	if !ok {
		return
	}
	if err := v.Addr().Interface().(model.Notated).FromNotation(s); err != nil {
		r.refuse(n.at, n.describe()+" for "+f.Key, err.Error())
	}
	if _, known := model.CanonicalOperator(s); !known {
		r.warn(n.at, fmt.Sprintf("unknown operator %s", excerpt(s)), suggest(s, operatorWords()))
	}
}

// operatorWords are the operators as files write them: without a leading "is".
func operatorWords() []string {
	var out []string
	for _, rule := range model.Operators() {
		out = append(out, shortOperator(rule.Operator))
	}
	return out
}

// shortOperator leaves out the leading "is" where it is not needed.
func shortOperator(o model.Operator) string {
	short, found := strings.CutPrefix(string(o), "is ")
	if rule, known := model.CanonicalOperator(short); found && known && rule.Operator == o {
		return short
	}
	return string(o)
}

// list decodes a list.
func (r *reader) list(f *model.Field, n *node, v reflect.Value, at int) {
	if n.shape != sequence {
		right := "write a list: [a, b], or a dash before each"
		if n.shape == scalar {
			right = fmt.Sprintf("write a list: [%s]", n.text)
		}
		if len(right) > 60 {
			right = "write a list, a dash before each entry"
		}
		r.refuse(n.at, n.describe()+" for "+f.Key, right)
		return
	}
	if len(n.items) == 0 {
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
	ids := map[string]bool{}
	for i, item := range n.items {
		e := r.spot(at, itoa(i), true, item.at)
		r.value(f.Elem, item, out.Index(i), e)
		if r.budget.spent {
			return
		}
		id := idOf(out.Index(i))
		if id == "" {
			continue
		}
		r.spots[e].word = id
		if ids[id] {
			r.refuse(item.at, fmt.Sprintf("a second entry %q in %s", id, f.Key), "give it an id of its own")
		}
		ids[id] = true
	}
	v.Set(out)
}

// dictionary decodes a map of words to values.
func (r *reader) dictionary(f *model.Field, n *node, v reflect.Value, at int) {
	if n.shape != mapping {
		r.refuse(n.at, n.describe()+" for "+f.Key, "write a map: {word: value}")
		return
	}
	if len(n.pairs) == 0 {
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.pairs), len(n.pairs))
	for i, p := range n.pairs {
		out.Index(i).Field(0).SetString(p.key)
		r.value(f.Elem, p.value, out.Index(i).Field(1), r.spot(at, p.key, true, p.place()))
		if r.budget.spent {
			return
		}
	}
	v.Set(out)
}
