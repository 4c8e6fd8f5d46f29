package command_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const visit = "say Ada Byron\npress Returns\n"

func TestPlayInPlainText(t *testing.T) {
	out := ok(t, visit, "play", "--sample", "route-to-team", "--at", "2026-03-02T10:00:00Z")
	has(t, out, "What should we call you?", "Who can help you best, Ada?", "Customer Care", "passing you to our Returns team")
	golden(t, "play.txt", out)
}

func TestPlayGivesTheSameEventsByteForByte(t *testing.T) {
	args := []string{"play", "route-to-team", "--sample", "route-to-team", "--at", "2026-03-02T10:00:00Z", "--json"}
	first := ok(t, visit, args...)
	golden(t, "play.jsonl", first)
	if second := ok(t, visit, args...); second != first {
		t.Errorf("the second time it differs:\n%s", second)
	}
	var last struct {
		Type, Status string
		Path         []string
	}
	seq := 0
	for _, line := range strings.Split(strings.TrimSuffix(first, "\n"), "\n") {
		var e struct{ Seq int }
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		if seq++; e.Seq != seq {
			t.Errorf("event %d has seq %d", seq, e.Seq)
		}
		if err := json.Unmarshal([]byte(line), &last); err != nil {
			t.Fatal(err)
		}
	}
	if last.Type != "end" || last.Status != "transferred" || strings.Join(last.Path, " ") != "welcome ask-name ask-team complete" {
		t.Errorf("it ends with %+v", last)
	}
}

func TestScriptsComeFromFilesToo(t *testing.T) {
	args := []string{"play", "--sample", "route-to-team", "--at", "2026-03-02T10:00:00Z"}
	want := ok(t, visit, args...)
	file := write(t, "visit.txt", "# a comment\n\nsay Ada Byron\n{\"press\": \"#2\"}\n")
	if got := ok(t, "", append(args, "--script", file)...); got != want {
		t.Errorf("from a file it differs:\n%s\nfrom standard input:\n%s", got, want)
	}
	fails(t, 2, append(args, "--script", filepath.Join(t.TempDir(), "none.txt")), "read script", "none.txt")
	fails(t, 2, append(args, "--script", t.TempDir()), "read script")
}

func TestAnInputThatDoesNotFitIsTold(t *testing.T) {
	args := []string{"play", "--sample", "route-to-team"}
	r := run(t, "say Ada\npress Accounting\npress Returns\n", args...)
	if r.code != 1 || r.err != "" {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
	has(t, r.out, "Accounting", "passing you to our Returns team")
	r = run(t, "say Ada\npress Accounting\n", append(args, "--json")...)
	if r.code != 1 {
		t.Errorf("exit %d", r.code)
	}
	has(t, r.out, `"type":"note"`)
}

func TestAMessageAfterTheEndStartsANewConversation(t *testing.T) {
	args := []string{"play", "--sample", "order-status", "--at", morning}
	const talk = "say TT-1042\npress #1\nwait 1h\nrate 4\nsay One more thing\n"
	out := ok(t, talk, append(args, "--json")...)
	for what, n := range map[string]int{`"type":"end"`: 2, `"seq":1,`: 2, `"text":"One more thing"`: 1} {
		if strings.Count(out, what) != n {
			t.Errorf("%d times %s in\n%s", strings.Count(out, what), what, out)
		}
	}
	_, second, _ := strings.Cut(out, `"type":"end"`)
	has(t, second, `{"seq":1,"at":"`+morning[:11]+`11:00:00Z"`, "Thistle bot", `"status":"running","path"`)
	if r := run(t, "press Nothing here\n"+talk, args...); r.code != 1 {
		t.Errorf("what did not fit in the first is forgotten: exit %d", r.code)
	}
	db := published(t)
	ok(t, "", "publish", "--db", db, "whatsapp-menu")
	out = ok(t, "say 3\nsay no\npress #1\nsay Hello again\n", "start", "--db", db, "--channel", "whatsapp", "--at", morning)
	if strings.Count(out, "whatsapp-menu starts (the default)") != 2 {
		t.Errorf("the rules choose again:\n%s", out)
	}
}

func TestABrokenScriptLineIsNamed(t *testing.T) {
	for _, line := range []string{"shout hello", "press", "wait soon", `{"say":`, `{"say":"a","press":"b"}`, "rate many", "agent sleeps", "\x1b[31msay"} {
		file := write(t, "script.txt", "say Ada\n"+line+"\n")
		r := run(t, "", "play", "--sample", "route-to-team", "--script", file)
		if r.code != 2 {
			t.Errorf("%q: exit %d", line, r.code)
		}
		if strings.Count(r.err, "\n") != 1 || !strings.Contains(r.err, "2") {
			t.Errorf("%q: the error is not one line that names line 2: %s", line, r.err)
		}
	}
}

func TestWhoTalksAndWhenIsSaidByFlags(t *testing.T) {
	r := ok(t, "", "play", "--sample", "route-to-team", "--customer", "ada", "--at", "2026-03-02")
	has(t, r, "Good to see you again")
	fails(t, 2, []string{"play", "--sample", "route-to-team", "--customer", "adda"}, `no customer "adda"`, "did you mean ada?")
	fails(t, 2, []string{"play", "--sample", "route-to-team", "--at", "noon"}, "--at", "noon", "2026-03-02T10:00:00Z")
	fails(t, 2, []string{"play", "--sample", "route-to-team", "--version", "next"}, `"next" is no version`)
	fails(t, 2, []string{"play", "--sample", "route-to-team", "--version", "7"}, "no such version")
}

func TestTheClockIsGivenWithNow(t *testing.T) {
	out := ok(t, "", "play", "--sample", "route-to-team", "--now", "2030-01-01T09:00:00Z", "--json")
	has(t, out, `"at":"2030-01-01T09:00:00Z"`)
	fails(t, 2, []string{"play", "--sample", "route-to-team", "--now", "soon"}, "--now", "soon")
}

func TestHostileInputIsOnlyText(t *testing.T) {
	hostile := "say \x1b]0;owned\x07\x1b[2J\u009b31mAda\u202e\n"
	r := run(t, hostile, "play", "--sample", "route-to-team")
	if r.code != 0 {
		t.Errorf("exit %d: %s", r.code, r.err)
	}
	has(t, r.out, "Ada")
	big := run(t, "say "+strings.Repeat("x", 1<<20)+"\n", "play", "--sample", "route-to-team")
	if big.code == 3 || len(big.err)+len(big.out) > 4<<20 || strings.Count(big.err, "\n") > 1 {
		t.Errorf("a message of 1 MB: exit %d, %d bytes on standard error", big.code, len(big.err))
	}
}

func TestASampleWritesNothingAnywhere(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("PARLEY_DB", "")
	t.Chdir(home)
	ok(t, visit, "play", "--sample", "route-to-team")
	ok(t, "", "check", "--sample", "store-helper")
	ok(t, "", "test", "--sample", "whatsapp-menu")
	left, err := os.ReadDir(home)
	if err != nil || len(left) != 0 {
		t.Errorf("it left %v behind (%v)", left, err)
	}
}

func TestARefusedTokenIsToldWithItsReason(t *testing.T) {
	args := []string{"play", "--sample", "store-helper", "--at", morning, "--token", "x.y.z"}
	r := run(t, "", args...)
	has(t, r.err, "the token is refused", "the customer stays anonymous")
	has(t, r.out, "Hi there!")
	has(t, ok(t, "", append(args, "--json")...), `"type":"note"`, "the token is refused")
	has(t, ok(t, "", append(args, "--verbose")...), "the token is refused")
}
