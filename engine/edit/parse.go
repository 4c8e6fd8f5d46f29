package edit

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"parley/engine/model"
)

// Parse reads a text as a value of the field's own type: 5m for a duration, a
// whole number, yes or no, one of the field's words, an id. An empty text is
// the zero value. Fields that are a struct or a list of structs have no text form; lists of words
// are read line by line, or with commas between.
func Parse(f *model.Field, s string) (any, error) {
	t := f.Type
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	trimmed := strings.TrimSpace(s)
	if trimmed == "" && f.Role != model.RoleText && f.Role != model.RoleLabel && f.Role != model.RolePlain {
		return reflect.Zero(t).Interface(), nil
	}
	switch f.Role {
	case model.RoleText, model.RoleLabel:
		return asType(t, s), nil
	case model.RolePlain:
		return parseWord(f, t, s)
	case model.RoleBool:
		return parseBool(f, trimmed)
	case model.RoleNumber:
		n, err := strconv.Atoi(trimmed)
		if err != nil {
			return nil, unreadable(f, trimmed)
		}
		v := reflect.ValueOf(n).Convert(t)
		return v.Interface(), inWords(f, v)
	case model.RoleTime:
		return parseTime(f, trimmed)
	case model.RoleDialog, model.RoleReference:
		if !model.ValidID(trimmed) {
			return nil, unreadable(f, trimmed)
		}
		return asType(t, trimmed), nil
	case model.RoleAttribute:
		if !validPath(trimmed) {
			return nil, unreadable(f, trimmed)
		}
		return asType(t, trimmed), nil
	case model.RoleList:
		return parseList(f, t, s)
	}
	return parseNotation(f, t, trimmed)
}

func asType(t reflect.Type, s string) any { return reflect.ValueOf(s).Convert(t).Interface() }

func unreadable(f *model.Field, s string) error {
	return refuse("write "+expected(f), "%s cannot be %q", f.Label, s)
}

// expected says what a field takes, for the end of an error.
func expected(f *model.Field) string {
	if f.In != nil {
		return "one of " + strings.Join(f.In, ", ")
	}
	switch f.Role {
	case model.RoleBool:
		return "yes or no"
	case model.RoleNumber:
		return "a whole number"
	case model.RoleDuration:
		return "a duration such as 90s, 5m or 24h"
	case model.RoleTime:
		return "a date such as 2026-03-01 or a time such as 2026-03-01T10:00:00Z"
	case model.RoleAttribute:
		return "an attribute such as customer.name"
	case model.RoleDialog:
		return "the id of a dialog"
	case model.RoleReference:
		return "the id of a " + f.Refers + ": letters, digits, - and _"
	case model.RoleValue:
		return "a text, a number, yes or no, or a list"
	case model.RoleList, model.RoleMap, model.RoleSteps:
		return "a list"
	}
	return "a text"
}

func parseWord(f *model.Field, t reflect.Type, s string) (any, error) {
	if t.Kind() != reflect.String {
		return nil, refuse("change its parts instead", "%s has no text form", f.Label)
	}
	if f.In != nil {
		s = strings.TrimSpace(s)
	}
	v := reflect.ValueOf(s).Convert(t)
	return v.Interface(), inWords(f, v)
}

func parseBool(f *model.Field, s string) (any, error) {
	switch strings.ToLower(s) {
	case "yes", "true", "on", "y", "1":
		return true, nil
	case "no", "false", "off", "n", "0":
		return false, nil
	}
	return nil, unreadable(f, s)
}

func parseTime(f *model.Field, s string) (any, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if at, err := time.Parse(layout, s); err == nil {
			return at, nil
		}
	}
	return nil, unreadable(f, s)
}

func validPath(s string) bool {
	words := strings.Split(s, ".")
	for _, w := range words {
		if !model.ValidID(w) {
			return false
		}
	}
	return len(words) >= 2
}

// parseList reads a list of words: one a line, else with commas between.
func parseList(f *model.Field, t reflect.Type, s string) (any, error) {
	if f.Elem.Role == model.RoleGroup || f.Elem.Role == model.RoleSteps {
		return nil, refuse("add or remove its elements instead", "%s has no text form", f.Label)
	}
	out := reflect.MakeSlice(t, 0, 4)
	between := ","
	if strings.Contains(s, "\n") {
		between = "\n"
	}
	for _, word := range strings.Split(s, between) {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		v, err := Parse(f.Elem, word)
		if err != nil {
			return nil, err
		}
		out = reflect.Append(out, reflect.ValueOf(v))
	}
	return out.Interface(), nil
}

// parseNotation reads values, changes, operators, durations and what else has a
// notation of its own.
func parseNotation(f *model.Field, t reflect.Type, s string) (any, error) {
	v := reflect.New(t)
	n, ok := v.Interface().(model.Notated)
	if !ok {
		return nil, refuse("change its parts instead", "%s has no text form", f.Label)
	}
	var err error
	switch f.Role {
	case model.RoleValue:
		err = n.FromNotation(literal(s))
	case model.RoleNotated:
		err = n.FromNotation(compound(s))
	default:
		err = n.FromNotation(s)
	}
	if err != nil {
		return nil, refuse(err.Error(), "%s cannot be %q", f.Label, s)
	}
	if op, isOp := v.Elem().Interface().(model.Operator); isOp {
		if _, known := model.CanonicalOperator(string(op)); !known {
			return nil, refuse("choose one such as is equal to, contains or is set", "%s cannot be %q", f.Label, s)
		}
	}
	return v.Elem().Interface(), nil
}

// literal reads the text form of a value: yes and no, a number, [a, b], "text" or text.
// A number that would not be written the same way again stays text (+49…, 007).
func literal(s string) any {
	switch strings.ToLower(s) {
	case "yes", "true":
		return true
	case "no", "false":
		return false
	case "null":
		return nil
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && strconv.FormatFloat(n, 'f', -1, 64) == s {
		return n
	}
	if quoted, err := strconv.Unquote(s); err == nil && s[0] == '"' {
		return quoted
	}
	if inside, ok := strings.CutPrefix(s, "["); ok && strings.HasSuffix(inside, "]") {
		var items []any
		for _, item := range strings.Split(strings.TrimSuffix(inside, "]"), ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
		return items
	}
	if op, items, ok := strings.Cut(s, " "); ok && (op == "add" || op == "remove") && strings.HasPrefix(items, "[") {
		return map[string]any{op: literal(items)}
	}
	return s
}

// compound reads "key: text" as a map of one key, and anything else as a text.
func compound(s string) any {
	if key, text, ok := strings.Cut(s, ": "); ok {
		return map[string]any{strings.TrimSpace(key): strings.TrimSpace(text)}
	}
	return s
}
