package check

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"parley/engine/intent"
	"parley/engine/model"
	"parley/engine/text"
)

// All is the function [All] with what is known from the checks before.
func (c *Checker) All(w *model.Workspace, published Published) []Finding {
	var out []Finding
	docs := &documents{world: newWorld(w), published: published}
	for _, k := range model.DocumentKinds() {
		if k.Name == "Assistant" {
			for _, a := range w.Assistants {
				for _, f := range c.Check(w, a) {
					if f.Code != "proactiveStart" { // told with the rule
						out = append(out, f)
					}
				}
			}
		}
		out = append(out, docs.kind(k)...)
		if k.Name == "Intent" && len(w.Intents) > 1 {
			out = append(out, Clashing(w, intent.Clashes(intent.Definitions(w)))...)
		}
	}
	return out
}

// Documents finds what is wrong with the documents of one kind, such as Rule or
// Intent, without going into assistants' dialogs.
func Documents(w *model.Workspace, kind string, published Published) []Finding {
	k := model.DocumentKindOf(kind)
	if k == nil {
		return nil
	}
	return (&documents{world: newWorld(w), published: published}).kind(k)
}

// documents checks what surrounds assistants.
type documents struct {
	*world
	published Published
}

// kind checks all documents of a kind, each by itself and then together.
func (c *documents) kind(k *model.DocumentKind) []Finding {
	x := &walk{scope: scope{world: c.world, loose: k.Name == "Workflow"}}
	v := k.In(c.w)
	if k.One {
		x.definition(v.Interface(), model.Path(k.Key))
	} else {
		c.list(x, k, v)
	}
	together := map[string]func(*walk){
		"Workspace": x.workspaceSettings, "Klass": x.klasses, "Schedule": x.schedules, "Snippet": x.snippets, "Intent": x.intentDocs,
		"Workflow": x.workflows, "KnowledgeBase": x.knowledgeBases, "Customer": x.customers, "Object": x.objects, "Team": x.teams, "Test": x.tests, "Plan": x.plans,
	}[k.Name]
	switch {
	case together != nil:
		x.order = lastOrder
		together(x)
	case k.Name == "Rule":
		x.rules(c.published)
	case k.Name == "Defaults":
		x.defaults(c.published)
	}
	sortDocuments(x, v, k)
	out := make([]Finding, len(x.found))
	for i, p := range x.found {
		out[i] = p.Finding
		out[i].Place = documentPlace(c.w, k, p.Path)
	}
	return out
}

// list checks the documents of a list by themselves, and their ids.
func (c *documents) list(x *walk, k *model.DocumentKind, v reflect.Value) {
	seen := map[string]bool{}
	for i := range v.Len() {
		if v.Index(i).IsNil() {
			continue
		}
		id := v.Index(i).Elem().FieldByName("ID").String()
		at := model.Path(k.Key).At(id)
		if id == "" {
			at = model.Path(k.Key).Index(i)
		}
		if id != "" && seen[id] {
			f := x.report(model.Path(k.Key).Index(i), Error, "duplicateId", fmt.Sprintf("there are two documents of kind %s with the id %s", k.Name, id), "give one of them another id")
			f.Fix = nil
		}
		seen[id] = true
		if k.Name == "Assistant" {
			continue
		}
		if r, ok := v.Index(i).Interface().(*model.Rule); ok {
			x.channel = r.Channel
		}
		x.definition(v.Index(i).Interface(), at)
		x.channel = ""
	}
}

// sortDocuments puts findings in the order of documents; those about several
// documents go to the one they name.
func sortDocuments(x *walk, v reflect.Value, k *model.DocumentKind) {
	if k.One {
		slices.SortStableFunc(x.found, byOrder)
		return
	}
	rank := map[string]int{}
	for i := v.Len() - 1; i >= 0; i-- {
		rank[string(model.Path(k.Key).Index(i))] = i
	}
	for i := v.Len() - 1; i >= 0; i-- {
		if !v.Index(i).IsNil() {
			rank[string(model.Path(k.Key).At(v.Index(i).Elem().FieldByName("ID").String()))] = i
		}
	}
	at := func(p placed) int {
		end := strings.IndexByte(string(p.Path), ']')
		if end < 0 {
			return -1
		}
		return rank[string(p.Path[:end+1])]
	}
	slices.SortStableFunc(x.found, func(a, b placed) int {
		if d := at(a) - at(b); d != 0 {
			return d
		}
		return byOrder(a, b)
	})
}

// documentPlace names a place outside of dialogs for people.
func documentPlace(w *model.Workspace, k *model.DocumentKind, at model.Path) string {
	words := strings.FieldsFunc(strings.TrimPrefix(string(at), k.Key), func(r rune) bool { return r == '.' || r == '[' || r == ']' })
	out, fields := k.Name, model.FieldsOf(k.Type)
	if !k.One && len(words) > 0 {
		out += " " + documentName(w, k, words[0])
		words = words[1:]
	}
	for _, word := range words {
		i := slices.IndexFunc(fields, func(f *model.Field) bool { return f.Key == word })
		if i < 0 {
			if strings.Trim(word, "0123456789") != "" {
				out += " " + word
			}
			continue
		}
		out += " › " + fields[i].Label
		inside := fields[i]
		for inside.Elem != nil {
			inside = inside.Elem
		}
		fields = inside.Fields()
	}
	return out
}

// documentName is a document's name where it has one, else its id.
func documentName(w *model.Workspace, k *model.DocumentKind, id string) string {
	v, err := model.Get(w, model.Path(k.Key).At(id))
	if err != nil || v.Kind() != reflect.Pointer || v.IsNil() {
		return id
	}
	for _, field := range [...]string{"Name", "Title"} {
		if name := v.Elem().FieldByName(field); name.IsValid() && name.Kind() == reflect.String && name.String() != "" {
			return name.String()
		}
	}
	return id
}

