package meter

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// BenchmarkRecount counts 100,000 conversations of two months under all four systems.
func BenchmarkRecount(b *testing.B) {
	r := rand.New(rand.NewPCG(8, 15))
	all := traffic(r.IntN, 100_000, 30_000, 60*24*time.Hour)
	o := Options{Zone: time.UTC, Now: ms(noon.AddDate(0, 2, 0)), Kilo: Terms{System: Kilo, Allowance: 1500}}
	b.ReportAllocs()
	for b.Loop() {
		Recount(slices.Values(all), o)
	}
	b.ReportMetric(float64(len(all))*float64(b.N)/b.Elapsed().Seconds(), "conversations/s")
}

// BenchmarkUsage makes the month of all four systems from a ledger, with forecasts.
func BenchmarkUsage(b *testing.B) {
	r := rand.New(rand.NewPCG(8, 15))
	all := traffic(r.IntN, 20_000, 6_000, 60*24*time.Hour)
	l := Recount(slices.Values(all), Options{Now: ms(noon.AddDate(0, 1, 0))})
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range Systems() {
			l.Current(Terms{System: s, Threshold: 2000})
		}
	}
}
