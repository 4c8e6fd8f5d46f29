package files

import (
	"strings"
	"unicode/utf8"
)

// maxWidth is how wide a line with a map or list in brackets may become.
const maxWidth = 100

// piece is one value of a document that is being written.
type piece struct {
	shape shape
	text  string // of a scalar
	bare  bool   // a scalar that is no text: a number, a word, a time
	block bool   // never in brackets
	items []*piece
	pairs []entry

	line string // in brackets on one line; "" where that is too long
	done bool   // line is known
}

// entry is one pair of a map.
type entry struct {
	key   string
	value *piece
}

// inline is the piece on one line, "" where it cannot be or gets too long.
func (p *piece) inline() string {
	if p.done {
		return p.line
	}
	p.done = true
	if p.shape == scalar {
		p.line = p.text
		if !p.bare {
			p.line = quote(p.text, true)
		}
		return p.line
	}
	if p.block && !p.empty() {
		return ""
	}
	parts, width := make([]string, 0, len(p.items)+len(p.pairs)), 0
	add := func(prefix string, v *piece) bool {
		s := v.inline()
		width += len(prefix) + len(s)
		parts = append(parts, prefix+s)
		return s != "" && width <= 8*maxWidth && !v.long()
	}
	for _, v := range p.items {
		if !add("", v) {
			return ""
		}
	}
	for _, e := range p.pairs {
		if !add(quote(e.key, true)+": ", e.value) {
			return ""
		}
	}
	open, end := "[", "]"
	if p.shape == mapping {
		open, end = "{", "}"
	}
	if line := open + strings.Join(parts, ", ") + end; utf8.RuneCountInString(line) <= maxWidth {
		p.line = line
	}
	return p.line
}

// long reports whether a scalar is to stand on lines of its own.
func (p *piece) long() bool {
	return p.shape == scalar && !p.bare && strings.Contains(p.text, "\n") && isLiteral(p.text)
}

func (p *piece) empty() bool { return len(p.items) == 0 && len(p.pairs) == 0 }

// emitter writes pieces as YAML.
type emitter struct{ strings.Builder }

// document writes the pairs of a document.
func (e *emitter) document(p *piece) {
	for _, pair := range p.pairs {
		e.pair(pair, 0)
	}
}

func (e *emitter) indent(n int) {
	for range n {
		e.WriteByte(' ')
	}
}

// pair writes one entry; the line is already indented.
func (e *emitter) pair(x entry, indent int) {
	key := quote(x.key, true) + ":"
	e.WriteString(key)
	e.value(x.value, indent, indent+utf8.RuneCountInString(key)+1)
}

// value writes what follows a key or a dash: indent is that of the key, column
// where a value on the same line begins.
func (e *emitter) value(p *piece, indent, column int) {
	line := p.inline()
	if p.shape == scalar && !p.bare {
		line = quote(p.text, false)
	}
	fits := line != "" && column+utf8.RuneCountInString(line) <= maxWidth
	switch {
	case p.shape == scalar && !p.bare && isLiteral(p.text) && (p.long() || !fits):
		e.literal(p.text, indent+2)
	case p.shape == scalar:
		e.WriteString(" " + line + "\n")
	case fits || p.empty():
		e.WriteString(" " + line + "\n")
	default:
		e.WriteByte('\n')
		e.children(p, indent+2)
	}
}

// children writes a map or list over several lines.
func (e *emitter) children(p *piece, indent int) {
	for _, x := range p.pairs {
		e.indent(indent)
		e.pair(x, indent)
	}
	for _, v := range p.items {
		e.indent(indent)
		e.WriteByte('-')
		e.item(v, indent)
	}
}

// item writes what follows a dash. A map of one pair needs no brackets; a map
// over several lines begins on the line of the dash.
func (e *emitter) item(p *piece, indent int) {
	line := p.inline()
	fits := line != "" && indent+2+utf8.RuneCountInString(line) <= maxWidth
	if p.shape != mapping || p.empty() || fits && len(p.pairs) > 1 {
		e.value(p, indent, indent+2)
		return
	}
	e.WriteByte(' ')
	for n, x := range p.pairs {
		if n > 0 {
			e.indent(indent + 2)
		}
		e.pair(x, indent+2)
	}
}

// literal writes a text as lines of its own.
func (e *emitter) literal(s string, indent int) {
	mark := " |-\n"
	if strings.HasSuffix(s, "\n") {
		mark, s = " |\n", s[:len(s)-1]
	}
	e.WriteString(mark)
	for line := range strings.SplitSeq(s, "\n") {
		if line != "" {
			e.indent(indent)
			e.WriteString(line)
		}
		e.WriteByte('\n')
	}
}
