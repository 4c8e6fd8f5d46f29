package desk_test

import (
	"strings"
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/session"
	"parley/ui/desk"
)

// patient gives a silent customer up after ten minutes, and a transfer that nobody
// takes after fifteen.
const patient = `kind: Assistant
id: patient
name: Patient
type: premium
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - textQuestion: {text: What is it about?, save: conversation.name}
      - textQuestion: {text: And since when?, save: conversation.contactReason}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    end: {transfer: {team: cx}}
settings:
  volumeControl:
    reminder: {after: 5m, message: "Are you there?"}
    abandoned: {after: 10m, message: "Good-bye then.", then: transfer}
    missed: {after: 15m, message: "Nobody is free.", channels: [wait], doneAfter: 30s}
---
kind: Team
id: cx
name: CX
`

func minutes(n int) int64 { return noon.Add(time.Duration(n) * time.Minute).UnixMilli() }

func TestWhatIsDueHappensAtItsTimeWhenSomebodyLooks(t *testing.T) {
	file, open, now := onDisk(t, patient, "patient")
	d := open()
	live := desk.Recorded{Source: conversation.Live}
	hold(t, d, "patient", live, says("A refund")).Finish()
	hold(t, d, "patient", live, says("A refund"), says("today")).Finish()
	hold(t, d, "patient", desk.Recorded{Source: conversation.Preview}, says("A refund")).Finish()
	gone := hold(t, d, "patient", live, says("A refund")) // somebody holds it still
	*now = noon.Add(7 * time.Minute)
	for _, x := range kept(t, d) {
		if x.Status != session.Running && x.Status != session.Transferred {
			t.Errorf("seven minutes later it is %s", x.Status)
		}
	}
	*now = noon.Add(time.Hour)
	all := kept(t, d)
	if x := all[0]; x.Status != session.Abandoned || x.Last != minutes(10) || len(x.Handed) != 1 || x.Handed[0].At != minutes(10) || x.Waits.Since == 0 {
		t.Errorf("the silent customer: %+v", x)
	}
	if x := all[1]; x.Status != session.Missed || x.Last != minutes(15) || x.Done != minutes(15)+30_000 {
		t.Errorf("the transfer that nobody took: %+v", x)
	}
	if all[2].Status != session.Running || all[3].Status != session.Running {
		t.Errorf("a preview, and one that is held: %s, %s", all[2].Status, all[3].Status)
	}
	gone.Finish()
	if x := kept(t, d)[3]; x.Status != session.Abandoned {
		t.Errorf("once it is left: %s", x.Status)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	logs := logsOf(t, file, all)
	if said := words(logs[0]); said != "What is it about?|A refund|And since when?|Are you there?|And since when?|Good-bye then." {
		t.Error(said)
	}
	d = open()
	defer d.Close()
	for _, l := range logs {
		replays(t, d, l)
	}
	*now = noon.AddDate(0, 1, 0)
	if again := kept(t, d); len(again) != 4 || again[0].Last != minutes(10) || len(again[0].Moments) != len(all[0].Moments) {
		t.Errorf("it happened once more: %+v", again[0])
	}
}

// words is what was said, in order.
func words(l *conversation.Log) string {
	var out []string
	for _, e := range l.Events {
		if e.Type == session.Message && e.From != session.System {
			out = append(out, e.Text)
		}
	}
	return strings.Join(out, "|")
}

func TestWhatIsDueIsPlayedOnTheVersionItBeganWith(t *testing.T) {
	file, open, now := onDisk(t, patient, "patient")
	d := open()
	hold(t, d, "patient", desk.Recorded{Source: conversation.Live}, says("A refund")).Finish()
	imports(t, d, strings.Replace(patient, "Good-bye then.", "So long.", 1))
	if _, err := d.Publish("patient", ""); err != nil {
		t.Fatal(err)
	}
	*now = noon.Add(time.Hour)
	all := kept(t, d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if said := words(logsOf(t, file, all)[0]); !strings.HasSuffix(said, "Good-bye then.") {
		t.Error(said)
	}
}

func TestWhatWouldBeIsNotWritten(t *testing.T) {
	file, open, _ := onDisk(t, patient, "patient")
	d := open()
	hold(t, d, "patient", desk.Recorded{Source: conversation.Live}, says("A refund")).Finish()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	tomorrow := noon.AddDate(0, 0, 1)
	d, err := desk.Open(desk.Options{File: file, Now: func() time.Time { return tomorrow }, Clock: func() time.Time { return noon.Add(6 * time.Minute) }})
	if err != nil {
		t.Fatal(err)
	}
	all := kept(t, d)
	if x := all[0]; x.Status != session.Abandoned || x.Last != minutes(10) {
		t.Errorf("tomorrow it would be %+v", x)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if said := words(logsOf(t, file, all)[0]); !strings.HasSuffix(said, "Are you there?|And since when?") {
		t.Errorf("after six minutes the file has %s", said)
	}
}

func TestAnAssistantThatIsGoneLeavesItsConversationsAsTheyAre(t *testing.T) {
	file, open, now := onDisk(t, patient, "patient")
	d := open()
	p, err := d.Playable("patient", desk.DraftVersion)
	if err != nil {
		t.Fatal(err)
	}
	start, _ := d.Start(p.Workspace, desk.Visitor{})
	c, err := d.Chat(t.Context(), p, start, desk.Recorded{Source: conversation.Live})
	if err != nil {
		t.Fatal(err)
	}
	c.Do(says("A refund"))
	c.Finish()
	imports(t, d, strings.Replace(patient, "And since when?", "What happened?", 1))
	*now = noon.Add(6 * time.Minute)
	kept(t, d) // the draft waits at the same place: the reminder comes
	if err := d.DeleteAssistant("patient"); err != nil {
		t.Fatal(err)
	}
	*now = noon.Add(time.Hour)
	all := kept(t, d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if all[0].Status != session.Running {
		t.Errorf("it is %s", all[0].Status)
	}
	if said := words(logsOf(t, file, all)[0]); !strings.HasSuffix(said, "And since when?|Are you there?|What happened?") {
		t.Error(said)
	}
}
