package terminal

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// NoTerminalError says that there is nothing to draw on or to type at.
type NoTerminalError struct {
	Why string // which end is no terminal, or what it cannot do
}

func (e *NoTerminalError) Error() string {
	return "the screens need a terminal: " + e.Why + "; use parley play to talk to an assistant without one"
}

// SignalError says that a signal ended the program.
type SignalError struct {
	Signal os.Signal
	// Stuck is set when the model did not come back from an Update in time.
	Stuck bool
}

func (e *SignalError) Error() string {
	s := "ended by the signal: " + e.Signal.String()
	if e.Stuck {
		s += ", while it was busy"
	}
	return s
}

// LostError says that the terminal is gone: the window was closed, or the line is cut.
type LostError struct {
	Op  string // read or write
	Err error
}

func (e *LostError) Error() string { return "the terminal is gone: " + e.Op + ": " + e.Err.Error() }
func (e *LostError) Unwrap() error { return e.Err }

// PanicError says that the program is at fault. Its text is one line; the
// trace is in the log.
type PanicError struct {
	Value any
	Where string // init, update, view, a command, a goroutine, leaving
	Stack []byte
	Log   string // the file that has the trace; empty if it could not be written
}

func (e *PanicError) Error() string {
	s := fmt.Sprintf("a fault in parley (%s): %s; ", e.Where, printable(fmt.Sprint(e.Value), 300))
	if e.Log == "" {
		return s + "the trace could not be written"
	}
	return s + "the trace is in " + e.Log
}

// Unwrap is the panic's value where that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// ErrLeaving says that Options.Leaving took longer than it may.
var ErrLeaving = errors.New("what is saved on leaving was not done in time")

// ExitCode is the code to leave the process with: 128 and the number after a
// signal, as shells have it, 3 for no terminal, else 1.
func ExitCode(err error) int {
	var sig *SignalError
	var none *NoTerminalError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &none):
		return 3
	case errors.As(err, &sig):
		if n, ok := sig.Signal.(syscall.Signal); ok {
			return 128 + int(n)
		}
	}
	return 1
}

// printable is a text on one line without control characters, at most so many
// characters long.
func printable(s string, most int) string {
	var b strings.Builder
	for _, r := range s {
		if most--; most < 0 {
			b.WriteString("…")
			break
		}
		if r < 0x20 || r >= 0x7f && r < 0xa0 {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}
