package desk

import (
	"context"
	"fmt"
	"iter"
	"os"
	"runtime"
	"slices"
	"time"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/simulate"
	"parley/store"
	"parley/store/conversations"
	"parley/store/files"
)

// Simulation is a month's traffic to make up.
type Simulation struct {
	Assistant     model.AssistantID
	Version       string            // draft, live, a number, or "" for the live one and else the draft
	Conversations int               // with the assistant; e-mails come on top
	Seed          uint64            // the same makes the same conversations
	Month         Month             // zero: the last one that is over
	Profile       *simulate.Profile // nil is the usual one
	Save          bool              // keep them, as simulated
}

// Simulated is what came of it.
type Simulated struct {
	Assistant *model.Assistant
	Version   string // draft, or v4
	Month     Month
	Planned   int // conversations and e-mails
	Played    int
	Opened    int // chats of them that the customer never took up: only counted
	Emails    int
	Kept      int // conversations and e-mails that were saved
	Report    *Reported
	Contained float64       // of a hundred conversations, those that no person was needed in
	Usages    []meter.Usage // of the calendar month, in the order of the meters
	Counted   *Counted      // the same as screens count it, with the billing cycles of plans
}

// Stopped reports whether it was stopped before all were played.
func (s *Simulated) Stopped() bool { return s.Played < s.Planned }

// ReadProfile reads what synthetic customers are like from a file; what it leaves
// out is as usual.
func ReadProfile(file string) (*simulate.Profile, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the profile: %w", err)
	}
	p := simulate.Default()
	return p, files.Fill(files.File{Name: file, Data: data}, "the profile", p)
}

// LastMonth is the last month that is over.
func (d *Desk) LastMonth() Month { return MonthOf(d.Today()).Add(-1) }

// SimulateWork plays a simulation apart from the desk: the function returned may
// run in any goroutine and tells how many conversations are done. When the context
// ends it stops, and what was played by then counts and is kept. An error comes
// with what is kept all the same, or with nothing where it could not begin.
func (d *Desk) SimulateWork(s Simulation) func(ctx context.Context, done func(int)) (*Simulated, error) {
	if s.Month == (Month{}) {
		s.Month = d.LastMonth()
	}
	playable := d.playableWork(s.Assistant, s.Version)
	x := &simulating{Simulation: s, workspace: d.draft, now: d.now(), opened: map[conversation.Triggered]uint64{}}
	if s.Save {
		x.keep = d.store.Conversations()
	}
	return func(ctx context.Context, done func(int)) (*Simulated, error) {
		p, err := playable()
		if err != nil {
			return nil, err
		}
		if err := x.plan(p); err != nil {
			return nil, err
		}
		return x.play(ctx, done)
	}
}

// playableWork is [Desk.Playable] apart from the desk.
func (d *Desk) playableWork(id model.AssistantID, version string) func() (Playable, error) {
	a, err := d.Assistant(id)
	if a != nil {
		id = a.ID
	}
	if version == "" && (a == nil || d.Status(id).Live == 0) {
		version = DraftVersion
	}
	if version == DraftVersion {
		p, problem := Playable{}, err
		if a != nil {
			p, problem = d.Playable(id, version)
		}
		return func() (Playable, error) { return p, problem }
	}
	st, minds := d.store, d.minds
	return func() (Playable, error) {
		n, err := versionNumber(version)
		if err != nil {
			return Playable{}, err
		}
		pinned, err := st.Version(id, n)
		if err != nil {
			return Playable{}, err
		}
		return playable(minds, pinned), nil
	}
}

// simulating is a simulation as it goes on.
type simulating struct {
	Simulation
	traffic   *simulate.Traffic
	workspace *model.Workspace
	now       time.Time
	keep      *conversations.Store // nil: nothing is kept
	digests   packed
	opened    map[conversation.Triggered]uint64 // keys have no count
	out       *Simulated
}

// plan decides who comes when.
func (x *simulating) plan(p Playable) error {
	zone := Zone(x.workspace)
	start := session.Start{}
	if len(x.workspace.Brands) > 0 {
		start.Brand = x.workspace.Brands[0].ID
	}
	h := headerOf(p, &start, Recorded{Source: conversation.Simulated})
	if p.Number == 0 {
		h.Draft = store.HashOf(p.Program.Assistant())
	}
	var err error
	x.traffic, err = simulate.New(simulate.Options{Program: p.Program, Header: h, Profile: x.Profile, Conversations: x.Conversations, Seed: x.Seed,
		From: x.Month.begins(zone), To: x.Month.Add(1).begins(zone), Zone: zone, Scored: x.Save})
	if err != nil {
		return err
	}
	x.out = &Simulated{Assistant: p.Program.Assistant(), Version: p.Version, Month: x.Month, Planned: x.traffic.Len()}
	return nil
}

