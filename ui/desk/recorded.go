package desk

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"github.com/oklog/ulid/v2"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/script"
	"parley/engine/session"
	"parley/store"
	"parley/store/conversations"
)

// keepRecordings records the conversations of Recording documents, those with an
// assistant as it answers, and returns how many. What is kept already stays as it
// went; what names an assistant that is not there is left out, as check tells of it.
func (d *Desk) keepRecordings(all []*model.Recording) (int, error) {
	kept, ctx, settings := d.store.Conversations(), context.Background(), d.draft.Settings.Leads
	count := 0
	var over []conversations.Record
	for _, r := range all {
		id, err := recordingID(r)
		if err != nil {
			return count, err
		}
		if known, err := kept.Has(id); known || err != nil {
			if err != nil {
				return count, unusable(err)
			}
			continue
		}
		log, next := d.playRecording(r, id)
		if log == nil {
			continue
		}
		record, acted := recordOf(log, settings)
		switch {
		case !acted:
			continue
		case next == 0:
			over = append(over, record)
		default:
			if err := keepOpen(ctx, kept, record, next); err != nil {
				return count, unusable(err)
			}
			count++
		}
	}
	n, err := kept.WriteAll(ctx, slices.Values(over))
	return count + n, unusable(err)
}

// keepOpen keeps a conversation in which something is due.
func keepOpen(ctx context.Context, kept *conversations.Store, r conversations.Record, next int64) error {
	open, err := kept.Begin(&r.Log.Header)
	if err != nil {
		return err
	}
	defer open.Close()
	open.Add(nil, r.Log.Opening()...)
	for i := range r.Log.Turns {
		open.Add(&r.Log.Turns[i].Input, r.Log.Of(i)...)
	}
	return open.Save(ctx, r.Lead, next)
}

// recordingID is the id under which a recording is kept: always the same.
func recordingID(r *model.Recording) (string, error) {
	at := r.Start.UnixMilli()
	if at < 0 {
		return "", fmt.Errorf("recording %s: %w", r.ID, errTooEarly)
	}
	var id ulid.ULID
	sum := sha256.Sum256([]byte(r.ID))
	if err := errors.Join(id.SetTime(uint64(at)), id.SetEntropy(sum[:10])); err != nil {
		return "", fmt.Errorf("recording %s: %w", r.ID, err)
	}
	return id.String(), nil
}

// byPersons are the channels on which nobody but a person answers.
var byPersons = []string{"email", "phone"}

// playRecording is the log of a recording, nil where its assistant is not there, and
// when something is due in it next.
func (d *Desk) playRecording(r *model.Recording, id string) (log *conversation.Log, next int64) {
	start := session.Start{At: r.Start, Customer: d.draft.Customer(r.Customer)}
	start.Authenticated = start.Customer != nil
	if len(d.draft.Brands) > 0 {
		start.Brand = d.draft.Brands[0].ID
	}
	as := Recorded{Source: conversation.Source(r.Source), Channel: model.Channel(r.Channel), Visitor: r.Visitor}
	if as.Source == "" {
		as.Source = conversation.Live
	}
	if r.Assistant == "" || slices.Contains(byPersons, r.Channel) {
		log = &conversation.Log{Header: conversation.Header{ID: id, Source: as.Source, Channel: r.Channel, Engine: session.Revision,
			Zone: d.draft.Settings.TimeZone, Visitor: as.Visitor, Start: start}}
		withPerson(log, r.Inputs)
		return log, 0
	}
	p, err := d.Playable(r.Assistant, "")
	if err != nil {
		return nil, 0
	}
	log = &conversation.Log{Header: headerOf(p, &start, as)}
	if log.Header.ID = id; p.Number == 0 {
		log.Header.Draft = store.HashOf(p.Program.Assistant())
	}
	player := outside.Player{Program: p.Program, Took: log.Take}
	player.Open(&start, nil)
	for _, a := range r.Inputs {
		player.Step(script.Input(a, player.Session.Now().UnixMilli()), nil)
	}
	if as.Source == conversation.Live {
		next = due(p.Program, player.Session)
	}
	return log, next
}

// withPerson adds what a customer and a person said to each other, without an assistant.
func withPerson(log *conversation.Log, inputs []model.Action) {
	at := log.Header.Start.At.UnixMilli()
	for _, a := range inputs {
		in := script.Input(a, at)
		at = in.At
		e := session.Event{Seq: int32(len(log.Events) + 1), At: at, Type: session.Message, Text: in.Text}
		switch in.Kind {
		case session.Say, session.Press, session.Keys:
			e.From = session.Customer
		case session.AgentReply:
			e.From = session.Agent
		case session.AgentDone:
			e.From, e.Text, e.Why = session.System, "Marked as done", session.WhyDone
		default:
			log.Take(&in, nil)
			continue
		}
		log.Take(&in, []session.Event{e})
	}
}
