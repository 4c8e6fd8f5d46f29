package edit_test

import (
	"testing"

	"parley/engine/edit"
	"parley/engine/model"
)

// sample is a small workspace with an assistant "a": welcome → ask → complete.
func sample() *model.Workspace {
	return &model.Workspace{
		Settings: model.WorkspaceSettings{Name: "Acme", Languages: []model.Language{"en", "pt-BR"}},
		Assistants: []*model.Assistant{{ID: "a", Name: "A", Type: model.Premium, Channel: model.Chat, Dialogs: []*model.Dialog{
			{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{
				{ID: "i1", Settings: &model.SendMessage{Text: "Hello {{customer.name}}"}},
				{ID: "i2", Settings: &model.ConditionalBranch{
					Branches: []model.Branch{{When: []model.Condition{{Attribute: "customer.name", Is: model.OpSet}},
						Do: []model.Interaction{{ID: "i3", Settings: &model.ButtonQuestion{Text: "Which?", Buttons: []model.Label{"A", "B"}}}}}},
				}},
			}, End: &model.Interaction{ID: "i4", Settings: &model.Redirect{Dialog: "ask"}}},
			{ID: "ask", Name: "Ask", Interactions: []model.Interaction{{ID: "i5", Settings: &model.TextQuestion{Text: "Name?", Save: "customer.name"}}},
				End: &model.Interaction{ID: "i6", Settings: &model.Redirect{Dialog: "complete"}}},
			{ID: "complete", Name: "Complete Assistant", End: &model.Interaction{ID: "i7", Settings: &model.Transfer{}}},
		}}},
		Rules: []*model.Rule{{ID: "r1", Channel: model.Chat, Assistant: "a", Dialog: "ask"}},
		Tests: []*model.Test{{ID: "t1", Assistant: "a", Cases: []model.Case{{Name: "c", Expectation: model.Expectation{Path: []model.DialogID{"welcome", "ask"}}}}}},
	}
}

func apply(t *testing.T, w *model.Workspace, a edit.Action) edit.Change {
	t.Helper()
	c, err := a.Apply(w)
	if err != nil {
		t.Fatalf("%s: %v", a.Label(), err)
	}
	return c
}

const inWelcome model.Path = "assistants[a].dialogs[welcome].interactions"

func TestAddInteractionInsideBranchAndSchedule(t *testing.T) {
	c := apply(t, sample(), edit.AddInteraction{List: inWelcome + "[i2].otherwise.do", Index: -1, Kind: "sendMessage"})
	if c.At != inWelcome+"[i2].otherwise.do[i8]" {
		t.Errorf("at %s", c.At)
	}
	if v, err := model.Get(c.Workspace, c.At.Field("text")); err != nil || v.String() == "" {
		t.Errorf("the new message says %v (%v)", v, err)
	}
	if !c.Touched.HasDialog("a", "welcome") || len(c.Touched.Dialogs) != 1 {
		t.Errorf("touched %v", c.Touched)
	}
}

func TestDeleteDialogUnlinksWhatLedToIt(t *testing.T) {
	c := apply(t, sample(), edit.DeleteDialog{Assistant: "a", Dialog: "ask"})
	if len(c.Losses) != 3 {
		t.Errorf("losses %v", c.Losses)
	}
	if got := edit.Dangling(c.Workspace, "a", "ask"); len(got) != 1 {
		t.Errorf("still led to from %v", got)
	}
}

func TestChangeDialogIDRewritesEveryLink(t *testing.T) {
	before := sample()
	c := apply(t, before, edit.ChangeDialogID{Assistant: "a", Dialog: "ask", ID: "who"})
	if got, want := len(edit.Dangling(c.Workspace, "a", "who")), len(edit.Dangling(before, "a", "ask")); got != want || got != 3 {
		t.Errorf("%d places lead to it, %d before", got, want)
	}
	if got := edit.Dangling(c.Workspace, "a", "ask"); got != nil {
		t.Errorf("the old id is still in %v", got)
	}
}

func TestRefusals(t *testing.T) {
	w := sample()
	for _, c := range []struct {
		a    edit.Action
		want string
	}{
		{edit.SetEnd{"a", "ask", "transfer"}, "Ask already ends with Redirect to dialog: remove it first"},
		{edit.AddInteraction{inWelcome, 0, "playPrompt"}, "Play prompt cannot be used here (not on chat): choose another"},
		{edit.AddInteraction{inWelcome, 0, "transfer"}, "Transfer to an agent can only end a dialog: set it as a dialog's end"},
		{edit.RenameDialog{"a", "welcome", "X"}, "Welcome cannot be renamed: add another dialog instead"},
		{edit.DeleteDialog{"a", "complete"}, "Complete Assistant cannot be deleted: edit what is in it instead"},
		{edit.MoveInteraction{inWelcome + "[i2]", inWelcome + "[i2].branches[0].do", 0}, "an interaction cannot be moved into itself: choose a place outside of it"},
		{edit.SetField{"assistants[a].dialogs[ask].id", "x"}, "an id cannot be changed by itself: rename it instead: what refers to it then follows"},
		{edit.SetField{"assistants[a].dialogs[welcome].name", "x"}, "Welcome cannot be renamed: add another dialog instead"},
		{edit.SetText{"assistants[a].settings.volumeControl.reminder.after", "soon"}, ""},
	} {
		change, err := c.a.Apply(w)
		if err == nil || c.want != "" && err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.a.Label(), err, c.want)
		}
		if change.Workspace != w {
			t.Errorf("%s: an error changed the workspace", c.a.Label())
		}
	}
}

func TestListOperations(t *testing.T) {
	buttons := inWelcome + "[i2].branches[0].do[i3].buttons"
	c := apply(t, sample(), edit.InsertElement{List: buttons, Index: 1})
	c = apply(t, c.Workspace, edit.SetText{At: c.At, Text: "Between"})
	c = apply(t, c.Workspace, edit.MoveElement{At: buttons.Index(0), To: 2})
	c = apply(t, c.Workspace, edit.RemoveElement{At: buttons.Index(1)})
	v, err := model.Get(c.Workspace, buttons)
	if got, _ := v.Interface().([]model.Label); err != nil || len(got) != 2 || got[0] != "Between" || got[1] != "A" {
		t.Errorf("got %v (%v)", got, err)
	}
}
