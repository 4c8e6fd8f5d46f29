package conversations

import (
	"context"
	"iter"

	"parley/store/kv"
)

// logsAtOnce is how many logs are read from one snapshot, which keeps the file
// from giving room back as long as it is held.
const logsAtOnce = 1024

// Recorded is the log of a conversation as it is kept, in its parts.
type Recorded struct {
	ID     string
	Chunks [][]byte
}

// Logs reads the logs of conversations one after the other, for looking through
// very many: nothing is decoded, and they are not read from one snapshot. One that
// is not there is passed over. An error ends it, the context's too.
func (s *Store) Logs(ctx context.Context, ids iter.Seq[string]) iter.Seq2[Recorded, error] {
	return func(yield func(Recorded, error) bool) {
		var r kv.Reader
		done := func() {
			if r != nil {
				r.Close()
				r = nil
			}
		}
		defer done()
		n := 0
		for id := range ids {
			if n%logsAtOnce == 0 {
				done()
				var err error
				if r, err = s.db.Snapshot(); err != nil {
					yield(Recorded{}, err)
					return
				}
			}
			n++
			x, err := recorded(r, id)
			if err == nil {
				err = ctx.Err()
			}
			if !yield(x, err) || err != nil {
				return
			}
		}
	}
}

// recorded reads the log of one conversation.
func recorded(r kv.Reader, text string) (Recorded, error) {
	x := Recorded{ID: text}
	id, err := idOf(text)
	if err != nil {
		return x, nil
	}
	if x.Chunks, err = readParts(r, id); err != nil {
		return x, err
	}
	value, ok, err := r.Get(entryKeyOf(id))
	if err != nil || !ok {
		return x, err
	}
	e, err := decodeEntry(value)
	if err == nil && len(e.log) > 0 {
		x.Chunks = append(x.Chunks[:min(int(e.part), len(x.Chunks))], e.log)
	}
	return x, err
}
