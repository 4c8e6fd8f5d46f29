// Package listing finds conversations among very many. It keeps their summaries
// in columns, newest first, filters them while somebody types, and writes and
// reads them in blocks of rows of one length.
package listing

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// A block is a byte for its layout, the number of words and of rows, the words
// behind their lengths, and the rows, oldest first:
//
//	 0  id, 16 bytes; its first 6 are the start
//	16  last message, 8
//	24  messages, version, 4 each
//	32  score, status, flags, 0
//	36  the words of the row, 2 each: source, channel, assistant, type, follow-up,
//	    persona, domain, company, customer, name, e-mail, phone
//
// Whole numbers are little-endian; word 0 is empty.
const (
	layout   = 1
	rowBytes = 36 + 2*rowWords
	rowWords = 12
)

// The flags of a row.
const (
	isDone = 1 << iota
	isArchived
	isHanded
	isReached
)

// MaxBlock is how many summaries a block has at most, so that the numbers of
// its words fit their two bytes.
const MaxBlock = 1 << 12

// What can be wrong with a block that is read, to be asked with errors.Is.
var (
	ErrDamaged = errors.New("a block of summaries is damaged")
	ErrNewer   = errors.New("a block of summaries was written by a newer version")
)

// AppendBlock writes summaries as a block, oldest first whatever their order. It
// changes their order in place. The error names an id that is no ULID of the
// conversation's start, or a block that is too long.
func AppendBlock(dst []byte, rows []conversation.Summary) ([]byte, error) {
	if len(rows) > MaxBlock {
		return dst, fmt.Errorf("%d summaries in a block: %d is the most", len(rows), MaxBlock)
	}
	slices.SortFunc(rows, func(a, b conversation.Summary) int { return cmp.Compare(a.ID, b.ID) })
	words := map[string]uint16{"": 0}
	list := []string{""}
	for i := range rows {
		for _, w := range wordsOf(&rows[i]) {
			if _, known := words[w]; !known {
				words[w] = uint16(len(list))
				list = append(list, w)
			}
		}
	}
	dst = append(dst, layout)
	dst = binary.AppendUvarint(dst, uint64(len(list)-1))
	dst = binary.AppendUvarint(dst, uint64(len(rows)))
	for _, w := range list[1:] {
		dst = binary.AppendUvarint(dst, uint64(len(w)))
		dst = append(dst, w...)
	}
	for i := range rows {
		s := &rows[i]
		id, err := ulid.ParseStrict(s.ID)
		if err != nil || int64(id.Time()) != s.Start {
			return dst, fmt.Errorf("the id %q is none of a conversation that started at %d", s.ID, s.Start)
		}
		dst = append(dst, id[:]...)
		dst = binary.LittleEndian.AppendUint64(dst, uint64(s.Last))
		dst = binary.LittleEndian.AppendUint32(dst, uint32(s.Messages))
		dst = binary.LittleEndian.AppendUint32(dst, uint32(s.Version))
		dst = append(dst, byte(min(max(s.Score, 0), 100)), byte(s.Status), flagsOf(s), 0)
		for _, w := range wordsOf(s) {
			dst = binary.LittleEndian.AppendUint16(dst, words[w])
		}
	}
	return dst, nil
}

func flagsOf(s *conversation.Summary) byte {
	var f byte
	for i, on := range [...]bool{s.Done, s.Archived, s.Handed, s.Reached} {
		if on {
			f |= 1 << i
		}
	}
	return f
}

// The places of a row's words.
const (
	sourceWord = iota
	channelWord
	assistantWord
	typeWord
	followUpWord
	personaWord
	domainWord
	companyWord
	customerWord
	nameWord
	emailWord
	phoneWord
)

func wordsOf(s *conversation.Summary) [rowWords]string {
	return [rowWords]string{string(s.Source), s.Channel, string(s.Assistant), string(s.Type), s.FollowUp, s.Persona,
		s.Domain, s.Company, string(s.Customer), s.Name, s.Email, s.Phone}
}

