package ui_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/session"
	"parley/ui/desk"
	"parley/ui/uitest"
)

// kiosk is an assistant that a rule starts for whoever reads of prices, and one
// that the default starts, under a plan of Kilo's with room for two.
const kiosk = `kind: Assistant
id: kiosk
name: Kiosk
type: premium
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - textQuestion: {text: What is your name?, save: customer.name}
      - buttonQuestion: {text: "Which colour, {{customer.name}}?", buttons: [Red, Blue]}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    interactions: [{sendMessage: {text: "It is on its way."}}]
    end: {transfer: {}}
settings:
  volumeControl:
    reminder: {after: 5m, message: "Are you there?"}
    abandoned: {after: 10m, message: "Good-bye then.", then: transfer}
---
kind: Assistant
id: sales
name: Sales bot
type: lite
channel: chat
dialogs:
  - {id: welcome, name: Welcome, interactions: [{textQuestion: {text: "Prices, then?"}}], end: {redirect: {dialog: complete}}}
  - {id: complete, name: Complete Assistant, end: {transfer: {}}}
---
kind: Rule
id: prices
name: Prices
channel: chat
assistant: sales
when: [{attribute: session.currentPage, is: contains, value: pricing}]
---
kind: Defaults
id: defaults
defaults: [{channel: chat, assistant: kiosk}]
---
kind: Plan
id: small
meter: kilo
allowance: 2
---
kind: Workspace
name: Shop
plan: small
leads: {threshold: 20}
`

// writesIn opens the kiosk and talks as a live customer.
func writesIn(t *testing.T, o uitest.Options) *uitest.Driver {
	t.Helper()
	o.YAML = kiosk
	d := uitest.New(t, o)
	d.Advance(time.Second)
	d.Press("tab", "tab", "L")
	d.SeesIn(preview, "LIVE", "Kiosk v1", "What is your name?")
	d.Says("Live: Kiosk v1 (the default) answers; it is recorded, and counts")
	return d
}

func TestThePreviewIsRecordedAsItIsLeft(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	d := uitest.New(t, uitest.Options{File: file, Sample: "route-to-team"})
	d.Press("tab", "tab", "R") // nobody acted
	say(d, "Ada")
	d.Press("enter", "[") // one way was tried, and taken back
	d.Press("right", "enter")
	d.SeesIn(preview, "transferred to Returns")
	d.Press("R", "R")
	say(d, "Bo")
	d.Press("q")
	d.Close()
	again := uitest.New(t, uitest.Options{File: file, Now: uitest.Start().Add(time.Hour)})
	all := recorded(t, again.Desk())
	if len(all) != 2 {
		t.Fatalf("kept is %+v", all)
	}
	for i, want := range []struct {
		name   string
		status session.Status
	}{{"Ada", session.Transferred}, {"Bo", session.Running}} {
		if x := all[i]; x.Source != conversation.Preview || x.Version != 0 || x.Person.Name != want.name || x.Status != want.status {
			t.Errorf("%s: %+v", want.name, x)
		}
	}
}

// recorded is what is kept.
func recorded(t *testing.T, d *desk.Desk) []conversation.Digest {
	t.Helper()
	var out []conversation.Digest
	for x, err := range d.Digests()(0, uitest.Start().AddDate(1, 0, 0).UnixMilli()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, *x)
	}
	return out
}

func TestALiveCustomerIsAnsweredByWhatIsPublished(t *testing.T) {
	d := writesIn(t, uitest.Options{})
	if all := recorded(t, d.Desk()); len(all) != 0 {
		t.Errorf("nobody wrote, and %d are kept", len(all))
	}
	say(d, "Ada")
	d.SeesIn(preview, "Which colour, Ada?", "Red", "Blue")
	d.Advance(30 * time.Second)
	d.Sees("Kilo", "1 of 2")
	d.Press("enter")
	d.SeesIn(preview, "LIVE", "transferred", "It is on its way.")
	all := recorded(t, d.Desk())
	if len(all) != 1 || all[0].Source != conversation.Live || all[0].Version != 1 || all[0].Status != session.Transferred || all[0].Start != uitest.Start().Add(time.Second).UnixMilli() {
		t.Errorf("kept is %+v", all)
	}
	d.Press("L")
	d.Sees("End the live conversation", "The customer closes the chat", "The customer just goes")
	d.Press("enter")
	d.SeesNotIn(preview, "LIVE", "Ada")
	d.SeesIn(preview, "Preview", "draft", "What is your name?")
	if x := recorded(t, d.Desk())[0]; x.Status != session.Transferred && x.Status != session.Ended {
		t.Errorf("closed, it is %s", x.Status)
	}
}

func TestRulesChooseWhoAnswersALiveCustomer(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: kiosk})
	d.Press("tab", "tab", "p")
	d.Type("page")
	d.Press("enter")
	d.Type("https://shop.example/pricing")
	d.Press("enter", "L")
	d.SeesIn(preview, "LIVE", "Sales bot v1", "Prices, then?")
	d.Says("(rule prices)")
}

