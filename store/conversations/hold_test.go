package conversations_test

import (
	"slices"
	"testing"

	"parley/engine/conversation"
	"parley/store/conversations"
	"parley/store/kv/kvtest"
	"parley/store/kv/memory"
)

// TestNothingIsHeldWhileItIsWritten: who writes has let go of what they read from.
func TestNothingIsHeldWhileItIsWritten(t *testing.T) {
	db := kvtest.Strict(memory.New())
	s := conversations.New(db, conversations.Options{Entries: -1})
	var ids []string
	for n := range 30 {
		h := headerOf(n)
		o, err := s.Begin(h)
		if err != nil {
			t.Fatal(err)
		}
		in, events := turnOf(1, h.Start.At.UnixMilli(), "hello")
		o.Add(in, events...)
		if err := o.Save(background, conversation.Lead{}, 0); err != nil {
			t.Fatal(err)
		}
		o.Close()
		ids = append(ids, h.ID)
	}
	for round := range 2 {
		if err := s.Change(background, ids, func(s *conversation.Summary) { s.Archived = round == 0 }); err != nil {
			t.Fatal(err)
		}
		if n, err := s.PutAway(background, 0); n != len(ids) || err != nil {
			t.Fatal(n, err)
		}
	}
	if n, err := s.Tidy(background); n == 0 || err != nil {
		t.Fatal(n, err)
	}
	h := headerOf(40)
	one := conversations.Record{Log: &conversation.Log{Header: *h}}
	if n, err := s.WriteAll(background, slices.Values([]conversations.Record{one})); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	s.Trigger(h)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
