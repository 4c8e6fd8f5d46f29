package conversations

import (
	"context"
	"encoding/binary"
	"strings"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/store/kv"
)

// trigger is what is counted apart from each other.
type trigger struct {
	hour      uint32
	source    conversation.Source
	channel   string
	assistant model.AssistantID
}

func (t trigger) key() []byte {
	k := binary.BigEndian.AppendUint32(key(triggerKey, 64), t.hour)
	return append(k, string(t.source)+"\x00"+t.channel+"\x00"+string(t.assistant)...)
}

// Trigger counts a conversation in which the customer never acted. It costs
// nothing now and is written in the background, at the latest by [Store.Close].
func (s *Store) Trigger(h *conversation.Header) {
	t := trigger{uint32(max(h.Start.At.UnixMilli(), 0) / hourMillis), h.Source, h.Channel, h.Assistant}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[t]++
	s.work()
}

// count writes what was counted.
func (s *Store) count(ctx context.Context) error {
	s.blocks.Lock() // one count after the other
	defer s.blocks.Unlock()
	s.mu.Lock()
	counts := s.counts
	s.counts = map[trigger]uint64{}
	s.mu.Unlock()
	if len(counts) == 0 {
		return nil
	}
	err := s.addCounts(ctx, counts)
	if err != nil {
		s.mu.Lock()
		for t, n := range counts {
			s.counts[t] += n
		}
		s.mu.Unlock()
	}
	return err
}

// addCounts adds to the counters and takes out of counts what is written.
func (s *Store) addCounts(ctx context.Context, counts map[trigger]uint64) error {
	for len(counts) > 0 {
		var ops []kv.Op
		var some []trigger
		for t, n := range counts {
			if len(ops) == kv.MaxOps {
				break
			}
			k := t.key()
			data, ok, err := s.get(k)
			if err != nil {
				return err
			}
			if ok {
				before, size := binary.Uvarint(data)
				if size != len(data) {
					return damaged("a counter")
				}
				n += before
			}
			ops = append(ops, kv.Put(k, binary.AppendUvarint(nil, n)))
			some = append(some, t)
		}
		if err := s.db.Commit(ctx, nil, ops); err != nil {
			return err
		}
		for _, t := range some {
			delete(counts, t)
		}
	}
	return nil
}

// Triggered lists the chats that were only triggered in the hours of a span of
// time, from ≤ hour < to in Unix milliseconds, the oldest first.
func (s *Store) Triggered(from, to int64) ([]conversation.Triggered, error) {
	if err := s.count(context.Background()); err != nil {
		return nil, err
	}
	r, err := s.db.Snapshot()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	hour := func(ms int64) []byte {
		return binary.BigEndian.AppendUint32(key(triggerKey, 4), uint32((max(ms, 0)+hourMillis-1)/hourMillis))
	}
	var out []conversation.Triggered
	for p, err := range kv.All(r, hour(from), hour(to)) {
		if err != nil {
			return nil, err
		}
		n, size := binary.Uvarint(p.Value)
		words := strings.Split(string(p.Key[6:]), "\x00")
		if size != len(p.Value) || len(words) != 3 {
			return nil, damaged("a counter")
		}
		out = append(out, conversation.Triggered{Hour: int64(binary.BigEndian.Uint32(p.Key[2:6])) * hourMillis, Source: conversation.Source(words[0]),
			Channel: words[1], Assistant: model.AssistantID(words[2]), Count: n})
	}
	return out, nil
}
