package meter

import (
	"parley/engine/conversation"
	"parley/engine/session"
)

// smartsupp judges a chatbot conversation: the visitor engaged the chatbot, with
// a button or a reply. Who wrote past it to an agent did not.
func smartsupp(d *conversation.Digest, f Facts) Verdict {
	v := Verdict{At: Began(d)}
	v.source(d, f)
	joined := d.Joined > 0 && d.Joined <= f.Now
	switch {
	case d.Assistant == "":
		v.because(NoAssistant, 0)
	case !joined:
		v.because(WroteStraight, d.Engaged)
	default:
		v.At = d.Joined
	}
	return v
}

// Chatbot is how Smartsupp's statistics see a conversation.
type Chatbot struct {
	Triggered bool // the chatbot opened; where nobody took it up no conversation is kept
	Joined    bool // the visitor engaged the chatbot
	Resolved  bool // joined, and no person took part
	Escalated bool // handed to a person, or written past the chatbot to one
}

// Label is what stands on the conversation's card; "" for none.
func (c Chatbot) Label() string {
	switch {
	case c.Escalated:
		return "escalated to human"
	case c.Resolved:
		return "resolved by chatbot"
	case c.Joined:
		return "joined by chatbot"
	}
	return ""
}

// ChatbotOf is how a conversation stands in the chatbot's statistics at a moment.
// Where no assistant took part, nowhere.
func ChatbotOf(d *conversation.Digest, now int64) Chatbot {
	var c Chatbot
	if d.Assistant == "" || d.Engaged == 0 || d.Engaged > now {
		return c
	}
	c.Triggered = true
	c.Joined = d.Joined > 0 && d.Joined <= now
	c.Escalated = !c.Joined
	for _, h := range d.Handed {
		c.Escalated = c.Escalated || h.At <= now
	}
	c.Resolved = c.Joined && !c.Escalated && !spoke(d, session.Agent, now)
	return c
}

// spoke reports whether somebody said something by a moment.
func spoke(d *conversation.Digest, who session.From, now int64) bool {
	for _, m := range d.Moments {
		if m.From == who && !m.End && m.At <= now {
			return true
		}
	}
	return false
}
