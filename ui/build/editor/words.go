package editor

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/engine/model"
	"parley/ui/kit/canvas"
)

// phrase is how a closed block words a field that is set.
func phrase(f *model.Field) string {
	switch f.Key {
	case "save":
		return "saves to"
	case "expect":
		return "expects"
	case "skipIfSet":
		return "skips if already set"
	case "understandIntents":
		return "understands intents"
	}
	return lower(f.Label)
}

// lower puts the first letter of a label in lower case, unless it is a word of capitals.
func lower(label string) string {
	if len(label) > 1 && label[1] >= 'A' && label[1] <= 'Z' {
		return label
	}
	return strings.ToLower(label[:min(1, len(label))]) + label[min(1, len(label)):]
}

// deref follows pointers; the zero Value stands for nil.
func deref(v reflect.Value) reflect.Value {
	for v.IsValid() && v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return reflect.Value{}
		}
		v = v.Elem()
	}
	return v
}

// isSet tells whether a field holds anything.
func isSet(v reflect.Value) bool {
	v = deref(v)
	if !v.IsValid() {
		return false
	}
	if v.Kind() == reflect.Slice {
		return v.Len() > 0
	}
	return !v.IsZero()
}

// stepsIn is the field that holds nested interactions in a group, or nil.
func stepsIn(f *model.Field) *model.Field {
	if f == nil || f.Role != model.RoleGroup {
		return nil
	}
	for _, g := range f.Fields() {
		if g.Role == model.RoleSteps {
			return g
		}
	}
	return nil
}

// runsIn tells whether a field is a group with nested interactions, or a list of such.
func runsIn(f *model.Field) bool {
	return stepsIn(f) != nil || f.Role == model.RoleList && stepsIn(f.Elem) != nil
}

// mainText is the field a block shows in full below its name, or nil.
func mainText(k *model.Kind) *model.Field {
	for _, f := range k.Fields() {
		if f.Role == model.RoleText && f.Required {
			return f
		}
	}
	return nil
}

// onlyLink is the field of a kind that is nothing but a link, or nil.
func onlyLink(k *model.Kind) *model.Field {
	if fields := k.Fields(); len(fields) == 1 && fields[0].Role == model.RoleDialog {
		return fields[0]
	}
	return nil
}

// link draws where a link leads.
func (e *Editor) link(id model.DialogID) string {
	st := e.look.st
	to := st.Linked.Render(st.Glyphs.To) + " "
	name, ok := e.names.dialog(id)
	switch {
	case ok:
		return to + st.Text.Render(canvas.OneLine(name))
	case id == "":
		return st.Unlinked.Render(st.Glyphs.To + " no dialog yet")
	}
	return st.Unlinked.Render(st.Glyphs.To+" ") + st.UnlinkedName.Render(canvas.OneLine(name)) + st.Unlinked.Render(" is not there")
}

// chip draws a button.
func (e *Editor) chip(label string) string {
	if label = canvas.OneLine(label); label == "" {
		return e.look.st.Placeholder.Render("[ no label ]")
	}
	st := e.look.st
	return st.Muted.Render("[") + st.Text.Render(label) + st.Muted.Render("]")
}

// dynamic draws text in one line with what stands in {{…}} marked.
func (e *Editor) dynamic(text string, base canvas.Ink) string {
	return colour(canvas.OneLine(text), base, e.look.st.Code.Ink)
}

// say draws the value of a field in one line; "" where nothing is set.
func (e *Editor) say(f *model.Field, v reflect.Value) string {
	v = deref(v)
	if !isSet(v) {
		return ""
	}
	st := e.look.st
	switch f.Role {
	case model.RoleText:
		return e.dynamic(v.String(), st.Text.Ink)
	case model.RoleLabel:
		return st.Text.Render(canvas.OneLine(v.String()))
	case model.RoleAttribute:
		return st.Code.Render(canvas.OneLine(v.String()))
	case model.RoleDialog:
		return e.link(model.DialogID(v.String()))
	case model.RoleReference:
		name, ok := e.names.document(f.Refers, v.String())
		if !ok && f.Refers != "Klass" && f.Refers != "Intent" {
			return st.Unlinked.Render(canvas.OneLine(name) + " is not there")
		}
		return st.Text.Render(canvas.OneLine(name))
	case model.RoleGroup:
		return e.element(f, v)
	case model.RoleList, model.RoleMap:
		return e.many(f, v)
	}
	return e.dynamic(plain(v), st.Text.Ink)
}

// plain is a value in words.
func plain(v reflect.Value) string {
	switch a := v.Interface().(type) {
	case model.Value:
		return a.String()
	case model.Change:
		return a.Value.String()
	case time.Time:
		return a.Format(time.RFC3339)
	case fmt.Stringer:
		return a.String()
	case model.Notated:
		return notation(a)
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		if v.Bool() {
			return "yes"
		}
		return "no"
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	}
	if n, ok := v.Addr().Interface().(model.Notated); v.CanAddr() && ok {
		return notation(n)
	}
	return fmt.Sprint(v.Interface())
}

// notation is a value as it is typed: dialog: hours, email: help@acme.example, wait.
func notation(n model.Notated) string {
	pair, ok := n.Notation().(map[string]any)
	if !ok {
		return fmt.Sprint(n.Notation())
	}
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(pair)) {
		parts = append(parts, fmt.Sprint(key, ": ", pair[key]))
	}
	return strings.Join(parts, ", ")
}

