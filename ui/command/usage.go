package command

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parley/engine/meter"
	"parley/engine/model"
	"parley/ui/desk"
)

func (e *env) usageCommand() *cobra.Command {
	var month, name string
	var simulated, asJSON bool
	c := &cobra.Command{
		Use:   "usage",
		Short: "What was used, what is left and what it costs, under each meter",
		Long: "What the recorded conversations come to under each of the four meters: used, limit, left, what does not count and why, what is pending, cost, and where the month is going.\n\n" +
			"Without --month it is the present month, or for a plan with a billing cycle the present cycle; with it, what starts in that month. " +
			"A conversation that does not count stands under the first of its reasons.",
		Example: "  parley usage --month 2026-03 --meter kiq",
		Args:    exact(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			m, err := monthNamed(month)
			if err != nil {
				return err
			}
			only := meter.System("")
			if name != "" {
				if only, err = meterNamed(name); err != nil {
					return err
				}
			}
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.usage(d, m, only, simulated, asJSON) })
		},
	}
	c.Flags().StringVar(&month, "month", "", "the `month` as YYYY-MM (default: the present one)")
	meterFlag(c, &name, "")
	c.Flags().BoolVar(&simulated, "simulated", false, "a forecast: simulated conversations instead of live ones")
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON value")
	return c
}

// monthNamed reads YYYY-MM; nothing is the present month.
func monthNamed(s string) (desk.Month, error) {
	if s == "" {
		return desk.Month{}, nil
	}
	at, err := time.Parse("2006-01", s)
	if err != nil {
		return desk.Month{}, fmt.Errorf("--month %q is no month: write it like 2026-03", s)
	}
	return desk.Month{Year: at.Year(), Month: at.Month()}, nil
}

func (e *env) usage(d *desk.Desk, m desk.Month, only meter.System, simulated, asJSON bool) error {
	counted, err := d.CountWork(m)()
	if err != nil {
		return err
	}
	if simulated && counted.Simulated == nil {
		return fmt.Errorf("no simulated conversations are kept: parley simulate --save makes some")
	}
	rows := []usageRow{}
	for _, u := range desk.Usages(counted.Of(simulated), d.Workspace(), m) {
		if only == "" || u.Terms.System == only {
			rows = append(rows, usageRowOf(u, simulated))
		}
	}
	if asJSON {
		return e.writeJSON(rows)
	}
	for i := range rows {
		if i > 0 {
			fmt.Fprintln(e.out)
		}
		e.showUsage(&rows[i])
	}
	return nil
}

// usageRow is what a period comes to under one meter.
type usageRow struct {
	Meter     meter.System   `json:"meter"`
	Plan      model.PlanID   `json:"plan,omitempty"`
	Own       bool           `json:"own"` // the workspace's own plan
	Simulated bool           `json:"simulated,omitempty"`
	Period    string         `json:"period"`
	From      string         `json:"from"`
	To        string         `json:"to"` // the last day
	Used      int            `json:"used"`
	Limit     *int           `json:"limit"`     // null: there is none
	Remaining *int           `json:"remaining"` // null where there is no limit
	Counted   int            `json:"counted"`
	Excluded  map[string]int `json:"excluded"` // by the first reason of each
	Pending   int            `json:"pending"`
	Cost      *meter.Money   `json:"cost"` // null: the price of the plan is not told
	Currency  meter.Currency `json:"currency"`
	Projected int            `json:"projected"` // conversations at the end of the period
	Projection
	Bands   []meter.Band `json:"bands,omitempty"`
	Lines   []meter.Line `json:"lines,omitempty"`
	Chatbot *chatbotRow  `json:"chatbot,omitempty"` // Smartsupp's statistics
	Paused  bool         `json:"paused,omitempty"`  // Kilo refuses new conversations

	usage meter.Usage
}

// Projection is where a period is going: the ends of a range that holds what
// comes in Rate of 100 periods.
type Projection struct {
	ProjectedCost *meter.Money `json:"projectedCost"`
	Low           int          `json:"low"`
	High          int          `json:"high"`
	Rate          int          `json:"rate"`
	Method        string       `json:"method"`
}

type chatbotRow struct {
	Triggered int `json:"triggered"`
	Joined    int `json:"joined"`
	Resolved  int `json:"resolved"`
	Escalated int `json:"escalated"`
}

