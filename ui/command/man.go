package command

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (e *env) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write the man pages into a folder",
		Args:  exact(1, "a folder"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fmt.Errorf("write man pages: %w", err)
			}
			// The same pages on every day: no date of their own.
			epoch := time.Unix(0, 0).UTC()
			header := &doc.GenManHeader{Title: "PARLEY", Section: "1", Source: "parley", Manual: "parley", Date: &epoch}
			c.Root().DisableAutoGenTag = true
			if err := doc.GenManTree(c.Root(), header, args[0]); err != nil {
				return fmt.Errorf("write man pages: %w", err)
			}
			entries, err := os.ReadDir(args[0])
			if err != nil {
				return fmt.Errorf("write man pages: %w", err)
			}
			fmt.Fprintf(e.out, "wrote %s to %s\n", count(len(entries), "page"), oneLine(args[0]))
			return nil
		},
	}
}
