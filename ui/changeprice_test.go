package ui_test

import (
	"strings"
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/session"
	"parley/ui/desk"
	"parley/ui/uitest"
)

type changePriceJSON struct {
	Month            string
	Replayed, Misfit int
	Was, Will        struct {
		Conversations int
		Total         string
	}
	Difference string
	Changed    []struct {
		ID              string
		Counted, Counts bool
		Was, Will       string
	}
}

// cents is an amount of exact decimal text in cents.
func cents(t *testing.T, text string) meter.Money {
	t.Helper()
	negative := strings.HasPrefix(text, "-")
	m, ok := meter.ParseMoney(strings.TrimPrefix(text, "-"))
	if !ok {
		t.Fatalf("%q is no amount", text)
	}
	if negative {
		return -m
	}
	return m
}

// replayed are the logs with those of an assistant played again on another version
// of it, input by input.
func replayed(t *testing.T, file string, id model.AssistantID, all []*conversation.Log) []*conversation.Log {
	t.Helper()
	d, err := desk.Open(desk.Options{File: file})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	p, err := d.Program(id)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]*conversation.Log, len(all))
	for i, l := range all {
		if out[i] = l; l.Header.Assistant != id {
			continue
		}
		again := &conversation.Log{Header: l.Header}
		again.Header.Type = p.Assistant().Type
		s, events := outside.Open(p, &l.Header.Start, nil)
		for _, turn := range l.Turns {
			events = outside.Step(p, s, turn.Input, events)
		}
		again.Events = outside.Step(p, s, session.Input{At: s.Now().UnixMilli(), Kind: session.Tick}, events)
		out[i] = again
	}
	return out
}

// TestThePriceOfAChange: the month as it was and on the draft are what the raw
// logs come to, and what single conversations differ by adds up.
func TestThePriceOfAChange(t *testing.T) {
	now := time.Date(2026, 4, 2, 11, 30, 0, 0, time.UTC)
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	month := func(all []*conversation.Log) int {
		r := &recount{all: all, zone: paris, now: now, first: time.Date(2026, 3, 1, 0, 0, 0, 0, paris), after: time.Date(2026, 4, 1, 0, 0, 0, 0, paris)}
		return r.count(r.kiq)
	}
	p := playerUntil(now, 1)
	p.settled = true
	file, all := shopFile(t, p, 1500)
	ask := func() (c changePriceJSON) {
		tellsJSON(t, &c, "publish", "helper", "--price", "--db", file, "--now", now.Format(time.RFC3339))
		return c
	}
	same := ask()
	if same.Month != "2026-03" || same.Replayed == 0 || same.Misfit != 0 || len(same.Changed) > 0 || same.Was != same.Will || same.Was.Conversations != month(all) || same.Was.Total != price(month(all)) {
		t.Errorf("on what it was: %+v, counted again %d", same, month(all))
	}
	for name, change := range map[string][2]string{
		"asks for nothing":     {"textQuestion: {text: Your e-mail?, save: customer.email}", "sendMessage: {text: We write to you.}"},
		"a button is gone":     {", {label: Person, dialog: person}", ""},
		"one is lite and free": {"type: premium\nchannel: chat\ndialogs:\n  - id: welcome", "type: lite\nchannel: chat\ndialogs:\n  - id: welcome"},
	} {
		if !strings.Contains(recordings, change[0]) {
			t.Fatalf("%s: %q is not there", name, change[0])
		}
		importShop(t, file, strings.Replace(recordings, change[0], change[1], 1))
		c, again := ask(), replayed(t, file, "helper", all)
		if c.Was != same.Was || c.Will.Conversations != month(again) || c.Will.Total != price(month(again)) {
			t.Errorf("%s: %+v, counted again %d", name, c.Will, month(again))
		}
		sum := meter.Money(0)
		for _, x := range c.Changed {
			sum += cents(t, x.Will) - cents(t, x.Was)
		}
		if difference := cents(t, c.Will.Total) - cents(t, c.Was.Total); len(c.Changed) == 0 || sum != difference || cents(t, c.Difference) != difference {
			t.Errorf("%s: conversations differ by %s, invoices by %s", name, sum.Decimal(), difference.Decimal())
		}
	}
}

// TestThePublishScreenTellsThePriceOfTheChange: once it is known; the note is typed meanwhile.
func TestThePublishScreenTellsThePriceOfTheChange(t *testing.T) {
	now := time.Date(2026, 4, 2, 11, 30, 0, 0, time.UTC)
	p := playerUntil(now, 2)
	p.settled = true
	file, _ := shopFile(t, p, 200)
	d := uitest.New(t, uitest.Options{File: file, Now: now, Sample: "helper"})
	d.Slow()
	d.Press("P")
	d.Sees("Publish the draft", "What last month would have cost on this draft is being found")
	d.Type("first")
	d.Finish()
	d.Sees("first", "March: $", " on this draft, $", " as it was")
	d.Press("enter")
	d.Finish()
	d.Says("Published v1, live now")
}

func TestAMonthWithoutConversationsHasNoPrice(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: premiumShop})
	d.Press("D", "P")
	d.Sees("No live conversation of February to price it on")
}
