package meter

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/conversation"
)

// TestDifferencesAddUp: what single conversations gain and lose is what the invoices differ by.
func TestDifferencesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		month := make([]Charged, rapid.IntRange(0, 3000).Draw(t, "conversations"))
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		before, after := 0, 0
		for i := range month {
			month[i] = Charged{ID: string(rune(i)), At: r.Int64N(1000), Before: r.IntN(3) > 0, After: r.IntN(4) > 0}
			if month[i].Before {
				before++
			}
			if month[i].After {
				after++
			}
		}
		was, will := Money(0), Money(0)
		all := Differences(month)
		for _, d := range all {
			was += d.Was
			will += d.Will
			if (d.Was > 0) != d.Before || (d.Will > 0) != d.After {
				t.Fatalf("%+v", d)
			}
		}
		if was != Price(before) || will != Price(after) || len(all) != len(month) {
			t.Fatalf("%s to %s, invoices %s to %s", was.Decimal(), will.Decimal(), Price(before).Decimal(), Price(after).Decimal())
		}
		if !slices.IsSortedFunc(all, func(a, b Difference) int { return int(a.At - b.At) }) {
			t.Fatal("in the order of the month")
		}
	})
}

func TestWhatIf(t *testing.T) {
	var all []*conversation.Digest
	for i := range 100 {
		d := premium(ms(noon.AddDate(0, 0, -5))+int64(i)*60_000, func(d *conversation.Digest) { d.Person.Visitor = "" })
		if i < 40 {
			handed(d.Engaged+1000, conversation.ByInteraction)(d)
		} else if i < 55 {
			waits(d.Engaged+1, "textQuestion", "customer.email")(d)
		}
		all = append(all, d)
	}
	l := Recount(list(all...), Options{Now: ms(noon)})
	b := l.Basis(Cycle(2026, time.March, 1))
	if b.Engaged != 100 || b.Contained != 60 || b.Containment() != 60 || b.Counted != [4]int{45, 100, 100, 100} {
		t.Fatalf("%+v", b)
	}
	for _, c := range []struct {
		s           System
		n           int
		containment float64
		want        int
	}{{KIQ, 100, 60, 45}, {KIQ, 200, 60, 90}, {KIQ, 100, 80, 60}, {KIQ, 100, 0, 0}, {KIQ, 100, 200, 75}, {Kilo, 200, 10, 200}, {LutinGenie, -1, 10, 0}} {
		if got := b.Of(c.s, c.n, c.containment); got != c.want {
			t.Errorf("%s, %d at %.0f %%: %d, want %d", c.s, c.n, c.containment, got, c.want)
		}
	}
	if got := (Basis{}).Of(KIQ, 100, 50); got != 50 {
		t.Errorf("without any past: %d", got)
	}
}
