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
	return article.New(d.draft).Search(q), nil
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
	answer, ok = article.Ask(ctx, article.New(d.draft), Answerer(d.draft), q, f)
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
