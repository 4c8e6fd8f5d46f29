package listing

import (
	"bytes"
	"strings"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// segmentRows is how many rows a full segment has: enough to be worth a pass of
// its own, few enough that the passes share the processors well.
const segmentRows = 1 << 15

// segment is a run of conversations in columns, the newest first. It grows at its
// end while it is built and is never changed afterwards.
type segment struct {
	ids      []ulid.ULID
	last     []int64
	messages []uint32
	version  []uint32
	score    []uint8
	status   []uint8
	flags    []uint8
	kinds    [kindColumns][]uint16 // numbers of words: the source, the channel …
	names    [nameColumns][]uint32 // numbers of words: the persona, the domain, the company
	kindsOf  dictionary
	namesOf  dictionary
	ends     []uint32 // where each row's text ends
	text     []byte   // customer, name, e-mail and phone of each row, and the name folded where that takes time; a 0 between
	letters  []uint32 // which letters the row has: see lettersOf
}

// dictionary numbers the words of a segment.
type dictionary struct {
	words   []string
	numbers map[string]uint32 // while it is built
}

func newDictionary() dictionary {
	return dictionary{words: []string{""}, numbers: map[string]uint32{"": 0}}
}

func (d *dictionary) number(word string) uint32 {
	n, known := d.numbers[word]
	if !known {
		n = uint32(len(d.words))
		word = strings.Clone(word) // a part of a whole block
		d.words = append(d.words, word)
		d.numbers[word] = n
	}
	return n
}

// Of the words of a row, the first five repeat in every other row and the next
// three often; the rest are each row's own.
const (
	kindColumns = followUpWord + 1
	nameColumns = companyWord - personaWord + 1
)

func newSegment() *segment {
	return &segment{kindsOf: newDictionary(), namesOf: newDictionary()}
}

func (s *segment) len() int { return len(s.ids) }

func (s *segment) add(b *block, i int) {
	r := b.row(i)
	s.ids = append(s.ids, r.id())
	s.last = append(s.last, r.last())
	s.messages = append(s.messages, r.u32(24))
	s.version = append(s.version, r.u32(28))
	s.score = append(s.score, r[32])
	s.status = append(s.status, r[33])
	s.flags = append(s.flags, r[34])
	letters := uint32(0)
	for w := range kindColumns {
		s.kinds[w] = append(s.kinds[w], uint16(s.kindsOf.number(b.words[r.wordAt(w)])))
	}
	for n := range nameColumns {
		word := b.words[r.wordAt(personaWord+n)]
		s.names[n] = append(s.names[n], s.namesOf.number(word))
		letters |= lettersOf(word)
	}
	for w := customerWord; w <= phoneWord; w++ {
		word := b.words[r.wordAt(w)]
		if w > customerWord {
			s.text = append(s.text, 0)
		}
		s.text = append(s.text, word...)
		letters |= lettersOf(word)
	}
	if name := b.words[r.wordAt(nameWord)]; folded(name) != name {
		s.text = append(append(s.text, 0), folded(name)...)
	}
	s.ends = append(s.ends, uint32(len(s.text)))
	s.letters = append(s.letters, letters)
}

// copy adds a row of another segment.
func (s *segment) copy(from *segment, i int) {
	s.ids = append(s.ids, from.ids[i])
	s.last = append(s.last, from.last[i])
	s.messages = append(s.messages, from.messages[i])
	s.version = append(s.version, from.version[i])
	s.score = append(s.score, from.score[i])
	s.status = append(s.status, from.status[i])
	s.flags = append(s.flags, from.flags[i])
	for w := range kindColumns {
		s.kinds[w] = append(s.kinds[w], uint16(s.kindsOf.number(from.kind(w, i))))
	}
	for n := range nameColumns {
		s.names[n] = append(s.names[n], s.namesOf.number(from.name(personaWord+n, i)))
	}
	s.text = append(s.text, from.text[from.begin(i):from.ends[i]]...)
	s.ends = append(s.ends, uint32(len(s.text)))
	s.letters = append(s.letters, from.letters[i])
}

// begin is where a row's text begins.
func (s *segment) begin(i int) uint32 {
	if i == 0 {
		return 0
	}
	return s.ends[i-1]
}

// seal ends the building.
func (s *segment) seal() { s.kindsOf.numbers, s.namesOf.numbers = nil, nil }

// own are the words that are the row's own, as they lie; sought is what the name
// is looked for in.
func (s *segment) own(i int) (customer, name, email, phone, sought []byte) {
	customer, rest, _ := bytes.Cut(s.text[s.begin(i):s.ends[i]], []byte{0})
	name, rest, _ = bytes.Cut(rest, []byte{0})
	email, rest, _ = bytes.Cut(rest, []byte{0})
	phone, sought, ok := bytes.Cut(rest, []byte{0})
	if !ok {
		sought = name
	}
	return customer, name, email, phone, sought
}

func (s *segment) kind(w, i int) string { return s.kindsOf.words[s.kinds[w][i]] }

func (s *segment) name(w, i int) string { return s.namesOf.words[s.names[w-personaWord][i]] }

func (s *segment) summary(i int) conversation.Summary {
	customer, name, email, phone, _ := s.own(i)
	f := s.flags[i]
	return conversation.Summary{
		ID: s.ids[i].String(), Start: int64(s.ids[i].Time()), Last: s.last[i], Messages: int(s.messages[i]), Version: int(s.version[i]),
		Status: session.Status(s.status[i]), Done: f&isDone != 0, Archived: f&isArchived != 0, Handed: f&isHanded != 0,
		Source: conversation.Source(s.kind(sourceWord, i)), Channel: s.kind(channelWord, i), Assistant: model.AssistantID(s.kind(assistantWord, i)),
		Type: model.Type(s.kind(typeWord, i)), FollowUp: s.kind(followUpWord, i), Company: s.name(companyWord, i),
		Lead:     conversation.Lead{Score: int(s.score[i]), Persona: s.name(personaWord, i), Domain: s.name(domainWord, i), Reached: f&isReached != 0},
		Customer: model.CustomerID(customer), Name: string(name), Email: string(email), Phone: string(phone),
	}
}

// otherLetter stands for everything that is no letter of a to z.
const otherLetter = 1 << 26

// lettersOf tells which letters a text has, one bit each, so that most rows that
// do not match are told by one comparison.
func lettersOf(s string) uint32 {
	var bits uint32
	s = folded(s)
	for i := range len(s) {
		if c := lower(s[i]); c >= 'a' && c <= 'z' {
			bits |= 1 << (c - 'a')
		} else {
			bits |= otherLetter
		}
	}
	return bits
}

// lower is a byte in lower case where it is an ASCII letter.
func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
