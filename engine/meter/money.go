package meter

import (
	"strconv"
	"strings"
)

// Money is an amount in cents of a currency. It is exact: no price of the four
// systems has a fraction of a cent.
type Money int64

// Decimal is the exact amount with two decimals, such as 2750.00.
func (m Money) Decimal() string {
	sign, cents := "", uint64(m)
	if m < 0 {
		sign, cents = "-", -cents
	}
	rest := strconv.FormatUint(cents%100, 10)
	if len(rest) < 2 {
		rest = "0" + rest
	}
	return sign + strconv.FormatUint(cents/100, 10) + "." + rest
}

// MarshalJSON writes the exact amount as a text, as no number of JSON is exact.
func (m Money) MarshalJSON() ([]byte, error) { return []byte(`"` + m.Decimal() + `"`), nil }

// Currency is a currency by its ISO code.
type Currency string

// The currencies that the systems ask for.
const (
	USD Currency = "USD"
	EUR Currency = "EUR"
)

// symbol stands before an amount.
func (c Currency) symbol() string {
	switch c {
	case USD:
		return "$"
	case EUR:
		return "€"
	}
	return string(c) + " "
}

// Format writes an amount for reading, such as $2,750.00.
func (c Currency) Format(m Money) string {
	whole, cents, _ := strings.Cut(m.Decimal(), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	return sign + c.symbol() + thousands(whole) + "." + cents
}

// Round writes an amount in whole units, such as $2,750: for what is only estimated.
func (c Currency) Round(m Money) string {
	whole, sign := int64((max(m, -m)+50)/100), ""
	if m < 0 && whole > 0 {
		sign = "-"
	}
	return sign + c.symbol() + thousands(strconv.FormatInt(whole, 10))
}

// Thousands writes a count with thousands set apart by commas.
func Thousands(n int) string {
	if n < 0 {
		return "-" + Thousands(-n)
	}
	return thousands(strconv.Itoa(n))
}

// thousands sets thousands apart with commas.
func thousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// band is a step of KIQ's price: conversations up to Last cost Price each.
// Discount is against the first step, in percent, as it is published.
type band struct {
	last     int // 0: all above
	price    Money
	discount string
}

// bands are KIQ's published monthly prices.
var bands = [...]band{
	{500, 75, "0.00"},
	{2_500, 70, "6.67"},
	{10_000, 65, "13.33"},
	{25_000, 60, "20.00"},
	{50_000, 55, "26.67"},
	{100_000, 50, "33.33"},
	{250_000, 45, "40.00"},
	{0, 40, "46.67"},
}

// Band is what a month's conversations cost in one step of the price.
type Band struct {
	From          int    `json:"from"`
	To            int    `json:"to,omitempty"` // 0: no end
	Conversations int    `json:"conversations"`
	Price         Money  `json:"price"`    // of one
	Discount      string `json:"discount"` // in percent
	Total         Money  `json:"total"`
}

// MaxPriced is the most conversations a month that are priced: far beyond any
// traffic, and far from where cents no longer fit.
const MaxPriced = 1_000_000_000_000

// Bands are KIQ's steps, with what so many conversations of a month cost in
// each. The count is taken as not below zero and not above MaxPriced.
func Bands(conversations int) []Band {
	conversations = min(max(conversations, 0), MaxPriced)
	out := make([]Band, len(bands))
	before := 0
	for i, b := range bands {
		in := max(conversations-before, 0)
		if b.last > 0 {
			in = min(in, b.last-before)
		}
		out[i] = Band{From: before + 1, To: b.last, Conversations: in, Price: b.price, Discount: b.discount, Total: Money(in) * b.price}
		before = b.last
	}
	return out
}

// Price is what so many KIQ Conversations of one month cost.
func Price(conversations int) Money {
	total := Money(0)
	for _, b := range Bands(conversations) {
		total += b.Total
	}
	return total
}

// PriceOf is what the nth KIQ Conversation of a month costs, counted from 1.
// Those up to n together cost Price(n).
func PriceOf(nth int) Money {
	for _, b := range bands {
		if b.last == 0 || nth <= b.last {
			return b.price
		}
	}
	return 0
}
