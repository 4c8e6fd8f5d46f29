package store

import (
	"testing"

	"parley/engine/model"
	"parley/store/kv/kvtest"
	"parley/store/kv/memory"
)

// TestNothingIsHeldWhileItIsWritten: whatever writes has let go of what it read from.
func TestNothingIsHeldWhileItIsWritten(t *testing.T) {
	s, err := Open(kvtest.Strict(memory.New()), Options{SweepAfter: -1})
	if err != nil {
		t.Fatal(err)
	}
	r := NewRandom(7)
	w := r.Workspace(12)
	a := r.Document(docType(assistantsKey)).Interface().(*model.Assistant)
	a.ID, a.Type = "shop", model.Premium
	w.Assistants = append(w.Assistants, a)
	do := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	do("save", s.Save(background, w))
	_, err = s.Publish(background, "shop", PublishOptions{Workspace: w})
	do("publish", err)
	do("activate", s.Activate(background, "shop", 1))
	do("set a setting", s.SetSetting(background, "theme", "dark"))
	do("unpublish", s.Unpublish(background, "shop"))
	_, err = s.UnpublishAllPremium(background)
	do("unpublish all", err)
	_, err = s.DeleteAssistant(background, "shop")
	do("delete", err)
	n, err := s.Sweep(background)
	if do("sweep", err); n == 0 {
		t.Error("nothing was there to be swept")
	}
	do("close", s.Close())
}
