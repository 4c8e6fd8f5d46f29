package meter

import "strconv"

// Usage is what a period came to under a system, what is left of it, what it
// costs and where it is going.
type Usage struct {
	Terms     Terms
	Period    Period
	Used      int // what is taken from the limit: the conversations that count
	Limit     int // 0: there is none
	Tally     Tally
	Bill      Bill // of what counts by now
	Forecast  Forecast
	Projected Bill // of what the forecast expects
	Low, High Bill // of the ends of its range
}

// Remaining is what is left of the limit, 0 where there is none.
func (u *Usage) Remaining() int { return max(u.Limit-u.Used, 0) }

// Paused reports whether the system refuses new conversations.
func (u *Usage) Paused() bool { return u.Terms.Paused(u.Period, u.Used) }

// Share is how much of the limit is used, in percent, rounded down.
func (u *Usage) Share() int {
	if u.Limit == 0 {
		return 0
	}
	return u.Used * 100 / u.Limit
}

// Usage is what a period came to under the terms.
func (l *Ledger) Usage(t Terms, p Period) Usage {
	u := Usage{Terms: t, Period: p, Tally: l.Sum(t.System, p)}
	u.Used = u.Tally.Counted
	u.Limit, _ = t.Limit(p, l.spent(t, p))
	u.Bill = t.Invoice(p, u.Used)
	u.Forecast = l.Forecast(t, p)
	u.Projected = t.Invoice(p, u.Forecast.Expected)
	u.Low = t.Invoice(p, u.Forecast.Low)
	u.High = t.Invoice(p, u.Forecast.High)
	return u
}

// Current is the usage of the period that the ledger's day is in.
func (l *Ledger) Current(t Terms) Usage { return l.Usage(t, t.Period(l.today)) }

// Alert is a share of a period's limit that was reached.
type Alert struct {
	System  System
	Period  Period
	Percent int
	Limit   int
	Used    int
	Paused  bool // Kilo takes no new conversations
}

// marks are what a workspace is told of, once each a period: shares in percent of a limit.
func (u *Usage) marks(tell func(limit int, percents ...int)) {
	threshold := u.Terms.Threshold
	if threshold > 0 {
		tell(threshold, 50, 80, 100)
	}
	if u.Limit == 0 || u.Limit == threshold {
		return
	}
	switch u.Terms.System {
	case KIQ:
		tell(u.Limit, 50, 80, 100)
	case LutinGenie, Kilo:
		tell(u.Limit, 80, 100)
	}
}

// Alerts are the shares that were reached, the smallest first: of the threshold
// and of what the plan includes. Only the workspace's own plan alerts.
func (u *Usage) Alerts() []Alert {
	var out []Alert
	u.marks(func(limit int, percents ...int) {
		for _, percent := range percents {
			if u.Terms.Own && u.Used*100 >= percent*limit {
				out = append(out, Alert{System: u.Terms.System, Period: u.Period, Percent: percent, Limit: limit, Used: u.Used, Paused: u.Paused()})
			}
		}
	})
	return out
}

// String is the alert in a line.
func (a Alert) String() string {
	line := a.System.Title() + ": " + strconv.Itoa(a.Percent) + " % of " + Thousands(a.Limit) + " conversations reached"
	switch {
	case a.Paused:
		return line + "; new ones are refused until a pack is bought or the next cycle begins"
	case a.Used > a.Limit:
		return line + ", " + Thousands(a.Used) + " counted"
	}
	return line
}
