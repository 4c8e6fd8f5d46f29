package article

import (
	"cmp"
	"slices"
	"strings"
)

// candidate is an article that has some of what is asked.
type candidate struct {
	shelf *shelf
	entry *entry
	rank  float64 // BM25 over its title, headings and text
	ways  [][]way // of each slot, as the shelf knows it
}

// way is an option of a slot with the terms of a shelf; without terms where the shelf lacks one.
type way struct {
	terms   []*term
	quality float64
}

// ways are the options of each slot as a shelf knows them.
func (s *shelf) ways(q asked) [][]way {
	out := make([][]way, len(q.slots))
	for i, sl := range q.slots {
		out[i] = make([]way, len(sl.options))
		for j, o := range sl.options {
			w := way{terms: make([]*term, 0, len(o.stems)), quality: o.quality}
			for _, stem := range o.stems {
				t, ok := s.terms.get(stem)
				if !ok {
					w.terms = nil
					break
				}
				w.terms = append(w.terms, t)
			}
			out[i][j] = w
		}
	}
	return out
}

// BM25: how soon further occurrences say no more, and how much longer articles have to say.
const (
	saturation   = 1.2
	lengthWeight = 0.6
)

// rank gives the articles that rank highest.
func (l lexicon) rank(q asked, limit int) []candidate {
	words := 0
	for _, s := range l.shelves {
		words += s.length
	}
	average := max(1, float64(words)/float64(max(1, l.live)))
	var out []candidate
	least := float32(0) // of those that are kept, once they are enough
	for _, s := range l.shelves {
		ways := s.ways(q)
		ranks := s.ranks(q, ways, average)
		for at, r := range ranks {
			if r == 0 || r < least {
				continue
			}
			c := candidate{s, s.entries[at], float64(r), ways}
			if len(out) < limit {
				out = append(out, c)
				if len(out) == limit {
					slices.SortFunc(out, byRank)
					least = float32(out[limit-1].rank)
				}
				continue
			}
			if byRank(c, out[limit-1]) < 0 {
				i, _ := slices.BinarySearchFunc(out, c, byRank)
				copy(out[i+1:], out[i:limit-1])
				out[i] = c
				least = float32(out[limit-1].rank)
			}
		}
	}
	slices.SortFunc(out, byRank)
	return out
}

func byRank(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.rank, a.rank), strings.Compare(a.entry.article.ID, b.entry.article.ID), strings.Compare(string(a.shelf.key.base), string(b.shelf.key.base)))
}

// ranks are the ranks of all articles of a shelf, 0 for what has nothing of the question.
func (s *shelf) ranks(q asked, ways [][]way, average float64) []float32 {
	out := make([]float32, len(s.entries))
	best := make([]float32, len(s.entries)) // of the slot at hand; zero between slots
	perWord := float32(saturation * lengthWeight / average)
	var touched []uint32
	for i, sl := range q.slots {
		touched = touched[:0]
		for _, w := range ways[i] {
			t := w.rarest()
			if t == nil {
				continue
			}
			most := float32(w.quality * (saturation + 1))
			for j, at := range t.articles {
				uses := float32(t.weights[j]) / textWeight
				v := most * uses / (uses + saturation*(1-lengthWeight) + perWord*float32(s.lengths[at]))
				if best[at] == 0 {
					touched = append(touched, at)
				}
				best[at] = max(best[at], v)
			}
		}
		for _, at := range touched {
			out[at] += float32(sl.weight) * best[at]
			best[at] = 0
		}
	}
	return out
}

// rarest is the term of a phrase that the fewest articles have: it stands for
// the phrase until passages are looked at. It is nil where one is in none.
func (w way) rarest() *term {
	var out *term
	for _, t := range w.terms {
		if out == nil || len(t.articles) < len(out.articles) {
			out = t
		}
	}
	return out
}
