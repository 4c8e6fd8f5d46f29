package session

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parley/engine/model"
	"parley/engine/text"
)

// choices is a question with buttons: what it says, what can be pressed, and
// what pressing does.
type choices struct {
	text   template
	labels func(*Session) []string
	chosen func(*Session, int) flow
	show   func(*Session)            // says it; nil: the text with the labels
	stands func(*Session, int) *More // what a label stands for; nil: nothing
	beside []Choice                  // what the labels are shown with, one each; nil: nothing
	listed bool                      // the labels are the rows of a list
}

// fixed is a list of labels that never changes.
func fixed(labels []string) func(*Session) []string {
	return func(*Session) []string { return labels }
}

func labelTexts(labels []model.Label) []string {
	out := make([]string, len(labels))
	for i, l := range labels {
		out[i] = string(l)
	}
	return out
}

// ask emits the op of a question with buttons.
func (c *compiler) ask(q choices) {
	if q.show == nil {
		q.show = func(s *Session) { s.say(q.text, q.labels(s)) }
	}
	c.emit(op{
		options: q.labels,
		beside:  q.beside,
		listed:  q.listed,
		again:   q.show,
		run: func(s *Session) flow {
			q.show(s)
			return wait
		},
		answer: func(s *Session, in Input) flow { return q.answer(s, in) },
	})
}

func (q *choices) answer(s *Session, in Input) flow {
	labels := q.labels(s)
	at := -1
	switch in.Kind {
	case Press:
		if at = pressed(in.Text, labels); at < 0 {
			s.unfit(fmt.Sprintf("there is no button %q here: press one of %s", in.Text, strings.Join(labels, ", ")))
			return refused
		}
	case Say:
		if at = exact(in.Text, labels); at >= 0 {
			break
		}
		if m, ok := s.recognize(in); ok {
			s.heard(in.Text)
			return s.detected(m)
		}
		at = named(in.Text, labels)
	}
	if at < 0 {
		s.heard(in.Text)
		if to, ok := s.notUnderstood(); ok {
			return to
		}
		return q.again(s)
	}
	var more *More
	if q.stands != nil {
		more = q.stands(s, at)
	}
	s.chose(labels[at], more)
	return q.chosen(s, at)
}

// again asks once more, twice at most; then the conversation is handed over.
func (q *choices) again(s *Session) flow {
	if s.tries++; s.tries > model.MaxButtonTries {
		s.note(fmt.Sprintf("no button matched after %d tries: the conversation goes to an agent", s.tries))
		s.giveWay()
		return s.handOver("", WhyNotUnderstood)
	}
	q.show(s)
	return wait
}

// pressed finds the button that is pressed: its label, or #N from 1.
func pressed(what string, labels []string) int {
	for i, l := range labels {
		if l == what {
			return i
		}
	}
	if number, ok := strings.CutPrefix(what, "#"); ok {
		if n, err := strconv.Atoi(number); err == nil && n >= 1 && n <= len(labels) {
			return n - 1
		}
	}
	folded := text.Fold(what)
	for i, l := range labels {
		if text.Fold(l) == folded {
			return i
		}
	}
	return -1
}

// exact finds the button whose label a typed text is, but for case, accents and blanks.
func exact(said string, labels []string) int {
	folded := text.Fold(said)
	return slices.IndexFunc(labels, func(l string) bool { return text.Fold(l) == folded })
}

// meant finds the button that a typed text means: the same label but for case,
// accents and blanks, or the only one that the text unmistakably names; who names Not helpful does not
// name Helpful.
func meant(said string, labels []string) int {
	if at := exact(said, labels); at >= 0 {
		return at
	}
	return named(said, labels)
}

// named finds the only button that a text unmistakably names.
func named(said string, labels []string) int {
	folded := bare(said)
	if folded == "" {
		return -1 // signs only, and none of the labels'
	}
	found := -1
	for i, l := range labels {
		if bare(l) == folded {
			return i
		}
	}
	for i, l := range labels {
		label := bare(l)
		if label == "" || !names(folded, label) && !nearly(folded, label) {
			continue
		}
		switch {
		case found < 0 || containsWords(label, bare(labels[found])):
			found = i
		case !containsWords(bare(labels[found]), label):
			return -1
		}
	}
	if found >= 0 && negates(folded, bare(labels[found])) {
		return -1
	}
	return found
}

// bare is the text folded, without punctuation, symbols and emoji at its ends.
func bare(s string) string {
	return strings.TrimFunc(text.Fold(s), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f && !isSymbol(r))
	})
}

func isSymbol(r rune) bool {
	return r >= 0x2000 && r <= 0x2bff || r >= 0x3000 && r <= 0x303f || r >= 0xfe00 && r <= 0xfe0f || r >= 0x1f000
}

// shortLabel is how many letters a label has at most that is an ordinary word of
// any sentence, such as No: it is meant only where the text begins with it.
const shortLabel = 3

// names reports whether a text names a label in whole words.
func names(said, label string) bool {
	if utf8.RuneCountInString(label) <= shortLabel {
		return strings.HasPrefix(spaced(said)+" ", spaced(label)+" ")
	}
	return containsWords(said, label)
}

// containsWords reports whether the words stand in the text, adjacent and whole.
func containsWords(s, words string) bool {
	return strings.Contains(" "+spaced(s)+" ", " "+spaced(words)+" ")
}

func spaced(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || strings.ContainsRune(".,;:!?\"()", r) }), " ")
}

// negates tells a text that names a label in order to refuse it. A label's own
// words refuse nothing: "no, thanks" means No, and "no, not helpful" Not helpful.
func negates(s, label string) bool {
	if containsWords(label, "not") {
		return false
	}
	for _, w := range []string{"not", "no", "don't", "dont", "neither", "nor", "without"} {
		if containsWords(s, w) && !containsWords(label, w) {
			return true
		}
	}
	return false
}

// nearly reports whether two words of five letters or more are one slip apart.
func nearly(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 5 || len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	rest := string(x[i:])
	switch {
	case len(y) > len(x):
		return rest == string(y[i+1:])
	case i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i]:
		return string(x[i+2:]) == string(y[i+2:])
	}
	return i == len(x) || string(x[i+1:]) == string(y[i+1:])
}
