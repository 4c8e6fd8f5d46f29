package outside

import (
	"context"
	"slices"

	"parley/engine/article"
	"parley/engine/model"
	"parley/engine/mood"
	"parley/engine/session"
)

// find offers articles about a question: those it can be answered from, else
// those that come near.
func (x *World) find(q *session.Question, r *session.Reply) {
	if !x.knows(q, r) {
		return
	}
	index := x.Library.Index(x.Workspace)
	for _, l := range q.Languages {
		query := article.Query{Text: q.Text, History: customers(q.History), Limit: q.Limit,
			Filter: article.Filter{KnowledgeBase: q.Base, Brand: q.Brand, Language: l, ShownOnly: true}}
		found := index.Relevant(query)
		hits := found.Hits
		if len(hits) == 0 {
			hits = slices.DeleteFunc(index.Search(query), func(h article.Hit) bool { return !h.Nearly() })
		}
		for _, h := range hits {
			ref := article.RefOf(h.Article)
			r.Articles = append(r.Articles, session.Article{ID: ref.ID, Title: ref.Title, Text: h.Article.Body})
		}
		if len(hits) > 0 {
			r.Language = l
			return
		}
		if found.Why != "" {
			r.Notes = append(r.Notes, "no articles: "+found.Why)
		}
	}
}

// answer words an answer to a question from articles, or none.
func (x *World) answer(ctx context.Context, q *session.Question, r *session.Reply) {
	if !x.knows(q, r) {
		return
	}
	answerer := x.Answerer
	if answerer == nil {
		answerer = article.Quoting{}
	}
	index := x.Library.Index(x.Workspace)
	for _, l := range q.Languages {
		out, ok := article.Ask(ctx, index, answerer, article.Question{Text: q.Text, Language: l, Tone: toneFor(q.Mood),
			History: customers(q.History), Profile: profile(x.Workspace, q.Profile)}, article.Filter{KnowledgeBase: q.Base})
		r.Notes = append(r.Notes, out.Notes...)
		if !ok {
			continue
		}
		r.Text, r.Language = out.Text, l
		for _, ref := range out.Articles {
			r.Articles = append(r.Articles, session.Article{ID: ref.ID, Title: ref.Title})
		}
		return
	}
}

// knows reports whether there is the knowledge base that is asked.
func (x *World) knows(q *session.Question, r *session.Reply) bool {
	for _, b := range x.Workspace.KnowledgeBases {
		if b.ID == q.Base {
			return true
		}
	}
	r.Error = "there is no knowledge base " + string(q.Base)
	return false
}

// customers are the customer's words of what was said.
func customers(said []session.Said) []string {
	var out []string
	for _, m := range said {
		if m.From == session.Customer {
			out = append(out, m.Text)
		}
	}
	return out
}

// toneFor is how a customer in a mood is spoken to.
func toneFor(m mood.Mood) article.Tone {
	switch m {
	case mood.Frustrated:
		return article.Empathetically
	case mood.Happy:
		return article.Enthusiastically
	}
	return article.Plainly
}

func profile(w *model.Workspace, id model.ProfileID) *model.Profile {
	for _, p := range w.Profiles {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// agents counts who can take a conversation now: those of the team by that id or
// name, where the workspace has it, else all.
func agents(w *model.Workspace, team string) int {
	known := slices.ContainsFunc(w.Teams, func(t *model.Team) bool { return isTeam(t, team) })
	n := 0
	for _, t := range w.Teams {
		if known && !isTeam(t, team) {
			continue
		}
		for _, a := range t.Agents {
			if a.Online && a.Active {
				n++
			}
		}
	}
	return n
}

func isTeam(t *model.Team, name string) bool {
	return name != "" && (string(t.ID) == name || t.Name == name)
}
