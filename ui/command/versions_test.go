package command_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/ui/desk"
)

func TestTheLifeOfVersions(t *testing.T) {
	db := workspace(t, hours)
	has(t, ok(t, "", "versions", "--db", db, "hours"), "never published")
	has(t, ok(t, "", "publish", "--db", db, "hours", "--note", "first"), "published hours as v1, live now")
	has(t, ok(t, "", "publish", "--db", db, "hours"), "has not changed since v1")
	var p struct {
		Assistant string
		Version   int
		Changed   bool
	}
	if err := json.Unmarshal([]byte(ok(t, "", "publish", "--db", db, "hours", "--json")), &p); err != nil || p.Assistant != "hours" || p.Version != 1 || p.Changed {
		t.Errorf("%+v, %v", p, err)
	}
	ok(t, "", "import", "--db", db, write(t, "w.yaml", strings.Replace(hours, "What is your name?", "Who are you?", 1)))
	has(t, ok(t, "", "play", "--db", db, "hours"), "What is your name?")
	has(t, ok(t, "", "play", "--db", db, "hours", "--version", "draft"), "Who are you?")
	has(t, ok(t, "", "publish", "--db", db, "hours"), "as v2")
	has(t, ok(t, "", "versions", "--db", db, "hours"), "v2", "live", "v1", "first", "draft: same")
	has(t, ok(t, "", "activate", "--db", db, "hours", "1"), "v1 of hours is live")
	has(t, ok(t, "", "play", "--db", db, "hours"), "What is your name?")
	has(t, ok(t, "", "play", "--db", db, "hours", "--version", "v2"), "Who are you?")
	ok(t, "", "unpublish", "--db", db, "hours")
	fails(t, 2, []string{"play", "--db", db, "hours", "--version", "live"}, "hours")
	fails(t, 2, []string{"activate", "--db", db, "hours", "9"}, "no such version")
	fails(t, 2, []string{"activate", "--db", db, "hours", "next"}, `"next" is no version`)
	fails(t, 2, []string{"publish", "--db", db, "hous"}, "did you mean hours?")
}

func TestADraftIsReplacedOnlyWhenToldTo(t *testing.T) {
	db := workspace(t, hours)
	ok(t, "", "publish", "--db", db, "hours")
	ok(t, "", "import", "--db", db, write(t, "w.yaml", strings.Replace(hours, "What is your name?", "Who are you?", 1)))
	fails(t, 2, []string{"draft", "--db", db, "hours", "--from", "1"}, "--force")
	has(t, ok(t, "", "play", "--db", db, "hours", "--version", "draft"), "Who are you?")
	ok(t, "", "draft", "--db", db, "hours", "--from", "1", "--force")
	has(t, ok(t, "", "play", "--db", db, "hours", "--version", "draft"), "What is your name?")
}

// TestADraftOfWhatIsNotLiveIsKeptToo: with nothing live a draft still may hold what no version has.
func TestADraftOfWhatIsNotLiveIsKeptToo(t *testing.T) {
	db := workspace(t, hours)
	ok(t, "", "publish", "--db", db, "hours")
	ok(t, "", "unpublish", "--db", db, "hours")
	ok(t, "", "draft", "--db", db, "hours", "--from", "1") // it equals v1: nothing is lost
	ok(t, "", "import", "--db", db, write(t, "w.yaml", strings.Replace(hours, "What is your name?", "Who are you?", 1)))
	fails(t, 2, []string{"draft", "--db", db, "hours", "--from", "1"}, "--force")
	has(t, ok(t, "", "play", "--db", db, "hours", "--version", "draft"), "Who are you?")
}

func TestAllPremiumAssistantsAreTakenOffAtOnce(t *testing.T) {
	db := filepath.Join(t.TempDir(), "w.db")
	ok(t, "", "import", "--db", db, samplesDir(t))
	for _, id := range []string{"route-to-team", "store-helper", "whatsapp-menu"} {
		ok(t, "", "publish", "--db", db, id)
	}
	out := ok(t, "", "unpublish", "--db", db, "--all-premium")
	has(t, out, "2 premium assistants", "store-helper", "whatsapp-menu")
	fails(t, 2, []string{"unpublish", "--db", db}, "--all-premium")
	fails(t, 2, []string{"unpublish", "--db", db, "hours", "--all-premium"}, "--all-premium")
}

func TestAssistantsAreListedShownCopiedAndDeleted(t *testing.T) {
	db := filepath.Join(t.TempDir(), "w.db")
	ok(t, "", "import", "--db", db, samplesDir(t))
	ok(t, "", "publish", "--db", db, "store-helper")
	list := ok(t, "", "assistants", "--db", db)
	has(t, list, "route-to-team", "draft", "35 dialogs", "v1 live")
	if again := ok(t, "", "assistants", "list", "--db", db); again != list {
		t.Errorf("list is another list:\n%s", again)
	}
	for _, line := range strings.Split(list, "\n") {
		if len([]rune(line)) > 80 {
			t.Errorf("wider than a terminal: %s", line)
		}
		if strings.Contains(line, "dialogs") && strings.HasSuffix(line, "…") {
			t.Errorf("how it stands is cut off: %s", line)
		}
	}
	var rows []struct {
		ID, Status string
		Live       int
	}
	if err := json.Unmarshal([]byte(ok(t, "", "assistants", "--db", db, "--json")), &rows); err != nil || len(rows) != len(desk.SampleNames()) {
		t.Errorf("%v %+v", err, rows)
	}
	has(t, ok(t, "", "assistants", "show", "--db", db, "route-to-team"), "Your name", "leads to Your team")
	id := strings.TrimSpace(ok(t, "", "assistants", "duplicate", "--db", db, "route-to-team"))
	ok(t, "", "check", "--db", db, id)
	fails(t, 2, []string{"assistants", "delete", "--db", db, id}, "--yes")
	has(t, ok(t, "", "assistants", "delete", "--db", db, id, "--yes"), "deleted")
	fails(t, 2, []string{"assistants", "show", "--db", db, id}, "did you mean")
}

func TestBackupAndDoctor(t *testing.T) {
	db := workspace(t, hours)
	copied := filepath.Join(t.TempDir(), "copy.db")
	ok(t, "", "backup", "--db", db, copied)
	has(t, ok(t, "", "check", "--db", copied, "hours"), "0 errors")
	has(t, ok(t, "", "doctor", "--db", db), "nothing is wrong")
	fails(t, 3, []string{"backup", "--db", filepath.Join(t.TempDir(), "none.db"), copied + "2"}, "none.db")
	fails(t, 2, []string{"backup", "--sample", "route-to-team", copied + "2"}, "export")

	data, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	for i := 2 * 4096; i < len(data); i += 100 { // past the two pages that lead to the rest
		data[i] ^= 0x5a
	}
	hurt := filepath.Join(t.TempDir(), "hurt.db")
	if err := os.WriteFile(hurt, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := run(t, "", "doctor", hurt); r.code != 1 && r.code != 3 {
		t.Errorf("exit %d\n%s%s", r.code, r.out, r.err)
	}
	if again, _ := os.ReadFile(hurt); string(again) != string(data) {
		t.Error("the doctor wrote to the file")
	}
}
