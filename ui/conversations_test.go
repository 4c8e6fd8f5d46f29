package ui_test

import (
	"context"
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/conversation/invented"
	"parley/engine/lead"
	"parley/engine/model"
	"parley/store"
	"parley/store/conversations"
	"parley/ui/desk"
	"parley/ui/uitest"
)

// recordedUntil is when the last conversation of these tests began, a Wednesday.
var recordedUntil = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

// recordedFile is a workspace with the samples and n conversations, one every ten minutes.
func recordedFile(t testing.TB, n int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "w.db")
	made, err := desk.Open(desk.Options{File: file, Fill: desk.WithSamples})
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	st, err := store.OpenFile(file, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := func(yield func(conversations.Record) bool) {
		for l := range invented.Talks(n, 10*time.Minute, recordedUntil) {
			d := conversation.DigestOf(&l.Header, l.Events)
			if !yield(conversations.Record{Log: l, Digest: &d, Lead: lead.Of(l, &d, model.Leads{}).Lead}) {
				return
			}
		}
	}
	if wrote, err := st.Conversations().WriteAll(context.Background(), iter.Seq[conversations.Record](all)); err != nil || wrote != n {
		t.Fatal(wrote, err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

// atConversations opens the screen on n conversations.
func atConversations(t testing.TB, n int, o uitest.Options) *uitest.Driver {
	t.Helper()
	o.File, o.Now = recordedFile(t, n), recordedUntil.Add(time.Hour)
	if o.Width == 0 {
		o.Width, o.Height = 200, 60
	}
	d := uitest.New(t, o)
	d.Press("6")
	return d
}

func TestConversationsAreCardsAndOneIsRead(t *testing.T) {
	d := atConversations(t, 100, uitest.Options{})
	d.Sees("Conversations 88 of 100", "Look for", "score 50 and more, not yet", "KIQ pending", "KIQ does not count", "resolved by chatbot", "escalated to human", "simulated", "messages")
	d.Press("enter")
	d.Sees("customer", "hands off", "Qualification, BANT", "Meters", "LutinGénie", "Messages", "Hello! I'm the shop's bot.", "Text question", "saved customer.name =")
	d.SeesNot("goes to ")
	d.Press("n", "n")
	d.Sees("Messages")
	d.Press("b")
	d.Sees("all that happened")
	d.Press("esc", "end")
	d.Sees("2026-03-03")
}

func TestConversationsAreFoundWhileTyping(t *testing.T) {
	d := atConversations(t, 120, uitest.Options{})
	d.Press("/")
	d.Type("edsgr")
	d.Sees("Edsger")
	d.SeesNot("Barbara Byron", "Ada Byron")
	d.Times(5, "backspace")
	d.Type("drowning in")
	d.SeesNot("Conversations 105 of 120")
	d.Sees("Conversations 0 of 120", `None is found by "drowning in"`)
	d.Pause()
	d.SeesNot("Conversations 0 of 120", "looking through")
	d.Press("enter", "enter")
	d.Sees("We are drowning in tickets")
	d.Press("esc", "0")
	d.Sees("Conversations 105 of 120")
	d.Press("/")
	d.Type("xyzzy")
	d.Pause()
	d.Sees("Conversations 0 of 120", "None is found", "0 looks for all")
}

func TestConversationsAreFiltered(t *testing.T) {
	d := atConversations(t, 120, uitest.Options{})
	d.Press("f", "enter")
	d.Sees("score 50 and more, not handed off", "● score 50 and more")
	d.Press("down", "enter")
	d.Sees("50-")
	d.Times(3, "backspace")
	d.Type("200")
	d.Press("enter")
	d.Sees("write a score from 0 to 100")
	d.Times(3, "backspace")
	d.Type("20-45")
	d.Press("enter")
	d.Sees("score 20 to 45, not handed off", "20 to 45")
	d.Press("x", "down", "x")
	d.Sees("Conversations 105 of 120")
	d.Press("enter")
	d.Type("all but handed off")
	d.Press("enter")
	d.Sees("not handed off")
	d.Press("down", "enter")
	d.Type("abandoned")
	d.Press("enter")
	d.Sees("not handed off, abandoned")
	d.Press("K")
	d.Type("gone for good")
	d.Press("enter")
	d.Says("Kept the filter gone for good")
	d.Sees("● gone for good")
	d.Press("0", "home", "down", "enter")
	d.Sees("not handed off, abandoned")
	d.Press("x")
	d.Says("Forgot the filter gone for good")
	d.Press("home", "x")
	d.Says("ships with parley")
}

func TestAConversationIsArchivedAndComesBack(t *testing.T) {
	d := atConversations(t, 40, uitest.Options{})
	d.Sees("Conversations 35 of 40")
	d.Press("a")
	d.Says("Archived ")
	d.Sees("Conversations 34 of 40")
	d.Press("a")
	d.Sees("Conversations 33 of 40")
	d.Press("A")
	d.Sees("Conversations 35 of 40", "archived")
	d.Press("u", "ctrl+z")
	d.Says("Undid: archive ")
	d.Press("A")
	d.Sees("Conversations 35 of 40")
	d.Press("U")
	d.Says("Redid: archive ")
	d.Sees("Conversations 34 of 40")
	d.Press("u", "u")
	d.Says("there is nothing to undo")
	d.Sees("Conversations 35 of 40")
}

func TestAConversationIsExported(t *testing.T) {
	d := atConversations(t, 10, uitest.Options{})
	copied := ""
	d.Model().SetClipboard(func(text string) error { copied = text; return nil })
	d.Press("y")
	d.Says("Copied the conversation with")
	if !strings.HasPrefix(copied, "# Conversation with ") || !strings.Contains(copied, "## Meters") {
		t.Errorf("copied %q", copied)
	}
	d.Press("e")
	d.Type("json to a file")
	d.Press("enter")
	d.Times(60, "backspace")
	file := filepath.Join(t.TempDir(), "x.json")
	d.Type(file)
	d.Press("enter")
	d.Says("Wrote ")
	if data, err := os.ReadFile(file); err != nil || !json.Valid(data) {
		t.Error(err)
	}
	d.Press("e", "down", "enter")
	if !strings.Contains(copied, "Qualification, BANT\n") || strings.Contains(copied, "## ") {
		t.Errorf("copied %q", copied)
	}
}

func TestConversationsOfNone(t *testing.T) {
	d := uitest.New(t, uitest.Options{})
	d.Press("6")
	d.Sees("Conversations 0", "What customers and assistants said", "None is kept yet")
	d.Press("a")
	d.Says("no conversation is selected")
	d.Press("/")
	d.Type("ada")
	d.Pause()
	d.Press("esc", "f", "down", "enter", "esc", "2")
	d.Sees("Welcome")
}

// TestALiveConversationIsListed: what is talked live is there at once, and goes on there.
func TestALiveConversationIsListed(t *testing.T) {
	d := writesIn(t, uitest.Options{Width: 200, Height: 60})
	say(d, "Ada Byron")
	d.Press("esc", "6")
	d.Sees("Conversations 1", "Ada Byron", "active", "running", "Kiosk v1", "KIQ pending", "resolved by chatbot", "Which colour, Ada Byron?", "buttons Red · Blue")
	d.Press("2", "enter", "6")
	d.Sees("Conversations 1", "handed off", "transferred", "KIQ does not count", "escalated to human", "It is on its way.", "does not count: transferred")
}

func TestAConversationLeadsToItsAssistantAndBack(t *testing.T) {
	d := atConversations(t, 10, uitest.Options{})
	d.Press("B")
	d.SeesNot("Conversations 10")
	d.Sees("premium · chat")
	_, name, _ := strings.Cut(d.Line(0), "▸ ")
	name, _, _ = strings.Cut(name, "  ")
	d.Press("ctrl+k")
	d.Type("conversations with this")
	d.Press("enter")
	d.Sees("Assistant", name+" v1", " of 10")
	d.SeesNot("Conversations 9 of 10")
}

func TestTheMouseChoosesConversations(t *testing.T) {
	d := atConversations(t, 100, uitest.Options{})
	d.ClickText("Source")
	d.ClickText("Source")
	d.Type("preview")
	d.Press("enter")
	d.Sees("Conversations 100", "live or simulated or preview")
	x, y, ok := d.Find("KIQ pending")
	if !ok {
		d.Fail("no card")
	}
	d.Click(x, y)
	d.Click(x, y)
	d.Wheel(150, 20, 3)
	d.Sees("Qualification")
}

func TestConversationsFitEveryWindow(t *testing.T) {
	for name, o := range map[string]uitest.Options{"colour": {}, "plain": {Look: uitest.PlainLook()}, "light": {Look: uitest.Look(false)}} {
		t.Run(name, func(t *testing.T) {
			d := atConversations(t, 60, o)
			keys := strings.Fields("tab shift+tab down up enter esc / a u A f j k pgdown pgup end home b n p 0 x left right s c t backspace")
			rapid.Check(t, func(t *rapid.T) {
				d.Press(rapid.SampledFrom(keys).Draw(t, "key"))
				d.Resize(rapid.IntRange(1, 220).Draw(t, "w"), rapid.IntRange(1, 70).Draw(t, "h"))
			})
		})
	}
}

// BenchmarkConversations is a letter typed into the filter over 100,000
// conversations, and a step down the list, to the finished frame of 120×40; and
// going to the screen until its first frame.
func BenchmarkConversations(b *testing.B) {
	d := atConversations(b, 100_000, uitest.Options{Width: 120, Height: 40, Racing: true})
	d.Sees("Conversations 87,500 of 100,000")
	d.Slow() // what goes on beside the screen holds up no frame
	b.Run("typing", func(b *testing.B) {
		word, n := "grace hop", 0
		d.Press("/")
		for b.Loop() {
			if n == len(word) {
				b.StopTimer()
				d.Times(n, "backspace")
				n = 0
				b.StartTimer()
			}
			d.Type(word[n : n+1])
			n++
		}
		d.Times(n, "backspace")
		d.Press("esc")
	})
	b.Run("down", func(b *testing.B) {
		for b.Loop() {
			d.Press("down")
		}
	})
}
