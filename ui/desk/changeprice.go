package desk

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/replay"
	"parley/engine/session"
	"parley/store/conversations"
)

// ChangePrice is what last month came to under KIQ, and what it would have come to
// had customers talked with the draft of an assistant instead.
type ChangePrice struct {
	Assistant model.AssistantID
	Period    meter.Period
	Replayed  int // live conversations of the assistant in the month
	Misfit    int // of them, those in which something the customer did does not fit any more
	Asking    int // of them, those that would have to ask the outside anew: they are taken as they were
	// Conversations are all live ones of the month, in its order. What each costs
	// more or less adds up to what the invoices differ by.
	Conversations []meter.Difference
	Counted       int // KIQ Conversations as it was
	Counts        int // on the draft
	Was, Will     meter.Money
}

// String is the price in a line.
func (c *ChangePrice) String() string {
	month := c.Period.First.Date().Format("January")
	if c.Replayed == 0 {
		return "No live conversation of " + month + " to price it on"
	}
	return fmt.Sprintf("%s: %s on this draft, %s as it was", month, meter.USD.Format(c.Will), meter.USD.Format(c.Was))
}

// ChangePriceWork finds, apart from the desk, what last month would have cost on
// the draft of an assistant: the function returned may run in any goroutine. Every
// live conversation with it is played again, which sends nothing anywhere.
func (d *Desk) ChangePriceWork(id model.AssistantID) (func() (*ChangePrice, error), error) {
	program, err := d.Program(id)
	if err != nil {
		return nil, err
	}
	zone, now, digests, st := Zone(d.draft), d.now().UnixMilli(), d.Digests(), d.store.Conversations()
	last := meter.MonthOf(meter.MonthOf(d.Today()).First - 1)
	return func() (*ChangePrice, error) {
		x := repricing{reporting: newReporting(digests, last, zone, now), program: program, kept: st, now: now, calendar: meter.NewCalendar(zone),
			out: ChangePrice{Assistant: program.Assistant().ID, Period: last}, replayed: map[string]*conversation.Digest{}}
		x.price(meter.Options{Zone: zone, Now: now})
		return &x.out, unusable(x.err)
	}, nil
}

// repricing finds what a month would have cost.
type repricing struct {
	reporting
	program  *session.Program
	kept     *conversations.Store
	now      int64
	calendar *meter.Calendar
	replayed map[string]*conversation.Digest // what the assistant's conversations come to on the draft
	month    []meter.Charged
	out      ChangePrice
}

// price judges all conversations as they were, then with the assistant's played
// again: whether one counts depends on others.
func (x *repricing) price(o meter.Options) {
	counted := x.counted(o)
	var ids []string
	for d := range x.seen(func(*conversation.Digest) {}) {
		began := meter.Began(d)
		if d.Source != conversation.Live || began == 0 || x.calendar.Day(began) < x.out.Period.First {
			continue
		}
		if x.inMonth(d) {
			x.month = append(x.month, meter.Charged{ID: d.ID, At: began, Before: counted[d.ID]})
		}
		if d.Assistant == x.out.Assistant {
			ids = append(ids, d.ID)
		}
	}
	x.again(ids)
	plain := x.digests
	x.digests = func(from, to int64) iter.Seq2[*conversation.Digest, error] {
		return func(yield func(*conversation.Digest, error) bool) {
			for d, err := range plain(from, to) {
				if err == nil && x.replayed[d.ID] != nil {
					d = x.replayed[d.ID]
				}
				if !yield(d, err) {
					return
				}
			}
		}
	}
	counts := x.counted(o)
	for i := range x.month {
		c := &x.month[i]
		later := x.replayed[c.ID]
		c.After = counts[c.ID] && (later == nil || x.inMonth(later))
	}
	x.sum()
}

// inMonth reports whether a conversation belongs to the month.
func (x *repricing) inMonth(d *conversation.Digest) bool {
	began := meter.Began(d)
	return began != 0 && began <= x.now && x.out.Period.Has(x.calendar.Day(began))
}

// again plays conversations of the assistant on the draft.
func (x *repricing) again(ids []string) {
	for kept, err := range x.kept.Logs(context.Background(), slices.Values(ids)) {
		if x.err != nil {
			return
		}
		var l *conversation.Log
		if err == nil {
			l, err = conversation.ReadLog(kept.Chunks...)
		}
		if err != nil {
			x.err = fmt.Errorf("play %s again: %w", kept.ID, err)
			return
		}
		x.replay(l)
	}
}

// replay plays one of them.
func (x *repricing) replay(l *conversation.Log) {
	was := conversation.DigestOf(&l.Header, l.Events)
	r := replay.Play(x.program, l, min(x.now, was.Start+replayed.Milliseconds()))
	if x.inMonth(&was) {
		x.out.Replayed++
		if r.Misfit {
			x.out.Misfit++
		}
		if r.Asks != nil {
			x.out.Asking++
		}
	}
	if r.Asks != nil {
		return
	}
	h := l.Header
	h.Type = x.program.Assistant().Type
	will := conversation.DigestOf(&h, r.Events)
	x.replayed[h.ID] = &will
}

// replayed is how long a conversation goes on at most when it is played again:
// longer than anything is watched that decides whether it counts.
const replayed = before + watched

// sum adds up what the month comes to.
func (x *repricing) sum() {
	x.out.Conversations = meter.Differences(x.month)
	for i := range x.out.Conversations {
		c := &x.out.Conversations[i]
		x.out.Was += c.Was
		x.out.Will += c.Will
		if c.Before {
			x.out.Counted++
		}
		if c.After {
			x.out.Counts++
		}
	}
}
