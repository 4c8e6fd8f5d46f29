package editor

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/want"
)

var texts = []string{"", "Hello", "a b", "{{customer.name}}", "{{customer.name | \"there\"}} and {{x", "日本語のとても長い文です", "👍🏽 thumbs 👨‍👩‍👧 up",
	"one\ntwo\n\nfour", "averyveryverylongwordthatdoesnotfitanywhereatall", "\ttab\x1b[31m red", "e\u0301 combining", strings.Repeat("long text ", 40)}

// maker fills definitions at random, by what the descriptors say of their fields.
type maker struct {
	r *rand.Rand
	n int
	a *model.Assistant
}

func (m *maker) text() string { return texts[m.r.IntN(len(texts))] }

func (m *maker) step(kinds []*model.Kind, depth int) model.Interaction {
	k := kinds[m.r.IntN(len(kinds))]
	s := k.New()
	m.group(reflect.ValueOf(s).Elem(), k.Fields(), depth)
	m.n++
	return model.Interaction{ID: fmt.Sprintf("i%d", m.n), Settings: s}
}

func (m *maker) steps(depth int) []model.Interaction {
	if depth > 2 {
		return nil
	}
	var plain []*model.Kind
	for _, k := range model.Kinds() {
		if !k.End {
			plain = append(plain, k)
		}
	}
	var out []model.Interaction
	for range m.r.IntN(4) {
		out = append(out, m.step(plain, depth+1))
	}
	return out
}

func (m *maker) group(v reflect.Value, fields []*model.Field, depth int) {
	for _, f := range fields {
		if m.r.IntN(4) > 0 {
			m.fill(f, f.Of(v), depth)
		}
	}
}

func (m *maker) fill(f *model.Field, v reflect.Value, depth int) {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch f.Role {
	case model.RoleText, model.RoleLabel:
		v.SetString(m.text())
	case model.RolePlain, model.RoleOperator:
		words := f.In
		if f.Role == model.RoleOperator {
			words = []string{string(model.OpEqual), string(model.OpSet), string(model.OpOneOf), string(model.OpDuring), "odd"}
		}
		if words == nil {
			words = []string{"", "title", "x"}
		}
		v.SetString(words[m.r.IntN(len(words))])
	case model.RoleAttribute:
		v.SetString([]string{"customer.name", "conversation.tags", "conversation.priority", "no.such", ""}[m.r.IntN(5)])
	case model.RoleDialog:
		v.SetString([]string{"welcome", "complete", "gone", ""}[m.r.IntN(4)])
	case model.RoleReference:
		v.SetString([]string{"office", "return-status", "order", "gone", ""}[m.r.IntN(5)])
	case model.RoleBool:
		v.SetBool(m.r.IntN(2) == 0)
	case model.RoleValue:
		m.value(v)
	case model.RoleGroup:
		m.group(v, f.Fields(), depth)
	case model.RoleSteps:
		v.Set(reflect.ValueOf(m.steps(depth)))
	case model.RoleList, model.RoleMap:
		for i := range m.r.IntN(4) {
			e := reflect.New(v.Type().Elem()).Elem()
			if f.Role == model.RoleMap {
				e.Field(0).SetString(fmt.Sprint(i + 1))
				m.fill(f.Elem, e.Field(1), depth)
			} else {
				m.fill(f.Elem, e, depth)
			}
			v.Set(reflect.Append(v, e))
		}
	}
}

func (m *maker) value(v reflect.Value) {
	value := []model.Value{{}, model.TextOf(m.text()), model.NumberOf(3), model.BoolOf(true), model.ListOf([]string{"a", m.text() + "b"})}[m.r.IntN(5)]
	if v.Type() == reflect.TypeFor[model.Change]() {
		op := []model.ChangeOp{"", model.ChangeSet, model.ChangeAdd, model.ChangeRemove, model.ChangeClear}[m.r.IntN(5)]
		v.Set(reflect.ValueOf(model.Change{Op: op, Value: value}))
		return
	}
	v.Set(reflect.ValueOf(value))
}

