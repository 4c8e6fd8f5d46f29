package store_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"parley/engine/model"
	"parley/store"
	"parley/store/kv"
	"parley/store/kv/memory"
)

func now() time.Time { return time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC) }

func open(t testing.TB, db kv.Store) *store.Store {
	t.Helper()
	s, err := store.Open(db, store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func small() *model.Workspace {
	return &model.Workspace{
		Settings: model.WorkspaceSettings{Name: "Acme", Languages: []model.Language{"en"}},
		Brands:   []*model.Brand{{ID: "acme", Name: "Acme"}},
		Assistants: []*model.Assistant{{ID: "a", Name: "A", Type: model.Lite, Channel: model.Chat, Dialogs: []*model.Dialog{
			{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{{ID: "i1", Settings: &model.SendMessage{Text: "Hello"}}},
				End: &model.Interaction{ID: "i2", Settings: &model.Redirect{Dialog: "complete"}}},
			{ID: "complete", Name: "Complete Assistant", End: &model.Interaction{ID: "i3", Settings: &model.Transfer{}}},
		}}},
	}
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	db := memory.New()
	s := open(t, db)
	w := small()
	if err := s.Save(context.Background(), w); err != nil {
		t.Fatal(err)
	}
	again := open(t, db)
	got, err := again.Load()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, w) {
		t.Errorf("loaded %+v, saved %+v", got, w)
	}
}
