package ui_test

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/desk"
	"parley/ui/uitest"
)

// lateInMarch is when most of these tests look: 21 March 2026, 15:00 UTC.
var lateInMarch = time.Date(2026, 3, 21, 15, 0, 0, 0, time.UTC)

// traffic is so many conversations a day of two premium assistants from January
// until late in March, most of which count.
func traffic(aDay int, source conversation.Source) []*conversation.Digest {
	r := rand.New(rand.NewPCG(1, 2))
	var out []*conversation.Digest
	for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Before(lateInMarch); day = day.AddDate(0, 0, 1) {
		for range aDay {
			at := day.Add(8*time.Hour + time.Duration(r.IntN(12*3600))*time.Second)
			if at.After(lateInMarch) {
				continue
			}
			ms := at.UnixMilli()
			d := &conversation.Digest{ID: fmt.Sprint(len(out)), Source: source, Channel: "chat", Assistant: []model.AssistantID{"store-helper", "order-status", "store-helper"}[r.IntN(3)], Type: model.Premium,
				Start: ms, Engaged: ms, Joined: ms, Replied: ms + 1, Moments: []conversation.Moment{{At: ms, From: session.Customer}, {At: ms + 1, From: session.Bot}}}
			if r.IntN(5) == 0 {
				d.Handed = append(d.Handed, conversation.HandOff{At: ms + 5000, Reason: conversation.ByInteraction})
			}
			out = append(out, d)
		}
	}
	return out
}

func digests(all ...*conversation.Digest) desk.Digests {
	return func(from, to int64) iter.Seq2[*conversation.Digest, error] {
		return func(yield func(*conversation.Digest, error) bool) {
			for _, d := range all {
				if d.Start >= from && d.Start < to && !yield(d, nil) {
					return
				}
			}
		}
	}
}

// atUsage opens the screen on traffic, with what else the workspace says.
func atUsage(t *testing.T, o uitest.Options, more string) *uitest.Driver {
	t.Helper()
	if o.Now.IsZero() {
		o.Now = lateInMarch
	}
	o.YAML = "kind: Workspace\nname: Shop\n" + more + premiumShop
	d := uitest.New(t, o)
	d.Press("8")
	return d
}

const premiumShop = `
---
kind: Assistant
id: store-helper
name: Store helper
type: premium
channel: chat
dialogs:
  - {id: welcome, name: Welcome, interactions: [{sendMessage: {text: "Hello, I am a bot."}}], end: {redirect: {dialog: complete}}}
  - {id: complete, name: Complete Assistant, end: {transfer: {}}}
`

// recounted is what a month comes to, counted apart from the program.
func recounted(all []*conversation.Digest, s meter.System) meter.Usage {
	l := meter.Recount(func(yield func(*conversation.Digest) bool) {
		for _, d := range all {
			if !yield(d) {
				return
			}
		}
	}, meter.Options{Now: lateInMarch.UnixMilli()})
	return l.Current(meter.Terms{System: s, Threshold: 2000})
}

func TestTheFourMetersSideBySide(t *testing.T) {
	all := traffic(40, conversation.Live)
	d := atUsage(t, uitest.Options{Counts: digests(all...)}, "thresholds: {kiq: 2000}\npowers: [memory, polyglot]\n")
	kiq := recounted(all, meter.KIQ)
	if kiq.Used < 500 || kiq.Tally.Pending == 0 {
		t.Fatalf("too little traffic: %+v", kiq.Tally)
	}
	d.Sees("KIQ   own plan", fmt.Sprintf("%s of 2,000", meter.Thousands(kiq.Used)), kiq.Bill.Currency.Format(kiq.Bill.Total)+" so far",
		fmt.Sprintf("%d pending", kiq.Tally.Pending), meter.USD.Format(kiq.Projected.Total), "€8.00 a month besides the plan", "500 at $0.75", "$375.00", "transferred", "Store hel", "order-sta", "March 2026")
	for i, s := range meter.Systems() {
		if i > 0 {
			d.Press("down")
		}
		d.Sees(meter.Thousands(recounted(all, s).Used) + " count")
	}
	d.Press("down", "up")
	d.Sees("triggered", "joined", "resolved", "escalated")
	d.Press("[", "[")
	d.Sees("January 2026", "1,240 count")
	d.Press("[", "]", "]", "]", "]")
	d.Says("this is the present month")
}

