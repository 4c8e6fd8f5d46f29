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

// newWord is a word that is looked at, with what the articles at hand have of it.
type newWord struct {
	word
	term        *newTerm
	before, now bool // in the article as it was, as it is
	changed     bool
}

// newTerm is a term that is looked at, with what the articles at hand have of it.
type newTerm struct {
	*term
	before, now int  // its weight in the article as it was, as it is
	mine        bool // the term is nobody else's
}

// own makes a term that may be changed of one that is shared.
func (t *newTerm) own() {
	if !t.mine {
		c := *t.term
		c.words, c.articles, c.weights = slices.Clone(c.words), slices.Clone(c.articles), slices.Clone(c.weights)
		t.term, t.mine = &c, true
	}
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
	g.change(at, nil, a)
	return place{k, at}
}

func (b *builder) remove(p place) {
	g := b.shelf(p.key)
	g.change(p.at, g.entries[p.at].article, nil)
	g.free = append(g.free, p.at)
}

// replace puts an article in the place of another; where both belong on one
// shelf, only what differs between them is touched.
func (b *builder) replace(p place, k shelfKey, a *model.Article) place {
	if p.key != k {
		b.remove(p)
		return b.add(k, a)
	}
	g := b.shelf(k)
	g.change(p.at, g.entries[p.at].article, a)
	return p
}

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
		if w.changed {
			words.set(folded, w.word, w.count > 0)
		}
	}
	g.shelf.words = g.shelf.words.with(words)
	var terms edits[*term]
	for stem, t := range g.terms {
		if t.mine {
			terms.set(stem, t.term, len(t.articles) > 0)
		}
	}
	g.shelf.terms = g.shelf.terms.with(terms)
}

// word returns a word to look at.
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

// term returns the term of a stem to look at, made where there is none.
func (g *growing) term(stem string) *newTerm {
	if t := g.terms[stem]; t != nil {
		return t
	}
	t := &newTerm{}
	if known, ok := g.shelf.terms.get(stem); ok {
		t.term = known
	} else {
		t.term, t.mine = &term{stem: stem, number: g.made}, true
		g.made++
	}
	g.terms[stem] = t
	return t
}

// reading is an article taken apart into terms.
type reading struct {
	title    []*newTerm
	passages []readPassage
	words    []*newWord // each once
	terms    []*newTerm // each once
	length   int
}

type readPassage struct {
	section, index int
	heading, terms []*newTerm
}

// change puts an article in the place of another at a position, or of none, or
// takes one out.
func (g *growing) change(at uint32, before, after *model.Article) {
	var was, is reading
	if before != nil {
		was = g.read(before)
		for _, t := range was.terms {
			t.before, t.now = min(t.now, 255), 0
		}
		for _, w := range was.words {
			w.before, w.now = true, false
		}
		g.live--
	}
	g.entries[at], g.lengths[at] = nil, 0
	if after != nil {
		is = g.read(after)
		g.entries[at], g.lengths[at] = is.entry(after), int32(is.length)
		g.live++
	}
	g.length += is.length - was.length
	for _, terms := range [...][]*newTerm{was.terms, is.terms} {
		for _, t := range terms {
			t.weigh(at)
		}
	}
	for _, words := range [...][]*newWord{was.words, is.words} {
		for _, w := range words {
			w.tally()
		}
	}
}

// weigh has the term know its weight in the article at a position.
func (t *newTerm) weigh(at uint32) {
	before, now := t.before, min(t.now, 255)
	t.before, t.now = 0, 0
	if before == now {
		return
	}
	t.own()
	i, _ := slices.BinarySearch(t.articles, at)
	switch {
	case before == 0:
		t.articles, t.weights = slices.Insert(t.articles, i, at), slices.Insert(t.weights, i, uint8(now))
	case now == 0:
		t.articles, t.weights = slices.Delete(t.articles, i, i+1), slices.Delete(t.weights, i, i+1)
	default:
		t.weights[i] = uint8(now)
	}
}

// tally has the word know in how many articles it is.
func (w *newWord) tally() {
	before, now := w.before, w.now
	w.before, w.now = false, false
	if before == now {
		return
	}
	w.changed = true
	if now {
		if w.count++; w.count == 1 {
			w.term.own()
			w.term.words = append(w.term.words, w.folded)
		}
		return
	}
	if w.count--; w.count == 0 {
		w.term.own()
		w.term.words = slices.DeleteFunc(w.term.words, func(s string) bool { return s == w.folded })
	}
}

// entry is what is kept of a reading.
func (r reading) entry(a *model.Article) *entry {
	e := &entry{article: a, title: numbers(r.title), passages: make([]passage, len(r.passages))}
	for i, p := range r.passages {
		e.passages[i] = passage{p.section, p.index, numbers(p.heading), numbers(p.terms)}
	}
	return e
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
		if !w.now {
			w.now = true
			r.words = append(r.words, w)
		}
		if w.term.now == 0 {
			r.terms = append(r.terms, w.term)
		}
		w.term.now += weight
		r.length++
		out = append(out, w.term)
	}
	return out
}
