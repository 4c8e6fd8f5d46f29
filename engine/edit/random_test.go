package edit_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/model"
	"parley/engine/text"
)

// world draws workspaces by the descriptors: whatever fields the definition has
// are filled, and everything that is referred to is there.
type world struct {
	t     *rapid.T
	ids   map[string][]string // of each kind of document
	attrs []string
	paths []string // what dynamic text can name

	assistant *model.Assistant // the one being filled
	of        []*model.Assistant
	klass     string
	holder    *model.Kind // of the interaction being filled
	depth     int
	next      int
	flowStep  int // the last step of a workflow
}

func (g *world) pick(words []string, label string) string {
	if len(words) == 0 {
		return ""
	}
	return rapid.SampledFrom(words).Draw(g.t, label)
}

func (g *world) chance(label string) bool { return rapid.Bool().Draw(g.t, label) }

// workspace draws a workspace in which nothing dangles.
func workspace(t *rapid.T) *model.Workspace {
	g := &world{t: t, ids: map[string][]string{}}
	w := &model.Workspace{Settings: model.WorkspaceSettings{Languages: []model.Language{"en", "pt-BR"}}}
	for _, k := range model.DocumentKinds() {
		if k.One {
			continue
		}
		for i := range rapid.IntRange(1, 2).Draw(t, k.Name) {
			g.ids[k.Name] = append(g.ids[k.Name], fmt.Sprintf("%s-%d", strings.ToLower(k.Name), i))
		}
	}
	g.ids["Klass"] = append(g.ids["Klass"], "customer", "conversation")
	g.attrs = []string{"customer.name", "conversation.tags", "conversation.assignedTeam", "conversation.brand", "customer.tier", "conversation.mood"}
	for _, id := range g.ids["Snippet"] {
		g.paths = append(g.paths, "snippet."+id)
	}
	for _, id := range g.ids["Workflow"] {
		g.paths = append(g.paths, "workflow."+id+".result")
	}
	for _, id := range g.ids["Klass"][:len(g.ids["Klass"])-2] {
		g.attrs = append(g.attrs, id+".total", id+".label")
	}
	g.paths = append(g.paths, g.attrs...)
	for _, k := range model.DocumentKinds() {
		if !k.One {
			g.documents(w, k)
		}
	}
	return w
}

func (g *world) documents(w *model.Workspace, k *model.DocumentKind) {
	for _, id := range g.ids[k.Name] {
		v := reflect.New(k.Type)
		v.Elem().FieldByName("ID").SetString(id)
		g.document(v)
		k.In(w).Set(reflect.Append(k.In(w), v))
	}
	g.assistant = nil
}

func (g *world) document(v reflect.Value) {
	switch d := v.Interface().(type) {
	case *model.Assistant:
		g.fillAssistant(d)
		g.of = append(g.of, d)
		return
	case *model.Klass:
		names := []string{"total", "label"}
		switch d.ID {
		case "customer":
			names = []string{"tier"}
		case "conversation":
			names = []string{"mood"}
		}
		for _, n := range names {
			d.Attributes = append(d.Attributes, model.AttributeDef{Name: n, Type: model.TypeText})
		}
		return
	case *model.Workflow:
		d.Output = []model.Parameter{{Name: "result", Type: model.TypeText}}
		g.fields(v.Elem(), "id", "output")
		return
	case *model.Rule:
		g.assistant = rapid.SampledFrom(g.of).Draw(g.t, "assistant")
		d.Assistant = g.assistant.ID
	case *model.Test:
		g.assistant = rapid.SampledFrom(g.of).Draw(g.t, "assistant")
		d.Assistant = g.assistant.ID
	}
	g.fields(v.Elem(), "id", "assistant")
}

func (g *world) fillAssistant(a *model.Assistant) {
	g.assistant, g.next = a, 0
	a.Name = g.pick([]string{"Order help", "Returns"}, "name")
	a.Channel = rapid.SampledFrom(model.Channels()).Draw(g.t, "channel")
	a.Type = rapid.SampledFrom([]model.Type{model.Lite, model.Premium}).Draw(g.t, "type")
	if a.Channel == model.Voice {
		a.Type = model.Lite
	}
	names := []string{"Welcome", "Ask", "Menu", "Complete Assistant"}
	for i, id := range []model.DialogID{"welcome", "ask", "menu", "complete"} {
		a.Dialogs = append(a.Dialogs, &model.Dialog{ID: id, Name: names[i]})
	}
	for _, d := range a.Dialogs {
		g.fields(reflect.ValueOf(d).Elem(), "id", "name", "intent")
	}
	if a.Type == model.Premium {
		a.Dialogs[1].Intent = model.IntentID(g.pick(g.ids["Intent"], "intent"))
	}
	g.fields(reflect.ValueOf(&a.Settings).Elem())
}

