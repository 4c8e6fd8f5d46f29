package canvas

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// kind tells what a token of a line is.
type kind uint8

const (
	kindText  kind = iota // a grapheme cluster
	kindStyle             // a colour, a hyperlink or a mouse mark: takes no cell and is kept
	kindDrop              // a control character, another sequence or a broken byte: takes no cell and is never drawn
)

// next reads the token of s at i: where it ends, how many cells it takes and what it is.
func next(s string, i int) (end, width int, k kind) {
	c := s[i]
	if c >= 0x20 && c < 0x7f {
		if i+1 == len(s) || s[i+1] < 0x80 {
			return i + 1, 1, kindText
		}
		return cluster(s, i)
	}
	if c == 0x1b {
		return escape(s, i)
	}
	if c < 0x80 {
		return i + 1, 0, kindDrop
	}
	if n := narrow(s, i); n > 0 {
		if i+n == len(s) || s[i+n] < 0x80 || narrow(s, i+n) > 0 {
			return i + n, 1, kindText
		}
		return cluster(s, i)
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError && n <= 1 || r < 0xa0 || r == 0x2028 || r == 0x2029 {
		return i + n, 0, kindDrop
	}
	return cluster(s, i)
}

// narrow recognises the frequent one-cell characters that start a cluster of their own: accented Latin, Greek and Cyrillic
// letters (U+00C0 to U+017F, U+0380 to U+047F), dashes, quotes and the ellipsis (U+2010 to U+2027), box drawing, blocks and
// geometric marks (U+2500 to U+25BF). It returns their length in bytes or 0.
func narrow(s string, i int) int {
	switch c := s[i]; {
	case c >= 0xc3 && c <= 0xc5, c >= 0xce && c <= 0xd1:
		if i+1 < len(s) && s[i+1]&0xc0 == 0x80 {
			return 2
		}
	case c == 0xe2:
		if i+2 < len(s) && s[i+2]&0xc0 == 0x80 {
			if d := s[i+1]; d >= 0x94 && d <= 0x96 || d == 0x80 && s[i+2] >= 0x90 && s[i+2] <= 0xa7 {
				return 3
			}
		}
	}
	return 0
}

// cluster measures the grapheme cluster at i. A broken byte ends it, so that the bytes kept are always valid.
func cluster(s string, i int) (end, width int, k kind) {
	g, w := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
	if len(g) == 0 {
		return i + 1, 0, kindDrop
	}
	if !utf8.ValidString(g) {
		n := 0
		for n < len(g) {
			r, size := utf8.DecodeRuneInString(g[n:])
			if r == utf8.RuneError && size <= 1 {
				break
			}
			n += size
		}
		if n == 0 {
			return i + 1, 0, kindDrop
		}
		return i + n, ansi.StringWidth(g[:n]), kindText
	}
	return i + len(g), w, kindText
}

// Cluster reads the grapheme cluster of raw text at byte i: where it ends and how many cells it takes. Control characters
// and broken bytes are clusters of their own, of no cell.
func Cluster(s string, i int) (end, width int) {
	if s[i] == 0x1b {
		return i + 1, 0
	}
	end, width, _ = next(s, i)
	return end, width
}

// escape reads an escape sequence. Kept are colours and attributes (ending in m), mouse marks (ending in z) and hyperlinks.
func escape(s string, i int) (end, width int, k kind) {
	if i+1 >= len(s) {
		return i + 1, 0, kindDrop
	}
	switch s[i+1] {
	case '[':
		for j := i + 2; j < len(s); j++ {
			switch c := s[j]; {
			case c == 'm' || c == 'z':
				if plainParams(s[i+2 : j]) {
					return j + 1, 0, kindStyle
				}
				return j + 1, 0, kindDrop
			case c >= 0x40 && c <= 0x7e:
				return j + 1, 0, kindDrop
			case c < 0x20 || c > 0x7e:
				return j, 0, kindDrop
			}
		}
		return len(s), 0, kindDrop
	case ']', 'P', 'X', '^', '_':
		return stringSequence(s, i)
	}
	j := i + 1
	for j < len(s) && s[j] >= 0x20 && s[j] <= 0x2f {
		j++
	}
	if j < len(s) && s[j] >= 0x30 && s[j] <= 0x7e {
		j++
	}
	return j, 0, kindDrop
}

// stringSequence reads a sequence that carries text (window titles, hyperlinks) up to its terminator.
func stringSequence(s string, i int) (end, width int, k kind) {
	for j := i + 2; j < len(s); j++ {
		switch c := s[j]; {
		case c == 0x07 && s[i+1] == ']':
			return j + 1, 0, linkKind(s[i : j+1])
		case c == 0x1b:
			if j+1 < len(s) && s[j+1] == '\\' {
				return j + 2, 0, linkKind(s[i : j+2])
			}
			return j, 0, kindDrop
		case c < 0x20 || c == 0x7f:
			return j + 1, 0, kindDrop
		}
	}
	return len(s), 0, kindDrop
}

// linkKind keeps hyperlinks of printable ASCII only; anything else could be read differently by terminals.
func linkKind(seq string) kind {
	if !strings.HasPrefix(seq, "\x1b]8;") {
		return kindDrop
	}
	for i := 4; i < len(seq); i++ {
		if seq[i] >= 0x7f {
			return kindDrop
		}
	}
	return kindStyle
}

func plainParams(p string) bool {
	for i := range len(p) {
		if c := p[i]; (c < '0' || c > '9') && c != ';' && c != ':' {
			return false
		}
	}
	return true
}

// plainWidth is the width of a line of printable ASCII, or -1 for any other line.
func plainWidth(s string) int {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= 0x7f {
			return -1
		}
	}
	return len(s)
}

