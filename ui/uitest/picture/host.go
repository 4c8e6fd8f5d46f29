package main

import (
	"fmt"
	"time"
)

// wait lets toasts go.
const wait = 10 * time.Second

// host stands in for a test: what would fail it ends the program.
type host struct{ cleanups []func() }

// Helper does nothing.
func (h *host) Helper() {}

// Errorf ends the program.
func (h *host) Errorf(format string, args ...any) { fail(fmt.Errorf(format, args...)) }

// Fatalf ends the program.
func (h *host) Fatalf(format string, args ...any) { fail(fmt.Errorf(format, args...)) }

// Cleanup keeps what is to be done at the end.
func (h *host) Cleanup(f func()) { h.cleanups = append(h.cleanups, f) }

func (h *host) close() {
	for i := len(h.cleanups) - 1; i >= 0; i-- {
		h.cleanups[i]()
	}
}
