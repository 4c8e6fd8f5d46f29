package versions_test

import (
	"strings"
	"testing"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/uitest"
)

const shop = `kind: Assistant
id: shop
name: Shop
type: lite
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "Hi, I'm the bot. How can I help you today? {{snippet.hours}}"}
    end: {redirect: {dialog: ask}}
  - id: ask
    name: Ask
    interactions:
      - textQuestion: {text: Which order?}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    end: {transfer: {}}
---
kind: Snippet
id: hours
texts: {en: Open from nine to five.}
`

const (
	hello = model.Path("assistants[shop].dialogs[welcome].interactions[0].text")
	which = model.Path("assistants[shop].dialogs[ask].interactions[0]")
)

// open opens the shop, of which v1 is live.
func open(t *testing.T, w, h int) *uitest.Driver {
	t.Helper()
	return uitest.New(t, uitest.Options{YAML: shop, Width: w, Height: h})
}

// change edits the draft behind the screen's back.
func change(t *testing.T, d *uitest.Driver, all ...edit.Action) {
	t.Helper()
	for _, a := range all {
		if _, err := d.Desk().Apply(a); err != nil {
			t.Fatal(err)
		}
	}
	d.Pause()
	d.Press("s")
}

// three has three versions, v3 live, and a changed draft.
func three(t *testing.T, w, h int) *uitest.Driver {
	t.Helper()
	d := open(t, w, h)
	for _, note := range []string{"A name is kept", "Another greeting"} {
		if note[0:9] == "A name is" {
			change(t, d, edit.SetText{At: which + ".save", Text: "conversation.name"})
		} else {
			change(t, d, edit.SetText{At: hello, Text: "Hi, I'm the bot. How may I help you? {{snippet.hours}}"})
		}
		d.Press("P")
		d.Type(note)
		d.Press("enter")
	}
	change(t, d, edit.SetText{At: which + ".text", Text: "Which order is it?"})
	return d
}

func TestPublishFromBuild(t *testing.T) {
	d := open(t, 120, 40)
	d.Sees("draft, no changes", "v1 live")
	d.Press("P")
	d.Says("v1 is live and equals the draft: there is nothing to publish")
	change(t, d, edit.SetText{At: which + ".text", Text: "Which order is it?"})
	d.Sees("draft, 1 change", "v1 live")
	d.Press("P")
	d.Sees("Publish the draft")
	d.Press("esc")
	d.Sees("draft, 1 change")
	d.Press("P")
	d.Type("Politer")
	d.Press("enter")
	d.Says("Published v2, live now")
	d.Sees("draft, no changes", "v2 live")
	d.Press("v")
	d.Sees("Versions 2", "v2 ● live", "Politer")
}

func TestErrorsStopAPublishAndLeadToTheirPlace(t *testing.T) {
	d := open(t, 120, 40)
	change(t, d, edit.SetText{At: which + ".text", Text: ""})
	d.Press("v", "P")
	d.Sees("Not published: 1 error first", "the question is empty", "Shop › Ask › 1 Text question", "write what is to be said")
	d.Press("enter")
	d.SeesNot("Versions")
	d.On(uitest.Editor)
	d.SeesIn(uitest.Editor, "Text question")
	d.Sees("v1 live")
}

func TestTheListAndWhatItIsComparedWith(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v")
	d.Sees("parley ▸ Shop ▸ Versions", "Versions 3", "draft", "1 change", "v3 ● live", "Another greeting", "v2", "A name is kept", "v3 live → draft", "1 difference",
		"Ask ▸ 1 Text question", "question changed")
	d.Press("down")
	d.Sees("v2 → v3 live", "Welcome ▸ 1 Send message", "How can I help", "How may I help")
	d.Press("down")
	d.Sees("v2 → v3 live")
	d.Press("down")
	d.Sees("v1 → v3 live", "2 differences", "save changed", "nothing", "conversation.name")
	d.Press("c")
	d.Sees("Compare v1 with", "draft", "v3 live")
	d.Type("v2")
	d.Press("enter")
	d.Sees("v1 → v2", "1 difference")
	d.Press("up")
	d.Sees("v2 → v3 live")
	d.Press("esc")
	d.SeesNot("Versions 3")
	d.On(uitest.Sidebar)
}

