//go:build unix

package terminal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"parley/ui/quiet"
)

// The test binary is its own child: run with this variable it is a program on
// the terminal.
const asChild = "PARLEY_TERMINAL_TEST"

func TestMain(m *testing.M) {
	quiet.Restore()
	switch os.Getenv(asChild) {
	case "run":
		os.Exit(child())
	case "shell":
		os.Exit(shell())
	}
	os.Exit(m.Run())
}

// demo is the child's model: each key does what its case says.
type demo struct {
	run                 *Terminal
	width, height, keys int
	sizes, last         string
	broken, big         bool
}

func (d demo) Init() tea.Cmd { return nil }

func (d demo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		d.width, d.height = m.Width, m.Height
		d.sizes += fmt.Sprintf(" %dx%d", m.Width, m.Height)
	case tea.ResumeMsg:
		d.last = "resumed"
	case BackgroundMsg:
		d.last = fmt.Sprint("dark ", m.Dark)
	case PasteTooLargeMsg:
		d.last = fmt.Sprint("too large ", m.Size)
	case string:
		d.last = m
	case tea.KeyMsg:
		d.keys++
		d.last = m.String()
		if m.Paste {
			d.last = fmt.Sprint("pasted ", len(m.Runes))
			return d, nil
		}
		return d.key(m.String())
	}
	return d, nil
}

func (d demo) key(name string) (tea.Model, tea.Cmd) {
	switch name {
	case "q":
		return d, tea.Quit
	case "z":
		return d, tea.Suspend
	case "u":
		panic("update\x1b[31m failed\nbadly")
	case "v":
		d.broken = true
	case "b":
		d.big = true
	case "c":
		return d, tea.Batch(tea.Sequence(nil, func() tea.Msg { panic("command failed") }), func() tea.Msg { return nil })
	case "g":
		d.run.Go(func() { panic(fmt.Errorf("goroutine failed")) })
	case "h":
		fmt.Print("hanging")
		select {}
	case "e":
		c := exec.Command("sh", "-c", "stty -a | grep -o -- '-\\?icanon'; read line; echo got $line")
		return d, tea.ExecProcess(c, func(err error) tea.Msg { return fmt.Sprint("edited ", err) })
	case "t":
		return d, tea.SetWindowTitle("a title")
	case "m":
		return d, tea.DisableMouse
	case "f":
		return d, func() tea.Msg {
			for n := range 5000 {
				d.run.Send(fmt.Sprint("flood ", n))
			}
			return nil
		}
	}
	return d, nil
}

func (d demo) View() string {
	if d.broken {
		panic("view failed")
	}
	if d.big {
		return strings.Repeat(strings.Repeat("#", d.width)+"\n", d.height)
	}
	return fmt.Sprintf("\x1b[1mkeys %d\x1b[0m\nsizes%s\nlast %s\n漢字 👩‍🚀 end", d.keys, d.sizes, d.last)
}

// child runs the demo as main would, and reports what it saw on standard error.
func child() int {
	o := Options{Log: os.Getenv("LOG"), LeavingTime: 200 * time.Millisecond, Title: os.Getenv("TITLE")}
	o.Leaving = func() {
		fmt.Fprintln(os.Stderr, "leaving")
		if os.Getenv("LEAVE") == "slowly" {
			select {}
		}
	}
	run := New(o)
	var model tea.Model = demo{run: run}
	_, err := run.Run(model)
	if err != nil {
		fmt.Fprintln(os.Stderr, "parley:", err)
	}
	return ExitCode(err)
}

