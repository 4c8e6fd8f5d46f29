package versions

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"parley/engine/edit"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// Bindings are the keys of where one is.
func (s *Screen) Bindings() keys.Set {
	if chat := s.chat(); chat != nil {
		return keys.Join(s.ownBindings(), chat.Bindings())
	}
	return keys.Join(s.ownBindings(), s.movements())
}

const group = "Versions"

// ownBindings are the keys of the screen itself; while a reply is written in the
// preview, and on the preview, there are few.
func (s *Screen) ownBindings() keys.Set {
	if s.chat() != nil {
		return keys.Set{{ID: "versions.back", Keys: []string{"esc", "p"}, Label: "close preview", Help: "Close the preview", Group: group}}
	}
	number := s.Selected()
	v, published := s.version(number)
	enter := keys.Binding{ID: "versions.read", Keys: []string{"enter"}, Label: "read", Help: "Read the version through", Group: group}
	if s.focus == layout.Middle {
		enter = keys.Binding{ID: "versions.open", Keys: []string{"enter"}, Label: "go to", Help: "Go to the place in Build, or read the version", Group: group}
		if s.pages.reading {
			enter.Disabled = reason(s.pages.of != draft, s.name(s.pages.of)+" is closed: e makes it the draft, to be edited")
		}
	}
	back := keys.Binding{ID: "versions.back", Keys: []string{"esc"}, Label: "back", Help: "Go back, at last to Build", Group: group}
	set := keys.Set{
		enter,
		{ID: "versions.compare", Keys: []string{"c"}, Label: "compare with", Help: "Choose what to compare the version with", Group: group, Disabled: s.nothingElse},
		{ID: "versions.preview", Keys: []string{"p"}, Label: "preview", Help: "Talk with the version", Group: group},
		{ID: "versions.edit", Keys: []string{"e"}, Label: "edit", Help: "Make the version the draft", Group: group, Disabled: reason(!published, "this is the draft: esc goes to Build")},
		{ID: "versions.publish", Keys: []string{"P"}, Label: "publish", Help: "Publish the draft", Group: group},
		back,
		{ID: "versions.live", Keys: []string{"m", "L"}, Label: "make live", Help: "Make the version live", Group: group,
			Disabled: reason(!published, "the draft goes live by publishing it: P", v.Live, "it is live")},
		{ID: "versions.update", Keys: []string{"r"}, Label: "update and publish", Help: "Publish the version again, on the documents as they are now", Group: group,
			Disabled: reason(!published, "P publishes the draft", len(v.Older) == 0, "it uses nothing older")},
		{ID: "versions.notice", Keys: []string{"w"}, Label: "what is noticed", Help: "Find the shortest conversation in which customers would notice what differs", Group: group,
			Disabled: reason(s.pages.a == none, "there is nothing to compare it with", len(s.pages.all) == 0, "nothing differs")},
		{ID: "versions.unpublish", Keys: []string{"U"}, Label: "unpublish", Help: "Take the live version off", Group: group, Disabled: reason(s.live() == none, "nothing is live")},
		{ID: "screen.build", Keys: []string{"v"}, Label: "build", Help: "Go back to Build", Group: group},
	}
	if s.pages.reading || s.focus == layout.Middle {
		set = append(keys.Set{set[0], back}, set[1:]...)
	}
	return set
}

// reason gives the words after the first condition that holds.
func reason(pairs ...any) func() string {
	return func() string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if holds, _ := pairs[i].(bool); holds {
				words, _ := pairs[i+1].(string)
				return words
			}
		}
		return ""
	}
}

