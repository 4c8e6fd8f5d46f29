package command

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"parley/ui/desk"
)

func (e *env) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a consistent copy of the workspace",
		Long:  "Write a consistent copy of the workspace to a new file. It can be made while the playground is open.",
		Args:  exact(1, "the file to write"),
		RunE: func(_ *cobra.Command, args []string) error {
			if e.sample != "" {
				return errors.New("a sample has no file to back up: use export")
			}
			if err := desk.Backup(desk.Options{File: e.db}, args[0]); err != nil {
				return err
			}
			fmt.Fprintf(e.out, "wrote %s\n", oneLine(args[0]))
			return nil
		},
	}
}

func (e *env) doctorCommand() *cobra.Command {
	var save string
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor [FILE]",
		Short: "Verify a workspace file, and say what can be saved",
		Long:  "Read all of a workspace file and say what is wrong with it and what can be saved. The file is only read; --save writes what is good into a new one.\nThe exit code is 1 where the file is damaged.",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			file := e.db
			if len(args) == 1 {
				file = args[0]
			}
			found, err := desk.Examine(file, save)
			if err != nil {
				return err
			}
			return e.showDiagnosis(found, asJSON)
		},
	}
	c.Flags().StringVar(&save, "save", "", "write what can be saved into a new `file`")
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON value")
	return c
}

func (e *env) showDiagnosis(d desk.Diagnosis, asJSON bool) error {
	if asJSON {
		if err := e.writeJSON(d); err != nil {
			return err
		}
	} else {
		e.plainDiagnosis(d)
	}
	if !d.OK() {
		return errBad
	}
	return nil
}

func (e *env) plainDiagnosis(d desk.Diagnosis) {
	fmt.Fprintf(e.out, "%s: %d bytes, %d whole entries\n", oneLine(d.File), d.Bytes, d.Entries)
	for _, p := range d.Problems {
		e.wrapped("  damaged  ", oneLine(p))
	}
	if more := d.Damaged - len(d.Problems); more > 0 {
		fmt.Fprintf(e.out, "  … and %d more places\n", more)
	}
	for _, u := range d.Unreadable {
		e.wrapped("  lost     ", oneLine(u))
	}
	fmt.Fprintf(e.out, "readable: %s, %s\n", count(d.Assistants, "assistant"), count(d.Versions, "published version"))
	switch {
	case d.Saved != "":
		fmt.Fprintf(e.out, "what is good was written to %s\n", oneLine(d.Saved))
	case !d.OK():
		fmt.Fprintln(e.out, "save what is good with: parley doctor FILE --save NEW")
	default:
		fmt.Fprintln(e.out, "nothing is wrong")
	}
}
