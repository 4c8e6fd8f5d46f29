//go:build !unix

package terminal

import (
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Terminal runs one model once, here with Bubble Tea's own renderer and input.
type Terminal struct {
	options Options
	mu      sync.Mutex
	program *tea.Program
	failure error
}

// New returns a terminal to run a model on. Nothing is touched before Run.
func New(o Options) *Terminal { return &Terminal{options: o.filled()} }

// Run runs the model until it quits, and returns it as it was last.
func (t *Terminal) Run(model tea.Model) (tea.Model, error) {
	o := t.options
	opts := []tea.ProgramOption{tea.WithAltScreen(), tea.WithFPS(120), tea.WithInput(o.In), tea.WithOutput(o.Out)}
	if !o.NoMouse {
		opts = append(opts, tea.WithMouseCellMotion())
	}
	if o.ReportFocus {
		opts = append(opts, tea.WithReportFocus())
	}
	t.mu.Lock()
	t.program = tea.NewProgram(model, opts...)
	t.mu.Unlock()
	last, err := t.program.Run()
	t.mu.Lock()
	if t.failure != nil {
		err = t.failure
	}
	t.mu.Unlock()
	if o.Leaving == nil {
		return last, err
	}
	left := make(chan struct{})
	go func() {
		defer close(left)
		o.Leaving()
	}()
	select {
	case <-left:
	case <-time.After(o.LeavingTime):
		if err == nil {
			err = ErrLeaving
		}
	}
	return last, err
}

// Send gives the model a message, from any goroutine but the model's own.
func (t *Terminal) Send(msg tea.Msg) {
	t.mu.Lock()
	p := t.program
	t.mu.Unlock()
	if p != nil {
		p.Send(msg)
	}
}

// Go starts a goroutine whose panic ends the program with the terminal
// restored and a trace in the log.
func (t *Terminal) Go(f func()) {
	go func() {
		defer func() {
			r := recover()
			if r == nil {
				return
			}
			err := &PanicError{Value: r, Where: "a goroutine", Stack: debug.Stack()}
			err.record(t.options.Log, time.Now())
			t.mu.Lock()
			defer t.mu.Unlock()
			if t.program == nil {
				fmt.Fprintln(os.Stderr, "parley:", err)
				return
			}
			t.failure = err
			t.program.Kill()
		}()
		f()
	}()
}