// fields fills a struct, but for the fields with the keys.
func (g *world) fields(v reflect.Value, but ...string) {
	for _, f := range model.FieldsOf(v.Type()) {
		if !strings.Contains(" "+strings.Join(but, " ")+" ", " "+f.Key+" ") {
			g.field(f, f.Of(v))
		}
	}
}

func (g *world) field(f *model.Field, v reflect.Value) {
	if g.assistant != nil {
		if ok, _ := f.Fits(g.assistant.Channel, g.assistant.Type); !ok {
			return
		}
	}
	if !f.Required && !g.chance(f.Key) {
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch f.Role {
	case model.RoleList:
		for range rapid.IntRange(1, 2).Draw(g.t, f.Key) {
			e := reflect.New(v.Type().Elem()).Elem()
			g.field(f.Elem, e)
			v.Set(reflect.Append(v, e))
		}
	case model.RoleMap:
		g.mapped(f, v)
	case model.RoleSteps:
		v.Set(reflect.ValueOf(g.steps()))
	case model.RoleStep:
		v.Set(reflect.ValueOf(g.step(true)))
	case model.RoleGroup:
		g.fields(v)
	default:
		g.leaf(f, v)
	}
}

func (g *world) mapped(f *model.Field, v reflect.Value) {
	keys := []string{"1", "2"}
	if f.Key == "attributes" {
		keys = []string{"conversation.mood", "conversation.assignedTeam"}
	}
	for _, key := range keys {
		e := reflect.New(v.Type().Elem()).Elem()
		e.Field(0).SetString(key)
		g.field(f.Elem, e.Field(1))
		v.Set(reflect.Append(v, e))
	}
}

func (g *world) leaf(f *model.Field, v reflect.Value) {
	switch f.Role {
	case model.RoleText:
		v.SetString(g.text())
	case model.RoleReference:
		id := g.pick(g.ids[f.Refers], f.Refers)
		if f.Refers == "Klass" {
			id, g.klass = g.ids["Klass"][0], g.ids["Klass"][0]
		}
		v.SetString(id)
	case model.RoleDialog:
		if g.assistant != nil {
			v.SetString(string(rapid.SampledFrom(g.assistant.Dialogs).Draw(g.t, f.Key).ID))
		}
	case model.RoleAttribute:
		v.SetString(g.pick(g.attrs, f.Key))
	case model.RoleBool:
		v.SetBool(true)
	case model.RoleNumber:
		v.SetInt(2)
	case model.RoleDuration:
		v.SetInt(int64(5 * time.Minute))
	case model.RoleOperator:
		v.SetString(string(rapid.SampledFrom(model.Operators()).Draw(g.t, f.Key).Operator))
	case model.RoleValue, model.RoleNotated:
		g.notated(v)
	case model.RoleLabel, model.RolePlain:
		g.word(f, v)
	}
}

func (g *world) word(f *model.Field, v reflect.Value) {
	switch {
	case v.Kind() != reflect.String:
	case f.Key == "id":
		g.flowStep++
		v.SetString(fmt.Sprintf("step-%d", g.flowStep))
	case f.In != nil:
		words := f.In
		if f.Key == "then" && (g.assistant == nil || g.assistant.Type != model.Premium) {
			words = words[:1]
		}
		v.SetString(g.pick(words, f.Key))
	case f.Has("klassAttribute"):
		v.SetString("total")
	case v.Type() == reflect.TypeFor[model.Language]():
		v.SetString("en")
	default:
		v.SetString(g.pick([]string{"One", "Two", "Team-0"}, f.Key))
	}
}

func (g *world) notated(v reflect.Value) {
	switch at := v.Addr().Interface().(type) {
	case *model.Value:
		*at = g.value()
	case *model.Change:
		*at = model.Change{Op: model.ChangeSet, Value: g.value()}
		if at.Value.Kind() == model.TextValue && g.chance("dynamic") {
			at.Value = model.TextOf(g.text())
		}
	case *model.Fallback:
		if g.assistant != nil {
			*at = model.Fallback{Dialog: rapid.SampledFrom(g.assistant.Dialogs).Draw(g.t, "fallback").ID}
		}
	case *model.FollowUp:
		*at = model.FollowUp{Channel: model.FollowUpWait}
	case *model.Action:
		*at = model.Action{Verb: model.VerbSay, Text: "Hi"}
	case *model.Step:
		*at = model.Step{Bot: []string{"Hello*"}}
	}
}

func (g *world) value() model.Value {
	words := []string{"gold", "Team-0", g.pick(g.ids["Brand"], "brand"), g.pick(g.ids["Schedule"], "schedule")}
	switch rapid.IntRange(0, 2).Draw(g.t, "value") {
	case 0:
		return model.NumberOf(5)
	case 1:
		return model.ListOf([]string{g.pick(words, "word"), "more"})
	}
	return model.TextOf(g.pick(words, "word"))
}

func (g *world) text() string {
	s := g.pick([]string{"Hello", "Was this help helpful?", "Help: yes or no"}, "words")
	if g.chance("dynamic") {
		s += " {{" + g.pick(g.paths, "path") + "}}, help"
	}
	if g.chance("default") {
		s += ` {{` + g.pick(g.paths, "path") + ` | "help"}}`
	}
	return s
}

func (g *world) steps() []model.Interaction {
	if g.depth > 2 {
		return nil
	}
	g.depth++
	defer func() { g.depth-- }()
	var out []model.Interaction
	for range rapid.IntRange(1, 3).Draw(g.t, "steps") {
		out = append(out, g.step(false))
	}
	return out
}

func (g *world) step(end bool) model.Interaction {
	var kinds []*model.Kind
	for _, k := range model.Kinds() {
		if ok, _ := k.Fits(g.assistant.Channel, g.assistant.Type); ok && k.End == end && (g.holder == nil || g.holder.TakesStep(k)) {
			kinds = append(kinds, k)
		}
	}
	k := rapid.SampledFrom(kinds).Draw(g.t, "kind")
	g.next++
	i := model.Interaction{ID: fmt.Sprintf("i%d", g.next), Settings: k.New()}
	holder := g.holder
	g.holder = k
	g.fields(reflect.ValueOf(i.Settings).Elem())
	g.holder = holder
	return i
}

// dangling lists what names something that is not there: an oracle that shares
// nothing with the package under test.
func dangling(w *model.Workspace) []string {
	var out []string
	for _, k := range model.DocumentKinds() {
		if k.One {
			continue
		}
		for i := range k.In(w).Len() {
			doc := k.In(w).Index(i)
			at := model.Path(k.Key).At(doc.Elem().FieldByName("ID").String())
			model.Visit(doc.Interface(), at, func(p model.Place) bool {
				if what := danglingAt(w, doc, p); what != "" {
					out = append(out, string(p.Path)+": "+what)
				}
				return true
			})
		}
	}
	return out
}

func danglingAt(w *model.Workspace, doc reflect.Value, p model.Place) string {
	known := func(path string) bool {
		if id, ok := strings.CutPrefix(path, "snippet."); ok {
			return w.Snippet(model.SnippetID(id)) != nil
		}
		_, ok := model.AttributesOf(w).Find(model.AttributePath(path))
		return ok
	}
	s := p.Text()
	switch {
	case p.Field == nil || s == "" && p.Field.Role != model.RoleNotated && p.Field.Role != model.RoleValue:
		return ""
	case p.Field.Role == model.RoleAttribute && !known(s):
		return s
	case p.Field.Role == model.RoleDialog && p.Field.Key != "id" && assistantFor(w, doc).Dialog(model.DialogID(s)) == nil:
		return s
	case p.Field.Role == model.RoleReference && p.Field.Key != "id" && !exists(w, p.Field.Refers, s):
		return s
	case p.Field.Has("klassAttribute") && !declared(w, s):
		return s
	}
	if f, ok := p.Value.Interface().(model.Fallback); ok && f.Dialog != "" && assistantFor(w, doc).Dialog(f.Dialog) == nil {
		return string(f.Dialog)
	}
	if c, ok := p.Value.Interface().(model.Change); ok {
		s = c.Value.Text()
	}
	if p.Field.Role == model.RoleText || p.Field.Role == model.RoleValue {
		parts, _ := text.Parse(model.Text(s))
		for _, part := range parts {
			if part.Path != "" && !known(string(part.Path)) {
				return string(part.Path)
			}
		}
	}
	return ""
}

func assistantFor(w *model.Workspace, doc reflect.Value) *model.Assistant {
	switch d := doc.Interface().(type) {
	case *model.Assistant:
		return d
	case *model.Rule:
		return w.Assistant(d.Assistant)
	case *model.Test:
		return w.Assistant(d.Assistant)
	}
	return &model.Assistant{}
}

func exists(w *model.Workspace, kind, id string) bool {
	list := model.DocumentKindOf(kind).In(w)
	for i := range list.Len() {
		if list.Index(i).Elem().FieldByName("ID").String() == id {
			return true
		}
	}
	return false
}

func declared(w *model.Workspace, name string) bool {
	for _, k := range w.Klasses {
		for _, a := range k.Attributes {
			if a.Name == name {
				return true
			}
		}
	}
	return false
}

// written is the workspace as text, to see whether anything in it changed.
func written(t interface{ Fatalf(string, ...any) }, w *model.Workspace) string {
	data, err := json.Marshal(w)
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	return string(data)
}

func TestDrawnWorkspacesDangleNowhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if got := dangling(workspace(t)); got != nil {
			t.Fatalf("%q", got)
		}
	})
}
