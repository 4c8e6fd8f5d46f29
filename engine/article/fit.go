package article

import (
	"cmp"
	"slices"
)

// Where in an article something stands, and what it counts for there.
const (
	inText      = 1.0
	inHeading   = 0.95
	inTitle     = 0.95
	inElsewhere = 0.4 // in another passage
)

// What counts for the order of hits beside how much is covered.
const (
	rankShare    = 0.25 // the rank of the whole article
	titleShare   = 0.5  // how much of the title was asked for
	closeShare   = 0.2  // whether what was asked together stands together
	titleBonus   = 0.25 // more for what is in the title
	headingBonus = 0.15 // in its headings
	textBonus    = 0.1  // and in the passage itself
	commonWeight = 0.4  // a word below it is in so many articles that it makes no question by itself
)

// filled is how a passage meets a slot.
type filled struct {
	option int // -1: not at all
	value  float64
	here   bool
}

// fit finds the passage of an article that meets a question best.
func (c candidate) fit(q asked) Hit {
	total, extra := q.weights()
	best, covers, at := -1.0, 0.0, 0
	fill := make([]filled, len(q.slots))
	kept := make([]filled, len(q.slots))
	for i := range c.entry.passages {
		p := &c.entry.passages[i]
		score, covered := 0.0, 0.0
		for j, s := range q.slots {
			f := c.meet(p, c.ways[j])
			fill[j] = f
			v := s.weight * f.value
			score += v
			if f.here {
				score += v * c.prominence(p, c.ways[j][f.option].terms)
			}
			if !s.bonus {
				covered += v
			}
		}
		if score > best {
			best, covers, at = score, covered, i
			copy(kept, fill)
		}
	}
	h := Hit{Article: c.entry.article, tag: c.shelf.key.language}
	if total > 0 {
		h.Covers = covers / total
	}
	h.Score = best/(total+extra) + rankShare*c.rank/(c.rank+4)
	h.Passage = Passage{Article: c.entry.article, at: c.entry.passages[at]}
	h.Matches = c.matches(q, kept)
	return h
}

// weights sums up what a question asks, and what it only brings along.
func (q asked) weights() (total, extra float64) {
	for _, s := range q.slots {
		if s.bonus {
			extra += s.weight
		} else {
			total += s.weight
		}
	}
	return total, extra
}

// extra reports whether a question asks for nothing but what it only brings along.
func (q asked) extra() bool {
	total, _ := q.weights()
	return total == 0
}

// meet is how a passage meets a slot best.
func (c candidate) meet(p *passage, ways []way) filled {
	best := filled{option: -1}
	for i, w := range ways {
		if len(w.terms) == 0 || w.quality <= best.value {
			continue
		}
		value := inText
		for _, t := range w.terms {
			value = min(value, c.place(p, t.number))
		}
		here := value > inElsewhere
		if value *= w.quality; value > best.value {
			best = filled{i, value, here}
		}
	}
	return best
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
		if other := &c.entry.passages[i]; has(other.terms, n) || has(other.heading, n) {
			return inElsewhere
		}
	}
	return 0
}

func has(sorted []uint32, n uint32) bool {
	_, ok := slices.BinarySearch(sorted, n)
	return ok
}

func hasAll(sorted []uint32, terms []*term) bool {
	return !slices.ContainsFunc(terms, func(t *term) bool { return !has(sorted, t.number) })
}

// prominence is how much more something counts that stands at several places.
func (c candidate) prominence(p *passage, terms []*term) float64 {
	out := 0.0
	if hasAll(c.entry.title, terms) {
		out += titleBonus
	}
	if hasAll(p.heading, terms) {
		out += headingBonus
	}
	if hasAll(p.terms, terms) {
		out += textBonus
	}
	return out
}

// matches tells how each slot was met, the most telling first.
func (c candidate) matches(q asked, fill []filled) []Match {
	out := make([]Match, 0, len(q.slots))
	for j, s := range q.slots {
		m := Match{Word: s.word, Weight: s.weight, Here: fill[j].here}
		if o := fill[j].option; o >= 0 {
			m.How, m.Found, m.stems = s.options[o].how, s.options[o].word, s.options[o].stems
			m.counts = m.Here && (!s.bonus || s.context)
			m.strong = m.counts && !s.bonus && (s.weight > commonWeight && !s.general || slices.ContainsFunc(c.ways[j], c.titled))
		} else if s.bonus {
			continue
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b Match) int { return cmp.Compare(b.Weight, a.Weight) })
	return out
}

// titled reports whether the title has it.
func (c candidate) titled(w way) bool { return len(w.terms) > 0 && hasAll(c.entry.title, w.terms) }
