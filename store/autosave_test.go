package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"parley/engine/model"
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
	if err := s.Flush(background); !errors.Is(err, kv.ErrFull) {
		t.Errorf("flush: %v", err)
	}
	s.Autosave(named(1))
	<-g.enter
	g.pass <- nil
	if err := s.Flush(background); err != nil {
		t.Errorf("flush after trying again: %v", err)
	}
	verify(t, db, named(1))
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
