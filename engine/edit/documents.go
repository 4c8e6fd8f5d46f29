package edit

import (
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"

	"parley/engine/model"
)

// AddDocument adds a document of a kind: an intent, a snippet, a rule … Without a
// value it begins with the name and sensible first contents. Assistants have
// [AddAssistant].
type AddDocument struct {
	Kind  string // as model.DocumentKind names it: Intent
	Name  string
	ID    string // "": made from the name
	Value any    // a pointer to the kind's struct, such as *model.Intent; its id is kept unless ID is given; nil: first contents
	Index int    // from 0; -1, or the number of documents, is the end
}

// Label implements [Action].
func (a AddDocument) Label() string { return "add " + a.Kind + " " + nameOr(a.Name, a.ID) }

// MergeKey implements [Action].
func (a AddDocument) MergeKey() string { return "" }

// Apply implements [Action].
func (a AddDocument) Apply(w *model.Workspace) (Change, error) {
	kind := model.DocumentKindOf(a.Kind)
	if kind == nil || kind.One || kind.Name == "Assistant" {
		return Change{Workspace: w}, refuse("choose a kind such as Intent or Snippet", "no document of kind %q can be added", a.Kind)
	}
	list := kind.In(w)
	if a.Index < 0 {
		a.Index = list.Len()
	}
	if a.Index > list.Len() {
		return Change{Workspace: w}, refuse("choose a place up to its end", "there are only %d", list.Len())
	}
	document, err := a.document(w, kind)
	if err != nil {
		return Change{Workspace: w}, err
	}
	id := a.ID
	if id == "" {
		id = idOf(document)
	}
	if id == "" {
		id = model.UniqueSlug(nameOr(a.Name, kind.Name), func(id string) bool { return freeID(w, kind, id) != nil })
	}
	if err := freeID(w, kind, id); err != nil {
		return Change{Workspace: w}, err
	}
	document.Elem().FieldByName("ID").SetString(id)
	out := *w
	kind.In(&out).Set(inserted(list, a.Index, document))
	return finish(w, &out, model.Path(kind.Key).At(id), nil, nil)
}

// document is a pointer to the new document, a copy of the value that was given.
func (a AddDocument) document(w *model.Workspace, kind *model.DocumentKind) (reflect.Value, error) {
	document := reflect.New(kind.Type)
	if a.Value != nil {
		v := reflect.ValueOf(a.Value)
		if v.Type() != document.Type() || v.IsNil() {
			return v, refuse("give it a "+document.Type().String(), "%T is no %s", a.Value, a.Kind)
		}
		document.Elem().Set(v.Elem())
	} else {
		first{w}.group(document.Elem(), model.FieldsOf(kind.Type))
		document.Elem().FieldByName("ID").SetString("")
	}
	name := strings.TrimSpace(a.Name)
	for _, key := range []string{"name", "title"} {
		for _, f := range model.FieldsOf(kind.Type) {
			if v := f.Of(document.Elem()); name != "" && f.Key == key && v.Kind() == reflect.String {
				v.SetString(name)
			}
		}
	}
	return document, nil
}

// DeleteDocument takes a document away. One that is used is refused, unless
// forced: then links to it become empty (a default becomes none), and texts,
// paths and values that name it stay for check to find; both are listed. Tests
// and recordings always stay as they are.
type DeleteDocument struct {
	Kind  string
	ID    string
	Force bool
}

// Label implements [Action].
func (a DeleteDocument) Label() string { return "delete " + a.Kind + " " + a.ID }

// MergeKey implements [Action].
func (a DeleteDocument) MergeKey() string { return "" }

// Apply implements [Action].
func (a DeleteDocument) Apply(w *model.Workspace) (Change, error) {
	kind, i, err := documentOf(w, a.Kind, a.ID)
	if err != nil {
		return Change{Workspace: w}, err
	}
	used := References(w, a.Kind, a.ID)
	if len(used) > 0 && !a.Force {
		return Change{Workspace: w}, refuse("unlink it there first, or delete it all the same", "%s %s is used in %s", a.Kind, a.ID, places(used))
	}
	var losses []Loss
	for _, p := range used {
		losses = append(losses, Loss{Path: p, Now: p, What: a.Kind + " " + a.ID, Unlinked: true})
	}
	out := *w
	list := kind.In(&out)
	list.Set(removed(list, i))
	after := rewriteAll(&out, func(in string, _ reflect.Value) rewriter {
		if len(used) == 0 || in == "Test" || in == "Recording" {
			return nil
		}
		return func(s spot) (reflect.Value, bool) {
			if s.Field.Role != model.RoleReference || s.Field.Refers != a.Kind || s.Field.Key == "id" || s.Value.String() != a.ID {
				return s.Value, false
			}
			none := reflect.New(s.Value.Type()).Elem()
			if s.Field.Has("none") {
				none.SetString(string(model.NoAssistant))
			}
			return none, true
		}
	})
	at := model.Path(kind.Key)
	if left := kind.In(after); left.Len() > 0 {
		next := min(i, left.Len()-1)
		at = documentPath(kind, left.Index(next), next)
	}
	return finish(w, after, at, losses, nil)
}

