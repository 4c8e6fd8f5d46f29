package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"parley/engine/model"
)

// Each benchmark does a piece of work with the store and the like of it on
// bbolt alone, where the bytes are ready made: one sub-benchmark each, and one
// that takes turns and reports the ratio of the medians of their times, which
// a noisy machine cannot spoil. Above 1 the store is the faster one.
//
//	go test ./store -run - -bench . -count 5

func sideBySide(b *testing.B, parley, bare func(b *testing.B) func(i int) error) {
	each := func(make func(b *testing.B) func(i int) error) func(b *testing.B) {
		return func(b *testing.B) {
			do, i := make(b), 0
			b.ReportAllocs()
			for b.Loop() {
				if err := do(i); err != nil {
					b.Fatal(err)
				}
				i++
			}
		}
	}
	b.Run("parley", each(parley))
	b.Run("bare", each(bare))
	b.Run("turns", func(b *testing.B) {
		ours, theirs, i := parley(b), bare(b), 0
		var a, c []float64
		for b.Loop() {
			start := time.Now()
			if err := ours(i); err != nil {
				b.Fatal(err)
			}
			middle := time.Now()
			if err := theirs(i); err != nil {
				b.Fatal(err)
			}
			a, c = append(a, middle.Sub(start).Seconds()), append(c, time.Since(middle).Seconds())
			i++
		}
		b.ReportMetric(median(c)/median(a), "of-bare")
	})
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}

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