func TestDaysAndMonths(t *testing.T) {
	d := atUsage(t, uitest.Options{Counts: digests(traffic(40, conversation.Live)...)}, "")
	d.Sees("Months", "Jan", "Feb", "counted", "projected")
	d.Press("d")
	d.Sees("Days", "SMTWTFSSMTWTFS")
	d.Resize(200, 60)
	d.Sees("Months", "Days")
	d.Press("d")
	d.Says("both are shown")
}

func TestWhatIfShowsTheBillAtOnce(t *testing.T) {
	all := traffic(40, conversation.Live)
	d := atUsage(t, uitest.Options{Counts: digests(all...)}, "")
	kiq := recounted(all, meter.KIQ)
	d.Sees("This month, projected", meter.USD.Format(kiq.Projected.Total))
	d.Press("shift+tab")
	d.Press("enter")
	d.Sees("Conversations a month")
	d.Type("x")
	d.Press("enter")
	d.Sees("write a whole number from 0")
	for range 10 {
		d.Press("backspace")
	}
	d.Type("2480")
	d.Press("enter")
	d.Sees("It would come to", "2,480")
	d.SeesNot("This month, projected")
	d.Press("down", "left")
	d.Sees("(-", "It would come to")
	d.Press("down", "enter")
	d.Type("starter")
	d.Press("enter")
	d.Sees("Kilo Starter", "refused")
	d.Press("backspace")
	d.Sees("This month, projected", "as it is")
}

func TestSlidersAreDragged(t *testing.T) {
	d := atUsage(t, uitest.Options{Counts: digests(traffic(40, conversation.Live)...)}, "")
	x, y, ok := d.Find("●")
	if !ok {
		d.Fail("there is no slider")
	}
	d.Drag(x, y, x+10, y)
	d.Sees("It would come to", "(+")
	d.ClickText("Smartsupp")
	d.Sees("joined")
}

func TestTheThresholdIsSetWithItsEstimate(t *testing.T) {
	d := atUsage(t, uitest.Options{Counts: digests(traffic(4, conversation.Live)...)}, "")
	d.Sees("Threshold of KIQ", "none")
	d.Press("e")
	d.Type("-3")
	d.Press("enter")
	d.Sees("write a whole number")
	d.Press("backspace", "backspace")
	d.Type("4000")
	d.Sees("4,000 cost $2,750.00; you are told at 50, 80 and 100 %")
	d.Press("enter")
	d.Says("Threshold of KIQ: 4,000, $2,750.00 a month")
	d.Sees("of 4,000", "4,000, $2,750.00")
	if n, _ := d.Desk().Workspace().Settings.Thresholds.Get("kiq"); n != 4000 {
		t.Errorf("threshold %d", n)
	}
	d.Press("shift+tab", "down", "down", "down", "right")
	d.Sees("enter sets it", "4,200, $2,880.00")
	d.Press("enter")
	d.Sees("of 4,200")
	d.Press("u", "u")
	d.Sees("none")
	d.Press("e", "enter")
	if len(d.Desk().Workspace().Settings.Thresholds) != 0 {
		t.Error("nothing is no threshold")
	}
}

func TestThePlanIsChosen(t *testing.T) {
	d := atUsage(t, uitest.Options{Counts: digests(traffic(10, conversation.Live)...)}, "---\nkind: Plan\nid: starter\nname: Starter\nmeter: kilo\n")
	d.Press("p")
	d.Type("starter")
	d.Press("enter")
	d.Sees("Kilo   own plan")
	d.Press("2")
	d.Sees("Kilo", "of 300")
}

func TestAllPremiumIsUnpublishedFromHere(t *testing.T) {
	d := atUsage(t, uitest.Options{Counts: digests(traffic(4, conversation.Live)...)}, "")
	d.Press("X")
	d.Sees("Unpublish all Premium assistants", "Store helper", "Their versions stay")
	d.Press("esc")
	if !d.Desk().Published("store-helper") {
		t.Fatal("it asks first")
	}
	d.Press("X", "y")
	d.Says("1 premium assistants are no longer live")
	if d.Desk().Published("store-helper") {
		t.Error("it is still live")
	}
	d.Press("X")
	d.Says("no premium assistant is live")
}

