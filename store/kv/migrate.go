package kv

import (
	"context"
	"fmt"
)

// Migration brings keys and values from one schema version to a later one.
type Migration struct {
	From, To int    // schema versions, From < To
	Name     string // what changes, for messages
	// Run makes the change in commits within the limits. It may be
	// interrupted at any point and is then run again, from its beginning, on
	// what it left: every step has to bear being done twice. It does not
	// close s.
	Run func(ctx context.Context, s Store) error
}

// Route returns the migrations that lead from one schema to another, in order.
// Where several begin at a schema the first in the list is taken.
func Route(all []Migration, from, to int) ([]Migration, error) {
	var steps []Migration
next:
	for at := from; at != to; {
		for _, m := range all {
			if m.From == at && m.To > at && m.To <= to {
				steps, at = append(steps, m), m.To
				continue next
			}
		}
		return nil, fmt.Errorf("no migration leads from schema %d to %d", at, to)
	}
	return steps, nil
}
