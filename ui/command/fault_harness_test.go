//go:build unix

package command_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patient is how long an event is waited for before a test fails.
const patient = time.Minute

// program is parley as a process of its own, with a home that is nobody's.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patient)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = []string{asProgram + "=1", "HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir(),
		"TERM=xterm-256color", "LANG=C.UTF-8"}
	return cmd
}

// finish runs a process to its end.
func finish(t *testing.T, cmd *exec.Cmd) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	r := outcome{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
	plain(t, r.out, r.err)
	return r
}

// plain fails the test where a text has control characters.
func plain(t *testing.T, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if i := strings.IndexFunc(s, func(c rune) bool { return c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0 }); i >= 0 {
			t.Errorf("a control character at %d of %q", i, s)
		}
	}
}

// refuses runs a process that has to end with a code and one line that has all
// the parts.
func refuses(t *testing.T, code int, cmd *exec.Cmd, parts ...string) {
	t.Helper()
	r := finish(t, cmd)
	if r.code != code || !strings.HasPrefix(r.err, "parley: ") || strings.Count(r.err, "\n") != 1 || r.out != "" {
		t.Errorf("parley %q: exit %d, want %d and one line\n%s%s", cmd.Args[1:], r.code, code, r.err, r.out)
	}
	has(t, r.err, parts...)
}

// guest is the playground on a terminal.
type guest struct {
	*silent
	cmd   *exec.Cmd
	ended chan struct{}
}

// playground starts the program on a terminal of 120×40.
func playground(t *testing.T, args ...string) *guest {
	t.Helper()
	v := &guest{silent: newSilent(t, 120, 40), cmd: program(t, args...), ended: make(chan struct{})}
	v.cmd.Stdin, v.cmd.Stdout, v.cmd.Stderr = v.tty, v.tty, v.tty
	if err := v.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = v.cmd.Wait()
		close(v.ended)
	}()
	t.Cleanup(v.kill)
	return v
}

// kill ends the program at once and waits for its end.
func (v *guest) kill() {
	_ = v.cmd.Process.Kill()
	v.gone()
}

// dies kills the program after a while, in which it writes freely.
func (v *guest) dies(after time.Duration) {
	timer := time.AfterFunc(after, func() { _ = v.cmd.Process.Kill() })
	defer timer.Stop()
	v.gone()
}

// gone waits for the end of the program, reads what it said to the last byte
// and returns its exit code.
func (v *guest) gone() int {
	for {
		select {
		case piece := <-v.output:
			v.all.Write(piece)
		case <-v.ended:
			v.tty.Close() // nobody else has it: what was written is read, then comes the end
			for piece := range v.output {
				v.all.Write(piece)
			}
			return v.cmd.ProcessState.ExitCode()
		}
	}
}

// sum is a file's content, "" where there is none.
func sum(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(data)
}

// names are the names in a folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

// filled makes a workspace file with the samples.
func filled(t *testing.T) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "workspace.db")
	fill(t, db)
	return db
}
