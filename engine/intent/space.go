package intent

import (
	"math"
	"slices"
)

// settings are what training can be told. [tuned] is what is used: chosen by
// cross-validation on public training sentences.
type settings struct {
	weight  [blocks]float64 // length of each block in a sentence's vector
	least   [blocks]int     // phrases that must have a feature for it to count
	ridge   float64         // λ, as a part of a phrase's likeness to itself
	rarity  float64         // power of the inverse frequency of a feature
	strange float64         // how much features that no phrase has lengthen a sentence
}

var tuned = settings{
	weight: [blocks]float64{ofStem: 0.75, ofPair: 0.75, ofSkip: 0.5, ofLetters: 0.75, ofConcept: 0.75, ofConceptPair: 0.5},
	least:  [blocks]int{ofStem: 1, ofPair: 1, ofSkip: 2, ofLetters: 2, ofConcept: 1, ofConceptPair: 2},
	ridge:  0.5, rarity: 0.75, strange: 1,
}

// entry is one value of a sparse list: at names a feature in a sentence's vector,
// and a phrase in a feature's list of the phrases that have it.
type entry struct {
	at    int32
	value float32
}

// space turns sentences into vectors: it knows the words and features of the
// phrases, and how rare each is.
type space struct {
	settings settings
	lexicon  *lexicon
	words    map[string]*word
	stems    map[string]int // phrases that have each
	speller  *speller
	features map[name]int32
	rarity   []float32 // of a feature: inverse document frequency
	rarest   float32   // of a feature that no phrase has
	length2  float32   // squared length of a sentence of which every block says something
}

// newSpace reads phrases and returns the space that they span, and each one's
// vector. The first own of them are what sentences are measured against; the
// others are about something else.
func newSpace(phrases []string, own int, set settings) (*space, [][]entry) {
	s := &space{settings: set, lexicon: english(), words: map[string]*word{}, stems: map[string]int{}, features: map[name]int32{}}
	said := make([][]word, len(phrases))
	counts := map[string]int{}
	for i, p := range phrases {
		said[i] = s.wordsOf(p)
		for k, w := range said[i] {
			counts[w.text]++
			if i < own && !slices.ContainsFunc(said[i][:k], func(o word) bool { return o.stem == w.stem }) {
				s.stems[w.stem]++
			}
		}
	}
	s.span(said)
	s.speller = newSpeller(counts, s.lexicon.general)
	c := s.counter()
	vectors := make([][]entry, len(said))
	for i, words := range said {
		c.read(words)
		vectors[i] = c.vector(nil)
		for _, w := range words {
			s.learn(c, w)
		}
	}
	for _, w := range set.weight {
		s.length2 += float32(w * w)
	}
	return s, vectors
}

// span names the features that enough phrases have, and weighs them.
func (s *space) span(said [][]word) {
	type tally struct {
		block       block
		count, last int // phrases that have it, and the last of them
	}
	var order []name
	all := map[name]*tally{}
	phrase := 0
	r := reader{lexicon: s.lexicon, tell: func(b block, n name) {
		t := all[n]
		if t == nil {
			t = &tally{block: b, last: -1}
			all[n] = t
			order = append(order, n)
		}
		if t.last != phrase {
			t.last = phrase
			t.count++
		}
	}}
	for phrase = range said {
		r.read(said[phrase])
	}
	rarity := func(count int) float32 {
		return float32(math.Pow(1+math.Log(float64(1+len(said))/float64(1+count)), s.settings.rarity))
	}
	for _, n := range order {
		if t := all[n]; t.count >= s.settings.least[t.block] {
			s.features[n] = int32(len(s.rarity))
			s.rarity = append(s.rarity, rarity(t.count))
		}
	}
	s.rarest = rarity(0)
}

// learn keeps a word of the phrases with the features of its letters.
func (s *space) learn(c *counter, w word) {
	if s.words[w.text] != nil {
		return
	}
	w.phrases, w.letters = s.stems[w.stem], []int32{}
	r := reader{tell: func(_ block, n name) {
		if id, ok := s.features[n]; ok {
			w.letters = append(w.letters, id)
		} else {
			w.strange++
		}
	}}
	r.letters(w.text)
	s.words[w.text] = &w
}

// wordsOf returns the words of a sentence, their spelling repaired.
func (s *space) wordsOf(sentence string) []word {
	normal := s.lexicon.normal(sentence)
	out := make([]word, 0, len(normal)+2)
	for i := 0; i < len(normal); i++ {
		w := normal[i]
		if s.speller == nil || s.words[w] != nil || w[0] == '#' || s.lexicon.isGeneral(w) {
			out = append(out, s.word(w))
			continue
		}
		if i+1 < len(normal) && s.words[w+normal[i+1]] != nil {
			i++
			out = append(out, s.word(w+normal[i]))
			continue
		}
		if n := len(out); n > 0 && s.words[out[n-1].text+w] != nil {
			out[n-1] = s.word(out[n-1].text + w)
			continue
		}
		meant, slips := s.speller.repair(w)
		if slips != 1 {
			if form, ok := s.lexicon.formMeant(w); ok {
				out = append(out, s.word(form))
				continue
			}
			if a, b, ok := s.speller.split(w); ok {
				out = append(out, s.word(a), s.word(b))
				continue
			}
		}
		out = append(out, s.word(meant))
	}
	return out
}

func (s *space) word(w string) word {
	if k := s.words[w]; k != nil {
		return *k
	}
	stem := s.lexicon.stem(w)
	return word{text: w, stem: stem, filler: s.lexicon.fillers[stem], phrases: s.stems[stem]}
}

// counter counts the features of one sentence after the other. It is not safe
// for concurrent use.
type counter struct {
	space   *space
	reader  reader
	count   []float32       // by feature; all zero between two sentences
	touched [blocks][]int32 // the features that are counted
	strange [blocks]float32 // how many no phrase has
}

func (s *space) counter() *counter {
	c := &counter{space: s, count: make([]float32, len(s.rarity))}
	c.reader = reader{lexicon: s.lexicon, tell: func(b block, n name) {
		if id, ok := s.features[n]; ok {
			c.add(b, id)
		} else {
			c.strange[b]++
		}
	}}
	return c
}

func (c *counter) add(b block, id int32) {
	if c.count[id] == 0 {
		c.touched[b] = append(c.touched[b], id)
	}
	c.count[id]++
}

// read counts the features of a sentence.
func (c *counter) read(words []word) {
	c.reader.read(words)
	for i := range words {
		c.strange[ofLetters] += float32(words[i].strange)
		for _, id := range words[i].letters {
			c.add(ofLetters, id)
		}
	}
}

// vector appends what was counted, weighed by rarity and each block brought to
// its length, and forgets it.
func (c *counter) vector(out []entry) []entry {
	s := c.space
	for b := range c.touched {
		from := len(out)
		length := s.settings.strange * float64(c.strange[b]*s.rarest*s.rarest)
		for _, id := range c.touched[b] {
			v := damped(c.count[id]) * s.rarity[id]
			c.count[id] = 0
			out = append(out, entry{id, v})
			length += float64(v * v)
		}
		scale := float32(s.settings.weight[b] / math.Sqrt(length))
		for i := from; i < len(out); i++ {
			out[i].value *= scale
		}
		c.touched[b], c.strange[b] = c.touched[b][:0], 0
	}
	return out
}

// damped makes the second and third time of a feature count less than the first.
func damped(count float32) float32 {
	if count == 1 {
		return 1
	}
	return 1 + float32(math.Log(float64(count)))
}
