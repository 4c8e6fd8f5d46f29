package desk_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
	"parley/store"
	"parley/ui/desk"
)

// noon is when these tests begin.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// onDisk opens a workspace file of its own with an assistant that is published, on
// a clock that the test moves.
func onDisk(t *testing.T, yaml string, assistant model.AssistantID) (file string, open func() *desk.Desk, now *time.Time) {
	t.Helper()
	file, at := filepath.Join(t.TempDir(), "w.db"), noon
	now = &at
	open = func() *desk.Desk {
		d, err := desk.Open(desk.Options{File: file, Fill: desk.Empty, Now: func() time.Time { return *now }})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := open()
	imports(t, d, yaml)
	if _, err := d.Publish(assistant, ""); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return file, open, now
}

// imports lays a file over the draft.
func imports(t *testing.T, d *desk.Desk, yaml string) {
	t.Helper()
	written := filepath.Join(t.TempDir(), "w.yaml")
	if err := os.WriteFile(written, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	source, err := desk.ReadFiles(written)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Import(source); err != nil {
		t.Fatal(err)
	}
}

// hold holds a conversation with the live version from its beginning, and says and
// presses what it is told.
func hold(t *testing.T, d *desk.Desk, id model.AssistantID, as desk.Recorded, said ...model.Action) *desk.Chat {
	t.Helper()
	p, err := d.Playable(id, "")
	if err != nil {
		t.Fatal(err)
	}
	start, err := d.Start(p.Workspace, desk.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Chat(context.Background(), p, start, as)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range said {
		c.Do(a)
	}
	return c
}

func says(text string) model.Action { return model.Action{Verb: model.VerbSay, Text: text} }

// kept is every digest that is kept.
func kept(t *testing.T, d *desk.Desk) []conversation.Digest {
	t.Helper()
	var out []conversation.Digest
	for x, err := range d.Digests()(0, noon.AddDate(1, 0, 0).UnixMilli()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, *x)
	}
	return out
}

func TestWhatIsPlayedIsRecordedAndPlaysAgain(t *testing.T) {
	file, open, now := onDisk(t, sixTurns, "six")
	d := open()
	hold(t, d, "six", desk.Recorded{Source: conversation.Live, Visitor: "v1"}, says("Ada"), model.Action{Verb: model.VerbPress, Text: "Sales"}, says("no address"),
		says("ada@engines.example")).Finish()
	*now = noon.Add(time.Hour)
	hold(t, d, "six", desk.Recorded{Source: conversation.Preview}, says("Bob")).Finish()
	hold(t, d, "six", desk.Recorded{Source: conversation.Test}).Finish() // nobody acts
	all := kept(t, d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 {
		t.Fatalf("%d conversations are kept", len(all))
	}
	x := all[0]
	if x.Source != conversation.Live || x.Assistant != "six" || x.Version != 1 || x.Channel != "chat" || x.Type != model.Lite || x.Start != noon.UnixMilli() ||
		x.Person.Visitor != "v1" || x.Person.Name != "Ada" || x.Person.Email != "ada@engines.example" || x.Engaged == 0 || x.Status != session.Running {
		t.Errorf("the live one is kept as %+v", x)
	}
	if all[1].Source != conversation.Preview || all[1].Start != now.UnixMilli() {
		t.Errorf("the preview is kept as %+v", all[1])
	}
	logs := logsOf(t, file, all)
	d = open()
	defer d.Close()
	for _, l := range logs {
		replays(t, d, l)
	}
}

// logsOf reads what is kept of conversations in a file that nobody has open.
func logsOf(t *testing.T, file string, all []conversation.Digest) []*conversation.Log {
	t.Helper()
	st, err := store.OpenFile(file, store.Options{Existing: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	var out []*conversation.Log
	for _, x := range all {
		k, err := st.Conversations().Read(x.ID)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, k.Log)
	}
	return out
}

// replays checks that a conversation that was kept plays again exactly as it went.
func replays(t *testing.T, d *desk.Desk, l *conversation.Log) {
	t.Helper()
	p, err := d.Playable(l.Header.Assistant, "live")
	if err != nil {
		t.Fatal(err)
	}
	s, events := session.Open(p.Program, &l.Header.Start, nil)
	for _, turn := range l.Turns {
		events = session.Step(p.Program, s, turn.Input, events)
	}
	if len(l.Turns) == 0 || !conversation.Same(events, l.Events) {
		t.Errorf("it plays again as\n%+v\nand went\n%+v", events, l.Events)
	}
}

// TestWhatWasSaidIsKeptWhileItGoesOn looks after each turn at what is kept, also in
// a copy of the file as it is: what a program that is killed leaves behind.
func TestWhatWasSaidIsKeptWhileItGoesOn(t *testing.T) {
	file, open, _ := onDisk(t, sixTurns, "six")
	d := open()
	defer d.Close()
	c := hold(t, d, "six", desk.Recorded{Source: conversation.Live})
	if all := kept(t, d); len(all) != 0 {
		t.Errorf("before anybody wrote %d are kept", len(all))
	}
	for i, text := range []string{"Ada", "Sales", "ada@engines.example"} {
		c.Do(says(text))
		all := kept(t, d)
		if len(all) != 1 || messages(&all[0]) != i+1 {
			t.Fatalf("after %q: %+v", text, all)
		}
		left := filepath.Join(t.TempDir(), "left.db")
		data, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(left, data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		l := logsOf(t, left, all)[0]
		if x := conversation.DigestOf(&l.Header, l.Events); len(l.Turns) != i+1 || messages(&x) != i+1 {
			t.Errorf("killed after %q it leaves %+v", text, l.Turns)
		}
		replays(t, d, l)
	}
}

// messages counts what the customer wrote.
func messages(x *conversation.Digest) int {
	n := 0
	for _, m := range x.Moments {
		if m.From == session.Customer {
			n++
		}
	}
	return n
}

func TestALeadThatReachesTheThresholdIsToldOnce(t *testing.T) {
	_, open, _ := onDisk(t, "kind: Workspace\nname: Shop\nleads: {threshold: 30}\n---\n"+sixTurns, "six")
	d := open()
	defer d.Close()
	c := hold(t, d, "six", desk.Recorded{Source: conversation.Live}, says("Ada"), says("Sales"))
	if line, ok := c.Reached(); ok {
		t.Errorf("too early: %s", line)
	}
	c.Do(says("ada@engines.example"))
	c.Do(says("I want a demo, what does it cost?"))
	line, ok := c.Reached()
	if !ok || !strings.Contains(line, "30 hands off") || !strings.Contains(line, "the team is notified") {
		t.Errorf("%q, %v", line, ok)
	}
	if line, ok := c.Reached(); ok {
		t.Errorf("again: %s", line)
	}
}

func TestNothingStartsBefore1970(t *testing.T) {
	d := throwaway(t, sixTurns)
	defer d.Close()
	p, err := d.Playable("six", "")
	if err != nil {
		t.Fatal(err)
	}
	start, _ := d.Start(p.Workspace, desk.Visitor{At: time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC)})
	if _, err := d.Record(p, &start, desk.Recorded{Source: conversation.Preview}); err == nil || errors.Is(err, desk.ErrUnusable) {
		t.Errorf("the error is %v", err)
	}
}
