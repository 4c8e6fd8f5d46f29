package meter

import (
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
)

func pack(n int, bought string, renews bool) []model.Pack {
	return []model.Pack{{Conversations: n, Bought: bought, Renews: renews}}
}

func TestTermsOfAWorkspace(t *testing.T) {
	w := &model.Workspace{Plans: []*model.Plan{
		{ID: "starter", Name: "Starter", Meter: "kilo", CycleStart: 15},
		{ID: "pro", Name: "PRO", Meter: "smartsupp", Packs: pack(20_000, "", true)},
		{ID: "small", Meter: "lutingenie", Allowance: 1000, Packs: pack(200, "", false)},
		{ID: "large", Meter: "lutingenie", Allowance: 5000},
	}}
	w.Settings.Thresholds = model.Map[int]{{Key: "kiq", Value: 2000}}
	w.Settings.Powers = []string{"memory"}
	march := Cycle(2026, time.March, 1)
	if Own(w) != KIQ {
		t.Error("where no plan is chosen it is KIQ's")
	}
	for s, want := range map[System]int{KIQ: 2000, Kilo: 300, Smartsupp: 10_000, LutinGenie: 1200} {
		if got, ok := TermsOf(w, s).Limit(march, 0); got != want || !ok {
			t.Errorf("%s: %d, want %d", s, got, want)
		}
	}
	w.Settings.Plan = "large"
	if Own(w) != LutinGenie || !TermsOf(w, LutinGenie).Own || TermsOf(w, KIQ).Own {
		t.Error("the chosen plan is the workspace's own")
	}
	if got, _ := TermsOf(w, LutinGenie).Limit(march, 0); got != 5200 {
		t.Errorf("packs are kept when the plan changes: %d", got)
	}
	if _, ok := TermsOf(&model.Workspace{}, KIQ).Limit(march, 0); ok {
		t.Error("KIQ has no limit of its own")
	}
}

func TestPacks(t *testing.T) {
	feb, march, april := Cycle(2026, time.February, 1), Cycle(2026, time.March, 1), Cycle(2026, time.April, 1)
	for _, c := range []struct {
		name   string
		system System
		packs  []model.Pack
		want   [3]int
	}{
		{"a package renews until it is taken out", Smartsupp, pack(50, "", true), [3]int{150, 150, 150}},
		{"from the month it was bought in", Smartsupp, pack(50, "2026-03-31", true), [3]int{100, 150, 150}},
		{"a top-up is for its cycle", Kilo, pack(50, "2026-03-01", false), [3]int{100, 150, 100}},
		{"with no day told it is there each time", Kilo, pack(50, "", false), [3]int{150, 150, 150}},
		{"LutinGénie's is kept", LutinGenie, pack(50, "2026-03-14", false), [3]int{100, 150, 150}},
	} {
		terms := Terms{System: c.system, Allowance: 100, Packs: c.packs}
		for i, p := range []Period{feb, march, april} {
			if got, _ := terms.Limit(p, 0); got != c.want[i] {
				t.Errorf("%s: %s has %d, want %d", c.name, p, got, c.want[i])
			}
		}
	}
}

// TestAKeptPackIsUsedUp: what a month takes beyond the allowance is gone from the pack.
func TestAKeptPackIsUsedUp(t *testing.T) {
	var all []*conversation.Digest
	for i := range 130 { // 130 in January, of which 30 are beyond the allowance
		all = append(all, premium(ms(time.Date(2026, 1, 5, 0, i, 0, 0, time.UTC))))
	}
	for i := range 40 { // 40 in February
		all = append(all, premium(ms(time.Date(2026, 2, 5, 0, i, 0, 0, time.UTC))))
	}
	l := Recount(list(all...), Options{Now: ms(noon)})
	terms := Terms{System: LutinGenie, Allowance: 100, Packs: pack(50, "2026-01-02", false)}
	for month, want := range map[time.Month]int{time.January: 150, time.February: 120, time.March: 120} {
		if u := l.Usage(terms, Cycle(2026, month, 1)); u.Limit != want {
			t.Errorf("%s: %d, want %d", month, u.Limit, want)
		}
	}
}

