package ui_test

import (
	"slices"
	"testing"

	"parley/engine/model"
	"parley/ui/uitest"
)

func atIntents(t *testing.T) *uitest.Driver {
	t.Helper()
	d := uitest.New(t, uitest.Options{Sample: "store-helper", Width: 200, Height: 60})
	d.Press("4")
	d.Sees("Intents 11", "trained 10:00", "◇ Where is my order", "+ Change order", "Try a sentence")
	return d
}

// intentOf is an intent of the draft, nil where there is none.
func intentOf(d *uitest.Driver, id model.IntentID) *model.Intent {
	return d.Desk().Workspace().Intent(id)
}

func TestASentenceIsTriedOnAllIntents(t *testing.T) {
	d := atIntents(t)
	d.Press("t")
	d.Type("Can I get my money back?")
	d.Sees("understood as Get refund, by the keyword \"money back\"", "1.00 ▓▓▓▓▓▓▓▓▓▓ Get refund", "keyword money back", "nearest phrases of Get refund")
	d.Press("esc", "i")
	d.Times(30, "backspace")
	d.Sees("What it is understood as")
	d.Type("the moon is made of green cheese")
	d.Sees("not understood: no intent is sure enough")
	d.Press("enter", "p")
	d.Sees("Try on predefined ones too")
	d.Press("enter")
	d.Times(40, "backspace")
	d.Type("how do I change what is in my order")
	d.Sees("understood as Change order")
	d.Press("esc", "a")
	d.Sees("is not taken up yet")
	d.Press("f")
	d.Sees("▸+ Change order", "Predefined, and not taken up yet")
	d.Press("enter", "enter")
	d.Sees("Intents 12", "▸◇ Change order", "come with it; your own are added")
	if n := intentOf(d, "change-order"); n == nil || n.Predefined != "change-order" {
		d.Fail("taken up as %+v", n)
	}
	d.Press("u")
	d.Sees("Intents 11")
}

func TestIntentsAreMadeTaughtRenamedAndDeleted(t *testing.T) {
	d := atIntents(t)
	d.Slow()
	d.Press("a")
	d.Type("Lost parcel")
	d.Press("enter")
	d.Sees("Intents 12", "unused", "untrained", "Starts  no dialog yet", "it has neither keywords nor phrases")
	d.Finish()
	d.Pause()
	d.Sees("trained 10:00")
	d.Press("esc", "t")
	d.Type("the courier has mislaid my boots")
	d.Press("esc")
	for range 12 {
		d.Press("down")
		if x, _, ok := d.Find("▸ 0.00 ░░░░░░░░░░ Lost parcel"); ok && x > 0 {
			break
		}
	}
	d.Press("esc")
	d.Press("r")
	d.Times(20, "backspace")
	d.Type("lost")
	d.Press("enter")
	if intentOf(d, "lost") == nil || intentOf(d, "lost-parcel") != nil {
		d.Fail("the id did not change")
	}
	d.Press("x")
	d.Sees("Intents 11", "Deleted intent Lost parcel")
	d.Press("u")
	d.Sees("Intents 12")
}

func TestASentenceBecomesAPhrase(t *testing.T) {
	d := atIntents(t)
	d.Press("t")
	d.Type("are you open when it snows on a sunday")
	d.Press("esc")
	d.Sees("understood as Shop hours", "░ Shop hours")
	d.Press("a")
	d.Sees("Added to the phrases of Shop hours")
	if all := intentOf(d, "shop-hours").Phrases; all[len(all)-1] != "are you open when it snows on a sunday" {
		d.Fail("the phrases are %q", all)
	}
	d.Press("a")
	d.Sees("it is one of its phrases already")
	d.Press("u")
	if len(intentOf(d, "shop-hours").Phrases) != 12 {
		d.Fail("it was not taken back")
	}
}

func TestAnIntentInUseIsDeletedOnlyKnowingly(t *testing.T) {
	d := atIntents(t)
	d.Press("x")
	d.Sees("Delete intent Where is my order", "It starts 2 dialogs", "Store helper › My order", "WhatsApp menu › Follow an order")
	d.Press("esc")
	if intentOf(d, "where-is-my-order") == nil {
		d.Fail("it is gone")
	}
	d.Press("r")
	d.Times(30, "backspace")
	d.Type("where")
	d.Press("enter")
	var starts []model.IntentID
	for _, a := range d.Desk().Workspace().Assistants {
		for _, x := range a.Dialogs {
			starts = append(starts, x.Intent)
		}
	}
	if slices.Contains(starts, "where-is-my-order") || !slices.Contains(starts, "where") {
		d.Fail("dialogs start on %q", starts)
	}
	d.Sees("▸◇ Where is my order")
	d.Press("x", "y")
	d.Sees("Intents 10")
	d.Press("u", "u")
	d.Sees("Intents 11", "trained 10:00")
}

