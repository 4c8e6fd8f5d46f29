// Package language knows the words of a language well enough to find one text by
// another: where words are, how they compare whatever their case, accents and
// inflection, and which of them say little. It knows English, Spanish,
// Portuguese, French and German; of any other language it knows that words that
// look the same are the same.
package language

import (
	"strings"

	"github.com/blevesearch/snowballstem"

	"parley/engine/model"
	"parley/engine/text"
)

// Language is what is known of one language. It is a value that never changes.
type Language struct {
	name       string // its primary subtag, such as pt
	stem       func(*snowballstem.Env) bool
	repair     func(string) string // puts back what folding took and the stemmer looks for
	empty      map[string]bool     // words that say nothing of what a text is about
	faint      map[string]bool     // words that say a little where a text uses them, and nothing where it does not
	faintStems map[string]bool     // stems of such words
	irregular  map[string]string   // words whose stem no rule finds
	phrases    *phrases            // what means the same

	general, generalStems map[string]bool // everyday words
}

// Of returns the language of a tag such as pt-BR.
func Of(tag model.Language) *Language {
	name := strings.ToLower(text.Primary(tag))
	if l := known[name]; l != nil {
		return l()
	}
	return &Language{name: name, phrases: &phrases{}}
}

// Known lists the primary subtags of the languages whose inflection is known.
func Known() []string { return []string{"en", "es", "pt", "fr", "de"} }

// Name is the primary subtag.
func (l *Language) Name() string { return l.name }

// Empty reports whether a folded word says nothing of what a text is about,
// such as "the" or "please".
func (l *Language) Empty(folded string) bool { return l.empty[folded] }

// Faint reports whether a folded word is everyday chat, such as "wondering" or
// "yesterday": where a text does not use it, nothing is missed.
func (l *Language) Faint(folded string) bool {
	return l.faint[folded] || len(l.faintStems) > 0 && l.faintStems[l.Stem(folded)]
}

// Stem is what the forms of a folded word have in common. It is a key to compare
// by, not always a word.
func (l *Language) Stem(folded string) string {
	if s, ok := l.irregular[folded]; ok {
		return s
	}
	if l.repair != nil && l.stem != nil && len(folded) <= maxStemmed {
		if s, ok := l.irregular[l.repair(folded)]; ok {
			return s
		}
	}
	return l.Regular(folded)
}

// Regular is the stem by the rules of the language alone: words that are only
// known to mean the same stay apart.
func (l *Language) Regular(folded string) string {
	if l.stem == nil || len(folded) > maxStemmed {
		return folded
	}
	if l.repair != nil {
		folded = l.repair(folded)
	}
	env := snowballstem.NewEnv(folded)
	l.stem(env)
	return Fold(env.Current())
}

// maxStemmed is the longest word in bytes whose inflection is looked at: longer
// ones are addresses and keys.
const maxStemmed = 48
