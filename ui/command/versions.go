package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/model"
	"parley/engine/text"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
)

func (e *env) versionsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "versions ASSISTANT",
		Short: "List the versions of an assistant, newest first",
		Args:  exact(1, "an assistant"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				h, err := d.Versions(model.AssistantID(args[0]))
				if err != nil {
					return err
				}
				if asJSON {
					return e.writeJSON(h)
				}
				if len(h.Versions) == 0 {
					fmt.Fprintln(e.out, "never published")
					return nil
				}
				for _, v := range h.Versions {
					live, older := "    ", ""
					if v.Live {
						live = "live"
					}
					for _, o := range v.Older {
						older += fmt.Sprintf(" · uses an older %s %s", strings.ToLower(o.Kind), o.ID)
					}
					line := fmt.Sprintf("v%-4d %s  %s  %s  %s%s", v.Number, live, v.At.UTC().Format("2006-01-02 15:04"), v.Author, v.Note, older)
					fmt.Fprintln(e.out, canvas.TruncateTail(text.Clean(line), e.width, "…"))
				}
				fmt.Fprintf(e.out, "draft: %s\n", h.State)
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON value")
	return c
}

func (e *env) publishCommand() *cobra.Command {
	var note string
	var price, asJSON bool
	c := &cobra.Command{
		Use:   "publish ASSISTANT",
		Short: "Make the draft the live version, or tell what last month would have cost on it",
		Long: "Make the draft of an assistant its next version, which goes live. Errors of check stop it (exit 1). What has not changed makes no version.\n\n" +
			"With --price nothing is published: last month's live conversations are played again on the draft, which sends nothing anywhere, and what they would have cost as KIQ Conversations is told.",
		Args: exact(1, "an assistant"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				if price {
					return e.changePrice(d, model.AssistantID(args[0]), asJSON)
				}
				p, err := d.Publish(model.AssistantID(args[0]), note)
				var blocked *desk.BlockedError
				if errors.As(err, &blocked) {
					fmt.Fprintln(e.err, "parley: "+oneLine(err.Error()))
					return errBad
				}
				if err != nil {
					return err
				}
				switch {
				case asJSON:
					return e.writeJSON(p)
				case p.Changed:
					fmt.Fprintf(e.out, "published %s as v%d, live now\n", p.Assistant, p.Version)
				case p.Activated:
					fmt.Fprintf(e.out, "%s equals v%d, which is live again\n", p.Assistant, p.Version)
				default:
					fmt.Fprintf(e.out, "%s has not changed since v%d: no new version\n", p.Assistant, p.Version)
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&note, "note", "", "what changed, in a `text`")
	c.Flags().BoolVar(&price, "price", false, "only tell what last month would have cost on the draft")
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON value")
	return c
}

func versionNumber(s string) (int, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(s, "v"))
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%q is no version: use a number from parley versions", s)
	}
	return n, nil
}

func (e *env) activateCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "activate ASSISTANT N",
		Short: "Make another version live",
		Args:  exact(2, "an assistant and the number of a version"),
		RunE: func(_ *cobra.Command, args []string) error {
			n, err := versionNumber(args[1])
			if err != nil {
				return err
			}
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				if err := d.Activate(model.AssistantID(args[0]), n); err != nil {
					return err
				}
				fmt.Fprintf(e.out, "v%d of %s is live\n", n, oneLine(args[0]))
				return nil
			})
		},
	}
}

func (e *env) unpublishCommand() *cobra.Command {
	var allPremium bool
	c := &cobra.Command{
		Use:   "unpublish ASSISTANT",
		Short: "Take the live version off; its versions stay",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if allPremium == (len(args) == 1) {
				return errors.New("unpublish takes an assistant, or --all-premium: see parley unpublish --help")
			}
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				if !allPremium {
					if err := d.Unpublish(model.AssistantID(args[0])); err != nil {
						return err
					}
					fmt.Fprintf(e.out, "%s is no longer live\n", oneLine(args[0]))
					return nil
				}
				ids, err := d.UnpublishAllPremium()
				if err != nil {
					return err
				}
				fmt.Fprintf(e.out, "%s no longer live\n", count(len(ids), "premium assistant"))
				for _, id := range ids {
					fmt.Fprintln(e.out, "  "+string(id))
				}
				return nil
			})
		},
	}
	c.Flags().BoolVar(&allPremium, "all-premium", false, "every premium assistant, in one act")
	return c
}

func (e *env) draftCommand() *cobra.Command {
	var from string
	var force bool
	c := &cobra.Command{
		Use:   "draft ASSISTANT --from N",
		Short: "Make a version the draft",
		Long:  "Make a version the draft of an assistant. A draft with changes that no version has is only replaced with --force.",
		Args:  exact(1, "an assistant and --from N"),
		RunE: func(_ *cobra.Command, args []string) error {
			n := 0
			if from != desk.LiveVersion {
				var err error
				if n, err = versionNumber(from); err != nil {
					return err
				}
			}
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				id := model.AssistantID(args[0])
				if a, err := d.Assistant(id); err == nil && !d.Kept(a.ID) && !force {
					return fmt.Errorf("the draft of %s has changes that no version has: publish them, or replace them with --force", a.ID)
				}
				if _, err := d.DraftFrom(id, n); err != nil {
					return err
				}
				fmt.Fprintf(e.out, "the draft of %s is now %s\n", oneLine(args[0]), versionName(n))
				return nil
			})
		},
	}
	c.Flags().StringVar(&from, "from", desk.LiveVersion, "the `version`: a number, or live")
	c.Flags().BoolVar(&force, "force", false, "replace a draft that no version has")
	return c
}

