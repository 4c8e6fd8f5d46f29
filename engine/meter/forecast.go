package meter

import (
	"math"
)

// Forecast is where a period is going, from the traffic so far.
type Forecast struct {
	Expected  int
	Low, High int     // the range that holds the truth in Rate of 100 periods
	Rate      int     // in percent
	Method    string  // how it was made, for a person
	Over      bool    // the period has ended: nothing is left to guess
	Reaches   Day     // when the limit is expected to be reached; 0: not in this period
	Daily     []int32 // expected for each day that is left, today's rest first
}

// Rate is how often the range of a forecast holds what comes, in percent.
const Rate = 80

// pastDays is how much of the past a forecast looks at.
const pastDays = 56

// Forecast is where a period of the terms' system is going, by the eight weeks
// before today; see [trend].
func (l *Ledger) Forecast(t Terms, p Period) Forecast {
	f := Forecast{Rate: Rate}
	sum := l.Sum(t.System, p)
	limit, limited := t.Limit(p, l.spent(t, p))
	f.Expected, f.Low, f.High = sum.Counted, sum.Counted, sum.Counted
	if p.After <= l.today {
		f.Over, f.Method = sum.Pending == 0, "the period is over"
	}
	keep := l.keeps(t.System)
	expected := float64(sum.Counted) + keep*float64(sum.Pending)
	variance := keep * (1 - keep) * float64(sum.Pending)
	if p.After > l.today {
		m := learn(l.past(t.System, keep), l.today, l.hours[t.System.index()])
		rest, spread := m.rest(l, t.System, p)
		f.Method = m.method
		for i, x := range rest {
			if limited && f.Reaches == 0 && expected+x >= float64(limit) && expected < float64(limit) {
				f.Reaches = max(p.First, l.today) + Day(i)
			}
			expected += x
			f.Daily = append(f.Daily, int32(math.Round(x)))
		}
		variance += spread
		f.bounds(expected, variance, m.quantile(), sum)
	} else {
		f.bounds(expected, variance, quantile80, sum)
	}
	if t.System == Kilo && limited { // what is more is refused
		f.Expected, f.Low, f.High = min(f.Expected, limit), min(f.Low, limit), min(f.High, limit)
	}
	return f
}

// bounds makes whole numbers of what is expected: never fewer than have been counted.
func (f *Forecast) bounds(expected, variance, quantile float64, sum Tally) {
	reach := quantile * math.Sqrt(variance)
	f.Expected = int(math.Round(expected))
	f.Low = max(int(math.Floor(expected-reach)), sum.Counted)
	f.High = max(int(math.Ceil(expected+reach)), f.Expected)
}

// late are the reasons that come up after a conversation was pending for a while.
var late = [...]Reason{NoBackAndForth, AnotherConversation, NoArticleSelected, AbandonedDeflection, AbandonedAttribute, AbandonedObjects, Cancelled}

// keeps is the share of pending conversations that comes to count in the end.
func (l *Ledger) keeps(s System) float64 {
	sum := l.Sum(s, Period{l.today - pastDays, l.today + 1})
	lost := 0
	for _, r := range late {
		lost += sum.Excluded[r]
	}
	return (float64(sum.Counted) + 1) / (float64(sum.Counted+lost) + 1)
}

// past is what each day before today came to, oldest first, from the first day of traffic.
func (l *Ledger) past(s System, keep float64) []float64 {
	rows := l.rows[s.index()]
	if len(rows) == 0 {
		return nil
	}
	days := l.Days(s, Period{max(l.today-pastDays, rows[0].Day), l.today})
	out := make([]float64, len(days))
	for i := range days {
		out[i] = float64(days[i].Counted+days[i].Excluded[Refused]) + keep*float64(days[i].Pending)
	}
	return out
}
