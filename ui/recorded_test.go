package ui_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/outside"
	"parley/engine/session"
	"parley/store"
	"parley/store/conversations"
	"parley/ui/desk"
	"parley/ui/uitest"
)

// recordings are three assistants with timers and a survey on each scale: what
// can become of a conversation becomes of some of them.
const recordings = `
kind: Workspace
name: Shop
timeZone: Europe/Paris
---
kind: Assistant
id: helper
name: Store helper
type: premium
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions: [{sendMessage: {text: "Hello, I am a bot."}}]
    end: {navigationButtons: {text: What is it about?, buttons: [{label: Order, dialog: order}, {label: Mail, dialog: mail}, {label: Helped?, dialog: helped}, {label: Articles, dialog: articles}, {label: Person, dialog: person}, {label: Bye, dialog: bye}]}}
  - {id: order, name: Order, interactions: [{attributeQuestion: {text: Why?, attribute: conversation.contactReason, values: [Returns, Delivery]}}, {textQuestion: {text: "It is on its way. Anything else?", understandIntents: true}}], end: {redirect: {dialog: welcome}}}
  - {id: mail, name: Mail, interactions: [{textQuestion: {text: Your e-mail?, save: customer.email}}], end: {redirect: {dialog: welcome}}}
  - {id: helped, name: Helped, end: {requestFeedback: {text: Did it help?, positive: {label: "Yes", dialog: order}, negative: {label: "No", dialog: order}}}}
  - {id: articles, name: Articles, end: {articleDeflection: {text: What is it about?, knowledgeBase: help, helped: order, notHelped: person, noArticles: order}}}
  - {id: person, name: Person, end: {transfer: {team: Sales}}}
  - {id: refund, name: Refund, intent: refund, end: {redirect: {dialog: welcome}}}
  - {id: bye, name: Bye, interactions: [{sendMessage: {text: Bye.}}], end: {endConversation: {}}}
  - {id: complete, name: Complete Assistant, end: {transfer: {}}}
settings:
  volumeControl:
    abandoned: {after: 10m, message: You went away., then: done}
    missed: {after: 10m, message: Nobody is free., channels: [{email: help@acme.example}, wait]}
  satisfaction: {scale: 5, text: How did we do?}
---
kind: Assistant
id: clerk
name: Clerk
type: premium
channel: chat
dialogs:
  - {id: welcome, name: Welcome, interactions: [{buttonQuestion: {text: Which team?, buttons: [CX, Returns], save: conversation.assignedTeam}}], end: {redirect: {dialog: complete}}}
  - {id: complete, name: Complete Assistant, end: {transfer: {team: "{{conversation.assignedTeam}}"}}}
settings:
  volumeControl: {abandoned: {after: 10m, message: You went away., then: transfer}}
  satisfaction: {scale: 3, text: How did we do?}
---
kind: Assistant
id: menu
name: Menu
type: lite
channel: chat
dialogs:
  - {id: welcome, name: Welcome, interactions: [{textQuestion: {text: Your name?, save: customer.name}}], end: {navigationButtons: {text: Well?, buttons: [{label: Bye, dialog: bye}, {label: Person, dialog: complete}]}}}
  - {id: bye, name: Bye, interactions: [{sendMessage: {text: Bye.}}], end: {redirect: {dialog: welcome}}}
  - {id: complete, name: Complete Assistant, end: {transfer: {}}}
settings: {satisfaction: {scale: 2, text: How did we do?}}
---
kind: KnowledgeBase
id: help
name: Help
---
kind: Intent
id: refund
name: Refund
keywords: {en: [refund]}
---
kind: Team
id: sales
name: Sales
`

// helpArticles are what recordings look up.
var helpArticles = map[string]string{"returns.md": "---\nkind: Article\nid: returns\nknowledgeBase: help\ntitle: Returns\n---\nYou can send shoes back within 30 days. Returns are free.\n"}

// player plays random customers, the same ones for the same seed.
type player struct {
	*rand.Rand
	assistants []*session.Program
	since      time.Time // the first may start then
	until      time.Time // nothing has happened later
	settled    bool      // what is due by then has happened
}