// movements are the keys of the lists, for help.
func (s *Screen) movements() keys.Set {
	return keys.Set{
		{ID: "versions.up", Keys: []string{"up", "k"}, Label: "up", Help: "The one above", Group: group, Hidden: true},
		{ID: "versions.down", Keys: []string{"down", "j"}, Label: "down", Help: "The one below", Group: group, Hidden: true},
		{ID: "versions.in", Keys: []string{"right", "l"}, Label: "in", Help: "To the differences", Group: group, Hidden: true},
		{ID: "versions.out", Keys: []string{"left", "h"}, Label: "out", Help: "To the list", Group: group, Hidden: true},
		{ID: "versions.page", Keys: []string{"pgdown", "pgup"}, Label: "page", Help: "A page down or up", Group: group, Hidden: true},
	}
}

func (s *Screen) nothingElse() string {
	if len(s.history) == 0 {
		return "there is no version yet: P publishes the draft"
	}
	if len(s.history) == 1 {
		return "there is only one version and the draft"
	}
	return ""
}

// act does what a binding says.
func (s *Screen) act(b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	switch b.ID {
	case "versions.read":
		return s.read()
	case "versions.open":
		return s.open()
	case "versions.compare":
		return s.chooseOther()
	case "versions.preview":
		return s.listen()
	case "versions.edit":
		return s.edit()
	case "versions.publish":
		return Publish(s.desk, s.id)
	case "versions.live":
		return s.activate()
	case "versions.update":
		return s.update()
	case "versions.notice":
		return s.notice()
	case "versions.unpublish":
		return s.unpublish()
	case "versions.back":
		return s.back()
	}
	return s.leave()
}

// back leaves what was entered last: the preview, the reading, the differences, the screen.
func (s *Screen) back() []want.Want {
	switch {
	case s.chat() != nil:
		s.talk = talk{}
		return []want.Want{want.Run{Binding: "focus.sidebar"}}
	case s.pages.reading:
		s.pages.reading = false
		s.pages.sources()
		return append(s.compare(), want.Run{Binding: "focus.sidebar"})
	case s.focus == layout.Middle:
		return []want.Want{want.Run{Binding: "focus.sidebar"}}
	}
	return s.leave()
}

// leave goes to Build; what is still being read is not shown any more.
func (s *Screen) leave() []want.Want {
	s.pages.asked++
	return []want.Want{want.Run{Binding: "screen.build"}}
}

// others are the draft and the versions but one, to choose from.
func (s *Screen) others(than, here int) []want.Item {
	var items []want.Item
	if than != draft {
		items = append(items, want.Item{ID: strconv.Itoa(draft), Label: s.name(draft), Detail: "as it is now", Here: here == draft})
	}
	for _, v := range s.history {
		if v.Number == than {
			continue
		}
		items = append(items, want.Item{ID: strconv.Itoa(v.Number), Label: s.name(v.Number), Detail: strings.TrimSpace(when(v.At, s.desk.Now()) + "  " + v.Note), Here: here == v.Number})
	}
	return items
}

// chooseOther asks what to compare the selected version with.
func (s *Screen) chooseOther() []want.Want {
	items := s.others(s.Selected(), s.partner(s.Selected()))
	return []want.Want{want.Pick{Title: "Compare " + s.name(s.Selected()) + " with", Items: items, Done: func(it want.Item) []want.Want {
		n, err := strconv.Atoi(it.ID)
		if err != nil {
			return nil
		}
		s.chosen, s.pages.reading = n, false
		return s.compare()
	}}}
}

// edit makes the selected version the draft; a draft with changes is asked about first.
func (s *Screen) edit() []want.Want {
	number := s.Selected()
	work := func() []want.Want { return s.makeDraft(number, nil) }
	if s.status.State == desk.DraftSame || s.desk.Kept(s.id) {
		return work()
	}
	return []want.Want{want.Confirm{Title: "Edit v" + strconv.Itoa(number), Yes: "replace the draft", Done: work,
		Body: "The draft has changes that were never published. It becomes v" + strconv.Itoa(number) + " instead.", Note: "u brings the draft back."}}
}

