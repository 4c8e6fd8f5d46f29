package explore_test

import (
	"fmt"
	"testing"
	"time"

	"parley/engine/explore"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/script"
	"parley/engine/session"
	samples "parley/sample-assistants"
	"parley/store/files"
)

// TestEveryDialogOfTheSamplesIsFound goes to each dialog and plays the way again:
// it has to lead there.
func TestEveryDialogOfTheSamplesIsFound(t *testing.T) {
	found, err := files.Gather(samples.Files(), ".")
	if err != nil {
		t.Fatal(err)
	}
	read, err := files.Read(found)
	if err != nil {
		t.Fatal(err)
	}
	w := read.Workspace
	for _, a := range w.Assistants {
		p := session.Compile(w, a)
		start := &session.Start{At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), Customer: w.Customers[0], Authenticated: true}
		missed := 0
		for _, d := range a.Dialogs {
			entered := func(e *session.Event) bool { return e.Dialog == d.ID }
			way, ok := explore.Way(p, start, entered)
			if !ok {
				missed++
				continue
			}
			if !reaches(p, start, way, entered) {
				t.Errorf("%s: the way to %s does not lead there: %v", a.ID, d.ID, way)
			}
		}
		if missed*4 > len(a.Dialogs) {
			t.Errorf("%s: %d of %d dialogs were not found", a.ID, missed, len(a.Dialogs))
		}
	}
}

func reaches(p *session.Program, start *session.Start, way []model.Action, hit func(*session.Event) bool) bool {
	s, events := outside.Open(p, start, nil)
	for _, action := range way {
		events = outside.Step(p, s, script.Input(action, s.Now().UnixMilli()), events)
	}
	for i := range events {
		if hit(&events[i]) {
			return true
		}
	}
	return false
}

func TestWhatCannotBeReachedIsNotFound(t *testing.T) {
	a := &model.Assistant{ID: "a", Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{{ID: "i1", Settings: &model.TextQuestion{Text: "?"}}},
			End: &model.Interaction{ID: "i2", Settings: &model.Redirect{Dialog: "welcome"}}},
		{ID: "island", Name: "Island", End: &model.Interaction{ID: "i3", Settings: &model.Transfer{}}}}}
	p := session.Compile(&model.Workspace{}, a)
	if way, ok := explore.Way(p, &session.Start{}, func(e *session.Event) bool { return e.Dialog == "island" }); ok {
		t.Errorf("found %v", way)
	}
}

// TestIntentsAreSaid: the dialog of an intent, and the one where none is detected,
// are reached from a question and from a list that understand.
func TestIntentsAreSaid(t *testing.T) {
	question := model.Dialog{ID: "welcome", Interactions: []model.Interaction{{ID: "q", Settings: &model.TextQuestion{Text: "?", Expect: "email", UnderstandIntents: true}}},
		End: &model.Interaction{ID: "e", Settings: &model.Redirect{Dialog: "done"}}}
	list := model.Dialog{ID: "welcome", End: &model.Interaction{ID: "e", Settings: &model.ListSelector{Text: "?", UnderstandIntents: true, Rows: []model.Row{{Label: "Done", Dialog: "done"}}}}}
	for name, welcome := range map[string]*model.Dialog{"question": &question, "list": &list} {
		a := &model.Assistant{ID: "a", Type: model.Premium, Channel: model.WhatsApp, Dialogs: []*model.Dialog{welcome, {ID: "done"}, {ID: "refund", Intent: "refund"}, {ID: "track", Intent: "track"}, {ID: "never", Intent: "never"}, {ID: "lost"}},
			Settings: model.Settings{Behavior: model.Behavior{IntentNotDetected: model.Fallback{Dialog: "lost"}}}}
		w := &model.Workspace{Assistants: []*model.Assistant{a}, Intents: []*model.Intent{
			{ID: "refund", Keywords: model.Map[[]string]{{Key: "en", Value: []string{"money back"}}}}, {ID: "track", Predefined: "where-is-my-order"}, {ID: "never"}}}
		p := session.Compile(w, a)
		to := func(id model.DialogID) (string, bool) {
			way, ok := explore.Way(p, &session.Start{At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}, func(e *session.Event) bool { return e.Type == session.Redirect && e.To == id })
			if len(way) != 1 {
				return fmt.Sprint(len(way), " answers"), ok
			}
			return way[0].Text, ok
		}
		if said, ok := to("refund"); !ok || said != "money back" {
			t.Errorf("%s: to the refund by %q, %v", name, said, ok)
		}
		if said, ok := to("track"); !ok || said == "" {
			t.Errorf("%s: to the order by %q, %v", name, said, ok)
		}
		if said, ok := to("never"); ok {
			t.Errorf("%s: an intent without words is detected in %q", name, said)
		}
		if said, ok := to("lost"); name == "list" && (!ok || said != "Hello") {
			t.Errorf("%s: to the fallback by %q, %v", name, said, ok)
		}
	}
}

// TestArticlesAreAskedAbout: a question that is answered from articles can be
// answered and not, and what is shown can help and not.
func TestArticlesAreAskedAbout(t *testing.T) {
	for name, end := range map[string]model.InteractionSettings{
		"AI response":        &model.AIResponse{Text: "?", KnowledgeBase: "help", Answered: "good", NotHelpful: "bad", NotAnswered: "none"},
		"article deflection": &model.ArticleDeflection{Text: "?", KnowledgeBase: "help", Helped: "good", NotHelped: "bad", NoArticles: "none"},
	} {
		a := &model.Assistant{ID: "a", Type: model.Premium, Channel: model.Chat, Dialogs: []*model.Dialog{{ID: "welcome", End: &model.Interaction{ID: "e", Settings: end}}, {ID: "good"}, {ID: "bad"}, {ID: "none"}}}
		w := &model.Workspace{Assistants: []*model.Assistant{a}, KnowledgeBases: []*model.KnowledgeBase{{ID: "help"}},
			Articles: []*model.Article{{ID: "zurück", KnowledgeBase: "help", Language: "de", Title: "Rückgabe", Body: "In 30 Tagen."},
				{ID: "returns", KnowledgeBase: "help", Title: "Returning an item", Body: "Within 30 days."}}}
		p := session.Compile(w, a)
		for _, d := range a.Dialogs[1:] {
			if _, ok := explore.Way(p, &session.Start{At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}, func(e *session.Event) bool { return e.Dialog == d.ID }); !ok {
				t.Errorf("%s: no way to %s", name, d.ID)
			}
		}
	}
}
