package command_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/ui/command"
	"parley/ui/desk"
)

func TestWrongUseIsOneLineAndExitTwo(t *testing.T) {
	for _, c := range []struct {
		args  []string
		parts []string
	}{
		{[]string{"plya"}, []string{"plya", "play"}},
		{[]string{"play"}, []string{"takes an assistant"}},
		{[]string{"play", "a", "b"}, []string{"accepts at most 1"}},
		{[]string{"play", "--loud"}, []string{"--loud", "parley play --help"}},
		{[]string{"--loud"}, []string{"--loud", "parley --help"}},
		{[]string{"play", "--seed", "many"}, []string{"many"}},
		{[]string{"schema", "x"}, []string{"no arguments"}},
		{[]string{"play", "--sample", "route-to-tea"}, []string{"route-to-tea", "route-to-team"}},
		{[]string{"play", "route-to-tea", "--sample", "route-to-team"}, []string{"did you mean route-to-team?"}},
		{[]string{"export"}, []string{"takes a folder"}},
		{nil, []string{"needs a terminal"}},
		{[]string{"play\x1b[31m"}, []string{"play"}},
		{[]string{"play", "--sample", "x\ny\x07"}, []string{"there is no sample"}},
	} {
		fails(t, 2, c.args, c.parts...)
	}
}

func TestAWorkspaceThatCannotBeUsedIsExitThree(t *testing.T) {
	dir := t.TempDir()
	db := workspace(t, hours)
	foreign := write(t, "letter.txt", strings.Repeat("Dear Ada, this is no workspace. ", 2000))
	for name, c := range map[string]struct {
		args  []string
		parts []string
	}{
		"missing":     {[]string{"check", "--db", filepath.Join(dir, "none.db")}, []string{"none.db", "--db FILE"}},
		"missing two": {[]string{"export", "--db", filepath.Join(dir, "no", "none.db"), filepath.Join(dir, "out")}, []string{"none.db"}},
		"foreign":     {[]string{"check", "--db", foreign}, []string{"letter.txt"}},
		"foreign in":  {[]string{"import", "--db", foreign, write(t, "a.yaml", hours)}, []string{"letter.txt"}},
		"a folder":    {[]string{"check", "--db", dir}, []string{dir}},
		"below file":  {[]string{"check", "--db", filepath.Join(db, "x.db")}, []string{"x.db"}},
	} {
		t.Run(name, func(t *testing.T) { fails(t, 3, c.args, c.parts...) })
	}
	if len(contents(t, dir)) != 0 {
		t.Error("a command that only reads made a file")
	}
	if data, _ := os.ReadFile(foreign); !bytes.HasPrefix(data, []byte("Dear Ada")) {
		t.Error("the foreign file was written to")
	}
}

func TestALockedWorkspaceNamesItsHolder(t *testing.T) {
	db := workspace(t, hours)
	holder, err := desk.Open(desk.Options{File: db})
	if err != nil {
		t.Fatal(err)
	}
	fails(t, 3, []string{"check", "--db", db}, db, "process")
	fails(t, 3, []string{"import", "--db", db, write(t, "a.yaml", hours)}, db)
	if err := holder.Close(); err != nil {
		t.Fatal(err)
	}
	ok(t, "", "check", "--db", db)
}

func TestWithoutAHomeTheFileHasToBeNamed(t *testing.T) {
	t.Setenv("HOME", "")
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("PARLEY_DB", "")
	fails(t, 3, []string{"check"}, "--db FILE")
	t.Setenv("PARLEY_DB", workspace(t, hours))
	ok(t, "", "check")
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	fails(t, 3, []string{"import", "--db", filepath.Join(dir, "new", "w.db"), write(t, "a.yaml", hours)}, dir)
	db := workspace(t, hours)
	fails(t, 2, []string{"export", "--db", db, filepath.Join(dir, "out")}, dir)
}

func TestAFolderInTheWayOfANewWorkspace(t *testing.T) {
	file := write(t, "file", "x")
	fails(t, 3, []string{"import", "--db", filepath.Join(file, "w.db"), write(t, "a.yaml", hours)}, file)
	db := workspace(t, hours)
	fails(t, 2, []string{"export", "--db", db, filepath.Join(file, "out")}, file)
}

// broken is an output that is closed, as a pipe into head is.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestAnOutputThatCannotBeWrittenIsAnError(t *testing.T) {
	var errs bytes.Buffer
	if code := command.Main([]string{"schema"}, strings.NewReader(""), broken{}, &errs); code == 0 || strings.Count(errs.String(), "\n") != 1 {
		t.Errorf("exit %d: %s", code, errs.String())
	}
}

func TestHelpIsTextAndSucceeds(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"help"}, {"play", "--help"}, {"help", "import"}, {"check", "-h"}} {
		has(t, ok(t, "", args...), "Usage", "--db")
	}
}

func TestNoColourAndPlainChangeNothingInAPipe(t *testing.T) {
	want := ok(t, "", "check", "--sample", "store-helper")
	t.Setenv("NO_COLOR", "1")
	if got := ok(t, "", "check", "--sample", "store-helper"); got != want {
		t.Error("NO_COLOR changes the output of a pipe")
	}
	if got := ok(t, "", "check", "--sample", "store-helper", "--plain"); got != want {
		t.Error("--plain changes the output of a pipe")
	}
}
