package articles

import (
	"reflect"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/document"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// group heads the screen's keys on the help page.
const group = "Knowledge"

// Bindings are the keys of the pane that has them.
func (s *Screen) Bindings() keys.Set {
	switch {
	case s.window.Focused() != right:
		return s.own()
	case s.trial != nil:
		return s.trial.bindings(s)
	case s.editing != "":
		return keys.Join(s.form.Bindings(), s.own())
	}
	return s.own()
}

// own are the keys that this screen acts on itself.
func (s *Screen) own() keys.Set {
	try := bind("try", []string{"t"}, "try", "Try a question: what is found, and what is answered", s.noArticles)
	switch s.window.Focused() {
	case layout.Left:
		return keys.Set{
			bind("in", []string{"enter", "l", "right"}, "open", "Go to the articles of the knowledge base", nil),
			bind("add", []string{"a", "n"}, "add", "Make a knowledge base", nil), try,
			bind("edit", []string{"e"}, "edit", "Change the knowledge base's name, brand and languages", s.noBase),
			bind("rename", []string{"r"}, "rename", "Give it another id; everything that refers to it follows", s.noBase),
			bind("delete", []string{"x", "delete"}, "delete", "Delete the knowledge base; where it is used, that is told first", s.noBase),
		}
	case layout.Middle:
		return keys.Set{
			bind("in", []string{"enter", "l", "right"}, "read", "Read the article as a customer does", s.noArticle),
			bind("add", []string{"a", "n"}, "add", "Write an article", s.noBases), try,
			bind("edit", []string{"e"}, "edit", "Change the article's text and who can read it", s.noArticle),
			{ID: "list.filter", Keys: []string{"/"}, Label: "filter", Help: "Find an article by a part of its title or id", Group: group},
			bind("only", []string{"f"}, "show", "Show all articles, those customers can read, internal ones, drafts", nil),
			bind("publish", []string{"p"}, "publish", "Publish the article, or make it a draft again", s.noArticle),
			bind("internal", []string{"i"}, "internal", "Keep the article from customers, or let them read it", s.noArticle),
			bind("rename", []string{"r"}, "rename", "Give the article another id", s.noArticle),
			bind("duplicate", []string{"D"}, "duplicate", "Make a copy of the article", s.noArticle),
			bind("delete", []string{"x", "delete"}, "delete", "Delete the article", s.noArticle),
			bind("out", []string{"h", "left", "esc"}, "knowledge bases", "Go back to the knowledge bases", s.filtered),
		}
	}
	if s.trial != nil {
		return nil
	}
	out := bind("out", []string{"esc", "h", "left"}, "list", "Go back to the list", s.opened)
	if s.editing != "" {
		out.Label, out.Help = "read", "Go back to reading"
		return keys.Set{out, try}
	}
	return keys.Set{
		bind("edit", []string{"e", "enter"}, "edit", "Change the article's text and who can read it", s.noArticle), try,
		bind("scroll", []string{"down", "up"}, "scroll", "Scroll; page keys go further", s.noArticle), out}
}

// bind makes one of the screen's bindings; disabled may be nil.
func bind(id string, on []string, label, help string, disabled func() string) keys.Binding {
	return keys.Binding{ID: "articles." + id, Keys: on, Label: label, Help: help, Group: group, Disabled: disabled}
}

func (s *Screen) noBase() string {
	if s.base == "" {
		return "choose one knowledge base first"
	}
	return ""
}

func (s *Screen) noBases() string {
	if len(s.desk.Workspace().KnowledgeBases) == 0 {
		return "make a knowledge base first: a at the left"
	}
	return ""
}

func (s *Screen) noArticle() string {
	if s.article() == nil {
		return "no article is selected"
	}
	return ""
}

func (s *Screen) noArticles() string {
	if len(s.desk.Workspace().Articles) == 0 {
		return "there are no articles to try a question on"
	}
	return ""
}

// filtered is why esc does not leave the list: it clears the filter first.
func (s *Screen) filtered() string {
	if s.list.Filter() != "" {
		return "esc clears the filter first"
	}
	return ""
}

// opened is why esc does not leave the form: it closes what is open first.
func (s *Screen) opened() string {
	if s.editing != "" && s.form.Opened() {
		return "esc closes what is open first"
	}
	return ""
}

// act does what a binding says.
func (s *Screen) act(b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		if b.ID == "articles.out" {
			return s.give(s.window.Focused(), tea.KeyMsg{Type: tea.KeyEsc})
		}
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	switch b.ID {
	case "articles.in":
		return focus(s.window.Focused() + 1)
	case "articles.out":
		return s.out()
	case "articles.add":
		return s.add()
	case "articles.edit":
		return s.edit()
	case "list.filter":
		s.list.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'/'}})
	case "articles.only":
		s.only = (s.only + 1) % only(len(onlyNames))
		s.Refresh()
	case "articles.publish":
		return s.toggle("published", "Published", "A draft again")
	case "articles.internal":
		return s.toggle("public", "Customers can read it", "Internal now: customers never see it")
	case "articles.rename":
		return s.document().Rename(s.desk)
	case "articles.duplicate":
		return s.document().Duplicate(s.desk, reflect.ValueOf(s.article()), slices.Index(s.desk.Workspace().Articles, s.article())+1, nil)
	case "articles.delete":
		return s.document().Remove(s.desk, s.where)
	case "articles.try":
		return s.try()
	}
	return nil
}

