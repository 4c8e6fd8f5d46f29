package check

import (
	"slices"

	"parley/engine/model"
)

// Checker checks again and again: after an edit it works out anew only the
// dialogs that changed and how dialogs hang together. The zero value is ready.
// A Checker must not be used from two goroutines at once.
type Checker struct {
	world  *world
	memory map[model.AssistantID]*memory
}

// memory is what is kept of one assistant.
type memory struct {
	world *world
	a     *model.Assistant
	facts []*facts
	by    map[*model.Dialog]*facts
	ids   map[string]int // how often an interaction's id is used
	twice int            // ids used more than once
	index *index
}

// Check is the function [Check] with what is known from the checks before.
func (c *Checker) Check(w *model.Workspace, a *model.Assistant) []Finding {
	if c.world == nil || !c.world.serves(w) {
		c.world = newWorld(w)
	}
	m := c.memory[a.ID]
	if m == nil || m.world != c.world || !sameAround(m.a, a) {
		m = &memory{world: c.world, by: map[*model.Dialog]*facts{}, ids: map[string]int{}}
		if c.memory == nil {
			c.memory = map[model.AssistantID]*memory{}
		}
		c.memory[a.ID] = m
	}
	s := scope{world: c.world, assistant: a, channel: a.Channel}
	m.update(s)
	return s.assemble(w, m)
}

// sameAround reports whether nothing of an assistant that a finding about one
// of its dialogs depends on has changed.
func sameAround(a, b *model.Assistant) bool {
	return a == b || a.ID == b.ID && a.Name == b.Name && a.Type == b.Type && a.Channel == b.Channel && a.Language == b.Language
}

// update works out the dialogs that are not known yet.
func (m *memory) update(s scope) {
	before := m.facts
	m.facts = make([]*facts, len(s.assistant.Dialogs))
	x := &walk{scope: s}
	for i, d := range s.assistant.Dialogs {
		var f *facts
		if i < len(before) && before[i].source == d {
			f = before[i]
		} else if f = m.by[d]; f == nil {
			f = x.dialog(d)
		}
		m.facts[i] = f
	}
	m.a = s.assistant
	m.count(before)
	if m.index == nil || !m.index.fits(s.assistant.Dialogs) {
		m.index = newIndex(s.assistant.Dialogs)
	}
	for _, f := range m.facts {
		f.link(m.index)
	}
}

// count keeps the books of ids and dialogs: what went is taken off, what came is added.
func (m *memory) count(before []*facts) {
	change := func(f *facts, by int) {
		for _, id := range f.ids {
			was := m.ids[id]
			if m.ids[id] = was + by; was+by == 0 {
				delete(m.ids, id)
			}
			if was > 1 != (was+by > 1) {
				m.twice += by
			}
		}
	}
	n := 0
	for n < len(before) && n < len(m.facts) && before[n] == m.facts[n] {
		n++
	}
	end := 0
	for end < len(before)-n && end < len(m.facts)-n && before[len(before)-1-end] == m.facts[len(m.facts)-1-end] {
		end++
	}
	for _, f := range before[n : len(before)-end] {
		change(f, -1)
		delete(m.by, f.source)
	}
	for _, f := range m.facts[n : len(m.facts)-end] {
		change(f, 1)
		m.by[f.source] = f
	}
}

// assemble puts together everything there is to say of an assistant.
func (s scope) assemble(w *model.Workspace, m *memory) []Finding {
	head, tail := s.settings(m)
	g := newGraph(w, m)
	extra := g.findings()
	n := len(head) + len(tail)
	for i, f := range m.facts {
		n += len(f.found) + len(extra[i])
	}
	if n == 0 {
		return nil
	}
	out := make([]Finding, 0, n)
	out = appendAll(out, head)
	for i, f := range m.facts {
		if len(extra[i]) == 0 {
			out = appendAll(out, f.found)
			continue
		}
		namePlaces(s.assistant, f.source, extra[i])
		all := slices.Concat(f.found, extra[i])
		slices.SortStableFunc(all, byOrder)
		out = appendAll(out, all)
	}
	return appendAll(out, tail)
}

func appendAll(out []Finding, in []placed) []Finding {
	for i := range in {
		out = append(out, in[i].Finding)
	}
	return out
}

// index finds dialogs by id: the first of each, and none of an empty id.
type index struct {
	ids []model.DialogID
	at  map[model.DialogID]int32

	near    map[model.DialogID]int32 // what nearest has found so far
	speller *speller
}

func newIndex(dialogs []*model.Dialog) *index {
	x := &index{ids: make([]model.DialogID, len(dialogs)), at: make(map[model.DialogID]int32, len(dialogs))}
	for i, d := range dialogs {
		x.ids[i] = d.ID
		if _, known := x.at[d.ID]; !known && d.ID != "" {
			x.at[d.ID] = int32(i)
		}
	}
	return x
}

func (x *index) fits(dialogs []*model.Dialog) bool {
	return slices.EqualFunc(x.ids, dialogs, func(id model.DialogID, d *model.Dialog) bool { return id == d.ID })
}

// nearest is the dialog whose id was most likely meant; -1 for none. Every
// wrong id is looked for once.
func (x *index) nearest(id model.DialogID) int32 {
	if at, known := x.near[id]; known {
		return at
	}
	if x.near == nil {
		x.near = map[model.DialogID]int32{}
		words := make([]string, len(x.ids))
		for i, id := range x.ids {
			words[i] = string(id)
		}
		x.speller = newSpeller(words)
	}
	at := int32(x.speller.nearest(string(id)))
	x.near[id] = at
	return at
}

// link finds the dialogs that the links lead to; -1 is none.
func (f *facts) link(x *index) {
	if f.index == x {
		return
	}
	f.index = x
	if len(f.flow.Links) == 0 {
		return
	}
	f.targets = make([]int32, len(f.flow.Links))
	for i, l := range f.flow.Links {
		at, ok := x.at[l.To]
		if !ok {
			at = -1
		}
		f.targets[i] = at
	}
}
