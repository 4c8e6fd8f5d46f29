// Package text reads dynamic text: the {{paths}} in what an assistant says, with
// their defaults, and the language a snippet is taken in.
package text

import (
	"fmt"
	"strings"

	"parley/engine/model"
)

// Part is a run of fixed text, or a path with what stands in for it when it is unset.
type Part struct {
	Literal string
	Path    model.AttributePath // "" for fixed text
	Default string              // {{path | "default"}}
	Has     bool                // a default was given, though it may be empty
	Offset  int                 // where the part begins, in bytes
}

// Template is a parsed text.
type Template []Part

// Problem is something in a text that cannot be read as dynamic text; there it
// is kept as it was written.
type Problem struct {
	Offset  int // bytes from the start of the text
	Message string
	Mend    string
}

// Parse reads a text. It never fails: what it cannot read is fixed text, and a problem.
func Parse(t model.Text) (Template, []Problem) {
	s := string(t)
	if !strings.Contains(s, "{{") {
		if s == "" {
			return nil, nil
		}
		return Template{{Literal: s}}, nil
	}
	var out Template
	var problems []Problem
	for at := 0; at < len(s); {
		open := strings.Index(s[at:], "{{")
		if open < 0 {
			return append(out, Part{Literal: s[at:], Offset: at}), problems
		}
		open += at
		if open > at {
			out = append(out, Part{Literal: s[at:open], Offset: at})
		}
		part, next, problem := reference(s, open)
		if problem != nil {
			problems = append(problems, *problem)
			part = Part{Literal: s[open:next], Offset: open}
		}
		out = append(out, part)
		at = next
	}
	return out, problems
}

// reference reads {{path}} or {{path | "default"}} at open and says where it ends.
func reference(s string, open int) (Part, int, *Problem) {
	end := closing(s, open+2)
	if end < 0 {
		return Part{}, len(s), &Problem{open, "{{ is never closed", "write {{path}}, such as {{customer.name}}"}
	}
	path, fallback, has := strings.Cut(s[open+2:end], "|")
	part := Part{Path: model.AttributePath(strings.TrimSpace(path)), Offset: open, Has: has}
	if !ValidPath(part.Path) {
		return part, end + 2, &Problem{open, fmt.Sprintf("%q is no path", part.Path), "write a path such as {{customer.name}}"}
	}
	if has {
		value, ok := quoted(strings.TrimSpace(fallback))
		if !ok {
			return part, end + 2, &Problem{open, "the default is not in quotes", `write {{` + string(part.Path) + ` | "there"}}`}
		}
		part.Default = value
	}
	return part, end + 2, nil
}

// closing finds the }} that ends a reference, not one inside a quoted default.
func closing(s string, from int) int {
	inQuotes := false
	for i := from; i < len(s); i++ {
		switch {
		case s[i] == '\\' && inQuotes:
			i++
		case s[i] == '"':
			inQuotes = !inQuotes
		case s[i] == '\n' && !inQuotes:
			return -1
		case !inQuotes && strings.HasPrefix(s[i:], "}}"):
			return i
		}
	}
	return -1
}

func quoted(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(s)-1; i++ {
		if s[i] == '\\' && i+1 < len(s)-1 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String(), true
}

// ValidPath reports whether a path has the shape of one: two or more words of
// letters, digits, dashes and underscores with dots between them.
func ValidPath(p model.AttributePath) bool {
	words := strings.Split(string(p), ".")
	for _, w := range words {
		if !model.ValidID(w) {
			return false
		}
	}
	return len(words) >= 2
}

// String writes the template as a text that parses to it.
func (t Template) String() string {
	var b strings.Builder
	for _, p := range t {
		switch {
		case p.Path == "":
			b.WriteString(p.Literal)
		case p.Has:
			fallback := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(p.Default)
			fmt.Fprintf(&b, `{{%s | "%s"}}`, p.Path, fallback)
		default:
			fmt.Fprintf(&b, "{{%s}}", p.Path)
		}
	}
	return b.String()
}

// Rename returns the text with every use of a path replaced, and whether there was
// one; everything else stays as it was written. A path that ends in a dot stands
// for all paths that begin with it.
func Rename(t model.Text, from, to model.AttributePath) (model.Text, bool) {
	s := string(t)
	if from == "" || !strings.Contains(s, string(from)) {
		return t, false
	}
	parts, _ := Parse(t)
	var b strings.Builder
	done := 0
	for _, p := range parts {
		if p.Path != from && !(strings.HasSuffix(string(from), ".") && strings.HasPrefix(string(p.Path), string(from))) {
			continue
		}
		at := p.Offset + strings.Index(s[p.Offset:], string(from))
		b.WriteString(s[done:at])
		b.WriteString(string(to))
		done = at + len(from)
	}
	if done == 0 {
		return t, false
	}
	b.WriteString(s[done:])
	return model.Text(b.String()), true
}

// Pick returns the value of the first language that the map has a text for,
// language by language: its exact tag, then its primary subtag, then any other
// tag of the same primary subtag.
func Pick(texts model.Map[model.Text], languages ...model.Language) (model.Text, bool) {
	for _, want := range languages {
		if want == "" {
			continue
		}
		primary := Primary(want)
		for _, fits := range [...]func(key string) bool{
			func(key string) bool { return strings.EqualFold(key, string(want)) },
			func(key string) bool { return strings.EqualFold(key, primary) },
			func(key string) bool { return strings.EqualFold(Primary(model.Language(key)), primary) },
		} {
			for _, p := range texts {
				if fits(p.Key) {
					return p.Value, true
				}
			}
		}
	}
	return "", false
}

// Primary is the primary subtag of a language: pt of pt-BR.
func Primary(l model.Language) string {
	tag, _, _ := strings.Cut(string(l), "-")
	return tag
}
