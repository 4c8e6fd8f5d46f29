package intent

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/engine/text"
)

// What stands for the things whose very letters say nothing of what is wanted.
const (
	maskNumber  = "#number"
	maskID      = "#id"
	maskMoney   = "#money"
	maskAddress = "#address" // of a page or a mailbox
)

// maxWords bounds the work on one sentence; what comes after is not read.
const maxWords = 200

// normal is the words of a sentence as they are compared: lower case without
// accents, contractions and chat spellings written out, American spelling,
// numbers and ids masked.
func (l *lexicon) normal(sentence string) []string {
	s := text.Fold(sentence)
	out := make([]string, 0, 16)
	for i := 0; i < len(s) && len(out) < maxWords; {
		n := wordLen(s[i:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		out = l.appendWord(out, s[i:i+n])
		i += n
	}
	return out
}

// wordLen is the length of the word that s begins with, 0 where none does: letters
// and digits, with marks between them that hold a number, a name or an address together.
func wordLen(s string) int {
	n, inside := 0, false
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			inside = true
			n = i + utf8.RuneLen(r)
		case strings.ContainsRune("$£€#", r) && i == 0:
		case inside && strings.ContainsRune("'’@._:/,", r) && continues(s, i, r):
		default:
			return n
		}
	}
	return n
}

// continues tells whether a mark inside of a word holds it together: a digit, or
// for marks of names and addresses a letter, follows at once.
func continues(s string, i int, mark rune) bool {
	rest := s[i+utf8.RuneLen(mark):]
	next, _ := utf8.DecodeRuneInString(rest)
	switch mark {
	case '\'', '’':
		return unicode.IsLetter(next)
	case ',', ':', '.':
		digits := i > 0 && s[i-1] >= '0' && s[i-1] <= '9' && unicode.IsDigit(next)
		return digits || mark == ':' && strings.HasPrefix(rest, "//") || mark == '.' && unicode.IsLetter(next) && strings.ContainsAny(s[:i], "@/.")
	case '/':
		return strings.Contains(s[:i], ":")
	}
	return unicode.IsLetter(next) || unicode.IsDigit(next)
}

// appendWord writes one word of a sentence out.
func (l *lexicon) appendWord(out []string, w string) []string {
	if w[0] < 'a' || w[0] > 'z' || strings.ContainsAny(w, "0123456789@/:") {
		if mask := maskOf(w); mask != "" {
			return append(out, mask)
		}
	}
	if full, ok := l.short[w]; ok {
		return append(out, full...)
	}
	if i := strings.IndexAny(w, "'’"); i > 0 {
		return l.contraction(out, strings.ReplaceAll(w, "’", "'"))
	}
	return append(out, l.spellAmerican(w))
}

// maskOf is what stands for a word with digits or for an address, "" for others.
func maskOf(w string) string {
	digits, letters := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	switch {
	case strings.Contains(w, "@") || strings.Contains(w, "://"):
		return maskAddress
	case digits == 0:
		return ""
	case strings.ContainsAny(w, "$£€"):
		return maskMoney
	case letters == 0 && digits > 4 || letters > 0 && digits+letters > 4:
		return maskID
	case letters == 0 || strings.HasSuffix(w, "am") || strings.HasSuffix(w, "pm"):
		return maskNumber
	}
	return ""
}

// contraction writes out a word with an apostrophe.
func (l *lexicon) contraction(out []string, w string) []string {
	if full, ok := l.short[strings.ReplaceAll(w, "'", "")]; ok {
		return append(out, full...)
	}
	for _, c := range [...]struct{ end, full string }{{"n't", "not"}, {"'re", "are"}, {"'ve", "have"}, {"'ll", "will"}, {"'d", "would"}, {"'m", "am"}} {
		if head, ok := strings.CutSuffix(w, c.end); ok && head != "" {
			return append(out, l.spellAmerican(head), c.full)
		}
	}
	if head, ok := strings.CutSuffix(w, "'s"); ok {
		return append(out, l.spellAmerican(head))
	}
	return append(out, l.spellAmerican(strings.ReplaceAll(w, "'", "")))
}

// american is the American spelling of a British word, and the word itself else.
func (l *lexicon) spellAmerican(w string) string {
	if len(w) < 5 {
		return w
	}
	if a, ok := l.american[w]; ok {
		return a
	}
	for _, e := range [...]struct{ british, american string }{
		{"isation", "ization"}, {"isations", "izations"}, {"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"}, {"ise", "ize"},
	} {
		if head, ok := strings.CutSuffix(w, e.british); ok && len(head) > 3 && !l.keepsS[w[:len(head)]] {
			return head + e.american
		}
	}
	return w
}
