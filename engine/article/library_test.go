package article_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"parley/engine/article"
	"parley/engine/model"
)

// stocked is a workspace of n articles.
func stocked(n int) *model.Workspace {
	w := &model.Workspace{KnowledgeBases: []*model.KnowledgeBase{{ID: "help", Name: "Help"}}}
	for i := range n {
		w.Articles = append(w.Articles, &model.Article{ID: fmt.Sprint("a", i), KnowledgeBase: "help", Title: fmt.Sprint("Article ", i), Body: fmt.Sprintf("It is about subject%d.", i)})
	}
	return w
}

func TestALibraryFollowsItsWorkspace(t *testing.T) {
	var l article.Library
	w := stocked(40)
	if l.Ready(w) {
		t.Error("nothing was read, and it is ready")
	}
	x := l.Index(w)
	if !l.Ready(w) || l.Index(w) != x {
		t.Error("it is read again")
	}
	renamed := *w
	renamed.Settings.Name = "another name"
	if !l.Ready(&renamed) || l.Index(&renamed) != x {
		t.Error("an edit elsewhere has it read again")
	}
	edited := *w
	edited.Articles = slices.Clone(w.Articles)
	changed := *w.Articles[7]
	changed.Body = "It is about umbrellas."
	edited.Articles[7] = &changed
	if !l.Ready(&edited) {
		t.Error("one article changed, and it is not ready")
	}
	find := func(w *model.Workspace, text string) int {
		return len(l.Index(w).Search(article.Query{Text: text, Filter: article.Filter{KnowledgeBase: "help"}}))
	}
	if find(&edited, "umbrellas") != 1 || find(&edited, "subject7") != 0 || find(w, "umbrellas") != 0 || find(w, "subject7") != 1 {
		t.Error("an edited article is found as it was")
	}
	other := stocked(30)
	if l.Ready(other) {
		t.Error("other articles are ready unread")
	}
	if l.Index(other).Len() != 30 || l.Index(w).Len() != 40 || !l.Ready(other) || !l.Ready(w) {
		t.Error("two workspaces side by side are not both kept")
	}
}

func TestALibraryIsSharedByGoroutines(t *testing.T) {
	var l article.Library
	all := []*model.Workspace{stocked(12), stocked(13), stocked(14)}
	var wait sync.WaitGroup
	for i := range 30 {
		w := all[i%len(all)]
		wait.Go(func() {
			if l.Ready(w); l.Index(w).Len() != len(w.Articles) {
				t.Error("the index of another workspace")
			}
		})
	}
	wait.Wait()
}
