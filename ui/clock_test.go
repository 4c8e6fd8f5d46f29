package ui_test

import (
	"strings"
	"testing"
	"time"

	"parley/ui/uitest"
)

const timed = `kind: Workspace
name: Timed
timeZone: Europe/London
---
kind: Customer
id: ada
name: Ada Byron
email: ada@engine.example
---
kind: Team
id: care
name: Care
agents: [{name: Zoe}]
---
kind: Schedule
id: hours
name: Hours
default: true
hours: {tue: ["09:00-17:00"]}
---
kind: Assistant
id: timed
name: Timed
type: premium
channel: chat
settings:
  volumeControl:
    reminder: {after: 5m, message: Are you still there?}
    abandoned: {after: 10m, message: Goodbye then.}
    missed: {after: 10m, message: Nobody is free., doneAfter: 30s, channels: [{email: a@b.example}, wait]}
  satisfaction: {text: How was it?, scale: 5}
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - textQuestion: {text: Your e-mail?, expect: email, save: customer.email}
    end: {transfer: {team: care}}
  - id: complete
    name: Complete Assistant
`

func timedTalk(t *testing.T) *uitest.Driver {
	t.Helper()
	d := uitest.New(t, uitest.Options{YAML: timed})
	d.Press("shift+tab")
	return d
}

func TestTimersAreShownAndSkippedTo(t *testing.T) {
	d := timedTalk(t)
	d.SeesIn(preview, "Your e-mail?", "reminder 10:05", "abandoned 10:10")
	d.Press("N")
	d.SeesIn(preview, "timer: reminder", "Are you still there?", "10:05 Mon")
	d.Press("N")
	d.SeesIn(preview, "timer: abandoned", "Goodbye then.")
	d.Press("N")
	d.Says("no timer is armed")
	d.Press("[", "[")
	d.SeesNotIn(preview, "timer: reminder")
}

func TestADayPassesInLessThanASecond(t *testing.T) {
	d := timedTalk(t)
	began := time.Now()
	d.Press("w", "backspace", "backspace")
	d.Type("24h")
	d.Press("enter")
	if took := time.Since(began); took > time.Second {
		t.Errorf("a day took %v", took)
	}
	d.SeesIn(preview, "Goodbye then.", "10:00 Tue")
}

func TestTheClockIsSetAndGoesToTheNextOpeningHour(t *testing.T) {
	d := timedTalk(t)
	d.Press("W")
	d.Sees("The virtual clock", "Hours opens Tue 3 Mar 09:00")
	d.Type("opening")
	d.Press("enter")
	d.SeesIn(preview, "09:00 Tue")
	d.Press("W")
	d.Type("set")
	d.Press("enter", "ctrl+u")
	d.Type("2026-02-01 08:30")
	d.Press("enter")
	d.SeesIn(preview, "08:30 Sun", "reminder 08:35")
	d.SeesNotIn(preview, "timer:")
}

func TestAProactiveChatIsEngagedOrDismissed(t *testing.T) {
	d := timedTalk(t)
	d.Press("W")
	d.Type("proactive")
	d.Press("enter")
	d.SeesIn(preview, "engage", "dismiss")
	d.SeesNotIn(preview, "reminder")
	d.Press("e")
	d.SeesNotIn(preview, "dismiss")
	d.SeesIn(preview, "reminder")
	d.Press("R", "x")
	d.SeesNotIn(preview, "engage")
}

func TestAgentsActAndTheSurveyIsAnswered(t *testing.T) {
	d := timedTalk(t)
	say(d, "ADA@engine.example")
	d.SeesIn(preview, "transferred to care", "agents are offered a merge with Ada", "missed 10:10")
	d.Press("A")
	d.Type("assigned")
	d.Press("enter")
	d.Type("zoe")
	d.Press("enter", "A")
	d.Type("replies")
	d.Press("enter")
	d.Type("Hello, this is Zoe")
	d.Press("enter")
	d.SeesIn(preview, "Hello, this is Zoe")
	d.SeesNotIn(preview, "missed 10:10")
	d.Press("A")
	d.Type("verifies")
	d.Press("enter")
	d.SeesIn(preview, "Verified ada@engine.example")
	d.Press("A")
	d.SeesNot("verifies the address")
	d.Press("esc")
	d.Press("A")
	d.Type("done")
	d.Press("enter")
	d.SeesIn(preview, "Marked as done", "How was it?", "1   2   3   4   5")
	d.Press("right", "enter")
	d.SeesNotIn(preview, "1   2   3")
}

