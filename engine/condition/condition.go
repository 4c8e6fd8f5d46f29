// Package condition decides whether conditions hold: every operator of the
// table in package model, on values of every attribute type.
package condition

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/engine/model"
)

// Env is what a condition may need besides the attribute's value.
type Env struct {
	Now  time.Time // of the virtual clock, in the workspace's zone
	Open func(schedule model.ScheduleID, at time.Time) bool
}

// Test is a condition made ready: its operand is read once.
type Test struct {
	Path     model.AttributePath
	Type     model.AttributeType
	Operator model.Operator

	negative bool
	operand  model.OperatorRule
	text     string   // lower case
	texts    []string // lower case
	numbers  []float64
	date     time.Time
	dayOnly  bool // the operand names a day, not a moment
	span     span
	flag     bool
	schedule model.ScheduleID
}

type span struct {
	days int
	next bool
}

// Problem is what is wrong with a condition, and how to mend it.
type Problem struct{ Message, Mend string }

// Error tells both in one line.
func (p *Problem) Error() string { return p.Message + ": " + p.Mend }

func problem(mend, format string, args ...any) error {
	return &Problem{fmt.Sprintf(format, args...), mend}
}

// Compile makes a condition on an attribute ready. The error is a [*Problem].
func Compile(c model.Condition, a model.Attribute) (Test, error) {
	t := Test{Path: c.Attribute, Type: a.Type, Operator: c.Is}
	rule, ok := model.CanonicalOperator(string(c.Is))
	if !ok {
		return t, problem("use one of "+operatorNames(a.Type), "%q is no operator", c.Is)
	}
	if !slices.Contains(rule.Types, a.Type) {
		return t, problem("use one of "+operatorNames(a.Type), "%q does not fit %s, which is of type %s", rule.Operator, c.Attribute, a.Type)
	}
	t.Operator, t.negative, t.operand = rule.Operator, rule.Negative, rule
	return t, t.read(c.Value, a)
}

func operatorNames(t model.AttributeType) string {
	var names []string
	for _, r := range model.OperatorsFor(t) {
		names = append(names, string(r.Operator))
	}
	return strings.Join(names, ", ")
}

func (t *Test) read(v model.Value, a model.Attribute) error {
	switch t.operand.Operand {
	case model.OperandNone:
		if v.IsSet() {
			return problem("leave it out", "%q takes no value", t.Operator)
		}
		return nil
	case model.OperandSpan:
		return t.readSpan(v.Text())
	case model.OperandSchedule:
		t.schedule = model.ScheduleID(v.Text())
		return nil
	}
	if !v.IsSet() {
		return problem("give it one of type "+string(a.Type), "%q needs a value", t.Operator)
	}
	items := v.List()
	if items == nil {
		items = []string{v.String()}
	}
	if t.operand.Operand == model.OperandOne && len(items) != 1 {
		return problem("give one value, or use another operator", "%q takes one value, not a list", t.Operator)
	}
	switch a.Type {
	case model.TypeNumber:
		return t.readNumbers(v, items)
	case model.TypeBoolean:
		return t.readFlag(v)
	case model.TypeDate:
		return t.readDate(items[0])
	}
	for _, s := range items {
		t.texts = append(t.texts, strings.ToLower(s))
	}
	t.text = t.texts[0]
	if a.Type == model.TypeMultiLevel {
		t.texts = withLower(t.texts, a.Children)
	}
	return nil
}

// withLower adds the levels below each named one: what is under "Returns" is one of Returns.
func withLower(names []string, levels []model.Level) []string {
	var add func(levels []model.Level, inside bool)
	out := slices.Clone(names)
	add = func(levels []model.Level, inside bool) {
		for _, l := range levels {
			name := strings.ToLower(string(l.Value))
			if inside && !slices.Contains(out, name) {
				out = append(out, name)
			}
			add(l.Children, inside || slices.Contains(names, name))
		}
	}
	add(levels, false)
	return out
}

func (t *Test) readNumbers(v model.Value, items []string) error {
	if v.Kind() == model.NumberValue {
		t.numbers = []float64{v.Number()}
		return nil
	}
	for _, s := range items {
		f, ok := parseNumber(s)
		if !ok {
			return problem("write a number such as 5", "%q is no number, and %s is compared with numbers", s, t.Path)
		}
		t.numbers = append(t.numbers, f)
	}
	return nil
}