// block is a block that is read.
type block struct {
	words []string
	rows  string
}

func readBlock(data string) (b block, err error) {
	if data == "" {
		return b, ErrDamaged
	}
	if data[0] != layout {
		return b, fmt.Errorf("layout %d: %w", data[0], ErrNewer)
	}
	data = data[1:]
	words, ok := cutUint(&data)
	rows, also := cutUint(&data)
	if !ok || !also || words > uint64(len(data)) || rows > MaxBlock {
		return b, ErrDamaged
	}
	b.words = make([]string, 1, words+1)
	for range words {
		n, ok := cutUint(&data)
		if !ok || n > uint64(len(data)) {
			return b, ErrDamaged
		}
		b.words = append(b.words, data[:n])
		data = data[n:]
	}
	if b.rows = data; uint64(len(data)) != rows*rowBytes {
		return b, ErrDamaged
	}
	for i := range b.len() {
		if !b.sound(i) {
			return b, ErrDamaged
		}
	}
	return b, nil
}

func cutUint(data *string) (uint64, bool) {
	var v uint64
	for i := 0; i < len(*data) && i < binary.MaxVarintLen64; i++ {
		c := (*data)[i]
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			*data = (*data)[i+1:]
			return v, true
		}
	}
	return 0, false
}

func (b *block) len() int { return len(b.rows) / rowBytes }

// sound reports whether a row can be read, and is after the one before.
func (b *block) sound(i int) bool {
	r := b.row(i)
	for w := range rowWords {
		if r.wordAt(w) >= len(b.words) {
			return false
		}
	}
	return r[32] <= 100 && r[33] <= byte(session.Interrupted) && r[34] < isReached<<1 && (i == 0 || b.row(i - 1)[:16] < r[:16])
}

// row is the bytes of one row.
type row string

func (b *block) row(i int) row { return row(b.rows[i*rowBytes : (i+1)*rowBytes]) }

func (r row) id() (id ulid.ULID) {
	copy(id[:], r[:16])
	return id
}

func (r row) last() int64 {
	return int64(uint64(r.u32(16)) | uint64(r.u32(20))<<32)
}

func (r row) u32(at int) uint32 {
	return uint32(r[at]) | uint32(r[at+1])<<8 | uint32(r[at+2])<<16 | uint32(r[at+3])<<24
}

func (r row) wordAt(w int) int { return int(r[36+2*w]) | int(r[37+2*w])<<8 }

// ReadBlock reads the summaries of a block, oldest first. Errors: ErrDamaged, ErrNewer.
func ReadBlock(data []byte) ([]conversation.Summary, error) {
	b, err := readBlock(string(data))
	if err != nil {
		return nil, err
	}
	out := make([]conversation.Summary, b.len())
	for i := range out {
		out[i] = b.summary(i)
	}
	return out, nil
}

func (b *block) summary(i int) conversation.Summary {
	r := b.row(i)
	word := func(w int) string { return b.words[r.wordAt(w)] }
	id := r.id()
	return conversation.Summary{
		ID: id.String(), Start: int64(id.Time()), Last: r.last(), Messages: int(r.u32(24)), Version: int(r.u32(28)),
		Status: session.Status(r[33]), Done: r[34]&isDone != 0, Archived: r[34]&isArchived != 0, Handed: r[34]&isHanded != 0,
		Source: conversation.Source(word(sourceWord)), Channel: word(channelWord), Assistant: model.AssistantID(word(assistantWord)),
		Type: model.Type(word(typeWord)), FollowUp: word(followUpWord), Company: word(companyWord),
		Lead:     conversation.Lead{Score: int(r[32]), Persona: word(personaWord), Domain: word(domainWord), Reached: r[34]&isReached != 0},
		Customer: model.CustomerID(word(customerWord)), Name: word(nameWord), Email: word(emailWord), Phone: word(phoneWord),
	}
}
