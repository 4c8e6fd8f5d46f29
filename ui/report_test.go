package ui_test

import (
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/uitest"
)

// became gives conversations what became of them, in turn: kept, passed on, rated.
func became(all []*conversation.Digest) []*conversation.Digest {
	ways := [][]session.Status{{session.Ended}, {session.Abandoned}, {session.Transferred}, {session.Transferred, session.Missed}, {session.Interrupted}, nil}
	for i, d := range all {
		d.Statuses = []conversation.Change{{At: d.Start, Status: session.Running}}
		d.Handed = nil
		for n, s := range ways[i%len(ways)] {
			d.Status = s
			d.Statuses = append(d.Statuses, conversation.Change{At: d.Start + int64(n) + 10, Status: s})
			if s == session.Transferred {
				d.Handed = append(d.Handed, conversation.HandOff{At: d.Start + 10, Reason: conversation.ByInteraction, Team: []string{"Sales", "CX"}[i%2]})
			}
		}
		if i%3 == 0 {
			d.Rating, d.Scale = 1+i%2, 2
		}
		if i%4 == 0 {
			d.Saved = []session.Attribute{{Path: "conversation.contactReason", Value: model.TextOf("Returns")}}
		}
		d.Version = 1 + i%2
	}
	return all
}

// atReport opens the screen on traffic.
func atReport(t *testing.T, o uitest.Options, more string) *uitest.Driver {
	t.Helper()
	if o.Now.IsZero() {
		o.Now = lateInMarch
	}
	o.YAML = "kind: Workspace\nname: Shop\n" + more + premiumShop
	d := uitest.New(t, o)
	d.Press("7")
	return d
}

// inMarch counts the conversations of March that something holds of.
func inMarch(all []*conversation.Digest, is func(*conversation.Digest) bool) int {
	n := 0
	for _, d := range all {
		if time.UnixMilli(d.Start).UTC().Month() == time.March && is(d) {
			n++
		}
	}
	return n
}

// spaced is the screen's text with single blanks and no frames, for finding a label and its figure.
func spaced(d *uitest.Driver) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if strings.ContainsRune("│╭╮╰╯─", r) {
			return ' '
		}
		return r
	}, d.Screen())), " ")
}

// tells wants labels and figures on the screen, whatever lies between.
func tells(t *testing.T, d *uitest.Driver, parts ...string) {
	t.Helper()
	screen := spaced(d)
	for _, p := range parts {
		if !strings.Contains(screen, p) {
			t.Errorf("%q is missing in\n%s", p, d.Screen())
		}
	}
}

func TestReportOfAMonth(t *testing.T) {
	all := became(traffic(40, conversation.Live))
	d := atReport(t, uitest.Options{Counts: digests(all...)}, "")
	of := func(s session.Status) int {
		return inMarch(all, func(d *conversation.Digest) bool { return d.Status == s })
	}
	started := inMarch(all, func(*conversation.Digest) bool { return true })
	tells(t, d, "Report March 2026", "all assistants", "Started "+meter.Thousands(started),
		"running "+meter.Thousands(of(session.Running)), "ended "+meter.Thousands(of(session.Ended)), "missed "+meter.Thousands(of(session.Missed)),
		"Weekly breakdown", "Weekly KIQ Conversations", "KIQ Conversations by day", "23 Feb", "16 Mar", "transferred", "Store h…")
	d.Sees("Running", "Ended", "Abandoned", "Interrupted", "Transferred", "Missed", fmt.Sprintf("↓ %d", of(session.Missed)),
		fmt.Sprintf("╰─ %d ▸", of(session.Transferred)+of(session.Missed)), fmt.Sprintf("├─ %d ▸", of(session.Interrupted)))
}

