package condition_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/condition"
	"parley/engine/model"
)

var (
	madrid, _ = time.LoadLocation("Europe/Madrid")
	now       = time.Date(2026, 3, 2, 0, 30, 0, 0, madrid) // 1 March, 23:30 in UTC
	env       = &condition.Env{Now: now, Open: func(id model.ScheduleID, at time.Time) bool {
		return id == "office" && at.Hour() >= 9 && at.Hour() < 17
	}}
	topics = []model.Level{{Value: "Returns", Children: []model.Level{{Value: "Late", Children: []model.Level{{Value: "Very late"}}}, {Value: "Broken"}}}, {Value: "Sales"}}
)

func attribute(t model.AttributeType) model.Attribute {
	a := model.Attribute{Path: "conversation.x", Type: t}
	if t == model.TypeMultiLevel {
		a.Children = topics
	}
	return a
}

func holds(t *testing.T, a model.Attribute, op model.Operator, operand, v model.Value) bool {
	t.Helper()
	test, err := condition.Compile(model.Condition{Attribute: a.Path, Is: op, Value: operand}, a)
	if err != nil {
		t.Fatalf("%s %s %s: %v", a.Type, op, operand, err)
	}
	return test.Holds(v, env)
}

func txt(s string) model.Value     { return model.TextOf(s) }
func num(f float64) model.Value    { return model.NumberOf(f) }
func list(s ...string) model.Value { return model.ListOf(s) }

func TestHolds(t *testing.T) {
	cases := []struct {
		kind    model.AttributeType
		op      model.Operator
		operand model.Value
		value   model.Value
		want    bool
	}{
		{model.TypeText, model.OpEqual, txt("Ada"), txt("aDA"), true},
		{model.TypeText, model.OpEqual, txt("Ada"), txt("Ada "), false},
		{model.TypeText, model.OpEqual, txt("ÉTÉ"), txt("été"), true},
		{model.TypeText, model.OpContains, txt("RETURN"), txt("my return label"), true},
		{model.TypeText, model.OpContainsAny, list("x", "Label"), txt("my return label"), true},
		{model.TypeText, model.OpNotContainsAny, list("x", "z"), txt("my return label"), true},
		{model.TypeText, model.OpStartsWith, txt("https://ACME"), txt("https://acme.example/help"), true},
		{model.TypeText, model.OpEqual, num(5), num(5), true},
		{model.TypeText, model.OpEqual, txt("yes"), model.BoolOf(true), true},
		{model.TypeNumber, model.OpEqual, num(5), num(5), true},
		{model.TypeNumber, model.OpEqual, txt(" 5.0 "), num(5), true},
		{model.TypeNumber, model.OpEqual, num(5), txt("5"), true},
		{model.TypeNumber, model.OpEqual, num(5), txt("five"), false},
		{model.TypeNumber, model.OpNotEqual, num(5), txt("five"), true},
		{model.TypeNumber, model.OpAtLeast, num(5), num(5), true},
		{model.TypeNumber, model.OpAtMost, num(5), num(5.1), false},
		{model.TypeNumber, model.OpOneOf, list("1", "5"), num(5), true},
		{model.TypeNumber, model.OpEqual, num(1), txt("NaN"), false},
		{model.TypeBoolean, model.OpEqual, model.BoolOf(true), model.BoolOf(true), true},
		{model.TypeBoolean, model.OpEqual, txt("no"), model.BoolOf(false), true},
		{model.TypeBoolean, model.OpEqual, model.BoolOf(false), model.Value{}, false},
		{model.TypeList, model.OpOneOf, list("Red"), list("blue", "RED"), true},
		{model.TypeList, model.OpNotOneOf, list("Red"), list("blue"), true},
		{model.TypeList, model.OpContainsAny, list("Red"), txt("red"), true},
		{model.TypeMultiLevel, model.OpOneOf, list("Returns"), txt("very LATE"), true},
		{model.TypeMultiLevel, model.OpOneOf, list("Late"), txt("Broken"), false},
		{model.TypeMultiLevel, model.OpNotOneOf, list("Returns"), txt("Sales"), true},
		{model.TypeDate, model.OpAfter, txt("2026-03-01"), txt("2026-03-01"), false},
		{model.TypeDate, model.OpAfter, txt("2026-03-01"), txt("2026-03-01T23:30:00Z"), true}, // 2 March in Madrid
		{model.TypeDate, model.OpOnOrAfter, txt("2026-03-02"), txt("2026-03-01T23:30:00Z"), true},
		{model.TypeDate, model.OpBefore, txt("2026-03-01T10:00:00Z"), txt("2026-03-01T09:59:59Z"), true},
		{model.TypeDate, model.OpOnOrBefore, txt("2026-03-01T10:00:00Z"), txt("2026-03-01"), true},
		{model.TypeDate, model.OpAfter, txt("2026-03-01"), txt("soon"), false},
		{model.TypeDate, model.OpWithin, txt("last 7 days"), txt("2026-02-23"), true},
		{model.TypeDate, model.OpWithin, txt("last 7 days"), txt("2026-02-22"), false},
		{model.TypeDate, model.OpWithin, txt("last 1 day"), txt("2026-03-02"), true},
		{model.TypeDate, model.OpWithin, txt("next 30 days"), txt("2026-04-01"), true},
		{model.TypeDate, model.OpWithin, txt("next 30 days"), txt("2026-03-01"), false},
		{model.TypeDate, model.OpWithin, txt("next 1 days"), txt("2026-03-01T23:00:00Z"), true}, // today in Madrid
		{model.TypeDate, model.OpDuring, txt("office"), txt("2026-03-02T10:00:00+01:00"), true},
		{model.TypeDate, model.OpOutside, txt("office"), txt("2026-03-02T18:00:00+01:00"), true},
		{model.TypeDate, model.OpOutside, txt("office"), model.Value{}, false},
		{model.TypeEmail, model.OpContains, txt("@acme"), txt("ada@ACME.example"), true},
		{model.TypePhone, model.OpStartsWith, txt("+34"), txt("+34600000000"), true},
	}
	for _, c := range cases {
		if got := holds(t, attribute(c.kind), c.op, c.operand, c.value); got != c.want {
			t.Errorf("%s: %q %s %q: %v", c.kind, c.value, c.op, c.operand, got)
		}
	}
}

