package ui_test

import (
	"testing"

	"parley/ui/uitest"
)

// talk opens a sample with the keys on the preview.
func talk(t *testing.T, sample string) *uitest.Driver {
	t.Helper()
	d := open(t, sample)
	d.Press("shift+tab")
	d.On(preview)
	return d
}

// say writes a reply and sends it.
func say(d *uitest.Driver, text string) {
	d.Press("i")
	d.Type(text)
	d.Press("enter", "esc")
}

func TestACustomerIsAnsweredToTheEnd(t *testing.T) {
	d := talk(t, "")
	d.Press("enter")
	d.Type("Ada Byron")
	d.Press("enter")
	d.SeesIn(preview, "│ Ada Byron │", "saved name = Ada Byron", "Who can help you best, Ada?")
	d.SeesIn(sidebar, "Your team ◂")
	d.Press("esc")
	d.SeesIn(preview, "Customer Care", "Returns", "Gear Advice", "Workshop")
	d.Press("right", "enter")
	d.SeesIn(preview, "│ Returns │", "saved assignedTeam = Returns", "saved priority = 5", "transferred to Returns")
	d.SeesIn(preview, "I'm passing you to our Returns team")
	d.SeesNotIn(sidebar, "◂")
	d.Press("i")
	d.Type("Hello?")
	d.Press("enter")
	d.SeesIn(preview, "Hello?")
}

func TestAButtonIsPressedWithTheMouse(t *testing.T) {
	d := talk(t, "store-helper")
	d.ClickIn(preview, "Gift cards")
	d.SeesIn(preview, "│ Gift cards │", "A gift card! What about it? │ ◂")
}

func TestRewindAndAnswerDifferently(t *testing.T) {
	d := talk(t, "")
	d.Press("[")
	d.Says("this is the beginning")
	say(d, "Ada")
	d.Press("enter")
	d.SeesIn(preview, "transferred to Customer Care")
	d.Press("[")
	d.SeesNotIn(preview, "transferred")
	d.SeesIn(preview, "Who can help you best, Ada?")
	d.Press("]")
	d.SeesIn(preview, "transferred to Customer Care")
	d.Press("]")
	d.Says("nothing was answered after this")
	d.Press("[", "[")
	say(d, "Grace")
	d.SeesIn(preview, "Who can help you best, Grace?")
	d.Press("[")
	say(d, "Ada")
	d.SeesIn(preview, "Who can help you best, Ada?")
	d.Press("]")
	d.SeesIn(preview, "transferred to Customer Care")
	d.Press("R")
	d.SeesNotIn(preview, "Ada")
	d.SeesIn(preview, "What should we call you?")
}

func TestAnInteractionIsPlayedTo(t *testing.T) {
	d := open(t, "")
	d.Press("end", "enter", "t")
	d.SeesIn(preview, "Thank you")
	d.Press("shift+tab", "home", "tab", "t")
	d.SeesNotIn(preview, "Thank you")
	d.SeesIn(preview, "Hi! I'm Moss")
}

func TestBubblesAndInteractionsFindEachOther(t *testing.T) {
	d := talk(t, "")
	say(d, "Ada")
	d.Press("up", "up", "up", "enter")
	d.On(editor)
	d.SeesIn(editor, "What should we call you?")
	d.SeesIn(sidebar, "▸╰┴╯ Your name")
	d.ClickIn(preview, "Hi! I'm Moss")
	d.SeesIn(sidebar, "▸╰┴╯ Welcome")
}

func TestAReplyThatNoLongerFitsStopsThePreviewThere(t *testing.T) {
	d := talk(t, "")
	say(d, "Ada")
	d.Press("right", "right", "right", "enter")
	d.SeesIn(preview, "│ Workshop │", "What needs mending?")
	say(d, "A zip")
	d.SeesIn(preview, "transferred to Workshop")
	d.Press("shift+tab", "shift+tab", "end", "up", "tab")
	d.SeesIn(editor, "Who can help you best")
	deleteValue(d, "Workshop")
	d.SeesIn(preview, `press "Workshop" does not fit here any more`)
	d.SeesNotIn(preview, "transferred")
	d.Press("u")
	d.SeesIn(preview, "transferred to Workshop")
	d.SeesNotIn(preview, "does not fit")
}

// deleteValue deletes an element of a list of the open interaction.
func deleteValue(d *uitest.Driver, value string) {
	d.Press("enter")
	d.ClickIn(editor, value)
	d.Press("x")
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	d := talk(t, "store-helper")
	say(d, "blargh")
	d.SeesIn(preview, "What brings you here?")
}

func TestTimePasses(t *testing.T) {
	d := talk(t, "")
	d.SeesIn(preview, "10:00 Mon")
	d.Press("w")
	d.Sees("Let time pass")
	d.Press("ctrl+u")
	d.Type("soon")
	d.Press("enter")
	d.Sees("Let time pass")
	d.Press("ctrl+u")
	d.Type("26h")
	d.Press("enter")
	d.SeesIn(preview, "12:00 Tue")
}

func TestTypingAReplyAndLookingElsewhereKeepsIt(t *testing.T) {
	d := talk(t, "")
	d.Press("i")
	d.Type("Half a na")
	d.Press("tab")
	d.On(sidebar)
	d.SeesIn(preview, "Half a na")
	d.Resize(80, 24)
	d.Resize(120, 40)
	d.Press("shift+tab", "i")
	d.Type("me")
	d.Press("enter")
	d.SeesIn(preview, "│ Half a name │")
}
