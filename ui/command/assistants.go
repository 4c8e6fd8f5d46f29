package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/desk"
)

// newAssistant is what `assistants new` is told.
type newAssistant struct {
	template, name, public, channel, kind, language, base string
}

func (e *env) newAssistantCommand() *cobra.Command {
	n := newAssistant{}
	c := &cobra.Command{Use: "new --template T --name N", Short: "Make an assistant from a template", Args: exact(0, "no arguments"),
		Long:    "Make an assistant in the draft from a template and write its id. parley assistants templates lists them.",
		Example: "  parley assistants new --template menu --name \"Shop menu\" --channel sms\n  parley assistants new --template ai --name \"Ask us\" --language pt --kb help",
		RunE: func(*cobra.Command, []string) error {
			if n.channel != "" {
				if err := knownChannel(model.Channel(n.channel)); err != nil {
					return err
				}
			}
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				change, err := d.Apply(edit.AddFromTemplate{Template: n.template, Name: n.name, PublicName: n.public,
					Type: model.Type(n.kind), Channel: model.Channel(n.channel), Language: model.Language(n.language),
					KnowledgeBase: model.KnowledgeBaseID(n.base)})
				return e.madeAssistant(change, err)
			})
		}}
	c.Flags().StringVar(&n.template, "template", "blank", "what it begins with (`id`)")
	c.Flags().StringVar(&n.name, "name", "", "its `name`")
	c.Flags().StringVar(&n.public, "public-name", "", "the `name` that customers see")
	c.Flags().StringVar(&n.channel, "channel", "", "its `channel` (default: the template's first)")
	c.Flags().StringVar(&n.kind, "type", "", "lite or premium (`type`; default: the template's first)")
	c.Flags().StringVar(&n.language, "language", "", "its `language` (default: the workspace's); templates have words in en, pt and es")
	c.Flags().StringVar(&n.base, "kb", "", "what the template ai answers from (`id` of a knowledge base; default: the first with articles in the language)")
	return c
}

// madeAssistant writes the id of the assistant that a change made.
func (e *env) madeAssistant(change edit.Change, err error) error {
	if err != nil {
		return err
	}
	v, err := model.Get(change.Workspace, change.At.Field("id"))
	if err != nil {
		return err
	}
	fmt.Fprintln(e.out, v.String())
	return nil
}

// templateRow is one template of the list.
type templateRow struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Detail   string          `json:"detail"`
	Channels []model.Channel `json:"channels"`
	Types    []model.Type    `json:"types"`
}

// listTemplates needs no workspace.
func (e *env) listTemplates(asJSON bool) error {
	var rows []templateRow
	for _, t := range edit.Templates() {
		rows = append(rows, templateRow{t.ID, t.Name, t.Detail, t.Channels, t.Types})
	}
	if asJSON {
		return e.writeJSON(rows)
	}
	for _, r := range rows {
		var on, of []string
		for _, c := range r.Channels {
			on = append(on, string(c))
		}
		for _, t := range r.Types {
			of = append(of, string(t))
		}
		e.wrapped(fmt.Sprintf("%-14s", r.ID), r.Name+": "+r.Detail+" ("+strings.Join(of, ", ")+"; "+strings.Join(on, ", ")+")")
	}
	return nil
}

// duplicating is what `assistants duplicate` is told.
type duplicating struct {
	as, channel, link string
	rehearse          bool
}

func (e *env) duplicateAssistantCommand(asJSON *bool) *cobra.Command {
	var o duplicating
	c := &cobra.Command{Use: "duplicate ASSISTANT", Short: "Copy an assistant, also as the other type or for another channel", Args: exact(1, "an assistant"),
		Long: "Copy an assistant and write the copy's id. As the other type, or for another channel, the copy has to do without some things:\n" +
			"they are told, each with its place, and so is what leads nowhere then. The original stays as it is.",
		Example: "  parley assistants duplicate shop --as lite --rehearse\n  parley assistants duplicate shop --as lite --link complete",
		RunE: func(c *cobra.Command, args []string) error {
			if o.channel != "" {
				if err := knownChannel(model.Channel(o.channel)); err != nil {
					return err
				}
			}
			if o.as != "" && o.as != string(model.Lite) && o.as != string(model.Premium) {
				return fmt.Errorf("--as %q is no type: use lite or premium", o.as)
			}
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.duplicate(d, args[0], o, *asJSON) })
		}}
	c.Flags().StringVar(&o.as, "as", "", "lite or premium (`type`)")
	c.Flags().StringVar(&o.channel, "channel", "", "for another `channel`")
	c.Flags().StringVar(&o.link, "link", "", "link what leads nowhere in the copy to this `dialog`, such as complete")
	c.Flags().BoolVar(&o.rehearse, "rehearse", false, "only tell what the copy would lose")
	return c
}

// lossRow is one thing that a copy loses.
type lossRow struct {
	What     string `json:"what"`
	Dialog   string `json:"dialog,omitempty"`
	At       string `json:"at"`
	Unlinked bool   `json:"unlinked"`
	in       string // what it is in, for people
}

func (e *env) duplicate(d *desk.Desk, id string, o duplicating, asJSON bool) error {
	a, err := d.Assistant(model.AssistantID(id))
	if err != nil {
		return err
	}
	as := edit.DuplicateAs{Assistant: a.ID, Type: model.Type(o.as), Channel: model.Channel(o.channel)}
	var action edit.Action = as
	switch {
	case o.link != "":
		action = edit.DuplicateLinked{DuplicateAs: as, To: model.DialogID(o.link)}
	case o.as == "" && o.channel == "":
		action = edit.DuplicateAssistant{Assistant: a.ID}
	}
	var change edit.Change
	before := d.Workspace()
	if o.rehearse {
		change, err = action.Apply(before)
	} else {
		change, err = d.Apply(action)
	}
	if err != nil {
		return err
	}
	rows := []lossRow{}
	for _, l := range change.Losses {
		row := lossRow{What: l.What, At: string(l.Path), Unlinked: l.Unlinked, in: l.In(before, a)}
		for _, dialog := range a.Dialogs {
			if l.Path.Below(dialog.PathOf(a)) {
				row.Dialog = dialog.Name
			}
		}
		rows = append(rows, row)
	}
	made, err := model.Get(change.Workspace, change.At.Field("id"))
	if err != nil {
		return err
	}
	if asJSON {
		out := struct {
			Assistant string    `json:"assistant,omitempty"` // of the copy; none of a rehearsal
			Losses    []lossRow `json:"losses"`
		}{Losses: rows}
		if !o.rehearse {
			out.Assistant = made.String()
		}
		return e.writeJSON(out)
	}
	return e.duplicated(made.String(), rows, o.rehearse)
}

// duplicated tells a copy's id, and what it lost: of a rehearsal on the standard
// output, else on the standard error, so that the id stands alone.
func (e *env) duplicated(id string, rows []lossRow, rehearse bool) error {
	for _, r := range rows {
		words := r.What
		if r.in != "" {
			words = r.in + ": " + words
		}
		if rehearse {
			e.wrapped("  ", oneLine(words))
		} else {
			fmt.Fprintln(e.err, oneLine(words))
		}
	}
	switch {
	case !rehearse:
		fmt.Fprintln(e.out, id)
	case len(rows) == 0:
		fmt.Fprintln(e.out, "the copy would keep everything")
	}
	return nil
}