func TestWordsAreMarkedWithoutColourToo(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: shop, Look: uitest.PlainLook()})
	change(t, d, edit.SetText{At: hello, Text: "Hi, I'm the bot. How may I help you? {{snippet.hours}}"})
	d.Press("v")
	d.Sees("- Hi, I'm the bot. How [-can-] I", "+ Hi, I'm the bot. How {+may+} I")
}

func TestADifferenceLeadsToItsPlaceInBuild(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v", "tab", "enter")
	d.SeesNot("Versions 3")
	d.On(uitest.Editor)
	d.SeesIn(uitest.Editor, "Which order is it?")
}

func TestAVersionIsReadThrough(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v", "down", "down", "down", "enter")
	d.Sees("Reading v1", "nothing can be changed here", "Hi, I'm the bot. How can I help you today?", "── Ask ──", "end  Redirect to dialog", "leads to  ↳ Complete Assistant")
	d.Press("enter")
	d.Says("v1 is closed: e makes it the draft")
	d.Press("end", "home", "esc")
	d.Sees("v1 → v3 live")
	d.Press("esc")
	d.SeesNot("Versions 3")
}

func TestAVersionIsPreviewed(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v", "down", "down", "down", "p")
	d.Sees("╭ v1 ─ visitor", "How can I help you")
	d.Press("i")
	d.Type("Order 7")
	d.Press("enter", "esc")
	d.Sees("transferred")
	d.Press("[")
	d.SeesNot("transferred to")
	d.Press("]")
	d.Sees("transferred")
	d.Press("R")
	d.SeesNot("Order 7")
	d.Press("esc")
	d.SeesNot("Preview ─")
	d.Sees("v1 → v3 live")
	d.Press("up", "up", "up", "p")
	d.Sees("╭ draft ─ visitor", "Which order is it?")
	d.Press("esc", "esc")
	d.SeesIn(uitest.Preview, "Which order is it?")
}

func TestTwoVersionsAreTalkedToSideBySide(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v", "down", "down", "down", "p", "V")
	d.Sees("Which version beside v1?", "draft", "v3 live", "v2")
	d.Type("v2")
	d.Press("enter")
	d.SeesIn(uitest.Preview, "╭ v1 ─ visitor", "How can I help you", "Which order?")
	d.SeesIn(uitest.Editor, "v2 ─ visitor", "How can I help you", "Which order?")
	d.SeesNot("first difference")
	d.Press("i")
	d.Type("Order 7")
	d.Press("enter", "esc")
	d.SeesIn(uitest.Preview, "transferred")
	d.SeesIn(uitest.Editor, "transferred", "saved name = Order 7")
	d.SeesNot("first difference")
	d.Press("V")
	d.SeesNotIn(uitest.Editor, "Order 7")
	d.Press("V")
	d.Type("draft")
	d.Press("enter")
	d.SeesIn(uitest.Preview, "first difference", "How can I help you")
	d.SeesIn(uitest.Editor, "first difference", "draft ─ transferred", "How may I help you", "Which order is it?")
	d.Press("u")
	d.SeesNotIn(uitest.Editor, "Which order is it?")
	d.Press("shift+tab", "R", "i")
	d.SeesNot("Order 7")
	d.Type("Both hear it")
	d.Press("enter", "esc")
	d.SeesIn(uitest.Preview, "Both hear it")
	d.SeesIn(uitest.Editor, "Both hear it")
	for _, size := range [][2]int{{80, 24}, {60, 18}, {200, 60}, {120, 40}} {
		d.Resize(size[0], size[1])
	}
	d.Press("esc")
	d.SeesNot("visitor ─")
	d.Sees("v1 → v3 live")
}

func TestWhatCustomersWouldNotice(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v", "down", "down", "down", "w")
	d.Sees("What customers would notice", "Customers see it at once:", "v1: Hi, I'm the bot. How can", "v3 live: Hi, I'm the bot. How may", "play it on v3 live")
	d.Press("y")
	d.Sees("╭ v3 live")
	d.Press("esc", "c")
	d.Type("v2")
	d.Press("enter", "w")
	d.Says("No conversation was found in which customers would notice")
}

func TestEditingAVersionAsksAndCanBeUndone(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v", "e")
	d.Says("this is the draft")
	d.Press("down", "down", "down", "e")
	d.Sees("Edit v1", "never published")
	d.Press("n")
	d.Sees("draft, 1 change")
	d.Press("e", "y")
	d.Says("The draft is v1 now")
	d.SeesNot("Versions 3")
	d.SeesIn(uitest.Preview, "How can I help you today?")
	d.Press("s")
	d.Sees("draft, 2 changes", "v3 live")
	d.Press("u", "s")
	d.SeesIn(uitest.Preview, "How may I help you?", "Which order is it?")
	d.Sees("draft, 1 change")
}

