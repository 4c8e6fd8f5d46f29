package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes two texts comparable that a person would call the same: lower case,
// without accents, with single blanks and none at the ends.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsSpace(r):
			blank = b.Len() > 0
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// isFolded is the common case told quickly: plain lower-case ASCII with single blanks.
func isFolded(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c >= 0x80 || c < ' ' || c >= 'A' && c <= 'Z' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

// Clean takes escape sequences and control characters out of a text that came
// from outside; line breaks stay, tabs become blanks, bad UTF-8 is dropped.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", "    ").Replace(strings.ToValidUTF8(s, ""))
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if n := escapeLen(s[i:]); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\n' || !unicode.IsControl(r) && !isBidi(r) {
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// EscapeJSON escapes in JSON what its encoding lets stand and a terminal may obey.
func EscapeJSON(data string) string {
	obeyed := func(r rune) bool { return unicode.IsControl(r) && r != '\n' || isBidi(r) }
	if strings.IndexFunc(data, obeyed) < 0 {
		return data
	}
	var b strings.Builder
	for _, r := range data {
		if obeyed(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isClean(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' {
			return false
		}
	}
	return true
}

// isBidi tells the characters that turn the direction of what follows them.
func isBidi(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }

// escapeLen is the length of the escape sequence that s begins with, 0 for none.
func escapeLen(s string) int {
	switch {
	case s[0] == 0x1b && len(s) > 1 && strings.IndexByte("]PX^_", s[1]) >= 0:
		return stringSequence(s, 2)
	case s[0] == 0x1b && len(s) > 1 && s[1] == '[':
		return controlSequence(s, 2)
	case s[0] == 0x1b:
		return shortSequence(s)
	case strings.HasPrefix(s, "\u009b"):
		return controlSequence(s, 2)
	case strings.HasPrefix(s, "\u009d"), strings.HasPrefix(s, "\u0090"):
		return stringSequence(s, 2)
	}
	return 0
}

// shortSequence is an escape, marks between, and one last character, such as the
// choice of an alphabet; what could not end one stays.
func shortSequence(s string) int {
	i := 1
	for i < len(s) && s[i] >= ' ' && s[i] <= '/' {
		i++
	}
	if i < len(s) && s[i] >= '0' && s[i] <= '~' {
		i++
	}
	return i
}

func controlSequence(s string, from int) int {
	for i := from; i < len(s); i++ {
		if s[i] >= 0x40 && s[i] <= 0x7e {
			return i + 1
		}
		if s[i] < 0x20 || s[i] > 0x7e {
			return i
		}
	}
	return len(s)
}

// stringSequence ends at BEL or ST; one that never ends loses its line only.
func stringSequence(s string, from int) int {
	for i := from; i < len(s); i++ {
		switch {
		case s[i] == 0x07:
			return i + 1
		case s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\', strings.HasPrefix(s[i:], "\u009c"):
			return i + 2
		case s[i] == '\n':
			return i
		}
	}
	return len(s)
}
