package article

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
)

// questions are of the length that customers write.
var questions = []string{"how do I return my shoes", "delivery w12 w300", "refund not recieved for order w25", "gift crad balance w7777", "where can I find the invoice for my last payment"}

func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := New(corpus(n, rand.New(rand.NewPCG(1, 1))))
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				x.Search(Query{Text: questions[i%len(questions)], Filter: Filter{Language: "en", ShownOnly: true}})
				i++
			}
		})
	}
}

func BenchmarkIndex(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		w := corpus(n, rand.New(rand.NewPCG(1, 1)))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var before, after runtime.MemStats
			var x *Index
			for b.Loop() {
				x = nil
				runtime.GC()
				runtime.ReadMemStats(&before)
				x = New(w)
				runtime.GC()
				runtime.ReadMemStats(&after)
			}
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(n), "B/article")
			runtime.KeepAlive(x)
		})
		b.Run(fmt.Sprintf("edit%d", n), func(b *testing.B) {
			x := New(w)
			r := rand.New(rand.NewPCG(2, 2))
			for b.Loop() {
				next := *w
				next.Articles = append(w.Articles[:0:0], w.Articles...)
				i := r.IntN(n)
				a := *next.Articles[i]
				a.Body += " another word"
				next.Articles[i] = &a
				x.Update(&next)
			}
		})
	}
}
