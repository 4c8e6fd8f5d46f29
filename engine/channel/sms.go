package channel

import "strings"

// What an SMS segment carries, in units: septets of the GSM alphabet, or 16-bit
// characters of the wider one (UCS-2). Several segments lose room to their header.
const (
	gsmOne, gsmEach   = 160, 153
	wideOne, wideEach = 70, 67
)

// The GSM alphabet of one unit, and that of two (escape and character).
const (
	gsmBasic     = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtension = "\f^{}\\[~]|€"
)

// Segments is what a text is sent as by SMS.
type Segments struct {
	Count int  // how many
	Units int  // how much of them is used; a character can take two
	Left  int  // room in the last one
	Wide  bool // UCS-2: a character of the text is not in the GSM alphabet
}

// Count counts the segments of a text: 160 characters of the GSM alphabet in one
// or 153 in each of several, 70 and 67 where it needs the wider one. A character
// of two units is never split between segments. The empty text is one segment.
func Count(s string) Segments {
	if isASCII(s) && len(s) <= gsmOne {
		return Segments{Count: 1, Units: len(s), Left: gsmOne - len(s)}
	}
	out := Segments{}
	for _, r := range s {
		if gsmUnits(r) == 0 {
			out.Wide = true
			break
		}
	}
	one, each := gsmOne, gsmEach
	if out.Wide {
		one, each = wideOne, wideEach
	}
	used := 0
	out.Count = 1
	for _, r := range s {
		n := gsmUnits(r)
		if out.Wide {
			if n = 1; r > 0xffff {
				n = 2
			}
		}
		out.Units += n
		if used += n; used > each {
			out.Count++
			used = n
		}
	}
	if out.Units <= one {
		out.Count, used, each = 1, out.Units, one
	}
	out.Left = each - used
	return out
}

// gsmUnits is how many septets a character takes; 0: the alphabet does not have it.
func gsmUnits(r rune) int {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= ' ' && r <= '?', r == '\n':
		return 1
	case strings.ContainsRune(gsmBasic, r):
		return 1
	case strings.ContainsRune(gsmExtension, r):
		return 2
	}
	return 0
}

// isASCII tells the common case quickly: letters, digits and marks that take one unit.
func isASCII(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= ' ' && c <= '?', c == '\n':
		default:
			return false
		}
	}
	return true
}
