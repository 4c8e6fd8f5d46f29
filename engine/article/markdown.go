package article

import (
	"html"
	"strings"
	"unicode/utf8"

	"parley/engine/text"
)

// unitKind is what a unit of an article's text is.
type unitKind uint8

const (
	sentence unitKind = iota
	item              // of a list, with what marks it
	row               // of a table
	verbatim          // a line of code
)

// unit is the least that is quoted: a sentence, an item of a list, a row of a table.
type unit struct {
	kind     unitKind
	from, to int // bytes of the body, without the mark of an item
	mark     string
	leads    bool // a colon at its end leads over to what follows
}

// section is what stands under one heading; the first has none.
type section struct {
	headings []string // plain, the outermost first
	passages [][]unit // each a paragraph, a list with what leads over to it, or a table
}

// passageBytes is about how long a passage gets before the next one begins.
const passageBytes = 700

// splitter reads Markdown line by line. It knows the blocks that make a
// difference to quoting; whatever else there is counts as a paragraph.
type splitter struct {
	body     string
	sections []section
	passage  []unit
	open     struct{ from, to int } // the paragraph that is being read; from -1 for none
	fence    string                 // what ends the code that is being read
	comment  bool                   // inside an HTML comment
	listing  bool                   // the line before was of an item
	paused   bool                   // the line before was blank
}

// split parts the body of an article into sections, passages and units.
func split(body string) []section {
	s := &splitter{body: body, sections: []section{{}}}
	s.open.from = -1
	for at := 0; at < len(body); {
		end := strings.IndexByte(body[at:], '\n')
		next := at + end + 1
		if end < 0 {
			end, next = len(body)-at, len(body)
		}
		s.line(at, at+end)
		at = next
	}
	s.endPassage()
	return s.sections
}

func (s *splitter) line(from, to int) {
	line := s.body[from:to]
	visible := strings.TrimSpace(line)
	at := from + len(line) - len(strings.TrimLeft(line, " \t\r"))
	switch {
	case s.comment:
		s.comment = !strings.Contains(line, "-->")
	case s.fence != "":
		if strings.HasPrefix(visible, s.fence) {
			s.fence = ""
		} else if visible != "" {
			s.add(unit{kind: verbatim, from: at, to: at + len(visible)})
		}
	case strings.HasPrefix(visible, "```"), strings.HasPrefix(visible, "~~~"):
		s.endParagraph()
		s.fence = visible[:3]
	case strings.HasPrefix(visible, "<!--"):
		s.endParagraph()
		s.comment = !strings.Contains(visible, "-->")
	case visible == "":
		s.endParagraph()
		s.pause()
	default:
		s.quoted(visible, at)
	}
}

// quoted reads a line that is neither code nor comment, without what marks a quotation.
func (s *splitter) quoted(line string, from int) {
	for {
		rest, ok := strings.CutPrefix(line, ">")
		if !ok {
			break
		}
		inner := strings.TrimLeft(rest, " \t")
		line, from = inner, from+len(line)-len(inner)
	}
	if line == "" {
		s.endParagraph()
		s.pause()
		return
	}
	s.text(line, from)
	s.paused = false
}

// text reads a line from its first visible byte on.
func (s *splitter) text(line string, from int) {
	level, mark := headingLevel(line), itemMark(line)
	switch {
	case level > 0:
		s.endPassage()
		s.heading(level, Plain(strings.Trim(line[level:], "# \t")))
	case s.open.from >= 0 && isUnderline(line):
		title := Plain(s.body[s.open.from:s.open.to])
		s.open.from = -1
		s.endPassage()
		s.heading(map[byte]int{'=': 1, '-': 2}[line[0]], title)
	case isRule(line):
		s.endPassage()
	case strings.HasPrefix(line, "|"):
		s.endParagraph()
		if strings.Trim(line, "|-: \t") != "" {
			s.add(unit{kind: row, from: from, to: from + len(line)})
		}
	case mark > 0:
		s.endParagraph()
		words := strings.TrimLeft(line[mark:], " \t")
		s.add(unit{kind: item, from: from + len(line) - len(words), to: from + len(line), mark: strings.TrimSpace(line[:mark])})
		s.listing = true
	case s.listing:
		s.passage[len(s.passage)-1].to = from + len(line)
	case s.open.from >= 0:
		s.open.to = from + len(line)
	default:
		if n := len(s.passage); s.paused && n > 0 && s.passage[n-1].kind != sentence {
			s.endPassage()
		}
		s.open.from, s.open.to = from, from+len(line)
	}
}

// headingLevel is the number of # a heading begins with, 0 for any other line.
func headingLevel(line string) int {
	n := len(line) - len(strings.TrimLeft(line, "#"))
	if n < 1 || n > 6 || n < len(line) && line[n] != ' ' && line[n] != '\t' {
		return 0
	}
	return n
}

