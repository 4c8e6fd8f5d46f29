package canvas

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tabStop is how many blanks a tab becomes.
const tabStop = 4

// Sanitize makes text from outside harmless for a terminal, a log or an export: escape sequences and control characters are
// taken out, line ends become "\n", tabs four blanks, broken bytes U+FFFD. Ordinary text comes back as it is.
func Sanitize(text string) string {
	if harmless(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\n':
			b.WriteByte(c)
			i++
		case c == '\r':
			if i+1 >= len(text) || text[i+1] != '\n' {
				b.WriteByte('\n')
			}
			i++
		case c == '\t':
			b.WriteString(spaces64[:tabStop])
			i++
		case c == 0x1b:
			end, _, _ := escape(text, i)
			i = end
		case c >= 0x20 && c < 0x7f:
			b.WriteByte(c)
			i++
		case c < 0x80:
			i++
		default:
			i += sanitizeRune(&b, text[i:])
		}
	}
	return b.String()
}

func sanitizeRune(b *strings.Builder, s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == 0x2028 || r == 0x2029 || r == 0x85:
		b.WriteByte('\n')
	case r == 0x90 || r == 0x98 || r >= 0x9d && r <= 0x9f || r == 0x9b:
		return n + c1Length(s[n:], r)
	case r < 0xa0 || isBidi(r) || r == 0xfeff:
	default:
		b.WriteRune(r)
	}
	return n
}

// c1Length is how much text after an eight-bit introducer belongs to its sequence.
func c1Length(s string, r rune) int {
	for i := range len(s) {
		c := s[i]
		if r == 0x9b {
			if c >= 0x40 && c <= 0x7e {
				return i + 1
			}
			if c < 0x20 || c > 0x7e {
				return i
			}
			continue
		}
		if c == 0x07 {
			return i + 1
		}
		if c == 0xc2 && i+1 < len(s) && s[i+1] == 0x9c {
			return i + 2
		}
		if c == 0x1b || c == '\n' {
			return i
		}
	}
	return len(s)
}

// isBidi tells the invisible characters that reorder what stands around them.
func isBidi(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }

// harmless tells whether Sanitize would change nothing.
func harmless(s string) bool {
	ascii := true
	for i := range len(s) {
		c := s[i]
		if c < 0x20 && c != '\n' || c == 0x7f {
			return false
		}
		if c >= 0x80 {
			ascii = false
		}
	}
	if ascii {
		return true
	}
	for i, r := range s {
		if r >= 0x80 && r < 0xa0 || isBidi(r) || r == 0x2028 || r == 0x2029 || r == 0xfeff {
			return false
		}
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n <= 1 {
				return false
			}
		}
	}
	return true
}

// Drawable is Sanitize for what is only drawn, never stored: besides, variation selectors and skin tones go, and of emoji
// glued together the first stays, because terminals disagree about the cells these take.
func Drawable(text string) string {
	text = Sanitize(text)
	if !hasUnruly(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	pictured, glued := false, false
	for _, r := range text {
		switch {
		case r == 0xfe0f || r == 0xfe0e || r >= 0x1f3fb && r <= 0x1f3ff || r >= 0xe0020 && r <= 0xe007f:
		case r == 0x200d && pictured:
			glued = true
		case glued && isPictograph(r):
			glued = false
		default:
			glued, pictured = false, isPictograph(r)
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hasUnruly(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0xe2:
		case c == 0xe2 && strings.HasPrefix(s[i:], "\u200d"), c == 0xef && i+1 < len(s) && s[i+1] == 0xb8, c == 0xf3:
			return true
		case c == 0xf0 && strings.HasPrefix(s[i:], "\xf0\x9f\x8f"):
			return true
		}
	}
	return false
}

func isPictograph(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf || r >= 0x2300 && r <= 0x23ff || r >= 0x2b00 && r <= 0x2bff
}

// OneLine makes text from outside drawable in one line: line breaks and runs of blanks become one blank.
func OneLine(text string) string {
	text = Drawable(text)
	if !strings.ContainsAny(text, "\n") && !strings.Contains(text, "  ") {
		return text
	}
	return strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ")
}

// Strip takes styles, marks and control characters out of a block and leaves its text and line breaks.
func Strip(block string) string { return strip(block, false) }

// strip can keep apart what a style kept apart, so that no line changes its width.
func strip(block string, apart bool) string {
	if strings.IndexByte(block, 0x1b) < 0 {
		return block
	}
	var b strings.Builder
	b.Grow(len(block))
	cut := false
	for i := 0; i < len(block); {
		if block[i] == '\n' {
			b.WriteByte('\n')
			i++
			cut = false
			continue
		}
		end, _, k := next(block, i)
		if k != kindText {
			cut = apart
		} else {
			if cut {
				seam(&b)
				guard(&b, block[i:end])
				cut = false
			}
			b.WriteString(block[i:end])
		}
		i = end
	}
	return b.String()
}
