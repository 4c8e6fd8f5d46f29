package meter

import (
	"cmp"
	"iter"
	"slices"

	"parley/engine/conversation"
)

// creation is a conversation as those rules see it that need the order of all:
// whether the customer came back within a day, and what a plan had left.
type creation struct {
	known     [4]string // what tells who the customer is; "" is not known
	id        string
	at        int64
	assistant int32
	state     State // under KIQ, as long as nobody came back
	reasons   set
}

// knownOf is all by which two conversations are found to be of one customer: the
// id, the e-mail, the phone, and the visitor's session. An e-mail that nothing
// has proved is compared too: it identifies nobody, but who gives it twice came back.
func knownOf(p *conversation.Person) [4]string {
	return [4]string{string(p.Customer), p.Email, p.Phone, p.Visitor}
}

// SameCustomer reports whether two conversations are of one customer: the same
// id, e-mail or phone, else the same session.
func SameCustomer(a, b *conversation.Person) bool {
	of := knownOf(b)
	for i, word := range knownOf(a) {
		if word != "" && word == of[i] {
			return true
		}
	}
	return false
}

// settle decides what depends on other conversations, and counts it.
func (c *counter) settle() {
	order := inOrder(c.created)
	findReturns(c.created, order)
	used := map[Day]int{} // of Kilo's plan, by the first day of the cycle
	for _, i := range order {
		x := &c.created[i]
		c.count(KIQ, x.at, x.assistant, x.state, x.reasons.main())
		if c.o.Each != nil {
			c.o.Each(x.id, x.state)
		}
		if c.assistants[x.assistant] == "" {
			c.count(Kilo, x.at, x.assistant, Excluded, NoAssistant)
			continue
		}
		cycle := c.o.Kilo.Period(c.calendar.Day(x.at))
		if c.o.Kilo.Paused(cycle, used[cycle.First]) {
			c.count(Kilo, x.at, x.assistant, Excluded, Refused)
			continue
		}
		used[cycle.First]++
		c.count(Kilo, x.at, x.assistant, Counts, 0)
	}
}

// inOrder are the places of conversations in the order of their creation.
func inOrder(all []creation) []int32 {
	order := make([]int32, len(all))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		a, b := &all[i], &all[j]
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.id, b.id))
	})
	return order
}

// known is one thing that tells who a customer is.
type known struct {
	what int
	word string
}

// findReturns excludes every conversation whose customer began another one in
// the day after it, or at the same moment. They are looked at in the order of
// their creation, so it is enough to remember a customer's last one: who came back
// to an earlier one within the day also came back to that.
func findReturns(all []creation, order []int32) {
	var recent, older map[known]int32 // the last conversation of each, in two spans of a day
	span := int64(-1)
	for _, i := range order {
		x := &all[i]
		switch now := floor(x.at, day); {
		case now == span+1 && recent != nil:
			recent, older, span = map[known]int32{}, recent, now
		case now != span || recent == nil:
			recent, older, span = map[known]int32{}, nil, now
		}
		for what, word := range x.known {
			if word == "" {
				continue
			}
			key := known{what, word}
			before, ok := recent[key]
			if !ok {
				before, ok = older[key]
			}
			recent[key] = i
			if !ok || x.at-all[before].at >= day {
				continue
			}
			all[before].another()
			if all[before].at == x.at {
				x.another()
			}
		}
	}
}

// another excludes a conversation because the customer began another one.
func (x *creation) another() {
	x.state = Excluded
	x.reasons.add(AnotherConversation)
}

// Another is when the customer of a conversation began another one in the day
// after it, the first such moment; 0: they did not. Of the others, those of the
// same source count.
func Another(d *conversation.Digest, others iter.Seq[*conversation.Digest]) int64 {
	first, began := int64(0), Began(d)
	for o := range others {
		at := Began(o)
		if o.ID == d.ID || o.Source != d.Source || at < began || at >= began+day || !SameCustomer(&d.Person, &o.Person) {
			continue
		}
		if first == 0 || at < first {
			first = at
		}
	}
	return first
}
