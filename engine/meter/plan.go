package meter

import (
	"slices"
	"strings"
	"time"

	"parley/engine/model"
)

// Terms are what holds between a workspace and a system: the plan, its packs, and
// the number of conversations a month that the workspace wants to be told at.
type Terms struct {
	System     System
	Plan       model.PlanID // "" where the workspace has no plan of the system
	Name       string
	Own        bool // it is the workspace's own plan, which drives alerts and limits
	Allowance  int  // conversations a cycle; 0: none is named
	Most       int  // that allowance and packs can come to; 0: no bound
	Packs      []model.Pack
	CycleStart int // day of the month; 0 is the first
	Threshold  int // conversations a month; 0: none is set
	Powers     []string
	Price      string   // of the plan a month, as it is written; "" is not told
	Currency   Currency // of all prices
}

// Offer is a plan as a system sells it.
type Offer struct {
	System    System
	Name      string
	Allowance int // conversations a cycle
	Most      int // with packages; 0: no bound
}

// Offers lists the plans that the systems publish, the smaller first. KIQ has no
// plans: it is paid by the conversation. LutinGénie publishes no allowances.
func Offers() []Offer {
	return []Offer{
		{Smartsupp, "Standard", 100, 500},
		{Smartsupp, "PRO", 500, 10_000},
		{Kilo, "Free trial", 100, 0},
		{Kilo, "Starter", 300, 0},
		{Kilo, "Growth", 1_500, 0},
	}
}

// offer is the published plan that a plan of the workspace is, by its name or id.
func offer(s System, p *model.Plan) (Offer, bool) {
	for _, o := range Offers() {
		if o.System == s && (strings.EqualFold(o.Name, strings.TrimSpace(p.Name)) || strings.EqualFold(strings.ReplaceAll(o.Name, " ", "-"), string(p.ID))) {
			return o, true
		}
	}
	return Offer{}, false
}

// Fitting is the smallest published plan that so many conversations a month fit
// into, with packages where there are any; false where none is large enough.
func Fitting(s System, conversations int) (Offer, bool) {
	for _, o := range Offers() {
		if o.System == s && conversations <= max(o.Allowance, o.Most) {
			return o, true
		}
	}
	return Offer{}, false
}

// Own is the system of the workspace's own plan: KIQ where none is chosen.
func Own(w *model.Workspace) System {
	if p := chosen(w); p != nil && System(p.Meter).Known() {
		return System(p.Meter)
	}
	return KIQ
}

func chosen(w *model.Workspace) *model.Plan {
	for _, p := range w.Plans {
		if p.ID == w.Settings.Plan {
			return p
		}
	}
	return nil
}

// TermsOf is what holds in a workspace for a system: its own plan where that is
// the system's, else the first plan of the system there is.
func TermsOf(w *model.Workspace, s System) Terms {
	t := Terms{System: s, Own: s == Own(w), Currency: s.currency()}
	t.Threshold, _ = w.Settings.Thresholds.Get(string(s))
	t.Threshold = max(t.Threshold, 0)
	if s == LutinGenie {
		t.Powers = w.Settings.Powers
	}
	plan := chosen(w)
	if plan == nil || plan.Meter != string(s) {
		plan = nil
		for _, p := range w.Plans {
			if p.Meter == string(s) {
				plan = p
				break
			}
		}
	}
	if plan != nil {
		t.use(plan)
	}
	if s == LutinGenie { // packs are kept when the plan changes
		t.Packs = nil
		for _, p := range w.Plans {
			if p.Meter == string(s) {
				t.Packs = append(t.Packs, p.Packs...)
			}
		}
	}
	return t
}