func TestKeywordsAndPhrasesAreWritten(t *testing.T) {
	d := atIntents(t)
	d.Press("/")
	d.Type("shop hours")
	d.Press("enter", "enter")
	d.Sees("Keywords", "en  opening hours, opening times", "when are you open", "Starts 2 dialogs; a change touches all of these")
	d.Times(4, "down")
	d.Press("enter")
	d.Type(", cierra")
	d.Sees("untrained")
	d.Press("esc")
	d.Pause()
	d.Sees("trained 10:00", "horario, cierra")
	if n := intentOf(d, "shop-hours"); !slices.Equal(n.Keywords[1].Value, []string{"horario", "cierra"}) {
		d.Fail("the keywords are %v", n.Keywords)
	}
	d.Times(15, "down")
	d.Press("enter")
	d.Type("may I drop by before noon")
	d.Press("enter", "esc")
	if all := intentOf(d, "shop-hours").Phrases; all[len(all)-1] != "may I drop by before noon" {
		d.Fail("the phrases are %q", all)
	}
	d.Press("esc", "t")
	d.Type("¿a qué hora cierra la tienda?")
	d.Sees("understood as Shop hours, by the keyword \"cierra\"")
	d.Press("esc", "u")
	d.Sees("Intents 11")
}

func TestADialogLeadsToItsIntentAndBack(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("down", "down", "enter")
	d.Sees("intent  ◇ Where is my order")
	d.Press("g", "j", "f")
	d.Sees("Intents 11", "▸◇ Where is my order")
	d.ClickText("↳ WhatsApp menu › Follow an order")
	d.ClickText("↳ WhatsApp menu › Follow an order")
	d.Sees("parley ▸ WhatsApp menu", "Follow an order")
}

func TestIntentsOfAnEmptyWorkspace(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: "kind: Workspace\nname: Empty", Width: 220, Height: 50})
	d.Press("4")
	d.Sees("Intents 0", "+ Cancel order")
	d.SeesNot("trained")
	d.Press("t")
	d.Sees("What it is understood as is told here")
	d.Type("I want to cancel my order")
	d.Sees("understood as Cancel order")
	d.Press("esc", "p")
	d.Sees("there are no others yet")
}

func TestIntentsFitEveryWindow(t *testing.T) {
	d := atIntents(t)
	d.Press("t")
	d.Type("where is my order")
	for _, size := range [][2]int{{200, 60}, {120, 40}, {100, 30}, {80, 24}, {60, 20}} {
		d.Resize(size[0], size[1])
		d.Sees("where is my order")
		d.Press("esc", "esc")
		d.Sees("Intents 11")
		d.Press("enter")
		d.Sees("Keywords")
		d.Press("t")
	}
}

func TestTheMouseTriesAndChooses(t *testing.T) {
	d := atIntents(t)
	d.ClickText("write what a customer would")
	d.Type("has my order shipped")
	d.Sees("understood as Where is my order")
	x, y, ok := d.Find("░░ ") // the end of a bar that is not full
	if !ok {
		d.Fail("no other intent is ranked")
	}
	d.Click(x+3, y)
	d.SeesNot("nearest phrases of Where is my order")
	d.Click(x+3, y)
	d.SeesNot("▸◇ Where is my order")
	d.ClickText("◇ Boot size")
	d.Sees("which boots fit my feet")
}

// TestTheChatWaitsForItsIntents: what is written while they are trained is read then.
func TestTheChatWaitsForItsIntents(t *testing.T) {
	d := uitest.New(t, uitest.Options{Sample: "whatsapp-menu", Width: 200, Height: 60})
	d.Slow()
	d.Press("tab", "tab", "i")
	d.Type("where is my parcel?")
	d.Press("enter")
	d.Sees("the intents are being trained, then \"where is my")
	d.Type("hello?")
	d.Press("enter")
	d.Sees("what was written before is read first")
	d.Finish()
	d.SeesNot("are being trained,")
	d.Sees("understood Where is my order, by keyword", "Which order?")
	d.Press("esc", "I")
	d.Sees("word   parcel")
	d.SeesNot("is read first")
}
