package intent

import (
	"slices"
	"strings"
	"unicode"

	"parley/engine/language"
	"parley/engine/model"
	"parley/engine/text"
)

// keyword is one or more words that name an intent wherever they stand in a
// sentence, next to each other and in this order.
type keyword struct {
	intent  int // in the definitions
	written string
	stems   []string
}

// keywords are all of them, by language and first stem.
type keywords struct {
	languages []string // in the order met
	by        map[keywordKey][]keyword
}

type keywordKey struct{ language, stem string }

func keywordsOf(definitions []Definition) keywords {
	all := keywords{by: map[keywordKey][]keyword{}}
	for i, d := range definitions {
		for _, p := range d.Keywords {
			tag := strings.ToLower(text.Primary(model.Language(p.Key)))
			if !slices.Contains(all.languages, tag) {
				all.languages = append(all.languages, tag)
			}
			for _, written := range p.Value {
				if s := stemsIn(tag, plainWords(written)); len(s) > 0 {
					key := keywordKey{tag, s[0]}
					all.by[key] = append(all.by[key], keyword{i, written, s})
				}
			}
		}
	}
	return all
}

// find returns the keyword that a sentence has: of several the one with most
// words, then the longest, then the first in the sentence.
func (k keywords) find(sentence string, allowed func(int) bool, languages []model.Language) (keyword, bool) {
	var best keyword
	if len(k.by) == 0 {
		return best, false
	}
	words := plainWords(sentence)
	for _, tag := range k.languages {
		if !wanted(tag, languages) {
			continue
		}
		said := stemsIn(tag, words)
		for i := range said {
			for _, w := range k.by[keywordKey{tag, said[i]}] {
				if allowed(w.intent) && startsWith(said[i:], w.stems) && better(w, best) {
					best = w
				}
			}
		}
	}
	return best, best.stems != nil
}

func startsWith(all, first []string) bool {
	return len(first) <= len(all) && slices.Equal(first, all[:len(first)])
}

func wanted(tag string, languages []model.Language) bool {
	return len(languages) == 0 || slices.ContainsFunc(languages, func(l model.Language) bool { return strings.EqualFold(text.Primary(l), tag) })
}

func better(a, b keyword) bool {
	if len(a.stems) != len(b.stems) {
		return len(a.stems) > len(b.stems)
	}
	return len(a.written) > len(b.written)
}

// plainWords are the words of a text in any language, folded, without the marks
// around and within them. A sign of a script that is written without blanks is a word.
func plainWords(s string) []string {
	var all []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			all = append(all, word.String())
			word.Reset()
		}
	}
	for _, r := range text.Fold(s) {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			end()
			all = append(all, string(r))
		case r == 'ß':
			word.WriteString("ss")
		case unicode.IsLetter(r), unicode.IsDigit(r):
			word.WriteRune(r)
		case r != '\'' && r != '’' && r != '\u00ad':
			end()
		}
	}
	end()
	return all
}

// stemsIn are what words have in common with their inflected forms in a language.
// Of a language that is not known nothing is forgiven.
func stemsIn(tag string, words []string) []string {
	out := make([]string, len(words))
	if tag == "en" {
		l := english()
		for i, w := range words {
			out[i] = l.stem(l.spellAmerican(w))
		}
		return out
	}
	l := language.Of(model.Language(tag))
	for i, w := range words {
		out[i] = l.Regular(w)
	}
	return out
}
