package editor

import (
	"reflect"
	"slices"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/want"
)

// given are the keys that a map of a document can have, in the order they are
// shown; closed tells that there are no others. Nil where nothing is known.
func (e *Editor) given(at model.Path, g *model.Field) (given []string, closed bool) {
	place, err := edit.At(e.state.Workspace, parent(at))
	if err != nil {
		return nil, false
	}
	w := e.state.Workspace
	if g.Has("languages") {
		for _, l := range append([]model.Language{w.DefaultLanguage()}, w.Settings.Languages...) {
			if !slices.Contains(given, string(l)) {
				given = append(given, string(l))
			}
		}
		return given, false
	}
	switch x := place.Value.Interface().(type) {
	case model.Schedule:
		return weekdays(), true
	case model.Customer:
		return attributesOf(w.Klass(model.CustomerKlass)), false
	case model.Object:
		return attributesOf(w.Klass(x.Klass)), false
	case model.WorkspaceSettings:
		if g.Key == "channels" {
			return []string{"email", "phone", "sms", "whatsapp", "chat", "voice"}, false
		}
		return []string{"kiq", "lutingenie", "smartsupp", "kilo"}, false
	case model.Leads:
		return criteria(x.Framework), false
	case model.WorkflowResponse:
		return e.parameters(g.Key), false
	case model.WorkflowStep:
		if g.Key == "respond" {
			return e.parameters("output"), false
		}
	}
	return nil, false
}

func weekdays() []string { return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// criteria are what a framework of leads scores.
func criteria(framework string) []string {
	switch framework {
	case "MEDDPICC":
		return []string{"metrics", "economicBuyer", "decisionCriteria", "decisionProcess", "paperProcess", "identifyPain", "champion", "competition"}
	case "CHAMP":
		return []string{"challenges", "authority", "money", "prioritization"}
	}
	return []string{"budget", "authority", "need", "timeline"}
}

// attributesOf are the names of a Klass's own attributes.
func attributesOf(k *model.Klass) []string {
	if k == nil {
		return nil
	}
	known := model.AttributesOf(&model.Workspace{})
	var out []string
	for _, d := range k.Attributes {
		if _, builtIn := known.Find(model.AttributePath(string(k.ID) + "." + d.Name)); !builtIn && d.Name != "" {
			out = append(out, d.Name)
		}
	}
	return out
}

// parameters are the names of the inputs or outputs of the workflow that is shown.
func (e *Editor) parameters(key string) []string {
	var out []string
	if f := e.workflow(); f != nil {
		all := f.Output
		if key == "input" {
			all = f.Input
		}
		for _, p := range all {
			out = append(out, p.Name)
		}
	}
	return out
}

func (e *Editor) workflow() *model.Workflow {
	if !strings.HasPrefix(string(e.state.Document), "workflows[") {
		return nil
	}
	return e.state.Workspace.Workflow(model.WorkflowID(lastID(e.state.Document)))
}

// declared is the attribute that an entry of a document's map of values has the
// type of.
func (e *Editor) declared(at model.Path) (model.Attribute, bool) {
	if e.state.Document == "" || !strings.HasSuffix(string(at), "]") {
		return model.Attribute{}, false
	}
	list, key := parent(at), lastID(at)
	place, err := edit.At(e.state.Workspace, parent(list))
	if err != nil {
		return model.Attribute{}, false
	}
	find := func(klass model.KlassID) (model.Attribute, bool) {
		if !strings.Contains(key, ".") {
			key = string(klass) + "." + key
		}
		return e.names.attributes().Find(model.AttributePath(key))
	}
	switch x := place.Value.Interface().(type) {
	case model.Customer:
		return find(model.CustomerKlass)
	case model.Object:
		return find(x.Klass)
	case model.WorkflowResponse:
		f := e.workflow()
		if f == nil {
			break
		}
		all := f.Output
		if strings.HasSuffix(string(list), ".input") {
			all = f.Input
		}
		for _, p := range all {
			if p.Name == key {
				return model.Attribute{Path: model.AttributePath(key), Type: p.Type}, true
			}
		}
	}
	return model.Attribute{}, false
}

// mapField puts in a map of a document: one row an entry, and one for each key
// that it could have.
func (e *Editor) mapField(f frame, at model.Path, g *model.Field, v reflect.Value) {
	e.label(f, at, g.Label)
	given, closed := e.given(at, g)
	if closed {
		e.besideLabel(g.Help)
	}
	order := slices.Clone(given)
	for i := range v.Len() {
		if key := v.Index(i).Field(0).String(); !slices.Contains(order, key) {
			order = append(order, key)
		}
	}
	wide := 0
	for _, key := range order {
		wide = min(max(wide, canvas.Width(e.keyWord(g, key))), longLabel)
	}
	inner := f.in(2)
	for _, key := range order {
		e.entryRow(inner, at, g, v, key, wide)
	}
	if !closed {
		e.another(inner, at, g, v.Len())
	}
}

// besideLabel puts a dim word of help behind the label that was just put in.
func (e *Editor) besideLabel(help string) {
	r := &e.page.rows[len(e.page.rows)-1]
	if last := len(r.lines) - 1; help != "" && canvas.Width(r.lines[last])+3+canvas.Width(help) <= e.page.w {
		r.lines[last] += "   " + e.look.st.Disabled.Render(help)
	}
}

// keyWord is how a key is called.
func (e *Editor) keyWord(g *model.Field, key string) string {
	if i := slices.Index(weekdays(), key); i >= 0 && g.Key == "hours" {
		return []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}[i]
	}
	return canvas.OneLine(key)
}

