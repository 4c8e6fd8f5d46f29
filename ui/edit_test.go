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
