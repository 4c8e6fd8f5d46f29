package files

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"parley/engine/model"

	"github.com/goccy/go-yaml/token"
)

// Bounds on one YAML document, so that no file can exhaust memory or the stack
// in the YAML library: its parser recurses for every level and every key.
const (
	maxChunkBytes = 4 << 20 // of one document; a file may hold several
	maxMarks      = 1 << 20 // brackets, commas, colons and dashes of one document
	maxDepth      = 200     // of maps and lists inside each other
	maxKeys       = 2000    // of one map
	maxEmptyLines = 100     // in a row: the time a block of text takes grows with their square
)

// chunk is the text of one YAML document and the line of the file it starts on (from 0).
type chunk struct {
	text string
	line int
}

// normalize checks that data is text and brings line ends to "\n" and drops a
// byte order mark. A complaint is returned with the place in the data.
func normalize(data []byte) (text string, line, column int, found, right string) {
	if len(data) > model.MaxDocumentBytes {
		return "", 0, 0, fmt.Sprintf("the file is larger than %d MiB", model.MaxDocumentBytes>>20), "split it into several files"
	}
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return "", 1, 1, "the file is UTF-16", "save it as UTF-8"
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		line, column = placeOf(data, func(r rune, size int) bool { return r == utf8.RuneError && size == 1 })
		return "", line, column, "the text is not UTF-8 here", "save the file as UTF-8"
	}
	if bytes.IndexByte(data, 0) >= 0 {
		line, column = placeOf(data, func(r rune, _ int) bool { return r == 0 })
		return "", line, column, "there is a zero byte: this is no text file", "import YAML or Markdown files"
	}
	text = string(data)
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return text, 0, 0, "", ""
}

// placeOf is the line and column of the first character that is.
func placeOf(data []byte, is func(r rune, size int) bool) (line, column int) {
	line, column = 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if is(r, size) {
			return line, column
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		data = data[size:]
	}
	return line, column
}

// split cuts a file at its document marks (--- and ...), so that each document
// is parsed alone and a mistake in one does not hide those of the next.
func split(text string) []chunk {
	var out []chunk
	var b strings.Builder
	start, line, empty := 0, 0, true
	flush := func(next int) {
		if !empty {
			out = append(out, chunk{b.String(), start})
		}
		b.Reset()
		start, empty = next, true
	}
	for rest := text; rest != ""; line++ {
		one, after, _ := strings.Cut(rest, "\n")
		rest = after
		if isMark(one, "---") || isMark(one, "...") {
			flush(line)
			one = "   " + one[3:]
		}
		if empty && strings.HasPrefix(one, "%") {
			one = ""
		}
		if word := strings.TrimSpace(one); word != "" && word[0] != '#' {
			empty = false
		}
		b.WriteString(one)
		b.WriteByte('\n')
	}
	flush(line)
	return out
}

func isMark(line, mark string) bool {
	return strings.HasPrefix(line, mark) && (len(line) == 3 || line[3] == ' ' || line[3] == '\t')
}

// frontMatter cuts a Markdown file into its front matter and its body; line is
// the one the body starts on (from 0).
func frontMatter(text string) (head chunk, body string, line int, ok bool) {
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \t") != "---" {
		return chunk{}, "", 0, false
	}
	var b strings.Builder
	for line = 1; rest != ""; line++ {
		one, after, _ := strings.Cut(rest, "\n")
		rest = after
		if mark := strings.TrimRight(one, " \t"); mark == "---" || mark == "..." {
			line++
			if trimmed, found := strings.CutPrefix(rest, "\n"); found {
				rest, line = trimmed, line+1
			}
			return chunk{b.String(), 1}, strings.TrimSuffix(rest, "\n"), line, true
		}
		b.WriteString(one)
		b.WriteByte('\n')
	}
	return chunk{}, "", 0, false
}

// oversize reports what of a document is too much to be cut into tokens, and its line (from 0).
func oversize(text string) (line int, found, right string) {
	if len(text) > maxChunkBytes {
		return 0, fmt.Sprintf("one document is larger than %d MiB", maxChunkBytes>>20), "split it, or put texts into articles"
	}
	marks := 0
	for _, mark := range []string{",", ":", "-", "[", "{", "&", "*", "!"} {
		marks += strings.Count(text, mark)
	}
	if marks > maxMarks {
		return 0, "one document has more than a million brackets, commas, colons and dashes", "split it"
	}
	empty := 0
	for one := range strings.SplitSeq(text, "\n") {
		empty++
		if strings.TrimSpace(one) != "" {
			empty = 0
		}
		if empty > maxEmptyLines {
			return line, fmt.Sprintf("more than %d empty lines in a row", maxEmptyLines), "take some out"
		}
		line++
	}
	return 0, "", ""
}

// guard reports what of a document's tokens the parser must not be given.
func guard(tokens token.Tokens) (at *token.Token, found, right string) {
	g := guardian{}
	for _, t := range tokens {
		if found, right = g.take(t); found != "" {
			return t, found, right
		}
	}
	return nil, "", ""
}

// guardian follows the nesting of a document by its tokens alone.
type guardian struct {
	open  []level // of blocks, the innermost last
	flow  int     // brackets that are open
	runs  int     // anchors, tags and aliases in a row
	pairs int     // colons in a row within brackets
	start *token.Token
}

type level struct {
	column int
	list   bool
	keys   int
}

func (g *guardian) take(t *token.Token) (found, right string) {
	last := g.start
	g.start = t
	switch t.Type {
	case token.MappingKeyType:
		return `a "?" key`, "write the key and a colon: key: value"
	case token.AnchorType, token.TagType, token.AliasType:
		g.runs++
	case token.SequenceStartType, token.MappingStartType:
		g.flow, g.runs, g.pairs = g.flow+1, 0, 0
	case token.SequenceEndType, token.MappingEndType:
		g.flow, g.runs, g.pairs = g.flow-1, 0, 0
	case token.CollectEntryType:
		g.runs, g.pairs = 0, 0
	case token.SequenceEntryType:
		g.block(t.Position.Column, true)
	case token.MappingValueType:
		if last == nil || last.Type == token.MappingValueType {
			return "a colon without a key", "write the key before it, or quotes around the text"
		}
		if g.flow <= 0 && g.block(last.Position.Column, false) > maxKeys {
			return fmt.Sprintf("more than %d keys in one map", maxKeys), "split it into several"
		}
		if g.runs = 0; g.flow > 0 {
			g.pairs++
		}
	case token.SpaceType, token.CommentType, token.StringType:
	default:
		g.runs = 0
	}
	if len(g.open)+g.flow+g.runs+g.pairs > maxDepth {
		return fmt.Sprintf("more than %d levels inside each other", maxDepth), "flatten it: use redirects to dialogs of their own"
	}
	return "", ""
}

// block enters the block that a dash or a key at the column belongs to.
func (g *guardian) block(column int, list bool) int {
	for n := len(g.open); n > 0; n-- {
		top := g.open[n-1]
		if top.column < column || top.column == column && (top.list == list || list) {
			break
		}
		g.open = g.open[:n-1]
	}
	if n := len(g.open); n == 0 || g.open[n-1].column != column || g.open[n-1].list != list {
		g.open = append(g.open, level{column: column, list: list})
	}
	top := &g.open[len(g.open)-1]
	top.keys++
	return top.keys
}
