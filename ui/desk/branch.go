package desk

import (
	"parley/engine/model"
	"parley/engine/script"
	"parley/engine/session"
	"parley/engine/trial"
)

// Branch is one turn in the tree of everything that was tried in a talk.
type Branch struct {
	Action model.Action
	Level  int  // how many forks lie before it
	Fork   bool // other ways were tried from the same place
	Last   bool // it is the last of these
	Shown  bool // it is part of what is shown
	Here   bool // it is the last turn shown
	turn   *turn
}

// Tree lists every turn that was tried, each before what follows it.
func (t *Talk) Tree() []Branch {
	shown := map[*turn]bool{}
	for _, n := range t.branch() {
		shown[n] = true
	}
	var out []Branch
	type visit struct {
		turn  *turn
		level int
	}
	open := []visit{{t.root, 0}}
	for len(open) > 0 {
		v := open[len(open)-1]
		open = open[:len(open)-1]
		fork := v.turn.parent != nil && len(v.turn.parent.next) > 1
		if n := v.turn; n != t.root {
			out = append(out, Branch{Action: t.action(n), Level: v.level, Fork: fork, Last: n.parent.next[len(n.parent.next)-1] == n,
				Shown: shown[n], Here: n == t.here, turn: n})
		}
		level := v.level
		if len(v.turn.next) > 1 {
			level++
		}
		for i := len(v.turn.next) - 1; i >= 0; i-- {
			open = append(open, visit{v.turn.next[i], level})
		}
	}
	return out
}

// Show goes to a turn of the tree, and what came before it.
func (t *Talk) Show(b Branch) {
	for n := b.turn; n.parent != nil; n = n.parent {
		for i, next := range n.parent.next {
			if next == n {
				n.parent.chosen = i
			}
		}
	}
	t.here, t.fresh = b.turn, false
	t.replay()
}

// before is the turn after which the shown turn of a number, from 1, was made.
func (t *Talk) before(number int) *turn { return t.at(number - 1) }

// Before tells what could be pressed and keyed where a shown turn, from 1, was made.
func (t *Talk) Before(number int) (options, keypad []string) {
	past := *t
	past.events, past.marks = nil, nil
	past.here = t.before(number)
	past.replay()
	return past.Options(), past.Keypad()
}

// Answered is the action of a shown turn, from 1.
func (t *Talk) Answered(number int) model.Action { return t.action(t.at(number)) }

// Change makes another answer at a shown turn, from 1, and plays the turns after
// it again as far as they fit. What was answered before stays as a branch.
func (t *Talk) Change(number int, a model.Action) (kept, of int, problem string) {
	was := t.here
	rest := t.branch()[number:]
	t.here = t.before(number)
	t.replay()
	if problem = t.do(script.Input(a, t.session.Now().UnixMilli())); problem != "" {
		t.here = was
		t.replay()
		return 0, 0, problem
	}
	for i, n := range rest {
		if t.asked != nil || t.learns {
			t.keep(rest[i:])
			return len(rest), len(rest), ""
		}
		if t.do(n.input) != "" {
			return i, len(rest), ""
		}
	}
	return len(rest), len(rest), ""
}

// keep puts turns after the shown one without playing them: the network has to
// tell something first, or the intents are to be trained.
func (t *Talk) keep(rest []*turn) {
	for _, n := range rest {
		t.here = t.here.follow(n.input)
	}
	t.replay()
}

// Case is the shown branch as a conversation test: what was done, what the bot
// said, and where it ended.
func (t *Talk) Case(name string) model.Case {
	c := model.Case{Name: name, At: t.start.At, Language: t.start.Language, Page: t.start.Page}
	if t.start.Customer != nil && t.start.Authenticated {
		c.Customer = t.start.Customer.ID
	}
	from := 0
	for i, to := range t.marks {
		if i > 0 {
			a := t.action(t.at(i))
			c.Steps = append(c.Steps, model.Step{Action: &a})
		}
		if said := botSaid(t.events[from:to]); said != nil {
			c.Steps = append(c.Steps, model.Step{Bot: said})
		}
		from = to
	}
	c.Expectation = model.Expectation{Status: t.Status().String(), Path: t.Path()}
	return c
}

// botSaid are the bot's messages as patterns that match nothing else.
func botSaid(events []session.Event) []string {
	var out []string
	for _, e := range events {
		if e.Type == session.Message && e.From == session.Bot {
			out = append(out, trial.Exactly(e.Text))
		}
	}
	return out
}