// isReset tells whether a style token closes every attribute.
func isReset(seq string) bool { return seq == reset || seq == "\x1b[m" }

// styleState follows which style sequences are open, so that a cut line can be closed and continued. The value holds the
// sequences since the last reset, and the open hyperlink.
type styleState struct {
	sgr  string
	link string
}

// add takes one style token; mouse marks change nothing.
func (st *styleState) add(seq string) {
	switch {
	case seq[1] == ']':
		st.link = ""
		if p := strings.IndexByte(seq[4:], ';'); p >= 0 {
			if target := strings.TrimRight(seq[4+p+1:], "\x07\x1b\\"); target != "" {
				st.link = seq
			}
		}
	case isReset(seq):
		st.sgr = ""
	case seq[len(seq)-1] == 'm' && seq != seamMark:
		if len(st.sgr) > 256 {
			st.sgr = st.sgr[len(st.sgr)-128:]
			st.sgr = st.sgr[max(strings.IndexByte(st.sgr, 0x1b), 0):]
		}
		st.sgr += seq
	}
}

func (st *styleState) open() bool { return st.sgr != "" || st.link != "" }

// close ends what is open.
func (st *styleState) close(b *strings.Builder) {
	if st.sgr != "" {
		b.WriteString(reset)
	}
	if st.link != "" {
		b.WriteString("\x1b]8;;\x1b\\")
	}
}

// reopen starts again what was open.
func (st *styleState) reopen(b *strings.Builder) {
	b.WriteString(st.sgr)
	b.WriteString(st.link)
}

// fitInto writes one line cut or filled to exactly w cells.
func fitInto(b *strings.Builder, line string, w int, tail string) {
	if n := plainWidth(line); n >= 0 && n <= w {
		b.WriteString(line)
		writeSpaces(b, w-n)
		return
	}
	guard(b, line)
	n := clipInto(b, line, w, tail)
	if n < w {
		seam(b)
		writeSpaces(b, w-n)
	}
}

// clipInto writes at most w cells of one line and closes its styles; it returns the cells written. Where something is
// lost the line ends with tail.
func clipInto(b *strings.Builder, line string, w int, tail string) int {
	w = max(w, 0)
	fits, clean := measure(line, w)
	if fits && clean {
		b.WriteString(line)
		return Width(line)
	}
	limit := w
	tw := 0
	if !fits && tail != "" {
		if tw = Width(tail); tw > w {
			tail, tw = "", 0
		}
		limit = w - tw
	} else {
		tail = ""
	}
	var st styleState
	n := 0
	for i := 0; i < len(line); {
		end, cw, k := next(line, i)
		switch k {
		case kindText:
			if n+cw > limit {
				i = len(line)
				continue
			}
			b.WriteString(line[i:end])
			n += cw
		case kindStyle:
			st.add(line[i:end])
			b.WriteString(line[i:end])
		case kindDrop:
			b.WriteString(seamMark)
		}
		i = end
	}
	if tail != "" {
		b.WriteString(tail)
		n += tw
	}
	st.close(b)
	return n
}

// measure tells whether a line fits into w cells, and whether it is clean: nothing to drop and every style closed.
func measure(line string, w int) (fits, clean bool) {
	n, clean, open := 0, true, false
	for i := 0; i < len(line); {
		end, cw, k := next(line, i)
		switch k {
		case kindText:
			if n += cw; n > w {
				return false, false
			}
		case kindStyle:
			seq := line[i:end]
			if seq[1] == ']' {
				clean = false
			} else if seq[len(seq)-1] == 'm' && seq != seamMark {
				open = !isReset(seq)
			}
		case kindDrop:
			clean = false
		}
		i = end
	}
	return true, clean && !open
}

// joinInto writes a piece after another so that no character of the two joins into one cluster.
func joinInto(b *strings.Builder, piece string) {
	if piece == "" {
		return
	}
	seam(b)
	guard(b, piece)
	b.WriteString(piece)
}

// guard keeps the first character of what is about to be written apart from what stands before it.
func guard(b *strings.Builder, piece string) {
	if b.Len() > 0 && piece != "" && piece[0] >= 0x80 && narrow(piece, 0) == 0 {
		b.WriteString(seamMark)
	}
}

// seam closes a cluster left open at the end of what is written: a sequence without effect keeps what follows apart.
func seam(b *strings.Builder) {
	s := b.String()
	n := len(s)
	if n == 0 || s[n-1] < 0x80 || n >= 3 && narrow(s, n-3) == 3 || n >= 2 && narrow(s, n-2) == 2 {
		return
	}
	b.WriteString(seamMark)
}

// seamMark is an attribute change without effect: it turns conceal off, which nothing here turns on.
const seamMark = "\x1b[28m"
