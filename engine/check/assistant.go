package check

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// settings checks an assistant's own fields (head) and its settings (tail).
func (s scope) settings(m *memory) (head, tail []placed) {
	a := s.assistant
	x := &walk{scope: s}
	x.definition(a, a.PathOf())
	x.order = lastOrder
	if ok, why := a.Type.Allows(a.Channel); !ok {
		f := x.report(a.PathOf().Field("type"), Error, "typeOnChannel", why, "make it Lite")
		f.Fix = &Fix{Kind: FixSet, Label: "make it Lite", Path: f.Path, Value: string(model.Lite)}
	}
	x.twoDialogs(m)
	head = x.found
	y := &walk{scope: s}
	y.definition(&a.Settings, a.PathOf().Field("settings"))
	y.order = lastOrder
	y.timers()
	y.consent(m)
	y.fallback(m)
	slices.SortStableFunc(y.found, byOrder)
	for _, found := range [][]placed{head, y.found} {
		for i := range found {
			f := &found[i].Finding
			f.Assistant = a.ID
			f.Place = title(a.Name, a.ID) + labelTrail(a, f.Path)
		}
	}
	return head, y.found
}

// labelTrail names the fields on the way from an assistant to a place.
func labelTrail(a *model.Assistant, at model.Path) string {
	out := ""
	rest := strings.TrimPrefix(string(at), string(a.PathOf()))
	fields := model.FieldsOf(reflect.TypeFor[model.Assistant]())
	for _, word := range strings.FieldsFunc(rest, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		i := slices.IndexFunc(fields, func(f *model.Field) bool { return f.Key == word })
		if i < 0 {
			break
		}
		out += " › " + fields[i].Label
		fields = fields[i].Fields()
	}
	return out
}

// twoDialogs checks the two dialogs that every assistant has.
func (x *walk) twoDialogs(m *memory) {
	a := x.assistant
	at := a.PathOf().Field("dialogs")
	if len(a.Dialogs) > 0 {
		first := a.Dialogs[0]
		there, isThere := m.index.at[model.WelcomeID]
		switch {
		case isThere && there != 0:
			moved := slices.Clone(a.Dialogs)
			welcome := moved[there]
			moved = slices.Insert(slices.Delete(moved, int(there), int(there)+1), 0, welcome)
			f := x.report(at.At(string(model.WelcomeID)), Error, "welcomeNotFirst", "Welcome is not the first dialog", "move it to the top")
			f.Fix = &Fix{Kind: FixSet, Label: "move it to the top", Path: at, Value: moved}
		case first.ID != model.WelcomeID && first.Name != model.WelcomeName:
			x.report(at, Error, "welcomeMissing", "there is no dialog Welcome", "put one first, with the id welcome")
		case first.Name != model.WelcomeName:
			x.renamed(at.At(string(first.ID)).Field("name"), "welcomeRenamed", first.Name, model.WelcomeName)
		}
	}
	i, ok := m.index.at[model.CompleteID]
	switch {
	case !ok && len(a.Dialogs) > 0:
		f := x.report(at, Error, "completeMissing", "there is no dialog Complete Assistant", "add one with the id complete that transfers to an agent")
		made := &model.Dialog{ID: model.CompleteID, Name: model.CompleteName,
			End: &model.Interaction{ID: model.UniqueSlug("end", func(id string) bool { return m.ids[id] > 0 }), Settings: &model.Transfer{}}}
		f.Fix = &Fix{Kind: FixSet, Label: "add it", Path: at, Value: append(slices.Clone(a.Dialogs), made)}
	case ok && a.Dialogs[i].Name != model.CompleteName:
		x.renamed(at.At(string(model.CompleteID)).Field("name"), "completeRenamed", a.Dialogs[i].Name, model.CompleteName)
	}
}

func (x *walk) renamed(at model.Path, code, found, name string) {
	f := x.report(at, Error, code, fmt.Sprintf("%s is named %q", name, found), "name it "+name)
	f.Fix = &Fix{Kind: FixSet, Label: "name it " + name, Path: at, Value: name}
}

// timers checks the three timers against each other.
func (x *walk) timers() {
	v, at := x.assistant.Settings.VolumeControl, x.assistant.PathOf().Field("settings").Field("volumeControl")
	if v.Reminder != nil && v.Abandoned != nil {
		reminder, abandoned := v.Reminder.After.Or(model.DefaultReminderAfter), v.Abandoned.After.Or(model.DefaultAbandonedAfter)
		if abandoned <= reminder {
			f := x.report(at.Field("abandoned").Field("after"), Error, "abandonedTooEarly",
				fmt.Sprintf("abandoned after %s, and the reminder comes after %s", abandoned, reminder), "let abandoned come later than the reminder")
			f.Fix = &Fix{Kind: FixSet, Label: "twice the reminder's time", Path: f.Path, Value: 2 * reminder}
		}
	}
	if v.Abandoned != nil && v.Abandoned.Then == "done" && x.assistant.Type != model.Premium {
		x.report(at.Field("abandoned").Field("then"), Error, "fieldNotAllowed", "marking as done is Premium only", "transfer instead, or make the assistant Premium")
	}
	if r := v.Reminder; r != nil && r.After >= longPause && !discloses(string(r.Message)) {
		x.report(at.Field("reminder").Field("message"), Hint, "noDisclosureAgain", fmt.Sprintf("after a pause of %s the message does not say that a bot writes", r.After), "say it again")
	}
	if v.Missed != nil {
		x.missed(v.Missed, at.Field("missed"))
	}
}

