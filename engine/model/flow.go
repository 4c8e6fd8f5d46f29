package model

import "reflect"

// Link is one way from a dialog to another.
type Link struct {
	To    DialogID
	Why   string // the word a redirect event gives as its reason
	Label string // what leads there, for people: a button's label, a key, a field's name
	Step  string // id of the interaction
	Kind  *Kind
	Path  Path // of the link's field, below the dialog
	Free  bool // it can be taken without an answer of the customer since the dialog began
	Dead  bool // what comes before it redirects on every path
}

// Flow is how a dialog runs from top to bottom and where it can lead.
type Flow struct {
	Links []Link // in document order; the target may be empty or missing
	Ends  bool   // every way through the interactions redirects: nothing may follow them
	Waits bool   // it may wait for the customer
	Stops bool   // it may end the assistant, or hand over for want of an end interaction
	Dead  []Path // below the dialog: the first thing of each run that nothing can reach
}

// FlowOf works out how a dialog runs. A decision redirects on every path only
// where each of its sides is given and redirects.
func FlowOf(d *Dialog) *Flow {
	w := flows{out: &Flow{}}
	state := w.steps(reflect.ValueOf(d.Interactions), "interactions", free)
	w.out.Ends = state == never
	switch {
	case d.End == nil:
		w.out.Stops = state != never
	case state == never:
		w.out.Dead = append(w.out.Dead, "end")
	default:
		w.out.Stops = d.End.Kind() == nil || d.End.Kind().Final
	}
	if d.End != nil {
		w.step(d.End, "end", state)
	}
	return w.out
}

// reach says how the flow comes to a place.
type reach uint8

const (
	never    reach = iota // every way here redirects elsewhere
	answered              // only after an answer of the customer
	free                  // also without one
)

type flows struct{ out *Flow }

func (w flows) steps(list reflect.Value, at Path, state reach) reach {
	for n := range list.Len() {
		was := state
		if state = w.stepOf(list, n, at, state); state == never && was != never && n+1 < list.Len() {
			w.out.Dead = append(w.out.Dead, elementPath(at, list.Index(n+1), n+1))
		}
	}
	return state
}

// stepOf is step for an interaction in a list, with no path made where none is needed.
func (w flows) stepOf(list reflect.Value, n int, at Path, state reach) reach {
	i := list.Index(n).Addr().Interface().(*Interaction)
	if k := i.Kind(); k == nil || !k.Waits && !k.leads() {
		return state
	} else if !k.leads() {
		return w.step(i, "", state)
	}
	return w.step(i, elementPath(at, list.Index(n), n), state)
}

// step adds the links of an interaction and returns how the flow comes out of it.
func (w flows) step(i *Interaction, at Path, state reach) reach {
	k := i.Kind()
	if k == nil || !k.Waits && !k.leads() {
		return state
	}
	v := reflect.ValueOf(i.Settings).Elem()
	out, inside := state, state
	if k.Waits && state != never {
		w.out.Waits = true
		inside = answered
		if out = answered; skips(k, v) {
			out = state
		}
	}
	if k.leads() {
		s := flowStep{flows: w, step: i, entry: state}
		if after, decides := s.group(k.Fields(), v, at, "", "", inside); decides {
			out = after
		}
	}
	return out
}

// skips reports whether the settings let a question go by without waiting.
func skips(k *Kind, v reflect.Value) bool {
	for _, f := range k.Fields() {
		if f.Role == RoleBool && f.Has("skips") && f.Of(v).Bool() {
			return true
		}
	}
	return false
}

// Understands reports whether what the customer writes to the interaction is to
// be read for intents.
func (i *Interaction) Understands() bool {
	k := i.Kind()
	if k == nil || !k.Waits {
		return false
	}
	for _, f := range k.Fields() {
		if f.Role == RoleBool && f.Has("understands") {
			return f.Of(reflect.ValueOf(i.Settings).Elem()).Bool()
		}
	}
	return false
}

// flowStep adds the links of one interaction.
type flowStep struct {
	flows
	step  *Interaction
	entry reach // how the flow comes to the interaction
}

// group walks the fields of a struct. Where it holds steps, or groups that do,
// decides is true and the result is how the flow comes out of them.
func (s flowStep) group(fields []*Field, v reflect.Value, at Path, why, label string, in reach) (out reach, decides bool) {
	local, named := in, false
	for _, f := range fields {
		if f.Role < RoleDialog && f.Role != RoleLabel {
			continue
		}
		fv := f.Of(v)
		why := firstOf(f.Why, why)
		switch f.Role {
		case RoleLabel:
			if !named && fv.String() != "" {
				label, named = fv.String(), true
			}
		case RoleSteps:
			decides, local = true, s.steps(fv, at.Field(f.Key), in)
		case RoleDialog:
			if decides && fv.String() == "" {
				continue
			}
			p := at.Field(f.Key)
			s.link(f, fv, p, why, firstOf(label, f.Label), local)
			if decides {
				if local == never && in != never {
					s.out.Dead = append(s.out.Dead, p)
				}
				local = never
			}
		case RoleMap:
			if f.Elem.Role == RoleDialog {
				for n := range fv.Len() {
					key := fv.Index(n).Field(0).String()
					s.link(f, fv.Index(n).Field(1), at.Field(f.Key).At(key), why, key, local)
				}
			}
		case RoleGroup, RoleList:
			if f.Role == RoleList && f.Elem.Role != RoleGroup {
				continue
			}
			after, nested := s.nested(f, fv, at.Field(f.Key), why, in)
			if nested {
				out, decides = max(out, after), true
				local = out
			}
		}
	}
	if decides {
		return local, true
	}
	return in, false
}

// nested walks a group, or each of a list of groups.
func (s flowStep) nested(f *Field, v reflect.Value, at Path, why string, in reach) (out reach, decides bool) {
	if f.Role == RoleList {
		fields := f.Elem.Fields()
		for n := range v.Len() {
			after, nested := s.group(fields, v.Index(n), at.Index(n), firstOf(f.Elem.Why, why), "", in)
			out, decides = max(out, after), decides || nested
		}
		return out, decides
	}
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return in, leads(f.Fields())
		}
		v = v.Elem()
	}
	return s.group(f.Fields(), v, at, why, f.Label, in)
}

func (s flowStep) link(f *Field, v reflect.Value, at Path, why, label string, state reach) {
	if why == "notFound" && s.entry == free {
		state = free
	}
	if v.String() == "" && !f.Required {
		return
	}
	s.out.Links = append(s.out.Links, Link{To: DialogID(v.String()), Why: why, Label: label,
		Step: s.step.ID, Kind: s.step.Kind(), Path: at, Free: state == free, Dead: state == never})
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// leads reports whether fields hold links to dialogs or nested steps.
func leads(fields []*Field) bool {
	for _, f := range fields {
		switch f.Role {
		case RoleDialog, RoleSteps:
			return true
		case RoleGroup:
			if leads(f.Fields()) {
				return true
			}
		case RoleList, RoleMap:
			if f.Elem.Role == RoleDialog || f.Elem.Role == RoleGroup && leads(f.Elem.Fields()) {
				return true
			}
		}
	}
	return false
}
