package workspace

import (
	"reflect"
	"strings"

	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
)

// kind is one kind of document as this screen shows it.
type kind struct {
	of                *model.DocumentKind
	title, one, empty string
}

// fields are those of the kind that are shown.
func (k kind) fields() []*model.Field {
	var out []*model.Field
	for _, f := range model.FieldsOf(k.of.Type) {
		if f.Key != "id" {
			out = append(out, f)
		}
	}
	return out
}

// kinds lists the kinds of document that have no screen of their own, in the
// order they are shown. One that is not described here is shown by its name.
func kinds() []kind {
	described := []kind{
		{title: "Settings", one: "Workspace"},
		{title: "Brands", one: "Brand", empty: "A brand is a face of the company: assistants and knowledge bases belong to it. a makes the first one."},
		{title: "Teams", one: "Team", empty: "Conversations are handed to teams and their agents. a makes the first team."},
		{title: "Klasses and attributes", one: "Klass", empty: "A Klass says what there is to know: of customers, companies, conversations, or of things of your own such as orders. a makes the first one."},
		{title: "Schedules", one: "Schedule", empty: "A schedule tells when the business is open: hours per weekday and holidays. a makes the first one."},
		{title: "Snippets", one: "Snippet", empty: "A snippet is a text that many messages share, in every language. a makes the first one; {{snippet.name}} says it."},
		{title: "Workflows", one: "Workflow", empty: "A workflow asks a system of yours and returns what it said: where an order is, what an account owes. a makes the first one."},
		{title: "Customers", one: "Customer", empty: "Customers are who the preview can be: with a name, a language and what is known of them. a makes the first one."},
		{title: "Objects", one: "Object", empty: "Objects are the things of a Klass that belong to customers, such as orders. a makes the first one."},
		{title: "AI profiles", one: "Profile", empty: "A profile holds the company's own prompts for AI responses. a makes the first one."},
		{title: "Plans", one: "Plan", empty: "A plan is what was bought: how many conversations a month, and packs beyond. a makes the first one."},
	}
	var out []kind
	for _, k := range described {
		k.of = model.DocumentKindOf(k.one)
		out = append(out, k)
	}
	for _, k := range model.DocumentKinds() {
		known := hasScreen(k.Name)
		for _, d := range described {
			known = known || d.one == k.Name
		}
		if !known {
			out = append(out, kind{of: k, title: k.Name, one: k.Name, empty: "There is none yet. a makes the first one."})
		}
	}
	return out
}

// hasScreen tells the kinds that are edited on screens of their own.
func hasScreen(name string) bool {
	switch name {
	case "Assistant", "Intent", "Rule", "Defaults", "KnowledgeBase", "Article", "Test", "Recording":
		return true
	}
	return false
}

// word is the kind in a sentence.
func (k kind) word() string {
	if k.one == "Klass" {
		return k.one
	}
	return strings.ToLower(k.one)
}

// split cuts a path into the list and the id of its document.
func split(at model.Path) (key, id string) {
	s := string(at)
	if end := strings.IndexAny(s, ".["); end >= 0 {
		key = s[:end]
		if s[end] == '[' {
			id, _, _ = strings.Cut(s[end+1:], "]")
		}
		return key, id
	}
	return s, ""
}

func idOf(v reflect.Value) string { return word(v, "ID") }

// nameOf is what a document is called: its name, else its id.
func nameOf(v reflect.Value) string {
	if name := word(v, "Name"); name != "" {
		return name
	}
	return word(v, "ID")
}

func word(v reflect.Value, field string) string {
	if v = reflect.Indirect(v); !v.IsValid() {
		return ""
	}
	if f := v.FieldByName(field); f.IsValid() && f.Kind() == reflect.String {
		return f.String()
	}
	return ""
}

// menu draws the kinds for the list at the left.
type menu struct{ s *Screen }

func (m menu) Len() int            { return len(m.s.kinds) }
func (m menu) Text(i int) string   { return m.s.kinds[i].title }
func (m menu) Disabled(int) string { return "" }

// Lines draws a kind with the number of its documents.
func (m menu) Lines(i int, st list.State) []string {
	look, k := m.s.styles, m.s.kinds[i]
	ink, n := look.Text, ""
	if st.Selected {
		ink = look.Strong
	}
	if !k.of.One {
		count := k.of.In(m.s.desk.Workspace()).Len()
		n = itoa(count)
		if count == 0 && !st.Selected {
			ink = look.Muted
		}
	}
	return []string{canvas.Spread(ink.Render(canvas.TruncateTail(k.title, max(st.Width-len(n)-2, 1), look.Glyphs.Ellipsis)), look.Muted.Render(n)+" ", st.Width)}
}

// source draws the documents of a kind, or the fields of the settings and the tastes below them.
type source struct{ s *Screen }

// Len is the number of documents, or of fields and tastes.
func (x source) Len() int {
	if k := x.s.kind(); k.of.One {
		return len(k.fields()) + len(tastes())
	}
	return x.s.documents().Len()
}

// Disabled is never the case.
func (x source) Disabled(int) string { return "" }

// Text is what a filter looks at: the name first, so that what it finds can be marked there.
func (x source) Text(i int) string {
	if k := x.s.kind(); k.of.One {
		if fields := k.fields(); i < len(fields) {
			return fields[i].Label
		}
		return tastes()[i-len(k.fields())].label
	}
	v := x.s.documents().Index(i)
	name, id := nameOf(v), idOf(v)
	if name == id {
		return name
	}
	return name + "  " + id
}

// Lines draws a document: its name and what matters most of it.
func (x source) Lines(i int, st list.State) []string {
	s, look := x.s, x.s.styles
	if k := s.kind(); k.of.One {
		if fields := k.fields(); i < len(fields) {
			return s.pair(fields[i].Label, s.setting(fields[i]), st)
		}
		t := tastes()[i-len(k.fields())]
		return s.pair(t.label, t.value(look), st)
	}
	v := s.documents().Index(i)
	name, ink := nameOf(v), look.Text
	if st.Selected {
		ink = look.Strong
	}
	var match []int
	for _, at := range st.Match {
		if at < len(name) {
			match = append(match, at)
		}
	}
	right := s.facts.mark(look, model.Path(s.kind().of.Key).At(idOf(v)))
	room := max(st.Width-canvas.Width(right)-1, 1)
	lines := []string{canvas.Spread(canvas.TruncateTail(list.Highlight(name, match, ink.Ink, look.Match.Ink), room, look.Glyphs.Ellipsis), right, st.Width)}
	if about := s.about(v); about != "" {
		lines = append(lines, look.Muted.Render(canvas.TruncateTail(canvas.OneLine(about), max(st.Width-1, 1), look.Glyphs.Ellipsis)))
	}
	return lines
}
