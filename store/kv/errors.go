package kv

import (
	"errors"
	"fmt"
)

// What can go wrong, to be asked with errors.Is. The error itself is one line
// that names the operation, the file or key, and the mend.
var (
	// ErrConflict: a check of the commit does not hold; nothing was applied.
	// Read again and decide again. ConflictError names the key.
	ErrConflict = errors.New("the stored value has changed")
	// ErrTooLarge: a commit or scan over the limits; nothing was applied.
	ErrTooLarge = errors.New("too large")
	// ErrKey: a key that is empty, too long or reserved.
	ErrKey = errors.New("bad key")
	// ErrClosed: the store or the snapshot was closed before.
	ErrClosed = errors.New("closed")
	// ErrLocked: another process has the file open. LockedError has its pid.
	ErrLocked = errors.New("in use by another process")
	// ErrCorrupt: the content is damaged. Nothing is written to such a file:
	// verify it, and salvage it into a new one.
	ErrCorrupt = errors.New("damaged")
	// ErrNewer: a newer program has written the file.
	ErrNewer = errors.New("written by a newer version")
	// ErrForeign: the file, or folder, is something else.
	ErrForeign = errors.New("not a parley workspace")
	// ErrReadOnly: the file or its folder may not be written.
	ErrReadOnly = errors.New("read-only")
	// ErrFull: the disk, or the user's share of it, is full. Nothing of the
	// commit was applied and reading goes on; commits work again once there
	// is room.
	ErrFull = errors.New("the disk is full")
	// ErrFailed: the disk failed in the moment a commit became true, so
	// whether it did is unknown. The store takes no more commits; opening
	// the file again tells.
	ErrFailed = errors.New("the disk failed")
	// ErrExists: a file that would have to be replaced. Nothing here
	// replaces files.
	ErrExists = errors.New("exists already")
)

// ConflictError is ErrConflict with the key whose check failed.
type ConflictError struct {
	Key []byte
}

// Error names the key.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("commit: the stored value of %q has changed: read it again", e.Key)
}

// Is makes errors.Is(err, ErrConflict) true.
func (e *ConflictError) Is(target error) bool { return target == ErrConflict }

// LockedError is ErrLocked with the process that holds the file.
type LockedError struct {
	Path string
	PID  int // 0 when the system does not tell
}

// Error names the file and the process, when it is known.
func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("open %s: in use by another process: close it, or choose another file with --db", e.Path)
	}
	return fmt.Sprintf("open %s: in use by process %d: close it, or choose another file with --db", e.Path, e.PID)
}

// Is makes errors.Is(err, ErrLocked) true.
func (e *LockedError) Is(target error) bool { return target == ErrLocked }