func TestUsageOfNothing(t *testing.T) {
	d := atUsage(t, uitest.Options{}, "")
	d.Sees("No live conversation is kept yet", "L in its preview talks live", "ctrl+k simulates a month of traffic", "KIQ's price", "250,001 and more", "$0.40", "What if", "1,000")
	d.Press("m")
	d.Says("no simulated conversations are kept")
	d.Press("2")
	d.Advance(time.Second)
	d.SeesNot("this month")
}

func TestSimulatedConversationsAreAlwaysMarked(t *testing.T) {
	d := atUsage(t, uitest.Options{Counts: digests(traffic(10, conversation.Simulated)...)}, "thresholds: {kiq: 10}\n")
	d.Sees("No live conversation is kept yet", "m looks at the simulated ones")
	d.Press("m")
	d.Sees("simulated · March 2026", "simulated count", "Simulated by assistant")
	d.Press("2")
	d.Advance(time.Second)
	d.SeesNot("this month", "reached")
}

func TestUsageThatCannotBeCountedIsTold(t *testing.T) {
	broken := func(int64, int64) iter.Seq2[*conversation.Digest, error] {
		return func(yield func(*conversation.Digest, error) bool) { yield(nil, errors.New("a page is lost")) }
	}
	d := atUsage(t, uitest.Options{Counts: broken}, "")
	d.Sees("Not counted: ", "a page is lost")
}

// TestTheStripTellsUsage: after the first frame, and never before it.
func TestTheStripTellsUsage(t *testing.T) {
	all := traffic(40, conversation.Live)
	counted := 0
	counts := func(from, to int64) iter.Seq2[*conversation.Digest, error] {
		counted++
		return digests(all...)(from, to)
	}
	d := uitest.New(t, uitest.Options{Sample: "store-helper", Counts: counts, Now: lateInMarch})
	if counted > 0 {
		t.Error("it counts before the first frame is shown")
	}
	d.SeesNot("this month")
	d.Advance(30 * time.Second)
	kiq := recounted(all, meter.KIQ)
	d.Sees("KIQ  "+meter.Thousands(kiq.Used)+" counted  "+meter.USD.Format(kiq.Bill.Total)+" this month · "+meter.USD.Round(kiq.Projected.Total)+" projected", "check: 0 errors")
	d.Resize(80, 24)
	d.Sees("KIQ  "+meter.Thousands(kiq.Used)+" counted", "check: 0 errors")
	if n := d.Waiting(); n != 0 {
		t.Errorf("%d things wait in an idle program", n)
	}
}

// TestAlertsAreToldOnce: at 50 and 80 %, once a month, also when the program is opened again.
func TestAlertsAreToldOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	all := digests(traffic(40, conversation.Live)...)
	open := func() *uitest.Driver {
		d := uitest.New(t, uitest.Options{File: file, Counts: all, Now: lateInMarch})
		d.Advance(time.Second)
		return d
	}
	d := open()
	d.SeesNot("reached")
	d.Press("8", "e")
	d.Type("700")
	d.Press("enter")
	d.Advance(time.Second)
	d.Says("KIQ: 80 % of 700 conversations reached: 8 shows it")
	d.Press("2")
	d.Advance(time.Minute)
	d.SeesNot("reached: 8")
	d.Sees("KIQ  ", "of 700 !")
	d.Close()
	d = open()
	d.SeesNot("reached: 8")
	d.Sees("of 700 !")
}

func TestUsageFitsEveryWindow(t *testing.T) {
	for name, o := range map[string]uitest.Options{
		"traffic": {Counts: digests(traffic(40, conversation.Live)...)}, "nothing": {}, "plain": {Counts: digests(traffic(3, conversation.Live)...), Look: uitest.PlainLook()},
	} {
		t.Run(name, func(t *testing.T) {
			d := atUsage(t, o, "thresholds: {kiq: 600}\n")
			keys := strings.Fields("tab shift+tab down up d [ ] left right enter esc pgdown pgup k j h l 0 m")
			rapid.Check(t, func(t *rapid.T) {
				d.Press(rapid.SampledFrom(keys).Draw(t, "key"))
				d.Resize(rapid.IntRange(1, 220).Draw(t, "w"), rapid.IntRange(1, 70).Draw(t, "h"))
			})
		})
	}
}
