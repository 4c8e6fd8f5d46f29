package intent

import (
	"slices"
	"strings"
)

// concepts are groups of expressions that mean nearly the same to a shop, a bank
// or a help desk, by the stem each begins with. Expressions of several words keep
// apart what single words mix up: money back is a refund, back is not.
type concepts map[string][]expression

// expression is one way to say a concept.
type expression struct {
	stems   []string
	concept string
}

func readConcepts(l *lexicon) concepts {
	all := concepts{}
	for _, line := range lexiconLines("concepts") {
		name, list, ok := strings.Cut(line, ": ")
		if !ok {
			continue
		}
		for _, said := range strings.Split(list, ", ") {
			e := expression{concept: strings.TrimSpace(name)}
			for _, w := range l.normal(said) {
				e.stems = append(e.stems, l.stem(w))
			}
			if len(e.stems) > 0 {
				all[e.stems[0]] = append(all[e.stems[0]], e)
			}
		}
	}
	return all
}

// at returns the concepts that stems begin with, and the length of the longest
// expression among them.
func (c concepts) at(stems []string, found []string) ([]string, int) {
	longest := 0
	for _, e := range c[stems[0]] {
		if len(e.stems) <= len(stems) && slices.Equal(e.stems, stems[:len(e.stems)]) {
			longest = max(longest, len(e.stems))
			found = append(found, e.concept)
		}
	}
	return found, longest
}
