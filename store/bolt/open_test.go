//go:build unix

package bolt_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"parley/store/bolt"
	"parley/store/kv"
)

// childEnv tells the test binary, started again by a test, what to be.
const childEnv = "PARLEY_BOLT_TEST_CHILD"

func TestMain(m *testing.M) {
	if what := os.Getenv(childEnv); what != "" {
		os.Exit(runChild(what, os.Args[1:]))
	}
	os.Exit(m.Run())
}

// child starts the test binary as what with args. Its standard input is held
// open until the test ends or calls the returned function.
func child(t testing.TB, what string, args ...string) (cmd *exec.Cmd, out *bufio.Reader, hangUp func() error) {
	t.Helper()
	cmd = exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), childEnv+"="+what)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewReader(stdout), in.Close
}

func runChild(what string, args []string) int {
	switch what {
	case "hold":
		return childHold(args[0])
	case "commit":
		return childCommit(args[0], args[1])
	case "fill":
		return childFill(args[0])
	}
	return 2
}

// childHold opens the file, says so, and keeps it until standard input ends.
func childHold(path string) int {
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("open")
	_, _ = io.Copy(io.Discard, os.Stdin)
	_ = s.Close()
	return 0
}

func TestOpenNewAndAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "workspace.parley")
	if _, err := bolt.Open(path, bolt.Options{Existing: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("existing only: %v", err)
	}
	if _, err := bolt.Open(path, bolt.Options{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("read-only: %v", err)
	}
	s := mustOpen(t, path, bolt.Options{Schema: 4})
	put(t, s, "a", "1")
	mustClose(t, s)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() > 64<<10 {
		t.Errorf("new file: %v, %v", info, err)
	}
	s = mustOpen(t, path, bolt.Options{Schema: 4, Existing: true})
	if got := dump(t, s)["a"]; got != "1" || s.Schema() != 4 || s.Path() != path {
		t.Errorf("got %q, schema %d", got, s.Schema())
	}
	mustClose(t, s)
	names, _ := os.ReadDir(filepath.Dir(path))
	if len(names) != 1 {
		t.Errorf("files left behind: %v", names)
	}
}

func put(t testing.TB, s kv.Store, key, value string) {
	t.Helper()
	if err := s.Commit(context.Background(), nil, []kv.Op{kv.Put([]byte(key), []byte(value))}); err != nil {
		t.Fatal(err)
	}
}

// TestOpenWrongFile opens things that are no workspace: one clear line, and
// the thing stays as it is.
func TestOpenWrongFile(t *testing.T) {
	dir := t.TempDir()
	bare := filepath.Join(dir, "bare")
	db, err := bbolt.Open(bare, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, name := range []string{"users", "zebra"} {
			b, err := tx.CreateBucket([]byte(name))
			if err != nil {
				return err
			}
			if err := b.Put([]byte("k"), []byte("v")); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || db.Close() != nil {
		t.Fatal(err)
	}
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, path := range []string{
		bare,
		write("text", []byte("a text of nobody")),
		write("byte", []byte{0}),
		write("zeros", make([]byte, 100_000)),
		write("database", append([]byte("SQLite format 3\x00"), bytes.Repeat([]byte("x"), 8192)...)),
	} {
		before := fileSum(t, path)
		_, err := bolt.Open(path, bolt.Options{})
		wantLine(t, err, kv.ErrForeign, path, "not a parley workspace", "--db")
		_, err = bolt.Verify(path)
		wantLine(t, err, kv.ErrForeign, path)
		_, err = bolt.Salvage(path, path+".new", 1)
		wantLine(t, err, kv.ErrForeign, path)
		if _, err := os.Stat(path + ".new"); err == nil || fileSum(t, path) != before {
			t.Errorf("%s: changed, or salvaged: %v", path, err)
		}
	}
	_, err = bolt.Open(dir, bolt.Options{})
	wantLine(t, err, kv.ErrForeign, dir, "not a file")
	_, err = bolt.Open(filepath.Join(bare, "under-a-file"), bolt.Options{})
	wantLine(t, err, err, "under-a-file", "--db")
	_, err = bolt.Open(filepath.Join(dir, "no", "folder"), bolt.Options{})
	wantLine(t, err, fs.ErrNotExist, "no/folder", "--db")
}

func TestOpenEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := bolt.Open(path, bolt.Options{ReadOnly: true})
	wantLine(t, err, kv.ErrForeign, path, "empty")
	link := path + ".link"
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, link, bolt.Options{})
	put(t, s, "a", "1")
	mustClose(t, s)
	s = mustOpen(t, path, bolt.Options{})
	if dump(t, s)["a"] != "1" {
		t.Error("the link does not lead to the file any more")
	}
	mustClose(t, s)
}

func TestOpenNewer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "workspace.parley")
	mustClose(t, mustOpen(t, path, bolt.Options{Schema: 7}))
	before := fileSum(t, path)
	_, err := bolt.Open(path, bolt.Options{Schema: 6})
	wantLine(t, err, kv.ErrNewer, path, "schema 7", "up to 6", "update parley")
	if fileSum(t, path) != before {
		t.Error("the file was changed")
	}
}

func TestOpenLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "workspace.parley")
	cmd, out, hangUp := child(t, "hold", path)
	if line, err := out.ReadString('\n'); line != "open\n" {
		t.Fatalf("the other process: %q, %v", line, err)
	}
	for _, o := range []bolt.Options{{}, {ReadOnly: true}} {
		o.Wait = time.Millisecond
		_, err := bolt.Open(path, o)
		var locked *kv.LockedError
		if !errors.As(err, &locked) || locked.PID != cmd.Process.Pid {
			t.Errorf("got %v, want process %d", err, cmd.Process.Pid)
		}
		wantLine(t, err, kv.ErrLocked, path, fmt.Sprint(cmd.Process.Pid), "--db")
	}
	_, err := bolt.Verify(path)
	wantLine(t, err, kv.ErrLocked, path)
	_, err = bolt.Salvage(path, path+".new", 1)
	wantLine(t, err, kv.ErrLocked, path)
	if err := hangUp(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	mustClose(t, mustOpen(t, path, bolt.Options{}))
}

// TestOpenWaits opens while the other process is just letting go.
func TestOpenWaits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "workspace.parley")
	cmd, out, hangUp := child(t, "hold", path)
	if _, err := out.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	go hangUp()
	s, err := bolt.Open(path, bolt.Options{Wait: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, s)
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// TestOpenTwiceInOneProcess is refused like any other second opening.
func TestOpenTwiceInOneProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "workspace.parley")
	s := mustOpen(t, path, bolt.Options{})
	defer s.Close()
	_, err := bolt.Open(path, bolt.Options{Wait: time.Millisecond})
	wantLine(t, err, kv.ErrLocked, path, fmt.Sprint(os.Getpid()))
}

func TestOpenReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "workspace.parley")
	s := mustOpen(t, path, bolt.Options{})
	put(t, s, "a", "1")
	mustClose(t, s)
	before := fileSum(t, path)
	one := mustOpen(t, path, bolt.Options{ReadOnly: true})
	two := mustOpen(t, path, bolt.Options{ReadOnly: true})
	err := one.Commit(context.Background(), nil, []kv.Op{kv.Put([]byte("a"), []byte("2"))})
	wantLine(t, err, kv.ErrReadOnly, path, "--db")
	_, err = bolt.Open(path, bolt.Options{Wait: time.Millisecond})
	wantLine(t, err, kv.ErrLocked, path)
	if dump(t, one)["a"] != "1" || dump(t, two)["a"] != "1" {
		t.Error("a reader reads something else")
	}
	mustClose(t, one)
	mustClose(t, two)
	if fileSum(t, path) != before {
		t.Error("the file was changed")
	}
}

// TestOpenNoPermission needs a user whom permissions bind.
func TestOpenNoPermission(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "workspace.parley")
	mustClose(t, mustOpen(t, path, bolt.Options{}))
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	_, err := bolt.Open(path, bolt.Options{})
	wantLine(t, err, kv.ErrReadOnly, path, "--db")
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	_, err = bolt.Open(filepath.Join(dir, "new"), bolt.Options{})
	wantLine(t, err, kv.ErrReadOnly, "new", "--db")
	mustClose(t, mustOpen(t, path, bolt.Options{ReadOnly: true}))
}

// TestOpenRace opens a file that is not there yet from many sides: one gets it
// at a time and nothing that was saved is lost.
func TestOpenRace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "workspace.parley")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s, err := bolt.Open(path, bolt.Options{Wait: time.Minute})
			if err != nil {
				t.Error(err)
				return
			}
			put(t, s, fmt.Sprint("k", i), "v")
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	s := mustOpen(t, path, bolt.Options{})
	defer s.Close()
	if got := dump(t, s); len(got) != 8 {
		t.Errorf("%d of 8 values are there", len(got))
	}
}

func TestBackup(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, filepath.Join(dir, "workspace.parley"), bolt.Options{})
	for i := range 300 {
		put(t, s, fmt.Sprint("k", i), strings.Repeat("v", 1000))
	}
	copied := filepath.Join(dir, "copy.parley")
	stop, done := make(chan struct{}), make(chan struct{})
	go func() { // changes that the copy must not have half of
		defer close(done)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				n := fmt.Append(nil, i)
				_ = s.Commit(context.Background(), nil, []kv.Op{kv.Put([]byte("a"), n), kv.Put([]byte("z"), n)})
			}
		}
	}()
	if err := s.BackupFile(copied); err != nil {
		t.Fatal(err)
	}
	close(stop)
	<-done
	err := s.BackupFile(copied)
	wantLine(t, err, kv.ErrExists, copied)
	mustClose(t, s)
	wantLine(t, s.BackupFile(filepath.Join(dir, "late")), kv.ErrClosed, dir)

	r, err := bolt.Verify(copied)
	if err != nil || !r.OK() || r.Keys < 300 {
		t.Errorf("verify: %+v, %v", r, err)
	}
	c := mustOpen(t, copied, bolt.Options{})
	defer c.Close()
	if got := dump(t, c); got["a"] != got["z"] || got["k299"] != strings.Repeat("v", 1000) {
		t.Errorf("a is %q, z is %q", got["a"], got["z"])
	}
	put(t, c, "more", "1")
}

// TestBackupEndsWithTheStore closes the store while a backup is under way.
func TestBackupEndsWithTheStore(t *testing.T) {
	s := mustOpen(t, filepath.Join(t.TempDir(), "workspace.parley"), bolt.Options{})
	put(t, s, "large", strings.Repeat("x", 1<<19))
	closed := make(chan error)
	err := s.Backup(writerFunc(func(p []byte) (int, error) {
		if closed != nil {
			go func(c chan error) { c <- s.Close() }(closed)
			for { // until Close has begun
				if _, err := s.Snapshot(); errors.Is(err, kv.ErrClosed) {
					break
				}
			}
			closed, p = nil, p[:len(p):len(p)]
		}
		return len(p), nil
	}))
	wantLine(t, err, kv.ErrClosed, s.Path())
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
