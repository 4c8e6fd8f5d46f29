package command_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// used is how many conversations count under a meter, and how many were excluded.
func used(t *testing.T, db, meter, now string) (used, out int) {
	t.Helper()
	var rows []struct {
		Used     int
		Excluded map[string]int
	}
	if err := json.Unmarshal([]byte(ok(t, "", "usage", "--json", "--db", db, "--meter", meter, "--now", now)), &rows); err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	for _, n := range rows[0].Excluded {
		out += n
	}
	return rows[0].Used, out
}

func TestOnlyLiveConversationsCount(t *testing.T) {
	db := published(t)
	const later = "2026-03-04T10:00:00Z"
	ok(t, visit, "play", "route-to-team", "--db", db, "--at", morning)
	if n, out := used(t, db, "kilo", later); n != 0 || out != 1 {
		t.Errorf("a preview: %d count, %d do not", n, out)
	}
	ok(t, "", "play", "route-to-team", "--db", db, "--at", morning, "--record", "live") // nobody acts
	ok(t, visit, "play", "route-to-team", "--db", db, "--at", morning, "--record", "live", "--visitor", "v1")
	ok(t, "say hello\n", "start", "--db", db, "--at", morning, "--record", "live", "--channel", "sms", "--to", "+44 7700 900113", "--from", "+44 7700 900200")
	if n, _ := used(t, db, "kilo", later); n != 2 {
		t.Errorf("%d count, of two", n)
	}
	fails(t, 2, []string{"play", "route-to-team", "--db", db, "--record", "test"}, `--record "test"`, "use live or preview")
	fails(t, 2, []string{"play", "route-to-team", "--db", db, "--at", "1960-01-01"}, "starts before 1970")
}

func TestWhoWritesAgainAfterTheEndIsTheSamePerson(t *testing.T) {
	short := strings.Replace(strings.Replace(hours, "end: {transfer: {team: sales}}", "end: {endConversation: {}}", 1), "type: lite", "type: premium", 1)
	short, _, _ = strings.Cut(short, "---\nkind: Test")
	db := workspace(t, short+"---\nkind: Defaults\nid: defaults\ndefaults: [{channel: chat, assistant: hours}]\n")
	ok(t, "", "publish", "--db", db, "hours")
	for i, args := range [][]string{{"play", "hours"}, {"start"}} {
		ok(t, "say Ada\nwait 1m\nsay Bob\n", append(args, "--db", db, "--at", morning, "--record", "live")...)
		raw := ok(t, "", "usage", "--json", "--db", db, "--meter", "kiq", "--now", "2026-03-04T10:00:00Z")
		has(t, raw, fmt.Sprintf(`"used": %d`, i+1), fmt.Sprintf(`"anotherConversation": %d`, i+1))
	}
}

func TestTestsAreRecordedAsTests(t *testing.T) {
	db := workspace(t, hours)
	ok(t, "", "test", "--db", db)
	if n, out := used(t, db, "kilo", "2026-01-20T10:00:00Z"); n != 0 || out != 1 {
		t.Errorf("%d count, %d do not", n, out)
	}
}

func TestKiloRefusesNewLiveConversationsAtItsLimit(t *testing.T) {
	db := workspace(t, hours+"---\nkind: Plan\nid: small\nmeter: kilo\nallowance: 1\n---\nkind: Workspace\nname: Shop\nplan: small\n")
	ok(t, "", "publish", "--db", db, "hours")
	live := []string{"play", "hours", "--db", db, "--record", "live"}
	ok(t, "say Ada\n", append(live, "--at", "2026-03-02T10:00:00Z")...)
	r := run(t, "say Bob\n", append(live, "--at", "2026-03-30T10:00:00Z")...)
	if r.code != 1 || r.out != "" || strings.Count(r.err, "\n") != 1 {
		t.Errorf("exit %d\n%s%s", r.code, r.err, r.out)
	}
	has(t, r.err, "Kilo takes no new conversations", "all 1 of", "buy a pack")
	ok(t, "say Bob\n", "play", "hours", "--db", db, "--at", "2026-03-30T10:00:00Z") // a preview is no customer's
	ok(t, "say Bob\n", append(live, "--at", "2026-04-01T10:00:00Z")...)             // the next cycle
}

func TestAScoreThatHandsOffIsNoted(t *testing.T) {
	db := workspace(t, hours+"---\nkind: Workspace\nname: Shop\nleads: {threshold: 15}\n")
	script := "say Ada, we have a real problem, I need a demo\nsay hello\n"
	r := run(t, script, "play", "hours", "--db", db)
	if r.code != 0 || strings.Count(r.err, "\n") != 1 {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
	has(t, r.err, "handed off", "15 hands off", "the team is notified")
	seq := 0
	for _, line := range strings.Split(strings.TrimSpace(ok(t, script, "play", "hours", "--db", db, "--json")), "\n") {
		var e struct{ Seq int }
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Seq != seq+1 {
			t.Errorf("after event %d: %s (%v)", seq, line, err)
		}
		seq++
	}
	has(t, ok(t, script, "play", "hours", "--db", db, "--json"), `"type":"note","text":"handed off`)
}

// mornings are a chat that its customer left in the middle, and an e-mail of the
// same customer three hours later; a chat of somebody else.
const mornings = `---
kind: Customer
id: ada
name: Ada
---
kind: Recording
id: chat
assistant: waiting
customer: ada
channel: chat
start: 2026-03-02T10:00:00Z
inputs:
  - say: Where is my parcel?
---
kind: Recording
id: mail
customer: ada
channel: email
start: 2026-03-02T13:00:00Z
inputs:
  - say: I am still waiting
  - wait: 10m
  - agent: {reply: "It is on its way."}
---
kind: Recording
id: other
assistant: waiting
visitor: v9
channel: chat
start: 2026-03-02T10:00:00Z
inputs:
  - say: Where is my parcel?
---
kind: Assistant
id: waiting
name: Waiting
type: premium
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - textQuestion: {text: "I am a bot. What is it?"}
      - buttonQuestion: {text: "It arrives today. Anything else?", buttons: ["No", "Yes"]}
    end: {redirect: {dialog: complete}}
  - {id: complete, name: Complete Assistant, end: {transfer: {}}}
settings: {volumeControl: {abandoned: {after: 10m, message: "Good-bye.", then: done}}}
`

func TestRecordingsAreImportedAndTheEmailCountsForTheDay(t *testing.T) {
	file := write(t, "w.yaml", hours+mornings)
	db := workspace(t, hours)
	has(t, ok(t, "", "import", "--db", db, file), "3 conversations recorded")
	if out := ok(t, "", "import", "--db", db, file); strings.Contains(out, "recorded") {
		t.Errorf("again: %s", out)
	}
	n, out := used(t, db, "kiq", "2026-03-04T10:00:00Z")
	if n != 1 || out != 2 { // the other chat counts; the e-mail is a person's, and takes Ada's chat with it
		t.Errorf("%d count, %d do not", n, out)
	}
	raw := ok(t, "", "usage", "--json", "--db", db, "--meter", "kiq", "--now", "2026-03-04T10:00:00Z")
	has(t, raw, "another")
}