func TestALiveCustomerWhoWritesAfterTheEndBeginsAnew(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: strings.Replace(kiosk, "end: {transfer: {}}", "end: {endConversation: {}}", 1)})
	d.Press("tab", "tab", "L")
	say(d, "Ada")
	d.Press("enter")
	d.SeesIn(preview, "LIVE", "It is on its way.", "ended")
	say(d, "Bo")
	d.SeesIn(preview, "LIVE", "What is your name?", "Which colour, Bo?")
	d.SeesNotIn(preview, "It is on its way.")
	all := recorded(t, d.Desk())
	if len(all) != 2 || all[0].Status == all[1].Status {
		t.Errorf("one that ended and one that runs are kept: %+v", all)
	}
}

func TestALiveConversationGoesForwardOnly(t *testing.T) {
	d := writesIn(t, uitest.Options{})
	say(d, "Ada")
	for _, c := range [...][2]string{{"[ ] R B", "nothing of it is taken back"}, {"w N W", "its time is the clock's"}, {"p", "who talks stays the same"}, {"V", "the published version alone"}} {
		for _, key := range strings.Fields(c[0]) {
			d.Press(key)
			d.Says(c[1])
		}
	}
	d.SeesIn(preview, "LIVE", "Which colour, Ada?")
	d.ClickIn(editor, "What is your name?") // the draft is edited meanwhile
	d.Press("i", "ctrl+u")
	d.Type("Who are you?")
	d.Press("esc")
	d.Pause()
	d.SeesIn(editor, "Who are you?")
	d.SeesIn(preview, "LIVE", "What is your name?", "Which colour, Ada?")
	d.Press("tab", "L", "down", "enter")
	d.SeesNotIn(preview, "LIVE")
	d.SeesIn(preview, "Who are you?")
}

func TestTimePassesInALiveConversation(t *testing.T) {
	d := writesIn(t, uitest.Options{})
	say(d, "Ada")
	d.Advance(5 * time.Minute)
	d.SeesIn(preview, "Are you there?")
	d.Press("L", "down", "enter") // the customer goes, and the chat stays open
	d.SeesNotIn(preview, "LIVE")
	if x := recorded(t, d.Desk())[0]; x.Status != session.Running {
		t.Errorf("it is %s", x.Status)
	}
	d.Advance(time.Hour)
	if x := recorded(t, d.Desk())[0]; x.Status != session.Abandoned || x.Last != uitest.Start().Add(10*time.Minute+time.Second).UnixMilli() {
		t.Errorf("an hour later it is %+v", x)
	}
}

func TestALeadThatIsHandedOffIsTold(t *testing.T) {
	d := writesIn(t, uitest.Options{})
	say(d, "Ada, I need a demo")
	d.Says("Handed off: the lead's score is")
}

func TestKiloTakesNoNewLiveCustomerAtItsLimit(t *testing.T) {
	d := writesIn(t, uitest.Options{})
	say(d, "Ada")
	d.Press("L", "enter", "L")
	say(d, "Bob")
	d.Press("L", "enter", "L")
	d.SeesNotIn(preview, "LIVE")
	d.Says("Kilo takes no new conversations: all 2")
	if all := recorded(t, d.Desk()); len(all) != 2 {
		t.Errorf("%d are kept", len(all))
	}
}

func TestWhatIsWrittenAfterTheEndBeginsAnotherConversation(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: `kind: Assistant
id: short
name: Short
type: premium
channel: chat
dialogs:
  - {id: welcome, name: Welcome, interactions: [{textQuestion: {text: "I am a bot. What is it?"}}], end: {endConversation: {}}}
  - {id: complete, name: Complete Assistant, end: {transfer: {}}}
---
kind: Defaults
id: defaults
defaults: [{channel: chat, assistant: short}]
`})
	d.Press("tab", "tab", "L")
	say(d, "a refund")
	d.SeesIn(preview, "ended")
	d.Advance(time.Minute)
	say(d, "one more thing")
	d.SeesIn(preview, "LIVE", "one more thing")
	d.SeesNotIn(preview, "a refund")
	all := recorded(t, d.Desk())
	if len(all) != 2 || all[0].Person.Visitor == "" || all[0].Person.Visitor != all[1].Person.Visitor || all[1].Start-all[0].Start != 60_000 {
		t.Errorf("kept is %+v", all)
	}
}

func TestALiveConversationIsKeptInTheFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	d := uitest.New(t, uitest.Options{File: file, Sample: "route-to-team"})
	d.Press("tab", "tab", "L")
	d.SeesIn(preview, "LIVE")
	say(d, "Ada")
	d.Close()
	again := uitest.New(t, uitest.Options{File: file, Now: uitest.Start().Add(time.Hour)})
	if all := recorded(t, again.Desk()); len(all) != 1 || all[0].Source != conversation.Live || all[0].Engaged == 0 {
		t.Errorf("kept is %+v", all)
	}
}

func TestALiveConversationIsAmongTheConversations(t *testing.T) {
	d := writesIn(t, uitest.Options{})
	say(d, "Ada")
	d.Press("L", "down", "enter", "6")
	d.Sees("active · running · Kiosk v1")
	d.Press("2")
	d.Advance(time.Hour)
	d.Press("6")
	d.Sees("handed off · abandoned · Kiosk v1")
}
