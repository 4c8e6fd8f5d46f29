package listing

import (
	"iter"
	"runtime"
	"slices"
	"sort"
	"sync"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
)

// View is what a filter finds in a table, the newest first. It is never changed.
type View struct {
	table  *Table
	filter Filter
	rows   []uint32
}

// Filter finds all conversations that are wanted. It uses all processors.
func (t *Table) Filter(f Filter) *View {
	t.ready()
	found := make([][]uint32, len(t.base))
	w := wordsIn(f.Text)
	workers := min(runtime.GOMAXPROCS(0), len(t.base))
	var wg sync.WaitGroup
	for n := range workers {
		wg.Go(func() {
			for seg := n; seg < len(t.base); seg += workers {
				found[seg] = f.pass(t.base[seg], w).all(nil, t.first[seg], t.hiddenOf(seg))
			}
		})
	}
	wg.Wait()
	v := &View{table: t, filter: f, rows: slices.Concat(found...)}
	if t.topLen() > 0 {
		v.rows = t.merge(v.rows, f.pass(t.top, w).all(nil, t.rows, nil))
	}
	return v
}

func (t *Table) hiddenOf(seg int) []int32 {
	if t.hidden == nil {
		return nil
	}
	return t.hidden[seg]
}

// merge puts a few rows among many, both the newest first.
func (t *Table) merge(many, few []uint32) []uint32 {
	if len(few) == 0 {
		return many
	}
	out := make([]uint32, 0, len(many)+len(few))
	for _, row := range few {
		id := t.idOf(row)
		n := sort.Search(len(many), func(i int) bool { return t.idOf(many[i]).Compare(id) <= 0 })
		out = append(out, many[:n]...)
		if many = many[n:]; len(many) == 0 || many[0] != row {
			out = append(out, row)
		}
	}
	return append(out, many...)
}

// First finds the newest conversations that are wanted, at most n: what a screen
// shows while the rest is found.
func (t *Table) First(f Filter, n int) []conversation.Summary {
	t.ready()
	w := wordsIn(f.Text)
	var out []conversation.Summary
	var top []uint32
	if t.topLen() > 0 {
		top = f.pass(t.top, w).all(nil, t.rows, nil)
	}
	take := func(row uint32) {
		seg, i := t.at(row)
		out = append(out, seg.summary(i))
	}
	for seg := 0; seg < len(t.base) && len(out) < n; seg++ {
		p, hidden := f.pass(t.base[seg], w), t.hiddenOf(seg)
		for i := p.from; i < p.to && len(out) < n; i++ {
			if _, gone := slices.BinarySearch(hidden, int32(i)); gone || !p.match(i) {
				continue
			}
			for len(top) > 0 && t.idOf(top[0]).Compare(p.seg.ids[i]) > 0 && len(out) < n {
				take(top[0])
				top = top[1:]
			}
			if len(out) < n {
				out = append(out, p.seg.summary(i))
			}
		}
	}
	for ; len(top) > 0 && len(out) < n; top = top[1:] {
		take(top[0])
	}
	return out
}

// Refine finds what another filter finds in the same table. Where it only narrows
// this one, as when somebody types on, just what is left is looked through.
func (v *View) Refine(f Filter) *View {
	if !f.Narrows(&v.filter) {
		return v.table.Filter(f)
	}
	parts := make([][]uint32, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for n := range parts {
		from, to := n*len(v.rows)/len(parts), (n+1)*len(v.rows)/len(parts)
		wg.Go(func() { parts[n] = v.table.matching(v.rows[from:to], &f) })
	}
	wg.Wait()
	return &View{table: v.table, filter: f, rows: slices.Concat(parts...)}
}

// matching is which of the rows a filter wants.
func (t *Table) matching(rows []uint32, f *Filter) []uint32 {
	var out []uint32
	ready := map[*segment]*pass{}
	w := wordsIn(f.Text)
	for _, row := range rows {
		seg, i := t.at(row)
		p := ready[seg]
		if p == nil {
			p = f.pass(seg, w)
			ready[seg] = p
		}
		if i >= p.from && i < p.to && p.match(i) {
			out = append(out, row)
		}
	}
	return out
}

// Include returns the view with some conversations more, whose transcripts have
// the text that is looked for: those that the rest of the filter wants.
func (v *View) Include(ids ...string) *View {
	t := v.table
	var rows []uint32
	for _, id := range ids {
		if row, ok := t.row(id); ok {
			rows = append(rows, row)
		}
	}
	f := v.filter
	f.Text = ""
	rows = t.matching(rows, &f)
	slices.SortFunc(rows, func(a, b uint32) int { return t.idOf(b).Compare(t.idOf(a)) })
	return &View{table: t, filter: v.filter, rows: t.merge(v.rows, slices.Compact(rows))}
}

// row is the number of a conversation's row.
func (t *Table) row(id string) (uint32, bool) {
	key, err := ulid.ParseStrict(id)
	if err != nil {
		return 0, false
	}
	if _, ok := t.over[key]; ok {
		i := sort.Search(t.top.len(), func(n int) bool { return t.top.ids[n].Compare(key) <= 0 })
		return uint32(t.rows + i), true
	}
	seg, i, ok := t.place(key)
	if !ok {
		return 0, false
	}
	return uint32(t.first[seg] + i), true
}

// Len is how many were found.
func (v *View) Len() int { return len(v.rows) }

// At returns the summary at a place, 0 being the newest.
func (v *View) At(i int) conversation.Summary {
	seg, n := v.table.at(v.rows[i])
	return seg.summary(n)
}

// IDs goes through the ids of what was found, the newest first.
func (v *View) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, row := range v.rows {
			if !yield(v.table.idOf(row).String()) {
				return
			}
		}
	}
}

// Index returns the place of a conversation, or where it would be.
func (v *View) Index(id string) (int, bool) {
	key, err := ulid.ParseStrict(id)
	if err != nil {
		return 0, false
	}
	i := sort.Search(len(v.rows), func(n int) bool { return v.table.idOf(v.rows[n]).Compare(key) <= 0 })
	return i, i < len(v.rows) && v.table.idOf(v.rows[i]) == key
}
