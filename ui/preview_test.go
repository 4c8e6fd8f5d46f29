package ui_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/engine/trial"
	"parley/ui/uitest"
)

func TestTheInspectorTellsWhatHappenedAndWhatIsKnown(t *testing.T) {
	d := talk(t, "")
	d.Press("I")
	d.SeesIn(preview, "inspector", "since the last answer", "message bot: Hi!", "redirect ↳ Your name (end)", "known")
	say(d, "Ada")
	d.SeesIn(preview, "saved customer.name = Ada", "✓ saved here")
	d.Press("up")
	d.SeesIn(preview, "around what is selected", "▸ message bot: Who can help")
	d.Times(40, "J")
	d.SeesIn(preview, "✓ name Ada", "firstName Ada")
	d.Press("I")
	d.SeesNotIn(preview, "inspector")
}

func TestAnEarlierAnswerIsChangedAndTheRestPlayedAgain(t *testing.T) {
	d := talk(t, "")
	say(d, "Ada")
	d.Press("right", "enter")
	d.SeesIn(preview, "transferred to Returns")
	d.Times(4, "up")
	d.SeesIn(preview, "▸")
	d.Press("c")
	d.Sees("Answer differently")
	d.Press("ctrl+u", "enter")
	d.Sees("write an answer")
	d.Type("Grace")
	d.Press("enter")
	d.SeesIn(preview, "Grace", "Who can help you best, Grace?", "transferred to Returns")
	d.Says("Answered differently; B shows what was tried before")
	d.Press("up", "up", "enter")
	d.Sees("Answer differently", "Customer Care", "Gear Advice", "Workshop")
	d.Type("gear")
	d.Press("enter")
	d.SeesIn(preview, "transferred to Gear Advice")
	d.SeesNotIn(preview, "Returns")
}

func TestWhatNoLongerFitsAfterAChangedAnswerIsTold(t *testing.T) {
	d := talk(t, "")
	say(d, "Ada")
	d.Press("right", "right", "right", "enter")
	say(d, "A zip")
	say(d, "Thanks")
	d.ClickIn(preview, "│ Workshop │")
	d.Press("c")
	d.Sees("Answer differently", "Gear Advice")
	d.Type("returns")
	d.Press("enter")
	d.SeesIn(preview, "transferred to Returns")
}

func TestBranchesAreShownAsATree(t *testing.T) {
	d := talk(t, "")
	d.Press("B")
	d.Says("nothing was answered yet")
	say(d, "Ada")
	d.Press("enter", "[", "right", "enter", "[", "[")
	say(d, "Bo")
	d.Press("B")
	d.SeesIn(preview, "Branches", "4 answers", "Ada", "[Customer Care]", "[Returns]", "Bo")
	d.Press("up", "enter")
	d.SeesIn(preview, "Ada", "transferred to Returns")
	d.Press("B", "home", "esc")
	d.SeesIn(preview, "transferred to Returns")
	d.Press("B")
	d.ClickIn(preview, "[Customer Care]")
	d.ClickIn(preview, "[Customer Care]")
	d.SeesIn(preview, "transferred to Customer Care")
	d.Press("R", "]", "]")
	d.SeesIn(preview, "transferred to Customer Care")
}

func TestAConversationIsSavedAsATest(t *testing.T) {
	d := talk(t, "")
	say(d, "Ada")
	d.Press("right", "enter")
	d.Press("S")
	d.Sees("Save as test")
	d.Press("enter")
	d.Sees("a test needs a name")
	d.Type("a return goes to Returns")
	d.Press("enter")
	d.Says(`Saved "a return goes to Returns" among the tests of Route to a team`)
	w := d.Desk().Workspace()
	var saved *model.Case
	for _, test := range w.Tests {
		for i, c := range test.Cases {
			if test.Assistant == "route-to-team" && c.Name == "a return goes to Returns" {
				saved = &test.Cases[i]
			}
		}
	}
	if saved == nil {
		t.Fatal("there is no such test")
	}
	p, err := d.Desk().Program("route-to-team")
	if err != nil {
		t.Fatal(err)
	}
	if r := trial.Run(w, p, *saved); !r.Passed() || r.Status.String() != "transferred" || len(r.Path) != 4 {
		t.Errorf("the saved test: %+v", r)
	}
	d.Press("S")
	d.Type("a return goes to Returns")
	d.Press("enter")
	d.Sees("there is a test")
	d.Press("esc", "u")
	d.Says("Undid: add test a return goes to Returns")
}

func TestTheTalkIsHeldAsACustomer(t *testing.T) {
	d := talk(t, "")
	d.Press("p")
	d.Sees("Who talks?", "A visitor", "Ada Okafor", "ada@fellrunners.example, Fell Runners Club, en, VIP", "Language …")
	d.Type("ada")
	d.Press("enter")
	d.SeesIn(preview, "Ada Okafor ✓", "Good to see you again, Ada.")
	d.Press("p")
	d.Type("language")
	d.Press("enter")
	d.Sees("Language of the browser")
	d.Type("es")
	d.Press("enter")
	d.SeesIn(preview, "Ada Okafor ✓ es")
	d.Press("p")
	d.Type("page")
	d.Press("enter")
	d.Type("https://shop.example/cart")
	d.Press("enter", "p")
	d.Sees("where the chat is opened: https://shop.example/cart")
	d.Press("esc", "p")
	d.Type("a visitor")
	d.Press("enter")
	d.SeesIn(preview, "visitor es", "What should we call you?")
}

