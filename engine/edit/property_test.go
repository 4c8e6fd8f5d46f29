package edit_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/engine/edit"
	"parley/engine/model"
)

// places sorts every path of a workspace by what can be done there.
type places struct {
	fields, lists, elements, stepLists, steps []model.Path
	texts                                     map[model.Path]string
}

func placesOf(w *model.Workspace) places {
	out := places{texts: map[model.Path]string{}}
	model.Visit(w, "", func(p model.Place) bool {
		switch {
		case p.Field == nil:
			if !strings.HasSuffix(string(p.Path), "end") {
				out.steps = append(out.steps, p.Path)
			}
			return true
		case p.Field.Role == model.RoleSteps:
			out.stepLists = append(out.stepLists, p.Path)
		case p.Field.Role == model.RoleList || p.Field.Role == model.RoleMap:
			out.lists = append(out.lists, p.Path)
			if p.Value.Len() > 0 && p.Field.Role == model.RoleMap {
				out.elements = append(out.elements, p.Path.At(p.Value.Index(0).Field(0).String()))
			} else if p.Value.Len() > 0 {
				out.elements = append(out.elements, p.Path.Index(p.Value.Len()-1))
			}
		}
		out.fields = append(out.fields, p.Path)
		return true
	})
	return out
}

// action draws any action, sensible or not.
func action(t *rapid.T, w *model.Workspace) edit.Action {
	at := placesOf(w)
	path := func(from []model.Path, label string) model.Path {
		if len(from) == 0 {
			return "nowhere"
		}
		return rapid.SampledFrom(from).Draw(t, label)
	}
	a := rapid.SampledFrom(w.Assistants).Draw(t, "of")
	d := rapid.SampledFrom(a.Dialogs).Draw(t, "dialog").ID
	k := rapid.SampledFrom(model.Kinds()).Draw(t, "kind").Key
	doc := rapid.SampledFrom(model.DocumentKinds()[1:]).Draw(t, "document")
	id := ""
	if n := doc.In(w).Len(); n > 0 {
		id = doc.In(w).Index(rapid.IntRange(0, n-1).Draw(t, "n")).Elem().FieldByName("ID").String()
	}
	n := rapid.IntRange(-1, 3).Draw(t, "index")
	word := rapid.SampledFrom([]string{"", "new", "welcome", "5m", "2", "yes", "customer.name", "Hello {{customer.name}}", "[a, b]", "i1"}).Draw(t, "word")
	clip, _ := edit.CopyInteractions(w, path(at.steps, "copied"))
	clipped, _ := edit.CopyDialogs(w, a.ID, d)
	matches, _ := edit.Find(w, a.ID, edit.Search{Query: "help"})
	to := rapid.SampledFrom(w.Assistants).Draw(t, "to")
	all := []edit.Action{
		edit.SetText{path(at.fields, "field"), word}, edit.SetField{path(at.fields, "field"), word}, edit.SetField{path(at.fields, "field"), nil},
		edit.ClearField{path(at.fields, "field")}, edit.InsertElement{List: path(at.lists, "list"), Index: n}, edit.RemoveElement{path(at.elements, "element")},
		edit.MoveElement{path(at.elements, "element"), n}, edit.RenameKey{path(at.elements, "element"), word},
		edit.AddInteraction{path(at.stepLists, "list"), n, k}, edit.MoveInteraction{path(at.steps, "step"), path(at.stepLists, "list"), n},
		edit.DeleteInteraction{path(at.steps, "step")}, edit.DuplicateInteraction{path(at.steps, "step")}, edit.PasteInteractions{clip, path(at.stepLists, "list"), n},
		edit.SetEnd{a.ID, d, k}, edit.RemoveEnd{a.ID, d}, edit.ReplaceEnd{a.ID, d, k},
		edit.AddDialog{a.ID, word, d}, edit.RenameDialog{a.ID, d, word}, edit.ChangeDialogID{a.ID, d, model.DialogID(word)}, edit.DeleteDialog{a.ID, d},
		edit.MoveDialog{a.ID, d, n}, edit.DuplicateDialog{a.ID, d}, edit.PasteDialogs{clipped, to.ID, ""},
		edit.AddAssistant{Name: word, Type: a.Type, Channel: to.Channel}, edit.DuplicateAssistant{a.ID}, edit.DeleteAssistant{a.ID}, edit.RenameAssistant{a.ID, word},
		edit.DuplicateAs{a.ID, model.Lite, ""}, edit.DuplicateAs{a.ID, model.Premium, to.Channel}, edit.ConvertAssistant{a.ID, "", to.Channel},
		edit.AddDocument{Kind: doc.Name, Name: word, Index: n}, edit.DeleteDocument{doc.Name, id, n > 0}, edit.ChangeID{doc.Name, id, word}, edit.MoveDocument{doc.Name, id, n},
		edit.RenameAttribute{"customer.tier", model.AttributePath("customer." + word)}, edit.RenameTeam{model.TeamID(id), word}, edit.SetDefaultSchedule{model.ScheduleID(id)},
		edit.Replace{edit.Search{Query: "help"}, word, matches}, edit.ReplaceAssistant{Value: to}, edit.ImportWorkspace{New: w},
	}
	return rapid.SampledFrom(all).Draw(t, "action")
}

