package check

import (
	"maps"
	"slices"
)

// NotYet lists the keys of the settings that are not played yet.
func NotYet() []string { return slices.Sorted(maps.Keys(notYet)) }
