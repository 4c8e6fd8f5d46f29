package language

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/engine/text"
)

// Word is one word of a text.
type Word struct {
	Start, End int    // bytes of the text
	Folded     string // lower case, without accents
}

// Words goes through the words of a text. An apostrophe parts words, and so does
// a hyphen unless a single letter stands before it: "e-mail" is one word, the
// same as "email". The signs of money and the per cent sign are words. Scripts
// that leave no blanks between words give each pair of neighbouring characters.
func Words(s string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		for i := 0; i < len(s); {
			r, n := utf8.DecodeRuneInString(s[i:])
			switch {
			case unspaced(r):
				end, ok := pairs(s, i, yield)
				if !ok {
					return
				}
				i = end
			case isSign(r):
				if !yield(Word{i, i + n, s[i : i+n]}) {
					return
				}
				i += n
			case inWord(r):
				end := wordEnd(s, i)
				if !yield(Word{i, end, Fold(s[i:end])}) {
					return
				}
				i = end
			default:
				i += n
			}
		}
	}
}

// isSign tells the signs that people also write as words.
func isSign(r rune) bool { return r == '%' || r == '$' || r == '£' || r == '€' }

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// unspaced tells the scripts that are written without blanks between words.
func unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func wordEnd(s string, from int) int {
	i, runes := from, 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '-' && runes == 1 {
			if next, _ := utf8.DecodeRuneInString(s[i+1:]); unicode.IsLetter(next) && !unspaced(next) {
				i += n
				continue
			}
		}
		if !inWord(r) || unspaced(r) {
			break
		}
		i += n
		runes++
	}
	return i
}

// pairs gives the neighbouring characters of an unspaced run, a lone one as it is.
func pairs(s string, from int, yield func(Word) bool) (end int, more bool) {
	last, i := -1, from
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unspaced(r) && !unicode.Is(unicode.M, r) {
			break
		}
		if last >= 0 && !yield(Word{last, i + n, Fold(s[last : i+n])}) {
			return i, false
		}
		last = i
		i += n
	}
	if _, n := utf8.DecodeRuneInString(s[from:]); from+n == i {
		return i, yield(Word{from, i, Fold(s[from:i])})
	}
	return i, true
}

// Fold makes a word comparable: lower case, without accents and without the
// hyphen of words such as "e-mail".
func Fold(word string) string {
	plain := true
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || c == '-' {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	return ligatures.Replace(text.Fold(word))
}

// ligatures are letters that decomposing leaves as they are.
var ligatures = strings.NewReplacer("-", "", "ß", "ss", "œ", "oe", "æ", "ae", "ø", "o", "ł", "l", "đ", "d", "ı", "i")