func TestUnsetValues(t *testing.T) {
	for _, kind := range types() {
		for _, rule := range model.OperatorsFor(kind) {
			want := rule.Operator == model.OpNotSet || rule.Negative
			if got := holds(t, attribute(kind), rule.Operator, operandFor(kind, rule), model.Value{}); got != want {
				t.Errorf("%s %s an unset value: %v", kind, rule.Operator, got)
			}
		}
	}
}

func types() []model.AttributeType {
	return []model.AttributeType{model.TypeText, model.TypeNumber, model.TypeBoolean, model.TypeDate, model.TypeList, model.TypeMultiLevel, model.TypeEmail, model.TypePhone}
}

// operandFor is an operand that the operator takes.
func operandFor(kind model.AttributeType, rule model.OperatorRule) model.Value {
	switch rule.Operand {
	case model.OperandNone:
		return model.Value{}
	case model.OperandSpan:
		return txt("last 3 days")
	case model.OperandSchedule:
		return txt("office")
	}
	switch kind {
	case model.TypeNumber:
		return num(1)
	case model.TypeBoolean:
		return model.BoolOf(true)
	case model.TypeDate:
		return txt("2026-03-01")
	}
	return txt("a")
}

func TestWithoutSurroundings(t *testing.T) {
	a := attribute(model.TypeDate)
	for _, op := range []model.Operator{model.OpWithin, model.OpDuring, model.OpOutside, model.OpAfter} {
		rule, _ := model.CanonicalOperator(string(op))
		test, err := condition.Compile(model.Condition{Attribute: a.Path, Is: op, Value: operandFor(a.Type, rule)}, a)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range []*condition.Env{nil, {}} {
			test.Holds(txt("2026-03-05"), e)
		}
	}
}

