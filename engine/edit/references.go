package edit

import (
	"reflect"
	"strings"

	"parley/engine/model"
)

// References lists every place that names the document of the kind: fields that
// refer to it, attribute paths and dynamic text that go through it, conditions
// on a schedule, and, for teams and brands, the values that name them. Places
// inside the document itself are left out.
func References(w *model.Workspace, kind, id string) []model.Path {
	if id == "" {
		return nil
	}
	own := model.Path("")
	if d := model.DocumentKindOf(kind); d != nil {
		own = model.Path(d.Key).At(id)
	}
	var out []model.Path
	for _, p := range uses(w, namesOf(w, kind, id, id)...) {
		if !p.Below(own) {
			out = append(out, p)
		}
	}
	return out
}

// namesOf are the ways in which a document is named, from its id to a new one.
func namesOf(w *model.Workspace, kind, from, to string) []naming {
	out := []naming{{refers: kind, id: from, newID: to, schedule: kind == "Schedule"}}
	path := func(before, after string) {
		out = append(out, naming{path: model.AttributePath(before + from + after), newPath: model.AttributePath(before + to + after)})
	}
	switch kind {
	case "Klass":
		path("", ".")
	case "Workflow":
		path("workflow.", ".")
	case "Snippet":
		path("snippet.", "")
	case "Brand":
		out = append(out, naming{valuesOf: brandAttribute, value: from, newValue: to})
	case "Team":
		name := teamName(w, from)
		if from == to || name != from { // else what says the id may mean the name, which stays
			out = append(out, teamNaming(from, to))
		}
		if from == to && name != "" && name != from {
			out = append(out, teamNaming(name, name))
		}
	}
	return out
}

func teamNaming(from, to string) naming {
	return naming{valuesOf: teamAttribute, team: true, value: from, newValue: to}
}

func teamName(w *model.Workspace, id string) string {
	for _, t := range w.Teams {
		if string(t.ID) == id {
			return t.Name
		}
	}
	return ""
}

// ChangeID gives a document another id; everything that names it follows.
type ChangeID struct {
	Kind string // as model.DocumentKind names it: Intent
	ID   string
	To   string
}

// Label implements [Action].
func (a ChangeID) Label() string { return "change the id of " + a.ID + " to " + a.To }

// MergeKey implements [Action].
func (a ChangeID) MergeKey() string { return "" }

// Apply implements [Action].
func (a ChangeID) Apply(w *model.Workspace) (Change, error) {
	kind, i, err := documentOf(w, a.Kind, a.ID)
	if err != nil {
		return Change{Workspace: w}, err
	}
	at := documentPath(kind, kind.In(w).Index(i), i)
	if a.To == a.ID {
		return finish(w, w, at, nil, nil)
	}
	if err := freeID(w, kind, a.To); err != nil {
		return Change{Workspace: w}, err
	}
	if builtInKlass(a.Kind, a.ID) || builtInKlass(a.Kind, a.To) {
		return Change{Workspace: w}, refuse("add a Klass of your own", "customer, company and conversation keep their ids")
	}
	after, err := with(w, at.Field("id"), a.To)
	if err != nil {
		return Change{Workspace: w}, err
	}
	for _, n := range namesOf(w, a.Kind, a.ID, a.To) {
		after = n.everywhere(after)
	}
	return finish(w, after, model.Path(kind.Key).At(a.To), nil, nil)
}

func builtInKlass(kind, id string) bool {
	k := model.KlassID(id)
	return kind == "Klass" && (k == model.CustomerKlass || k == model.CompanyKlass || k == model.ConversationKlass)
}

// freeID reports why a new document of a kind cannot have the id.
func freeID(w *model.Workspace, kind *model.DocumentKind, id string) error {
	switch {
	case !model.ValidID(id):
		return refuse("use letters, digits, - and _, 64 at most", "%q is no id", id)
	case kind.Name == "Assistant" && id == string(model.NoAssistant):
		return refuse("choose another", "%q stands for no assistant", id)
	case kind.Name == "Klass" && (id == "workflow" || id == "snippet" || id == "message" || id == "session"):
		return refuse("choose another", "%q is a word of dynamic text", id)
	case position(kind.In(w), id) >= 0 && idOf(kind.In(w).Index(position(kind.In(w), id))) == id:
		return refuse("choose another", "there is a %s %q already", kind.Name, id)
	}
	return nil
}

// documentOf finds a document and its position.
func documentOf(w *model.Workspace, kind, id string) (*model.DocumentKind, int, error) {
	d := model.DocumentKindOf(kind)
	if d == nil || d.One {
		return nil, 0, refuse("choose a kind such as Intent or Snippet", "there are no documents of kind %q", kind)
	}
	i := position(d.In(w), id)
	if i < 0 {
		return nil, 0, refuse("it may have been deleted; choose another", "there is no %s %q", kind, id)
	}
	return d, i, nil
}

// RenameTeam changes a team's name; the places that name the team by it follow:
// transfers, and values of conversation.assignedTeam in conditions, questions,
// updates and tests.
type RenameTeam struct {
	ID   model.TeamID
	Name string
}

// Label implements [Action].
func (a RenameTeam) Label() string { return "rename team to " + a.Name }

// MergeKey implements [Action]. A name that is typed passes through others'
// names, so that renaming is done at once.
func (a RenameTeam) MergeKey() string { return "" }

// Apply implements [Action].
func (a RenameTeam) Apply(w *model.Workspace) (Change, error) {
	kind, i, err := documentOf(w, "Team", string(a.ID))
	if err != nil {
		return Change{Workspace: w}, err
	}
	old, name := w.Teams[i].Name, strings.TrimSpace(a.Name)
	at := documentPath(kind, reflect.ValueOf(w.Teams[i]), i)
	if name == "" {
		return Change{Workspace: w}, refuse("write one", "a team needs a name")
	}
	if name == old {
		return finish(w, w, at, nil, nil)
	}
	for n, t := range w.Teams {
		if n != i && (t.Name == name || string(t.ID) == name) {
			return Change{Workspace: w}, refuse("choose another name", "there is a team %q already", name)
		}
	}
	after, err := with(w, at.Field("name"), name)
	if err == nil && old != "" && !sharedName(w, i) {
		after = teamNaming(old, name).everywhere(after)
	}
	return finish(w, after, at, nil, err)
}

// sharedName reports whether another team goes by the name of the one at i, so
// that what says it may mean either.
func sharedName(w *model.Workspace, i int) bool {
	for n, t := range w.Teams {
		if n != i && (t.Name == w.Teams[i].Name || string(t.ID) == w.Teams[i].Name) {
			return true
		}
	}
	return false
}
