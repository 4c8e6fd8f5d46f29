//go:build unix

package terminal

import (
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// How long leaving waits for a terminal that takes nothing, and for an answer
// to a question that was just asked.
const (
	stalledTime = 500 * time.Millisecond
	answerTime  = 100 * time.Millisecond
)

// tty is the terminal: its modes, and all that is written to it.
type tty struct {
	in, out *os.File
	options Options

	saved atomic.Pointer[term.State] // as it was; nil while it is not ours
	asked atomic.Int64               // when the background was asked for, in Unix nanoseconds

	mu      sync.Mutex
	ours    bool   // what is written gets through
	set     bool   // the modes have been set
	pending []byte // sets them; goes before the next frame
	mouse   bool
	title   string
}

// The modes of the screen, in and out. Lines do not wrap by themselves, so
// that a character that is wider than we think never spoils the next line.
const (
	enterScreen = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h"
	leaveScreen = "\x1b[?2026l\x1b[m\x1b]8;;\x1b\\\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l"
	mouseOn     = "\x1b[?1002h\x1b[?1006h"
	mouseOff    = "\x1b[?1006l\x1b[?1002l"
	focusOn     = "\x1b[?1004h"
	focusOff    = "\x1b[?1004l"
	titleBegin  = "\x1b]2;"
	titleEnd    = "\x07"
	titleKeep   = "\x1b[22;0t"
	titleBack   = "\x1b[23;0t"
	askDark     = "\x1b]11;?\x07"
)

// usable says why the screens cannot be shown, nil if they can.
func (t *tty) usable() error {
	switch name := t.options.Getenv("TERM"); {
	case !term.IsTerminal(t.in.Fd()):
		return &NoTerminalError{Why: "standard input is none"}
	case !term.IsTerminal(t.out.Fd()):
		return &NoTerminalError{Why: "standard output is none"}
	case name == "":
		return &NoTerminalError{Why: "TERM is not set"}
	case name == "dumb":
		return &NoTerminalError{Why: "this one cannot place text (TERM is dumb)"}
	}
	return nil
}

// enter makes the terminal ours. The modes are set with the next frame.
func (t *tty) enter() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	saved, err := term.MakeRaw(t.in.Fd())
	if err != nil {
		return &LostError{Op: "set raw mode", Err: err}
	}
	t.saved.Store(saved)
	t.ours = true
	t.pending = append(t.pending[:0], enterScreen...)
	if t.mouse {
		t.pending = append(t.pending, mouseOn...)
	}
	if t.options.ReportFocus {
		t.pending = append(t.pending, focusOn...)
	}
	if t.title != "" {
		t.pending = append(t.pending, titleKeep+titleBegin+t.title+titleEnd...)
	}
	return nil
}

// again sets the modes once more: somebody else had the terminal meanwhile,
// and we were not told.
func (t *tty) again() error {
	saved := t.saved.Load()
	if saved == nil {
		return nil
	}
	err := t.enter()
	t.saved.Store(saved)
	return err
}

// write writes to a terminal that is ours.
func (t *tty) write(b []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.ours || len(b) == 0 && len(t.pending) == 0 {
		return nil
	}
	if len(t.pending) > 0 {
		t.pending = append(t.pending, b...)
		b = t.pending
		t.pending, t.set = nil, true
	}
	return t.put(b)
}

// put writes all of it, also where somebody made the terminal non-blocking.
func (t *tty) put(b []byte) error {
	for {
		n, err := t.out.Write(b)
		if b = b[n:]; err == nil || len(b) == 0 {
			return nil
		}
		if !errors.Is(err, unix.EAGAIN) && !errors.Is(err, unix.EINTR) {
			return &LostError{Op: "write", Err: err}
		}
		ready := []unix.PollFd{{Fd: int32(t.out.Fd()), Events: unix.POLLOUT}}
		if _, err := unix.Poll(ready, 1000); err != nil && !errors.Is(err, unix.EINTR) {
			return &LostError{Op: "write", Err: err}
		}
	}
}

// leave gives the terminal back as it was. It may be called at any time and
// does not hang where a write does.
func (t *tty) leave() {
	wrote := make(chan struct{})
	go func() {
		defer close(wrote)
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.ours {
			t.ours, t.pending = false, nil
			if t.set {
				t.set = false
				_ = t.put([]byte(t.goodbye()))
			}
		}
	}()
	select {
	case <-wrote:
	case <-time.After(stalledTime):
	}
	// What it sent to us and nobody has read, such as motions of the mouse, is
	// not left to the shell.
	if saved := t.saved.Swap(nil); saved != nil {
		flush(int(t.in.Fd()))
		_ = term.SetState(t.in.Fd(), saved)
	}
}

func (t *tty) goodbye() string {
	s := mouseOff
	if t.options.ReportFocus {
		s += focusOff
	}
	if t.title != "" {
		s += titleBack
	}
	return s + leaveScreen
}

// setMouse turns the mouse on or off.
func (t *tty) setMouse(on bool) error {
	t.mu.Lock()
	t.mouse = on
	t.mu.Unlock()
	if on {
		return t.write([]byte(mouseOn))
	}
	return t.write([]byte(mouseOff))
}

// setTitle names the window; the old name comes back on leaving.
func (t *tty) setTitle(title string) error {
	t.mu.Lock()
	s := titleBegin + printable(title, 200) + titleEnd
	if t.title == "" {
		s = titleKeep + s
	}
	t.title = printable(title, 200)
	t.mu.Unlock()
	return t.write([]byte(s))
}

// size is the terminal's, or what a terminal had when it does not say.
func (t *tty) size() (width, height int) {
	width, height, err := term.GetSize(t.out.Fd())
	if err != nil || width <= 0 || height <= 0 {
		return 80, 24
	}
	return width, height
}
