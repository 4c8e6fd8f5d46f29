package compare

import (
	"slices"
	"sort"
	"strings"

	"znkr.io/diff"

	"parley/engine/model"
)

// pair is two things of two lists that are the same thing; -1 stands for none.
type pair struct {
	a, b  int
	moved bool // among those in both lists it stands elsewhere
}

// order puts two lists in one row: in the order of the second, what is only in
// the first where it stood. The fewest possible count as moved.
func order(n, m int, pairs map[int]int) []pair {
	was := make([]int, m)
	for j := range was {
		was[j] = -1
	}
	for i, j := range pairs {
		was[j] = i
	}
	stays := longestRise(was)
	out := make([]pair, 0, n+m)
	next := 0
	gone := func(until int) {
		for ; next < until; next++ {
			if _, there := pairs[next]; !there {
				out = append(out, pair{a: next, b: -1})
			}
		}
	}
	for j, i := range was {
		if i >= 0 && stays[j] {
			gone(i)
		}
		out = append(out, pair{a: i, b: j, moved: i >= 0 && !stays[j]})
	}
	gone(n)
	return out
}

// longestRise marks a longest rising run of numbers, negative ones left out.
func longestRise(v []int) []bool {
	ends := []int{} // of the runs of each length: where the one with the least end ends
	before := make([]int, len(v))
	for j, x := range v {
		if x < 0 {
			continue
		}
		k := sort.Search(len(ends), func(k int) bool { return v[ends[k]] >= x })
		before[j] = -1
		if k > 0 {
			before[j] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, j)
		} else {
			ends[k] = j
		}
	}
	out := make([]bool, len(v))
	if len(ends) == 0 {
		return out
	}
	for j := ends[len(ends)-1]; j >= 0; j = before[j] {
		out[j] = true
	}
	return out
}

// pairBy pairs the things of two lists that have the same name, the first with the first.
func pairBy(n, m int, nameA, nameB func(int) string) map[int]int {
	out := make(map[int]int, min(n, m))
	free := make(map[string][]int, m)
	for j := range m {
		free[nameB(j)] = append(free[nameB(j)], j)
	}
	for i := range n {
		if at := free[nameA(i)]; len(at) > 0 {
			out[i], free[nameA(i)] = at[0], at[1:]
		}
	}
	return out
}

// pairDialogs finds the dialogs that are the same: by id, by name, by most of
// their interactions, by content.
func (c *comparer) pairDialogs(x, y []*model.Dialog) map[int]int {
	pairs := pairBy(len(x), len(y), func(i int) string { return string(x[i].ID) }, func(j int) string { return string(y[j].ID) })
	if len(pairs) == len(x) && len(pairs) == len(y) {
		return pairs
	}
	c.pairRest(pairs, x, y, func(_ *side, d *model.Dialog) (string, bool) { return strings.ToLower(d.Name), d.Name != "" })
	if c.trust {
		pairByMost(pairs, x, y)
	}
	c.pairRest(pairs, x, y, func(s *side, d *model.Dialog) (string, bool) {
		p := printer{of: c, links: false}
		p.steps(d.Interactions)
		if d.End != nil {
			p.step(d.End)
		}
		return string(p.bytes()), len(d.Interactions) > 0
	})
	for i, j := range pairs {
		if x[i].ID != y[j].ID {
			c.links[x[i].ID] = y[j].ID
		}
	}
	return pairs
}

// pairByMost pairs the dialogs that are left where at least half of the
// interactions of each are those of the other by their ids.
func pairByMost(pairs map[int]int, x, y []*model.Dialog) {
	taken := make([]bool, len(y))
	for _, j := range pairs {
		taken[j] = true
	}
	in := map[string]int{} // id: place of its dialog in y, from 1
	size := make([]int, len(y))
	for j, d := range y {
		if !taken[j] {
			each(d.Interactions, func(s *model.Interaction) { in[s.ID], size[j] = j+1, size[j]+1 })
		}
	}
	delete(in, "")
	for i, d := range x {
		if _, done := pairs[i]; done || len(in) == 0 {
			continue
		}
		common, own := map[int]int{}, 0
		each(d.Interactions, func(s *model.Interaction) { common[in[s.ID]], own = common[in[s.ID]]+1, own+1 })
		for j, d := range y {
			if n := common[j+1]; n > 0 && !taken[j] && 2*n >= own && 2*n >= size[j] && len(d.Interactions) > 0 {
				pairs[i], taken[j] = j, true
				break
			}
		}
	}
}

