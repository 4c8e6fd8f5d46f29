package files_test

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"parley/engine/model"

	"pgregory.net/rapid"
)

// gen makes random documents by their descriptors.
type gen struct {
	t     *rapid.T
	depth int
	ids   int
}

var nasty = []string{
	"yes", "no", "on", "Off", "null", "~", "true", "FALSE", "123", "007", "1_000", "0x1F", "0o14", "1e5", "-1.5", ".inf", ".NaN", "2026-03-02", "2026-03-02T10:00:00Z", "12:30", "190:20:30",
	": a", "a: b", "a:", "# no comment", "a # b", "- item", "-", "--- ", "---", "...", "? q", "?", "&a", "*a", "!tag", "|", ">", "%x", "@x", "`x`", "'x'", "\"x\"", "{a: b}", "[a]", "a, b", "<<", "=",
	" leading", "trailing ", "\ttab", "tab\t", "a\tb", "\n", "a\nb", "a\nb\n", "a\n\nb", "a\n\n", "\na", "a\n b", " a\nb", "a \nb ", "a\n  \nb", "a\n\tb", "---\n...\n---", "a\n---\nb", "x: |\n  y", "# a\n# b",
	"{{customer.name | \"there\"}}", "{{x}}", "Hello {{customer.firstName}}, how are you?", "emoji 👍🏽 👨‍👩‍👧 ⚠️", "👍", "日本語", "ünïcödé", "\u00a0nbsp\u00a0", "\u3000", "\u2028line\u2029", "\ufeffbom", "\ufffe", "rtl \u202e x",
	"\\", "a\\nb", "\\u0041", "a'b", "a\"b", strings.Repeat("long words ", 15) + "end", strings.Repeat("x", 150), strings.Repeat("a, b: c ", 20), "https://a.example/?q=1#x", "a#b", "a:b", "key: 'v'", "''", "\"\"", "[", "]", "{", "}", ",", "a]", "a}",
	"bot: \"Hello*\"", "/^a.*$/", "12#", "+19175550123", "09:00-17:30", "1.0", "9007199254740993", "1st", "24h", "é: è", "a\u200db", "x ", "<b>html</b>", "100%", "$5", "~home", "5 > 3", "a | b", "a > b",
}

func (g *gen) text() string {
	if rapid.IntRange(0, 3).Draw(g.t, "kind of text") > 0 {
		return rapid.SampledFrom(nasty).Draw(g.t, "nasty")
	}
	return rapid.StringOfN(rapid.RuneFrom([]rune("ab :#-\n\t\"'\\{}[],&*!|>%@`?é😀\u00a0\u2028~.0159+_=<$")), 0, 24, -1).Draw(g.t, "text")
}

func (g *gen) filled() string {
	if s := g.text(); s != "" {
		return s
	}
	return "x"
}

func (g *gen) many(label string) int {
	if g.depth > 4 {
		return rapid.IntRange(0, 1).Draw(g.t, label)
	}
	return rapid.IntRange(0, 3).Draw(g.t, label)
}

func (g *gen) flip(label string) bool { return rapid.Bool().Draw(g.t, label) }

// fields fills a struct; required fields always, the others by chance.
func (g *gen) fields(fields []*model.Field, v reflect.Value, in *model.Kind) {
	g.depth++
	defer func() { g.depth-- }()
	for _, f := range fields {
		if f.Key == "id" || f.Required || g.flip(f.Key) {
			g.value(f, f.Of(v), in)
		}
	}
}

