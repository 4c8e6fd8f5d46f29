package assistants

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/keys"
	"parley/ui/want"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Bindings are the keys of the screen.
func (s *Screen) Bindings() keys.Set {
	none := func() string {
		if s.Selected() == nil {
			return "no assistant is selected"
		}
		return ""
	}
	other := func() string {
		a := s.Selected()
		if a == nil {
			return none()
		}
		_, reason := otherType(a).Allows(a.Channel)
		return reason
	}
	const group = "Assistants"
	return keys.Set{
		{ID: "assistants.open", Keys: []string{"enter", "l", "right"}, Label: "build", Help: "Open the assistant in Build", Group: group, Disabled: none},
		{ID: "assistants.new", Keys: []string{"n"}, Label: "new", Help: "Make a new assistant", Group: group},
		{ID: "assistants.show", Keys: []string{"f"}, Label: "show " + ((s.show + 1) % 3).String(), Help: "Show all assistants, Active ones, Drafts", Group: group},
		{ID: "list.filter", Keys: []string{"/"}, Label: "search", Help: "Search assistants by name or id", Group: group},
		{ID: "assistants.rename", Keys: []string{"r"}, Label: "rename", Help: "Rename the assistant", Group: group, Disabled: none},
		{ID: "assistants.duplicate", Keys: []string{"D"}, Label: "duplicate", Help: "Duplicate the assistant", Group: group, Disabled: none},
		{ID: "assistants.convert", Keys: []string{"C"}, Label: "duplicate as", Help: "Duplicate the assistant as the other type, Lite or Premium", Group: group, Disabled: other},
		{ID: "assistants.channel", Keys: []string{"W"}, Label: "for channel", Help: "Duplicate the assistant for another channel", Group: group, Disabled: none},
		{ID: "assistants.copy", Keys: []string{"c"}, Label: "copy id", Help: "Copy the assistant's id to the clipboard", Group: group, Disabled: none},
		{ID: "assistants.delete", Keys: []string{"x", "delete"}, Label: "delete", Help: "Delete the assistant", Group: group, Disabled: none},
	}
}

func otherType(a *model.Assistant) model.Type {
	if a.Type == model.Premium {
		return model.Lite
	}
	return model.Premium
}

// act does what a binding says.
func (s *Screen) act(b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	a := s.Selected()
	switch b.ID {
	case "assistants.open":
		return s.enter()
	case "assistants.new":
		return s.Create()
	case "assistants.show":
		s.show = (s.show + 1) % 3
		s.list.SetFilter("")
		s.Refresh(s.open)
	case "assistants.rename":
		return []want.Want{want.Prompt{Title: "Rename assistant", Value: a.Name, Check: s.nameProblem(a.ID), Done: func(name string) []want.Want {
			return []want.Want{want.Apply{Action: edit.RenameAssistant{Assistant: a.ID, Name: name}}}
		}}}
	case "assistants.duplicate":
		return s.make(edit.DuplicateAssistant{Assistant: a.ID}, s.pick)
	case "assistants.convert":
		return s.convert(a, otherType(a), a.Channel)
	case "assistants.channel":
		return s.otherChannel(a)
	case "assistants.copy":
		return []want.Want{want.Clipboard{Name: "the id", Text: string(a.ID)}}
	case "assistants.delete":
		return s.remove(a)
	}
	return nil
}

func (s *Screen) enter() []want.Want {
	a := s.Selected()
	if a == nil {
		return nil
	}
	return []want.Want{want.Build{Assistant: a.ID}}
}

// nameProblem says what is wrong with a name, nil where nothing is.
func (s *Screen) nameProblem(own model.AssistantID) func(string) error {
	return func(name string) error {
		name = strings.TrimSpace(name)
		if name == "" {
			return errors.New("an assistant needs a name")
		}
		for _, a := range s.desk.Workspace().Assistants {
			if a.ID != own && strings.EqualFold(a.Name, name) {
				return fmt.Errorf("there is an assistant %s already", a.Name)
			}
		}
		return nil
	}
}

