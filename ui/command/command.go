// Package command is parley's commands: what the screens can do, in a line of
// the shell. They go through the same desk as the screens.
package command

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"parley/engine/text"
	"parley/ui/desk"
	"parley/ui/terminal"
)

// Exit codes of every command.
const (
	exitDone     = 0
	exitBad      = 1 // done, and the answer is bad
	exitWrong    = 2 // wrong use or wrong input; nothing was changed
	exitUnusable = 3 // the workspace could not be used
)

// errBad ends a command whose answer is bad and that has said so already.
var errBad = errors.New("")

// env is what a command has of the world.
type env struct {
	in     io.Reader
	out    *bufio.Writer
	err    io.Writer
	db     string
	sample string
	now    string
	plain  bool
	width  int
	screen bool // out is a terminal
}

// Main runs parley with its arguments and returns the exit code.
func Main(args []string, in io.Reader, out, errs io.Writer) int {
	steady()
	e := &env{in: in, out: bufio.NewWriter(out), err: errs, width: 80}
	if f, ok := out.(*os.File); ok && term.IsTerminal(f.Fd()) {
		e.screen = true
		if w, _, err := term.GetSize(f.Fd()); err == nil && w > 0 {
			e.width = w
		}
	}
	root := e.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(e.out)
	root.SetErr(errs)
	err := root.Execute()
	if flushErr := e.out.Flush(); err == nil && flushErr != nil {
		err = fmt.Errorf("write the output: %w", flushErr)
	}
	return e.exit(err)
}

// exit tells an error in one line and returns its code.
func (e *env) exit(err error) int {
	if err == nil {
		return exitDone
	}
	if errors.Is(err, errBad) {
		return exitBad
	}
	var refused *desk.RefusedError
	if errors.As(err, &refused) {
		for _, f := range refused.Findings {
			fmt.Fprintln(e.err, oneLine(f.String()))
		}
		if refused.Omitted > 0 {
			fmt.Fprintf(e.err, "… and %d more\n", refused.Omitted)
		}
		fmt.Fprintln(e.err, "parley: nothing was imported: mend the files and try again")
		return exitWrong
	}
	fmt.Fprintln(e.err, "parley: "+oneLine(err.Error()))
	var signal *terminal.SignalError
	switch {
	case errors.Is(err, desk.ErrUnusable):
		return exitUnusable
	case errors.As(err, &signal):
		return terminal.ExitCode(err)
	}
	return exitWrong
}

// oneLine makes a message fit for one line of a terminal or a log.
func oneLine(s string) string {
	return strings.Join(strings.Fields(text.Clean(s)), " ")
}

func (e *env) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "parley",
		Short: "Build customer-support assistants in the terminal, and talk to them",
		Long: "parley opens the playground. Everything the screens can do to data, a command can do.\n\n" +
			"Exit codes: 0 done · 1 done, and the answer is bad · 2 wrong use or input, nothing was changed · 3 the workspace could not be used",
		Args:          known,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(*cobra.Command, []string) error { return e.playground() },
	}
	root.SuggestionsMinimumDistance = 2 // slips of the finger
	flags := root.PersistentFlags()
	flags.StringVar(&e.db, "db", "", "workspace `file` (or $PARLEY_DB; default: in the user's data directory)")
	flags.StringVar(&e.sample, "sample", "", "work on a throwaway copy of a sample (`name`); nothing is written")
	flags.StringVar(&e.now, "now", "", "the present, for what depends on it (RFC 3339 `time`; default: the clock)")
	flags.BoolVar(&e.plain, "plain", false, "text without escape sequences")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w: see %s --help", err, c.CommandPath())
	})
	root.AddCommand(e.playCommand(), e.startCommand(), e.rulesCommand(), e.intentsCommand(), e.articlesCommand(), e.conversationsCommand(), e.checkCommand(), e.testCommand(), e.importCommand(), e.exportCommand(),
		e.versionsCommand(), e.publishCommand(), e.activateCommand(), e.unpublishCommand(), e.draftCommand(), e.diffCommand(), e.assistantsCommand(),
		e.simulateCommand(), e.priceCommand(), e.usageCommand(), e.reportCommand(), e.backupCommand(), e.doctorCommand(),
		e.schemaCommand(), e.interactionsCommand(), e.manCommand())
	return root
}

// known refuses words that are no command and names the nearest one.
func known(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	mend := "see " + c.CommandPath() + " --help"
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		mend = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return fmt.Errorf("there is no command %q: %s", args[0], mend)
}

// open opens the workspace that the flags name.
func (e *env) open(fill desk.Fill) (*desk.Desk, error) {
	o := desk.Options{File: e.db, Sample: e.sample, Fill: fill}
	if e.now != "" {
		at, err := parseTime("--now", e.now)
		if err != nil {
			return nil, err
		}
		o.Now, o.Clock = func() time.Time { return at }, time.Now
	}
	return desk.Open(o)
}

// with runs a command on the workspace and closes it.
func (e *env) with(fill desk.Fill, do func(*desk.Desk) error) error {
	d, err := e.open(fill)
	if err != nil {
		return err
	}
	err = do(d)
	if closeErr := d.Close(); err == nil {
		err = closeErr
	}
	return err
}

func parseTime(flag, s string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", time.DateOnly} {
		if at, err := time.Parse(layout, s); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("%s %q is no time: write it like 2026-03-02T10:00:00Z", flag, s)
}

// lists is what a command does without more, under the name of list.
func lists(c *cobra.Command, short string) *cobra.Command {
	return &cobra.Command{Use: "list", Short: short, Args: exact(0, "no arguments"), RunE: c.RunE}
}

// exact wants n arguments and says what they are.
func exact(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return fmt.Errorf("%s takes %s: see %s --help", c.CommandPath(), what, c.CommandPath())
	}
}
