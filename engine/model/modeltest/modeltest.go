// Package modeltest draws definitions at random for property tests: whatever
// types and descriptors allow, sound or not, with ids from small pools so that
// references often meet.
package modeltest

import (
	"fmt"
	"reflect"
	"time"

	"pgregory.net/rapid"

	"parley/engine/model"
)

// Workspace draws a workspace with one assistant at least.
func Workspace(t *rapid.T) *model.Workspace {
	w := &model.Workspace{}
	g := &generator{t: t}
	for _, k := range model.DocumentKinds() {
		v := k.In(w)
		if k.One {
			g.fields(v)
			continue
		}
		least := 0
		if k.Name == "Assistant" {
			least = 1
		}
		n := rapid.IntRange(least, 2).Draw(t, k.Name)
		for range n {
			e := reflect.New(k.Type)
			g.fields(e.Elem())
			v.Set(reflect.Append(v, e))
		}
	}
	return w
}

// Assistant draws an assistant.
func Assistant(t *rapid.T) *model.Assistant {
	a := &model.Assistant{}
	(&generator{t: t}).fields(reflect.ValueOf(a).Elem())
	return a
}

// Dialog draws a dialog.
func Dialog(t *rapid.T) *model.Dialog {
	d := &model.Dialog{}
	(&generator{t: t}).fields(reflect.ValueOf(d).Elem())
	return d
}

// Interaction draws an interaction of any kind.
func Interaction(t *rapid.T) model.Interaction { return (&generator{t: t}).interaction() }

type generator struct {
	t     *rapid.T
	depth int
}

// Pools that keep references meeting what they refer to.
var (
	dialogs    = []string{"welcome", "complete", "ask", "d1", "d2", ""}
	ids        = []string{"a", "b", "order", "track", "help", "", "customer"}
	attributes = []string{"customer.name", "customer.email", "customer.vip", "conversation.priority", "conversation.tags", "conversation.createdAt",
		"session.timeOnPage", "message.text", "order.a", "workflow.track.a", "customer.unknown", "nonsense", ""}
	texts = []string{"", " ", "Hello, I'm a bot", "Hi {{customer.name | \"there\"}}", "{{snippet.a}}", "{{", "{{no.such.path}}", "{{a|b}}",
		"\x1b[31mred", "ж 你好 👍", "line\nbreak", "{{conversation.priority}}", "}}", "{{customer.name | \"\\\"\"}}"}
	labels = []string{"Yes", "No", "yes", "", "Other", "Yes 👍", "{{x.y}}", "1", "2026-03-02", "a label that is longer than any button may be"}
	words  = []string{"a", "b", "en", "es", "x y", "", "number", "text", "1", "mon", "2026-01-01", "09:00-17:00", "customer.name", "a.png", "UTC"}
)

func (g *generator) pick(from []string, label string) string {
	return rapid.SampledFrom(from).Draw(g.t, label)
}

func (g *generator) fields(v reflect.Value) {
	for _, f := range model.FieldsOf(v.Type()) {
		g.value(f.Of(v), f)
	}
}

