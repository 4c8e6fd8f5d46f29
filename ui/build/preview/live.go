package preview

import "parley/ui/kit/keys"

// liveBindings begin and end a live conversation, where that is offered.
func (p *Preview) liveBindings() keys.Set {
	switch p.state.Live {
	case Offered:
		return keys.Set{{ID: "preview.live", Keys: []string{"L"}, Label: "talk live", Help: "Talk as a live customer: rules and defaults choose a published version, and it is recorded", Group: group}}
	case Held:
		return keys.Set{{ID: "preview.live", Keys: []string{"L"}, Label: "end live", Help: "End the live conversation and go back to the preview", Group: group}}
	}
	return nil
}

// Why what belongs to trying out does nothing in a live conversation.
const (
	goesForward = "this is a live conversation: nothing of it is taken back"
	onTheClock  = "this is a live conversation: its time is the clock's"
	whoTalks    = "this is a live conversation: who talks stays the same"
	aloneLive   = "this is a live conversation: the published version alone is talked to"
)

// whileLive takes what belongs to trying out away while the conversation is live.
func (p *Preview) whileLive(set keys.Set) keys.Set {
	if p.state.Live != Held {
		return set
	}
	why := map[string]string{"preview.rewind": goesForward, "preview.forward": goesForward, "preview.change": goesForward, "preview.restart": goesForward,
		"preview.tree": goesForward, "preview.wait": onTheClock, "clock.next": onTheClock, "clock.set": onTheClock, "preview.persona": whoTalks, "preview.beside": aloneLive}
	out := append(keys.Set(nil), set...)
	for i := range out {
		if reason, ok := why[out[i].ID]; ok {
			out[i].Disabled, out[i].Firm = func() string { return reason }, true
		}
	}
	return out
}
