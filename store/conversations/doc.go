// Package conversations keeps what was said: the log of every conversation, and
// beside it what lists, meters and reports read instead of the log.
//
// Everything lies under one byte of the workspace file:
//
//	'c' 'b'                 number of the next block
//	'c' 'd' day number      block of digests
//	'c' 'l' id part piece   log, in parts; one part once the conversation is over
//	'c' 'n' hour …          how often a chat was only triggered, by source, channel and assistant
//	'c' 'o' id              entry: what is new of a conversation since it was put away
//	'c' 'p' day person id   who talked on a day
//	'c' 'r' …               left free for rollups by meter, zone day and assistant
//	'c' 's' day number      block of summaries, of the same conversations as the digests
//	'c' 't' due id          what is due: timers of conversations that are put away
//
// Ids are ULIDs of 16 bytes, a day and an hour 4, block numbers and moments 8,
// all big-endian. The day and the hour are those of the start in UTC, so that
// what belongs together in time lies together in the file: what is imported in
// its order touches few pages, and a month is read in one go.
//
// To save a turn is to put one entry. It holds the summary, the digest, the end
// of the log and when something is due, so that one small write makes all of it
// true. Entries are put away by and by, many at a time: the log to the logs,
// digests and summaries into blocks, the rest into the indexes, in the commit
// that removes the entries. Entries are few and are read whole; of what was put
// away more than once, the block with the highest number counts.
//
// What comes in large numbers is put away at once, some dozens a commit and many
// commits in flight: each conversation is there as a whole, or not at all.
//
// All but the logs can be made again from them; see [Rescue].
package conversations

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
)

// The kinds of key below 'c'.
const (
	blocksKey  = 'b'
	digestKey  = 'd'
	logKey     = 'l'
	triggerKey = 'n'
	entryKey   = 'o'
	personKey  = 'p'
	summaryKey = 's'
	dueKey     = 't'
)

const (
	hourMillis = 60 * 60 * 1000
	dayMillis  = 24 * hourMillis
)

func key(kind byte, room int) []byte { return append(make([]byte, 0, room+2), 'c', kind) }

func entryKeyOf(id ulid.ULID) []byte { return append(key(entryKey, 16), id[:]...) }

// logKeyOf is the key of a piece of a part of a log.
func logKeyOf(id ulid.ULID, part uint32, piece uint16) []byte {
	k := append(key(logKey, 22), id[:]...)
	k = binary.BigEndian.AppendUint32(k, part)
	return binary.BigEndian.AppendUint16(k, piece)
}

func blockKey(kind byte, day uint32, number uint64) []byte {
	k := binary.BigEndian.AppendUint32(key(kind, 12), day)
	return binary.BigEndian.AppendUint64(k, number)
}

func personKeyOf(day uint32, person uint64, id ulid.ULID) []byte {
	k := binary.BigEndian.AppendUint32(key(personKey, 28), day)
	return append(binary.BigEndian.AppendUint64(k, person), id[:]...)
}

func dueKeyOf(due int64, id ulid.ULID) []byte {
	return append(binary.BigEndian.AppendUint64(key(dueKey, 24), uint64(due)), id[:]...)
}

// dayOf is the day of a moment, counted from the beginning of 1970 in UTC.
func dayOf(ms int64) uint32 { return uint32(max(ms, 0) / dayMillis) }

// idOf reads the id of a conversation.
func idOf(s string) (ulid.ULID, error) {
	id, err := ulid.ParseStrict(s)
	if err != nil {
		return id, none(s)
	}
	return id, nil
}

func none(id string) error {
	return fmt.Errorf("%w %q: parley conversations lists them", ErrNone, id)
}

// idAt is the id that ends a key.
func idAt(k []byte) (id ulid.ULID) {
	copy(id[:], k[len(k)-len(id):])
	return id
}

// persons are the numbers under which a person is found: one for each way to
// know them. Two conversations of one person share one at least; two that share
// one are nearly always of one person.
func persons(p *conversation.Person) []uint64 {
	var out []uint64
	for _, by := range [...][2]string{{"c", string(p.Customer)}, {"e", p.Email}, {"p", p.Phone}, {"v", p.Visitor}} {
		if by[1] != "" {
			h := fnv.New64a()
			_, _ = h.Write([]byte(by[0] + by[1]))
			out = append(out, h.Sum64())
		}
	}
	return out
}