// places puts a number of places into words, the first of them by its path.
func places(used []model.Path) string {
	if len(used) == 1 {
		return string(used[0])
	}
	return fmt.Sprintf("%d places, the first is %s", len(used), used[0])
}

// MoveDocument moves a document to another position among those of its kind: the
// order of rules, of brands (the first is the default) and so on. Rules that
// have a number of their own are first put in the order of these and lose them.
type MoveDocument struct {
	Kind string
	ID   string
	To   int // its position afterwards, from 0
}

// Label implements [Action].
func (a MoveDocument) Label() string { return "move " + a.Kind + " " + a.ID }

// MergeKey implements [Action].
func (a MoveDocument) MergeKey() string { return "" }

// Apply implements [Action].
func (a MoveDocument) Apply(w *model.Workspace) (Change, error) {
	out := *w
	if a.Kind == "Rule" {
		out.Rules = inOrder(w.Rules)
	}
	kind, i, err := documentOf(&out, a.Kind, a.ID)
	if err != nil {
		return Change{Workspace: w}, err
	}
	list := kind.In(&out)
	if a.To < 0 || a.To >= list.Len() {
		return Change{Workspace: w}, refuse("it is at the end already", "there is no position %d", a.To+1)
	}
	at := documentPath(kind, list.Index(i), i)
	if a.To == i {
		return finish(w, w, at, nil, nil)
	}
	list.Set(inserted(removed(list, i), a.To, list.Index(i)))
	return finish(w, &out, at, nil, nil)
}

// inOrder is the rules in the order they are tried in, without numbers: the very
// same list where none has one.
func inOrder(rules []*model.Rule) []*model.Rule {
	numbered := false
	for _, r := range rules {
		numbered = numbered || r.Order != 0
	}
	if !numbered {
		return rules
	}
	out := make([]*model.Rule, len(rules))
	copy(out, rules)
	sort.SliceStable(out, func(i, j int) bool { return out[i].Order < out[j].Order })
	for i, r := range out {
		if r.Order != 0 {
			fresh := *r
			fresh.Order = 0
			out[i] = &fresh
		}
	}
	return out
}

// RenameWorkflowStep gives a step of a workflow another id; what leads to it follows.
type RenameWorkflowStep struct {
	Workflow model.WorkflowID
	Step, To string
}

// Label implements [Action].
func (a RenameWorkflowStep) Label() string { return "rename workflow step to " + a.To }

// MergeKey implements [Action].
func (a RenameWorkflowStep) MergeKey() string { return "" }

// Apply implements [Action].
func (a RenameWorkflowStep) Apply(w *model.Workspace) (Change, error) {
	f := w.Workflow(a.Workflow)
	if f == nil {
		return Change{Workspace: w}, refuse("it may have been deleted; choose another", "there is no Workflow %q", a.Workflow)
	}
	at := model.Path("workflows").At(string(f.ID))
	out := *f
	out.Steps = slices.Clone(f.Steps)
	found := -1
	for i, s := range out.Steps {
		switch s.ID {
		case a.To:
			return Change{Workspace: w}, refuse("choose another", "%s has a step %q already", nameOr(f.Name, string(f.ID)), a.To)
		case a.Step:
			found = i
		}
	}
	if found < 0 {
		return Change{Workspace: w}, refuse("choose another", "%s has no step %q", nameOr(f.Name, string(f.ID)), a.Step)
	}
	if !model.ValidID(a.To) {
		return Change{Workspace: w}, refuse("use letters, digits, - and _, 64 at most", "%q is no id", a.To)
	}
	out.Steps[found].ID = a.To
	changed := rewrite(&out, at, func(s spot) (reflect.Value, bool) {
		if s.Holder.Type() != reflect.TypeFor[model.Transition]() || s.Field.Key != "to" || s.Value.String() != a.Step {
			return s.Value, false
		}
		return reflect.ValueOf(a.To), true
	})
	after, err := with(w, at, changed)
	return finish(w, after, at.Field("steps").At(a.To), nil, err)
}

// SetDefaultSchedule makes a schedule the default one, and the others not.
type SetDefaultSchedule struct{ ID model.ScheduleID }

// Label implements [Action].
func (a SetDefaultSchedule) Label() string { return "make " + string(a.ID) + " the default schedule" }

// MergeKey implements [Action].
func (a SetDefaultSchedule) MergeKey() string { return "" }

// Apply implements [Action].
func (a SetDefaultSchedule) Apply(w *model.Workspace) (Change, error) {
	kind, i, err := documentOf(w, "Schedule", string(a.ID))
	if err != nil {
		return Change{Workspace: w}, err
	}
	out := *w
	out.Schedules = make([]*model.Schedule, len(w.Schedules))
	for n, s := range w.Schedules {
		if s.Default != (n == i) {
			fresh := *s
			fresh.Default = n == i
			s = &fresh
		}
		out.Schedules[n] = s
	}
	return finish(w, &out, documentPath(kind, reflect.ValueOf(w.Schedules[i]), i), nil, nil)
}