// isUnderline tells the lines that make a heading of the line above.
func isUnderline(line string) bool {
	return strings.Trim(line, "=") == "" || len(line) > 1 && strings.Trim(line, "-") == ""
}

func isRule(line string) bool {
	if strings.IndexByte("-*_", line[0]) < 0 {
		return false
	}
	bare := strings.ReplaceAll(line, " ", "")
	return len(bare) > 2 && (strings.Trim(bare, "-") == "" || strings.Trim(bare, "*") == "" || strings.Trim(bare, "_") == "")
}

// itemMark is the length of what marks a list's item, 0 where nothing does.
func itemMark(line string) int {
	if len(line) > 1 && strings.IndexByte("-*+", line[0]) >= 0 && (line[1] == ' ' || line[1] == '\t') {
		return 2
	}
	n := 0
	for n < len(line) && n < 9 && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	if n > 0 && n+1 < len(line) && (line[n] == '.' || line[n] == ')') && (line[n+1] == ' ' || line[n+1] == '\t') {
		return n + 2
	}
	return 0
}

func (s *splitter) heading(level int, title string) {
	outer := s.sections[len(s.sections)-1].headings
	next := make([]string, 0, level)
	next = append(next, outer[:min(len(outer), level-1)]...)
	if title != "" {
		next = append(next, title)
	}
	s.sections = append(s.sections, section{headings: next})
}

// add puts a unit into the passage, or into the next one where it has become long.
func (s *splitter) add(u unit) {
	s.listing = false
	if n := len(s.passage); n > 0 && s.passage[n-1].to-s.passage[0].from > passageBytes {
		s.endPassage()
	}
	s.passage = append(s.passage, u)
}

// endParagraph makes sentences of the paragraph that was read.
func (s *splitter) endParagraph() {
	s.listing = false
	if s.open.from < 0 {
		return
	}
	from, to := s.open.from, s.open.to
	s.open.from = -1
	for _, cut := range sentences(s.body[from:to]) {
		u := unit{from: from + cut[0], to: from + cut[1]}
		u.leads = strings.HasSuffix(strings.TrimRight(s.body[u.from:u.to], "*_ "), ":")
		s.add(u)
	}
}

// pause ends the passage at a blank line unless what came leads over to what follows.
func (s *splitter) pause() {
	s.paused = true
	if n := len(s.passage); n > 0 && s.passage[n-1].kind == sentence && !s.passage[n-1].leads {
		s.endPassage()
	}
}

func (s *splitter) endPassage() {
	if s.open.from >= 0 {
		s.endParagraph()
	}
	s.listing = false
	if len(s.passage) == 0 {
		return
	}
	last := &s.sections[len(s.sections)-1]
	last.passages = append(last.passages, s.passage)
	s.passage = nil
}

// sentences finds where the sentences of a paragraph begin and end.
func sentences(p string) [][2]int {
	var out [][2]int
	from := 0
	for i := 0; i < len(p); {
		r, n := utf8.DecodeRuneInString(p[i:])
		i += n
		wide := r == '。' || r == '！' || r == '？'
		if !wide && r != '.' && r != '!' && r != '?' {
			continue
		}
		end := i
		for end < len(p) && strings.IndexByte(`"')]*_`, p[end]) >= 0 {
			end++
		}
		if !wide && !(end < len(p) && (p[end] == ' ' || p[end] == '\n')) || r == '.' && abbreviated(p[from:end], p[end:]) {
			continue
		}
		out = append(out, trimmed(p, from, end))
		from = end
		i = end
	}
	if t := trimmed(p, from, len(p)); t[0] < t[1] {
		out = append(out, t)
	}
	return out
}

// abbreviated reports whether a full stop stands in a sentence and does not end
// it: after one letter or a short word, or before a small letter.
func abbreviated(before, after string) bool {
	next := strings.TrimLeft(after, " \n")
	if r, _ := utf8.DecodeRuneInString(next); next != "" && strings.ToLower(string(r)) == string(r) && strings.ToUpper(string(r)) != string(r) {
		return true
	}
	word := before[strings.LastIndexAny(before, " \n(")+1:]
	return len(word) == 2 && word[0] > '9' || abbreviations[strings.ToLower(word)]
}

var abbreviations = map[string]bool{"e.g.": true, "i.e.": true, "no.": true, "mr.": true, "mrs.": true, "ms.": true, "dr.": true, "st.": true,
	"sr.": true, "sra.": true, "núm.": true, "p.ej.": true, "av.": true, "z.b.": true, "nr.": true, "ca.": true, "bzw.": true, "mme.": true, "approx.": true, "incl.": true}

