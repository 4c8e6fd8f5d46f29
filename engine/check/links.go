package check

import "parley/engine/model"

// LinkState is what a dialog's anchor shows.
type LinkState uint8

// The states of an anchor.
const (
	NoLink   LinkState = iota // there is no dialog to speak of
	Linked                    // its end leads somewhere
	Unlinked                  // it has no end interaction, or one with an empty or dangling target
	Final                     // its end interaction ends the assistant
)

// String is the state as a word.
func (s LinkState) String() string {
	return [...]string{"none", "linked", "unlinked", "final"}[s]
}

// Anchor tells where a dialog leads.
type Anchor struct {
	State LinkState
	Why   string       // of Unlinked, for people
	To    []model.Link // every way on, in document order; the target may be empty or missing
}

// Links works out a dialog's anchor.
func Links(a *model.Assistant, d *model.Dialog) Anchor {
	if d == nil {
		return Anchor{}
	}
	return anchor(d, model.FlowOf(d), func(id model.DialogID) bool { return a.Dialog(id) != nil })
}

// anchor decides by the end interaction; where there is none, by the last
// interaction if it redirects on every path.
func anchor(d *model.Dialog, f *model.Flow, there func(model.DialogID) bool) Anchor {
	out := Anchor{State: Linked, To: f.Links}
	switch {
	case d.End == nil && !f.Ends:
		out.State, out.Why = Unlinked, "no end interaction"
		return out
	case d.End != nil && d.End.Kind() == nil:
		out.State, out.Why = Unlinked, "the end interaction has no kind"
		return out
	case d.End != nil && d.End.Kind().Final:
		out.State = Final
		return out
	}
	ways := 0
	for _, l := range f.Links {
		if isEnd := l.Path.Below("end"); isEnd != (d.End != nil) {
			continue
		}
		ways++
		if l.To == "" {
			out.State, out.Why = Unlinked, leader(l)+" leads nowhere"
			return out
		}
		if !there(l.To) {
			out.State, out.Why = Unlinked, "there is no dialog "+string(l.To)
			return out
		}
	}
	if ways == 0 {
		out.State, out.Why = Unlinked, "the end interaction leads nowhere"
	}
	return out
}

// Anchors keeps the anchors of an assistant's dialogs from edit to edit, and who
// leads to whom. The zero value is ready.
type Anchors struct {
	index *index
	flows map[*model.Dialog]*model.Flow
	from  map[model.DialogID][]Source
	at    *model.Assistant
}

// Source is a link with the dialog it comes from.
type Source struct {
	From *model.Dialog
	Link model.Link
}

// Update makes the anchors those of the assistant; dialogs that are the same
// values as before are not looked into again.
func (n *Anchors) Update(a *model.Assistant) {
	if n.at == a {
		return
	}
	flows := make(map[*model.Dialog]*model.Flow, len(a.Dialogs))
	for _, d := range a.Dialogs {
		f := n.flows[d]
		if f == nil {
			f = model.FlowOf(d)
		}
		flows[d] = f
	}
	if n.index == nil || !n.index.fits(a.Dialogs) {
		n.index = newIndex(a.Dialogs)
	}
	n.at, n.flows, n.from = a, flows, nil
}

// Of returns the anchor of a dialog of the assistant.
func (n *Anchors) Of(d *model.Dialog) Anchor {
	f := n.flows[d]
	if d == nil || f == nil {
		return Anchor{}
	}
	return anchor(d, f, n.there)
}

func (n *Anchors) there(id model.DialogID) bool {
	_, ok := n.index.at[id]
	return ok
}

// From lists the links that lead to a dialog, in document order.
func (n *Anchors) From(id model.DialogID) []Source {
	if n.from == nil && n.at != nil {
		n.from = map[model.DialogID][]Source{}
		for _, d := range n.at.Dialogs {
			for _, l := range n.flows[d].Links {
				n.from[l.To] = append(n.from[l.To], Source{d, l})
			}
		}
	}
	return n.from[id]
}

// LinkedFrom lists the links of an assistant that lead to a dialog, in document
// order. Who asks often keeps [Anchors].
func LinkedFrom(a *model.Assistant, id model.DialogID) []Source {
	var n Anchors
	n.Update(a)
	return n.From(id)
}
