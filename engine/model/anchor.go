package model

// LinkState tells whether a dialog leads anywhere.
type LinkState uint8

// The states of a dialog's anchor.
const (
	Linked   LinkState = iota // it leads to at least one dialog, and to no missing one
	Unlinked                  // no end interaction, or a link that is empty or dangling
	Finished                  // its end interaction ends the assistant
)

// Anchor is where a dialog leads, in short.
type Anchor struct {
	State   LinkState
	Targets []*Dialog // every dialog it can go to, in document order, each once
	Why     string    // what is wrong with one that is not linked
}

// AnchorOf works out the link state of an assistant's dialog from its flow. One
// whose interactions redirect on every path needs no end interaction.
func AnchorOf(a *Assistant, d *Dialog, f *Flow) Anchor {
	out := Anchor{Targets: targets(a, f)}
	if d.End == nil && !f.Ends {
		out.State, out.Why = Unlinked, "not linked"
		return out
	}
	for _, l := range f.Links {
		if l.Dead || a.Dialog(l.To) != nil {
			continue
		}
		out.State, out.Why = Unlinked, "not linked: no dialog "+string(l.To)
		if l.To == "" {
			out.Why = "not linked: " + l.Label
		}
		return out
	}
	switch {
	case d.End != nil && d.End.Kind() != nil && d.End.Kind().Final:
		out.State = Finished
	case len(out.Targets) == 0:
		out.State, out.Why = Unlinked, "not linked"
	}
	return out
}

func targets(a *Assistant, f *Flow) []*Dialog {
	var out []*Dialog
	seen := map[DialogID]bool{}
	for _, l := range f.Links {
		if to := a.Dialog(l.To); to != nil && !seen[l.To] {
			seen[l.To] = true
			out = append(out, to)
		}
	}
	return out
}

// Ending names how a finished dialog ends the assistant: Transfer to Sales.
func (d *Dialog) Ending() string {
	if d.End == nil || d.End.Kind() == nil {
		return ""
	}
	if t, ok := d.End.Settings.(*Transfer); ok && t.Team != "" {
		return "Transfer to " + string(t.Team)
	}
	return d.End.Kind().Name
}
