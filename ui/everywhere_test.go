package ui_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"parley/ui/uitest"
)

func TestThePaletteFindsActionsDialogsAndAssistants(t *testing.T) {
	for _, key := range []string{"ctrl+k", "ctrl+p", ":"} {
		d := open(t, "")
		d.Press(key)
		d.Sees("Commands", "what would you like to do?")
		d.Type("gear advice")
		d.Press("esc")
		d.Sees("Commands")
		d.Press("esc")
		d.SeesNot("Commands")
		d.Press(key)
		d.Type("your team")
		d.Sees("Go to Your team")
		d.Press("enter")
		d.SeesIn(sidebar, "▸╰┴╯ Your team")
		d.Press(key)
		d.Type("store")
		d.Press("enter")
		d.SeesIn(sidebar, "Dialogs 35")
		d.Press(key)
		d.Type("undo")
		d.Sees("there is nothing to undo")
		d.Press("enter")
		d.Sees("Commands")
	}
}

func TestThePaletteDoesWhatAPaneCan(t *testing.T) {
	d := open(t, "")
	d.Press("down", "ctrl+k")
	d.Type("duplicate the d")
	d.Sees("D")
	d.Press("enter")
	d.SeesIn(sidebar, "Dialogs 5")
	d.Press("ctrl+k")
	d.Type("suspend")
	d.SeesNot("Nothing matches")
	d.Press("esc", "esc", "ctrl+k")
	d.Type("shell")
	d.Press("enter")
	if d.Suspended() != 1 {
		d.Fail("suspend is in the palette")
	}
	d.SeesIn(sidebar, "Dialogs 5")
}

func TestThePaletteOpensWhileTyping(t *testing.T) {
	d := edit(t, "")
	d.Type(" More")
	d.Press("ctrl+k")
	d.Type("go to your team")
	d.Press("enter")
	d.SeesIn(editor, "Who can help you best")
	d.Press("ctrl+k")
	d.Type("go to welcome")
	d.Press("enter")
	d.SeesIn(editor, "takes over. More")
}

func TestHelpShowsTheKeysOfWhereOneIs(t *testing.T) {
	d := open(t, "")
	d.Press("?")
	d.Sees("Keys", "any key closes", "Rename the dialog", "not now: Welcome stays")
	d.Press("down", "pgdown", "up")
	d.Sees("Keys")
	d.Press("x")
	d.SeesNot("any key closes")
	d.SeesIn(sidebar, "Dialogs 4")
	d.Press("tab", "?")
	d.Sees("Play the preview up to this interaction")
	d.Press("esc", "tab", "?")
	d.Sees("Start the conversation anew")
}

func TestEveryKeyOfThePanesIsInHelp(t *testing.T) {
	for _, p := range []uitest.Pane{sidebar, editor, preview} {
		d := uitest.New(t, uitest.Options{Width: 120, Height: 100})
		for d.Focus() != p {
			d.Press("tab")
		}
		bindings := d.Model().Screen().Bindings()
		if c := bindings.Conflicts(); len(c) > 0 {
			t.Errorf("%s: keys with two meanings: %v", p, c)
		}
		d.Press("?")
		for _, b := range bindings {
			if b.Help == "" || b.Label == "" || b.Group == "" {
				t.Errorf("%s: %s has no words for help", p, b.ID)
			}
		}
	}
}

func TestThemesChangeAtOnceAndStay(t *testing.T) {
	d := open(t, "")
	dark := d.Frame()
	d.Press("T")
	d.Sees("Theme", "High contrast, dark")
	d.Type("light")
	d.Press("enter")
	light := d.Frame()
	if dark == light || ansi.Strip(light) != ansi.Strip(dark) {
		d.Fail("another theme has other colours and the same text")
	}
	if !strings.Contains(light, "48;2;") {
		d.Fail("a light theme on a dark terminal paints its background")
	}
	if got := d.Desk().Setting("theme"); got != "light" {
		d.Fail("it keeps the theme %q", got)
	}
	for _, name := range []string{"high contrast, d", "high contrast, l", "colour-blind safe, d", "colour-blind safe, l", "dark"} {
		d.Press("ctrl+k")
		d.Type("theme: " + name)
		d.Press("enter")
		if ansi.Strip(d.Frame()) != ansi.Strip(dark) {
			d.Fail("%s changes the text", name)
		}
	}
	if d.Frame() != dark {
		d.Fail("back in the dark everything is as it was")
	}
}

