package ui_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"parley/engine/conversation"
	"parley/engine/session"
)

// recount counts again what became of conversations: from their raw logs, one
// after the other, with nothing of the program's digests, meters and reports.
type recount struct {
	all       []*conversation.Log
	zone      *time.Location
	now       time.Time
	first     time.Time // the period, in the zone
	after     time.Time
	assistant string // "" is all
}

// is reports whether something happened that a function knows.
func is(l *conversation.Log, f func(*session.Event) bool) bool {
	return slices.ContainsFunc(l.Events, func(e session.Event) bool { return f(&e) })
}

// live are the conversations that count: live ones in which a customer acted, in the period.
func (r *recount) live() []*conversation.Log {
	var out []*conversation.Log
	for _, l := range r.all {
		at, acted := began(l)
		at = at.In(r.zone)
		if acted && l.Header.Source == conversation.Live && !at.Before(r.first) && at.Before(r.after) && (r.assistant == "" || string(l.Header.Assistant) == r.assistant) {
			out = append(out, l)
		}
	}
	return out
}

// count counts those that something holds of.
func (r *recount) count(holds func(*conversation.Log) bool) int {
	n := 0
	for _, l := range r.live() {
		if holds(l) {
			n++
		}
	}
	return n
}

// triggered counts the chats that opened in the period, taken up or not.
func (r *recount) triggered() int {
	n := 0
	for _, l := range r.all {
		at, acted := began(l)
		if !acted {
			at = l.Header.Start.At.Truncate(time.Hour)
		}
		at = at.In(r.zone)
		if l.Header.Source == conversation.Live && !at.Before(r.first) && at.Before(r.after) && (r.assistant == "" || string(l.Header.Assistant) == r.assistant) {
			n++
		}
	}
	return n
}

// statuses are those a conversation went through.
func statuses(l *conversation.Log) []string {
	var out []string
	for _, e := range l.Events {
		if e.Type == session.Changed {
			out = append(out, e.Status.String())
		}
	}
	return out
}

func status(l *conversation.Log) string { all := statuses(l); return all[len(all)-1] }

// went counts how often conversations went from one status to another.
func (r *recount) went(from, to string) int {
	n := 0
	for _, l := range r.live() {
		all := statuses(l)
		for i := 1; i < len(all); i++ {
			if all[i-1] == from && all[i] == to {
				n++
			}
		}
	}
	return n
}

// rating is a conversation's, out of 5; false where there is none.
func rating(l *conversation.Log) (float64, bool) {
	out, ok := 0.0, false
	for _, e := range l.Events {
		if e.Type == session.Rating {
			out, ok = 1+4*(e.Value.Number()-1)/float64(e.More.Scale-1), true
		}
	}
	return out, ok
}

// satisfaction is the mean rating, as text, and of how many.
func (r *recount) satisfaction() (string, int) {
	sum, n := 0.0, 0
	for _, l := range r.live() {
		if x, ok := rating(l); ok {
			sum += x
			n++
		}
	}
	if n == 0 {
		return "nobody", 0
	}
	return fmt.Sprintf("%.6f", sum/float64(n)), n
}

// joined reports whether the customer took up what the chatbot offers: pressed
// something, answered, or said what was understood.
func joined(l *conversation.Log) bool {
	var offered []string
	for _, e := range l.Events {
		switch {
		case e.Type == session.Intent:
			return true
		case e.Type != session.Message || e.Mark == nil:
		case e.From == session.Bot:
			offered = e.Buttons
		case e.From == session.Customer && (len(offered) == 0 || slices.Contains(offered, e.Text)):
			return true
		case e.From == session.Customer:
			offered = nil
		}
	}
	return false
}

// handed reports whether a person took part because the assistant, or the agent, said so.
func handed(l *conversation.Log) bool {
	return is(l, func(e *session.Event) bool {
		return e.Type == session.HandOver || e.Type == session.Changed && e.Status == session.Interrupted
	})
}

func escalated(l *conversation.Log) bool { return handed(l) || !joined(l) }

func resolved(l *conversation.Log) bool {
	return joined(l) && !handed(l) && !is(l, func(e *session.Event) bool { return e.Type == session.Message && e.From == session.Agent })
}

// saved is the last value of an attribute; "" where it has none.
func saved(l *conversation.Log, path string) string {
	out := ""
	for _, e := range l.Events {
		if e.Type == session.Saved && string(e.Attribute) == path {
			out = e.Value.String()
		}
	}
	return out
}

// waiting is the question that waits for the customer after some events; nil for none.
func waiting(events []session.Event) *session.Event {
	var out *session.Event
	running := true
	for i := range events {
		e := &events[i]
		switch {
		case e.Type == session.Changed:
			if running = e.Status == session.Running; !running && e.Status != session.Abandoned {
				out = nil
			}
		case e.Type == session.Redirect:
			out = nil
		case e.Type != session.Message || e.Mark == nil:
		case e.From == session.Customer:
			out = nil
		case e.From == session.Bot:
			if out = nil; running && e.Mark.Kind.Waits {
				out = e
			}
		}
	}
	return out
}

