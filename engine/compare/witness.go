package compare

import (
	"slices"
	"strings"
	"time"

	"parley/engine/explore"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/script"
	"parley/engine/session"
)

// Limits of the search for a witness, so that it ends on any two assistants:
// pairs of states looked at, and answers in a row.
const (
	maxPairs = 5000
	maxTurns = 60
)

// Noticed is a conversation in which customers would notice a difference.
type Noticed struct {
	Way  []model.Action // what the customer does, the clock included
	A, B []string       // what only the one and only the other shows then
}

// Witness finds the fewest answers after which a customer sees something else of
// b than of a; false where none was found within the limits. Compiled programs
// that only differ in names and order have none.
func Witness(a, b *session.Program, start *session.Start) ([]model.Action, bool) {
	n, ok := Notice(a, b, start)
	return n.Way, ok
}

// Notice is [Witness] with what is seen then.
func Notice(a, b *session.Program, start *session.Start) (Noticed, bool) {
	x := parallel{a: a, b: b, words: explore.Words(a.Assistant())}
	for _, w := range explore.Words(b.Assistant()) {
		if !slices.Contains(x.words, w) {
			x.words = append(x.words, w)
		}
	}
	first := &both{}
	var ofA, ofB []session.Event
	first.a, ofA = outside.Open(a, start, nil)
	first.b, ofB = outside.Open(b, start, nil)
	if n, differ := apart(first, ofA, ofB); differ {
		return n, true
	}
	seen := map[[2]uint64]bool{first.key(): true}
	queue := []*both{first}
	for len(queue) > 0 && len(seen) < maxPairs {
		at := queue[0]
		queue = queue[1:]
		if at.depth >= maxTurns {
			continue
		}
		for _, action := range x.answers(at) {
			next := &both{a: at.a.Clone(), b: at.b.Clone(), action: action, before: at, depth: at.depth + 1}
			ofA = outside.Step(a, next.a, script.Input(action, next.a.Now().UnixMilli()), ofA[:0])
			ofB = outside.Step(b, next.b, script.Input(action, next.b.Now().UnixMilli()), ofB[:0])
			if n, differ := apart(next, ofA, ofB); differ {
				return n, true
			}
			if key := next.key(); !seen[key] {
				seen[key] = true
				queue = append(queue, next)
			}
		}
	}
	return Noticed{}, false
}

// parallel is two programs that are played side by side.
type parallel struct {
	a, b  *session.Program
	words []string
}

// both is a conversation with the two, and the answer that led there.
type both struct {
	a, b   *session.Session
	action model.Action
	before *both
	depth  int
}

func (n *both) key() [2]uint64 { return [2]uint64{n.a.Situation(), n.b.Situation()} }

func (n *both) way() []model.Action {
	out := make([]model.Action, n.depth)
	for ; n.before != nil; n = n.before {
		out[n.depth-1] = n.action
	}
	return out
}

// answers are what a customer could do next: answer, or wait until a timer fires.
func (x *parallel) answers(at *both) []model.Action {
	out := explore.Answers(x.a, at.a, x.words)
	for _, a := range explore.Answers(x.b, at.b, x.words) {
		if !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	var next time.Duration
	for _, t := range slices.Concat(at.a.Armed(x.a), at.b.Armed(x.b)) {
		if wait := t.At.Sub(at.a.Now()); wait > 0 && (next == 0 || wait < next) {
			next = wait
		}
	}
	if next > 0 {
		out = append(out, model.Action{Verb: model.VerbWait, Wait: model.Duration(next)})
	}
	return out
}

// apart reports whether a customer saw something else of one than of the other.
func apart(at *both, ofA, ofB []session.Event) (Noticed, bool) {
	a, b := visible(ofA), visible(ofB)
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n == len(a) && n == len(b) {
		return Noticed{}, false
	}
	a, b = a[n:], b[n:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return Noticed{at.way(), a, b}, true
}

// visible is what a customer sees of events, a line each.
func visible(events []session.Event) []string {
	var out []string
	for i := range events {
		switch e := &events[i]; {
		case e.Type == session.Message && e.From != session.Customer:
			out = append(out, shown(e))
		case e.Type == session.Changed:
			out = append(out, "the conversation is "+e.Status.String())
		case e.Type == session.Note && e.Unfit:
			out = append(out, e.Text)
		}
	}
	return out
}

// shown is a message with all that comes with it.
func shown(e *session.Event) string {
	parts := []string{e.Text}
	for _, b := range e.Buttons {
		parts = append(parts, "["+b+"]")
	}
	if m := e.More; m != nil {
		for _, c := range m.Cards {
			parts = append(parts, "["+c.Title+": "+c.Description+" "+c.Image+"]")
		}
		for _, a := range m.Articles {
			parts = append(parts, "["+a.Title+"]")
		}
		parts = append(parts, m.Attachments...)
	}
	return strings.Join(parts, " ")
}
