package meter

import (
	"slices"
	"testing"
	"time"

	"parley/engine/conversation"
)

// TestComingBack: another conversation of the same customer excludes the one
// before, up to the last moment of the day, in whatever channel, and only a live one.
func TestComingBack(t *testing.T) {
	who := func(p conversation.Person) func(*conversation.Digest) {
		return func(d *conversation.Digest) { d.Person = p }
	}
	mail := func(d *conversation.Digest) { d.ID, d.Channel, d.Assistant, d.Type = "b", "email", "", "" }
	for _, c := range []struct {
		name  string
		first conversation.Person
		next  conversation.Person
		after int64 // milliseconds
		with  func(*conversation.Digest)
		back  bool
	}{
		{"the same id", conversation.Person{Customer: "ada"}, conversation.Person{Customer: "ada"}, 3 * hour, mail, true},
		{"the same e-mail", conversation.Person{Visitor: "v", Email: "ada@x.example"}, conversation.Person{Email: "ada@x.example"}, 3 * hour, mail, true},
		{"the same e-mail, proved by nothing", conversation.Person{Visitor: "v", Email: "ada@x.example"}, conversation.Person{Customer: "ada", Email: "ada@x.example"}, 3 * hour, nil, true},
		{"the same phone", conversation.Person{Customer: "ada", Phone: "+1202"}, conversation.Person{Phone: "+1202"}, 3 * hour, nil, true},
		{"the same session", conversation.Person{Visitor: "v"}, conversation.Person{Visitor: "v"}, 3 * hour, nil, true},
		{"somebody else", conversation.Person{Customer: "ada"}, conversation.Person{Customer: "bob"}, 3 * hour, nil, false},
		{"nobody known", conversation.Person{}, conversation.Person{}, 3 * hour, nil, false},
		{"words of different kinds", conversation.Person{Customer: "x"}, conversation.Person{Visitor: "x"}, 3 * hour, nil, false},
		{"at 23:59:59.999", conversation.Person{Customer: "ada"}, conversation.Person{Customer: "ada"}, day - 1, nil, true},
		{"at 24:00:00", conversation.Person{Customer: "ada"}, conversation.Person{Customer: "ada"}, day, nil, false},
		{"at the same moment", conversation.Person{Customer: "ada"}, conversation.Person{Customer: "ada"}, 0, mail, true},
		{"in the preview", conversation.Person{Customer: "ada"}, conversation.Person{Customer: "ada"}, hour, func(d *conversation.Digest) { d.Source = conversation.Preview }, false},
	} {
		first := premium(after(0), who(c.first))
		next := premium(after(0)+c.after, func(d *conversation.Digest) { d.ID = "b" }, who(c.next))
		if c.with != nil {
			c.with(next)
		}
		both := []*conversation.Digest{first, next}
		if got := Another(first, slices.Values(both)); (got != 0) != c.back || c.back && got != after(0)+c.after {
			t.Errorf("%s: %d", c.name, got)
		}
		l := Recount(list(next, first), Options{Now: after(100 * time.Hour)})
		days := Period{l.Today() - 30, l.Today()}
		if got := l.Sum(KIQ, days).Because(AnotherConversation); (got > 0) != c.back {
			t.Errorf("%s: %d excluded", c.name, got)
		}
	}
}

// TestEachReturnCounts: of three in a row the last one counts, and one a day later is no return.
func TestEachReturnCounts(t *testing.T) {
	var all []*conversation.Digest
	for i, at := range []int64{0, 3 * hour, 26 * hour, 50 * hour} {
		all = append(all, premium(after(0)+at, func(d *conversation.Digest) { d.ID = string(rune('a' + i)) }))
	}
	l := Recount(list(all...), Options{Now: after(200 * time.Hour)})
	if got := l.Sum(KIQ, Period{l.Today() - 30, l.Today()}); got.Counted != 2 || got.Because(AnotherConversation) != 2 {
		t.Errorf("%d counted, %d came back", got.Counted, got.Because(AnotherConversation))
	}
}