// selected reports whether, in the article deflection that is under way, an article was chosen.
func selected(events []session.Event) bool {
	var titles []string
	chosen := false
	for _, e := range events {
		if e.Mark == nil || e.Mark.Kind == nil || e.Mark.Kind.Key != "articleDeflection" {
			continue
		}
		switch {
		case e.Type == session.Redirect || e.Type == session.Feedback:
			titles, chosen = nil, false
		case e.Type == session.Message && e.From == session.Customer:
			chosen = chosen || slices.Contains(titles, e.Text)
		case e.More != nil && len(e.More.Articles) > 0:
			titles = nil
			for _, a := range e.More.Articles {
				titles = append(titles, a.Title)
			}
		}
	}
	return chosen
}

// kiq reports whether a conversation counts as a KIQ Conversation by now.
func (r *recount) kiq(l *conversation.Log) bool {
	from, _ := began(l)
	end := from.Add(24 * time.Hour)
	if l.Header.Type != "premium" || r.now.Before(end) || r.cameBack(l, from, end) {
		return false
	}
	var day []session.Event // what happened by the end of it
	asked, answered, abandoned := false, false, -1
	for _, e := range l.Events {
		if !time.UnixMilli(e.At).Before(end) {
			break
		}
		day = append(day, e)
		message := e.Type == session.Message
		answered = answered || asked && message && e.From == session.Bot
		asked = asked || message && e.From == session.Customer
		switch {
		case e.Type == session.HandOver, e.Type == session.Changed && e.Status == session.Interrupted, e.Type == session.Feedback && e.Value.Text() == "negative":
			return false
		case e.Type == session.Changed && e.Status == session.Abandoned && abandoned < 0:
			abandoned = len(day)
		}
	}
	if !answered {
		return false
	}
	left := waiting(day)
	switch {
	case left == nil:
		return true
	case left.Mark.Kind.Key == "articleDeflection":
		return selected(day)
	case left.Mark.Kind.Key == "objectSelector":
		return false
	}
	return !slices.Contains([]string{"customer.email", "customer.phone", "customer.name"}, string(left.Mark.Saves))
}

// cameBack reports whether the same customer began another live conversation in a span of time.
func (r *recount) cameBack(l *conversation.Log, from, end time.Time) bool {
	email := strings.ToLower(saved(l, "customer.email"))
	return slices.ContainsFunc(r.all, func(o *conversation.Log) bool {
		at, acted := began(o)
		same := o.Header.Visitor == l.Header.Visitor || email != "" && strings.ToLower(saved(o, "customer.email")) == email
		return o != l && acted && o.Header.Source == conversation.Live && same && !at.Before(from) && at.Before(end)
	})
}

// stretches counts LutinGénie's conversations that begin in the period: each goes
// on until half an hour passes, or it is closed, and counts once the bot has answered.
func (r *recount) stretches() int {
	n := 0
	for _, l := range r.all {
		if l.Header.Source != conversation.Live {
			continue
		}
		var start, last time.Time // of the one that is open
		counted := false
		for _, e := range l.Events {
			at := time.UnixMilli(e.At).In(r.zone)
			if !start.IsZero() && at.Sub(last) > 30*time.Minute {
				start = time.Time{}
			}
			closes := e.Type == session.Changed && e.Status == session.Ended || e.Type == session.Message && e.From == session.System && e.Why == session.WhyDone
			if closes {
				start = time.Time{}
			}
			if e.Type != session.Message || e.From == session.System {
				continue
			}
			if start.IsZero() && e.From == session.Customer {
				start, counted = at, false
			}
			if last = at; !start.IsZero() && e.From == session.Bot && !counted {
				counted = true
				if !start.Before(r.first) && start.Before(r.after) {
					n++
				}
			}
		}
	}
	return n
}

// price is what so many KIQ Conversations of a month cost, one by one.
func price(n int) string {
	total := new(big.Rat)
	for i := 1; i <= n; i++ {
		cents := int64(75)
		if i > 500 {
			cents = 70
		}
		total.Add(total, big.NewRat(cents, 100))
	}
	return total.FloatString(2)
}

// tally counts conversations by words; one without a word is under "".
func tally(all []*conversation.Log, words func(*conversation.Log) []string) string {
	counts := map[string]int{}
	for _, l := range all {
		found := words(l)
		slices.Sort(found)
		if found = slices.Compact(found); len(found) == 0 {
			found = []string{""}
		}
		for _, w := range found {
			counts[w]++
		}
	}
	return written(counts)
}

// written writes counts, most first.
func written(counts map[string]int) string {
	var keys []string
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	var out []string
	for _, k := range keys {
		out = append(out, fmt.Sprintf("%q %d", k, counts[k]))
	}
	return strings.Join(out, ", ")
}