func versionName(n int) string {
	if n == 0 {
		return "the live version"
	}
	return "v" + strconv.Itoa(n)
}

func (e *env) assistantsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "assistants",
		Short: "List, show, make, duplicate and delete assistants",
		Args:  exact(0, "no arguments, or one of list, show, new, templates, duplicate, delete"),
		RunE: func(*cobra.Command, []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.listAssistants(d, asJSON) })
		},
	}
	c.PersistentFlags().BoolVar(&asJSON, "json", false, "one JSON value")
	c.AddCommand(lists(c, "List the assistants"),
		&cobra.Command{Use: "show ASSISTANT", Short: "Show an assistant's dialogs and where they lead", Args: exact(1, "an assistant"),
			RunE: func(_ *cobra.Command, args []string) error {
				return e.with(desk.MustExist, func(d *desk.Desk) error { return e.showAssistant(d, args[0], asJSON) })
			}},
		e.duplicateAssistantCommand(&asJSON),
		e.newAssistantCommand(),
		&cobra.Command{Use: "templates", Short: "List the templates that assistants can begin with", Args: exact(0, "no arguments"),
			RunE: func(*cobra.Command, []string) error { return e.listTemplates(asJSON) }},
		e.deleteAssistantCommand())
	return c
}

// assistantRow is one line of the list.
type assistantRow struct {
	ID      model.AssistantID `json:"id"`
	Name    string            `json:"name"`
	Type    model.Type        `json:"type"`
	Channel model.Channel     `json:"channel"`
	Dialogs int               `json:"dialogs"`
	Status  string            `json:"status"` // Draft or Active
	Live    int               `json:"live"`
	Draft   string            `json:"draft"`
}

func (r assistantRow) kind() string { return string(r.Type) + " " + r.Channel.Title() }

// standing tells how its draft stands to what is live.
func (r assistantRow) standing() string {
	switch {
	case r.Live == 0:
		return "draft"
	case r.Draft == string(desk.DraftChanged):
		return fmt.Sprintf("v%d live, changed", r.Live)
	}
	return fmt.Sprintf("v%d live", r.Live)
}

func (e *env) listAssistants(d *desk.Desk, asJSON bool) error {
	all, err := d.Statuses()
	if err != nil {
		return err
	}
	rows := make([]assistantRow, 0, len(all))
	for _, st := range all {
		row := assistantRow{ID: st.Assistant, Status: "Draft", Live: st.Live, Draft: string(st.State)}
		if a := d.Workspace().Assistant(st.Assistant); a != nil {
			row.Name, row.Type, row.Channel, row.Dialogs = a.Name, a.Type, a.Channel, len(a.Dialogs)
		}
		if st.Live > 0 {
			row.Status = "Active"
		}
		rows = append(rows, row)
	}
	if asJSON {
		return e.writeJSON(rows)
	}
	ids, names, kinds, stands := 0, 0, 0, 0
	for _, r := range rows {
		ids, names = max(ids, canvas.Width(string(r.ID))), max(names, canvas.Width(canvas.OneLine(r.Name)))
		kinds, stands = max(kinds, canvas.Width(r.kind())), max(stands, canvas.Width(r.standing()))
	}
	const between = len("  ") + len("  ") + len("  000 dialogs  ")
	names = min(names, max(e.width-ids-kinds-stands-between, 8))
	for _, r := range rows {
		line := canvas.FitLine(string(r.ID), ids) + "  " + canvas.FitLine(canvas.TruncateTail(canvas.OneLine(r.Name), names, "…"), names) + "  " +
			canvas.FitLine(r.kind(), kinds) + fmt.Sprintf("  %3d dialogs  %s", r.Dialogs, r.standing())
		fmt.Fprintln(e.out, strings.TrimRight(canvas.TruncateTail(text.Clean(line), e.width, "…"), " "))
	}
	return nil
}

func (e *env) showAssistant(d *desk.Desk, id string, asJSON bool) error {
	a, err := d.Assistant(model.AssistantID(id))
	if err != nil {
		return err
	}
	if asJSON {
		return e.writeJSON(a)
	}
	fmt.Fprintf(e.out, "%s (%s)\n%s · %s\n\n", oneLine(a.Name), a.ID, a.Type, a.Channel.Title())
	for _, dialog := range a.Dialogs {
		var to []string
		for _, l := range model.FlowOf(dialog).Links {
			if target := a.Dialog(l.To); target != nil {
				to = append(to, target.Name)
			}
		}
		leads := "ends"
		if len(to) > 0 {
			leads = "leads to " + strings.Join(to, ", ")
		}
		e.wrapped(fmt.Sprintf("%-26s", canvas.TruncateTail(canvas.OneLine(dialog.Name), 25, "…")), oneLine(leads))
	}
	return nil
}

func (e *env) deleteAssistantCommand() *cobra.Command {
	var yes bool
	c := &cobra.Command{Use: "delete ASSISTANT", Short: "Delete an assistant with all its versions", Args: exact(1, "an assistant"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				h, err := d.Versions(model.AssistantID(args[0]))
				if err != nil {
					return err
				}
				if !yes {
					return fmt.Errorf("%s and its %s would be gone for good: add --yes to delete them", oneLine(args[0]), count(len(h.Versions), "version"))
				}
				if err := d.DeleteAssistant(model.AssistantID(args[0])); err != nil {
					return err
				}
				fmt.Fprintf(e.out, "deleted %s and its %s\n", oneLine(args[0]), count(len(h.Versions), "version"))
				return nil
			})
		}}
	c.Flags().BoolVar(&yes, "yes", false, "delete without asking")
	return c
}
