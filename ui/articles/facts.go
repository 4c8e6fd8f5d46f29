package articles

import (
	"fmt"
	"strings"

	"parley/engine/article"
	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/build/editor"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
)

// only is which articles the list shows.
type only int

const (
	everything only = iota
	public          // and published: what customers can read
	internal
	drafts
)

var onlyNames = [...]string{everything: "", public: "public", internal: "internal", drafts: "drafts"}

// has reports whether an article is among those shown.
func (o only) has(a *model.Article) bool {
	switch o {
	case public:
		return article.Shown(a)
	case internal:
		return a.Public != nil && !*a.Public
	case drafts:
		return a.Published != nil && !*a.Published
	}
	return true
}

// facts are what was found out about articles, for one state of the draft.
type facts struct {
	workspace *model.Workspace
	checked   *model.Workspace
	base      model.KnowledgeBaseID
	only      only
	shown     []*model.Article // in the list
	in        int              // articles in the knowledge base, shown or not
	mixed     bool             // they are in several languages
	counts    map[model.KnowledgeBaseID]int
	all       []check.Finding
	found     map[model.Path][]check.Finding

	used   []model.Path
	usedOf model.KnowledgeBaseID
	usedIn *model.Workspace
}

// learn finds them out, unless they are known. While a text is typed what check
// says waits.
func (f *facts) learn(d *desk.Desk, typing bool, base model.KnowledgeBaseID, o only) {
	w := d.Workspace()
	if f.workspace != w || f.base != base || f.only != o {
		f.workspace, f.base, f.only = w, base, o
		f.shown, f.in, f.mixed, f.counts = nil, 0, false, map[model.KnowledgeBaseID]int{}
		var first *model.Article
		for _, a := range w.Articles {
			f.counts[a.KnowledgeBase]++
			if base != "" && a.KnowledgeBase != base {
				continue
			}
			if f.in++; o.has(a) {
				f.shown = append(f.shown, a)
			}
			if first == nil {
				first = a
			}
			f.mixed = f.mixed || a.Language != first.Language
		}
	}
	if f.checked != w && !typing {
		f.checked, f.found = w, map[model.Path][]check.Finding{}
		f.all = append(check.Documents(w, "KnowledgeBase", d.Published), check.Documents(w, "Article", d.Published)...)
		for _, x := range f.all {
			key, id := split(x.Path)
			at := model.Path(key).At(id)
			f.found[at] = append(f.found[at], x)
		}
	}
}

// Findings are what check says of articles and knowledge bases.
func (s *Screen) Findings() []check.Finding { return s.facts.all }

// findings are those of a document, for the form.
func (f *facts) findings(at model.Path) []editor.Finding {
	var out []editor.Finding
	for _, x := range f.found[at] {
		out = append(out, editor.Finding{Path: x.Path, Severity: x.Severity.String(), Message: x.Message, Mend: x.Mend})
	}
	return out
}