func TestRewindGoesBackIntoTheConversationBefore(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: strings.Replace(timed, "end: {transfer: {team: care}}", "end: {endConversation: {}}", 1)})
	d.Press("shift+tab")
	say(d, "ada@engine.example")
	say(d, "4")
	d.Press("w", "enter")
	before := d.Pane(preview)
	say(d, "bo@b.example")
	d.SeesNotIn(preview, "ada@engine.example")
	d.Press("[")
	d.SeesNotIn(preview, "ada@engine.example", "bo@b.example")
	d.Press("[")
	if got := d.Pane(preview); got != before {
		d.Fail("it goes back to the end of the one before:\n%s", before)
	}
	d.Press("[", "[", "[")
	d.SeesNotIn(preview, "ada@engine.example")
	d.Press("[")
	d.Says("this is the beginning")
}

func TestAMessageAfterTheEndBeginsANewConversation(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: strings.Replace(timed, "end: {transfer: {team: care}}", "end: {endConversation: {}}", 1)})
	d.Press("shift+tab")
	say(d, "ada@engine.example")
	d.SeesIn(preview, "ended", "How was it?")
	say(d, "4")
	d.SeesIn(preview, "ada@engine.example", "How was it?")
	d.Press("w", "enter")
	say(d, "bo@b.example")
	d.Says("The conversation had ended: this is a new one")
	d.SeesIn(preview, "Your e-mail?", "bo@b.example")
	d.SeesNotIn(preview, "ada@engine.example")
}

func TestAMissedChatOffersOtherWays(t *testing.T) {
	d := timedTalk(t)
	say(d, "bo@b.example")
	d.SeesNotIn(preview, "merge")
	d.Press("N")
	d.SeesIn(preview, "timer: missed", "Nobody is free.", "follow-up over 10:10:30")
	d.Press("N")
	d.SeesIn(preview, "Marked as done")
}

func TestAnAgentInterruptsAndIsDoneWhileTheAssistantTalks(t *testing.T) {
	d := timedTalk(t)
	d.Press("A")
	d.Sees("it interrupts the assistant")
	d.Type("replies")
	d.Press("enter")
	d.Type("Let me help")
	d.Press("enter")
	d.SeesIn(preview, "Let me help", "interrupted")
	d.SeesNotIn(preview, "reminder")
	d.Press("R", "A")
	d.Type("done")
	d.Press("enter")
	d.SeesIn(preview, "Marked as done", "How was it?")
	d.SeesNotIn(preview, "interrupted")
}

func TestAVisitorIsMadeUpInFull(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: `kind: Workspace
name: Pages
---
kind: Customer
id: ada
name: Ada Byron
email: ada@engine.example
---
kind: Assistant
id: pages
name: Pages
type: lite
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - conditionalBranch:
          branches:
            - when:
                - {attribute: session.timeOnPage, is: is greater than or equals, value: 90}
                - {attribute: session.userAgent, is: contains, value: iphone}
                - {attribute: session.previousPage, is: contains, value: start}
              do: [{sendMessage: {text: Long on it with a phone}}]
          otherwise: {do: [{sendMessage: {text: Just arrived}}]}
      - textQuestion: {text: "Yes?"}
    end: {transfer: {}}
  - id: complete
    name: Complete Assistant
`})
	d.Press("shift+tab")
	d.SeesIn(preview, "Just arrived")
	for _, c := range [][2]string{{"time on", "90s"}, {"page before", "https://x.example/start"}, {"agent", "Mozilla (iPhone)"}} {
		d.SeesNotIn(preview, "Long on it")
		d.Press("p")
		d.Type(c[0])
		d.Press("enter", "ctrl+u")
		d.Type(c[1])
		d.Press("enter")
	}
	d.SeesIn(preview, "Long on it with a phone")
	d.Press("p")
	d.Sees("1m30s", "https://x.example/start", "Mozilla (iPhone)")
	d.Type("whoever")
	d.Press("enter")
	d.Type("x.y.z")
	d.Press("enter", "I")
	d.SeesIn(preview, "the token is refused", "anonymous", "Long on it")
}
