package files

import (
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"parley/engine/model"
)

// File is a file in memory. Its name ends in .yaml, .yml or .md.
type File struct {
	Name string
	Data []byte
}

// Document is one document that was read.
type Document struct {
	Kind *model.DocumentKind
	ID   string // empty for a Workspace
	Path model.Path
	At   Position
}

// Result is what files hold.
type Result struct {
	// Workspace has the documents of the files and nothing else; nil where the import was refused.
	Workspace *model.Workspace
	// Documents lists them in the order they were read.
	Documents []Document
	// Warnings are what was mended; more than a hundred are counted in Omitted.
	Warnings []Finding
	Omitted  int

	places  map[model.Path]Position
	spots   []spot
	written map[model.AssistantID]map[string]bool // interaction ids that stand in the files
}

// Read reads documents from files, in the order given. Any mistake refuses all
// of them: the error is then a [*RefusedError] with every finding, and the
// result holds the warnings only.
func Read(files []File) (*Result, error) {
	r := &reader{
		res:   &Result{Workspace: &model.Workspace{}, written: map[model.AssistantID]map[string]bool{}},
		seen:  map[string]Position{},
		order: map[string]int{},
		tests: map[string]int{},
	}
	for i, f := range files {
		r.order[f.Name] = i
		r.read(f)
	}
	r.nameTests()
	r.res.Warnings, r.res.Omitted = sorted(r.found.odd, r.order), r.found.oddOmitted
	if len(r.found.wrong) > 0 {
		r.res.Workspace, r.res.Documents = nil, nil
		return r.res, &RefusedError{Findings: sorted(r.found.wrong, r.order), Omitted: r.found.wrongOmitted}
	}
	r.res.spots = r.spots
	r.res.places = places(r.spots)
	for i := range r.res.Documents {
		d := &r.res.Documents[i]
		d.Path = paths(r.spots[r.docSpots[i] : r.docSpots[i]+1])[0]
	}
	return r.res, nil
}

// reader decodes documents into a result.
type reader struct {
	res      *Result
	spots    []spot
	docSpots []int // the spot of each of res.Documents
	found    findings
	seen     map[string]Position // kind and id of the documents so far
	order    map[string]int      // of the files
	tests    map[string]int      // tests without an id, by file
	unnamed  []unnamed

	file   string
	budget budget
	inside int // interactions we are in
	steps  map[*model.Interaction]int
}

// unnamed is a test that was written without an id.
type unnamed struct {
	test     *model.Test
	document int
	name     string
}

func (r *reader) refuse(at point, found, right string) {
	r.found.add(Finding{Position: r.position(at), Found: found, Right: right})
}

func (r *reader) warn(at point, found, right string) {
	r.found.add(Finding{Position: r.position(at), Warning: true, Found: found, Right: right})
}

func (r *reader) position(at point) Position {
	return Position{File: r.file, Line: at.line, Column: at.column}
}

// read reads one file.
func (r *reader) read(f File) {
	r.file = f.Name
	text, line, column, found, right := normalize(f.Data)
	if found != "" {
		r.refuse(point{line, column}, found, right)
		return
	}
	if strings.EqualFold(path.Ext(f.Name), ".md") {
		r.article(text)
		return
	}
	for _, c := range split(text) {
		r.guarded(c, func(n *node) { r.document(n, "") })
	}
}

// article reads a Markdown file: the front matter is its document, the rest the body.
func (r *reader) article(text string) {
	head, body, line, ok := frontMatter(text)
	if !ok {
		r.refuse(point{1, 1}, "a Markdown file without front matter", "begin it with a line ---, then knowledgeBase: and title:, then a line ---")
		return
	}
	kind := model.DocumentKindOf(articleKind)
	r.guarded(head, func(n *node) {
		if n.shape == scalar && n.null() {
			n = &node{shape: mapping, at: point{1, 1}}
		}
		for _, p := range n.pairs {
			if f := fieldOf(model.FieldsOf(kind.Type), p.key); f != nil && f.Has("body") {
				r.refuse(p.at, fmt.Sprintf("the text of the article in the key %s", p.key), "write it below the front matter")
			}
		}
		if n.get("id") == nil {
			n.pairs = append(slices.Clip(n.pairs), pair{"id", point{1, 1}, &node{at: point{1, 1}, text: idOfFile(r.file)}})
		}
		doc, at := r.document(n, articleKind)
		if !doc.IsValid() {
			return
		}
		for _, f := range model.FieldsOf(kind.Type) {
			if f.Has("body") {
				text, changed := clean(body)
				if changed {
					r.warn(point{line + 1, 1}, "control characters in the article: they were left out", "write texts without them")
				}
				f.Of(doc).SetString(text)
				r.spot(at, f.Key, false, point{line + 1, 1})
			}
		}
	})
}

// guarded parses a document and hands it on; whatever the YAML library stumbles
// over becomes a finding.
func (r *reader) guarded(c chunk, use func(*node)) {
	defer func() {
		if p := recover(); p != nil {
			r.refuse(point{c.line + 1, 1}, "this document cannot be read", "look at its indentation, brackets and quotes")
		}
	}()
	t := &tree{refuse: r.refuse, warn: r.warn}
	before := len(r.found.wrong) + r.found.wrongOmitted
	n := t.parse(c)
	if n == nil && len(r.found.wrong)+r.found.wrongOmitted == before {
		n = &node{plain: true, at: point{c.line + 1, 1}}
	}
	if n == nil || n.broken {
		return
	}
	r.budget = budget{values: t.size + maxExpandedValues, bytes: len(c.text) + maxExpandedBytes}
	use(n)
}

