//go:build unix

package bolt_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"parley/store/bolt"
	"parley/store/kv"
)

// fillLimit is how large a file childFill may write.
const fillLimit = 2 << 20

// childFill limits the size of its files, which the system reports as it does
// a full disk, and fills one.
func childFill(path string) int {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: fillLimit, Max: fillLimit}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println(err)
		return 1
	}
	if err := fillUp(path); err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("good")
	return 0
}

// fillUp saves until there is no room, and checks that reading goes on, that
// nothing saved is lost, and that saving goes on once there is room again.
func fillUp(path string) error {
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, saved := context.Background(), 0
	value := []byte(strings.Repeat("v", 10_000))
	for ; ; saved++ {
		err = s.Commit(ctx, nil, []kv.Op{kv.Put(fmt.Appendf(nil, "%04d", saved), value)})
		if err != nil {
			break
		}
		if saved > 10_000 {
			return errors.New("the disk does not get full")
		}
	}
	if !errors.Is(err, kv.ErrFull) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
		return fmt.Errorf("full disk: %w", err)
	}
	if err := wantSaved(s, saved, 0); err != nil {
		return err
	}
	// A group of which one has no room: the deletion goes through.
	done := make(chan error)
	go func() {
		done <- s.Commit(ctx, nil, []kv.Op{kv.Put([]byte("large"), make([]byte, 1<<19)), kv.Put([]byte("large2"), make([]byte, 1<<18))})
	}()
	gone := saved / 2
	for i := range gone {
		if err := s.Commit(ctx, nil, []kv.Op{kv.Delete(fmt.Appendf(nil, "%04d", i))}); err != nil {
			return fmt.Errorf("deleting on a full disk: %w", err)
		}
	}
	<-done
	if err := s.Commit(ctx, nil, []kv.Op{kv.Delete([]byte("large")), kv.Delete([]byte("large2")), kv.Put([]byte("after"), value)}); err != nil {
		return fmt.Errorf("saving once there is room: %w", err)
	}
	if err := s.Commit(ctx, nil, []kv.Op{kv.Delete([]byte("after"))}); err != nil {
		return err
	}
	if err := wantSaved(s, saved, gone); err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	if r, err := bolt.Verify(path); err != nil || !r.OK() {
		return fmt.Errorf("%+v, %w", r, err)
	}
	if s, err = bolt.Open(path, bolt.Options{}); err != nil {
		return err
	}
	defer s.Close()
	return wantSaved(s, saved, gone)
}

func wantSaved(s kv.Store, saved, gone int) error {
	r, err := s.Snapshot()
	if err != nil {
		return err
	}
	defer r.Close()
	pairs, err := r.Scan(nil, nil, kv.MaxScan)
	if err != nil || len(pairs) != saved-gone {
		return fmt.Errorf("%d values are there of %d: %w", len(pairs), saved-gone, err)
	}
	return nil
}

func TestFullByLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "workspace.parley")
	cmd, out, _ := child(t, "fill", path)
	line, _ := out.ReadString('\n')
	if err := cmd.Wait(); err != nil || line != "good\n" {
		t.Errorf("%s%v", line, err)
	}
}

// TestFullDisk fills a small file system, where mounting one is allowed.
func TestFullDisk(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("only root on Linux may mount a small file system")
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=2m", "parley-test", dir).CombinedOutput(); err != nil {
		t.Skipf("mounting is not allowed here: %s", out)
	}
	defer func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	}()
	path := filepath.Join(dir, "workspace.parley")
	if err := fillUp(path); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "rest"), make([]byte, 4<<20), 0o600); err == nil {
		t.Fatal("the disk is not full")
	}
	_, err := bolt.Open(filepath.Join(dir, "another.parley"), bolt.Options{})
	wantLine(t, err, kv.ErrFull, "another.parley")
	s := mustOpen(t, path, bolt.Options{})
	defer s.Close()
	wantLine(t, s.BackupFile(filepath.Join(dir, "copy")), kv.ErrFull, "copy")
	names, _ := filepath.Glob(filepath.Join(dir, ".*"))
	if len(names) != 0 {
		t.Errorf("left behind: %q", names)
	}
}

// TestReadOnlyFileSystem opens files where nothing can be written, which binds
// root too.
func TestReadOnlyFileSystem(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("only root on Linux may mount a file system")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "workspace.parley")
	s := mustOpen(t, path, bolt.Options{})
	put(t, s, "a", "1")
	mustClose(t, s)
	if out, err := exec.Command("mount", "--bind", dir, dir).CombinedOutput(); err != nil {
		t.Skipf("mounting is not allowed here: %s", out)
	}
	defer exec.Command("umount", dir).Run()
	if out, err := exec.Command("mount", "-o", "remount,ro,bind", dir).CombinedOutput(); err != nil {
		t.Skipf("mounting is not allowed here: %s", out)
	}
	_, err := bolt.Open(path, bolt.Options{})
	wantLine(t, err, kv.ErrReadOnly, path, "--db")
	_, err = bolt.Open(filepath.Join(dir, "new"), bolt.Options{})
	wantLine(t, err, kv.ErrReadOnly, "new", "--db")
	s = mustOpen(t, path, bolt.Options{ReadOnly: true})
	defer s.Close()
	if dump(t, s)["a"] != "1" {
		t.Error("it does not read")
	}
}
