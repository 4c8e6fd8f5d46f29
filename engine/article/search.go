package article

import (
	"cmp"
	"slices"
	"strings"
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
		l := newLexicon(room)
		found := l.search(l.ask(q.Text, q.Typing), q.Limit)
		if q.Filter.Language != "" && len(found) > 0 {
			return found
		}
		out = append(out, found...)
	}
	slices.SortStableFunc(out, order)
	return out[:min(len(out), q.Limit)]
}

// order puts the best hit first; what scores the same stands by its id.
func order(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Article.ID, b.Article.ID), strings.Compare(string(a.Article.KnowledgeBase), string(b.Article.KnowledgeBase)))
}

// How many articles at least are looked at passage by passage, and how many word by word.
const (
	leastCandidates = 24
	leastRead       = 6
)

// search looks in three steps, each closer at fewer: it ranks articles by their
// words, fits their passages to what was asked, and reads the best of those.
func (l lexicon) search(q asked, limit int) []Hit {
	if len(q.slots) == 0 {
		return nil
	}
	q.spell(l)
	var out []Hit
	for _, c := range l.rank(q, max(2*limit, leastCandidates)) {
		if h := c.fit(q); h.Covers > 0 || q.extra() {
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, order)
	out = out[:min(len(out), max(limit, leastRead))]
	for i := range out {
		out[i].read(l, q)
	}
	slices.SortStableFunc(out, order)
	return out[:min(len(out), limit)]
}
