package desk_test

import (
	"errors"
	"testing"
	"testing/fstest"
	"time"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/desk"
)

// listens are two assistants that understand the same intents.
const listens = `
kind: Intent
id: refund
keywords: {en: [money back]}
phrases: [I want a refund, refund my order, give me a refund please, how do I get a refund, refund this]
---
kind: Intent
id: track
phrases: [where is my order, track my parcel, follow my delivery, when does my parcel come, has it shipped]
---
kind: Assistant
id: one
name: One
type: premium
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions: [{id: q, textQuestion: {text: How can I help?, understandIntents: true}}]
    end: {redirect: {dialog: welcome}}
  - {id: refund, name: Refund, intent: refund, end: {redirect: {dialog: welcome}}}
  - {id: complete, name: Complete Assistant, end: {transfer: {}}}
---
kind: Assistant
id: two
name: Two
type: premium
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions: [{id: q, textQuestion: {text: Well?, understandIntents: true}}]
    end: {redirect: {dialog: complete}}
  - {id: track, name: Track, intent: track, end: {redirect: {dialog: complete}}}
  - {id: complete, name: Complete Assistant, end: {transfer: {}}}
`

func listening(t *testing.T) (*desk.Desk, *desk.Talk) {
	t.Helper()
	d, err := desk.Open(desk.Options{From: fstest.MapFS{"w.yaml": {Data: []byte(listens)}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	p, err := d.Program("one")
	if err != nil {
		t.Fatal(err)
	}
	return d, desk.NewTalk(p, session.Start{At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)})
}

// intents are those that were detected in a talk.
func intents(t *desk.Talk) (out []string) {
	for _, e := range t.Events() {
		if e.Type == session.Intent {
			out = append(out, e.Name)
		}
	}
	return out
}

// train does what there is to train, as the program does beside the screen.
func train(t *testing.T, d *desk.Desk, talk *desk.Talk) {
	t.Helper()
	work := d.TrainWork(talk.Learns())
	if work == nil {
		t.Fatal("there is nothing to train")
	}
	if d.TrainWork(talk.Learns()) != nil || !d.Training().Busy {
		t.Error("the same is trained twice, or nobody is told that it is trained")
	}
	work()()
	talk.Learned()
}

func TestATalkWaitsForItsIntents(t *testing.T) {
	d, talk := listening(t)
	if talk.Learns() != nil {
		t.Fatal("the talk waits for intents that nobody asked for yet")
	}
	act(t, talk, say("I want my money back"))
	if talk.Learns() == nil || talk.Unread() != "I want my money back" || talk.Depth() != 1 || talk.Turns()[0] != len(talk.Events()) {
		t.Fatalf("it does not wait: unread %q, depth %d", talk.Unread(), talk.Depth())
	}
	if _, _, stopped := talk.Stopped(); stopped {
		t.Error("what is not read yet is said not to fit")
	}
	if talk.Act(say("hello?")) == "" {
		t.Error("something was said before what was said is read")
	}
	train(t, d, talk)
	if got := intents(talk); len(got) != 1 || got[0] != "refund" || talk.Learns() != nil || talk.Unread() != "" {
		t.Fatalf("then it has detected %v", got)
	}
	if now := d.Training(); !now.Ready || now.Busy || now.At.IsZero() {
		t.Errorf("training %+v", now)
	}
	act(t, talk, say("blue cheese"), say("refund my order"))
	if got := intents(talk); len(got) != 2 {
		t.Errorf("detected %v", got)
	}
	other, err := d.Program("two")
	if err != nil || other.Understanding() != talk.Understanding() {
		t.Errorf("the other assistant trains the same intents again (%v)", err)
	}
	if p, err := d.Playable("two", desk.LiveVersion); err != nil || p.Program.Understanding() != talk.Understanding() {
		t.Errorf("the published version trains the same intents again (%v)", err)
	}
}

func TestAnEditOfIntentsIsReadOnceTheyAreTrained(t *testing.T) {
	d, talk := listening(t)
	act(t, talk, say("gimme cash"))
	train(t, d, talk)
	act(t, talk, say("refund my order"))
	if got := intents(talk); len(got) != 1 {
		t.Fatalf("detected %v", got)
	}
	before := talk.Understanding()
	if _, err := d.Apply(edit.SetField{At: "intents[refund].keywords[en]", Value: []string{"money back", "gimme cash"}}); err != nil {
		t.Fatal(err)
	}
	p, _ := d.Program("one")
	talk.Use(p)
	if talk.Learns() == nil || talk.Depth() != 2 || talk.Unread() != "gimme cash" || d.Training().Ready {
		t.Fatal("what was said is read by the intents as they were")
	}
	train(t, d, talk)
	if got := intents(talk); len(got) != 2 || talk.Depth() != 2 {
		t.Errorf("after the edit it has detected %v", got)
	}
	d.Undo()
	p, _ = d.Program("one")
	if talk.Use(p); talk.Understanding() != before || talk.Learns() != nil || len(intents(talk)) != 1 {
		t.Error("taking the edit back trains the intents again")
	}
	if _, err := d.Apply(edit.SetText{At: "assistants[one].dialogs[welcome].interactions[q].text", Text: "Yes?"}); err != nil {
		t.Fatal(err)
	}
	p, _ = d.Program("one")
	if talk.Use(p); talk.Understanding() != before {
		t.Error("an edit of a text trains the intents again")
	}
}

func TestAChangedAnswerWaitsForIntents(t *testing.T) {
	d, talk := listening(t)
	act(t, talk, say("hello"))
	train(t, d, talk)
	act(t, talk, say("blue cheese"))
	if _, err := d.Apply(edit.SetField{At: "intents[track].phrases", Value: []string{"a", "b", "c", "d", "e"}}); err != nil {
		t.Fatal(err)
	}
	p, _ := d.Program("one")
	talk.Use(p)
	if kept, of, problem := talk.Change(1, say("money back")); kept != 1 || of != 1 || problem != "" {
		t.Fatalf("kept %d of %d, %q", kept, of, problem)
	}
	train(t, d, talk)
	if got := talk.Actions(); len(got) != 2 || got[0].Text != "money back" || got[1].Text != "blue cheese" || len(intents(talk)) != 1 {
		t.Errorf("shown %v, detected %v", got, intents(talk))
	}
	other, problem := talk.Mirror(p)
	if problem != "" || len(intents(other)) != 1 || other.Depth() != 2 {
		t.Errorf("beside it %v, %q", intents(other), problem)
	}
}

func TestWhatIsTypedDoesNotCrowdOutWhatIsTrained(t *testing.T) {
	d, talk := listening(t)
	act(t, talk, say("hello"))
	train(t, d, talk)
	first := talk.Understanding()
	for _, keyword := range []string{"aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii", "jj", "kk", "ll"} {
		if _, err := d.Apply(edit.SetField{At: model.Path("intents[refund].keywords[en]"), Value: []string{keyword}}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Program("one"); err != nil {
			t.Fatal(err)
		}
	}
	for d.CanUndo() != "" {
		d.Undo()
	}
	if d.Understanding() != first {
		t.Error("what was trained is forgotten for what was typed")
	}
}

func TestWhatAnAssistantStandsOnStopsItsPublish(t *testing.T) {
	d, _ := listening(t)
	if blocking := d.Blocking("one"); len(blocking) > 0 {
		t.Fatalf("%+v", blocking)
	}
	if _, err := d.Apply(edit.SetField{At: "intents[refund].phrases", Value: []string{"one alone"}}); err != nil {
		t.Fatal(err)
	}
	if all := d.Blocking("one"); len(all) != 1 || all[0].Path != "intents[refund].phrases" {
		t.Errorf("what stops it is %+v", all)
	}
	if all := d.Blocking("two"); len(all) != 0 {
		t.Errorf("the intent of another assistant stops it: %+v", all)
	}
	var blocked *desk.BlockedError
	if _, err := d.Publish("one", ""); !errors.As(err, &blocked) {
		t.Errorf("published: %v", err)
	}
	if _, err := d.PublishWork("one", ""); !errors.As(err, &blocked) {
		t.Errorf("to be published: %v", err)
	}
}
