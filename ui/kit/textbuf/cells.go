package textbuf

import (
	"unicode"
	"unicode/utf8"

	"parley/ui/kit/canvas"
)

// tabWidth is how many cells a tab takes; the text keeps its tab.
const tabWidth = 4

// clusterEnd is where the character at byte i ends, as a person counts characters.
func clusterEnd(t string, i int) int {
	end, _ := canvas.Cluster(t, i)
	return end
}

// safeStart is a byte at or before i from which characters can be counted: the start of an ASCII run.
func safeStart(t string, i int) int {
	for j := i - 1; j > 0; j-- {
		if t[j] < 0x80 && t[j-1] < 0x80 {
			return j
		}
	}
	return 0
}

// clusterBefore is where the character that ends at byte i starts.
func clusterBefore(t string, i int) int {
	for j := safeStart(t, i); j < i; {
		end := clusterEnd(t, j)
		if end >= i {
			return j
		}
		j = end
	}
	return max(i-1, 0)
}

func wordAt(t string, i int) bool {
	r, _ := utf8.DecodeRuneInString(t[i:])
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// cell is how the character at byte i is drawn: where it ends, its text of exactly width cells. Nothing invisible stays
// invisible: control characters and marks without a base are shown by a sign of one cell. No character is wider than room.
func cell(t string, i, room int) (end int, draw string, width int) {
	c := t[i]
	if c >= 0x20 && c < 0x7f && (i+1 == len(t) || t[i+1] < 0x80) {
		return i + 1, t[i : i+1], 1
	}
	if c == '\t' {
		n := max(min(tabWidth, room), 1)
		return i + 1, canvas.Spaces(n), n
	}
	if c < 0x20 {
		return i + 1, string(rune(0x2400 + int(c))), 1
	}
	if c == 0x7f {
		return i + 1, "\u2421", 1
	}
	end, width = canvas.Cluster(t, i)
	if width == 0 {
		if r, n := utf8.DecodeRuneInString(t[i:end]); r == utf8.RuneError && n <= 1 {
			return end, "\ufffd", 1
		}
		return end, "·", 1
	}
	draw = t[i:end]
	if end-i > 2 {
		draw = canvas.Drawable(draw)
		width = canvas.Width(draw)
	}
	if width == 0 {
		return end, "·", 1
	}
	if width > room {
		return end, "…", 1
	}
	return end, draw, width
}

// widthOf is the cells of t from one byte to another.
func widthOf(t string, from, to, room int) int {
	w := 0
	for i := from; i < to; {
		end, _, cw := cell(t, i, room)
		w += cw
		i = end
	}
	return w
}

// softBreaks says where a line is broken to fit into w cells: after blanks, around wide characters, else within a word.
// Blanks stay at the end of the line they follow, so every byte has its place on the screen.
func softBreaks(t string, w int) []int {
	if len(t) <= w && plain(t) {
		return nil
	}
	var out []int
	start, x := 0, 0
	chance, chanceX := 0, 0
	wide := false
	for i := 0; i < len(t); {
		end, _, cw := cell(t, i, w)
		if (cw == 2 && t[i] >= 0x80 || wide) && i > start {
			chance, chanceX = i, x
		}
		wide = cw == 2 && t[i] >= 0x80
		for x > 0 && x+cw > w {
			at, atX := i, x
			if chance > start {
				at, atX = chance, chanceX
			}
			out = append(out, at)
			start, x = at, x-atX
			chance = start
		}
		x += cw
		if t[i] == ' ' || t[i] == '\t' {
			chance, chanceX = end, x
		}
		i = end
	}
	return out
}

func plain(t string) bool {
	for i := range len(t) {
		if t[i] < 0x20 || t[i] >= 0x7f {
			return false
		}
	}
	return true
}
