package check

import (
	"reflect"
	"slices"

	"parley/engine/model"
	"parley/engine/session"
)

// world is what surrounds a dialog: everything of the workspace that a finding
// about one dialog can depend on. It is kept while none of that changes.
type world struct {
	w     *model.Workspace
	attrs *model.Attributes
	bare  *model.Attributes // those that need no document
	plays map[*model.Kind]bool
	ids   map[string][]string // per kind of document: made when first asked for
	paths []string            // every attribute path, for "did you mean"
}

func newWorld(w *model.Workspace) *world {
	x := &world{w: w, attrs: model.AttributesOf(w), bare: model.AttributesOf(&model.Workspace{}), plays: map[*model.Kind]bool{}, ids: map[string][]string{}}
	for _, k := range model.Kinds() {
		x.plays[k] = session.Plays(k)
	}
	return x
}

// serves reports whether the world is also that of another workspace value.
func (x *world) serves(w *model.Workspace) bool {
	o := x.w
	return o == w || slices.Equal(o.Brands, w.Brands) && slices.Equal(o.Teams, w.Teams) && slices.Equal(o.Profiles, w.Profiles) &&
		slices.Equal(o.Klasses, w.Klasses) && slices.Equal(o.Schedules, w.Schedules) && slices.Equal(o.Snippets, w.Snippets) &&
		slices.Equal(o.Intents, w.Intents) && slices.Equal(o.Workflows, w.Workflows) && slices.Equal(o.KnowledgeBases, w.KnowledgeBases) &&
		slices.Equal(o.Articles, w.Articles) && reflect.DeepEqual(o.Settings, w.Settings) &&
		slices.EqualFunc(o.Assistants, w.Assistants, func(a, b *model.Assistant) bool { return a.ID == b.ID })
}

// idsOf lists the ids of a kind of document.
func (x *world) idsOf(doc string) []string {
	if known, ok := x.ids[doc]; ok {
		return known
	}
	var out []string
	if k := model.DocumentKindOf(doc); k != nil && !k.One {
		list := k.In(x.w)
		for i := range list.Len() {
			if v := list.Index(i).Elem(); v.IsValid() {
				out = append(out, v.FieldByName("ID").String())
			}
		}
	}
	slices.Sort(out)
	x.ids[doc] = out
	return out
}

// has reports whether there is a document of the kind with the id.
func (x *world) has(doc, id string) bool {
	_, found := slices.BinarySearch(x.idsOf(doc), id)
	return found
}

// attributePaths lists every path, for "did you mean".
func (x *world) attributePaths() []string {
	if x.paths == nil {
		for _, a := range x.attrs.All() {
			x.paths = append(x.paths, string(a.Path))
		}
		for _, s := range x.w.Snippets {
			x.paths = append(x.paths, "snippet."+string(s.ID))
		}
	}
	return x.paths
}

// team reports whether a team is declared by that id or name.
func (x *world) team(name string) bool {
	return slices.ContainsFunc(x.w.Teams, func(t *model.Team) bool { return string(t.ID) == name || t.Name == name })
}

// answers reports whether a knowledge base has an article that can be shown to a customer.
func (x *world) answers(id model.KnowledgeBaseID) bool {
	return slices.ContainsFunc(x.w.Articles, func(a *model.Article) bool {
		return a.KnowledgeBase == id && (a.Public == nil || *a.Public) && (a.Published == nil || *a.Published)
	})
}
