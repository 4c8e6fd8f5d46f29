//go:build unix

package bolt

import (
	"errors"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// isFull reports whether a write failed for want of room: disk, share of it,
// or the largest file allowed. bbolt passes some errors on as text only.
func isFull(err error) bool { return is(err, syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG) }

// isReadOnlyFS reports whether the file system is mounted read-only.
func isReadOnlyFS(err error) bool { return is(err, syscall.EROFS) }

func is(err error, numbers ...syscall.Errno) bool {
	for _, n := range numbers {
		if errors.Is(err, n) || strings.HasSuffix(err.Error(), n.Error()) {
			return true
		}
	}
	return false
}

// addressLimited reports whether the process has a limit on address space.
func addressLimited() bool {
	var limit unix.Rlimit
	return unix.Getrlimit(unix.RLIMIT_AS, &limit) == nil && uint64(limit.Cur) < 1<<48
}
