package editor

import (
	"slices"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/ui/kit/keys"
	"parley/ui/want"
)

// ids are the interactions of the shown dialog in order, nested ones and the end included.
func (d *desk) ids() string {
	var out []string
	d.state.Dialog.Steps("", func(_ string, _ model.Path, i *model.Interaction) { out = append(out, i.ID) })
	return strings.Join(out, " ")
}

func TestAddsAnInteraction(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 60, 24)
	d.state.Plays = func(k *model.Kind) bool { return k.Key != "buttonQuestion" }
	d.open("ask-name")
	d.keys("a")
	p := last[want.Pick](d)
	if len(p.Items) != len(model.Kinds()) || reason(p, "Play prompt") != "not on chat" || reason(p, "Redirect to dialog") != "only as the end of a dialog" ||
		reason(p, "Button question") != "not played yet" || !hasItem(p, "Send message") {
		t.Errorf("offered %+v", p.Items)
	}
	d.choose("Send message")
	if d.e.Mode() != keys.Type {
		t.Fatalf("a new message is written at once\n%s", d.text())
	}
	d.write("Hi there")
	d.has("2  Send message", "Hi there", "3  Send message")
	d.hasNot("Hello!")
	d.keys("esc esc")
	if d.ids() != "i2 i14 i3 e1" || d.e.Selected() != "i14" {
		t.Errorf("%s, selected %s", d.ids(), d.e.Selected())
	}
}

func TestAddsInBranches(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 60, 60)
	d.e.Select("i9")
	d.keys("j j enter")
	p := last[want.Pick](d)
	if reason(p, "Conditional branch") != "not inside Business schedule" {
		t.Errorf("offered %+v", p.Items)
	}
	d.choose("Send message")
	d.keys("esc esc")
	d.has("3.1.1  Send message")
	d.e.Select("i6")
	d.keys("a")
	d.choose("Send message")
	d.keys("esc esc")
	d.has("2.1.3  Send message")
	if len(d.refused) > 0 {
		t.Error(d.refused)
	}
}

func TestDeletesAndUndoes(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 60, 24)
	d.keys("x")
	if tell := last[want.Tell](d); tell.Text != "deleted Text question · u undoes it" {
		t.Errorf("said %q", tell.Text)
	}
	if d.ids() != "i3 e1" || d.e.Selected() != "i3" {
		t.Errorf("%s, selected %s", d.ids(), d.e.Selected())
	}
	d.keys("G x")
	d.has("end  + add end interaction")
	d.takeBack()
	d.takeBack()
	if d.ids() != "i2 i3 e1" {
		t.Error(d.ids())
	}
}

func TestMovesInteractions(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 60, 60)
	d.keys("J")
	if !strings.HasPrefix(d.ids(), "i5 i6 i7 i8 i4 ") || d.e.Selected() != "i4" {
		t.Errorf("%s, selected %s", d.ids(), d.e.Selected())
	}
	d.e.Select("i7")
	d.keys("shift+down")
	d.has("1.1.1  Update", "1.2.1  Send message")
	d.keys("J")
	d.has("1.3.1  Send message")
	d.keys("J J")
	if !strings.HasPrefix(d.ids(), "i5 i6 i8 i7 i4 ") || d.e.Selected() != "i7" {
		t.Errorf("%s, selected %s", d.ids(), d.e.Selected())
	}
	d.has("2  Send message")
	d.e.Select("i6")
	d.keys("K")
	if !strings.HasPrefix(d.ids(), "i6 i5 ") || d.e.Selected() != "i6" {
		t.Errorf("%s, selected %s", d.ids(), d.e.Selected())
	}
}

func TestCopiesAndPlays(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 60, 24)
	d.keys("j y")
	if c := last[want.Copy](d); c.Cut || !slices.Equal(c.Steps, []string{"i3"}) || c.Dialog != "ask-name" {
		t.Errorf("%+v", c)
	}
	d.keys("d")
	if !last[want.Copy](d).Cut {
		t.Error("d cuts")
	}
	d.keys("p")
	if p := last[want.Paste](d); p.Into != d.e.dialogPath().Field("interactions") || p.At != 2 {
		t.Errorf("%+v", p)
	}
	d.keys("t")
	if p := last[want.PlayTo](d); p.Step != "i3" {
		t.Errorf("%+v", p)
	}
	d.keys("D")
	if d.ids() != "i2 i3 i14 e1" || d.e.Selected() != "i14" {
		t.Errorf("%s, selected %s", d.ids(), d.e.Selected())
	}
}

