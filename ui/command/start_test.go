package command_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// published is the samples with the assistants published that rules start.
func published(t *testing.T) (db string) {
	t.Helper()
	db = filepath.Join(t.TempDir(), "w.db")
	ok(t, "", "import", "--db", db, samplesDir(t))
	for _, id := range []string{"route-to-team", "store-helper", "sms-menu"} {
		ok(t, "", "publish", "--db", db, id)
	}
	return db
}

const (
	morning = "2026-03-02T10:00:00Z"
	cart    = "https://tarnandthistle.example/cart"
)

func TestRulesAndDefaultsChooseWhoAnswers(t *testing.T) {
	db := published(t)
	start := func(in string, args ...string) string {
		return ok(t, in, append([]string{"start", "--db", db, "--at", morning}, args...)...)
	}
	has(t, start(""), "store-helper starts (the default)")
	has(t, start("", "--brand", "little-thistle"), "route-to-team starts (the default)")
	has(t, start("", "--page", "https://x.example/contact", "--on-page", "90s"), "route-to-team starts (rule long-on-contact)")
	has(t, start("", "--page", "https://x.example/contact", "--on-page", "89s"), "store-helper starts (the default)")
	has(t, start("", "--channel", "sms", "--to", "+44 7700 900113"), "sms-menu starts (rule workshop-number)")
	out := run(t, "", "start", "--db", db, "--channel", "voice")
	has(t, out.err, "it is a person's conversation")
	fails(t, 2, []string{"start", "--db", db, "--channel", "pigeon"}, `"pigeon" is no channel`)
	fails(t, 2, []string{"start", "--db", db, "--on-page", "soon"}, "--on-page", "is not a duration")
}

func TestEveryRuleTriedSaysWhy(t *testing.T) {
	db := published(t)
	out := ok(t, "", "rules", "try", "--db", db, "--page", "https://x.example/contact", "--on-page", "2m")
	has(t, out, "no    oak-members", "wins  long-on-contact", "route-to-team starts")
	has(t, ok(t, "", "rules", "try", "--db", db, "--customer", "ada"), "wins  oak-members")
	var found struct {
		Assistant, Rule string
		Verdicts        []struct{ Rule, Why string }
	}
	if err := json.Unmarshal([]byte(ok(t, "", "rules", "try", "--json", "--db", db, "--proactive", "--page", cart, "--on-page", "60s")), &found); err != nil {
		t.Fatal(err)
	}
	if found.Assistant != "store-helper" || found.Rule != "cart-offer" || len(found.Verdicts) != 1 {
		t.Errorf("%+v", found)
	}
	has(t, ok(t, "", "rules", "try", "--db", db, "--proactive", "--page", cart, "--on-page", "5m"), "store-helper opens by itself after 1m (rule cart-offer)")
	has(t, ok(t, "", "rules", "try", "--db", db, "--proactive", "--page", cart, "--on-page", "59s"), "no    cart-offer", "nobody starts")
	has(t, ok(t, "", "rules", "--db", db), "oak-members", "workshop-number")
}

func TestAChatOpensByItselfOnThePage(t *testing.T) {
	db := published(t)
	browse := func(in string, args ...string) string {
		return ok(t, in, append([]string{"start", "--proactive", "--db", db, "--at", morning, "--page", cart}, args...)...)
	}
	has(t, browse("wait 60s\n"), "store-helper opens by itself (rule cart-offer)", "I'm Moss")
	early := run(t, "wait 59s\n", "start", "--proactive", "--db", db, "--page", cart)
	if early.code != 0 || early.out != "" {
		t.Errorf("a second early: exit %d %s", early.code, early.out)
	}
	has(t, browse("wait 30s\nvisit "+cart+"?again\nwait 59s\nsay hello\n"), "store-helper starts (the default)", "hello")
	has(t, browse("wait 30s\nvisit https://x.example/\nvisit "+cart+"\nwait 60s\nengage\n"), "opens by itself")
	has(t, browse("wait 1m\n", "--on-page", "30s"), "opens by itself")
	first, _, _ := strings.Cut(browse("wait 2m\n", "--json"), "\n")
	has(t, first, `"at":"2026-03-02T10:01:00Z"`, "running")
	has(t, browse("wait 2m\ndismiss\n", "--json"), "Dismissed", `"at":"2026-03-02T10:02:00Z"`)
	has(t, run(t, "", "start", "--proactive", "--db", db, "--page", cart).err, "no chat opened by itself")
	out := run(t, "press Yes\n", "start", "--proactive", "--db", db, "--page", cart)
	if out.code != 2 {
		t.Errorf("pressing in no chat: exit %d %s", out.code, out.err)
	}
	has(t, out.err, "line 1", "no chat is open")
}
