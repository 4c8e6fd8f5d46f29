package check

import (
	"slices"

	"parley/engine/model"
)

// loops tells ways round that run without any input of the customer.
func (g *graph) loops() {
	for _, round := range g.rounds() {
		slices.Sort(round)
		first := int(round[0])
		f := g.facts[first]
		order, at, step := 0, model.Path(""), ""
		for k, to := range f.targets {
			if l := f.flow.Links[k]; to >= 0 && l.Free && !l.Dead && slices.Contains(round, to) {
				order, at, step = f.orders[k], l.Path, l.Step
				break
			}
		}
		wrong := g.loop(first, round)
		found := g.report(first, order, at, wrong.severity, wrong.code, wrong.message, wrong.mend)
		found.Interaction = step
	}
}

type loopWords struct {
	severity            Severity
	code, message, mend string
}

func (g *graph) loop(first int, round []int32) loopWords {
	names := make([]string, 0, len(round)+1)
	for _, at := range round {
		names = append(names, g.facts[at].source.Name)
	}
	way := listed(names) + " lead round and round"
	if len(round) == 1 {
		way = names[0] + " leads to itself"
	}
	if g.escapes[first] {
		return loopWords{Warning, "loopWithoutInput", way + " without any input of the customer", "ask something on the way round"}
	}
	return loopWords{Error, "endlessLoop", way + " without any input, and there is no way out: the conversation would fail after 200 interactions", "ask something on the way round, or lead one of them elsewhere"}
}

// rounds lists the groups of dialogs in which each leads to each by links that
// need no answer (the strongly connected parts, by Tarjan's algorithm).
func (g *graph) rounds() [][]int32 {
	t := &tarjan{g: g, low: make([]int32, len(g.facts)), on: make([]bool, len(g.facts))}
	for i := range g.facts {
		if g.reached[i] && t.low[i] == 0 {
			t.visit(int32(i))
		}
	}
	slices.SortFunc(t.out, func(a, b []int32) int { return int(slices.Min(a)) - int(slices.Min(b)) })
	return t.out
}

type tarjan struct {
	g     *graph
	low   []int32 // 0: not visited
	on    []bool  // on the stack
	stack []int32
	next  int32
	out   [][]int32
}

func (t *tarjan) visit(at int32) int32 {
	t.next++
	number := t.next
	t.low[at] = number
	t.stack = append(t.stack, at)
	t.on[at] = true
	self := false
	f := t.g.facts[at]
	for k, to := range f.targets {
		if l := f.flow.Links[k]; to < 0 || !l.Free || l.Dead {
			continue
		}
		self = self || to == at
		if t.low[to] == 0 {
			t.low[at] = min(t.low[at], t.visit(to))
		} else if t.on[to] {
			t.low[at] = min(t.low[at], t.low[to])
		}
	}
	if t.low[at] == number {
		t.pop(at, self)
	}
	return t.low[at]
}

// pop takes a finished part off the stack.
func (t *tarjan) pop(root int32, self bool) {
	i := len(t.stack) - 1
	for t.stack[i] != root {
		i--
	}
	part := slices.Clone(t.stack[i:])
	t.stack = t.stack[:i]
	for _, at := range part {
		t.on[at] = false
	}
	if len(part) > 1 || self {
		t.out = append(t.out, part)
	}
}
