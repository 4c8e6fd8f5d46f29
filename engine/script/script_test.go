package script_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/script"
	"parley/engine/session"
)

func TestParse(t *testing.T) {
	const source = "\ufeff# a comment\r\n\r\n  say  Hello there \r\n" + `{"say":"two\nlines "}` + "\npress #2\n\tpress\tCX\nkeys 12#\nwait 6m\n" +
		"agent reply Hi, I'm Zoe\nagent assign Zoe\nagent done\nrate 5\nengage\ndismiss\nvisit https://shop.example/a#b\nclose\nlanguage pt-BR\n" +
		`{"press":"CX"}` + "\n" + `{"keys":"1"}` + "\n" + `{"wait":"1h30m"}` + "\n" + `{"agent":{"reply":"x"}}` + "\n" + `{"agent":{"assign":"y"}}` + "\n" +
		`{"agent":{"done":true}}` + "\n" + `{"rate":3}` + "\n" + ` {"engage":true} ` + "\n" + `{"dismiss":true}` + "\n" + `{"visit":"/a"}` + "\n" + `{"close":true}` + "\n" + `{"language":"es"}` +
		"\nagent verify\n" + `{"agent":{"verify":true}}`
	lines, err := script.Parse([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	want := []script.Line{
		{3, model.Action{Verb: "say", Text: "Hello there"}}, {4, model.Action{Verb: "say", Text: "two\nlines "}},
		{5, model.Action{Verb: "press", Text: "#2"}}, {6, model.Action{Verb: "press", Text: "CX"}}, {7, model.Action{Verb: "keys", Text: "12#"}},
		{8, model.Action{Verb: "wait", Wait: model.Duration(6 * time.Minute)}}, {9, model.Action{Verb: "agent reply", Text: "Hi, I'm Zoe"}},
		{10, model.Action{Verb: "agent assign", Text: "Zoe"}}, {11, model.Action{Verb: "agent done"}}, {12, model.Action{Verb: "rate", Rating: 5}},
		{13, model.Action{Verb: "engage"}}, {14, model.Action{Verb: "dismiss"}}, {15, model.Action{Verb: "visit", Text: "https://shop.example/a#b"}},
		{16, model.Action{Verb: "close"}}, {17, model.Action{Verb: "language", Text: "pt-BR"}},
		{18, model.Action{Verb: "press", Text: "CX"}}, {19, model.Action{Verb: "keys", Text: "1"}}, {20, model.Action{Verb: "wait", Wait: model.Duration(90 * time.Minute)}},
		{21, model.Action{Verb: "agent reply", Text: "x"}}, {22, model.Action{Verb: "agent assign", Text: "y"}}, {23, model.Action{Verb: "agent done"}},
		{24, model.Action{Verb: "rate", Rating: 3}}, {25, model.Action{Verb: "engage"}}, {26, model.Action{Verb: "dismiss"}},
		{27, model.Action{Verb: "visit", Text: "/a"}}, {28, model.Action{Verb: "close"}}, {29, model.Action{Verb: "language", Text: "es"}},
		{30, model.Action{Verb: "agent verify"}}, {31, model.Action{Verb: "agent verify"}},
	}
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d: %v", len(lines), len(want), lines)
	}
	for i := range want {
		if lines[i] != want[i] {
			t.Errorf("line %d is %+v, want %+v", i, lines[i], want[i])
		}
	}
	for _, l := range lines {
		if strings.ContainsRune(l.Action.Text, '\n') {
			continue
		}
		if again, ok, err := script.ParseLine(l.Action.String()); !ok || err != nil || again != l.Action {
			t.Errorf("%q reads as %+v, %v", l.Action.String(), again, err)
		}
	}
}

func TestEveryVerbIsRead(t *testing.T) {
	for _, v := range model.Verbs() {
		read := false
		for _, rest := range []string{"", " 5", " 5m", " es"} {
			a, _, err := script.ParseLine(string(v) + rest)
			read = read || err == nil && a.Verb == v
		}
		if !read {
			t.Errorf("%q is not read", v)
		}
	}
}

func TestErrors(t *testing.T) {
	long := strings.Repeat("x", model.MaxMessageBytes+1)
	for _, c := range []struct{ line, want string }{
		{"sya Hello", `line 2: "sya" is no action, did you mean say?; write say Hello`},
		{"Press CX", `line 2: "Press" is no action, did you mean press?; write press Yes, or press #2 for the second button`},
		{"Hello there", `line 2: "Hello" is no action; write say Hello, press Yes, wait 5m or another of say, press, keys, wait, agent, rate, engage, dismiss, visit, close, language`},
		{"agent", `line 2: "agent " is no action, did you mean agent reply?; write agent reply Hello, agent assign Ada, agent done or agent verify`},
		{"agent repyl Hello", `line 2: "agent repyl" is no action, did you mean agent reply?; write agent reply Hello`},
		{"say", `line 2: say is followed by nothing; write say Hello`},
		{"wait", `line 2: "" is no length of time; write wait 90s, wait 5m or wait 24h`},
		{"wait soon", `line 2: "soon" is no length of time; write wait 90s, wait 5m or wait 24h`},
		{"wait -5m", `line 2: "-5m" is no length of time; write wait 90s, wait 5m or wait 24h`},
		{"rate great", `line 2: "great" is no whole number; write rate 5`},
		{"close the chat", `line 2: close takes nothing, but "the chat" follows it; write close`},
		{"keys abc", `line 2: "abc" is not all on a keypad; write keys 12#`},
		{"language Spanish!", `line 2: "Spanish!" is no language; write a tag such as es or pt-BR`},
		{"say " + long, `line 2: the text is 65537 bytes long, and 64 KB is the most; send it in parts`},
		{"say " + strings.Repeat(long, 20), `line 2: the line is longer than 385 KB; send a message of at most 64 KB, or several`},
		{"say \xff", `line 2: the line is not UTF-8 text; save the script as UTF-8`},
		{`{"say":"a"`, `line 2: "{\"say\":\"a\"" is broken JSON; write one action, such as {"say":"Hello"}`},
		{`{"say":"a"} x`, `line 2: something follows the object; write one action, such as {"say":"Hello"}`},
		{`{}`, `line 2: the object is empty; write one action, such as {"say":"Hello"}`},
		{`{"say":"a","press":"b"}`, `line 2: there is more than one key; write one action, such as {"say":"Hello"}`},
		{`{"prss":"a"}`, `line 2: "prss" is no action, did you mean press?; write {"press":"TEXT"}`},
		{`{"say":["a"]}`, `line 2: say takes a text; write {"say":"TEXT"}`},
		{`{"say":true}`, `line 2: say takes a text; write {"say":"TEXT"}`},
		{`{"say":""}`, `line 2: say is followed by nothing; write say Hello`},
		{`{"wait":5}`, `line 2: expected a duration such as 90s, 5m or 24h; write {"wait":"5m"}`},
		{`{"wait":""}`, `line 2: wait is followed by nothing; write {"wait":"5m"}`},
		{`{"agent":{"done":false}}`, `line 2: agent takes {reply: TEXT}, {assign: NAME}, {done: true} or {verify: true}; write {"agent":{"reply":"Hello"}}, {"agent":{"assign":"Ada"}}, {"agent":{"done":true}} or {"agent":{"verify":true}}`},
		{`{"agent reply":"x"}`, `line 2: "agent reply" is no action, did you mean agent reply?; write {"agent":{"reply":"Hello"}}, {"agent":{"assign":"Ada"}}, {"agent":{"done":true}} or {"agent":{"verify":true}}`},
	} {
		lines, err := script.Parse([]byte("say Hi\n" + c.line + "\nsay Bye\n"))
		if err == nil || err.Error() != c.want || lines != nil {
			t.Errorf("%.60s:\n got %v\nwant %s", c.line, err, c.want)
		}
	}
}

func TestReaderGoesOnAfterAnError(t *testing.T) {
	r := script.NewReader(strings.NewReader("hello\nsay " + strings.Repeat("x", 1<<20) + "\nsay Hi"))
	for range 2 {
		var e *script.Error
		if _, err := r.Next(); !errors.As(err, &e) {
			t.Fatalf("got %v, want an error of a line", err)
		}
	}
	if l, err := r.Next(); err != nil || l.Number != 3 || l.Action.Text != "Hi" {
		t.Fatalf("got %+v, %v", l, err)
	}
	if _, err := r.Next(); err != io.EOF {
		t.Fatalf("got %v, want the end", err)
	}
}

func TestInput(t *testing.T) {
	const now = 1_000
	for _, c := range []struct {
		line string
		want session.Input
	}{
		{"say Hi", session.Input{At: now, Kind: session.Say, Text: "Hi"}},
		{"press #2", session.Input{At: now, Kind: session.Press, Text: "#2"}},
		{"wait 1m", session.Input{At: now + 60_000, Kind: session.Tick}},
		{"keys 1", session.Input{At: now, Kind: session.Keys, Text: "1"}},
		{"rate 4", session.Input{At: now, Kind: session.Rate, Number: 4}},
		{"agent reply Hi", session.Input{At: now, Kind: session.AgentReply, Text: "Hi"}},
		{"agent assign Zoe", session.Input{At: now, Kind: session.AgentAssign, Text: "Zoe"}},
		{"agent done", session.Input{At: now, Kind: session.AgentDone}},
		{"agent verify", session.Input{At: now, Kind: session.AgentVerify}},
		{"engage", session.Input{At: now, Kind: session.Engage}},
		{"dismiss", session.Input{At: now, Kind: session.Dismiss}},
		{"visit /cart", session.Input{At: now, Kind: session.VisitPage, Text: "/cart"}},
		{"close", session.Input{At: now, Kind: session.CloseChat}},
		{"language es", session.Input{At: now, Kind: session.Language, Text: "es"}},
	} {
		a, _, err := script.ParseLine(c.line)
		if err != nil {
			t.Fatal(err)
		}
		if got := script.Input(a, now); got != c.want {
			t.Errorf("%s is %+v, want %+v", c.line, got, c.want)
		}
	}
}
