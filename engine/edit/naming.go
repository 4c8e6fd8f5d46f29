package edit

import (
	"reflect"
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// Attributes whose values name something of the workspace.
const (
	teamAttribute  model.AttributePath = "conversation.assignedTeam"
	brandAttribute model.AttributePath = "conversation.brand"
)

// naming finds every use of something that has a name, and puts another there.
// Which of its fields are set tells what is looked for.
type naming struct {
	refers    string // references to documents of this kind …
	id, newID string // … with this id

	path, newPath model.AttributePath // paths in attribute fields and dynamic text; one that ends in a dot stands for all below it

	valuesOf        model.AttributePath // the attribute whose values …
	value, newValue string              // … may be this word

	schedule bool // conditions that compare with the schedule of the id
	team     bool // texts that name a team by the word

	found func(model.Path) // told each use; may be nil

	// Where the walk is.
	kind     string
	document reflect.Value
}

// in is the rewriter for one document.
func (n naming) in(kind string, document reflect.Value) rewriter {
	n.kind, n.document = kind, document
	return n.field
}

func (n *naming) tell(p model.Path) {
	if n.found != nil {
		n.found(p)
	}
}

// field is a [rewriter].
func (n *naming) field(s spot) (reflect.Value, bool) {
	if s.Field.Role == model.RoleMap {
		return n.keys(s)
	}
	v := s.Value
	switch s.Field.Role {
	case model.RoleReference:
		if n.refers == "" || n.refers != s.Field.Refers || s.Field.Key == "id" || v.String() != n.id {
			return v, false
		}
		return n.put(s, n.newID)
	case model.RoleAttribute:
		if to, ok := n.renamed(v.String()); ok {
			return n.put(s, to)
		}
	case model.RoleText:
		return n.text(s)
	case model.RoleValue:
		return n.literal(s)
	case model.RoleLabel:
		if n.valuesOf != "" && v.Kind() == reflect.String && v.String() == n.value && n.isOf(s) {
			return n.put(s, n.newValue)
		}
	case model.RolePlain:
		return n.word(s)
	}
	return v, false
}

// put tells the use and makes the new value of the field's own type.
func (n *naming) put(s spot, to string) (reflect.Value, bool) {
	n.tell(s.Path)
	return reflect.ValueOf(to).Convert(s.Value.Type()), true
}

// renamed is the path that takes the place of one that is looked for.
func (n *naming) renamed(p string) (string, bool) {
	switch {
	case n.path == "":
	case p == string(n.path):
		return string(n.newPath), true
	case strings.HasSuffix(string(n.path), ".") && strings.HasPrefix(p, string(n.path)):
		return string(n.newPath) + p[len(n.path):], true
	}
	return p, false
}

func (n *naming) text(s spot) (reflect.Value, bool) {
	if n.team && s.Field.Has("team") && strings.TrimSpace(s.Value.String()) == n.value {
		return n.put(s, n.newValue)
	}
	if n.path == "" {
		return s.Value, false
	}
	if to, ok := text.Rename(model.Text(s.Value.String()), n.path, n.newPath); ok {
		return n.put(s, string(to))
	}
	return s.Value, false
}

// literal renames in a value: dynamic text, a schedule that a condition
// compares with, a word that the attribute beside it names something by.
func (n *naming) literal(s spot) (reflect.Value, bool) {
	var v model.Value
	change, isChange := s.Value.Interface().(model.Change)
	if isChange {
		v = change.Value
	} else {
		v, _ = s.Value.Interface().(model.Value)
	}
	to, ok := n.inValue(s, v)
	if !ok {
		return s.Value, false
	}
	n.tell(s.Path)
	if isChange {
		change.Value = to
		return reflect.ValueOf(change), true
	}
	return reflect.ValueOf(to), true
}

func (n *naming) inValue(s spot, v model.Value) (model.Value, bool) {
	if n.path != "" && v.Kind() == model.TextValue {
		to, ok := text.Rename(model.Text(v.Text()), n.path, n.newPath)
		return model.TextOf(string(to)), ok
	}
	if n.schedule && v.Text() == n.id && comparesSchedule(s.Holder) {
		return model.TextOf(n.newID), true
	}
	if n.valuesOf == "" || !slices.Contains(v.List(), n.value) || !n.isOf(s) {
		return v, false
	}
	if v.Kind() == model.TextValue {
		return model.TextOf(n.newValue), true
	}
	items := slices.Clone(v.List())
	for i := range items {
		if items[i] == n.value {
			items[i] = n.newValue
		}
	}
	return model.ListOf(items), true
}

// comparesSchedule reports whether a struct is a condition whose operator takes a schedule.
func comparesSchedule(holder reflect.Value) bool {
	c, ok := holder.Interface().(model.Condition)
	if !ok {
		return false
	}
	rule, _ := model.CanonicalOperator(string(c.Is))
	return rule.Operand == model.OperandSchedule
}

// isOf reports whether a field holds values of the attribute: what holds it
// compares, sets, asks for or saves that attribute, or is its declaration.
func (n *naming) isOf(s spot) bool {
	if s.Holder.Type() == reflect.TypeFor[model.AttributeDef]() || s.Holder.Type() == reflect.TypeFor[model.Level]() {
		return n.declares(s.Holder)
	}
	if strings.HasSuffix(string(s.Path), "["+string(n.valuesOf)+"]") {
		return true
	}
	near := attributesOf(s.Holder)
	if len(near) == 0 && s.Step.IsValid() {
		near = attributesOf(s.Step)
	}
	return slices.Contains(near, n.valuesOf)
}

// declares reports whether a declaration, in the Klass the walk is in, is the attribute's.
func (n *naming) declares(holder reflect.Value) bool {
	def, ok := holder.Interface().(model.AttributeDef)
	return ok && n.kind == "Klass" && model.AttributePath(idOf(n.document.Addr())+"."+def.Name) == n.valuesOf
}

// attributesOf lists the attributes that a struct names in fields of its own.
func attributesOf(holder reflect.Value) []model.AttributePath {
	var out []model.AttributePath
	for _, f := range model.FieldsOf(holder.Type()) {
		if f.Role == model.RoleAttribute {
			out = append(out, model.AttributePath(f.Of(holder).String()))
		}
	}
	return out
}

// word renames the bare name of an attribute beside its Klass, and where it is declared.
func (n *naming) word(s spot) (reflect.Value, bool) {
	klass, from, ok := n.attribute()
	if !ok || s.Value.Kind() != reflect.String {
		return s.Value, false
	}
	_, to, _ := strings.Cut(string(n.newPath), ".")
	switch {
	case s.Field.Has("klassAttribute") && klassBeside(s) == klass && s.Value.String() == from:
		return n.put(s, to)
	case s.Field.Has("klassAttribute") && s.Value.String() == string(n.path):
		return n.put(s, string(n.newPath))
	}
	return s.Value, false
}

// attribute is the attribute that is renamed, as Klass and bare name; ok is false
// where something else is.
func (n *naming) attribute() (klass, name string, ok bool) {
	if n.path == "" || strings.HasSuffix(string(n.path), ".") {
		return "", "", false
	}
	klass, name, ok = strings.Cut(string(n.path), ".")
	return klass, name, ok
}

// klassBeside is the Klass that is chosen in the struct that holds a field, or in
// the interaction around it.
func klassBeside(s spot) string {
	for _, holder := range []reflect.Value{s.Holder, s.Step} {
		if !holder.IsValid() {
			continue
		}
		for _, f := range model.FieldsOf(holder.Type()) {
			if f.Role == model.RoleReference && f.Refers == "Klass" {
				return f.Of(holder).String()
			}
		}
	}
	return ""
}

// keys renames the keys of a map that are attributes: full paths in tests and
// workflows, bare names in customers, objects and what a workflow returns.
func (n *naming) keys(s spot) (reflect.Value, bool) {
	if n.path == "" {
		return s.Value, false
	}
	var out reflect.Value
	for i := range s.Value.Len() {
		key := s.Value.Index(i).Field(0).String()
		to, ok := n.renamed(key)
		if !ok {
			to, ok = n.bareKey(s, key)
		}
		if !ok {
			continue
		}
		n.tell(s.Path.At(key))
		if !out.IsValid() {
			out = reflect.MakeSlice(s.Value.Type(), s.Value.Len(), s.Value.Len())
			reflect.Copy(out, s.Value)
		}
		out.Index(i).Field(0).SetString(to)
	}
	if !out.IsValid() {
		return s.Value, false
	}
	return out, true
}

// bareKey renames a key that is the name of an attribute without its Klass.
func (n *naming) bareKey(s spot, key string) (string, bool) {
	klass, name, ok := n.attribute()
	_, to, _ := strings.Cut(string(n.newPath), ".")
	if !ok {
		return key, false
	}
	if klass == "workflow" {
		id, output, _ := strings.Cut(name, ".")
		_, to, _ = strings.Cut(to, ".")
		return to, key == output && n.returns(s, id)
	}
	if key != name || s.Field.Key != "attributes" {
		return key, false
	}
	switch d := n.document.Addr().Interface().(type) {
	case *model.Customer:
		return to, klass == string(model.CustomerKlass)
	case *model.Object:
		return to, klass == string(d.Klass)
	}
	return key, false
}

// returns reports whether a map's keys are outputs of the workflow: in a step
// that runs it, or in the workflow itself.
func (n *naming) returns(s spot, id string) bool {
	if f, ok := n.document.Addr().Interface().(*model.Workflow); ok {
		return string(f.ID) == id && (s.Field.Key == "respond" || s.Field.Key == "output")
	}
	if !s.Step.IsValid() {
		return false
	}
	run, ok := s.Step.Interface().(model.RunWorkflow)
	return ok && string(run.Workflow) == id && s.Field.Key == "save"
}

// everywhere tells the uses of a name, or puts the new one there.
func (n naming) everywhere(w *model.Workspace) *model.Workspace {
	return rewriteAll(w, n.in)
}

// uses lists where the names are used, each place once.
func uses(w *model.Workspace, names ...naming) []model.Path {
	var out []model.Path
	seen := map[model.Path]bool{}
	for _, n := range names {
		n.found = func(p model.Path) {
			if !seen[p] {
				seen[p] = true
				out = append(out, p)
			}
		}
		n.everywhere(w)
	}
	return out
}
