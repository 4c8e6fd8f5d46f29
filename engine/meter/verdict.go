package meter

import (
	"math/bits"
	"slices"
	"strings"
	"time"

	"parley/engine/conversation"
)

// State is whether a conversation counts.
type State uint8

// The states of a verdict.
const (
	Counts   State = iota
	Pending        // it may still come out either way
	Excluded       // it does not count, and never will
)

// String is the state's word in JSON.
func (s State) String() string { return [...]string{"counts", "pending", "excluded"}[s] }

// Verdict is what a system says of a conversation, or of a stretch of one.
type Verdict struct {
	State   State
	At      int64     // Unix milliseconds: decides the day and the month
	Until   int64     // of Pending: when it settles
	Reasons []Because // of Excluded: every reason, in the order of the rules
}

// Because is one reason and when it came up; 0 where it has no moment of its own.
type Because struct {
	Reason Reason
	At     int64
}

// Reason is why a conversation does not count.
type Reason uint8

// The reasons, in the order of the rules: where one is shown for several, it is the first.
const (
	FromPreview Reason = iota
	FromTest
	FromSimulation
	FromLive // where only simulated conversations are looked at
	NoAssistant
	LiteAssistant
	NoBackAndForth
	Transferred
	AfterError
	Interrupted
	AbandonedToAgent
	NotUnderstood
	AnotherConversation
	DislikedAnswer
	DislikedRequest
	DislikedArticle
	AbandonedDeflection
	NoArticleSelected
	AbandonedAttribute
	AbandonedObjects
	Cancelled
	Human
	WroteStraight
	Refused
	reasons // how many there are
)

// reasonWords are the key of each reason in JSON and what it says on screen.
var reasonWords = [reasons][2]string{
	FromPreview:         {"preview", "a preview"},
	FromTest:            {"test", "a test"},
	FromSimulation:      {"simulated", "simulated"},
	FromLive:            {"live", "live, not simulated"},
	NoAssistant:         {"noAssistant", "no assistant took part"},
	LiteAssistant:       {"liteAssistant", "a lite assistant, which is free"},
	NoBackAndForth:      {"noBackAndForth", "no message of the assistant after the customer's"},
	Transferred:         {"transferred", "transferred"},
	AfterError:          {"error", "transferred after an error"},
	Interrupted:         {"interrupted", "interrupted by an agent"},
	AbandonedToAgent:    {"abandonedWithTransfer", "abandoned with transfer"},
	NotUnderstood:       {"notUnderstood", "transferred, as no answer matched"},
	AnotherConversation: {"anotherConversation", "another conversation in 24 h"},
	DislikedAnswer:      {"negativeFeedbackAI", "negative feedback on an AI response"},
	DislikedRequest:     {"negativeFeedback", "negative feedback when asked for it"},
	DislikedArticle:     {"negativeFeedbackArticle", "negative feedback on an article"},
	AbandonedDeflection: {"abandonedDeflection", "abandoned the article deflection"},
	NoArticleSelected:   {"noArticleSelected", "abandoned the article deflection without selecting an article"},
	AbandonedAttribute:  {"abandonedAttribute", "abandoned while gathering an attribute"},
	AbandonedObjects:    {"abandonedObjectSelector", "abandoned while choosing in an object selector"},
	Cancelled:           {"cancelled", "cancelled: never answered"},
	Human:               {"human", "handled by an agent from the start"},
	WroteStraight:       {"wroteStraight", "wrote straight to an agent"},
	Refused:             {"refused", "refused: nothing was left of the plan"},
}

// Reasons lists all there are.
func Reasons() []Reason {
	out := make([]Reason, reasons)
	for i := range out {
		out[i] = Reason(i)
	}
	return out
}

// Key is the reason's word in JSON.
func (r Reason) Key() string { return reasonWords[r][0] }

// String is what the reason says on screen.
func (r Reason) String() string { return reasonWords[r][1] }

// because adds a reason: the conversation does not count.
func (v *Verdict) because(r Reason, at int64) {
	v.State, v.Until = Excluded, 0
	v.Reasons = append(v.Reasons, Because{r, at})
}

// sort puts the reasons in the order of the rules, each once with its first moment.
func (v *Verdict) sort() {
	slices.SortStableFunc(v.Reasons, func(a, b Because) int { return int(a.Reason) - int(b.Reason) })
	v.Reasons = slices.CompactFunc(v.Reasons, func(a, b Because) bool { return a.Reason == b.Reason })
}

// source excludes what does not come from where conversations are counted.
func (v *Verdict) source(d *conversation.Digest, f Facts) {
	counting := f.Source
	if counting == "" {
		counting = conversation.Live
	}
	if d.Source == counting {
		return
	}
	switch d.Source {
	case conversation.Preview:
		v.because(FromPreview, 0)
	case conversation.Test:
		v.because(FromTest, 0)
	case conversation.Simulated:
		v.because(FromSimulation, 0)
	default:
		v.because(FromLive, 0)
	}
}

// Main is the first reason of a verdict that excludes.
func (v Verdict) Main() Reason { return v.Reasons[0].Reason }

// Say is the verdict in words; moments are told in the zone.
func (v Verdict) Say(zone *time.Location) string {
	switch v.State {
	case Counts:
		return "counts"
	case Pending:
		return "pending until " + time.UnixMilli(v.Until).In(zone).Format("2006-01-02 15:04:05")
	}
	words := make([]string, len(v.Reasons))
	for i, b := range v.Reasons {
		words[i] = b.Reason.String()
	}
	return "does not count: " + strings.Join(words, "; ")
}

// set is a set of reasons.
type set uint32

func (s *set) add(r Reason) { *s |= 1 << r }

func (s set) main() Reason { return Reason(bits.TrailingZeros32(uint32(s))) }

func (v *Verdict) set() set {
	var s set
	for _, b := range v.Reasons {
		s.add(b.Reason)
	}
	return s
}
