package ui_test

import "testing"

func TestWordsAreFoundAndReplacedInAllDialogs(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("F")
	d.Sees("Find and replace", "Looks through everything that Store helper says")
	d.Type("order")
	d.Sees("8 matches in 7 dialogs", "Welcome · 1 Send message · text", "Main menu · end Navigation buttons · label")
	d.Press("tab")
	d.Type("parcel")
	d.Sees("[✓] Welcome", "I know our parcels, sizes and returns")
	d.Press("enter", "down", "space")
	d.Sees("[ ] Main menu", "stays as it is", "replace 7")
	d.Press("a")
	d.Sees("replace 8")
	d.Press("a")
	d.Sees("replace 0")
	d.Press("r")
	d.Sees("nothing is chosen to be replaced")
	d.Press("a", "r")
	d.Says("Replaced 8 matches in 8 texts; u undoes it")
	d.SeesIn(preview, "our parcels, sizes and returns")
	d.Press("u")
	d.SeesIn(preview, "our orders, sizes and returns")
}

func TestASearchGoesToWhatItFound(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("ctrl+f")
	d.Type("what's your order number")
	d.Sees("1 match in 1 dialog")
	d.Press("enter", "enter")
	d.On(editor)
	d.SeesIn(editor, "What's your order number?")
	d.SeesIn(sidebar, "▸╰┴╯ My order")
	d.Press("1", "F")
	d.Type("gift card")
	d.Press("down", "enter")
	d.Sees("parley ▸ Store helper")
}

func TestASearchHasOptions(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("F")
	d.Type("Order")
	d.Press("enter", "c")
	d.Sees("[✓] case matters", "2 matches in 2 dialogs")
	d.Press("c", "w")
	d.Sees("[✓] whole words", "matches in")
	d.Press("w", "n")
	d.Sees("[✓] dialog names", "My order · name")
	d.Press("n", "x", "tab")
	d.Press("ctrl+u")
	d.Type("[")
	d.Sees("missing closing ]")
	d.Press("ctrl+u")
	d.Type("(or)(der)")
	d.Press("tab")
	d.Type("${2}${1}")
	d.Sees("deror")
	d.Press("esc")
	d.SeesNot("Find and replace")
}

func TestNothingIsReplacedUnasked(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("F", "ctrl+r")
	d.Sees("nothing is chosen to be replaced")
	d.Type("order")
	d.Press("ctrl+r")
	d.Sees("write what to put in its place, then ctrl+r")
	d.Press("esc")
	if d.Desk().CanUndo() != "" {
		d.Fail("something was changed")
	}
}

func TestTheMouseWorksInTheSearch(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("F")
	d.Type("order")
	d.ClickText("replace  ")
	d.Type("parcel")
	d.ClickText("Main menu · end")
	d.ClickText("Main menu · end")
	d.Sees("[ ] Main menu · end")
	x, y, _ := d.Find("Main menu · end")
	d.Wheel(x, y, 2)
	d.Press("ctrl+r")
	d.Says("Replaced 7 matches")
}
