package ui_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"parley/engine/model"
	"parley/ui/uitest"
)

// firstText is the text of the first interaction of the first assistant.
func firstText(w *model.Workspace) string {
	i := w.Assistants[0].Dialogs[0].Interactions[0]
	if s, ok := i.Settings.(*model.SendMessage); ok {
		return string(s.Text)
	}
	return ""
}

func TestEverythingIsThereAfterOpeningAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "new", "workspace.db")
	d := uitest.New(t, uitest.Options{File: file, Racing: true})
	d.SeesIn(sidebar, "Dialogs 4")
	d.Press("enter", "i")
	d.Type(" Kept for you.")
	d.Press("esc", "shift+tab", "a")
	d.Type("Small talk")
	d.Press("enter", "T")
	d.Type("light")
	d.Press("enter", "o")
	d.Type("store")
	d.Press("enter", "q")
	if !d.Left() {
		d.Fail("q leaves")
	}
	before := d.Desk().Workspace()
	d.Close()

	again := uitest.New(t, uitest.Options{File: file})
	again.SeesIn(sidebar, "Dialogs 35")
	if again.Desk().Setting("theme") != "light" {
		again.Fail("the theme stays")
	}
	if !reflect.DeepEqual(before, again.Desk().Workspace()) {
		again.Fail("the workspace differs")
	}
	again.Press("o")
	again.Type("route")
	again.Press("enter")
	again.SeesIn(sidebar, "Dialogs 5", "Small talk")
	again.SeesIn(preview, "takes over. Kept for you.")
	again.Sees("draft, 2 changes", "v1 live")
	again.Press("u")
	again.Says("there is nothing to undo")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the file is for its owner only: %v %v", info, err)
	}
}

func TestLeavingRightAfterAKeyLosesNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "workspace.db")
	d := uitest.New(t, uitest.Options{File: file, Racing: true})
	d.Press("enter", "i")
	d.Type("!?")
	d.Press("ctrl+c")
	want := firstText(d.Desk().Workspace())
	d.Close()
	again := uitest.New(t, uitest.Options{File: file})
	if got := firstText(again.Desk().Workspace()); got != want {
		again.Fail("it kept %q of %q", got, want)
	}
}

func TestAnEmptyWorkspaceSaysWhatBelongsThere(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: "kind: Team\nid: sales\nname: Sales\n"})
	for _, key := range []string{"enter", "a", "x", "tab", "i", "tab", "i", "enter", "esc", "R", "[", "?", "esc", "o", "esc", "u", "s", "ctrl+k", "esc", "J", "f", "b", "/", "esc", "T", "esc"} {
		d.Press(key)
	}
	d.SeesIn(sidebar, "There is no assistant in this workspace", "N makes the first one")
	d.Press("N")
	d.Press("enter")
	d.Sees("an assistant needs a name")
	d.Type("Night shift")
	d.Press("enter")
	d.Sees("Night shift: which channel?")
	d.Type("chat")
	d.Press("enter")
	d.Sees("Lite", "Premium")
	d.Press("enter")
	d.Sees("begin with?", "Blank")
	d.Press("enter")
	d.SeesIn(sidebar, "Dialogs 2", "Welcome", "Complete Assistant")
	d.SeesIn(preview, "I'm a bot")
	d.Press("N")
	d.Type("Day shift")
	d.Press("enter", "enter", "enter", "enter")
	d.Sees("Day shift   lite")
	d.Press("u", "u")
	d.SeesIn(sidebar, "There is no assistant in this workspace")
}

func TestBrokenDefinitionsAreShownAndMended(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: `kind: Assistant
id: broken
name: Broken
type: lite
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "{{customer.nme}}"}
    end: {redirect: {dialog: nowhere}}
  - id: loop
    name: Loop
    end: {redirect: {dialog: loop}}
  - id: complete
    name: Complete Assistant
`})
	d.SeesIn(sidebar, "╰╳╯ Welcome", "not linked")
	d.SeesNot("check: 0 errors")
	for range 3 {
		d.Press("enter", "t", "shift+tab", "down")
	}
	d.Press("home", "enter", "end", "enter", "enter")
	d.Type("complete")
	d.Press("enter")
	d.SeesIn(sidebar, "╰┴╯ Welcome")
}
