//go:build unix

package command_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/ui/desk"
)

// TestASecondProgram meets a playground that has the file open.
func TestASecondProgram(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "workspace.db")
	fill(t, db)
	first := playground(t, "--db", db)
	first.shows("Complete Assistant")
	pid := fmt.Sprint("process ", first.cmd.Process.Pid)
	files := write(t, "more.yaml", hours)
	for _, args := range [][]string{
		{"versions", "route-to-team"}, {"publish", "route-to-team"}, {"import", files}, {"check"}, {"doctor", db},
		{"assistants", "delete", "sms-menu", "--yes"}, {"export", filepath.Join(dir, "out")},
	} {
		refuses(t, 3, program(t, append(args, "--db", db)...), db, pid, "--db")
	}
	second := playground(t, "--db", db)
	second.shows(pid)
	if code := second.gone(); code != 3 || strings.Contains(second.all.String(), "\x1b") {
		t.Errorf("a second playground: exit %d\n%q", code, second.all.String())
	}
	first.press("\ri and this\x13")
	first.shows("Saved")
	backup := filepath.Join(dir, "copy.db")
	if r := finish(t, program(t, "backup", backup, "--db", db)); r.code != 0 || r.err != "" {
		t.Errorf("backup: exit %d\n%s", r.code, r.err)
	}
	opened(t, backup, func(d *desk.Desk) {
		if !strings.HasSuffix(greeting(d), " and this") || len(d.Workspace().Assistants) != len(desk.SampleNames()) {
			t.Errorf("the copy has %q and %d assistants", greeting(d), len(d.Workspace().Assistants))
		}
	})
	before := sum(t, backup)
	refuses(t, 2, program(t, "backup", backup, "--db", db), backup, "exists already")
	if sum(t, backup) != before {
		t.Error("the first copy was written to")
	}
	first.kill() // it leaves its socket
	if r := finish(t, program(t, "backup", backup+"2", "--db", db)); r.code != 0 || r.err != "" {
		t.Errorf("backup after the holder died: exit %d\n%s", r.code, r.err)
	}
	refuses(t, 2, program(t, "backup", backup, "--db", db), backup, "exists already")
	if got := names(t, dir); got != "copy.db copy.db2 workspace.db" {
		t.Errorf("the folder has %s", got)
	}
}

// TestAHolderThatCannotAnswer has its folder of sockets spoiled: it says so and
// works on; who asks hears that the file is in use.
func TestAHolderThatCannotAnswer(t *testing.T) {
	temp, err := os.MkdirTemp("", "p") // the names of sockets are bounded
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(temp)
	if err := os.Mkdir(filepath.Join(temp, fmt.Sprintf("parley-%d", os.Getuid())), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(temp, fmt.Sprintf("parley-%d", os.Getuid())), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", temp)
	db := filepath.Join(t.TempDir(), "workspace.db")
	fill(t, db)
	p := playground(t, "--db", db)
	p.shows("answer other processes")
	p.press("\ri more\x13")
	p.shows("Saved")
	refuses(t, 3, program(t, "backup", filepath.Join(t.TempDir(), "copy"), "--db", db), db, fmt.Sprint("process ", p.cmd.Process.Pid))
	p.press("\x03")
	if code := p.gone(); code != 0 {
		t.Errorf("exit %d", code)
	}
	opened(t, db, func(d *desk.Desk) {
		if !strings.HasSuffix(greeting(d), " more") {
			t.Errorf("the file has %q", greeting(d))
		}
	})
}
