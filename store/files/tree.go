package files

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// shape is the form of a node.
type shape uint8

const (
	scalar shape = iota
	mapping
	sequence
)

// point is a place in a file: line and column from 1.
type point struct{ line, column int }

// node is one value of a document, with aliases, anchors, tags and merge keys
// resolved. An alias shares the node of its anchor, so that expansion costs
// nothing until the node is decoded.
type node struct {
	shape shape
	plain bool // an unquoted scalar: what it is depends on what it looks like

	broken bool // it was refused already
	at     point
	text   string
	items  []*node
	pairs  []pair
}

// pair is one entry of a map.
type pair struct {
	key   string
	at    point
	value *node
}

// null reports whether nothing is written.
func (n *node) null() bool {
	return n.shape == scalar && n.plain && slices.Contains([]string{"", "~", "null", "Null", "NULL"}, n.text)
}

// get returns the value of a key, or nil.
func (n *node) get(key string) *node {
	for _, p := range n.pairs {
		if p.key == key {
			return p.value
		}
	}
	return nil
}

// describe names what a node is, for findings.
func (n *node) describe() string {
	switch {
	case n.shape == mapping:
		return "found a map"
	case n.shape == sequence:
		return "found a list"
	case n.null():
		return "found nothing"
	}
	return "found " + excerpt(n.text)
}

// excerpt quotes the beginning of a text for a finding.
func excerpt(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:39]) + "…"
	}
	return strconv.Quote(s)
}

// tree makes the nodes of one document and reports what cannot be one.
type tree struct {
	line    int // of the file, before the document
	refuse  func(at point, found, right string)
	warn    func(at point, found, right string)
	anchors map[string]*node
	size    int // nodes made
	merged  int // pairs copied by merge keys
}

// maxMerged bounds the pairs that the merge keys of one document copy.
const maxMerged = 100_000

// parse makes the nodes of a document; nil where it could not be parsed.
func (t *tree) parse(c chunk) *node {
	t.line = c.line
	top := point{c.line + 1, 1}
	if line, found, right := oversize(c.text); found != "" {
		t.refuse(point{c.line + line + 1, 1}, found, right)
		return nil
	}
	tokens := lexer.Tokenize(c.text)
	if at, found, right := guard(tokens); at != nil {
		t.refuse(t.place(at), found, right)
		return nil
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		t.syntax(err, top)
		return nil
	}
	t.anchors = map[string]*node{}
	var root *node
	for _, d := range file.Docs {
		if d.Body == nil {
			continue
		}
		if root != nil {
			t.refuse(t.place(d.Body.GetToken()), "something after the end of the document", "put --- on a line before it")
			return nil
		}
		root = t.node(d.Body)
	}
	return root
}

// syntax reports an error of the YAML parser.
func (t *tree) syntax(err error, top point) {
	var what string
	at := top
	if syntax := (*yaml.SyntaxError)(nil); errors.As(err, &syntax) {
		what, at = syntax.GetMessage(), t.place(syntax.GetToken())
	} else { // the text of a syntax error draws its source, which takes long in a large file
		what = err.Error()
	}
	what, _, _ = strings.Cut(what, "\n")
	found := "this is not YAML: " + oneLine(what)
	if strings.Contains(what, "\t") {
		found = "a tab in the indentation"
	}
	t.refuse(at, found, remedy(what))
}

// remedy says how to mend what the YAML parser found.
func remedy(what string) string {
	for _, r := range [][2]string{
		{"\t", "indent with blanks, not with tabs"},
		{"mapping value is not allowed", `put quotes around a text that has ": " in it`},
		{"map key-value is pre-defined", "check the indentation of this line"},
		{"could not find end character", "close the quotes"},
		{"flow map", `close the bracket, and put quotes around a text that begins with {`},
		{"sequence end token", `close the bracket, and put quotes around a text that begins with [`},
		{"non-map value", "write a key and a colon, at the same indentation as the other keys"},
	} {
		if strings.Contains(what, r[0]) {
			return r[1]
		}
	}
	return `check the indentation, brackets and quotes here; a text with ": " or " #" in it, or that begins with one of {[&*!|>%@, needs quotes`
}

// place is where a token stands in the file.
func (t *tree) place(tk *token.Token) point {
	if tk == nil || tk.Position == nil {
		return point{t.line + 1, 1}
	}
	return point{t.line + tk.Position.Line, max(1, tk.Position.Column)}
}

