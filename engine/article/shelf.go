package article

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"

	"parley/engine/language"
	"parley/engine/model"
	"parley/engine/text"
)

// shelf holds the articles of one knowledge base in one language, all shown to
// customers or none, and which words they use. It is not changed once it is
// part of an index; a [builder] makes the next one.
type shelf struct {
	key      shelfKey
	language *language.Language
	entries  []*entry // nil where an article was taken out
	lengths  []int32  // of the entries, in words that say something
	free     []uint32 // positions of entries that are nil
	live     int
	length   int // of all articles
	terms    table[*term]
	words    table[word]
	made     uint32 // terms ever made; their numbers are below
}

// entry is one article as it is found.
type entry struct {
	article  *model.Article
	title    []uint32 // numbers of terms, sorted
	passages []passage
}

// passage is one passage of an entry.
type passage struct {
	section, index int      // where [split] puts it; -1 where there is no text
	heading        []uint32 // numbers of the terms in its headings, sorted
	terms          []uint32 // and in its text
}

// term is a stem and the articles it is in.
type term struct {
	stem     string
	number   uint32
	words    []string // that articles use and that have the stem
	articles []uint32 // positions in shelf.entries, sorted
	weights  []uint8  // how much of each is about it, in halves of a word of its text
}

func (t *term) key() string { return t.stem }

// word is a word as articles write it, folded.
type word struct {
	folded  string
	stem    string
	letters uint32 // see [letters]
	runes   uint8
	count   uint32 // of the articles it is in
}

func (w word) key() string { return w.folded }

// letters has a bit for each letter of a word, so that most words can be told
// apart without comparing them.
func letters(w string) uint32 {
	var out uint32
	for _, r := range w {
		out |= 1 << (uint32(r) % 32)
	}
	return out
}

// runes counts a word's characters, 255 at most.
func runes(w string) uint8 { return uint8(min(utf8.RuneCountInString(w), 255)) }

// Weights of an occurrence, in halves of a word of the text.
const (
	textWeight    = 2
	headingWeight = 3
	titleWeight   = 8
)

// sorted are the shelves in a fixed order.
func (x *Index) sorted() []*shelf {
	keys := slices.SortedFunc(maps.Keys(x.shelves), func(a, b shelfKey) int {
		return cmp.Or(cmp.Compare(a.base, b.base), cmp.Compare(a.language, b.language), cmp.Compare(btoi(b.shown), btoi(a.shown)))
	})
	out := make([]*shelf, len(keys))
	for i, k := range keys {
		out[i] = x.shelves[k]
	}
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// byName puts shelves by language, in the order of the languages' names.
func byName(m map[string][]*shelf) [][]*shelf {
	var out [][]*shelf
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[k])
	}
	return out
}

// plain is a unit's text without marks.
func (u unit) plain(body string) string {
	switch u.kind {
	case verbatim:
		return text.Clean(body[u.from:u.to])
	case row:
		return plainRow(body[u.from:u.to])
	}
	return Plain(body[u.from:u.to])
}
