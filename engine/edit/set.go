package edit

import (
	"reflect"
	"slices"
	"strconv"

	"parley/engine/model"
)

// SetField gives a field of any document a value of the field's own type (or of
// what it points to). The value must not be changed afterwards. Ids, names of
// the two fixed dialogs, lists of interactions and the like have actions of
// their own and are refused.
type SetField struct {
	At    model.Path
	Value any
}

// Label implements [Action].
func (a SetField) Label() string { return "change " + lastWord(a.At) }

// MergeKey implements [Action].
func (a SetField) MergeKey() string { return "set " + string(a.At) }

// Apply implements [Action].
func (a SetField) Apply(w *model.Workspace) (Change, error) {
	at, err := At(w, a.At)
	if err != nil {
		return Change{Workspace: w}, err
	}
	value, err := at.accept(a.Value)
	if err == nil {
		err = at.named(w, value)
	}
	if err != nil {
		return Change{Workspace: w}, err
	}
	after, err := at.put(w, value)
	if err == nil {
		err = at.uniqueSteps(after)
	}
	return finish(w, after, a.At, nil, err)
}

// SetText gives a field the value that a text says: see [Parse].
type SetText struct {
	At   model.Path
	Text string
}

// Label implements [Action].
func (a SetText) Label() string { return "change " + lastWord(a.At) }

// MergeKey implements [Action].
func (a SetText) MergeKey() string { return "set " + string(a.At) }

// Apply implements [Action].
func (a SetText) Apply(w *model.Workspace) (Change, error) {
	at, err := At(w, a.At)
	if err != nil {
		return Change{Workspace: w}, err
	}
	if at.Field == nil {
		return Change{Workspace: w}, refuse("change one of its fields", "%s is no field", a.At)
	}
	value, err := Parse(at.Field, a.Text)
	if err != nil {
		return Change{Workspace: w}, err
	}
	return SetField{a.At, value}.Apply(w)
}

// ClearField takes a field's value away: an optional group is gone, a link
// leads nowhere, a text is empty.
type ClearField struct{ At model.Path }

// Label implements [Action].
func (a ClearField) Label() string { return "clear " + lastWord(a.At) }

// MergeKey implements [Action].
func (a ClearField) MergeKey() string { return "" }

// Apply implements [Action].
func (a ClearField) Apply(w *model.Workspace) (Change, error) {
	at, err := At(w, a.At)
	if err == nil {
		err = at.own()
	}
	if err != nil {
		return Change{Workspace: w}, err
	}
	after, err := at.put(w, reflect.Zero(at.raw.Type()))
	return finish(w, after, a.At, nil, err)
}

// named refuses to change a name by itself that other things are found by: that
// of an attribute, of a workflow's output or of a team, where it is in use.
func (p *Place) named(w *model.Workspace, value reflect.Value) error {
	if p.Field.Key != "name" || p.Value.String() == "" || value.String() == p.Value.String() {
		return nil
	}
	parent, _, _ := split(p.Path)
	path := segments(parent)
	switch {
	case len(path) == 2 && path[0].word == "teams":
		if len(uses(w, teamNaming(p.Value.String(), ""))) == 0 {
			return nil
		}
	case len(path) == 4 && path[0].word == "klasses" && path[2].word == "attributes":
		if len(AttributeReferences(w, model.AttributePath(path[1].word+"."+p.Value.String()))) == 0 {
			return nil
		}
	case len(path) == 4 && path[0].word == "workflows" && path[2].word == "output":
		if len(AttributeReferences(w, model.AttributePath("workflow."+path[1].word+"."+p.Value.String()))) == 0 {
			return nil
		}
	default:
		return nil
	}
	return refuse("rename it instead: what refers to it then follows", "%q is used elsewhere by this name", p.Value.String())
}

// uniqueSteps refuses a group or list that brings in interactions which the
// assistant has already.
func (p *Place) uniqueSteps(after *model.Workspace) error {
	if p.Step == nil || p.Field.Role != model.RoleGroup && p.Field.Role != model.RoleList {
		return nil
	}
	seen := map[string]bool{}
	twice := ""
	everyStep(after.Assistant(p.Assistant.ID), func(i *model.Interaction) {
		if seen[i.ID] {
			twice = i.ID
		}
		seen[i.ID] = true
	})
	if twice != "" {
		return refuse("add interactions as such, or paste them", "%s would bring in %q a second time", p.Field.Label, twice)
	}
	return nil
}