func (e *Editor) entryRow(f frame, list model.Path, g *model.Field, v reflect.Value, key string, wide int) {
	st, s, at := e.look.st, f.sketch(e), list.At(key)
	r := row{kind: rowAbsent, path: at, node: f.node, field: g.Elem, list: list, index: v.Len(), keyed: true,
		value: reflect.Zero(g.Elem.Type)}
	for i := range v.Len() {
		if v.Index(i).Field(0).String() == key {
			r.kind, r.index, r.value = rowElement, i, v.Index(i).Field(1)
		}
	}
	label := e.padded(e.keyWord(g, key), max(wide, 1)) + "  "
	r.indent = canvas.Width(s.lead) + len(s.pad) + canvas.Width(label)
	drawn := st.Muted.Render(label)
	switch t := e.typing; {
	case t != nil && t.path == at:
		e.typedBeside(s, drawn)
	case r.kind == rowAbsent:
		s.flow(st.Disabled.Render(label), st.Placeholder.Render(e.absent(at, g)))
	case g.Elem.Role == model.RoleText && isSet(r.value):
		s.flow(drawn, colour(canvas.Drawable(r.value.String()), st.Text.Ink, st.Code.Ink))
	default:
		s.flow(drawn, e.entryValue(at, g, r.value))
	}
	r.lines = s.lines
	e.put(r)
}

// entryValue draws what an entry holds.
func (e *Editor) entryValue(at model.Path, g *model.Field, v reflect.Value) string {
	st := e.look.st
	if a, ok := e.declared(at); ok && a.Type == model.TypeBoolean {
		if x, _ := v.Interface().(model.Value); x.Bool() {
			return st.Accent.Render(st.Glyphs.Ticked)
		}
		return st.Muted.Render(st.Glyphs.Unticked)
	}
	if s := e.say(g.Elem, v); s != "" {
		return s
	}
	return st.Placeholder.Render(e.absent(at, g))
}

// absent says what it means that an entry is not there.
func (e *Editor) absent(at model.Path, g *model.Field) string {
	switch {
	case g.Key == "hours":
		return "closed"
	case g.Has("languages"):
		return "not written yet"
	}
	if a, ok := e.declared(at); ok {
		return "none  (" + string(a.Type) + ")"
	}
	return "none"
}

// assign gives a place a value; an entry that a map does not have is put in.
func (e *Editor) assign(at model.Path, value any) edit.Action {
	if _, err := edit.At(e.state.Workspace, at); err != nil && strings.HasSuffix(string(at), "]") {
		return edit.InsertElement{List: parent(at), Index: -1, Key: lastID(at), Value: value}
	}
	return edit.SetField{At: at, Value: value}
}

// editDeclared edits a value by the type its attribute is declared with.
func (e *Editor) editDeclared(r *row, a model.Attribute) []want.Want {
	now, _ := r.value.Interface().(model.Value)
	if a.Type == model.TypeBoolean {
		return apply(e.assign(r.path, model.BoolOf(!now.Bool())))
	}
	if all := leaves(a); len(all) > 0 {
		return e.pickValue(r, all)
	}
	return e.write(r)
}

// leaves are the values an attribute offers, those of all levels from the top.
func leaves(a model.Attribute) []string {
	var out []string
	for _, v := range a.Values {
		out = append(out, string(v))
	}
	var below func([]model.Level)
	below = func(all []model.Level) {
		for _, l := range all {
			out = append(out, string(l.Value))
			below(l.Children)
		}
	}
	below(a.Children)
	return out
}
