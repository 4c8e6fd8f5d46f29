package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/store/kv"
	"parley/store/kv/memory"
)

// history makes a store with some documents of each kind and some versions, and
// returns its last draft.
func history(t *testing.T) (kv.Store, *model.Workspace) {
	t.Helper()
	db := memory.New()
	s, err := Open(db, Options{SweepAfter: -1})
	if err != nil {
		t.Fatal(err)
	}
	r := NewRandom(21)
	w := r.Workspace(9)
	w.Settings = model.WorkspaceSettings{Name: "All of it", TimeZone: "Europe/London", Languages: []model.Language{"en", "es"}}
	w.Assistants = nil
	for i := range 3 {
		a := &model.Assistant{ID: model.AssistantID(fmt.Sprint("a", i)), Name: fmt.Sprint("Assistant ", i), Type: model.Lite, Channel: model.SMS}
		for n := range 3 + 15*i {
			d := r.Dialog()
			d.ID = model.DialogID(fmt.Sprint("d", n))
			d.End = &model.Interaction{ID: fmt.Sprint("e", i, n), Settings: &model.Redirect{Dialog: "d0"}}
			a.Dialogs = append(a.Dialogs, d)
		}
		w.Assistants = append(w.Assistants, a)
	}
	if err := s.Save(background, w); err != nil {
		t.Fatal(err)
	}
	for round := range 3 {
		next := *w
		next.Assistants = slices.Clone(w.Assistants)
		next.Snippets = slices.Clone(w.Snippets)
		for i, a := range next.Assistants {
			changed := *a
			changed.Dialogs = slices.Clone(a.Dialogs)
			d := *changed.Dialogs[round]
			d.Name = fmt.Sprint("round ", round)
			changed.Dialogs[round] = &d
			next.Assistants[i] = &changed
		}
		if len(next.Snippets) > 0 {
			changed := *next.Snippets[0]
			changed.Name = fmt.Sprint("round ", round)
			next.Snippets[0] = &changed
		}
		w = &next
		for _, a := range w.Assistants[:2] {
			o := PublishOptions{Workspace: w, Note: fmt.Sprint("note ", round), At: time.Unix(int64(round), 0).UTC()}
			if _, err := s.Publish(background, a.ID, o); err != nil {
				t.Fatal(err)
			}
		}
	}
	return db, w
}

// contents are the documents and dialogs of a workspace, as text, by name.
func contents(w *model.Workspace) map[string]string {
	out := map[string]string{"settings": string(encodeDoc(&w.Settings))}
	for _, k := range listKinds() {
		for i := range k.In(w).Len() {
			doc := k.In(w).Index(i).Interface()
			if a, ok := doc.(*model.Assistant); ok {
				for _, d := range a.Dialogs {
					out[fmt.Sprintf("%s %s", a.ID, d.ID)] = string(encodeDoc(d))
				}
				doc = headOf(a)
			}
			out[fmt.Sprintf("%s %s", k.Name, k.In(w).Index(i).Elem().FieldByName("ID"))] = string(encodeDoc(doc))
		}
	}
	return out
}

