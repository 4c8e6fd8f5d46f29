//go:build unix

package command_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/ui/desk"
)

// rounds is how many kills a test makes: a few, and thousands with
// PARLEY_LONG=1, which takes a quarter of an hour: go test -timeout 2h.
func rounds(normal, long int) int {
	if os.Getenv("PARLEY_LONG") == "1" {
		return long
	}
	return normal
}

// moment is a random time of less than a limit.
func moment(limit time.Duration) time.Duration { return time.Duration(rand.Int64N(int64(limit))) }

// opened opens a workspace that a killed program has left: it always opens, is
// whole, and holds what do finds in it.
func opened(t *testing.T, db string, do func(*desk.Desk)) {
	t.Helper()
	found, err := desk.Examine(db, "")
	if err != nil || !found.OK() {
		t.Fatalf("after a kill: %+v, %v", found, err)
	}
	d, err := desk.Open(desk.Options{File: db})
	if err != nil {
		t.Fatalf("after a kill: %v", err)
	}
	do(d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// fill makes a workspace file with the samples at a path.
func fill(t *testing.T, db string) {
	t.Helper()
	d, err := desk.Open(desk.Options{File: db, Fill: desk.WithSamples})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// greeting is the text that the typing goes into.
func greeting(d *desk.Desk) string {
	for _, i := range d.Workspace().Assistant("route-to-team").Dialogs[0].Interactions {
		if s, ok := i.Settings.(*model.SendMessage); ok {
			return string(s.Text)
		}
	}
	return ""
}

// TestKillUnderTyping types into a text of the playground and kills it. What it
// has called saved is there, and the text ends where the typing was.
func TestKillUnderTyping(t *testing.T) {
	db, before := "", ""
	for round := range rounds(8, 2000) {
		if round%50 == 0 { // texts grow
			db = filled(t)
			opened(t, db, func(d *desk.Desk) { before = greeting(d) })
		}
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			typed, saved := typeAndKill(t, db)
			opened(t, db, func(d *desk.Desk) {
				if errs := desk.Errors(d.Findings("route-to-team")); len(errs) > 0 {
					t.Errorf("check finds %v", errs)
				}
				now := greeting(d)
				more, ok := strings.CutPrefix(now, before)
				if !ok || !strings.HasPrefix(typed, more) || len(more) < len(saved) {
					t.Errorf("%q was called saved, %q was typed, the file has %q behind %q", saved, typed, more, before)
				}
				before = now
			})
		})
		if t.Failed() {
			return
		}
	}
}

// typeAndKill types into the first text of an assistant, saves now and then,
// and kills the program: what was typed, and what of it was called saved.
func typeAndKill(t *testing.T, db string) (typed, saved string) {
	t.Helper()
	p := playground(t, "--db", db)
	p.shows("Complete Assistant")
	p.press("\ri")
	word := func() {
		for range 1 + rand.IntN(12) {
			letter := string(rune('a' + rand.IntN(26)))
			typed += letter
			p.press(letter)
		}
	}
	for range rand.IntN(3) {
		word()
		p.press("\x13") // ctrl+s
		p.shows("Saved")
		saved = typed
		p.press("\x19") // ctrl+y says something else
		p.shows("nothing to redo")
	}
	word()
	if rand.IntN(2) == 0 {
		p.press("\x13")
		word()
	}
	p.dies(moment(30 * time.Millisecond))
	return typed, saved
}

// TestKillTheFirstStart kills the program while it makes a new workspace. The
// next start has all of it.
func TestKillTheFirstStart(t *testing.T) {
	for round := range rounds(4, 500) {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "new", "workspace.db")
			playground(t, "--db", db).dies(moment(150 * time.Millisecond))
			fill(t, db) // as the next start does
			opened(t, db, func(d *desk.Desk) {
				for _, id := range desk.SampleNames() {
					if st := d.Status(model.AssistantID(id)); st.Live != 1 {
						t.Errorf("%s: %+v", id, st)
					}
				}
			})
		})
	}
}

