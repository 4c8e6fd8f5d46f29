// Package terminal runs a Bubble Tea model on a real terminal and leaves the
// terminal as it was, whatever way the program goes.
package terminal

import (
	"os"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Options say how a model is run. The zero value is fit for use.
type Options struct {
	// In and Out are the terminal; standard input and output where nil.
	In, Out *os.File
	// Getenv reads the environment; os.Getenv where nil.
	Getenv func(string) string
	// Leaving is called exactly once, after the terminal has been restored,
	// in every way out, also where there is no terminal to begin with: the
	// place to save. It may run beside an Update that hangs, and is not waited
	// for longer than LeavingTime (3 s where 0).
	Leaving     func()
	LeavingTime time.Duration
	// Log is the file to which a panic is written with its trace; a new file
	// in the folder for temporary files where empty.
	Log string
	// Title is the window's title; the old one comes back on leaving.
	Title string
	// MaxPaste is the longest paste in bytes (1 MiB where 0). A longer one
	// arrives as a PasteTooLargeMsg.
	MaxPaste int
	// NoMouse leaves the mouse to the terminal.
	NoMouse bool
	// ReportFocus sends tea.FocusMsg and tea.BlurMsg.
	ReportFocus bool
	// NoQuestions asks the terminal nothing, not even its background.
	NoQuestions bool
}

// The defaults of the options.
const (
	defaultLeaving  = 3 * time.Second
	defaultMaxPaste = 1 << 20
)

func (o Options) filled() Options {
	if o.In == nil {
		o.In = os.Stdin
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	if o.LeavingTime <= 0 {
		o.LeavingTime = defaultLeaving
	}
	if o.MaxPaste <= 0 {
		o.MaxPaste = defaultMaxPaste
	}
	return o
}

// BackgroundMsg is the terminal's late answer to the question for its
// background colour. It may never come.
type BackgroundMsg struct{ Dark bool }

// PasteTooLargeMsg stands for a paste that was dropped. Size is in bytes.
type PasteTooLargeMsg struct{ Size int }

// Run runs the model on the terminal until it quits, and returns the model as
// it was last.
func Run(model tea.Model, o Options) (tea.Model, error) { return New(o).Run(model) }