func (x *simulating) play(ctx context.Context, done func(int)) (*Simulated, error) {
	taken := x.taken(ctx, done)
	var err error
	if x.keep == nil {
		for range taken { // what is played is counted on the way
		}
	} else {
		x.out.Kept, err = x.keep.WriteAll(context.WithoutCancel(ctx), func(yield func(conversations.Record) bool) {
			for c := range taken {
				digest := c.Digest
				if !yield(conversations.Record{Log: &c.Log, Lead: c.Lead, Digest: &digest}) {
					return
				}
			}
		})
	}
	if countErr := x.count(); err == nil {
		err = countErr
	}
	return x.out, unusable(err)
}

// taken plays the conversations and hands on those the customer took part in.
func (x *simulating) taken(ctx context.Context, done func(int)) iter.Seq[*simulate.Conversation] {
	return func(yield func(*simulate.Conversation) bool) {
		for c := range x.traffic.Play(ctx, runtime.GOMAXPROCS(0)) {
			x.out.Played++
			done(x.out.Played)
			if !c.Taken() {
				x.open(&c.Log.Header)
				continue
			}
			if c.Digest.Assistant == "" {
				x.out.Emails++
			}
			x.digests.add(&c.Digest)
			if !yield(c) {
				return
			}
		}
	}
}

// open notes a chat that nobody took up.
func (x *simulating) open(h *conversation.Header) {
	x.out.Opened++
	hour := h.Start.At.Truncate(time.Hour).UnixMilli()
	x.opened[conversation.Triggered{Hour: hour, Source: h.Source, Channel: h.Channel, Assistant: h.Assistant}]++
	if x.keep != nil {
		x.keep.Trigger(h)
	}
}

// count counts what was played as what is kept is counted: as of now, or where the
// month is not over, as of the days after it.
func (x *simulating) count() error {
	zone, m := Zone(x.workspace), x.Month
	end := m.Add(1).begins(zone).Add(2 * 24 * time.Hour)
	if x.now.After(end) {
		end = x.now
	}
	var opened []conversation.Triggered
	for t, n := range x.opened {
		t.Count = n
		opened = append(opened, t)
	}
	digests := x.digests.all()
	var err error
	if x.out.Counted, err = Count(digests, x.workspace, m, end, opened...); err != nil {
		return err
	}
	if x.out.Counted.Simulated == nil { // nobody took part in any
		x.out.Counted.Simulated = x.out.Counted.Live
	}
	period := meter.MonthOf(meter.DayOf(m.Year, m.Month, 1))
	if x.out.Report, err = reported(About{Period: period, Simulated: true}, digests, opened, zone, end.UnixMilli()); err != nil {
		return err
	}
	w, ledger := x.workspace, x.out.Counted.Simulated
	if slices.ContainsFunc(w.Plans, func(p *model.Plan) bool { return p.CycleStart > 1 }) {
		w = byTheCalendar(w)
		counted, err := Count(digests, w, m, end, opened...)
		if err != nil {
			return err
		}
		ledger = counted.Of(true)
	}
	x.out.Usages, x.out.Contained = Usages(ledger, w, m), ledger.Basis(period).Containment()
	return nil
}

// byTheCalendar is a workspace whose plans' cycles are calendar months.
func byTheCalendar(w *model.Workspace) *model.Workspace {
	out := *w
	out.Plans = nil
	for _, p := range w.Plans {
		plan := *p
		plan.CycleStart = 1
		out.Plans = append(out.Plans, &plan)
	}
	return &out
}

// packed is digests as they are kept: many in little memory, gone through as often
// as is wanted.
type packed struct {
	full [][]byte
	last conversation.Digests
}

// packedBytes is how large a piece grows.
const packedBytes = 1 << 18

func (p *packed) add(d *conversation.Digest) {
	p.last.Add(d)
	if b := p.last.Bytes(); len(b) >= packedBytes {
		p.full = append(p.full, append([]byte(nil), b...))
		p.last.Reset()
	}
}

// all goes through them; nothing is added any more.
func (p *packed) all() Digests {
	pieces := append(p.full[:len(p.full):len(p.full)], p.last.Bytes())
	return func(from, to int64) iter.Seq2[*conversation.Digest, error] {
		return func(yield func(*conversation.Digest, error) bool) {
			for _, piece := range pieces {
				for d, err := range conversation.ReadDigests(piece) {
					if err == nil && (d.Start < from || d.Start >= to) {
						continue
					}
					if !yield(&d, err) {
						return
					}
				}
			}
		}
	}
}
