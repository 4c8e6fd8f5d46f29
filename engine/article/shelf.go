package article

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"parley/engine/language"
	"parley/engine/model"
)

// shelf holds the articles of one knowledge base in one language, all shown to
// customers or none, and which words they use. It is not changed once it is
// part of an index; a [builder] makes the next one.
type shelf struct {
	key      shelfKey
	language *language.Language
	entries  []*entry // nil where an article was taken out
	free     []uint32 // where
	live     int
	length   int // words of all articles
	terms    table[*term]
	words    table[word]
	made     uint32 // terms ever made; their numbers are below
	batch    uint32 // of changes; what a batch made itself it may change in place
}

// entry is one article as it is found.
type entry struct {
	article  *model.Article
	length   int      // words that say something
	title    []uint32 // numbers of terms, sorted
	passages []passage
}

// passage is one passage of an entry.
type passage struct {
	section, index int      // where [split] puts it
	heading        []uint32 // numbers of the terms in its headings, sorted
	terms          []uint32 // and in its text
}

// term is a stem and the articles it is in.
type term struct {
	stem     string
	number   uint32
	batch    uint32
	articles []uint32 // positions in shelf.entries, sorted
	weights  []uint8  // how much of each is about it, in halves of a word of its text
}

func (t *term) key() string { return t.stem }

// word is a word as articles write it, folded.
type word struct {
	folded  string
	stem    string
	letters uint32 // a bit for each letter that is in it
	runes   uint8
	count   uint32 // of the articles it is in
}

func (w word) key() string { return w.folded }

// Weights of an occurrence, in halves of a word of the text.
const (
	textWeight    = 2
	headingWeight = 3
	titleWeight   = 8
)

// sorted are the shelves in a fixed order.
func (x *Index) sorted() []*shelf {
	keys := slices.SortedFunc(maps.Keys(x.shelves), func(a, b shelfKey) int {
		return cmp.Or(cmp.Compare(a.base, b.base), cmp.Compare(a.language, b.language), cmp.Compare(btoi(b.shown), btoi(a.shown)))
	})
	out := make([]*shelf, len(keys))
	for i, k := range keys {
		out[i] = x.shelves[k]
	}
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func byName(m map[string][]*shelf) [][]*shelf {
	var out [][]*shelf
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[k])
	}
	return out
}

// builder makes the shelves of the next index. Shelves of the last one are
// copied when they are first changed.
type builder struct {
	before map[shelfKey]*shelf
	after  map[shelfKey]*shelf
}

func newBuilder(before map[shelfKey]*shelf) *builder {
	return &builder{before, maps.Clone(before)}
}

func (b *builder) shelves() map[shelfKey]*shelf { return b.after }

// open returns a shelf that may be changed.
func (b *builder) open(k shelfKey) *shelf {
	if b.after == nil {
		b.after = map[shelfKey]*shelf{}
	}
	s := b.after[k]
	switch {
	case s == nil:
		s = &shelf{key: k, language: k.of()}
	case s != b.before[k]:
		return s
	default:
		next := *s
		s = &next
		s.entries, s.free = slices.Clone(s.entries), slices.Clone(s.free)
		s.terms.own, s.words.own = ownership{}, ownership{}
	}
	s.batch++
	b.after[k] = s
	return s
}

func (b *builder) add(k shelfKey, a *model.Article) place {
	s := b.open(k)
	at := uint32(len(s.entries))
	if n := len(s.free); n > 0 {
		at, s.free = s.free[n-1], s.free[:n-1]
	} else {
		s.entries = append(s.entries, nil)
	}
	s.put(at, a)
	return place{k, at}
}

func (b *builder) remove(p place) {
	s := b.open(p.key)
	s.take(p.at)
	if s.live == 0 {
		delete(b.after, p.key)
	}
}

