// Package mood tells whether a customer sounds frustrated or happy, from their
// words in the languages it knows, from signs such as 😡 and from shouting. It
// says neither where nothing speaks for it: a plain complaint about a broken
// shirt is no outburst.
package mood

import (
	_ "embed" // the words
	"slices"
	"strings"
	"sync"
	"unicode"

	"parley/engine/text"
)

// Mood is how a customer sounds.
type Mood uint8

// The moods.
const (
	Neutral Mood = iota
	Frustrated
	Happy
)

// String is the word conditions compare with; "" where the mood is neither.
func (m Mood) String() string { return [...]string{"", "frustrated", "happy"}[m] }

//go:embed words.txt
var lists string

// What speaks for a mood. From told on it is told.
const (
	told         = 2
	strong       = 2    // of a sequence of words that is enough for itself
	slight       = 1    // of one that is not
	emphasis     = 1    // of shouting, where words speak for a mood already
	fewestLoud   = 8    // letters of a message that is shouted
	reachOfNot   = 2    // words that a negation reaches over
	mostMeasured = 4000 // bytes of a message that are read
)

// cue is a sequence of words that speaks for a mood.
type cue struct {
	words  []string
	mood   Mood
	weight int
}

// Of tells the mood of a message. What speaks for both is frustrated: who says so
// is rarely glad.
func Of(message string) Mood {
	if len(message) > mostMeasured {
		message = strings.ToValidUTF8(message[:mostMeasured], "")
	}
	var scores [3]int
	for _, r := range message {
		scores[signOf(r)] += told
	}
	for clause := range strings.FieldsFuncSeq(message, func(r rune) bool { return strings.ContainsRune(".,;:!?\n", r) }) {
		weigh(split(clause), &scores)
	}
	if isLoud(message) {
		for m := Frustrated; m <= Happy; m++ {
			if scores[m] > 0 {
				scores[m] += emphasis
			}
		}
	}
	switch {
	case scores[Frustrated] >= told:
		return Frustrated
	case scores[Happy] >= told && scores[Frustrated] == 0:
		return Happy
	}
	return Neutral
}

// weigh adds what the words of a clause speak for. Who is not happy is frustrated;
// who is not angry is neither.
func weigh(words []string, scores *[3]int) {
	for i := 0; i < len(words); i++ {
		c := longest(words[i:])
		if c == nil {
			continue
		}
		switch {
		case !negated(words[:i]):
			scores[c.mood] += c.weight
		case c.mood == Happy:
			scores[Frustrated] += told
		}
		i += len(c.words) - 1
	}
}

// split are the words of a clause, folded.
func split(clause string) []string {
	folded := text.Fold(strings.ReplaceAll(clause, "’", "'"))
	return strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
}

// longest is the longest cue that words begin with, nil for none.
func longest(words []string) *cue {
	var best *cue
	known := ready()[words[0]]
	for i := range known {
		c := &known[i]
		if len(c.words) <= len(words) && slices.Equal(c.words, words[:len(c.words)]) && (best == nil || len(c.words) > len(best.words)) {
			best = c
		}
	}
	return best
}

// negated reports whether the words before a cue take it back.
func negated(before []string) bool {
	for _, w := range before[max(len(before)-reachOfNot, 0):] {
		if strings.HasSuffix(w, "n't") || slices.Contains([]string{"not", "no", "never", "nicht", "kein", "keine", "nie", "pas", "non", "nao", "nunca", "niet", "geen"}, w) {
			return true
		}
	}
	return false
}

// isLoud reports whether a message is written in capitals, or ends in several
// exclamation marks.
func isLoud(message string) bool {
	if strings.Contains(message, "!!") || strings.Contains(message, "?!") {
		return true
	}
	upper, letters := 0, 0
	for _, r := range message {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return letters >= fewestLoud && upper*10 >= letters*9
}

// signOf is the mood an emoji shows.
func signOf(r rune) Mood {
	switch {
	case r < 0x1f000:
		return Neutral
	case strings.ContainsRune("😠😡🤬😤😒🙄😞😩😫🤦👎💩🖕", r):
		return Frustrated
	case strings.ContainsRune("😀😃😄😁😊🥰😍🤩😻🎉🥳🙌👏💖", r):
		return Happy
	}
	return Neutral
}

// ready reads the list, once: the cues by their first word.
var ready = sync.OnceValue(func() map[string][]cue {
	out := map[string][]cue{}
	for line := range strings.Lines(lists) {
		name, rest, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		c := cue{mood: Happy, weight: slight}
		if strings.HasPrefix(name, Frustrated.String()) {
			c.mood = Frustrated
		}
		if strings.HasSuffix(name, "strong") {
			c.weight = strong
		}
		for phrase := range strings.SplitSeq(rest, ",") {
			if c.words = strings.Fields(phrase); len(c.words) > 0 {
				out[c.words[0]] = append(out[c.words[0]], c)
			}
		}
	}
	return out
})
