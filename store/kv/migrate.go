package kv

import "context"

// Migration brings keys and values from one schema version to a later one.
type Migration struct {
	From, To int    // schema versions, From < To
	Name     string // what changes, for messages and logs
	// Run makes the change in commits within the limits. It may be
	// interrupted at any point and is then run again from the start on what
	// it left, so every step has to bear being done twice.
	Run func(ctx context.Context, s Store) error
}