// missingOf lists what is not as it was.
func missingOf(was, is map[string]string) (out []string) {
	for name, text := range was {
		if is[name] != text {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// without copies db without some of its values.
func without(t *testing.T, db kv.Store, keys ...[]byte) kv.Store {
	t.Helper()
	out := copyOf(t, db)
	var ops []kv.Op
	for _, key := range keys {
		ops = append(ops, kv.Delete(key))
	}
	if err := out.Commit(background, nil, ops); err != nil {
		t.Fatal(err)
	}
	return out
}

// rescued mends db and returns what is in it. Everything there opens and is
// read, and mending it again finds nothing to do.
func rescued(t *testing.T, db kv.Store) (*Rescued, *model.Workspace, *Store) {
	t.Helper()
	out, err := Rescue(background, db)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Rescue(background, db)
	if err != nil || !again.Whole() {
		t.Fatalf("rescued twice: %+v, %v", again, err)
	}
	s, err := Open(db, Options{SweepAfter: -1})
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.Load()
	if err != nil {
		t.Fatalf("%v\n%+v", err, *out)
	}
	for _, a := range w.Assistants {
		h, err := s.Versions(a.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range h.Versions {
			portrait(t, s, a.ID, v.Number)
		}
	}
	for n := range must(s.Operational()) {
		if _, err := s.OperationalAt(n + 1); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Sweep(background); err != nil {
		t.Fatal(err)
	}
	nothingLeft(t, db)
	return out, w, s
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestRescueOfAWholeWorkspaceWritesNothing(t *testing.T) {
	for _, db := range []kv.Store{memory.New(), func() kv.Store { db, _ := history(t); return db }()} {
		before := dumped(t, db)
		out, err := Rescue(background, db)
		if err != nil || !out.Whole() || dumped(t, db) != before {
			t.Errorf("%+v, %v", out, err)
		}
	}
}

func dumped(t *testing.T, db kv.Store) string {
	t.Helper()
	r := must(db.Snapshot())
	defer r.Close()
	var out strings.Builder
	for p, err := range kv.All(r, nil, nil) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%q %q\n", p.Key, p.Value)
	}
	return out.String()
}

// TestRescueWithoutOneValue takes each value away by itself. No more is lost
// than was in it.
func TestRescueWithoutOneValue(t *testing.T) {
	db, w := history(t)
	whole := contents(w)
	s := must(Open(db, Options{SweepAfter: -1}))
	versions := map[string]string{}
	for _, id := range []model.AssistantID{"a0", "a1"} {
		for n := range 3 {
			versions[fmt.Sprintf("%s v%d", id, n+1)] = portraitOfAssistant(t, s, id, n+1)
		}
	}
	r := must(db.Snapshot())
	defer r.Close()
	lost, copies := 0, 0
	for p, err := range kv.All(r, []byte{prefixValue}, []byte{prefixValue + 1}) {
		if err != nil {
			t.Fatal(err)
		}
		n, _ := valueNumber(p.Key)
		out, got, s := rescued(t, without(t, db, p.Key))
		missing := missingOf(whole, contents(got))
		if len(missing) > 1 {
			t.Errorf("without value %d: %d things are missing: %q\n%+v", n, len(missing), missing, *out)
		}
		if len(missing) > 0 && out.Whole() {
			t.Errorf("without value %d: %q is missing and nothing is said", n, missing)
		}
		lost += len(missing)
		copies += len(out.Copies)
		for name, was := range versions {
			var id model.AssistantID
			var number int
			_, _ = fmt.Sscanf(name, "%2s v%d", &id, &number)
			if v, err := s.Version(id, number); err == nil && portraitOfAssistant(t, s, id, v.Number) != was {
				t.Errorf("without value %d: %s is another one", n, name)
			} else if err != nil && !strings.Contains(strings.Join(out.Lost, "\n"), string(id)) {
				t.Errorf("without value %d: %s is gone and nothing is said", n, name)
			}
		}
	}
	t.Logf("%d things lost, %d copies taken", lost, copies)
}

// portraitOfAssistant is an assistant as a version has it, as text.
func portraitOfAssistant(t *testing.T, s *Store, id model.AssistantID, n int) string {
	t.Helper()
	v, err := s.Version(id, n)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(v.Number, v.At, v.Note, "|", string(encodeDoc(v.Assistant)))
}

// TestRescueWithoutTheRoot finds everything by what it is. Random documents
// that say next to nothing may be taken for others: assistants never are.
func TestRescueWithoutTheRoot(t *testing.T) {
	db, w := history(t)
	out, got, s := rescued(t, without(t, db, keyRoot))
	whole := contents(w)
	missing := missingOf(whole, contents(got))
	if len(missing) > len(whole)/6 || slices.ContainsFunc(missing, important) {
		t.Errorf("missing: %q\n%q", missing, out.Lost)
	}
	for _, id := range []model.AssistantID{"a0", "a1"} {
		h, err := s.Versions(id)
		if err != nil || len(h.Versions) != 3 || h.Live != 3 {
			t.Errorf("%s: %+v, %v", id, h, err)
		}
	}
}

// important reports whether a name is that of an assistant, a dialog or the settings.
func important(name string) bool {
	kind, _, _ := strings.Cut(name, " ")
	return model.DocumentKindOf(kind) == nil || kind == "Assistant"
}

// TestRescueWithoutMany takes stretches of values away, as a lost page does.
func TestRescueWithoutMany(t *testing.T) {
	db, w := history(t)
	r := must(db.Snapshot())
	defer r.Close()
	var keys [][]byte
	for p := range kv.All(r, []byte{prefixValue}, []byte{prefixValue + 1}) {
		keys = append(keys, p.Key)
	}
	whole := contents(w)
	for _, n := range []int{4, 16, len(keys) / 2} {
		for from := 0; from < len(keys); from += n {
			for _, root := range []bool{false, true} {
				gone := keys[from:min(from+n, len(keys))]
				if root {
					gone = append(slices.Clip(gone), keyRoot)
				}
				if len(gone) > kv.MaxOps {
					gone = gone[:kv.MaxOps]
				}
				out, got, _ := rescued(t, without(t, db, gone...))
				if missing := missingOf(whole, contents(got)); len(missing) > len(gone) && !root {
					t.Errorf("without %d values from %d on, root %v: %d are missing: %q\n%q", n, from, root, len(missing), missing, out.Lost)
				}
			}
		}
	}
}

// TestRescueWithoutAnything takes random values away, at times the root and
// most of all: what is left always opens, and mending it is done once.
func TestRescueWithoutAnything(t *testing.T) {
	db, w := history(t)
	whole := contents(w)
	r := must(db.Snapshot())
	defer r.Close()
	var keys [][]byte
	for p := range kv.All(r, nil, nil) {
		keys = append(keys, p.Key)
	}
	for seed := range rounds(40) {
		rng := NewRandom(uint64(seed))
		var gone [][]byte
		for _, i := range rng.Perm(len(keys))[:1+rng.IntN(kv.MaxOps)] {
			gone = append(gone, keys[i])
		}
		out, got, _ := rescued(t, without(t, db, gone...))
		if missing := missingOf(whole, contents(got)); len(missing) > 0 && len(out.Lost)+len(out.Copies) == 0 {
			t.Errorf("seed %d: %q is missing and nothing is said", seed, missing)
		}
	}
}