func parleyFile(b *testing.B) *Store {
	s, err := OpenFile(filepath.Join(b.TempDir(), "w.parley"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

// benchDialog is a dialog of about the size of a sample's.
func benchDialog(i int) *model.Dialog {
	d := &model.Dialog{ID: model.DialogID(fmt.Sprintf("dialog-%d", i)), Name: fmt.Sprintf("Dialog number %d", i)}
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

func benchWorkspace(dialogs int) *model.Workspace {
	a := &model.Assistant{ID: "a", Name: "A", Type: model.Lite, Channel: model.Chat}
	for i := range dialogs {
		a.Dialogs = append(a.Dialogs, benchDialog(i))
	}
	return &model.Workspace{Assistants: []*model.Assistant{a}}
}

// typing edits the same dialog each time, jumping any.
const (
	typing  = 0
	jumping = 7919
)

// editDialog returns w with one dialog changed, as the i-th edit makes it.
func editDialog(w *model.Workspace, i, stride int) *model.Workspace {
	next, a := *w, *w.Assistants[0]
	a.Dialogs = slices.Clone(a.Dialogs)
	at := i * stride % len(a.Dialogs)
	d := *a.Dialogs[at]
	d.Name = fmt.Sprint("Name ", i)
	a.Dialogs[at], next.Assistants = &d, []*model.Assistant{&a}
	return &next
}

// bareDialogs fills a bare file with n dialogs and returns what saves one: in
// its place, or as a published one is, to stay, with a record of the version
// and which one is live.
func bareDialogs(b *testing.B, n, stride int, published bool) func(i int) error {
	db := bareFile(b)
	data, version := encodeDoc(benchDialog(7)), make([]byte, 300)
	put := func(tx *bbolt.Tx, key string, i int, value []byte) error {
		return tx.Bucket([]byte("b")).Put(fmt.Appendf(nil, key, i), value)
	}
	err := db.Update(func(tx *bbolt.Tx) error {
		for i := range n {
			if err := put(tx, "dialog-%d", i, data); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return func(i int) error {
		data[len(data)-1-i%100]++
		return db.Update(func(tx *bbolt.Tx) error {
			if !published {
				return put(tx, "dialog-%d", i*stride%n, data)
			}
			return errors.Join(put(tx, "value-%08d", i, data), put(tx, "version-%08d", i, version), put(tx, "live", 0, version[:8]))
		})
	}
}

// BenchmarkAutosave is one edit after the other, each durable: of one dialog,
// as someone types, and of another one each time. Bare puts the dialog's bytes
// under its key.
func BenchmarkAutosave(b *testing.B) {
	for _, c := range []struct {
		name      string
		n, stride int
	}{{"20dialogs/typing", 20, typing}, {"20dialogs/jumping", 20, jumping}, {"2000dialogs/typing", 2000, typing}, {"2000dialogs/jumping", 2000, jumping}} {
		b.Run(c.name, func(b *testing.B) {
			sideBySide(b, func(b *testing.B) func(i int) error {
				s, w := parleyFile(b), benchWorkspace(c.n)
				if err := s.Save(background, w); err != nil {
					b.Fatal(err)
				}
				return func(i int) error {
					w = editDialog(w, i, c.stride)
					return s.Save(background, w)
				}
			}, func(b *testing.B) func(i int) error { return bareDialogs(b, c.n, c.stride, false) })
		})
	}
}

// BenchmarkPublish is an edited dialog published, again and again, each time
// as a new version. Bare puts the dialog, to stay, a record of the version's
// size, and which one is live.
func BenchmarkPublish(b *testing.B) {
	for _, n := range []int{20, 2000} {
		b.Run(fmt.Sprint(n, "dialogs"), func(b *testing.B) {
			sideBySide(b, func(b *testing.B) func(i int) error {
				s, w := parleyFile(b), benchWorkspace(n)
				if err := s.Save(background, w); err != nil {
					b.Fatal(err)
				}
				return func(i int) error {
					w = editDialog(w, i, jumping)
					_, err := s.Publish(background, "a", PublishOptions{Workspace: w, Note: fmt.Sprint(i)})
					return err
				}
			}, func(b *testing.B) func(i int) error { return bareDialogs(b, n, jumping, true) })
		})
	}
}

// BenchmarkImport saves 10,000 new articles of 2 KB each in the place of those
// before. Bare puts their bytes, a thousand a transaction.
func BenchmarkImport(b *testing.B) {
	const n = 10_000
	docs := func(round int) []*model.Article {
		out := make([]*model.Article, n)
		for i := range out {
			out[i] = &model.Article{ID: fmt.Sprintf("article-%d-%d", round, i), KnowledgeBase: "help", Title: fmt.Sprint("Article ", i),
				Body: string(slices.Repeat([]byte("How to send it back? "), 95))}
		}
		return out
	}
	sideBySide(b, func(b *testing.B) func(i int) error {
		s, err := OpenFile(filepath.Join(b.TempDir(), "w.parley"), Options{SweepAfter: -1})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { s.Close() })
		both := [2]*model.Workspace{{Articles: docs(0)}, {Articles: docs(1)}}
		return func(i int) error { return s.Save(background, both[i%2]) }
	}, func(b *testing.B) func(i int) error {
		db, data := bareFile(b), encodeDoc(docs(0)[0])
		return func(i int) error {
			for first := 0; first < n; first += 1000 {
				err := db.Update(func(tx *bbolt.Tx) error {
					for k := first; k < first+1000; k++ {
						if err := tx.Bucket([]byte("b")).Put(fmt.Appendf(nil, "article-%08d", i*n+k), data); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					return err
				}
			}
			return nil
		}
	})
}

// BenchmarkLoad opens a file and loads its draft.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{20, 2000} {
		b.Run(fmt.Sprint(n, "dialogs"), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "w.parley")
			s, err := OpenFile(path, Options{})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := s.Publish(background, "a", PublishOptions{Workspace: benchWorkspace(n)}); err != nil {
				b.Fatal(err)
			}
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				s, err := OpenFile(path, Options{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := s.Load(); err != nil {
					b.Fatal(err)
				}
				if err := s.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkEncode is one dialog, written and read.
func BenchmarkEncode(b *testing.B) {
	d := benchDialog(7)
	data := encodeDoc(d)
	b.Run("write", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			encodeDoc(d)
		}
	})
	b.Run("hash", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			hashOf(data)
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if err := decodeDoc(data, new(model.Dialog)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("reach", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			reached(d)
		}
	})
}