// node turns a node of the library into ours.
func (t *tree) node(n ast.Node) *node {
	t.size++
	if n == nil {
		return &node{plain: true, at: point{t.line + 1, 1}}
	}
	at := t.place(n.GetToken())
	switch n := n.(type) {
	case *ast.MappingNode:
		return t.mapping(at, n.Values)
	case *ast.MappingValueNode:
		return t.mapping(at, []*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		out := &node{shape: sequence, at: at}
		for _, v := range n.Values {
			out.items = append(out.items, t.node(v))
		}
		return out
	case *ast.AnchorNode:
		out := t.node(n.Value)
		t.anchors[nameOf(n.Name)] = out
		return out
	case *ast.AliasNode:
		name := nameOf(n.Value)
		if out, ok := t.anchors[name]; ok {
			return out
		}
		t.refuse(at, fmt.Sprintf("alias *%s, and no anchor &%s before it", name, name), "write the anchor first, outside of itself; a text that begins with * needs quotes")
		return &node{at: at, broken: true}
	case *ast.TagNode:
		return t.tagged(at, n)
	}
	return t.scalar(at, n)
}

func nameOf(n ast.Node) string {
	if n == nil || n.GetToken() == nil {
		return ""
	}
	return n.GetToken().Value
}

// scalar makes the node of a text, number, word or nothing, cleaned of control characters.
func (t *tree) scalar(at point, n ast.Node) *node {
	out := &node{at: at, plain: true}
	switch n := n.(type) {
	case *ast.NullNode:
		if n.Token != nil && n.Token.Type != token.ImplicitNullType {
			out.text = n.Token.Value
		}
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		out.text = n.GetToken().Value
	case *ast.StringNode:
		out.text = n.Value
		out.plain = n.Token.Type != token.SingleQuoteType && n.Token.Type != token.DoubleQuoteType
	case *ast.LiteralNode:
		out.plain = false
		if n.Value != nil {
			out.text = n.Value.Value
		}
	case *ast.MergeKeyNode:
		out.text = strings.TrimSpace(n.Token.Origin)
	default:
		t.refuse(at, "a form of YAML that is not used here", "write a plain map, list or text")
		out.broken = true
		return out
	}
	text, changed := clean(out.text)
	if changed {
		t.warn(at, "control characters in a text: they were left out", "write texts without them")
	}
	out.text = text
	return out
}

// tagged reads a value with a tag: only those of YAML's own simple types have a meaning here.
func (t *tree) tagged(at point, n *ast.TagNode) *node {
	out := t.node(n.Value)
	switch tag := nameOf(n); tag {
	case "!!str":
		if out.shape == scalar && out.plain {
			out.plain = false
		}
	case "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq":
	default:
		t.refuse(at, fmt.Sprintf("the tag %s", excerpt(tag)), "leave tags out; a text that begins with ! needs quotes")
	}
	return out
}

// mapping makes a map: each key once, merge keys laid under the written ones.
func (t *tree) mapping(at point, values []*ast.MappingValueNode) *node {
	out := &node{shape: mapping, at: at}
	seen := make(map[string]point, len(values))
	var under []*node
	for _, v := range values {
		if isMerge(v.Key) {
			under = append(under, t.node(v.Value))
			continue
		}
		key := t.key(v.Key)
		value := t.node(v.Value)
		if key == nil {
			continue
		}
		if value.at.line == t.line+1 && value.at.column == 1 && value.null() {
			value.at = key.at
		}
		if first, twice := seen[key.text]; twice {
			t.refuse(key.at, fmt.Sprintf("duplicate key %s", excerpt(key.text)), fmt.Sprintf("keep one of the two; the first is on line %d", first.line))
			continue
		}
		seen[key.text] = key.at
		out.pairs = append(out.pairs, pair{key.text, key.at, value})
	}
	if len(out.pairs) > 0 {
		out.at = out.pairs[0].at
	}
	for _, u := range under {
		t.merge(out, seen, u)
	}
	return out
}

// isMerge reports whether a key is the merge key. The library takes the end of
// any word for it: a<<.
func isMerge(k ast.Node) bool {
	n, ok := k.(*ast.MergeKeyNode)
	return ok && strings.TrimSpace(n.Token.Origin) == "<<"
}

// key reads the key of a pair; nil, and a finding, where it is no text.
func (t *tree) key(k ast.Node) *node {
	var out *node
	if _, complex := k.(*ast.MappingKeyNode); !complex && k != nil {
		out = t.node(k)
	}
	if out == nil || out.shape != scalar {
		at := point{t.line + 1, 1}
		if k != nil {
			at = t.place(k.GetToken())
		}
		t.refuse(at, "a key that is no text", "write a word and a colon; a text that begins with { or [ needs quotes")
		return nil
	}
	return out
}

// merge lays the pairs of a merge key's map, or of each map of its list, under those of a map.
func (t *tree) merge(into *node, seen map[string]point, from *node) {
	maps := []*node{from}
	if from.shape == sequence {
		maps = from.items
	}
	for _, m := range maps {
		if m.shape != mapping {
			t.refuse(into.at, "<< takes a map or a list of maps, "+m.describe(), "write <<: *name with the name of a map's anchor")
			continue
		}
		if t.merged += len(m.pairs); t.merged > maxMerged {
			t.refuse(into.at, "merge keys copy too much", "write the values out")
			return
		}
		for _, p := range m.pairs {
			if _, known := seen[p.key]; !known {
				seen[p.key] = p.at
				into.pairs = append(into.pairs, p)
			}
		}
	}
}