// many draws a list or map in one line.
func (e *Editor) many(f *model.Field, v reflect.Value) string {
	if label, _ := levelOf(f); label != nil {
		return e.levelWords(f, v)
	}
	parts := make([]string, 0, v.Len())
	for i := range v.Len() {
		parts = append(parts, e.entry(f, v, i))
	}
	between := e.look.st.Muted.Render(", ")
	if f.Elem.Role == model.RoleLabel {
		between = " "
	}
	return strings.Join(parts, between)
}

// entry draws one element of a list or map.
func (e *Editor) entry(f *model.Field, list reflect.Value, i int) string {
	v := list.Index(i)
	if f.Role == model.RoleMap {
		return e.keyed(f, v.Field(0).String()) + e.orBlank(f.Elem, v.Field(1))
	}
	switch f.Elem.Role {
	case model.RoleLabel:
		return e.chip(v.String())
	case model.RoleGroup:
		return e.element(f.Elem, v)
	}
	return e.orBlank(f.Elem, v)
}

// keyed draws the key of a map's entry and what stands between it and the value.
func (e *Editor) keyed(f *model.Field, key string) string {
	st := e.look.st
	switch {
	case f.Elem.Role == model.RoleAttribute:
		return st.Text.Render(canvas.OneLine(key)) + st.Muted.Render("  saves to  ")
	case f.Elem.Role != model.RoleText && e.state.Document != "":
		return st.Muted.Render(canvas.OneLine(key)) + " "
	case f.Elem.Role == model.RoleText:
		return st.Text.Render(canvas.OneLine(key)) + st.Muted.Render("  =  ")
	}
	return e.chip(key) + "  "
}

func (e *Editor) orBlank(f *model.Field, v reflect.Value) string {
	if f.Role == model.RoleDialog {
		return e.link(model.DialogID(v.String()))
	}
	if s := e.say(f, v); s != "" {
		return s
	}
	return e.look.st.Placeholder.Render("empty")
}

// element draws a group in one line: a button with where it leads, a condition, a card.
func (e *Editor) element(f *model.Field, v reflect.Value) string {
	if v = deref(v); !v.IsValid() {
		return ""
	}
	if isCondition(f) {
		return e.condition(f, v)
	}
	var parts []string
	named, switches := false, e.switchesIn(f)
	for _, g := range f.Fields() {
		gv := g.Of(v)
		switch {
		case g.Role == model.RoleSteps || runsIn(g):
		case g.Role == model.RoleBool && switches:
			parts = append(parts, e.lamp(g, gv.Bool()))
		case g.Role == model.RoleLabel && !named:
			if named = true; isSet(gv) || g.Required {
				parts = append(parts, e.chip(gv.String()))
			}
		case g.Role == model.RoleDialog && (g.Required || isSet(gv)):
			parts = append(parts, e.link(model.DialogID(gv.String())))
		case !isSet(gv):
		case g.Role == model.RoleBool && e.state.Document != "":
			parts = append(parts, e.lamp(g, true))
		case bare(g) && e.state.Document != "":
			parts = append(parts, e.brief(g, plain(gv)))
		case g.Role == model.RoleLabel:
			parts = append(parts, e.look.st.Muted.Render(canvas.OneLine(gv.String())))
		case g.Role == model.RolePlain:
			parts = append(parts, e.look.st.Muted.Render(lower(g.Label)+" ")+e.say(g, gv))
		default:
			parts = append(parts, e.say(g, gv))
		}
	}
	return strings.Join(parts, "  ")
}

// isCondition tells a group that compares an attribute.
func isCondition(f *model.Field) bool { return f.Type == reflect.TypeFor[model.Condition]() }

// condition draws a comparison as a sentence.
func (e *Editor) condition(f *model.Field, v reflect.Value) string {
	c, _ := v.Interface().(model.Condition)
	st := e.look.st
	out := st.Placeholder.Render("an attribute")
	if c.Attribute != "" {
		out = st.Code.Render(canvas.OneLine(string(c.Attribute)))
	}
	out += " " + st.Muted.Render(canvas.OneLine(string(c.Is)))
	value := e.operand(c)
	if value == "" {
		return out
	}
	return out + " " + value
}

// operand draws what a condition compares with; "" where its operator takes nothing.
func (e *Editor) operand(c model.Condition) string {
	st := e.look.st
	rule, known := model.CanonicalOperator(string(c.Is))
	switch {
	case known && rule.Operand == model.OperandNone:
		return ""
	case !c.Value.IsSet():
		return st.Placeholder.Render("a value")
	case known && rule.Operand == model.OperandSchedule:
		name, _ := e.names.document("Schedule", c.Value.Text())
		return st.Text.Render(canvas.OneLine(name))
	}
	return e.dynamic(c.Value.String(), st.Text.Ink)
}

// changed draws how an update changes its attribute.
func (e *Editor) changed(attribute string, c model.Change) string {
	st := e.look.st
	at := st.Code.Render(canvas.OneLine(attribute))
	if attribute == "" {
		at = st.Placeholder.Render("an attribute")
	}
	value := e.dynamic(c.Value.String(), st.Text.Ink)
	switch c.Op {
	case model.ChangeClear:
		return st.Muted.Render("clears  ") + at
	case model.ChangeAdd:
		return at + st.Muted.Render("  adds  ") + value
	case model.ChangeRemove:
		return at + st.Muted.Render("  removes  ") + value
	}
	if value == "" {
		value = st.Placeholder.Render("a value")
	}
	return at + st.Muted.Render("  is set to  ") + value
}
