package article

import (
	"slices"
	"strings"

	"parley/engine/language"
	"parley/engine/model"
	"parley/engine/text"
)

// Index finds articles. It is a persistent value: [Index.Update] returns another
// that shares what did not change, so that an edit reads one article and old
// indexes stay good. What is found depends on the articles only, never on the
// order in which they were added or changed.
type Index struct {
	shelves  map[shelfKey]*shelf
	articles []*model.Article // that are in it, in the workspace's order
	places   []place          // of each of them
	bases    []*model.KnowledgeBase
	brand    model.BrandID  // the default one
	language model.Language // of articles and knowledge bases that name none
}

// place is where an article stands.
type place struct {
	key shelfKey
	at  uint32
}

// New makes the index of a workspace's articles.
func New(w *model.Workspace) *Index { return (&Index{}).Update(w) }

// Update returns the index of a workspace's articles, reading only those that changed.
func (x *Index) Update(w *model.Workspace) *Index {
	next, _ := x.Grow(w, max(len(w.Articles), len(x.articles)))
	return next
}

// Len is how many articles are in the index.
func (x *Index) Len() int { return len(x.articles) }

// Behind is how many articles have to be read, or taken out, to bring the index
// up to a workspace.
func (x *Index) Behind(w *model.Workspace) int {
	head, tail := x.alike(settings(w), w)
	return max(len(x.articles), len(w.Articles)) - head - tail
}

// alike is how many articles an index and a workspace begin and end with alike.
func (x *Index) alike(next *Index, w *model.Workspace) (head, tail int) {
	moved := !slices.Equal(x.bases, next.bases) || x.language != next.language // an article may belong on another shelf
	same := func(i, j int) bool {
		return x.articles[i] == w.Articles[j] && (!moved || x.places[i].key == next.keyOf(w.Articles[j]))
	}
	for head < len(x.articles) && head < len(w.Articles) && same(head, head) {
		head++
	}
	for tail < len(x.articles)-head && tail < len(w.Articles)-head && same(len(x.articles)-1-tail, len(w.Articles)-1-tail) {
		tail++
	}
	return head, tail
}

// Grow is Update in steps: it reads or takes out at most limit articles and tells
// how many are left. The index it returns is good to search in; what is left
// stands there as it was.
func (x *Index) Grow(w *model.Workspace, limit int) (next *Index, left int) {
	next = settings(w)
	head, tail := x.alike(next, w)
	out, in := x.articles[head:len(x.articles)-tail], w.Articles[head:len(w.Articles)-tail]
	n := min(max(len(out), len(in)), limit)
	left = max(len(out), len(in)) - n
	if n == 0 {
		next.shelves, next.articles, next.places = x.shelves, x.articles, x.places
		return next, left
	}
	in = in[:min(n, len(in))]
	b := newBuilder(x.shelves)
	places := make([]place, len(in))
	for i := range n {
		switch {
		case i >= len(in):
			b.remove(x.places[head+i])
		case i >= len(out):
			places[i] = b.add(next.keyOf(in[i]), in[i])
		default:
			places[i] = b.replace(x.places[head+i], next.keyOf(in[i]), in[i])
		}
	}
	kept := head + min(n, len(out)) // from here on everything stays
	next.articles = concat(x.articles[:head], in, x.articles[kept:])
	next.places = concat(x.places[:head], places, x.places[kept:])
	next.shelves = b.shelves()
	return next, left
}

// settings is an index without articles that knows what surrounds them.
func settings(w *model.Workspace) *Index {
	x := &Index{bases: w.KnowledgeBases, language: w.DefaultLanguage()}
	if len(w.Brands) > 0 {
		x.brand = w.Brands[0].ID
	}
	return x
}

func concat[T any](parts ...[]T) []T {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	out := make([]T, 0, n)
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// base is a knowledge base, nil where there is none of that id.
func (x *Index) base(id model.KnowledgeBaseID) *model.KnowledgeBase {
	for _, b := range x.bases {
		if b.ID == id {
			return b
		}
	}
	return nil
}

// keyOf is the shelf an article belongs on.
func (x *Index) keyOf(a *model.Article) shelfKey {
	return shelfKey{a.KnowledgeBase, strings.ToLower(string(x.languageOf(a))), Shown(a)}
}

// languageOf is the language of an article: one without has that of its
// knowledge base, else the workspace's.
func (x *Index) languageOf(a *model.Article) model.Language {
	if a.Language != "" {
		return a.Language
	}
	if b := x.base(a.KnowledgeBase); b != nil && len(b.Languages) > 0 {
		return b.Languages[0]
	}
	return x.language
}

// LanguageOf is the language an article is read and found in.
func LanguageOf(w *model.Workspace, a *model.Article) model.Language {
	return settings(w).languageOf(a)
}

// Shown reports whether customers may read an article: it is public and published.
func Shown(a *model.Article) bool {
	return (a.Public == nil || *a.Public) && (a.Published == nil || *a.Published)
}

// Filter says which articles to look at; what is empty does not choose.
type Filter struct {
	KnowledgeBase model.KnowledgeBaseID
	Brand         model.BrandID  // of the knowledge base; one without belongs to the default brand
	Language      model.Language // the exact tag first, then the primary subtag
	ShownOnly     bool           // only what customers may read; see [Shown]
}

// List gives the articles of a workspace that a filter lets through, in its
// order; of a language all those of the primary subtag.
func List(w *model.Workspace, f Filter) []*model.Article {
	x := settings(w)
	var out []*model.Article
	for _, a := range w.Articles {
		k := x.keyOf(a)
		if x.passes(f, k) && (f.Language == "" || strings.EqualFold(text.Primary(f.Language), text.Primary(model.Language(k.language)))) {
			out = append(out, a)
		}
	}
	return out
}

// rooms are the shelves a filter lets through: those to look at together, in
// the order in which they are looked at until something relevant is found.
func (x *Index) rooms(f Filter) [][]*shelf {
	tag := strings.ToLower(string(f.Language))
	primary := text.Primary(model.Language(tag))
	var exact, near []*shelf
	others := map[string][]*shelf{}
	for _, s := range x.sorted() {
		if !x.passes(f, s.key) {
			continue
		}
		name := text.Primary(model.Language(s.key.language))
		switch {
		case tag == "":
			others[name] = append(others[name], s)
		case s.key.language == tag:
			exact = append(exact, s)
		}
		if tag != "" && name == primary {
			near = append(near, s)
		}
	}
	if tag == "" {
		return byName(others)
	}
	var out [][]*shelf
	if len(exact) > 0 {
		out = append(out, exact)
	}
	if len(near) > len(exact) {
		out = append(out, near)
	}
	return out
}

func (x *Index) passes(f Filter, k shelfKey) bool {
	if f.ShownOnly && !k.shown || f.KnowledgeBase != "" && f.KnowledgeBase != k.base {
		return false
	}
	if f.Brand == "" {
		return true
	}
	brand := x.brand
	if b := x.base(k.base); b != nil && b.Brand != "" {
		brand = b.Brand
	}
	return brand == f.Brand
}

// shelfKey tells shelves apart: what is asked for together stands together, so
// that an internal article never has a say in what is found for a customer.
type shelfKey struct {
	base     model.KnowledgeBaseID
	language string // a tag in small letters
	shown    bool
}

func (k shelfKey) of() *language.Language { return language.Of(model.Language(k.language)) }
