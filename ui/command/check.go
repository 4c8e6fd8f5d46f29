package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/check"
	"parley/engine/model"
	"parley/engine/text"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
)

func (e *env) checkCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "check [ASSISTANT|PATH…]",
		Short: "Find what is wrong, and how to mend it",
		Long:  "Check assistants of the workspace, or files as if they were imported; without arguments, everything.\nThe exit code is 1 where there is an error; warnings and hints do not count.",
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				found, err := e.check(d, args)
				if err != nil {
					return err
				}
				return e.showFindings(found, asJSON)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON value")
	return c
}

// check collects what is found in the arguments: assistants by id, the rest as paths.
func (e *env) check(d *desk.Desk, args []string) ([]desk.Located, error) {
	var paths []string
	var out []desk.Located
	if len(args) == 0 && e.sample != "" {
		args = []string{e.sample}
	}
	for _, arg := range args {
		a := d.Workspace().Assistant(model.AssistantID(arg))
		if a == nil && desk.IsPath(arg) {
			paths = append(paths, arg)
			continue
		}
		a, err := d.Assistant(model.AssistantID(arg))
		if err != nil {
			return nil, err
		}
		out = append(out, unlocated(append(check.Check(d.Workspace(), a), d.Beneath(a.ID)...))...)
	}
	if len(paths) > 0 {
		found, err := d.CheckFiles(paths...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	if len(args) == 0 {
		out = unlocated(d.CheckAll())
	}
	return out, nil
}

func unlocated(all []check.Finding) []desk.Located {
	out := make([]desk.Located, len(all))
	for i, f := range all {
		out[i] = desk.Located{Finding: f}
	}
	return out
}

// findingJSON is a finding as --json writes it.
type findingJSON struct {
	Severity    check.Severity `json:"severity"`
	Code        string         `json:"code"`
	At          string         `json:"at,omitempty"`
	Path        string         `json:"path"`
	Assistant   string         `json:"assistant,omitempty"`
	Dialog      string         `json:"dialog,omitempty"`
	Interaction string         `json:"interaction,omitempty"`
	Place       string         `json:"place"`
	Message     string         `json:"message"`
	Mend        string         `json:"mend"`
}

func (e *env) showFindings(all []desk.Located, asJSON bool) error {
	errors := 0
	list := make([]findingJSON, 0, len(all))
	for _, f := range all {
		if f.Severity == check.Error {
			errors++
		}
		list = append(list, findingJSON{f.Severity, f.Code, f.At, string(f.Path), string(f.Assistant), string(f.Dialog),
			f.Interaction, f.Place, oneLine(f.Message), oneLine(f.Mend)})
	}
	if asJSON {
		if err := e.writeJSON(list); err != nil {
			return err
		}
	} else {
		e.plainFindings(all)
	}
	if errors > 0 {
		return errBad
	}
	return nil
}

func (e *env) plainFindings(all []desk.Located) {
	var counts [3]int
	for _, f := range all {
		counts[f.Severity]++
		place := f.Place
		if f.At != "" {
			place = f.At + "  " + place
		}
		e.wrapped(fmt.Sprintf("%-8s", f.Severity), oneLine(place))
		e.wrapped("        ", oneLine(f.Message)+": "+oneLine(f.Mend))
	}
	fmt.Fprintf(e.out, "%s · %s · %s\n", count(counts[0], "error"), count(counts[1], "warning"), count(counts[2], "hint"))
}

// wrapped writes a text at the terminal's width, every line after the lead.
func (e *env) wrapped(lead, s string) {
	for i, line := range canvas.Wrap(canvas.Sanitize(s), max(e.width-len(lead), 20)) {
		if i > 0 {
			lead = strings.Repeat(" ", len(lead))
		}
		fmt.Fprintln(e.out, strings.TrimRight(lead+line, " "))
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// writeJSON writes a value over several lines, for people too.
func (e *env) writeJSON(v any) error { return e.encode(v, "  ") }

// writeJSONLine writes a value in one line, for JSON Lines.
func (e *env) writeJSONLine(v any) error { return e.encode(v, "") }

func (e *env) encode(v any, indent string) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := e.out.WriteString(text.EscapeJSON(b.String()))
	return err
}
