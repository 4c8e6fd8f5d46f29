package intent

import (
	"cmp"
	"math/bits"
	"slices"
)

// Spelling repair: a word that no phrase has and that is no general word becomes
// the nearest of those, where one is near enough.

// spelling is one word that a slip may have meant.
type spelling struct {
	word    string
	letters uint32 // a bit for each letter it has
	count   int    // in the phrases; 0 for a general word
}

// speller repairs words.
type speller struct {
	byLength [][]spelling // sorted
	known    map[string]int
	general  map[string]bool
}

const (
	longestRepaired = 24 // longer words stay as they are
	twoSlipsFrom    = 7  // letters of a word that may have two slips
	slipsFrom       = 3  // letters of a word that may have one
	commonFrom      = 5  // times that a word of four has to come for three letters to be meant for it
)

// newSpeller knows the words of phrases, by how often they come, and general words.
func newSpeller(counts map[string]int, general map[string]bool) *speller {
	s := &speller{byLength: make([][]spelling, longestRepaired+3), known: counts, general: general}
	add := func(w string, count int) {
		if len(w) < len(s.byLength) && w[0] != '#' {
			s.byLength[len(w)] = append(s.byLength[len(w)], spelling{w, lettersOf(w), count})
		}
	}
	for w, n := range counts {
		add(w, n)
	}
	for w := range general {
		if counts[w] == 0 {
			add(w, 0)
		}
	}
	for _, list := range s.byLength {
		slices.SortFunc(list, func(a, b spelling) int {
			return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.word, b.word))
		})
	}
	return s
}

func lettersOf(w string) uint32 {
	var set uint32
	for i := range len(w) {
		set |= 1 << (w[i] & 31)
	}
	return set
}

// repair returns what a word was meant to be and the slips in it; the word itself
// and none where nothing is near.
func (s *speller) repair(w string) (string, int) {
	if len(w) < slipsFrom || len(w) > longestRepaired {
		return w, 0
	}
	most := 1
	if len(w) >= twoSlipsFrom {
		most = 2
	}
	letters := lettersOf(w)
	best, bestCost, bestSlips := w, 1<<30, 0
	for n := max(len(w)-most, 2); n <= len(w)+most; n++ {
		for i := range s.byLength[n] {
			c := &s.byLength[n][i]
			if bits.OnesCount32(c.letters^letters) > 2*most || most == 2 && c.count == 0 && c.word[0] != w[0] {
				continue
			}
			slips := distance(w, c.word, most)
			if slips > most || len(w) == slipsFrom && !shortSlip(c, n, letters) {
				continue
			}
			if cost := s.cost(w, c, slips, letters); cost < bestCost {
				best, bestCost, bestSlips = c.word, cost, slips
			}
		}
	}
	return best, bestSlips
}

// shortSlip reports whether a word of three letters may have been meant for
// another: letters that changed places, or one that is missing of a common word.
func shortSlip(c *spelling, length int, letters uint32) bool {
	return length == slipsFrom && c.letters == letters || length == slipsFrom+1 && c.count >= commonFrom
}

// cost orders what a word may have meant: few slips before many, the same letters
// in another order before others, words of the phrases before other words, the
// same first letter before another.
func (s *speller) cost(w string, c *spelling, slips int, letters uint32) int {
	cost := slips * 10
	switch {
	case c.letters == letters:
		cost -= 3
	case c.word[0] != w[0]:
		cost += 5
	}
	if c.count == 0 {
		cost += 4
	}
	return cost - min(bits.Len(uint(c.count)), 4)
}

// distance counts the slips between two words: a letter too many, too few or
// another one, or two that changed places. Above most it stops counting.
func distance(a, b string, most int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	var rows [3][longestRepaired + 4]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above, before := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			d := above[j-1]
			if a[i-1] != b[j-1] {
				d = min(d, above[j], row[j-1]) + 1
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d = min(d, before[j-2]+1)
				}
			}
			row[j] = d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
	}
	return rows[len(a)%3][len(b)]
}

// split takes two words apart that were written as one, of which at least one is
// a word of the phrases.
func (s *speller) split(w string) (string, string, bool) {
	for i := len(w) - 2; i >= 2; i-- {
		a, b := w[:i], w[i:]
		if s.known[a] > 0 && s.known[b] > 0 && max(len(a), len(b)) > 3 {
			return a, b, true
		}
	}
	return "", "", false
}

// formMeant is the form of a general word that a word becomes when a letter is
// taken out of it or two of its letters change places: speaking for speakking.
func (l *lexicon) formMeant(w string) (string, bool) {
	for i := range len(w) {
		if form := w[:i] + w[i+1:]; len(form) > slipsFrom && l.isGeneral(form) {
			return form, true
		}
	}
	for i := 1; i < len(w); i++ {
		if form := w[:i-1] + w[i:i+1] + w[i-1:i] + w[i+1:]; l.isGeneral(form) {
			return form, true
		}
	}
	return "", false
}
