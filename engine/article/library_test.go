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

func TestALibraryCanBeSearchedWhileItGrows(t *testing.T) {
	var l article.Library
	w := stocked(1300)
	for last, steps := 0, 0; ; steps++ {
		x, left := l.Glance(w)
		if x.Len()+left != 1300 || steps > 0 && x.Len() <= last {
			t.Fatalf("%d read, %d left, %d before", x.Len(), left, last)
		}
		if last = x.Len(); left == 0 {
			if steps < 2 || !l.Ready(w) || l.Index(w) != x {
				t.Errorf("it was read in %d steps", steps)
			}
			break
		}
		if l.Ready(w) {
			t.Error("it is ready and is not")
		}
		if last > 0 && len(x.Search(article.Query{Text: "subject3"})) != 1 {
			t.Error("what was read is not found")
		}
		l.Read(w)
	}
}

func TestNobodyWaitsForever(t *testing.T) {
	var l article.Library
	var wait sync.WaitGroup
	for n := range 5 {
		w := stocked(520 + n)
		wait.Go(func() {
			if x := l.Index(w); x.Len() != len(w.Articles) {
				t.Errorf("%d of %d", x.Len(), len(w.Articles))
			}
		})
	}
	wait.Wait()
}
