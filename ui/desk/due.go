package desk

import (
	"context"
	"errors"
	"slices"

	"parley/engine/conversation"
	"parley/engine/lead"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/session"
	"parley/store"
	"parley/store/conversations"
	"parley/store/kv"
)

// What happens by itself in a live conversation that nobody holds any more, such
// as that a silent customer is reminded and then given up, happens when somebody
// looks: the conversation is rebuilt from its log on the version it began with,
// and what is due by now is played, each at its own moment.

// dues plays what is due.
type dues struct {
	store    *store.Store
	recorder *recorder
	minds    *minds
	draft    *model.Workspace
	present  int64 // what is due by then has happened, and is kept
	now      int64 // what is due by then is looked at; later than present where a person asks what would be
	programs map[pinned]*session.Program
}

// pinned names what a conversation was played on; version 0 is the draft.
type pinned struct {
	assistant model.AssistantID
	version   int
}

// dues makes ready to play what is due by now, apart from the desk.
func (d *Desk) dues() *dues {
	now := d.now().UnixMilli()
	return &dues{store: d.store, recorder: d.recorder, minds: d.minds, draft: d.draft, present: min(now, d.clock().UnixMilli()), now: now,
		programs: map[pinned]*session.Program{}}
}

// play plays what is due. What it returns are the digests that conversations would
// have by a moment that has not come yet.
func (x *dues) play(ctx context.Context) (ahead map[string]*conversation.Digest, err error) {
	if err := x.recorder.flush(ctx); err != nil {
		return nil, err
	}
	x.recorder.playing.Lock() // one after the other
	defer x.recorder.playing.Unlock()
	all, err := x.store.Conversations().Due(x.now)
	if err != nil {
		return nil, err
	}
	ahead = map[string]*conversation.Digest{}
	byID := map[string][]conversations.Due{}
	for _, due := range all {
		byID[due.ID] = append(byID[due.ID], due)
	}
	for _, due := range all {
		of := byID[due.ID]
		if of == nil {
			continue
		}
		delete(byID, due.ID)
		digest, err := x.one(ctx, due.ID, of)
		switch {
		case errors.Is(err, conversations.ErrOpen), errors.Is(err, kv.ErrCorrupt), errors.Is(err, kv.ErrNewer):
			// somebody holds it, or it cannot be read: it stays as it is
		case err != nil:
			return nil, err
		case digest != nil:
			ahead[due.ID] = digest
		}
	}
	return ahead, nil
}

// one plays what is due in one conversation, and returns the digest it would have
// later, nil where nothing more would happen.
func (x *dues) one(ctx context.Context, id string, all []conversations.Due) (*conversation.Digest, error) {
	kept := x.store.Conversations()
	open, log, err := kept.Reopen(id)
	if errors.Is(err, conversations.ErrNone) {
		return nil, kept.Dealt(ctx, all...)
	}
	if err != nil {
		return nil, err
	}
	defer open.Close()
	known, next := len(log.Turns), int64(0)
	h := x.rebuild(ctx, log)
	if h != nil {
		h.goOn(x.present)
		next = due(h.Program, h.Session)
	}
	if slices.ContainsFunc(all, func(due conversations.Due) bool { return due.At <= x.present }) {
		for i := known; i < len(log.Turns); i++ {
			open.Add(&log.Turns[i].Input, log.Of(i)...)
		}
		digest := open.Digest()
		if err := open.Save(ctx, lead.Of(log, &digest, x.draft.Settings.Leads).Lead, next); err != nil {
			return nil, err
		}
		if err := kept.Dealt(ctx, all...); err != nil {
			return nil, err
		}
	}
	if next == 0 || next > x.now {
		return nil, nil
	}
	h.goOn(x.now)
	digest := conversation.DigestOf(&log.Header, log.Events)
	return &digest, nil
}

// resumed is a conversation that was rebuilt from its log, which grows with it.
type resumed struct{ outside.Player }

// rebuild brings a conversation to where its log ends. It is nil where the version
// is gone, or the conversation would stand elsewhere today: then what was recorded
// is left as it is.
func (x *dues) rebuild(ctx context.Context, log *conversation.Log) *resumed {
	p := x.program(&log.Header)
	if p == nil {
		return nil
	}
	s, events := session.Open(p, &log.Header.Start, nil)
	for i := range log.Turns {
		events = session.Step(p, s, log.Turns[i].Input, events)
	}
	if !stands(&log.Header, events, log.Events) {
		return nil
	}
	shift := log.Events[len(log.Events)-1].Seq - events[len(events)-1].Seq
	h := &resumed{outside.Player{Program: p, Session: s, Reply: func(e *session.Effect) session.Reply { return Ask(ctx, p, e) }}}
	h.Took = func(in *session.Input, events []session.Event) {
		for i := range events {
			events[i].Seq += shift
		}
		log.Take(in, events)
	}
	return h
}

// stands reports whether a conversation that was played again stands where the
// one that was recorded does.
func stands(h *conversation.Header, again, recorded []session.Event) bool {
	if len(again) == 0 || len(recorded) == 0 {
		return false
	}
	if conversation.Same(again, recorded) {
		return true
	}
	a, b := conversation.DigestOf(h, again), conversation.DigestOf(h, recorded)
	return a.Status == b.Status && a.Waits == b.Waits && a.Done == b.Done
}

// program is what a conversation is played on, nil where there is none any more.
func (x *dues) program(h *conversation.Header) *session.Program {
	at := pinned{h.Assistant, h.Version}
	p, known := x.programs[at]
	if known {
		return p
	}
	if h.Version == 0 {
		if a := x.draft.Assistant(h.Assistant); a != nil {
			p = x.minds.compile(x.draft, a)
		}
	} else if v, err := x.store.Version(h.Assistant, h.Version); err == nil {
		p = playable(x.minds, v).Program
	}
	x.programs[at] = p
	return p
}

// mostDue bounds how often something may happen by itself before somebody looks again.
const mostDue = 1000

// goOn plays what is due up to a moment, in Unix milliseconds. What the outside was
// asked when the conversation was left is answered first.
func (h *resumed) goOn(until int64) {
	if e := h.Session.Pending(); e != nil {
		ask := h.Reply
		h.Reply = func(e *session.Effect) session.Reply { return left(h.Program, e) }
		h.Settle(nil)
		h.Reply = ask
	}
	for range mostDue {
		at := due(h.Program, h.Session)
		if at == 0 || at > until {
			return
		}
		h.Step(session.Input{At: at, Kind: session.Tick}, nil)
	}
}

// left answers what nobody waits for any more: what the workspace cannot tell has failed.
func left(p *session.Program, e *session.Effect) session.Reply {
	if !outside.Offline(p.Workspace(), e) {
		return session.Reply{Key: e.Key, Error: "the program was left while it was asked"}
	}
	return outside.Of(p).Reply(context.Background(), e)
}
