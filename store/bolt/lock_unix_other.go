//go:build unix && !linux

package bolt

import "os"

// holder returns the process that holds the lock on f, 0 when the system does
// not tell.
func holder(f *os.File) int { return recordHolder(f) }
