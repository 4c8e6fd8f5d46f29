package session

import (
	"bytes"
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// template is a text made ready: fixed runs, and readers for its paths.
type template struct {
	parts  []part
	static bool // nothing in it changes
	text   string
}

type part struct {
	literal  string
	path     model.AttributePath
	read     reader
	snippet  *snippet
	fallback string
	has      bool
}

// snippet is a snippet with its texts made ready by language.
type snippet struct {
	source *model.Snippet
	texts  model.Map[template]
}

// Bounds of snippets that name each other: how deep, and how many in one text.
const (
	maxSnippetDepth = 8
	maxSnippets     = 1000
)

// unset reads nothing.
var unset = reader{live: func(*Session) model.Value { return model.Value{} }}

func (c *compiler) template(t model.Text) template {
	parsed, _ := text.Parse(t)
	out := template{static: true}
	var all strings.Builder
	for _, p := range parsed {
		if p.Path == "" {
			out.parts = append(out.parts, part{literal: p.Literal})
			all.WriteString(p.Literal)
			continue
		}
		out.static = false
		made := part{path: p.Path, fallback: p.Default, has: p.Has}
		if id, ok := strings.CutPrefix(string(p.Path), "snippet."); ok {
			made.snippet, made.read = c.p.snippets[model.SnippetID(id)], unset
		} else {
			made.read = c.reader(p.Path)
		}
		out.parts = append(out.parts, made)
	}
	if out.static {
		out.text, out.parts = all.String(), nil
	}
	return out
}

func (c *compiler) snippet(s *snippet) {
	for _, p := range s.source.Texts {
		s.texts = append(s.texts, model.Pair[template]{Key: p.Key, Value: c.template(p.Value)})
	}
}

// render writes a template with what is known now; an unset value without a
// default is nothing, and a note for the builder.
func (s *Session) render(t *template) string {
	if t.static {
		return t.text
	}
	var room [128]byte
	left := maxSnippets
	b := s.appendText(room[:0], t, 0, &left)
	if len(b) > model.MaxTextBytes {
		s.note("a text came to more than 256 KB: the rest is left out")
		b = bytes.ToValidUTF8(b[:model.MaxTextBytes], nil)
	}
	return string(b)
}

func (s *Session) appendText(b []byte, t *template, depth int, left *int) []byte {
	if t.static {
		return append(b, t.text...)
	}
	for i := range t.parts {
		if len(b) > model.MaxTextBytes { // values that hold themselves double in each round
			break
		}
		p := &t.parts[i]
		switch {
		case p.path == "":
			b = append(b, p.literal...)
		case p.snippet != nil:
			if *left--; *left < 0 || depth >= maxSnippetDepth {
				continue
			}
			if inner := s.snippetText(p.snippet); inner != nil {
				b = s.appendText(b, inner, depth+1, left)
			}
		default:
			b = s.appendValue(b, p)
		}
	}
	return b
}

func (s *Session) appendValue(b []byte, p *part) []byte {
	v := p.read.read(s)
	switch {
	case v.Kind() == model.TextValue:
		return append(b, v.Text()...)
	case v.IsSet():
		return append(b, v.String()...)
	case p.has:
		return append(b, p.fallback...)
	}
	s.note(string(p.path) + " is not set: it shows nothing")
	return b
}

// snippetText picks the text of a snippet by the customer's language, then the
// assistant's, then the workspace's, then the first there is; see [Session.speaks].
func (s *Session) snippetText(n *snippet) *template {
	for _, want := range s.speaks() {
		if want == "" {
			continue
		}
		if t := n.in(want); t != nil {
			return t
		}
	}
	if len(n.texts) > 0 {
		return &n.texts[0].Value
	}
	return nil
}

// in is the text of a language: of its exact tag, of its primary subtag, or of
// another tag of that; nil where there is none.
func (n *snippet) in(want model.Language) *template {
	primary := text.Primary(want)
	var near, exact *template
	for i := range n.texts {
		switch key := n.texts[i].Key; {
		case strings.EqualFold(key, string(want)):
			return &n.texts[i].Value
		case exact == nil && strings.EqualFold(key, primary):
			exact = &n.texts[i].Value
		case near == nil && strings.EqualFold(text.Primary(model.Language(key)), primary):
			near = &n.texts[i].Value
		}
	}
	if exact != nil {
		return exact
	}
	return near
}

func (s *Session) profileLanguage() model.Language {
	if s.start.Customer != nil && s.start.Authenticated {
		return s.start.Customer.Language
	}
	return ""
}

// say tells the customer something.
func (s *Session) say(t template, buttons []string) {
	s.emit(Event{Type: Message, From: Bot, Text: s.render(&t), Buttons: buttons})
}
