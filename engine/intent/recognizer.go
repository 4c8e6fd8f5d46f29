package intent

import (
	"cmp"
	"math"
	"slices"

	"parley/engine/model"
)

// The ways a match comes about.
const (
	ByKeyword = "keyword"
	ByPhrase  = "phrase"
)

// Match is an intent that a sentence is about, and why.
type Match struct {
	Intent  model.IntentID
	Score   float64     // 0 to 1; a keyword scores 1
	How     string      // [ByKeyword] or [ByPhrase]
	Keyword string      // as it was written in the definition; "" for a phrase
	Nearest []Neighbour // the phrases most like the sentence, most alike first
}

// Neighbour is a phrase that a sentence is like.
type Neighbour struct {
	Phrase     string
	Intent     model.IntentID
	Similarity float64 // 0 to 1
}

const (
	shownNeighbours = 3
	leastScore      = 0.5 // what a phrase match must score
)

// Recognizer finds intents in sentences. It is made by [Train], is never changed
// and may be used by many goroutines.
type Recognizer struct {
	definitions []Definition
	keywords    keywords
	examples    []example
	weight      map[string]float64 // of a feature
}

// example is a phrase with the features it is compared by.
type example struct {
	phrase   string
	intent   int
	features []feature
}

// Train makes a recognizer. The same definitions make the same one.
func Train(definitions []Definition) *Recognizer {
	r := &Recognizer{definitions: slices.Clone(definitions), keywords: keywordsOf(definitions), weight: map[string]float64{}}
	for i, d := range definitions {
		for _, phrase := range d.Phrases {
			e := example{phrase, i, features(phrase)}
			for _, f := range e.features {
				r.weight[f.name]++
			}
			r.examples = append(r.examples, e)
		}
	}
	n := float64(len(r.examples))
	for f, count := range r.weight {
		r.weight[f] = 1 + math.Log((1+n)/(1+count))
	}
	for i := range r.examples {
		r.weigh(r.examples[i].features)
	}
	return r
}

// Recognize returns the intent that a sentence is about; false where it is not
// sure. Only the intents that among lets through are found: nil is all of them.
// Keywords count in the languages given, in every language where none is.
func (r *Recognizer) Recognize(sentence string, among func(model.IntentID) bool, languages ...model.Language) (Match, bool) {
	if hit, ok := r.keywords.find(sentence, func(i int) bool { return among == nil || among(r.definitions[i].ID) }, languages); ok {
		return Match{Intent: r.definitions[hit.intent].ID, Score: 1, How: ByKeyword, Keyword: hit.written}, true
	}
	for _, m := range r.byPhrase(sentence) {
		if among == nil || among(m.Intent) {
			return m, m.Score >= leastScore
		}
	}
	return Match{}, false
}

// Rank returns every intent, the likeliest first, as if nothing were refused.
func (r *Recognizer) Rank(sentence string, languages ...model.Language) []Match {
	all := r.byPhrase(sentence)
	if hit, ok := r.keywords.find(sentence, func(int) bool { return true }, languages); ok {
		id := r.definitions[hit.intent].ID
		i := slices.IndexFunc(all, func(m Match) bool { return m.Intent == id })
		m := all[i]
		m.Score, m.How, m.Keyword = 1, ByKeyword, hit.written
		all = slices.Insert(slices.Delete(all, i, i+1), 0, m)
	}
	return all
}

// byPhrase ranks the intents by the phrase that is most like the sentence.
func (r *Recognizer) byPhrase(sentence string) []Match {
	all := make([]Match, len(r.definitions))
	for i, d := range r.definitions {
		all[i] = Match{Intent: d.ID, How: ByPhrase}
	}
	said := map[string]float64{}
	for _, f := range r.weigh(features(sentence)) {
		said[f.name] = f.value
	}
	for _, e := range r.examples {
		similarity := 0.0
		for _, f := range e.features {
			similarity += f.value * said[f.name]
		}
		m := &all[e.intent]
		m.Score = max(m.Score, min(similarity, 1))
		m.Nearest = append(m.Nearest, Neighbour{e.phrase, m.Intent, min(similarity, 1)})
	}
	for i := range all {
		slices.SortStableFunc(all[i].Nearest, func(a, b Neighbour) int { return cmp.Compare(b.Similarity, a.Similarity) })
		all[i].Nearest = all[i].Nearest[:min(len(all[i].Nearest), shownNeighbours)]
	}
	slices.SortStableFunc(all, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return all
}
