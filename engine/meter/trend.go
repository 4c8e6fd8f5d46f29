package meter

import (
	"time"
)

// trend is what the days before today say of those to come. Days are taken as a
// level times the pattern of the week. The level wanders from week to week, and
// may rise or fall: it is followed from the oldest week to the newest, and the
// more it wanders against what chance does within a week, the less old weeks
// count. How sure all of that is makes the range of a forecast.
type trend struct {
	days    int         // of the past that it knows
	pattern [7]float64  // by weekday, 1 on average
	byHour  [24]float64 // share of a day's traffic that has come by the end of each hour
	level   float64     // conversations on an ordinary day now
	slope   float64     // what the level gains a day
	noise   float64     // variance of a day, as a multiple of what is expected of it; 1 is pure chance
	drift   float64     // variance of the level's change in a week
	doubt   float64     // variance of the level, as it is known
	tilt    float64     // variance of the slope, as it is known
	method  string
}

// What a trend takes for granted where it knows little.
const (
	weekly   = 14   // fewer days than this know no pattern of the week
	hourly   = 50   // fewer conversations than this know no pattern of the day
	ordinary = 3.0  // conversations by which each weekday is drawn to the average
	wanders  = 0.02 // share by which a level always may change in a week
)

// learn learns the trend of the days before today, oldest first.
func learn(past []float64, today Day, hours [24]int) *trend {
	m := &trend{days: len(past), noise: 1, byHour: dayPattern(hours), pattern: [7]float64{1, 1, 1, 1, 1, 1, 1}}
	switch {
	case len(past) == 0:
		m.method = "today's pace, as there are no days before"
	case len(past) < weekly:
		m.method = "the daily average so far"
		m.average(past)
	default:
		m.method = "the last 8 weeks: pattern of the week, level and trend, recent weeks counting more"
		m.learnPattern(past, today)
		m.follow(past, today)
	}
	return m
}

// average takes the days as equal.
func (m *trend) average(past []float64) {
	n := float64(len(past))
	for _, x := range past {
		m.level += x / n
	}
	off := 0.0
	for _, x := range past {
		off += (x - m.level) * (x - m.level)
	}
	if m.level > 0 && n > 1 {
		m.noise = max(off/m.level/(n-1), 1)
	}
	m.doubt = m.noise * max(m.level, 1) / n
	m.drift = m.level * m.level * wanders * wanders
}

// learnPattern learns how the days of the week differ.
func (m *trend) learnPattern(past []float64, today Day) {
	var sums, counts [7]float64
	total := 0.0
	for i, n := range past {
		w := weekday(past, i, today)
		sums[w] += n
		counts[w]++
		total += n
	}
	mean := total / float64(len(past))
	if mean == 0 {
		return
	}
	average := 0.0
	for w := range m.pattern {
		m.pattern[w] = (sums[w] + ordinary) / (counts[w]*mean + ordinary)
		average += m.pattern[w] / 7
	}
	for w := range m.pattern {
		m.pattern[w] /= average
	}
}

// weekday is the weekday of the ith of the days before today.
func weekday(past []float64, i int, today Day) time.Weekday {
	return (today - Day(len(past)-i)).Weekday()
}

// follow learns level and slope from whole weeks, the newest ending yesterday.
func (m *trend) follow(past []float64, today Day) {
	weeks := len(past) / 7
	past = past[len(past)-7*weeks:]
	levels := make([]float64, weeks)
	mean, off := 0.0, 0.0
	for k := range levels {
		for _, n := range past[7*k : 7*k+7] {
			levels[k] += n / 7
		}
		mean += levels[k] / float64(weeks)
		for i := 7 * k; i < 7*k+7; i++ {
			if fit := levels[k] * m.pattern[weekday(past, i, today)]; fit > 0 {
				off += (past[i] - fit) * (past[i] - fit) / fit
			}
		}
	}
	m.noise = max(off/float64(6*weeks-6), 1)
	chance := m.noise * max(mean, 1) / 7 // variance of a week's level by chance
	changes := 0.0
	for k := 1; k < weeks; k++ {
		changes += (levels[k] - levels[k-1]) * (levels[k] - levels[k-1])
	}
	m.drift = max(changes/float64(weeks-1)-2*chance, mean*mean*wanders*wanders)
	m.incline(levels, mean, chance)
	m.smooth(levels, chance)
}

