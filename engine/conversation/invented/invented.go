// Package invented makes conversations up, as a busy shop has them, for tests and
// measurements of what reads them. The same number makes the same conversation.
package invented

import (
	"encoding/binary"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/text"
)

// Talks goes through n conversations, the oldest first, one every so often, the
// last of them at a moment.
func Talks(n int, every time.Duration, last time.Time) iter.Seq[*conversation.Log] {
	return func(yield func(*conversation.Log) bool) {
		for i := range n {
			if !yield(Talk(i, last.Add(-time.Duration(n-1-i)*every))) {
				return
			}
		}
	}
}

// What conversations are made of.
var (
	first    = []string{"Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Radia", "Tim", "Karen", "Leslie", "Ádám", "Zoë"}
	family   = []string{"Byron", "Hopper", "Turing", "Liskov", "Knuth", "Perlman", "Lamport", "Nagy", "Jones", "Sørensen"}
	needs    = []string{"We are drowning in tickets", "My parcel is late", "Could I see a demo?", "How much does it cost?", "The boots are too small", "Do you ship to Norway?"}
	roles    = []string{"", "", "I'm the CTO here.", "", "I am the head of support.", ""}
	channels = []string{"chat", "chat", "whatsapp", "sms"}
	sources  = []conversation.Source{conversation.Live, conversation.Live, conversation.Live, conversation.Live, conversation.Live, conversation.Simulated, conversation.Live, conversation.Preview}
)

// draws are numbers that look drawn and follow from the first.
type draws uint64

// below is the next one, from 0 to n-1 (SplitMix64).
func (d *draws) below(n int) int {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n))
}

// Talk is the n-th conversation, which starts at a moment.
func Talk(n int, at time.Time) *conversation.Log {
	r := draws(n)
	at = at.UTC().Truncate(time.Millisecond)
	var id ulid.ULID
	_ = id.SetTime(uint64(at.UnixMilli()))
	binary.BigEndian.PutUint64(id[8:], uint64(n))
	t := &talk{now: at.UnixMilli(), log: &conversation.Log{Header: conversation.Header{ID: id.String(), Source: sources[n%len(sources)], Channel: channels[r.below(len(channels))],
		Assistant: []model.AssistantID{"store-helper", "order-status"}[r.below(2)], Version: 1, Type: model.Premium, Engine: session.Revision, Zone: "UTC", Visitor: fmt.Sprint("visitor-", n), Start: session.Start{At: at}}}}
	who := first[r.below(len(first))] + " " + family[r.below(len(family))]
	domain := []string{"gmail.com", fmt.Sprintf("company%d.example", r.below(400))}[r.below(2)]
	t.event(session.Event{Type: session.Changed, Status: session.Running})
	t.bot("Hello! I'm the shop's bot. What is your name?", "textQuestion", "customer.name")
	t.customer(who)
	t.saved("customer.name", who)
	if r.below(3) > 0 {
		t.bot("And your e-mail?", "textQuestion", "customer.email")
		mail := text.Fold(strings.Fields(who)[0]) + fmt.Sprintf(".%d@%s", n, domain)
		t.customer(mail)
		t.saved("customer.email", mail)
	}
	t.bot("What is it about?", "textQuestion", "")
	t.customer(strings.TrimSpace(needs[r.below(len(needs))] + ". " + roles[r.below(len(roles))]))
	t.bot("This is what **Delivery** says: three working days.", "sendMessage", "")
	t.end(r.below(4))
	return t.log
}

// talk is a conversation that is being made up.
type talk struct {
	log *conversation.Log
	now int64
	seq int32
}

// event adds what happens three seconds later.
func (t *talk) event(e session.Event) {
	t.seq++
	t.now += 3000
	e.Seq, e.At = t.seq, t.now
	t.log.Events = append(t.log.Events, e)
}

func (t *talk) bot(text, kind string, saves model.AttributePath) {
	t.event(session.Event{Type: session.Message, From: session.Bot, Text: text, Dialog: "welcome",
		Mark: &session.Mark{ID: fmt.Sprint("step-", t.seq), Index: fmt.Sprint(t.seq), Kind: model.KindOf(kind), Saves: saves}})
}

func (t *talk) customer(text string) {
	t.log.Turns = append(t.log.Turns, conversation.Turn{Input: session.Input{At: t.now + 3000, Kind: session.Say, Text: text}, First: len(t.log.Events)})
	last := t.log.Events[len(t.log.Events)-1]
	t.event(session.Event{Type: session.Message, From: session.Customer, Text: text, Dialog: last.Dialog, Mark: last.Mark})
}

func (t *talk) saved(path model.AttributePath, value string) {
	t.event(session.Event{Type: session.Saved, Attribute: path, Value: model.TextOf(value), Dialog: "welcome"})
}

// end ends it in one of four ways.
func (t *talk) end(way int) {
	switch way {
	case 0:
		t.event(session.Event{Type: session.HandOver, Name: "Sales", Why: session.WhyTransfer})
		t.event(session.Event{Type: session.Changed, Status: session.Transferred})
	case 1:
		t.event(session.Event{Type: session.Changed, Status: session.Ended})
		t.event(session.Event{Type: session.Message, From: session.System, Text: "Done", Why: session.WhyDone})
	case 2:
		t.event(session.Event{Type: session.Changed, Status: session.Abandoned})
	}
}
