package meter

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"parley/engine/conversation"
)

// world is traffic as it may come: a level, a pattern of the week, days that
// differ by more than chance, and a level that wanders from week to week.
type world struct {
	name   string
	level  float64     // conversations a day
	week   [7]float64  // by weekday
	hours  [24]float64 // by hour
	uneven float64     // how much days differ: 0 is pure chance
	wander float64     // how much the level changes in a week, as a share
	growth float64     // a week, as a share
}

var (
	flat    = [7]float64{1, 1, 1, 1, 1, 1, 1}
	shop    = [7]float64{0.4, 1.3, 1.2, 1.2, 1.1, 1.1, 0.7}
	office  = [7]float64{0, 1.4, 1.4, 1.4, 1.4, 1.4, 0}
	allDay  = [24]float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
	daytime = [24]float64{8: 1, 9: 3, 10: 4, 11: 4, 12: 2, 13: 3, 14: 4, 15: 4, 16: 3, 17: 2, 18: 1}
)

var worlds = []world{
	{name: "steady", level: 40, week: flat, hours: allDay},
	{name: "few", level: 2, week: flat, hours: allDay},
	{name: "a shop", level: 60, week: shop, hours: daytime},
	{name: "an office", level: 30, week: office, hours: daytime},
	{name: "uneven days", level: 60, week: shop, hours: daytime, uneven: 0.3},
	{name: "a wandering level", level: 60, week: shop, hours: daytime, uneven: 0.1, wander: 0.1},
	{name: "growth", level: 50, week: shop, hours: daytime, growth: 0.03},
}

// poisson draws a count by chance alone.
func poisson(r *rand.Rand, mean float64) int {
	if mean > 50 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	n, p := 0, r.Float64()
	for limit := math.Exp(-mean); p > limit; n++ {
		p *= r.Float64()
	}
	return n
}

// draw makes the moments of conversations from a day on.
func (w *world) draw(r *rand.Rand, first Day, days int) []int64 {
	var out []int64
	total := 0.0
	for _, h := range w.hours {
		total += h
	}
	level := w.level
	for d := range days {
		if d%7 == 0 {
			level *= math.Exp(w.wander*r.NormFloat64()-w.wander*w.wander/2) * (1 + w.growth)
		}
		day := level * w.week[(first+Day(d)).Weekday()] * math.Exp(w.uneven*r.NormFloat64()-w.uneven*w.uneven/2)
		for h, share := range w.hours {
			for range poisson(r, day*share/total) {
				out = append(out, (first+Day(d)).Date().UnixMilli()+int64(h)*hour+r.Int64N(hour))
			}
		}
	}
	return out
}

// TestTheRangeHoldsTheTruth forecasts months of made-up traffic from many moments
// and sees how often the range holds what came.
func TestTheRangeHoldsTheTruth(t *testing.T) {
	rounds := 24
	if testing.Short() {
		rounds = 8
	}
	june := Cycle(2026, time.June, 1)
	for _, w := range worlds {
		r := rand.New(rand.NewPCG(80, 7))
		held, asked := 0, 0
		width := 0.0
		for range rounds {
			moments := w.draw(r, june.First-70, 70+june.Days())
			truth := 0
			for _, at := range moments {
				if june.Has(NewCalendar(nil).Day(at)) {
					truth++
				}
			}
			for _, at := range []time.Duration{3*24*time.Hour + 9*time.Hour, 10 * 24 * time.Hour, 17*24*time.Hour + 15*time.Hour, 26*24*time.Hour + 11*time.Hour} {
				now := june.First.Date().Add(at).UnixMilli()
				f := tallied(moments, now).Forecast(Terms{System: Kilo}, june)
				asked++
				if f.Low <= truth && truth <= f.High {
					held++
				}
				if f.Low > f.Expected || f.Expected > f.High {
					t.Fatalf("%s: %d is not between %d and %d", w.name, f.Expected, f.Low, f.High)
				}
				width += float64(f.High-f.Low) / float64(max(truth, 1))
			}
		}
		rate, mean := float64(held)/float64(asked), width/float64(asked)
		t.Logf("%-18s held %.0f %% of %d, on average %.0f %% wide", w.name, rate*100, asked, mean*100)
		if slack := 2 * math.Sqrt(0.8*0.2/float64(rounds)); rate < Rate/100.0-slack { // moments of one month are not independent
			t.Errorf("%s: the range holds %.0f %%, said %d %%", w.name, rate*100, Rate)
		}
		if mean > 0.9 {
			t.Errorf("%s: a range of %.0f %% says nothing", w.name, mean*100)
		}
	}
}