// use takes over what a plan says.
func (t *Terms) use(p *model.Plan) {
	t.Plan, t.Name, t.Allowance, t.Packs, t.CycleStart = p.ID, p.Name, max(p.Allowance, 0), p.Packs, p.CycleStart
	if t.Name == "" {
		t.Name = string(p.ID)
	}
	t.Price = p.Price
	if p.Currency != "" && t.System != KIQ {
		t.Currency = Currency(p.Currency)
	}
	if o, ok := offer(t.System, p); ok {
		t.Most = o.Most
		if t.Allowance == 0 {
			t.Allowance = o.Allowance
		}
	}
	if t.System == Smartsupp && t.Most == 0 {
		t.Most = Offers()[1].Most
	}
}

// Period is the month or billing cycle of a day. A KIQ Conversation belongs to a
// calendar month, whatever the plan says.
func (t Terms) Period(d Day) Period {
	if t.System == KIQ {
		return MonthOf(d)
	}
	return CycleOf(d, t.CycleStart)
}

// Starting is the period that starts in a month.
func (t Terms) Starting(year int, month time.Month) Period {
	if t.System == KIQ {
		return Cycle(year, month, 1)
	}
	return Cycle(year, month, t.CycleStart)
}

// Limit is how many conversations a period has: the allowance and the packs, for
// KIQ the threshold. False: there is none. A LutinGénie pack that does not renew
// is kept until it is used, so spent says how much of such packs went in earlier periods.
func (t Terms) Limit(p Period, spent int) (int, bool) {
	limit := t.Allowance
	if t.System == KIQ && t.Threshold > 0 {
		return t.Threshold, true
	}
	limit += t.renewed(p) + max(t.kept(p)-spent, 0)
	if t.Most > 0 {
		limit = min(limit, t.Most)
	}
	return limit, limit > 0
}

// renewed is what packs add in a period: those that renew, from the one they
// were bought in; those that do not, in that one only; with no day told, in each.
func (t Terms) renewed(p Period) int {
	n := 0
	for _, x := range t.Packs {
		bought, dated := boughtOn(x)
		if t.keeps(x) || dated && (bought >= p.After || !x.Renews && !p.Has(bought)) {
			continue
		}
		n += max(x.Conversations, 0)
	}
	return n
}

// keeps reports whether a pack is kept until it is used.
func (t Terms) keeps(x model.Pack) bool {
	_, dated := boughtOn(x)
	return t.System == LutinGenie && dated && !x.Renews
}

// kept is what all packs that are kept came to by the end of a period.
func (t Terms) kept(p Period) int {
	n := 0
	for _, x := range t.Packs {
		if bought, _ := boughtOn(x); t.keeps(x) && bought < p.After {
			n += max(x.Conversations, 0)
		}
	}
	return n
}

func boughtOn(x model.Pack) (Day, bool) {
	at, err := time.Parse(time.DateOnly, x.Bought)
	if err != nil {
		return 0, false
	}
	return DayOf(at.Date()), true
}

// KeptSince is the day on which the first pack was bought that is kept until it is
// used; false where there is none.
func (t Terms) KeptSince() (Day, bool) {
	var days []Day
	for _, x := range t.Packs {
		if bought, _ := boughtOn(x); t.keeps(x) {
			days = append(days, bought)
		}
	}
	if len(days) == 0 {
		return 0, false
	}
	return slices.Min(days), true
}

// spent is how much of the kept packs went in the periods before one.
func (l *Ledger) spent(t Terms, p Period) int {
	since, any := t.KeptSince()
	if !any {
		return 0
	}
	spent := 0
	for q := t.Period(since); q.First < p.First; q = t.Period(q.After) {
		used := l.Sum(t.System, q).Counted
		spent += min(max(used-t.Allowance-t.renewed(q), 0), t.kept(q)-spent)
	}
	return spent
}

// Paused reports whether Kilo refuses new conversations: nothing is left of the
// cycle's allowance and its packs. Those in progress go on to their end.
func (t Terms) Paused(cycle Period, used int) bool {
	if t.System != Kilo {
		return false
	}
	limit, limited := t.Limit(cycle, 0)
	return limited && used >= limit
}
