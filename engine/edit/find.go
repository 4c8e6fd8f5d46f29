package edit

import (
	"reflect"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/engine/model"
	"parley/engine/text"
)

// Search is what to look for in texts.
type Search struct {
	Query  string
	Case   bool // capitals matter
	Word   bool // whole words only
	Regexp bool // the query is a regular expression (RE2); a replacement may say $1
	Names  bool // names of dialogs too
}

// Match is one find.
type Match struct {
	Path       model.Path
	Before     string // the whole text it is in
	Start, End int    // where in it, in bytes
	groups     []int
}

// Find looks through what an assistant says: texts, labels of buttons and rows, words in its
// settings. "" looks through every assistant and the snippets. Paths of dynamic
// text are never found, nor values that an attribute offers, so that a
// replacement cannot break either.
func Find(w *model.Workspace, a model.AssistantID, s Search) ([]Match, error) {
	pattern, err := s.pattern()
	if err != nil {
		return nil, err
	}
	var out []Match
	look := func(v any, at model.Path) {
		model.Visit(v, at, func(p model.Place) bool {
			if !s.looksAt(p) {
				return !offersValues(p)
			}
			out = append(out, s.in(pattern, p)...)
			return true
		})
	}
	if a != "" {
		of, err := assistantOf(w, a)
		if err != nil {
			return nil, err
		}
		look(of, of.PathOf())
		return out, nil
	}
	for _, of := range w.Assistants {
		look(of, of.PathOf())
	}
	for _, snippet := range w.Snippets {
		look(snippet, model.Path("snippets").At(string(snippet.ID)))
	}
	return out, nil
}

func (s Search) pattern() (*regexp.Regexp, error) {
	if s.Query == "" {
		return nil, refuse("write it", "there is nothing to look for")
	}
	query := s.Query
	if !s.Regexp {
		query = regexp.QuoteMeta(query)
	}
	if !s.Case {
		query = "(?i)" + query
	}
	pattern, err := regexp.Compile(query)
	if err != nil {
		return nil, refuse("mend it, or look for it as plain text", "%v", err)
	}
	return pattern, nil
}

// looksAt reports whether a place is one of those that are looked through.
func (s Search) looksAt(p model.Place) bool {
	switch {
	case p.Field == nil || p.Value.Kind() != reflect.String:
		return false
	case p.Field.Role == model.RoleText || p.Field.Role == model.RoleLabel:
		return true
	}
	parent, key, _ := split(p.Path)
	list, id, elem := split(parent)
	return s.Names && key == "name" && elem && strings.HasSuffix(string(list), ".dialogs") && !isFixed(model.DialogID(id))
}

// offersValues tells the field of an attribute's own values: labels beside a required attribute.
func offersValues(p model.Place) bool {
	if p.Field == nil || p.Field.Role != model.RoleList || p.Field.Elem.Role != model.RoleLabel || p.Step == nil {
		return false
	}
	for _, f := range p.Step.Kind().Fields() {
		if f.Role == model.RoleAttribute && f.Required {
			return true
		}
	}
	return false
}

// in finds the matches in one text.
func (s Search) in(pattern *regexp.Regexp, p model.Place) []Match {
	before := p.Text()
	var out []Match
	var open []span
	for _, at := range pattern.FindAllStringSubmatchIndex(before, -1) {
		if at[0] == at[1] || s.Word && !isWord(before, at[0], at[1]) {
			continue
		}
		if open == nil {
			open = spans(p.Field, before)
		}
		for _, o := range open {
			if at[0] >= o.start && at[1] <= o.end {
				out = append(out, Match{Path: p.Path, Before: before, Start: at[0], End: at[1], groups: at})
			}
		}
	}
	return out
}