func TestWaysOut(t *testing.T) {
	for _, c := range []struct {
		name   string
		do     func(*console)
		code   int
		says   string // on standard error, in its one line
		logged string
	}{
		{"quit", func(c *console) { c.keys("q") }, 0, "", ""},
		{"panic in update", func(c *console) { c.keys("u") }, 1, "a fault in parley (update): update [31m failed badly; the trace is in ", "demo.key"},
		{"panic in view", func(c *console) { c.keys("v") }, 1, "(view): view failed", "demo.View"},
		{"panic in a command", func(c *console) { c.keys("c") }, 1, "(a command): command failed", "demo.key"},
		{"panic in a goroutine", func(c *console) { c.keys("g") }, 1, "(a goroutine): goroutine failed", "demo.key"},
		{"SIGTERM", func(c *console) { c.kill(syscall.SIGTERM) }, 143, "ended by the signal: terminated", ""},
		{"SIGHUP", func(c *console) { c.kill(syscall.SIGHUP) }, 129, "ended by the signal: hangup", ""},
		{"SIGINT", func(c *console) { c.kill(syscall.SIGINT) }, 130, "ended by the signal: interrupt", ""},
		{"SIGQUIT", func(c *console) { c.kill(syscall.SIGQUIT) }, 131, "ended by the signal: quit", "goroutine 1"},
		{"SIGTERM while busy", func(c *console) { c.keys("h"); c.wrote("hanging"); c.kill(syscall.SIGTERM) }, 143, "while it was busy", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := start(t, 60, 10)
			p.shows("keys 0")
			c.do(p)
			if code := p.ends(); code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			p.restored(p.bytes)
			p.report(c.says, c.logged)
		})
	}
}

