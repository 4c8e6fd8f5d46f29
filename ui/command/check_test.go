package command_test

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckFindsNothingWrong(t *testing.T) {
	has(t, ok(t, "", "check", "--sample", "route-to-team"), "0 errors")
	db := workspace(t, hours)
	has(t, ok(t, "", "check", "--db", db), "0 errors")
	has(t, ok(t, "", "check", "--db", db, "hours"), "0 errors")
}

func TestCheckNamesThePlaceInAFile(t *testing.T) {
	db := workspace(t, hours)
	bad := write(t, "bad.yaml", strings.Replace(hours, "dialog: complete", "dialog: compleet", 1))
	r := run(t, "", "check", "--db", db, bad)
	if r.code != 1 || r.err != "" {
		t.Errorf("exit %d\n%s", r.code, r.err)
	}
	has(t, strings.Join(strings.Fields(r.out), ""), bad+":12:")
	has(t, r.out, "1 error", "Complete Assistant?")
	if again := run(t, "", "check", "--db", db); again.code != 0 {
		t.Error("checking a file keeps it")
	}
	var found []struct{ Severity, At, Message, Mend string }
	r = run(t, "", "check", "--db", db, bad, "--json")
	if err := json.Unmarshal([]byte(r.out), &found); err != nil || r.code != 1 {
		t.Fatalf("exit %d, %v\n%s", r.code, err, r.out)
	}
	if len(found) == 0 || found[0].Severity != "error" || !strings.HasPrefix(found[0].At, bad+":12:") || found[0].Message == "" || found[0].Mend == "" {
		t.Errorf("%+v", found)
	}
}

func TestCheckTakesAssistantsAndPaths(t *testing.T) {
	db := workspace(t, hours)
	fails(t, 2, []string{"check", "--db", db, "hous"}, `no assistant "hous"`, "did you mean hours?")
	fails(t, 2, []string{"check", "--db", db, "none.yaml"}, "none.yaml")
	ok(t, "", "check", "--db", db, write(t, "same.yaml", hours), "hours")
}

const failing = `kind: Test
id: wrong
assistant: hours
cases:
  - name: expects another greeting
    steps:
      - bot: Good evening
    expect: {status: ended}
`

func TestTestsOfTheWorkspaceAndOfFiles(t *testing.T) {
	db := workspace(t, hours)
	has(t, ok(t, "", "test", "--db", db), "1 passed, 0 failed")
	has(t, ok(t, "", "test", "--sample", "route-to-team"), "0 failed")
	has(t, ok(t, "", "test", "--sample", "phone-line", "--coverage"), "0 failed", "coverage of phone-line", "dialogs      6 of 6", "timers       1 of 2, not missed")
	has(t, ok(t, "", "test", "--sample", "phone-line", "--coverage", "--json"), `"results": [`, `"coverage": [`, `"missed": [`)
	file := write(t, "wrong.yaml", failing)
	r := run(t, "", "test", "--db", db, file)
	if r.code != 1 || r.err != "" {
		t.Errorf("exit %d\n%s", r.code, r.err)
	}
	has(t, r.out, "expects another greeting", "Good evening", "0 passed, 1 failed")
	r = run(t, "", "test", "--db", db, file, "--json")
	var results []struct {
		Case   string
		Passed bool
	}
	if err := json.Unmarshal([]byte(r.out), &results); err != nil || r.code != 1 || len(results) != 1 || results[0].Passed {
		t.Errorf("exit %d, %v, %+v", r.code, err, results)
	}
	junit := filepath.Join(t.TempDir(), "junit.xml")
	run(t, "", "test", "--db", db, file, "--junit", junit)
	data, err := os.ReadFile(junit)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(data, new(struct{ XMLName xml.Name })); err != nil {
		t.Error(err)
	}
	fails(t, 2, []string{"test", "--db", db, file, "--junit", filepath.Join(t.TempDir(), "no", "folder.xml")}, "JUnit")
}

func TestTestsThatCannotBeRun(t *testing.T) {
	empty := workspace(t, "kind: Team\nid: sales\nname: Sales\n")
	fails(t, 2, []string{"test", "--db", empty}, "there are no tests")
	db := workspace(t, hours)
	fails(t, 2, []string{"test", "--db", db, write(t, "t.yaml", strings.Replace(failing, "assistant: hours", "assistant: hous", 1))}, "hous")
	fails(t, 2, []string{"test", "--db", db, "--version", "9"}, "version")
}
