package intent

import (
	"slices"
	"sync"
)

// maxFitted bounds the phrases that the regression weighs: its time grows with
// their cube. Beyond it each intent keeps its first ones, as many as fit when all
// keep the same number; the others are only found as nearest phrases.
const maxFitted = 2_400

// Recognizer finds intents in sentences. It is made by [Train], is never changed
// and may be used by many goroutines.
type Recognizer struct {
	definitions []Definition
	keywords    keywords
	space       *space
	examples    []example
	postings    lists     // by feature, the examples that have it
	weights     []float32 // by feature, one for each intent
	surest      float32   // what makes a score of one half: see sureness
	scratch     sync.Pool // of *scratch
}

// example is a phrase that sentences are compared with.
type example struct {
	phrase string
	intent int32 // in the definitions
}

// lists are many lists in one: list i is all[start[i]:start[i+1]].
type lists struct {
	start []int32
	all   []entry
}

func (l *lists) of(i int32) []entry { return l.all[l.start[i]:l.start[i+1]] }

// Train makes a recognizer. The same definitions make the same one.
func Train(definitions []Definition) *Recognizer { return train(definitions, tuned) }

func train(definitions []Definition, set settings) *Recognizer {
	r := &Recognizer{definitions: slices.Clone(definitions), keywords: keywordsOf(definitions)}
	r.scratch.New = func() any { return r.newScratch() }
	var phrases []string
	for i, d := range definitions {
		for _, p := range d.Phrases {
			r.examples = append(r.examples, example{p, int32(i)})
			phrases = append(phrases, p)
		}
	}
	others, topics := background(phrases)
	space, vectors := newSpace(append(phrases, others...), len(phrases), set)
	r.space = space
	own := vectors[:len(phrases)]
	r.postings = turned(own, len(space.rarity))
	fitted := make([]row, 0, len(vectors))
	for _, i := range r.fitted() {
		fitted = append(fitted, row{vectors[i], int(r.examples[i].intent), covered(space.wordsOf(phrases[i]), 1)})
	}
	for _, i := range r.elsewhere(vectors[len(phrases):], topics) {
		fitted = append(fitted, row{vectors[len(phrases)+i], len(definitions), covered(space.wordsOf(others[i]), 0)})
	}
	r.fit(fitted)
	return r
}

// row is a phrase that the regression weighs.
type row struct {
	vector  []entry
	class   int // an intent, or one more for something else
	covered float32
}

// turned lists the vectors that have each feature.
func turned(vectors [][]entry, features int) lists {
	l := lists{start: make([]int32, features+1)}
	for _, v := range vectors {
		for _, e := range v {
			l.start[e.at+1]++
		}
	}
	for i := range features {
		l.start[i+1] += l.start[i]
	}
	l.all = make([]entry, l.start[features])
	next := slices.Clone(l.start)
	for i, v := range vectors {
		for _, e := range v {
			l.all[next[e.at]] = entry{int32(i), e.value}
			next[e.at]++
		}
	}
	return l
}

// fitted returns the examples that the regression weighs, in order.
func (r *Recognizer) fitted() []int {
	keep := len(r.examples)
	per := make([]int, len(r.definitions))
	for _, e := range r.examples {
		per[e.intent]++
	}
	most := 0
	if keep > maxFitted {
		for keep = 0; ; most++ {
			more := 0
			for _, n := range per {
				if n > most {
					more++
				}
			}
			if keep+more > maxFitted {
				break
			}
			keep += more
		}
	}
	clear(per)
	list := make([]int, 0, keep)
	for i, e := range r.examples {
		if per[e.intent]++; most == 0 || per[e.intent] <= most {
			list = append(list, i)
		}
	}
	return list
}

// fit weighs features for each intent and for something else, and learns from the
// phrases left out how sure to be.
func (r *Recognizer) fit(rows []row) {
	classes := len(r.definitions) + 1
	class := make([]int, len(rows))
	vectors := make([][]entry, len(rows))
	for i := range rows {
		class[i], vectors[i] = rows[i].class, rows[i].vector
	}
	with := turned(vectors, len(r.space.rarity))
	likeness := table(len(rows), len(rows))
	for i, v := range vectors {
		line := likeness[i]
		for _, e := range v {
			for _, p := range with.of(e.at) {
				if int(p.at) > i {
					break
				}
				line[p.at] += e.value * p.value
			}
		}
	}
	nearest := nearestOf(likeness, class, len(r.definitions))
	for i := range likeness {
		likeness[i][i] += float32(r.space.settings.ridge) * r.space.length2
	}
	weights, leftOut := fit(likeness, class, classes)
	r.weights = make([]float32, len(r.space.rarity)*classes)
	for i, v := range vectors {
		for _, e := range v {
			sum := r.weights[int(e.at)*classes:][:classes]
			for c, w := range weights[i] {
				sum[c] += w * e.value
			}
		}
	}
	r.surest = r.threshold(rows, leftOut, nearest)
}

// nearestOf returns for each row the likeness of the nearest other of its class,
// and for something else that of the nearest of any intent.
func nearestOf(likeness [][]float32, class []int, elsewhere int) []float32 {
	nearest := make([]float32, len(class))
	for i, row := range likeness {
		for k := range i {
			if (class[i] == class[k]) != (class[i] == elsewhere) {
				nearest[i] = max(nearest[i], row[k])
			}
			if (class[i] == class[k]) != (class[k] == elsewhere) {
				nearest[k] = max(nearest[k], row[k])
			}
		}
	}
	return nearest
}