// document is what the keys act on: the knowledge base at the left, else the article.
func (s *Screen) document() document.Document {
	if s.window.Focused() == layout.Left {
		b := s.knowledgeBase()
		return document.Document{Kind: "KnowledgeBase", Word: "knowledge base", ID: string(b.ID), Name: b.Name}
	}
	a := s.article()
	return document.Document{Kind: "Article", Word: "article", ID: a.ID, Name: a.Title}
}

// out goes back: from the fields to reading, from there to the list.
func (s *Screen) out() []want.Want {
	if s.window.Focused() != right || s.editing == "" {
		return focus(s.window.Focused() - 1)
	}
	key, _ := split(s.editing)
	s.editing = ""
	if key == "knowledgeBases" {
		return focus(layout.Left)
	}
	s.Focus(right)
	return nil
}

// edit shows the fields of what is selected.
func (s *Screen) edit() []want.Want {
	s.trial = nil
	if s.window.Focused() == layout.Left {
		s.editing = model.Path("knowledgeBases").At(string(s.base))
	} else {
		s.editing = pathOf(s.article())
	}
	s.show(s.desk.Workspace())
	return focus(right)
}

// add asks for a name and makes a knowledge base, or for a title and makes an article.
func (s *Screen) add() []want.Want {
	w := s.desk.Workspace()
	if s.window.Focused() == layout.Left {
		return document.Add(s.desk, "knowledge base", "its name", func(name string) edit.Action {
			return edit.AddDocument{Kind: "KnowledgeBase", Name: name, Index: -1, Value: &model.KnowledgeBase{Languages: []model.Language{w.DefaultLanguage()}}}
		}, focus(layout.Middle)...)
	}
	base := w.KnowledgeBases[0]
	if b := s.knowledgeBase(); b != nil {
		base = b
	}
	draft := false
	then := want.Then{Do: func() []want.Want {
		if a := s.article(); a != nil {
			s.editing = pathOf(a)
			s.show(s.desk.Workspace())
		}
		return focus(right)
	}}
	return document.Add(s.desk, "article", "its title", func(title string) edit.Action {
		x := &model.Article{KnowledgeBase: base.ID, Published: &draft}
		if len(base.Languages) > 0 {
			x.Language = base.Languages[0]
		}
		return edit.AddDocument{Kind: "Article", Name: title, Index: -1, Value: x}
	}, want.Tell{Text: "A draft: p in the list publishes it"}, then)
}

// toggle switches one of an article's flags, which are on unless told.
func (s *Screen) toggle(field, on, off string) []want.Want {
	a := s.article()
	flag := map[string]*bool{"public": a.Public, "published": a.Published}[field]
	now := flag != nil && !*flag
	word := off
	if now {
		word = on
	}
	return []want.Want{want.Apply{Action: edit.SetField{At: pathOf(a).Field(field), Value: now}}, want.Tell{Text: word}}
}