func (x *walk) missed(m *model.Missed, at model.Path) {
	if after := m.After.Or(model.DefaultMissedAfter); after < shortMissed || after > longMissed {
		x.report(at.Field("after"), Hint, "missedTime", fmt.Sprintf("missed after %s", after), "5 to 15 minutes is what customers bear")
	}
	for n, c := range m.Channels {
		p := at.Field("channels").Index(n)
		if c.Channel == model.FollowUpWait {
			continue
		}
		if _, ok := x.w.Settings.Channels.Get(c.Channel); !ok {
			x.report(p, Warning, "channelNotInstalled", fmt.Sprintf("%s is not installed in the workspace", c.Channel), "install it, or take it away")
		}
		if !addressFits(c) {
			x.report(p, Error, "addressShape", fmt.Sprintf("%q is no address for %s", c.Address, c.Channel), "write an e-mail address, or a number such as +19175550123")
		}
	}
}

// consent hints at an assistant that says nothing of what is kept.
func (x *walk) consent(m *memory) {
	a := x.assistant
	if a.Settings.ConsentFooter != "" || a.Channel == model.Voice || len(m.facts) == 0 {
		return
	}
	if !hasWord(text.Fold(x.opening(m)), consentWords) {
		x.report(a.PathOf().Field("settings").Field("consentFooter"), Hint, "noConsent", "nothing says how the customer's words are kept", "write a consent footer, or say it in the first message")
	}
}

// discloses reports whether a text says that a bot is talking.
func discloses(s string) bool { return hasWord(text.Fold(s), botWords) }

// opening is what is said before the customer is first heard.
func (s scope) opening(m *memory) string {
	var b strings.Builder
	seen := map[int32]bool{}
	for at := int32(0); at >= 0 && !seen[at]; {
		seen[at] = true
		f := m.facts[at]
		waits := false
		f.source.Steps("", func(_ string, _ model.Path, i *model.Interaction) {
			if waits || i.Kind() == nil {
				return
			}
			model.Visit(*i, "", func(p model.Place) bool {
				if p.Field != nil && p.Field.Role == model.RoleText && p.Field.Required {
					b.WriteString(s.spelled(p.Text()))
					b.WriteByte(' ')
				}
				return p.Field == nil
			})
			waits = i.Kind().Waits
		})
		at = -1
		for k, l := range f.flow.Links {
			if l.Free && !l.Dead && l.Why == "end" && !waits {
				at = f.targets[k]
			}
		}
	}
	return b.String()
}

// spelled is a text with its snippets written out, in all their languages.
func (s scope) spelled(t string) string {
	if !strings.Contains(t, "{{") {
		return t
	}
	parts, _ := text.Parse(model.Text(t))
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Literal)
		b.WriteString(p.Default)
		if id, ok := strings.CutPrefix(string(p.Path), "snippet."); ok {
			if snippet := s.w.Snippet(model.SnippetID(id)); snippet != nil {
				for _, in := range snippet.Texts {
					b.WriteString(" " + fixedText(string(in.Value)))
				}
			}
		}
	}
	return b.String()
}

// disclosure warns where customers are not told that no person is talking.
func (g *graph) disclosure() {
	if len(g.facts) == 0 || g.a.Channel == "" {
		return
	}
	s := scope{world: g.m.world, assistant: g.a}
	said := s.opening(g.m)
	if strings.TrimSpace(said) == "" || discloses(said) {
		return
	}
	g.report(0, 0, "", Warning, "noDisclosure", "the first message does not say that a bot is talking", "say it, such as: I'm the Acme bot")
}

// feedback hints at an assistant that ends conversations and never asks how it went.
func (g *graph) feedback() {
	if g.a.Settings.Satisfaction != nil {
		return
	}
	ending := -1
	for i, f := range g.facts {
		for _, l := range f.flow.Links {
			if l.Why == "feedback" || l.Why == "ai" || l.Why == "article" {
				return
			}
		}
		d := f.source
		if ending < 0 && g.reached[i] && d.End != nil && d.End.Kind() != nil && d.End.Kind().Final && !handsOver(d.End.Kind()) && g.a.Channel != model.Voice {
			ending = i
		}
	}
	if ending >= 0 {
		g.report(ending, lastOrder, "end", Hint, "noFeedback", "the conversation ends and nobody asks how it went", "request feedback before, or turn the satisfaction survey on")
	}
}
