package article

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// guesses is how many words one unknown word is taken for at most.
const guesses = 4

// guess finds words that articles use for one that they do not: where it may be
// the beginning of a word, what begins so; else what differs by a slip of the
// finger or two.
func (l lexicon) guess(folded string, typing bool) []option {
	if typing {
		if out := l.completions(folded); len(out) > 0 {
			return out
		}
	}
	return l.corrections(folded)
}

// completions are words that begin so, the most used first.
func (l lexicon) completions(folded string) []option {
	if utf8.RuneCountInString(folded) < 2 {
		return nil
	}
	var found []word
	set := letters(folded)
	l.each(func(w *word) {
		if w.letters&set == set && strings.HasPrefix(w.folded, folded) {
			found = append(found, *w)
		}
	})
	slices.SortFunc(found, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.folded, b.folded))
	})
	return options(found, func(word) (float64, How) { return completed, Completed })
}

// corrections are the words nearest to it, if any is near.
func (l lexicon) corrections(folded string) []option {
	most := slips(utf8.RuneCountInString(folded))
	if most == 0 || l.language.General(folded) || most == 1 && utf8.RuneCountInString(folded) < l.leastCorrected() {
		return nil
	}
	asked, set := []rune(folded), letters(folded)
	best := most
	var found []word
	l.each(func(w *word) {
		if w.folded[0] != folded[0] { // slips are rare there, and other words near are not
			return
		}
		if int(w.runes) < len(asked)-best || int(w.runes) > len(asked)+best || bits.OnesCount32(w.letters^set) > 2*best {
			return
		}
		d := distance(asked, []rune(w.folded), best)
		if d > best {
			return
		}
		if d < best {
			best, found = d, nil
		}
		found = append(found, *w)
	})
	slices.SortFunc(found, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.folded, b.folded))
	})
	quality := correctedOnce
	if best > 1 {
		quality = correctedTwice
	}
	return options(found, func(word) (float64, How) { return quality, Corrected })
}

func options(words []word, of func(word) (float64, How)) []option {
	var out []option
	for _, w := range words {
		if len(out) == guesses {
			break
		}
		if !slices.ContainsFunc(out, func(o option) bool { return o.stems[0] == w.stem }) {
			quality, how := of(w)
			out = append(out, option{[]string{w.stem}, quality, how, w.folded})
		}
	}
	return out
}

// each goes through all words that articles use, in no particular order.
func (l lexicon) each(do func(*word)) {
	for _, s := range l.shelves {
		for _, shard := range s.words {
			for i := range shard {
				do(&shard[i])
			}
		}
	}
}

// leastCorrected is the shortest word in characters that is corrected: of a
// language whose everyday words are not known, short ones are left alone.
func (l lexicon) leastCorrected() int {
	if l.language.KnowsGeneral() {
		return 4
	}
	return 6
}

// slips is how many slips of the finger a word of so many characters is forgiven.
func slips(runes int) int {
	switch {
	case runes < 4:
		return 0
	case runes < 8:
		return 1
	}
	return 2
}

// maxWord is the longest word in characters that is corrected.
const maxWord = 40

// distance is how many characters have to be put in, left out, replaced or
// swapped with their neighbour to make b of a; more than most where it is more.
func distance(a, b []rune, most int) int {
	if len(a) > maxWord || len(b) > maxWord {
		return most + 1
	}
	var rows [3][maxWord + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			d := last[j-1]
			if a[i-1] != b[j-1] {
				d = 1 + min(d, last[j], row[j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, 1+before[j-2])
			}
			row[j] = d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
