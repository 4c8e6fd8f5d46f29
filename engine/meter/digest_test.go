package meter

import (
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// noon is the moment most tests begin at.
var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func ms(t time.Time) int64 { return t.UnixMilli() }

// after is a moment so long after noon.
func after(d time.Duration) int64 { return ms(noon.Add(d)) }

// premium is a live chat of a premium assistant in which the customer wrote at a
// moment and was answered a second later.
func premium(at int64, change ...func(*conversation.Digest)) *conversation.Digest {
	d := &conversation.Digest{ID: "a", Source: conversation.Live, Channel: "chat", Assistant: "helper", Version: 1, Type: model.Premium,
		Start: at - 2000, Person: conversation.Person{Visitor: "v1"}, Engaged: at, Joined: at, Replied: at + 1000, Last: at + 1000,
		Moments:  []conversation.Moment{{At: at - 2000, From: session.Bot}, {At: at, From: session.Customer}, {At: at + 1000, From: session.Bot}},
		Statuses: []conversation.Change{{At: at - 2000, Status: session.Running}}}
	for _, c := range change {
		c(d)
	}
	return d
}

func one(t *testing.T, s System, d *conversation.Digest, f Facts) Verdict {
	t.Helper()
	all := s.Judge(d, f, nil)
	if len(all) != 1 {
		t.Fatalf("%d verdicts, want 1", len(all))
	}
	return all[0]
}

// list gives digests one by one, each in the same place, as a store may.
func list(all ...*conversation.Digest) func(func(*conversation.Digest) bool) {
	return func(yield func(*conversation.Digest) bool) {
		var d conversation.Digest
		for _, x := range all {
			d = *x
			if !yield(&d) {
				return
			}
		}
	}
}
