package desk_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/engine/simulate"
	"parley/ui/desk"
)

// inMay opens the samples on a day in May.
func inMay(t testing.TB, file string) *desk.Desk {
	t.Helper()
	o := desk.Options{File: file, Fill: desk.WithSamples, Now: func() time.Time { return time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC) }}
	if file == "" {
		o.Sample = desk.SampleNames()[0]
	}
	d, err := desk.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func simulated(t testing.TB, d *desk.Desk, s desk.Simulation) *desk.Simulated {
	t.Helper()
	out, err := d.SimulateWork(s)(context.Background(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestASimulationCountsAsWhatIsKeptOfItDoes(t *testing.T) {
	d := inMay(t, filepath.Join(t.TempDir(), "workspace.db"))
	april := desk.Month{Year: 2026, Month: time.April}
	s := desk.Simulation{Assistant: "order-status", Conversations: 400, Seed: 3}
	dry := simulated(t, d, s)
	if c, err := d.CountWork(april)(); err != nil || c.Simulated != nil {
		t.Fatalf("something is kept unasked: %v", err)
	}
	s.Save = true
	kept := simulated(t, d, s)
	if kept.Month != april || kept.Planned != kept.Played || kept.Kept != kept.Played-kept.Opened || kept.Emails == 0 || dry.Kept != 0 {
		t.Errorf("%+v", kept)
	}
	if n := kept.Report.Total.Started; n != 400-kept.Opened {
		t.Errorf("%d of 400 conversations were started, %d only opened", n, kept.Opened)
	}
	simulated(t, d, s) // the same once more adds nothing
	counted, err := d.CountWork(april)()
	if err != nil {
		t.Fatal(err)
	}
	if n := counted.Live.Conversations(); n != 0 {
		t.Errorf("%d simulated conversations count as live", n)
	}
	want := desk.Usages(counted.Of(true), d.Workspace(), april)
	for _, x := range []*desk.Simulated{dry, kept} {
		if diff := cmp.Diff(want, desk.Usages(x.Counted.Of(true), d.Workspace(), april)); diff != "" {
			t.Errorf("the usage differs from a recount of what is kept:\n%s", diff)
		}
		if diff := cmp.Diff(want, x.Usages); diff != "" {
			t.Errorf("the usage of the calendar month differs:\n%s", diff)
		}
	}
	r, err := d.ReportWork(desk.About{Period: kept.Report.Period, Simulated: true})()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.Report.Total, dry.Report.Total); diff != "" {
		t.Errorf("the report differs from that of what is kept:\n%s", diff)
	}
}

func TestAStoppedSimulationKeepsWhatWasPlayed(t *testing.T) {
	d := inMay(t, filepath.Join(t.TempDir(), "workspace.db"))
	work := d.SimulateWork(desk.Simulation{Assistant: "order-status", Conversations: 2000, Save: true})
	ctx, stop := context.WithCancel(context.Background())
	out, err := work(ctx, func(n int) {
		if n == 150 {
			stop()
		}
	})
	if err != nil || !out.Stopped() || out.Played != 150 || out.Kept != 150-out.Opened {
		t.Fatalf("%+v %v", out, err)
	}
	c, err := d.CountWork(desk.Month{})()
	if err != nil || c.Simulated == nil || c.Simulated.Conversations() != out.Kept {
		t.Errorf("%v %+v", err, c)
	}
}

func TestASimulationThatCannotBeIsRefusedBeforeItBegins(t *testing.T) {
	d := inMay(t, "")
	bad := simulate.Default()
	bad.Leaving.Each = 200
	for want, s := range map[string]desk.Simulation{
		"did you mean order-status?": {Assistant: "order-sttus", Conversations: 1},
		"is no number":               {Assistant: "order-status"},
		"leaving.each":               {Assistant: "order-status", Conversations: 1, Profile: bad},
		"no such version":            {Assistant: "order-status", Conversations: 1, Version: "9"},
	} {
		if _, err := d.SimulateWork(s)(context.Background(), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := desk.ReadProfile(filepath.Join(t.TempDir(), "none.yaml")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func TestAProfileIsReadOverTheUsualOne(t *testing.T) {
	file := filepath.Join(t.TempDir(), "busy.yaml")
	text := "leaving: {each: 30, at: {customer.email: 50}}\nanswers: {pace: 1m, buttons: {My order: 40}}\narrivals: {hours: {9-17: 1}}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := desk.ReadProfile(file)
	if err != nil {
		t.Fatal(err)
	}
	usual := simulate.Default()
	if p.Leaving.Each != 30 || len(p.Arrivals.Hours) != 1 || p.Answers.Pace.Time() != time.Minute || p.Leaving.Closes != usual.Leaving.Closes || p.Agents != usual.Agents {
		t.Errorf("%+v", p)
	}
}

func TestTheReadmeTellsTheUsualProfile(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(readme), "```yaml\narrivals:")
	text, _, found := strings.Cut("arrivals:"+text, "```")
	file := filepath.Join(t.TempDir(), "profile.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil || !found {
		t.Fatal("no profile", err)
	}
	p, err := desk.ReadProfile(file)
	if err != nil {
		t.Fatal(err)
	}
	w := inMay(t, "").Workspace()
	if err := p.Check(w, w.Assistant("store-helper")); err != nil {
		t.Error(err)
	}
	p.Customers.Languages, p.Answers.Buttons, p.Answers.Sentences, p.Answers.Attributes = nil, nil, nil, nil // examples
	if diff := cmp.Diff(simulate.Default(), p); diff != "" {
		t.Errorf("the usual profile is another one:\n%s", diff)
	}
}

// BenchmarkSimulateSave keeps 20,000 conversations in a file.
func BenchmarkSimulateSave(b *testing.B) {
	for b.Loop() {
		d := inMay(b, filepath.Join(b.TempDir(), "workspace.db"))
		if out := simulated(b, d, desk.Simulation{Assistant: "store-helper", Conversations: 20_000, Save: true}); out.Kept < 20_000 {
			b.Fatalf("%d are kept", out.Kept)
		}
	}
}