// pairRest pairs the dialogs that are left by a key; false has none.
func (c *comparer) pairRest(pairs map[int]int, x, y []*model.Dialog, key func(*side, *model.Dialog) (string, bool)) {
	taken := make([]bool, len(y))
	for _, j := range pairs {
		taken[j] = true
	}
	free := map[string][]int{}
	for j, d := range y {
		if k, ok := key(&c.b, d); ok && !taken[j] {
			free[k] = append(free[k], j)
		}
	}
	for i, d := range x {
		if _, done := pairs[i]; done || len(free) == 0 {
			continue
		}
		if k, ok := key(&c.a, d); ok && len(free[k]) > 0 {
			pairs[i], free[k] = free[k][0], free[k][1:]
		}
	}
}

// pairSteps finds, in the dialogs that differ, the interactions that are the
// same by their ids. An id that stands for another kind now is another thing.
func (c *comparer) pairSteps(x, y []*model.Dialog, pairs map[int]int) {
	differs := make([]bool, len(y))
	for j := range differs {
		differs[j] = true
	}
	ofA := map[string][]*model.Interaction{}
	for i, d := range x {
		j, ok := pairs[i]
		if ok && c.sameDialog(d, y[j]) {
			differs[j] = false
		} else {
			each(d.Interactions, func(s *model.Interaction) { ofA[s.ID] = append(ofA[s.ID], s) })
		}
	}
	if !c.trust {
		return
	}
	ofB := map[string][]*model.Interaction{}
	for j, d := range y {
		if differs[j] {
			each(d.Interactions, func(s *model.Interaction) { ofB[s.ID] = append(ofB[s.ID], s) })
		}
	}
	for id, was := range ofA {
		is := ofB[id]
		if id != "" && len(was) == 1 && len(is) == 1 && was[0].Kind() == is[0].Kind() {
			c.join(was[0], is[0])
		}
	}
}

func (c *comparer) join(a, b *model.Interaction) { c.there[a], c.here[b] = b, a }

// each calls fn for the interactions of a list and those inside of them.
func each(list []model.Interaction, fn func(*model.Interaction)) {
	for n := range list {
		fn(&list[n])
		for _, run := range model.Nested(&list[n]) {
			each(run.Steps, fn)
		}
	}
}

// pairRun pairs the interactions of two lists: those known to be the same, then
// of the rest those of equal content in order, then between two of these the
// likely ones.
func (c *comparer) pairRun(x, y []model.Interaction) map[int]int {
	out := map[int]int{}
	at := make(map[*model.Interaction]int, len(y))
	var from, to []int
	for j := range y {
		at[&y[j]] = j
		if c.here[&y[j]] == nil {
			to = append(to, j)
		}
	}
	for i := range x {
		if is := c.there[&x[i]]; is == nil {
			from = append(from, i)
		} else if j, ok := at[is]; ok {
			out[i] = j
		}
	}
	if len(from) == 0 || len(to) == 0 {
		return out
	}
	var gapA, gapB []int
	close := func() {
		for i, j := range c.likely(x, y, gapA, gapB) {
			out[i] = j
		}
		gapA, gapB = nil, nil
	}
	for _, e := range diff.Edits(c.prints(&c.a, x, from), c.prints(&c.b, y, to)) {
		switch e.Op {
		case diff.Delete:
			gapA = append(gapA, from[e.PosX])
		case diff.Insert:
			gapB = append(gapB, to[e.PosY])
		default:
			close()
			out[from[e.PosX]] = to[e.PosY]
		}
	}
	close()
	for i, j := range out {
		c.join(&x[i], &y[j])
	}
	return out
}

func (c *comparer) prints(s *side, list []model.Interaction, at []int) []uint64 {
	out := make([]uint64, len(at))
	for n, i := range at {
		out[n] = c.print(s, &list[i])
	}
	return out
}

// likely pairs interactions of one kind in order: first those that say much the
// same, then, where ids tell nothing, any.
func (c *comparer) likely(x, y []model.Interaction, a, b []int) map[int]int {
	out := map[int]int{}
	for _, alike := range []bool{true, false} {
		for _, j := range b {
			i := slices.IndexFunc(a, func(i int) bool {
				return x[i].Kind() == y[j].Kind() && (alike && similar(saying(&x[i]), saying(&y[j])) ||
					!alike && (!c.trust || x[i].ID == "" || y[j].ID == ""))
			})
			if i >= 0 {
				out[a[i]] = j
				a = slices.Delete(slices.Clone(a), i, i+1)
			}
		}
		b = slices.DeleteFunc(slices.Clone(b), func(j int) bool {
			for _, taken := range out {
				if taken == j {
					return true
				}
			}
			return false
		})
	}
	return out
}

// saying is the first text of an interaction.
func saying(i *model.Interaction) string {
	if k := i.Kind(); k != nil {
		for _, f := range k.Fields() {
			if f.Role == model.RoleText {
				return f.Of(valueOf(i.Settings)).String()
			}
		}
	}
	return ""
}