func (g *generator) value(v reflect.Value, f *model.Field) {
	if v.Kind() == reflect.Pointer {
		if g.depth > 3 || rapid.Bool().Draw(g.t, "nil") {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		g.value(v.Elem(), f)
		return
	}
	if v.Type() == reflect.TypeFor[[]*model.Dialog]() {
		v.Set(reflect.ValueOf(g.dialogs()))
		return
	}
	switch f.Role {
	case model.RoleGroup:
		g.fields(v)
	case model.RoleList:
		g.list(v, f.Elem)
	case model.RoleMap:
		for _, key := range rapid.SliceOfNDistinct(rapid.SampledFrom(words), 0, g.count(), rapid.ID[string]).Draw(g.t, "keys") {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Field(0).SetString(key)
			g.value(e.Field(1), f.Elem)
			v.Set(reflect.Append(v, e))
		}
	case model.RoleSteps:
		v.Set(reflect.ValueOf(g.steps()))
	case model.RoleStep:
		v.Set(reflect.ValueOf(g.interaction()))
	default:
		g.scalar(v, f)
	}
}

func (g *generator) count() int {
	if g.depth > 3 {
		return 0
	}
	return rapid.IntRange(0, 3).Draw(g.t, "count")
}

func (g *generator) list(v reflect.Value, elem *model.Field) {
	g.depth++
	defer func() { g.depth-- }()
	for range g.count() {
		e := reflect.New(v.Type().Elem()).Elem()
		g.value(e, elem)
		v.Set(reflect.Append(v, e))
	}
}

func (g *generator) dialogs() []*model.Dialog {
	var out []*model.Dialog
	for range rapid.IntRange(0, 4).Draw(g.t, "dialogs") {
		d := &model.Dialog{}
		g.fields(reflect.ValueOf(d).Elem())
		d.ID = model.DialogID(g.pick(dialogs, "dialog"))
		out = append(out, d)
	}
	return out
}

func (g *generator) steps() []model.Interaction {
	g.depth++
	defer func() { g.depth-- }()
	var out []model.Interaction
	for range g.count() {
		out = append(out, g.interaction())
	}
	return out
}

func (g *generator) interaction() model.Interaction {
	i := model.Interaction{}
	if rapid.IntRange(0, 9).Draw(g.t, "id") > 0 {
		i.ID = fmt.Sprint("i", rapid.IntRange(0, 40).Draw(g.t, "number"))
	}
	if rapid.IntRange(0, 30).Draw(g.t, "no kind") == 0 {
		return i
	}
	i.Settings = rapid.SampledFrom(model.Kinds()).Draw(g.t, "kind").New()
	g.fields(reflect.ValueOf(i.Settings).Elem())
	return i
}

// scalar draws a value without parts; one time in eight the field stays empty.
func (g *generator) scalar(v reflect.Value, f *model.Field) {
	if rapid.IntRange(0, 7).Draw(g.t, "unset") == 0 {
		return
	}
	switch f.Role {
	case model.RoleText:
		v.SetString(g.pick(texts, "text"))
	case model.RoleLabel:
		v.SetString(g.pick(labels, "label"))
	case model.RoleAttribute:
		v.SetString(g.pick(attributes, "attribute"))
	case model.RoleDialog:
		v.SetString(g.pick(dialogs, "dialog"))
	case model.RoleReference:
		v.SetString(g.pick(ids, "reference"))
	case model.RoleOperator:
		rules := model.Operators()
		v.SetString(string(rules[rapid.IntRange(0, len(rules)-1).Draw(g.t, "operator")].Operator))
	case model.RoleBool:
		v.SetBool(rapid.Bool().Draw(g.t, "bool"))
	case model.RoleNumber:
		v.SetInt(int64(rapid.IntRange(-1, 6).Draw(g.t, "number")))
	case model.RoleDuration:
		v.SetInt(int64(time.Duration(rapid.IntRange(0, 40).Draw(g.t, "minutes")) * time.Minute))
	case model.RoleTime:
		v.Set(reflect.ValueOf(time.Unix(int64(rapid.IntRange(0, 1<<31).Draw(g.t, "time")), 0).UTC()))
	case model.RoleValue, model.RoleNotated:
		g.notated(v)
	default:
		if f.In != nil && rapid.IntRange(0, 9).Draw(g.t, "allowed") > 0 {
			v.SetString(g.pick(f.In, "word"))
		} else if v.Kind() == reflect.String {
			v.SetString(g.pick(words, "word"))
		}
	}
}

func (g *generator) notated(v reflect.Value) {
	switch at := v.Addr().Interface().(type) {
	case *model.Value:
		*at = Value(g.t)
	case *model.Change:
		*at = model.Change{Op: rapid.SampledFrom([]model.ChangeOp{model.ChangeSet, model.ChangeClear, model.ChangeAdd, model.ChangeRemove}).Draw(g.t, "op"), Value: Value(g.t)}
	case *model.Fallback:
		at.Dialog = model.DialogID(g.pick(dialogs, "fallback"))
	case *model.FollowUp:
		*at = model.FollowUp{Channel: g.pick([]string{"email", "phone", "wait"}, "channel"), Address: g.pick([]string{"a@b.example", "+19175550123", "x"}, "address")}
	case *model.Action:
		*at = model.Action{Verb: rapid.SampledFrom(model.Verbs()).Draw(g.t, "verb"), Text: g.pick(labels, "text")}
	case *model.Step:
		at.Bot = []string{g.pick(texts, "bot")}
	}
}

// Value draws a value of any kind.
func Value(t *rapid.T) model.Value {
	switch rapid.IntRange(0, 4).Draw(t, "value") {
	case 0:
		return model.TextOf(rapid.SampledFrom(append(labels, texts...)).Draw(t, "text"))
	case 1:
		return model.NumberOf(float64(rapid.IntRange(-3, 100).Draw(t, "number")))
	case 2:
		return model.BoolOf(rapid.Bool().Draw(t, "bool"))
	case 3:
		return model.ListOf([]string{rapid.SampledFrom(labels).Draw(t, "one"), rapid.SampledFrom(words).Draw(t, "two")})
	}
	return model.Value{}
}
