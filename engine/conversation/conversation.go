// Package conversation is what is kept of a conversation: the header of its log,
// and the digest of facts that lists, meters, leads and reports read instead of
// the messages. A digest is made from the events alone, so it can be made again.
package conversation

import (
	"time"

	"parley/engine/model"
	"parley/engine/session"
)

// Source is where a conversation comes from. Only live ones count for a meter;
// simulated ones count in a forecast that says so.
type Source string

// The sources, in the words of files and events.
const (
	Live      Source = "live"
	Preview   Source = "preview"
	Test      Source = "test"
	Simulated Source = "simulated"
)

// Header is the first entry of a conversation's log: all that a replay needs
// besides the inputs. It never changes.
type Header struct {
	ID        string // a ULID: ids sort by the time of the start
	Source    Source
	Channel   string            // a channel of assistants, or email and phone: a person's conversation
	Assistant model.AssistantID // "" where no assistant took part
	Version   int               // of the assistant; 0 is a draft
	Draft     string            // content hash of the draft that was talked to; "" for a version
	Type      model.Type        // of the assistant
	Revision  int               // operational revision the conversation began with
	Engine    int               // session.Revision of the engine that played it
	Zone      model.ZoneName    // the workspace's time zone
	Visitor   string            // the same anonymous person again; "" where the customer is known
	From      string            // the sender's number or address, where the channel vouches for it
	Start     session.Start
}

// Day is how long after a customer's first message a conversation is watched, in
// milliseconds: 24 hours, whatever the clocks on the wall do.
const Day = int64(24 * time.Hour / time.Millisecond)

// Digest is what meters, leads and reports know of a conversation. Times are
// Unix milliseconds of the conversation's own clock; 0 means it never happened.
type Digest struct {
	ID        string
	Source    Source
	Channel   string
	Assistant model.AssistantID
	Version   int
	Type      model.Type
	Brand     model.BrandID
	Start     int64
	Person    Person

	Engaged   int64     // the customer first wrote or pressed anything; 0: only triggered
	Joined    int64     // the customer first pressed something, or answered what the assistant asked; 0: only wrote past it
	Replied   int64     // the first bot message after Engaged: a back-and-forth
	Last      int64     // the last message of anybody
	Moments   []Moment  // every message of a person or the bot and what closes, in order: what sessions of 30 minutes are cut from
	Wrote     bool      // the customer wrote past the buttons that were offered, and no intent was found in it
	Handed    []HandOff // every way to a person, in order
	Feedback  []Opinion // in order
	Intents   []model.IntentID
	Rating    int // of the survey; 0: none
	Scale     int // of the survey
	Status    session.Status
	Statuses  []Change // the status changes in order, Running first
	Waits     Wait     // the question it waits at now, or waited at when it was abandoned
	Deflected Deflection
	DayEnd    *Place              // where it stood when the 24 hours after Engaged were over; nil: nothing has happened since
	FollowUp  string              // channel chosen after a missed chat
	Done      int64               // marked done, by an agent or a timer
	Saved     []session.Attribute // all that was saved, as at the end
}

// Person is who a conversation is with; two conversations are of one person when
// the id, e-mail or phone is the same, and where none is known, the visitor.
type Person struct {
	Customer model.CustomerID
	Email    string // folded to lower case
	Unproved bool   // the e-mail was given in the conversation and identifies nobody yet
	Phone    string // E.164 where it can be read, else its digits
	Visitor  string
	Name     string
	Company  string
}

// Moment is a message, or the end of a stretch of talk.
type Moment struct {
	At   int64
	From session.From // customer, bot or agent; system where nobody said what closes
	End  bool         // resolved or closed here: what the customer says next is something new
}

// Reason says why a conversation went to a person.
type Reason string

// The reasons of a hand-off.
const (
	ByInteraction Reason = session.WhyTransfer      // a transfer in the flow
	ByError       Reason = session.WhyError         // an error inside the assistant
	ByAbandoning  Reason = session.WhyAbandoned     // the customer stayed silent: the abandoned timer, with transfer
	ByConfusion   Reason = session.WhyNotUnderstood // no button or key matched, again and again
	ByAgent       Reason = "interrupted"            // an agent replied while the assistant ran
)

// HandOff is one way to a person.
type HandOff struct {
	At     int64
	Reason Reason
	Team   string
}

// Opinion is feedback on an answer: positive or not, on what (session.OnAI …).
type Opinion struct {
	At       int64
	Positive bool
	On       string
}

// Change is a status and since when it held.
type Change struct {
	At     int64
	Status session.Status
}

// Wait is a question that waits for the customer.
type Wait struct {
	Since int64               // 0: it waits for nothing
	Kind  string              // key of the interaction, "" for none
	Saves model.AttributePath // what the answer is saved to; "" for nothing
}

// Place is where a conversation stands with the customer.
type Place struct {
	Waits     Wait
	Deflected Deflection
}

// Triggered is how often chats opened in an hour in which nobody ever wrote or
// pressed anything: all that is kept of them.
type Triggered struct {
	Hour      int64 // its beginning in UTC, Unix milliseconds
	Source    Source
	Channel   string
	Assistant model.AssistantID
	Count     uint64
}

// Deflection is how far the last article deflection came.
type Deflection struct {
	Asked    int64 // about the issue
	Shown    int64 // articles were shown
	Selected int64 // an article was chosen
	Settled  int64 // the customer said whether it helped, or it went on
}