func TestGroupings(t *testing.T) {
	all := became(traffic(40, conversation.Live))
	d := atReport(t, uitest.Options{Counts: digests(all...)}, "")
	d.Press("down")
	d.Sees("Started, week by week", "transferred", "interrupted")
	d.Press("w")
	d.Sees("started", "kept", "agents", "of 5")
	d.Press("down")
	tells(t, d, fmt.Sprintf("Store helper %s", meter.Thousands(inMarch(all, func(d *conversation.Digest) bool { return d.Assistant == "store-helper" }))))
	for _, want := range []string{"store-helper v1", "chat", "Returns", "none", "Sales", "none", "rated"} {
		d.Press("down")
		d.Sees(want)
	}
	d.Press("down", "j", "enter", "up", "k", "pgdown", "pgup", "enter", "left", "esc", "k")
	d.Sees("╭ Missed by follow-up channel")
	d.Press("x")
	d.Says("only what you have grouped by yourself")
}

// TestVeryManyGroups: those with most are drawn, and how many more there are is told.
func TestVeryManyGroups(t *testing.T) {
	all := traffic(40, conversation.Live)
	for i, d := range all {
		d.Saved = []session.Attribute{{Path: "customer.email", Value: model.TextOf(fmt.Sprintf("%d@example.com", i))}}
	}
	d := atReport(t, uitest.Options{Counts: digests(all...)}, "")
	d.Press("g")
	d.Type("customer.email")
	d.Press("enter", "pgdown")
	d.Sees("╭ By customer.email", "@example.com")
	d.Times(30, "pgdown")
	tells(t, d, fmt.Sprintf("%s more groups are smaller", meter.Thousands(inMarch(all, func(*conversation.Digest) bool { return true })-200)))
}

// TestGroupingsOfOnesOwnAreKept: also when the program is opened again.
func TestGroupingsOfOnesOwnAreKept(t *testing.T) {
	all := digests(became(traffic(10, conversation.Live))...)
	file := filepath.Join(t.TempDir(), "w.db")
	open := func() *uitest.Driver {
		d := uitest.New(t, uitest.Options{File: file, Counts: all, Now: lateInMarch})
		d.Press("7")
		return d
	}
	d := open()
	d.Press("g")
	d.Sees("in the list: By channel")
	d.Type("customer.vip")
	d.Press("enter")
	d.Sees("▸By customer.vip", "╭ By customer.vip", "none")
	d.Close()
	d = open()
	d.Sees(" By customer.vip")
	d.Times(11, "down")
	d.Sees("╭ By customer.vip")
	d.Press("x")
	d.SeesNot("By customer.vip")
	d.Sees("╭ Satisfaction by assistant")
	d.Close()
	d = open()
	d.SeesNot("By customer.vip")
}

func TestPeriodsAndAssistants(t *testing.T) {
	all := became(traffic(40, conversation.Live))
	d := atReport(t, uitest.Options{Counts: digests(all...)}, "")
	d.Press("]")
	d.Says("nothing comes after it yet")
	d.Press("[")
	tells(t, d, "Report February 2026", "Started 1,120")
	d.Press("[", "]", "]")
	d.Sees("March 2026")
	d.Press("p")
	d.Type("this week")
	d.Press("enter")
	d.Sees("16 Mar to 22 Mar 2026")
	d.Press("[")
	tells(t, d, "9 Mar to 15 Mar 2026", "Started 280")
	d.Press("p")
	d.Type("from")
	d.Press("enter")
	d.Times(30, "backspace")
	d.Type("2026-02-31")
	d.Press("enter")
	d.Sees("is no day: write it like 2026-03-02")
	d.Times(30, "backspace")
	d.Type("2026-01-05 to 2026-01-06")
	d.Sees("5 Jan to 6 Jan 2026: 2 days")
	d.Press("enter")
	tells(t, d, "Started 80")
	d.Press("p")
	d.Type("last month")
	d.Press("enter", "a")
	d.Sees("order-status", "no longer there")
	d.Type("store")
	d.Press("enter")
	tells(t, d, "Report February 2026 Overview")
	d.Sees(" Store helper")
	february := 0
	for _, x := range all {
		if time.UnixMilli(x.Start).UTC().Month() == time.February && x.Assistant == "store-helper" {
			february++
		}
	}
	tells(t, d, fmt.Sprintf("Started %d", february))
}

