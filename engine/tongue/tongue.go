// Package tongue tells in which language a customer writes, from a message as
// short as chat messages are: by the words that hold sentences together, those
// that customers use, and the letters only some languages have. It says nothing
// where it is not sure, as with names, numbers, and words that mean the same in
// several languages.
package tongue

import (
	_ "embed" // the words
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"parley/engine/model"
	"parley/engine/text"
)

//go:embed words.txt
var wordLists string

//go:embed letters.txt
var letterLists string

// What a message has to score. A word that only one language has counts 1, shared
// by n languages 1/n; short ones count less, and so do those written without
// their accents.
const (
	leastScore   = 0.75 // for a language to be told
	leastLead    = 1.4  // times the score of the next language
	letterScore  = 0.8  // of a letter, shared by the languages that have it
	mostLetters  = 3    // of a message that count
	plainFactor  = 0.7  // of a word without its accents
	plainShare   = 0.3  // how much that takes from those who write it so
	oneLetter    = 0.25
	twoLetters   = 0.6
	threeLetters = 0.7
	endingScore  = 0.4  // of an ending, shared by the languages that have it
	shortestStem = 3    // characters before an ending
	longestEnd   = 6    // bytes of an ending
	mostMeasured = 2000 // bytes of a message that are read
)

// tables are the lists made ready.
type tables struct {
	languages []model.Language
	words     map[string][]claim
	letters   map[rune][]claim
	endings   map[string][]claim
}

// claim is what a word or letter says for a language.
type claim struct {
	language int
	weight   float64
}

// Languages lists the languages that are recognized.
func Languages() []model.Language {
	out := append([]model.Language(nil), ready().languages...)
	for _, s := range scripts() {
		out = append(out, s.languages...)
	}
	return out
}

// Of tells the language of a message; sure is false where it could be several, or none.
func Of(message string) (l model.Language, sure bool) {
	if len(message) > mostMeasured {
		message = strings.ToValidUTF8(message[:mostMeasured], "")
	}
	message = norm.NFC.String(message)
	if l := byScript(message); l != "" {
		return l, true
	}
	t := ready()
	scores := make([]float64, len(t.languages))
	t.score(message, scores)
	best, next := -1, 0.0
	for i, s := range scores {
		switch {
		case best < 0 || s > scores[best]:
			if best >= 0 {
				next = scores[best]
			}
			best = i
		case s > next:
			next = s
		}
	}
	if scores[best] < leastScore || scores[best] < leastLead*next {
		return "", false
	}
	return t.languages[best], true
}

// score adds up what words and letters say for each language.
func (t *tables) score(message string, scores []float64) {
	letters := 0
	for _, r := range strings.ToLower(message) {
		if claims := t.letters[r]; claims != nil && letters < mostLetters {
			letters++
			for _, c := range claims {
				scores[c.language] += c.weight
			}
		}
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(spoken(message)), betweenWords) {
		w = strings.Trim(strings.ReplaceAll(w, "’", "'"), "'")
		claims, known := t.words[w]
		if before, after, cut := strings.Cut(w, "'"); !known && cut { // l'ordine, d'une
			for _, half := range []string{before + "'", before, after} {
				for _, c := range t.words[half] {
					scores[c.language] += c.weight
				}
			}
			continue
		}
		if !known {
			claims = t.ending(w)
		}
		for _, c := range claims {
			scores[c.language] += c.weight
		}
	}
}

// ending is what the longest known ending of a word says.
func (t *tables) ending(w string) []claim {
	for n := min(longestEnd, len(w)-shortestStem); n > 1; n-- {
		if claims := t.endings[w[len(w)-n:]]; claims != nil {
			return claims
		}
	}
	return nil
}

