package intent

// block is one kind of feature. Each block of a sentence is brought to its own
// length, so that many letters do not drown a few words.
type block int

const (
	ofStem        block = iota // a word, by its stem
	ofPair                     // two words next to each other
	ofSkip                     // two telling words near each other, in any order
	ofLetters                  // three to five letters in a row within a word
	ofConcept                  // a concept
	ofConceptPair              // two concepts, or telling words without one, in any order
	blocks
)

// How far apart, in telling words, two words may be that make a pair.
const (
	skipApart    = 3
	conceptApart = 4
)

// word is a word of a sentence and what the features need of it.
type word struct {
	text    string // normal
	stem    string
	filler  bool    // it tells little of what is wanted
	phrases int     // that have its stem
	letters []int32 // features of its letters, where a phrase has the word
	strange int     // how many more its letters have that do not count
}

// name is the name of a feature: FNV-1a over its block and what it is made of.
// That two features of a vocabulary share one is a matter of one in a billion,
// and would only blur them.
type name uint64

const namePrime name = 1099511628211

func nameIn(b block) name { return (14695981039346656037 ^ name(b)) * namePrime }

func (n name) add(s string) name {
	for i := range len(s) {
		n = (n ^ name(s[i])) * namePrime
	}
	return n
}

func (n name) and(s string) name { return ((n ^ ' ') * namePrime).add(s) }

// reader takes sentences apart into features, one after the other. It is not
// safe for concurrent use.
type reader struct {
	lexicon *lexicon
	stems   []string
	telling []string
	found   []string
	tell    func(block, name) // is told every feature
}

// read tells the features of a sentence, but for the letters of words whose
// letters are known by their features.
func (r *reader) read(words []word) {
	r.stems, r.telling = r.stems[:0], r.telling[:0]
	last := "^"
	for i := range words {
		w := &words[i]
		r.stems = append(r.stems, w.stem)
		r.tell(ofStem, nameIn(ofStem).add(w.stem))
		r.tell(ofPair, nameIn(ofPair).add(last).and(w.stem))
		last = w.stem
		if !w.filler {
			r.telling = append(r.telling, w.stem)
		}
		if w.letters == nil {
			r.letters(w.text)
		}
	}
	r.tell(ofPair, nameIn(ofPair).add(last).and("$"))
	r.near(ofSkip, r.telling, skipApart)
	r.concepts(words)
}

// near tells the pairs of words that are at most some words apart.
func (r *reader) near(b block, words []string, apart int) {
	for i, one := range words {
		for _, two := range words[i+1 : min(i+1+apart, len(words))] {
			r.tell(b, nameIn(b).add(min(one, two)).and(max(one, two)))
		}
	}
}

// letters tells the runs of three to five letters of a word with its borders.
func (r *reader) letters(w string) {
	s := "_" + w + "_"
	for n := 3; n <= 5; n++ {
		for i := 0; i+n <= len(s); i++ {
			r.tell(ofLetters, nameIn(ofLetters).add(s[i:i+n]))
		}
	}
}

// concepts tells the concepts, and the pairs of them and of telling words that have none.
func (r *reader) concepts(words []word) {
	r.telling = r.telling[:0]
	for i := 0; i < len(words); {
		found, longest := r.lexicon.concepts.at(r.stems[i:], r.found[:0])
		for _, c := range found {
			r.tell(ofConcept, nameIn(ofConcept).add(c))
			r.telling = append(r.telling, c)
		}
		if longest == 0 && !words[i].filler {
			r.telling = append(r.telling, r.stems[i])
		}
		r.found = found
		i += max(longest, 1)
	}
	r.near(ofConceptPair, r.telling, conceptApart)
}
