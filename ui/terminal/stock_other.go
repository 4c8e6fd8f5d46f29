//go:build !unix

package terminal

import (
	"fmt"
	"os"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
)

// Terminal runs one model once.
type Terminal struct {
	options Options
	mu      sync.Mutex
	program *tea.Program
}

// New returns a terminal to run a model on. Nothing is touched before Run.
func New(o Options) *Terminal { return &Terminal{options: o} }

// Run runs the model until it quits, and returns it as it was last.
func (t *Terminal) Run(model tea.Model) (tea.Model, error) {
	o := t.options
	opts := []tea.ProgramOption{tea.WithAltScreen(), tea.WithFPS(120)}
	if !o.NoMouse {
		opts = append(opts, tea.WithMouseCellMotion())
	}
	if o.ReportFocus {
		opts = append(opts, tea.WithReportFocus())
	}
	if o.Out != nil {
		opts = append(opts, tea.WithOutput(o.Out))
	}
	if o.In != nil {
		opts = append(opts, tea.WithInput(o.In))
	}
	p := tea.NewProgram(model, opts...)
	t.mu.Lock()
	t.program = p
	t.mu.Unlock()
	last, err := p.Run()
	if o.Leaving != nil {
		o.Leaving()
	}
	return last, err
}

// Send gives the model a message, from any goroutine. It does nothing before
// and after Run.
func (t *Terminal) Send(msg tea.Msg) {
	t.mu.Lock()
	p := t.program
	t.mu.Unlock()
	if p != nil {
		p.Send(msg)
	}
}

// Go starts a goroutine that may panic without leaving the terminal raw.
func (t *Terminal) Go(f func()) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				fmt.Fprintln(os.Stderr, "parley:", r)
				t.mu.Lock()
				defer t.mu.Unlock()
				if t.program != nil {
					t.program.Kill()
				}
			}
		}()
		f()
	}()
}
