package language

import (
	_ "embed"
	"iter"
	"strings"
)

//go:embed general.txt
var general string

// General are some four thousand everyday words of English. None of them is a
// slip of the finger, whatever word is near it.
func General() iter.Seq[string] { return strings.FieldsSeq(general) }

// General reports whether a folded word is an everyday word of the language, or
// a form of one, and none of those that customers ask a shop about. Of other
// languages than English none is known.
func (l *Language) General(folded string) bool {
	if l.general == nil {
		return false
	}
	stem := l.Stem(folded)
	return (l.general[folded] || l.generalStems[stem]) && len(l.phrases.starting[stem]) == 0
}

// KnowsGeneral reports whether the everyday words of the language are known.
func (l *Language) KnowsGeneral() bool { return l.general != nil }
