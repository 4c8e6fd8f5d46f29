package schedule

import (
	_ "embed" // the list of zones
	"strings"
)

//go:embed zones.txt
var zones string

// Zones lists the time zones a person may choose from: UTC, then every place of
// the IANA database by name.
func Zones() []string { return strings.Fields(zones) }
