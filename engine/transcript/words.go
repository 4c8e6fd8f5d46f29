package transcript

import (
	"fmt"
	"strings"
	"time"

	"parley/engine/meter"
	"parley/engine/script"
	"parley/engine/session"
)

// happened tells an event between messages, in a line.
func happened(e *session.Event) string {
	switch e.Type {
	case session.Changed:
		return "status " + e.Status.String()
	case session.HandOver:
		to := script.HandedOver(*e)
		if e.Why != "" && e.Why != session.WhyTransfer {
			to += ", " + handedWhy(e.Why)
		}
		return to
	case session.Timer:
		return clean(e.Name) + " timer"
	case session.Feedback:
		return clean(e.Value.String()) + " feedback " + map[string]string{session.OnAI: "on the answer", session.OnArticle: "on the article"}[e.Why]
	case session.Rating:
		rated := "rated " + clean(e.Value.String())
		if e.More != nil && e.More.Scale > 0 {
			rated += fmt.Sprint(" of ", e.More.Scale)
		}
		return rated
	case session.Intent:
		how := "its phrases"
		if e.Why == "keyword" {
			how = "keyword"
		}
		return "understood as " + clean(e.Name) + ", by " + how
	case session.Workflow:
		if e.More != nil && e.More.Error != "" {
			return "workflow " + clean(e.Name) + " failed: " + clean(e.More.Error)
		}
		return "workflow " + clean(e.Name) + " ran"
	}
	return string(e.Type)
}

func handedWhy(why string) string {
	switch why {
	case session.WhyError:
		return "after an error"
	case session.WhyAbandoned:
		return "as the customer stayed silent"
	case session.WhyNotUnderstood:
		return "as no answer matched"
	}
	return clean(why)
}

// why says of a redirect why it happened.
func why(word string) string {
	switch word {
	case session.WhyEnd:
		return "where the dialog ends"
	case session.WhyAI:
		return "by the AI response"
	case session.WhyNotFound:
		return "as nothing was found"
	case "":
		return "by itself"
	}
	return "by " + clean(word)
}

// Shown are the lines that people read who care for the customer; those that only
// who builds the assistant cares for are left out unless all are asked for.
func (t *Transcript) Shown(all bool) []Line {
	if all {
		return t.Lines
	}
	var out []Line
	for _, l := range t.Lines {
		if l.Kind != Behind {
			out = append(out, l)
		}
	}
	return out
}

// Clock is a moment of the conversation as its lines tell it: the time, with the
// day where it goes on past the day it began.
func (t *Transcript) Clock(at int64) string {
	if t.days {
		return time.UnixMilli(at).In(t.Zone).Format("2006-01-02 15:04:05")
	}
	return time.UnixMilli(at).In(t.Zone).Format("15:04:05")
}

func (t *Transcript) date(at int64) string {
	return time.UnixMilli(at).In(t.Zone).Format(time.DateOnly)
}

// Span is when the conversation was, and in which time zone that is told.
func (t *Transcript) Span() string {
	from, to := time.UnixMilli(t.Summary.Start).In(t.Zone), time.UnixMilli(t.Summary.Last).In(t.Zone)
	end := to.Format("15:04:05")
	if t.days {
		end = to.Format("2006-01-02 15:04:05")
	}
	return fmt.Sprintf("%s to %s, %s", from.Format("2006-01-02 15:04:05"), end, t.Zone)
}

// Talked names what was talked to: "Order help v4, premium, chat".
func (t *Transcript) Talked() string {
	s := &t.Summary
	if s.Assistant == "" {
		return "no assistant, " + clean(s.Channel)
	}
	version := fmt.Sprint(" v", s.Version)
	if t.Draft {
		version = ", draft"
	}
	return strings.Join([]string{t.Name + version, clean(string(s.Type)), clean(s.Channel)}, ", ")
}

// Customer tells all that is known of who talked, in a line.
func (t *Transcript) Customer() string {
	s := &t.Summary
	who := clean(s.Name)
	if who == "" {
		who = "unknown"
		if s.Customer != "" {
			who = clean(string(s.Customer))
		}
	}
	company := clean(s.Company)
	if company == "" {
		company = clean(t.Lead.Domain)
	}
	parts := []string{who}
	for _, part := range []string{clean(t.Lead.Persona), company, clean(s.Email), clean(s.Phone)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// Stands tells what became of the conversation: "handed off, transferred, done".
func (t *Transcript) Stands() string {
	s := &t.Summary
	parts := []string{string(s.Standing()), s.Status.String()}
	if s.Done {
		parts = append(parts, "done")
	}
	if t.Label != "" {
		parts = append(parts, t.Label)
	}
	if s.FollowUp != "" {
		parts = append(parts, "follow up by "+clean(s.FollowUp))
	}
	return strings.Join(parts, ", ")
}

// Reason is one reason of a verdict, with when it came up.
func (t *Transcript) Reason(b meter.Because) string {
	if b.At == 0 {
		return b.Reason.String()
	}
	return b.Reason.String() + " (" + t.Clock(b.At) + ")"
}

// Says is a verdict in a line: every reason, or until when it is pending.
func (t *Transcript) Says(v Verdict) string {
	if v.State != meter.Excluded {
		return v.Say(t.Zone)
	}
	var reasons []string
	for _, b := range v.Reasons {
		reasons = append(reasons, t.Reason(b))
	}
	return "does not count: " + strings.Join(reasons, "; ")
}