func isWord(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return (start == 0 || !isLetter(before)) && (end == len(s) || !isLetter(after))
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// span is a stretch of a text that may be replaced.
type span struct {
	start, end int
	quoted     bool // inside the quotes of a default
}

// spans are the stretches of a text that are not dynamic: what lies between the
// {{paths}}, and what is in quotes in their defaults.
func spans(f *model.Field, s string) []span {
	if f.Role != model.RoleText {
		return []span{{0, len(s), false}}
	}
	parts, _ := text.Parse(model.Text(s))
	out := []span{}
	for i, p := range parts {
		end := len(s)
		if i+1 < len(parts) {
			end = parts[i+1].Offset
		}
		if p.Path == "" {
			out = append(out, span{p.Offset, end, false})
			continue
		}
		first, last := strings.IndexByte(s[p.Offset:end], '"'), strings.LastIndexByte(s[p.Offset:end], '"')
		if p.Has && first >= 0 && last > first {
			out = append(out, span{p.Offset + first + 1, p.Offset + last, true})
		}
	}
	return out
}

// Preview is what a text becomes when the matches in it are replaced.
type Preview struct {
	Path   model.Path
	Before string
	After  string
}

// Previews shows what each text becomes: matches in the same text are replaced together.
func (s Search) Previews(matches []Match, replacement string) ([]Preview, error) {
	pattern, err := s.pattern()
	if err != nil {
		return nil, err
	}
	var order []model.Path
	byPath := map[model.Path][]Match{}
	for _, m := range matches {
		if byPath[m.Path] == nil {
			order = append(order, m.Path)
		}
		byPath[m.Path] = append(byPath[m.Path], m)
	}
	out := make([]Preview, 0, len(order))
	for _, p := range order {
		in := byPath[p]
		out = append(out, Preview{p, in[0].Before, s.replaced(pattern, in, replacement)})
	}
	return out, nil
}

// replaced is a text with its matches, in their order, replaced.
func (s Search) replaced(pattern *regexp.Regexp, matches []Match, replacement string) string {
	before := matches[0].Before
	parts := spans(&model.Field{Role: model.RoleText}, before)
	var b strings.Builder
	from := 0
	for _, m := range matches {
		if m.Start < from || m.End > len(before) {
			continue
		}
		with := replacement
		if s.Regexp && m.groups != nil {
			with = string(pattern.ExpandString(nil, replacement, before, m.groups))
		}
		for _, o := range parts {
			if o.quoted && m.Start >= o.start && m.End <= o.end {
				with = strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(with)
			}
		}
		b.WriteString(before[from:m.Start])
		b.WriteString(with)
		from = m.End
	}
	b.WriteString(before[from:])
	return b.String()
}

// Replace puts other words where matches of a search are. A text that has changed
// since it was searched is an error.
type Replace struct {
	Search  Search
	With    string
	Matches []Match // those chosen, in the order they were found
}

// Label implements [Action].
func (a Replace) Label() string { return "replace " + a.Search.Query + " with " + a.With }

// MergeKey implements [Action].
func (a Replace) MergeKey() string { return "" }

// Apply implements [Action].
func (a Replace) Apply(w *model.Workspace) (Change, error) {
	if len(a.Matches) == 0 {
		return Change{Workspace: w}, refuse("choose at least one", "there is nothing to replace")
	}
	previews, err := a.Search.Previews(a.Matches, a.With)
	if err != nil {
		return Change{Workspace: w}, err
	}
	after := w
	for _, p := range previews {
		at, err := At(after, p.Path)
		if err != nil {
			return Change{Workspace: w}, err
		}
		if at.Value.Kind() != reflect.String || at.Value.String() != p.Before {
			return Change{Workspace: w}, refuse("search again", "%s has changed since", p.Path)
		}
		value, err := at.accept(p.After)
		if err != nil {
			return Change{Workspace: w}, err
		}
		if after, err = at.put(after, value); err != nil {
			return Change{Workspace: w}, err
		}
	}
	return finish(w, after, a.Matches[0].Path, nil, nil)
}
