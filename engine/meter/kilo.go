package meter

import "parley/engine/conversation"

// kilo judges a conversation with Kilo: it counts from the visitor's first
// message, and what follows in it never counts again. Whether the plan had any
// left is not the conversation's own matter: see [Recount].
func kilo(d *conversation.Digest, f Facts) Verdict {
	v := Verdict{At: Began(d)}
	v.source(d, f)
	if d.Assistant == "" {
		v.because(NoAssistant, 0)
	}
	return v
}
