package editor

import (
	"reflect"
	"strings"

	"parley/engine/edit"
	"parley/engine/intent"
	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/want"
)

// buildIntent puts in the intent that starts the dialog, or the place for one,
// where the assistant can have any. Welcome needs none to be started.
func (e *Editor) buildIntent(at model.Path) {
	st, d := e.look.st, e.state.Dialog
	f := e.intentField(at)
	if f == nil || d.Intent == "" && (e.whyNot(f) != "" || d.ID == model.WelcomeID) {
		return
	}
	text := st.Placeholder.Render("none: only links lead here")
	if d.Intent != "" {
		name, known := e.names.document("Intent", string(d.Intent))
		ink := st.Intent
		if !known {
			ink = st.Error
		}
		text = ink.Render(st.Glyphs.Intent + " " + canvas.OneLine(name))
	}
	s := sketch{e: e, room: max(e.page.w, 1)}
	s.flow(st.Muted.Render("intent")+"  ", text)
	e.put(row{kind: rowIntent, path: at, lines: s.lines, field: f, value: reflect.ValueOf(d.Intent), why: e.whyNot(f)})
}

// intentField describes a dialog's intent.
func (e *Editor) intentField(at model.Path) *model.Field {
	p, err := edit.At(e.state.Workspace, at)
	if err != nil {
		return nil
	}
	return p.Field
}

// Prefixes of the items that are predefined intents not taken up yet.
const pickPredefined = "\x00predefined "

// pickIntent asks for the intent that starts this dialog: one of the workspace, a
// predefined one, which is taken up then, or a new one.
func (e *Editor) pickIntent() []want.Want {
	at := e.dialogPath().Field("intent")
	f := e.intentField(at)
	if f == nil {
		return nil
	}
	if why := e.whyNot(f); why != "" {
		return tell("a dialog's intent: " + why)
	}
	items := []want.Item{{ID: pickNone, Label: "none", Detail: "only links lead here", Here: e.state.Dialog.Intent == ""}}
	items = append(items, e.ownIntents()...)
	items = append(items, want.Item{ID: pickNew, Label: "new intent" + e.dots(), Detail: "makes one of your own; 4 fills it in"})
	items = append(items, e.predefinedIntents()...)
	return []want.Want{want.Pick{Title: "What starts " + e.state.Dialog.Name, Items: items, Done: func(it want.Item) []want.Want {
		key, predefined := strings.CutPrefix(it.ID, pickPredefined)
		switch {
		case it.ID == pickNone:
			return e.clear(at)
		case it.ID == pickNew:
			return e.newDocument(at, "Intent")
		case predefined:
			return e.takeUp(at, model.IntentID(key), it.Label)
		}
		return e.set(at, it.ID)
	}}}
}

// ownIntents are those of the workspace; one that starts another dialog here
// cannot start this one too.
func (e *Editor) ownIntents() []want.Item {
	starts := map[model.IntentID]string{}
	for _, d := range e.state.Assistant.Dialogs {
		if d.Intent != "" && d != e.state.Dialog {
			starts[d.Intent] = d.Name
		}
	}
	var items []want.Item
	for _, n := range e.state.Workspace.Intents {
		it := want.Item{ID: string(n.ID), Label: string(n.ID), Detail: about(n), Here: n.ID == e.state.Dialog.Intent}
		if n.Name != "" {
			it.Label = n.Name
		}
		if other := starts[n.ID]; other != "" {
			it.Reason = "starts " + other + " already"
		}
		items = append(items, it)
	}
	return items
}

// about is what an intent is found by, in a line.
func about(n *model.Intent) string {
	if p, ok := intent.PredefinedBy(n.Predefined); ok {
		return p.Description
	}
	var some []string
	for _, k := range n.Keywords {
		some = append(some, k.Value...)
	}
	return strings.Join(append(some, n.Phrases...), ", ")
}

// predefinedIntents are those that the workspace has not taken up yet.
func (e *Editor) predefinedIntents() []want.Item {
	taken := map[model.IntentID]bool{}
	for _, n := range e.state.Workspace.Intents {
		if p, ok := intent.PredefinedBy(n.Predefined); ok {
			taken[p.ID] = true
		}
	}
	var items []want.Item
	for _, p := range intent.Predefined() {
		if !taken[p.ID] {
			items = append(items, want.Item{ID: pickPredefined + string(p.ID), Label: p.Name, Detail: p.Description})
		}
	}
	return items
}

// takeUp makes a predefined intent one of the workspace and has it start the dialog.
func (e *Editor) takeUp(at model.Path, key model.IntentID, name string) []want.Want {
	add := edit.AddDocument{Kind: "Intent", Name: name, Index: -1, Value: &model.Intent{Name: name, Predefined: string(key)}}
	c, err := add.Apply(e.state.Workspace)
	if err != nil {
		return []want.Want{want.Tell{Text: err.Error(), Error: true}}
	}
	return apply(edit.Batch{Name: "start on " + name, Actions: []edit.Action{add, edit.SetText{At: at, Text: lastID(c.At)}}})
}
