package meter

import (
	"strconv"
	"strings"
)

// Power is one of LutinGénie's enchantements: a line on its bill.
type Power struct {
	Key   string // as in files
	Name  string
	Price Money // a month, in EUR
}

// Powers lists LutinGénie's enchantements at their published prices.
func Powers() []Power {
	return []Power{{"memory", "Memory", 300}, {"emotion", "Emotion", 500}, {"escalation", "Escalation", 800}, {"polyglot", "Polyglot", 500}}
}

// currency is what a system asks in.
func (s System) currency() Currency {
	if s == LutinGenie {
		return EUR
	}
	return USD
}

// Line is one line of a bill.
type Line struct {
	Label string `json:"label"`
	Total Money  `json:"total"`
}

// Bill is what a period costs.
type Bill struct {
	Conversations int
	Currency      Currency
	Total         Money
	Bands         []Band // KIQ's, those with conversations in them
	Lines         []Line // of the others: the plan, its packs, powers
	// Unpriced says that the price of the plan itself is not told, so that Total is without it.
	Unpriced bool
}

// Invoice is the bill of a period with so many conversations.
func (t Terms) Invoice(p Period, conversations int) Bill {
	b := Bill{Conversations: max(conversations, 0), Currency: t.Currency}
	if b.Currency == "" {
		b.Currency = t.System.currency()
	}
	if t.System == KIQ {
		for _, x := range Bands(conversations) {
			if x.Conversations > 0 {
				b.Bands = append(b.Bands, x)
				b.Total += x.Total
			}
		}
		return b
	}
	price, told := ParseMoney(t.Price)
	b.Unpriced = !told
	if told {
		b.line(name("plan", t.Name), price)
	}
	for _, x := range t.Packs {
		bought, dated := boughtOn(x)
		if price, ok := ParseMoney(x.Price); ok && (!dated || p.Has(bought) || x.Renews && bought < p.After) {
			b.line(name("pack", x.Name), price)
		}
	}
	for _, x := range Powers() {
		for _, on := range t.Powers {
			if on == x.Key {
				b.line(x.Name, x.Price)
				break
			}
		}
	}
	return b
}

func name(kind, name string) string { return strings.TrimSpace(kind + " " + name) }

func (b *Bill) line(label string, price Money) {
	b.Lines = append(b.Lines, Line{label, price})
	b.Total += price
}

// maxAmount is the largest amount that is read: a billion.
const maxAmount = 1_000_000_000

// ParseMoney reads an amount as it is written in a file, such as 49 or 49.90.
// False: it is none.
func ParseMoney(s string) (Money, bool) {
	whole, cents, dotted := strings.Cut(strings.TrimSpace(s), ".")
	units, err := strconv.ParseUint(whole, 10, 63)
	if err != nil || units > maxAmount || dotted && (len(cents) == 0 || len(cents) > 2) {
		return 0, false
	}
	part, err := strconv.ParseUint((cents + "00")[:2], 10, 63)
	if err != nil {
		return 0, false
	}
	return Money(units*100 + part), true
}
