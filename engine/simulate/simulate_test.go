package simulate_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/model/modeltest"
	"parley/engine/session"
	"parley/engine/simulate"
	samples "parley/sample-assistants"
	"parley/store/files"
)

var (
	february = time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	march    = february.AddDate(0, 1, 0)
)

// shop is the workspace of the samples.
func shop(t testing.TB) *model.Workspace {
	t.Helper()
	found, err := files.Gather(samples.Files(), ".")
	if err != nil {
		t.Fatal(err)
	}
	read, err := files.Read(found)
	if err != nil {
		t.Fatal(err)
	}
	return read.Workspace
}

// options are those of a month's traffic on an assistant.
func options(w *model.Workspace, a *model.Assistant, conversations int) simulate.Options {
	return simulate.Options{Program: session.Compile(w, a), Conversations: conversations, Seed: 7, From: february, To: march,
		Header: conversation.Header{Assistant: a.ID, Version: 3, Channel: string(a.Channel), Type: a.Type, Engine: session.Revision}}
}

func traffic(t testing.TB, o simulate.Options) *simulate.Traffic {
	t.Helper()
	made, err := simulate.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// written is every conversation as it is kept, one behind the other.
func written(tr *simulate.Traffic, workers int) []string {
	var out []string
	for c := range tr.Play(context.Background(), workers) {
		var k conversation.Chunk
		k.Log(&c.Log)
		out = append(out, string(k.Bytes())+digestBytes(&c.Digest)+fmt.Sprint(c.Lead))
	}
	return out
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	w := shop(t)
	for _, a := range w.Assistants {
		o := options(w, a, 150)
		o.Scored = true
		one := written(traffic(t, o), 1)
		if len(one) < 150 {
			t.Errorf("%s: %d conversations", a.ID, len(one))
		}
		for _, workers := range []int{2, 5} {
			if other := written(traffic(t, o), workers); strings.Join(one, "\n") != strings.Join(other, "\n") {
				t.Errorf("%s: %d workers make other conversations than one", a.ID, workers)
			}
		}
		o.Seed++
		if strings.Join(one, "\n") == strings.Join(written(traffic(t, o), 2), "\n") {
			t.Errorf("%s: another seed makes the same conversations", a.ID)
		}
	}
}

// kept is events as they are kept.
func kept(events []session.Event) string {
	var k conversation.Chunk
	k.Events(events...)
	return string(k.Bytes())
}

func digestBytes(d *conversation.Digest) string {
	var k conversation.Digests
	k.Add(d)
	return string(k.Bytes())
}

// sound checks one conversation: it replays, nothing in it did not fit, its digest is that of its events.
func sound(t interface{ Errorf(string, ...any) }, p *session.Program, c *simulate.Conversation) {
	l := &c.Log
	if l.Header.Source != conversation.Simulated {
		t.Errorf("%s: its source is %s", l.Header.ID, l.Header.Source)
	}
	if digest := conversation.DigestOf(&l.Header, l.Events); digestBytes(&c.Digest) != digestBytes(&digest) {
		t.Errorf("%s: the digest is not that of the events", l.Header.ID)
	}
	if l.Header.Assistant == "" {
		return
	}
	s, events := session.Open(p, &l.Header.Start, nil)
	for _, turn := range l.Turns {
		if turn.First != len(events) {
			t.Errorf("%s: an input begins at event %d, not %d", l.Header.ID, len(events), turn.First)
		}
		events = session.Step(p, s, turn.Input, events)
	}
	if kept(events) != kept(l.Events) {
		t.Errorf("%s: it replays to other events", l.Header.ID)
	}
	for i := range events {
		if events[i].Unfit {
			t.Errorf("%s: an input did not fit: %s", l.Header.ID, events[i].Text)
		}
	}
	if s.Pending() != nil {
		t.Errorf("%s: it waits for the outside", l.Header.ID)
	}
	if next, runs := s.Next(p); runs {
		t.Errorf("%s: it stops before the timer %s", l.Header.ID, next.Name)
	}
}

func TestEveryLogReplays(t *testing.T) {
	w := shop(t)
	for _, a := range w.Assistants {
		o := options(w, a, 300)
		last := int64(0)
		for c := range traffic(t, o).Play(context.Background(), 2) {
			sound(t, o.Program, c)
			at := c.Log.Header.Start.At
			if at.UnixMilli() < last || at.Before(february) || !at.Before(march) {
				t.Errorf("%s: it begins at %s, out of order or of the month", c.Log.Header.ID, at)
			}
			last = at.UnixMilli()
		}
	}
}

func TestDrawnAssistantsArePlayed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := modeltest.Workspace(t)
		a := w.Assistants[0]
		if len(a.Dialogs) == 0 {
			t.Skip("no dialog")
		}
		o := options(w, a, 20)
		o.Seed = rapid.Uint64().Draw(t, "seed")
		p := simulate.Default()
		p.Leaving.At = nil
		p.Leaving.Each, p.Answers.Typed, p.Answers.Wrong = rapid.IntRange(0, 100).Draw(t, "leave"), rapid.IntRange(0, 100).Draw(t, "typed"), rapid.IntRange(0, 100).Draw(t, "wrong")
		p.Agents.Interrupts, p.Returns.Email = rapid.IntRange(0, 100).Draw(t, "interrupts"), rapid.IntRange(0, 100).Draw(t, "e-mail")
		p.Answers.Pace = model.Duration(rapid.Int64Range(int64(time.Millisecond), int64(time.Hour)).Draw(t, "pace"))
		o.Profile = p
		made, err := simulate.New(o)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for c := range made.Play(context.Background(), 2) {
			sound(t, o.Program, c)
			n++
		}
		if n != made.Len() {
			t.Errorf("%d of %d conversations", n, made.Len())
		}
	})
}
