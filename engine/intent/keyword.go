package intent

import (
	"slices"

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
			language := text.Primary(model.Language(p.Key))
			if !slices.Contains(all.languages, language) {
				all.languages = append(all.languages, language)
			}
			for _, written := range p.Value {
				if s := english().stems(written); len(s) > 0 {
					key := keywordKey{language, s[0]}
					all.by[key] = append(all.by[key], keyword{i, written, s})
				}
			}
		}
	}
	return all
}

func (l *lexicon) stems(sentence string) []string {
	all := l.normal(sentence)
	for i, w := range all {
		all[i] = l.stem(w)
	}
	return all
}

// find returns the keyword that a sentence has: of several the one with most
// words, then the longest, then the first in the sentence.
func (k keywords) find(l *lexicon, sentence string, among func(int) bool, languages []model.Language) (keyword, bool) {
	var best keyword
	if len(k.by) == 0 {
		return best, false
	}
	said := l.stems(sentence)
	for i := range said {
		for _, language := range k.languages {
			if !wanted(language, languages) {
				continue
			}
			for _, w := range k.by[keywordKey{language, said[i]}] {
				if among(w.intent) && len(w.stems) <= len(said)-i && slices.Equal(w.stems, said[i:i+len(w.stems)]) && better(w, best) {
					best = w
				}
			}
		}
	}
	return best, best.stems != nil
}

func wanted(language string, languages []model.Language) bool {
	return len(languages) == 0 || slices.ContainsFunc(languages, func(l model.Language) bool { return text.Primary(l) == language })
}

func better(a, b keyword) bool {
	if len(a.stems) != len(b.stems) {
		return len(a.stems) > len(b.stems)
	}
	return len(a.written) > len(b.written)
}