func TestACallerPressesKeys(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: voiceMenu})
	d.Press("shift+tab")
	d.SeesIn(preview, "Press 1 for sales and 2 for", "1 2 3", "* 0 #")
	d.Press("1")
	d.SeesIn(preview, "Sales opens at nine.")
	d.Press("[", "up", "down")
	x, y, _ := d.Find(" 2  3 ")
	d.Click(x+1, y)
	d.SeesNotIn(preview, "Sales opens at nine.")
	d.SeesIn(preview, "transferred")
	d.Press("[", "i")
	d.Type("1")
	d.Press("enter", "esc")
	d.SeesIn(preview, "Sales opens at nine.")
	d.Press("1")
	d.Sees("parley ▸ Assistants")
}

func TestObjectsAreShownAsCards(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: shop("example.invalid")})
	d.Press("shift+tab", "p")
	d.Type("ada")
	d.Press("enter")
	d.SeesIn(preview, "Which order?", "Boots", "on its way", "Tent", "delivered")
	d.Press("right", "enter")
	d.SeesIn(preview, "You chose delivered.")
	d.Press("[")
	d.ClickIn(preview, "on its way")
	d.SeesIn(preview, "You chose on its way.")
}

func TestTheNetworkIsAskedAndAskedAgain(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		fmt.Fprintf(w, `{"stock": "%d pairs"}`, 40+asked)
	}))
	defer server.Close()
	d := uitest.New(t, uitest.Options{YAML: shop(strings.TrimPrefix(server.URL, "http://"))})
	d.Press("shift+tab")
	say(d, "stock")
	d.SeesIn(preview, "There are 41 pairs.")
	d.Press("[", "]")
	d.SeesIn(preview, "There are 41 pairs.")
	d.Press("R", "]")
	d.SeesIn(preview, "workflow stock was not asked in this conversation: g asks the network")
	if asked != 1 {
		t.Errorf("the network was asked %d times", asked)
	}
	d.Press("g")
	d.SeesIn(preview, "There are 42 pairs.")
	d.Press("g")
	d.Says("nothing waits for the network")
}

func TestTheNetworkIsAskedInAVersionsPreviewToo(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		fmt.Fprintf(w, `{"stock": "%d pairs"}`, 40+asked)
	}))
	defer server.Close()
	d := uitest.New(t, uitest.Options{YAML: shop(strings.TrimPrefix(server.URL, "http://"))})
	d.Press("v", "p")
	say(d, "stock")
	d.SeesIn(preview, "There are 41 pairs.")
	d.Press("R")
	d.Slow()
	say(d, "stock")
	d.Advance(beat)
	d.Sees("Asking the network…", "esc stop")
	d.Press("esc")
	d.SeesIn(preview, "workflow stock was not asked in this conversation: g asks the network")
	d.Finish()
	d.Press("g")
	d.SeesIn(preview, "There are 42 pairs.")
	d.Press("g")
	d.Says("nothing waits for the network")
}

func TestTheScrollStaysWhereItWasPut(t *testing.T) {
	d := talk(t, "store-helper")
	d.Resize(120, 24)
	say(d, "blargh")
	say(d, "blargh")
	d.Press("pgup", "pgup", "pgup", "pgup")
	d.SeesIn(preview, "Hi there! I'm Moss")
	before := d.Pane(preview)
	d.Press("shift+tab", "i")
	d.Type("x")
	d.Press("esc")
	if after := d.Pane(preview); !strings.Contains(after, "Hi there! I'm Moss") {
		d.Fail("the preview scrolled away from\n%s", before)
	}
	d.Press("tab", "end", "enter")
	d.SeesNotIn(preview, "Hi there! I'm Moss")
}

// shop is a premium chat with objects, and a workflow that asks a host.
func shop(host string) string {
	return `kind: Workspace
name: Shop
languages: [en]
allowedHosts: ["` + host + `"]
---
kind: Klass
id: order
attributes:
  - {name: item, type: text}
  - {name: state, type: text}
---
kind: Customer
id: ada
externalId: "1"
name: Ada
---
kind: Object
id: o1
klass: order
customer: ada
createdAt: 2026-02-02T10:00:00Z
attributes: {item: Boots, state: on its way}
---
kind: Object
id: o2
klass: order
customer: ada
createdAt: 2026-01-02T10:00:00Z
attributes: {item: Tent, state: delivered}
---
kind: Workflow
id: stock
output:
  - {name: pairs, type: text}
steps:
  - id: ask
    httpRequest: {url: "http://` + host + `/stock"}
  - id: tell
    respond: {pairs: "{{ask.body.stock}}"}
---
kind: Assistant
id: shop
name: Shop
type: premium
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "Hello, I'm the shop's bot."}
      - objectSelector:
          text: Which order?
          klass: order
          card: {title: item, description: state}
          notFound: stock
      - sendMessage: {text: "You chose {{order.state}}."}
    end: {redirect: {dialog: complete}}
  - id: stock
    name: Stock
    interactions:
      - textQuestion: {text: What would you like to know?}
      - runWorkflow: {workflow: stock}
      - sendMessage: {text: "There are {{workflow.stock.pairs}}."}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    end: {transfer: {}}
`
}
