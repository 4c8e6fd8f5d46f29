//go:build unix && !linux

package terminal

import "golang.org/x/sys/unix"

// flush drops what the terminal sent and nobody has read.
func flush(fd int) {
	const read = 1 // FREAD
	_ = unix.IoctlSetPointerInt(fd, unix.TIOCFLUSH, read)
}
