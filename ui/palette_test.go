package ui_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/ui/uitest"
)

// choose opens the palette and chooses what a text finds first.
func choose(d *uitest.Driver, text string) {
	d.Press("ctrl+k")
	d.Type(text)
	d.Press("enter")
}

func TestThePaletteReachesEveryPaneAndScreen(t *testing.T) {
	d := open(t, "")
	choose(d, "show attributes, and the events")
	d.On(preview)
	d.SeesIn(preview, "inspector")
	choose(d, "add a dialog below")
	d.Sees("New dialog")
	d.Press("esc")
	d.On(sidebar)
	choose(d, "play the preview up to")
	d.On(editor)
	choose(d, "duplicate the assistant as")
	d.Sees("parley ▸ Assistants", "Duplicate as Premium")
	d.Press("esc")
	choose(d, "save this conversation as a test")
	d.Sees("parley ▸ Route to a team", "Save as test")
}

func TestThePaletteLeavesATextFirst(t *testing.T) {
	d := edit(t, "")
	d.Type("abc")
	choose(d, "start the conversation anew")
	if d.Typing() {
		d.Fail("the text is still written")
	}
	d.On(preview)
	d.SeesIn(preview, "takes over.abc")
}

func TestWhatWasUsedLastComesFirst(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	d := uitest.New(t, uitest.Options{File: file})
	choose(d, "start the conversation anew")
	choose(d, "open sms")
	d.Press("ctrl+k")
	lines := strings.Join(d.Lines(), "\n")
	first, second := strings.Index(lines, "Open SMS menu"), strings.Index(lines, "Start the conversation anew")
	if third := strings.Index(lines, "Edit the dialog"); first < 0 || second < first || third < second {
		d.Fail("the order is not that of the last use: %d, %d, %d", first, second, third)
	}
	d.Press("esc")
	d.Close()
	d = uitest.New(t, uitest.Options{File: file})
	d.Press("ctrl+k")
	lines = strings.Join(d.Lines(), "\n")
	if first := strings.Index(lines, "Open SMS menu"); first < 0 || first > strings.Index(lines, "Edit the dialog") {
		d.Fail("what was used last is forgotten")
	}
}

func TestThePaletteSaysWhyAndShowsKeys(t *testing.T) {
	d := open(t, "")
	d.Press("ctrl+k")
	d.Type("make the undone edit again")
	d.Sees("there is nothing to redo")
	d.Press("enter")
	d.Sees("Commands")
	d.Press("esc")
	d.Type("save this conversation")
	d.Sees("build · S")
}

func TestHintsAreShownOnceAndGo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	d := uitest.New(t, uitest.Options{File: file})
	d.Says("the anchor tells where a dialog leads")
	d.Press("enter")
	d.Says("i writes in the text")
	d.Press("i")
	d.Says("every key is text now")
	d.Press("esc", "tab")
	d.Says("i replies;")
	d.Advance(time.Minute)
	d.SeesNot("i replies;")
	d.Press("1")
	d.Says("n makes one")
	d.Press("2")
	d.SeesNot("n makes one", "the anchor tells")
	d.Close()
	d = uitest.New(t, uitest.Options{File: file})
	d.SeesNot("the anchor tells")
	d.Press("enter")
	d.SeesNot("i writes in the text")
}

func TestADialogIsCopiedIntoAnotherAssistant(t *testing.T) {
	d := open(t, "")
	d.Press("p")
	d.Says("There is nothing to paste")
	d.Press("d")
	d.Says("every assistant has it")
	d.Press("down", "y")
	d.Says("Copied: Your name; p pastes")
	d.Press("p")
	d.SeesIn(sidebar, "Dialogs 5")
	d.Press("u")
	choose(d, "open sms menu")
	d.Press("p")
	d.SeesIn(sidebar, "Dialogs 6", "Your name")
	d.Press("u")
	choose(d, "open route to")
	d.Press("down", "d")
	d.SeesIn(sidebar, "Dialogs 3", "╰╳╯ Welcome")
	d.Press("p")
	d.SeesIn(sidebar, "Dialogs 4")
}

func TestOnePlaceLightsUpInAllPanes(t *testing.T) {
	d := open(t, "")
	d.SeesIn(sidebar, "Your name ◂")
	d.SeesIn(preview, "What should we call you? │ ◂")
	d.Press("down")
	d.SeesIn(editor, "Text question")
	if !strings.Contains(d.Pane(editor), "◂") {
		d.Fail("the editor does not mark what speaks")
	}
	d.Press("shift+tab", "i")
	d.Type("Ada")
	d.Press("enter", "esc")
	d.SeesIn(sidebar, "Your team ◂")
	if strings.Contains(d.Pane(editor), "◂") {
		d.Fail("the editor marks what spoke before")
	}
	d.Press("up", "enter")
	d.On(editor)
	d.SeesIn(sidebar, "▸╰┴╯ Your team")
	if !strings.Contains(d.Pane(editor), "◂") {
		d.Fail("the editor does not mark what speaks")
	}
	d.Press("shift+tab", "home", "tab", "t")
	d.SeesIn(sidebar, "Your name ◂")
}
