package rules

import (
	"errors"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// group heads the screen's keys on the help page.
const group = "Rules"

// Bindings are the keys of the pane that has them.
func (s *Screen) Bindings() keys.Set {
	if s.window.focus == layout.Middle {
		return keys.Join(s.own(), s.form.Bindings())
	}
	return s.own()
}

// own are the keys that this screen acts on itself.
func (s *Screen) own() keys.Set {
	try := keys.Binding{ID: "rules.try", Keys: []string{"t"}, Label: "try it", Help: "Make up a visitor and see which rule wins, and why the others do not", Group: group}
	switch {
	case s.window.focus == layout.Left && s.grid.focused:
		return keys.Set{
			{ID: "rules.default", Keys: []string{"enter"}, Label: "choose", Help: "Choose who starts on this channel and brand where no rule wins", Group: group},
			{ID: "rules.out", Keys: []string{"esc", "d"}, Label: "rules", Help: "Go back to the rules", Group: group},
			try,
			{ID: "grid.up", Keys: []string{"up", "k"}, Label: "up", Help: "The channel above", Group: group, Hidden: true},
			{ID: "grid.down", Keys: []string{"down", "j"}, Label: "down", Help: "The channel below", Group: group, Hidden: true},
			{ID: "grid.left", Keys: []string{"left", "h"}, Label: "left", Help: "The brand before", Group: group, Hidden: true},
			{ID: "grid.right", Keys: []string{"right", "l"}, Label: "right", Help: "The next brand", Group: group, Hidden: true},
		}
	case s.window.focus == layout.Left:
		return append(s.listBindings(), try)
	case s.window.focus == layout.Middle:
		return keys.Set{{ID: "rules.out", Keys: []string{"esc", "h", "left"}, Label: "list", Help: "Go back to the list", Group: group, Disabled: s.opened}, try}
	case s.trial.open:
		return keys.Set{
			{ID: "rules.untry", Keys: []string{"esc", "t"}, Label: "close", Help: "Show the start dialog again", Group: group},
			{ID: "rules.less", Keys: []string{"pgup"}, Label: "page up", Help: "Scroll up", Group: group, Hidden: true},
			{ID: "rules.more", Keys: []string{"pgdown"}, Label: "page down", Help: "Scroll down", Group: group, Hidden: true},
		}
	}
	return keys.Set{
		{ID: "rules.build", Keys: []string{"enter"}, Label: "open in Build", Help: "Open the start dialog in Build", Group: group, Disabled: s.none},
		try,
		{ID: "rules.out", Keys: []string{"esc", "h", "left"}, Label: "list", Help: "Go back to the list", Group: group},
	}
}

func (s *Screen) listBindings() keys.Set {
	return keys.Set{
		{ID: "rules.in", Keys: []string{"enter", "l", "right"}, Label: "edit", Help: "Go to the fields of the rule", Group: group},
		{ID: "rules.add", Keys: []string{"a", "n"}, Label: "add", Help: "Make a new rule", Group: group, Disabled: s.full},
		{ID: "rules.down", Keys: []string{"J", "shift+down"}, Label: "try later", Help: "Move the rule one place down", Group: group, Disabled: s.none},
		{ID: "rules.up", Keys: []string{"K", "shift+up"}, Label: "try earlier", Help: "Move the rule one place up", Group: group, Disabled: s.none},
		{ID: "rules.defaults", Keys: []string{"d"}, Label: "defaults", Help: "Go to the defaults of each channel and brand", Group: group},
		{ID: "rules.duplicate", Keys: []string{"D"}, Label: "duplicate", Help: "Make a copy of the rule below it", Group: group, Disabled: s.noCopy},
		{ID: "rules.delete", Keys: []string{"x", "delete"}, Label: "delete", Help: "Delete the rule", Group: group, Disabled: s.none},
		{ID: "list.filter", Keys: []string{"/"}, Label: "filter", Help: "Find a rule by a part of its name", Group: group},
	}
}

func (s *Screen) none() string {
	if s.rule() == nil {
		return "no rule is selected"
	}
	return ""
}

func (s *Screen) full() string {
	if len(s.rules) >= model.MaxRules {
		return fmt.Sprintf("%d rules are the most", model.MaxRules)
	}
	if len(s.desk.Workspace().Assistants) == 0 {
		return "there is no assistant to start yet"
	}
	return ""
}

func (s *Screen) noCopy() string {
	if reason := s.none(); reason != "" {
		return reason
	}
	return s.full()
}

// opened is why esc does not leave the form: it closes what is open first.
func (s *Screen) opened() string {
	if s.form.Opened() {
		return "esc closes what is open first"
	}
	return ""
}

// act does what a binding says.
func (s *Screen) act(b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		if b.ID == "rules.out" {
			return s.form.Update(tea.KeyMsg{Type: tea.KeyEsc})
		}
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	if way, ok := strings.CutPrefix(b.ID, "grid."); ok {
		return s.inGrid(way)
	}
	switch b.ID {
	case "rules.in":
		if s.rule() == nil {
			return s.add()
		}
		return focus(layout.Middle)
	case "rules.add":
		return s.add()
	case "rules.up":
		return s.move(-1)
	case "rules.down":
		return s.move(1)
	case "rules.duplicate":
		return s.duplicate()
	case "rules.delete":
		return s.remove()
	case "list.filter":
		s.list.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'/'}})
	case "rules.build":
		r := s.rule()
		return []want.Want{want.Build{Assistant: r.Assistant}, want.Open{Dialog: model.DialogID(or(string(r.Dialog), string(model.WelcomeID)))}}
	default:
		return s.place(b.ID)
	}
	return nil
}