func (g *gen) value(f *model.Field, v reflect.Value, in *model.Kind) {
	if v.Kind() == reflect.Pointer {
		p := reflect.New(v.Type().Elem())
		v.Set(p)
		v = p.Elem()
	}
	switch f.Role {
	case model.RoleBool:
		v.SetBool(g.flip("bool"))
	case model.RoleNumber:
		v.SetInt(int64(rapid.SampledFrom([]int{0, 1, 2, 5, 60, 100000}).Draw(g.t, "number")))
		if f.In != nil {
			v.SetInt(int64(rapid.SampledFrom(f.In).Draw(g.t, "in")[0] - '0'))
		}
	case model.RoleTime:
		zone := time.FixedZone("", rapid.SampledFrom([]int{0, 3600, -19800}).Draw(g.t, "zone"))
		v.Set(reflect.ValueOf(time.Unix(rapid.Int64Range(0, 4e9).Draw(g.t, "time"), 0).In(zone)))
	case model.RoleDuration:
		v.SetInt(rapid.Int64Range(0, 200_000).Draw(g.t, "seconds") * int64(time.Second))
	case model.RoleNotated, model.RoleValue:
		g.notated(v)
	case model.RoleOperator:
		v.SetString(string(rapid.SampledFrom(model.Operators()).Draw(g.t, "operator").Operator))
	case model.RoleGroup:
		g.fields(f.Fields(), v, in)
	case model.RoleList:
		n := g.many(f.Key)
		out := reflect.MakeSlice(v.Type(), n, n)
		for i := range n {
			g.value(f.Elem, out.Index(i), in)
		}
		v.Set(out)
	case model.RoleMap:
		g.dictionary(f, v, in)
	case model.RoleSteps:
		if g.depth < 9 {
			v.Set(reflect.ValueOf(g.run(in)))
		}
	case model.RoleStep:
		v.Set(reflect.ValueOf(g.interaction(func(k *model.Kind) bool { return k.End })))
	default:
		v.SetString(g.word(f))
	}
}

func (g *gen) word(f *model.Field) string {
	switch {
	case f.Key == "id":
		return g.id()
	case f.In != nil:
		return rapid.SampledFrom(f.In).Draw(g.t, "in")
	case f.Role == model.RoleDialog, f.Role == model.RoleReference:
		return rapid.SampledFrom([]string{"", "welcome", "complete", "no", "12", "1e3"}).Draw(g.t, "link")
	}
	return g.text()
}

func (g *gen) id() string {
	g.ids++
	return rapid.SampledFrom([]string{"a", "yes", "1e", "no-", "Null", "x_"}).Draw(g.t, "id") + itoa(g.ids)
}

func (g *gen) dictionary(f *model.Field, v reflect.Value, in *model.Kind) {
	seen := map[string]bool{}
	var keys []string
	for range g.many(f.Key) {
		key := rapid.OneOf(rapid.SampledFrom([]string{"en", "no", "1", "on", "conversation.priority", "mon", ""}), rapid.Custom(func(*rapid.T) string { return g.text() })).Draw(g.t, "key")
		if !seen[key] {
			seen[key] = true
			keys = append(keys, key)
		}
	}
	out := reflect.MakeSlice(v.Type(), len(keys), len(keys))
	for i, key := range keys {
		out.Index(i).Field(0).SetString(key)
		g.value(f.Elem, out.Index(i).Field(1), in)
	}
	v.Set(out)
}

func (g *gen) run(in *model.Kind) []model.Interaction {
	out := make([]model.Interaction, g.many("steps"))
	for n := range out {
		out[n] = g.interaction(func(k *model.Kind) bool {
			if in == nil {
				return !k.End
			}
			return in.TakesStep(k)
		})
	}
	return out
}

func (g *gen) interaction(fits func(*model.Kind) bool) model.Interaction {
	var kinds []*model.Kind
	for _, k := range model.Kinds() {
		if fits(k) {
			kinds = append(kinds, k)
		}
	}
	k := rapid.SampledFrom(kinds).Draw(g.t, "kind")
	i := model.Interaction{Settings: k.New()}
	g.fields(k.Fields(), reflect.ValueOf(i.Settings).Elem(), k)
	return i
}

// ids gives the interactions of an assistant ids of their own, many of them numbers.
func (g *gen) stepIDs(a *model.Assistant) {
	seen := map[string]bool{}
	n := 0
	for _, d := range a.Dialogs {
		d.Steps("", func(_ string, _ model.Path, i *model.Interaction) {
			n++
			id := rapid.OneOf(rapid.Just("i"+itoa(n)), rapid.Custom(func(t *rapid.T) string { return "i" + itoa(rapid.IntRange(1, 30).Draw(t, "n")) }), rapid.SampledFrom([]string{"greet", "no", "i01", "i0", "i99999999999999999999"})).Draw(g.t, "step id")
			for seen[id] {
				id = "i" + itoa(1000+len(seen))
			}
			seen[id] = true
			i.ID = id
		})
	}
}

