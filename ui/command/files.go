package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/check"
	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/desk"
)

func (e *env) importCommand() *cobra.Command {
	var asJSON bool
	m := &moving{}
	c := &cobra.Command{
		Use:   "import PATH…",
		Short: "Read files into the draft",
		Long: "Read YAML files and Markdown articles, or folders of them, into the draft. What has the same kind and id is replaced.\n" +
			"Unknown keys, duplicates and wrong types refuse the whole import (exit 2). Dangling references are imported and told:\nthey stop publishing, not importing.\n\n" +
			"With --format kustomer, FILE is the JSON that moves an assistant between instances: what is not understood in it is kept and told,\nand export writes it back.",
		Example: "  parley import bots/\n  parley import order-help.yaml articles/\n  parley import --format kustomer --map-kb 5f1e=help-centre assistant.json",
		RunE: func(c *cobra.Command, args []string) error {
			if err := m.check(c, "map-kb", "name", "channel"); err != nil {
				return err
			}
			if m.format == formatKustomer {
				return e.importKustomer(m, args, asJSON)
			}
			if len(args) == 0 {
				return errors.New("parley import takes files or folders: see parley import --help")
			}
			source, err := desk.ReadFiles(args...)
			if err != nil {
				return err
			}
			return e.with(desk.Empty, func(d *desk.Desk) error {
				done, err := d.Import(source)
				if err != nil {
					return err
				}
				return e.imported(done, asJSON)
			})
		},
	}
	m.flags(c)
	c.Flags().StringVar(&m.Name, "name", "", "with kustomer: the `name` of an assistant that has none")
	c.Flags().StringVar(&m.channel, "channel", "", "with kustomer: the `channel`, where the file does not say it or another is meant")
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON value")
	return c
}

func (e *env) imported(done desk.Imported, asJSON bool) error {
	if asJSON {
		type document struct {
			Kind string `json:"kind"`
			ID   string `json:"id,omitempty"`
		}
		out := struct {
			Files     int           `json:"files"`
			Documents []document    `json:"documents"`
			Warnings  []string      `json:"warnings,omitempty"`
			Findings  []findingJSON `json:"findings"`
			Recorded  int           `json:"recorded,omitempty"`
		}{Recorded: done.Recorded, Files: done.Files, Documents: []document{}, Findings: []findingJSON{}}
		for _, d := range done.Documents {
			out.Documents = append(out.Documents, document{d.Kind.Name, d.ID})
		}
		for _, f := range done.Warnings {
			out.Warnings = append(out.Warnings, oneLine(f.String()))
		}
		for _, f := range done.Findings {
			if f.Severity == check.Error {
				out.Findings = append(out.Findings, findingJSON{f.Severity, f.Code, f.At, string(f.Path), string(f.Assistant),
					string(f.Dialog), f.Interaction, f.Place, oneLine(f.Message), oneLine(f.Mend)})
			}
		}
		return e.writeJSON(out)
	}
	for _, w := range done.Warnings {
		fmt.Fprintln(e.err, oneLine(w.String()))
	}
	errors := 0
	for _, f := range done.Findings {
		if f.Severity == check.Error {
			errors++
			fmt.Fprintf(e.err, "%s: %s: %s\n", f.At, oneLine(f.Message), oneLine(f.Mend))
		}
	}
	fmt.Fprintf(e.out, "imported %s from %s into the draft", count(len(done.Documents), "document"), count(done.Files, "file"))
	if done.Recorded > 0 {
		fmt.Fprintf(e.out, "; %s recorded", count(done.Recorded, "conversation"))
	}
	if errors > 0 {
		fmt.Fprintf(e.out, "; %s to mend before publishing", count(errors, "error"))
	}
	fmt.Fprintln(e.out)
	return nil
}

