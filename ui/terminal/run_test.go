//go:build unix

package terminal

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

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

// patient is how long an event is waited for before a test fails.
const patient = 20 * time.Second

// demo is the child's model: each key does what its case says.
type demo struct {
	run                 *Terminal
	width, height, keys int
	sizes, last         string
	slow                time.Duration
	broken              bool
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
	finished chan error
}

func open(t *testing.T, width, height int, env ...string) *console {
	t.Helper()
	c := &console{t: t, screen: vt.NewEmulator(width, height), pieces: make(chan []byte, 1<<16), finished: make(chan error, 1)}
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
	go p.keys(pasteBegin + strings.Repeat("x", 1<<20) + pasteEnd)
	p.shows("last pasted 1048576")
	p.shows("keys 1")
	go p.keys(pasteBegin + strings.Repeat("x", 1<<20+1) + pasteEnd)
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
	if code := p.ends(); code != 3 || !strings.Contains(p.errors.String(), "TERM is dumb") || len(p.bytes) > 0 {
		t.Errorf("code %d, %q, wrote %q", code, p.errors.String(), p.bytes)
	}
}
