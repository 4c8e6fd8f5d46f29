package files

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"parley/engine/model"
)

// shared names the file of each kind whose documents stand together. The kinds
// that are not here have a file for each document: see [own].
func shared(kind string) string {
	switch kind {
	case "Workspace", "Brand", "Team", "Plan", "Profile":
		return "workspace.yaml"
	case "Rule", "Defaults":
		return "rules.yaml"
	case "KnowledgeBase":
		return "articles/knowledge-bases.yaml"
	case assistantKind, articleKind, "Workflow", "Recording", testKind:
		return ""
	}
	return strings.ToLower(model.DocumentKindOf(kind).Key) + ".yaml"
}

// own is the file of a document that has one to itself.
func own(kind *model.DocumentKind, v any, id string) string {
	switch doc := v.(type) {
	case *model.Article:
		if model.ValidID(string(doc.KnowledgeBase)) {
			return "articles/" + string(doc.KnowledgeBase) + "/" + id + ".md"
		}
		return "articles/" + id + ".md"
	case *model.Test:
		if model.ValidID(string(doc.Assistant)) {
			return "tests/" + string(doc.Assistant) + ".yaml"
		}
		return "tests/unassigned.yaml"
	}
	return kind.Key + "/" + id + ".yaml"
}

// Write makes the files of a workspace, sorted by name: one layout, the same
// bytes for the same workspace. Where assistants are named, it makes theirs only.
//
//	workspace.yaml rules.yaml intents.yaml klasses.yaml schedules.yaml snippets.yaml customers.yaml objects.yaml
//	assistants/<id>.yaml workflows/<id>.yaml recordings/<id>.yaml tests/<assistant>.yaml
//	articles/knowledge-bases.yaml articles/<knowledge base>/<id>.md
//
// What is read back is equal, with these exceptions: documents of a kind with
// files of their own come in the order of file names; interactions and tests
// without an id get one; empty lists are nil; control characters are gone; an
// update without a value is one that clears.
func Write(w *model.Workspace, only ...model.AssistantID) ([]File, error) {
	l := layout{texts: map[string]*strings.Builder{}, folded: map[string]string{}}
	for _, id := range only {
		if w.Assistant(id) == nil {
			return nil, fmt.Errorf("export: there is no assistant %q; `parley assistants` lists them", id)
		}
	}
	for _, kind := range model.DocumentKinds() {
		if len(only) > 0 && kind.Name != assistantKind {
			continue
		}
		if err := l.kind(kind, w, only); err != nil {
			return nil, err
		}
	}
	slices.Sort(l.names)
	var out []File
	for _, name := range l.names {
		out = append(out, File{Name: name, Data: []byte(l.texts[name].String())})
	}
	return out, nil
}

// Encode writes one document (a pointer to its struct) as files hold it: an
// article as Markdown, any other as YAML.
func Encode(doc any) ([]byte, error) {
	v := reflect.ValueOf(doc)
	for _, kind := range model.DocumentKinds() {
		if v.Kind() == reflect.Pointer && !v.IsNil() && v.Type().Elem() == kind.Type {
			s, err := encode(kind, v)
			return []byte(s), err
		}
	}
	return nil, fmt.Errorf("export: a %T is no document; pass a pointer to an assistant, an intent …", doc)
}

// layout collects documents into files.
type layout struct {
	texts  map[string]*strings.Builder
	names  []string
	folded map[string]string // names in lower case: some disks do not tell them apart
}

// kind writes the documents of one kind.
func (l *layout) kind(kind *model.DocumentKind, w *model.Workspace, only []model.AssistantID) error {
	if kind.One {
		v := kind.In(w).Addr()
		if v.Elem().IsZero() {
			return nil
		}
		return l.add(shared(kind.Name), kind, v)
	}
	list := kind.In(w)
	for i := range list.Len() {
		v := list.Index(i)
		id := idOf(v)
		if v.IsNil() || len(only) > 0 && !slices.Contains(only, model.AssistantID(id)) {
			continue
		}
		if err := checkID(kind, id); err != nil {
			return err
		}
		name := shared(kind.Name)
		if name == "" {
			name = l.free(kind, own(kind, v.Interface(), id))
		}
		if err := l.add(name, kind, v); err != nil {
			return err
		}
	}
	return nil
}

// checkID refuses ids that cannot name a file or be read back.
func checkID(kind *model.DocumentKind, id string) error {
	if model.ValidID(id) || id == "" && !fieldOf(model.FieldsOf(kind.Type), "id").Required {
		return nil
	}
	return fmt.Errorf("export %s %s: this is not a valid id; rename it with letters, digits, - and _", kind.Name, excerpt(id))
}

// free is the name, with a number where another document's file differs from it
// by the case of letters only. Tests of one assistant share their file.
func (l *layout) free(kind *model.DocumentKind, name string) string {
	stem, ext, _ := strings.Cut(name, ".")
	for n := 2; ; n++ {
		other, clash := l.folded[strings.ToLower(name)]
		if !clash || other == name && kind.Name == testKind {
			l.folded[strings.ToLower(name)] = name
			return name
		}
		name = fmt.Sprintf("%s-%d.%s", stem, n, ext)
	}
}

// add appends a document to a file.
func (l *layout) add(name string, kind *model.DocumentKind, v reflect.Value) error {
	s, err := encode(kind, v)
	if err != nil {
		return err
	}
	b := l.texts[name]
	if b == nil {
		b = &strings.Builder{}
		l.texts[name] = b
		l.names = append(l.names, name)
	} else {
		b.WriteString("---\n")
	}
	b.WriteString(s)
	return nil
}

// encode writes one document.
func encode(kind *model.DocumentKind, v reflect.Value) (string, error) {
	r := &renderer{}
	if a, ok := v.Interface().(*model.Assistant); ok {
		a = withIDs(a)
		r.bare = leftOut(a)
		v = reflect.ValueOf(a)
	}
	article := kind.Name == articleKind
	p := r.document(kind, v.Elem(), article)
	if r.err != nil {
		return "", fmt.Errorf("export %s %s: %w", kind.Name, excerpt(idOf(v)), r.err)
	}
	if !article {
		var e emitter
		e.document(p)
		return e.String(), nil
	}
	var e emitter
	e.WriteString("---\n")
	p.pairs = p.pairs[1:]
	e.document(p)
	e.WriteString("---\n")
	for _, f := range model.FieldsOf(kind.Type) {
		if body, _ := clean(f.Of(v.Elem()).String()); f.Has("body") && body != "" {
			e.WriteString("\n" + body + "\n")
		}
	}
	return e.String(), nil
}

// withIDs is the assistant with an id on every interaction.
func withIDs(a *model.Assistant) *model.Assistant {
	for _, i := range interactionsOf(a) {
		if i.ID == "" {
			a = cloneAssistant(a)
			giveIDs(a)
			return a
		}
	}
	return a
}
