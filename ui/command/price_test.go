package command_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
)

func TestPrice(t *testing.T) {
	for n, want := range map[string]string{"0": "0.00", "500": "375.00", "501": "375.70", "4000": "2750.00", "1000000000000": "400000021900.00"} {
		var q struct {
			Meter, Total, Currency string
			Conversations          json.Number
			Bands                  []struct{ Total string }
		}
		if err := json.Unmarshal([]byte(ok(t, "", "price", n, "--json")), &q); err != nil {
			t.Fatal(err)
		}
		if q.Total != want || q.Meter != "kiq" || q.Currency != "USD" || q.Conversations.String() != n {
			t.Errorf("%s: %+v, want %s", n, q, want)
		}
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(ok(t, "", "price", "4000", "--json")), &fields); err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(fields)); !slices.Equal(got, []string{"bands", "conversations", "currency", "meter", "total"}) {
		t.Errorf("fields %v", got)
	}
	has(t, ok(t, "", "price", "4000"), "4,000 KIQ Conversations", "$375.00", "$1,400.00", "$975.00", "$2,750.00")
	has(t, ok(t, "", "price", "300", "--meter", "kilo"), "Starter     300 conversations: these fit")
	has(t, ok(t, "", "price", "2000", "--meter", "kilo"), "more than any plan has")
	has(t, ok(t, "", "price", "1", "--meter", "LutinGenie"), "Polyglot    €5.00 a month")
	has(t, ok(t, "", "price", "600", "--meter", "smartsupp"), "PRO         500 conversations, with packages up to 10,000: these fit")
}

func TestPriceOfNoNumber(t *testing.T) {
	for _, n := range []string{"x", "", "1.5", "4,000", "1e3", "1000000000001", "99999999999999999999", "4000 ", "0x10"} {
		fails(t, 2, []string{"price", n}, "is no number of conversations", "such as 4000")
	}
	fails(t, 2, []string{"price", "-5"}, "parley price --help")
	fails(t, 2, []string{"price", "--", "-5"}, "is no number of conversations")
	fails(t, 2, []string{"price"}, "takes a number of conversations")
	fails(t, 2, []string{"price", "5", "--meter", "kik"}, "did you mean kiq?")
	fails(t, 2, []string{"price", "5", "--meter", ""}, "use one of kiq, lutingenie, smartsupp, kilo")
}
