package intent

import (
	"cmp"
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// Clash is a phrase or a keyword that two intents both claim, so that neither is
// told from the other by it.
type Clash struct {
	A, B       model.IntentID // A is defined before B
	InA, InB   string         // the phrase or keyword of each, as written
	Language   string         // of a keyword; "" for a phrase
	Similarity float64        // 0 to 1; 1 for what is the same but for case, accents and inflection
}

const (
	nearPhrases  = 0.85  // from this similarity on two phrases are too near
	maxCompared  = 8_000 // phrases that are compared; what comes after them is not
	maxClashes   = 1_000 // clashes that are told
	sameKeywords = 1.0
)

// Clashes returns the phrases and keywords that intents share, or nearly: the
// keywords first, then the phrases, most alike first.
func Clashes(definitions []Definition) []Clash {
	return slices.Concat(keywordClashes(definitions), phraseClashes(definitions))
}

func keywordClashes(definitions []Definition) []Clash {
	var all []Clash
	type key struct{ language, stems string }
	first := map[key]keyword{}
	for i, d := range definitions {
		for _, p := range d.Keywords {
			for _, written := range p.Value {
				tag := strings.ToLower(text.Primary(model.Language(p.Key)))
				k := key{tag, strings.Join(stemsIn(tag, plainWords(written)), " ")}
				other, known := first[k]
				switch {
				case k.stems == "":
				case !known:
					first[k] = keyword{intent: i, written: written}
				case other.intent != i && len(all) < maxClashes:
					all = append(all, Clash{definitions[other.intent].ID, d.ID, other.written, written, p.Key, sameKeywords})
				}
			}
		}
	}
	return all
}

// phraseClashes compares every phrase with those of other intents before it that
// share a feature.
func phraseClashes(definitions []Definition) []Clash {
	var phrases []string
	var intents []int
	for i, d := range definitions {
		for _, p := range d.Phrases[:min(len(d.Phrases), maxCompared-len(phrases))] {
			phrases, intents = append(phrases, p), append(intents, i)
		}
	}
	space, vectors := newSpace(phrases, len(phrases), tuned)
	with := turned(vectors, len(space.rarity))
	like := make([]float32, len(phrases))
	var all []Clash
	for b, v := range vectors {
		clear(like)
		for _, e := range v {
			for _, p := range with.of(e.at) {
				if int(p.at) >= b {
					break
				}
				like[p.at] += p.value * e.value
			}
		}
		for a := range b {
			if similarity := float64(min(like[a]/space.length2, 1)); similarity >= nearPhrases && intents[a] != intents[b] {
				all = append(all, Clash{definitions[intents[a]].ID, definitions[intents[b]].ID, phrases[a], phrases[b], "", similarity})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Clash) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return all[:min(len(all), maxClashes)]
}
