package desk_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/desk"
)

// sixTurns is the flow of six answers that conversations are measured with.
const sixTurns = `kind: Assistant
id: six
name: Six
type: lite
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "Hello! I'm a bot."}
      - textQuestion: {text: What is your name?, save: customer.name}
    end: {redirect: {dialog: team}}
  - id: team
    name: Team
    interactions:
      - attributeQuestion: {text: "Which team, {{customer.name}}?", attribute: conversation.assignedTeam, values: [CX, Sales, Shipping]}
      - conditionalBranch:
          branches:
            - when: [{attribute: conversation.assignedTeam, is: equal to, value: Sales}]
              do: [{updateAttribute: {attribute: conversation.priority, value: 5}}]
          otherwise: {do: []}
    end: {redirect: {dialog: more}}
  - id: more
    name: More
    interactions:
      - textQuestion: {text: Your e-mail?, save: customer.email, expect: email}
      - buttonQuestion: {text: Urgent?, buttons: [Yes please, No thanks], save: conversation.name}
      - textQuestion: {text: Which order?, save: conversation.contactReason}
      - buttonQuestion: {text: Anything else?, buttons: ["No, that is all", "Yes"]}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    interactions:
      - sendMessage: {text: "Thanks {{customer.name | \"there\"}}, over to {{conversation.assignedTeam}}."}
    end: {transfer: {team: "{{conversation.assignedTeam}}"}}
`

// throwaway opens a workspace of one file.
func throwaway(tb testing.TB, yaml string) *desk.Desk {
	tb.Helper()
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	d, err := desk.Open(desk.Options{From: fstest.MapFS{"w.yaml": {Data: []byte(yaml)}}, Now: func() time.Time { return now }})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { d.Close() })
	return d
}

// said is a line of a transcript: who said what.
type said struct {
	from session.From
	text string
}

// open is a conversation that is kept open: its state, its log and what was said.
type open struct {
	session    *session.Session
	log        []session.Input
	transcript []said
}

var visit = []session.Input{{Kind: session.Say, Text: "Ada Byron"}, {Kind: session.Press, Text: "Sales"}, {Kind: session.Say, Text: "ada@example.com"},
	{Kind: session.Press, Text: "Yes please"}, {Kind: session.Say, Text: "A-1001"}, {Kind: session.Press, Text: "No, that is all"}}

// BenchmarkSessions tells the bytes of an open conversation of six turns, 10,000
// of them open at once: its state alone, with its log, and with log and transcript.
func BenchmarkSessions(b *testing.B) {
	d := throwaway(b, sixTurns)
	p, err := d.Program("six")
	if err != nil {
		b.Fatal(err)
	}
	start, err := d.Start(d.Workspace(), desk.Visitor{})
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name            string
		log, transcript bool
	}{{"state", false, false}, {"log", true, false}, {"log-and-transcript", true, true}} {
		b.Run(c.name, func(b *testing.B) {
			const n = 10_000
			all := make([]open, n)
			var before, after runtime.MemStats
			for b.Loop() {
				clear(all)
				runtime.GC()
				runtime.ReadMemStats(&before)
				for i := range all {
					all[i] = converse(p, &start)
					if !c.log {
						all[i].log = nil
					}
					if !c.transcript {
						all[i].transcript = nil
					}
				}
				runtime.GC()
				runtime.ReadMemStats(&after)
			}
			if st := all[n-1].session.Status(); st != session.Transferred {
				b.Fatalf("the conversation is %v", st)
			}
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "B/conversation")
			runtime.KeepAlive(all)
		})
	}
}

// converse plays the six turns and keeps what an open conversation needs.
func converse(p *session.Program, start *session.Start) open {
	s, events := session.Open(p, start, make([]session.Event, 0, 64))
	o := open{session: s, log: make([]session.Input, 0, len(visit))}
	for i, in := range visit {
		in.At = start.At.UnixMilli() + int64(i+1)*1000
		in.Text = strings.Clone(in.Text) // each customer's words are their own
		o.log = append(o.log, in)
		events = session.Step(p, s, in, events)
	}
	for _, e := range events {
		if e.Type == session.Message {
			o.transcript = append(o.transcript, said{e.From, e.Text})
		}
	}
	o.transcript = slices.Clip(slices.Clone(o.transcript))
	return o
}