func TestReportOfNothing(t *testing.T) {
	d := atReport(t, uitest.Options{}, "")
	tells(t, d, "No live conversation was started in March")
	d.Sees("2 Build: L in its preview talks live", "p chooses another period", "Running")
	d.Press("m")
	d.Says("no simulated conversations are kept of this period")
	d.Press("w")
	d.Says("this is the overview")
}

func TestSimulatedReportsAreMarked(t *testing.T) {
	d := atReport(t, uitest.Options{Counts: digests(became(traffic(10, conversation.Simulated))...)}, "")
	d.Sees("No live conversation was started", "m looks at the simulated ones")
	d.Press("m")
	d.Sees(" simulated ", "all assistants", "Weekly breakdown")
	d.Press("p")
	d.Type("from")
	d.Press("enter")
	d.Times(30, "backspace")
	d.Type("2025-01")
	d.Press("enter")
	d.Sees("No simulated conversation was started", "A simulation that is saved makes some.")
	d.Press("m")
	d.Sees("No live conversation was started")
}

func TestAReportThatCannotBeCountedIsTold(t *testing.T) {
	broken := func(int64, int64) iter.Seq2[*conversation.Digest, error] {
		return func(yield func(*conversation.Digest, error) bool) { yield(nil, errors.New("a page is lost")) }
	}
	d := atReport(t, uitest.Options{Counts: broken}, "")
	d.Sees("Not counted: ", "a page is lost")
}

// TestOnlyTheLastQuestionIsAnswered: what was asked before is dropped when it comes.
func TestOnlyTheLastQuestionIsAnswered(t *testing.T) {
	d := atReport(t, uitest.Options{Counts: digests(became(traffic(40, conversation.Live))...)}, "")
	d.Slow()
	d.Press("[", "[")
	d.Sees("March 2026")
	d.Finish()
	tells(t, d, "Report January 2026", "Started 1,240")
}

func TestReportByMouse(t *testing.T) {
	d := atReport(t, uitest.Options{Counts: digests(became(traffic(40, conversation.Live))...)}, "")
	d.ClickText("By channel")
	d.Sees("╭ By channel", "started")
	x, y, ok := d.Find("Overview")
	if !ok {
		d.Fail("there is no list")
	}
	d.Wheel(x, y, 1)
	d.Sees("╭ By contact reason")
	d.ClickText("Overview")
	d.Resize(120, 24)
	d.Sees("Weekly breakdown")
	edge, y, _ := d.Find("╮╭ Overview")
	d.Wheel(edge+5, 10, 3)
	d.SeesNot("Weekly breakdown")
	d.Drag(edge, y+4, edge+10, y+4)
	if now, _, _ := d.Find("╮╭ Overview"); now != edge+10 {
		t.Errorf("the edge is at %d, was at %d", now, edge)
	}
}

// TestReportIsInThePalette: its keys act from there, and it can be gone to.
func TestReportIsInThePalette(t *testing.T) {
	d := uitest.New(t, uitest.Options{Now: lateInMarch})
	d.Press("ctrl+k")
	d.Type("report: what became")
	d.Press("enter")
	d.Sees("No live conversation was started")
	d.Press("ctrl+k")
	d.Type("choose the period")
	d.Press("enter")
	d.Sees("Last month")
	d.Press("esc", "2", "ctrl+k")
	d.Type("report: by intent")
	d.Press("enter")
	d.Sees("▸By intent")
}

func TestReportFitsEveryWindow(t *testing.T) {
	for name, o := range map[string]uitest.Options{
		"traffic": {Counts: digests(became(traffic(40, conversation.Live))...)}, "nothing": {}, "plain": {Counts: digests(became(traffic(3, conversation.Live))...), Look: uitest.PlainLook()},
	} {
		t.Run(name, func(t *testing.T) {
			d := atReport(t, o, "")
			keys := strings.Fields("tab shift+tab down up w [ ] left right enter esc pgdown pgup k j h l m")
			rapid.Check(t, func(t *rapid.T) {
				d.Press(rapid.SampledFrom(keys).Draw(t, "key"))
				d.Resize(rapid.IntRange(1, 220).Draw(t, "w"), rapid.IntRange(1, 70).Draw(t, "h"))
			})
		})
	}
}
