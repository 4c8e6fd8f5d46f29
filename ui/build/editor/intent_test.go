package editor

import (
	"testing"

	"parley/engine/model"
	"parley/ui/want"
)

func TestTheIntentOfADialog(t *testing.T) {
	w := sample()
	w.Intents = append(w.Intents, &model.Intent{ID: "moved", Name: "We moved", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"moving house"}}}})
	d := newDesk(t, w, "ask-team", 80, 40)
	d.has("intent  none: only links lead here")
	d.keys("g j")
	d.keys("x")
	if len(d.undo) != 0 {
		t.Error("an intent that there is not was deleted")
	}
	d.keys("enter")
	used, own, predefined := item(*d.pick, "Get refund"), item(*d.pick, "We moved"), item(*d.pick, "Cancel order")
	if used == nil || used.Reason != "starts Returns already" {
		t.Errorf("an intent that starts another dialog is %+v", used)
	}
	if own == nil || own.Reason != "" || own.Detail != "moving house" || predefined == nil || predefined.Detail == "" {
		t.Errorf("the others are %+v and %+v", own, predefined)
	}
	d.choose("We moved")
	d.has("intent  ◇ We moved")
	d.keys("e")
	d.choose("Cancel order")
	d.has("intent  ◇ Cancel order")
	last := d.state.Workspace.Intents[len(d.state.Workspace.Intents)-1]
	if last.Predefined != "cancel-order" || last.Name != "Cancel order" || d.state.Dialog.Intent != last.ID {
		t.Errorf("taken up as %+v", last)
	}
	d.keys("enter")
	if all := item(*d.pick, "Cancel order"); all == nil || !all.Here {
		t.Errorf("what is chosen is %+v", all)
	}
	d.choose("none")
	d.has("intent  none")
	d.keys("enter")
	d.choose("new intent…")
	d.answer("Complain")
	d.has("intent  ◇ Complain")
	d.keys("x")
	d.has("intent  none")
	if len(d.refused) > 0 {
		t.Error(d.refused)
	}
}

func TestALiteAssistantHasNoIntents(t *testing.T) {
	w := sample()
	w.Assistants[0].Type = model.Lite
	d := newDesk(t, w, "ask-team", 80, 40)
	d.hasNot("intent  none")
	d.open("returns")
	d.has("intent  ◇ Get refund")
	d.keys("g j enter")
	if d.pick != nil {
		t.Error("a lite assistant is offered intents")
	}
}

// item is the item of a picker with a label, nil where there is none.
func item(p want.Pick, label string) *want.Item {
	for i := range p.Items {
		if p.Items[i].Label == label {
			return &p.Items[i]
		}
	}
	return nil
}
