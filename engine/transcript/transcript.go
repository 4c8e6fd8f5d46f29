// Package transcript makes of a recorded conversation what a person reads: who
// said what and when, what was behind it, what it came to and why. It is shown on
// screen and exported as Markdown, plain text and JSON. Everything in it is clean:
// no control characters, nothing that a terminal or a page would obey.
package transcript

import (
	"strings"
	"time"

	"parley/engine/conversation"
	"parley/engine/edit"
	"parley/engine/lead"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/text"
)

// Verdict is what a meter says of the conversation, once for each stretch of talk
// that it judges.
type Verdict struct {
	System meter.System
	meter.Verdict
}

// Source is what a transcript is made of.
type Source struct {
	Log      *conversation.Log
	Summary  conversation.Summary
	Lead     lead.Result
	Verdicts []Verdict
	Label    string // Smartsupp's, such as resolved by chatbot; "" for none
	// Assistant is the version that was talked to, for its names; nil shows ids.
	Assistant *model.Assistant
	Zone      *time.Location // of times; nil is UTC
}

// Transcript is a conversation made ready to be read. Make it with [Of].
type Transcript struct {
	Summary  conversation.Summary
	Lead     lead.Result
	Verdicts []Verdict
	Zone     *time.Location
	Name     string // of the assistant
	Label    string // Smartsupp's, such as resolved by chatbot; "" for none
	Draft    bool   // a draft was talked to
	Lines    []Line
	Saved    []session.Attribute // all that was saved, as at the end

	events []session.Event
	days   bool // it goes on past the day it began
}

// Kind says what a line tells.
type Kind uint8

// The kinds of line.
const (
	Said   Kind = iota // a message of the customer, the bot or an agent
	Told               // what went on: statuses, hand-overs, timers, feedback, pages
	Saved              // a value that was saved, or cleared
	Behind             // what only who builds the assistant cares for: redirects, notes
)

// Line is one entry: a message, or something that happened.
type Line struct {
	Kind  Kind
	At    int64 // Unix milliseconds
	From  session.From
	Who   string // of a message
	Text  string // a message may have several lines and be Markdown; everything else is one line
	Place string // the dialog and the interaction behind it; "" where there is none

	Buttons []string // that were offered
	Shared  []string // files, cards and articles that were shown
	Used    []string // articles that an answer is from

	Dialog model.DialogID
	Step   string // the interaction's id; "" where there is none
}

// Of makes the transcript of a conversation.
func Of(s Source) *Transcript {
	t := &Transcript{Summary: s.Summary, Lead: s.Lead, Verdicts: s.Verdicts, Zone: s.Zone, Label: s.Label, events: s.Log.Events}
	if t.Zone == nil {
		t.Zone = time.UTC
	}
	h := &s.Log.Header
	t.Draft = h.Assistant != "" && h.Version == 0
	t.Name = clean(string(h.Assistant))
	n := names{bot: "Bot", customer: clean(s.Summary.Name)}
	if a := s.Assistant; a != nil {
		t.Name, n.assistant = clean(a.Name), a
		n.bot = clean(a.PublicName)
		if n.bot == "" {
			n.bot = t.Name
		}
	}
	if n.customer == "" {
		n.customer = "Customer"
	}
	t.Saved = conversation.DigestOf(h, s.Log.Events).Saved
	t.lines(s.Log, n)
	t.days = t.date(s.Summary.Start) != t.date(s.Summary.Last)
	return t
}

// lines goes through what happened, and the pages that were visited meanwhile.
func (t *Transcript) lines(l *conversation.Log, n names) {
	turn := 0
	for i := range l.Events {
		for ; turn < len(l.Turns) && l.Turns[turn].First <= i; turn++ {
			t.visit(&l.Turns[turn].Input)
		}
		if line, ok := n.line(&l.Events[i]); ok {
			t.Lines = append(t.Lines, line)
		}
	}
	for ; turn < len(l.Turns); turn++ {
		t.visit(&l.Turns[turn].Input)
	}
}

func (t *Transcript) visit(in *session.Input) {
	if in.Kind == session.VisitPage {
		t.Lines = append(t.Lines, Line{Kind: Told, At: in.At, Text: "visits " + clean(in.Text)})
	}
}

// names are how the lines name who talks and what is behind it.
type names struct {
	assistant     *model.Assistant
	bot, customer string
}

// dialog is the name of a dialog, its id where it is not known.
func (n names) dialog(id model.DialogID) string {
	if n.assistant != nil {
		if d := n.assistant.Dialog(id); d != nil && d.Name != "" {
			return clean(d.Name)
		}
	}
	return clean(string(id))
}

// place names what is behind an event: "Ask name › 2 Text question".
func (n names) place(e *session.Event) string {
	if e.Dialog == "" {
		return ""
	}
	place := n.dialog(e.Dialog)
	if e.Mark != nil {
		place += " › " + edit.StepName(e.Mark.Index, e.Mark.Kind)
	}
	return place
}

// line is what an event tells; false for one that the others tell already.
func (n names) line(e *session.Event) (Line, bool) {
	l := Line{Kind: Told, At: e.At, Dialog: e.Dialog, Place: n.place(e)}
	if e.Mark != nil {
		l.Step = e.Mark.ID
	}
	switch e.Type {
	case session.Message:
		n.message(&l, e)
	case session.Saved:
		l.Kind, l.Text = Saved, saved(e.Attribute, e.Value)
	case session.Redirect:
		l.Kind, l.Text = Behind, "goes to "+n.dialog(e.To)+", "+why(e.Why)
	case session.Note:
		l.Kind, l.Text = Behind, "note: "+clean(e.Text)
		if strings.HasPrefix(e.Text, session.Failure) {
			l.Kind, l.Text = Told, clean(e.Text)
		}
	case session.End:
		return l, false
	default:
		l.Text = happened(e)
	}
	return l, true
}

// message fills a line with what was said and what came with it.
func (n names) message(l *Line, e *session.Event) {
	l.Text, l.From = clean(e.Text), e.From
	if e.From == session.System {
		return
	}
	l.Kind, l.Text = Said, strings.TrimRight(text.Clean(e.Text), "\n ")
	l.Who = map[session.From]string{session.Bot: n.bot, session.Customer: n.customer, session.Agent: "Agent"}[e.From]
	for _, b := range e.Buttons {
		l.Buttons = append(l.Buttons, clean(b))
	}
	if e.More == nil {
		return
	}
	for _, a := range e.More.Articles {
		into := &l.Shared
		if e.Mark != nil && e.Mark.Kind != nil && e.Mark.Kind.Key == "aiResponse" {
			into = &l.Used
		}
		*into = append(*into, titled(a.Title, a.ID))
	}
	for _, c := range e.More.Cards {
		l.Shared = append(l.Shared, titled(c.Title, c.Description))
	}
	for _, file := range e.More.Attachments {
		l.Shared = append(l.Shared, clean(file))
	}
}

// titled is a title with what tells it from others of that title.
func titled(title, also string) string {
	title, also = clean(title), clean(also)
	switch {
	case title == "":
		return also
	case also == "":
		return title
	}
	return title + " (" + also + ")"
}

// saved tells a value that was saved.
func saved(path model.AttributePath, v model.Value) string {
	if !v.IsSet() {
		return "cleared " + clean(string(path))
	}
	return "saved " + clean(string(path)) + " = " + clean(v.String())
}

// clean is a text on one line, without what could act on a terminal.
func clean(s string) string { return strings.Join(strings.Fields(text.Clean(s)), " ") }
