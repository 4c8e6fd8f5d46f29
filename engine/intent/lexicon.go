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
	short     map[string][]string // contractions without apostrophe, chat spellings and short forms, written out
	american  map[string]string   // of British spellings that follow no rule
	keepsS    map[string]bool     // beginnings of words in -ise that every English spells so
	irregular map[string]string   // stems of forms that no rule leads back to their word
	fillers   map[string]bool     // stems that say little of what is wanted
	general   map[string]bool     // words that are no slips though no phrase has them
	concepts  concepts
}

// english is read from its files the first time a sentence is.
var english = sync.OnceValue(func() *lexicon {
	l := &lexicon{short: map[string][]string{}, american: map[string]string{}, keepsS: map[string]bool{},
		irregular: map[string]string{}, fillers: map[string]bool{}, general: map[string]bool{}}
	pairs("short", func(from, to string) { l.short[from] = strings.Fields(to) })
	pairs("american", func(from, to string) { l.american[from] = to })
	pairs("irregular", func(from, to string) { l.irregular[from] = regularStem(to) })
	each("ise", func(w string) { l.keepsS[w] = true })
	each("fillers", func(w string) { l.fillers[l.stem(w)] = true })
	for w := range language.General() {
		l.general[w] = true
	}
	l.concepts = readConcepts(l)
	return l
})

// isGeneral reports whether a word needs no repair: a general word, or a form of one.
func (l *lexicon) isGeneral(w string) bool {
	if l.general[w] || l.irregular[w] != "" {
		return true
	}
	for _, end := range [...]string{"s", "es", "ed", "d", "ing", "ly", "er", "r", "ers", "rs"} {
		if root, ok := strings.CutSuffix(w, end); ok && len(root) > 2 && l.isRoot(root, end) {
			return true
		}
	}
	return false
}

// isRoot reports whether a form of a general word has the root before the ending.
func (l *lexicon) isRoot(root, end string) bool {
	last := len(root) - 1
	silent := root[last] == 'e'
	switch end {
	case "s":
		return root[last] != 's' && l.general[root]
	case "es":
		return strings.IndexByte("sxzho", root[last]) >= 0 && l.general[root] || root[last] == 'i' && l.general[root[:last]+"y"]
	case "d", "r", "rs":
		return silent && l.general[root]
	case "ly":
		return l.general[root]
	}
	doubled := root[last] == root[last-1]
	return !silent && l.general[root] || end == "ing" && l.general[root+"e"] || doubled && l.general[root[:last]] || root[last] == 'i' && l.general[root[:last]+"y"]
}

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
