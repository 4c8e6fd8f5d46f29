package session

import (
	"slices"
	"strconv"

	"parley/engine/model"
)

func itoa(n int) string { return strconv.Itoa(n) }

func (c *compiler) updateAttribute(u *model.UpdateAttribute) {
	to := c.saver(u.Attribute)
	from := c.reader(u.Attribute)
	change := u.Value
	fresh := c.fresh(change.Value, to)
	c.emit(op{acts: true, run: func(s *Session) flow {
		switch change.Op {
		case model.ChangeClear:
			to.save(s, model.Value{})
		case model.ChangeAdd:
			to.save(s, with(from.read(s), change.Value))
		case model.ChangeRemove:
			to.save(s, without(from.read(s), change.Value))
		default:
			to.save(s, fresh(s))
		}
		return onward
	}})
}

// fresh makes the value that an update sets: a text with dynamic text is
// rendered; one that is nothing but a path takes that attribute's value as it is.
func (c *compiler) fresh(v model.Value, to saver) func(*Session) model.Value {
	if v.Kind() != model.TextValue {
		return func(*Session) model.Value { return v }
	}
	t := c.template(model.Text(v.Text()))
	if t.static {
		value := to.coerce(v.Text())
		return func(*Session) model.Value { return value }
	}
	if len(t.parts) == 1 && t.parts[0].path != "" && t.parts[0].snippet == nil && !t.parts[0].has {
		return func(s *Session) model.Value { return t.parts[0].read.read(s) }
	}
	return func(s *Session) model.Value { return to.coerce(s.render(&t)) }
}

func with(v, add model.Value) model.Value {
	out := slices.Clone(v.List())
	for _, item := range add.List() {
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return model.ListOf(out)
}

func without(v, remove model.Value) model.Value {
	return model.ListOf(slices.DeleteFunc(slices.Clone(v.List()), func(item string) bool {
		return slices.Contains(remove.List(), item)
	}))
}

func (c *compiler) transfer(t *model.Transfer) {
	team, note := c.template(t.Team), c.template(t.Note)
	c.emit(op{acts: true, run: func(s *Session) flow {
		if text := s.render(&note); text != "" {
			s.note("for the agent: " + text)
		}
		return s.handOver(s.render(&team), WhyTransfer)
	}})
}
