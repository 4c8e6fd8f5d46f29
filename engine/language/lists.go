package language

import (
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/spanish"
)

// known are the languages whose inflection is known, each made when it is first asked for.
var known = map[string]func() *Language{
	"en": sync.OnceValue(func() *Language {
		l := newLanguage("en", english.Stem, nil, wordsEN)
		l.general, l.generalStems = map[string]bool{}, map[string]bool{}
		for w := range General() {
			l.general[w], l.generalStems[l.Stem(w)] = true, true
		}
		return l
	}),
	"es": sync.OnceValue(func() *Language { return newLanguage("es", spanish.Stem, repairES, wordsES) }),
	"pt": sync.OnceValue(func() *Language { return newLanguage("pt", portuguese.Stem, repairPT, wordsPT) }),
	"fr": sync.OnceValue(func() *Language { return newLanguage("fr", french.Stem, repairFR, wordsFR) }),
	"de": sync.OnceValue(func() *Language { return newLanguage("de", german.Stem, repairDE, wordsDE) }),
}

// lists are the words of a language as they are written down here.
type lists struct {
	empty    string // words that say nothing, parted by blanks
	faint    string // words of everyday chat
	verbs    string // such words in whatever form
	forms    string // a line each: a word, a colon, forms of it that no rule finds
	meanings string // a line each: phrases that mean much the same, parted by bars
}

func newLanguage(name string, stem func(*snowballstem.Env) bool, repair func(string) string, w lists) *Language {
	l := &Language{name: name, stem: stem, repair: repair, empty: set(w.empty), faint: set(w.faint)}
	irregular := map[string]string{}
	for line := range strings.Lines(w.forms) {
		word, forms, _ := strings.Cut(line, ":")
		for f := range strings.FieldsSeq(forms) {
			irregular[Fold(f)] = l.Stem(Fold(strings.TrimSpace(word)))
		}
	}
	l.irregular = irregular
	l.faintStems = map[string]bool{}
	for v := range set(w.verbs) {
		l.faintStems[l.Stem(v)] = true
	}
	l.phrases = newPhrases(l, w.meanings)
	return l
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[Fold(w)] = true
	}
	return out
}

// repairES puts back the accents by which the Spanish stemmer knows its endings.
func repairES(w string) string { return swapEnd(w, "cion", "ción", "sion", "sión", "gion", "gión") }

// repairPT puts back the accents by which the Portuguese stemmer knows its endings.
func repairPT(w string) string {
	return swapEnd(w, "coes", "ções", "cao", "ção", "soes", "sões", "sao", "são", "encia", "ência", "avel", "ável", "ivel", "ível")
}

// repairFR puts back the accents by which the French stemmer knows its endings.
func repairFR(w string) string { return swapEnd(w, "ite", "ité", "ites", "ités") }

// repairDE lets ue, oe and ae stand for ü, ö and ä, which folding made u, o and a.
func repairDE(w string) string {
	if !strings.Contains(w, "ue") && !strings.Contains(w, "oe") && !strings.Contains(w, "ae") {
		return w
	}
	var b strings.Builder
	for i := 0; i < len(w); i++ {
		b.WriteByte(w[i])
		if i+1 < len(w) && w[i+1] == 'e' && (w[i] == 'a' || w[i] == 'o' || w[i] == 'u' && (i == 0 || w[i-1] != 'q' && w[i-1] != 'e' && w[i-1] != 'a')) {
			i++
		}
	}
	return b.String()
}

// swapEnd replaces the first ending of the pairs that the word has.
func swapEnd(w string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		if stem, ok := strings.CutSuffix(w, pairs[i]); ok && len(stem) > 1 {
			return stem + pairs[i+1]
		}
	}
	return w
}
