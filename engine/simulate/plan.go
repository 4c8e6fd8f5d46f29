package simulate

import (
	"cmp"
	"slices"
	"time"

	"parley/engine/schedule"
)

// visit is one conversation that is going to be.
type visit struct {
	at       int64 // Unix milliseconds
	customer uint32
	number   uint16 // of the customer's, from 0
	mail     bool   // an e-mail, without the assistant
}

// The bounds of when a customer is back or writes an e-mail.
const (
	soonest   = 30 * time.Minute
	withinDay = 23 * time.Hour
	latest    = 30 * 24 * time.Hour
)

// plan finds when conversations begin, the first first: as many as are wanted in
// the period, and the e-mails that come with them.
func (t *Traffic) plan() []visit {
	c := newCalendar(&t.o)
	out := make([]visit, 0, t.o.Conversations+t.o.Conversations*t.o.Profile.Returns.Email/100)
	for customer, made := uint32(0), 0; made < t.o.Conversations; customer++ {
		d := roll(t.o.Seed, visitThrows, uint64(customer))
		at := c.arrival(&d)
		for n := uint16(0); made < t.o.Conversations && at.Before(t.o.To); n++ {
			out = append(out, visit{at: c.inTime(at).UnixMilli(), customer: customer, number: n})
			made++
			if mail := at.Add(d.between(soonest, withinDay)); d.percent(t.o.Profile.Returns.Email) && mail.Before(t.o.To) {
				out = append(out, visit{at: mail.UnixMilli(), customer: customer, number: n, mail: true})
			}
			var back bool
			if at, back = c.back(&d, at); !back {
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b visit) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.customer, b.customer), cmp.Compare(a.number, b.number))
	})
	return out
}

// calendar is the days and hours at which customers come.
type calendar struct {
	o     *Options
	days  wheel[time.Time] // midnights
	hours wheel[int]
}

func newCalendar(o *Options) *calendar {
	c := &calendar{o: o}
	byDay := [7]int{1, 1, 1, 1, 1, 1, 1}
	if m := o.Profile.Arrivals.Weekdays; len(m) > 0 {
		for i, word := range schedule.Weekdays() {
			byDay[i], _ = m.Get(word)
		}
	}
	for day := o.From; day.Before(o.To); day = day.AddDate(0, 0, 1) {
		c.days.add(day, byDay[day.Weekday()])
	}
	if c.days.total() == 0 { // none of the weekdays is in the period
		c.days.add(o.From, 1)
	}
	byHour := [24]int{}
	for _, e := range o.Profile.Arrivals.Hours {
		first, last, _ := hoursOf(e.Key)
		for h := first; h <= last; h++ {
			byHour[h] = e.Value
		}
	}
	for h, weight := range byHour {
		if len(o.Profile.Arrivals.Hours) == 0 {
			weight = 1
		}
		c.hours.add(h, weight)
	}
	return c
}

// inTime is the moment, or one a little earlier where the first answer would fall
// behind the end of the period: conversations belong to the month of their answers.
func (c *calendar) inTime(at time.Time) time.Time {
	slack := min(longest*c.o.Profile.Answers.Pace.Time(), time.Hour)
	if at.Before(c.o.To.Add(-slack)) {
		return at
	}
	return at.Add(-slack)
}

// arrival is when somebody comes for the first time.
func (c *calendar) arrival(d *dice) time.Time { return c.on(c.days.turn(d), d) }

// on is a moment of a day.
func (c *calendar) on(day time.Time, d *dice) time.Time {
	y, m, n := day.Date()
	return time.Date(y, m, n, c.hours.turn(d), 0, 0, d.below(3_600_000)*1_000_000, c.o.Zone)
}

// back is when a customer comes again; false where they do not.
func (c *calendar) back(d *dice, after time.Time) (time.Time, bool) {
	p := c.o.Profile.Returns
	switch n := d.below(100); {
	case n < p.Soon:
		return after.Add(d.between(soonest, withinDay)).Truncate(time.Millisecond), true
	case n < p.Soon+p.Later:
		day := after.AddDate(0, 0, 2).Add(d.between(0, latest-48*time.Hour))
		return c.on(day, d), true
	}
	return time.Time{}, false
}
