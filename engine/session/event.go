package session

import "parley/engine/model"

// EventType is what an event tells, in the word files and commands use.
type EventType string

// The types of event.
const (
	Message  EventType = "message"  // somebody said something: From, Text, Buttons, Cards, Articles, Attachments; Why (done) of a system message
	Redirect EventType = "redirect" // to another dialog: To, Why
	Saved    EventType = "saved"    // an attribute changed: Attribute, Value
	Intent   EventType = "intent"   // an intent was detected: Name, More.Score, Why (keyword or phrase)
	Workflow EventType = "workflow" // a workflow ran: Name, More.Input, More.Output or More.Error
	Timer    EventType = "timer"    // a timer fired: Name
	Changed  EventType = "status"   // the assistant status: Status
	HandOver EventType = "transfer" // to an agent: Name (the team), Why, More.Attributes, More.Task
	Feedback EventType = "feedback" // Value positive or negative, Why (ai, request, article)
	Rating   EventType = "rating"   // Value, More.Scale
	Note     EventType = "note"     // for the builder, never for the customer: Text
	End      EventType = "end"      // the last of a conversation: Status, More
)

// From says who a message is from.
type From string

// Who can say something.
const (
	Bot      From = "bot"
	Customer From = "customer"
	Agent    From = "agent"
	System   From = "system"
)

// Why a redirect happened; the words are the events' own.
const (
	WhyEnd      = "end"
	WhyButton   = "button"
	WhyBranch   = "branch"
	WhySchedule = "schedule"
	WhyIntent   = "intent"
	WhyRule     = "rule"
	WhyFeedback = "feedback"
	WhyArticle  = "article"
	WhyAI       = "ai"
	WhyNotFound = "notFound"
	WhyKeys     = "keys"
	WhyTimer    = "timer"
)

// Why a conversation went to a person.
const (
	WhyTransfer      = "transfer"       // the flow says so
	WhyError         = "error"          // the assistant could not go on
	WhyAbandoned     = "abandoned"      // the customer stayed silent
	WhyNotUnderstood = "not understood" // no button or key matched, again and again
)

// WhyDone is the reason of the system message that marks the conversation done.
const WhyDone = "done"

// Event is one thing that happened. Which fields count depends on its type.
// Slices and what More points to are shared and must not be changed.
type Event struct {
	Seq       int32
	Unfit     bool  // of a Note: an input did not fit and changed nothing
	At        int64 // virtual time in Unix milliseconds
	Type      EventType
	Dialog    model.DialogID // where it came from; "" where there is none
	Mark      *Mark          // the interaction it came from; nil where there is none
	From      From
	Text      string
	Buttons   []string
	To        model.DialogID
	Why       string
	Attribute model.AttributePath
	Value     model.Value
	Status    Status
	Name      string
	More      *More
}

// Failure begins the text of a note that tells which error was caught.
const Failure = "error: "

// Mark names the interaction behind an event: its stable id, its index path for
// display, and of a question what the answer is saved to.
type Mark struct {
	ID          string
	Index       string
	Kind        *model.Kind
	Saves       model.AttributePath
	Understands bool // what the customer writes to it is read for intents
}

// More holds what few events carry.
type More struct {
	Cards       []Card
	Articles    []Article
	Attachments []string
	Attributes  []Attribute
	Task        *Task // of a hand-over that nobody could take
	Path        []model.DialogID
	Turns       int
	Score       float64
	Scale       int
	Input       []Attribute
	Output      []Attribute
	Error       string
}

// Attribute is a value under its full path (or a workflow parameter's name).
type Attribute struct {
	Path  model.AttributePath
	Value model.Value
}

// Card is one object shown to a customer.
type Card struct {
	Title       string
	Description string
	Image       string
}

// Article is one article shown to a customer or used for an answer.
type Article struct {
	ID    string
	Title string
	Text  string // in Markdown; "" where only its title is told
}

// Status is the assistant status of a conversation.
type Status uint8

// The assistant statuses.
const (
	Running Status = iota
	Transferred
	Ended
	Abandoned
	Missed
	Interrupted
)

// String is the word events and files use.
func (s Status) String() string {
	return [...]string{"running", "transferred", "ended", "abandoned", "missed", "interrupted"}[s]
}
