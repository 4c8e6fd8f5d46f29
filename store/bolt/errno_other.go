//go:build !unix

package bolt

import "strings"

// isFull reports whether a write failed for want of room.
func isFull(err error) bool {
	return strings.Contains(err.Error(), "not enough space") || strings.Contains(err.Error(), "disk is full")
}

// isReadOnlyFS reports whether the medium cannot be written.
func isReadOnlyFS(err error) bool { return strings.Contains(err.Error(), "write protected") }

// addressLimited reports whether the process has a limit on address space.
func addressLimited() bool { return true }