func TestCompileSaysWhatIsWrong(t *testing.T) {
	cases := []struct {
		kind          model.AttributeType
		op            model.Operator
		operand       model.Value
		message, mend string
	}{
		{model.TypeNumber, "resembles", num(1), "no operator", "is greater than or equals"},
		{model.TypeNumber, model.OpContains, num(1), "does not fit conversation.x, which is of type number", "is equal to"},
		{model.TypeBoolean, model.OpNotEqual, model.BoolOf(true), "does not fit", "is equal to"},
		{model.TypeNumber, model.OpAtLeast, model.Value{}, "needs a value", "number"},
		{model.TypeNumber, model.OpAtLeast, list("1", "2"), "one value, not a list", "one value"},
		{model.TypeNumber, model.OpAtLeast, txt("ten"), "no number", "5"},
		{model.TypeNumber, model.OpOneOf, list("1", "NaN"), "no number", "5"},
		{model.TypeNumber, model.OpEqual, txt("Inf"), "no number", "5"},
		{model.TypeNumber, model.OpEqual, model.BoolOf(true), "no number", "5"},
		{model.TypeBoolean, model.OpEqual, txt("perhaps"), "yes-or-no", "true or false"},
		{model.TypeDate, model.OpAfter, txt("3/4/2026"), "no date", "YYYY-MM-DD"},
		{model.TypeDate, model.OpWithin, txt("7 days"), "span", "last 7 days"},
		{model.TypeDate, model.OpWithin, txt("last 0 days"), "span", "last 7 days"},
		{model.TypeDate, model.OpWithin, txt("last 99999 days"), "span", "last 7 days"},
		{model.TypeText, model.OpSet, txt("x"), "takes no value", "leave it out"},
	}
	for _, c := range cases {
		_, err := condition.Compile(model.Condition{Attribute: "conversation.x", Is: c.op, Value: c.operand}, attribute(c.kind))
		var wrong *condition.Problem
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Message, c.message) || !strings.Contains(wrong.Mend, c.mend) {
			t.Errorf("%s %s %q: %v", c.kind, c.op, c.operand, err)
		} else if err.Error() != wrong.Message+": "+wrong.Mend {
			t.Errorf("%v", err)
		}
	}
}

func TestOperatorsInFilesMayLeaveIsOut(t *testing.T) {
	for _, word := range []model.Operator{"equal to", "is equal to"} {
		if !holds(t, attribute(model.TypeText), word, txt("a"), txt("A")) {
			t.Errorf("%s does not hold", word)
		}
	}
}

// oracle decides a condition anew, in the plainest way: by the words of the specification.
func oracle(kind model.AttributeType, op model.Operator, operand, value []string, set bool) bool {
	fold := strings.ToLower
	some := func(test func(v, o string) bool) bool {
		for _, v := range value {
			for _, o := range operand {
				if test(fold(v), fold(o)) {
					return true
				}
			}
		}
		return false
	}
	same := func(v, o string) bool { return v == o }
	switch kind {
	case model.TypeNumber:
		same = func(v, o string) bool { return number(v) == number(o) }
	case model.TypeMultiLevel:
		same = func(v, o string) bool { return v == o || slices.Contains(under(topics, o, false), v) }
	}
	switch op {
	case model.OpSet:
		return set
	case model.OpNotSet:
		return !set
	case model.OpEqual, model.OpOneOf:
		return set && some(same)
	case model.OpNotEqual, model.OpNotOneOf:
		return !set || !some(same)
	case model.OpContains, model.OpNotContains, model.OpContainsAny, model.OpNotContainsAny:
		in := strings.Contains
		if kind == model.TypeList || kind == model.TypeMultiLevel {
			in = same
		}
		if op == model.OpContains || op == model.OpContainsAny {
			return set && some(in)
		}
		return !set || !some(in)
	case model.OpStartsWith:
		return set && some(strings.HasPrefix)
	case model.OpAtLeast:
		return set && some(func(v, o string) bool { return number(v) >= number(o) })
	case model.OpAtMost:
		return set && some(func(v, o string) bool { return number(v) <= number(o) })
	case model.OpAfter:
		return set && value[0] > operand[0]
	case model.OpBefore:
		return set && value[0] < operand[0]
	case model.OpOnOrAfter:
		return set && value[0] >= operand[0]
	case model.OpOnOrBefore:
		return set && value[0] <= operand[0]
	}
	panic("no such operator: " + string(op))
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return f
}

// under lists the levels below a name.
func under(levels []model.Level, name string, inside bool) []string {
	var out []string
	for _, l := range levels {
		word := strings.ToLower(string(l.Value))
		if inside {
			out = append(out, word)
		}
		out = append(out, under(l.Children, name, inside || word == name)...)
	}
	return out
}