func (x *walk) workspaceSettings(*walk) {
	x.thresholds()
	s, at := x.w.Settings, model.Path("workspace")
	for i, l := range s.Languages {
		if slices.Contains(s.Languages[:i], l) {
			f := x.report(at.Field("languages").Index(i), Warning, "duplicateLanguage", fmt.Sprintf("%s stands twice", l), "take one away")
			f.Fix = &Fix{Kind: FixRemove, Label: "take it away", Path: f.Path}
		}
	}
	for i, h := range s.AllowedHosts {
		if h == "" || strings.ContainsAny(h, "/ ") {
			x.report(at.Field("allowedHosts").Index(i), Error, "hostShape", fmt.Sprintf("%q is no host", h), "write the bare name, such as api.acme.example")
		}
	}
}

func (x *walk) klasses(*walk) {
	for _, k := range x.w.Klasses {
		at := model.Path("klasses").At(string(k.ID)).Field("attributes")
		if slices.Contains([]model.KlassID{"message", "session", "workflow", "snippet"}, k.ID) {
			x.report(model.Path("klasses").At(string(k.ID)).Field("id"), Error, "reservedId", fmt.Sprintf("%s means something else in dynamic text", k.ID), "give the Klass another id")
		}
		for i, d := range k.Attributes {
			x.attributeDef(k, i, d, at.Index(i))
		}
	}
}

func (x *walk) attributeDef(k *model.Klass, i int, d model.AttributeDef, at model.Path) {
	path := model.AttributePath(string(k.ID) + "." + d.Name)
	if d.Name != "" && !text.ValidPath(path) {
		x.report(at.Field("name"), Error, "idShape", fmt.Sprintf("%q cannot be an attribute's name", d.Name), "use letters, digits, dashes and underscores")
	}
	if d.Name != "" && slices.ContainsFunc(k.Attributes[:i], func(o model.AttributeDef) bool { return o.Name == d.Name }) {
		f := x.report(at, Error, "duplicateId", fmt.Sprintf("there are two attributes %s", path), "take one away")
		f.Fix = &Fix{Kind: FixRemove, Label: "take it away", Path: at}
	}
	if own, ok := x.bare.Find(path); ok && own.Type != d.Type && d.Type != "" {
		x.report(at.Field("type"), Error, "builtInType", fmt.Sprintf("%s is built in, of type %s", path, own.Type), "leave its type, or use another name")
	}
	switch d.Type {
	case model.TypeList:
		if len(d.Values) == 0 && len(d.Children) == 0 {
			x.report(at.Field("values"), Warning, "noValues", fmt.Sprintf("the list %s has no values", path), "declare them, or make it a text")
		}
	case model.TypeMultiLevel:
		if len(d.Children) == 0 {
			x.report(at.Field("children"), Warning, "noValues", fmt.Sprintf("the multi-level list %s has no levels", path), "declare them, or make it a list")
		}
		x.levels(d.Children, at.Field("children"))
	}
}

// levels tells entries of one level that cannot be told apart.
func (x *walk) levels(levels []model.Level, at model.Path) {
	all := make([]option, len(levels))
	for i, l := range levels {
		all[i] = option{n: i, key: "value", label: string(l.Value)}
		x.levels(l.Children, at.Index(i).Field("children"))
	}
	x.twice(all, at)
}

func (x *walk) snippets(*walk) {
	for _, s := range x.w.Snippets {
		if x.snippetLoops(s.ID, s, nil) {
			x.report(model.Path("snippets").At(string(s.ID)).Field("texts"), Error, "snippetLoop", fmt.Sprintf("the snippet %s names itself, directly or by another", s.ID), "take {{snippet."+string(s.ID)+"}} out of it")
		}
		if _, ok := text.Pick(s.Texts, x.w.DefaultLanguage()); !ok && len(s.Texts) > 0 {
			x.report(model.Path("snippets").At(string(s.ID)).Field("texts"), Warning, "noDefaultText", fmt.Sprintf("there is no text in %s, the workspace's language", x.w.DefaultLanguage()), "write one")
		}
	}
}

// snippetLoops reports whether a snippet leads back to the wanted one.
func (x *walk) snippetLoops(want model.SnippetID, s *model.Snippet, passed []model.SnippetID) bool {
	for _, in := range s.Texts {
		parts, _ := text.Parse(in.Value)
		for _, p := range parts {
			id, ok := strings.CutPrefix(string(p.Path), "snippet.")
			if !ok || slices.Contains(passed, model.SnippetID(id)) {
				continue
			}
			next := x.w.Snippet(model.SnippetID(id))
			if model.SnippetID(id) == want || next != nil && x.snippetLoops(want, next, append(passed, model.SnippetID(id))) {
				return true
			}
		}
	}
	return false
}

func (x *walk) knowledgeBases(*walk) {
	for _, k := range x.w.KnowledgeBases {
		if !x.answers(k.ID) {
			x.report(model.Path("knowledgeBases").At(string(k.ID)), Warning, "emptyKnowledgeBase", "it has no public, published article", "publish one: without, nothing can be answered")
		}
	}
}

func (x *walk) teams(*walk) {
	for i, t := range x.w.Teams {
		if slices.ContainsFunc(x.w.Teams[:i], func(o *model.Team) bool { return strings.EqualFold(o.Name, t.Name) }) {
			x.report(model.Path("teams").At(string(t.ID)).Field("name"), Warning, "duplicateName", fmt.Sprintf("there are two teams %q", t.Name), "give one of them another name")
		}
	}
}
