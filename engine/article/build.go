package article

import (
	"maps"
	"slices"
	"strings"

	"parley/engine/language"
	"parley/engine/model"
)

// builder makes the shelves of the next index. Those of the last one are copied
// when they are first changed.
type builder struct {
	before map[shelfKey]*shelf
	open   map[shelfKey]*growing
}

func newBuilder(before map[shelfKey]*shelf) *builder {
	return &builder{before, map[shelfKey]*growing{}}
}

// growing is a shelf that is being changed. What changes of its words and terms
// is kept beside the tables until the end, so that each shard is copied once.
type growing struct {
	*shelf
	news  map[string]*newWord
	terms map[string]*newTerm
}

type newWord struct {
	word
	term *newTerm
	seen bool // in the article at hand
}

type newTerm struct {
	*term
	weight int // in the article at hand
}

// shelf returns a shelf that may be changed.
func (b *builder) shelf(k shelfKey) *growing {
	if g := b.open[k]; g != nil {
		return g
	}
	s := shelf{key: k, language: k.of()}
	if last := b.before[k]; last != nil {
		s = *last
		s.entries, s.lengths, s.free = slices.Clone(s.entries), slices.Clone(s.lengths), slices.Clone(s.free)
	}
	g := &growing{&s, map[string]*newWord{}, map[string]*newTerm{}}
	b.open[k] = g
	return g
}

func (b *builder) add(k shelfKey, a *model.Article) place {
	g := b.shelf(k)
	at := uint32(len(g.entries))
	if n := len(g.free); n > 0 {
		at, g.free = g.free[n-1], g.free[:n-1]
	} else {
		g.entries, g.lengths = append(g.entries, nil), append(g.lengths, 0)
	}
	g.put(at, a)
	return place{k, at}
}

func (b *builder) remove(p place) { b.shelf(p.key).take(p.at) }

// shelves are those of the next index.
func (b *builder) shelves() map[shelfKey]*shelf {
	out := maps.Clone(b.before)
	if out == nil {
		out = map[shelfKey]*shelf{}
	}
	for k, g := range b.open {
		if g.live == 0 {
			delete(out, k)
			continue
		}
		g.close()
		out[k] = g.shelf
	}
	return out
}

// close writes what changed into the tables.
func (g *growing) close() {
	var words edits[word]
	for folded, w := range g.news {
		words.set(folded, w.word, w.count > 0)
	}
	g.shelf.words = g.shelf.words.with(words)
	var terms edits[*term]
	for stem, t := range g.terms {
		terms.set(stem, t.term, len(t.articles) > 0)
	}
	g.shelf.terms = g.shelf.terms.with(terms)
}

// word returns a word that may be changed.
func (g *growing) word(folded string) *newWord {
	if w := g.news[folded]; w != nil {
		return w
	}
	known, ok := g.words.get(folded)
	if !ok {
		folded = strings.Clone(folded) // else the whole text would be kept
		known = word{folded: folded, stem: g.language.Stem(folded), letters: letters(folded), runes: runes(folded)}
	}
	w := &newWord{word: known, term: g.term(known.stem)}
	g.news[known.folded] = w
	return w
}

// term returns the term of a stem, made where there is none, that may be changed.
func (g *growing) term(stem string) *newTerm {
	if t := g.terms[stem]; t != nil {
		return t
	}
	t := &term{stem: stem}
	if known, ok := g.shelf.terms.get(stem); ok {
		*t = *known
		t.words, t.articles, t.weights = slices.Clone(t.words), slices.Clone(t.articles), slices.Clone(t.weights)
	} else {
		t.number = g.made
		g.made++
	}
	n := &newTerm{term: t}
	g.terms[stem] = n
	return n
}

// reading is an article taken apart into terms.
type reading struct {
	title    []*newTerm
	passages []readPassage
	words    []*newWord // each once
	terms    []*newTerm // each once, with its weight in the article
	length   int
}

type readPassage struct {
	section, index int
	heading, terms []*newTerm
}

// put reads an article and puts it at a free position.
func (g *growing) put(at uint32, a *model.Article) {
	r := g.read(a)
	for _, t := range r.terms {
		i, _ := slices.BinarySearch(t.articles, at)
		t.articles, t.weights = slices.Insert(t.articles, i, at), slices.Insert(t.weights, i, uint8(min(t.weight, 255)))
		t.weight = 0
	}
	for _, w := range r.words {
		if w.count == 0 {
			w.term.words = append(w.term.words, w.folded)
		}
		w.count++
		w.seen = false
	}
	e := &entry{article: a, title: numbers(r.title), passages: make([]passage, len(r.passages))}
	for i, p := range r.passages {
		e.passages[i] = passage{p.section, p.index, numbers(p.heading), numbers(p.terms)}
	}
	g.entries[at], g.lengths[at] = e, int32(r.length)
	g.live++
	g.length += r.length
}

// take takes an article out.
func (g *growing) take(at uint32) {
	r := g.read(g.entries[at].article)
	for _, t := range r.terms {
		i, _ := slices.BinarySearch(t.articles, at)
		t.articles, t.weights = slices.Delete(t.articles, i, i+1), slices.Delete(t.weights, i, i+1)
		t.weight = 0
	}
	for _, w := range r.words {
		if w.count--; w.count == 0 {
			w.term.words = slices.DeleteFunc(w.term.words, func(s string) bool { return s == w.folded })
		}
		w.seen = false
	}
	g.entries[at], g.lengths[at] = nil, 0
	g.free = append(g.free, at)
	g.live--
	g.length -= r.length
}

// numbers are those of terms, sorted, each once.
func numbers(terms []*newTerm) []uint32 {
	if len(terms) == 0 {
		return nil
	}
	out := make([]uint32, len(terms))
	for i, t := range terms {
		out[i] = t.number
	}
	slices.Sort(out)
	return slices.Clip(slices.Compact(out))
}

// read takes an article apart.
func (g *growing) read(a *model.Article) reading {
	var r reading
	r.title = g.title(&r, a.Title)
	for i, sec := range split(a.Body) {
		var heading []*newTerm
		for _, h := range sec.headings {
			heading = g.gather(&r, heading, h, headingWeight)
		}
		for j, units := range sec.passages {
			p := readPassage{section: i, index: j, heading: heading}
			for _, u := range units {
				p.terms = g.gather(&r, p.terms, u.plain(a.Body), textWeight)
			}
			r.passages = append(r.passages, p)
		}
	}
	if len(r.passages) == 0 {
		r.passages = []readPassage{{section: -1}}
	}
	return r
}

// title reads a title. Its everyday words do not stand for it where it has others.
func (g *growing) title(r *reading, title string) []*newTerm {
	all := g.gather(r, nil, Plain(title), titleWeight)
	telling := slices.DeleteFunc(slices.Clone(all), func(t *newTerm) bool {
		return slices.ContainsFunc(r.words, func(w *newWord) bool { return w.term == t && g.language.Faint(w.folded) })
	})
	if len(telling) > 0 {
		return telling
	}
	return all
}

// gather adds the terms of a text to those of a passage.
func (g *growing) gather(r *reading, out []*newTerm, plain string, weight int) []*newTerm {
	for at := range language.Words(plain) {
		if g.language.Empty(at.Folded) {
			continue
		}
		w := g.word(at.Folded)
		if !w.seen {
			w.seen = true
			r.words = append(r.words, w)
		}
		if w.term.weight == 0 {
			r.terms = append(r.terms, w.term)
		}
		w.term.weight += weight
		r.length++
		out = append(out, w.term)
	}
	return out
}
