package assistants

import (
	"cmp"
	"fmt"
	"slices"

	"parley/engine/article"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/text"
	"parley/ui/want"
)

// template asks what a new assistant begins with; what does not fit says why.
func (s *Screen) template(name string, channel model.Channel, of model.Type) []want.Want {
	w := s.desk.Workspace()
	var items []want.Item
	for _, t := range edit.Templates() {
		_, reason := t.Fits(w, channel, of)
		items = append(items, want.Item{ID: t.ID, Label: t.Name, Detail: t.Detail, Reason: reason})
	}
	return []want.Want{want.Pick{Title: name + ": begin with?", Items: items, Done: func(t want.Item) []want.Want {
		add := edit.AddFromTemplate{Template: t.ID, Name: name, Type: of, Channel: channel, Language: w.DefaultLanguage()}
		if edit.TemplateOf(t.ID).Answers {
			return s.inLanguage(add)
		}
		return s.begin(add)
	}}}
}

// inLanguage asks for the language of a template that answers, that of the
// workspace first, and then for its knowledge base.
func (s *Screen) inLanguage(add edit.AddFromTemplate) []want.Want {
	var items []want.Item
	for _, l := range edit.TemplateLanguages() {
		item := want.Item{ID: string(l.Tag), Label: l.Name}
		if text.Primary(l.Tag) == text.Primary(add.Language) {
			item.ID = string(add.Language) // the workspace's own tag, such as pt-BR
			items = slices.Insert(items, 0, item)
			continue
		}
		items = append(items, item)
	}
	return []want.Want{want.Pick{Title: add.Name + ": in which language?", Items: items, Done: func(l want.Item) []want.Want {
		add.Language = model.Language(l.ID)
		return s.from(add)
	}}}
}

// from asks which knowledge base a template answers from, where there are several.
func (s *Screen) from(add edit.AddFromTemplate) []want.Want {
	w := s.desk.Workspace()
	if len(w.KnowledgeBases) < 2 {
		return s.begin(add)
	}
	var items []want.Item
	for _, k := range w.KnowledgeBases {
		shown := len(article.List(w, article.Filter{KnowledgeBase: k.ID, ShownOnly: true}))
		here := len(article.List(w, article.Filter{KnowledgeBase: k.ID, ShownOnly: true, Language: add.Language}))
		items = append(items, want.Item{ID: string(k.ID), Label: cmp.Or(k.Name, string(k.ID)),
			Detail: fmt.Sprintf("%s that customers may read, %d in %s", plural(shown, "article"), here, add.Language)})
	}
	return []want.Want{want.Pick{Title: add.Name + ": answers from?", Items: items, Done: func(k want.Item) []want.Want {
		add.KnowledgeBase = model.KnowledgeBaseID(k.ID)
		return s.begin(add)
	}}}
}

// begin makes a new assistant and opens it in Build.
func (s *Screen) begin(add edit.AddFromTemplate) []want.Want {
	return s.make(add, func(id model.AssistantID) []want.Want { return []want.Want{want.Build{Assistant: id}} })
}

// otherChannel asks for the channel that a copy is for.
func (s *Screen) otherChannel(a *model.Assistant) []want.Want {
	items := channels()
	for i := range items {
		channel := model.Channel(items[i].ID)
		if channel == a.Channel {
			items[i].Reason = "it is for this one"
		} else {
			_, items[i].Reason = a.Type.Allows(channel)
		}
	}
	return []want.Want{want.Pick{Title: "Duplicate for which channel?", Items: items, Done: func(c want.Item) []want.Want {
		return s.convert(a, a.Type, model.Channel(c.ID))
	}}}
}

// convert shows what a copy as another type, or for another channel, would lose before it is made.
func (s *Screen) convert(a *model.Assistant, to model.Type, channel model.Channel) []want.Want {
	as := edit.DuplicateAs{Assistant: a.ID, Type: to, Channel: channel}
	rehearsed, err := as.Apply(s.desk.Workspace())
	if err != nil {
		return []want.Want{want.Tell{Text: err.Error(), Error: true}}
	}
	losses := rehearsed.Losses
	what := "as " + to.Title()
	if channel != a.Channel {
		what = "for " + channel.Title()
	}
	ask := want.Confirm{Title: "Duplicate " + what, Yes: "duplicate", Safe: true,
		Body: fmt.Sprintf("A copy of %s %s keeps everything.", a.Name, what), Note: "The original stays as it is.",
		Done: func() []want.Want {
			return s.make(as, func(id model.AssistantID) []want.Want { return append(s.pick(id), s.offerLinks(id, losses)...) })
		}}
	if len(losses) > 0 {
		ask.Body = fmt.Sprintf("A copy of %s %s has to do without:", a.Name, what)
		for _, l := range losses {
			ask.Names = append(ask.Names, s.lost(a, l))
		}
	}
	return []want.Want{ask}
}

// offerLinks asks where to link what leads nowhere in a copy that was just made.
func (s *Screen) offerLinks(id model.AssistantID, losses []edit.Loss) []want.Want {
	loose := 0
	for _, l := range losses {
		if l.Unlinked {
			loose++
		}
	}
	a := s.desk.Workspace().Assistant(id)
	if loose == 0 || a == nil {
		return nil
	}
	const leave = ""
	items := []want.Item{{ID: string(model.CompleteID), Label: "Link it to " + model.CompleteName, Detail: "its customers reach a person"},
		{ID: leave, Label: "Leave it", Detail: "check lists every place"}}
	for _, d := range a.Dialogs {
		if d.ID != model.CompleteID {
			items = append(items, want.Item{ID: string(d.ID), Label: "Link it to " + d.Name})
		}
	}
	title := plural(loose, "dialog") + " of the copy"
	if loose == 1 {
		title += " leads nowhere"
	} else {
		title += " lead nowhere"
	}
	return []want.Want{want.Pick{Title: title, Items: items, Done: func(to want.Item) []want.Want {
		if to.ID == leave {
			return nil
		}
		return []want.Want{want.Apply{Action: edit.LinkLoose{Assistant: id, To: model.DialogID(to.ID)}}, want.Then{Do: func() []want.Want { return s.pick(id) }}}
	}}}
}

// lost names a loss with what it is in.
func (s *Screen) lost(a *model.Assistant, l edit.Loss) string {
	if in := l.In(s.desk.Workspace(), a); in != "" {
		return in + ": " + l.What
	}
	return l.What
}