// place goes to a part of the screen.
func (s *Screen) place(id string) []want.Want {
	switch id {
	case "rules.defaults":
		s.grid.focused = true
		s.list.Blur()
	case "rules.default":
		return s.pickDefault()
	case "rules.out":
		if s.window.focus != layout.Left {
			return focus(layout.Left)
		}
		s.grid.focused = false
		s.list.Focus()
	case "rules.try":
		s.trial.open, s.trial.top = true, 0
		s.try()
		return focus(layout.Right)
	case "rules.untry":
		s.trial.open = false
		return focus(layout.Left)
	case "rules.less":
		s.trial.top -= 5
	case "rules.more":
		s.trial.top += 5
	}
	return nil
}

func (s *Screen) inGrid(way string) []want.Want {
	g := &s.grid
	switch way {
	case "up":
		if g.row == 0 {
			return s.place("rules.out")
		}
		g.row--
	case "down":
		g.row = min(g.row+1, len(g.channels)-1)
	case "left":
		g.col = max(g.col-1, 0)
	case "right":
		g.col = min(g.col+1, len(g.brands)-1)
	}
	return nil
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// add asks for the assistant and a name, and makes a rule at the end.
func (s *Screen) add() []want.Want {
	if reason := s.full(); reason != "" {
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	var items []want.Item
	for _, a := range s.desk.Workspace().Assistants {
		it := want.Item{ID: string(a.ID), Label: a.Name, Detail: a.Channel.Title()}
		if !s.facts.published[a.ID] {
			it.Detail += ", not published: the rule is skipped until it is"
		}
		items = append(items, it)
	}
	return []want.Want{want.Pick{Title: "Which assistant does the rule start?", Items: items, Done: func(it want.Item) []want.Want {
		a := s.desk.Workspace().Assistant(model.AssistantID(it.ID))
		if a == nil {
			return nil
		}
		return []want.Want{want.Prompt{Title: "New rule", Hint: "who it is for, such as: visitors in the cart", Check: named, Done: func(name string) []want.Want {
			return append([]want.Want{want.Apply{Action: edit.AddDocument{Kind: "Rule", Name: strings.TrimSpace(name), Index: -1,
				Value: &model.Rule{Channel: a.Channel, Assistant: a.ID}}}}, focus(layout.Middle)...)
		}}}
	}}}
}

func named(name string) error {
	if strings.TrimSpace(name) == "" {
		return errors.New("a rule needs a name")
	}
	return nil
}

// duplicate makes a copy below the selected rule.
func (s *Screen) duplicate() []want.Want {
	r := s.rule()
	fresh := *r
	fresh.ID, fresh.Order = "", 0
	name := nameOf(r) + " copy"
	id := model.UniqueSlug(name, func(id string) bool {
		_, err := edit.At(s.desk.Workspace(), pathOf(id))
		return err == nil
	})
	return []want.Want{want.Apply{Action: edit.Batch{Name: "duplicate rule " + nameOf(r), Actions: []edit.Action{
		edit.AddDocument{Kind: "Rule", Name: name, ID: id, Value: &fresh, Index: -1},
		edit.MoveDocument{Kind: "Rule", ID: id, To: s.number(r)},
	}}}}
}

// remove deletes the selected rule once a person says so.
func (s *Screen) remove() []want.Want {
	r := s.rule()
	return []want.Want{want.Confirm{Title: "Delete rule " + nameOf(r), Body: "Whoever it started goes on to the rules after it, and then to the defaults.", Note: "u undoes it.", Yes: "delete", Done: func() []want.Want {
		return []want.Want{want.Apply{Action: edit.DeleteDocument{Kind: "Rule", ID: r.ID, Force: true}}, want.Tell{Text: "Deleted rule " + nameOf(r) + "; u undoes it"}}
	}}}
}

// move moves the rule in the order in which they are tried.
func (s *Screen) move(by int) []want.Want {
	r := s.rule()
	to := s.number(r) - 1 + by
	switch {
	case s.list.Filter() != "":
		return []want.Want{want.Tell{Text: "clear the filter first: esc"}}
	case to < 0 || to >= len(s.rules):
		return []want.Want{want.Tell{Text: "it is at the edge already"}}
	}
	return []want.Want{want.Apply{Action: edit.MoveDocument{Kind: "Rule", ID: r.ID, To: to}}}
}
