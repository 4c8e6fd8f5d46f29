package command

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/check"
	"parley/engine/meter"
	"parley/ui/kit/canvas"
)

func (e *env) priceCommand() *cobra.Command {
	var name string
	var asJSON bool
	c := &cobra.Command{
		Use:     "price N",
		Short:   "What N conversations of a month cost, band by band",
		Long:    "What N conversations of one month cost: KIQ's price by bands, or what another meter's plans come to. It needs no workspace.",
		Example: "  parley price 4000\n  parley price 250 --meter kilo",
		Args:    exact(1, "a number of conversations"),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := meterNamed(name)
			if err != nil {
				return err
			}
			n, err := strconv.Atoi(args[0])
			if err != nil || n < 0 || n > meter.MaxPriced {
				return fmt.Errorf("%q is no number of conversations: write a whole number from 0 to %s, such as 4000", args[0], number(meter.MaxPriced))
			}
			q := meter.QuoteOf(s, n)
			switch {
			case asJSON:
				return e.writeJSON(q)
			case s == meter.KIQ:
				e.bands(q)
			default:
				e.plans(q)
			}
			return nil
		},
	}
	meterFlag(c, &name, string(meter.KIQ))
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON value")
	return c
}

// meterFlag is the flag that names one of the four systems.
func meterFlag(c *cobra.Command, name *string, without string) {
	c.Flags().StringVar(name, "meter", without, "whose way to count: `one of` "+meterWords())
	_ = c.RegisterFlagCompletionFunc("meter", cobra.FixedCompletions(strings.Split(meterWords(), ", "), cobra.ShellCompDirectiveNoFileComp))
}

func meterWords() string {
	var words []string
	for _, s := range meter.Systems() {
		words = append(words, string(s))
	}
	return strings.Join(words, ", ")
}

// meterNamed reads the name of a meter, in whatever case.
func meterNamed(name string) (meter.System, error) {
	s := meter.System(strings.ToLower(strings.TrimSpace(name)))
	if s.Known() {
		return s, nil
	}
	mend := "use one of " + meterWords()
	if near := check.Nearest(string(s), strings.Split(meterWords(), ", ")); near != "" {
		mend = "did you mean " + near + "?"
	}
	return "", fmt.Errorf("--meter %q is no meter: %s", name, mend)
}

// number writes a count with thousands set apart.
func number(n int) string { return meter.Thousands(n) }

// bands prints KIQ's price as a table.
func (e *env) bands(q meter.Quote) {
	fmt.Fprintf(e.out, "%s in a month\n\n", countOf(q.Conversations, "KIQ Conversation"))
	rows := [][]string{{"from", "to", "conversations", "price", "discount", "total"}}
	for _, b := range q.Bands {
		to := number(b.To)
		if b.To == 0 {
			to = "and more"
		}
		rows = append(rows, []string{number(b.From), to, number(b.Conversations), q.Currency.Format(b.Price), b.Discount + " %", q.Currency.Format(b.Total)})
	}
	rows = append(rows, []string{"", "", number(q.Conversations), "", "", q.Currency.Format(q.Total)})
	e.columns(rows)
}

// columns prints rows with every column as wide as its widest cell, to the right.
func (e *env) columns(rows [][]string) {
	widths := columnWidths(rows)
	for _, r := range rows {
		var b strings.Builder
		for i, cell := range r {
			if i > 0 {
				b.WriteString("  ")
			}
			b.WriteString(strings.Repeat(" ", widths[i]-canvas.Width(cell)) + cell)
		}
		fmt.Fprintln(e.out, strings.TrimRight(canvas.TruncateTail(b.String(), e.width, "…"), " "))
	}
}

// plans says what a system that sells plans has for so many conversations.
func (e *env) plans(q meter.Quote) {
	s := q.Meter
	fmt.Fprintf(e.out, "%s in a month under %s: nothing by the conversation\n\n", countOf(q.Conversations, "conversation"), s.Title())
	fits, found := meter.Fitting(s, q.Conversations)
	for _, o := range meter.Offers() {
		if o.System != s {
			continue
		}
		line := fmt.Sprintf("%s conversations", number(o.Allowance))
		if o.Most > 0 {
			line += fmt.Sprintf(", with packages up to %s", number(o.Most))
		}
		if found && o == fits {
			line += ": these fit"
		}
		e.wrapped(fmt.Sprintf("%-12s", o.Name), line)
	}
	if s == meter.LutinGenie {
		for _, p := range meter.Powers() {
			e.wrapped(fmt.Sprintf("%-12s", p.Name), q.Currency.Format(p.Price)+" a month")
		}
		e.wrapped("", "Plans have allowances of their own, and packs add to them.")
		return
	}
	if !found {
		e.wrapped("", "They are more than any plan has: packs add to it.")
	}
	e.wrapped("", "What a plan costs is not published: write it as the plan's price, and parley usage reckons with it.")
}

// countOf is a count of things with thousands set apart.
func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return number(n) + " " + what + "s"
}
