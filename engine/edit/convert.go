package edit

import (
	"reflect"
	"strings"

	"parley/engine/model"
)

// stripper takes out of a definition what a channel and type cannot have, by the
// tables of kinds and fields, and lists it.
type stripper struct {
	channel model.Channel
	to      model.Type
	losses  []Loss
}

// field is a [rewriter].
func (x *stripper) field(s spot) (reflect.Value, bool) {
	switch s.Field.Role {
	case model.RoleSteps:
		return x.steps(s)
	case model.RoleStep:
		end, _ := s.Value.Interface().(*model.Interaction)
		if end == nil || x.fits(end, s.Path, s.Path) {
			return s.Value, false
		}
		return reflect.Zero(s.Value.Type()), true
	}
	if s.Value.IsZero() {
		return s.Value, false
	}
	ok, reason := s.Field.Fits(x.channel, x.to)
	if ok && x.to != model.Premium && isDone(s) {
		ok, reason = false, "mark as done is Premium only"
	}
	if ok {
		return s.Value, false
	}
	x.losses = append(x.losses, Loss{Path: s.Path, Now: s.Path, What: s.Field.Label + " (" + reason + ")"})
	return reflect.Zero(s.Value.Type()), true
}

// isDone tells the one word of a field that is premium where the field is not:
// an abandoned conversation that is marked as done.
func isDone(s spot) bool {
	return s.Holder.Type() == reflect.TypeFor[model.Abandoned]() && s.Field.Key == "then" && s.Value.String() == "done"
}

// steps leaves out the interactions that do not fit.
func (x *stripper) steps(s spot) (reflect.Value, bool) {
	list, _ := s.Value.Interface().([]model.Interaction)
	var left []model.Interaction
	for i := range list {
		at := s.Path.At(list[i].ID)
		if list[i].ID == "" {
			at = s.Path.Index(i)
		}
		if x.fits(&list[i], at, s.Path) {
			left = append(left, list[i])
		}
	}
	return reflect.ValueOf(left), len(left) != len(list)
}

func (x *stripper) fits(i *model.Interaction, at, now model.Path) bool {
	k := i.Kind()
	if k == nil {
		return true
	}
	ok, reason := k.Fits(x.channel, x.to)
	if !ok {
		x.losses = append(x.losses, Loss{Path: at, Now: now, What: k.Name + " (" + reason + ")"})
	}
	return ok
}

// dialog strips a dialog; one that loses its end is listed as unlinked too.
func (x *stripper) dialog(d *model.Dialog, at model.Path) *model.Dialog {
	out := rewrite(d, at, x.field)
	x.unlinked(d, out, at)
	return out
}

func (x *stripper) unlinked(before, after *model.Dialog, at model.Path) {
	if before.End != nil && after.End == nil && !model.FlowOf(after).Ends {
		x.losses = append(x.losses, Loss{Path: at, Now: at, What: after.Name + " has no end interaction", Unlinked: true})
	}
}

// convertedTo is the assistant as another type, or on another channel, and what that costs.
func convertedTo(a *model.Assistant, to model.Type, channel model.Channel) (*model.Assistant, []Loss) {
	x := &stripper{channel: channel, to: to}
	out := *rewrite(a, a.PathOf(), x.field)
	out.Type, out.Channel = to, channel
	for i, d := range out.Dialogs {
		if before := a.Dialogs[i]; before != d {
			x.unlinked(before, d, d.PathOf(a))
		}
	}
	return &out, x.losses
}

// wanted fills in and checks what an assistant is to become.
func wanted(w *model.Workspace, id model.AssistantID, to model.Type, channel model.Channel) (*model.Assistant, model.Type, model.Channel, error) {
	a, err := assistantOf(w, id)
	if err != nil {
		return nil, "", "", err
	}
	if to == "" {
		to = a.Type
	}
	if channel == "" {
		channel = a.Channel
	}
	return a, to, channel, possible(to, channel)
}

// possible reports why there can be no assistant of the type on the channel.
func possible(t model.Type, c model.Channel) error {
	switch {
	case t != model.Lite && t != model.Premium:
		return refuse("choose lite or premium", "%q is no type of assistant", t)
	case c.Title() == string(c) && c != model.Chat && c != model.Voice:
		return refuse("choose one of chat, whatsapp, twilio-whatsapp, messagebird-whatsapp, sms, voice", "%q is no channel", c)
	}
	if ok, reason := t.Allows(c); !ok {
		return refuse("choose another type or channel", "%s", reason)
	}
	return nil
}

