package textbuf

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// line is one logical line without its "\n". Its soft breaks are worked out when it is first shown at a width.
type line struct {
	text   string
	breaks []int
	width  int
}

// place is a position in the text: a logical line and a byte in it.
type place struct{ row, col int }

func (p place) before(q place) bool { return p.row < q.row || p.row == q.row && p.col < q.col }

// buffer is the text as lines, with one remembered line whose offset is known, so that offsets near the cursor are cheap.
type buffer struct {
	lines []line
	size  int // bytes of the whole text
	runes int // characters of the whole text
	mark  int // the remembered line
	start int // its byte offset
}

func newBuffer(text string) *buffer {
	b := &buffer{size: len(text), runes: utf8.RuneCountInString(text)}
	b.lines = make([]line, 0, strings.Count(text, "\n")+1)
	for {
		i := strings.IndexByte(text, '\n')
		if i < 0 {
			b.lines = append(b.lines, line{text: text})
			return b
		}
		b.lines = append(b.lines, line{text: text[:i]})
		text = text[i+1:]
	}
}

// String puts the lines together again, byte for byte what was loaded and edited.
func (b *buffer) String() string {
	var s strings.Builder
	s.Grow(b.size)
	for i, l := range b.lines {
		if i > 0 {
			s.WriteByte('\n')
		}
		s.WriteString(l.text)
	}
	return s.String()
}

func (b *buffer) text(row int) string { return b.lines[row].text }

// end is the place after the last byte.
func (b *buffer) end() place {
	last := len(b.lines) - 1
	return place{last, len(b.lines[last].text)}
}

// seek moves the remembered line to row, adding up only the lines between.
func (b *buffer) seek(row int) {
	for b.mark < row {
		b.start += len(b.lines[b.mark].text) + 1
		b.mark++
	}
	for b.mark > row {
		b.mark--
		b.start -= len(b.lines[b.mark].text) + 1
	}
}

// offset is the byte offset of a place in the whole text.
func (b *buffer) offset(p place) int {
	b.seek(p.row)
	return b.start + p.col
}

// locate is the inverse of offset; an offset outside the text is brought to its ends.
func (b *buffer) locate(offset int) place {
	offset = min(max(offset, 0), b.size)
	for offset < b.start {
		b.seek(b.mark - 1)
	}
	for offset > b.start+len(b.lines[b.mark].text) {
		b.seek(b.mark + 1)
	}
	return place{b.mark, offset - b.start}
}

// between copies the text from one place to a later one.
func (b *buffer) between(from, to place) string {
	if from.row == to.row {
		return b.lines[from.row].text[from.col:to.col]
	}
	var s strings.Builder
	s.WriteString(b.lines[from.row].text[from.col:])
	for r := from.row + 1; r < to.row; r++ {
		s.WriteByte('\n')
		s.WriteString(b.lines[r].text)
	}
	s.WriteByte('\n')
	s.WriteString(b.lines[to.row].text[:to.col])
	return s.String()
}

// replace puts text in the place of what stands between two places and returns the edit and where it ends.
func (b *buffer) replace(from, to place, text string) (Edit, place) {
	e := Edit{At: b.offset(from), Deleted: b.between(from, to), Inserted: text}
	head, tail := b.lines[from.row].text[:from.col], b.lines[to.row].text[to.col:]
	b.size += len(text) - len(e.Deleted)
	b.runes += utf8.RuneCountInString(text) - utf8.RuneCountInString(e.Deleted)
	if strings.IndexByte(text, '\n') < 0 {
		b.lines[from.row] = line{text: head + text + tail}
		if to.row > from.row {
			b.lines = slices.Delete(b.lines, from.row+1, to.row+1)
		}
		return e, place{from.row, from.col + len(text)}
	}
	parts := strings.Split(text, "\n")
	fresh := make([]line, len(parts))
	for i, p := range parts {
		fresh[i].text = p
	}
	last := len(parts) - 1
	fresh[0].text = head + parts[0]
	fresh[last].text = parts[last] + tail
	b.lines = slices.Replace(b.lines, from.row, to.row+1, fresh...)
	return e, place{from.row + last, len(parts[last])}
}

// snap brings a place to the nearest start of a character at or after it.
func (b *buffer) snap(p place) place {
	p.row = min(max(p.row, 0), len(b.lines)-1)
	text := b.text(p.row)
	p.col = min(max(p.col, 0), len(text))
	for i := safeStart(text, p.col); i < p.col; {
		if i = clusterEnd(text, i); i > p.col {
			p.col = i
		}
	}
	return p
}

// left and right are one character further, across line ends; at the ends of the text they stay.
func (b *buffer) left(p place) place {
	if p.col > 0 {
		return place{p.row, clusterBefore(b.text(p.row), p.col)}
	}
	if p.row > 0 {
		return place{p.row - 1, len(b.text(p.row - 1))}
	}
	return p
}

func (b *buffer) right(p place) place {
	if t := b.text(p.row); p.col < len(t) {
		return place{p.row, clusterEnd(t, p.col)}
	}
	if p.row < len(b.lines)-1 {
		return place{p.row + 1, 0}
	}
	return p
}

// wordLeft and wordRight go to the start of the word before and the end of the word after.
func (b *buffer) wordLeft(p place) place {
	if p.col == 0 {
		return b.left(p)
	}
	t := b.text(p.row)
	for p.col > 0 && !wordAt(t, clusterBefore(t, p.col)) {
		p.col = clusterBefore(t, p.col)
	}
	for p.col > 0 && wordAt(t, clusterBefore(t, p.col)) {
		p.col = clusterBefore(t, p.col)
	}
	return p
}

func (b *buffer) wordRight(p place) place {
	t := b.text(p.row)
	if p.col == len(t) {
		return b.right(p)
	}
	for p.col < len(t) && !wordAt(t, p.col) {
		p.col = clusterEnd(t, p.col)
	}
	for p.col < len(t) && wordAt(t, p.col) {
		p.col = clusterEnd(t, p.col)
	}
	return p
}
