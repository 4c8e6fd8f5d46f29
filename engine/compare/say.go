package compare

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"parley/engine/model"
	"parley/engine/text"
)

// shortest is up to how many characters a value is told within a sentence.
const shortest = 40

func deref(v reflect.Value) reflect.Value {
	for v.IsValid() && v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return reflect.Value{}
		}
		v = v.Elem()
	}
	return v
}

// isSet reports whether a field holds anything.
func isSet(v reflect.Value) bool {
	v = deref(v)
	if !v.IsValid() || v.Kind() == reflect.Slice && v.Len() == 0 {
		return false
	}
	return !v.IsZero()
}

// title is a name, or the id of what has none.
func title[ID ~string](name string, id ID) string {
	switch {
	case strings.TrimSpace(name) != "":
		return name
	case id != "":
		return string(id)
	}
	return "(unnamed)"
}

// oneLine makes a text fit for one line.
func oneLine(s string) string { return strings.Join(strings.Fields(text.Clean(s)), " ") }

func short(s string) string {
	if r := []rune(s); len(r) > shortest {
		return string(r[:shortest-1]) + "…"
	}
	return s
}

func lower(s string) string {
	if len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:min(1, len(s))]) + s[min(1, len(s)):]
}

func upper(s string) string { return strings.ToUpper(s[:min(1, len(s))]) + s[min(1, len(s)):] }

// labelOf is a field's name within a sentence.
func labelOf(f *model.Field) string { return strings.TrimSuffix(lower(f.Label), " to") }

// singular is what one element of a list is called.
func singular(label string) string {
	s := strings.TrimSuffix(lower(label), " to")
	switch {
	case s == "when":
		return "condition"
	case strings.HasSuffix(s, "ches"), strings.HasSuffix(s, "xes"):
		return s[:len(s)-2]
	case strings.HasSuffix(s, "ies"):
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "s"):
		return s[:len(s)-1]
	}
	return s
}

// sentence reports whether the fields of a group read as one sentence: a condition.
func sentence(fields []*model.Field) bool {
	for _, f := range fields {
		if f.Role == model.RoleOperator {
			return true
		}
	}
	return false
}

// keyed is what names an element among others: its id, name, label or attribute.
func keyed(fields []*model.Field, v reflect.Value) string {
	for _, f := range fields {
		switch f.Role {
		case model.RoleLabel, model.RolePlain:
			if f.In == nil {
				return oneLine(f.Of(v).String())
			}
		case model.RoleReference:
			if f.Key == "id" {
				return f.Of(v).String()
			}
		}
	}
	return ""
}

// documentName names a document for people: Snippet greeting.
func documentName(k *model.DocumentKind, v reflect.Value) string {
	return k.Name + " " + oneLine(title(textOf(v, "Name"), textOf(v, "ID")))
}

// say is the value of a field in words; "" where there is none.
func (s *side) say(f *model.Field, v reflect.Value) string {
	v = deref(v)
	if !v.IsValid() {
		return ""
	}
	if f.Key == "id" {
		return v.String()
	}
	switch f.Role {
	case model.RoleDialog:
		return s.dialog(model.DialogID(v.String()))
	case model.RoleReference:
		return s.document(f.Refers, v.String())
	case model.RoleGroup:
		if sentence(f.Fields()) {
			return s.condition(f.Fields(), v)
		}
		return s.group(f.Fields(), v, ", ")
	case model.RoleList:
		return strings.Join(s.list(f.Elem, v), ", ")
	case model.RoleMap:
		parts := make([]string, v.Len())
		for n := range parts {
			parts[n] = v.Index(n).Field(0).String() + ": " + s.say(f.Elem, v.Index(n).Field(1))
		}
		return strings.Join(parts, ", ")
	case model.RoleSteps, model.RoleStep:
		return ""
	}
	if fallback, ok := v.Interface().(model.Fallback); ok && fallback.Dialog != "" {
		return "go to " + s.dialog(fallback.Dialog)
	}
	return plain(v)
}

