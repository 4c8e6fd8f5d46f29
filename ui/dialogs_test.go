package ui_test

import (
	"strings"
	"testing"
)

func TestADialogIsRenamedAndItsReferencesFollow(t *testing.T) {
	d := open(t, "")
	d.Press("down", "r")
	d.Sees("Rename dialog", "Your name")
	d.Press("ctrl+u")
	d.Type("Your team")
	d.Press("enter")
	d.Sees("there is a dialog Your team already")
	d.Press("ctrl+u")
	d.Press("enter")
	d.Sees("a dialog needs a name")
	d.Type("Who are you?")
	d.Press("enter")
	d.SeesIn(sidebar, "▸╰┴╯ Who are you?", "↳ Who are you?")
	d.Press("up")
	d.SeesIn(editor, "Redirect to dialog Who are you?")
	d.Press("u")
	d.SeesIn(sidebar, "Your name")
	d.SeesNotIn(sidebar, "Who are you?")
}

func TestWelcomeAndCompleteStayAsTheyAre(t *testing.T) {
	d := open(t, "")
	for _, key := range []string{"r", "x", "J", "K"} {
		d.Press(key)
		d.Says("every assistant has it")
	}
	d.Press("end", "x")
	d.Says("every assistant has it")
	d.SeesIn(sidebar, "Dialogs 4")
}

func TestADialogIsDuplicatedMovedAndDeleted(t *testing.T) {
	d := open(t, "")
	d.Press("down", "D")
	d.SeesIn(sidebar, "Dialogs 5", "Your name copy")
	d.Press("x")
	d.Sees("Delete dialog", "Your name copy and its interactions go.")
	d.Press("esc")
	d.SeesIn(sidebar, "Dialogs 5")
	d.Press("x", "y")
	d.SeesIn(sidebar, "Dialogs 4")
	d.Says("Deleted Your name copy; u undoes it")
	d.Press("home", "down", "J")
	d.SeesIn(sidebar, "Your team Who can help", "▸╰┴╯ Your name")
	d.Press("K", "K")
	d.Says("It cannot go further")
}

func TestDeletingNamesWhatWillLeadNowhere(t *testing.T) {
	d := open(t, "")
	d.Press("down", "down", "x")
	d.Sees("Your team and its interactions go. Links from Your name will lead", "nowhere.")
	d.Press("y")
	d.SeesIn(sidebar, "Dialogs 3", "╰╳╯ Your name", "not linked")
	d.Press("u")
	d.SeesIn(sidebar, "Dialogs 4", "╰┴╯ Your name")
	d.SeesNotIn(sidebar, "not linked")
}

func TestLinksAreFollowedAndBack(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("f")
	d.SeesIn(sidebar, "▸╰┴╯ Main menu")
	d.Press("f")
	d.Sees("Follow a link of Main menu", "Gift cards")
	d.Type("gift")
	d.Press("enter")
	d.SeesIn(sidebar, "▸╰┴╯ Gift cards")
	d.Press("b")
	d.SeesIn(sidebar, "▸╰┴╯ Main menu")
	d.Press("b")
	d.SeesIn(sidebar, "▸╰┴╯ Welcome")
	d.Press("b")
	d.Says("No link was followed to here")
}

func TestLinksAreFollowedInTheEditor(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("enter", "end", "f")
	d.SeesIn(editor, "What brings you here?")
	d.On(editor)
	d.Press("b")
	d.SeesIn(editor, "from the start")
	d.Press("end", "f", "home", "enter")
	d.SeesIn(editor, "Welcome")
}

func TestWhereNothingLeadsOnIsTold(t *testing.T) {
	d := open(t, "route-to-team")
	d.Press("enter", "f")
	d.Says("! Follow: nothing leads on from here")
	d.Press("esc", "b")
	d.Says("! No link was followed to here")
}

func TestDialogsAreFiltered(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("/")
	if !d.Typing() {
		d.Fail("a filter is typed")
	}
	d.Type("gift")
	d.SeesIn(sidebar, "Gift cards", "of 35")
	d.SeesNotIn(sidebar, "Main menu What")
	d.Press("enter", "enter")
	d.On(editor)
	d.SeesIn(editor, "gift card")
	d.Press("shift+tab", "/")
	d.Press("esc")
	d.SeesIn(sidebar, "Dialogs 35", "▸╰┴╯ Gift cards")
	d.Press("/")
	d.Type("zzzz")
	d.SeesIn(sidebar, "Nothing matches “zzzz”; esc clears the filter.")
	d.Press("enter", "x")
	d.Says("no dialog is selected")
	d.Press("r", "enter", "f", "D", "J")
}

func TestOnlyFollowedLinksLeadBack(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("f")
	d.SeesIn(sidebar, "▸╰┴╯ Main menu")
	d.Press("down", "down", "up", "/")
	d.Type("gift")
	d.Press("enter", "b")
	d.SeesIn(editor, "Main menu")
	d.SeesIn(sidebar, "▸╰┴╯ Welcome")
	d.Press("b")
	d.Says("No link was followed to here")
}

func TestTheBottomLineTellsTheModeOfWhatIsAsked(t *testing.T) {
	d := open(t, "")
	bottom := func() string { return d.Line(-1) }
	d.Press(":")
	if got := bottom(); !strings.Contains(got, "Type") || strings.Contains(got, "enter") {
		t.Errorf("in the palette: %q", got)
	}
	d.Press("esc", "?")
	if got := bottom(); !strings.Contains(got, "Move") || strings.Contains(got, "? keys") {
		t.Errorf("in the help: %q", got)
	}
	d.Press("esc")
	if got := bottom(); !strings.Contains(got, "? keys") {
		t.Errorf("with nothing asked: %q", got)
	}
}
