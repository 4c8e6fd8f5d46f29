// Package articles is the screen of what customers can read: the knowledge bases
// at the left, their articles beside them, and one article as a customer sees it,
// its fields, or a question tried on all of them.
package articles

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/article"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/build/editor"
	"parley/ui/desk"
	"parley/ui/document"
	"parley/ui/kit/canvas"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/list"
	"parley/ui/kit/panes"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// Screen is the screen. Make it with [New].
type Screen struct {
	desk   *desk.Desk
	styles *styles.Styles
	window panes.Window
	menu   *list.Model
	list   *list.Model
	form   *editor.Editor
	reader reader
	trial  *trial // nil: no question is tried
	facts  facts
	drawn  [2]drawn

	base    model.KnowledgeBaseID // that is shown; "" for all
	chosen  string                // the article that is selected
	only    only
	editing model.Path // the article or knowledge base whose fields are shown instead of what can be read
}

// New makes the screen.
func New(d *desk.Desk, st *styles.Styles) *Screen {
	s := &Screen{desk: d, styles: st, window: panes.New(layout.Weights{26, 40, 54}), menu: list.New(st, list.Options{}),
		list: list.New(st, list.Options{Filterable: true, Prompt: "a part of a title or id"}), form: editor.New(st)}
	s.reader.reset()
	s.Focus(layout.Left)
	return s
}

// Title names the screen in the top line.
func (s *Screen) Title() string { return "Knowledge" }

// SetStyles changes the look.
func (s *Screen) SetStyles(st *styles.Styles) {
	s.styles, s.drawn = st, [2]drawn{}
	s.reader.reset()
	s.menu.SetStyles(st)
	s.list.SetStyles(st)
	s.form.SetStyles(st)
	if s.trial != nil {
		s.trial.setStyles(st)
	}
	if s.facts.workspace != nil { // it was looked at
		s.Refresh()
	}
}

// Refresh shows the draft as it is now.
func (s *Screen) Refresh() {
	w := s.desk.Workspace()
	if s.base != "" && s.knowledgeBase() == nil {
		s.base = ""
	}
	s.facts.learn(s.desk, s.form.Mode() == keys.Type, s.base, s.only)
	s.menu.SetSource(bases{s})
	s.menu.Select(s.row())
	s.list.SetEmpty(s.empty())
	s.list.SetSource(titles{s})
	s.keep()
	s.show(w)
	if s.trial != nil {
		s.trial.again(s)
	}
}

// keep selects the article that was selected before.
func (s *Screen) keep() {
	for i, a := range s.facts.shown {
		if a.ID == s.chosen {
			s.list.Select(i)
			break
		}
	}
	s.note()
}

// note remembers which article is selected.
func (s *Screen) note() {
	s.chosen = ""
	if i, ok := s.list.Selected(); ok && i < len(s.facts.shown) {
		s.chosen = s.facts.shown[i].ID
	}
}

// article is the selected one, nil where there is none.
func (s *Screen) article() *model.Article {
	if s.chosen == "" {
		return nil
	}
	for _, a := range s.facts.shown {
		if a.ID == s.chosen {
			return a
		}
	}
	return nil
}

// knowledgeBase is the one that is shown, nil for all.
func (s *Screen) knowledgeBase() *model.KnowledgeBase { return baseOf(s.desk.Workspace(), s.base) }

func baseOf(w *model.Workspace, id model.KnowledgeBaseID) *model.KnowledgeBase {
	for _, b := range w.KnowledgeBases {
		if b.ID == id {
			return b
		}
	}
	return nil
}

// row is where the knowledge base stands in the menu.
func (s *Screen) row() int {
	for i, b := range s.desk.Workspace().KnowledgeBases {
		if b.ID == s.base {
			return i + 1
		}
	}
	return 0
}

// show gives the form what is edited.
func (s *Screen) show(w *model.Workspace) {
	if s.editing == "" {
		return
	}
	place, err := edit.At(w, s.editing)
	if err != nil {
		s.editing = ""
		return
	}
	st := editor.State{Workspace: w, Document: s.editing, Findings: s.facts.findings(s.editing)}
	switch x := place.Value.Interface().(type) {
	case model.Article:
		st.Title = x.Title
	case model.KnowledgeBase:
		st.Title = x.Name
		st.Below = s.uses(x.ID)
	}
	s.form.Show(st)
}

// uses are the places that use a knowledge base, other than its articles.
func (s *Screen) uses(id model.KnowledgeBaseID) []editor.Line {
	w, look := s.desk.Workspace(), s.styles
	var out []editor.Line
	for _, p := range s.facts.references(w, id) {
		out = append(out, editor.Line{Text: "  " + look.Linked.Render(look.Glyphs.To) + " " + look.Text.Render(s.where(p)), Do: func() []want.Want { return []want.Want{want.Visit{At: p}} }})
	}
	if len(out) == 0 {
		return []editor.Line{{Text: look.Muted.Render("Asked by") + "  " + look.Placeholder.Render("no assistant yet"), Gap: true}}
	}
	return append([]editor.Line{{Text: look.Muted.Render("Asked by " + plural(len(out), "place")), Gap: true}}, out...)
}

func (s *Screen) where(p model.Path) string {
	return document.Where(s.desk.Workspace(), p, s.styles.Glyphs.Name == "ascii")
}

// After shows what an edit made.
func (s *Screen) After(c edit.Change) {
	s.Refresh()
	if c.At != "" && !(s.editing != "" && c.At.Below(s.editing)) {
		s.Reveal(c.At)
	}
}