// incline learns the slope and takes it out of the levels. It is believed as far
// as it stands out from what chance and wandering make of nothing.
func (m *trend) incline(levels []float64, mean, chance float64) {
	n := float64(len(levels))
	rise, spread := 0.0, (n*n*n-n)/12
	for k, x := range levels {
		rise += (float64(k) - (n-1)/2) * (x - mean)
	}
	rise /= spread
	off := 0.0
	for k, x := range levels {
		fit := mean + rise*(float64(k)-(n-1)/2)
		off += (x - fit) * (x - fit)
	}
	variance := max(off/max(n-2, 1), chance)/spread + 1.2*m.drift/n
	belief := max(0, 1-variance/max(rise*rise, 1e-12))
	rise *= belief
	for k := range levels {
		levels[k] += rise * (n - 1 - float64(k))
	}
	m.slope, m.tilt = rise/7, belief*variance/49
}

// smooth follows the level from week to week.
func (m *trend) smooth(levels []float64, chance float64) {
	m.level, m.doubt = levels[0], chance
	for _, x := range levels[1:] {
		m.doubt += m.drift
		trust := m.doubt / (m.doubt + chance)
		m.level += trust * (x - m.level)
		m.doubt *= 1 - trust
	}
}

// rest is what is expected of each day that is left of a period, today's rest
// first, and the variance of their sum.
func (m *trend) rest(l *Ledger, s System, p Period) (days []float64, variance float64) {
	first := max(p.First, l.today)
	left := m.left(l.gone)
	level := m.level
	if m.days == 0 { // today's pace
		today := l.Sum(s, Period{l.today, l.today + 1})
		so := float64(today.Counted + today.Pending + today.Excluded[Refused])
		if so == 0 {
			m.method = "nothing, as nothing was counted yet"
			return make([]float64, max(int(p.After-first), 0)), 0
		}
		gone := max(1-left, 1.0/24)
		level, m.doubt = so/gone, so/(gone*gone)
	}
	worth, lever, sum := 0.0, 0.0, 0.0
	for d := first; d < p.After; d++ {
		share, ahead := m.pattern[d.Weekday()], float64(d-l.today)+4 // a week's level is that of its middle
		if d == l.today {
			share *= left
		}
		x := max(level+m.slope*ahead, 0) * share
		worth += share
		lever += share * ahead
		sum += x
		days = append(days, x)
	}
	return days, m.noise*sum + worth*worth*(m.doubt+m.drift*(0.5+worth/21)) + lever*lever*m.tilt
}

// left is the share of a day's traffic that comes after a share of its hours.
func (m *trend) left(gone float64) float64 {
	at := gone * 24
	h := min(int(at), 23)
	before := 0.0
	if h > 0 {
		before = m.byHour[h-1]
	}
	return 1 - before - (m.byHour[h]-before)*(at-float64(h))
}

// dayPattern is the share of traffic that has come by the end of each hour.
func dayPattern(hours [24]int) [24]float64 {
	total := 0
	for _, n := range hours {
		total += n
	}
	var out [24]float64
	sum := 0.0
	for h, n := range hours {
		if total < hourly {
			n = 1
		}
		sum += float64(n)
		out[h] = sum
	}
	for h := range out {
		out[h] /= sum
	}
	return out
}

// quantile80 is how many standard deviations hold 80 of 100 outcomes.
const quantile80 = 1.2816

// quantile is wider where few weeks are known: Student's, to the second order.
func (m *trend) quantile() float64 {
	const z = quantile80
	free := max(float64(m.days)/7, 1)
	return z * (1 + (z*z+1)/(4*free) + (5*z*z*z*z+16*z*z+3)/(96*free*free))
}
