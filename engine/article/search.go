package article

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"parley/engine/language"
)

// Query is what is looked for.
type Query struct {
	Text    string
	Filter  Filter
	History []string // what the customer wrote before, the newest last
	Limit   int      // hits at most; 0 for [DefaultLimit]
	Typing  bool     // the text is being typed: its last word may be the beginning of one
}

// DefaultLimit is how many hits a query gives that does not say.
const DefaultLimit = 10

// Search finds articles that have to do with a text, the best first. A hit is
// no promise that the article answers it: that is what [Index.Relevant] is for.
func (x *Index) Search(q Query) []Hit {
	if q.Limit <= 0 {
		q.Limit = DefaultLimit
	}
	var out []Hit
	for _, room := range x.rooms(q.Filter) {
		found := newLexicon(room).search(q)
		if q.Filter.Language != "" && len(found) > 0 {
			return found
		}
		out = append(out, found...)
	}
	slices.SortStableFunc(out, order)
	return out[:min(len(out), q.Limit)]
}

func order(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Article.ID, b.Article.ID), strings.Compare(string(a.Article.KnowledgeBase), string(b.Article.KnowledgeBase)))
}

func (l lexicon) search(q Query) []Hit {
	ask := l.ask(q.Text, q.Typing)
	if len(ask.slots) == 0 {
		return nil
	}
	var out []Hit
	for _, c := range l.candidates(ask, max(4*q.Limit, leastCandidates)) {
		out = append(out, c.hit(ask))
	}
	slices.SortStableFunc(out, order)
	out = out[:min(len(out), q.Limit)]
	for i := range out {
		out[i].Passage.show(l, out[i].Matches)
	}
	return out
}

// leastCandidates is how many articles at least are looked at passage by passage.
const leastCandidates = 24

// candidate is an article that has some of what is asked.
type candidate struct {
	shelf *shelf
	entry *entry
	rank  float64 // BM25 over its title, headings and text
}

// BM25: how soon further occurrences say no more, and how much longer articles have to say.
const (
	saturation   = 1.2
	lengthWeight = 0.6
)

// candidates are the articles that rank highest.
func (l lexicon) candidates(ask asked, limit int) []candidate {
	var out []candidate
	average := 1.0
	total := 0
	for _, s := range l.shelves {
		total += s.length
	}
	if l.live > 0 {
		average = max(1, float64(total)/float64(l.live))
	}
	for _, s := range l.shelves {
		ranks := make([]float64, len(s.entries))
		best := make([]float64, len(s.entries))
		for _, sl := range ask.slots {
			s.score(sl, average, best, ranks)
		}
		for at, r := range ranks {
			if r <= 0 {
				continue
			}
			c := candidate{shelf: s, entry: s.entries[at], rank: r}
			if len(out) < limit {
				out = append(out, c)
				if len(out) == limit {
					slices.SortFunc(out, byRank)
				}
				continue
			}
			if byRank(c, out[limit-1]) >= 0 {
				continue
			}
			i, _ := slices.BinarySearchFunc(out, c, byRank)
			copy(out[i+1:], out[i:limit-1])
			out[i] = c
		}
	}
	slices.SortFunc(out, byRank)
	return out
}

func byRank(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.rank, a.rank), strings.Compare(a.entry.article.ID, b.entry.article.ID), strings.Compare(string(a.shelf.key.base), string(b.shelf.key.base)))
}

// score adds what a slot says for each article; best is scratch, zero before and after.
func (s *shelf) score(sl slot, average float64, best, ranks []float64) {
	var touched []uint32
	for _, o := range sl.options {
		t, ok := s.rarest(o.stems)
		if !ok {
			continue
		}
		for i, at := range t.articles {
			tf := float64(t.weights[i]) / textWeight
			length := float64(s.entries[at].length)
			v := o.quality * tf * (saturation + 1) / (tf + saturation*(1-lengthWeight+lengthWeight*length/average))
			if best[at] == 0 {
				touched = append(touched, at)
			}
			best[at] = max(best[at], v)
		}
	}
	for _, at := range touched {
		ranks[at] += sl.weight * best[at]
		best[at] = 0
	}
}

// rarest is the term of a phrase that the fewest articles have; it stands for
// the phrase until passages are looked at.
func (s *shelf) rarest(stems []string) (*term, bool) {
	var out *term
	for _, st := range stems {
		t, ok := s.terms.get(st)
		if !ok {
			return nil, false
		}
		if out == nil || len(t.articles) < len(out.articles) {
			out = t
		}
	}
	return out, out != nil
}

// Where in an article something stands, and what it counts for there.
const (
	inText      = 1.0
	inHeading   = 0.95
	inTitle     = 0.95
	inElsewhere = 0.4 // in another passage
)

// filled is how a passage meets a slot.
type filled struct {
	option int // -1: not at all
	value  float64
	here   bool
}

