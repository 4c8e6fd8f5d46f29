//go:build !unix

package command

// steady has nothing to do where no signal tells of a limit.
func steady() {}
