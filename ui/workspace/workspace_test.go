package workspace_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/ui/uitest"
)

const acme = `
kind: Workspace
name: Acme
timeZone: Europe/Paris
languages: [en, es]
allowedHosts: [HOST]
---
kind: Brand
id: acme
name: Acme
---
kind: Team
id: sales
name: Sales
agents: [{name: Ada, online: true, active: true}, {name: Bob}]
---
kind: Klass
id: order
name: Order
attributes:
  - {name: number, type: text}
  - {name: paid, type: boolean}
  - {name: total, type: number}
  - name: category
    type: multi-level list
    children: [{value: Clothes, children: [{value: Coats}]}, {value: Tents}]
---
kind: Klass
id: customer
attributes:
  - {name: tier, type: list, values: [Seed, Oak]}
  - {name: since, type: date}
  - {name: newsletter, type: boolean}
  - {name: size, type: number}
---
kind: Customer
id: ada
name: Ada
attributes: {tier: Oak}
---
kind: Snippet
id: greeting
texts: {en: Hello there}
---
kind: Schedule
id: shop
name: Shop hours
default: true
hours: {mon: ["09:00-18:00"]}
---
kind: Workflow
id: returns
name: Return status
input: [{name: number, required: true}]
output: [{name: status}]
steps:
  - {id: ask, httpRequest: {url: "http://HOST/{{input.number}}", timeout: 100ms}}
  - {id: say, respond: {status: "{{ask.body.state}}"}}
responses:
  - {input: {number: R-1}, output: {status: on its way}}
---
kind: Assistant
id: help
name: Help
type: premium
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "{{snippet.greeting}}, {{customer.tier}} friend. I am a bot."}
      - textQuestion: {text: Which number?, save: customer.tier}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    end: {transfer: {}}
`

// open opens the Workspace screen of Acme on a kind of documents, the keys on the list.
func open(t *testing.T, kind string) *uitest.Driver {
	t.Helper()
	return openAt(t, kind, "api.acme.example")
}

func openAt(t *testing.T, kind, host string) *uitest.Driver {
	t.Helper()
	d := uitest.New(t, uitest.Options{YAML: strings.ReplaceAll(acme, "HOST", host)})
	d.Press("9")
	visit(d, kind)
	return d
}

// visit goes to a kind by the palette.
func visit(d *uitest.Driver, kind string) {
	d.Press("ctrl+k")
	d.Type("Workspace: " + kind)
	d.Press("enter")
	d.Sees("╭ Workspace ─")
}

func TestTheNinthScreenShowsTheKinds(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: acme})
	d.Press("9")
	d.Sees("parley ▸ Workspace", "▸Settings", "Brands                  1", "Klasses and attributes  2", "Plans                   0")
	d.SeesNot("Intents", "Assistants", "Rules", "Articles")
	d.Press("down", "down", "enter")
	d.Sees("Teams 1", "▸Sales", "2 agents · 1 online", "● online  ● active", "○ online  ○ active", "Used by  nothing yet")
	d.Press("2")
	d.Sees("╭ Dialogs 2")
}

func TestATeamIsMadeAndUsedInATransfer(t *testing.T) {
	d := open(t, "Teams")
	d.Press("a")
	d.Sees("New team")
	d.Type("Night Shift")
	d.Press("enter")
	d.Sees("Teams 2", "▸Night Shift", "Id    night-shift")
	d.Press("end", "up", "up") // the place for an agent, before who uses the team
	for range 9 {
		d.Press("up")
	}
	d.Press("down", "down", "enter")
	d.Sees("New agent")
	d.Type("Zoe")
	d.Press("enter")
	d.Sees("Zoe")
	d.Press("2", "down", "tab", "end", "enter", "enter")
	d.Sees("Night Shift")
	d.Type("night")
	d.Press("enter")
	team := d.Desk().Workspace().Assistant("help").Dialog("complete").End.Settings.(*model.Transfer).Team
	if team != "Night Shift" {
		d.Fail("the transfer goes to %q", team)
	}
	d.Press("9")
	d.Sees("Used by 1 place", "Help › Complete Assistant › Transfer to an agent")
}

