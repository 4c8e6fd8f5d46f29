package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"parley/engine/model"
	"parley/store/kv"
	"parley/store/kv/memory"
)

// failing lets so many commits through and fails all later ones, as a machine
// does that stops.
type failing struct {
	kv.Store
	left atomic.Int64
}

var errStopped = errors.New("the machine has stopped")

func (f *failing) Commit(ctx context.Context, checks []kv.Check, ops []kv.Op) error {
	if f.left.Add(-1) < 0 {
		return errStopped
	}
	return f.Store.Commit(ctx, checks, ops)
}

// copyOf copies everything into a new store.
func copyOf(t testing.TB, db kv.Store) kv.Store {
	r, err := db.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	out := memory.New()
	bulk := kv.NewBulk(background, out)
	for p, err := range kv.All(r, nil, nil) {
		if err == nil {
			err = bulk.Put(p.Key, p.Value)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := bulk.Flush(); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestEveryCrashLeavesTheOldOrTheNew stops a change after every number of
// commits it may have made. Afterwards the file opens, holds what was there
// before or all of the change, and works on.
func TestEveryCrashLeavesTheOldOrTheNew(t *testing.T) {
	base := memory.New()
	s, err := Open(base, Options{SweepAfter: -1})
	if err != nil {
		t.Fatal(err)
	}
	r := NewRandom(5)
	before := r.Workspace(12)
	for i := range 5 {
		a := r.Document(docType(assistantsKey)).Interface().(*model.Assistant)
		a.ID, a.Type = model.AssistantID(fmt.Sprint("p", i)), model.Premium
		next := *before // what was handed over is not changed
		next.Assistants = append(slices.Clip(next.Assistants), a)
		before = &next
		if _, err := s.Publish(background, a.ID, PublishOptions{Workspace: before}); err != nil {
			t.Fatal(err)
		}
	}
	after := NewRandom(6).Workspace(25)
	after.Assistants = append(after.Assistants, before.Assistants...)
	changed := *before.Assistants[len(before.Assistants)-1]
	for range 300 {
		changed.Dialogs = append(changed.Dialogs, r.Dialog())
	}
	after.Assistants[len(after.Assistants)-1] = &changed
	acts := map[string]func(*Store) error{
		"save": func(s *Store) error { return s.Save(background, after) },
		"publish": func(s *Store) error {
			_, err := s.Publish(background, "p4", PublishOptions{Workspace: after, At: time.Unix(0, 0)})
			return err
		},
		"delete":        func(s *Store) error { _, err := s.DeleteAssistant(background, "p1"); return err },
		"unpublish all": func(s *Store) error { _, err := s.UnpublishAllPremium(background); return err },
		"sweep": func(s *Store) error {
			if _, err := s.DeleteAssistant(background, "p2"); err != nil {
				return err
			}
			_, err := s.Sweep(background)
			return err
		},
	}
	for name, act := range acts {
		t.Run(name, func(t *testing.T) { everyCrash(t, base, act, after) })
	}
}

func everyCrash(t *testing.T, base kv.Store, act func(*Store) error, after *model.Workspace) {
	old := truth(t, base)
	for commits := int64(0); ; commits++ {
		db := &failing{Store: copyOf(t, base)}
		db.left.Store(1 << 40)
		s, err := Open(db, Options{SweepAfter: -1})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Load(); err != nil {
			t.Fatal(err)
		}
		db.left.Store(commits)
		err = act(s)
		if err != nil && !errors.Is(err, errStopped) {
			t.Fatal(err)
		}
		now := truth(t, db)
		if err == nil && now == old || err != nil && now != old && !strings.Contains(t.Name(), "sweep") {
			t.Fatalf("after %d commits: error %v, changed: %v", commits, err, now != old)
		}
		verify(t, db, nil)
		db.left.Store(1 << 40)
		if commits%2 == 1 { // the program goes on, as after a full disk
			if err := s.Save(background, after); err != nil {
				t.Fatal(err)
			}
			verify(t, db, after)
		}
		again, openErr := Open(db, Options{SweepAfter: -1})
		if openErr != nil {
			t.Fatal(openErr)
		}
		if err := again.Save(background, after); err != nil {
			t.Fatal(err)
		}
		swept(t, again, db)
		verify(t, db, after)
		if err == nil {
			return
		}
	}
}

// truth is everything the root of db tells, as text.
func truth(t testing.TB, db kv.Store) string {
	r, err := db.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	st, err := loadState(r)
	if err != nil {
		t.Fatal(err)
	}
	out := string(encodeDoc(&st.workspace.Settings))
	for _, k := range listKinds() {
		for i := range k.In(st.workspace).Len() {
			out += string(encodeDoc(k.In(st.workspace).Index(i).Interface()))
		}
	}
	for _, it := range st.lists[publicationsKey].items {
		out += fmt.Sprint(it.id, it.pub.live, it.pub.latest)
	}
	return out
}

// A document larger than a commit is kept in pieces.
func TestLargeDocuments(t *testing.T) {
	db := memory.New()
	s, err := Open(db, Options{SweepAfter: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{pieceBytes - 300, pieceBytes, 2*pieceBytes - 35, 3 << 20, 10} {
		for extra := range 40 {
			if extra%5 > 0 && size > pieceBytes/2 && extra < 30 {
				continue
			}
			body := strings.Repeat("0123456789abcdef", size/16) + strings.Repeat("x", extra)
			w := &model.Workspace{Articles: []*model.Article{{ID: "a", KnowledgeBase: "k", Title: "T", Body: body}}}
			if err := s.Save(background, w); err != nil {
				t.Fatal(err)
			}
			if extra%13 == 0 {
				verify(t, db, w)
			}
		}
		swept(t, s, db)
	}
}

// A value that was written and never became true must not be met by a later one.
func TestNumbersAreGivenOnce(t *testing.T) {
	db := &failing{Store: memory.New()}
	db.left.Store(1 << 40)
	s, err := Open(db, Options{SweepAfter: -1})
	if err != nil {
		t.Fatal(err)
	}
	article := func(size int) *model.Workspace {
		return &model.Workspace{Articles: []*model.Article{{ID: "a", Body: strings.Repeat("x", size)}}}
	}
	head := len(encodeDoc(article(pieceBytes).Articles[0])) - pieceBytes
	db.left.Store(4)
	if err := s.Save(background, article(8<<20)); !errors.Is(err, errStopped) {
		t.Fatal(err)
	}
	db.left.Store(1 << 40)
	want := article(pieceBytes - head) // fills a piece: the next one would be read on
	if err := s.Save(background, want); err != nil {
		t.Fatal(err)
	}
	verify(t, db, want)
	swept(t, s, db)
	verify(t, db, want)
}

// Edits leave nothing behind: what they replace goes in the same commit.
func TestEditsLeaveNothing(t *testing.T) {
	db := memory.New()
	s, err := Open(db, Options{SweepAfter: -1})
	if err != nil {
		t.Fatal(err)
	}
	r := NewRandom(11)
	w, clean := &model.Workspace{}, 0
	for range 300 {
		next := r.Edit(w)
		next.Brands, next.Teams, next.Schedules, next.Settings = nil, nil, nil, w.Settings // they leave revisions
		w = next
		if err := s.Save(background, w); err != nil {
			t.Fatal(err)
		}
		if st, _ := s.current(); st.garbage == 0 {
			clean++
			nothingLeft(t, db)
			continue
		}
		swept(t, s, db)
	}
	if clean < 200 {
		t.Errorf("only %d of 300 edits left nothing", clean)
	}
}
