package article

import (
	"slices"
	"sync"

	"parley/engine/model"
)

// Library keeps the indexes of the articles that are asked about: those of the
// workspace as it is, and of another beside it. Whoever must not wait looks
// whether it is [Library.Ready] and asks elsewhere meanwhile. The zero Library is
// ready to use; it may be used by many goroutines.
type Library struct {
	mu    sync.Mutex
	books []book // the last used first
}

// book is an index and the workspace it was last right for.
type book struct {
	of    *model.Workspace
	index *Index
}

const (
	maxBooks = 2
	// readAtOnce is how many articles may be read while somebody waits for a key to be drawn.
	readAtOnce = 8
)

// Index is the index of a workspace's articles. It reads those that changed since
// they were last asked about.
func (l *Library) Index(w *model.Workspace) *Index {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := l.find(w)
	if at < 0 {
		if len(l.books) == maxBooks {
			l.books = l.books[:maxBooks-1]
		}
		l.books = append(l.books, book{w, New(w)})
		at = len(l.books) - 1
	}
	b := l.books[at]
	if !sameArticles(b.of, w) {
		b.index = b.index.Update(w)
	}
	b.of = w
	l.books = slices.Insert(slices.Delete(l.books, at, at+1), 0, b)
	return b.index
}

// Ready reports whether [Library.Index] takes no longer than a key may.
func (l *Library) Ready(w *model.Workspace) bool {
	if len(w.Articles) <= readAtOnce {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.find(w) >= 0
}

// find is the place of the index that is right for a workspace, or nearly: few
// articles changed since. It is -1 where there is none.
func (l *Library) find(w *model.Workspace) int {
	return slices.IndexFunc(l.books, func(b book) bool { return sameArticles(b.of, w) || changed(b.of.Articles, w.Articles) <= readAtOnce })
}

// sameArticles reports whether two workspaces share everything an index is made
// from. An edit that has to do with none of it keeps the very lists.
func sameArticles(a, b *model.Workspace) bool {
	return a == b || sameList(a.Articles, b.Articles) && sameList(a.KnowledgeBases, b.KnowledgeBases) && sameList(a.Brands, b.Brands) &&
		a.DefaultLanguage() == b.DefaultLanguage()
}

func sameList[T any](a, b []*T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b))
}

// changed is how many articles stand between what two lists begin and end with alike.
func changed(a, b []*model.Article) int {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return max(len(a), len(b)) - head - tail
}
