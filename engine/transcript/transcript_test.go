package transcript_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/lead"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/session"
	"parley/engine/transcript"
)

var update = flag.Bool("update", false, "write the golden files anew")

var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// shop asks for an e-mail, answers from an article, and hands over.
func shop() (*model.Assistant, *session.Program) {
	step := func(id string, s model.InteractionSettings) model.Interaction {
		return model.Interaction{ID: id, Settings: s}
	}
	end := func(id string, s model.InteractionSettings) *model.Interaction {
		return &model.Interaction{ID: id, Settings: s}
	}
	a := &model.Assistant{ID: "shop", Name: "Shop help", PublicName: "Moss", Type: model.Premium, Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{
			step("hello", &model.SendMessage{Text: "Hello! I am **Moss**, a bot.\n- orders\n- returns", Attachments: []string{"sizes.pdf"}}),
			step("mail", &model.TextQuestion{Text: "Your e-mail?", Save: "customer.email", Expect: "email"}),
			step("name", &model.TextQuestion{Text: "And your name?", Save: "customer.name"}),
		}, End: end("ask", &model.AIResponse{Text: "What would you like to know?", KnowledgeBase: "help", Answered: "more", NotHelpful: "person", NotAnswered: "person"})},
		{ID: "more", Name: "Anything else", End: end("ways", &model.NavigationButtons{Text: "Anything else?", Buttons: []model.NavButton{{Label: "A person", Dialog: "person"}, {Label: "No", Dialog: "bye"}}})},
		{ID: "bye", Name: "Bye", End: end("over", &model.EndConversation{})},
		{ID: "person", Name: "Person", End: end("agent", &model.Transfer{Team: "Sales"})},
	}}
	w := &model.Workspace{Assistants: []*model.Assistant{a}, KnowledgeBases: []*model.KnowledgeBase{{ID: "help", Name: "Help"}},
		Articles: []*model.Article{{ID: "returns", KnowledgeBase: "help", Title: "Returns", Body: "You can send shoes back within 30 days. Returns are free."}}}
	return a, session.Compile(w, a)
}

// talk plays a conversation ten seconds an answer, and judges it an hour later.
func talk(inputs ...session.Input) *transcript.Transcript {
	a, p := shop()
	h := conversation.Header{ID: "01KJPEWX00000000000000000A", Source: conversation.Live, Channel: "chat", Assistant: "shop", Version: 4, Type: model.Premium, Start: session.Start{At: monday}}
	l := &conversation.Log{Header: h}
	s, events := outside.Open(p, &h.Start, nil)
	at := monday.UnixMilli()
	for _, in := range inputs {
		at += 10_000
		in.At = at
		l.Turns = append(l.Turns, conversation.Turn{Input: in, First: len(events)})
		events = outside.Step(p, s, in, events)
	}
	l.Events = events
	d := conversation.DigestOf(&h, events)
	result := lead.Of(l, &d, model.Leads{Framework: lead.BANT})
	src := transcript.Source{Log: l, Summary: conversation.Summarize(&d, result.Lead), Lead: result, Assistant: a, Label: meter.ChatbotOf(&d, at).Label()}
	for _, sys := range meter.Systems() {
		for _, v := range sys.Judge(&d, meter.Facts{Now: at + 3_600_000}, nil) {
			src.Verdicts = append(src.Verdicts, transcript.Verdict{System: sys, Verdict: v})
		}
	}
	return transcript.Of(src)
}

func say(text string) session.Input { return session.Input{Kind: session.Say, Text: text} }

// whole is a conversation that has something of everything.
func whole() *transcript.Transcript {
	return talk(session.Input{Kind: session.VisitPage, Text: "https://shop.example/pricing"}, say("Ada@acme.example"), say("Ada Byron"), say("how do returns of shoes work?"),
		session.Input{Kind: session.Press, Text: "#1"}, session.Input{Kind: session.Press, Text: "A person"},
		session.Input{Kind: session.AgentReply, Text: "Hello Ada, how can I help?"}, say("I'm the CTO.\n1. We have a budget of $20k\n# *soon* <b>"))
}

