package listing_test

import (
	"fmt"
	"testing"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/engine/session"
)

// many are conversations as a busy shop has them: names and addresses of their
// own, a few hundred companies, 700 a day.
func many(n int) *listing.Table {
	first := []string{"Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Radia", "Tim", "Karen", "Leslie", "Ádám", "Zoë"}
	last := []string{"Byron", "Hopper", "Turing", "Liskov", "Knuth", "Perlman", "Lamport", "Nagy", "Berners", "Jones", "Sørensen"}
	personas := []string{"", "", "", "CTO", "Head of Support", "Founder"}
	var b listing.Builder
	for last0 := n; last0 > 0; last0 -= 700 {
		var rows []conversation.Summary
		for i := max(last0-700, 0); i < last0; i++ {
			who, family := first[i*7%len(first)], last[i*13%len(last)]
			start := int64(i) * day / 700
			s := conversation.Summary{ID: id(start, i%60000), Start: start, Last: start + 60_000, Source: conversation.Live, Channel: "chat", Assistant: "shop",
				Version: i % 9, Messages: i % 30, Status: session.Status(i % 6), Done: i%3 == 0, Handed: i%5 == 0,
				Lead: conversation.Lead{Score: i * 31 % 101, Persona: personas[i%len(personas)], Domain: fmt.Sprintf("company%d.example", i*17%400)},
				Name: fmt.Sprint(who, " ", family, " ", i), Email: fmt.Sprintf("%s.%d@company%d.example", who, i, i*17%400)}
			rows = append(rows, s)
		}
		data, err := listing.AppendBlock(nil, rows)
		if err != nil {
			panic(err)
		}
		if err := b.Add(data); err != nil {
			panic(err)
		}
	}
	return b.Table()
}

// typed is somebody typing a name into the filter, a letter at a time.
var typed = []string{"b", "by", "byr", "byro", "byron", "byron 7", "byron 77"}

func benchmarkFilter(b *testing.B, n int) {
	table := many(n)
	b.Run("letter", func(b *testing.B) { // the first letter of a name: most to look through
		for b.Loop() {
			table.Filter(listing.Filter{Text: "b"})
		}
	})
	b.Run("name", func(b *testing.B) {
		for b.Loop() {
			table.Filter(listing.Filter{Text: "grace hop"})
		}
	})
	b.Run("typing", func(b *testing.B) { // the mean of the seven keys, each on what the one before left
		for b.Loop() {
			v := table.Filter(listing.Filter{})
			for _, text := range typed {
				v = v.Refine(listing.Filter{Text: text})
			}
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(typed)), "µs/key")
	})
	b.Run("scores", func(b *testing.B) {
		least, open := 50, false
		for b.Loop() {
			table.Filter(listing.Filter{MinScore: &least, Done: &open, Is: []conversation.Standing{conversation.Active}})
		}
	})
	b.Run("first page", func(b *testing.B) {
		for b.Loop() {
			table.First(listing.Filter{Text: "grace hop"}, 50)
		}
	})
}

func BenchmarkFilter100k(b *testing.B) { benchmarkFilter(b, 100_000) }

func BenchmarkFilterMillion(b *testing.B) { benchmarkFilter(b, 1_000_000) }