// spoken is a message without addresses and numbers: what is no word of any language.
func spoken(message string) string {
	if !strings.ContainsAny(message, "@/0123456789") {
		return message
	}
	var out []string
	for _, w := range strings.Fields(message) {
		if !strings.ContainsAny(w, "@0123456789") && !strings.Contains(w, "//") {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

func betweenWords(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }

// ready reads the lists, once.
var ready = sync.OnceValue(func() *tables {
	t := &tables{words: map[string][]claim{}, letters: map[rune][]claim{}, endings: map[string][]claim{}}
	at := map[string]int{}
	for name, list := range entries(wordLists) {
		at[name] = len(t.languages)
		t.languages = append(t.languages, model.Language(name))
		t.read(at[name], strings.Fields(list))
	}
	for w, claims := range t.words {
		share(w, claims)
	}
	for what, names := range entries(letterLists) {
		var claims []claim
		languages := strings.Fields(names)
		for _, name := range languages {
			claims = append(claims, claim{at[name], 1 / float64(len(languages))})
		}
		for _, ending := range strings.Fields(what) {
			if bare, ok := strings.CutPrefix(ending, "-"); ok {
				t.endings[bare] = scaled(claims, endingScore)
				continue
			}
			for _, r := range ending {
				t.letters[r] = scaled(claims, letterScore)
			}
		}
	}
	return t
})

// read takes in the words of a language, and how they are written without accents.
func (t *tables) read(language int, list []string) {
	seen := map[string]bool{}
	for _, w := range list {
		if !seen[w] {
			seen[w] = true
			t.words[w] = append(t.words[w], claim{language, 1})
		}
	}
	for _, w := range list {
		if plain := text.Fold(w); !seen[plain] && utf8.RuneCountInString(plain) > 2 {
			seen[plain] = true
			t.words[plain] = append(t.words[plain], claim{language, plainFactor})
		}
	}
}

// share divides a word among the languages that have it.
func share(word string, claims []claim) {
	size := 1.0
	switch utf8.RuneCountInString(word) {
	case 1:
		size = oneLetter
	case 2:
		size = twoLetters
	case 3:
		size = threeLetters
	}
	exact, plain := 0.0, 0.0
	for _, c := range claims {
		if c.weight == 1 {
			exact++
		} else {
			plain++
		}
	}
	for i, c := range claims {
		among := exact + plain
		if c.weight == 1 {
			among = exact + plainShare*plain
		}
		claims[i].weight *= size / among
	}
}

func scaled(claims []claim, by float64) []claim {
	out := make([]claim, len(claims))
	for i, c := range claims {
		out[i] = claim{c.language, c.weight * by}
	}
	return out
}

// entries goes through the lines of a list: what stands before the colon, and after it.
func entries(list string) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for line := range strings.Lines(list) {
			name, rest, ok := strings.Cut(line, ":")
			if ok && line[0] != '#' && !yield(name, rest) {
				return
			}
		}
	}
}

// script is a script that one language writes, or several that a letter tells apart.
type script struct {
	in        *unicode.RangeTable
	languages []model.Language // the usual one first
	marks     []string         // letters of the others, in their order
	alien     string           // letters of languages that are not told
}

func scripts() []script {
	return []script{
		{in: unicode.Cyrillic, languages: []model.Language{"ru", "uk"}, marks: []string{"іїєґ"}, alien: "ўђћљњџјѓќѕ"},
		{in: unicode.Greek, languages: []model.Language{"el"}},
		{in: unicode.Arabic, languages: []model.Language{"ar", "fa"}, marks: []string{"پچژگک"}, alien: "ٹڈڑے"},
		{in: unicode.Hebrew, languages: []model.Language{"he"}},
		{in: unicode.Devanagari, languages: []model.Language{"hi"}},
		{in: unicode.Thai, languages: []model.Language{"th"}},
		{in: unicode.Hangul, languages: []model.Language{"ko"}},
		{in: unicode.Hiragana, languages: []model.Language{"ja"}},
		{in: unicode.Katakana, languages: []model.Language{"ja"}},
		{in: unicode.Han, languages: []model.Language{"zh"}},
	}
}

// byScript tells the languages that are written in a script of their own, "" for
// others and where most of the letters are Latin.
func byScript(message string) model.Language {
	latin, all := 0, scripts()
	count := make([]int, len(all))
	for _, r := range message {
		if r < 0x250 {
			if unicode.IsLetter(r) {
				latin++
			}
			continue
		}
		for i := range all {
			if unicode.Is(all[i].in, r) {
				count[i]++
				break
			}
		}
	}
	for i, s := range all {
		if count[i] == 0 || count[i] < latin {
			continue
		}
		return s.language(message)
	}
	return ""
}

func (s *script) language(message string) model.Language {
	if s.alien != "" && strings.ContainsAny(message, s.alien) {
		return ""
	}
	for i, m := range s.marks {
		if strings.ContainsAny(message, m) {
			return s.languages[i+1]
		}
	}
	return s.languages[0]
}
