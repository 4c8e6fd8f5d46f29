package files

import (
	"strings"
	"unicode/utf8"
)

// Clean is a text without what no text may carry to a terminal, a log or an
// export. It reports whether anything was removed.
func Clean(s string) (string, bool) { return clean(s) }

// clean removes what no text may carry to a terminal, a log or an export: escape
// sequences, control characters other than line feed and tab, and bytes that are
// no UTF-8. It reports whether anything was removed.
func clean(s string) (string, bool) {
	if i := strings.IndexFunc(s, isControl); i < 0 && utf8.ValidString(s) {
		return s, false
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
		case r == 0x1b:
			i += escapeLength(s[i+size:])
		case r == 0x9b:
			i += controlSequenceLength(s[i+size:])
		case isControl(r):
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String(), true
}

func isControl(r rune) bool {
	return r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0
}

// escapeLength is how many bytes after an ESC belong to its sequence.
func escapeLength(s string) int {
	if s == "" {
		return 0
	}
	switch s[0] {
	case '[':
		return 1 + controlSequenceLength(s[1:])
	case ']', 'P', 'X', '^', '_':
		for i := 1; i < len(s) && s[i] != '\n'; i++ {
			if s[i] == 0x07 {
				return i + 1
			}
			if s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\' {
				return i + 2
			}
		}
		return 1
	}
	i := 0
	for i < len(s) && s[i] >= 0x20 && s[i] < 0x30 {
		i++
	}
	if i < len(s) && s[i] >= 0x30 && s[i] < 0x7f {
		i++
	}
	return i
}

// controlSequenceLength is how many bytes after a CSI belong to it.
func controlSequenceLength(s string) int {
	i := 0
	for i < len(s) && s[i] >= 0x20 && s[i] < 0x40 {
		i++
	}
	if i < len(s) && s[i] >= 0x40 && s[i] < 0x7f {
		i++
	}
	return i
}