func TestRenamingAnAttributeIsFollowedByTheInteractions(t *testing.T) {
	d := open(t, "Klasses")
	d.Press("down", "enter", "down", "down", "enter")
	d.Sees("Name  tier")
	d.Press("enter")
	d.Sees("Rename name")
	d.Press("ctrl+u")
	d.Type("loyalty")
	d.Press("enter")
	w := d.Desk().Workspace()
	welcome := w.Assistant("help").Dialog("welcome").Interactions
	if text := welcome[0].Settings.(*model.SendMessage).Text; !strings.Contains(string(text), "{{customer.loyalty}}") {
		d.Fail("the message says %q", text)
	}
	if save := welcome[1].Settings.(*model.TextQuestion).Save; save != "customer.loyalty" {
		d.Fail("the question saves to %q", save)
	}
	if _, ok := w.Customer("ada").Attributes.Get("loyalty"); !ok {
		d.Fail("the customer has %v", w.Customer("ada").Attributes)
	}
	d.Press("u")
	if _, ok := d.Desk().Workspace().Customer("ada").Attributes.Get("tier"); !ok {
		d.Fail("undo takes it back")
	}
}

func TestDeletingWhatIsUsedNamesThePlaces(t *testing.T) {
	d := open(t, "Snippets")
	d.Press("x")
	d.Sees("Delete snippet greeting", "Help › Welcome › 1 Send message › Text", "delete all the same")
	d.Press("n")
	d.Sees("Snippets 1")
	d.Press("x", "y")
	d.Sees("Snippets 0", "A snippet is a text that many messages share")
	d.Press("u")
	d.Sees("Snippets 1")
	visit(d, "Brands")
	d.Press("x")
	d.Sees("Brands 0")
	d.Says("Deleted brand Acme")
}

func TestDeletingAnAttributeNamesThePlaces(t *testing.T) {
	d := open(t, "Klasses")
	d.Press("down", "enter", "down", "down", "x")
	d.Sees("Delete customer.tier", "Customer Ada › Attributes", "Help › Welcome")
	d.Press("y")
	d.SeesNot("[Seed] [Oak]")
}

func TestHoursAreWrittenPerWeekday(t *testing.T) {
	d := open(t, "Schedules")
	d.Sees("● open now, closes today at 18:00", "it is Mon 11:00 in Europe/Paris", "Monday     09:00-18:00", "Tuesday    closed")
	d.Press("enter", "down", "down", "down", "down", "enter")
	if !d.Typing() {
		d.Fail("enter writes the hours")
	}
	d.Press("ctrl+u")
	d.Type("08:00-10:30, 12:00-")
	d.Sees("are no hours")
	d.Type("14:00")
	d.Press("esc")
	d.Sees("Monday     08:00-10:30, 12:00-14:00", "○ closed now, opens today at 12:00")
	d.Press("down", "enter")
	d.Type("09:00-17:00")
	d.Press("esc")
	hours, _ := d.Desk().Workspace().Schedule("shop").Hours.Get("tue")
	if len(hours) != 1 || hours[0] != "09:00-17:00" {
		d.Fail("Tuesday is %v", hours)
	}
	d.Press("x")
	d.Sees("Tuesday    closed")
}

func TestATimeZoneIsFoundByAPartOfItsName(t *testing.T) {
	d := open(t, "Schedules")
	d.Press("enter", "down", "down", "enter")
	d.Type("kolk")
	d.Press("enter")
	if z := d.Desk().Workspace().Schedule("shop").TimeZone; z != "Asia/Kolkata" {
		d.Fail("the zone is %q", z)
	}
	d.Sees("it is Mon 15:30 in Asia/Kolkata")
}

func TestACustomersAttributesHaveTheirTypes(t *testing.T) {
	d := open(t, "Customers")
	d.Press("a")
	d.Type("Bruno Alves")
	d.Press("enter")
	d.Sees("Customers 2", "Id           bruno-alves", "since       none  (date)", "newsletter  [ ]"[:10])
	d.ClickText("tier")
	d.Press("enter")
	d.Sees("Seed", "Oak")
	d.Press("down", "enter")
	d.ClickText("newsletter")
	d.Press("space")
	d.ClickText("size")
	d.Press("enter")
	d.Type("4x")
	d.Sees("write a number")
	d.Press("backspace")
	d.Type("2")
	d.Press("esc")
	d.ClickText("since")
	d.Press("enter")
	d.Type("2026-03-01")
	d.Press("esc")
	c := d.Desk().Workspace().Customer("bruno-alves")
	for key, want := range map[string]model.Value{"tier": model.TextOf("Oak"), "newsletter": model.BoolOf(true), "size": model.NumberOf(42), "since": model.TextOf("2026-03-01")} {
		if v, _ := c.Attributes.Get(key); !v.Equal(want) {
			d.Fail("%s is %v, want %v", key, v, want)
		}
	}
}

