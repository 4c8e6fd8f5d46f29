package meter

import (
	"encoding/json"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestPrices(t *testing.T) {
	for n, want := range map[int]string{
		0: "0.00", 1: "0.75", 499: "374.25", 500: "375.00", 501: "375.70", 1284: "923.80", 2000: "1425.00", 2500: "1775.00", 2501: "1775.65", 4000: "2750.00",
		10_000: "6650.00", 10_001: "6650.60", 25_000: "15650.00", 25_001: "15650.55", 50_000: "29400.00", 50_001: "29400.50",
		100_000: "54400.00", 100_001: "54400.45", 250_000: "121900.00", 250_001: "121900.40", 1_000_000: "421900.00", -5: "0.00",
	} {
		if got := Price(n).Decimal(); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

// TestDiscounts: what is published is the price against the first band's, to two decimals.
func TestDiscounts(t *testing.T) {
	for _, b := range Bands(0) {
		off := new(big.Rat).Sub(big.NewRat(1, 1), big.NewRat(int64(b.Price), 75))
		if got := off.Mul(off, big.NewRat(100, 1)).FloatString(2); got != b.Discount {
			t.Errorf("%s: %s %%, published as %s %%", b.Price.Decimal(), got, b.Discount)
		}
	}
}

// TestPriceIsTheSumOfEach: band by band, and conversation by conversation, it comes to the same.
func TestPriceIsTheSumOfEach(t *testing.T) {
	sum := Money(0)
	for n := 1; n <= 260_000; n++ {
		if sum += PriceOf(n); sum != Price(n) && (n < 3000 || n%997 == 0 || n > 249_990 && n < 250_010) {
			t.Fatalf("%d: each %s, together %s", n, sum.Decimal(), Price(n).Decimal())
		}
	}
	if sum != Price(260_000) {
		t.Error(sum.Decimal())
	}
	count, cents := 0, Money(0)
	for _, b := range Bands(123_456) {
		if b.From != count+1 && b.Conversations > 0 {
			t.Errorf("band from %d after %d", b.From, count)
		}
		count += b.Conversations
		cents += b.Total
	}
	if count != 123_456 || cents != Price(123_456) {
		t.Error(count, cents)
	}
}

func TestMoneyText(t *testing.T) {
	for m, want := range map[Money][3]string{
		0: {"0.00", "$0.00", "$0"}, 5: {"0.05", "$0.05", "$0"}, 275_000: {"2750.00", "$2,750.00", "$2,750"}, 140_190: {"1401.90", "$1,401.90", "$1,402"},
		-7: {"-0.07", "-$0.07", "$0"}, -123_456_789: {"-1234567.89", "-$1,234,567.89", "-$1,234,568"}, 99_950: {"999.50", "$999.50", "$1,000"},
	} {
		if got := [3]string{m.Decimal(), USD.Format(m), USD.Round(m)}; got != want {
			t.Errorf("%d: %q, want %q", m, got, want)
		}
	}
	if got, _ := json.Marshal(Money(275_000)); string(got) != `"2750.00"` {
		t.Error(string(got))
	}
	if got := Currency("CHF").Format(100); got != "CHF 1.00" {
		t.Error(got)
	}
}

func TestParseMoney(t *testing.T) {
	for s, want := range map[string]Money{"49": 4900, "49.9": 4990, "49.90": 4990, " 0 ": 0, "1000000000": 100_000_000_000} {
		if got, ok := ParseMoney(s); !ok || got != want {
			t.Errorf("%q: %d", s, got)
		}
	}
	for _, s := range []string{"", "x", "-1", "+1", "1.", "1.999", "1.+1", "1,5", "1e3", "$5", "1000000001", ".5", "1.5.5"} {
		if got, ok := ParseMoney(s); ok {
			t.Errorf("%q is read as %d", s, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		m := Money(rapid.Int64Range(0, maxAmount*100).Draw(t, "cents"))
		if got, ok := ParseMoney(m.Decimal()); !ok || got != m {
			t.Fatalf("%s is read as %d", m.Decimal(), got)
		}
	})
}
