package route

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"parley/engine/condition"
	"parley/engine/model"
)

// question is a condition with its test.
type question struct {
	model.Condition
	test condition.Test
}

// Bounds of what is told apart. Beyond them every test counts as one that can
// come out either way, whatever the others say.
const (
	maxBits     = 64
	maxLiterals = 7
)

// add puts in an attribute with the tests the rules make on it.
func (s *space) add(a model.Attribute, tests []question) {
	values, exact := s.values(a, tests)
	if !exact || len(tests) > maxBits {
		for _, q := range tests {
			s.at[key(q.Condition)] = literal{len(s.vars), 0, true}
			s.vars = append(s.vars, variable{a.Path, []cell{{holds: 0}, {holds: 1}}})
		}
		return
	}
	v := variable{path: a.Path}
	type class struct {
		holds uint64
		set   bool
	}
	seen := map[class]bool{}
	env := &condition.Env{}
	for _, x := range values {
		c := cell{value: x, known: true}
		for i, q := range tests {
			if q.test.Holds(x, env) {
				c.holds |= 1 << i
			}
		}
		if of := (class{c.holds, x.IsSet()}); !seen[of] {
			seen[of] = true
			v.cells = append(v.cells, c)
		}
	}
	for i, q := range tests {
		s.at[key(q.Condition)] = literal{len(s.vars), i, true}
	}
	s.vars = append(s.vars, v)
}

// values are an attribute's values, one at least of every class that the tests
// tell apart, the plainest first; exact is false where that cannot be done.
func (s *space) values(a model.Attribute, tests []question) (out []model.Value, exact bool) {
	switch {
	case a.Path == "conversation.brand":
		for _, b := range s.w.Brands {
			out = append(out, model.TextOf(string(b.ID)))
		}
		if len(out) == 0 {
			out = append(out, model.Value{})
		}
		return out, true
	case a.Type == model.TypeDate:
		return nil, false
	case a.Type == model.TypeBoolean:
		return []model.Value{{}, model.BoolOf(true), model.BoolOf(false)}, true
	case a.Type == model.TypeNumber:
		return numbers(a, tests), true
	case a.Type == model.TypeList || a.Type == model.TypeMultiLevel:
		return lists(a, tests)
	}
	return texts(tests)
}

// numbers are each operand and what lies below, between and above them.
func numbers(a model.Attribute, tests []question) []model.Value {
	whole := a.Path == "session.timeOnPage"
	var marks []float64
	for _, o := range operands(tests) {
		if f, err := strconv.ParseFloat(strings.TrimSpace(o), 64); err == nil {
			marks = append(marks, f)
		}
	}
	slices.Sort(marks)
	all := slices.Clone(marks)
	if len(marks) == 0 {
		marks = []float64{0}
	}
	for i, m := range marks {
		all = append(all, math.Floor(m)-1, math.Floor(m), math.Floor(m)+1)
		if i > 0 && !whole {
			all = append(all, (marks[i-1]+m)/2)
		}
	}
	out := []model.Value{{}}
	for _, f := range all {
		if !whole || f >= 0 && f == math.Floor(f) {
			out = append(out, model.NumberOf(f))
		}
	}
	if whole {
		return append(out, model.NumberOf(0))
	}
	return append(out, model.TextOf("?")) // what is kept as something else than a number
}

// lists are the sets of what the operands and the attribute name, and of
// something else, as far as the tests tell them apart.
func lists(a model.Attribute, tests []question) ([]model.Value, bool) {
	names := operands(tests)
	for _, v := range a.Values {
		names = append(names, string(v))
	}
	names = append(leveled(names, a.Children), "something else")
	env := &condition.Env{}
	var kept []string
	seen := map[string]bool{}
	for _, n := range names {
		class := ""
		for _, q := range tests {
			class += strconv.FormatBool(q.test.Holds(model.ListOf([]string{n}), env))
		}
		if !seen[class] {
			seen[class] = true
			kept = append(kept, n)
		}
	}
	if len(kept) > maxLiterals {
		return nil, false
	}
	out := []model.Value{{}}
	for set := 1; set < 1<<len(kept); set++ {
		var some []string
		for i, n := range kept {
			if set>>i&1 == 1 {
				some = append(some, n)
			}
		}
		out = append(out, model.ListOf(some))
	}
	return out, true
}

func leveled(names []string, levels []model.Level) []string {
	for _, l := range levels {
		names = leveled(append(names, string(l.Value)), l.Children)
	}
	return names
}

// texts are the operands themselves, and for every set of them a text that holds
// just these, after each of the beginnings that are asked for. A text that equals
// an operand only by a rare fold of case, such as the long s, is not told apart.
func texts(tests []question) ([]model.Value, bool) {
	var parts, starts []string
	for _, q := range tests {
		switch q.test.Operator {
		case model.OpStartsWith:
			starts = append(starts, lower(q.Value)...)
		case model.OpContains, model.OpNotContains, model.OpContainsAny, model.OpNotContainsAny:
			parts = append(parts, lower(q.Value)...)
		}
	}
	slices.Sort(parts)
	parts, starts = slices.Compact(parts), append([]string{""}, starts...)
	if len(parts) > maxLiterals || len(starts) > maxLiterals {
		return nil, false
	}
	all := operands(tests)
	between := separator(all)
	out := []model.Value{{}}
	for _, o := range all {
		out = append(out, model.TextOf(o), model.TextOf(strings.ToLower(o)))
	}
	for set := range 1 << len(parts) {
		var some []string
		for i, p := range parts {
			if set>>i&1 == 1 {
				some = append(some, p)
			}
		}
		for _, start := range starts {
			text := start + between + strings.Join(some, between)
			if len(some) > 0 {
				text += between
			}
			out = append(out, model.TextOf(text))
		}
	}
	return out, true
}

func lower(v model.Value) []string {
	var out []string
	for _, s := range operand(v) {
		out = append(out, strings.ToLower(s))
	}
	return out
}

func operand(v model.Value) []string {
	if items := v.List(); items != nil {
		return items
	}
	if !v.IsSet() {
		return nil
	}
	return []string{v.String()}
}

func operands(tests []question) []string {
	var out []string
	for _, q := range tests {
		out = append(out, operand(q.Value)...)
	}
	return out
}

// separator is a sign that is in none of the texts.
func separator(all []string) string {
	joined := strings.ToLower(strings.Join(all, ""))
	for _, sep := range []string{" ", "/", "-", "_", "~", "|"} {
		if !strings.Contains(joined, sep) {
			return sep
		}
	}
	for r := rune(0xE000); ; r++ {
		if !strings.ContainsRune(joined, r) {
			return string(r)
		}
	}
}