// put reads an article and puts it at a free position.
func (s *shelf) put(at uint32, a *model.Article) {
	r := s.read(a)
	e := &entry{article: a, length: r.length}
	numbers := make(map[string]uint32, len(r.weights))
	for _, stem := range slices.Sorted(maps.Keys(r.weights)) {
		t := s.term(stem)
		i, _ := slices.BinarySearch(t.articles, at)
		t.articles, t.weights = slices.Insert(t.articles, i, at), slices.Insert(t.weights, i, uint8(min(r.weights[stem], 255)))
		numbers[stem] = t.number
	}
	for folded, stem := range r.words {
		w, ok := s.words.get(folded)
		if !ok {
			w = word{folded: folded, stem: stem, letters: letters(folded), runes: runes(folded)}
		}
		w.count++
		s.words.put(w)
	}
	e.title = number(r.title, numbers)
	for _, p := range r.passages {
		e.passages = append(e.passages, passage{p.section, p.index, number(p.heading, numbers), number(p.terms, numbers)})
	}
	s.entries[at] = e
	s.live++
	s.length += e.length
}

// take takes an article out.
func (s *shelf) take(at uint32) {
	e := s.entries[at]
	r := s.read(e.article)
	for stem := range r.weights {
		t := s.term(stem)
		i, _ := slices.BinarySearch(t.articles, at)
		t.articles, t.weights = slices.Delete(t.articles, i, i+1), slices.Delete(t.weights, i, i+1)
		if len(t.articles) == 0 {
			s.terms.delete(stem)
		}
	}
	for folded := range r.words {
		if w, _ := s.words.get(folded); w.count > 1 {
			w.count--
			s.words.put(w)
		} else {
			s.words.delete(folded)
		}
	}
	s.entries[at] = nil
	s.free = append(s.free, at)
	s.live--
	s.length -= e.length
}

// term returns the term of a stem, made where there is none, that may be changed.
func (s *shelf) term(stem string) *term {
	t, ok := s.terms.get(stem)
	if ok && t.batch == s.batch {
		return t
	}
	if ok {
		next := *t
		next.articles, next.weights = slices.Clone(t.articles), slices.Clone(t.weights)
		t = &next
	} else {
		t = &term{stem: stem, number: s.made}
		s.made++
	}
	t.batch = s.batch
	s.terms.put(t)
	return t
}

func number(stems []string, numbers map[string]uint32) []uint32 {
	out := make([]uint32, 0, len(stems))
	for _, s := range stems {
		out = append(out, numbers[s])
	}
	slices.Sort(out)
	return slices.Clip(slices.Compact(out))
}

// reading is an article taken apart.
type reading struct {
	weights  map[string]int    // of its stems
	words    map[string]string // the stem of each of its folded words
	title    []string          // stems
	passages []readPassage
	length   int
}

type readPassage struct {
	section, index int
	heading, terms []string // stems
}

// read takes an article apart.
func (s *shelf) read(a *model.Article) reading {
	r := reading{weights: map[string]int{}, words: map[string]string{}}
	r.title = s.stems(&r, Plain(a.Title), titleWeight)
	for i, sec := range split(a.Body) {
		var heading []string
		for _, h := range sec.headings {
			heading = append(heading, s.stems(&r, h, headingWeight)...)
		}
		for j, units := range sec.passages {
			p := readPassage{section: i, index: j, heading: heading}
			for _, u := range units {
				p.terms = append(p.terms, s.stems(&r, u.plain(a.Body), textWeight)...)
			}
			r.passages = append(r.passages, p)
		}
	}
	if len(r.passages) == 0 {
		r.passages = []readPassage{{section: -1}}
	}
	return r
}

// stems reads the words of a text that say something.
func (s *shelf) stems(r *reading, plain string, weight int) []string {
	var out []string
	for w := range language.Words(plain) {
		if s.language.Empty(w.Folded) {
			continue
		}
		stem, ok := r.words[w.Folded]
		if !ok {
			if known, found := s.words.get(w.Folded); found {
				w.Folded, stem = known.folded, known.stem
			} else {
				w.Folded = strings.Clone(w.Folded) // else the whole text would be kept
				if stem = s.language.Stem(w.Folded); stem == w.Folded {
					stem = w.Folded
				}
			}
			r.words[w.Folded] = stem
		}
		r.weights[stem] += weight
		r.length++
		out = append(out, stem)
	}
	return out
}

// plain is a unit's text without marks.
func (u unit) plain(body string) string {
	if u.kind == verbatim {
		return body[u.from:u.to]
	}
	if u.kind == row {
		return plainRow(body[u.from:u.to])
	}
	return Plain(body[u.from:u.to])
}
