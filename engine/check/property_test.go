package check_test

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"parley/engine/check"
	"parley/engine/model"
	"parley/engine/model/modeltest"
)

func TestAnyDefinitionIsCheckedInTheSameWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := modeltest.Workspace(t)
		all := check.All(w, nil)
		sane(t, w, all)
		if again := check.All(w, nil); !reflect.DeepEqual(all, again) {
			t.Fatal("two checks differ")
		}
		for _, a := range w.Assistants {
			check.LinkedFrom(a, "complete")
			for _, d := range a.Dialogs {
				check.Links(a, d)
			}
		}
	})
}

func TestEveryFixMends(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := modeltest.Workspace(t)
		unique(w)
		all := check.All(w, nil)
		tried := map[string]int{}
		for _, f := range all {
			if tried[f.Code]++; f.Fix != nil && tried[f.Code] <= 1 {
				mends(t, w, f)
			}
		}
	})
}

// unique gives everything an id of its own, so that paths point to one place.
func unique(w *model.Workspace) {
	for _, k := range model.DocumentKinds() {
		if k.One {
			continue
		}
		for i, list := 0, k.In(w); i < list.Len(); i++ {
			list.Index(i).Elem().FieldByName("ID").SetString(string(rune('a' + i)))
		}
	}
	for _, f := range w.Workflows {
		for i := range f.Steps {
			f.Steps[i].ID = []string{"a", "b", "c"}[i]
		}
	}
	n := 0
	for _, a := range w.Assistants {
		for i, d := range a.Dialogs {
			d.ID = []model.DialogID{"welcome", "ask", "complete", "d1", "d2"}[i]
			if d.End != nil && len(model.Nested(d.End)) > 0 {
				d.End = nil
			}
			d.Steps("", func(_ string, _ model.Path, step *model.Interaction) {
				n++
				step.ID = fmt.Sprint("i", n)
			})
		}
	}
}

func TestAnEditIsCheckedAsIfFromTheStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := modeltest.Workspace(t)
		a := w.Assistants[0]
		a.ID = "a"
		var kept check.Checker
		var anchors check.Anchors
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			if got, want := kept.Check(w, a), check.Check(w, a); !reflect.DeepEqual(got, want) {
				t.Fatalf("got  %s\nwant %s", codes(got), codes(want))
			}
			anchors.Update(a)
			for _, d := range a.Dialogs {
				if got, want := anchors.Of(d), check.Links(a, d); !reflect.DeepEqual(got, want) {
					t.Fatalf("%s: got %+v, want %+v", d.ID, got, want)
				}
			}
			w, a = edit(t, w, a)
		}
	})
}

// edit changes one thing of an assistant, or of what surrounds it.
func edit(t *rapid.T, w *model.Workspace, a *model.Assistant) (*model.Workspace, *model.Assistant) {
	next, changed := *a, *w
	next.Dialogs = append([]*model.Dialog(nil), a.Dialogs...)
	at := 0
	if len(a.Dialogs) > 0 {
		at = rapid.IntRange(0, len(a.Dialogs)-1).Draw(t, "at")
	}
	switch rapid.IntRange(0, 6).Draw(t, "edit") {
	case 0:
		next.Dialogs = append(next.Dialogs, modeltest.Dialog(t))
	case 1:
		if len(a.Dialogs) > 0 {
			next.Dialogs = append(next.Dialogs[:at], next.Dialogs[at+1:]...)
		}
	case 2:
		if len(a.Dialogs) > 0 {
			d := *a.Dialogs[at]
			d.Interactions = append(append([]model.Interaction(nil), d.Interactions...), modeltest.Interaction(t))
			next.Dialogs[at] = &d
		}
	case 3:
		if len(a.Dialogs) > 1 {
			next.Dialogs[0], next.Dialogs[at] = next.Dialogs[at], next.Dialogs[0]
		}
	case 4:
		next.Type = model.Premium
	case 5:
		changed.Klasses = append(changed.Klasses[:len(changed.Klasses):len(changed.Klasses)], &model.Klass{ID: "order", Attributes: []model.AttributeDef{{Name: "a", Type: model.TypeText}}})
	case 6:
		if len(a.Dialogs) > 0 {
			d := *a.Dialogs[at]
			d.End = nil
			next.Dialogs[at] = &d
		}
	}
	changed.Assistants = append([]*model.Assistant{&next}, w.Assistants[1:]...)
	return &changed, &next
}
