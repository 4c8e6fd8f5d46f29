package files

import (
	"reflect"
	"strconv"
	"strings"

	"parley/engine/model"
)

// notated decodes a value with a notation of its own. Only attribute values
// tell numbers and words apart; every other notation gets scalars as they are
// written first, so that `keys: 012` and `phone: +1917…` keep their digits.
func (r *reader) notated(f *model.Field, n *node, v reflect.Value) {
	target, ok := v.Addr().Interface().(model.Notated)
	if !ok {
		r.refuse(n.at, n.describe()+" for "+f.Key, "leave it out")
		return
	}
	if f.Role != model.RoleValue {
		plain, ok := r.notation(n, false)
		if !ok {
			return
		}
		if target.FromNotation(plain) == nil {
			return
		}
		v.SetZero()
	}
	typed, ok := r.notation(n, true)
	if !ok {
		return
	}
	if err := target.FromNotation(typed); err != nil {
		v.SetZero()
		r.refuse(n.at, n.describe()+" for "+f.Key, err.Error())
	}
}

// notation is a node as [model.Notated] takes it. Where typed, plain scalars
// become numbers and booleans, except in lists, which hold texts.
func (r *reader) notation(n *node, typed bool) (any, bool) {
	if n.broken || !r.enter(n) {
		return nil, false
	}
	defer r.leave()
	switch n.shape {
	case sequence:
		out := make([]any, len(n.items))
		for i, item := range n.items {
			a, ok := r.notation(item, false)
			if !ok {
				return nil, false
			}
			out[i] = a
		}
		return out, true
	case mapping:
		out := make(map[string]any, len(n.pairs))
		for _, p := range n.pairs {
			a, ok := r.notation(p.value, typed)
			if !ok {
				return nil, false
			}
			out[p.key] = a
		}
		return out, true
	}
	if len(n.text) > model.MaxTextBytes {
		r.refuse(n.at, "a text of more than "+itoa(model.MaxTextBytes>>10)+" KiB", "shorten it")
		return nil, false
	}
	switch {
	case n.null():
		return nil, true
	case typed && n.plain:
		return literal(n), true
	}
	return n.text, true
}

// literal is what a plain scalar stands for. A number keeps its digits or is no
// number: those with leading zeros or a plus, and whole ones beyond 2⁵³, are
// order numbers and phone numbers, that is texts.
func literal(n *node) any {
	if b, ok := n.boolean(); ok {
		return b
	}
	number, whole := isNumeral(n.text)
	if whole {
		if i, err := strconv.ParseInt(n.text, 10, 64); err == nil && i <= 1<<53 && i >= -1<<53 {
			return i
		}
	} else if number {
		if f, err := strconv.ParseFloat(n.text, 64); err == nil {
			return f
		}
	}
	return n.text
}

// isNumeral reports whether a text is a decimal number without leading zeros or
// a plus sign, and whether it is a whole one.
func isNumeral(s string) (number, whole bool) {
	s = strings.TrimPrefix(s, "-")
	rest := strings.TrimLeft(s, digits)
	if lead := s[:len(s)-len(rest)]; lead == "" || len(lead) > 1 && lead[0] == '0' {
		return false, false
	}
	if rest == "" {
		return true, true
	}
	if fraction, found := strings.CutPrefix(rest, "."); found {
		rest = strings.TrimLeft(fraction, digits)
		if rest == fraction {
			return false, false
		}
	}
	if rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		rest = strings.TrimLeft(rest[1:], "+-")
		if rest == "" || strings.TrimLeft(rest, digits) != "" {
			return false, false
		}
		rest = ""
	}
	return rest == "", false
}

const digits = "0123456789"
