//go:build unix

package terminal

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patient is how long an event is waited for before a test fails.
const patient = 20 * time.Second

// console is a child on a pseudo-terminal.
type console struct {
	t        *testing.T
	cmd      *exec.Cmd
	master   *os.File
	slave    *os.File
	screen   *vt.Emulator
	bytes    []byte
	pieces   chan []byte
	before   *term.State
	errors   bytes.Buffer
	log      string
	stallAt  string // once this was read, nothing is read until resumed
	resumed  chan struct{}
	finished chan error
}

func open(t *testing.T, width, height int, env ...string) *console {
	t.Helper()
	c := &console{t: t, screen: vt.NewEmulator(width, height), pieces: make(chan []byte, 1<<16), finished: make(chan error, 1), resumed: make(chan struct{})}
	master, slave, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminals: ", err)
	}
	// A file that does not block ends a read when it is closed.
	fd, err := syscall.Dup(int(master.Fd()))
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	syscall.CloseOnExec(fd)
	_ = master.Close()
	c.master, c.slave = os.NewFile(uintptr(fd), "master"), slave
	c.resize(width, height)
	if c.before, err = term.GetState(c.slave.Fd()); err != nil {
		t.Fatal(err)
	}
	c.log = filepath.Join(t.TempDir(), "log")
	c.cmd = exec.Command(os.Args[0])
	c.cmd.Env = append([]string{"TERM=xterm-256color", asChild + "=run", "LOG=" + c.log, "PATH=" + os.Getenv("PATH")}, env...)
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = c.slave, c.slave, &c.errors
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	return c
}

func start(t *testing.T, width, height int, env ...string) *console {
	t.Helper()
	c := open(t, width, height, env...)
	c.launch()
	return c
}

func (c *console) launch() {
	c.t.Helper()
	if err := c.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	go func() {
		for {
			b := make([]byte, 1<<16)
			n, err := c.master.Read(b)
			if n > 0 {
				c.pieces <- b[:n]
				if c.stallAt != "" && bytes.Contains(b[:n], []byte(c.stallAt)) {
					<-c.resumed
				}
			}
			if err != nil {
				close(c.pieces)
				return
			}
		}
	}()
	go func() { c.finished <- c.cmd.Wait() }()
	go func() { // the emulator's answers go nowhere: the terminal is silent
		b := make([]byte, 4096)
		for {
			if _, err := c.screen.Read(b); err != nil {
				return
			}
		}
	}()
	c.t.Cleanup(func() {
		_ = syscall.Kill(-c.cmd.Process.Pid, syscall.SIGKILL)
		_ = c.master.Close()
		_ = c.slave.Close()
		if in, ok := c.screen.InputPipe().(io.Closer); ok {
			_ = in.Close()
		}
	})
}

func (c *console) resize(width, height int) {
	if err := pty.Setsize(c.slave, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		c.t.Fatal(err)
	}
}

func (c *console) take(b []byte) {
	c.bytes = append(c.bytes, b...)
	_, _ = c.screen.Write(b)
}

// until reads the terminal until it shows what is wanted.
func (c *console) until(what string, seen func() bool) {
	c.t.Helper()
	deadline := time.After(patient)
	for !seen() {
		select {
		case b, ok := <-c.pieces:
			if !ok {
				c.t.Fatalf("the terminal closed before %s:\n%s\n%s", what, c.screen, c.errors.String())
			}
			c.take(b)
		case <-deadline:
			c.t.Fatalf("no %s:\n%s\n%q", what, c.screen, c.bytes)
		}
	}
}

func (c *console) shows(text string) {
	c.t.Helper()
	c.until(text, func() bool { return strings.Contains(c.screen.String(), text) })
}

// wrote waits for bytes and forgets all that came before their end.
func (c *console) wrote(sequence string) {
	c.t.Helper()
	c.until(strconv.Quote(sequence), func() bool { return bytes.Contains(c.bytes, []byte(sequence)) })
	c.bytes = c.bytes[bytes.Index(c.bytes, []byte(sequence))+len(sequence):]
}

func (c *console) keys(s string) {
	c.t.Helper()
	if _, err := c.master.WriteString(s); err != nil {
		c.t.Fatal(err)
	}
}

// floods types more than the terminal holds at once, while the test reads on.
func (c *console) floods(s string) {
	go func() {
		if _, err := c.master.WriteString(s); err != nil {
			c.t.Errorf("type %d bytes: %v", len(s), err)
		}
	}()
}

func (c *console) kill(s syscall.Signal) { _ = syscall.Kill(c.cmd.Process.Pid, s) }

// ends waits for the child and returns its exit code.
func (c *console) ends() int {
	c.t.Helper()
	deadline := time.After(patient)
	for {
		select {
		case <-c.finished:
			for { // what it wrote last
				select {
				case b, ok := <-c.pieces:
					if ok {
						c.take(b)
						continue
					}
				case <-time.After(50 * time.Millisecond):
				}
				return c.cmd.ProcessState.ExitCode()
			}
		case b, ok := <-c.pieces:
			if ok {
				c.take(b)
			}
		case <-deadline:
			c.t.Fatalf("the program does not end:\n%s\n%s", c.screen, c.errors.String())
		}
	}
}

// modes replays what was written and tells which modes are on.
func modes(b []byte) map[string]bool {
	on := map[string]bool{}
	for {
		i := bytes.Index(b, []byte("\x1b[?"))
		if i < 0 {
			return on
		}
		b = b[i+3:]
		if j := bytes.IndexAny(b, "hl"); j > 0 && j < 6 {
			on[string(b[:j])] = b[j] == 'h'
		}
	}
}

// restored checks that the terminal is as it was: its line, and all modes.
func (c *console) restored(written []byte) {
	c.t.Helper()
	after, err := term.GetState(c.slave.Fd())
	if err != nil {
		c.t.Fatal(err)
	}
	if *after != *c.before {
		c.t.Errorf("the line was\n%+v\nis\n%+v", c.before, after)
	}
	want := map[string]bool{"1049": false, "25": true, "7": true, "2004": false, "1002": false, "1006": false, "2026": false}
	got := modes(written)
	for mode, on := range want {
		if state, set := got[mode]; state != on || !set {
			c.t.Errorf("mode %s is left %v", mode, state)
		}
	}
}
