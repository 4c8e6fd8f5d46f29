package channel_test

import (
	"fmt"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/warthog618/sms"
	"pgregory.net/rapid"

	"parley/engine/channel"
	"parley/engine/model"
	"parley/engine/session"
)

func TestSegmentsAtEveryBoundary(t *testing.T) {
	x := strings.Repeat
	cases := []struct {
		name  string
		text  string
		count int
		left  int
		wide  bool
	}{
		{"empty", "", 1, 160, false},
		{"160", x("a", 160), 1, 0, false},
		{"161", x("a", 161), 2, 153 - 8, false},
		{"306", x("a", 306), 2, 0, false},
		{"307", x("a", 307), 3, 152, false},
		{"80 extension", x("€", 80), 1, 0, false},
		{"81 extension", x("€", 81), 2, 153 - 10, false}, // 76 fit the first: none is split
		{"extension at the edge", x("a", 152) + "€" + x("a", 10), 2, 153 - 12, false},
		{"70 wide", x("ж", 70), 1, 0, true},
		{"71 wide", x("ж", 71), 2, 63, true},
		{"134 wide", x("ж", 134), 2, 0, true},
		{"135 wide", x("ж", 135), 3, 66, true},
		{"35 emoji", x("👍", 35), 1, 0, true},
		{"36 emoji", x("👍", 36), 2, 67 - 6, true}, // 33 fit the first
		{"accents of the alphabet", x("é", 160), 1, 0, false},
		{"accent it lacks", x("a", 70) + "ã", 2, 63, true},
	}
	for _, c := range cases {
		if got := channel.Count(c.text); got.Count != c.count || got.Left != c.left || got.Wide != c.wide {
			t.Errorf("%s: %+v, want %d, left %d, wide %t", c.name, got, c.count, c.left, c.wide)
		}
	}
}

func TestSegmentsAreThoseOfTheEncoder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := rapid.SampledFrom([]string{"ab c?\n", "a€{é", "aж👍", "€👍a"}).Draw(t, "alphabet")
		s := rapid.StringOfN(rapid.RuneFrom([]rune(alphabet)), 1, 400, -1).Draw(t, "text")
		parts, err := sms.Encode([]byte(s))
		if err != nil {
			t.Skip(err)
		}
		if got := channel.Count(s); got.Count != len(parts) {
			t.Fatalf("%d segments, the encoder makes %d of %q", got.Count, len(parts), s)
		}
	})
}

func spans(all [][]channel.Span) string {
	var b strings.Builder
	for i, l := range all {
		if i > 0 {
			b.WriteString(" / ")
		}
		for _, s := range l {
			style := ""
			for on, letter := range map[string]bool{"b": s.Bold, "i": s.Italic, "s": s.Strike, "m": s.Mono} {
				if letter {
					style += on
				}
			}
			fmt.Fprintf(&b, "[%s:%s]", s.Text, strings.Join(sorted(style), ""))
		}
	}
	return b.String()
}

func sorted(s string) []string {
	var out []string
	for _, c := range []string{"b", "i", "m", "s"} {
		if strings.Contains(s, c) {
			out = append(out, c)
		}
	}
	return out
}

func TestWhatsAppStyles(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                   "[plain:]",
		"a *b* c":                 "[a :][b:b][ c:]",
		"_i_ ~s~":                 "[i:i][ :][s:s]",
		"*_both_*":                "[both:bi]",
		"*a _b_ c*":               "[a :b][b:bi][ c:b]",
		"2*3*4":                   "[2*3*4:]",
		"snake_case_name":         "[snake_case_name:]",
		"* not*":                  "[* not*:]",
		"*not *":                  "[*not *:]",
		"*open":                   "[*open:]",
		"**":                      "[**:]",
		"(*x*), _y_.":             "[(:][x:b][), :][y:i][.:]",
		"```a *b*\nc```d":         "[a *b*:m] / [c:m][d:]",
		"```open":                 "[```open:]",
		"*a\nb*":                  "[*a:] / [b*:]",
		"x\n\n*y*":                "[x:] /  / [y:b]",
		"":                        "",
		"*ж* _你_":                 "[ж:b][ :][你:i]",
		"*one* and *two*, *three": "[one:b][ and :][two:b][, *three:]",
	} {
		if got := spans(channel.Spans(in)); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestSpansLoseNothingButMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("ab *_~`\nж")), 0, 60, -1).Draw(t, "text")
		var b strings.Builder
		for i, l := range channel.Spans(s) {
			if i > 0 {
				b.WriteByte('\n')
			}
			for _, x := range l {
				b.WriteString(x.Text)
			}
		}
		drop := strings.NewReplacer("*", "", "_", "", "~", "", "`", "")
		if drop.Replace(s) != drop.Replace(b.String()) {
			t.Fatalf("%q became %q", s, b.String())
		}
	})
}

