package session_test

import (
	"testing"

	"parley/engine/model"
	"parley/engine/session"
)

func TestTypedTextMeansALabelOnlyUnmistakably(t *testing.T) {
	for _, c := range []struct {
		said   string
		labels []model.Label
		means  string
	}{
		{"no, thanks", []model.Label{"Yes", "No"}, "No"},
		{"YES please", []model.Label{"Yes", "No"}, "Yes"},
		{"I have no order number", []model.Label{"Yes", "No"}, ""},
		{"not sales", []model.Label{"Sales", "Shipping"}, ""},
		{"sales, please", []model.Label{"Sales", "Shipping"}, "Sales"},
		{"Shiping", []model.Label{"Sales", "Shipping"}, "Shipping"},
		{"sales or shipping", []model.Label{"Sales", "Shipping"}, ""},
		{"  Détails ", []model.Label{"Details", "Other"}, "Details"},
		{"hello", []model.Label{"Sales", "Shipping"}, ""},
	} {
		a := &model.Assistant{ID: "a", Channel: model.Chat, Type: model.Lite, Dialogs: []*model.Dialog{{ID: "welcome", Name: "Welcome",
			Interactions: []model.Interaction{step("i1", &model.ButtonQuestion{Text: "Which?", Buttons: c.labels, Save: "conversation.name"})},
			End:          &model.Interaction{ID: "i2", Settings: &model.Transfer{}}}}}
		p := session.Compile(&model.Workspace{}, a)
		s, _ := session.Open(p, &session.Start{At: monday}, nil)
		session.Step(p, s, session.Input{Kind: session.Say, Text: c.said}, nil)
		got := ""
		for _, k := range s.Collected(p) {
			got = k.Value.Text()
		}
		if got != c.means {
			t.Errorf("%q: %q, want %q", c.said, got, c.means)
		}
	}
}