func (e *env) exportCommand() *cobra.Command {
	m := &moving{}
	c := &cobra.Command{
		Use:   "export [ASSISTANT…] DIR",
		Short: "Write the draft as files",
		Long: "Write the whole workspace, or some assistants alone, into a folder as YAML and Markdown. Reading them back gives the same.\n\n" +
			"With --format kustomer it takes ASSISTANT [FILE|DIR] and writes the JSON that moves it to another instance.",
		Example: "  parley export bots/\n  parley export --format kustomer order-help order-help.json",
		RunE: func(c *cobra.Command, args []string) error {
			if err := m.check(c, "map-kb", "assistant-id"); err != nil {
				return err
			}
			if m.format == formatKustomer {
				return e.exportKustomer(m, args)
			}
			if len(args) == 0 {
				return errors.New("parley export takes a folder: see parley export --help")
			}
			last := len(args) - 1
			var only []model.AssistantID
			for _, id := range args[:last] {
				only = append(only, model.AssistantID(id))
			}
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				names, err := d.Export(args[last], only...)
				if err != nil {
					return err
				}
				fmt.Fprintf(e.out, "wrote %s to %s\n", count(len(names), "file"), oneLine(args[last]))
				return nil
			})
		},
	}
	m.flags(c)
	c.Flags().StringVar(&m.InternalID, "assistant-id", "", "with kustomer: the internal `id` of the assistant in the other instance; it stands in every node")
	return c
}

func (e *env) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of workspace files",
		Args:  exact(0, "no arguments"),
		RunE:  func(*cobra.Command, []string) error { return e.writeJSON(desk.Schema()) },
	}
}

func (e *env) interactionsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "interactions",
		Short: "The table of interactions by channel and type",
		Args:  exact(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return e.writeJSON(interactionRows())
			}
			return e.interactions()
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON value")
	return c
}

type interactionRow struct {
	Key      string          `json:"key"`
	Name     string          `json:"name"`
	Also     string          `json:"also,omitempty"`
	End      bool            `json:"end"`
	Channels []model.Channel `json:"channels"`
	Types    []model.Type    `json:"types"`
	Plays    bool            `json:"plays"` // false: not played by this version, an error of check
	Help     string          `json:"help"`
}

func interactionRows() []interactionRow {
	var out []interactionRow
	for _, k := range model.Kinds() {
		out = append(out, interactionRow{k.Key, k.Name, k.Also, k.End, k.Channels, k.Types, session.Plays(k), k.Help})
	}
	return out
}

// interactions writes the table: C chat, W WhatsApp, S SMS, V voice, T Twilio and
// M MessageBird WhatsApp; L lite, P premium.
func (e *env) interactions() error {
	letters := map[model.Channel]string{model.Chat: "C", model.WhatsApp: "W", model.SMS: "S", model.Voice: "V",
		model.TwilioWhatsApp: "T", model.MessageBirdWhatsApp: "M"}
	fmt.Fprintf(e.out, "%-18s %-28s %-4s %-12s %-4s\n", "key", "name on screen", "end", "channels", "type")
	for _, r := range interactionRows() {
		var channels, types []string
		for _, c := range []model.Channel{model.Chat, model.WhatsApp, model.SMS, model.Voice, model.TwilioWhatsApp, model.MessageBirdWhatsApp} {
			mark := "·"
			for _, has := range r.Channels {
				if has == c {
					mark = letters[c]
				}
			}
			channels = append(channels, mark)
		}
		for _, t := range r.Types {
			types = append(types, strings.ToUpper(string(t)[:1]))
		}
		end, note := "", ""
		if r.End {
			end = "end"
		}
		if !r.Plays {
			note = " not played yet"
		}
		fmt.Fprintf(e.out, "%-18s %-28s %-4s %-12s %-4s%s\n", r.Key, r.Name, end, strings.Join(channels, " "), strings.Join(types, " "), note)
	}
	fmt.Fprintln(e.out, "\nC chat · W WhatsApp · S SMS · V voice · T Twilio WhatsApp · M MessageBird WhatsApp · L Lite · P Premium")
	return nil
}
