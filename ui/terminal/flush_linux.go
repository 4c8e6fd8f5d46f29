package terminal

import "golang.org/x/sys/unix"

// flush drops what the terminal sent and nobody has read.
func flush(fd int) { _ = unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCIFLUSH) }