func TestActionsKeepWhatTheyAreGiven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspace(t)
		for n := 0; n < 3 && len(w.Assistants) > 0; n++ {
			before := written(t, w)
			a := action(t, w)
			c, err := a.Apply(w)
			if written(t, w) != before {
				t.Fatalf("%T %+v changed what it was given", a, a)
			}
			if err != nil {
				if c.Workspace != w || c.Changed() || strings.Contains(err.Error(), "\n") || err.Error() == "" {
					t.Fatalf("%T: an error (%v) with a change %v", a, err, c.Touched)
				}
				continue
			}
			sound(t, a, w, c)
			w = c.Workspace
		}
	})
}

// sound checks what holds after every action.
func sound(t *rapid.T, a edit.Action, before *model.Workspace, c edit.Change) {
	for _, of := range c.Workspace.Assistants {
		ids := map[string]bool{}
		dialogs := map[model.DialogID]bool{}
		for _, d := range of.Dialogs {
			if dialogs[d.ID] {
				t.Fatalf("%T %+v: two dialogs %s", a, a, d.ID)
			}
			dialogs[d.ID] = true
			d.Steps("", func(_ string, _ model.Path, i *model.Interaction) {
				if i.ID == "" || ids[i.ID] {
					t.Fatalf("%T %+v: two interactions %q", a, a, i.ID)
				}
				ids[i.ID] = true
			})
		}
		if of.Dialogs[0].ID != model.WelcomeID || of.Dialog(model.CompleteID) == nil {
			t.Fatalf("%T %+v: the two fixed dialogs are not in place", a, a)
		}
	}
	for _, k := range model.DocumentKinds() {
		if k.One {
			continue
		}
		seen := map[string]bool{}
		for i := range k.In(c.Workspace).Len() {
			doc := k.In(c.Workspace).Index(i)
			id := doc.Elem().FieldByName("ID").String()
			if seen[id] {
				t.Fatalf("%T %+v: two %s %s", a, a, k.Name, id)
			}
			seen[id] = true
			if !c.Touched.HasDocument(k.Name, id) && !holds(k.In(before), doc) {
				t.Fatalf("%T %+v: %s %s changed untold", a, a, k.Name, id)
			}
		}
	}
	if c.At != "" && c.Changed() {
		if _, err := edit.At(c.Workspace, c.At); err != nil {
			t.Fatalf("%T %+v: selects %v", a, a, err)
		}
	}
	for _, l := range c.Losses {
		_, was := edit.At(before, l.Path)
		_, is := edit.At(c.Workspace, l.Now)
		if l.Path != "" && was != nil || l.Now != "" && is != nil {
			t.Fatalf("%T %+v: loss %+v: %v, %v", a, a, l, was, is)
		}
	}
}

func holds(list, doc reflect.Value) bool {
	for i := range list.Len() {
		if list.Index(i).Pointer() == doc.Pointer() {
			return true
		}
	}
	return false
}

