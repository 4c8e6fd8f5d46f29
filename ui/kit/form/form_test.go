package form

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"parley/themes"
	"parley/ui/kit/canvas"
	"parley/ui/kit/dialog"
	"parley/ui/kit/styles"
)

func look() *styles.Styles {
	return styles.New(themes.Default(true), styles.NewRenderer(termenv.TrueColor, true), styles.Options{})
}

func press(s string) tea.KeyMsg {
	for name, t := range map[string]tea.KeyType{"enter": tea.KeyEnter, "esc": tea.KeyEsc, "down": tea.KeyDown, "up": tea.KeyUp, "tab": tea.KeyTab, "right": tea.KeyRight, "left": tea.KeyLeft, "backspace": tea.KeyBackspace, "ctrl+u": tea.KeyCtrlU} {
		if s == name {
			return tea.KeyMsg{Type: t}
		}
	}
	if s == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(" ")}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)}
}

func sample() []Field {
	return []Field{
		{Kind: Note, Label: "Message"},
		{Key: "name", Label: "Name", Value: "Welcome", Hint: "The team sees this."},
		{Key: "text", Label: "Text", Kind: Text, Value: "Hello!\nHow can we help?"},
		{Key: "channel", Label: "Channel", Kind: Choice, Value: "chat", Options: []Option{{ID: "chat", Label: "Chat"}, {ID: "voice", Label: "Voice", Disabled: "Premium only"}, {ID: "sms", Label: "SMS"}}},
		{Key: "live", Label: "Live", Kind: Toggle, Value: "true"},
		{Key: "tries", Label: "Tries", Kind: Number, Value: "3", Min: 1, Max: 5},
		{Key: "wait", Label: "Wait", Kind: Duration, Value: "1m30s"},
		{Key: "off", Label: "Off", Value: "x", Disabled: "not on SMS"},
	}
}

// owner plays the parent: it keeps the values and gives them back.
type owner struct {
	m      *Model
	fields []Field
	log    []string
}

func (o *owner) take(r Result) {
	for _, c := range r.Changes {
		o.log = append(o.log, c.Key+"="+c.Value)
		for i := range o.fields {
			if o.fields[i].Key == c.Key {
				o.fields[i].Value = c.Value
			}
		}
	}
	if len(r.Changes) > 0 {
		o.m.SetFields(append([]Field{}, o.fields...))
	}
}

func (o *owner) press(keys ...string) Result {
	var r Result
	for _, k := range keys {
		r = o.m.Update(press(k))
		o.take(r)
	}
	return r
}

func newOwner() *owner {
	o := &owner{m: New(look()), fields: sample()}
	o.m.SetFields(sample())
	o.m.SetSize(60, 20)
	o.m.Focus()
	return o
}

func TestTyping(t *testing.T) {
	o := newOwner()
	o.press("enter", "!", "?")
	if !o.m.Typing() || strings.Join(o.log, " ") != "name=Welcome! name=Welcome!?" {
		t.Fatal(o.log)
	}
	o.press("tab", "!")
	if o.m.Key() != "text" || o.fields[2].Value != "Hello!\nHow can we help?!" {
		t.Fatalf("%q", o.fields[2].Value)
	}
	o.press("enter", "x", "esc")
	if o.fields[2].Value != "Hello!\nHow can we help?!\nx" || o.m.Typing() {
		t.Fatalf("%q", o.fields[2].Value)
	}
}

func TestChoiceToggleNumberDuration(t *testing.T) {
	o := newOwner()
	o.m.FocusKey("channel")
	o.press("right")
	if o.fields[3].Value != "sms" {
		t.Errorf("an option that does not fit is passed over: %q", o.fields[3].Value)
	}
	r := o.press("enter")
	if r.Picker == nil {
		t.Fatal("no picker")
	}
	if r, ok := o.m.Answer(dialog.Answer{ID: "form:channel", Choice: "chat"}); !ok || r.Changes[0] != (Changed{Key: "channel", Value: "chat"}) {
		t.Errorf("%+v", r)
	}
	if _, ok := o.m.Answer(dialog.Answer{ID: "other"}); ok {
		t.Error("another answer")
	}
	o.m.FocusKey("live")
	o.press(" ")
	if o.fields[4].Value != "false" {
		t.Error("toggle")
	}
	o.m.FocusKey("tries")
	o.press("enter", "backspace", "9")
	if o.fields[5].Value != "3" || !strings.Contains(ansi.Strip(o.m.View()), "from 1 to 5") {
		t.Errorf("%q\n%s", o.fields[5].Value, ansi.Strip(o.m.View()))
	}
	o.press("backspace", "4", "enter")
	if o.fields[5].Value != "4" || o.m.Typing() {
		t.Error(o.fields[5].Value)
	}
	o.m.FocusKey("wait")
	if !strings.Contains(ansi.Strip(o.m.View()), "1m 30s") {
		t.Error(ansi.Strip(o.m.View()))
	}
	o.press("enter", "ctrl+u", "2", "h")
	if o.fields[6].Value != "2h0m0s" || o.m.Editor().Text() != "2h" {
		t.Errorf("%q %q", o.fields[6].Value, o.m.Editor().Text())
	}
	o.m.FocusKey("off")
	if r := o.press("enter"); r.Reason != "not on SMS" || o.m.Typing() {
		t.Errorf("%+v", r)
	}
}

func TestKeysForTheParent(t *testing.T) {
	o := newOwner()
	for _, k := range []string{"tab", "esc", "x", "up"} {
		if o.m.Update(press(k)).Handled {
			t.Errorf("%s was taken", k)
		}
	}
	empty := New(look())
	empty.Update(press("enter"))
	if got := empty.View(); got != " " {
		t.Errorf("%q", got)
	}
}

func TestDurations(t *testing.T) {
	for in, want := range map[string]time.Duration{"90": 90 * time.Second, "5 min": 5 * time.Minute, "2h 30m": 150 * time.Minute, "1 day": 24 * time.Hour, "1d 2h": 26 * time.Hour, "0s": 0, "1.5h": 90 * time.Minute, "250ms": 250 * time.Millisecond} {
		if got, err := ParseDuration(in); err != nil || got != want {
			t.Errorf("%q: %v %v", in, got, err)
		}
	}
	for _, in := range []string{"", "soon", "5 parsecs", "-1h", "1h 2", "1e9h"} {
		if got, err := ParseDuration(in); err == nil {
			t.Errorf("%q: %v", in, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(0, 1e9).Draw(t, "ms")) * time.Millisecond
		if got, err := ParseDuration(FormatDuration(d)); err != nil || got != d {
			t.Fatalf("%v → %q → %v %v", d, FormatDuration(d), got, err)
		}
	})
}

func TestAlwaysExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := newOwner()
		for range rapid.IntRange(1, 15).Draw(t, "steps") {
			w, h := rapid.IntRange(1, 70).Draw(t, "w"), rapid.IntRange(1, 25).Draw(t, "h")
			o.m.SetSize(w, h)
			o.press(rapid.SampledFrom([]string{"up", "down", "enter", "esc", "tab", "a", "世界", "9", "backspace", " ", "left", "right", "\x1b[31m"}).Draw(t, "key"))
			lines := canvas.Lines(o.m.View())
			if len(lines) != h {
				t.Fatalf("%d lines, want %d", len(lines), h)
			}
			for _, l := range lines {
				if ansi.StringWidth(l) != w {
					t.Fatalf("%d cells, want %d: %q", ansi.StringWidth(l), w, l)
				}
			}
		}
	})
}
