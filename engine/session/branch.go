package session

import (
	"time"

	"parley/engine/condition"
	"parley/engine/model"
)

// ready is a set of conditions with what they read.
type ready struct {
	any   bool
	tests []condition.Test
	reads []reader
	wrong string // a condition that cannot be decided: the error to fail with
}

func (c *compiler) conditions(match model.Match, when []model.Condition) ready {
	out := ready{any: match == model.MatchAny}
	for _, w := range when {
		a, known := c.p.known.Find(w.Attribute)
		if !known {
			out.wrong = "there is no attribute " + string(w.Attribute)
			continue
		}
		test, err := condition.Compile(w, a)
		if err != nil {
			out.wrong = err.Error()
			continue
		}
		out.tests = append(out.tests, test)
		out.reads = append(out.reads, c.reader(w.Attribute))
	}
	return out
}

// holds decides the conditions; no conditions hold.
func (r *ready) holds(s *Session) bool {
	var env condition.Env
	for i := range r.tests {
		t := &r.tests[i]
		if t.Type == model.TypeDate && env.Now.IsZero() {
			env.Now, env.Open = time.UnixMilli(s.at).In(s.p.zone), s.p.schedules.open
		}
		value, unproved := r.reads[i].verified(s)
		if unproved {
			s.note(string(t.Path) + " is not verified: conditions do not see it yet")
		}
		if holds := t.Holds(value, &env); holds == r.any {
			return holds
		}
	}
	return !r.any || len(r.tests) == 0
}

func (c *compiler) conditionalBranch(b *model.ConditionalBranch) {
	type way struct {
		when  ready
		start int32
	}
	ways := make([]way, len(b.Branches))
	otherwise, after := new(int32), new(int32)
	for i, x := range b.Branches {
		ways[i].when = c.conditions(x.Match, x.When)
	}
	c.emit(op{run: func(s *Session) flow {
		for i := range ways {
			if ways[i].when.wrong != "" {
				return s.fail(ways[i].when.wrong)
			}
			if ways[i].when.holds(s) {
				s.pc = ways[i].start
				return jumped
			}
		}
		s.pc = *otherwise
		return jumped
	}})
	index := c.step.Index
	for i, x := range b.Branches {
		ways[i].start = c.here()
		c.run(index+"."+itoa(i)+".", x.Do, x.Redirect, WhyBranch, after)
	}
	*otherwise = c.here()
	if b.Otherwise != nil {
		c.run(index+"."+itoa(len(b.Branches))+".", b.Otherwise.Do, b.Otherwise.Redirect, WhyBranch, after)
	}
	*after = c.here()
}

// run emits the steps of one side of a decision, then its redirect or a jump past the decision.
func (c *compiler) run(prefix string, do []model.Interaction, redirect model.DialogID, why string, after *int32) {
	c.steps(do, prefix, c.step.Kind)
	if redirect != "" {
		c.redirect(redirect, why)
		return
	}
	c.jump(after)
}