func itoa(n int) string { return strconv.Itoa(n) }

func (g *gen) scalar() model.Value {
	switch rapid.IntRange(0, 4).Draw(g.t, "value") {
	case 0:
		return model.TextOf(g.text())
	case 1:
		return model.NumberOf(rapid.SampledFrom([]float64{0, 1, -5, 2.5, 1e21, 1e-9, 1 << 53, 123456789, -0.1, 1e300}).Draw(g.t, "number"))
	case 2:
		return model.BoolOf(g.flip("value"))
	case 3:
		return g.listValue()
	}
	return model.Value{}
}

func (g *gen) listValue() model.Value {
	items := []string{}
	for range g.many("items") {
		items = append(items, g.filled())
	}
	return model.ListOf(items)
}

func (g *gen) texts() []string {
	out := []string{}
	for range 1 + g.many("texts") {
		out = append(out, g.filled())
	}
	return out
}

func (g *gen) notated(v reflect.Value) {
	switch p := v.Addr().Interface().(type) {
	case *model.Value:
		*p = g.scalar()
	case *model.Change:
		switch rapid.IntRange(0, 2).Draw(g.t, "change") {
		case 0:
			*p = model.Change{Op: model.ChangeSet, Value: g.scalar()}
			if !p.Value.IsSet() {
				p.Op = model.ChangeClear
			}
		case 1:
			*p = model.Change{Op: model.ChangeClear}
		default:
			*p = model.Change{Op: rapid.SampledFrom([]model.ChangeOp{model.ChangeAdd, model.ChangeRemove}).Draw(g.t, "op"), Value: g.listValue()}
		}
	case *model.FollowUp:
		*p = model.FollowUp{Channel: rapid.SampledFrom([]string{"email", "phone", "sms", "whatsapp", "wait"}).Draw(g.t, "channel")}
		if p.Channel != model.FollowUpWait {
			p.Address = g.text()
		}
	case *model.Fallback:
		*p = rapid.SampledFrom([]model.Fallback{{Continue: true}, {Dialog: "yes"}, {}}).Draw(g.t, "fallback")
	case *model.Action:
		*p = g.action()
	case *model.Step:
		switch rapid.IntRange(0, 2).Draw(g.t, "step") {
		case 0:
			p.Bot = g.texts()
		case 1:
			p.Buttons = g.texts()
		default:
			a := g.action()
			p.Action = &a
		}
	default:
		panic("the generator does not know " + v.Type().String())
	}
}

func (g *gen) action() model.Action {
	a := model.Action{Verb: rapid.SampledFrom(model.Verbs()).Draw(g.t, "verb")}
	switch a.Verb {
	case model.VerbWait:
		a.Wait = model.Duration(rapid.Int64Range(0, 90_000).Draw(g.t, "wait")) * model.Duration(time.Second)
	case model.VerbRate:
		a.Rating = rapid.IntRange(1, 5).Draw(g.t, "rating")
	case model.VerbAgentDone, model.VerbAgentVerify, model.VerbEngage, model.VerbDismiss, model.VerbClose:
	default:
		a.Text = g.text()
	}
	return a
}

// workspace makes some documents of every kind.
func workspace(t *rapid.T) *model.Workspace {
	g := &gen{t: t}
	w := &model.Workspace{}
	for _, kind := range model.DocumentKinds() {
		if kind.One {
			g.fields(model.FieldsOf(kind.Type), kind.In(w), nil)
			continue
		}
		list := kind.In(w)
		for range rapid.IntRange(0, 2).Draw(t, kind.Key) {
			doc := reflect.New(kind.Type)
			g.fields(model.FieldsOf(kind.Type), doc.Elem(), nil)
			list.Set(reflect.Append(list, doc))
		}
	}
	for _, a := range w.Assistants {
		for i := range a.Dialogs {
			if a.Dialogs[i] == nil {
				a.Dialogs[i] = &model.Dialog{ID: model.DialogID(g.id())}
			}
		}
		g.stepIDs(a)
	}
	return w
}
