package desk

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"parley/engine/edit"
	"parley/store"
	"parley/store/kv"
)

// held opens a workspace with the samples and answers for it. Sockets lie in a
// folder of the test.
func held(t *testing.T) (*Desk, string) {
	t.Helper()
	t.Setenv("TMPDIR", shortDir(t))
	file := filepath.Join(t.TempDir(), "workspace.db")
	d, err := Open(Options{File: file, Fill: WithSamples})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if _, err := d.Listen(); err != nil {
		t.Fatal(err)
	}
	return d, file
}

// shortDir is a folder with a short name: those of sockets are bounded.
func shortDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "p")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// rename makes an edit that is saved by and by.
func rename(t *testing.T, d *Desk, name string) {
	t.Helper()
	at := d.Workspace().Assistants[0].PathOf().Field("name")
	if _, err := d.Apply(edit.SetField{At: at, Value: name}); err != nil {
		t.Fatal(err)
	}
}

// nameIn is the name of the first assistant in a file that is whole.
func nameIn(t *testing.T, file string) string {
	t.Helper()
	if found, err := Examine(file, ""); err != nil || !found.OK() {
		t.Fatalf("%+v, %v", found, err)
	}
	d, err := Open(Options{File: file})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	return d.Workspace().Assistants[0].Name
}

func TestTheHolderMakesTheCopy(t *testing.T) {
	d, file := held(t)
	rename(t, d, "Just typed")
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := Backup(Options{File: file}, to); err != nil {
		t.Fatal(err)
	}
	if name := nameIn(t, to); name != "Just typed" {
		t.Errorf("the copy has the name %q", name)
	}
	err := Backup(Options{File: file}, to)
	if err == nil || !strings.Contains(err.Error(), "exists already") || errors.Is(err, ErrUnusable) {
		t.Errorf("over a file: %v", err)
	}
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(file, link); err != nil {
		t.Skip(err)
	}
	if err := Backup(Options{File: link}, to+"2"); err != nil {
		t.Errorf("through a link: %v", err)
	}
	if err := Backup(Options{File: file}, filepath.Join(t.TempDir(), "no", "copy.db")); err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("into a folder that is not there: %v", err)
	}
}

func TestManyAskAtOnce(t *testing.T) {
	d, file := held(t)
	dir := t.TempDir()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			if err := Backup(Options{File: file}, filepath.Join(dir, fmt.Sprint(i))); err != nil {
				t.Error(err)
			}
		})
	}
	for i := range 50 {
		rename(t, d, fmt.Sprint("Name ", i))
	}
	all.Wait()
	for i := range 8 {
		nameIn(t, filepath.Join(dir, fmt.Sprint(i)))
	}
}

// ask sends a line to the holder and returns its answer.
func ask(t *testing.T, file, line string) string {
	t.Helper()
	path, err := socketOf(file)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = fmt.Fprint(conn, line)
	answer, _ := bufio.NewReader(conn).ReadString('\n')
	return answer
}

func TestStrangeQuestions(t *testing.T) {
	_, file := held(t)
	for _, line := range []string{"\n", "backup relative.db\n", "delete everything\n", "backup\n", "\x00\n"} {
		if answer := ask(t, file, line); !strings.Contains(answer, "not understood") {
			t.Errorf("%q: %q", line, answer)
		}
	}
	if answer := ask(t, file, strings.Repeat("x", maxQuestion+1)); answer != "" {
		t.Errorf("an endless question: %q", answer)
	}
	if err := Backup(Options{File: file}, filepath.Join(t.TempDir(), "two\nlines")); err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("a name of two lines: %v", err)
	}
}

// TestLeavingDoesNotWaitForSilence closes a desk whose socket somebody has
// opened to say nothing.
func TestLeavingDoesNotWaitForSilence(t *testing.T) {
	d, file := held(t)
	path, err := socketOf(file)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	rename(t, d, "Last words")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if name := nameIn(t, file); name != "Last words" {
		t.Errorf("the file has %q", name)
	}
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket stays: %v", err)
	}
}

// TestASocketLeftBehind is what a killed holder leaves: it is neither asked nor
// in the way.
func TestASocketLeftBehind(t *testing.T) {
	d, file := held(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	path, err := socketOf(file)
	if err != nil {
		t.Fatal(err)
	}
	left, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	left.SetUnlinkOnClose(false)
	if err := left.Close(); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := Backup(Options{File: file}, to); err != nil {
		t.Errorf("nobody holds the file: %v", err)
	}
	other, err := store.OpenFile(file, store.Options{}) // as a command does, which answers nobody
	if err != nil {
		t.Fatal(err)
	}
	if err := Backup(Options{File: file}, to+"2"); !errors.Is(err, kv.ErrLocked) || !errors.Is(err, ErrUnusable) {
		t.Errorf("somebody holds the file: %v", err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(Options{File: file})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, err := again.Listen(); err != nil {
		t.Errorf("the socket is in the way: %v", err)
	}
	if err := Backup(Options{File: file}, to+"3"); err != nil {
		t.Error(err)
	}
}

// TestTheFolderOfSockets has to be this user's alone.
func TestTheFolderOfSockets(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are others there")
	}
	d, file := held(t)
	path, err := socketOf(file)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Dir(path)
	for name, spoil := range map[string]func() error{
		"open to others": func() error { return os.Chmod(folder, 0o777) },
		"a link": func() error {
			return errors.Join(os.RemoveAll(folder), os.Symlink(t.TempDir(), folder))
		},
		"a file": func() error {
			return errors.Join(os.RemoveAll(folder), os.WriteFile(folder, nil, 0o600))
		},
		"another's": func() error {
			if os.Getuid() != 0 {
				t.Log("only root can give a folder away")
				return nil
			}
			return errors.Join(os.RemoveAll(folder), os.Mkdir(folder, 0o700), os.Chown(folder, 12345, 12345))
		},
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		if name == "another's" && os.Getuid() != 0 {
			continue
		}
		if _, err := socketOf(file); err == nil {
			t.Errorf("%s: it is used", name)
		}
		stop, err := d.Listen()
		stop()
		if err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: answering says %v", name, err)
		}
		if err := Backup(Options{File: file}, filepath.Join(t.TempDir(), "copy")); !errors.Is(err, kv.ErrLocked) {
			t.Errorf("%s: asking says %v", name, err)
		}
	}
}
