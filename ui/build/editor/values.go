package editor

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/want"
)

func settings(i *model.Interaction) reflect.Value { return reflect.ValueOf(i.Settings).Elem() }

// pickOperator asks how a condition compares: by what fits its attribute's type.
func (e *Editor) pickOperator(r *row) []want.Want {
	a, known := e.attributeBeside(r.path)
	fitting := map[model.Operator]bool{}
	for _, rule := range model.OperatorsFor(a.Type) {
		fitting[rule.Operator] = true
	}
	var items, unfit []want.Item
	for _, rule := range model.Operators() {
		it := want.Item{ID: string(rule.Operator), Label: string(rule.Operator), Here: string(rule.Operator) == r.value.String()}
		if known && !fitting[rule.Operator] {
			it.Reason = "not for " + string(a.Type)
			unfit = append(unfit, it)
			continue
		}
		items = append(items, it)
	}
	at := r.path
	return []want.Want{want.Pick{Title: "Operator", Items: append(items, unfit...), Done: func(it want.Item) []want.Want {
		return apply(e.setOperator(at, model.Operator(it.ID)))
	}}}
}

// setOperator changes an operator; the value follows where it needs another shape.
func (e *Editor) setOperator(at model.Path, op model.Operator) edit.Action {
	set := edit.SetField{At: at, Value: op}
	rule, ok := model.CanonicalOperator(string(op))
	f, v := e.sister(at, func(f *model.Field) bool { return f.Type == reflect.TypeFor[model.Value]() })
	if !ok || f == nil {
		return set
	}
	now, _ := v.Interface().(model.Value)
	value := now
	switch {
	case rule.Operand == model.OperandNone:
		value = model.Value{}
	case rule.Operand == model.OperandList && now.Kind() != model.ListValue:
		value = model.ListOf(nil)
		if s := now.String(); s != "" {
			value = model.ListOf([]string{s})
		}
	case rule.Operand != model.OperandList && now.Kind() == model.ListValue:
		value = model.TextOf(now.List()[0])
	}
	if value.Equal(now) {
		return set
	}
	return edit.Batch{Name: "change operator", Actions: []edit.Action{set, edit.SetField{At: parent(at).Field(f.Key), Value: value}}}
}

// operandOf is the shape of the value that the operator beside a place takes.
func (e *Editor) operandOf(at model.Path) (model.Operand, bool) {
	f, v := e.sister(at, func(f *model.Field) bool { return f.Role == model.RoleOperator })
	if f == nil {
		return 0, false
	}
	rule, ok := model.CanonicalOperator(v.String())
	return rule.Operand, ok
}

// editValue edits what a condition compares with, or what an attribute is set to.
func (e *Editor) editValue(r *row) []want.Want {
	if _, ok := asChange(r.value); ok {
		return e.editChange(r)
	}
	if a, ok := e.declared(r.path); ok {
		return e.editDeclared(r, a)
	}
	shape, known := e.operandOf(r.path)
	switch {
	case known && shape == model.OperandNone:
		return tell("this operator takes no value")
	case known && shape == model.OperandSchedule:
		return e.pickSchedule(r)
	case known && shape == model.OperandOne:
		if all := e.choices(r.path); len(all) > 0 {
			return e.pickValue(r, all)
		}
	}
	return e.write(r)
}

// pickSchedule asks for the schedule a date is compared with.
func (e *Editor) pickSchedule(r *row) []want.Want {
	at, now := r.path, plain(r.value)
	var items []want.Item
	for _, s := range e.state.Workspace.Schedules {
		items = append(items, want.Item{ID: string(s.ID), Label: nameOf(reflect.ValueOf(s).Elem()), Here: string(s.ID) == now})
	}
	return []want.Want{want.Pick{Title: "Business schedule", Items: items, Done: func(it want.Item) []want.Want {
		return apply(edit.SetField{At: at, Value: model.TextOf(it.ID)})
	}}}
}

// pickValue asks for one of an attribute's values.
func (e *Editor) pickValue(r *row, all []string) []want.Want {
	at, now := r.path, plain(r.value)
	a, _ := e.attributeBeside(at)
	var items []want.Item
	for _, v := range all {
		items = append(items, want.Item{ID: v, Label: v, Here: v == now})
	}
	return []want.Want{want.Pick{Title: string(a.Path), Items: items, Free: true, Done: func(it want.Item) []want.Want {
		v, err := readOne(a.Type, it.Label)
		if err != nil {
			return []want.Want{want.Tell{Text: err.Error(), Error: true}}
		}
		return apply(e.assign(at, v))
	}}}
}

// Ways to change an attribute that are no values.
const (
	wayWrite  = "\x00write"
	wayAdd    = "\x00add"
	wayRemove = "\x00remove"
	wayClear  = "\x00clear"
)

