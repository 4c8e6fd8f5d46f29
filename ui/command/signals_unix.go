//go:build unix

package command

import (
	"os/signal"
	"syscall"
)

// steady lets a limit on the size of files be an error of the write, as a full
// disk is, where the system would end the program.
func steady() { signal.Ignore(syscall.SIGXFSZ) }
