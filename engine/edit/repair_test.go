package edit_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/engine/edit"
	"parley/engine/model"
)

// premiumOnly is what page 1 says that Premium to Lite drops, kept apart from the
// tables of the model on purpose.
var premiumOnly = []string{"aiResponse", "objectSelector", "runWorkflow", "articleDeflection", "requestFeedback", "endConversation"}

// expected counts what a Lite copy loses: interactions, then intents, fallbacks and marks of done.
func expected(a *model.Assistant) (steps, rest int) {
	lost := map[model.Path]bool{}
	inLost := func(p model.Path) bool {
		for q := range lost {
			if p.Below(q) {
				return true
			}
		}
		return false
	}
	for _, d := range a.Dialogs {
		if d.Intent != "" {
			rest++
		}
		d.Steps(d.PathOf(a), func(_ string, p model.Path, i *model.Interaction) {
			if inLost(p) || i.Kind() == nil {
				return
			}
			if slices.Contains(premiumOnly, i.Kind().Key) {
				lost[p] = true
				steps++
				return
			}
			switch s := i.Settings.(type) {
			case *model.TextQuestion:
				if s.UnderstandIntents {
					rest++
				}
			case *model.ListSelector:
				if s.UnderstandIntents {
					rest++
				}
			}
		})
	}
	v := a.Settings.VolumeControl
	if v.Abandoned != nil && v.Abandoned.Then == "done" {
		rest++
	}
	if v.Missed != nil && v.Missed.DoneAfter != 0 {
		rest++
	}
	if a.Settings.Behavior.IntentNotDetected != (model.Fallback{}) {
		rest++
	}
	return steps, rest
}

func TestLiteCopiesLoseWhatPageOneSaysAndCanBeLinkedAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspace(t)
		a := rapid.SampledFrom(w.Assistants).Draw(t, "of")
		if a.Type != model.Premium {
			t.Skip("only Premium loses")
		}
		losses, err := edit.Rehearse(w, a.ID, model.Lite, "")
		if err != nil {
			t.Fatal(err)
		}
		steps, rest := expected(a)
		dropped := 0
		for _, l := range losses {
			if !l.Unlinked && strings.Contains(l.What, "(Premium only)") || strings.Contains(l.What, "mark as done") {
				dropped++
			}
		}
		if dropped != steps+rest {
			t.Fatalf("%d losses, %d interactions and %d settings go: %+v", dropped, steps, rest, losses)
		}
		copied, err := edit.DuplicateAs{Assistant: a.ID, Type: model.Lite}.Apply(w)
		if err != nil || len(copied.Losses) != len(losses) {
			t.Fatalf("%v: %d losses, %d rehearsed", err, len(copied.Losses), len(losses))
		}
		made, err := edit.DuplicateLinked{DuplicateAs: edit.DuplicateAs{Assistant: a.ID, Type: model.Lite}}.Apply(w)
		if err != nil {
			t.Fatal(err)
		}
		nothingLoose(t, w, made)
		if w.Assistant(a.ID) != made.Workspace.Assistant(a.ID) {
			t.Fatal("the original was touched")
		}
	})
}

func TestCopiesForAnyChannelCanBeLinkedAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspace(t)
		a := rapid.SampledFrom(w.Assistants).Draw(t, "of")
		as := edit.DuplicateAs{Assistant: a.ID, Channel: rapid.SampledFrom(model.Channels()).Draw(t, "channel"), Type: model.Lite}
		target := rapid.SampledFrom(a.Dialogs).Draw(t, "to").ID
		made, err := edit.DuplicateLinked{DuplicateAs: as, To: target}.Apply(w)
		if err != nil {
			t.Fatal(err)
		}
		nothingLoose(t, w, made)
	})
}

// nothingLoose checks that every dialog of the assistant that was made leads somewhere.
func nothingLoose(t *rapid.T, before *model.Workspace, c edit.Change) {
	for _, a := range c.Workspace.Assistants {
		if before.Assistant(a.ID) != nil {
			continue
		}
		ids := map[string]bool{}
		for _, d := range a.Dialogs {
			if anchor := model.AnchorOf(a, d, model.FlowOf(d)); anchor.State == model.Unlinked {
				t.Fatalf("%s is loose: %s", d.ID, anchor.Why)
			}
			d.Steps("", func(_ string, _ model.Path, i *model.Interaction) {
				if ids[i.ID] {
					t.Fatalf("two interactions %s", i.ID)
				}
				ids[i.ID] = true
			})
		}
	}
	for _, l := range c.Losses {
		if l.Unlinked {
			t.Fatalf("still listed as unlinked: %+v", l)
		}
	}
}