// editChange asks what an attribute is set to; where there is nothing to choose
// from, it is written right away.
func (e *Editor) editChange(r *row) []want.Want {
	a, known := e.attributeBeside(r.path)
	all := e.valuesOf(a)
	list := a.Type == model.TypeList && len(a.Choices()) == 0
	if !known || len(all) == 0 && !list {
		return e.write(r)
	}
	c, _ := asChange(r.value)
	at := r.path
	var items []want.Item
	for _, v := range all {
		items = append(items, want.Item{ID: v, Label: v, Here: c.Op == model.ChangeSet && v == c.Value.String()})
	}
	if a.Type == model.TypeList {
		items = append(items, want.Item{ID: wayAdd, Label: "add to the list" + e.dots(), Here: c.Op == model.ChangeAdd}, want.Item{ID: wayRemove, Label: "remove from the list" + e.dots(), Here: c.Op == model.ChangeRemove})
	}
	items = append(items, want.Item{ID: wayWrite, Label: "write it" + e.dots(), Detail: "also dynamic text"}, want.Item{ID: wayClear, Label: "clear it", Here: c.Op == model.ChangeClear})
	return []want.Want{want.Pick{Title: string(a.Path), Items: items, Done: func(it want.Item) []want.Want { return e.changeBy(at, a, c, it) }}}
}

func (e *Editor) changeBy(at model.Path, a model.Attribute, now model.Change, it want.Item) []want.Want {
	set := func(c model.Change) []want.Want { return apply(edit.SetField{At: at, Value: c}) }
	switch it.ID {
	case wayWrite:
		if i := e.find(spot{rowField, at}); i >= 0 {
			return e.write(&e.page.rows[i])
		}
		return nil
	case wayClear:
		return set(model.Change{Op: model.ChangeClear})
	case wayAdd, wayRemove:
		op, title := model.ChangeAdd, "Add to "
		if it.ID == wayRemove {
			op, title = model.ChangeRemove, "Remove from "
		}
		value := ""
		if now.Op == op {
			value = now.Value.String()
		}
		return []want.Want{want.Prompt{Title: title + string(a.Path), Value: value, Hint: "several with commas between", Done: func(s string) []want.Want {
			return set(model.Change{Op: op, Value: model.ListOf(items(s))})
		}}}
	}
	v, err := readOne(a.Type, it.Label)
	if err != nil {
		return []want.Want{want.Tell{Text: err.Error(), Error: true}}
	}
	return set(model.Change{Op: model.ChangeSet, Value: v})
}

// items splits what is written with commas between.
func items(s string) []string {
	var out []string
	for _, part := range strings.Split(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// readOne reads one value of an attribute's type. Dynamic text is a value of every type.
func readOne(t model.AttributeType, s string) (model.Value, error) {
	trimmed := strings.TrimSpace(s)
	if trimmed == "" || strings.Contains(s, "{{") {
		return model.TextOf(s), nil
	}
	switch t {
	case model.TypeNumber:
		n, err := strconv.ParseFloat(trimmed, 64)
		if err != nil {
			return model.Value{}, errors.New("write a number, such as 5")
		}
		return model.NumberOf(n), nil
	case model.TypeBoolean:
		switch strings.ToLower(trimmed) {
		case "yes", "true":
			return model.BoolOf(true), nil
		case "no", "false":
			return model.BoolOf(false), nil
		}
		return model.Value{}, errors.New("write yes or no")
	case model.TypeDate:
		for _, layout := range []string{time.DateOnly, time.RFC3339} {
			if _, err := time.Parse(layout, trimmed); err == nil {
				return model.TextOf(trimmed), nil
			}
		}
		return model.Value{}, errors.New("write a date, such as 2026-03-01")
	}
	return model.TextOf(s), nil
}

// readSpan reads what a date is within.
func readSpan(s string) (model.Value, error) {
	var n int
	trimmed := strings.ToLower(strings.TrimSpace(s))
	if trimmed == "" {
		return model.Value{}, nil
	}
	for _, way := range []string{"last", "next"} {
		if got, err := fmt.Sscanf(trimmed, way+" %d day", &n); err == nil && got == 1 && n > 0 {
			return model.TextOf(trimmed), nil
		}
	}
	return model.Value{}, errors.New("write last 7 days, or next 7 days")
}

// readValue is how the text of a value is read: by the operator's shape and the
// type of the attribute beside it.
func (e *Editor) readValue(at model.Path, f *model.Field) func(string) (any, error) {
	a, known := e.attributeBeside(at)
	shape, compared := e.operandOf(at)
	change := f.Type == reflect.TypeFor[model.Change]()
	return func(s string) (any, error) {
		var v model.Value
		var err error
		switch {
		case compared && shape == model.OperandList:
			v = model.ListOf(items(s))
		case compared && shape == model.OperandSpan:
			v, err = readSpan(s)
		case !known:
			return edit.Parse(f, s)
		case a.Type == model.TypeList && !compared && !change && strings.Contains(s, ","):
			v = model.ListOf(items(s))
		default:
			v, err = readOne(a.Type, s)
		}
		if err != nil {
			return nil, err
		}
		if change {
			return model.Change{Op: model.ChangeSet, Value: v}, nil
		}
		return v, nil
	}
}