func TestNothingDanglesAfterARename(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspace(t)
		of := rapid.SampledFrom(w.Assistants).Draw(t, "of").ID
		kind := rapid.SampledFrom(model.DocumentKinds()[1:]).Draw(t, "kind")
		list := kind.In(w)
		doc := list.Index(rapid.IntRange(0, list.Len()-1).Draw(t, "document"))
		id := doc.Elem().FieldByName("ID").String()
		pairs := [][2]edit.Action{
			{edit.ChangeDialogID{of, "ask", "asked"}, edit.ChangeDialogID{of, "asked", "ask"}},
			{edit.ChangeID{kind.Name, id, "renamed"}, edit.ChangeID{kind.Name, "renamed", id}},
			{edit.RenameAttribute{"klass-0.total", "klass-0.sum"}, edit.RenameAttribute{"klass-0.sum", "klass-0.total"}},
			{edit.RenameAttribute{"customer.tier", "customer.rank"}, edit.RenameAttribute{"customer.rank", "customer.tier"}},
			{edit.RenameAttribute{"workflow.workflow-0.result", "workflow.workflow-0.answer"}, edit.RenameAttribute{"workflow.workflow-0.answer", "workflow.workflow-0.result"}},
		}
		pair := rapid.SampledFrom(pairs).Draw(t, "rename")
		c, err := pair[0].Apply(w)
		if err != nil {
			if kind.Name == "Klass" && (id == "customer" || id == "conversation") {
				return
			}
			t.Fatalf("%+v: %v", pair[0], err)
		}
		if got := dangling(c.Workspace); got != nil {
			t.Fatalf("%T %+v: %q", pair[0], pair[0], got)
		}
		back, err := pair[1].Apply(c.Workspace)
		if err != nil || written(t, back.Workspace) != written(t, w) {
			t.Fatalf("%T %+v: not as it was after renaming it back (%v)", pair[0], pair[0], err)
		}
	})
}

func TestReferencesAreWhatARenameChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspace(t)
		kind := rapid.SampledFrom(model.DocumentKinds()[1:]).Draw(t, "kind")
		id := kind.In(w).Index(0).Elem().FieldByName("ID").String()
		refs := edit.References(w, kind.Name, id)
		c, err := edit.ChangeID{kind.Name, id, "renamed"}.Apply(w)
		if err != nil {
			t.Fatal(err)
		}
		if left := edit.References(c.Workspace, kind.Name, id); kind.Name != "Team" && left != nil {
			t.Fatalf("%s %s is still named in %q", kind.Name, id, left)
		}
		if now := edit.References(c.Workspace, kind.Name, "renamed"); kind.Name != "Team" && len(now) != len(refs) {
			t.Fatalf("%s is named in %d places, was in %d", kind.Name, len(now), len(refs))
		}
	})
}

func TestMovingThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspace(t)
		at := placesOf(w)
		if len(at.steps) == 0 {
			return
		}
		step := rapid.SampledFrom(at.steps).Draw(t, "step")
		from := step[:strings.LastIndex(string(step), "[")]
		v, _ := model.Get(w, from)
		i := 0
		for n, s := range v.Interface().([]model.Interaction) {
			if from.At(s.ID) == step {
				i = n
			}
		}
		to := rapid.SampledFrom(at.stepLists).Draw(t, "list")
		c, err := edit.MoveInteraction{step, to, 0}.Apply(w)
		if err != nil {
			return
		}
		back, err := edit.MoveInteraction{c.At, from, i}.Apply(c.Workspace)
		if err != nil || !reflect.DeepEqual(back.Workspace, w) {
			t.Fatalf("%s to %s and back: %v", step, to, err)
		}
	})
}

func TestDuplicatesLeaveTheOriginal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspace(t)
		of := rapid.SampledFrom(w.Assistants).Draw(t, "of")
		for _, a := range []edit.Action{edit.DuplicateAssistant{of.ID}, edit.DuplicateAs{of.ID, model.Lite, ""}} {
			c, err := a.Apply(w)
			if err != nil {
				t.Fatal(err)
			}
			if c.Workspace.Assistant(of.ID) != of || len(c.Touched.Documents) != 1 || dangling(c.Workspace) != nil {
				t.Fatalf("%T: the original is another: %v %q", a, c.Touched, dangling(c.Workspace))
			}
		}
	})
}

// lite is page 1's table of what an assistant loses when it becomes Lite.
func lite(w *model.Workspace, a *model.Assistant) []model.Path {
	kinds := map[string]bool{"aiResponse": true, "objectSelector": true, "runWorkflow": true, "articleDeflection": true, "requestFeedback": true, "endConversation": true}
	var out []model.Path
	model.Visit(a, a.PathOf(), func(p model.Place) bool {
		if p.Field == nil {
			if kinds[p.Step.Kind().Key] {
				out = append(out, p.Path)
				return false
			}
			return true
		}
		switch p.Field.Key {
		case "understandIntents", "intent", "intentNotDetected", "doneAfter":
			if !p.Value.IsZero() {
				out = append(out, p.Path)
			}
		case "then":
			if p.Text() == "done" {
				out = append(out, p.Path)
			}
		}
		return true
	})
	return out
}

func TestLiteLosesExactlyPageOnesTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspace(t)
		of := rapid.SampledFrom(w.Assistants).Draw(t, "of")
		c, err := edit.DuplicateAs{of.ID, model.Lite, ""}.Apply(w)
		if err != nil {
			t.Fatal(err)
		}
		gone := map[model.Path]bool{}
		for _, l := range c.Losses {
			if !l.Unlinked {
				gone[l.Path] = true
			}
		}
		want := lite(w, of)
		for _, p := range want {
			if !gone[p] {
				t.Fatalf("%s was not told of: %v", p, c.Losses)
			}
		}
		if len(gone) != len(want) {
			t.Fatalf("lost %v, want %v", c.Losses, want)
		}
		id := strings.TrimSuffix(strings.TrimPrefix(string(c.At), "assistants["), "]")
		copied := c.Workspace.Assistant(model.AssistantID(id))
		if left := lite(c.Workspace, copied); left != nil {
			t.Fatalf("still there: %v", left)
		}
		if got, want := count(copied), count(of); got > want || len(gone) == 0 && got != want {
			t.Fatalf("%d interactions of %d, and %d losses", got, want, len(gone))
		}
		if rehearsed, err := edit.Rehearse(w, of.ID, model.Lite, ""); err != nil || len(rehearsed) != len(c.Losses) {
			t.Fatalf("rehearsed %v (%v), came %v", rehearsed, err, c.Losses)
		}
	})
}

func count(a *model.Assistant) int {
	n := 0
	for _, d := range a.Dialogs {
		d.Steps("", func(string, model.Path, *model.Interaction) { n++ })
	}
	return n
}

func TestReplacingLeavesDynamicTextAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspace(t)
		s := edit.Search{Query: rapid.SampledFrom([]string{"help", "snippet", "customer", "h", "{{", " ", "e"}).Draw(t, "query"), Word: rapid.Bool().Draw(t, "word")}
		with := rapid.SampledFrom([]string{"", `a "quoted" \ word`, "support"}).Draw(t, "with")
		matches, err := edit.Find(w, "", s)
		if err != nil || len(matches) == 0 {
			return
		}
		c, err := edit.Replace{s, with, matches}.Apply(w)
		if err != nil {
			t.Fatal(err)
		}
		if got := dangling(c.Workspace); got != nil {
			t.Fatalf("%q", got)
		}
		previews, _ := s.Previews(matches, with)
		for _, p := range previews {
			if v, err := model.Get(c.Workspace, p.Path); err != nil || v.String() != p.After {
				t.Fatalf("%s became %v, the preview said %q", p.Path, v, p.After)
			}
		}
	})
}

// big is a workspace with an assistant of n dialogs.
func big(n int) *model.Workspace {
	a := &model.Assistant{ID: "a", Name: "A", Type: model.Premium, Channel: model.Chat}
	for i := range n {
		id := model.DialogID(fmt.Sprintf("d%d", i))
		a.Dialogs = append(a.Dialogs, &model.Dialog{ID: id, Name: string(id), Interactions: []model.Interaction{
			{ID: fmt.Sprintf("i%d", 2*i+1), Settings: &model.SendMessage{Text: "Hello {{customer.name}}"}}},
			End: &model.Interaction{ID: fmt.Sprintf("i%d", 2*i+2), Settings: &model.Redirect{Dialog: "d0"}}})
	}
	return &model.Workspace{Assistants: []*model.Assistant{a}}
}

func BenchmarkSetField(b *testing.B) {
	w := big(2000)
	for b.Loop() {
		c, err := edit.SetField{"assistants[a].dialogs[d1999].interactions[i3999].text", model.Text("Hi")}.Apply(w)
		if err != nil || !c.Changed() {
			b.Fatal(err)
		}
	}
}

func BenchmarkAddInteraction(b *testing.B) {
	w := big(2000)
	for b.Loop() {
		if _, err := (edit.AddInteraction{"assistants[a].dialogs[d1000].interactions", 0, "sendMessage"}).Apply(w); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChangeDialogID(b *testing.B) {
	w := big(2000)
	for b.Loop() {
		if _, err := (edit.ChangeDialogID{"a", "d5", "five"}).Apply(w); err != nil {
			b.Fatal(err)
		}
	}
}