// tallied is the ledger of conversations that count under Kilo at these moments, as of now.
func tallied(moments []int64, now int64) *Ledger {
	return Recount(func(yield func(*conversation.Digest) bool) {
		for _, at := range moments {
			if !yield(&conversation.Digest{Source: conversation.Live, Assistant: "a", Engaged: at}) {
				return
			}
		}
	}, Options{Now: now})
}

func TestForecastOfSteadyTraffic(t *testing.T) {
	var moments []int64
	for d := DayOf(2026, time.January, 1); d < DayOf(2026, time.April, 1); d++ {
		for h := range int64(24) {
			moments = append(moments, d.Date().UnixMilli()+h*hour)
		}
	}
	march := Cycle(2026, time.March, 1)
	l := tallied(moments, ms(time.Date(2026, 3, 11, 11, 59, 59, 0, time.UTC)))
	f := l.Forecast(Terms{System: Kilo}, march)
	if f.Expected != 31*24 || f.Low > 31*24-5 || f.High < 31*24+5 || f.Over {
		t.Errorf("%+v", f)
	}
	if len(f.Daily) != 21 || f.Daily[1] != 24 || f.Daily[0] != 12 {
		t.Errorf("days that are left: %v", f.Daily)
	}
	f = l.Forecast(Terms{System: Kilo, Allowance: 500}, march)
	if f.Expected != 500 || f.High != 500 {
		t.Errorf("Kilo refuses what is beyond the limit: %+v", f)
	}
	f = l.Forecast(Terms{System: Smartsupp, Allowance: 500}, march)
	if f.Reaches != 0 {
		t.Errorf("nothing of Smartsupp's: %+v", f)
	}
	if f = l.Forecast(Terms{System: Kilo}, march.Before(1)); !f.Over || f.Expected != 28*24 || f.Low != f.High || f.Expected != f.Low {
		t.Errorf("a month that is over: %+v", f)
	}
}

func TestForecastTellsWhenTheLimitIsReached(t *testing.T) {
	var moments []int64
	for d := DayOf(2026, time.February, 1); d <= DayOf(2026, time.March, 10); d++ {
		for h := range int64(10) {
			moments = append(moments, d.Date().UnixMilli()+h*hour)
		}
	}
	l := tallied(moments, ms(time.Date(2026, 3, 10, 23, 0, 0, 0, time.UTC)))
	f := l.Forecast(Terms{System: Kilo, Allowance: 145}, Cycle(2026, time.March, 1)) // 100 by the 10th, ten a day
	if got := f.Reaches.String(); got != "2026-03-15" {
		t.Error(got)
	}
}

func TestForecastWithLittlePast(t *testing.T) {
	march := Cycle(2026, time.March, 1)
	now := ms(time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC))
	if f := tallied(nil, now).Forecast(Terms{System: KIQ}, march); f.Expected != 0 || f.Low != 0 || f.High != 0 || f.Method == "" {
		t.Errorf("no traffic: %+v", f)
	}
	var today []int64
	for h := range int64(12) {
		today = append(today, DayOf(2026, time.March, 10).Date().UnixMilli()+h*hour)
	}
	f := tallied(today, now).Forecast(Terms{System: Kilo}, march)
	if f.Expected < 400 || f.Expected > 600 || f.Low < 12 || !strings.Contains(f.Method, "today") { // a day of 24, 22 days
		t.Errorf("only today: %+v", f)
	}
}

// TestPendingIsExpectedToCountAsBefore: of what is pending, the share that came to count before.
func TestPendingIsExpectedToCountAsBefore(t *testing.T) {
	var all []*conversation.Digest
	for i := range 400 {
		d := premium(ms(noon.AddDate(0, 0, -5))+int64(i)*1000, func(d *conversation.Digest) { d.Person.Visitor = "" })
		if i%2 == 0 {
			waits(d.Engaged+1, "textQuestion", "customer.email")(d)
		}
		all = append(all, d)
	}
	for i := range 100 {
		all = append(all, premium(ms(noon)-int64(i)*1000, func(d *conversation.Digest) { d.Person.Visitor = "" }))
	}
	l := Recount(list(all...), Options{Now: ms(noon)})
	march := Cycle(2026, time.March, 1)
	f, sum := l.Forecast(Terms{System: KIQ}, march), l.Sum(KIQ, march)
	if sum.Counted != 200 || sum.Pending != 100 {
		t.Fatal(sum.Counted, sum.Pending)
	}
	over := l.Forecast(Terms{System: KIQ}, Period{march.First, l.Today()}) // as if today were the next month
	if over.Expected != 200 {
		t.Errorf("%+v", over)
	}
	if f.Expected < 250 {
		t.Errorf("%+v", f)
	}
}
