package versions

import (
	"strconv"

	"parley/engine/check"
	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/want"
)

// Publish asks for a note and publishes the draft of an assistant. What check
// finds stops it: the findings are shown with how to mend them, and lead to
// their places.
func Publish(d *desk.Desk, id model.AssistantID) []want.Want {
	if d.Workspace().Assistant(id) == nil {
		return []want.Want{want.Tell{Text: "There is no assistant to publish", Error: true}}
	}
	if errs := d.Blocking(id); len(errs) > 0 {
		return stopped(errs)
	}
	if st := d.Status(id); st.State == desk.DraftSame {
		return []want.Want{want.Tell{Text: "v" + strconv.Itoa(st.Live) + " is live and equals the draft: there is nothing to publish"}}
	}
	line, pricing := price(d, id)
	return append(pricing, want.Prompt{Title: "Publish the draft", Hint: "what changed; may be left empty", Note: line, Done: func(note string) []want.Want {
		return publish(d, id, note)
	}})
}

// price finds, beside the program, what last month would have cost on the draft.
// The line tells it, once it is known.
func price(d *desk.Desk, id model.AssistantID) (line func(string) string, work []want.Want) {
	told := "What last month would have cost on this draft is being found"
	do, err := d.ChangePriceWork(id)
	if err != nil {
		return nil, nil
	}
	return func(string) string { return told }, []want.Want{want.Work{Name: "Playing last month on the draft", Do: func() func() []want.Want {
		c, err := do()
		return func() []want.Want {
			if err != nil {
				told = "Not priced: " + err.Error()
				return nil
			}
			told = c.String()
			return nil
		}
	}}}
}

// publish makes the next version, apart from the program.
func publish(d *desk.Desk, id model.AssistantID, note string) []want.Want {
	do, err := d.PublishWork(id, note)
	if blocked := blockedBy(err); blocked != nil {
		return stopped(blocked.Findings)
	}
	if err != nil {
		return failed(err)
	}
	return []want.Want{want.Work{Name: "Publishing", Do: func() func() []want.Want {
		p, err := do()
		return func() []want.Want {
			d.Settle()
			if err != nil {
				return failed(err)
			}
			words := "v" + strconv.Itoa(p.Version) + " is live and equals the draft: nothing was published"
			switch {
			case p.Changed:
				words = "Published v" + strconv.Itoa(p.Version) + ", live now"
			case p.Activated:
				words = "The draft equals v" + strconv.Itoa(p.Version) + ", which is live again"
			}
			return []want.Want{want.Run{Binding: "refresh"}, want.Tell{Text: words}}
		}
	}}}
}

// stopped shows what stops a publish; choosing one goes to its place.
func stopped(errs []check.Finding) []want.Want {
	items := make([]want.Item, len(errs))
	for i, f := range errs {
		items[i] = want.Item{ID: strconv.Itoa(i), Label: f.Message, Detail: f.Place + "\n" + f.Mend}
	}
	title := "Not published: " + plural(len(errs), "error") + " first"
	return []want.Want{want.Pick{Title: title, Items: items, Done: func(it want.Item) []want.Want {
		i, err := strconv.Atoi(it.ID)
		if err != nil {
			return nil
		}
		if errs[i].Dialog == "" {
			return []want.Want{want.Visit{At: errs[i].Path}}
		}
		return []want.Want{want.Run{Binding: "screen.build"}, want.Open{Dialog: errs[i].Dialog, Step: errs[i].Interaction}, want.Run{Binding: "focus.editor"}}
	}}}
}
