package listing

import (
	"strings"
	"unicode/utf8"

	"parley/engine/conversation"
	"parley/engine/session"
	"parley/engine/text"
)

// Phrase is a text that is looked for in what was said. It is found as it is
// written, whatever its case, accents and blanks.
type Phrase struct{ folded string }

// NewPhrase makes a text ready to be looked for.
func NewPhrase(s string) Phrase { return Phrase{text.Fold(s)} }

// Empty reports whether there is nothing to look for.
func (p Phrase) Empty() bool { return p.folded == "" }

// SaidIn reports whether somebody says it in a chunk of a log. Errors: those of
// [conversation.Transcript].
func (p Phrase) SaidIn(chunk []byte) (bool, error) {
	for e, err := range conversation.Transcript(chunk) {
		if err != nil {
			return false, err
		}
		if e.Type == session.Message && e.From != session.System && p.in(e.Text) {
			return true, nil
		}
	}
	return false, nil
}

// in reports whether a text has the phrase.
func (p Phrase) in(s string) bool {
	if len(s) < len(p.folded) {
		return false
	}
	if !plain(s) {
		return strings.Contains(text.Fold(s), p.folded)
	}
	return contains(s, p.folded)
}

// plain reports whether folding changes nothing but the case of a text: it is
// ASCII with single blanks between its words.
func plain(s string) bool {
	blank := false
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == ' ' && blank {
			return false
		}
		blank = c == ' '
	}
	return true
}
