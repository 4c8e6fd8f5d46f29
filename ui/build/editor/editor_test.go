package editor

import (
	"testing"

	"parley/ui/kit/keys"
)

func TestShowsTheDialog(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 50, 20)
	d.has("╭ Ask Customer Name ─", "from  Welcome", "1  Text question", "What is your name?", "saves to  customer.name",
		"2  Send message", "Nice to meet you, {{customer.name}}.", "+  add interaction", "end  ↳ Redirect to dialog  Ask for Team")
}

func TestTypesInPlace(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 50, 20)
	d.keys("enter enter")
	if d.e.Mode() != keys.Type {
		t.Fatalf("mode is %v\n%s", d.e.Mode(), d.text())
	}
	d.write(" Really?")
	d.has("What is your name? Really?")
	if got := d.state.Dialog.Interactions[0]; d.e.Selected() != got.ID {
		t.Errorf("selected %q", d.e.Selected())
	}
	d.takeBack()
	d.has("What is your name? Really")
	d.keys("esc esc")
	if d.e.Mode() != keys.Move || len(d.refused) > 0 {
		t.Errorf("mode %v, refused %v", d.e.Mode(), d.refused)
	}
}
