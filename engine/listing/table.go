package listing

import (
	"cmp"
	"slices"
	"sort"
	"sync"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
)

// Table is very many summaries. It is never changed: [Table.With] makes another
// that shares what is the same. The zero Table is empty.
type Table struct {
	base   []*segment // no conversation twice, the newest first, also from one to the next
	first  []int      // place of the first row of each segment
	rows   int        // of the base
	over   map[ulid.ULID]conversation.Summary
	top    *segment  // what is in over, made when it is asked for
	hidden [][]int32 // per segment of the base: its rows that are in over, in order
	make   *sync.Once
}

// mostOver is how many changed summaries are kept beside the columns.
const mostOver = 1 << 11

// Len is the number of conversations.
func (t *Table) Len() int {
	t.ready()
	n := t.rows + t.topLen()
	for _, h := range t.hidden {
		n -= len(h)
	}
	return n
}

func (t *Table) topLen() int {
	if t.top == nil {
		return 0
	}
	return t.top.len()
}

// ready makes what the changed summaries need to be filtered.
func (t *Table) ready() {
	if t.make == nil {
		return
	}
	t.make.Do(func() {
		rows := make([]conversation.Summary, 0, len(t.over))
		t.hidden = make([][]int32, len(t.base))
		for id, s := range t.over {
			rows = append(rows, s)
			if seg, i, ok := t.place(id); ok {
				t.hidden[seg] = append(t.hidden[seg], int32(i))
			}
		}
		for _, h := range t.hidden {
			slices.Sort(h)
		}
		t.top = segmentOf(rows)
	})
}

// segmentOf makes a segment of summaries whose ids are known to be sound.
func segmentOf(rows []conversation.Summary) *segment {
	seg := newSegment()
	slices.SortFunc(rows, func(a, b conversation.Summary) int { return cmp.Compare(b.ID, a.ID) })
	for part := range slices.Chunk(rows, MaxBlock) {
		data, _ := AppendBlock(nil, slices.Clone(part))
		b, _ := readBlock(string(data))
		for i := b.len() - 1; i >= 0; i-- {
			seg.add(&b, i)
		}
	}
	seg.seal()
	return seg
}

// place finds a conversation in the base.
func (t *Table) place(id ulid.ULID) (seg, i int, ok bool) {
	seg = sort.Search(len(t.base), func(n int) bool {
		ids := t.base[n].ids
		return ids[len(ids)-1].Compare(id) <= 0
	})
	if seg == len(t.base) {
		return 0, 0, false
	}
	ids := t.base[seg].ids
	i = sort.Search(len(ids), func(n int) bool { return ids[n].Compare(id) <= 0 })
	return seg, i, i < len(ids) && ids[i] == id
}

// Find returns the summary of a conversation.
func (t *Table) Find(id string) (conversation.Summary, bool) {
	key, err := ulid.ParseStrict(id)
	if err != nil {
		return conversation.Summary{}, false
	}
	if s, ok := t.over[key]; ok {
		return s, true
	}
	seg, i, ok := t.place(key)
	if !ok {
		return conversation.Summary{}, false
	}
	return t.base[seg].summary(i), true
}

// With returns the table with some summaries added, or put in the place of those
// of the same conversations. Those whose id is no ULID are left out.
func (t *Table) With(changes ...conversation.Summary) *Table {
	over := make(map[ulid.ULID]conversation.Summary, len(t.over)+len(changes))
	for id, s := range t.over {
		over[id] = s
	}
	for _, s := range changes {
		if id, err := ulid.ParseStrict(s.ID); err == nil && int64(id.Time()) == s.Start {
			over[id] = s
		}
	}
	made := &Table{base: t.base, first: t.first, rows: t.rows, over: over, make: new(sync.Once)}
	if len(over) > mostOver {
		return made.merged()
	}
	return made
}

// merged takes what was changed into the columns.
func (t *Table) merged() *Table {
	t.ready()
	var b Builder
	top := 0
	for n, seg := range t.base {
		h := t.hidden[n]
		for i := range seg.len() {
			if len(h) > 0 && int(h[0]) == i {
				h = h[1:]
				continue
			}
			for top < t.top.len() && t.top.ids[top].Compare(seg.ids[i]) > 0 {
				b.copy(t.top, top)
				top++
			}
			b.copy(seg, i)
		}
	}
	for ; top < t.top.len(); top++ {
		b.copy(t.top, top)
	}
	return b.Table()
}

// Builder makes a table of the blocks of many conversations, the newest first.
type Builder struct {
	segments []*segment
	open     *segment // the last of them
}

// Add adds blocks whose conversations are all older than those before. Where a
// conversation is in more than one block, the last one counts.
// Errors: ErrDamaged, ErrNewer; what was added before stands.
func (b *Builder) Add(blocks ...[]byte) error {
	type place struct {
		id         ulid.ULID
		block, row int
	}
	var places []place
	read := make([]block, len(blocks))
	for n, data := range blocks {
		var err error
		if read[n], err = readBlock(string(data)); err != nil {
			return err
		}
		for i := range read[n].len() {
			places = append(places, place{read[n].row(i).id(), n, i})
		}
	}
	newest := func(a, b place) int { return cmp.Or(b.id.Compare(a.id), b.block-a.block) }
	slices.Reverse(places)
	if !slices.IsSortedFunc(places, newest) {
		slices.SortFunc(places, newest)
	}
	for n, p := range places {
		if n == 0 || places[n-1].id != p.id {
			b.row().add(&read[p.block], p.row)
		}
	}
	return nil
}

// row is the segment that the next row goes into.
func (b *Builder) row() *segment {
	if b.open == nil || b.open.len() == segmentRows {
		if b.open != nil {
			b.open.seal()
		}
		b.open = newSegment()
		b.segments = append(b.segments, b.open)
	}
	return b.open
}

// copy adds a row of another segment.
func (b *Builder) copy(s *segment, i int) { b.row().copy(s, i) }

// Len is how many conversations were added so far.
func (b *Builder) Len() int {
	if b.open == nil {
		return 0
	}
	return (len(b.segments)-1)*segmentRows + b.open.len()
}

// Table is what was added so far. More may be added afterwards.
func (b *Builder) Table() *Table {
	t := &Table{}
	for _, seg := range b.segments {
		part := *seg
		part.seal()
		t.base = append(t.base, &part)
		t.first = append(t.first, t.rows)
		t.rows += part.len()
	}
	return t
}
