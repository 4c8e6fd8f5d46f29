package command

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/model"
	"parley/engine/trial"
	"parley/ui/desk"
)

type testFlags struct {
	version string
	junit   string
	json    bool

	coverage bool
}

func (e *env) testCommand() *cobra.Command {
	var f testFlags
	c := &cobra.Command{
		Use:   "test [PATH…]",
		Short: "Run tests of conversations",
		Long: "Run the Test documents of the workspace, or those in files. The exit code is 1 where a case fails.\n" +
			"What is said in them is recorded as tests, which never count.",
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.test(d, args, f) })
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.version, "version", "", "which `version` of the assistants: draft, live or a number (default draft)")
	flags.StringVar(&f.junit, "junit", "", "also write the results as JUnit XML to a `file`")
	flags.BoolVar(&f.json, "json", false, "one JSON value")
	flags.BoolVar(&f.coverage, "coverage", false, "also tell which dialogs, interactions, branches, buttons and timers were hit")
	return c
}

func (e *env) test(d *desk.Desk, paths []string, f testFlags) error {
	w, tests := d.Workspace(), d.Workspace().Tests
	if len(paths) > 0 {
		merged, read, err := d.WithFiles(paths...)
		if err != nil {
			return err
		}
		w, tests = merged, read.Workspace.Tests
	} else if e.sample != "" {
		tests = testsOf(tests, model.AssistantID(e.sample))
	}
	if len(tests) == 0 {
		return fmt.Errorf("there are no tests: write documents of kind Test and import them")
	}
	results, err := d.Tests(w, tests, f.version)
	if err != nil {
		return err
	}
	if err := d.KeepTests(results); err != nil {
		return err
	}
	if f.junit != "" {
		if err := writeJUnit(f.junit, results); err != nil {
			return err
		}
	}
	if !f.coverage {
		return e.showResults(results, nil, f.json)
	}
	coverage, err := d.Coverage(w, results, f.version)
	if err != nil {
		return err
	}
	return e.showResults(results, coverage, f.json)
}

func testsOf(all []*model.Test, id model.AssistantID) []*model.Test {
	var out []*model.Test
	for _, t := range all {
		if t.Assistant == id {
			out = append(out, t)
		}
	}
	return out
}

func writeJUnit(name string, results []trial.Result) error {
	file, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("write JUnit: %w", err)
	}
	err = trial.WriteJUnit(file, results)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// resultJSON is how a case went, as --json writes it.
type resultJSON struct {
	Assistant string           `json:"assistant"`
	Case      string           `json:"case"`
	Passed    bool             `json:"passed"`
	Status    string           `json:"status"`
	Path      []model.DialogID `json:"path"`
	Turns     int              `json:"turns"`
	Failures  []failureJSON    `json:"failures,omitempty"`
}

type failureJSON struct {
	Where string   `json:"where"`
	What  string   `json:"what"`
	Diff  []string `json:"diff,omitempty"`
}

// coverageJSON is what the tests of an assistant went through, as --json writes it.
type coverageJSON struct {
	Assistant    string     `json:"assistant"`
	Dialogs      figureJSON `json:"dialogs"`
	Interactions figureJSON `json:"interactions"`
	Branches     figureJSON `json:"branches"`
	Buttons      figureJSON `json:"buttons"`
	Timers       figureJSON `json:"timers"`
}

type figureJSON struct {
	Hit    int      `json:"hit"`
	Total  int      `json:"total"`
	Missed []string `json:"missed,omitempty"`
}

func figureOf(f trial.Figure) figureJSON { return figureJSON{f.Hit, f.Total, f.Missed} }

func (e *env) showCoverage(all []trial.Figures) {
	for _, f := range all {
		fmt.Fprintf(e.out, "\ncoverage of %s\n", f.Assistant)
		for _, part := range []struct {
			name   string
			figure trial.Figure
		}{{"dialogs", f.Dialogs}, {"interactions", f.Interactions}, {"branches", f.Branches}, {"buttons", f.Buttons}, {"timers", f.Timers}} {
			line := fmt.Sprintf("%-12s %d of %d", part.name, part.figure.Hit, part.figure.Total)
			if len(part.figure.Missed) > 0 {
				line += ", not " + oneLine(strings.Join(part.figure.Missed, "; "))
			}
			e.wrapped("  ", line)
		}
	}
}

// showResults tells how the cases went and, unless it is nil, what they covered.
func (e *env) showResults(results []trial.Result, coverage []trial.Figures, asJSON bool) error {
	failed := 0
	list := make([]resultJSON, 0, len(results))
	for _, r := range results {
		out := resultJSON{Assistant: string(r.Assistant), Case: r.Case, Passed: r.Passed(), Status: r.Status.String(), Path: r.Path, Turns: r.Turns}
		for i := range r.Failures {
			fail := &r.Failures[i]
			out.Failures = append(out.Failures, failureJSON{fail.Where(), fail.What, fail.Diff})
		}
		if !r.Passed() {
			failed++
		}
		list = append(list, out)
	}
	if asJSON {
		if err := e.writeResults(list, coverage); err != nil {
			return err
		}
	} else {
		for i := range results {
			for _, l := range results[i].Lines() {
				fmt.Fprintln(e.out, l)
			}
		}
		fmt.Fprintf(e.out, "%d passed, %d failed\n", len(results)-failed, failed)
		e.showCoverage(coverage)
	}
	if failed > 0 {
		return errBad
	}
	return nil
}

// writeResults writes the list of cases or, with coverage, both under a name.
func (e *env) writeResults(list []resultJSON, coverage []trial.Figures) error {
	if coverage == nil {
		return e.writeJSON(list)
	}
	out := struct {
		Results  []resultJSON   `json:"results"`
		Coverage []coverageJSON `json:"coverage"`
	}{Results: list}
	for _, f := range coverage {
		out.Coverage = append(out.Coverage, coverageJSON{string(f.Assistant), figureOf(f.Dialogs), figureOf(f.Interactions), figureOf(f.Branches), figureOf(f.Buttons), figureOf(f.Timers)})
	}
	return e.writeJSON(out)
}