func TestFollowsLinks(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 60, 24)
	d.keys("G f")
	if o := last[want.Open](d); o.Dialog != "ask-team" {
		t.Errorf("%+v", o)
	}
	d.keys("b")
	last[want.GoBack](d)
	d.keys("g enter")
	if o := last[want.Open](d); o.Dialog != "welcome" || o.Step != "e0" {
		t.Errorf("%+v", o)
	}
	d.open("ask-team")
	d.e.Select("e2")
	d.keys("f")
	if o := last[want.Open](d); o.Dialog != "returns" {
		t.Errorf("%+v", o)
	}
	d.e.Select("i7")
	d.keys("j enter")
	if o := last[want.Open](d); o.Dialog != "returns" {
		t.Errorf("%+v", o)
	}
	d.open("returns")
	d.keys("g b")
	if o := last[want.Open](d); o.Dialog != "ask-team" || o.Step != "i5" {
		t.Errorf("%+v", o)
	}
}

func TestEnds(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 60, 24)
	d.keys("G x enter")
	p := last[want.Pick](d)
	if reason(p, "Send message") != "not offered" || reason(p, "Send to voicemail") != "not on chat" || !hasItem(p, "Transfer to an agent") {
		t.Errorf("offered %+v", p.Items)
	}
	d.choose("Redirect to dialog")
	d.has("Redirect to dialog", "Dialog  choose a dialog")
	d.keys("enter")
	d.choose("new dialog…")
	d.answer("Farewell")
	d.has("↳ Farewell")
	if d.state.Assistant.Dialog("farewell") == nil {
		t.Error("the dialog is made")
	}
	d.keys("esc a")
	d.choose("Navigation buttons")
	d.has("Navigation buttons", "↳ Farewell")
}

func TestLists(t *testing.T) {
	d := newDesk(t, sample(), "returns", 60, 40)
	d.e.Select("i13")
	d.keys("enter down j J")
	if b := d.state.Dialog.Interactions[1].Settings.(*model.ButtonQuestion).Buttons; b[1] != "It arrived broken" || b[2] != "Too large" {
		t.Errorf("%v", b)
	}
	d.keys("o")
	d.write("Other")
	d.keys("enter")
	d.has("[Other]")
	d.keys("x k enter")
	d.write("!")
	if b := d.state.Dialog.Interactions[1].Settings.(*model.ButtonQuestion).Buttons; len(b) != 4 {
		t.Errorf("%v", b)
	}
}

func TestElementsWithFields(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 70, 60)
	d.keys("G enter j")
	d.has("[Returns]  ↳ Returns", "+  add button")
	d.keys("j enter")
	d.has("Label", "Dialog  choose a dialog")
	d.keys("j enter")
	d.choose("Complete Assistant")
	d.has("[Something else]  ↳ Complete Assistant")
	d.keys("o")
	if d.e.Mode() != keys.Type {
		t.Fatalf("a new button is named at once\n%s", d.text())
	}
	d.write("Third")
	d.keys("esc")
	d.has("[Third]")
	d.keys("esc")
	if r := d.e.row(); r.kind != rowElement {
		t.Errorf("esc goes to the element, not %v", r.kind)
	}
	d.keys("esc")
	if r := d.e.row(); r.kind != rowEnd {
		t.Errorf("esc goes to the block, not %v", r.kind)
	}
}

func TestConditions(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 70, 70)
	d.e.Select("i5")
	d.keys("enter enter")
	d.has("Match", "all", "When", "+  add condition", "Redirect to dialog  ↳ Returns")
	d.keys("space")
	d.has("equals 5  or")
	d.keys("j enter enter")
	d.choose("customer.email")
	d.has("if  customer.email is equal to 5")
	d.keys("j enter")
	d.choose("is set")
	d.has("if  customer.email is set", "nothing to compare with")
	d.keys("k enter")
	d.choose("conversation.priority")
	d.keys("j enter")
	if p := d.pick; reason(*p, "starts with") != "not for number" {
		t.Errorf("%+v", p.Items)
	}
	d.choose("is less than or equals")
	d.keys("j enter")
	d.write("x")
	d.has("✗ write a number, such as 5")
	d.keys("backspace")
	d.write("12")
	d.hasNot("✗")
	d.has("is less than or equals 12")
	if len(d.refused) > 0 {
		t.Error(d.refused)
	}
}

