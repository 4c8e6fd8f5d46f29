package preview

import (
	"errors"
	"fmt"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/want"
)

// act does what a binding says.
func (p *Preview) act(id string) []want.Want {
	if key, ok := strings.CutPrefix(id, keyID); ok {
		return p.send(model.Action{Verb: model.VerbKeys, Text: key})
	}
	if strings.HasPrefix(id, "tree.") {
		return p.actInTree(id)
	}
	switch id {
	case "preview.choose":
		return p.choose()
	case "preview.type":
		p.Type()
	case "preview.change":
		return p.change()
	case "preview.rewind":
		return p.rewound(want.Rewind{By: -1})
	case "preview.forward":
		return p.rewound(want.Rewind{By: 1})
	case "preview.beside", "preview.live":
		return []want.Want{want.Run{Binding: id}}
	case "preview.restart", "preview.again":
		return p.rewound(want.Run{Binding: id})
	case "preview.inspect":
		p.inspector.open, p.inspector.top = !p.inspector.open, 0
	case "preview.tree":
		p.openTree()
	case "preview.save":
		return p.save()
	case "preview.persona":
		return p.persona()
	case "preview.wait":
		return p.wait()
	default:
		if wants, ok := p.actOnClock(id); ok {
			return wants
		}
		p.move(id)
	}
	return nil
}

// move selects bubbles and buttons, and scrolls.
func (p *Preview) move(id string) {
	page := max(p.h-8, 1)
	switch id {
	case "preview.up":
		p.selectBubble(-1)
	case "preview.down":
		p.selectBubble(1)
	case "preview.left", "preview.right":
		if n := len(p.state.Talk.Options()); n > 0 {
			by := 1
			if id == "preview.left" {
				by = n - 1
			}
			p.button, p.bubble = (p.button+by)%n, -1
			p.scroll.follow()
		}
	case "preview.pageup":
		p.scroll.by(-page)
	case "preview.pagedown":
		p.scroll.by(page)
	case "preview.first":
		p.scroll.to(0)
	case "preview.last":
		p.atEnd()
	case "preview.inspectDown":
		p.inspector.top++
	case "preview.inspectUp":
		p.inspector.top--
	}
}

// choose is enter: change an answer, go to the interaction behind a bubble,
// press a button, or begin a reply.
func (p *Preview) choose() []want.Want {
	options := p.state.Talk.Options()
	switch it := p.selected(); {
	case it != nil && it.changeable():
		return p.change()
	case it != nil && it.dialog == "":
		return []want.Want{want.Tell{Text: "No interaction said this", Error: true}}
	case it != nil && p.state.Live == Held:
		return []want.Want{want.Tell{Text: p.state.Version + " said this, which is closed; the preview of the draft goes to its interactions", Error: true}}
	case it != nil:
		return []want.Want{want.Open{Dialog: it.dialog, Step: it.step}, want.Run{Binding: "focus.editor"}}
	case len(options) > 0:
		return p.send(model.Action{Verb: model.VerbPress, Text: options[p.button]})
	}
	p.Type()
	return nil
}

func (p *Preview) send(a model.Action) []want.Want {
	p.atEnd()
	return []want.Want{want.Act{Action: a}}
}

func (p *Preview) rewound(w want.Want) []want.Want {
	p.atEnd()
	return []want.Want{w}
}

// atEnd puts the keys on the answer, below all that was said.
func (p *Preview) atEnd() {
	p.bubble, p.problem, p.button = -1, "", 0
	p.scroll.follow()
}

// answer is a text as the action it is where the options and the keypad are these.
func answer(text string, options, keypad []string) model.Action {
	for _, o := range options {
		if o == text {
			return model.Action{Verb: model.VerbPress, Text: text}
		}
	}
	if keypad != nil && strings.Trim(text, "0123456789*#") == "" {
		return model.Action{Verb: model.VerbKeys, Text: text}
	}
	return model.Action{Verb: model.VerbSay, Text: text}
}

// change asks for another answer at the selected bubble.
func (p *Preview) change() []want.Want {
	it := p.selected()
	turn := it.turn
	options, keypad := p.state.Talk.Before(turn)
	was := p.state.Talk.Answered(turn).Text
	done := func(text string) []want.Want {
		p.atEnd()
		return []want.Want{want.Change{Turn: turn, Action: answer(text, options, keypad)}}
	}
	choices := append(append([]string{}, options...), keypad...)
	if len(choices) == 0 {
		return []want.Want{want.Prompt{Title: "Answer differently", Value: was, Check: notEmpty("write an answer"), Done: done}}
	}
	items := make([]want.Item, len(choices))
	for i, o := range choices {
		items[i] = want.Item{ID: o, Label: o, Here: o == was || o == it.text}
	}
	return []want.Want{want.Pick{Title: "Answer differently", Items: items, Free: true, Done: func(i want.Item) []want.Want { return done(i.Label) }}}
}

func notEmpty(problem string) func(string) error {
	return func(s string) error {
		if strings.TrimSpace(s) == "" {
			return errors.New(problem)
		}
		return nil
	}
}

// save asks for a name and makes a test of what is shown.
func (p *Preview) save() []want.Want {
	a, talk := p.state.Assistant, p.state.Talk
	check := func(name string) error {
		if strings.TrimSpace(name) == "" {
			return errors.New("a test needs a name")
		}
		for _, t := range p.state.Workspace.Tests {
			for _, c := range t.Cases {
				if t.Assistant == a.ID && c.Name == strings.TrimSpace(name) {
					return fmt.Errorf("there is a test %q already", c.Name)
				}
			}
		}
		return nil
	}
	return []want.Want{want.Prompt{Title: "Save as test", Hint: "what it shows, such as: a return is handed over", Check: check, Done: func(name string) []want.Want {
		return []want.Want{want.Apply{Action: edit.AddCase{Assistant: a.ID, Case: talk.Case(strings.TrimSpace(name))}},
			want.Tell{Text: fmt.Sprintf("Saved %q among the tests of %s; parley test runs them, u undoes it", strings.TrimSpace(name), a.Name)}}
	}}}
}

func (p *Preview) wait() []want.Want {
	return []want.Want{want.Prompt{Title: "Let time pass", Hint: "such as 5m or 24h", Value: "5m", Check: func(s string) error {
		_, err := model.ParseDuration(s)
		return err
	}, Done: func(s string) []want.Want {
		d, _ := model.ParseDuration(s)
		return p.send(model.Action{Verb: model.VerbWait, Wait: d})
	}}}
}

func orID(name, id string) string {
	if name != "" {
		return name
	}
	return id
}
