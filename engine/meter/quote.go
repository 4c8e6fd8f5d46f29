package meter

// Quote is what so many conversations of one month cost under a system, by the
// conversation: what its plans cost is not published.
type Quote struct {
	Meter         System   `json:"meter"`
	Conversations int      `json:"conversations"`
	Total         Money    `json:"total"`
	Currency      Currency `json:"currency"`
	Bands         []Band   `json:"bands"` // those with conversations in them
}

// QuoteOf is what so many conversations of one month cost. A system that sells
// plans charges nothing by the conversation: they are in one band, for nothing.
func QuoteOf(s System, conversations int) Quote {
	q := Quote{Meter: s, Conversations: min(max(conversations, 0), MaxPriced), Currency: s.currency(), Bands: []Band{}}
	if s != KIQ {
		if q.Conversations > 0 {
			q.Bands = append(q.Bands, Band{From: 1, Conversations: q.Conversations, Discount: "0.00"})
		}
		return q
	}
	for _, b := range Bands(q.Conversations) {
		if b.Conversations > 0 {
			q.Bands = append(q.Bands, b)
			q.Total += b.Total
		}
	}
	return q
}
