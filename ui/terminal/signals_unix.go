//go:build unix

package terminal

import (
	"os"
	"os/signal"
	"reflect"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/sys/unix"
)

// resizeQuiet is how long a window must rest for its last size to be told; the
// first of several is told at once.
const resizeQuiet = 50 * time.Millisecond

// stopTime is how long the signal to stop is given to stop us.
const stopTime = 250 * time.Millisecond

// stop is the signal that stops us. It is not SIGTSTP: once Go has caught that,
// it never has its own effect again. SIGTTIN has, and like SIGTSTP it does
// nothing where nobody could continue us, such as without a shell.
const stop = syscall.SIGTTIN

// The requests of the signals to the event loop.
type (
	resizedMsg   struct{}
	continuedMsg struct{}
)

// watch has signals come to us.
func (t *Terminal) watch() {
	signal.Notify(t.signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT,
		syscall.SIGTSTP, syscall.SIGCONT, syscall.SIGWINCH)
	go t.heed()
}

func (t *Terminal) unwatch() { signal.Stop(t.signals) }

// heed acts on signals. It never waits for the event loop.
func (t *Terminal) heed() {
	rest := time.NewTimer(time.Hour)
	rest.Stop()
	resting, again := false, false
	for {
		select {
		case <-t.over:
			rest.Stop()
			return
		case <-rest.C:
			if resting = again; again {
				go t.Send(resizedMsg{})
				again = false
				rest.Reset(resizeQuiet)
			}
		case s := <-t.signals:
			if s != syscall.SIGWINCH {
				t.signal(s)
				continue
			}
			if again = resting; !resting {
				go t.Send(resizedMsg{})
			}
			resting = true
			rest.Reset(resizeQuiet)
		}
	}
}

func (t *Terminal) signal(s os.Signal) {
	switch s {
	case syscall.SIGCONT:
		if !t.away.Load() {
			go t.Send(continuedMsg{})
		}
	case syscall.SIGTSTP:
		switch {
		case t.lent.Load():
			_ = syscall.Kill(syscall.Getpid(), stop) // with the program that has the terminal
		case !t.away.Load():
			go t.Send(tea.SuspendMsg{})
		}
	case syscall.SIGINT, syscall.SIGQUIT:
		if t.lent.Load() {
			return // meant for the program that has the terminal
		}
		if s == syscall.SIGQUIT {
			stacks := make([]byte, 1<<20)
			_, _ = appendLog(t.options.Log, string(stacks[:runtime.Stack(stacks, true)]))
		}
		t.fail(&SignalError{Signal: s})
	default:
		t.fail(&SignalError{Signal: s})
	}
}

// sift sees every message on the event loop before Bubble Tea and the model.
func (t *Terminal) sift(_ tea.Model, msg tea.Msg) tea.Msg {
	t.host.where = "a request to the terminal"
	switch m := msg.(type) {
	case nil:
		return nil
	case tea.MouseMsg:
		before := t.host.pointer
		t.host.pointer = m
		if m.Action == tea.MouseActionMotion && m == before {
			return nil
		}
		return msg
	case frameMsg:
		t.host.frame()
		return nil
	case resizedMsg:
		return t.resized()
	case continuedMsg:
		if err := t.tty.again(); err != nil {
			t.fail(err)
			return nil
		}
		return t.resized()
	case tea.SuspendMsg:
		t.suspend()
		return tea.ResumeMsg{}
	}
	if name := internal(msg); name != "" {
		return t.request(name, msg)
	}
	return msg
}

// resized repaints, and tells the model a size that is new.
func (t *Terminal) resized() tea.Msg {
	width, height := t.tty.size()
	if width != t.host.screen.width || height != t.host.screen.height {
		return tea.WindowSizeMsg{Width: width, Height: height}
	}
	t.host.screen.forget()
	t.host.paint()
	return nil
}

// request does what a message asks that Bubble Tea's own renderer would do.
func (t *Terminal) request(name string, msg tea.Msg) tea.Msg {
	var err error
	switch name {
	case "clearScreenMsg":
		t.host.screen.forget()
		t.host.paint()
	case "enableMouseCellMotionMsg", "enableMouseAllMotionMsg":
		err = t.tty.setMouse(true)
	case "disableMouseMsg":
		err = t.tty.setMouse(false)
	case "setWindowTitleMsg":
		err = t.tty.setTitle(reflect.ValueOf(msg).String())
	case "windowSizeMsg":
		width, height := t.tty.size()
		return tea.WindowSizeMsg{Width: width, Height: height}
	case "execMsg":
		return t.exec(msg)
	default:
		return msg
	}
	if err != nil {
		t.fail(err)
	}
	return nil
}

// release gives the terminal to another program.
func (t *Terminal) release() {
	t.away.Store(true)
	t.input.pause()
	t.tty.leave()
}

// regain takes the terminal back and repaints.
func (t *Terminal) regain() {
	select {
	case <-t.ending:
		return
	default:
	}
	err := t.tty.enter()
	if err == nil {
		err = t.input.start()
	}
	if err != nil {
		t.fail(err)
		return
	}
	t.away.Store(false)
	t.host.screen.forget()
	width, height := t.tty.size()
	if width != t.host.screen.width || height != t.host.screen.height {
		go t.Send(resizedMsg{})
	}
	t.host.show()
}

// suspend stops the process, as ctrl+z would, and returns when it is continued.
func (t *Terminal) suspend() {
	t.release()
	resumed := make(chan os.Signal, 1)
	signal.Notify(resumed, syscall.SIGCONT)
	defer signal.Stop(resumed)
	for {
		_ = syscall.Kill(0, stop)
		select {
		case <-resumed:
		case <-t.ending:
			return
		case <-time.After(stopTime):
		}
		if t.foreground() {
			break
		}
		select { // continued in the background, perhaps only to be ended
		case <-t.ending:
			return
		case <-time.After(resizeQuiet):
		}
	}
	t.regain()
}

// foreground tells whether the terminal is ours to use. A terminal that has no
// jobs is.
func (t *Terminal) foreground() bool {
	group, err := unix.IoctlGetInt(int(t.options.In.Fd()), unix.TIOCGPGRP)
	return err != nil || group == unix.Getpgrp()
}

// exec runs another program on the terminal, such as an editor.
func (t *Terminal) exec(msg tea.Msg) tea.Msg {
	c, done := execParts(msg)
	if c == nil {
		return nil
	}
	t.lent.Store(true)
	t.release()
	c.SetStdin(t.options.In)
	c.SetStdout(t.options.Out)
	c.SetStderr(os.Stderr)
	err := c.Run()
	t.regain()
	t.lent.Store(false)
	if done == nil {
		return nil
	}
	return guardMsg(done(err), t.guard)
}

// execParts takes apart the message of tea.Exec, whose fields Bubble Tea keeps
// to itself. It would run the program itself, but only on its own input.
func execParts(msg tea.Msg) (c tea.ExecCommand, done tea.ExecCallback) {
	v := reflect.New(reflect.TypeOf(msg)).Elem()
	v.Set(reflect.ValueOf(msg))
	for i := range v.NumField() {
		f := v.Field(i)
		switch p := reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Interface().(type) {
		case *tea.ExecCommand:
			c = *p
		case *tea.ExecCallback:
			done = *p
		}
	}
	return c, done
}
