package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"parley/engine/model"
	"parley/store/bolt"
	"parley/store/kv"
	"parley/store/kv/memory"
)

// gated holds every commit until it is let through, and notes the drafts' names.
type gated struct {
	kv.Store
	enter chan struct{} // gets one for each commit that has come
	pass  chan error    // lets one through; an error fails it
}

func (g *gated) Commit(ctx context.Context, checks []kv.Check, ops []kv.Op) error {
	g.enter <- struct{}{}
	if err := <-g.pass; err != nil {
		return err
	}
	return g.Store.Commit(ctx, checks, ops)
}

func named(n int) *model.Workspace {
	return &model.Workspace{Settings: model.WorkspaceSettings{Name: fmt.Sprint(n)}}
}

// While one write is in flight the newest value waits, and those between are
// not written.
func TestAutosaveWritesTheNewest(t *testing.T) {
	db := memory.New()
	if _, err := Open(db, Options{}); err != nil {
		t.Fatal(err)
	}
	g := &gated{Store: db, enter: make(chan struct{}), pass: make(chan error)}
	s, err := Open(g, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Autosave(named(1))
	<-g.enter // the write of 1 is under way
	for n := 2; n <= 9; n++ {
		s.Autosave(named(n))
	}
	g.pass <- nil
	<-g.enter
	verify(t, db, named(1))
	g.pass <- nil
	if err := s.Flush(background); err != nil {
		t.Fatal(err)
	}
	verify(t, db, named(9))
}

func TestAFailedAutosaveIsToldAndTriedAgain(t *testing.T) {
	db := memory.New()
	if _, err := Open(db, Options{}); err != nil {
		t.Fatal(err)
	}
	g := &gated{Store: db, enter: make(chan struct{}), pass: make(chan error)}
	told := make(chan error, 1)
	s, err := Open(g, Options{Failed: func(err error) { told <- err }})
	if err != nil {
		t.Fatal(err)
	}
	s.Autosave(named(1))
	<-g.enter
	g.pass <- kv.ErrFull
	if err := <-told; !errors.Is(err, kv.ErrFull) {
		t.Errorf("told %v", err)
	}
	go func() { <-g.enter; g.pass <- kv.ErrFull }() // it is tried again
	if err := s.Flush(background); !errors.Is(err, kv.ErrFull) {
		t.Errorf("flush: %v", err)
	}
	<-told
	s.Autosave(named(1))
	<-g.enter
	g.pass <- nil
	if err := s.Flush(background); err != nil {
		t.Errorf("flush after trying again: %v", err)
	}
	verify(t, db, named(1))
}

// What could not be saved is never called saved, and is tried again by Flush
// and Close; who is told of an error may wait in Flush meanwhile.
func TestWhatFailedStaysToBeSaved(t *testing.T) {
	db := &failing{Store: memory.New()}
	db.left.Store(1 << 40)
	asked := make(chan struct{})
	told := make(chan struct{})
	s, err := Open(db, Options{Failed: func(error) {
		<-asked // as a program does that is busy waiting in Flush
		told <- struct{}{}
	}})
	if err != nil {
		t.Fatal(err)
	}
	db.left.Store(0)
	s.Autosave(named(1))
	if err := s.Flush(background); !errors.Is(err, errStopped) {
		t.Errorf("flush: %v", err)
	}
	if err := s.Unsaved(); !errors.Is(err, errStopped) {
		t.Errorf("unsaved: %v", err)
	}
	close(asked)
	<-told
	for range 3 {
		if err := s.Flush(background); !errors.Is(err, errStopped) {
			t.Errorf("flush again: %v", err)
		}
		<-told
	}
	if _, err := s.Publish(background, "a", PublishOptions{Workspace: stamped(3)}); !errors.Is(err, errStopped) {
		t.Errorf("publish: %v", err)
	}
	if _, err := s.Publish(background, "a", PublishOptions{}); !errors.Is(err, errStopped) {
		t.Errorf("publish what is saved: %v", err)
	}
	if err := s.Save(background, named(2)); !errors.Is(err, errStopped) {
		t.Errorf("save: %v", err)
	}
	if err := s.Unsaved(); !errors.Is(err, errStopped) {
		t.Errorf("unsaved after all that: %v", err)
	}
	db.left.Store(1 << 40)
	if err := s.Flush(background); err != nil || s.Unsaved() != nil {
		t.Errorf("flush with room again: %v, %v", err, s.Unsaved())
	}
	if err := s.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

// The value that waits is not lost with a save or publish that fails.
func TestCloseSavesWhatFailed(t *testing.T) {
	for name, try := range map[string]func(*Store){
		"nothing": func(*Store) {},
		"save":    func(s *Store) { _ = s.Save(background, named(7)) },
		"publish": func(s *Store) { _, _ = s.Publish(background, "a", PublishOptions{Workspace: stamped(7)}) },
		"delete":  func(s *Store) { _, _ = s.DeleteAssistant(background, "a") },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "w.parley")
			file, err := bolt.Open(path, bolt.Options{Schema: Schema})
			if err != nil {
				t.Fatal(err)
			}
			db := &failing{Store: file}
			db.left.Store(1 << 40)
			s, err := Open(db, Options{SweepAfter: -1})
			if err != nil {
				t.Fatal(err)
			}
			db.left.Store(0)
			s.Autosave(stamped(1))
			if err := s.Flush(background); !errors.Is(err, errStopped) {
				t.Errorf("flush: %v", err)
			}
			try(s)
			db.left.Store(1 << 40)
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
			s, err = OpenFile(path, Options{SweepAfter: -1})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if w, err := s.Load(); err != nil || !sameWorkspace(w, stamped(1)) {
				t.Errorf("what waited is lost: %+v, %v", w, err)
			}
		})
	}
}

