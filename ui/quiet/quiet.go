// Package quiet keeps the program from asking the terminal anything before it
// is ready to hear the answer.
//
// The screen library asks for the background colour while it is being
// initialised, and waits five seconds where the terminal does not answer. It
// does not ask a dumb terminal. This package imports nothing but os, so it is
// initialised before the library (whose own imports sort after it), and hides
// the terminal's name until [Restore].
package quiet

import "os"

var term, known = os.LookupEnv("TERM")

func init() { os.Setenv("TERM", "dumb") }

// Restore gives the environment its TERM back. Call it first thing in main.
func Restore() {
	if known {
		os.Setenv("TERM", term)
		return
	}
	os.Unsetenv("TERM")
}