func TestExports(t *testing.T) {
	for _, f := range transcript.Formats() {
		file := filepath.Join("testdata", "whole"+f.Extension())
		got := whole().Write(f)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs (go test ./engine/transcript -update writes it anew):\n%s", file, got)
		}
	}
}

func TestLinesTellWhoAndWhatIsBehind(t *testing.T) {
	said := map[string]transcript.Line{}
	var order []string
	for _, l := range whole().Lines {
		said[l.Text] = l
		order = append(order, l.Text)
	}
	if l := said["And your name?"]; l.Who != "Moss" || l.Place != "Welcome › 3 Text question" || l.Step != "name" || l.Dialog != "welcome" {
		t.Errorf("%+v", l)
	}
	if l := said["saved customer.email = ada@acme.example"]; l.Kind != transcript.Saved || l.At != monday.UnixMilli()+20_000 {
		t.Errorf("%+v in %q", l, order)
	}
	if l := said["Hello Ada, how can I help?"]; l.Who != "Agent" || l.From != session.Agent {
		t.Errorf("%+v", l)
	}
	used := 0
	for _, l := range whole().Lines {
		used += len(l.Used)
		if len(l.Used) > 0 && l.Used[0] != "Returns (returns)" {
			t.Errorf("%+v", l)
		}
	}
	if used != 1 {
		t.Errorf("%d articles are told to be used", used)
	}
	if order[0] == "visits https://shop.example/pricing" || said["visits https://shop.example/pricing"].At != monday.UnixMilli()+10_000 {
		t.Errorf("a visit stands at its time: %q", order)
	}
	for _, l := range whole().Shown(false) {
		if l.Kind == transcript.Behind {
			t.Errorf("%q is nobody's but the builder's", l.Text)
		}
	}
}

func TestPendingTellsUntilWhen(t *testing.T) {
	x := talk(say("ada@acme.example"), say("Ada"))
	for _, v := range x.Verdicts {
		if v.System == meter.KIQ && x.Says(v) != "pending until 2026-03-03 10:00:10" {
			t.Errorf("%s", x.Says(v))
		}
	}
}

// TestNothingIsObeyed: whatever customers write, exports hold no control
// characters, every line of a customer's is theirs, and JSON reads back.
func TestNothingIsObeyed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("\x1b[]31m\u009b\u202e\n\r\t#*_`<>!-1.)& ")), rapid.Rune())).Draw(t, "said")
		x := talk(say("ada@acme.example"), say(said), say(said))
		for _, f := range transcript.Formats() {
			out := x.Write(f)
			if i := strings.IndexFunc(out, func(r rune) bool { return unicode.IsControl(r) && r != '\n' || r == '\u202e' }); i >= 0 {
				t.Fatalf("%s: control character %q", f, out[i:min(i+8, len(out))])
			}
			if f == transcript.JSON && !json.Valid([]byte(out)) {
				t.Fatalf("no JSON:\n%s", out)
			}
			if f == transcript.Markdown {
				ownLines(t, out)
			}
		}
	})
}

// ownLines fails where a line of the Markdown begins with something that a
// customer could have written.
func ownLines(t *rapid.T, out string) {
	for _, line := range strings.Split(out, "\n") {
		if line != "" && !strings.HasPrefix(line, "# Conversation") && !strings.HasPrefix(line, "## ") && !strings.HasPrefix(line, "- *") && !strings.HasPrefix(line, "**") && !strings.HasPrefix(line, ">") {
			t.Fatalf("the line %q", line)
		}
		if rest, ok := strings.CutPrefix(line, "> "); ok && strings.ContainsAny(rest[:min(1, len(rest))], "#>") {
			t.Fatalf("the line %q is obeyed", line)
		}
	}
}