// TestMarksAreChosen: emoji anchors are for those who want them, and for
// terminals that can show them.
func TestMarksAreChosen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	d := uitest.New(t, uitest.Options{File: file})
	choose := func(name string) {
		d.Press("ctrl+k")
		d.Type("marks: " + name)
		d.Press("enter")
	}
	unicode := d.Frame()
	choose("emoji")
	d.SeesIn(sidebar, "⚓ Welcome", "🏁 Complete Assistant")
	choose("ascii")
	d.SeesIn(sidebar, "(+) Welcome")
	choose("unicode")
	if d.Frame() != unicode {
		d.Fail("back in Unicode everything is as it was")
	}
	choose("emoji")
	d.Close()
	d = uitest.New(t, uitest.Options{File: file})
	d.SeesIn(sidebar, "⚓ Welcome")
	d.Close()
	d = uitest.New(t, uitest.Options{File: file, Look: uitest.PlainLook()})
	d.SeesIn(sidebar, "(+) Welcome")
	d.Press("ctrl+k")
	d.Type("marks: emoji")
	d.Sees("this terminal has ASCII only")
}

func TestAToastGoesAfterAWhile(t *testing.T) {
	d := open(t, "")
	d.Press("s")
	d.Says("Saved")
	d.Advance(3 * time.Second)
	d.Press("x")
	d.Says("every assistant has it")
	d.Advance(3 * time.Second)
	d.Says("every assistant has it")
	d.Advance(2 * time.Second)
	d.Says("check: 0 errors")
}

func TestQuitting(t *testing.T) {
	for _, keys := range [][]string{{"q"}, {"ctrl+c"}, {"enter", "q"}, {"enter", "i", "ctrl+c"}, {"ctrl+k", "ctrl+c"}} {
		d := open(t, "")
		d.Press(keys...)
		if !d.Left() {
			d.Fail("%v does not leave", keys)
		}
	}
	d := edit(t, "")
	d.Type("q")
	if d.Left() {
		d.Fail("q is text while typing")
	}
	d.SeesIn(preview, "takes over.q")
}

func TestTheMouseChoosesScrollsAndDrags(t *testing.T) {
	d := open(t, "store-helper")
	d.ClickIn(sidebar, "What's your order nu")
	d.SeesIn(editor, "What's your order number?")
	d.On(sidebar)
	d.ClickIn(sidebar, "What's your order nu")
	d.On(editor)
	d.ClickIn(preview, "type a reply")
	d.On(preview)
	if !d.Typing() {
		d.Fail("a click on the reply line types a reply")
	}
	d.Wheel(5, 10, 3)
	d.SeesNotIn(sidebar, "Welcome")
	d.On(preview)
	before := d.Edge(sidebar)
	d.Drag(before, 10, before+12, 10)
	if d.Edge(sidebar) != before+12 {
		d.Fail("the edge was dragged from %d to %d", before, d.Edge(sidebar))
	}
	d.Drag(d.Edge(editor)+1, 10, 2, 10)
	d.Resize(90, 30)
	d.Resize(120, 40)
}

func TestAClickOutsideADialogDoesNothing(t *testing.T) {
	d := open(t, "")
	d.Press("ctrl+k")
	before := d.Screen()
	d.Click(1, 39)
	d.Wheel(1, 39, 3)
	if d.Screen() != before {
		d.Fail("it was\n%s", before)
	}
}

