// Command parley is a playground in the terminal for people who build
// customer-support assistants.
package main

import (
	"os"
	_ "time/tzdata" // zones for machines that have none of their own

	"parley/ui/command"
	"parley/ui/quiet"
)

func main() {
	quiet.Restore()
	os.Exit(command.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
