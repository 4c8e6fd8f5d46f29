package compare_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/engine/compare"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/model/modeltest"
	samples "parley/sample-assistants"
)

var (
	stepID = regexp.MustCompile(`,"id":"i[0-9]*"}`)
	empty  = regexp.MustCompile(`:(null|\[\])`)
)

// written is a definition as text, without the ids of interactions: an oracle
// that shares nothing with the package under test.
func written(t interface{ Fatal(...any) }, v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return empty.ReplaceAllString(stepID.ReplaceAllString(string(data), "}"), ":null")
}

// drawn is an assistant that can be written: every interaction has a kind.
func drawn(t *rapid.T) *model.Assistant {
	a := modeltest.Assistant(t)
	for _, d := range a.Dialogs {
		d.Interactions = kinded(d.Interactions)
		if d.End != nil && len(kinded([]model.Interaction{*d.End})) == 0 {
			d.End = nil
		}
	}
	return a
}

func kinded(list []model.Interaction) []model.Interaction {
	var out []model.Interaction
	for _, i := range list {
		if i.Kind() == nil {
			continue
		}
		whole := true
		for _, run := range model.Nested(&i) {
			whole = whole && len(kinded(run.Steps)) == len(run.Steps)
		}
		if whole {
			out = append(out, i)
		}
	}
	return out
}

func TestDifferencesAreThereExactlyWhereSomethingDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawn(t)
		if got := compare.Compare(a, a); got != nil {
			t.Fatalf("with itself: %v", got)
		}
		copied := &model.Assistant{}
		data, _ := json.Marshal(a)
		if json.Unmarshal(data, copied) == nil && written(t, a) == written(t, copied) {
			if got := compare.Compare(a, copied); got != nil {
				t.Fatalf("with a copy: %v", got)
			}
		}
		b := drawn(t)
		if rapid.Bool().Draw(t, "alike") {
			c := *b
			b, c.ID, c.Dialogs = &c, a.ID, append(append([]*model.Dialog{}, a.Dialogs...), b.Dialogs...)
		}
		got := compare.Compare(a, b)
		if (len(got) == 0) != (written(t, a) == written(t, b)) {
			t.Fatalf("%d differences of\n%s\n%s", len(got), written(t, a), written(t, b))
		}
		if again := compare.Compare(a, b); !reflect.DeepEqual(got, again) {
			t.Fatal("compared again it is told otherwise")
		}
		for _, d := range got {
			sound(t, d, a, b)
		}
	})
}

// sound checks what holds for every difference.
func sound(t *rapid.T, d compare.Difference, a, b *model.Assistant) {
	if d.What == "" || d.Place == "" || strings.ContainsAny(d.What+d.Place, "\n\x1b") {
		t.Fatalf("%+v has no words, or too many lines", d)
	}
	if (d.A == "") != (d.Act == compare.Added) && d.Act != compare.Moved || (d.B == "") != (d.Act == compare.Removed) {
		t.Fatalf("%+v: paths do not fit", d)
	}
	for _, s := range append(d.Before(), d.After()...) {
		if s.Text == "" {
			t.Fatalf("%+v has an empty span", d)
		}
	}
}

func TestPathsLeadToWhatDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspaceOf(t)
		after := w
		for range rapid.IntRange(1, 3).Draw(t, "edits") {
			if c, err := change(t, after).Apply(after); err == nil {
				after = c.Workspace
			}
		}
		for _, d := range compare.Compare(w.Assistants[0], after.Assistants[0]) {
			if _, err := model.Get(w, d.A); d.A != "" && err != nil {
				t.Fatalf("%s: %v", d, err)
			}
			if _, err := model.Get(after, d.B); d.B != "" && err != nil {
				t.Fatalf("%s: %v", d, err)
			}
		}
	})
}

// workspaceOf is one of the samples, which are sound and have unique ids.
func workspaceOf(t *rapid.T) *model.Workspace {
	w := sampleWorkspace
	n := rapid.IntRange(0, len(w.Assistants)-1).Draw(t, "assistant")
	out := *w
	out.Assistants = []*model.Assistant{w.Assistants[n]}
	return &out
}

var sampleWorkspace = func() *model.Workspace { return workspace(&testing.B{}, samples.Files()) }()