// random is a workspace with one dialog, "d", of anything.
func random(r *rand.Rand) *model.Workspace {
	w := sample()
	m := &maker{r: r, a: w.Assistants[0], n: 100}
	a := *w.Assistants[0]
	a.Channel = model.Channels()[r.IntN(len(model.Channels()))]
	if r.IntN(2) == 0 {
		a.Type = model.Lite
	}
	d := &model.Dialog{ID: "d", Name: "D " + m.text(), Interactions: m.steps(0)}
	if r.IntN(3) > 0 {
		var ends []*model.Kind
		for _, k := range model.Kinds() {
			if k.End {
				ends = append(ends, k)
			}
		}
		end := m.step(ends, 0)
		d.End = &end
	}
	a.Dialogs = append(append([]*model.Dialog{}, a.Dialogs...), d)
	w.Assistants = []*model.Assistant{&a}
	return w
}

func exact(t *testing.T, e *Editor, w, h int, after string) {
	t.Helper()
	lines := strings.Split(e.View(), "\n")
	if len(lines) != h {
		t.Fatalf("%d lines instead of %d after %s", len(lines), h, after)
	}
	for _, l := range lines {
		if canvas.Width(l) != w {
			t.Fatalf("a line of %d instead of %d after %s: %q", canvas.Width(l), w, after, canvas.Strip(l))
		}
	}
}

var someKeys = []string{"up", "down", "j", "k", "enter", "enter", "esc", "e", "i", "a", "x", "J", "K", "o", "space", "r", "y", "d", "p", "D", "t", "f", "b", "g", "G",
	"pgup", "pgdown", "left", "right", "h", "l", "{", "ü", "日", "ctrl+j", "ctrl+g", "ctrl+@", "backspace", "delete", "home", "end", "ctrl+w", "shift+up", "shift+down", "tab"}

// TestAnyDialogAtAnySize draws random dialogs in random sizes under random keys
// and clicks, and answers what the pane asks at random.
func TestAnyDialogAtAnySize(t *testing.T) {
	rounds := 120
	if testing.Short() {
		rounds = 30
	}
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		w, h := 1+r.IntN(120), 1+r.IntN(60)
		d := newDesk(t, random(r), "d", w, h)
		base := d.e.dialogPath()
		d.state.Findings = []Finding{{Path: base, Severity: "hint", Message: "a hint"}, {Path: base.Field("end"), Severity: "error", Message: texts[r.IntN(len(texts))], Mend: "mend it"}}
		for n := range d.state.Dialog.Interactions {
			d.state.Findings = append(d.state.Findings, Finding{Path: base.Field("interactions").At(d.state.Dialog.Interactions[n].ID).Field("text"), Severity: "warning", Message: "a warning"})
		}
		exact(t, d.e, w, h, "the start")
		for range 60 {
			d.act(r)
			if r.IntN(12) == 0 {
				w, h = 1+r.IntN(120), 1+r.IntN(60)
				d.e.SetSize(w, h)
			}
			exact(t, d.e, w, h, fmt.Sprintf("seed %d", seed))
		}
	}
}

// act does something at random.
func (d *desk) act(r *rand.Rand) {
	switch {
	case d.pick != nil:
		p := d.pick
		d.pick = nil
		if len(p.Items) > 0 && r.IntN(4) > 0 {
			if it := p.Items[r.IntN(len(p.Items))]; it.Reason == "" {
				d.do(p.Done(it))
			}
		} else if p.Free {
			d.do(p.Done(want.Item{Label: texts[r.IntN(len(texts))]}))
		}
	case d.prompt != nil:
		p := d.prompt
		d.prompt = nil
		if s := texts[r.IntN(len(texts))]; p.Check == nil || p.Check(s) == nil {
			d.do(p.Done(s))
		}
	case r.IntN(15) == 0 && len(d.undo) > 0:
		d.takeBack()
	case r.IntN(10) == 0:
		d.click(r.IntN(120), r.IntN(60))
	default:
		d.keys(someKeys[r.IntN(len(someKeys))])
	}
}
