package desk

import (
	"context"
	"fmt"

	"parley/engine/article"
	"parley/engine/model"
	"parley/ui/effects"
)

// Article returns an article of the draft, or an error that names the nearest.
func (d *Desk) Article(id string) (*model.Article, error) {
	var ids []string
	for _, a := range d.draft.Articles {
		if a.ID == id {
			return a, nil
		}
		ids = append(ids, a.ID)
	}
	return nil, fmt.Errorf("there is no article %q: %s", id, suggestion(id, ids))
}

// Profile returns an AI profile of the draft, or an error that names the nearest.
func (d *Desk) Profile(id model.ProfileID) (*model.Profile, error) {
	var ids []string
	for _, p := range d.draft.Profiles {
		if p.ID == id {
			return p, nil
		}
		ids = append(ids, string(p.ID))
	}
	return nil, fmt.Errorf("there is no profile %q: %s", id, suggestion(string(id), ids))
}

// knows reports an error where a filter names a knowledge base that is not there.
func (d *Desk) knows(f article.Filter) error {
	if f.KnowledgeBase == "" {
		return nil
	}
	var ids []string
	for _, b := range d.draft.KnowledgeBases {
		if b.ID == f.KnowledgeBase {
			return nil
		}
		ids = append(ids, string(b.ID))
	}
	return fmt.Errorf("there is no knowledge base %q: %s", f.KnowledgeBase, suggestion(string(f.KnowledgeBase), ids))
}

// Articles lists the articles of the draft that a filter lets through.
func (d *Desk) Articles(f article.Filter) ([]*model.Article, error) {
	if err := d.knows(f); err != nil {
		return nil, err
	}
	return article.List(d.draft, f), nil
}

// SearchArticles finds articles of the draft, the best first.
func (d *Desk) SearchArticles(q article.Query) ([]article.Hit, error) {
	if err := d.knows(q.Filter); err != nil {
		return nil, err
	}
	return d.minds.library.Index(d.draft).Search(q), nil
}

// AskArticles answers a question from the articles of the draft as customers are
// answered, in the workspace's language where the question names none. It waits
// for the model where one is named.
func (d *Desk) AskArticles(ctx context.Context, q article.Question, f article.Filter) (answer article.Answer, ok bool, err error) {
	if err := d.knows(f); err != nil {
		return article.Answer{}, false, err
	}
	if q.Language == "" {
		q.Language = d.draft.DefaultLanguage()
	}
	answer, ok = article.Ask(ctx, d.minds.library.Index(d.draft), Answerer(d.draft), q, f)
	return answer, ok, nil
}

// Answerer is what words answers in a workspace: the model that the environment
// names, where it names one, else the quoting one that is built in.
func Answerer(w *model.Workspace) article.Answerer {
	if e, ok := effects.EndpointFromEnvironment(); ok {
		return effects.NewModelled(e, effects.NewNetwork(w.Settings.AllowedHosts))
	}
	return article.Quoting{}
}

// Shelved is the index of the draft's articles as far as they were read, and how
// many are left to read; [Desk.ShelveWork] goes on with them. An edit of a few is
// in it at once.
func (d *Desk) Shelved() (index *article.Index, left int) { return d.minds.library.Glance(d.draft) }

// ShelveWork goes on reading articles apart from the desk: the function may run in
// any goroutine; the one it returns is to be called where the desk is. It is nil
// where nothing is left to read, or it is being done.
func (d *Desk) ShelveWork() func() func() {
	if _, left := d.Shelved(); left == 0 || d.shelving {
		return nil
	}
	d.shelving = true
	library, w := &d.minds.library, d.draft
	return func() func() {
		library.Read(w)
		return func() { d.shelving = false }
	}
}

// AskWork answers a question as customers are answered, from an index, by what
// words answers in the draft. The function may run in any goroutine, and waits for
// a model where one is named; cancelling the context ends it.
func (d *Desk) AskWork(ctx context.Context, q article.Question, f article.Filter) func() (article.Answer, bool) {
	index, _ := d.Shelved()
	a := Answerer(d.draft)
	return func() (article.Answer, bool) { return article.Ask(ctx, index, a, q, f) }
}

// Model is the name of the model that words answers, "" where they are quoted.
func Model() string {
	if e, ok := effects.EndpointFromEnvironment(); ok {
		return e.Model
	}
	return ""
}
