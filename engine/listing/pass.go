package listing

import (
	"slices"
	"sort"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/text"
)

// pass is a filter made ready for the rows of one segment.
type pass struct {
	seg      *segment
	from, to int // the rows that started in time
	flags    [isReached << 1]bool
	status   [session.Interrupted + 1]bool
	min, max uint8
	kinds    []kindTest
	email    string
	company  memo
	domain   memo
	persona  memo
	words    words
	found    [][nameColumns]memo // per word, in persona, domain and company
}

// kindTest is which words of a column are wanted.
type kindTest struct {
	column []uint16
	wanted []bool // by the number of the word
}

// pass makes the filter ready for a segment; words are those of its text.
func (f *Filter) pass(seg *segment, w words) *pass {
	p := &pass{seg: seg, max: 100, email: text.Fold(f.Email), words: w}
	p.from, p.to = seg.between(f.From, f.To)
	if f.MinScore != nil {
		p.min = uint8(min(max(*f.MinScore, 0), 255))
	}
	if f.MaxScore != nil {
		p.max = uint8(min(max(*f.MaxScore, 0), 100))
	}
	for bits := range p.flags {
		p.flags[bits] = f.stands(uint8(bits))
	}
	for st := range p.status {
		p.status[st] = len(f.Statuses) == 0 || slices.Contains(f.Statuses, session.Status(st).String())
	}
	kind(p, sourceWord, f.Sources)
	kind(p, channelWord, f.Channels)
	if f.Assistant != "" {
		kind(p, assistantWord, []model.AssistantID{f.Assistant})
	}
	if f.FollowUp != "" {
		kind(p, followUpWord, []string{f.FollowUp})
	}
	n := len(seg.namesOf.words)
	p.company, p.domain = newMemo(n, text.Fold(f.Company)), newMemo(n, text.Fold(f.Company))
	p.persona = newMemo(n, text.Fold(f.Persona))
	for _, word := range w.list {
		p.found = append(p.found, [nameColumns]memo{newMemo(n, word), newMemo(n, word), newMemo(n, word)})
	}
	return p
}

// stands reports whether a conversation with these flags may be wanted.
func (f *Filter) stands(flags uint8) bool {
	s := conversation.Summary{Archived: flags&isArchived != 0, Handed: flags&isHanded != 0, Lead: conversation.Lead{Reached: flags&isReached != 0}}
	is := s.Standing()
	switch {
	case is == conversation.Archived && !slices.Contains(f.Is, is):
		return false
	case len(f.Is) > 0 && !slices.Contains(f.Is, is), slices.Contains(f.IsNot, is):
		return false
	}
	return f.Done == nil || *f.Done == (flags&isDone != 0)
}

// kind wants one of some words in a column; none wants any.
func kind[T ~string](p *pass, w int, wanted []T) {
	if len(wanted) == 0 {
		return
	}
	t := kindTest{column: p.seg.kinds[w], wanted: make([]bool, len(p.seg.kindsOf.words))}
	for n, word := range p.seg.kindsOf.words {
		t.wanted[n] = slices.Contains(wanted, T(word))
	}
	p.kinds = append(p.kinds, t)
}

// between is the rows that started in a span of time; 0 is no bound.
func (s *segment) between(from, to int64) (first, after int) {
	after = s.len()
	startedBefore := func(ms int64) int {
		return sort.Search(s.len(), func(i int) bool { return int64(s.ids[i].Time()) < ms })
	}
	if to != 0 {
		first = startedBefore(to)
	}
	if from != 0 {
		after = startedBefore(from)
	}
	return first, max(first, after)
}

// match reports whether a row is wanted.
func (p *pass) match(i int) bool {
	s := p.seg
	if !p.flags[s.flags[i]] || !p.status[s.status[i]] || s.score[i] < p.min || s.score[i] > p.max || s.letters[i]&p.words.all != p.words.all {
		return false
	}
	for k := range p.kinds {
		if t := &p.kinds[k]; !t.wanted[t.column[i]] {
			return false
		}
	}
	return p.names(i) && p.text(i)
}

// names are the parts of the filter that are looked for in one place each.
func (p *pass) names(i int) bool {
	if p.persona.word != "" && !p.persona.contains(p.seg, personaWord, i) {
		return false
	}
	if p.company.word != "" && !p.company.contains(p.seg, companyWord, i) && !p.domain.contains(p.seg, domainWord, i) {
		return false
	}
	if p.email == "" {
		return true
	}
	_, _, email, _, _ := p.seg.own(i)
	return contains(email, p.email)
}

// text looks for every word in all the places of a row.
func (p *pass) text(i int) bool {
	if len(p.words.list) == 0 {
		return true
	}
	customer, _, email, phone, name := p.seg.own(i)
	for n, word := range p.words.list {
		in := &p.found[n]
		if !resembles(name, word) && !contains(email, word) && !contains(customer, word) && !contains(phone, word) &&
			!in[0].resembles(p.seg, personaWord, i) && !in[1].contains(p.seg, domainWord, i) && !in[2].resembles(p.seg, companyWord, i) {
			return false
		}
	}
	return true
}

// memo remembers in which words of a segment something is found.
type memo struct {
	word string // folded
	seen []uint8
}

const (
	notFound = iota + 1
	isFound
)

func newMemo(n int, word string) memo {
	if word == "" {
		return memo{}
	}
	return memo{word: word, seen: make([]uint8, n)}
}

func (m *memo) contains(s *segment, w, i int) bool { return m.test(s, w, i, contains[string]) }

func (m *memo) resembles(s *segment, w, i int) bool { return m.test(s, w, i, resembles[string]) }

func (m *memo) test(s *segment, w, i int, finds func(string, string) bool) bool {
	n := s.names[w-personaWord][i]
	if m.seen[n] == 0 {
		m.seen[n] = notFound
		if finds(s.namesOf.words[n], m.word) {
			m.seen[n] = isFound
		}
	}
	return m.seen[n] == isFound
}

// all appends the numbers of the rows that are wanted, counted from first.
func (p *pass) all(rows []uint32, first int, hidden []int32) []uint32 {
	for len(hidden) > 0 && int(hidden[0]) < p.from {
		hidden = hidden[1:]
	}
	for i := p.from; i < p.to; i++ {
		if len(hidden) > 0 && int(hidden[0]) == i {
			hidden = hidden[1:]
			continue
		}
		if p.match(i) {
			rows = append(rows, uint32(first+i))
		}
	}
	return rows
}

// idOf is the id of a row by its number.
func (t *Table) idOf(row uint32) ulid.ULID {
	seg, i := t.at(row)
	return seg.ids[i]
}

// at finds a row by its number: those of the base, then those that were changed.
func (t *Table) at(row uint32) (*segment, int) {
	n := int(row)
	if n >= t.rows {
		return t.top, n - t.rows
	}
	seg := sort.SearchInts(t.first, n+1) - 1
	return t.base[seg], n - t.first[seg]
}
