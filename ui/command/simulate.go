package command

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/desk"
	"parley/ui/terminal"
)

// simulateAsked is what simulate is told.
type simulateAsked struct {
	desk.Simulation
	profile, month string
	json           bool
}

func (e *env) simulateCommand() *cobra.Command {
	var o simulateAsked
	c := &cobra.Command{
		Use:   "simulate ASSISTANT",
		Short: "Make up a month's traffic: synthetic customers on the real engine",
		Long: "Synthetic customers talk with an assistant as live ones would: they come at their hours, press and write, leave, come back, rate, and agents answer them. " +
			"What becomes of it is told: statuses, containment, satisfaction, and usage and cost under all four meters.\n\n" +
			"Nothing is sent anywhere: workflows answer with their recorded responses. The same seed, profile and month make the same conversations. " +
			"A profile says what the customers are like; see the README for its fields. With --save the conversations are kept, always marked as simulated: they count in a forecast only (parley usage --simulated), never for a meter.\n\n" +
			"ctrl+c stops it: what was played by then is told, and with --save kept.",
		Example: "  parley simulate store-helper --conversations 20000 --seed 7\n  parley simulate help-desk --profile busy.yaml --month 2026-03 --save",
		Args:    exact(1, "an assistant"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.Assistant = model.AssistantID(args[0])
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.simulate(d, &o) })
		},
	}
	flags := c.Flags()
	flags.IntVar(&o.Conversations, "conversations", 1000, "`how many` conversations")
	flags.StringVar(&o.profile, "profile", "", "a `file` that says what the customers are like")
	flags.Uint64Var(&o.Seed, "seed", 1, "another `number` makes other conversations")
	flags.StringVar(&o.Version, "version", "", "which `version`: draft, live or a number (default live, else draft)")
	flags.StringVar(&o.month, "month", "", "the `month` as YYYY-MM (default: the last one that is over)")
	flags.BoolVar(&o.Save, "save", false, "keep the conversations, as simulated")
	flags.BoolVar(&o.json, "json", false, "one JSON value")
	return c
}

func (e *env) simulate(d *desk.Desk, o *simulateAsked) error {
	var err error
	if o.Month, err = monthNamed(o.month); err != nil {
		return err
	}
	if o.profile != "" {
		if o.Profile, err = desk.ReadProfile(o.profile); err != nil {
			return err
		}
	}
	work := d.SimulateWork(o.Simulation)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	p := e.progress(o.Conversations)
	s, err := work(ctx, p.done)
	p.clear()
	if err != nil && s != nil && s.Kept > 0 {
		return fmt.Errorf("%w: %s of the simulated conversations are kept", err, number(s.Kept))
	}
	if err != nil {
		return err
	}
	if o.json {
		err = e.writeJSON(simulatedRowOf(s, o))
	} else {
		e.showSimulated(s, o)
	}
	if err == nil && s.Stopped() {
		return &terminal.SignalError{Signal: os.Interrupt}
	}
	return err
}

// progress tells on standard error how far something is, where that is a terminal.
type progress struct {
	to   *os.File // nil: nobody looks
	of   int
	told time.Time
}

func (e *env) progress(of int) *progress {
	p := &progress{of: of}
	if f, ok := e.err.(*os.File); ok && !e.plain && os.Getenv("NO_COLOR") == "" && term.IsTerminal(f.Fd()) {
		p.to = f
	}
	return p
}

// progressEvery is how often progress is told.
const progressEvery = 100 * time.Millisecond

func (p *progress) done(n int) {
	if p.to == nil || time.Since(p.told) < progressEvery {
		return
	}
	p.told = time.Now()
	fmt.Fprintf(p.to, "\r\x1b[K%s of %s conversations · ctrl+c stops", number(n), number(max(p.of, n)))
}

