package check

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"parley/engine/channel"
	"parley/engine/model"
	"parley/engine/text"
)

// interaction checks an interaction as a whole.
func (x *walk) interaction(p model.Place) bool {
	i := p.Step
	x.klass = ""
	x.count++
	if i.ID != "" {
		x.ids = append(x.ids, i.ID)
		if !model.ValidID(i.ID) {
			x.report(p.Path, Error, "idShape", fmt.Sprintf("%q cannot be an id", i.ID), "use letters, digits, dashes and underscores, at most 64")
		}
	}
	k := i.Kind()
	if k == nil {
		x.report(p.Path, Error, "noKind", "the interaction has no kind", "choose a kind, or delete it")
		return false
	}
	if a := x.assistant; known(a) {
		if ok, why := k.Fits(a.Channel, a.Type); !ok {
			f := x.report(p.Path, Error, "interactionNotAllowed", fmt.Sprintf("%s is %s", k.Name, why), x.elsewhere(why, "use another interaction"))
			x.removal(f, p.Path)
			return true
		}
	}
	if !x.plays[k] {
		x.report(p.Path, Error, "notPlayed", fmt.Sprintf("%s is not played yet: a conversation that reaches it would go to an agent", k.Name), "use another interaction until it is played")
	}
	x.says = x.says || isSaid(k)
	if i.Understands() {
		x.reads = append(x.reads, linkAt{p.Path, x.order})
	}
	x.opts = optionsOf(x.opts[:0], i)
	x.options(i, p.Path)
	x.ofKind(i, p.Path)
	return true
}

// removal completes a finding about an interaction with its deletion.
func (x *walk) removal(f *Finding, at model.Path) {
	if isElement(at) {
		f.Fix = &Fix{Kind: FixRemove, Label: "delete the interaction", Path: at}
	} else {
		f.Fix = &Fix{Kind: FixClear, Label: "delete the end interaction", Path: at}
	}
}

// nested tells steps that cannot stand inside another interaction; the
// dialog's own list is looked at with its end.
func (x *walk) nested(p model.Place) {
	if p.Step == nil {
		return
	}
	k := p.Step.Kind()
	list := p.Value.Interface().([]model.Interaction)
	for n := range list {
		inner := list[n].Kind()
		if inner == nil || k.TakesStep(inner) {
			continue
		}
		why, mend := "it redirects or ends, and can only be a dialog's end interaction", "use the redirect beside the steps instead"
		if !inner.End {
			why, mend = "it has no room there", "put it into a dialog of its own and redirect to it"
		}
		f := x.report(stepPath(p.Path, list[n].ID, n), Error, "stepNotAllowed", fmt.Sprintf("%s cannot stand inside %s: %s", inner.Name, k.Name, why), mend)
		f.Interaction = list[n].ID
	}
}

// stepPath is the path of an interaction in a list of them.
func stepPath(at model.Path, id string, n int) model.Path {
	if id == "" {
		return at.Index(n)
	}
	return at.At(id)
}

// optionsOf adds what a customer can choose from in an interaction, by its descriptor.
func optionsOf(out []option, i *model.Interaction) []option {
	k := i.Kind()
	if k == nil || !k.Waits {
		return out
	}
	v := reflect.ValueOf(i.Settings).Elem()
	for _, f := range k.Fields() {
		switch fv := f.Of(v); {
		case f.Role == model.RoleList && f.Elem.Role == model.RoleLabel:
			out = labelsIn(out, fv, f.Key)
		case f.Role == model.RoleList && f.Elem.Role == model.RoleGroup:
			fields := f.Elem.Fields()
			for n := range fv.Len() {
				out = labelOf(out, fields, fv.Index(n), f.Key, n)
			}
		case f.Role == model.RoleGroup && fv.Kind() == reflect.Struct:
			out = labelOf(out, f.Fields(), fv, f.Key, -1)
		}
	}
	return out
}