// makeDraft makes a version the draft and goes on, or to Build where there is no more to do.
func (s *Screen) makeDraft(number int, then func() []want.Want) []want.Want {
	find := s.desk.DraftFromWork(s.id, number)
	return []want.Want{want.Work{Name: "Opening " + s.name(number), Do: func() func() []want.Want {
		action, err := find()
		return func() []want.Want {
			if err != nil {
				return failed(err)
			}
			name := "v" + strconv.Itoa(number)
			out := []want.Want{want.Apply{Action: edit.Batch{Name: "edit " + name, Actions: []edit.Action{action}}}}
			if then != nil {
				return append(out, want.Then{Do: then})
			}
			return append(out, want.Run{Binding: "screen.build"}, want.Tell{Text: "The draft is " + name + " now; u brings the old one back"})
		}
	}}}
}

func failed(err error) []want.Want {
	return []want.Want{want.Run{Binding: "refresh"}, want.Tell{Text: err.Error(), Error: true}}
}

// activate makes the selected version live.
func (s *Screen) activate() []want.Want {
	number := s.Selected()
	body := fmt.Sprintf("Customers who write in from now on talk to v%d.", number)
	if live := s.live(); live != none {
		body = fmt.Sprintf("Customers who write in from now on talk to v%d instead of v%d.", number, live)
	}
	return []want.Want{want.Confirm{Title: "Make v" + strconv.Itoa(number) + " live", Body: body, Note: "The draft stays as it is. Any version can be made live again.", Yes: "make it live", Safe: true, Done: func() []want.Want {
		return s.write(s.desk.ActivateWork(s.id, number), "v"+strconv.Itoa(number)+" is live")
	}}}
}

func (s *Screen) unpublish() []want.Want {
	live := s.live()
	return []want.Want{want.Confirm{Title: "Unpublish", Body: fmt.Sprintf("v%d is taken off: nobody talks to this assistant any more, and rules and defaults that name it are skipped.", live),
		Note: "Its versions stay, and any can be made live again.", Yes: "unpublish", Done: func() []want.Want {
			return s.write(s.desk.UnpublishWork(s.id), "v"+strconv.Itoa(live)+" is no longer live")
		}}}
}

// write does what has to reach the disk, apart from the program.
func (s *Screen) write(do func() error, done string) []want.Want {
	return []want.Want{want.Work{Name: "Saving", Do: func() func() []want.Want {
		err := do()
		return func() []want.Want {
			s.desk.Settle()
			if err != nil {
				return failed(err)
			}
			return []want.Want{want.Run{Binding: "refresh"}, want.Tell{Text: done}}
		}
	}}}
}

// update publishes the selected version anew, on the documents as they are now:
// it becomes the draft, which is published.
func (s *Screen) update() []want.Want {
	number := s.Selected()
	v, _ := s.version(number)
	var names []string
	for _, o := range v.Older {
		name := o.Kind + " " + o.ID
		if o.Gone {
			name += " (gone: check will tell)"
		}
		names = append(names, name)
	}
	ask := want.Confirm{Title: "Update and publish", Yes: "update and publish", Safe: true, Names: names,
		Body: fmt.Sprintf("v%d is published anew, on these documents as they are now:", number), Note: "It becomes the draft, and a new version that goes live.",
		Done: func() []want.Want {
			return s.makeDraft(number, func() []want.Want {
				return publish(s.desk, s.id, fmt.Sprintf("v%d, brought up to date", number))
			})
		}}
	if s.status.State == desk.DraftChanged && !(v.Live && s.status.Dialogs == 0) {
		ask.Note += " The draft's own changes are replaced; u brings them back."
		ask.Safe = false
	}
	return []want.Want{ask}
}

// blockedBy are the findings that stop a publish, nil for another error.
func blockedBy(err error) *desk.BlockedError {
	var blocked *desk.BlockedError
	if errors.As(err, &blocked) {
		return blocked
	}
	return nil
}