func TestFlushEndsWithItsContext(t *testing.T) {
	db := memory.New()
	if _, err := Open(db, Options{}); err != nil {
		t.Fatal(err)
	}
	g := &gated{Store: db, enter: make(chan struct{}), pass: make(chan error)}
	s, err := Open(g, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Autosave(named(1))
	<-g.enter
	ctx, cancel := context.WithCancel(background)
	cancel()
	if err := s.Flush(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("flush: %v", err)
	}
	g.pass <- nil
	if err := s.Flush(background); err != nil {
		t.Error(err)
	}
}

// Saves, publishes, sweeps and readers at once.
func TestAllAtOnce(t *testing.T) {
	db := memory.New()
	s, err := Open(db, Options{SweepAfter: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Publish(background, "a", PublishOptions{Workspace: stamped(1)}); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	try := func(what func(n int) error) {
		wg.Go(func() {
			for n := range rounds(40) {
				if err := what(n); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	try(func(n int) error { return s.Save(background, stamped(n)) })
	try(func(n int) error { s.Autosave(stamped(1000 + n)); return nil })
	try(func(n int) error {
		_, err := s.Publish(background, "a", PublishOptions{Workspace: stamped(2000 + n)})
		return err
	})
	try(func(n int) error { _, err := s.Version("a", 0); return err })
	try(func(n int) error { _, err := s.Versions("a"); return err })
	try(func(n int) error { _, err := s.Sweep(background); return err })
	try(func(n int) error {
		if err := s.SetSetting(background, "theme", n); err != nil {
			return err
		}
		var got int
		_, err := s.Setting("theme", &got)
		return err
	})
	wg.Wait()
	if err := s.Flush(background); err != nil {
		t.Fatal(err)
	}
	w, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	verify(t, db, w)
	s.sweep.stop()
	swept(t, s, db)
	verify(t, db, w)
}

func TestSettings(t *testing.T) {
	db := memory.New()
	s, err := Open(db, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetSetting(background, "palette", []string{"publish", "undo"}); err != nil {
		t.Fatal(err)
	}
	s2, err := Open(db, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if ok, err := s2.Setting("palette", &got); !ok || err != nil || len(got) != 2 {
		t.Errorf("%v %v %v", got, ok, err)
	}
	var number int
	if ok, err := s2.Setting("palette", &number); ok || err != nil {
		t.Errorf("a list fits a number: %v", err)
	}
	if err := s2.SetSetting(background, "palette", nil); err != nil {
		t.Fatal(err)
	}
	if ok, _ := s2.Setting("palette", &got); ok {
		t.Error("it was removed and is there")
	}
	if err := s2.SetSetting(background, "palette", make([]byte, maxSetting)); !errors.Is(err, kv.ErrTooLarge) {
		t.Errorf("a large one: %v", err)
	}
	if s.Info() != s2.Info() || s.Info().ID == "" || s.Info().Created.IsZero() {
		t.Errorf("identities %+v and %+v", s.Info(), s2.Info())
	}
}
