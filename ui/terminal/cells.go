package terminal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// cell is one column of a line. The column after a wide character is a cell
// without text.
type cell struct {
	text  string
	style style
	width uint8 // 0: the second half of a wide character
	// unsure: terminals differ on how wide this text is.
	unsure bool
}

// blank is what is on a cleared screen. The zero cell never stands in a line
// but as the half of a wide character.
var blank = cell{text: " ", width: 1}

// cells reads one line of a view into at most width cells, appended to dst.
// Styles and links are read, other sequences and control characters dropped.
// A line begins in the plain style. Blank cells at the end are left out.
func cells(dst []cell, line string, width int) []cell {
	var now style
	for i := 0; i < len(line) && len(dst) < width; {
		c := line[i]
		switch {
		case c == 0x1b:
			i += sequence(line[i:], &now)
		case c < 0x20 || c == 0x7f:
			i++
		case c < 0x80 && (i+1 == len(line) || line[i+1] < 0x80):
			dst = append(dst, cell{text: line[i : i+1], style: now, width: 1})
			i++
		default:
			text, w, unsure := cluster(line[i:])
			i += len(text)
			if w == 0 || len(dst)+w > width {
				if w > 0 {
					return trim(dst)
				}
				continue
			}
			dst = append(dst, cell{text: text, style: now, width: uint8(w), unsure: unsure})
			for range w - 1 {
				dst = append(dst, cell{style: now})
			}
		}
	}
	return trim(dst)
}

func trim(line []cell) []cell {
	for len(line) > 0 && line[len(line)-1] == blank {
		line = line[:len(line)-1]
	}
	return line
}

// cluster cuts the first character, with all that belongs to it, off a string
// and says how wide it is and whether terminals may differ on that.
func cluster(s string) (text string, width int, unsure bool) {
	r, n := utf8.DecodeRuneInString(s)
	if plain(r) {
		if n == len(s) || s[n] < 0x80 {
			return s[:n], 1, false
		}
		if next, _ := utf8.DecodeRuneInString(s[n:]); plain(next) {
			return s[:n], 1, false
		}
	}
	if r < 0xa0 && r >= 0x7f || r == utf8.RuneError && n == 1 {
		return s[:n], 0, false // control characters of eight bits, and no characters at all
	}
	text, width = ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if strings.ContainsFunc(text, unicode.IsControl) || !utf8.ValidString(text) {
		text = s[:n]
		width = ansi.StringWidth(text)
	}
	switch {
	case len(text) == n && (plain(r) || surelyWide(r)):
		return text, width, false
	}
	return text, min(width, 2), true
}

// plain tells characters that are one column everywhere and that nothing
// joins: letters of Europe, lines, blocks, arrows.
func plain(r rune) bool {
	switch {
	case r < 0x300:
		return r >= 0xa0 && r != 0xa9 && r != 0xad && r != 0xae || r >= 0x20 && r < 0x7f
	case r >= 0x2500 && r < 0x2600: // but for ▪▫▶◀◻◼◽◾, which have an emoji form
		return r < 0x25fb && r != 0x25aa && r != 0x25ab && r != 0x25b6 && r != 0x25c0 || r == 0x25ff
	case r >= 0x2190 && r < 0x2300: // arrows and mathematics; ↔ to ↙, ↩ and ↪ have an emoji form
		return r < 0x2194 || r > 0x2199 && r != 0x21a9 && r != 0x21aa
	case r >= 0x2800 && r < 0x2900, r == '✓', r == '❯':
		return true
	case r >= 0x370 && r < 0x530:
		return r < 0x483 || r > 0x489
	case r >= 0x2010 && r < 0x2028:
		return true
	}
	return false
}

// surelyWide tells characters that are two columns everywhere.
func surelyWide(r rune) bool {
	switch {
	case r >= 0x3041 && r < 0x3097, r >= 0x30a0 && r < 0x3100: // kana
		return true
	case r >= 0x4e00 && r < 0xa000, r >= 0x3400 && r < 0x4dc0: // Han
		return true
	case r >= 0xac00 && r < 0xd7a4: // Hangul
		return true
	case r >= 0xff01 && r < 0xff61:
		return true
	}
	return false
}

// sequence reads the escape sequence at the start of a string and returns its
// length.
func sequence(s string, now *style) int {
	if len(s) < 2 {
		return len(s)
	}
	switch s[1] {
	case '[':
		for i := 2; i < len(s); i++ {
			if c := s[i]; c >= 0x40 && c < 0x7f {
				if c == 'm' {
					now.apply(s[2:i])
				}
				return i + 1
			} else if c < 0x20 || c > 0x7f {
				return i
			}
		}
		return len(s)
	case ']', 'P', '_', '^', 'X':
		body, n := stringBody(s[2:])
		if link, ok := strings.CutPrefix(body, "8;"); ok && s[1] == ']' {
			if now.link = link; link == ";" {
				now.link = ""
			}
		}
		return n + 2
	case 0x1b:
		return 1
	}
	return 2
}

// stringBody cuts the body of a control string, and says how long it is with
// what ends it.
func stringBody(s string) (string, int) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == 7:
			return s[:i], i + 1
		case s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\':
			return s[:i], i + 2
		case s[i] < 0x20:
			return "", i
		}
	}
	return "", len(s)
}
