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
	wrong = text.Fold(wrong)
	best, least := "", len([]rune(wrong))/3+1
	for _, w := range words {
		if d := distance(wrong, text.Fold(w), least); d < least || d == least && best == "" {
			best, least = w, d
		}
	}
	return best
}

// distance counts the slips between two words (letters changed, missing, added
// or swapped with their neighbour); more than most is told as most+1.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	rows := [3][]int{make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, above, row := rows[0], rows[1], rows[2]
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		rows[0], rows[1], rows[2] = above, row, before
	}
	return rows[1][len(y)]
}

// listed writes words as a list for people; long lists are cut.
func listed(words []string) string {
	const most = 8
	if len(words) > most {
		return strings.Join(words[:most], ", ") + ", …"
	}
	return strings.Join(words, ", ")
}