// stamp is a workspace that says n wherever one can look: a torn one would say
// two things. It takes several commits.
func stamp(n int) string {
	var out strings.Builder
	out.WriteString(strings.ReplaceAll(hours, "What is your name?", fmt.Sprint("What is your name? ", n)))
	for i := range 120 {
		fmt.Fprintf(&out, "---\nkind: Snippet\nid: s%d\ntexts: {en: \"%d\"}\n", i, n)
	}
	return out.String()
}

// stamped is the number a workspace says; all of it says the same.
func stamped(t *testing.T, d *desk.Desk) int {
	t.Helper()
	n := -1
	for i, s := range d.Workspace().Snippets {
		var says int
		if len(s.Texts) > 0 {
			_, _ = fmt.Sscan(string(s.Texts[0].Value), &says)
		}
		if i > 0 && says != n {
			t.Fatalf("a torn import: %s says %d, another %d", s.ID, says, n)
		}
		n = says
	}
	q, _ := d.Workspace().Assistants[0].Dialogs[0].Interactions[1].Settings.(*model.TextQuestion)
	if q == nil || !strings.HasSuffix(string(q.Text), fmt.Sprint(" ", n)) {
		t.Fatalf("a torn import: the snippets say %d, the assistant %q", n, q.Text)
	}
	return n
}

// TestKillCommands kills import, publish and versions. Each is done, or not at
// all; what has said that it is done is.
func TestKillCommands(t *testing.T) {
	db := filepath.Join(t.TempDir(), "workspace.db")
	folder := t.TempDir()
	n, version := 0, 0
	notes := map[int]string{}
	acts := map[string]func() (args []string){
		"import": func() []string {
			file := filepath.Join(folder, "w.yaml")
			if err := os.WriteFile(file, []byte(stamp(n+1)), 0o600); err != nil {
				t.Fatal(err)
			}
			return []string{"import", file}
		},
		"publish":  func() []string { return []string{"publish", "hours", "--note", fmt.Sprint("note ", n)} },
		"versions": func() []string { return []string{"versions", "hours"} },
	}
	longest := map[string]time.Duration{}
	order := []string{"import", "publish", "import", "versions", "publish"}
	for round := range rounds(15, 2500) {
		act := order[round%len(order)]
		limit := longest[act]
		cmd := program(t, append(acts[act](), "--db", db)...)
		began := time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if limit > 0 && round%len(order) != 4 {
			timer := time.AfterFunc(moment(limit*6/5), func() { _ = cmd.Process.Kill() })
			defer timer.Stop()
		}
		done := cmd.Wait() == nil
		if took := time.Since(began); done && (limit == 0 || took < limit) {
			longest[act] = took
		}
		if limit == 0 && !done {
			t.Fatalf("%s fails", act)
		}
		opened(t, db, func(d *desk.Desk) {
			got := stamped(t, d)
			if got != n && (act != "import" || got != n+1) || act == "import" && done && got != n+1 {
				t.Fatalf("round %d, %s, done %v: the draft says %d, it was %d", round, act, done, got, n)
			}
			history := d.History("hours")
			if len(history) != version && (act != "publish" || len(history) != version+1) {
				t.Fatalf("round %d, %s, done %v: %d versions, there were %d", round, act, done, len(history), version)
			}
			for _, v := range history {
				if note, known := notes[v.Number]; known && v.Note != note {
					t.Fatalf("round %d: version %d says %q, it said %q", round, v.Number, v.Note, note)
				}
				notes[v.Number] = v.Note
			}
			if act == "publish" && done && (len(history) == 0 || !history[0].Live || history[0].Note != fmt.Sprint("note ", got)) && len(history) > version {
				t.Fatalf("round %d: %+v is not live", round, history)
			}
			n, version = got, len(history)
		})
	}
	t.Logf("%d imports, %d versions", n, version)
}