// Rehearse tells what an assistant would lose as another type, or on another
// channel ("" leaves either), without changing anything. Rules and defaults that
// would no longer fit the channel are among it.
func Rehearse(w *model.Workspace, id model.AssistantID, to model.Type, channel model.Channel) ([]Loss, error) {
	a, to, channel, err := wanted(w, id, to, channel)
	if err != nil {
		return nil, err
	}
	_, losses := convertedTo(a, to, channel)
	return append(losses, startersLost(w, a, channel)...), nil
}

// startersLost lists the rules and defaults that start the assistant on another channel.
func startersLost(w *model.Workspace, a *model.Assistant, channel model.Channel) []Loss {
	var out []Loss
	if channel == a.Channel {
		return nil
	}
	for _, r := range w.Rules {
		if r.Assistant == a.ID && r.Channel != channel {
			p := model.Path("rules").At(r.ID)
			out = append(out, Loss{Path: p, Now: p, What: "rule " + nameOr(r.Name, r.ID) + " is for " + r.Channel.Title(), Unlinked: true})
		}
	}
	kind := model.DocumentKindOf("Defaults")
	for i, defaults := range w.Defaults {
		for n, d := range defaults.Defaults {
			if d.Assistant == a.ID && d.Channel != channel {
				p := documentPath(kind, reflect.ValueOf(defaults), i).Field("defaults").Index(n)
				out = append(out, Loss{Path: p, Now: p, What: "default for " + d.Channel.Title(), Unlinked: true})
			}
		}
	}
	return out
}

func nameOr(name, id string) string {
	if name != "" {
		return name
	}
	return id
}

// DuplicateAs copies an assistant as the other type, or for another channel ("" is
// as it is). The original is untouched; what the copy had to lose is listed.
type DuplicateAs struct {
	Assistant model.AssistantID
	Type      model.Type
	Channel   model.Channel
}

// Label implements [Action].
func (a DuplicateAs) Label() string {
	return strings.TrimSpace("duplicate assistant as " + strings.TrimSpace(a.Type.Title()+" "+a.Channel.Title()))
}

// MergeKey implements [Action].
func (a DuplicateAs) MergeKey() string { return "" }

// Apply implements [Action].
func (a DuplicateAs) Apply(w *model.Workspace) (Change, error) {
	of, to, channel, err := wanted(w, a.Assistant, a.Type, a.Channel)
	if err != nil {
		return Change{Workspace: w}, err
	}
	out, losses := convertedTo(of, to, channel)
	name := of.Name
	if to != of.Type {
		name += " " + to.Title()
	}
	if channel != of.Channel {
		name += " " + channel.Title()
	}
	if name == of.Name {
		name += " copy"
	}
	out.Name, out.ID = name, freeAssistantID(w, name)
	for i := range losses {
		if rest, ok := strings.CutPrefix(string(losses[i].Now), string(of.PathOf())); ok {
			losses[i].Now = out.PathOf() + model.Path(rest)
		}
	}
	return finish(w, insertAssistant(w, of.ID, out), out.PathOf(), losses, nil)
}

// ConvertAssistant makes an assistant itself one of another type or channel (""
// is as it is); what it had to lose is listed. Rules and defaults stay as they
// are; those that no longer fit are listed.
type ConvertAssistant struct {
	Assistant model.AssistantID
	Type      model.Type
	Channel   model.Channel
}

// Label implements [Action].
func (a ConvertAssistant) Label() string { return "convert assistant " + string(a.Assistant) }

// MergeKey implements [Action].
func (a ConvertAssistant) MergeKey() string { return "" }

// Apply implements [Action].
func (a ConvertAssistant) Apply(w *model.Workspace) (Change, error) {
	of, to, channel, err := wanted(w, a.Assistant, a.Type, a.Channel)
	if err != nil {
		return Change{Workspace: w}, err
	}
	if to == of.Type && channel == of.Channel {
		return finish(w, w, of.PathOf(), nil, nil)
	}
	out, losses := convertedTo(of, to, channel)
	losses = append(losses, startersLost(w, of, channel)...)
	after, err := with(w, of.PathOf(), out)
	return finish(w, after, of.PathOf(), losses, err)
}
