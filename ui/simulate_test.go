package ui_test

import (
	"testing"
	"time"

	"parley/ui/desk"
	"parley/ui/uitest"
)

// askedToSimulate opens the dialog and writes how many conversations there are to be.
func askedToSimulate(t *testing.T, o uitest.Options, conversations string) *uitest.Driver {
	t.Helper()
	d := uitest.New(t, o)
	d.Press("ctrl+k")
	d.Type("simulate traffic")
	d.Press("enter")
	d.Sees("Simulate traffic", "Conversations", "20000", "2026-02", "Keep them")
	d.Press("down", "enter", "backspace", "backspace", "backspace", "backspace", "backspace")
	d.Type(conversations)
	d.Press("enter")
	return d
}

func keptOf(t *testing.T, d *uitest.Driver) *desk.Counted {
	t.Helper()
	c, err := d.Desk().CountWork(desk.Month{Year: 2026, Month: time.February})()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTrafficIsSimulatedAndShown(t *testing.T) {
	d := askedToSimulate(t, uitest.Options{Sample: "order-status"}, "300")
	d.Press("s")
	d.Sees("Usage and cost", "February 2026", "simulated")
	d.Says("simulated conversations are kept: a forecast, and nothing counts")
	c := keptOf(t, d)
	if c.Simulated == nil || c.Simulated.Conversations() < 300 || c.Live.Conversations() > 0 {
		t.Fatalf("%+v", c)
	}
	usage := desk.Usages(c.Simulated, d.Desk().Workspace(), desk.Month{Year: 2026, Month: time.February})[0]
	if usage.Used == 0 {
		t.Fatal("nothing counts under KIQ")
	}
	d.Sees(usage.Bill.Currency.Format(usage.Bill.Total))
	d.Press("m")
	d.SeesNot(usage.Bill.Currency.Format(usage.Bill.Total))
}

func TestWhatIsNotKeptIsShownAllTheSame(t *testing.T) {
	d := askedToSimulate(t, uitest.Options{Sample: "order-status", Look: uitest.PlainLook()}, "200")
	d.Press("down", "down", "down", "space", "s")
	d.Says("none of them kept")
	d.Sees("Usage and cost", "February 2026", "simulated")
	if c := keptOf(t, d); c.Simulated != nil {
		t.Errorf("%d conversations are kept", c.Simulated.Conversations())
	}
}

func TestAnotherAssistantAndMonthAreSimulated(t *testing.T) {
	d := askedToSimulate(t, uitest.Options{Sample: "order-status", Width: 80, Height: 24}, "40")
	d.Press("up", "enter")
	d.Type("help desk")
	d.Press("enter", "down", "down", "right", "s")
	d.Sees("January 2026")
	c, err := d.Desk().CountWork(desk.Month{Year: 2026, Month: time.January})()
	if err != nil || c.Simulated == nil {
		t.Fatal(c, err)
	}
	usage := desk.Usages(c.Simulated, d.Desk().Workspace(), desk.Month{Year: 2026, Month: time.January})[0]
	all := c.Simulated.Assistants("kiq", usage.Period)
	if len(all) == 0 || all[0].Assistant != "help-desk" {
		t.Errorf("%+v", all)
	}
}

func TestASimulationIsToldAndStopped(t *testing.T) {
	d := askedToSimulate(t, uitest.Options{Sample: "order-status"}, "5000")
	d.Slow()
	d.Press("s")
	d.SeesNot("Simulating")
	d.Advance(beat)
	d.Sees("Simulating…", "0 of 5,000", "esc stop")
	d.Press("esc")
	d.SeesNot("Simulating…")
	d.Finish()
	d.Says("Stopped: 0 simulated conversations are kept")
	if c := keptOf(t, d); c.Simulated != nil {
		t.Errorf("%d conversations are kept", c.Simulated.Conversations())
	}
}

func TestLeavingDoesNotWaitForASimulation(t *testing.T) {
	d := askedToSimulate(t, uitest.Options{Sample: "order-status"}, "5000")
	d.Slow()
	d.Press("s", "q")
	d.Finish()
	if !d.Left() {
		t.Error("the program goes on")
	}
	if c := keptOf(t, d); c.Simulated != nil {
		t.Errorf("%d conversations were played all the same", c.Simulated.Conversations())
	}
}

func TestWhatCannotBeSimulatedIsNotBegun(t *testing.T) {
	d := askedToSimulate(t, uitest.Options{Sample: "order-status"}, "")
	d.Type("0")
	d.Press("s", "esc")
	d.SeesNot("Usage and cost")
	if c := keptOf(t, d); c.Simulated != nil {
		t.Error("something is simulated")
	}
}

func TestTheDialogOfASimulationFitsEverySize(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}, {60, 12}, {40, 8}, {20, 5}, {200, 60}} {
		d := askedToSimulate(t, uitest.Options{Sample: "order-status"}, "10")
		d.Resize(size[0], size[1])
		d.Press("up", "enter", "down", "enter", "tab", "enter")
		d.Resize(120, 40)
		d.Press("esc", "esc")
		d.SeesNot("Simulate traffic")
	}
}
