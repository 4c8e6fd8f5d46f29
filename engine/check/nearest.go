package check

import (
	"strings"

	"parley/engine/text"
)

// Nearest finds the word of a list that somebody most likely meant; "" where
// none is near.
func Nearest(wrong string, words []string) string { return nearest(wrong, words) }

// nearest finds the word somebody most likely meant; "" where none is near.
func nearest(wrong string, words []string) string {
	if at := newSpeller(words).nearest(wrong); at >= 0 {
		return words[at]
	}
	return ""
}

// speller finds the nearest of a fixed list of words again and again.
type speller struct {
	words [][]rune // folded
	rows  [3][]int
}

func newSpeller(words []string) *speller {
	s := &speller{words: make([][]rune, len(words))}
	most := 0
	for i, w := range words {
		s.words[i] = []rune(text.Fold(w))
		most = max(most, len(s.words[i]))
	}
	for i := range s.rows {
		s.rows[i] = make([]int, most+1)
	}
	return s
}

// nearest is the number of the word that is nearest, at most one slip in three
// letters away; -1 for none.
func (s *speller) nearest(wrong string) int {
	w := []rune(text.Fold(wrong))
	best, least := -1, max(1, (len(w)+1)/3)+1
	for i, word := range s.words {
		if d := s.distance(w, word, least); d < least {
			best, least = i, d
		}
	}
	return best
}

// distance counts the slips between two words (letters changed, missing, added
// or swapped with their neighbour); what is more than most is told as more than most.
func (s *speller) distance(x, y []rune, most int) int {
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	before, above, row := s.rows[0], s.rows[1], s.rows[2]
	for j := range len(y) + 1 {
		above[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		near := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			near = min(near, row[j])
		}
		if near > most+1 {
			return most + 1
		}
		before, above, row = above, row, before
	}
	return above[len(y)]
}

// listed writes words as a list for people; long lists are cut.
func listed(words []string) string {
	const most = 8
	if len(words) > most {
		return strings.Join(words[:most], ", ") + ", …"
	}
	return strings.Join(words, ", ")
}
