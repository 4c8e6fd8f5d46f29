package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/desk"
)

// deleteCommand takes documents of a kind out of the draft; word is what people
// call one. What is used somewhere goes only when --yes is said.
func (e *env) deleteCommand(kind, word string) *cobra.Command {
	var yes bool
	a := "a"
	if strings.ContainsRune("aeiou", rune(word[0])) {
		a = "an"
	}
	c := &cobra.Command{Use: "delete " + strings.ToUpper(word), Short: "Delete " + a + " " + word + " from the draft", Args: exact(1, a+" "+word+"'s id"),
		Long: "Delete " + a + " " + word + " from the draft. Where it is used, those places are told and lead to nothing then: --yes deletes it all the same.",
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				w := d.Workspace()
				used := edit.References(w, kind, args[0])
				if len(used) > 0 && !yes {
					return fmt.Errorf("the %s %s is used in %s: unlink it there first, or add --yes to delete it all the same", word, oneLine(args[0]), placesOf(w, used))
				}
				change, err := d.Apply(edit.DeleteDocument{Kind: kind, ID: args[0], Force: yes})
				if err != nil {
					return err
				}
				fmt.Fprintln(e.out, "deleted "+word+" "+oneLine(args[0]))
				for _, l := range change.Losses {
					e.wrapped("  ", oneLine(edit.Where(w, l.Path))+" leads to nothing now")
				}
				return nil
			})
		}}
	c.Flags().BoolVar(&yes, "yes", false, "delete it also where it is used")
	return c
}

// shownPlaces is how many places an error names.
const shownPlaces = 3

func placesOf(w *model.Workspace, used []model.Path) string {
	var names []string
	for _, p := range used[:min(len(used), shownPlaces)] {
		names = append(names, oneLine(edit.Where(w, p)))
	}
	out := strings.Join(names, ", ")
	if more := len(used) - len(names); more > 0 {
		out += fmt.Sprintf(" and %d more", more)
	}
	return out
}