// hit finds the passage of a candidate that fits best.
func (c candidate) hit(ask asked) Hit {
	numbers := c.numbers(ask)
	total := 0.0
	for _, s := range ask.slots {
		if !s.bonus {
			total += s.weight
		}
	}
	bestScore, bestCovers, bestAt := -1.0, 0.0, 0
	var bestFilled []filled
	fill := make([]filled, len(ask.slots))
	for i := range c.entry.passages {
		score, covered := 0.0, 0.0
		for j, s := range ask.slots {
			fill[j] = c.meet(i, s, numbers[j])
			v := s.weight * fill[j].value
			score += v
			if fill[j].here && c.inPassage(i, fill[j], numbers[j]) {
				score += 0.1 * s.weight
			}
			if !s.bonus {
				covered += v
			}
		}
		if score > bestScore {
			bestScore, bestCovers, bestAt = score, covered, i
			bestFilled = append(bestFilled[:0], fill...)
		}
	}
	h := Hit{Article: c.entry.article, tag: c.shelf.key.language}
	if total > 0 {
		h.Covers = bestCovers / total
	}
	h.Score = bestScore/(total+bonus(ask)) + 0.3*c.rank/(c.rank+4)
	h.Passage = Passage{Article: c.entry.article, at: c.entry.passages[bestAt]}
	for j, s := range ask.slots {
		m := Match{Word: s.word, Weight: s.weight, Here: bestFilled[j].here}
		if o := bestFilled[j].option; o >= 0 {
			m.How, m.Found, m.stems = s.options[o].how, s.options[o].word, s.options[o].stems
			m.strong = m.Here && !s.bonus && !s.faint
		}
		if m.How == Missing && s.bonus {
			continue
		}
		h.Matches = append(h.Matches, m)
	}
	slices.SortStableFunc(h.Matches, func(a, b Match) int { return cmp.Compare(b.Weight, a.Weight) })
	return h
}

func bonus(ask asked) float64 {
	out := 0.0
	for _, s := range ask.slots {
		if s.bonus {
			out += s.weight
		}
	}
	return math.Max(out, 1e-9)
}

// numbers are the terms of each option of each slot on the candidate's shelf; nil where it lacks one.
func (c candidate) numbers(ask asked) [][][]uint32 {
	out := make([][][]uint32, len(ask.slots))
	for i, s := range ask.slots {
		out[i] = make([][]uint32, len(s.options))
		for j, o := range s.options {
			for _, st := range o.stems {
				t, ok := c.shelf.terms.get(st)
				if !ok {
					out[i][j] = nil
					break
				}
				out[i][j] = append(out[i][j], t.number)
			}
		}
	}
	return out
}

// meet is how passage i meets a slot best.
func (c candidate) meet(i int, s slot, numbers [][]uint32) filled {
	best := filled{option: -1}
	p := &c.entry.passages[i]
	for o := range s.options {
		if len(numbers[o]) == 0 {
			continue
		}
		value := 1.0
		for _, n := range numbers[o] {
			value = min(value, c.place(p, n))
		}
		here := value > inElsewhere
		value *= s.options[o].quality
		if value > best.value {
			best = filled{o, value, here}
		}
	}
	return best
}

func (c candidate) inPassage(i int, f filled, numbers [][]uint32) bool {
	for _, n := range numbers[f.option] {
		if !has(c.entry.passages[i].terms, n) {
			return false
		}
	}
	return true
}

// place is what a term counts for by where it stands.
func (c candidate) place(p *passage, n uint32) float64 {
	switch {
	case has(p.terms, n):
		return inText
	case has(p.heading, n):
		return inHeading
	case has(c.entry.title, n):
		return inTitle
	}
	for i := range c.entry.passages {
		if q := &c.entry.passages[i]; has(q.terms, n) || has(q.heading, n) {
			return inElsewhere
		}
	}
	return 0
}

func has(sorted []uint32, n uint32) bool {
	_, ok := slices.BinarySearch(sorted, n)
	return ok
}

// show cuts a passage out of its article, words it and marks what was asked for.
func (p *Passage) show(l lexicon, matches []Match) {
	if p.at.section < 0 {
		return
	}
	sec := split(p.Article.Body)[p.at.section]
	p.Heading = strings.Join(sec.headings, " › ")
	p.units = sec.passages[p.at.index]
	var b strings.Builder
	for i, u := range p.units {
		switch {
		case i == 0:
		case u.kind == sentence && p.units[i-1].kind == sentence:
			b.WriteByte(' ')
		default:
			b.WriteByte('\n')
		}
		if u.mark != "" {
			b.WriteString(u.mark + " ")
		}
		b.WriteString(u.plain(p.Article.Body))
	}
	p.Text = b.String()
	wanted := map[string]bool{}
	for _, m := range matches {
		for _, stem := range m.stems {
			wanted[stem] = true
		}
	}
	for w := range language.Words(p.Text) {
		stem, _ := l.stem(w.Folded)
		if !wanted[stem] {
			continue
		}
		if n := len(p.Highlights); n > 0 && p.Highlights[n-1].End >= w.Start {
			p.Highlights[n-1].End = w.End
			continue
		}
		p.Highlights = append(p.Highlights, Range{w.Start, w.End})
	}
}
