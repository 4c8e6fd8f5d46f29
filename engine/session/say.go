package session

import (
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

// maxSnippetDepth bounds snippets that name each other.
const maxSnippetDepth = 8

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
			made.snippet = c.p.snippets[model.SnippetID(id)]
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
	return string(s.appendText(room[:0], t, 0))
}

func (s *Session) appendText(b []byte, t *template, depth int) []byte {
	if t.static {
		return append(b, t.text...)
	}
	for i := range t.parts {
		p := &t.parts[i]
		switch {
		case p.path == "":
			b = append(b, p.literal...)
		case p.snippet != nil && depth < maxSnippetDepth:
			if inner := s.snippetText(p.snippet); inner != nil {
				b = s.appendText(b, inner, depth+1)
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
// assistant's, then the workspace's, then the first there is.
func (s *Session) snippetText(n *snippet) *template {
	known := s.p.slots.byKey
	b := s.start
	chain := [...]model.Language{
		model.Language(s.value(known, "conversation.defaultLanguage").Text()),
		model.Language(s.value(known, "session.language").Text()),
		b.Language,
		model.Language(s.value(known, "customer.defaultLanguage").Text()),
		s.profileLanguage(),
		s.p.assistant.Language,
		s.p.workspace.DefaultLanguage(),
	}
	for _, want := range chain {
		if want == "" {
			continue
		}
		for i := range n.texts {
			if strings.EqualFold(n.texts[i].Key, string(want)) {
				return &n.texts[i].Value
			}
		}
		for i := range n.texts {
			if strings.EqualFold(text.Primary(model.Language(n.texts[i].Key)), text.Primary(want)) {
				return &n.texts[i].Value
			}
		}
	}
	if len(n.texts) > 0 {
		return &n.texts[0].Value
	}
	return nil
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
