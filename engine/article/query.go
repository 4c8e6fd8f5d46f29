package article

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"parley/engine/language"
)

// How tells in which way a word of a question was found.
type How uint8

// The ways, the surest first.
const (
	Missing   How = iota // not at all
	Exact                // the word, or a form of it
	Corrected            // a word that is nearly the same
	Completed            // a word that begins so
	Meant                // another word for it
)

// String is the way in a word.
func (h How) String() string {
	return [...]string{"missing", "exact", "corrected", "completed", "meant"}[h]
}

// Quality of what is found in another way than as the word itself.
const (
	correctedOnce  = 0.9 // one slip of the finger
	correctedTwice = 0.8
	completed      = 0.7
	meant          = 0.85
)

// slot is one thing that a question asks about.
type slot struct {
	word    string // as it was asked
	weight  float64
	bonus   bool // nothing is missed without it
	faint   bool // an everyday word
	options []option
}

// option is one way to meet a slot: all of its stems.
type option struct {
	stems   []string
	quality float64
	how     How
	word    string // that articles use, where it is another than was asked
}

// lexicon is what some shelves of one language know together.
type lexicon struct {
	shelves  []*shelf
	language *language.Language
	live     int
}

func newLexicon(shelves []*shelf) lexicon {
	l := lexicon{shelves: shelves, language: shelves[0].language}
	for _, s := range shelves {
		l.live += s.live
	}
	return l
}

// spread is in how many articles a stem is.
func (l lexicon) spread(stem string) int {
	n := 0
	for _, s := range l.shelves {
		if t, ok := s.terms.get(stem); ok {
			n += len(t.articles)
		}
	}
	return n
}

// stem is that of a folded word, and whether any article uses the word.
func (l lexicon) stem(folded string) (stem string, used bool) {
	for _, s := range l.shelves {
		if w, ok := s.words.get(folded); ok {
			return w.stem, true
		}
	}
	return l.language.Stem(folded), false
}

// rarity is how much a stem that is in so many articles tells, from 0 to 1.
func (l lexicon) rarity(spread int) float64 {
	n, df := float64(l.live), float64(spread)
	return math.Log(1+(n-df+0.5)/(df+0.5)) / math.Log(1+(n+0.5)/0.5)
}

// Weights of slots.
const (
	leastWeight = 0.25 // of a word that nearly every article uses
	faintWeight = 0.5  // of the weight of everyday words
	maxSlots    = 24   // of one sentence; more are left out, the commonest first
)

// asked is a sentence taken apart.
type asked struct {
	slots []slot
}

// ask takes a sentence apart. With typing, the last word may be the beginning of one.
func (l lexicon) ask(sentence string, typing bool) asked {
	var folded, stems []string
	var empty []bool
	last := -1
	for w := range language.Words(sentence) {
		stem, _ := l.stem(w.Folded)
		folded, stems, empty = append(folded, w.Folded), append(stems, stem), append(empty, l.language.Empty(w.Folded))
		last = w.End
		if len(folded) == maxWords {
			break
		}
	}
	if typing && last != len(sentence) {
		typing = false
	}
	meanings := l.language.Meanings(stems, empty)
	inPhrase := map[int]bool{}
	var q asked
	for _, m := range meanings {
		if s, ok := l.phrase(m, folded, stems, empty); ok {
			q.slots = append(q.slots, s)
			for _, at := range m.Positions {
				inPhrase[at] = true
			}
		}
	}
	for i := range folded {
		if inPhrase[i] || empty[i] || slices.ContainsFunc(q.slots, func(s slot) bool { return s.word == folded[i] }) {
			continue
		}
		if s, ok := l.single(folded[i], stems[i], typing && i == len(folded)-1); ok {
			q.slots = append(q.slots, s)
		}
	}
	if len(q.slots) > maxSlots {
		slices.SortStableFunc(q.slots, func(a, b slot) int { return cmp.Compare(b.weight, a.weight) })
		q.slots = q.slots[:maxSlots]
	}
	return q
}

// maxWords is how many words of a sentence are read.
const maxWords = 200

// single makes a slot of one word.
func (l lexicon) single(folded, stem string, typing bool) (slot, bool) {
	s := slot{word: folded, weight: 1}
	faint := l.language.Faint(folded)
	s.faint = faint
	if n := l.spread(stem); n > 0 {
		s.weight = max(l.rarity(n), leastWeight)
		s.options = []option{{stems: []string{stem}, quality: 1, how: Exact, word: folded}}
	} else if faint || isNumber(folded) {
		return slot{}, false
	} else {
		s.options = l.guess(folded, typing)
		n := 0
		for _, o := range s.options {
			n = max(n, l.spread(o.stems[0]))
		}
		if n > 0 {
			s.weight = max(l.rarity(n), leastWeight)
		}
	}
	if faint {
		s.weight *= faintWeight
	}
	return s, true
}

// isNumber tells numbers and what is made of letters and figures, such as the
// number of an order: that no article has it says nothing.
func isNumber(word string) bool { return strings.ContainsAny(word, "0123456789") }

// phrase makes a slot of words that can be said in others.
// Where articles use none of them, it is no phrase.
func (l lexicon) phrase(m language.Meaning, folded, stems []string, empty []bool) (slot, bool) {
	var s slot
	var said, words []string
	s.bonus = true
	for _, at := range m.Positions {
		said, words = append(said, stems[at]), append(words, folded[at])
		s.bonus = s.bonus && empty[at]
	}
	s.word = strings.Join(words, " ")
	widest := 0
	offer := func(p language.Phrase, quality float64, how How) {
		least := math.MaxInt
		for _, st := range p.Stems {
			least = min(least, l.spread(st))
		}
		if least > 0 {
			widest = max(widest, least)
			s.options = append(s.options, option{p.Stems, quality, how, p.Words})
		}
	}
	offer(language.Phrase{Words: s.word, Stems: said}, 1, Exact)
	for _, other := range m.Others {
		offer(other, meant, Meant)
	}
	if len(s.options) == 0 {
		return slot{}, false
	}
	s.weight = max(l.rarity(widest), leastWeight)
	return s, true
}