func TestLevelsAreATree(t *testing.T) {
	d := open(t, "Klasses")
	d.Press("enter", "down", "down", "down", "down", "down", "enter")
	d.Sees("• Clothes", "   • Coats", "• Tents")
	d.ClickText("• Coats")
	d.Press(">")
	d.Press("ctrl+u")
	d.Type("Rain coats")
	d.Press("esc", "J")
	d.Says("at the edge")
	levels := d.Desk().Workspace().Klass("order").Attributes[3].Children
	if got := levels[0].Children[0].Children; len(got) != 1 || got[0].Value != "Rain coats" {
		d.Fail("the levels are %v", levels)
	}
	d.ClickText("• Tents")
	d.Press("K")
	if got := d.Desk().Workspace().Klass("order").Attributes[3].Children[0].Value; got != "Tents" {
		d.Fail("the first level is %q", got)
	}
	d.Press("x")
	d.SeesNot("• Tents")
	d.Press("esc")
	d.SeesNot("• Clothes")
}

func TestASnippetShowsWhichLanguagesAreMissing(t *testing.T) {
	d := open(t, "Snippets")
	d.Sees("en  Hello there", "es  not written yet", "Help › Welcome › 1 Send message › Text")
	d.Press("enter", "down", "down", "down", "enter")
	d.Type("Hola")
	d.Press("ctrl+j")
	d.Type("amigo")
	d.Press("esc")
	text, _ := d.Desk().Workspace().Snippet("greeting").Texts.Get("es")
	if text != "Hola\namigo" {
		d.Fail("Spanish is %q", text)
	}
	d.Press("end", "enter") // who uses it
	d.Sees("╭ Dialogs 2", "Which number?")
}

func TestAnIDIsChangedWithItsReferences(t *testing.T) {
	d := open(t, "Snippets")
	d.Press("r")
	d.Press("ctrl+u")
	d.Type("no good")
	d.Press("enter")
	d.Sees("is no id")
	d.Press("ctrl+u")
	d.Type("hello")
	d.Press("enter")
	d.Sees("▸hello")
	text := d.Desk().Workspace().Assistant("help").Dialog("welcome").Interactions[0].Settings.(*model.SendMessage).Text
	if !strings.Contains(string(text), "{{snippet.hello}}") {
		d.Fail("the message says %q", text)
	}
}

func TestAgentsAreSwitchedOnAndOff(t *testing.T) {
	d := open(t, "Teams")
	d.Press("enter", "down", "down", "space")
	if d.Desk().Workspace().Teams[0].Agents[0].Online {
		d.Fail("space switches the agent off")
	}
	d.Press("enter")
	d.Sees("Online  [ ]", "Active  [✓]")
	d.Press("down", "down", "space")
	if d.Desk().Workspace().Teams[0].Agents[0].Active {
		d.Fail("space switches active off")
	}
}

func TestTheListIsFilteredAndFollowsTheMouse(t *testing.T) {
	d := open(t, "Klasses")
	d.Press("/")
	d.Type("cust")
	d.Sees("Klasses and attributes 1 of 2", "Built in: name, firstName")
	d.Press("enter", "esc")
	d.Sees("Klasses and attributes 2")
	d.ClickText("Order")
	d.Sees("category")
	d.ClickText("Schedules")
	d.Sees("Shop hours", "Monday")
}

func TestADuplicateIsACopyByAnotherName(t *testing.T) {
	d := open(t, "Schedules")
	d.Press("D", "enter")
	d.Sees("Schedules 2", "Shop hours copy")
	if s := d.Desk().Workspace().Schedule("shop-hours-copy"); s == nil || s.Default || len(s.Hours) != 1 {
		d.Fail("the copy is %v", s)
	}
}

func TestAWorkflowIsTriedWithARecordedResponse(t *testing.T) {
	d := open(t, "Workflows")
	d.Sees("takes number*, returns status", "ask", "HTTP request", "respond", "number R-1")
	d.Press("t", "t")
	d.Says("number is needed")
	d.Press("enter")
	d.Type("R-1")
	d.Press("esc", "t")
	d.Sees("A recorded response was used", "status  on its way")
	d.Press("k")
	d.Says("a recorded response already")
	d.Press("esc")
	d.Sees("Recorded responses", "Inputs")
}

