package language

import (
	"slices"
	"strings"
)

// phrases are the groups of words that mean much the same where customers talk
// to a shop, found by the stem they begin with.
type phrases struct {
	starting map[string][]phrase
	groups   [][]Phrase
}

type phrase struct {
	Phrase
	group int
}

// Phrase is a way to say something.
type Phrase struct {
	Words   string   // folded
	Stems   []string // of all its words
	Telling []string // of those that say something
}

// Meaning is a phrase found in a sentence.
type Meaning struct {
	Positions []int    // of its words in the sentence
	Others    []Phrase // other ways to say it
}

// gap is how many words that say little may stand between two words of a phrase: "send it back".
const gap = 2

// Meanings finds the phrases of a sentence that can be said in other words. The
// longest phrase at a place counts. Stems are those of all its words, little
// tells which say little or nothing.
func (l *Language) Meanings(stems []string, little []bool) []Meaning {
	var out []Meaning
	for i := 0; i < len(stems); i++ {
		var best phrase
		var at []int
		for _, p := range l.phrases.starting[stems[i]] {
			if found := p.at(stems, little, i); found != nil && len(p.Stems) > len(best.Stems) {
				best, at = p, found
			}
		}
		if at == nil {
			continue
		}
		out = append(out, Meaning{Positions: at, Others: l.phrases.others(best)})
		if len(at) > 1 {
			i = at[len(at)-1]
		}
	}
	return out
}

// others are the other ways to say a phrase, in whichever groups it is.
func (p *phrases) others(said phrase) []Phrase {
	var out []Phrase
	for _, in := range p.starting[said.Stems[0]] {
		if !slices.Equal(in.Stems, said.Stems) {
			continue
		}
		for _, other := range p.groups[in.group] {
			if !slices.Equal(other.Stems, said.Stems) {
				out = append(out, other)
			}
		}
	}
	return out
}

// at finds the phrase from the word at i on, nil where it does not stand there.
func (p phrase) at(stems []string, little []bool, i int) []int {
	found := []int{i}
	for _, want := range p.Stems[1:] {
		last, next := found[len(found)-1], -1
		for j := last + 1; j < len(stems) && j <= last+1+gap; j++ {
			if stems[j] == want {
				next = j
				break
			}
			if !little[j] {
				break
			}
		}
		if next < 0 {
			return nil
		}
		found = append(found, next)
	}
	return found
}

// newPhrases reads groups of phrases: a group a line, its phrases parted by bars.
func newPhrases(l *Language, groups string) *phrases {
	out := &phrases{starting: map[string][]phrase{}}
	for line := range strings.Lines(groups) {
		var group []Phrase
		for part := range strings.SplitSeq(line, "|") {
			var p Phrase
			var folded []string
			for w := range Words(part) {
				folded, p.Stems = append(folded, w.Folded), append(p.Stems, l.Stem(w.Folded))
				if !l.Empty(w.Folded) {
					p.Telling = append(p.Telling, l.Stem(w.Folded))
				}
			}
			p.Words = strings.Join(folded, " ")
			if len(p.Stems) == 0 || slices.ContainsFunc(group, func(g Phrase) bool { return slices.Equal(g.Stems, p.Stems) }) {
				continue
			}
			group = append(group, p)
			out.starting[p.Stems[0]] = append(out.starting[p.Stems[0]], phrase{p, len(out.groups)})
		}
		out.groups = append(out.groups, group)
	}
	return out
}
