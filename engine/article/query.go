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
	longer         = 0.03 // more for each further word of what is meant
	partly         = 0.8  // what is left of a phrase without its empty words
)

// asked is a sentence taken apart.
type asked struct {
	slots  []slot             // in the order of the words, what was said before behind them
	words  map[string]float64 // what it asks for as articles write it, with its quality
	slotOf map[string]int     // of each of those words, from 1
}

// slot is one thing that a question asks about.
type slot struct {
	word    string // as it was asked
	at      int    // the first of its words
	weight  float64
	bonus   bool // nothing is missed without it
	general bool // an everyday word
	context bool // it was asked before
	options []option
}

// option is one way to meet a slot: all of its stems.
type option struct {
	stems   []string
	quality float64
	how     How
	word    string // that articles use
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

// written are the words of a stem as articles write them.
func (l lexicon) written(stem string) []string {
	var out []string
	for _, s := range l.shelves {
		if t, ok := s.terms.get(stem); ok {
			out = append(out, t.words...)
		}
	}
	return out
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

// Weights of words that tell less than their rarity.
const (
	leastWeight = 0.25 // nearly every article uses it
	extra       = 0.3  // of the weight of everyday words and numbers, which only help to find the place
)

// weight is how much a stem that is in so many articles tells, up to 1.
func (l lexicon) weight(spread int) float64 {
	n, df := float64(l.live), float64(spread)
	return max(leastWeight, math.Log(1+(n-df+0.5)/(df+0.5))/math.Log(1+(n+0.5)/0.5))
}

// Limits of a sentence; what is more is left out, of slots the least telling.
const (
	maxSlots = 24
	maxWords = 200
)

// words are a text that was asked, word by word.
type words struct {
	folded, stems []string
	empty, little []bool // says nothing; says nothing or little
	open          bool   // the last word may be the beginning of one
}

func (l lexicon) words(text string, typing bool) words {
	var s words
	last := -1
	for w := range language.Words(text) {
		stem, _ := l.stem(w.Folded)
		empty := l.language.Empty(w.Folded)
		s.folded, s.stems = append(s.folded, w.Folded), append(s.stems, stem)
		s.empty, s.little = append(s.empty, empty), append(s.little, empty || l.language.Faint(w.Folded))
		if last = w.End; len(s.folded) == maxWords {
			break
		}
	}
	s.open = typing && last == len(text)
	return s
}

// ask takes a sentence apart. With typing, the last word may be the beginning of one.
func (l lexicon) ask(text string, typing bool) asked {
	s := l.words(text, typing)
	var q asked
	inPhrase := make([]bool, len(s.folded))
	for _, m := range l.language.Meanings(s.stems, s.little) {
		if sl, ok := l.phrase(m, s); ok {
			q.slots = append(q.slots, sl)
			for _, at := range m.Positions {
				inPhrase[at] = true
			}
		}
	}
	for i := range s.folded {
		if inPhrase[i] || s.empty[i] || slices.ContainsFunc(q.slots, func(sl slot) bool { return sl.word == s.folded[i] }) {
			continue
		}
		if sl, ok := l.single(i, s); ok {
			q.slots = append(q.slots, sl)
		}
	}
	if len(q.slots) > maxSlots {
		slices.SortStableFunc(q.slots, func(a, b slot) int { return cmp.Compare(b.weight, a.weight) })
		q.slots = q.slots[:maxSlots]
	}
	slices.SortStableFunc(q.slots, func(a, b slot) int { return cmp.Compare(a.at, b.at) })
	q.words = make(map[string]float64, 4*len(s.folded))
	for _, folded := range s.folded {
		q.words[folded] = 1
	}
	return q
}

// spell finds how articles write what is asked.
func (q *asked) spell(l lexicon) {
	q.slotOf = map[string]int{}
	for i, sl := range q.slots {
		for _, o := range sl.options {
			for _, stem := range o.stems {
				for _, w := range l.written(stem) {
					q.words[w] = max(q.words[w], o.quality)
					if q.slotOf[w] == 0 {
						q.slotOf[w] = i + 1
					}
				}
			}
		}
	}
}

// How questions go on from what was said before: one that asks for as much by
// itself does not, and what was said longer ago counts less.
const (
	selfContained = 3
	contextWeight = 0.4
	contextFades  = 0.8 // a message
	maxContext    = 12  // slots
)

// after adds what the customer wrote before, the newest last, to a question
// that asks for little by itself, such as "and to Spain?". It helps to find the
// place; what is asked has to be covered all the same.
func (q asked) after(l lexicon, history []string) asked {
	own := 0
	for _, s := range q.slots {
		own += btoi(!s.bonus)
	}
	if own == 0 || own >= selfContained {
		return q
	}
	weight := contextWeight
	left := maxContext
	for _, message := range slices.Backward(history) {
		for _, s := range l.ask(message, false).slots {
			known := slices.ContainsFunc(q.slots, func(o slot) bool { return o.word == s.word })
			if left == 0 || known || s.bonus || len(s.options) == 0 {
				continue
			}
			s.bonus, s.context, s.weight = true, true, s.weight*weight
			q.slots = append(q.slots, s)
			left--
		}
		weight *= contextFades
	}
	return q
}

// single makes a slot of one word. Everyday words and numbers that no article
// has are none: nothing is missed.
func (l lexicon) single(i int, s words) (slot, bool) {
	sl := slot{word: s.folded[i], at: i, weight: 1, bonus: s.little[i] || isNumber(s.folded[i])}
	sl.general = l.language.General(sl.word)
	if n := l.spread(s.stems[i]); n > 0 {
		sl.weight = l.weight(n)
		if sl.bonus {
			sl.weight *= extra
		}
		sl.options = []option{{[]string{s.stems[i]}, 1, Exact, s.folded[i]}}
		return sl, true
	}
	if sl.bonus {
		return slot{}, false
	}
	sl.options = l.guess(s.folded[i], s.open && i == len(s.folded)-1)
	widest := 0
	for _, o := range sl.options {
		widest = max(widest, l.spread(o.stems[0]))
	}
	if widest > 0 {
		sl.weight = l.weight(widest)
	}
	return sl, true
}

// isNumber tells numbers and what is made of letters and figures, such as the
// number of an order: that no article has it says nothing.
func isNumber(word string) bool { return strings.ContainsAny(word, "0123456789") }

// phrase makes a slot of words that can be said in others. Where articles use
// none of them, it is no phrase.
func (l lexicon) phrase(m language.Meaning, s words) (slot, bool) {
	var said, folded []string
	for _, at := range m.Positions {
		folded = append(folded, s.folded[at])
		if !s.empty[at] {
			said = append(said, s.stems[at])
		}
	}
	sl := slot{word: strings.Join(folded, " "), at: m.Positions[0], bonus: len(said) == 0}
	quality := 1.0
	if len(said) < len(folded) {
		quality = partly
	}
	widest := l.offer(&sl, language.Phrase{Words: sl.word, Telling: said}, quality, Exact)
	for _, other := range m.Others {
		widest = max(widest, l.offer(&sl, other, meant+longer*float64(len(other.Telling)-1), Meant))
	}
	sl.weight = l.weight(widest)
	return sl, len(sl.options) > 0
}

// offer adds a way to meet a slot where articles use it, and tells in how many they do.
func (l lexicon) offer(sl *slot, p language.Phrase, quality float64, how How) int {
	least := math.MaxInt
	for _, stem := range p.Telling {
		least = min(least, l.spread(stem))
	}
	if least == 0 || len(p.Telling) == 0 {
		return 0
	}
	sl.options = append(sl.options, option{p.Telling, quality, how, p.Words})
	return least
}
