package command_test

import (
	"encoding/json"
	"testing"
)

// usageRow is what the tests read of a meter's usage.
type usageRow struct {
	Meter, Period, From, To, Currency, Method string
	Used, Counted, Pending, Projected         int
	Limit, Remaining                          *int
	Excluded                                  map[string]int
	Cost                                      *string
}

func usageOf(t *testing.T, args ...string) map[string]usageRow {
	t.Helper()
	var rows []usageRow
	if err := json.Unmarshal([]byte(ok(t, "", append([]string{"usage", "--json"}, args...)...)), &rows); err != nil {
		t.Fatal(err)
	}
	out := map[string]usageRow{}
	for _, r := range rows {
		out[r.Meter] = r
	}
	return out
}

const plans = `
kind: Workspace
name: Shop
timeZone: Europe/Paris
plan: starter
thresholds: {kiq: 2000}
powers: [memory, polyglot]
---
kind: Plan
id: starter
name: Starter
meter: kilo
cycleStart: 15
price: 49
packs: [{name: March, conversations: 100, bought: 2026-03-20, price: "9.50"}]
`

func TestUsageOfAMonth(t *testing.T) {
	db := workspace(t, plans)
	rows := usageOf(t, "--db", db, "--now", "2026-03-31T23:30:00Z")
	if r := rows["kiq"]; r.Period != "2026-04" || *r.Limit != 2000 || *r.Remaining != 2000 || r.Used != 0 || *r.Cost != "0.00" || r.Currency != "USD" || r.Method == "" {
		t.Errorf("in Paris it is April: %+v", r)
	}
	if r := rows["kilo"]; r.From != "2026-03-15" || r.To != "2026-04-14" || *r.Limit != 400 || *r.Cost != "58.50" {
		t.Errorf("the cycle goes on, with its pack: %+v", r)
	}
	if r := rows["lutingenie"]; *r.Cost != "8.00" || r.Currency != "EUR" || r.Limit != nil {
		t.Errorf("powers are on the bill: %+v", r)
	}
	if r := rows["smartsupp"]; r.Cost != nil || r.Remaining != nil {
		t.Errorf("nothing is known of a plan: %+v", r)
	}
	rows = usageOf(t, "--db", db, "--month", "2026-04", "--meter", "kilo")
	if r := rows["kilo"]; len(rows) != 1 || r.From != "2026-04-15" || *r.Limit != 300 {
		t.Errorf("what starts in April: %+v", r)
	}
	has(t, ok(t, "", "usage", "--db", db, "--now", "2026-03-31T23:30:00Z"), "KIQ · 2026-04", "0 of 2,000, 2,000 left", "Kilo · 2026-03-15 to 2026-04-14 · Starter · own plan", "pack March  $9.50",
		"€8.00, without the plan itself", "the price of the plan is not told", "projected   0")
}

func TestUsageOfWhatIsWrong(t *testing.T) {
	db := workspace(t, plans)
	for _, month := range []string{"2026-13", "March", "2026-3", "2026-03-01"} {
		fails(t, 2, []string{"usage", "--db", db, "--month", month}, "is no month", "2026-03")
	}
	fails(t, 2, []string{"usage", "--db", db, "--meter", "kik"}, "did you mean kiq?")
	fails(t, 2, []string{"usage", "--db", db, "--simulated"}, "no simulated conversations are kept")
	fails(t, 2, []string{"usage", "--db", db, "--now", "soon"}, "--now")
	fails(t, 2, []string{"usage", "--db", db, "extra"}, "takes no arguments")
	fails(t, 3, []string{"usage", "--db", db + ".none"}, "--db FILE")
}
