package desk

import (
	"context"
	"time"

	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/script"
	"parley/engine/session"
)

// Chat is a conversation that only goes forward, as commands hold one: what is
// done is done, and all of it is recorded. It waits for what the outside answers.
type Chat struct {
	player    outside.Player
	recording *Recording
	events    []session.Event
}

// Chat opens a conversation. It is held until [Chat.Finish].
func (d *Desk) Chat(ctx context.Context, p Playable, start session.Start, as Recorded) (*Chat, error) {
	r, err := d.Record(p, &start, as)
	if err != nil {
		return nil, err
	}
	c := &Chat{recording: r}
	c.player = outside.Player{Program: p.Program, Reply: func(e *session.Effect) session.Reply { return Ask(ctx, p.Program, e) }, Took: c.took}
	c.events = c.player.Open(&start, nil)
	return c, nil
}

func (c *Chat) took(in *session.Input, events []session.Event) {
	c.recording.Add(in, events, due(c.player.Program, c.player.Session))
}

// Do does one action. The events of it, and before the first those of the
// opening, are those of [Chat.Events].
func (c *Chat) Do(a model.Action) {
	c.events = c.player.Step(script.Input(a, c.player.Session.Now().UnixMilli()), c.events[:0])
}

// Renews reports whether an action is a message that begins a new conversation,
// because this one is over; see [session.Session.Renews].
func (c *Chat) Renews(a model.Action) bool {
	return c.player.Session.Renews(c.player.Program, script.Input(a, c.player.Session.Now().UnixMilli()))
}

// Now is the conversation's virtual now.
func (c *Chat) Now() time.Time { return c.player.Session.Now() }

// Events is what happened last. It is good until something else is done.
func (c *Chat) Events() []session.Event { return c.events }

// Reached is [Recording.Reached].
func (c *Chat) Reached() (line string, ok bool) { return c.recording.Reached() }

// Finish closes the conversation as it stands, with the event that tells how. What
// is due in a live one later happens by itself.
func (c *Chat) Finish() {
	c.recording.Close()
	c.events = session.Finish(c.player.Program, c.player.Session, c.events[:0])
}
