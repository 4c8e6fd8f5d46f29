package trial

import (
	"fmt"
	"slices"
	"time"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/outside"
	"parley/engine/session"
)

// expectCounts checks what the meters would say of the conversation, were it a
// live one: as it stands a day after its end, when nobody did anything more and
// every timer has fired.
func (r *run) expectCounts() {
	want := r.c.Expectation.Counts
	if len(want) == 0 {
		return
	}
	d, now := r.aDayLater()
	for _, c := range want {
		s := meter.System(c.Key)
		if !s.Known() {
			r.fail(Failure{Step: -1, Part: "counts", What: fmt.Sprintf("%q is no meter: use kiq, lutingenie, smartsupp or kilo", c.Key), Unable: true})
			continue
		}
		counts, why := verdict(s.Judge(d, meter.Facts{Now: now, Source: conversation.Test}, nil))
		switch {
		case counts == c.Value:
		case counts:
			r.fail(Failure{Step: -1, Part: "counts", What: "it counts for " + c.Key})
		default:
			r.fail(Failure{Step: -1, Part: "counts", What: "for " + c.Key + " it " + why})
		}
	}
}

// verdict reports whether any part of a conversation counts, and if not, why.
func verdict(all []meter.Verdict) (counts bool, why string) {
	why = "does not count: the customer never wrote"
	for _, v := range all {
		if v.State == meter.Counts {
			return true, ""
		}
		why = v.Say(time.UTC)
	}
	return false, why
}

// aDayLater is the digest of the case's conversation when a day has gone by, and
// the moment that is.
func (r *run) aDayLater() (*conversation.Digest, int64) {
	a := r.p.Assistant()
	h := &conversation.Header{Source: conversation.Test, Channel: string(a.Channel), Assistant: a.ID, Type: a.Type, Start: r.out.Log.Header.Start}
	now := r.s.Now().UnixMilli() + conversation.Day
	rest := outside.Step(r.p, r.s.Clone(), session.Input{Kind: session.Tick, At: now}, nil)
	d := conversation.DigestOf(h, append(slices.Clip(r.out.Log.Events), rest...))
	return &d, now
}
