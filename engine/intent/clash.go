package intent

import (
	"cmp"
	"slices"

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
				k := key{text.Primary(model.Language(p.Key)), joined(stems(written))}
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

func joined(words []string) string {
	s := ""
	for _, w := range words {
		s += w + " "
	}
	return s
}

func phraseClashes(definitions []Definition) []Clash {
	r := Train(definitions)
	if len(r.examples) > maxCompared {
		r.examples = r.examples[:maxCompared]
	}
	type posting struct {
		example int
		value   float64
	}
	with := map[string][]posting{}
	var all []Clash
	for b, e := range r.examples {
		like := make(map[int]float64)
		for _, f := range e.features {
			for _, p := range with[f.name] {
				like[p.example] += p.value * f.value
			}
			with[f.name] = append(with[f.name], posting{b, f.value})
		}
		for a, similarity := range like {
			if other := r.examples[a]; similarity >= nearPhrases && other.intent != e.intent {
				all = append(all, Clash{definitions[other.intent].ID, definitions[e.intent].ID, other.phrase, e.phrase, "", min(similarity, 1)})
			}
		}
	}
	slices.SortFunc(all, func(a, b Clash) int {
		return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(a.InA, b.InA), cmp.Compare(a.InB, b.InB))
	})
	return all[:min(len(all), maxClashes)]
}
