package conversations

import (
	"encoding/binary"
	"fmt"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/store/kv"
)

// entryLayout is the first byte of an entry.
const entryLayout = 1

// entry is what is new of a conversation since it was put away.
type entry struct {
	summary conversation.Summary
	due     int64  // when something has to happen, Unix milliseconds; 0: nothing
	part    uint32 // the number of the log's part that log will be
	log     []byte // what is new of it; may be empty
	digest  []byte // as Digests writes one; empty where it is as it was
	over    bool   // nothing will come any more, as far as can be told
}

// encode writes an entry: its layout, whether it is over, due, part, and the
// summary, the digest and the log behind their lengths.
func (e *entry) encode() ([]byte, error) {
	summary, err := listing.AppendBlock(nil, []conversation.Summary{e.summary})
	if err != nil {
		return nil, err
	}
	b := make([]byte, 0, len(summary)+len(e.digest)+len(e.log)+32)
	b = append(b, entryLayout, 0)
	if e.over {
		b[1] = 1
	}
	b = binary.AppendVarint(b, e.due)
	b = binary.AppendUvarint(b, uint64(e.part))
	for _, part := range [][]byte{summary, e.digest, e.log} {
		b = binary.AppendUvarint(b, uint64(len(part)))
		b = append(b, part...)
	}
	return b, nil
}

func decodeEntry(b []byte) (e entry, err error) {
	if len(b) < 2 {
		return e, damaged("an entry is cut off")
	}
	if b[0] != entryLayout {
		return e, newer(b[0])
	}
	e.over = b[1] == 1
	b = b[2:]
	due, n := binary.Varint(b)
	part, m := uint64(0), 0
	if n > 0 {
		part, m = binary.Uvarint(b[n:])
	}
	if n <= 0 || m <= 0 || part > 1<<31 {
		return e, damaged("an entry is cut off")
	}
	e.due, e.part, b = due, uint32(part), b[n+m:]
	var summary []byte
	for _, into := range []*[]byte{&summary, &e.digest, &e.log} {
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return e, damaged("an entry is cut off")
		}
		*into, b = b[n:n+int(size)], b[n+int(size):]
	}
	rows, err := listing.ReadBlock(summary)
	if err != nil || len(rows) != 1 || len(b) > 0 {
		return e, damaged("an entry has no summary")
	}
	e.summary = rows[0]
	return e, nil
}

func damaged(what string) error {
	return fmt.Errorf("read conversations: %s: the file is %w: run parley doctor to save what can be saved", what, kv.ErrCorrupt)
}

func newer(layout byte) error {
	return fmt.Errorf("read conversations: layout %d is %w: use that version of parley", layout, kv.ErrNewer)
}
