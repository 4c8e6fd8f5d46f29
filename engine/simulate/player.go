package simulate

import (
	"context"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/lead"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/session"
	"parley/engine/text"
)

// player plays conversations one after the other, for one goroutine.
type player struct {
	*Traffic
	program *session.Program
	world   *outside.World
	told    map[uint64]*session.Reply // what the outside told, by what it was asked
	buttons map[string]int            // weights by label, as far as labels were met
	wheel   wheel[string]
}

// mostTold is how many answers of the outside are remembered.
const mostTold = 4096

func (t *Traffic) player() *player {
	return &player{Traffic: t, program: t.o.Program, world: outside.Of(t.o.Program), told: map[uint64]*session.Reply{}, buttons: map[string]int{}}
}

// play plays the n-th visit into a conversation whose memory is used again.
func (p *player) play(n int, c *Conversation) {
	v := &p.visits[n]
	who := p.person(v.customer)
	c.Log = conversation.Log{Header: p.o.Header, Events: c.Log.Events[:0], Turns: c.Log.Turns[:0]}
	h := &c.Log.Header
	h.ID, h.Source = p.id(n), conversation.Simulated
	h.Start = session.Start{At: time.UnixMilli(v.at).UTC(), Brand: h.Start.Brand}
	if v.mail {
		p.mail(&c.Log, &who, n)
	} else {
		p.begin(h, &who)
		t := talk{player: p, who: &who, dice: roll(p.o.Seed, talkThrows, uint64(v.customer), uint64(v.number)), log: &c.Log}
		t.run()
	}
	c.Digest, c.Lead = conversation.DigestOf(h, c.Log.Events), conversation.Lead{}
	if p.o.Scored {
		c.Lead = lead.Of(&c.Log, &c.Digest, p.program.Workspace().Settings.Leads).Lead
	}
}

// id is the id of the n-th visit.
func (p *player) id(n int) string {
	d := roll(p.key, idThrows, uint64(n))
	var id ulid.ULID
	_ = id.SetTime(uint64(p.visits[n].at)) // the year 10889 is far
	for i := 6; i < len(id); i++ {
		id[i] = byte(d.next())
	}
	return id.String()
}

// begin says who talks and from where.
func (p *player) begin(h *conversation.Header, who *person) {
	h.Start.Seed, h.Start.Language = p.o.Seed, who.language
	if who.customer != nil {
		h.Start.Customer, h.Start.Authenticated = who.customer, true
	} else {
		h.Visitor = who.visitor
	}
	if a := p.program.Assistant(); a.Channel != model.Chat {
		h.From = who.phone
	}
}

// mail is an e-mail of the customer, which a person reads.
func (p *player) mail(l *conversation.Log, who *person, n int) {
	h := &l.Header
	h.Channel, h.Assistant, h.Version, h.Draft, h.Type = "email", "", 0, "", ""
	h.From, h.Visitor = who.email, who.visitor
	if who.customer != nil {
		h.Start.Customer, h.Start.Authenticated, h.Visitor = who.customer, true, ""
	}
	d := roll(p.o.Seed, talkThrows, uint64(n), uint64(who.number))
	said := p.says.sentence(&d, who.language)
	at := h.Start.At.UnixMilli()
	l.Turns = append(l.Turns, conversation.Turn{Input: session.Input{At: at, Kind: session.Say, Text: said}})
	l.Events = append(l.Events, session.Event{Seq: 1, At: at, Type: session.Message, From: session.Customer, Text: said})
}

// reply is what the workspace answers; the same question has the same answer.
func (p *player) reply(e *session.Effect, who *person) *session.Reply {
	if r := p.told[e.Key]; r != nil && e.Customer == "" {
		return r
	}
	asked := *e
	if who.customer != nil && e.Customer == who.customer.ID {
		asked.Customer = who.like
	}
	r := p.world.Reply(context.Background(), &asked)
	if len(p.told) == mostTold {
		clear(p.told)
	}
	p.told[e.Key] = &r
	return &r
}

// weight is how much a button weighs.
func (p *player) weight(label string) int {
	if w, known := p.buttons[label]; known {
		return w
	}
	w, folded := usualWeight, text.Fold(strings.TrimSpace(label))
	for _, e := range p.o.Profile.Answers.Buttons {
		if text.Fold(strings.TrimSpace(e.Key)) == folded {
			w = e.Value
		}
	}
	if len(p.buttons) == mostTold {
		clear(p.buttons)
	}
	p.buttons[label] = w
	return w
}

// choose is one of the labels; any of them where all weigh nothing.
func (p *player) choose(d *dice, labels []string) string {
	p.wheel.reset()
	for _, l := range labels {
		p.wheel.add(l, p.weight(l))
	}
	if p.wheel.total() == 0 {
		return one(d, labels)
	}
	return p.wheel.turn(d)
}
