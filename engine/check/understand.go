package check

import (
	"fmt"
	"slices"

	"parley/engine/intent"
	"parley/engine/model"
)

// hearing reports whether a conversation comes to an interaction that understands
// intents before any of them is detected.
func (g *graph) hearing() bool {
	if g.a.Type != model.Premium {
		return false
	}
	for i, f := range g.facts {
		if g.reached[i] && len(f.reads) > 0 {
			return true
		}
	}
	return false
}

// heard lists the dialogs to which an intent leads, or that none was detected.
func (g *graph) heard() []int32 {
	var out []int32
	for i, f := range g.facts {
		if f.source.Intent != "" {
			out = append(out, int32(i))
		}
	}
	if at, ok := g.m.index.at[g.a.Settings.Behavior.IntentNotDetected.Dialog]; ok && g.a.Channel.IsWhatsApp() {
		out = append(out, at)
	}
	return out
}

// unheard reports whether a dialog waits for an intent that nothing listens to.
func (g *graph) unheard(f *facts) bool {
	return f.source.Intent != "" && g.a.Type == model.Premium && !g.hears
}

// intents tells an intent that starts two dialogs, one that nothing listens to,
// and interactions that listen to none.
func (g *graph) intents() {
	seen := map[model.IntentID]*model.Dialog{}
	for i, f := range g.facts {
		id := f.source.Intent
		if id == "" {
			continue
		}
		if first := seen[id]; first != nil {
			wrong := g.report(i, 0, "intent", Error, "intentUsedTwice", fmt.Sprintf("the intent %s starts %s already", id, first.Name), "give one of them another intent, or none")
			wrong.Fix = &Fix{Kind: FixClear, Label: "take the intent away here", Path: wrong.Path}
			continue
		}
		seen[id] = f.source
		if !g.hears && g.a.Type == model.Premium {
			g.report(i, 0, "intent", Warning, "intentUnheard", fmt.Sprintf("the intent %s never starts this dialog: no reply is read for intents", id), "turn on understand intents at a question that asks what the customer wants")
		}
	}
	if len(seen) > 0 || g.a.Type != model.Premium {
		return
	}
	for i, f := range g.facts {
		base := len(f.source.PathOf(g.a)) + 1
		for _, at := range f.reads {
			wrong := g.report(i, at.order, at.path[base:], Warning, "nothingToUnderstand", "it understands intents, and no dialog carries one", "give a dialog an intent, or turn it off")
			wrong.Fix = &Fix{Kind: FixClear, Label: "turn it off", Path: at.path.Field("understandIntents")}
		}
	}
}

// fallback checks where a reply goes in which no intent was detected.
func (x *walk) fallback(m *memory) {
	a := x.assistant
	to := a.Settings.Behavior.IntentNotDetected.Dialog
	if to == "" || a.Type != model.Premium || !a.Channel.IsWhatsApp() {
		return
	}
	at := a.PathOf().Field("settings").Field("behavior").Field("intentNotDetected")
	if _, ok := m.index.at[to]; !ok {
		f := x.report(at, Error, "danglingRedirect", fmt.Sprintf("no intent detected leads to %q, and there is no such dialog", to), "choose a dialog")
		if near := m.index.nearest(to); near >= 0 {
			d := a.Dialogs[near]
			f.Mend = fmt.Sprintf("did you mean %s?", d.Name)
			f.Fix = &Fix{Kind: FixSet, Label: "lead to " + d.Name, Path: at, Value: model.Fallback{Dialog: d.ID}}
		}
		return
	}
	for _, f := range m.facts {
		if len(f.reads) > 0 {
			return
		}
	}
	f := x.report(at, Hint, "fallbackUnused", "no reply is read for intents: this is never used", "turn on understand intents at a question, or take it away")
	f.Fix = &Fix{Kind: FixClear, Label: "take it away", Path: at}
}

// takeUp completes a finding about an unknown intent whose id is the key of a
// predefined one, which only has to be taken up; false where it is not.
func (x *walk) takeUp(f *Finding, id model.IntentID) bool {
	p, ok := intent.PredefinedBy(string(id))
	if !ok {
		return false
	}
	f.Mend = fmt.Sprintf("take up the predefined intent %s", p.Name)
	f.Fix = &Fix{Kind: FixSet, Label: "take up " + p.Name, Path: "intents",
		Value: append(slices.Clone(x.w.Intents), &model.Intent{ID: id, Name: p.Name, Predefined: string(p.ID)})}
	return true
}