// change draws an edit of the first assistant.
func change(t *rapid.T, w *model.Workspace) edit.Action {
	a := w.Assistants[0]
	var fields, lists, elements, runs, steps []model.Path
	model.Visit(a, a.PathOf(), func(p model.Place) bool {
		switch {
		case p.Field == nil:
			if !strings.HasSuffix(string(p.Path), "end") {
				steps = append(steps, p.Path)
			}
			return true
		case p.Field.Role == model.RoleSteps:
			runs = append(runs, p.Path)
		case p.Field.Role == model.RoleList && p.Value.Len() > 0:
			lists, elements = append(lists, p.Path), append(elements, p.Path.Index(p.Value.Len()-1))
		}
		fields = append(fields, p.Path)
		return true
	})
	at := func(from []model.Path, label string) model.Path {
		if len(from) == 0 {
			return "nowhere"
		}
		return rapid.SampledFrom(from).Draw(t, label)
	}
	d := rapid.SampledFrom(a.Dialogs).Draw(t, "dialog").ID
	k := rapid.SampledFrom(model.Kinds()).Draw(t, "kind").Key
	n := rapid.IntRange(-1, 3).Draw(t, "index")
	word := rapid.SampledFrom([]string{"", "new", "welcome", "5m", "2", "yes", "customer.name", "Hello {{customer.name}}"}).Draw(t, "word")
	return rapid.SampledFrom([]edit.Action{
		edit.SetText{At: at(fields, "field"), Text: word}, edit.SetText{At: at(fields, "field"), Text: word}, edit.ClearField{At: at(fields, "field")},
		edit.InsertElement{List: at(lists, "list"), Index: n}, edit.RemoveElement{At: at(elements, "element")}, edit.MoveElement{At: at(elements, "element"), To: n},
		edit.AddInteraction{List: at(runs, "run"), Index: n, Kind: k}, edit.MoveInteraction{At: at(steps, "step"), List: at(runs, "run"), To: n},
		edit.DeleteInteraction{At: at(steps, "step")}, edit.DuplicateInteraction{At: at(steps, "step")},
		edit.SetEnd{Assistant: a.ID, Dialog: d, Kind: k}, edit.RemoveEnd{Assistant: a.ID, Dialog: d}, edit.ReplaceEnd{Assistant: a.ID, Dialog: d, Kind: k},
		edit.AddDialog{Assistant: a.ID, Name: word, After: d}, edit.RenameDialog{Assistant: a.ID, Dialog: d, Name: word}, edit.ChangeDialogID{Assistant: a.ID, Dialog: d, ID: model.DialogID(word)},
		edit.DeleteDialog{Assistant: a.ID, Dialog: d}, edit.MoveDialog{Assistant: a.ID, Dialog: d, To: n}, edit.DuplicateDialog{Assistant: a.ID, Dialog: d},
	}).Draw(t, "action")
}

func TestEveryEditIsTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspaceOf(t)
		after := w
		for range rapid.IntRange(1, 3).Draw(t, "edits") {
			if c, err := change(t, after).Apply(after); err == nil {
				after = c.Workspace
			}
		}
		a, b := w.Assistants[0], after.Assistants[0]
		there, back := compare.Compare(a, b), compare.Compare(b, a)
		if (len(there) == 0) != (written(t, a) == written(t, b)) || (len(there) == 0) != (len(back) == 0) {
			t.Fatalf("%v and back %v", there, back)
		}
		if again := compare.Compare(a, b); !reflect.DeepEqual(there, again) {
			t.Fatal("compared again it is told otherwise")
		}
		for _, d := range there {
			sound(t, d, a, b)
		}
	})
}

func TestWordsAddUp(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "b", " ", "  ", ".", "{{x.y}}", "\n", "你", "é", "don't", "{{"})
	rapid.Check(t, func(t *rapid.T) {
		a := strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "a"), "")
		b := strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "b"), "")
		d := compare.Difference{Words: compare.Words(a, b)}
		if before, after := compare.Text(d.Before()), compare.Text(d.After()); before != a || after != b {
			t.Fatalf("%q is %q, %q is %q", a, before, b, after)
		}
		for n, s := range d.Words {
			if n > 0 && d.Words[n-1].Op == s.Op {
				t.Fatalf("%q: neighbours of one kind", d.Words)
			}
		}
	})
}

// large is an assistant of many dialogs, read anew each time: nothing is shared.
func large(n int) *model.Assistant {
	a := &model.Assistant{ID: "large", Name: "Large", Type: model.Premium, Channel: model.Chat}
	for i := range n {
		id := func(k int) string { return fmt.Sprint("i", i*6+k) }
		a.Dialogs = append(a.Dialogs, &model.Dialog{ID: model.DialogID(fmt.Sprint("d", i)), Name: fmt.Sprint("Dialog ", i),
			Interactions: []model.Interaction{
				{ID: id(1), Settings: &model.SendMessage{Text: "Hello there, this is a message of the usual length."}},
				{ID: id(2), Settings: &model.ButtonQuestion{Text: "Which one?", Buttons: []model.Label{"One", "Two", "Three"}, Save: "conversation.contactReason"}},
				{ID: id(3), Settings: &model.ConditionalBranch{Branches: []model.Branch{{
					When: []model.Condition{{Attribute: "customer.name", Is: model.OpSet}}, Do: []model.Interaction{{ID: id(4), Settings: &model.SendMessage{Text: "Hi {{customer.name}}"}}}}}}},
			},
			End: &model.Interaction{ID: id(5), Settings: &model.Redirect{Dialog: model.DialogID(fmt.Sprint("d", (i+1)%n))}}})
	}
	return a
}

func BenchmarkCompareTwoThousandDialogs(b *testing.B) {
	x, y := large(2000), large(2000)
	for n := 0; n < 2000; n += 100 {
		y.Dialogs[n].Interactions[0].Settings = &model.SendMessage{Text: "Hello there, this is another message of the usual length."}
	}
	b.ReportAllocs()
	for b.Loop() {
		if got := compare.Compare(x, y); len(got) != 20 {
			b.Fatal(len(got))
		}
	}
}

func BenchmarkCompareTwoThousandDialogsThatAllDiffer(b *testing.B) {
	x, y := large(2000), large(2000)
	for n := range y.Dialogs {
		y.Dialogs[n].Interactions[0].Settings = &model.SendMessage{Text: "Hello there, this is another message of the usual length."}
	}
	b.ReportAllocs()
	for b.Loop() {
		if got := compare.Compare(x, y); len(got) != 2000 {
			b.Fatal(len(got))
		}
	}
}
