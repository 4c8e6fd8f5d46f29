package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/ui/desk"
	"parley/ui/uitest"
)

// listed is the title of the list with so many assistants more than there are samples.
func listed(more int) string { return fmt.Sprintf("Assistants %d", len(desk.SampleNames())+more) }

// overview opens the samples on the screen of all assistants.
func overview(t *testing.T) *uitest.Driver {
	t.Helper()
	d := open(t, "")
	d.Press("1")
	d.Sees("parley ▸ Assistants", listed(0))
	return d
}

func TestAssistantsAreListedWithWhatTheyAre(t *testing.T) {
	d := overview(t)
	d.Sees("Route to a team", "lite · chat · Moss", "4 dialogs · route-to-team", "● Active v1", "premium · WhatsApp")
	d.Sees("public name  Moss", "╰┴╯ Welcome", "↳ Your name", "╰■╯ Complete Assistant", "0 errors · 0 warnings · 0 hints", "v1   live")
	d.Press("down", "down")
	d.Sees("╭ Store helper", "Orders, returns, sizes", "35 dialogs")
	d.Press("enter")
	d.Sees("parley ▸ Store helper")
	d.On(sidebar)
	d.Press("1", "2")
	d.Sees("parley ▸ Store helper", "Main menu")
}

func TestAssistantsAreSearchedAndFiltered(t *testing.T) {
	d := overview(t)
	d.Press("/")
	d.Type("whapp")
	d.Sees(fmt.Sprintf("Assistants 1 of %d", len(desk.SampleNames())), "WhatsApp menu")
	d.SeesNot("SMS menu")
	d.Press("enter", "enter")
	d.Sees("parley ▸ WhatsApp menu")
	d.Press("1", "f")
	d.Sees("Active only", listed(0))
	d.Press("f")
	d.Sees("Draft only", "Every assistant is published.", "f shows them")
	d.Press("D", "x", "c", "enter")
	d.Says("no assistant is selected")
	d.Press("f")
	d.Sees("Store helper")
}

func TestAnAssistantIsMade(t *testing.T) {
	d := overview(t)
	d.Press("n")
	d.Sees("New assistant")
	d.Press("enter")
	d.Sees("an assistant needs a name")
	d.Type("sms MENU")
	d.Press("enter")
	d.Sees("there is an assistant SMS menu already")
	d.Press("ctrl+u")
	d.Type("Night line")
	d.Press("enter")
	d.Sees("Night line: which channel?", "telephone calls")
	d.Type("voice")
	d.Press("enter")
	d.Sees("Night line: which type?", "voice assistants are Lite only")
	d.Type("premium")
	d.Press("enter")
	d.Sees("Night line: which type?")
	d.Press("esc", "up", "enter")
	d.Sees("Night line: begin with?", "IVR", "not on voice")
	d.Press("enter")
	d.Sees("parley ▸ Night line", "lite · voice", "never published")
	d.SeesIn(sidebar, "Dialogs 2")
	d.Press("u", "1")
	d.Sees(listed(0))
}

func TestAnAssistantThatAnswersIsMadeInALanguage(t *testing.T) {
	d := overview(t)
	d.Press("n")
	d.Type("Ask us")
	d.Press("enter", "enter")
	d.Type("premium")
	d.Press("enter")
	d.Sees("Respond with AI", "tries a second time")
	d.Type("AI")
	d.Press("enter")
	d.Sees("Ask us: in which language?", "English", "Portuguese", "Spanish")
	d.Type("span")
	d.Press("enter")
	d.Sees("Ask us: answers from?", "Help centre", "14 in es")
	d.Press("enter")
	d.Sees("parley ▸ Ask us", "premium · chat", "Segundo intento", "¿Qué quieres saber?", "check: 0 errors · 0 warnings")
}

func TestAnAssistantIsCopiedAndRenamed(t *testing.T) {
	d := overview(t)
	d.Press("D")
	d.Sees(listed(1), "▸ Route to a team copy", "○ Draft", "route-to-a-team-copy", "never published")
	d.Press("r")
	d.Press("ctrl+u")
	d.Type("Second desk")
	d.Press("enter")
	d.Sees("▸ Second desk", "route-to-a-team-copy")
	d.Press("u", "u")
	d.Sees(listed(0))
	d.SeesNot("Second desk")
}

