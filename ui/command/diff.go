package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/compare"
	"parley/engine/model"
	"parley/ui/desk"
)

func (e *env) diffCommand() *cobra.Command {
	var asJSON, witness bool
	c := &cobra.Command{
		Use:   "diff A B",
		Short: "Tell by meaning how two versions differ",
		Long: "Tell how B differs from A: dialogs and interactions added, removed, moved and changed, texts word by word,\n" +
			"links by the names of what they lead to, and the documents that versions pin.\n\n" +
			"Each of A and B is ASSISTANT@draft, ASSISTANT@live, ASSISTANT@N (an assistant alone is its draft), or a file that\n" +
			"holds one assistant. [-old-]{+new+} marks words. The exit code is 0 whether anything differs or not.",
		Example: "  parley diff order-help@live order-help@draft\n  parley diff order-help@3 order-help.yaml --json",
		Args:    exact(2, "two versions or files to compare"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.diff(d, args[0], args[1], asJSON, witness) })
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON value")
	c.Flags().BoolVar(&witness, "witness", false, "also the shortest conversation in which customers would notice")
	return c
}

// diffJSON is a comparison as --json writes it.
type diffJSON struct {
	A           string           `json:"a"`
	B           string           `json:"b"`
	Differences []differenceJSON `json:"differences"`
	Witness     *witnessJSON     `json:"witness,omitempty"` // with --witness, where one was found
}

type witnessJSON struct {
	Inputs []model.Action `json:"inputs"`
	A      []string       `json:"a"` // what customers see then
	B      []string       `json:"b"`
}

type differenceJSON struct {
	Act         compare.Act `json:"act"`
	Place       string      `json:"place"`
	What        string      `json:"what"`
	A           string      `json:"a,omitempty"`
	B           string      `json:"b,omitempty"`
	Dialog      string      `json:"dialog,omitempty"`
	Interaction string      `json:"interaction,omitempty"`
	Before      string      `json:"before,omitempty"`
	After       string      `json:"after,omitempty"`
	Words       string      `json:"words,omitempty"` // both in one: [-old-]{+new+}
}

func (e *env) diff(d *desk.Desk, argA, argB string, asJSON, witness bool) error {
	a, err := d.SideOf(argA)
	if err != nil {
		return err
	}
	b, err := d.SideOf(argB)
	if err != nil {
		return err
	}
	all := desk.Compare(a, b)
	var noticed *compare.Noticed
	if witness {
		start, err := d.Start(a.Workspace, desk.Visitor{})
		if err != nil {
			return err
		}
		if n, ok := compare.Notice(a.Play(), b.Play(), &start); ok {
			noticed = &n
		}
	}
	if !asJSON {
		e.plainDiff(a, b, all)
		if witness {
			e.plainWitness(noticed)
		}
		return nil
	}
	out := diffJSON{A: a.Name, B: b.Name, Differences: make([]differenceJSON, len(all))}
	for i, x := range all {
		out.Differences[i] = differenceJSON{Act: x.Act, Place: x.Place, What: x.What, A: string(x.A), B: string(x.B), Dialog: string(x.Dialog), Interaction: x.Step,
			Before: compare.Text(x.Before()), After: compare.Text(x.After()), Words: compare.Plain(x.Words)}
	}
	if noticed != nil {
		out.Witness = &witnessJSON{append([]model.Action{}, noticed.Way...), append([]string{}, noticed.A...), append([]string{}, noticed.B...)}
	}
	return e.writeJSON(out)
}

// plainWitness writes a conversation down as a script, and what comes of it.
func (e *env) plainWitness(n *compare.Noticed) {
	fmt.Fprintln(e.out)
	if n == nil {
		e.wrapped("", "No conversation was found in which customers would notice.")
		return
	}
	e.wrapped("", "Customers would notice:")
	for _, a := range n.Way {
		e.wrapped("  ", oneLine(a.String()))
	}
	for _, line := range n.A {
		e.wrapped("  - ", oneLine(line))
	}
	for _, line := range n.B {
		e.wrapped("  + ", oneLine(line))
	}
}

// plainDiff writes the differences by place.
func (e *env) plainDiff(a, b desk.Side, all []compare.Difference) {
	if len(all) == 0 {
		e.wrapped("", a.Name+" and "+b.Name+" are the same")
		return
	}
	e.wrapped("", oneLine(a.Name)+" → "+oneLine(b.Name)+": "+count(len(all), "difference"))
	place := ""
	for _, x := range all {
		if x.Place != place {
			fmt.Fprintln(e.out)
			e.wrapped("", x.Place)
			place = x.Place
		}
		e.wrapped("  ", x.What)
		if !x.Said() {
			e.words(x.Words)
		}
	}
}

// words shows what stood there and what stands there: a text with the words that
// changed marked, or one under the other where nothing of it stayed.
func (e *env) words(spans []compare.Span) {
	stayed := false
	for _, s := range spans {
		stayed = stayed || s.Op == compare.Same
	}
	if stayed {
		for _, line := range strings.Split(compare.Plain(spans), "\n") {
			e.wrapped("    ", line)
		}
		return
	}
	marks := map[compare.Op]string{compare.Gone: "  - ", compare.New: "  + "}
	for _, s := range spans {
		for _, line := range strings.Split(s.Text, "\n") {
			text := strings.TrimLeft(line, " ")
			e.wrapped(marks[s.Op]+line[:len(line)-len(text)], text)
		}
	}
}