func trimmed(p string, from, to int) [2]int {
	for from < to && (p[from] == ' ' || p[from] == '\n' || p[from] == '\t') {
		from++
	}
	for to > from && (p[to-1] == ' ' || p[to-1] == '\n' || p[to-1] == '\t') {
		to--
	}
	return [2]int{from, to}
}

// Plain takes the marks of Markdown and HTML out of a piece of text; of links
// and pictures their words stay.
func Plain(md string) string {
	if !strings.ContainsAny(md, "*_`~[]!<>&\\\n") {
		return strings.Join(strings.Fields(text.Clean(md)), " ")
	}
	var b strings.Builder
	b.Grow(len(md))
	for i := 0; i < len(md); {
		i = plainStep(&b, md, i)
	}
	return strings.Join(strings.Fields(text.Clean(html.UnescapeString(b.String()))), " ")
}

// plainRow is a table's row without its marks, its cells parted by commas.
func plainRow(md string) string {
	var cells []string
	for c := range strings.SplitSeq(strings.ReplaceAll(md, `\|`, "&#124;"), "|") {
		if c = Plain(c); c != "" {
			cells = append(cells, c)
		}
	}
	return strings.Join(cells, ", ")
}

// plainStep writes what is left of the text at i and returns where to go on.
func plainStep(b *strings.Builder, md string, i int) int {
	c := md[i]
	switch {
	case c == '\\' && strings.IndexByte("\\`*_{}[]()#+-.!|<>~", next(md, i)) >= 0:
		b.WriteByte(md[i+1])
		return i + 2
	case c == '*' && !isFactor(md, i), c == '`', c == '~' && (next(md, i) == '~' || i > 0 && md[i-1] == '~'):
		return i + 1
	case c == '_' && !(i > 0 && wordByte(md[i-1]) && wordByte(next(md, i))):
		return i + 1
	case c == '!' && next(md, i) == '[':
		return i + 1
	case c == '[':
		if label, end, ok := link(md, i); ok {
			b.WriteString(Plain(label))
			return end
		}
	case c == '<':
		if end := tagEnd(md, i); end > 0 {
			inside := md[i+1 : end-1]
			if strings.Contains(inside, ":") && !strings.ContainsAny(inside, " =/\"") || strings.HasPrefix(inside, "http") {
				b.WriteString(inside)
			} else if !inline[strings.ToLower(strings.Trim(inside, "/"))] {
				b.WriteByte(' ')
			}
			return end
		}
	case c == '\n':
		b.WriteByte(' ')
		for i++; i < len(md) && strings.IndexByte(" \t>", md[i]) >= 0; i++ {
		}
		return i
	}
	b.WriteByte(c)
	return i + 1
}

// inline are the HTML tags that stand inside a word or between words.
var inline = map[string]bool{"b": true, "i": true, "em": true, "strong": true, "code": true, "u": true, "s": true, "sup": true, "sub": true, "span": true, "a": true}

// isFactor tells the stars that mark nothing: between figures, or with blanks on both sides.
func isFactor(s string, i int) bool {
	before, after := byte(' '), next(s, i)
	if i > 0 {
		before = s[i-1]
	}
	return before == ' ' && after == ' ' || before >= '0' && before <= '9' && after >= '0' && after <= '9'
}

// next is the byte after the one at i, 0 at the end.
func next(s string, i int) byte {
	if i+1 < len(s) {
		return s[i+1]
	}
	return 0
}

func wordByte(c byte) bool {
	return c >= utf8.RuneSelf || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// maxMark is how far in bytes the end of a link's label, its address or an HTML tag is looked for.
const maxMark = 1000

// link reads [label](address) or [label][name] at i.
func link(md string, i int) (label string, end int, ok bool) {
	depth := 0
	for j := i; j < min(len(md), i+maxMark); j++ {
		switch md[j] {
		case '\\':
			j++
			continue
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth > 0 {
			continue
		}
		closing := map[byte]byte{'(': ')', '[': ']'}[next(md, j)]
		if closing == 0 {
			return "", 0, false
		}
		to := strings.IndexByte(md[j+1:min(len(md), j+maxMark)], closing)
		if to < 0 {
			return "", 0, false
		}
		return md[i+1 : j], j + 1 + to + 1, true
	}
	return "", 0, false
}

// tagEnd is where the HTML tag or address in angles at i ends, 0 where there is none.
func tagEnd(md string, i int) int {
	if c := next(md, i); c != '/' && c != '!' && !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
		return 0
	}
	end := strings.IndexByte(md[i:min(len(md), i+maxMark)], '>')
	if end < 0 {
		return 0
	}
	return i + end + 1
}