func TestAVersionIsMadeLiveAndTakenOff(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v", "m")
	d.Says("the draft goes live by publishing it")
	d.Press("down", "m")
	d.Says("it is live")
	d.Press("down", "down", "m")
	d.Sees("Make v1 live", "talk to v1 instead of v3")
	d.Press("y")
	d.Says("v1 is live")
	d.Sees("v1 ● live", "draft, 2 changes", "v1 live")
	d.Press("U")
	d.Sees("v1 is taken off")
	d.Press("y")
	d.Says("v1 is no longer live")
	d.Sees("draft, nothing is live")
	d.SeesNot("● live")
	d.Press("U")
	d.SeesNot("Unpublish")
}

func TestPublishingWhatEqualsAnOlderVersion(t *testing.T) {
	d := three(t, 120, 40)
	change(t, d, edit.SetText{At: which + ".text", Text: "Which order?"}, edit.SetText{At: hello, Text: "Hi, I'm the bot. How can I help you today? {{snippet.hours}}"})
	d.Press("v", "P", "enter")
	d.Says("The draft equals v2, which is live again")
	d.Sees("draft, no changes", "v2 live", "v2 ● live")
}

func TestAnOlderDocumentIsToldAndBroughtUpToDate(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v", "down", "r")
	d.Says("it uses nothing older")
	change(t, d, edit.SetText{At: "snippets[hours].texts[en]", Text: "Open from ten to four."})
	d.Sees("! uses an older snippet hours")
	d.Press("up")
	d.Sees("Snippet hours", "en text changed", "from nine to five", "from ten to four")
	d.Press("down", "r")
	d.Sees("Update and publish", "Snippet hours", "changes are replaced")
	d.Press("y")
	d.Says("Published v4, live now")
	d.Sees("v4 ● live", "v3, brought up to date", "draft, no changes")
	d.Press("u", "s")
	d.Sees("draft, 1 change")
}

func TestWhatBelongsThere(t *testing.T) {
	d := open(t, 120, 40)
	change(t, d, edit.DuplicateAssistant{Assistant: "shop"})
	d.Model().Show("shop-copy")
	d.Press("v")
	d.Sees("Never published: P publishes the draft.", "Versions 0")
	d.Press("c")
	d.Says("there is no version yet")
	d.Press("enter")
	d.Sees("Reading draft", "── Welcome ──")
	d.Press("esc", "P")
	d.Type("The first")
	d.Press("enter")
	d.Says("Published v1, live now")
	d.Sees("v1 ● live", "The first", "v1 live → draft", "are the same")
}

func TestTheMouse(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v")
	d.ClickText("Another greeting")
	d.Sees("v2 → v3 live")
	d.ClickText("How may")
	d.ClickText("Sample")
	d.Sees("v1 → v3 live")
	d.ClickText("Sample")
	d.Sees("Reading v1")
	d.Wheel(80, 20, 3)
	d.Press("esc")
	x, y, _ := d.Find("save changed")
	d.Click(x, y)
	d.Click(x, y)
	d.Sees("Reading v1")
}

func TestItFitsEveryWindow(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("v", "down", "down", "down")
	for _, size := range [][2]int{{60, 18}, {80, 24}, {100, 30}, {119, 33}, {120, 40}, {200, 60}, {61, 60}} {
		d.Resize(size[0], size[1])
		for _, keys := range [][]string{{"tab"}, {"down", "down", "up"}, {"enter"}, {"pgdown", "end"}, {"esc"}, {"p"}, {"i"}, {"esc"}, {"esc"}, {"shift+tab"}, {"?"}, {"esc"}} {
			d.Press(keys...) // the driver checks every frame
		}
		for !strings.Contains(d.Screen(), "Versions 3") {
			d.Press("shift+tab")
			if strings.Contains(d.Screen(), "Dialogs") {
				d.Press("v")
			}
		}
	}
}

func TestThePaletteHasIt(t *testing.T) {
	d := three(t, 120, 40)
	d.Press("ctrl+k")
	d.Type("versions")
	d.Press("enter")
	d.Sees("Versions 3")
	d.Press("ctrl+k")
	d.Type("make the version live")
	d.Sees("the draft goes live by publishing")
}
