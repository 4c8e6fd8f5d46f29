package store_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"parley/engine/model"
	"parley/store"
	"parley/store/kv/memory"
)

var ctx = context.Background()

// with is model.With for tests.
func with(t testing.TB, w *model.Workspace, at model.Path, value any) *model.Workspace {
	t.Helper()
	out, err := model.With(w, at, value)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func publish(t testing.TB, s *store.Store, id model.AssistantID, w *model.Workspace) store.Publication {
	t.Helper()
	p, err := s.Publish(ctx, id, store.PublishOptions{Workspace: w, Note: "note", Author: "Ada", At: now()})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func status(t testing.TB, s *store.Store, id model.AssistantID) store.Status {
	t.Helper()
	st, err := s.Status(id)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// reaching is a workspace whose assistant reaches one document of every pinned
// kind, some only through another, and of intents all there are.
func reaching() *model.Workspace {
	w := small()
	w.Klasses = []*model.Klass{
		{ID: "order", Attributes: []model.AttributeDef{{Name: "total", Type: model.TypeNumber}}},
		{ID: "parcel", Attributes: []model.AttributeDef{{Name: "place", Type: model.TypeText}}},
		{ID: "unused", Attributes: []model.AttributeDef{{Name: "x", Type: model.TypeText}}},
	}
	w.Intents = []*model.Intent{{ID: "returns", Phrases: []string{"send it back"}}, {ID: "tracking"}}
	w.Snippets = []*model.Snippet{
		{ID: "greeting", Texts: model.Map[model.Text]{{Key: "en", Value: `Hello, {{snippet.name|"you"}}`}}},
		{ID: "name", Texts: model.Map[model.Text]{{Key: "en", Value: "{{order.total}}"}}},
		{ID: "unused"},
	}
	w.Workflows = []*model.Workflow{
		{ID: "track", Output: []model.Parameter{{Name: "place"}}, Steps: []model.WorkflowStep{{ID: "s", Lookup: &model.Lookup{Klass: "parcel"}}}},
		{ID: "unused"},
	}
	w.Profiles = []*model.Profile{{ID: "kind", Name: "Kind"}, {ID: "unused", Name: "U"}}
	w.Schedules = []*model.Schedule{{ID: "office", Default: true}}
	a := w.Assistants[0]
	a.Type = model.Premium
	a.Dialogs = append(a.Dialogs,
		&model.Dialog{ID: "help", Name: "Help", Intent: "returns", Interactions: []model.Interaction{
			{ID: "i4", Settings: &model.SendMessage{Text: "{{ snippet.greeting }}, it is at {{workflow.track.place}}"}}},
			End: &model.Interaction{ID: "i5", Settings: &model.AIResponse{Text: "?", Profile: "kind"}}})
	return w
}

func ids[T any](all []*T, id func(*T) string) []string {
	var out []string
	for _, v := range all {
		out = append(out, id(v))
	}
	return out
}

func TestAVersionIsClosed(t *testing.T) {
	s := open(t, memory.New())
	w := reaching()
	if p := publish(t, s, "a", w); p.Version != 1 || !p.Changed {
		t.Fatalf("published %+v", p)
	}
	edited := with(t, w, "intents[returns].phrases", []string{"I want my money back"})
	edited = with(t, edited, "schedules[office].timeZone", model.ZoneName("Europe/Berlin"))
	if err := s.Save(ctx, edited); err != nil {
		t.Fatal(err)
	}
	v, err := s.Version("a", 1)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{
		"klasses":   ids(v.Workspace.Klasses, func(k *model.Klass) string { return string(k.ID) }),
		"intents":   ids(v.Workspace.Intents, func(k *model.Intent) string { return string(k.ID) }),
		"snippets":  ids(v.Workspace.Snippets, func(k *model.Snippet) string { return string(k.ID) }),
		"workflows": ids(v.Workspace.Workflows, func(k *model.Workflow) string { return string(k.ID) }),
		"profiles":  ids(v.Workspace.Profiles, func(k *model.Profile) string { return string(k.ID) }),
	}
	want := map[string][]string{"klasses": {"order", "parcel"}, "intents": {"returns", "tracking"}, "snippets": {"greeting", "name"},
		"workflows": {"track"}, "profiles": {"kind"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("pins %v, want %v", got, want)
	}
	if p := v.Workspace.Intents[0].Phrases[0]; p != "send it back" {
		t.Errorf("the version's intent has the phrase %q", p)
	}
	if z := v.Workspace.Schedules[0].TimeZone; z != "Europe/Berlin" {
		t.Errorf("the version's schedule is in %q: it is operational and follows the draft", z)
	}
	if v.Operational != 2 {
		t.Errorf("operational revision %d, want 2", v.Operational)
	}
	want1 := []store.Reference{{Kind: "Intent", ID: "returns"}}
	if st := status(t, s, "a"); st.State != store.DraftChanged || st.Dialogs != 0 || !reflect.DeepEqual(st.Older, want1) {
		t.Errorf("status %+v, want changed by an older intent", st)
	}
}

func TestPublishingWhatEqualsAVersionMakesNone(t *testing.T) {
	s := open(t, memory.New())
	one := small()
	two := with(t, one, "assistants[a].dialogs[welcome].interactions[i1].text", model.Text("Hi"))
	steps := []struct {
		w    *model.Workspace
		want store.Publication
	}{
		{one, store.Publication{Assistant: "a", Version: 1, Changed: true}},
		{small(), store.Publication{Assistant: "a", Version: 1}},
		{two, store.Publication{Assistant: "a", Version: 2, Changed: true}},
		{small(), store.Publication{Assistant: "a", Version: 1, Activated: true}},
	}
	for i, step := range steps {
		if got := publish(t, s, "a", step.w); got != step.want {
			t.Errorf("step %d: %+v, want %+v", i, got, step.want)
		}
		if st := status(t, s, "a"); st.State != store.DraftSame || st.Live != step.want.Version {
			t.Errorf("step %d: status %+v", i, st)
		}
	}
}

func TestTheLifeOfVersions(t *testing.T) {
	db := memory.New()
	s := open(t, db)
	w := small()
	if err := s.Save(ctx, w); err != nil {
		t.Fatal(err)
	}
	if st := status(t, s, "a"); st.State != store.DraftOnly || st.Live != 0 {
		t.Errorf("before publishing: %+v", st)
	}
	publish(t, s, "a", nil)
	w2 := with(t, w, "assistants[a].dialogs[welcome].name", "Start")
	publish(t, s, "a", w2)
	if err := s.Activate(ctx, "a", 1); err != nil {
		t.Fatal(err)
	}
	if st := status(t, s, "a"); st.Live != 1 || st.Latest != 2 || st.State != store.DraftChanged || st.Dialogs != 1 {
		t.Errorf("after activating 1: %+v", st)
	}
	s = open(t, db)
	h, err := s.Versions("a")
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Versions) != 2 || h.Versions[0].Number != 2 || !h.Versions[1].Live || h.Versions[1].Author != "Ada" || !h.Versions[0].At.Equal(now()) {
		t.Errorf("versions %+v", h)
	}
	a, err := s.DraftFrom("a", 2)
	if err != nil || a.Dialogs[0].Name != "Start" {
		t.Errorf("draft from 2: %+v, %v", a, err)
	}
	if err := s.Unpublish(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Version("a", 0); !errors.Is(err, store.ErrNoVersion) {
		t.Errorf("live version after unpublishing: %v", err)
	}
	left, err := s.DeleteAssistant(ctx, "a")
	if err != nil || len(left.Assistants) != 0 {
		t.Fatalf("deleted: %+v, %v", left, err)
	}
	if _, err := open(t, db).Versions("a"); !errors.Is(err, store.ErrNoAssistant) {
		t.Errorf("versions after deleting: %v", err)
	}
}

func TestUnpublishAllPremium(t *testing.T) {
	s := open(t, memory.New())
	w := small()
	for i := range 300 {
		a := *w.Assistants[0]
		a.ID = model.AssistantID(model.Slug("Assistant ") + "-" + string(rune('a'+i%26)) + string(rune('a'+i/26)))
		if a.Type = model.Lite; i%3 > 0 {
			a.Type = model.Premium
		}
		w.Assistants = append(w.Assistants, &a)
	}
	for _, a := range w.Assistants {
		publish(t, s, a.ID, w)
	}
	off, err := s.UnpublishAllPremium(ctx)
	if err != nil || len(off) != 200 {
		t.Fatalf("%d taken off, %v", len(off), err)
	}
	all, err := s.Statuses()
	if err != nil {
		t.Fatal(err)
	}
	for i, st := range all {
		if live := w.Assistants[i].Type == model.Lite; live != (st.Live == 1) || st.Assistant != w.Assistants[i].ID {
			t.Errorf("%s is live: %d", st.Assistant, st.Live)
		}
	}
}

// A version that goes live again has the type it was published with.
func TestTheTypeOfWhatGoesLiveAgain(t *testing.T) {
	premium := reaching()
	lite := with(t, premium, "assistants[a].type", model.Lite)
	for name, again := range map[string]func(*store.Store) error{
		"publish":  func(s *store.Store) error { publish(t, s, "a", premium); return nil },
		"activate": func(s *store.Store) error { return s.Activate(ctx, "a", 1) },
	} {
		s := open(t, memory.New())
		publish(t, s, "a", premium)
		publish(t, s, "a", lite)
		if off, err := s.UnpublishAllPremium(ctx); err != nil || len(off) != 0 {
			t.Errorf("%s: took off %v, %v: a lite version is live", name, off, err)
		}
		if err := again(s); err != nil {
			t.Fatal(err)
		}
		if off, err := s.UnpublishAllPremium(ctx); err != nil || len(off) != 1 {
			t.Errorf("%s: took off %v, %v: a premium version is live", name, off, err)
		}
	}
}