// conversation plays one from its beginning to some moment.
func (p *player) conversation() *conversation.Log {
	program := p.assistants[p.IntN(len(p.assistants))]
	a := program.Assistant()
	at := p.since.Add(time.Duration(p.Int64N(int64(p.until.Sub(p.since)/time.Second))) * time.Second)
	var entropy [10]byte
	for i := range entropy {
		entropy[i] = byte(p.IntN(256))
	}
	var id ulid.ULID
	_ = id.SetTime(uint64(at.UnixMilli()))
	_ = id.SetEntropy(entropy[:])
	sources := []conversation.Source{conversation.Live, conversation.Live, conversation.Live, conversation.Live, conversation.Preview, conversation.Simulated}
	l := &conversation.Log{Header: conversation.Header{ID: id.String(), Source: sources[p.IntN(len(sources))], Channel: string(a.Channel), Assistant: a.ID, Version: 1 + p.IntN(2),
		Type: a.Type, Visitor: fmt.Sprint("v", p.IntN(60)), Start: session.Start{At: at}}}
	p.play(l, program)
	return l
}

// play lets a customer, agents and the clock act.
func (p *player) play(l *conversation.Log, program *session.Program) {
	s, events := outside.Open(program, &l.Header.Start, nil)
	l.Events = events
	take := func(in session.Input) {
		l.Turns = append(l.Turns, conversation.Turn{Input: in, First: len(l.Events)})
		l.Events = outside.Step(program, s, in, l.Events)
	}
	now := l.Header.Start.At.UnixMilli()
	for range p.IntN(9) {
		in := p.input(l.Events)
		if now += 1000; in.Kind == session.Tick {
			now += []int64{60, 11 * 60, 25 * 60, 5 * 3600, 23*3600 + 3599, 30 * 3600}[p.IntN(6)] * 1000
		}
		if in.At = now; now > p.until.UnixMilli() {
			break
		}
		take(in)
	}
	if p.settled {
		take(session.Input{At: p.until.UnixMilli(), Kind: session.Tick})
	}
}

// input is what somebody does next: mostly a customer who presses what is offered.
func (p *player) input(events []session.Event) session.Input {
	var offered []string
	for i := range events {
		if events[i].Type == session.Message && events[i].From == session.Bot {
			offered = events[i].Buttons
		}
	}
	switch x := p.IntN(20); {
	case x < 9 && len(offered) > 0:
		return session.Input{Kind: session.Press, Text: offered[p.IntN(len(offered))]}
	case x < 13:
		words := []string{"ada@example.com", "how do returns of shoes work?", "Ada", "a refund", "a refund", "grace@example.com", "no idea"}
		return session.Input{Kind: session.Say, Text: words[p.IntN(len(words))]}
	case x < 14:
		return session.Input{Kind: session.AgentReply, Text: "Hello, this is Mia."}
	case x < 15:
		return session.Input{Kind: session.AgentDone}
	case x < 16:
		return session.Input{Kind: session.CloseChat}
	case x < 18:
		return session.Input{Kind: session.Rate, Number: 1 + p.IntN(5)}
	}
	return session.Input{Kind: session.Tick}
}

// began is when the customer first wrote or pressed anything; false where nobody did.
func began(l *conversation.Log) (time.Time, bool) {
	i := slices.IndexFunc(l.Events, func(e session.Event) bool { return e.Type == session.Message && e.From == session.Customer })
	if i < 0 {
		return time.Time{}, false
	}
	return time.UnixMilli(l.Events[i].At).UTC(), true
}

// record plays conversations and keeps them in a workspace file: as whole logs, or
// where the customer never acted only by the counter. It returns all that it played.
func record(t uitest.T, file string, p *player, n int) []*conversation.Log {
	t.Helper()
	d, err := desk.Open(desk.Options{File: file, Fill: desk.MustExist})
	if err != nil {
		t.Fatalf("%v", err)
	}
	p.assistants = nil
	for _, a := range d.Workspace().Assistants {
		program, err := d.Program(a.ID)
		if err != nil {
			t.Fatalf("%v", err)
		}
		p.assistants = append(p.assistants, program)
	}
	if err := d.Close(); err != nil {
		t.Fatalf("%v", err)
	}
	st, err := store.OpenFile(file, store.Options{Existing: true})
	if err != nil {
		t.Fatalf("%v", err)
	}
	all := make([]*conversation.Log, n)
	var kept []*conversation.Log
	for i := range all {
		all[i] = p.conversation()
		if _, acted := began(all[i]); acted {
			kept = append(kept, all[i])
		} else {
			st.Conversations().Trigger(&all[i].Header)
		}
	}
	slices.SortFunc(kept, func(a, b *conversation.Log) int { return a.Header.Start.At.Compare(b.Header.Start.At) })
	_, err = st.Conversations().WriteAll(context.Background(), func(yield func(conversations.Record) bool) {
		for _, l := range kept {
			if !yield(conversations.Record{Log: l}) {
				return
			}
		}
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	if err := st.Close(); err != nil {
		t.Fatalf("%v", err)
	}
	return all
}
