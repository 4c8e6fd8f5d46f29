package command

import (
	"fmt"

	"parley/engine/meter"
	"parley/engine/model"
	"parley/ui/desk"
)

// changePriceRow is what last month would have cost on a draft, as JSON.
type changePriceRow struct {
	Assistant  model.AssistantID `json:"assistant"`
	Month      string            `json:"month"`
	Replayed   int               `json:"replayed"` // live conversations of the assistant
	Misfit     int               `json:"misfit"`   // of them, where something the customer did does not fit any more
	Asking     int               `json:"asking"`   // of them, taken as they were: the outside would have to be asked anew
	Was        chargeRow         `json:"was"`
	Will       chargeRow         `json:"will"`
	Difference meter.Money       `json:"difference"`
	Currency   meter.Currency    `json:"currency"`
	Changed    []differenceRow   `json:"changed"` // the conversations whose price differs; they add up to the difference
}

// chargeRow is an invoice.
type chargeRow struct {
	Conversations int         `json:"conversations"` // that count
	Total         meter.Money `json:"total"`
}

type differenceRow struct {
	ID      string      `json:"id"`
	Counted bool        `json:"counted"`
	Counts  bool        `json:"counts"` // on the draft
	Was     meter.Money `json:"was"`
	Will    meter.Money `json:"will"`
}

// changePrice tells what last month would have cost on the draft of an assistant.
func (e *env) changePrice(d *desk.Desk, id model.AssistantID, asJSON bool) error {
	work, err := d.ChangePriceWork(id)
	if err != nil {
		return err
	}
	c, err := work()
	if err != nil {
		return err
	}
	if !asJSON {
		e.showChangePrice(c)
		return nil
	}
	row := changePriceRow{Assistant: c.Assistant, Month: c.Period.String(), Replayed: c.Replayed, Misfit: c.Misfit, Asking: c.Asking,
		Was: chargeRow{c.Counted, c.Was}, Will: chargeRow{c.Counts, c.Will}, Difference: c.Will - c.Was, Currency: meter.USD, Changed: []differenceRow{}}
	for _, x := range c.Conversations {
		if x.Was != x.Will {
			row.Changed = append(row.Changed, differenceRow{x.ID, x.Before, x.After, x.Was, x.Will})
		}
	}
	return e.writeJSON(row)
}

// showChangePrice prints it for reading.
func (e *env) showChangePrice(c *desk.ChangePrice) {
	fmt.Fprintf(e.out, "%s on the draft of %s\n", c.Period, oneLine(string(c.Assistant)))
	line := func(label, format string, args ...any) {
		e.wrapped(fmt.Sprintf("  %-13s", label), fmt.Sprintf(format, args...))
	}
	if c.Replayed == 0 {
		line("replayed", "no live conversation of it: the month stays as it was, %s", meter.USD.Format(c.Was))
		return
	}
	fewer, more := 0, 0
	for _, x := range c.Conversations {
		switch {
		case x.Before && !x.After:
			fewer++
		case x.After && !x.Before:
			more++
		}
	}
	line("as it was", "%s, %s", countOf(c.Counted, "KIQ Conversation"), meter.USD.Format(c.Was))
	line("on the draft", "%s, %s", countOf(c.Counts, "KIQ Conversation"), meter.USD.Format(c.Will))
	line("difference", "%s: %s no longer count, %s count now", meter.USD.Format(c.Will-c.Was), number(fewer), number(more))
	line("replayed", "%s", countOf(c.Replayed, "live conversation"))
	if c.Misfit > 0 {
		line("", "in %s something the customer did does not fit any more, and changed nothing", number(c.Misfit))
	}
	if c.Asking > 0 {
		line("", "%s would have to ask the outside anew, and are taken as they were", number(c.Asking))
	}
}
