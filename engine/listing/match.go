package listing

import (
	"strings"
	"unicode/utf8"

	"parley/engine/text"
)

// words are what somebody looks for: each has to be found in a row. Names forgive
// letters that are left out; everything else has the word as it is.
type words struct {
	list    []string // folded
	letters []uint32
	all     uint32 // the letters of all of them
}

func wordsIn(s string) words {
	w := words{list: strings.Fields(text.Fold(s))}
	for _, word := range w.list {
		bits := lettersOf(word)
		w.letters = append(w.letters, bits)
		w.all |= bits
	}
	return w
}

// narrows reports whether what the words find is part of what the other's find.
func (w *words) narrows(other *words) bool {
	if len(w.list) < len(other.list) {
		return false
	}
	for i, word := range other.list {
		if !strings.HasPrefix(w.list[i], word) {
			return false
		}
	}
	return true
}

// letters is a text, or the part of a row's bytes that is one.
type letters interface{ ~string | ~[]byte }

// folded is a text to be looked through; most are ASCII and need no copy.
func folded[T letters](s T) T {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return T(text.Fold(string(s)))
		}
	}
	return s
}

// contains reports whether a text has a folded word, whatever its case.
func contains[T letters](s T, word string) bool {
	if len(word) == 0 {
		return true
	}
	s = folded(s)
	for i := 0; i+len(word) <= len(s); i++ {
		if lower(s[i]) == word[0] && hasPrefix(s[i:], word) {
			return true
		}
	}
	return false
}

func hasPrefix[T letters](s T, word string) bool {
	for i := range len(word) {
		if lower(s[i]) != word[i] {
			return false
		}
	}
	return true
}

// resembles reports whether a name has the letters of a folded word in their
// order, the first one at the beginning of a word of the name and not far apart:
// adby is Ada Byron.
func resembles[T letters](name T, word string) bool {
	if len(word) == 0 {
		return true
	}
	name = folded(name)
	for i := range len(name) {
		if lower(name[i]) == word[0] && (i == 0 || !letter(name[i-1])) && inOrder(name[i:], word) {
			return true
		}
	}
	return false
}

// inOrder reports whether the letters of word come in s in their order, within
// three times its length.
func inOrder[T letters](s T, word string) bool {
	if most := 3 * len(word); len(s) > most {
		s = s[:most]
	}
	at := 0
	for i := 0; i < len(s) && at < len(word); i++ {
		if lower(s[i]) == word[at] {
			at++
		}
	}
	return at == len(word)
}

func letter(c byte) bool {
	return c >= utf8.RuneSelf || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