func TestFitting(t *testing.T) {
	for _, c := range []struct {
		s    System
		n    int
		want string
	}{{Kilo, 100, "Free trial"}, {Kilo, 101, "Starter"}, {Kilo, 1500, "Growth"}, {Kilo, 1501, ""}, {Smartsupp, 500, "Standard"}, {Smartsupp, 501, "PRO"}, {KIQ, 1, ""}} {
		if o, _ := Fitting(c.s, c.n); o.Name != c.want {
			t.Errorf("%d under %s: %q, want %q", c.n, c.s, o.Name, c.want)
		}
	}
}

func TestInvoices(t *testing.T) {
	march := Cycle(2026, time.March, 1)
	lg := Terms{System: LutinGenie, Currency: EUR, Powers: []string{"polyglot", "memory", "memory"}}
	b := lg.Invoice(march, 10)
	if b.Total != 800 || len(b.Lines) != 2 || !b.Unpriced || EUR.Format(b.Total) != "€8.00" {
		t.Errorf("LutinGénie's powers: %+v", b)
	}
	kilo := Terms{System: Kilo, Name: "Starter", Price: "49", Currency: USD, Packs: []model.Pack{{Name: "Top-up", Conversations: 10, Price: "9.50", Bought: "2026-03-02"}}}
	if b := kilo.Invoice(march, 10); b.Total != 5850 || b.Unpriced {
		t.Errorf("a plan and a pack with their prices: %+v", b)
	}
	if b := kilo.Invoice(Cycle(2026, time.April, 1), 10); b.Total != 4900 {
		t.Errorf("a pack is paid once: %+v", b)
	}
	if b := (Terms{System: KIQ}).Invoice(march, 4000); b.Total != 275_000 || len(b.Bands) != 3 || b.Currency != USD {
		t.Errorf("KIQ's bands: %+v", b)
	}
}

func TestAlerts(t *testing.T) {
	for _, c := range []struct {
		terms Terms
		limit int
		used  int
		want  []int
	}{
		{Terms{System: KIQ, Own: true, Threshold: 2000}, 2000, 999, nil},
		{Terms{System: KIQ, Own: true, Threshold: 2000}, 2000, 1000, []int{50}},
		{Terms{System: KIQ, Own: true, Threshold: 2000}, 2000, 1600, []int{50, 80}},
		{Terms{System: KIQ, Own: true, Threshold: 2000}, 2000, 1999, []int{50, 80}},
		{Terms{System: KIQ, Own: true, Threshold: 2000}, 2000, 2000, []int{50, 80, 100}},
		{Terms{System: KIQ, Threshold: 2000}, 2000, 2000, nil},
		{Terms{System: KIQ, Own: true}, 0, 2000, nil},
		{Terms{System: LutinGenie, Own: true}, 100, 80, []int{80}},
		{Terms{System: Kilo, Own: true}, 300, 239, nil},
		{Terms{System: Kilo, Own: true}, 300, 240, []int{80}},
		{Terms{System: Kilo, Own: true, Threshold: 100}, 300, 240, []int{50, 80, 100, 80}},
		{Terms{System: Smartsupp, Own: true}, 100, 100, nil},
	} {
		u := Usage{Terms: c.terms, Limit: c.limit, Used: c.used}
		var got []int
		for _, a := range u.Alerts() {
			got = append(got, a.Percent)
		}
		if len(got) != len(c.want) {
			t.Errorf("%s, %d of %d: %v, want %v", c.terms.System, c.used, c.limit, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s, %d of %d: %v, want %v", c.terms.System, c.used, c.limit, got, c.want)
			}
		}
	}
}
