package meter

import (
	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// kiq judges a KIQ Conversation: a premium assistant, a back-and-forth, and in
// the 24 hours after the customer's first message no agent, no other
// conversation, no bad feedback, and nothing left hanging where it matters.
func kiq(d *conversation.Digest, f Facts) Verdict {
	v := Verdict{At: Began(d)}
	over := v.At + day
	seen := min(over, f.Now+1) // only what is before counts
	v.source(d, f)
	switch {
	case d.Assistant == "":
		v.because(NoAssistant, 0)
	case d.Type != model.Premium:
		v.because(LiteAssistant, 0)
	}
	v.handed(d, seen)
	if f.Another > 0 && f.Another < seen {
		v.because(AnotherConversation, f.Another)
	}
	v.disliked(d, seen)
	v.abandoned(d, seen, f.Now >= over)
	answered := d.Replied > 0 && d.Replied < seen
	switch {
	case f.Now >= over && !answered:
		v.because(NoBackAndForth, 0)
	case f.Now < over && v.State == Counts:
		v.State, v.Until = Pending, over
	}
	v.sort()
	return v
}

// handed names every way to an agent before a moment.
func (v *Verdict) handed(d *conversation.Digest, seen int64) {
	for _, h := range d.Handed {
		if h.At >= seen {
			continue
		}
		switch h.Reason {
		case conversation.ByError:
			v.because(AfterError, h.At)
		case conversation.ByAgent:
			v.because(Interrupted, h.At)
		case conversation.ByAbandoning:
			v.because(AbandonedToAgent, h.At)
		case conversation.ByConfusion:
			v.because(NotUnderstood, h.At)
		default:
			v.because(Transferred, h.At)
		}
	}
}

// disliked names every negative feedback before a moment.
func (v *Verdict) disliked(d *conversation.Digest, seen int64) {
	for _, o := range d.Feedback {
		if o.Positive || o.At >= seen {
			continue
		}
		switch o.On {
		case session.OnAI:
			v.because(DislikedAnswer, o.At)
		case session.OnArticle:
			v.because(DislikedArticle, o.At)
		default:
			v.because(DislikedRequest, o.At)
		}
	}
}

// abandoned looks at where the customer was left: when the conversation was
// abandoned, or when the day was over and it still waited.
func (v *Verdict) abandoned(d *conversation.Digest, seen int64, over bool) {
	at := abandonedAt(d)
	stood := conversation.Place{Waits: d.Waits, Deflected: d.Deflected}
	if at == 0 || at >= seen {
		if !over {
			return
		}
		at = seen
		if d.DayEnd != nil {
			stood = *d.DayEnd
		}
	}
	switch w := stood.Waits; {
	case w.Since == 0 || w.Since >= seen:
	case w.Kind == "articleDeflection" && stood.Deflected.Selected > 0:
	case w.Kind == "articleDeflection" && stood.Deflected.Shown > 0:
		v.because(NoArticleSelected, at)
	case w.Kind == "articleDeflection":
		v.because(AbandonedDeflection, at)
	case w.Kind == "objectSelector":
		v.because(AbandonedObjects, at)
	case identifies(w.Saves):
		v.because(AbandonedAttribute, at)
	}
}

// abandonedAt is when the conversation was abandoned, 0 where it was not.
func abandonedAt(d *conversation.Digest) int64 {
	for _, c := range d.Statuses {
		if c.Status == session.Abandoned {
			return c.At
		}
	}
	return 0
}

// identifies reports whether a path is an Email, Phone or Name attribute of the customer.
func identifies(path model.AttributePath) bool {
	switch path {
	case "customer.email", "customer.phone", "customer.name", "customer.firstName", "customer.lastName":
		return true
	}
	return false
}
