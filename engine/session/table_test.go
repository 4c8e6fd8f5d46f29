package session_test

import (
	"strings"
	"testing"

	"parley/engine/model"
	"parley/engine/session"
)

// TestWhatTheTableForbidsIsNotPlayed puts every kind of interaction on every
// channel and type: what the table does not allow there ends in a transfer, with
// the table's reason for the builder.
func TestWhatTheTableForbidsIsNotPlayed(t *testing.T) {
	for _, k := range model.Kinds() {
		for _, c := range model.Channels() {
			for _, of := range []model.Type{model.Lite, model.Premium} {
				a := &model.Assistant{ID: "a", Channel: c, Type: of, Dialogs: []*model.Dialog{{ID: "welcome", Name: "Welcome"}}}
				i := model.Interaction{ID: "i", Settings: k.New()}
				if k.End {
					a.Dialogs[0].End = &i
				} else {
					a.Dialogs[0].Interactions = []model.Interaction{i}
				}
				_, got := play(t, &model.Workspace{}, a)
				allowed, reason := k.Fits(c, of)
				all := strings.Join(got, "|")
				want := "note error: " + k.Name + " is " + reason + "|" + sorry + "|" + over + "|" + given
				if allowed && strings.Contains(all, k.Name+" is not on") || !allowed && !strings.HasSuffix(all, want) {
					t.Errorf("%s, %s, %s: %s", k.Key, c, of, all)
				}
			}
		}
	}
}

func TestStepsThatHaveNoPlaceInsideAreNotPlayed(t *testing.T) {
	within := &model.BusinessSchedule{Inside: &model.Outcome{Do: interactions("s", &model.ConditionalBranch{})}, Outside: &model.Outcome{Do: interactions("o", &model.ConditionalBranch{})}}
	talk{name: "a branch in a schedule", list: []model.InteractionSettings{within},
		change: func(w *model.Workspace, _ *model.Assistant) {
			w.Schedules = []*model.Schedule{{ID: "s", Default: true}}
		},
		want: []string{"note error: Conditional branch cannot stand inside Business schedule", sorry, over, given}}.run(t)
}

func TestAttachmentsGoWhereTheTableSendsThem(t *testing.T) {
	for _, c := range model.Channels() {
		if c == model.Voice {
			continue
		}
		a := &model.Assistant{ID: "a", Channel: c, Type: model.Lite, Dialogs: []*model.Dialog{{ID: "welcome",
			Interactions: interactions("i", &model.SendMessage{Text: "Look", Attachments: []string{"a.png"}})}}}
		p := session.Compile(&model.Workspace{}, a)
		_, events := session.Open(p, &session.Start{At: monday}, nil)
		sent := events[1].More != nil && len(events[1].More.Attachments) == 1
		if sent != c.IsWhatsApp() {
			t.Errorf("%s: sent %v", c, sent)
		}
	}
}
