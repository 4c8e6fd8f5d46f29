package script_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/engine/model"
	"parley/engine/script"
	"parley/engine/session"
)

func TestAppendEvent(t *testing.T) {
	const at = 1772445600000 // 2026-03-02T10:00:00Z
	mark := &session.Mark{ID: "i3", Index: "1.0.2", Kind: model.KindOf("textQuestion")}
	end := &session.Mark{Index: "end", Kind: model.KindOf("transfer")}
	list := model.ListOf([]string{"a", "b"})
	all := []session.Attribute{{Path: "customer.name", Value: model.TextOf("Ada")}, {Path: "conversation.priority", Value: model.NumberOf(5)},
		{Path: "customer.vip", Value: model.BoolOf(true)}, {Path: "conversation.tags", Value: list}}
	for _, c := range []struct {
		event session.Event
		want  string
	}{
		{session.Event{Type: session.Message, Dialog: "ask", Mark: mark, From: session.Bot, Text: `<a href="x">R&D</a>` + "\n\u2014 \x1b[31m\u009bé😀", Buttons: []string{"CX", "Sales"}},
			`"type":"message","dialog":"ask","interaction":"1.0.2","from":"bot","text":"<a href=\"x\">R&D</a>\n— \u001b[31m\u009bé😀","buttons":["CX","Sales"]`},
		{session.Event{Type: session.Message, From: session.Agent, Text: "Hi"}, `"type":"message","from":"agent","text":"Hi"`},
		{session.Event{Type: session.Message, From: session.Bot, More: &session.More{Cards: []session.Card{{Title: "T", Description: "D"}, {Title: "U", Image: "i"}},
			Articles: []session.Article{{ID: "a1", Title: "A"}}, Attachments: []string{"x.png"}}},
			`"type":"message","from":"bot","text":"","cards":[{"title":"T","description":"D"},{"title":"U","image":"i"}],"articles":[{"title":"A","id":"a1"}],"attachments":["x.png"]`},
		{session.Event{Type: session.Redirect, Dialog: "welcome", Mark: end, To: "ask", Why: "end"}, `"type":"redirect","dialog":"welcome","to":"ask","why":"end"`},
		{session.Event{Type: session.Saved, Attribute: "conversation.priority", Value: model.NumberOf(2.5)}, `"type":"saved","attribute":"conversation.priority","value":2.5`},
		{session.Event{Type: session.Saved, Attribute: "conversation.name"}, `"type":"saved","attribute":"conversation.name","value":null`},
		{session.Event{Type: session.Intent, Name: "refund", Why: "keyword", More: &session.More{Score: 0.75}}, `"type":"intent","id":"refund","score":0.75,"how":"keyword"`},
		{session.Event{Type: session.Workflow, Name: "w", More: &session.More{Input: all[:1], Output: all[1:2]}}, `"type":"workflow","id":"w","input":{"customer.name":"Ada"},"output":{"conversation.priority":5}`},
		{session.Event{Type: session.Workflow, Name: "w", More: &session.More{Error: "no"}}, `"type":"workflow","id":"w","input":{},"error":"no"`},
		{session.Event{Type: session.Timer, Name: "reminder"}, `"type":"timer","timer":"reminder"`},
		{session.Event{Type: session.Changed, Status: session.Ended}, `"type":"status","status":"ended"`},
		{session.Event{Type: session.HandOver, Name: "Sales", More: &session.More{Attributes: all}},
			`"type":"transfer","team":"Sales","attributes":{"customer.name":"Ada","conversation.priority":5,"customer.vip":true,"conversation.tags":["a","b"]}`},
		{session.Event{Type: session.HandOver, More: &session.More{Task: &session.Task{Label: "Returns", Priority: 4}}},
			`"type":"transfer","attributes":{},"task":{"label":"Returns","priority":4}`},
		{session.Event{Type: session.HandOver}, `"type":"transfer","attributes":{}`},
		{session.Event{Type: session.Feedback, Value: model.TextOf("positive"), Why: "ai"}, `"type":"feedback","value":"positive","on":"ai"`},
		{session.Event{Type: session.Rating, Value: model.NumberOf(4), More: &session.More{Scale: 5}}, `"type":"rating","value":4,"scale":5`},
		{session.Event{Type: session.Note, Text: "x", Unfit: true}, `"type":"note","text":"x"`},
		{session.Event{Type: session.End, Status: session.Transferred, More: &session.More{Path: []model.DialogID{"a", "b"}, Turns: 2}},
			`"type":"end","status":"transferred","path":["a","b"],"attributes":{},"turns":2`},
	} {
		c.event.Seq, c.event.At = 7, at
		got := string(script.AppendEvent(nil, c.event))
		if want := `{"seq":7,"at":"2026-03-02T10:00:00Z",` + c.want + "}\n"; got != want {
			t.Errorf("got  %swant %s", got, want)
		}
		if !json.Valid([]byte(got)) {
			t.Errorf("not JSON: %s", got)
		}
	}
	if got := string(script.AppendEvent(nil, session.Event{At: at + 250, Type: session.Note})); !strings.Contains(got, `"at":"2026-03-02T10:00:00.250Z"`) {
		t.Error(got)
	}
}

func TestEventsAreJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := session.Event{Type: session.Saved, Dialog: model.DialogID(rapid.String().Draw(t, "dialog")), Attribute: "customer.x",
			Value: rapid.OneOf(rapid.Map(rapid.String(), model.TextOf), rapid.Map(rapid.Float64(), model.NumberOf), rapid.Map(rapid.SliceOf(rapid.String()), model.ListOf)).Draw(t, "value")}
		line := script.AppendEvent(nil, e)
		var got struct {
			Dialog string
			Value  any
		}
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if bytes.Count(line, []byte("\n")) != 1 || got.Dialog != string(e.Dialog) {
			t.Fatalf("%s", line)
		}
		var back model.Value
		if err := back.FromNotation(got.Value); err == nil && !back.Equal(e.Value) {
			t.Fatalf("%v came back as %v", e.Value, back)
		}
	})
}

func TestTranscript(t *testing.T) {
	events := []session.Event{
		{Type: session.Changed, Status: session.Running},
		{Type: session.Message, From: session.Bot, Text: "Hello! \x1b]0;evil\x07I'm a bot with quite a lot to say."},
		{Type: session.Redirect, To: "team", Why: "end"},
		{Type: session.Message, From: session.Bot, Text: "Which team?", Buttons: []string{"CX", "Sales", "A very long label indeed"}},
		{Type: session.Note, Text: "there is no button \"X\" here", Unfit: true},
		{Type: session.Note, Text: "customer.name is not set: it shows nothing"},
		{Type: session.Note, Text: session.Failure + "there is no dialog no\x07where"},
		{Type: session.Message, From: session.Customer, Text: "Sales"},
		{Type: session.Saved, Attribute: "conversation.assignedTeam", Value: model.TextOf("Sales")},
		{Type: session.HandOver, Name: "Sales"},
		{Type: session.End, Status: session.Transferred, More: &session.More{Turns: 1, Path: []model.DialogID{"welcome", "team"}}},
	}
	render := func(tr script.Transcript) string {
		var b []byte
		for _, e := range events {
			b = tr.Append(b, e)
		}
		return string(b)
	}
	plain := `     Bot  Hello! I'm a bot with quite a
          lot to say.
     Bot  Which team?
          [1] CX  [2] Sales
          [3] A very long label indeed
          ! there is no button "X" here
          ! error: there is no dialog
          nowhere
Customer  Sales
          -- handed over to Sales --

transferred, 1 turn: welcome > team
`
	if got := render(script.Transcript{Width: 40}); got != plain {
		t.Errorf("got\n%s\nwant\n%s", got, plain)
	}
	if got := render(script.Transcript{Verbose: true}); !strings.Contains(got, "(conversation.assignedTeam = Sales)") || !strings.Contains(got, "(> team, end)") {
		t.Error(got)
	}
	for width := 1; width < 60; width++ {
		for _, l := range strings.Split(render(script.Transcript{Width: width}), "\n") {
			if n := len([]rune(l)); n > width && n > len("Customer:") {
				t.Errorf("width %d: %q has %d", width, l, n)
			}
		}
	}
}

func BenchmarkAppendEvent(b *testing.B) {
	e := session.Event{Seq: 3, Type: session.Message, Dialog: "ask", From: session.Bot, Text: "Which team would you like to reach?", Buttons: []string{"CX", "Sales"}}
	buf := make([]byte, 0, 512)
	b.ReportAllocs()
	for b.Loop() {
		buf = script.AppendEvent(buf[:0], e)
	}
}