func TestPanesAreReachedInEveryWidth(t *testing.T) {
	for _, c := range []struct{ w, h, panes int }{{60, 18, 1}, {79, 24, 1}, {80, 24, 2}, {119, 30, 2}, {120, 40, 3}, {200, 60, 3}, {300, 100, 3}} {
		d := uitest.New(t, uitest.Options{Sample: "store-helper", Width: c.w, Height: c.h})
		for _, p := range []uitest.Pane{sidebar, editor, preview, sidebar} {
			d.On(p)
			shown := 0
			for _, q := range []uitest.Pane{sidebar, editor, preview} {
				if d.Shown(q) {
					shown++
				}
			}
			if shown != c.panes || !d.Shown(p) {
				d.Fail("%d×%d shows %d panes", c.w, c.h, shown)
			}
			d.Press("tab")
		}
		d.Press("shift+tab", "ctrl+k")
		d.Sees("Commands")
		d.Press("esc", "?")
		d.Sees("any key closes")
	}
}

func TestATooSmallWindowSaysWhatItNeeds(t *testing.T) {
	d := edit(t, "")
	d.Type(" Hello")
	for _, size := range [][2]int{{59, 24}, {60, 17}, {20, 5}, {3, 1}, {1, 1}} {
		d.Resize(size[0], size[1])
	}
	d.Resize(58, 17)
	d.Sees("parley needs 60×18 cells; this window has 58×17")
	d.Type(" there")
	d.Resize(120, 40)
	d.SeesIn(preview, "takes over. Hello there")
}

func TestResizingKeepsThePlaceAndTheText(t *testing.T) {
	d := open(t, "store-helper")
	d.Press("/")
	d.Type("lost gift")
	d.Press("enter", "enter", "i")
	d.Type(" Wait")
	for _, size := range [][2]int{{80, 24}, {60, 18}, {200, 60}, {79, 24}, {119, 30}, {40, 10}, {120, 40}} {
		d.Resize(size[0], size[1])
	}
	d.On(editor)
	if !d.Typing() {
		d.Fail("the text is still being typed")
	}
	d.Type(" a bit")
	d.SeesIn(editor, "Wait a bit")
	d.Press("esc")
	d.SeesIn(sidebar, "▸╰┴╯ Lost gift card")
}

func TestWithoutColours(t *testing.T) {
	d := uitest.New(t, uitest.Options{Sample: "store-helper", Look: uitest.PlainLook()})
	for _, keys := range [][]string{{}, {"enter"}, {"i"}, {"esc", "tab"}, {"enter"}, {"ctrl+k"}, {"esc", "?"}, {"esc", "shift+tab", "shift+tab", "down", "x"}} {
		d.Press(keys...)
		if strings.Contains(d.Frame(), "38;") || strings.Contains(d.Frame(), "48;") || strings.Contains(d.Frame(), "[3") && strings.Contains(d.Frame(), "[31m") {
			d.Fail("a frame without colours holds one")
		}
		for _, r := range d.Screen() {
			if r > 0x7e && !strings.ContainsRune("…’×", r) {
				d.Fail("a frame in ASCII holds %q", r)
			}
		}
	}
	d.Press("n")
	d.SeesIn(sidebar, "(+) Welcome")
}

func TestTheShortestWayThroughAllSamples(t *testing.T) {
	for _, sample := range []string{"route-to-team", "store-helper", "whatsapp-menu", "sms-menu"} {
		d := open(t, sample)
		d.SeesIn(sidebar, "Dialogs")
		d.Says("check: 0 errors")
		for range d.Model().Screen().Assistant().Dialogs {
			d.Press("enter", "end", "home", "shift+tab", "down")
		}
	}
}

func TestFindWithoutAQueryChoosesNothing(t *testing.T) {
	d := open(t, "")
	d.Press("ctrl+f", "tab", "tab", "space", "a", "enter", "r", "up", "down", "esc")
	if d.Desk().CanUndo() != "" {
		d.Fail("nothing was found, and something was replaced")
	}
}
