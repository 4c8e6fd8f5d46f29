//go:build unix

package terminal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Frames: a burst and then so many a second, together no more than 120 in any
// second.
const (
	frameBurst = 4
	frameEach  = time.Second / 116
)

// How long the model has to come back from an Update when the program must end.
const stuckTime = 300 * time.Millisecond

// Terminal runs one model once.
//
// Bubble Tea runs the event loop without its renderer, its input and its
// signals. The frames are drawn on the event loop, right after an Update.
type Terminal struct {
	options Options
	program *tea.Program
	host    *host
	tty     *tty
	input   *input

	failure chan error    // the first thing that ends the program from outside the loop
	ending  chan struct{} // closed when there is a failure
	over    chan struct{} // closed when the program ends
	away    atomic.Bool   // another program has the terminal
	lent    atomic.Bool   // … that was started by us
	signals chan os.Signal

	once    sync.Once
	mu      sync.Mutex
	running bool
	ended   bool
}

// New returns a terminal to run a model on. Nothing is touched before Run.
func New(o Options) *Terminal {
	o = o.filled()
	t := &Terminal{
		options: o,
		failure: make(chan error, 1),
		ending:  make(chan struct{}),
		over:    make(chan struct{}),
		signals: make(chan os.Signal, 16),
	}
	t.tty = &tty{in: o.In, out: o.Out, options: o, mouse: !o.NoMouse, title: printable(o.Title, 200)}
	t.host = &host{
		size: t.tty.size, write: t.write, guard: t.guard, now: time.Now,
		pace:  pace{each: frameEach, burst: frameBurst},
		later: func(d time.Duration, msg tea.Msg) { time.AfterFunc(d, func() { t.Send(msg) }) },
	}
	t.program = tea.NewProgram(t.host, tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithoutRenderer(),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics(), tea.WithFilter(t.sift))
	t.input = newInput(o, t.Send, t.fail, t.over)
	return t
}

// Send gives the model a message, from any goroutine but the model's own. It
// waits until the model takes it; before Run it waits for Run, afterwards it
// does nothing.
func (t *Terminal) Send(msg tea.Msg) { t.program.Send(msg) }

// Go starts a goroutine whose panic ends the program as one in the model does:
// with the terminal restored and a trace in the log.
func (t *Terminal) Go(f func()) {
	go func() {
		defer t.rescue("a goroutine")
		f()
	}()
}

// Run runs the model until it quits, and returns it as it was last. An error
// is a *NoTerminalError, *SignalError, *LostError, *PanicError, [ErrLeaving] or
// one of Bubble Tea's. Its text is one line for standard error; nothing has
// been written there.
func (t *Terminal) Run(model tea.Model) (tea.Model, error) {
	t.host.inner = model
	if !t.begin() {
		return model, errors.New("run on a terminal: it has run before")
	}
	if err := t.tty.usable(); err != nil {
		t.finish()
		return model, t.conclude(err)
	}
	t.watch()
	err := t.tty.enter()
	if err == nil {
		err = t.input.start()
	}
	last := model
	if err == nil {
		go t.input.decode()
		last, err = t.loop(model)
	}
	t.settle(err)
	t.input.pause()
	t.tty.leave()
	t.finish()
	err = t.conclude(err)
	t.unwatch()
	return last, err
}

func (t *Terminal) begin() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	first := !t.running
	t.running = true
	return first
}

func (t *Terminal) finish() {
	t.program.Kill()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ended = true
	close(t.over)
}

// loop runs the event loop until it ends or something else ends the program.
func (t *Terminal) loop(model tea.Model) (tea.Model, error) {
	ended := make(chan error, 1)
	go func() { ended <- t.events() }()
	select {
	case err := <-ended:
		select {
		case failure := <-t.failure:
			err = failure
		default:
		}
		return t.host.inner, err
	case failure := <-t.failure:
		t.program.Kill()
		select {
		case <-ended:
			return t.host.inner, failure
		case <-time.After(stuckTime):
			var sig *SignalError
			if errors.As(failure, &sig) {
				sig.Stuck = true
			}
			return model, failure
		}
	}
}

func (t *Terminal) events() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &PanicError{Value: r, Where: t.host.where, Stack: debug.Stack()}
		}
	}()
	_, err = t.program.Run()
	return err
}

// settle waits a moment for the answer to a question that was just asked, so
// that it does not end up on the shell's line.
func (t *Terminal) settle(err error) {
	var lost *LostError
	if asked := t.tty.asked.Load(); asked == 0 || time.Since(time.Unix(0, asked)) > time.Second || errors.As(err, &lost) {
		return
	}
	select {
	case <-t.input.answered:
	case <-time.After(answerTime):
	}
}

// conclude writes the log and lets the program save.
func (t *Terminal) conclude(err error) error {
	t.log(err)
	if t.options.Leaving == nil {
		return err
	}
	left := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				left <- &PanicError{Value: r, Where: "leaving", Stack: debug.Stack()}
			}
		}()
		t.options.Leaving()
		left <- nil
	}()
	var late error
	select {
	case late = <-left:
	case <-time.After(t.options.LeavingTime):
		late = ErrLeaving
	}
	t.log(late)
	switch {
	case err == nil:
		return late
	case late != nil:
		return fmt.Errorf("%w; and then: %w", err, late)
	}
	return err
}

func (t *Terminal) log(err error) {
	if p := (*PanicError)(nil); errors.As(err, &p) && p.Log == "" {
		p.record(t.options.Log, time.Now())
	}
}

// fail ends the program, unless something has already.
func (t *Terminal) fail(err error) {
	select {
	case t.failure <- err:
		t.once.Do(func() { close(t.ending) })
	default:
	}
}

// rescue is deferred where a panic would end the process.
func (t *Terminal) rescue(where string) {
	r := recover()
	if r == nil {
		return
	}
	err := &PanicError{Value: r, Where: where, Stack: debug.Stack()}
	t.mu.Lock()
	ended := t.ended
	t.mu.Unlock()
	if ended {
		t.log(err)
		fmt.Fprintln(os.Stderr, "parley:", err)
		return
	}
	t.fail(err)
}

// guard wraps a command, and those it leads to, so that a panic in it is
// reported with its trace.
func (t *Terminal) guard(c tea.Cmd) tea.Cmd {
	if c == nil {
		return nil
	}
	return func() tea.Msg {
		defer t.rescue("a command")
		return guardMsg(c(), t.guard)
	}
}

// write shows a frame. After the first one the terminal is asked for its
// background; nothing waits for the answer.
func (t *Terminal) write(b []byte) {
	if err := t.tty.write(b); err != nil {
		t.fail(err)
		return
	}
	if t.tty.asked.Load() == 0 && !t.options.NoQuestions && t.options.Getenv("TERM") != "linux" {
		t.tty.asked.Store(time.Now().UnixNano())
		if err := t.tty.write([]byte(askDark)); err != nil {
			t.fail(err)
		}
	}
}
