package intent

import (
	"embed"
	"strings"
	"sync"

	"parley/engine/language"
)

//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// lexicon is what is known of English before any phrase was read.
type lexicon struct {
	short        map[string][]string // contractions without apostrophe, chat spellings and short forms, written out
	american     map[string]string   // of British spellings that follow no rule
	keepsS       map[string]bool     // beginnings of words in -ise that every English spells so
	irregular    map[string]string   // stems of forms that no rule leads back to their word
	fillers      map[string]bool     // stems that say little of what is wanted
	general      map[string]bool     // words that are no slips though no phrase has them
	generalStems map[string]bool     // their stems
	concepts     concepts
}

// english is read from its files the first time a sentence is.
var english = sync.OnceValue(func() *lexicon {
	l := &lexicon{short: map[string][]string{}, american: map[string]string{}, keepsS: map[string]bool{},
		generalStems: map[string]bool{}, irregular: map[string]string{}, fillers: map[string]bool{}, general: map[string]bool{}}
	pairs("short", func(from, to string) { l.short[from] = strings.Fields(to) })
	pairs("american", func(from, to string) { l.american[from] = to })
	pairs("irregular", func(from, to string) { l.irregular[from] = regularStem(to) })
	each("ise", func(w string) { l.keepsS[w] = true })
	each("fillers", func(w string) { l.fillers[l.stem(w)] = true })
	for w := range language.General() {
		l.general[w], l.generalStems[l.stem(w)] = true, true
	}
	l.concepts = readConcepts(l)
	return l
})

// isGeneral reports whether a word needs no repair.
func (l *lexicon) isGeneral(w string) bool { return l.general[w] || l.generalStems[l.stem(w)] }

func lexiconLines(name string) []string {
	b, err := lexiconFiles.ReadFile("lexicon/" + name + ".txt")
	if err != nil {
		panic(err) // the files are part of the program
	}
	return strings.Split(string(b), "\n")
}

// pairs reads lines of "forms = words" and tells each form with its words.
func pairs(name string, tell func(from, to string)) {
	for _, line := range lexiconLines(name) {
		if forms, to, ok := strings.Cut(line, " = "); ok {
			for _, from := range strings.Fields(forms) {
				tell(from, to)
			}
		}
	}
}

// each tells every word of a file.
func each(name string, tell func(string)) {
	for _, line := range lexiconLines(name) {
		for _, w := range strings.Fields(line) {
			tell(w)
		}
	}
}
