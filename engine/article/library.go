package article

import (
	"slices"
	"sync"

	"parley/engine/model"
)

// Library keeps the indexes of the articles that are asked about: those of the
// workspace as it is, and of another beside it. Whoever must not wait looks
// whether it is [Library.Ready], or takes what there is by now, and has the rest
// read elsewhere. The zero Library is ready to use; it may be used by many
// goroutines, and reading many articles keeps none of them waiting but those that
// want all of them.
type Library struct {
	reading sync.Mutex // held while articles are read apart from whoever looks
	mu      sync.Mutex
	books   []book // the last used first
}

// book is an index, the workspace it was last compared with, and how many of its
// articles are left to read.
type book struct {
	of    *model.Workspace
	index *Index
	left  int
}

const (
	maxBooks = 2
	// readAtOnce is how many articles may be read while somebody waits for a key to be drawn.
	readAtOnce = 8
	// readInOneGo is how many are read before what was read can be searched.
	readInOneGo = 500
)

// Index is the index of a workspace's articles. It reads those that changed since
// they were last asked about, and waits for that.
func (l *Library) Index(w *model.Workspace) *Index {
	x, left := l.Glance(w)
	if left == 0 {
		return x
	}
	l.reading.Lock()
	defer l.reading.Unlock()
	for x, left = l.Glance(w); left > 0; {
		x, left = l.step(x, w)
	}
	return x
}

// Ready reports whether [Library.Index] takes no longer than a key may.
func (l *Library) Ready(w *model.Workspace) bool {
	_, left := l.Glance(w)
	return left == 0
}

// Glance is the index of a workspace's articles as far as it is made, and how
// many are left to read: none where only a few have changed.
func (l *Library) Glance(w *model.Workspace) (x *Index, left int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.open(w)
	if b.left > 0 && b.left <= readAtOnce {
		b.index, b.left = b.index.Update(w), 0
	}
	return b.index, b.left
}

// Read reads some of the articles that are left, and tells how many are then.
func (l *Library) Read(w *model.Workspace) (left int) {
	l.reading.Lock()
	defer l.reading.Unlock()
	x, left := l.Glance(w)
	if left > 0 {
		_, left = l.step(x, w)
	}
	return left
}

// step reads some more articles into an index, and keeps what came of it where
// the index is kept still.
func (l *Library) step(x *Index, w *model.Workspace) (next *Index, left int) {
	next, left = x.Grow(w, readInOneGo)
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.IndexFunc(l.books, func(b book) bool { return b.index == x }); i >= 0 {
		l.books[i] = book{w, next, left}
	}
	return next, left
}

// open returns the book of a workspace, the first from now on: the one that was
// last compared with it, or has most of its articles, else a new one.
func (l *Library) open(w *model.Workspace) *book {
	at := slices.IndexFunc(l.books, func(b book) bool { return b.of == w })
	if at < 0 {
		at = slices.IndexFunc(l.books, func(b book) bool { return b.index.serves(w) })
	}
	if at < 0 {
		l.books = slices.Insert(l.books, 0, book{index: &Index{}})
		l.books = l.books[:min(len(l.books), maxBooks)]
		at = 0
	}
	b := l.books[at]
	if b.of != w {
		b.of, b.left = w, b.index.Behind(w)
		if b.left == 0 && !b.index.surrounds(w) {
			b.index = b.index.Update(w)
		}
	}
	copy(l.books[1:at+1], l.books[:at])
	l.books[0] = b
	return &l.books[0]
}

// serves reports whether an index has little that a workspace does not have: what
// is missing can be added to it.
func (x *Index) serves(w *model.Workspace) bool {
	head, tail := x.alike(settings(w), w)
	return len(x.articles)-head-tail <= max(readAtOnce, len(x.articles)/8)
}

// surrounds reports whether an index knows what surrounds a workspace's articles as it is.
func (x *Index) surrounds(w *model.Workspace) bool {
	now := settings(w)
	return slices.Equal(x.bases, now.bases) && x.brand == now.brand && x.language == now.language
}
