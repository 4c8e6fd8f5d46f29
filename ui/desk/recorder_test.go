package desk

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/session"
	"parley/store/conversations"
	"parley/store/kv"
	"parley/store/kv/memory"
)

// full is a store whose disk is full at times.
type full struct {
	kv.Store
	now atomic.Bool
}

var errFull = errors.New("the disk is full")

func (f *full) Commit(ctx context.Context, checks []kv.Check, ops []kv.Op) error {
	if f.now.Load() {
		return errFull
	}
	return f.Store.Commit(ctx, checks, ops)
}

// talked is a conversation of so many turns, none of them saved yet.
func talked(t *testing.T, r *recorder, turns int) *writing {
	t.Helper()
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	id, err := newID(at.UnixMilli())
	if err != nil {
		t.Fatal(err)
	}
	w := &writing{header: conversation.Header{ID: id, Source: conversation.Live, Channel: "chat", Assistant: "a", Version: 1, Start: session.Start{At: at}}}
	for i := range turns {
		says(r, w, i)
	}
	return w
}

func says(r *recorder, w *writing, n int) {
	at := w.header.Start.At.UnixMilli() + int64(n)
	r.add(w, func() {
		w.added = append(w.added, added{in: &session.Input{At: at, Kind: session.Say, Text: "hello"},
			events: []session.Event{{Seq: int32(n + 1), At: at, Type: session.Message, From: session.Customer, Text: "hello"}}})
	})
}

func TestWhatCouldNotBeRecordedIsToldAndTriedAgain(t *testing.T) {
	db := &full{Store: memory.New()}
	kept := conversations.New(db, conversations.Options{})
	told := make(chan error, 9)
	r := newRecorder(kept, func(err error) { told <- err })
	w := talked(t, r, 1)
	if err := r.flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	db.now.Store(true)
	says(r, w, 1)
	if err := r.flush(context.Background()); !errors.Is(err, errFull) {
		t.Errorf("the error is %v", err)
	}
	if err := <-told; !errors.Is(err, errFull) {
		t.Errorf("told is %v", err)
	}
	if err := r.flush(context.Background()); !errors.Is(err, errFull) {
		t.Errorf("tried again the error is %v", err)
	}
	says(r, w, 2)
	db.now.Store(false)
	if err := r.close(); err != nil {
		t.Errorf("there is room again: %v", err)
	}
	k, err := kept.Read(w.header.ID)
	if err != nil || len(k.Log.Turns) != 3 {
		t.Errorf("kept is %+v (%v)", k, err)
	}
}

func TestNothingIsAddedToWhatIsClosed(t *testing.T) {
	kept := conversations.New(memory.New(), conversations.Options{})
	r := newRecorder(kept, nil)
	w := talked(t, r, 0)
	for range 2 { // the second time it is closed already
		r.add(w, func() { w.closed = true })
	}
	says(r, w, 0)
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
	all, err := kept.Triggered(0, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli())
	if err != nil || len(all) != 1 || all[0].Count != 1 {
		t.Errorf("%+v (%v)", all, err)
	}
}
