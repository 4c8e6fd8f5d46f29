//go:build unix

package command_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"parley/engine/model"
	"parley/ui/command"
	"parley/ui/desk"
	"parley/ui/quiet"
)

// asProgram makes the test binary the program itself.
const asProgram = "PARLEY_COMMAND_TEST"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		quiet.Restore()
		os.Exit(command.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// silent is a terminal that draws what it gets and answers no question.
type silent struct {
	t      *testing.T
	ctx    context.Context
	tty    *os.File // the program's side
	keys   *os.File // the person's side
	screen *vt.Emulator
	output chan []byte
	all    bytes.Buffer
}

// newSilent opens a pseudo-terminal. Waiting on it ends with the deadline.
func newSilent(t *testing.T, w, h int) *silent {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	keys, tty, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	if err := pty.Setsize(keys, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		t.Fatal(err)
	}
	s := &silent{t: t, ctx: ctx, tty: tty, keys: keys, screen: vt.NewEmulator(w, h), output: make(chan []byte, 1024)}
	go func() { _, _ = io.Copy(io.Discard, s.screen) }() // its answers go nowhere
	go func() {
		defer close(s.output)
		for {
			piece := make([]byte, 4096)
			n, err := keys.Read(piece)
			if err != nil {
				return
			}
			s.output <- piece[:n]
		}
	}()
	t.Cleanup(func() { tty.Close(); keys.Close(); s.screen.Close() })
	return s
}

// waits draws what the program writes until it is as wanted.
func (s *silent) waits(what string, done func() bool) {
	s.t.Helper()
	for !done() {
		select {
		case piece, ok := <-s.output:
			if !ok {
				s.t.Fatalf("the program has gone before %s\n%s", what, s.text())
			}
			s.all.Write(piece)
			_, _ = s.screen.Write(piece)
		case <-s.ctx.Done():
			s.t.Fatalf("no sign of %s\n%s", what, s.text())
		}
	}
}

// shows waits for a text on the screen.
func (s *silent) shows(text string) {
	s.t.Helper()
	s.waits(text, func() bool { return strings.Contains(s.text(), text) })
}

func (s *silent) text() string { return ansi.Strip(s.screen.Render()) }

func (s *silent) press(keys string) {
	s.t.Helper()
	if _, err := s.keys.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// TestOnARealTerminal is one whole visit: the first screen on a terminal that
// answers nothing, an edit, leaving, and what is left behind.
func TestOnARealTerminal(t *testing.T) {
	s := newSilent(t, 120, 40)
	before, err := term.GetState(s.tty.Fd())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "workspace.db")
	program := exec.CommandContext(s.ctx, os.Args[0], "--db", file)
	program.Env = []string{asProgram + "=1", "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "HOME=" + t.TempDir()}
	program.Stdin, program.Stdout, program.Stderr = s.tty, s.tty, s.tty
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	gone := make(chan error, 1)
	go func() { gone <- program.Wait() }()

	s.shows("What should we call you?")
	s.shows("Move")
	s.press("\r")
	s.shows("Move   enter open")
	s.press("i")
	s.shows("Type   esc done")
	s.press(" Written in a terminal")
	s.waits("the edit in the preview", func() bool { return strings.Count(s.text(), "Written in a") == 2 })
	s.press("\x1b")
	s.shows("Move")
	s.press("q")
	s.waits("the end", func() bool { return strings.Contains(s.all.String(), "\x1b[?1049l") })
	select {
	case err := <-gone:
		if err != nil {
			t.Fatalf("the program ended with %v", err)
		}
	case <-s.ctx.Done():
		t.Fatal("the program does not end")
	}
	leftAsFound(t, s, before)
	keptIn(t, file, "takes over. Written in a terminal")
}

// leftAsFound checks the terminal's modes after the program.
func leftAsFound(t *testing.T, s *silent, before *term.State) {
	t.Helper()
	after, err := term.GetState(s.tty.Fd())
	if err != nil {
		t.Fatal(err)
	}
	if *after != *before {
		t.Errorf("the terminal's modes are %+v, and were %+v", after, before)
	}
	for _, mode := range []string{"1049", "2004", "1002", "1006"} {
		on, off := "\x1b[?"+mode+"h", "\x1b[?"+mode+"l"
		if out := s.all.String(); strings.LastIndex(out, on) > strings.LastIndex(out, off) {
			t.Errorf("mode %s is left switched on", mode)
		}
	}
	if out := s.all.String(); strings.LastIndex(out, "\x1b[?25l") > strings.LastIndex(out, "\x1b[?25h") {
		t.Error("the cursor is left hidden")
	}
}

// keptIn checks the first message of the workspace in a file.
func keptIn(t *testing.T, file, text string) {
	t.Helper()
	d, err := desk.Open(desk.Options{File: file})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	first := d.Workspace().Assistants[0].Dialogs[0].Interactions[0]
	if m, ok := first.Settings.(*model.SendMessage); !ok || !strings.HasSuffix(string(m.Text), text) {
		t.Errorf("the file holds %+v", first.Settings)
	}
}
