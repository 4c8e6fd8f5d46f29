package session_test

import (
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/session"
)

func TestBusinessScheduleTakesTheSideOfTheClock(t *testing.T) {
	say := func(id string, text model.Text) []model.Interaction {
		return []model.Interaction{{ID: id, Settings: &model.SendMessage{Text: text}}}
	}
	a := &model.Assistant{ID: "a", Channel: model.Chat, Type: model.Lite, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{
			{ID: "i1", Settings: &model.BusinessSchedule{Inside: &model.Outcome{Do: say("i2", "open")}, Outside: &model.Outcome{Do: say("i3", "closed"), Redirect: "complete"}}}},
			End: &model.Interaction{ID: "i4", Settings: &model.Redirect{Dialog: "complete"}}},
		{ID: "complete", Name: "Complete Assistant", End: &model.Interaction{ID: "i5", Settings: &model.Transfer{}}}}}
	w := &model.Workspace{Assistants: []*model.Assistant{a}, Schedules: []*model.Schedule{{ID: "office", Default: true,
		Hours: model.Map[[]string]{{Key: "mon", Value: []string{"09:00-17:00"}}}}}}
	p := session.Compile(w, a)
	for when, want := range map[time.Time]string{
		monday:                                "bot: open|-> complete (end)",
		monday.Add(7*time.Hour - time.Second): "bot: open|-> complete (end)",
		monday.Add(7 * time.Hour):             "bot: closed|-> complete (schedule)",
		monday.Add(-time.Hour - time.Second):  "bot: closed|-> complete (schedule)",
		monday.Add(-time.Hour):                "bot: open|-> complete (end)",
		monday.Add(24 * time.Hour):            "bot: closed|-> complete (schedule)",
	} {
		_, events := session.Open(p, &session.Start{At: when}, nil)
		if got := strings.Join(lines(events), "|"); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", when, got, want)
		}
	}
	w.Schedules = nil
	_, events := session.Open(session.Compile(w, a), &session.Start{At: monday}, nil)
	if got := strings.Join(lines(events), "|"); !strings.Contains(got, "note error: there is no default business schedule") || !strings.Contains(got, "status transferred") {
		t.Errorf("without a schedule: %s", got)
	}
}
