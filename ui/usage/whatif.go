package usage

import (
	"math"

	"parley/engine/meter"
	"parley/engine/model"
	"parley/ui/kit/slider"
)

// control is one thing of the "what if" that can be moved.
type control int

// The controls, from the top.
const (
	volume control = iota
	containment
	plan
	threshold
	controls // how many there are
)

// whatIf is a month as it may be, and what it would come to.
type whatIf struct {
	chosen control
	values [controls]float64 // as they are set
	now    [controls]float64 // as they are
	ends   [controls]slider.Track
	basis  meter.Basis
	plans  []meter.Terms // what can be chosen, the one as it is first
	terms  []meter.Terms // as they are, in the order of the meters
	expect []int         // what each meter is expected to count this month, in their order
	period meter.Period
	moved  [2]bool // volume and containment were moved by a person

	rows  [controls]int // the line each control's slider was drawn in
	left  int           // its first cell
	width int
	held  held
}

// held is a slider that the mouse has hold of.
type held struct {
	on bool
	at control
}

// basisDays is how much of the past a "what if" goes out from.
const basisDays = 56

// Where nothing was ever counted, a month is made up to begin with.
const (
	madeUpVolume      = 1000
	madeUpContainment = 60
)

// learn takes over what traffic is like now. What a person has moved stays.
func (x *whatIf) learn(l *meter.Ledger, w *model.Workspace) {
	x.basis = l.Basis(meter.Period{First: l.Today() - basisDays + 1, After: l.Today() + 1})
	x.period = meter.MonthOf(l.Today())
	free := l.Forecast(meter.Terms{System: meter.Kilo}, x.period)
	refused := l.Sum(meter.Kilo, x.period)
	x.now[volume] = float64(free.Expected + refused.Because(meter.Refused))
	x.now[containment] = math.Round(x.basis.Containment())
	if x.basis.Engaged == 0 {
		x.now[volume], x.now[containment] = madeUpVolume, madeUpContainment
	}
	x.ends[volume] = slider.Track{High: nice(3 * max(x.now[volume], 100))}
	x.ends[containment] = slider.Track{High: 100}
	for c := volume; c <= containment; c++ {
		if !x.moved[c] {
			x.values[c] = x.now[c]
		}
	}
	x.learnPlans(w)
	x.expect = nil
	for i := range x.terms {
		t := x.terms[i]
		t.Allowance, t.Packs = 0, nil // what is wanted, not what is left
		x.expect = append(x.expect, l.Forecast(t, x.period).Expected)
	}
	x.expect[len(x.expect)-1] = int(x.now[volume])
}

// learnPlans lists the plans that can be tried: none, those of the workspace, and
// those that are published.
func (x *whatIf) learnPlans(w *model.Workspace) {
	x.terms, x.plans = nil, []meter.Terms{{Name: "as it is"}}
	for _, s := range meter.Systems() {
		x.terms = append(x.terms, meter.TermsOf(w, s))
	}
	known := map[string]bool{}
	for _, p := range w.Plans {
		only := *w
		only.Plans = []*model.Plan{p}
		t := meter.TermsOf(&only, meter.System(p.Meter))
		known[string(t.System)+" "+t.Name] = true
		x.plans = append(x.plans, t)
	}
	for _, o := range meter.Offers() {
		if !known[string(o.System)+" "+o.Name] {
			x.plans = append(x.plans, meter.Terms{System: o.System, Name: o.Name, Allowance: o.Allowance, Most: o.Most})
		}
	}
	x.ends[plan] = slider.Track{High: float64(len(x.plans) - 1)}
	x.values[plan] = min(x.values[plan], x.ends[plan].High)
}

// threshold begins with the threshold of a meter, or near what it is expected to count.
func (x *whatIf) threshold(u *meter.Usage) {
	x.now[threshold] = float64(u.Terms.Threshold)
	x.values[threshold] = x.now[threshold]
	x.ends[threshold] = slider.Track{High: nice(2 * float64(max(u.Forecast.Expected, u.Terms.Threshold, 500)))}
}

// nice is the next round number: 1, 2 or 5 of a power of ten.
func nice(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(max(x, 1))))
	for _, n := range []float64{1, 2, 5, 10} {
		if x <= n*power {
			return n * power
		}
	}
	return x
}

// set gives a control a value.
func (x *whatIf) set(c control, value float64) {
	value = math.Round(min(max(value, x.ends[c].Low), x.ends[c].High))
	x.values[c] = value
	if c <= containment {
		x.moved[c] = value != x.now[c]
	}
}

// move moves the chosen control by steps, or by ones where fine.
func (x *whatIf) move(by int, fine bool) {
	c := x.chosen
	if fine || c == plan {
		x.set(c, x.values[c]+float64(by))
		return
	}
	x.set(c, x.ends[c].Move(x.values[c], by))
}

// reset puts everything back as it is.
func (x *whatIf) reset() {
	x.values, x.moved = x.now, [2]bool{}
}

// press takes hold of the slider in a cell.
func (x *whatIf) press(at, line int) {
	for c := range controls {
		if x.width > 0 && (line == x.rows[c] || line == x.rows[c]-1) {
			x.chosen = c
			if line == x.rows[c] && at >= x.left-1 && at <= x.left+x.width {
				x.held = held{true, c}
				x.drag(at)
			}
		}
	}
}

// drag moves the slider that is held to a cell.
func (x *whatIf) drag(at int) {
	x.set(x.held.at, x.ends[x.held.at].At(at-x.left, x.width))
}

// outcome is what a month would come to under one meter.
type outcome struct {
	terms   meter.Terms
	count   int
	limit   int // 0: none
	refused int // by Kilo
	bill    meter.Bill
}

// outcomes are what the month comes to under each meter, as it is or as it is set.
func (x *whatIf) outcomes(changed bool) []outcome {
	v, terms := x.now, x.terms
	if changed {
		v = x.values
		if tried := x.plans[int(v[plan])]; tried.System.Known() {
			terms = append([]meter.Terms(nil), terms...)
			for i := range terms {
				if terms[i].System == tried.System {
					tried.Powers, tried.Currency = terms[i].Powers, or(tried.Currency, terms[i].Currency)
					terms[i] = tried
				}
			}
		}
	}
	out := make([]outcome, len(terms))
	for i, t := range terms {
		o := outcome{terms: t, count: x.count(i, v)}
		o.limit, _ = t.Limit(x.period, 0)
		if t.System == meter.Kilo && o.limit > 0 {
			o.refused = max(o.count-o.limit, 0)
			o.count -= o.refused
		}
		o.bill = t.Invoice(x.period, o.count)
		out[i] = o
	}
	return out
}

// count is what a meter would count: what is expected of it, changed as the basis says.
func (x *whatIf) count(i int, v [controls]float64) int {
	s := x.terms[i].System
	changed := x.basis.Of(s, int(v[volume]), v[containment])
	if now := x.basis.Of(s, int(x.now[volume]), x.now[containment]); now > 0 && x.basis.Engaged > 0 {
		return int(math.Round(float64(x.expect[i]) * float64(changed) / float64(now)))
	}
	return changed
}

func or(a, b meter.Currency) meter.Currency {
	if a == "" {
		return b
	}
	return a
}

// changed reports whether anything but the threshold was moved.
func (x *whatIf) changed() bool {
	return x.values[volume] != x.now[volume] || x.values[containment] != x.now[containment] || x.values[plan] != 0
}