// put returns the workspace with the value at the place: the very same one
// where the place holds it already.
func (p *Place) put(w *model.Workspace, value reflect.Value) (*model.Workspace, error) {
	if reflect.DeepEqual(p.raw.Interface(), value.Interface()) {
		return w, nil
	}
	return with(w, p.Path, value.Interface())
}

// own refuses the places that have actions of their own.
func (p *Place) own() error {
	path := segments(p.Path)
	field := path[len(path)-1].word
	document, settings := len(path) == 3, len(path) <= 2 && path[0].word == "workspace"
	dialog := len(path) == 5 && path[0].word == "assistants" && path[2].word == "dialogs"
	switch {
	case p.Field == nil || p.Field.Role == model.RoleSteps || p.Field.Role == model.RoleStep:
		return refuse("add, move or delete interactions instead", "%s holds interactions", p.Path)
	case len(path) == 1 && !settings:
		return refuse("add or delete documents instead", "%s are documents", field)
	case len(path) == 2 && !settings, len(path) == 4 && p.Dialog != nil:
		return refuse("change its fields instead", "%s is a whole document or dialog", p.Path)
	case p.Field.Key == "id" && !settings:
		return refuse("rename it instead: what refers to it then follows", "an id cannot be changed by itself")
	case document && p.Assistant != nil && field == "dialogs":
		return refuse("add, move or delete dialogs instead", "%s holds dialogs", p.Path)
	case document && p.Assistant != nil && (field == "type" || field == "channel"):
		return refuse("convert it instead: the result lists what does not fit", "the %s of an assistant is not changed by itself", field)
	case dialog && field == "name" && isFixed(p.Dialog.ID):
		return refuse("add another dialog instead", "%s cannot be renamed", p.Dialog.Name)
	}
	return nil
}

// isFixed reports whether the dialog is one of the two every assistant keeps.
func isFixed(id model.DialogID) bool { return id == model.WelcomeID || id == model.CompleteID }

// accept turns a value into one that the place can hold, or says why it cannot.
func (p *Place) accept(value any) (reflect.Value, error) {
	if err := p.own(); err != nil {
		return reflect.Value{}, err
	}
	f, t := p.Field, p.raw.Type()
	v := reflect.ValueOf(value)
	if !v.IsValid() {
		return reflect.Zero(t), nil
	}
	if t.Kind() == reflect.Pointer && v.Type() != t {
		inside, ok := converted(v, t.Elem())
		if !ok {
			return v, wrongType(f, v)
		}
		v = reflect.New(t.Elem())
		v.Elem().Set(inside)
	} else {
		var ok bool
		if v, ok = converted(v, t); !ok {
			return v, wrongType(f, reflect.ValueOf(value))
		}
	}
	if !v.IsZero() && p.barred != nil {
		return v, p.barred
	}
	return v, inWords(f, v)
}

func converted(v reflect.Value, t reflect.Type) (reflect.Value, bool) {
	switch {
	case v.Type().AssignableTo(t):
		return v, true
	case v.Kind() == t.Kind() && v.Type().ConvertibleTo(t):
		return v.Convert(t), true
	}
	return v, false
}

func wrongType(f *model.Field, v reflect.Value) error {
	return refuse("give it "+expected(f), "%s cannot hold a %s", f.Label, v.Type())
}

// inWords refuses a word or number that is not among those a field allows.
func inWords(f *model.Field, v reflect.Value) error {
	if f.In == nil || v.Kind() == reflect.Slice || v.IsZero() && !f.Required {
		return nil
	}
	word := ""
	switch v.Kind() {
	case reflect.String:
		word = v.String()
	case reflect.Int:
		word = strconv.FormatInt(v.Int(), 10)
	default:
		return nil
	}
	if slices.Contains(f.In, word) {
		return nil
	}
	return refuse("choose "+expected(f), "%s cannot be %q", f.Label, word)
}

// lastWord is the last field a path names, for labels.
func lastWord(p model.Path) string {
	_, word, elem := split(p)
	for elem {
		p, _, _ = split(p)
		_, word, elem = split(p)
	}
	return word
}