// report checks what is on standard error and in the log.
func (c *console) report(says, logged string) {
	c.t.Helper()
	text := c.errors.String()
	want := 1
	if says != "" {
		want = 2
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if strings.Count(text, "leaving") != 1 || len(lines) != want || !strings.Contains(text, says) || strings.ContainsAny(text, "\x1b\r") {
		c.t.Errorf("standard error is %q, wants %q", text, says)
	}
	log, _ := os.ReadFile(c.log)
	if !strings.Contains(string(log), logged) || logged == "" && len(log) > 0 {
		c.t.Errorf("the log is %q, wants %q", log, logged)
	}
	if info, err := os.Stat(c.log); err == nil && info.Mode().Perm() != 0o600 {
		c.t.Errorf("the log is open to others: %v", info.Mode())
	}
}

func TestLeavingIsBounded(t *testing.T) {
	p := start(t, 60, 10, "LEAVE=slowly")
	p.shows("keys 0")
	p.keys("q")
	if code := p.ends(); code != 1 || !strings.Contains(p.errors.String(), ErrLeaving.Error()) {
		t.Errorf("code %d, %q", code, p.errors.String())
	}
	p.restored(p.bytes)
}

func TestLostTerminal(t *testing.T) {
	p := start(t, 60, 10)
	p.shows("keys 0")
	_ = p.slave.Close()
	_ = p.master.Close()
	select {
	case <-p.finished:
	case <-time.After(patient):
		t.Fatal("the program lives on without a terminal")
	}
	text := p.errors.String()
	if strings.Count(text, "leaving") != 1 || !strings.Contains(text, "the terminal is gone") && !strings.Contains(text, "hangup") {
		t.Errorf("standard error is %q", text)
	}
}

// TestStalledTerminal ends the program while it writes to a terminal that takes
// nothing any more.
func TestStalledTerminal(t *testing.T) {
	p := open(t, 500, 200)
	p.stallAt = "####"
	p.launch()
	p.shows("keys 0")
	p.keys("b")
	p.until("the beginning of a frame", func() bool { return bytes.Contains(p.bytes, []byte("####")) })
	p.kill(syscall.SIGTERM)
	select {
	case <-p.finished:
	case <-time.After(patient):
		t.Fatal("the program hangs")
	}
	close(p.resumed)
	if code := p.cmd.ProcessState.ExitCode(); code != 143 {
		t.Errorf("exit code %d", code)
	}
	after, err := term.GetState(p.slave.Fd())
	if err != nil || *after != *p.before {
		t.Errorf("the line was\n%+v\nis\n%+v (%v)", p.before, after, err)
	}
}

func TestWriteError(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_, _ = r.Close(), w.Close()
	var lost *LostError
	if err := (&tty{out: w, ours: true}).write([]byte("x")); !errors.As(err, &lost) || lost.Op != "write" {
		t.Errorf("%v", err)
	}
}

func TestSilentTerminal(t *testing.T) {
	began := time.Now()
	p := start(t, 60, 10, "TITLE=parley")
	p.shows("keys 0")
	if took := time.Since(began); took > time.Second {
		t.Errorf("the first frame took %v: something waits for an answer", took)
	}
	p.shows("sizes 60x10")
	p.wrote(askDark)
	p.keys("q")
	p.ends()
	p.restored(p.bytes)
	if !bytes.Contains(p.bytes, []byte(titleBack)) {
		t.Error("the title stays")
	}
}

func TestAnswerComesLate(t *testing.T) {
	p := start(t, 60, 10)
	p.wrote(askDark)
	p.keys("\x1b]11;rgb:ff")
	p.keys("ff/ffff/ffff\x1b\\")
	p.shows("last dark false")
	p.keys("\x1b[?62c\x1b[3;1Rx")
	p.shows("last x")
	p.shows("keys 1")
	p.keys("q")
	p.ends()
}

func TestPasteOnATerminal(t *testing.T) {
	p := start(t, 60, 10)
	p.shows("keys 0")
	p.floods(pasteBegin + strings.Repeat("x", 1<<20) + pasteEnd)
	p.shows("last pasted 1048576")
	p.shows("keys 1")
	p.floods(pasteBegin + strings.Repeat("x", 1<<20+1) + pasteEnd)
	p.shows("last too large 1048577")
	p.keys("q")
	p.ends()
}

// TestFlood sends 5000 messages at once: the last is shown, and frames are few.
func TestFlood(t *testing.T) {
	p := start(t, 60, 10)
	p.shows("keys 0")
	began, from := time.Now(), len(p.bytes)
	p.keys("f")
	p.shows("flood 4999")
	frames := bytes.Count(p.bytes[from:], []byte("\x1b[3;"))
	if most := 5 + int(120*time.Since(began).Seconds()); frames > most {
		t.Errorf("%d frames, want at most %d", frames, most)
	}
	p.keys("q")
	p.ends()
}

func TestResizeStorm(t *testing.T) {
	p := start(t, 60, 10)
	p.shows("sizes 60x10")
	for width := 61; width <= 100; width++ {
		p.resize(width, 12)
	}
	p.screen.Resize(100, 12)
	p.shows("100x12")
	if n := strings.Count(p.screen.String(), "x"); n > 20 {
		t.Errorf("all of them were told:\n%s", p.screen)
	}
	p.keys("q")
	p.ends()
	p.restored(p.bytes)
}

func TestOtherProgramHasTheTerminal(t *testing.T) {
	p := start(t, 60, 10)
	p.shows("keys 0")
	p.keys("e")
	p.wrote(leaveScreen)
	p.wrote("icanon\r\n")
	if strings.Contains(p.screen.String(), "-icanon") {
		t.Error("the other program found a raw line")
	}
	p.keys("hello\r")
	p.wrote("got hello")
	p.wrote(enterScreen + mouseOn)
	p.shows("last edited <nil>")
	p.keys("q")
	p.ends()
	p.restored(p.bytes)
}

func TestRequests(t *testing.T) {
	p := start(t, 60, 10)
	p.shows("keys 0")
	p.keys("t")
	p.wrote(titleKeep + titleBegin + "a title" + titleEnd)
	p.keys("m")
	p.wrote(mouseOff)
	p.keys("q")
	p.ends()
	p.wrote(titleBack)
}

// TestNoTerminal runs the program where there is none, or too little of one.
func TestNoTerminal(t *testing.T) {
	p := open(t, 60, 10)
	p.cmd.Stdin = strings.NewReader("")
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	p.launch()
	if code := p.ends(); code != 3 || !strings.Contains(p.errors.String(), "need a terminal: standard input is none; use parley play") || len(p.bytes) > 0 {
		t.Errorf("code %d, %q, wrote %q", code, p.errors.String(), p.bytes)
	}
	p = start(t, 60, 10, "TERM=dumb")
	if code := p.ends(); code != 3 || !strings.Contains(p.errors.String(), "TERM is dumb") || strings.Count(p.errors.String(), "leaving") != 1 || len(p.bytes) > 0 {
		t.Errorf("code %d, %q, wrote %q", code, p.errors.String(), p.bytes)
	}
}
