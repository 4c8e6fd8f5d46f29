//go:build unix

package bolt

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// lockFile takes the lock that bbolt uses, flock, on f: shared to look,
// exclusive to write. It tries for as long as wait; ok is false when another
// holder stayed. The lock goes with f, and with the process however it ends.
func lockFile(f *os.File, exclusive bool, wait time.Duration) (ok bool, err error) {
	how := unix.LOCK_SH | unix.LOCK_NB
	if exclusive {
		how = unix.LOCK_EX | unix.LOCK_NB
	}
	for end := time.Now().Add(wait); ; time.Sleep(5 * time.Millisecond) {
		err := unix.Flock(int(f.Fd()), how)
		switch {
		case err == nil:
			return true, nil
		case err == unix.EINTR:
		case err != unix.EWOULDBLOCK:
			return false, err
		case time.Now().After(end):
			return false, nil
		}
	}
}

// signHolder leaves our pid with the file, for holder. It is a record lock, of
// which the system keeps the owner: nothing is written anywhere, and nothing
// can be out of date, since it ends with the process.
func signHolder(f *os.File) {
	_ = unix.FcntlFlock(f.Fd(), unix.F_SETLK, &unix.Flock_t{Type: unix.F_WRLCK, Len: 1})
}

// recordHolder asks for the owner of that record lock; 0 when there is none.
// A process never sees its own.
func recordHolder(f *os.File) int {
	lock := unix.Flock_t{Type: unix.F_WRLCK, Len: 1}
	if err := unix.FcntlFlock(f.Fd(), unix.F_GETLK, &lock); err != nil || lock.Type == unix.F_UNLCK || lock.Pid < 0 {
		return 0
	}
	return int(lock.Pid)
}
