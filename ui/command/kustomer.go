package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/model"
	"parley/ui/desk"
)

// formats of import and export.
const (
	formatYAML     = "yaml"
	formatKustomer = "kustomer"
)

// moving is what import and export are told about assistants of another instance.
type moving struct {
	format  string
	mapped  []string
	channel string
	desk.Kustomer
}

// flags adds those that import and export have in common.
func (m *moving) flags(c *cobra.Command) {
	c.Flags().StringVar(&m.format, "format", formatYAML, "yaml, or kustomer: the JSON that moves an assistant between instances (`name`)")
	c.Flags().StringArrayVar(&m.mapped, "map-kb", nil, "with kustomer: a knowledge base gets another id (`old=new`; may be repeated)")
}

// check makes sense of the flags; only is those that need --format kustomer.
func (m *moving) check(c *cobra.Command, only ...string) error {
	switch m.format {
	case formatYAML:
		for _, name := range only {
			if c.Flags().Changed(name) {
				return fmt.Errorf("--%s is for --format kustomer", name)
			}
		}
		return nil
	case formatKustomer:
	default:
		return fmt.Errorf("--format %q is not known: use yaml or kustomer", m.format)
	}
	m.Bases = map[string]string{}
	for _, pair := range m.mapped {
		from, to, ok := strings.Cut(pair, "=")
		if !ok || from == "" || to == "" {
			return fmt.Errorf("--map-kb %q: write it like old=new", pair)
		}
		if was, twice := m.Bases[from]; twice && was != to {
			return fmt.Errorf("--map-kb %s is given twice: give each knowledge base one new id", from)
		}
		m.Bases[from] = to
	}
	if m.Channel = model.Channel(m.channel); m.Channel != "" {
		return knownChannel(m.Channel)
	}
	return nil
}

// knownChannel refuses what is no channel of assistants.
func knownChannel(channel model.Channel) error {
	var all []string
	for _, c := range model.Channels() {
		if c == channel {
			return nil
		}
		all = append(all, string(c))
	}
	return fmt.Errorf("--channel %q is none: use one of %s", channel, strings.Join(all, ", "))
}

// importKustomer reads a file of the other instance into the draft.
func (e *env) importKustomer(m *moving, args []string, asJSON bool) error {
	if len(args) != 1 {
		return errors.New("parley import --format kustomer takes one file: see parley import --help")
	}
	read, err := desk.ReadKustomer(args[0], m.Kustomer)
	if err != nil {
		return err
	}
	return e.with(desk.Empty, func(d *desk.Desk) error {
		done, err := d.ImportKustomer(args[0], read)
		if err != nil {
			return err
		}
		return e.imported(done, asJSON)
	})
}

// exportKustomer writes an assistant for the other instance: to a file, into a
// folder, or to standard output.
func (e *env) exportKustomer(m *moving, args []string) error {
	if len(args) == 0 || len(args) > 2 {
		return errors.New("parley export --format kustomer takes an assistant, and perhaps a file or folder: see parley export --help")
	}
	return e.with(desk.MustExist, func(d *desk.Desk) error {
		a, err := d.Assistant(model.AssistantID(args[0]))
		if err != nil {
			return err
		}
		data, warnings, err := d.ExportKustomer(a.ID, m.Kustomer)
		if err != nil {
			return err
		}
		for _, w := range warnings {
			fmt.Fprintln(e.err, "parley: "+oneLine(w))
		}
		if len(args) == 1 || args[1] == "-" {
			_, err = e.out.Write(data)
			return err
		}
		file, err := desk.WriteExport(args[1], string(a.ID)+".json", data)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.out, "wrote %s\n", oneLine(file))
		return nil
	})
}
