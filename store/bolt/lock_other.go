//go:build !unix

package bolt

import (
	"os"
	"time"
)

// lockFile leaves locking to bbolt, which knows how on this system.
func lockFile(*os.File, bool, time.Duration) (ok bool, err error) { return true, nil }

func signHolder(*os.File) {}

// holder is not known on this system.
func holder(*os.File) int { return 0 }
