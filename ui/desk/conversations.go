package desk

import (
	"context"
	"iter"
	"math"
	"slices"
	"time"

	"parley/engine/conversation"
	"parley/engine/lead"
	"parley/engine/listing"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/transcript"
	"parley/store/conversations"
)

// Conversations are the summaries of all conversations as they are now, the newest
// first; nil before they are loaded.
func (d *Desk) Conversations() *listing.Table { return d.store.Conversations().Table() }

// LoadConversationsWork reads the summaries of all conversations, apart from the
// desk, after what is due in them by now has been played. tell is given the newest ones once, while the rest is read.
func (d *Desk) LoadConversationsWork() func(ctx context.Context, tell func(*listing.Table)) error {
	st, x := d.store.Conversations(), d.dues()
	return func(ctx context.Context, tell func(*listing.Table)) error {
		if _, err := x.play(ctx); err != nil {
			return unusable(err)
		}
		return unusable(st.Load(ctx, tell))
	}
}

// ArchiveWork puts conversations into the archive or takes them out of it, apart
// from the desk. What they were is kept.
func (d *Desk) ArchiveWork(ids []string, archived bool) func() error {
	st := d.store.Conversations()
	return func() error {
		return conversationError(st.Change(context.Background(), ids, func(s *conversation.Summary) { s.Archived = archived }))
	}
}

// TranscriptWork reads a conversation, apart from the desk, after what is due in it
// by now has been played, and judges it as of now.
func (d *Desk) TranscriptWork(id string) func() (*transcript.Transcript, error) {
	j, st, draft, x := d.judge(), d.store, d.draft, d.dues()
	return func() (*transcript.Transcript, error) {
		if _, err := x.play(context.Background()); err != nil {
			return nil, unusable(err)
		}
		kept, err := j.store.Read(id)
		if err != nil {
			return nil, conversationError(err)
		}
		digest := kept.Digest()
		x := transcript.Source{Log: kept.Log, Summary: kept.Summary, Zone: j.zone, Lead: lead.Of(kept.Log, &digest, draft.Settings.Leads), Label: j.label(&digest)}
		if x.Verdicts, err = j.all(&digest); err != nil {
			return nil, unusable(err)
		}
		h := &kept.Log.Header
		x.Assistant = draft.Assistant(h.Assistant)
		if h.Version > 0 {
			if pinned, err := st.Version(h.Assistant, h.Version); err == nil {
				x.Assistant = pinned.Assistant
			}
		}
		return transcript.Of(x), nil
	}
}

// Judged is what a card tells of the meters: whether it is a KIQ Conversation, and
// how Smartsupp labels it.
type Judged struct {
	KIQ   meter.State
	Until int64  // of pending: when it settles
	Label string // "" for none
}

// JudgeWork judges conversations as of now, apart from the desk. Those in which the
// customer did nothing yet are left out.
func (d *Desk) JudgeWork(ids []string) func() (map[string]Judged, error) {
	j := d.judge()
	return func() (map[string]Judged, error) {
		out := make(map[string]Judged, len(ids))
		for _, id := range ids {
			kept, err := j.store.Read(id)
			if err != nil {
				return nil, conversationError(err)
			}
			digest := kept.Digest()
			facts, err := j.facts(&digest)
			if err != nil {
				return nil, unusable(err)
			}
			for _, v := range meter.KIQ.Judge(&digest, facts, nil) {
				out[id] = Judged{v.State, v.Until, j.label(&digest)}
			}
		}
		return out, nil
	}
}

// JudgeAllWork judges all conversations that started in a span of time as of now,
// apart from the desk: by one count, for very many, and as [Desk.JudgeWork] does but
// for when what is pending settles. No end is up to now.
func (d *Desk) JudgeAllWork(from, to int64) func() (map[string]Judged, error) {
	j, digests := d.judge(), d.Digests()
	after := j.now + 1
	if to != 0 {
		after = min(after, to+before.Milliseconds())
	}
	return func() (map[string]Judged, error) {
		out := map[string]Judged{}
		var failed error
		all := func(yield func(*conversation.Digest) bool) {
			for x, err := range digests(max(from-before.Milliseconds(), 0), after) {
				if err != nil {
					failed = err
					return
				}
				if began := meter.Began(x); began == 0 || began > j.now {
					continue
				}
				out[x.ID] = Judged{KIQ: meter.Excluded, Label: j.label(x)}
				if x.Source == conversation.Live && !yield(x) {
					return
				}
			}
		}
		meter.Recount(all, meter.Options{Zone: j.zone, Now: j.now, Each: func(id string, s meter.State) { out[id] = Judged{KIQ: s, Label: out[id].Label} }})
		return out, unusable(failed)
	}
}

