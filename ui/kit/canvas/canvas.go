// Package canvas makes and joins blocks of text of an exact size in terminal cells.
//
// A block is a string of lines joined by "\n" without a last one. Every line closes the styles it opens, so blocks can be
// cut, laid side by side and laid over each other. The one ruler is ansi.StringWidth.
package canvas

import (
	"strings"
)

const reset = "\x1b[0m"

const spaces64 = "                                                                "

// Spaces returns n blanks; less than one gives none.
func Spaces(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(spaces64) {
		return spaces64[:n]
	}
	return strings.Repeat(" ", n)
}

func writeSpaces(b *strings.Builder, n int) {
	for n > len(spaces64) {
		b.WriteString(spaces64)
		n -= len(spaces64)
	}
	if n > 0 {
		b.WriteString(spaces64[:n])
	}
}

// Width measures one line in cells as ansi.StringWidth does, faster for plain text.
func Width(s string) int {
	w := 0
	for i := 0; i < len(s); {
		end, cw, _ := next(s, i)
		w += cw
		i = end
	}
	return w
}

// Height counts the lines of a block; an empty block is one empty line.
func Height(block string) int { return strings.Count(block, "\n") + 1 }

// Blank is an empty block of w×h.
func Blank(w, h int) string {
	if h <= 0 {
		return ""
	}
	w = max(w, 0)
	line := Spaces(w)
	var b strings.Builder
	b.Grow((w + 1) * h)
	for i := range h {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	return b.String()
}

// Lines splits a block; it is the inverse of strings.Join(lines, "\n").
func Lines(block string) []string { return strings.Split(block, "\n") }

// Fit makes any block exactly w×h: longer lines are cut, shorter ones filled with blanks, lines dropped or added below.
func Fit(block string, w, h int) string {
	var b strings.Builder
	b.Grow(len(block) + w)
	rest, more := block, true
	for y := range max(h, 0) {
		if y > 0 {
			b.WriteByte('\n')
		}
		line := ""
		if more {
			line, rest, more = cutLine(rest)
		}
		fitInto(&b, line, w, "")
	}
	return b.String()
}

// FitLines is Fit for lines that are not joined yet.
func FitLines(lines []string, w, h int) string {
	var b strings.Builder
	for y := range max(h, 0) {
		if y > 0 {
			b.WriteByte('\n')
		}
		if y < len(lines) {
			fitInto(&b, lines[y], w, "")
		} else {
			writeSpaces(&b, w)
		}
	}
	return b.String()
}

// FitLine makes one line exactly w cells wide.
func FitLine(line string, w int) string {
	if plainWidth(line) == w {
		return line
	}
	var b strings.Builder
	b.Grow(len(line) + max(w, 0))
	fitInto(&b, line, w, "")
	return b.String()
}

// Clip cuts a block down to at most w×h without filling it.
func Clip(block string, w, h int) string {
	var b strings.Builder
	rest, more := block, true
	for y := 0; y < h && more; y++ {
		if y > 0 {
			b.WriteByte('\n')
		}
		var line string
		line, rest, more = cutLine(rest)
		clipInto(&b, line, w, "")
	}
	return b.String()
}

// Pad fills a block up to at least w×h without cutting it.
func Pad(block string, w, h int) string {
	var b strings.Builder
	rest, more := block, true
	for y := 0; y < h || more; y++ {
		if y > 0 {
			b.WriteByte('\n')
		}
		line := ""
		if more {
			line, rest, more = cutLine(rest)
		}
		fitInto(&b, line, max(w, Width(line)), "")
	}
	return b.String()
}

// Truncate shortens one line to w cells with an ellipsis where something is lost.
func Truncate(line string, w int) string { return TruncateTail(line, w, "…") }

// TruncateTail is Truncate with another ending, for terminals without the ellipsis.
func TruncateTail(line string, w int, tail string) string {
	if n := plainWidth(line); n >= 0 && n <= w {
		return line
	}
	var b strings.Builder
	clipInto(&b, line, w, tail)
	return b.String()
}

// Align puts a line at the left (0), middle (1) or right (2) of w cells.
func Align(line string, w, where int) string {
	gap := w - Width(line)
	if gap <= 0 || where <= 0 {
		return FitLine(line, w)
	}
	left := gap
	if where == 1 {
		left = gap / 2
	}
	return Concat(Spaces(left), FitLine(line, w-left))
}

// Spread puts left and right at the two ends of a line of w cells; where both do not fit, the left one is shortened.
func Spread(left, right string, w int) string {
	rw := Width(right)
	if rw >= w {
		return FitLine(Truncate(right, w), w)
	}
	room := w - rw
	if rw > 0 && Width(left) > 0 {
		room--
	}
	var b strings.Builder
	fitInto(&b, Truncate(left, room), w-rw, "")
	seam(&b)
	fitInto(&b, right, rw, "")
	return b.String()
}

// Concat puts pieces of one line after each other so that its width is the sum of theirs.
func Concat(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		joinInto(&b, p)
	}
	return b.String()
}

// JoinVertical stacks blocks.
func JoinVertical(blocks ...string) string { return strings.Join(blocks, "\n") }

// JoinHorizontal lays blocks side by side. Every block must already have its exact width; one that has fewer lines than
// the tallest is continued with blanks.
func JoinHorizontal(blocks ...string) string {
	switch len(blocks) {
	case 0:
		return ""
	case 1:
		return blocks[0]
	}
	size, height := 0, 0
	rests := make([]string, len(blocks))
	widths := make([]int, len(blocks))
	for i, blk := range blocks {
		size += len(blk)
		height = max(height, Height(blk))
		rests[i] = blk
		first, _, _ := cutLine(blk)
		widths[i] = Width(first)
	}
	done := make([]bool, len(blocks))
	var b strings.Builder
	b.Grow(size + height*len(blocks))
	for y := range height {
		if y > 0 {
			b.WriteByte('\n')
		}
		for i := range rests {
			if done[i] {
				seam(&b)
				writeSpaces(&b, widths[i])
				continue
			}
			line, rest, more := cutLine(rests[i])
			joinInto(&b, line)
			rests[i], done[i] = rest, !more
		}
	}
	return b.String()
}

// cutLine takes the first line off a block and says whether more follow.
func cutLine(block string) (line, rest string, more bool) {
	if i := strings.IndexByte(block, '\n'); i >= 0 {
		return block[:i], block[i+1:], true
	}
	return block, "", false
}