// labelOf adds the first label of a group.
func labelOf(out []option, fields []*model.Field, v reflect.Value, field string, n int) []option {
	for _, f := range fields {
		if f.Role == model.RoleLabel {
			return append(out, option{field, n, f.Key, f.Of(v).String()})
		}
	}
	return out
}

func labelsIn(out []option, v reflect.Value, field string) []option {
	for n := range v.Len() {
		out = append(out, option{field: field, n: n, label: v.Index(n).String()})
	}
	return out
}

// options checks what a customer can choose from.
func (x *walk) options(i *model.Interaction, at model.Path) {
	all := x.opts
	if len(all) == 0 {
		return
	}
	if !slices.ContainsFunc(i.Kind().Fields(), func(f *model.Field) bool { return f.Role == model.RoleList && f.Elem.Role == model.RoleLabel }) {
		x.twice(all, at)
	}
	if x.channel.IsWhatsApp() {
		x.whatsApp(i, all, at)
	}
	if isMenu(i) && !slices.ContainsFunc(all, func(o option) bool { return saysElse(o.label) }) {
		x.report(at, Hint, "noSomethingElse", "none of the choices is for something else", "add one for everything the others do not cover")
	}
}

// isMenu tells an interaction that leads on by three or more choices.
func isMenu(i *model.Interaction) bool {
	k := i.Kind()
	if k == nil || !k.End || !k.Waits {
		return false
	}
	v := reflect.ValueOf(i.Settings).Elem()
	for _, f := range k.Fields() {
		if (f.Role == model.RoleList || f.Role == model.RoleMap) && f.Why != "" && f.Of(v).Len() >= 3 {
			return true
		}
	}
	return slices.ContainsFunc(k.Fields(), func(f *model.Field) bool { return f.Role == model.RoleList && f.Of(v).Len() >= 3 })
}

// whatsApp checks choices against what a WhatsApp message carries.
func (x *walk) whatsApp(i *model.Interaction, all []option, at model.Path) {
	limits := channel.LimitsOf(x.channel)
	most, what := limits.Choice(len(all)), "a button"
	if i.Kind() == model.KindOf("listSelector") || limits.ListOf(len(all)) {
		most, what = limits.Row, "a row"
		if len(all) > limits.Rows {
			x.report(at, Error, "overLimit", fmt.Sprintf("%d choices: WhatsApp shows %d", len(all), limits.Rows), "take some away, or lead to a second menu")
		}
	}
	for _, o := range all {
		if over := channel.Over(o.label, most); over > 0 {
			x.report(o.path(at), Warning, "tooLong", fmt.Sprintf("%d characters: %s on WhatsApp has %d", most+over, what, most), "shorten it")
		}
		if hasEmoji(o.label) {
			x.report(o.path(at), Warning, "emojiOnButton", "WhatsApp does not show emoji on buttons everywhere", "take the emoji out")
		}
	}
}

// attachment checks the name of a file that is sent.
func (x *walk) attachment(p model.Place) {
	switch strings.ToLower(path.Ext(p.Text())) {
	case ".jpg", ".jpeg", ".png", ".mp4":
		return
	}
	f := x.report(p.Path, Error, "attachmentType", fmt.Sprintf("%q is no JPEG, PNG or MP4 file", p.Text()), "attach one of those")
	f.Fix = &Fix{Kind: FixRemove, Label: "take it away", Path: p.Path}
}

// klassAttribute checks the bare name of an attribute of the Klass chosen beside it.
func (x *walk) klassAttribute(p model.Place) {
	k := x.w.Klass(x.klass)
	if k == nil || x.klass == "" {
		return
	}
	var names []string
	for _, d := range k.Attributes {
		names = append(names, d.Name)
	}
	if slices.Contains(names, p.Text()) {
		return
	}
	f := x.report(p.Path, Error, "unknownAttribute", fmt.Sprintf("the Klass %s has no attribute %q", x.klass, p.Text()), "use one of "+listed(names))
	x.suggest(f, p.Text(), names)
}

// saysElse reports whether a label stands for everything the others do not cover.
func saysElse(label string) bool {
	return hasWord(text.Fold(label), elseWords)
}
