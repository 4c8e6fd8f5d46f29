package files

import (
	"fmt"
	"strings"
	"unicode"
)

// quote writes a text as a YAML scalar on one line: as it is where every reader
// of YAML 1.1 and 1.2 takes it for that text, else in double quotes. Within
// brackets, and for keys, more needs quotes.
func quote(s string, within bool) string {
	if isPlain(s, within) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case isOpen(r):
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// isOpen reports whether a character may stand in a file as it is.
func isOpen(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return true
	case r < 0x20 || r >= 0x7f && r < 0xa0:
		return false
	case r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffd || r&0xfffe == 0xfffe:
		return false
	}
	return true
}

// isPlain reports whether a text needs no quotes.
func isPlain(s string, within bool) bool {
	if s == "" || len(s) > 1000 || isReserved(strings.ToLower(s)) || isNumberLike(s) {
		return false
	}
	if strings.Contains(s, "<<") { // a merge key to some readers, even inside a word
		return false
	}
	runes := []rune(s)
	first, last := runes[0], runes[len(runes)-1]
	if strings.ContainsRune("-?:,[]{}#&*!|>'\"%@`=~<.", first) || unicode.IsSpace(first) || unicode.IsSpace(last) || last == ':' {
		return false
	}
	for i, r := range runes {
		switch {
		case r == '\n' || r == '\t' || !isOpen(r):
			return false
		case within && strings.ContainsRune("\",:[]{}", r):
			return false
		case r == ':' && (unicode.IsSpace(runes[i+1]) || strings.ContainsRune("'\"{[", runes[i+1])):
			return false
		case r == '#' && unicode.IsSpace(runes[i-1]):
			return false
		}
	}
	return true
}

// isReserved reports whether a lower-case word is a boolean, null or merge key to some reader.
func isReserved(s string) bool {
	switch s {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "<<", "=":
		return true
	}
	return false
}

// isNumberLike reports whether a text could be a number, date or time to some reader.
func isNumberLike(s string) bool {
	if !strings.ContainsRune("+-.0123456789", rune(s[0])) {
		return false
	}
	return strings.Trim(s, "+-.,:_ 0123456789abcdefABCDEFxXoOtTzZ") == ""
}

// isLiteral reports whether a text can be written as a literal block: lines
// without blanks at their end, that need neither quotes nor an indentation mark,
// with one line end at most after the last.
func isLiteral(s string) bool {
	if s == "" || strings.ContainsRune(" \t\n", rune(s[0])) || strings.HasSuffix(s, "\n\n") ||
		strings.Contains(s, strings.Repeat("\n", maxEmptyLines)) {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if strings.TrimRightFunc(line, unicode.IsSpace) != line {
			return false
		}
	}
	return strings.IndexFunc(s, func(r rune) bool { return !isOpen(r) || r == 0x85 }) < 0
}
