package compare

import (
	"reflect"
	"strconv"

	"parley/engine/model"
)

// dialogs compares the dialogs of two assistants, in the order of b.
func (c *comparer) dialogs(a, b *model.Assistant, pairs map[int]int) {
	for _, p := range order(len(a.Dialogs), len(b.Dialogs), pairs) {
		s := spot{}
		if p.a >= 0 {
			d := a.Dialogs[p.a]
			s.a, s.dialog, s.place = d.PathOf(a), d.ID, oneLine(title(d.Name, d.ID))
		}
		if p.b >= 0 {
			d := b.Dialogs[p.b]
			s.b, s.dialog, s.place = d.PathOf(b), d.ID, oneLine(title(d.Name, d.ID))
		}
		switch {
		case p.a < 0:
			c.tell(Added, s, "dialog added "+after(b.Dialogs, p.b), whole(New, c.b.sketch(b.Dialogs[p.b])))
			c.arrivals(s.below("interactions"), b.Dialogs[p.b].Interactions)
		case p.b < 0:
			c.tell(Removed, s, "dialog removed", whole(Gone, c.a.sketch(a.Dialogs[p.a])))
		default:
			if p.moved {
				was, is := after(a.Dialogs, p.a), after(b.Dialogs, p.b)
				c.tellBrief(Moved, s, "moved: now "+is+", was "+was, "moved", []Span{{Gone, was}, {New, is}})
			}
			if !c.sameDialog(a.Dialogs[p.a], b.Dialogs[p.b]) {
				c.fields(s, model.FieldsOf(dialogType), valueOf(a.Dialogs[p.a]), valueOf(b.Dialogs[p.b]))
			}
		}
	}
}

// after says where in its assistant a dialog stands.
func after(all []*model.Dialog, n int) string {
	if n == 0 {
		return "first"
	}
	return "after " + oneLine(title(all[n-1].Name, all[n-1].ID))
}

// home is where an interaction stands in its definition.
type home struct {
	place string // for people
	path  model.Path
}

// home is where an interaction of A stood.
func (c *comparer) home(i *model.Interaction) home {
	if c.known == nil {
		c.known = map[*model.Interaction]home{}
		for _, d := range c.a.assistant.Dialogs {
			c.homes(d.Interactions, home{oneLine(title(d.Name, d.ID)), d.PathOf(c.a.assistant).Field("interactions")})
		}
	}
	return c.known[i]
}

// was is where an interaction of A stood, for people.
func (c *comparer) was(i *model.Interaction) string { return c.home(i).place }

func (c *comparer) homes(list []model.Interaction, at home) {
	for n := range list {
		h := home{stepPlace(at.place, &list[n], n), elementAt(at.path, reflect.ValueOf(&list[n]), n)}
		c.known[&list[n]] = h
		for _, run := range model.Nested(&list[n]) {
			c.homes(run.Steps, home{h.place + " › " + run.Label, h.path + "." + run.Path})
		}
	}
}

// stepPlace names an interaction as people count them.
func stepPlace(place string, i *model.Interaction, n int) string {
	return place + " › " + strconv.Itoa(n+1) + " " + kindName(i)
}

func kindName(i *model.Interaction) string {
	if k := i.Kind(); k != nil {
		return k.Name
	}
	return "(no kind)"
}

// run compares two lists of interactions.
func (c *comparer) run(s spot, x, y []model.Interaction) {
	for _, p := range order(len(x), len(y), c.pairRun(x, y)) {
		at := s
		if p.a >= 0 {
			at.a, at.step, at.place = elementAt(s.a, reflect.ValueOf(&x[p.a]), p.a), x[p.a].ID, stepPlace(s.place, &x[p.a], p.a)
		}
		if p.b < 0 {
			if c.there[&x[p.a]] == nil {
				c.alone = append(c.alone, lonely{at: len(c.out), print: c.print(&c.a, &x[p.a])})
				c.tell(Removed, at, "removed", whole(Gone, c.a.sketchStep(&x[p.a])))
			}
			continue
		}
		at.b, at.step, at.place = elementAt(s.b, reflect.ValueOf(&y[p.b]), p.b), y[p.b].ID, stepPlace(s.place, &y[p.b], p.b)
		if p.a < 0 {
			c.comes(at, &y[p.b])
			continue
		}
		if p.moved {
			c.tell(Moved, at, "moved from "+strconv.Itoa(p.a+1)+" to "+strconv.Itoa(p.b+1), []Span{{Gone, c.was(&x[p.a])}, {New, at.place}})
		}
		c.step(at, &x[p.a], &y[p.b])
	}
}

// comes tells of an interaction that was not in its list before: it is new, or
// comes from another.
func (c *comparer) comes(s spot, y *model.Interaction) {
	was := c.here[y]
	if was == nil {
		c.alone = append(c.alone, lonely{at: len(c.out), print: c.print(&c.b, y), added: true})
		c.tell(Added, s, "added", whole(New, c.b.sketchStep(y)))
		c.inside(s, y)
		return
	}
	s.a = c.home(was).path
	c.tellBrief(Moved, s, "moved here from "+c.was(was), "moved here", []Span{{Gone, c.was(was)}, {New, s.place}})
	c.step(s, was, y)
}

// inside tells of what came into an interaction that is new.
func (c *comparer) inside(s spot, y *model.Interaction) {
	for _, run := range model.Nested(y) {
		at := s
		at.b += "." + run.Path
		at.place += " › " + run.Label
		c.arrivals(at, run.Steps)
	}
}

// arrivals tells of the interactions in a list that is new as a whole which were
// somewhere else before.
func (c *comparer) arrivals(s spot, list []model.Interaction) {
	for n := range list {
		at := s
		at.a, at.b = "", elementAt(s.b, reflect.ValueOf(&list[n]), n)
		at.step, at.place = list[n].ID, stepPlace(s.place, &list[n], n)
		if c.here[&list[n]] != nil {
			c.comes(at, &list[n])
		} else {
			c.inside(at, &list[n])
		}
	}
}

// step compares two interactions of one kind.
func (c *comparer) step(s spot, x, y *model.Interaction) {
	if c.ids && x.ID != y.ID {
		c.tellBrief(Changed, s, "id changed from "+orNothing(x.ID)+" to "+orNothing(y.ID), "id changed", swap(x.ID, y.ID))
	}
	if k := x.Kind(); k != nil {
		c.fields(s, k.Fields(), valueOf(x.Settings), valueOf(y.Settings))
	}
}

// end compares two end interactions, of which either may be missing.
func (c *comparer) end(s spot, x, y *model.Interaction) {
	at := s
	switch {
	case x == nil && y == nil:
	case x == nil:
		at.step, at.place = y.ID, s.place+" › End "+kindName(y)
		c.tell(Added, at, "end interaction added", whole(New, c.b.sketchStep(y)))
		c.inside(at, y)
	case y == nil:
		at.step, at.place = x.ID, s.place+" › End "+kindName(x)
		c.tell(Removed, at, "end interaction removed", whole(Gone, c.a.sketchStep(x)))
	case x.Kind() != y.Kind():
		at.step, at.place = y.ID, s.place+" › End "+kindName(y)
		c.tellBrief(Changed, at, "end interaction replaced: "+kindName(y)+" instead of "+kindName(x), "end interaction replaced", swap(c.a.sketchStep(x), c.b.sketchStep(y)))
		c.inside(at, y)
	default:
		at.step, at.place = y.ID, s.place+" › End "+kindName(y)
		c.step(at, x, y)
	}
}