// BenchmarkReplay is 40 answers played again after one edit: the changed dialog
// is compiled, and the conversation replayed on the program.
func BenchmarkReplay(b *testing.B) {
	b.Run("store-helper", func(b *testing.B) {
		d, err := desk.Open(desk.Options{Sample: "store-helper"})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { d.Close() })
		replay(b, d, "store-helper", func(i int) model.Action {
			return model.Action{Verb: model.VerbPress, Text: []string{"Gift cards", "Something else"}[i%2]}
		})
	})
	b.Run("2000-dialogs", func(b *testing.B) {
		d := throwaway(b, manyDialogs(2000))
		replay(b, d, "large", func(i int) model.Action {
			if i%2 == 0 {
				return model.Action{Verb: model.VerbSay, Text: "Ada"}
			}
			return model.Action{Verb: model.VerbPress, Text: "On"}
		})
	})
}

func replay(b *testing.B, d *desk.Desk, id model.AssistantID, answer func(i int) model.Action) {
	p, err := d.Program(id)
	if err != nil {
		b.Fatal(err)
	}
	start, err := d.Start(d.Workspace(), desk.Visitor{})
	if err != nil {
		b.Fatal(err)
	}
	talk := desk.NewTalk(p, start)
	for i := range 40 {
		if problem := talk.Act(answer(i)); problem != "" {
			b.Fatal(problem)
		}
	}
	a := d.Workspace().Assistant(id)
	welcome := a.Dialog(model.WelcomeID)
	at := welcome.PathOf(a).Field("interactions").At(welcome.Interactions[0].ID).Field("text")
	workspaces := [2]*model.Workspace{d.Workspace(), nil}
	change, err := edit.SetField{At: at, Value: model.Text("Hello again!")}.Apply(d.Workspace())
	if err != nil {
		b.Fatal(err)
	}
	workspaces[1] = change.Workspace
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		i++
		w := workspaces[i%2]
		p = p.Recompile(w, w.Assistant(id))
		talk.Use(p)
	}
	if _, _, stopped := talk.Stopped(); stopped || talk.Depth() != 40 {
		b.Fatalf("%d answers fit", talk.Depth())
	}
}

// manyDialogs is an assistant of n dialogs that lead on to each other.
func manyDialogs(n int) string {
	var b strings.Builder
	b.WriteString("kind: Assistant\nid: large\nname: Large\ntype: premium\nchannel: chat\ndialogs:\n" +
		"  - id: welcome\n    name: Welcome\n    interactions:\n      - sendMessage: {text: \"Hello! I'm a bot.\"}\n    end: {redirect: {dialog: d1}}\n")
	for i := 1; i <= n-2; i++ {
		fmt.Fprintf(&b, "  - id: d%d\n    name: Dialog %d\n    interactions:\n", i, i)
		fmt.Fprintf(&b, "      - textQuestion: {text: \"Question %d?\", save: customer.name}\n", i)
		fmt.Fprintf(&b, "    end: {navigationButtons: {text: And now?, buttons: [{label: On, dialog: d%d}, {label: Enough, dialog: complete}]}}\n", i%(n-2)+1)
	}
	b.WriteString("  - id: complete\n    name: Complete Assistant\n    end: {transfer: {team: care}}\n---\nkind: Team\nid: care\nname: Care\n")
	return b.String()
}

// BenchmarkRecordedTurn is what a turn costs who holds a conversation, recording and all.
func BenchmarkRecordedTurn(b *testing.B) {
	d := throwaway(b, sixTurns)
	defer d.Close()
	p, err := d.Playable("six", desk.LiveVersion)
	if err != nil {
		b.Fatal(err)
	}
	start, _ := d.Start(p.Workspace, desk.Visitor{})
	var chat *desk.Chat
	for i := 0; b.Loop(); i++ {
		if i%100 == 0 { // no conversation goes on for ever
			b.StopTimer()
			if chat, err = d.Chat(b.Context(), p, start, desk.Recorded{Source: "live"}); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		chat.Do(model.Action{Verb: model.VerbSay, Text: "I would like to know about my order, please"})
	}
}