func TestHoldsAgreesWithAnOracle(t *testing.T) {
	pools := map[model.AttributeType][]string{
		model.TypeText: {"a", "A", "b", "ab", "Abc", "é", "É", "x y"}, model.TypeEmail: {"a@b.example", "A@b.example", "b@b.example"},
		model.TypePhone: {"+34", "+346", "+1"}, model.TypeNumber: {"-1", "0", "1", "1.5", "10"},
		model.TypeList: {"Red", "red", "Blue", "re"}, model.TypeMultiLevel: {"Returns", "late", "Very late", "Broken", "sales", "other"},
		model.TypeDate: {"2026-02-28", "2026-03-01", "2026-03-02"}, model.TypeBoolean: {"yes", "no"},
	}
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(types()).Draw(t, "type")
		rule := rapid.SampledFrom(model.OperatorsFor(kind)).Draw(t, "operator")
		if rule.Operand == model.OperandSpan || rule.Operand == model.OperandSchedule {
			t.Skip("has a table of its own")
		}
		pool := rapid.SampledFrom(pools[kind])
		most := 1
		if rule.Operand == model.OperandList {
			most = 3
		}
		operand := rapid.SliceOfN(pool, 1, most).Draw(t, "operand")
		value := []string{pool.Draw(t, "value")}
		if kind == model.TypeList {
			value = rapid.SliceOfN(pool, 1, 3).Draw(t, "values")
		}
		set := rapid.IntRange(0, 4).Draw(t, "set") > 0
		v := as(kind, value, rapid.Bool().Draw(t, "native"))
		if !set {
			v = model.Value{}
		}
		var o model.Value
		if rule.Operand != model.OperandNone {
			o = as(kind, operand, rapid.Bool().Draw(t, "native operand"))
		}
		a := attribute(kind)
		test, err := condition.Compile(model.Condition{Attribute: a.Path, Is: rule.Operator, Value: o}, a)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := test.Holds(v, env), oracle(kind, rule.Operator, operand, value, set); got != want {
			t.Fatalf("%s %q %s %q: %v, want %v", kind, v, rule.Operator, o, got, want)
		}
	})
}

// as makes words a value, of the type's own kind or as text.
func as(kind model.AttributeType, words []string, native bool) model.Value {
	switch {
	case len(words) > 1:
		return model.ListOf(words)
	case native && kind == model.TypeNumber:
		return num(number(words[0]))
	case native && kind == model.TypeBoolean:
		return model.BoolOf(words[0] == "yes")
	case native && (kind == model.TypeList || kind == model.TypeMultiLevel):
		return model.ListOf(words)
	}
	return txt(words[0])
}

func TestNothingPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := func(label string) model.Value {
			switch rapid.IntRange(0, 4).Draw(t, label) {
			case 0:
				return txt(rapid.String().Draw(t, label))
			case 1:
				return num(rapid.Float64().Draw(t, label))
			case 2:
				return model.BoolOf(true)
			case 3:
				return model.ListOf(rapid.SliceOf(rapid.String()).Draw(t, label))
			}
			return model.Value{}
		}
		a := attribute(rapid.SampledFrom(types()).Draw(t, "type"))
		rule := rapid.SampledFrom(model.Operators()).Draw(t, "operator")
		test, err := condition.Compile(model.Condition{Attribute: a.Path, Is: rule.Operator, Value: value("operand")}, a)
		if err == nil {
			test.Holds(value("value"), env)
		}
	})
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2026-03-02": "2026-03-02T00:00:00+01:00 true", " 2026-03-02 ": "2026-03-02T00:00:00+01:00 true",
		"2026-03-02T10:00:00Z": "2026-03-02T10:00:00Z false", "2026-02-30": "", "soon": "", "": "",
	} {
		got := ""
		if at, dayOnly, ok := condition.ParseDate(in, madrid); ok {
			got = fmt.Sprintf("%s %v", at.Format(time.RFC3339), dayOnly)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func BenchmarkHolds(b *testing.B) {
	a := attribute(model.TypeText)
	test, _ := condition.Compile(model.Condition{Attribute: a.Path, Is: model.OpContainsAny, Value: list("refund", "return")}, a)
	v := txt("I want to send my order back, please: where is the Return label?")
	b.ReportAllocs()
	for b.Loop() {
		test.Holds(v, env)
	}
}