func TestACopyAsTheOtherTypeTellsWhatItLosesFirst(t *testing.T) {
	d := overview(t)
	d.Press("down", "down", "C")
	d.Sees("Duplicate as Lite", "has to do without:", "The original stays as it is.", "Premium only")
	d.Press("esc")
	d.Sees(listed(0))
	d.Press("C", "y")
	d.Sees("of the copy leads nowhere", "Link it to Complete Assistant", "Leave it")
	d.Press("enter")
	d.Sees(listed(1), "▸ Store helper Lite", "lite · chat")
	d.Press("home", "C")
	d.Sees("Duplicate as Premium", "keeps everything")
	d.Press("enter")
	d.Sees("Route to a team Premium")
}

func TestACopyForAnotherChannelTellsWhatItLosesFirst(t *testing.T) {
	d := overview(t)
	d.Press("W")
	d.Sees("Duplicate for which channel?", "it is for this one")
	d.Type("sms")
	d.Press("enter")
	d.Sees("Duplicate for SMS", "not on SMS")
	d.Press("y")
	d.Sees("Route to a team SMS", "lite · SMS")
}

func TestVoiceIsLiteOnly(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: voiceMenu})
	d.Press("1", "C")
	d.Says("voice assistants are Lite only")
}

func TestTheIdIsCopied(t *testing.T) {
	d := overview(t)
	d.Press("c")
	d.Says("the id is route-to-team")
	got := ""
	d.Model().SetClipboard(func(text string) error {
		got = text
		return nil
	})
	d.Press("down", "c")
	d.Says("Copied the id: sms-menu")
	if got != "sms-menu" {
		t.Errorf("copied %q", got)
	}
}

func TestAnAssistantIsDeleted(t *testing.T) {
	d := overview(t)
	d.Press("D", "x")
	d.Sees("Delete assistant", "Route to a team copy and its 4 dialogs go.", "u undoes it.")
	d.Press("y")
	d.Says("Deleted Route to a team copy; u undoes it")
	d.Sees(listed(0))
	d.Press("u")
	d.Sees(listed(1))
	d.Press("home", "x")
	d.Sees("Route to a team and its 4 dialogs go, with all its versions.", "v1, ", "live", "This cannot be undone")
	d.Press("y")
	d.Says("Deleted Route to a team with its versions")
	d.Sees(listed(0))
	d.Press("u")
	d.Says("there is nothing to undo")
	d.Press("2")
	d.Sees("parley ▸ Route to a team copy")
}

func TestTheLastAssistantIsDeleted(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: voiceMenu})
	d.Press("1", "x", "y")
	d.Sees("This is where your assistants will be.", "n makes the first one")
	for _, key := range []string{"enter", "D", "C", "r", "c", "x", "F", "2", "a", "enter", "tab", "a", "tab", "I", "B", "S", "p", "w", "1", "?"} {
		d.Press(key)
		d.Press("esc")
	}
	d.Press("1", "n")
	d.Type("First")
	d.Press("enter", "enter", "enter", "enter")
	d.Sees("parley ▸ First")
}

func TestTheMouseChoosesAnAssistant(t *testing.T) {
	d := overview(t)
	d.Click(10, 4)
	d.Sees("╭ SMS menu")
	d.Click(10, 5)
	d.Sees("parley ▸ SMS menu")
	d.Press("1")
	x, _, _ := d.Find("╭ SMS menu")
	d.Drag(x, 10, x-20, 10)
	if at, _, _ := d.Find("╭ SMS menu"); at != x-20 {
		t.Errorf("the edge is at %d, not %d", at, x-20)
	}
	d.Resize(80, 24)
	d.SeesNot("╭ SMS menu")
}

func TestAnEditShowsInTheList(t *testing.T) {
	d := edit(t, "")
	d.Type(" More")
	d.Press("esc", "1")
	d.Pause()
	if !strings.Contains(d.Screen(), "1 change  ● Active v1") {
		d.Fail("the changed draft is not told")
	}
}

// voiceMenu is an assistant on the telephone.
const voiceMenu = `kind: Workspace
name: Nightline
languages: [en]
---
kind: Assistant
id: line
name: Line
type: lite
channel: voice
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - playPrompt: {text: "You have reached the bot of Nightline."}
    end:
      collectInput:
        text: Press 1 for sales and 2 for repairs.
        keys: {"1": sales, "2": complete}
  - id: sales
    name: Sales
    interactions:
      - playPrompt: {text: Sales opens at nine.}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    end: {transfer: {}}
`
