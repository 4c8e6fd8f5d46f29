package intent

import (
	"cmp"
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
	Score   float64     // 0 to 1; from one half on it is accepted; a keyword scores 1
	How     string      // [ByKeyword] or [ByPhrase]
	Keyword string      // as it was written in the definition; "" for a phrase
	Nearest []Neighbour // the phrases of the intent most like the sentence, most alike first
}

// Neighbour is a phrase that a sentence is like.
type Neighbour struct {
	Phrase     string
	Intent     model.IntentID
	Similarity float64 // 0 to 1
}

// shownNeighbours is how many phrases explain a match.
const shownNeighbours = 3

// scratch is what one sentence needs while it is looked at.
type scratch struct {
	counter *counter
	vector  []entry
	like    []float32 // by example
	score   []float32 // by intent, and last for something else: what the regression says
	nearest []float32 // by intent: the likeness of its nearest phrase
	best    float32   // of the scores
	covered float32
}

func (r *Recognizer) newScratch() *scratch {
	return &scratch{counter: r.space.counter(), like: make([]float32, len(r.examples)),
		score: make([]float32, len(r.definitions)+1), nearest: make([]float32, len(r.definitions))}
}

// Recognize returns the intent that a sentence is about; false where it is not
// sure, with the likeliest intent all the same, where there is any. Only the
// intents that among lets through are found: nil is all of them. Keywords count
// in the languages given, in every language where none is.
func (r *Recognizer) Recognize(sentence string, among func(model.IntentID) bool, languages ...model.Language) (Match, bool) {
	allowed := func(i int) bool { return among == nil || among(r.definitions[i].ID) }
	if hit, ok := r.keywords.find(sentence, allowed, languages); ok {
		return Match{Intent: r.definitions[hit.intent].ID, Score: 1, How: ByKeyword, Keyword: hit.written}, true
	}
	s := r.look(sentence)
	defer r.scratch.Put(s)
	best, sure := -1, float32(0)
	for i := range r.definitions {
		if len(r.definitions[i].Phrases) == 0 || !allowed(i) {
			continue
		}
		if own := r.sure(s, i); best < 0 || own > sure {
			best, sure = i, own
		}
	}
	if best < 0 {
		return Match{}, false
	}
	m := r.match(s, best, sure)
	return m, m.Score >= acceptedFrom
}

// Rank returns every intent, the likeliest first, as if nothing were refused.
func (r *Recognizer) Rank(sentence string, languages ...model.Language) []Match {
	s := r.look(sentence)
	defer r.scratch.Put(s)
	hit, keyword := r.keywords.find(sentence, func(int) bool { return true }, languages)
	all := make([]Match, len(r.definitions))
	for i := range r.definitions {
		all[i] = r.match(s, i, r.sure(s, i))
		if len(r.definitions[i].Phrases) == 0 {
			all[i].Score = 0
		}
		if keyword && hit.intent == i {
			all[i].Score, all[i].How, all[i].Keyword = 1, ByKeyword, hit.written
		}
	}
	slices.SortStableFunc(all, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(len(b.Keyword), len(a.Keyword)))
	})
	return all
}

// look compares a sentence with everything. What it returns goes back to the pool.
func (r *Recognizer) look(sentence string) *scratch {
	s := r.scratch.Get().(*scratch)
	words := r.space.wordsOf(sentence)
	s.counter.read(words)
	s.vector = s.counter.vector(s.vector[:0])
	s.covered = covered(words, 0)
	clear(s.like)
	clear(s.score)
	clear(s.nearest)
	classes := len(s.score)
	score := s.score
	for _, e := range s.vector {
		for c, w := range r.weights[int(e.at)*classes:][:len(score)] {
			score[c] += w * e.value
		}
	}
	r.compare(s.vector, s.like)
	for i, like := range s.like {
		c := r.examples[i].intent
		s.nearest[c] = max(s.nearest[c], min(like/r.space.length2, 1))
	}
	s.best = slices.Max(s.score)
	return s
}

// sure is how sure it is that a sentence is about an intent.
func (r *Recognizer) sure(s *scratch, intent int) float32 {
	own := s.score[intent]
	return sureness(own, s.score[len(r.definitions)], s.nearest[intent], s.covered) - weightBehind*(s.best-own)
}

func (r *Recognizer) match(s *scratch, intent int, sure float32) Match {
	m := Match{Intent: r.definitions[intent].ID, Score: r.scoreOf(sure), How: ByPhrase}
	for i, like := range s.like {
		if int(r.examples[i].intent) != intent || like <= 0 {
			continue
		}
		n := Neighbour{r.examples[i].phrase, m.Intent, float64(min(like/r.space.length2, 1))}
		at := len(m.Nearest)
		for at > 0 && m.Nearest[at-1].Similarity < n.Similarity {
			at--
		}
		if at < shownNeighbours {
			m.Nearest = slices.Insert(m.Nearest, at, n)[:min(len(m.Nearest)+1, shownNeighbours)]
		}
	}
	return m
}