// parseNumber reads a finite number.
func parseNumber(s string) (float64, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return f, err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
}

func (t *Test) readFlag(v model.Value) error {
	switch {
	case v.Kind() == model.BoolValue:
		t.flag = v.Bool()
	case strings.EqualFold(v.Text(), "true") || strings.EqualFold(v.Text(), "yes"):
		t.flag = true
	case strings.EqualFold(v.Text(), "false") || strings.EqualFold(v.Text(), "no"):
	default:
		return problem("compare it with true or false", "%s is a yes-or-no attribute", t.Path)
	}
	return nil
}

func (t *Test) readDate(s string) error {
	at, dayOnly, ok := ParseDate(s, time.UTC)
	if !ok {
		return problem("write YYYY-MM-DD or a time such as 2026-03-02T10:00:00Z", "%q is no date", s)
	}
	t.date, t.dayOnly = at, dayOnly
	return nil
}

func (t *Test) readSpan(s string) error {
	words := strings.Fields(strings.ToLower(s))
	if len(words) == 3 && (words[0] == "last" || words[0] == "next") && strings.HasPrefix(words[2], "day") {
		if n, err := strconv.Atoi(words[1]); err == nil && n > 0 && n <= 36600 {
			t.span = span{n, words[0] == "next"}
			return nil
		}
	}
	return problem("write last 7 days or next 30 days", "%q needs a span of days", t.Operator)
}

// Holds decides the condition on the attribute's value. Negative operators hold
// for unset values; all others but "is not set" do not.
func (t *Test) Holds(v model.Value, env *Env) bool {
	switch t.Operator {
	case model.OpSet:
		return v.IsSet()
	case model.OpNotSet:
		return !v.IsSet()
	}
	if !v.IsSet() {
		return t.negative
	}
	switch t.Type {
	case model.TypeNumber:
		return t.number(v)
	case model.TypeBoolean:
		return truth(v) == t.flag
	case model.TypeDate:
		return t.dated(v, env)
	case model.TypeList, model.TypeMultiLevel:
		return t.listed(v)
	}
	return t.textual(v)
}

func truth(v model.Value) bool {
	return v.Bool() || strings.EqualFold(v.Text(), "true") || strings.EqualFold(v.Text(), "yes")
}

func (t *Test) textual(v model.Value) bool {
	s := v.Text()
	if v.Kind() != model.TextValue {
		s = v.String()
	}
	switch t.Operator {
	case model.OpEqual:
		return strings.EqualFold(s, t.text)
	case model.OpNotEqual:
		return !strings.EqualFold(s, t.text)
	case model.OpOneOf:
		return t.isOneOf(s)
	case model.OpNotOneOf:
		return !t.isOneOf(s)
	}
	s = strings.ToLower(s)
	switch t.Operator {
	case model.OpContains:
		return strings.Contains(s, t.text)
	case model.OpNotContains:
		return !strings.Contains(s, t.text)
	case model.OpStartsWith:
		return strings.HasPrefix(s, t.text)
	case model.OpContainsAny:
		return t.containsAny(s)
	case model.OpNotContainsAny:
		return !t.containsAny(s)
	}
	return false
}

func (t *Test) isOneOf(s string) bool {
	for _, x := range t.texts {
		if strings.EqualFold(x, s) {
			return true
		}
	}
	return false
}

func (t *Test) containsAny(s string) bool {
	for _, x := range t.texts {
		if strings.Contains(s, x) {
			return true
		}
	}
	return false
}

func (t *Test) listed(v model.Value) bool {
	found := slices.ContainsFunc(v.List(), t.isOneOf)
	switch t.Operator {
	case model.OpNotOneOf, model.OpNotContainsAny:
		return !found
	}
	return found
}

func (t *Test) number(v model.Value) bool {
	n := v.Number()
	if v.Kind() != model.NumberValue {
		var ok bool
		if n, ok = parseNumber(v.String()); !ok {
			return t.negative
		}
	}
	switch t.Operator {
	case model.OpEqual:
		return n == t.numbers[0]
	case model.OpNotEqual:
		return n != t.numbers[0]
	case model.OpAtLeast:
		return n >= t.numbers[0]
	case model.OpAtMost:
		return n <= t.numbers[0]
	case model.OpOneOf:
		return slices.Contains(t.numbers, n)
	case model.OpNotOneOf:
		return !slices.Contains(t.numbers, n)
	}
	return false
}
