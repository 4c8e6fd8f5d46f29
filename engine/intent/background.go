package intent

import "slices"

const (
	// elsewhereFrom is the likeness to a phrase from which a sentence about
	// something else is not about something else after all.
	elsewhereFrom = 0.4
	// fewPhrases is how many phrases need the predefined intents, too, to be told
	// from something else: without, the only intent of a workspace would be
	// whatever a customer writes.
	fewPhrases = 500
	perIntent  = 10 // phrases of each predefined intent that are taken then
)

// background returns sentences about something else than the phrases, and the
// topic of each: 0 for none in particular.
func background(phrases []string) (sentences []string, topics []int) {
	for _, s := range lexiconLines("background") {
		if s != "" {
			sentences, topics = append(sentences, s), append(topics, 0)
		}
	}
	if len(phrases) > fewPhrases {
		return sentences, topics
	}
	for i, p := range predefined() {
		if slices.Contains(phrases, p.Phrases[0]) {
			continue
		}
		for _, s := range p.Phrases[:perIntent] {
			sentences, topics = append(sentences, s), append(topics, i+1)
		}
	}
	return sentences, topics
}

// elsewhere returns which sentences are about something else indeed. Where one of
// a topic is not, none of the topic is.
func (r *Recognizer) elsewhere(vectors [][]entry, topics []int) []int {
	like := make([]float32, len(r.examples))
	about := make([]bool, len(vectors))
	taken := map[int]bool{}
	for i, v := range vectors {
		clear(like)
		r.compare(v, like)
		for _, l := range like {
			about[i] = about[i] || l >= elsewhereFrom*r.space.length2
		}
		taken[topics[i]] = taken[topics[i]] || about[i] && topics[i] > 0
	}
	var kept []int
	for i := range vectors {
		if !about[i] && !taken[topics[i]] {
			kept = append(kept, i)
		}
	}
	return kept
}

// compare adds the likeness of a sentence to every example.
func (r *Recognizer) compare(vector []entry, like []float32) {
	for _, e := range vector {
		for _, p := range r.postings.of(e.at) {
			like[p.at] += p.value * e.value
		}
	}
}