// Reveal selects the article or knowledge base of a place, and the field; false
// where this screen has no such document.
func (s *Screen) Reveal(at model.Path) bool {
	w := s.desk.Workspace()
	switch key, id := split(at); key {
	case "knowledgeBases":
		if b := baseOf(w, model.KnowledgeBaseID(id)); b != nil {
			s.base = b.ID
		}
	case "articles":
		for _, a := range w.Articles {
			if a.ID == id {
				s.reach(a)
			}
		}
	default:
		return false
	}
	s.Refresh()
	if s.editing != "" && at.Below(s.editing) && at != s.editing {
		s.form.SelectField(at)
	}
	return true
}

// reach selects an article, whatever hides it.
func (s *Screen) reach(a *model.Article) {
	if s.base != "" && s.base != a.KnowledgeBase {
		s.base = a.KnowledgeBase
	}
	if !s.only.has(a) {
		s.only = everything
	}
	s.list.SetFilter("")
	s.chosen = a.ID
	if s.editing != "" {
		s.editing = pathOf(a)
	}
}

func pathOf(a *model.Article) model.Path { return model.Path("articles").At(a.ID) }

// split cuts a path into the list and the id of its document.
func split(at model.Path) (key, id string) {
	key, rest, _ := strings.Cut(string(at), "[")
	key, _, _ = strings.Cut(key, ".")
	id, _, _ = strings.Cut(rest, "]")
	return key, id
}

// Bases are the names of the knowledge bases, with a path that shows each.
func (s *Screen) Bases() (names []string, at []model.Path) {
	for _, b := range s.desk.Workspace().KnowledgeBases {
		names, at = append(names, canvas.OneLine(b.Name)), append(at, model.Path("knowledgeBases").At(string(b.ID)))
	}
	return names, at
}

// Mode is Type while a text is edited.
func (s *Screen) Mode() keys.Mode {
	switch p := s.window.Focused(); {
	case p == layout.Middle && s.list.Filtering():
		return keys.Type
	case p == layout.Right && s.trial != nil:
		return s.trial.mode()
	case p == layout.Right && s.editing != "":
		return s.form.Mode()
	}
	return keys.Move
}

// Update takes a key, or a mouse message in window coordinates.
func (s *Screen) Update(msg tea.Msg) []want.Want {
	var out []want.Want
	switch m := msg.(type) {
	case tea.MouseMsg:
		out = s.mouse(m)
	case tea.KeyMsg:
		if b, ok := s.own().Match(s.Mode(), m); ok && s.Mode() == keys.Move {
			out = s.act(b)
		} else {
			out = s.give(s.window.Focused(), msg)
		}
	}
	return append(out, s.work()...)
}

// Visited says what is wanted once the screen is shown: the articles are read for
// searching, the one that is shown is drawn.
func (s *Screen) Visited() []want.Want { return s.work() }

// work is what is to be done beside the screen.
func (s *Screen) work() []want.Want {
	var out []want.Want
	if do := s.desk.ShelveWork(); do != nil {
		out = append(out, want.Work{Do: func() func() []want.Want {
			done := do()
			return func() []want.Want {
				done()
				s.Refresh()
				return s.work()
			}
		}})
	}
	if a := s.article(); a != nil && s.editing == "" && s.trial == nil {
		out = append(out, s.reader.work(s, a)...)
	}
	return out
}

// give lets a pane have a message.
func (s *Screen) give(p layout.Pane, msg tea.Msg) []want.Want {
	switch p {
	case layout.Left:
		r := s.menu.Update(msg)
		if i, ok := s.menu.Selected(); ok && i != s.row() {
			s.open(i)
		}
		if r.Chosen {
			return focus(layout.Middle)
		}
	case layout.Middle:
		r := s.list.Update(msg)
		s.moved()
		if r.Chosen {
			return focus(layout.Right)
		}
	case layout.Right:
		return s.right(msg)
	}
	return nil
}

// right lets what is shown at the right have a message.
func (s *Screen) right(msg tea.Msg) []want.Want {
	switch {
	case s.trial != nil:
		return s.trial.update(s, msg)
	case s.editing != "":
		typing := s.form.Mode()
		out := s.form.Update(msg)
		if typing == keys.Type && s.form.Mode() != typing {
			s.Refresh()
		}
		return out
	}
	s.reader.update(msg)
	return nil
}

// open shows another knowledge base, or all.
func (s *Screen) open(row int) {
	s.base = ""
	if all := s.desk.Workspace().KnowledgeBases; row > 0 && row <= len(all) {
		s.base = all[row-1].ID
	}
	if key, _ := split(s.editing); key == "knowledgeBases" {
		s.editing = ""
	}
	s.list.SetFilter("")
	s.Refresh()
}

// moved shows what is selected in the list now.
func (s *Screen) moved() {
	before := s.chosen
	if s.note(); s.chosen == before {
		return
	}
	if s.editing != "" {
		s.editing = ""
	}
	s.reader.top = 0
}

// focus asks to give a pane the keys.
func focus(p layout.Pane) []want.Want {
	return []want.Want{want.Run{Binding: [...]string{"focus.sidebar", "focus.editor", "focus.preview"}[p]}}
}

// filter is what is looked at when a question is tried.
func (s *Screen) filter(l model.Language) article.Filter {
	return article.Filter{KnowledgeBase: s.base, Language: l, ShownOnly: true}
}