// SearchWork looks for a phrase in what was said in conversations, apart from the
// desk. tell is given those found, some at a time and in their order, and how many
// were looked through by then. Errors: the context's; those of reading.
func (d *Desk) SearchWork(ids iter.Seq[string], phrase listing.Phrase) func(ctx context.Context, tell func(found []string, through int)) error {
	st := d.store.Conversations()
	return func(ctx context.Context, tell func([]string, int)) error {
		var found []string
		through, told := 0, time.Now()
		for x, err := range st.Logs(ctx, ids) {
			if err != nil {
				return unusable(err)
			}
			through++
			for _, chunk := range x.Chunks {
				said, err := phrase.SaidIn(chunk)
				if err != nil {
					return unusable(err)
				}
				if said {
					found = append(found, x.ID)
					break
				}
			}
			if through%searchStep == 0 && time.Since(told) > searchPause {
				tell(found, through)
				found, told = nil, time.Now()
			}
		}
		tell(found, through)
		return nil
	}
}

// While conversations are searched it is told, at the earliest after so many and
// so long, what was found since.
const (
	searchStep  = 64
	searchPause = 50 * time.Millisecond
)

// judge judges conversations apart from the desk.
type judge struct {
	store     *conversations.Store
	digests   Digests
	workspace *model.Workspace
	zone      *time.Location
	now       int64
}

func (d *Desk) judge() *judge {
	return &judge{store: d.store.Conversations(), digests: d.Digests(), workspace: d.draft, zone: Zone(d.draft), now: d.now().UnixMilli()}
}

// facts are what a verdict on a conversation takes into account: whether its
// customer came back within a day.
func (j *judge) facts(d *conversation.Digest) (meter.Facts, error) {
	f := meter.Facts{Now: j.now}
	began := meter.Began(d)
	if began == 0 {
		return f, nil
	}
	ids, err := j.store.Of(&d.Person, max(began-before.Milliseconds(), 0), began+conversation.Day)
	if err != nil {
		return f, err
	}
	var others []*conversation.Digest
	for _, id := range ids {
		if id == d.ID {
			continue
		}
		kept, err := j.store.Read(id)
		if err != nil {
			return f, err
		}
		other := kept.Digest()
		others = append(others, &other)
	}
	f.Another = meter.Another(d, slices.Values(others))
	return f, nil
}

// label is how Smartsupp labels a conversation.
func (j *judge) label(d *conversation.Digest) string { return meter.ChatbotOf(d, j.now).Label() }

// all is what every meter says of a conversation.
func (j *judge) all(d *conversation.Digest) ([]transcript.Verdict, error) {
	facts, err := j.facts(d)
	if err != nil {
		return nil, err
	}
	var out []transcript.Verdict
	for _, s := range meter.Systems() {
		for _, v := range s.Judge(d, facts, nil) {
			if s == meter.Kilo && v.State == meter.Counts {
				refused, err := j.refused(v.At)
				if err != nil {
					return nil, err
				}
				if refused {
					v.State, v.Reasons = meter.Excluded, []meter.Because{{Reason: meter.Refused, At: v.At}}
				}
			}
			out = append(out, transcript.Verdict{System: s, Verdict: v})
		}
	}
	return out, nil
}

// refused reports whether nothing was left of Kilo's plan when a conversation began.
func (j *judge) refused(began int64) (bool, error) {
	terms := meter.TermsOf(j.workspace, meter.Kilo)
	cycle := terms.Period(meter.NewCalendar(j.zone).Day(began))
	if !terms.Paused(cycle, math.MaxInt) {
		return false, nil
	}
	since := cycle.First.Date().Add(-before - 24*time.Hour).UnixMilli() // in any time zone
	var failed error
	earlier := func(yield func(*conversation.Digest) bool) {
		for d, err := range j.digests(max(since, 0), began) {
			if err != nil {
				failed = err
				return
			}
			if !yield(d) {
				return
			}
		}
	}
	l := meter.Recount(earlier, meter.Options{Zone: j.zone, Now: began - 1, Kilo: terms})
	return terms.Paused(cycle, l.Sum(meter.Kilo, cycle).Counted), failed
}
