package ui_test

import (
	"testing"

	"parley/ui/uitest"
)

const (
	sidebar = uitest.Sidebar
	editor  = uitest.Editor
	preview = uitest.Preview
)

// open opens a sample in a window of 120×40.
func open(t *testing.T, sample string) *uitest.Driver {
	t.Helper()
	return uitest.New(t, uitest.Options{Sample: sample})
}

// edit opens a sample and goes into the text of its first interaction.
func edit(t *testing.T, sample string) *uitest.Driver {
	t.Helper()
	d := open(t, sample)
	d.Press("enter", "i")
	return d
}

func TestItOpensInMoveOnTheSidebar(t *testing.T) {
	d := open(t, "")
	d.On(sidebar)
	if d.Typing() {
		d.Fail("it opens in Type")
	}
	d.SeesIn(sidebar, "Dialogs 4", "▸╰┴╯ Welcome", "╰■╯ Complete Assistant")
	d.SeesIn(editor, "Hi! I'm Moss")
	d.SeesIn(preview, "Hi! I'm Moss", "What should we call you?")
}

func TestEditingAMessageShowsInThePreviewWithEveryKey(t *testing.T) {
	d := edit(t, "")
	for i, r := range " Welcome to the hills" {
		d.Type(string(r))
		d.SeesIn(preview, "takes over."+" Welcome to the hills"[:i+1])
		d.SeesIn(editor, "takes over."+" Welcome to the hills"[:i+1])
		if !d.Typing() {
			d.Fail("key %d ended the text", i)
		}
	}
	d.SeesIn(sidebar, "Dialogs 4")
	d.Press("esc")
	if d.Typing() {
		d.Fail("esc leaves the text")
	}
	d.Sees("draft, 1 change")
}

func TestTypingIsUndoneInOneGo(t *testing.T) {
	d := edit(t, "")
	d.Type(" Uno")
	d.Pause()
	d.Type(" Dos")
	d.Press("ctrl+z")
	d.SeesIn(preview, "takes over. Uno")
	d.SeesNotIn(preview, "Dos")
	if !d.Typing() {
		d.Fail("undoing leaves the text open")
	}
	d.Press("ctrl+z")
	d.SeesNotIn(preview, "Uno")
	d.Press("ctrl+y", "ctrl+y")
	d.SeesIn(preview, "takes over. Uno Dos")
	d.SeesIn(editor, "takes over. Uno Dos")
	d.Press("esc", "u", "u")
	d.SeesNotIn(preview, "Uno")
	d.Press("U")
	d.SeesIn(preview, "takes over. Uno")
	d.Says("Redid")
}

func TestAnInteractionIsAddedThroughThePicker(t *testing.T) {
	d := open(t, "")
	d.Press("enter", "a")
	d.Sees("Add an interaction")
	d.Type("text q")
	d.Press("enter")
	if !d.Typing() {
		d.Fail("a new interaction is written at once")
	}
	d.Type("How are you today?")
	d.SeesIn(editor, "2 Text question", "How are you today?")
	d.SeesIn(preview, "│ How are you today? │ ◂")
	d.SeesNotIn(preview, "What should we call you?")
	d.Press("esc", "u", "u")
	d.SeesNotIn(editor, "How are you today?")
	d.SeesIn(preview, "What should we call you?")
}

func TestThePickerOffersWhatFitsAndSaysWhyTheRestDoesNot(t *testing.T) {
	d := open(t, "")
	d.Press("enter", "a")
	d.Type("workflow")
	d.Sees("Run workflow", "Premium only")
	d.Press("enter")
	d.Sees("Add an interaction")
	d.Press("esc")
	d.Type("voicemail")
	d.Sees("not on chat")
	d.Press("esc", "esc")
	d.SeesNot("Add an interaction")
	d.SeesNotIn(editor, "Run workflow")
	if d.Desk().CanUndo() != "" {
		d.Fail("a refused choice changes nothing")
	}
}

func TestInteractionsAreMovedDuplicatedAndDeleted(t *testing.T) {
	d := open(t, "")
	d.Press("enter", "a")
	d.Type("send m")
	d.Press("enter")
	d.Type("Second")
	d.Press("esc", "esc")
	d.SeesIn(preview, "takes over.", "Second Bot What should")
	d.Press("K")
	d.SeesIn(editor, "1 Send message Second")
	d.Press("J")
	d.SeesIn(editor, "2 Send message Second")
	d.Press("D")
	d.SeesIn(editor, "2 Send message Second 3 Send message Second")
	d.Press("x")
	d.SeesNotIn(editor, "3 Send message")
	d.Press("x", "x")
	d.SeesNotIn(editor, "Send message")
	d.SeesIn(editor, "add interaction")
	d.SeesNotIn(preview, "Second", "Hi! I'm Moss")
	d.Times(3, "u")
	d.SeesIn(editor, "1 Send message Hi! I'm Moss", "2 Send message Second 3 Send message Second")
}

func TestADialogIsLinkedToAnother(t *testing.T) {
	d := open(t, "")
	d.Press("a")
	d.Type("Small talk")
	d.Press("enter")
	d.SeesIn(sidebar, "Dialogs 5", "╰╳╯ Small talk", "not linked")
	d.SeesIn(editor, "Small talk")
	d.Press("tab", "end", "a")
	d.Sees("End Small talk with")
	d.Type("redirect")
	d.Press("enter")
	d.SeesIn(editor, "Redirect to dialog")
	d.Press("enter")
	d.Type("your team")
	d.Press("enter")
	d.SeesIn(sidebar, "╰┴╯ Small talk", "↳ Your team")
}

func TestCopyCutAndPaste(t *testing.T) {
	d := open(t, "")
	d.Press("p")
	d.Press("enter", "p")
	d.Says("nothing to paste")
	d.Press("y")
	d.Says("Copied: Send message")
	d.Press("p")
	d.SeesIn(editor, "2 Send message Hi! I'm Moss")
	d.Press("d")
	d.Says("Cut: Send message")
	d.SeesNotIn(editor, "2 Send message")
	d.Press("shift+tab", "down", "tab", "p")
	d.SeesIn(editor, "Hi! I'm Moss")
	d.Press("u")
	d.SeesNotIn(editor, "Hi! I'm Moss")
	d.Press("u")
	d.SeesIn(editor, "2 Send message Hi! I'm Moss")
	d.Press("u")
	d.SeesNotIn(editor, "2 Send message")
}

func TestTypingDoesNotScrollTheHeadingAway(t *testing.T) {
	d := uitest.New(t, uitest.Options{Sample: "store-helper", Width: 120, Height: 38})
	d.SeesIn(editor, "from the start")
	d.Press("enter", "i", "end")
	d.Type(" Where shall we start?")
	d.SeesIn(editor, "from the start", "1 Send message", "Where shall we start?")
	d.Resize(60, 18)
	d.Press("shift+tab")
	d.Resize(120, 38)
	d.SeesIn(editor, "from the start", "1 Send message")
}
