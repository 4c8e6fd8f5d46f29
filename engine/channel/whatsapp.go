package channel

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a run of text in one style.
type Span struct {
	Text   string
	Bold   bool // *bold*
	Italic bool // _italic_
	Strike bool // ~strike~
	Mono   bool // ```mono```
}

const fence = "```"

// Spans reads WhatsApp's styles, line by line. A mark counts where it stands
// directly at a word's beginning and has its like at the end of a word of the
// same line; all others are text. Only the fence of mono reaches across lines.
func Spans(text string) [][]Span {
	b := &spans{lines: [][]Span{nil}}
	for {
		open := strings.Index(text, fence)
		if open < 0 {
			break
		}
		length := strings.Index(text[open+len(fence):], fence)
		if length <= 0 {
			break
		}
		b.styled(text[:open])
		b.add(text[open+len(fence):open+len(fence)+length], Span{Mono: true})
		text = text[open+2*len(fence)+length:]
	}
	b.styled(text)
	return b.lines
}

type spans struct{ lines [][]Span }

// add appends a text that may have line ends in it.
func (b *spans) add(text string, style Span) {
	for i, part := range strings.Split(text, "\n") {
		if i > 0 {
			b.lines = append(b.lines, nil)
		}
		last := &b.lines[len(b.lines)-1]
		style.Text = part
		if n := len(*last); n > 0 && same((*last)[n-1], style) {
			(*last)[n-1].Text += part
		} else if part != "" {
			*last = append(*last, style)
		}
	}
}

func same(a, b Span) bool {
	a.Text, b.Text = "", ""
	return a == b
}

// styled adds a text without mono in it, line by line.
func (b *spans) styled(text string) {
	for i, l := range strings.Split(text, "\n") {
		if i > 0 {
			b.add("\n", Span{})
		}
		b.line(l, Span{}, ' ', ' ')
	}
}

// line adds a part of a line in a style; before and after are what stands around it.
func (b *spans) line(text string, style Span, before, after rune) {
	start := 0
	none := map[byte]bool{} // marks that nothing closes in the rest
	for i := 0; i < len(text); i++ {
		mark := text[i]
		if mark != '*' && mark != '_' && mark != '~' || none[mark] || style.has(mark) {
			continue
		}
		prev := before
		if i > 0 {
			prev, _ = utf8.DecodeLastRuneInString(text[:i])
		}
		if isWord(prev) || !opens(text[i+1:], mark) {
			continue
		}
		end := closes(text, i+1, mark, after)
		if end < 0 {
			none[mark] = true
			continue
		}
		b.add(text[start:i], style)
		b.line(text[i+1:end], style.with(mark), rune(mark), rune(mark))
		start, i = end+1, end
	}
	b.add(text[start:], style)
}

func (s Span) has(mark byte) bool {
	return mark == '*' && s.Bold || mark == '_' && s.Italic || mark == '~' && s.Strike
}

func (s Span) with(mark byte) Span {
	s.Bold = s.Bold || mark == '*'
	s.Italic = s.Italic || mark == '_'
	s.Strike = s.Strike || mark == '~'
	return s
}

// opens reports whether a mark before the text opens something: no blank and not the mark again.
func opens(text string, mark byte) bool {
	next, _ := utf8.DecodeRuneInString(text)
	return text != "" && !unicode.IsSpace(next) && next != rune(mark)
}

// closes finds the mark that closes one that was opened before from; -1: none.
func closes(text string, from int, mark byte, after rune) int {
	for i := from + 1; i < len(text); i++ {
		if text[i] != mark {
			continue
		}
		prev, _ := utf8.DecodeLastRuneInString(text[:i])
		next := after
		if i+1 < len(text) {
			next, _ = utf8.DecodeRuneInString(text[i+1:])
		}
		if !unicode.IsSpace(prev) && !isWord(next) {
			return i
		}
	}
	return -1
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
