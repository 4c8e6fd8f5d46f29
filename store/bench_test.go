package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"parley/engine/model"
	"parley/store"
)

func bareFile(b *testing.B) *bbolt.DB {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "bare"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	if err := db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("b")); return err }); err != nil {
		b.Fatal(err)
	}
	return db
}

func parleyFile(b *testing.B) *store.Store {
	s, err := store.OpenFile(filepath.Join(b.TempDir(), "w.parley"), store.Options{Now: now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

func bigDialog(i int) *model.Dialog {
	id := model.DialogID(fmt.Sprintf("dialog-%d", i))
	d := &model.Dialog{ID: id, Name: fmt.Sprintf("Dialog number %d", i)}
	d.Interactions = []model.Interaction{
		{ID: "i1", Settings: &model.SendMessage{Text: model.Text(fmt.Sprintf("Hello {{customer.name | \"there\"}}, this is dialog %d. We are glad that you are here and hope to be of help.", i))}},
		{ID: "i2", Settings: &model.TextQuestion{Text: "What is your order number? You find it at the top of the confirmation.", Save: "conversation.orderNumber", Expect: "number"}},
		{ID: "i3", Settings: &model.ConditionalBranch{Branches: []model.Branch{
			{Match: model.MatchAny, When: []model.Condition{{Attribute: "conversation.orderNumber", Is: model.OpContains, Value: model.TextOf("77")}, {Attribute: "customer.email", Is: model.OpSet}},
				Do: []model.Interaction{{ID: "i4", Settings: &model.SendMessage{Text: "That is one of the older orders; one moment please."}}}, Redirect: "complete"},
			{When: []model.Condition{{Attribute: "customer.vip", Is: model.OpEqual, Value: model.BoolOf(true)}}, Redirect: "welcome"}}}},
		{ID: "i5", Settings: &model.ButtonQuestion{Text: "Is it this one?", Buttons: []model.Label{"Yes", "No", "Something else"}, Save: "conversation.name"}},
	}
	d.End = &model.Interaction{ID: "i6", Settings: &model.NavigationButtons{Text: "Where to?", Buttons: []model.NavButton{
		{Label: "Back to the start", Dialog: "welcome"}, {Label: "Next", Dialog: model.DialogID(fmt.Sprintf("dialog-%d", i+1))}, {Label: "A person", Dialog: "complete"}}}}
	return d
}

func bigWorkspace(dialogs int) *model.Workspace {
	w := small()
	for i := range dialogs {
		w.Assistants[0].Dialogs = append(w.Assistants[0].Dialogs, bigDialog(i))
	}
	return w
}

// BenchmarkAutosave is one edited dialog saved, again and again.
func BenchmarkAutosave(b *testing.B) {
	for _, n := range []int{20, 2000} {
		b.Run(fmt.Sprintf("%d/parley", n), func(b *testing.B) {
			s := parleyFile(b)
			w := bigWorkspace(n)
			if err := s.Save(ctx, w); err != nil {
				b.Fatal(err)
			}
			i := 0
			for b.Loop() {
				i++
				w = with(b, w, model.Path(fmt.Sprintf("assistants[a].dialogs[dialog-%d].name", i*7919%n)), fmt.Sprint("Name ", i))
				if err := s.Save(context.Background(), w); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%d/bare", n), func(b *testing.B) {
			db := bareFile(b)
			v := make([]byte, 1200)
			err := db.Update(func(tx *bbolt.Tx) error {
				for i := range n {
					if err := tx.Bucket([]byte("b")).Put(fmt.Appendf(nil, "dialog-%d", i), v); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
			i := 0
			for b.Loop() {
				i++
				v[i%1000]++
				if err := db.Update(func(tx *bbolt.Tx) error {
					return tx.Bucket([]byte("b")).Put(fmt.Appendf(nil, "dialog-%d", i*7919%n), v)
				}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