// references are the places that name a knowledge base, other than its articles.
func (f *facts) references(w *model.Workspace, id model.KnowledgeBaseID) []model.Path {
	if f.usedIn == w && f.usedOf == id {
		return f.used
	}
	f.used, f.usedOf, f.usedIn = nil, id, w
	for _, p := range edit.References(w, "KnowledgeBase", string(id)) {
		if !p.Below("articles") && len(f.used) < 20 {
			f.used = append(f.used, p)
		}
	}
	return f.used
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// empty is what an empty list of articles says.
func (s *Screen) empty() string {
	switch {
	case len(s.desk.Workspace().KnowledgeBases) == 0:
		return "Articles stand in a knowledge base. Go to the left and press a: it makes the first one."
	case s.facts.in > 0:
		return "No article here is " + map[only]string{public: "public and published", internal: "internal", drafts: "a draft"}[s.only] + ". f shows the others."
	}
	return "An article is a page that customers can read, and that answers are quoted from. a writes the first one; parley import takes whole folders of Markdown."
}

// bases draws the knowledge bases for the menu, all of them first.
type bases struct{ s *Screen }

func (b bases) Len() int            { return 1 + len(b.s.desk.Workspace().KnowledgeBases) }
func (b bases) Disabled(int) string { return "" }

func (b bases) Text(i int) string {
	if i == 0 {
		return "All articles"
	}
	return b.s.desk.Workspace().KnowledgeBases[i-1].Name
}

// Lines draws a knowledge base with the number of its articles, and its languages.
func (b bases) Lines(i int, st list.State) []string {
	s, look := b.s, b.s.styles
	w := s.desk.Workspace()
	ink, n, below := look.Text, len(w.Articles), ""
	if i > 0 {
		k := w.KnowledgeBases[i-1]
		n = s.facts.counts[k.ID]
		var langs []string
		for _, l := range k.Languages {
			langs = append(langs, string(l))
		}
		below = strings.Join(langs, " ")
		if mark := s.mark(model.Path("knowledgeBases").At(string(k.ID))); mark != "" {
			below = mark + below
		}
	}
	if st.Selected {
		ink = look.Strong
	}
	count := fmt.Sprint(n)
	lines := []string{canvas.Spread(ink.Render(canvas.TruncateTail(canvas.OneLine(b.Text(i)), max(st.Width-len(count)-2, 1), look.Glyphs.Ellipsis)), look.Muted.Render(count)+" ", st.Width)}
	if below != "" {
		lines = append(lines, look.Muted.Render(canvas.TruncateTail(below, max(st.Width-1, 1), look.Glyphs.Ellipsis)))
	}
	return lines
}

// mark is how bad what was found in a document is, as one sign; "" for nothing.
func (s *Screen) mark(at model.Path) string {
	look, worst, any := s.styles, check.Hint, false
	for _, x := range s.facts.found[at] {
		worst, any = min(worst, x.Severity), true
	}
	switch {
	case !any:
		return ""
	case worst == check.Error:
		return look.Error.Render(look.Glyphs.Cross) + " "
	case worst == check.Warning:
		return look.Warning.Render(look.Glyphs.Warn) + " "
	}
	return look.Muted.Render(look.Glyphs.Dot) + " "
}

// titles draws the articles for the list.
type titles struct{ s *Screen }

func (t titles) Len() int            { return len(t.s.facts.shown) }
func (t titles) Disabled(int) string { return "" }

// Text is what a filter looks at: the title first, so that what it finds can be marked there.
func (t titles) Text(i int) string {
	a := t.s.facts.shown[i]
	return a.Title + "  " + a.ID
}

// Lines draws an article: its title, and what sets it apart.
func (t titles) Lines(i int, st list.State) []string {
	s, look := t.s, t.s.styles
	a := s.facts.shown[i]
	ink := look.Text
	switch {
	case st.Selected:
		ink = look.Strong
	case !article.Shown(a):
		ink = look.Muted
	}
	var match []int
	for _, at := range st.Match {
		if at < len(a.Title) {
			match = append(match, at)
		}
	}
	right := s.flags(a) + s.mark(pathOf(a)) + " "
	room := max(st.Width-canvas.Width(right)-1, 1)
	title := list.Highlight(a.Title, match, ink.Ink, look.Match.Ink)
	return []string{canvas.Spread(canvas.TruncateTail(title, room, look.Glyphs.Ellipsis), right, st.Width)}
}

// flags tells at the end of a row what sets an article apart: that customers do
// not see it, and its language where there are several.
func (s *Screen) flags(a *model.Article) string {
	look := s.styles
	word := ""
	switch {
	case internal.has(a):
		word = look.Warning.Render("internal")
	case drafts.has(a):
		word = look.Warning.Render("draft")
	}
	if s.facts.mixed {
		if word != "" {
			word += " "
		}
		word += look.Muted.Render(canvas.OneLine(string(article.LanguageOf(s.desk.Workspace(), a))))
	}
	return word
}

// about is what is to be known of an article in one line: language, who reads it,
// and with base where it stands.
func (s *Screen) about(a *model.Article, base bool) string {
	look, w := s.styles, s.desk.Workspace()
	dot := look.Muted.Render(" " + look.Glyphs.Dot + " ")
	var parts []string
	if base {
		name := string(a.KnowledgeBase)
		if b := baseOf(w, a.KnowledgeBase); b != nil {
			name = b.Name
		}
		parts = append(parts, look.Muted.Render(canvas.OneLine(name)))
	}
	parts = append(parts, look.Muted.Render(canvas.OneLine(string(article.LanguageOf(w, a)))))
	if internal.has(a) {
		parts = append(parts, look.Warning.Render("internal"))
	}
	if drafts.has(a) {
		parts = append(parts, look.Warning.Render("draft"))
	}
	return strings.Join(parts, dot)
}
