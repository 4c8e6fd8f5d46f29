// Package simulate makes up a month's traffic: synthetic customers who come at
// the hours of a profile, press and write, leave, come back and rate, on the
// engine that plays live conversations.
//
// What a customer does depends on the seed and the customer's number alone, so
// that the same options give the same conversations byte for byte, however many
// goroutines play them. Nothing here is sent anywhere: the workspace answers what
// an assistant asks of the outside, as in tests.
package simulate

import (
	"fmt"
	"strconv"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// MaxConversations is the most that are made up at once.
const MaxConversations = 5_000_000

// Options say what is simulated.
type Options struct {
	Program       *session.Program
	Header        conversation.Header // what all conversations have in common: assistant, version, type …
	Profile       *Profile            // nil is [Default]
	Conversations int                 // with the assistant; e-mails come on top
	Seed          uint64
	From, To      time.Time // midnights in Zone: when conversations begin
	Zone          *time.Location
	Scored        bool // work out what each is worth as a lead
}

// Conversation is one synthetic conversation.
type Conversation struct {
	Log    conversation.Log
	Digest conversation.Digest
	Lead   conversation.Lead // where it is asked for
}

// Taken reports whether the customer took part: wrote or pressed anything. Else
// it was only triggered.
func (c *Conversation) Taken() bool { return c.Digest.Engaged > 0 }

// Traffic is conversations that are ready to be played.
type Traffic struct {
	o         Options
	key       uint64 // of everything that decides what happens
	mark      string // a few letters of the key, for names
	visits    []visit
	languages wheel[model.Language]
	leaving   map[string]int // percent, by attribute, dialog or interaction
	says      *phrases
}

// New makes conversations ready. The error says what is wrong with the options or
// the profile, and how to mend it.
func New(o Options) (*Traffic, error) {
	if o.Conversations < 1 || o.Conversations > MaxConversations {
		return nil, fmt.Errorf("%d is no number of conversations: write one from 1 to %d", o.Conversations, MaxConversations)
	}
	a := o.Program.Assistant()
	if len(a.Dialogs) == 0 {
		return nil, fmt.Errorf("%s has no dialog yet: add one, then simulate", a.ID)
	}
	if o.Profile == nil {
		o.Profile = Default()
	}
	if err := o.Profile.Check(o.Program.Workspace(), a); err != nil {
		return nil, err
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	o.From, o.To = o.From.In(o.Zone), o.To.In(o.Zone)
	if !o.From.Before(o.To) {
		return nil, fmt.Errorf("the time to simulate ends before it begins")
	}
	t := &Traffic{o: o, leaving: map[string]int{}}
	t.key = keyOf(&o)
	t.mark = strconv.FormatUint(t.key%(36*36*36*36), 36)
	for _, e := range o.Profile.Leaving.At {
		t.leaving[e.Key] = e.Value
	}
	for _, e := range o.Profile.Customers.Languages {
		t.languages.add(model.Language(e.Key), e.Value)
	}
	if t.languages.total() == 0 {
		t.languages.add(spoken(o.Program), 1)
	}
	t.says = phrasesOf(&o)
	t.visits = t.plan()
	return t, nil
}

// spoken is the language customers have where a profile names none.
func spoken(p *session.Program) model.Language {
	if l := p.Assistant().Language; l != "" {
		return l
	}
	return p.Workspace().DefaultLanguage()
}

// keyOf is a number of all that is simulated: the same once more gives the same
// ids, and anything else other ones.
func keyOf(o *Options) uint64 {
	h := o.Header
	d := roll(o.Seed, uint64(o.Conversations), uint64(o.From.UnixMilli()), uint64(o.To.UnixMilli()))
	for _, r := range fmt.Sprintf("%s %d %s %+v", h.Assistant, h.Version, h.Draft, *o.Profile) {
		d = roll(d.state, uint64(r))
	}
	return d.next()
}

// Len is how many conversations there are to play, e-mails included.
func (t *Traffic) Len() int { return len(t.visits) }