// dialog names a dialog that something leads to.
func (s *side) dialog(id model.DialogID) string {
	if name, ok := s.dialogs[id]; ok {
		return name
	}
	if id == "" || s.dialogs == nil {
		return string(id)
	}
	return string(id) + " (not there)"
}

// document names a document that something refers to.
func (s *side) document(kind, id string) string {
	k := model.DocumentKindOf(kind)
	if s.workspace == nil || k == nil || id == "" {
		return id
	}
	list := k.In(s.workspace)
	for n := range list.Len() {
		if v := list.Index(n).Elem(); textOf(v, "ID") == id {
			return title(textOf(v, "Name"), id)
		}
	}
	return id
}

func (s *side) list(elem *model.Field, v reflect.Value) []string {
	out := make([]string, v.Len())
	for n := range out {
		out[n] = s.say(elem, v.Index(n))
	}
	return out
}

func (s *side) keys(v reflect.Value) string {
	out := make([]string, v.Len())
	for n := range out {
		out[n] = v.Index(n).Field(0).String()
	}
	return strings.Join(out, ", ")
}

// condition is a comparison as a sentence: customer.name is set.
func (s *side) condition(fields []*model.Field, v reflect.Value) string {
	var parts []string
	for _, f := range fields {
		if word := s.say(f, f.Of(v)); word != "" {
			parts = append(parts, word)
		}
	}
	return strings.Join(parts, " ")
}

// group is the fields of a struct that are set, but for interactions: a button
// with where it leads.
func (s *side) group(fields []*model.Field, v reflect.Value, between string) string {
	var parts []string
	for _, f := range fields {
		at := f.Of(v)
		if !isSet(at) || f.Role == model.RoleSteps || f.Role == model.RoleStep {
			continue
		}
		word := s.say(f, at)
		switch {
		case f.Role == model.RoleDialog && f.Key != "id":
			word = "leads to " + word
		case f.Role == model.RoleBool && word == "yes":
			word = labelOf(f)
		case f.Role == model.RoleLabel || f.Role == model.RoleText && f.Required:
		default:
			word = labelOf(f) + " " + word
		}
		parts = append(parts, word)
	}
	return strings.Join(parts, between)
}

// elementText is an element of a list written out, with the interactions inside.
func (s *side) elementText(f *model.Field, v reflect.Value) string {
	if sentence(f.Fields()) {
		return s.say(f, v)
	}
	if !holdsSteps(f) {
		return s.group(f.Fields(), v, ", ")
	}
	o := outline{of: s}
	o.groupLines(f.Fields(), v, 0)
	return textLines(o.lines)
}

// plain is a value in words.
func plain(v reflect.Value) string {
	switch a := v.Interface().(type) {
	case model.Value:
		return a.String()
	case model.Change:
		switch a.Op {
		case model.ChangeClear:
			return "cleared"
		case model.ChangeAdd, model.ChangeRemove:
			return string(a.Op) + " " + a.Value.String()
		}
		return a.Value.String()
	case model.Fallback:
		if a.Continue {
			return "continue"
		}
		return ""
	case model.FollowUp:
		return strings.TrimSpace(a.Channel + " " + a.Address)
	case model.Duration:
		return a.String()
	case time.Time:
		if a.IsZero() {
			return ""
		}
		return a.UTC().Format(time.RFC3339)
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		if v.Bool() {
			return "yes"
		}
		return "no"
	case reflect.Int, reflect.Int64:
		if v.Int() == 0 {
			return ""
		}
		return strconv.FormatInt(v.Int(), 10)
	}
	return fmt.Sprintf("%v", v.Interface())
}

// kindOf tells values apart that read alike: a text 5 and a number 5.
func kindOf(v reflect.Value) string {
	if v = deref(v); !v.IsValid() {
		return " (as usual)"
	}
	value, ok := v.Interface().(model.Value)
	if change, is := v.Interface().(model.Change); is {
		value, ok = change.Value, true
	}
	if !ok {
		return ""
	}
	return " (" + [...]string{"nothing", "a text", "a number", "yes or no", "a list"}[value.Kind()] + ")"
}
