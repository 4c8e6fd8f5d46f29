//go:build unix

package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// evil is what must never reach a terminal: it would write to the clipboard,
// colour, move the cursor and ring.
const evil = "\x1b]52;c;ZXZpbA==\x07\x1b[31mevil\x1b[2J\u009b31m\x08"

// evilYAML is the same in a file.
const evilYAML = `\e]52;c;ZXZpbA==\a\e[31mevil\e[2J\x9b31m\b`

// TestEscapesInNamesOfFiles names files so that a terminal would obey.
func TestEscapesInNamesOfFiles(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, evil)
	db := name + ".db"
	fill(t, db)
	ok(t, "", "check", "--db", db, "sms-menu")
	ok(t, "", "export", "--db", db, name+"-out")
	ok(t, "", "backup", "--db", db, name+"-copy")
	ok(t, "", "doctor", db, "--save", name+"-saved")
	bad := name + ".yaml"
	if err := os.WriteFile(bad, []byte("kind: Assistant\nid: x\nid: y\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	letter := name + ".letter"
	if err := os.WriteFile(letter, []byte(strings.Repeat("Dear Ada, ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := run(t, "", "import", "--db", db, bad); r.code != 2 || !strings.Contains(r.err, "evil") {
		t.Errorf("import: exit %d\n%s", r.code, r.err)
	}
	for _, args := range [][]string{
		{"import", "--db", db, name + "-none"}, {"play", "sms-menu", "--db", db, "--script", name + "-none"},
		{"backup", "--db", db, name + "-copy"}, {"doctor", "--save", name + "-saved", db}, {"play", evil, "--db", db},
		{"diff", "--db", db, evil + "@1", evil + "@2"}, {"publish", evil, "--db", db}, {"activate", "--db", db, evil, "1"},
		{"versions", evil, "--db", db}, {"play", "sms-menu", "--db", db, "--customer", evil}, {evil}, {"check", "--" + evil},
		{"draft", "--db", db, "sms-menu", "--from", evil}, {"play", "sms-menu", "--db", db, "--at", evil}, {"play", "--sample", evil},
	} {
		fails(t, 2, args)
	}
	for _, args := range [][]string{{"versions", "x", "--db", name + "-no.db"}, {"check", "--db", letter}, {"doctor", letter}, {"check", "--db", name + "-out"}} {
		fails(t, 3, args)
	}
	p := playground(t, "--db", db)
	p.shows("Complete Assistant")
	p.press("\x03")
	if code := p.gone(); code != 0 {
		t.Errorf("exit %d", code)
	}
	obeyed(t, p.all.String())
	p = playground(t, "--db", letter)
	if code := p.gone(); code != 3 {
		t.Errorf("exit %d", code)
	}
	obeyed(t, p.all.String())
}

// obeyed fails the test where the terminal was given what it would obey.
func obeyed(t *testing.T, written string) {
	t.Helper()
	for _, part := range []string{"\x1b]52", "\x1b[31m", "\u009b", "\x08"} {
		if strings.Contains(written, part) {
			t.Errorf("%q reached the terminal", part)
		}
	}
}

// evilHours is an assistant whose every text would be obeyed.
func evilHours() string {
	out := hours
	for _, text := range []string{"Hours", "Sales", "says who comes next"} {
		out = strings.Replace(out, "name: "+text, `name: "`+text+evilYAML+`"`, 1)
	}
	out = strings.Replace(out, "What is your name?", `"What is your name`+evilYAML+`?"`, 1)
	return strings.Replace(out, "Hi, I'm the shop's bot.", "Hi, I'm the bot."+evilYAML, 1)
}

// TestEscapesInTexts brings them in with files, notes and scripts, and looks at
// everything that shows them.
func TestEscapesInTexts(t *testing.T) {
	db := filepath.Join(t.TempDir(), "workspace.db")
	r := run(t, "", "import", "--db", db, write(t, "w.yaml", evilHours()))
	if r.code != 0 {
		t.Fatalf("import: exit %d\n%s", r.code, r.err)
	}
	run(t, "", "publish", "hours", "--db", db, "--note", evil)
	for _, args := range [][]string{
		{"versions", "hours"}, {"versions", "hours", "--json"}, {"assistants"}, {"assistants", "--json"}, {"assistants", "show", "hours"},
		{"check"}, {"check", "--json"}, {"test"}, {"test", "--json"}, {"diff", "hours@draft", "hours@1"},
	} {
		if r := run(t, "", append(args, "--db", db)...); r.code > 1 {
			t.Errorf("%q: exit %d\n%s", args, r.code, r.err)
		}
	}
	for _, more := range [][]string{nil, {"--json"}} {
		script := "say " + evil + "\npress " + evil + "\nvisit " + evil + "\nkeys " + evil + "\n" + evil + "\n"
		run(t, script, append([]string{"play", "hours", "--db", db}, more...)...)
		run(t, "say "+evil+"\n", append([]string{"play", "hours", "--db", db}, more...)...)
	}
	out := filepath.Join(t.TempDir(), "out")
	ok(t, "", "export", "--db", db, out)
	p := playground(t, "--db", db)
	p.shows("Complete Assistant")
	// The preview is talked to, dialogs and screens are opened and closed.
	p.press("\ri\x1b[200~" + evil + "\x1b[201~!\x1b")
	p.shows("31m!")
	p.shows("Move")
	p.press("\tiAda\r")
	p.shows("ing you on")
	p.press("\x1b")
	p.shows("Move")
	for _, dialog := range []struct{ key, title string }{{"o", "Open an assistant"}, {"?", "Keys"}, {"\x0b", "Commands"}} {
		p.press(dialog.key)
		p.shows(dialog.title)
		p.press("\x1b")
		p.waits("its end", func() bool { return !strings.Contains(p.text(), dialog.title) })
	}
	p.press("\x13")
	p.shows("Saved")
	p.press("\x03")
	p.gone()
	obeyed(t, p.all.String())
}