// api answers on loopback: well, or not before it is left.
func api(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/R-7", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"state":"on the bench"}`)) })
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return strings.TrimPrefix(s.URL, "http://")
}

func TestAWorkflowIsTriedAgainstAServer(t *testing.T) {
	d := openAt(t, "Workflows", api(t))
	d.Press("t", "enter")
	d.Type("R-7")
	d.Press("esc", "t")
	d.Sees("It answered", "status  on the bench", "Steps", "status 200", "say: responds with 1 outputs")
	d.Press("k")
	d.Says("Kept as a recorded response")
	kept := d.Desk().Workspace().Workflow("returns").Responses
	if len(kept) != 2 || kept[1].Output[0].Value.Text() != "on the bench" {
		d.Fail("kept is %v", kept)
	}
	d.Press("enter", "ctrl+u")
	d.Type("slow")
	d.Press("esc", "t")
	d.Sees("did not answer within", "100ms")
	d.Press("k", "esc")
	d.Sees("error step ask:")
}

func TestAHostThatIsNotAllowedIsNotAsked(t *testing.T) {
	d := openAt(t, "Workflows", api(t))
	visit(d, "Settings")
	d.ClickText("Allowed hosts")
	d.Press("enter", "x")
	if hosts := d.Desk().Workspace().Settings.AllowedHosts; len(hosts) != 0 {
		d.Fail("hosts are %v", hosts)
	}
	visit(d, "Workflows")
	d.Press("t", "enter")
	d.Type("R-7")
	d.Press("esc", "t")
	d.Sees("is not allowed:", "add it to the workspace's allowedHosts")
}

func TestAReferenceLeadsToItsDocument(t *testing.T) {
	d := open(t, "Objects")
	d.Sees("Objects are the things of a Klass")
	d.Press("enter")
	d.Type("A-1")
	d.Press("enter", "down")
	d.Press("enter")
	d.Sees("Order")
	d.Type("order")
	d.Press("enter")
	d.Sees("Klass       Order", "paid      ", "total     none  (number)")
	d.Press("f")
	d.Sees("▸Order", "category")
	d.Press("esc", "h")
	visit(d, "Objects")
	d.ClickText("Customer    Ada")
	d.Press("enter")
	d.Type("new cust")
	d.Press("enter")
	d.Type("Carla")
	d.Press("enter")
	d.Sees("Customer    Carla")
	d.Says("f goes to it")
}

func TestSettingsListTheirFields(t *testing.T) {
	d := open(t, "Settings")
	d.Sees("Time zone        Europe/Paris", "Active languages       en, es", "chat      none")
	d.Press("down", "down", "enter")
	d.Press("a")
	d.Type("pt-BR")
	d.Press("enter")
	if got := d.Desk().Workspace().Settings.Languages; len(got) != 3 || got[1] != "pt-BR" {
		d.Fail("languages are %v", got)
	}
	d.Press("end")
	d.ClickText("Framework")
	d.Sees("budget     none")
	d.Press("space")
	d.Sees("metrics")
}

func TestAScheduleMadeInBuildIsShownByNine(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: strings.Replace(acme, "- textQuestion: {text: Which number?, save: customer.tier}", "- businessSchedule: {schedule: shop, inside: {do: []}}", 1)})
	d.Press("tab", "down", "down", "enter")
	d.ClickText("Shop hours")
	d.Press("enter")
	d.Type("new sched")
	d.Press("enter")
	d.Type("Night")
	d.Press("enter")
	d.Says("9 opens it in Workspace")
	d.Press("9")
	d.Sees("Schedules 2", "▸Night", "Used by 1 place")
	d.Press("K", "up", "2", "f")
	d.Sees("parley ▸ Workspace", "▸Night")
}

func TestSizesAndLooks(t *testing.T) {
	for _, size := range [][2]int{{60, 18}, {80, 24}, {119, 30}, {120, 40}, {200, 60}, {30, 10}} {
		for _, look := range []string{"dark", "light", "plain"} {
			o := uitest.Options{Width: size[0], Height: size[1], Look: uitest.Look(look == "dark")}
			if look == "plain" {
				o.Look = uitest.PlainLook()
			}
			d := uitest.New(t, o)
			d.Press("9")
			for range 11 {
				d.Press("down", "tab", "tab", "end", "shift+tab", "shift+tab")
			}
			d.Advance(time.Second)
		}
	}
}
