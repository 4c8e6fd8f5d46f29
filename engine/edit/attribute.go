package edit

import (
	"strings"

	"parley/engine/model"
)

// AttributeReferences lists every place that names the attribute: conditions,
// questions and updates, dynamic text, cards, what tests expect, what customers
// and objects have. Its declaration is not among them.
func AttributeReferences(w *model.Workspace, path model.AttributePath) []model.Path {
	if path == "" {
		return nil
	}
	return uses(w, naming{path: path, newPath: path})
}

// RenameAttribute gives an attribute another path, in its declaration and
// everywhere it is named. It stays in its Klass; built-in attributes keep their
// names. One that is declared nowhere can be renamed too, also to one that is: that mends
// a name that was written wrong.
type RenameAttribute struct {
	From, To model.AttributePath // such as order.total, or workflow.returnStatus.status
}

// Label implements [Action].
func (a RenameAttribute) Label() string {
	return "rename attribute " + string(a.From) + " to " + string(a.To)
}

// MergeKey implements [Action].
func (a RenameAttribute) MergeKey() string { return "" }

// Apply implements [Action].
func (a RenameAttribute) Apply(w *model.Workspace) (Change, error) {
	if a.From == a.To {
		return finish(w, w, "", nil, nil)
	}
	declared := declaration(w, a.From)
	if err := a.possible(w, declared); err != nil {
		return Change{Workspace: w}, err
	}
	after, at := w, model.Path("")
	if declared != "" {
		var err error
		if after, err = with(w, declared.Field("name"), lastName(a.To)); err != nil {
			return Change{Workspace: w}, err
		}
		at = declared
	}
	after = naming{path: a.From, newPath: a.To}.everywhere(after)
	return finish(w, after, at, nil, nil)
}

func (a RenameAttribute) possible(w *model.Workspace, declared model.Path) error {
	group := func(p model.AttributePath) string { return strings.TrimSuffix(string(p), lastName(p)) }
	_, builtIn := model.AttributesOf(&model.Workspace{}).Find(a.From)
	_, taken := model.AttributesOf(w).Find(a.To)
	switch {
	case !validPath(string(a.To)) || strings.Count(string(a.To), ".") != strings.Count(string(a.From), "."):
		return refuse("write one such as order.total", "%q is no attribute", a.To)
	case builtIn:
		return refuse("add an attribute of your own", "%s is built in and keeps its name", a.From)
	case group(a.From) != group(a.To):
		return refuse("begin the new name with "+group(a.From), "%s stays in its Klass", a.From)
	case taken && declared != "":
		return refuse("choose another name", "there is an attribute %s already", a.To)
	case declared == "" && len(AttributeReferences(w, a.From)) == 0:
		return refuse("choose another", "there is no attribute %s", a.From)
	}
	return nil
}

// DeleteAttribute takes an attribute's declaration away: that of an own one, or
// of a workflow's output. One that is used is refused, unless forced: then the
// places that name it stay for check to find, and are listed.
type DeleteAttribute struct {
	Path  model.AttributePath
	Force bool
}

// Label implements [Action].
func (a DeleteAttribute) Label() string { return "delete attribute " + string(a.Path) }

// MergeKey implements [Action].
func (a DeleteAttribute) MergeKey() string { return "" }

// Apply implements [Action].
func (a DeleteAttribute) Apply(w *model.Workspace) (Change, error) {
	at := declaration(w, a.Path)
	if at == "" {
		return Change{Workspace: w}, refuse("choose one of your own", "%s is declared nowhere in this workspace", a.Path)
	}
	used := AttributeReferences(w, a.Path)
	_, builtIn := model.AttributesOf(&model.Workspace{}).Find(a.Path)
	if len(used) > 0 && !a.Force && !builtIn {
		return Change{Workspace: w}, refuse("change it there first, or delete it all the same", "%s is used in %s", a.Path, places(used))
	}
	c, err := RemoveElement{At: at}.Apply(w)
	if err == nil && !builtIn {
		for _, p := range used {
			c.Losses = append(c.Losses, Loss{Path: p, Now: p, What: "attribute " + string(a.Path), Unlinked: true})
		}
	}
	return c, err
}

// lastName is the part of a path after its last dot.
func lastName(p model.AttributePath) string {
	s := string(p)
	return s[strings.LastIndexByte(s, '.')+1:]
}

// declaration is the path of an attribute's declaration in a Klass, or of an
// output in a workflow; "" where it has none.
func declaration(w *model.Workspace, path model.AttributePath) model.Path {
	owner, name, _ := strings.Cut(string(path), ".")
	if owner == "workflow" {
		id, output, _ := strings.Cut(name, ".")
		if f := w.Workflow(model.WorkflowID(id)); f != nil {
			for i, o := range f.Output {
				if o.Name == output {
					return model.Path("workflows").At(id).Field("output").Index(i)
				}
			}
		}
		return ""
	}
	if k := w.Klass(model.KlassID(owner)); k != nil {
		for i, d := range k.Attributes {
			if d.Name == name {
				return model.Path("klasses").At(owner).Field("attributes").Index(i)
			}
		}
	}
	return ""
}
