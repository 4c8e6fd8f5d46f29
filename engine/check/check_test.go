package check_test

import (
	"fmt"
	"testing"

	"parley/engine/check"
	"parley/engine/model"
)

// sound is an assistant with nothing wrong in it.
func sound() (*model.Workspace, *model.Assistant) {
	a := &model.Assistant{ID: "a", Name: "Order help", Type: model.Lite, Channel: model.Chat, Language: "en",
		Settings: model.Settings{ConsentFooter: "We keep what you write."},
		Dialogs: []*model.Dialog{
			{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{
				{ID: "hello", Settings: &model.SendMessage{Text: "Hello {{customer.name | \"there\"}}, I'm the Acme bot."}}},
				End: &model.Interaction{ID: "go", Settings: &model.Redirect{Dialog: "ask"}}},
			{ID: "ask", Name: "Ask name", Interactions: []model.Interaction{
				{ID: "name", Settings: &model.TextQuestion{Text: "What is your name?", Save: "customer.name"}},
				{ID: "branch", Settings: &model.ConditionalBranch{Branches: []model.Branch{{
					When: []model.Condition{{Attribute: "customer.name", Is: model.OpEqual, Value: model.TextOf("Ada")}},
					Do:   []model.Interaction{{ID: "vip", Settings: &model.UpdateAttribute{Attribute: "conversation.priority", Value: model.Change{Op: model.ChangeSet, Value: model.NumberOf(5)}}}}}}}}},
				End: &model.Interaction{ID: "menu", Settings: &model.NavigationButtons{Text: "Anything else?", Buttons: []model.NavButton{
					{Label: "Yes", Dialog: "ask"}, {Label: "No", Dialog: "complete"}}}}},
			{ID: "complete", Name: "Complete Assistant", Interactions: []model.Interaction{
				{ID: "over", Settings: &model.SendMessage{Text: "A person takes over now."}}},
				End: &model.Interaction{ID: "end", Settings: &model.Transfer{}}},
		}}
	return &model.Workspace{Assistants: []*model.Assistant{a}}, a
}

func TestASoundAssistantHasNoFindings(t *testing.T) {
	w, a := sound()
	for _, f := range check.Check(w, a) {
		t.Errorf("%+v", f)
	}
	for _, f := range check.All(w, nil) {
		t.Errorf("%+v", f)
	}
}

// big is an assistant of n dialogs with what such dialogs have in them.
func big(n int) (*model.Workspace, *model.Assistant) {
	w, a := sound()
	for i := range n - 3 {
		next := model.DialogID(fmt.Sprintf("d%d", i+1))
		if i == n-4 {
			next = "complete"
		}
		id := func(s string) string { return fmt.Sprintf("%s%d", s, i) }
		a.Dialogs = append(a.Dialogs, &model.Dialog{ID: model.DialogID(fmt.Sprintf("d%d", i)), Name: fmt.Sprintf("Dialog %d", i), Interactions: []model.Interaction{
			{ID: id("m"), Settings: &model.SendMessage{Text: "Hello {{customer.name | \"there\"}}, this is a sentence of the usual length."}},
			{ID: id("q"), Settings: &model.TextQuestion{Text: "What is your name?", Save: "customer.name"}},
			{ID: id("b"), Settings: &model.ConditionalBranch{Branches: []model.Branch{{
				When: []model.Condition{{Attribute: "customer.name", Is: model.OpEqual, Value: model.TextOf("Ada")}},
				Do:   []model.Interaction{{ID: id("u"), Settings: &model.UpdateAttribute{Attribute: "conversation.priority", Value: model.Change{Op: model.ChangeSet, Value: model.NumberOf(5)}}}}}}}}},
			End: &model.Interaction{ID: id("e"), Settings: &model.NavigationButtons{Text: "Go on?", Buttons: []model.NavButton{{Label: "Yes", Dialog: next}, {Label: "No", Dialog: "complete"}}}}})
	}
	first := *a.Dialogs[0]
	first.End = &model.Interaction{ID: "go", Settings: &model.NavigationButtons{Text: "Where?", Buttons: []model.NavButton{{Label: "Ask", Dialog: "ask"}, {Label: "On", Dialog: "d0"}}}}
	a.Dialogs[0] = &first
	return w, a
}

// edited is the workspace after one word was typed in the middle dialog.
func edited(tb testing.TB, w *model.Workspace, n int) (*model.Workspace, *model.Assistant) {
	a := w.Assistants[0]
	at := a.Dialogs[len(a.Dialogs)/2].PathOf(a).Field("interactions").Index(0).Field("text")
	out, err := model.With(w, at, fmt.Sprintf("Hello, edit %d", n))
	if err != nil {
		tb.Fatal(err)
	}
	return out, out.Assistants[0]
}

func BenchmarkCold(b *testing.B) {
	w, a := big(2000)
	for b.Loop() {
		if f := check.Check(w, a); len(f) != 0 {
			b.Fatalf("%d findings, first %+v", len(f), f[0])
		}
	}
}

func BenchmarkAfterOneEdit(b *testing.B) {
	w, a := big(2000)
	var c check.Checker
	c.Check(w, a)
	n := 0
	for b.Loop() {
		n++
		w, a = edited(b, w, n)
		if f := c.Check(w, a); len(f) != 0 {
			b.Fatalf("%d findings, first %+v", len(f), f[0])
		}
	}
}