func (p *progress) clear() {
	if p.to != nil && !p.told.IsZero() {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}

// simulatedRow is a simulation as JSON.
type simulatedRow struct {
	Assistant     model.AssistantID `json:"assistant"`
	Version       string            `json:"version"`
	Month         string            `json:"month"`
	Seed          uint64            `json:"seed"`
	Conversations int               `json:"conversations"` // with the assistant, those that only opened included
	Opened        int               `json:"opened"`        // chats that nobody took up
	Emails        int               `json:"emails"`        // on top, without the assistant
	figuresRow
	Contained float64    `json:"contained"` // of a hundred conversations, those that no person was needed in
	Usage     []usageRow `json:"usage"`     // of the calendar month
	Kept      int        `json:"kept"`      // conversations and e-mails
	Stopped   bool       `json:"stopped,omitempty"`
}

func simulatedRowOf(s *desk.Simulated, o *simulateAsked) simulatedRow {
	r := simulatedRow{Assistant: s.Assistant.ID, Version: s.Version, Month: s.Month.String(), Seed: o.Seed, Conversations: s.Played - s.Emails, Opened: s.Opened, Emails: s.Emails,
		figuresRow: figuresRowOf(&s.Report.Total), Contained: s.Contained, Usage: []usageRow{}, Kept: s.Kept, Stopped: s.Stopped()}
	for _, u := range s.Usages {
		r.Usage = append(r.Usage, usageRowOf(u, true))
	}
	return r
}

// showSimulated prints what came of a simulation for reading.
func (e *env) showSimulated(s *desk.Simulated, o *simulateAsked) {
	f := &s.Report.Total
	e.wrapped("", strings.Join([]string{oneLine(s.Assistant.Name) + " " + s.Version, s.Month.String(), fmt.Sprintf("seed %d", o.Seed), "simulated: a forecast"}, " · "))
	line := func(label, format string, args ...any) {
		e.wrapped(fmt.Sprintf("  %-13s", label), fmt.Sprintf(format, args...))
	}
	if s.Stopped() {
		line("stopped", "%s of %s conversations were played, e-mails included", number(s.Played), number(s.Planned))
	}
	if s.Played == 0 {
		return
	}
	var statuses []string
	for i, n := range f.Statuses {
		if n > 0 {
			statuses = append(statuses, number(n)+" "+session.Status(i).String())
		}
	}
	line("started", "%s", strings.Join(append([]string{countOf(f.Started, "conversation")}, statuses...), " · "))
	if s.Opened > 0 {
		line("only opened", "%s that nobody took up", countOf(s.Opened, "chat"))
	}
	if s.Emails > 0 {
		line("besides", "%s without the assistant", countOf(s.Emails, "e-mail"))
	}
	line("contained", "%.1f %% needed no person", s.Contained)
	line("satisfaction", "%s", satisfactionOf(f))
	fmt.Fprintln(e.out)
	e.costs(s.Usages)
	fmt.Fprintln(e.out)
	switch {
	case s.Kept > 0 && e.sample != "":
		e.wrapped("", fmt.Sprintf("%s kept in the throwaway copy of the samples, which is gone now.", countOf(s.Kept, "conversation")))
	case s.Kept > 0:
		e.wrapped("", fmt.Sprintf("%s kept, marked as simulated.", countOf(s.Kept, "conversation")))
		e.wrapped("", fmt.Sprintf("parley usage --simulated --month %s counts them.", s.Month))
	case o.Save:
		e.wrapped("", "Nothing is kept.")
	default:
		e.wrapped("", "Nothing was kept: --save keeps them, marked as simulated.")
	}
}

// costs prints what a month comes to under each meter, a line each.
func (e *env) costs(usages []meter.Usage) {
	rows := [][]string{{"", "counted", "not counted", "limit", "cost"}}
	for i := range usages {
		u := &usages[i]
		limit, cost := "none", "not told"
		if u.Limit > 0 {
			limit = number(u.Limit)
		}
		if !u.Bill.Unpriced || u.Bill.Total > 0 {
			cost = u.Bill.Currency.Format(u.Bill.Total)
		}
		rows = append(rows, []string{u.Terms.System.Title(), number(u.Tally.Counted + u.Tally.Pending), number(u.Tally.Out()), limit, cost})
	}
	e.columns(rows)
}
