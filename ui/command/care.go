package command

import (
	"errors"
	"fmt"
	"strings"

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
		Long:  "Read all of a workspace file and say what is wrong with it and what can be saved. The file is only read; --save writes what is good into a new one, a whole workspace.\nA line with copy names that of which only another copy could be read: an older one, or one that was on its way.\nThe exit code is 1 where the file is damaged.",
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

// maxTold is how many lines of a kind the doctor prints; --json has them all.
const maxTold = 50

func (e *env) plainDiagnosis(d desk.Diagnosis) {
	fmt.Fprintf(e.out, "%s: %d bytes, %d whole entries\n", oneLine(d.File), d.Bytes, d.Entries)
	e.told("damaged", d.Problems, d.Damaged)
	e.told("lost", d.Lost, len(d.Lost))
	e.told("copy", d.Copies, len(d.Copies))
	if d.Found > 0 {
		fmt.Fprintf(e.out, "  found    %d documents or dialogs that nothing led to\n", d.Found)
	}
	fmt.Fprintf(e.out, "readable: %s, %s\n", count(d.Assistants, "assistant"), count(d.Versions, "published version"))
	switch {
	case d.Saved != "":
		fmt.Fprintf(e.out, "what is good was written to %s\n", oneLine(d.Saved))
	case d.OK():
		fmt.Fprintln(e.out, "nothing is wrong")
	case d.Entries > 0:
		fmt.Fprintln(e.out, "save what is good with: parley doctor FILE --save NEW")
	default:
		fmt.Fprintln(e.out, "there is nothing left to save: a backup is all that helps")
	}
}

// told prints the first of what the doctor says of a kind.
func (e *env) told(kind string, lines []string, all int) {
	for i, line := range lines {
		if i == maxTold {
			break
		}
		e.wrapped(fmt.Sprintf("  %-9s", kind), strings.TrimPrefix(oneLine(line), kind+": "))
	}
	if more := all - min(len(lines), maxTold); more > 0 {
		fmt.Fprintf(e.out, "  … and %d more\n", more)
	}
}