func usageRowOf(u meter.Usage, simulated bool) usageRow {
	r := usageRow{Meter: u.Terms.System, Plan: u.Terms.Plan, Own: u.Terms.Own, Simulated: simulated, Period: u.Period.String(),
		From: u.Period.First.String(), To: (u.Period.After - 1).String(), Used: u.Used, Counted: u.Tally.Counted, Pending: u.Tally.Pending,
		Excluded: map[string]int{}, Currency: u.Bill.Currency, Projected: u.Forecast.Expected, Bands: u.Bill.Bands, Lines: u.Bill.Lines, Paused: u.Paused(),
		Projection: Projection{Low: u.Forecast.Low, High: u.Forecast.High, Rate: u.Forecast.Rate, Method: u.Forecast.Method}, usage: u}
	if u.Limit > 0 {
		left := u.Remaining()
		r.Limit, r.Remaining = &u.Limit, &left
	}
	if !u.Bill.Unpriced || u.Bill.Total > 0 {
		r.Cost, r.ProjectedCost = &u.Bill.Total, &u.Projected.Total
	}
	for _, reason := range meter.Reasons() {
		if n := u.Tally.Because(reason); n > 0 {
			r.Excluded[reason.Key()] = n
		}
	}
	if u.Terms.System == meter.Smartsupp {
		r.Chatbot = &chatbotRow{u.Tally.Triggered, u.Tally.Joined, u.Tally.Resolved, u.Tally.Escalated}
	}
	return r
}

// showUsage prints one meter's period for reading.
func (e *env) showUsage(r *usageRow) {
	u := &r.usage
	head := []string{r.Meter.Title(), r.Period}
	if u.Terms.Name != "" {
		head = append(head, oneLine(u.Terms.Name))
	}
	if r.Own {
		head = append(head, "own plan")
	}
	if r.Simulated {
		head = append(head, "simulated conversations: a forecast")
	}
	fmt.Fprintln(e.out, strings.Join(head, " · "))
	line := func(label, format string, args ...any) {
		e.wrapped(fmt.Sprintf("  %-12s", label), fmt.Sprintf(format, args...))
	}
	if r.Limit != nil {
		line("used", "%s of %s, %s left", number(r.Used), number(*r.Limit), number(*r.Remaining))
	} else {
		line("used", "%s, no limit", number(r.Used))
	}
	if r.Paused {
		line("paused", "new conversations are refused until a pack is bought or the next cycle begins")
	}
	if r.Pending > 0 {
		line("pending", "%s", number(r.Pending))
	}
	label := "not counted"
	for _, reason := range meter.Reasons() {
		if n := u.Tally.Because(reason); n > 0 {
			line(label, "%s  %s", number(n), reason)
			label = ""
		}
	}
	if c := r.Chatbot; c != nil {
		line("chatbot", "triggered %s · joined %s · resolved %s · escalated %s", number(c.Triggered), number(c.Joined), number(c.Resolved), number(c.Escalated))
	}
	e.showCost(r, line)
}

// showCost prints what the period costs and where it is going.
func (e *env) showCost(r *usageRow, line func(label, format string, args ...any)) {
	b, projected := &r.usage.Bill, &r.usage.Projected
	for _, x := range b.Bands {
		line("", "%s at %s  %s", number(x.Conversations), b.Currency.Format(x.Price), b.Currency.Format(x.Total))
	}
	for _, x := range b.Lines {
		line("", "%s  %s", oneLine(x.Label), b.Currency.Format(x.Total))
	}
	switch {
	case r.Cost == nil:
		line("cost", "the price of the plan is not told")
	case b.Unpriced:
		line("cost", "%s, without the plan itself, whose price is not told", b.Currency.Format(b.Total))
	default:
		line("cost", "%s", b.Currency.Format(b.Total))
	}
	f := &r.usage.Forecast
	if f.Over {
		return
	}
	cost, span := "", ""
	if r.Cost != nil && len(b.Bands)+len(projected.Bands) > 0 {
		cost = ", " + b.Currency.Format(projected.Total)
		span = fmt.Sprintf(", %s to %s", b.Currency.Format(r.usage.Low.Total), b.Currency.Format(r.usage.High.Total))
	}
	if f.High == 0 {
		line("projected", "0")
		return
	}
	line("projected", "%s%s; in %d of 100 months %s to %s%s", number(f.Expected), cost, f.Rate, number(f.Low), number(f.High), span)
	line("", "by %s", f.Method)
	if f.Reaches > 0 {
		line("", "the limit is reached about %s", f.Reaches)
	}
}
