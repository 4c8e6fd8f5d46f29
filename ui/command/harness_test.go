package command_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/ui/command"
)

var update = flag.Bool("update", false, "write the golden files anew")

// outcome is what came of a command.
type outcome struct {
	code     int
	out, err string
}

// run runs parley with a standard input, as from a script: not on a terminal.
// Whatever comes of it, nothing but text is written, and an error is one line.
func run(t *testing.T, stdin string, args ...string) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	code := command.Main(args, strings.NewReader(stdin), &out, &errs)
	r := outcome{code, out.String(), errs.String()}
	for _, s := range []string{r.out, r.err} {
		if i := strings.IndexFunc(s, func(c rune) bool { return c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0 }); i >= 0 {
			t.Errorf("parley %s writes the control character %q", strings.Join(args, " "), s[i])
		}
	}
	return r
}

// ok runs a command that has to succeed and say nothing on standard error.
func ok(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	r := run(t, stdin, args...)
	if r.code != 0 || r.err != "" {
		t.Fatalf("parley %s: exit %d\n%s%s", strings.Join(args, " "), r.code, r.err, r.out)
	}
	return r.out
}

// fails runs a command that has to fail with a code, in one line that has all the parts.
func fails(t *testing.T, code int, args []string, parts ...string) {
	t.Helper()
	r := run(t, "", args...)
	if r.code != code {
		t.Errorf("parley %s: exit %d, want %d\n%s%s", strings.Join(args, " "), r.code, code, r.err, r.out)
	}
	if !strings.HasPrefix(r.err, "parley: ") || strings.Count(r.err, "\n") != 1 || !strings.HasSuffix(r.err, "\n") {
		t.Errorf("parley %s: the error is not one line:\n%s", strings.Join(args, " "), r.err)
	}
	has(t, r.err, parts...)
	if r.out != "" {
		t.Errorf("parley %s: an error goes to standard error only:\n%s", strings.Join(args, " "), r.out)
	}
}

// has fails the test unless all parts stand in a text.
func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%q is missing in:\n%s", p, text)
		}
	}
}

// write puts a file into a new folder and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// workspace makes a workspace file from YAML and returns its path.
func workspace(t *testing.T, yaml string) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "workspace.db")
	if r := run(t, "", "import", "--db", db, write(t, "workspace.yaml", yaml)); r.code != 0 {
		t.Fatalf("import: exit %d\n%s", r.code, r.err)
	}
	return db
}

// golden compares a text with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test ./ui/command -update writes it anew):\n%s", file, got)
	}
}

// hours is a small assistant of its own.
const hours = `kind: Assistant
id: hours
name: Hours
type: lite
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "Hi, I'm the shop's bot."}
      - textQuestion: {text: What is your name?, save: customer.name}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    interactions:
      - sendMessage: {text: "Thanks, {{customer.name | \"friend\"}}. Passing you on."}
    end: {transfer: {team: sales}}
---
kind: Team
id: sales
name: Sales
---
kind: Test
assistant: hours
cases:
  - name: says who comes next
    steps:
      - bot: "Hi*"
      - bot: "*your name?"
      - say: Ada
    expect: {status: transferred, attributes: {customer.name: Ada}}
`