// Create asks for a name, a channel, a type and a template, and opens what it made in Build.
func (s *Screen) Create() []want.Want {
	return []want.Want{want.Prompt{Title: "New assistant", Hint: "Name", Check: s.nameProblem(""), Done: func(name string) []want.Want {
		return []want.Want{want.Pick{Title: name + ": which channel?", Items: channels(), Done: func(c want.Item) []want.Want {
			channel := model.Channel(c.ID)
			return []want.Want{want.Pick{Title: name + ": which type?", Items: types(channel), Done: func(t want.Item) []want.Want {
				return s.template(name, channel, model.Type(t.ID))
			}}}
		}}}
	}}}
}

func channels() []want.Item {
	detail := map[model.Channel]string{model.Chat: "a chat window on a page: every kind of question, cards, feedback",
		model.WhatsApp: "WhatsApp as one's own channel: lists, articles", model.TwilioWhatsApp: "WhatsApp through Twilio: text",
		model.MessageBirdWhatsApp: "WhatsApp through MessageBird: text", model.SMS: "short text messages", model.Voice: "telephone calls: spoken prompts and keys"}
	var out []want.Item
	for _, c := range model.Channels() {
		out = append(out, want.Item{ID: string(c), Label: c.Title(), Detail: detail[c]})
	}
	return out
}

// types offers the types; what the channel does not allow says why.
func types(c model.Channel) []want.Item {
	out := []want.Item{{ID: string(model.Lite), Label: model.Lite.Title(), Detail: "questions, branches, schedules, hand-over"},
		{ID: string(model.Premium), Label: model.Premium.Title(), Detail: "also intents, articles and AI, workflows, objects, feedback"}}
	for i := range out {
		_, out[i].Reason = model.Type(out[i].ID).Allows(c)
	}
	return out
}

// make applies an action that makes an assistant and goes on with its id.
func (s *Screen) make(a edit.Action, then func(model.AssistantID) []want.Want) []want.Want {
	before := s.desk.Workspace()
	return []want.Want{want.Apply{Action: a}, want.Then{Do: func() []want.Want {
		for _, a := range s.desk.Workspace().Assistants {
			if before.Assistant(a.ID) == nil {
				return then(a.ID)
			}
		}
		return nil
	}}}
}

// pick selects an assistant that was just made.
func (s *Screen) pick(id model.AssistantID) []want.Want {
	s.show = All
	s.list.SetFilter("")
	s.Refresh(s.open)
	s.Select(id)
	return nil
}

// remove asks, names what goes, and deletes.
func (s *Screen) remove(a *model.Assistant) []want.Want {
	versions := s.desk.History(a.ID)
	ask := want.Confirm{Title: "Delete assistant", Yes: "delete", Body: fmt.Sprintf("%s and its %s go.", a.Name, plural(len(a.Dialogs), "dialog")),
		Note: "u undoes it.", Done: func() []want.Want {
			return []want.Want{want.Apply{Action: edit.DeleteAssistant{Assistant: a.ID}}, want.Tell{Text: "Deleted " + a.Name + "; u undoes it"}}
		}}
	for _, v := range versions {
		name := fmt.Sprintf("v%d, %s", v.Number, v.At.In(s.desk.Now().Location()).Format("2 Jan 2006"))
		if v.Live {
			name += ", live"
		}
		ask.Names = append(ask.Names, name)
	}
	if len(versions) > 0 {
		ask.Body = fmt.Sprintf("%s and its %s go, with all its versions.", a.Name, plural(len(a.Dialogs), "dialog"))
		ask.Note = "This cannot be undone, and neither can any edit before it."
		ask.Done = func() []want.Want {
			if err := s.desk.DeleteAssistant(a.ID); err != nil {
				return []want.Want{want.Tell{Text: err.Error(), Error: true}}
			}
			return []want.Want{want.Run{Binding: "refresh"}, want.Tell{Text: "Deleted " + a.Name + " with its versions"}}
		}
	}
	if n := s.starters(a); n > 0 {
		ask.Body += fmt.Sprintf(" It is started by %s, which will start nothing then.", count(n, "a rule or default", "rules and defaults"))
	}
	return []want.Want{ask}
}

func count(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return itoa(n) + " " + many
}

// starters counts the rules and defaults that start an assistant.
func (s *Screen) starters(a *model.Assistant) int {
	n := 0
	for _, p := range edit.References(s.desk.Workspace(), "Assistant", string(a.ID)) {
		if strings.HasPrefix(string(p), "rules") || strings.HasPrefix(string(p), "defaults") {
			n++
		}
	}
	return n
}
