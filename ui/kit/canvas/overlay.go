package canvas

import "strings"

// Overlay lays a block over a base with its upper left corner at column x, row y. What lies outside the base is cut off;
// the base keeps its size. A wide character of the base that is half covered becomes a blank.
func Overlay(base, block string, x, y int) string {
	over := Lines(block)
	var b strings.Builder
	b.Grow(len(base) + len(block) + 32*len(over))
	row := 0
	for rest, more := base, true; more; row++ {
		var line string
		line, rest, more = cutLine(rest)
		if i := row - y; i >= 0 && i < len(over) {
			overlayLine(&b, line, over[i], x)
		} else {
			b.WriteString(line)
		}
		if more {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Center lays a block over the middle of a base of w×h.
func Center(base, block string, w, h int) string {
	first, _, _ := cutLine(block)
	return Overlay(base, block, max((w-Width(first))/2, 0), max((h-Height(block))/2, 0))
}

func overlayLine(b *strings.Builder, line, over string, x int) {
	total, ow := Width(line), Width(over)
	if x < 0 {
		_, over = cutLeft(over, -x)
		ow, x = max(ow+x, 0), 0
	}
	if x >= total || ow == 0 {
		b.WriteString(line)
		return
	}
	ow = min(ow, total-x)
	fitInto(b, line, x, "")
	seam(b)
	fitInto(b, over, ow, "")
	gap, right := cutLeft(line, x+ow)
	if gap > 0 {
		seam(b)
	}
	writeSpaces(b, gap)
	joinInto(b, right)
}

// CutLeft takes the first n cells off a line; the right half of a wide character that is cut through is a blank.
func CutLeft(line string, n int) string {
	gap, right := cutLeft(line, n)
	return Spaces(gap) + right
}

// cutLeft takes the first n cells off a line and opens again the styles that held there. Where the cut goes through a wide
// character, gap is the blanks that stand for its right half.
func cutLeft(line string, n int) (gap int, right string) {
	var st styleState
	w := 0
	for i := 0; i < len(line); {
		if w >= n {
			if !st.open() {
				return w - n, line[i:]
			}
			var b strings.Builder
			st.reopen(&b)
			b.WriteString(line[i:])
			return w - n, b.String()
		}
		end, cw, k := next(line, i)
		if k == kindStyle {
			st.add(line[i:end])
		}
		w += cw
		i = end
	}
	return max(w-n, 0), ""
}
