package model

import "slices"

// Match says whether all or any of the conditions must hold.
type Match string

// The two ways to match; the empty Match is MatchAll.
const (
	MatchAll Match = "all"
	MatchAny Match = "any"
)

// Condition compares an attribute with a value.
type Condition struct {
	Attribute AttributePath `json:"attribute" is:"required,read" label:"Attribute"`
	Is        Operator      `json:"is" is:"required" label:"Operator"`
	Value     Value         `json:"value,omitzero" label:"Value"`
}

// Operator is how a condition compares, in the words of the screens. A leading
// "is" may be left out in files; see [CanonicalOperator].
type Operator string

// The operators.
const (
	OpEqual          Operator = "is equal to"
	OpNotEqual       Operator = "does not equal"
	OpContains       Operator = "contains"
	OpNotContains    Operator = "does not contain"
	OpContainsAny    Operator = "contains any of"
	OpNotContainsAny Operator = "does not contain any of"
	OpStartsWith     Operator = "starts with"
	OpOneOf          Operator = "is one of"
	OpNotOneOf       Operator = "is not one of"
	OpAtLeast        Operator = "is greater than or equals"
	OpAtMost         Operator = "is less than or equals"
	OpAfter          Operator = "after"
	OpBefore         Operator = "before"
	OpOnOrAfter      Operator = "on or after"
	OpOnOrBefore     Operator = "on or before"
	OpWithin         Operator = "is within"
	OpDuring         Operator = "during business schedule"
	OpOutside        Operator = "outside business schedule"
	OpSet            Operator = "is set"
	OpNotSet         Operator = "is not set"
)

// Operand is the shape of the value an operator takes.
type Operand uint8

// The shapes of operands.
const (
	OperandNone     Operand = iota // no value
	OperandOne                     // one value of the attribute's type
	OperandList                    // a list of values
	OperandSpan                    // "last N days" or "next N days"
	OperandSchedule                // the id of a business schedule
)

// OperatorRule is one row of the operator table.
type OperatorRule struct {
	Operator Operator
	Types    []AttributeType
	Operand  Operand
	Negative bool // holds for unset values
}

var (
	textual  = []AttributeType{TypeText, TypeEmail, TypePhone}
	listed   = []AttributeType{TypeList, TypeMultiLevel}
	dated    = []AttributeType{TypeDate}
	number   = []AttributeType{TypeNumber}
	boolean  = []AttributeType{TypeBoolean}
	anyType  = []AttributeType{TypeText, TypeEmail, TypePhone, TypeNumber, TypeDate, TypeBoolean, TypeList, TypeMultiLevel}
	opsTable = []OperatorRule{
		{OpEqual, slices.Concat(textual, number, boolean), OperandOne, false},
		{OpNotEqual, slices.Concat(textual, number), OperandOne, true},
		{OpContains, textual, OperandOne, false},
		{OpNotContains, textual, OperandOne, true},
		{OpContainsAny, slices.Concat(textual, listed), OperandList, false},
		{OpNotContainsAny, slices.Concat(textual, listed), OperandList, true},
		{OpStartsWith, textual, OperandOne, false},
		{OpOneOf, slices.Concat(textual, number, listed), OperandList, false},
		{OpNotOneOf, slices.Concat(textual, number, listed), OperandList, true},
		{OpAtLeast, number, OperandOne, false},
		{OpAtMost, number, OperandOne, false},
		{OpAfter, dated, OperandOne, false},
		{OpBefore, dated, OperandOne, false},
		{OpOnOrAfter, dated, OperandOne, false},
		{OpOnOrBefore, dated, OperandOne, false},
		{OpWithin, dated, OperandSpan, false},
		{OpDuring, dated, OperandSchedule, false},
		{OpOutside, dated, OperandSchedule, false},
		{OpSet, anyType, OperandNone, false},
		{OpNotSet, anyType, OperandNone, true},
	}
)

// Operators returns the operator table in the order screens show it. It must not be changed.
func Operators() []OperatorRule { return opsTable }

// OperatorsFor returns the operators that fit an attribute's type.
func OperatorsFor(t AttributeType) []OperatorRule {
	var out []OperatorRule
	for _, r := range opsTable {
		if slices.Contains(r.Types, t) {
			out = append(out, r)
		}
	}
	return out
}

// CanonicalOperator reads an operator as files write it, with or without its leading "is".
func CanonicalOperator(s string) (OperatorRule, bool) {
	for _, r := range opsTable {
		if string(r.Operator) == s || string(r.Operator) == "is "+s || "is "+string(r.Operator) == s {
			return r, true
		}
	}
	return OperatorRule{}, false
}

// Notation implements [Notated].
func (o Operator) Notation() any { return string(o) }

// FromNotation implements [Notated]; an unknown operator is kept as written, for check to name it.
func (o *Operator) FromNotation(a any) error {
	s, ok := a.(string)
	if !ok {
		return errOperator
	}
	*o = Operator(s)
	if r, ok := CanonicalOperator(s); ok {
		*o = r.Operator
	}
	return nil
}
