package store

import (
	"context"
	"fmt"
	"testing"

	"parley/engine/model"
	"parley/store/kv"
)

// verify opens a second store on db and checks that everything the root names
// is there and is read, and that the draft is want, if one is given.
func verify(t testing.TB, db kv.Store, want *model.Workspace) {
	t.Helper()
	r, err := db.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	st, err := loadState(r)
	if err != nil {
		t.Fatal(err)
	}
	if want != nil && !sameWorkspace(st.workspace, want) {
		t.Fatalf("the draft in the file is another one")
	}
	unique(t, st)
	named, err := st.named(r)
	if err != nil {
		t.Fatal(err)
	}
	for n := range st.next {
		if _, ok, _ := r.Get(valueKey(n, 0)); named.has(n) && n > 0 && !ok {
			t.Fatalf("value %d is named and missing", n)
		}
	}
	s := &Store{db: db, state: st}
	for _, it := range st.lists[publicationsKey].items {
		for _, v := range it.pub.versions.items {
			var n int
			_, _ = fmt.Sscan(v.id, &n)
			if _, err := s.Version(model.AssistantID(it.id), n); err != nil {
				t.Fatal(err)
			}
		}
	}
	for n := range st.operational() {
		if _, err := s.OperationalAt(n + 1); err != nil {
			t.Fatal(err)
		}
	}
}

// unique checks that the draft names each value once: what an edit replaces is
// removed at once.
func unique(t testing.TB, st *state) {
	t.Helper()
	seen := map[uint64]bool{}
	add := func(l *list) {
		for _, it := range l.items {
			if seen[it.ref.at] {
				t.Fatalf("value %d is named twice", it.ref.at)
			}
			seen[it.ref.at] = true
		}
	}
	for key, l := range st.lists {
		add(l)
		if key == assistantsKey {
			for _, it := range l.items {
				add(it.sub.dialogs)
			}
		}
	}
}

// sameWorkspace compares as the store does: an empty list is as good as none.
func sameWorkspace(a, b *model.Workspace) bool {
	if string(encodeDoc(&a.Settings)) != string(encodeDoc(&b.Settings)) {
		return false
	}
	for _, k := range listKinds() {
		x, y := k.In(a), k.In(b)
		if x.Len() != y.Len() {
			return false
		}
		for i := range x.Len() {
			if string(encodeDoc(x.Index(i).Interface())) != string(encodeDoc(y.Index(i).Interface())) {
				return false
			}
		}
	}
	return true
}

// swept sweeps and checks that nothing is left but what is named.
func swept(t testing.TB, s *Store, db kv.Store) {
	t.Helper()
	if _, err := s.Sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
	nothingLeft(t, db)
}

// nothingLeft checks that there are no values but those that are named.
func nothingLeft(t testing.TB, db kv.Store) {
	t.Helper()
	r, err := db.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	st, err := loadState(r)
	if err != nil {
		t.Fatal(err)
	}
	named, err := st.named(r)
	if err != nil {
		t.Fatal(err)
	}
	for p := range kv.All(r, []byte{prefixValue}, []byte{prefixValue + 1}) {
		if n, _ := valueNumber(p.Key); !named.has(n) {
			t.Fatalf("value %d is left and nothing names it", n)
		}
	}
}

// portrait is a version as text, to compare.
func portrait(t testing.TB, s *Store, id model.AssistantID, n int) string {
	t.Helper()
	v, err := s.Version(id, n)
	if err != nil {
		t.Fatal(err)
	}
	out := string(encodeDoc(v.Assistant))
	for _, k := range listKinds() {
		if reachable(k.Key) {
			for i := range k.In(v.Workspace).Len() {
				out += "|" + string(encodeDoc(k.In(v.Workspace).Index(i).Interface()))
			}
		}
	}
	return fmt.Sprint(v.Number, v.At, v.Note, v.Author, v.Hash, "|") + out
}
