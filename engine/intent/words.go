package intent

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"parley/engine/text"
)

// words are the folded words of a sentence.
func words(sentence string) []string {
	return strings.FieldsFunc(text.Fold(sentence), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
}

// stem takes the common endings off an English word.
func stem(w string) string {
	for _, end := range []string{"ing", "ied", "ies", "ed", "es", "s"} {
		if root, ok := strings.CutSuffix(w, end); ok && len(root) > 2 {
			return root
		}
	}
	return w
}

// feature is one thing that sentences are compared by.
type feature struct {
	name  string
	value float64
}

// features are the stems of a sentence and the pairs of them, by their names.
func features(sentence string) []feature {
	all := map[string]float64{}
	last := "^"
	for _, w := range words(sentence) {
		w = stem(w)
		all[w] = 1
		all[last+" "+w] = 0.5
		last = w
	}
	list := make([]feature, 0, len(all))
	for name, value := range all {
		list = append(list, feature{name, value})
	}
	slices.SortFunc(list, func(a, b feature) int { return strings.Compare(a.name, b.name) })
	return list
}

// weigh multiplies features by their weights, in place, to the length one.
// What no phrase has weighs as much as the rarest does.
func (r *Recognizer) weigh(all []feature) []feature {
	unknown := 1 + math.Log(1+float64(len(r.examples)))
	length := 0.0
	for i, f := range all {
		w, ok := r.weight[f.name]
		if !ok {
			w = unknown
		}
		all[i].value *= w
		length += all[i].value * all[i].value
	}
	for i := range all {
		all[i].value /= math.Sqrt(length)
	}
	return all
}