func TestBranches(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 70, 70)
	d.e.Select("i5")
	d.keys("j o")
	d.has("an attribute is set", "Attribute  choose an attribute")
	if b := d.state.Dialog.Interactions[1].Settings.(*model.ConditionalBranch).Branches; len(b) != 3 {
		t.Errorf("%d branches", len(b))
	}
	d.keys("esc esc x")
	if b := d.state.Dialog.Interactions[1].Settings.(*model.ConditionalBranch).Branches; len(b) != 2 || len(b[1].When) != 1 {
		t.Errorf("%d branches\n%s", len(b), d.text())
	}
	d.e.Select("i8")
	d.keys("k x")
	d.hasNot("in all other cases")
	d.e.Select("i5")
	d.keys("enter")
	d.has("+  add branch", "+  add \"in all other cases\"")
	for d.e.row().kind != rowGroup {
		d.keys("j")
	}
	d.keys("enter")
	d.has("in all other cases", "add what happens")
	if len(d.refused) > 0 {
		t.Error(d.refused)
	}
}

func TestValuesOfUpdates(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 70, 70)
	d.e.Select("i6")
	d.keys("enter j enter")
	d.write("0")
	d.has("conversation.priority", "90")
	d.keys("esc x")
	d.has("cleared")
	d.keys("k enter")
	d.choose("conversation.returnState")
	d.keys("j enter")
	d.choose("done")
	d.has("Value      done")
	d.keys("enter")
	d.choose("add to the list…")
	d.answer("a, b")
	d.has("add  a, b")
}

func TestWorkflowMaps(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 70, 70)
	d.e.Select("i11")
	d.keys("enter")
	d.has("order  =  {{conversation.orderNumber}}", "+  add input", "+  add output")
	d.keys("j enter")
	d.write("!")
	d.has("{{conversation.orderNumber}}!")
	d.keys("esc j enter")
	if p := d.pick; reason(*p, "order") != "there already" {
		t.Errorf("%+v", p.Items)
	}
	d.choose("extra")
	d.write("x")
	d.has("extra  =  x")
	d.keys("esc r")
	d.answer("other")
	d.has("other  =  x")
}

func TestAttributeValues(t *testing.T) {
	w := sample()
	w.Assistants[0].Dialogs[2].Interactions[0] = step("i4", &model.AttributeQuestion{Text: "?", Attribute: "conversation.returnState", Values: []model.Label{"new"}})
	d := newDesk(t, w, "ask-team", 70, 70)
	d.keys("enter j j o")
	if p := d.pick; reason(*p, "new") != "offered already" {
		t.Errorf("%+v", p.Items)
	}
	d.choose("done")
	d.has("[done]")
}

func TestKeysDoNotConflict(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 70, 70)
	for range 30 {
		if c := d.e.Bindings().Conflicts(); len(c) > 0 {
			t.Fatal(c)
		}
		for _, b := range d.e.Bindings() {
			if b.Label == "" || b.Help == "" || b.Group == "" {
				t.Errorf("%s is not explained", b.ID)
			}
		}
		d.keys("down")
	}
}

func TestPicksWhatTheWorkspaceHas(t *testing.T) {
	w := sample()
	w.Teams = []*model.Team{{ID: "cx", Name: "CX"}}
	d := newDesk(t, w, "returns", 70, 40)
	d.keys("enter j j enter")
	if p := d.pick; !hasItem(*p, "status") || !hasItem(*p, "title") {
		t.Errorf("%+v", p.Items)
	}
	d.choose("status")
	d.has("Title        status")
	d.keys("g e")
	d.choose("none")
	d.hasNot("Get refund")
	d.keys("e")
	d.choose("new intent…")
	d.answer("Complain")
	d.has("◇ Complain")
	d.open("complete")
	d.e.Select("e3")
	d.keys("enter x enter")
	d.choose("CX")
	d.has("Team", "CX")
	d.open("ask-team")
	d.e.Select("i9")
	d.keys("enter enter")
	d.choose("new schedule…")
	d.answer("Night shift")
	d.has("Schedule  Night shift")
	if len(d.refused) > 0 {
		t.Error(d.refused)
	}
}
