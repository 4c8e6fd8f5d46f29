package meter

import (
	"cmp"
	"slices"
)

// Charged is a conversation of a month and whether it counts under KIQ: once as it
// was, and once as it would be with something changed.
type Charged struct {
	ID            string
	At            int64 // decides which of the month's conversations it is
	Before, After bool  // it counts
}

// Difference is what one conversation costs before and after a change.
type Difference struct {
	Charged
	Was, Will Money
}

// Differences are what each conversation of a month costs before and after a
// change, in the order of the month. As each is charged in the band it falls
// into, they add up to the difference of the two invoices, to the cent.
func Differences(month []Charged) []Difference {
	out := make([]Difference, len(month))
	for i, c := range month {
		out[i].Charged = c
	}
	slices.SortFunc(out, func(a, b Difference) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	was, will := 0, 0
	for i := range out {
		if out[i].Before {
			was++
			out[i].Was = PriceOf(was)
		}
		if out[i].After {
			will++
			out[i].Will = PriceOf(will)
		}
	}
	return out
}
