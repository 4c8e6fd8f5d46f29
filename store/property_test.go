package store

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"parley/engine/model"
	"parley/store/bolt"
	"parley/store/kv"
	"parley/store/kv/memory"
)

var background = context.Background()

// rounds is how long property tests go on: longer with PARLEY_LONG=1.
func rounds(n int) int {
	if os.Getenv("PARLEY_LONG") == "1" {
		return n * 50
	}
	return n
}

// shadow is a store as simple as can be: what the real one is compared with.
type shadow struct {
	draft    *model.Workspace
	versions map[string]string // "assistant/number" to its portrait
	live     map[model.AssistantID]int
	latest   map[model.AssistantID]int
}

func (m *shadow) assistants() []model.AssistantID {
	return slices.Sorted(maps.Keys(m.latest))
}

// walk does random things to a store and its shadow. reopen closes the store
// and opens it again.
type walk struct {
	t  testing.TB
	r  *Random
	s  *Store
	db kv.Store
	m  *shadow
}

func newWalk(t testing.TB, seed uint64, db kv.Store) *walk {
	s, err := Open(db, Options{SweepAfter: -1})
	if err != nil {
		t.Fatal(err)
	}
	return &walk{t, NewRandom(seed), s, db, &shadow{draft: &model.Workspace{},
		versions: map[string]string{}, live: map[model.AssistantID]int{}, latest: map[model.AssistantID]int{}}}
}

func (w *walk) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *walk) step() {
	switch what := w.r.IntN(20); {
	case what < 9:
		w.m.draft = w.r.Edit(w.m.draft)
		w.must(w.s.Save(background, w.m.draft))
	case what < 10:
		for range 3 {
			w.m.draft = w.r.Edit(w.m.draft)
			w.s.Autosave(w.m.draft)
		}
		w.must(w.s.Flush(background))
	case what < 11: // everything anew, as an import is
		w.m.draft = w.r.Workspace(6)
		w.must(w.s.Save(background, w.m.draft))
	case what < 15:
		w.publish()
	case what < 16:
		w.lives()
	case what < 17:
		w.restore()
	case what < 18:
		w.delete()
	case what < 19:
		swept(w.t, w.s, w.db)
	default:
		w.must(w.s.Flush(background))
		s, err := Open(w.db, Options{SweepAfter: -1})
		w.must(err)
		w.s = s
		if w.m.draft, err = s.Load(); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *walk) publish() {
	if w.r.IntN(2) == 0 {
		w.m.draft = w.r.Edit(w.m.draft)
	}
	if len(w.m.draft.Assistants) == 0 {
		w.must(w.s.Save(background, w.m.draft))
		return
	}
	id := w.m.draft.Assistants[w.r.IntN(len(w.m.draft.Assistants))].ID
	p, err := w.s.Publish(background, id, PublishOptions{Workspace: w.m.draft, Note: fmt.Sprint(w.r.IntN(9)), At: time.Unix(int64(w.r.IntN(1e9)), 0).UTC()})
	w.must(err)
	w.m.live[id] = p.Version
	key := fmt.Sprint(id, "/", p.Version)
	if _, old := w.m.versions[key]; old == p.Changed {
		w.t.Fatalf("%s: published %+v", key, p)
	}
	if p.Changed {
		if w.m.latest[id]++; w.m.latest[id] != p.Version {
			w.t.Fatalf("%s: published %+v after %d", id, p, w.m.latest[id]-1)
		}
		w.m.versions[key] = portrait(w.t, w.s, id, p.Version)
	}
	st, err := w.s.Status(id)
	w.must(err)
	if st.State != DraftSame {
		w.t.Fatalf("just published: %+v", st)
	}
}

// lives activates or unpublishes.
func (w *walk) lives() {
	all := w.m.assistants()
	if len(all) == 0 {
		return
	}
	id := all[w.r.IntN(len(all))]
	if w.r.IntN(3) == 0 {
		w.must(w.s.Unpublish(background, id))
		w.m.live[id] = 0
		return
	}
	n := 1 + w.r.IntN(w.m.latest[id])
	w.must(w.s.Activate(background, id, n))
	w.m.live[id] = n
}

// restore puts an old version into the draft.
func (w *walk) restore() {
	for i, a := range w.m.draft.Assistants {
		if w.m.latest[a.ID] == 0 {
			continue
		}
		old, err := w.s.DraftFrom(a.ID, 1+w.r.IntN(w.m.latest[a.ID]))
		w.must(err)
		next := *w.m.draft
		next.Assistants = slices.Clone(next.Assistants)
		next.Assistants[i] = old
		w.m.draft = &next
		w.must(w.s.Save(background, w.m.draft))
		return
	}
}

func (w *walk) delete() {
	if len(w.m.draft.Assistants) == 0 || w.r.IntN(2) == 0 {
		return
	}
	id := w.m.draft.Assistants[w.r.IntN(len(w.m.draft.Assistants))].ID
	next, err := w.s.DeleteAssistant(background, id)
	w.must(err)
	w.m.draft = next
	for n := range w.m.latest[id] {
		delete(w.m.versions, fmt.Sprint(id, "/", n+1))
	}
	delete(w.m.latest, id)
	delete(w.m.live, id)
}

// compare compares the whole of the store with its shadow.
func (w *walk) compare() {
	w.t.Helper()
	verify(w.t, w.db, w.m.draft)
	st, err := w.s.current()
	w.must(err)
	w.sameHashesAnew(st)
	if n := len(st.lists[publicationsKey].items); n != len(w.m.latest) {
		w.t.Fatalf("%d assistants have versions, want %d", n, len(w.m.latest))
	}
	for _, id := range w.m.assistants() {
		p := st.publication(id)
		if p == nil || p.live != w.m.live[id] || p.latest != w.m.latest[id] {
			w.t.Fatalf("%s: %+v, want live %d of %d", id, p, w.m.live[id], w.m.latest[id])
		}
		for n := 1; n <= p.latest; n++ {
			if got := portrait(w.t, w.s, id, n); got != w.m.versions[fmt.Sprint(id, "/", n)] {
				w.t.Fatalf("version %d of %s has changed", n, id)
			}
		}
	}
}

// sameHashesAnew checks that hashes tell of the content and not of its history.
func (w *walk) sameHashesAnew(st *state) {
	fresh, err := Open(memory.New(), Options{})
	w.must(err)
	w.must(fresh.Save(background, w.m.draft))
	other, err := fresh.current()
	w.must(err)
	for key, l := range other.lists {
		if key != publicationsKey && key != operationsKey && l.hash() != st.lists[key].hash() {
			w.t.Fatalf("the %s have another hash than the same in a new file", key)
		}
	}
}

func TestRandomLives(t *testing.T) {
	for seed := range uint64(rounds(20)) {
		w := newWalk(t, seed, memory.New())
		for range 60 {
			w.step()
		}
		w.compare()
		swept(t, w.s, w.db)
		w.compare()
	}
}

func TestRandomLivesInAFile(t *testing.T) {
	for seed := range uint64(rounds(2)) {
		db, err := bolt.Open(filepath.Join(t.TempDir(), "w.parley"), bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		w := newWalk(t, 1000+seed, db)
		for range 50 {
			w.step()
		}
		w.compare()
		w.must(w.s.Close())
	}
}