func message(text string, buttons ...string) session.Event {
	return session.Event{Type: session.Message, From: session.Bot, Text: text, Buttons: buttons}
}

func TestRender(t *testing.T) {
	three, four := []string{"a", "b", "c"}, []string{"a", "b", "c", "d"}
	cases := []struct {
		name    string
		channel model.Channel
		event   session.Event
		check   func(channel.Shown) string
		want    string
	}{
		{"chat is Markdown", model.Chat, message("*x*", four...), func(s channel.Shown) string { return fmt.Sprint(s.Form, s.Text, s.Buttons, s.Lines) }, "0*x*[a b c d] []"},
		{"three buttons", model.WhatsApp, message("x", three...), func(s channel.Shown) string { return fmt.Sprint(s.Buttons, s.Rows) }, "[a b c] []"},
		{"four are a list", model.WhatsApp, message("x", four...), func(s channel.Shown) string { return fmt.Sprint(s.Buttons, s.Rows) }, "[] [a b c d]"},
		{"marks are styles", model.TwilioWhatsApp, message("*x*"), func(s channel.Shown) string { return s.Text }, "x"},
		{"4096 fit", model.WhatsApp, message(strings.Repeat("ж", 4096)), func(s channel.Shown) string { return fmt.Sprint(s.Over) }, "0"},
		{"4097 do not", model.WhatsApp, message(strings.Repeat("ж", 4097)), func(s channel.Shown) string { return fmt.Sprint(s.Over) }, "1"},
		{"1024 with buttons", model.WhatsApp, message(strings.Repeat("x", 1024), "a"), func(s channel.Shown) string { return fmt.Sprint(s.Over) }, "0"},
		{"1025 with buttons", model.WhatsApp, message(strings.Repeat("x", 1025), "a"), func(s channel.Shown) string { return fmt.Sprint(s.Over) }, "1"},
		{"SMS is plain", model.SMS, message("*x*", three...), func(s channel.Shown) string { return fmt.Sprint(s.Text, s.Segments.Count, s.Buttons, s.Rows) }, "*x*1 [] []"},
		{"spoken", model.Voice, message("Hello.  I'm a bot! e.g. this\nPress 1."), func(s channel.Shown) string { return strings.ReplaceAll(s.Text, "\n", "|") }, "Hello.|I'm a bot! e.g. this|Press 1."},
		{"other events", model.SMS, session.Event{Type: session.Note, Text: "x"}, func(s channel.Shown) string { return s.Text }, ""},
	}
	for _, c := range cases {
		if d := gocmp.Diff(c.want, c.check(channel.Render(c.channel, c.event))); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestLimits(t *testing.T) {
	l := channel.LimitsOf(model.WhatsApp)
	for _, c := range []struct{ choices, label, text int }{{0, 20, 4096}, {1, 20, 1024}, {3, 20, 1024}, {4, 24, 1024}} {
		if l.Choice(c.choices) != c.label || l.Message(c.choices) != c.text {
			t.Errorf("%d choices: %d, %d", c.choices, l.Choice(c.choices), l.Message(c.choices))
		}
	}
	for _, other := range []model.Channel{model.Chat, model.Voice} {
		if channel.LimitsOf(other) != (channel.Limits{}) {
			t.Errorf("%s has limits", other)
		}
	}
	if channel.Over("жж", 2) != 0 || channel.Over("жжж", 2) != 1 || channel.Over("жжж", 0) != 0 {
		t.Error("Over")
	}
}