const (
	articleKind   = "Article"
	assistantKind = "Assistant"
	testKind      = "Test"
)

// document decodes one document; the kind is the implied one where none is written.
// What it returns is not valid where there is no such kind.
func (r *reader) document(n *node, implied string) (reflect.Value, int) {
	if n.shape != mapping {
		r.refuse(n.at, n.describe()+" where a document begins", "write a map with kind: and the fields of the kind")
		return reflect.Value{}, 0
	}
	kind := r.kindOf(n, implied)
	if kind == nil {
		return reflect.Value{}, 0
	}
	at := len(r.spots)
	doc := reflect.New(kind.Type)
	top := *n
	top.pairs = slices.DeleteFunc(slices.Clone(n.pairs), func(p pair) bool { return p.key == "kind" })
	r.spots = append(r.spots, spot{parent: -1, at: r.position(n.at)})
	r.steps = map[*model.Interaction]int{}
	r.group(kind.Name, model.FieldsOf(kind.Type), &top, doc.Elem(), at)
	r.take(kind, doc, at)
	return doc.Elem(), at
}

// kindOf finds the kind of a document.
func (r *reader) kindOf(n *node, implied string) *model.DocumentKind {
	var names []string
	for _, d := range model.DocumentKinds() {
		names = append(names, d.Name)
	}
	at, name := n.at, implied
	for _, p := range n.pairs {
		if p.key == "kind" {
			at, name = p.value.at, p.value.text
		}
	}
	switch kind := model.DocumentKindOf(name); {
	case name == "":
		r.refuse(at, "a document without a kind", "write kind: with "+oneOf(names))
	case kind == nil:
		r.refuse(at, fmt.Sprintf("unknown kind %s", excerpt(name)), suggest(name, names))
	case implied != "" && name != implied:
		r.refuse(at, fmt.Sprintf("a document of kind %s in a Markdown file", name), "write it into a .yaml file; Markdown files are articles")
	default:
		return kind
	}
	return nil
}

// take puts a decoded document into the workspace.
func (r *reader) take(kind *model.DocumentKind, doc reflect.Value, at int) {
	place := kind.In(r.res.Workspace)
	id := idOf(doc.Elem())
	d := Document{Kind: kind, ID: id, At: r.spots[at].at}
	test, isTest := doc.Interface().(*model.Test)
	if isTest && id == "" {
		r.tests[r.file]++
		r.unnamed = append(r.unnamed, unnamed{test, len(r.res.Documents), fmt.Sprintf("%s-%d", idOfFile(r.file), r.tests[r.file])})
	} else if first, twice := r.seen[kind.Name+" "+id]; twice {
		r.refuse(point{d.At.Line, d.At.Column}, strings.TrimSpace(fmt.Sprintf("a second %s %s", kind.Name, id)),
			fmt.Sprintf("give it another id or put the two together; the first is at %s", first))
	} else {
		r.seen[kind.Name+" "+id] = d.At
	}
	r.spots[at].word, r.spots[at].elem = kind.Key, false
	if kind.One {
		place.Set(doc.Elem())
	} else {
		r.spots[at].word = string(model.Path(kind.Key).At(cmpOr(id, itoa(place.Len()))))
		place.Set(reflect.Append(place, doc))
	}
	if a, ok := doc.Interface().(*model.Assistant); ok {
		r.identify(a)
	}
	r.res.Documents = append(r.res.Documents, d)
	r.docSpots = append(r.docSpots, at)
}

// identify gives ids to the interactions of an assistant that were written without.
func (r *reader) identify(a *model.Assistant) {
	written := map[string]bool{}
	for _, s := range interactionsOf(a) {
		at := r.steps[s]
		if s.ID == "" {
			continue
		}
		if written[s.ID] {
			p := r.spots[at].at
			r.refuse(point{p.Line, p.Column}, fmt.Sprintf("a second interaction with the id %q", s.ID), "give it another one, or leave it out")
		}
		written[s.ID] = true
	}
	giveIDs(a)
	if !r.anyRefused() {
		r.res.written[a.ID] = written
	}
	for s, at := range r.steps {
		if r.spots[at].elem {
			r.spots[at].step = s
		}
	}
}

func (r *reader) anyRefused() bool { return len(r.found.wrong) > 0 }

// nameTests gives tests without an id one from their file and number, other than any that was written.
func (r *reader) nameTests() {
	taken := map[string]bool{}
	for _, t := range r.res.Workspace.Tests {
		taken[t.ID] = true
	}
	for _, u := range r.unnamed {
		id := model.UniqueSlug(u.name, func(id string) bool { return taken[id] })
		taken[id] = true
		u.test.ID = id
		r.res.Documents[u.document].ID = id
		kind := r.res.Documents[u.document].Kind
		r.spots[r.docSpots[u.document]].word = string(model.Path(kind.Key).At(id))
	}
}

// idOfFile makes an id of a file's name.
func idOfFile(name string) string {
	stem := path.Base(strings.ReplaceAll(name, "\\", "/"))
	stem = strings.TrimSuffix(stem, path.Ext(stem))
	if model.ValidID(stem) {
		return stem
	}
	return cmpOr(model.Slug(stem), "file")
}

// idOf is the id of a document or a list's element, "" where it has none.
func idOf(v reflect.Value) string {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return ""
	}
	if id := v.FieldByName("ID"); id.IsValid() && id.Kind() == reflect.String {
		return id.String()
	}
	return ""
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// WrittenIDs returns the ids of an assistant's interactions that stand in the files.
func (r *Result) WrittenIDs(id model.AssistantID) []string {
	return slices.Sorted(maps.Keys(r.written[id]))
}
