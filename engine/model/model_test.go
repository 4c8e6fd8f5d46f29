package model_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"parley/engine/model"
)

func sample() *model.Workspace {
	return &model.Workspace{Assistants: []*model.Assistant{{ID: "a", Name: "A", Type: model.Lite, Channel: model.Chat,
		Dialogs: []*model.Dialog{{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{
			{ID: "i1", Settings: &model.SendMessage{Text: "Hello"}},
			{ID: "i2", Settings: &model.ConditionalBranch{
				Branches: []model.Branch{{When: []model.Condition{{Attribute: "customer.name", Is: model.OpSet}},
					Do: []model.Interaction{{ID: "i3", Settings: &model.ButtonQuestion{Text: "Which?", Buttons: []model.Label{"A", "B"}}}}}},
				Otherwise: &model.Outcome{Redirect: "complete"}}},
		}, End: &model.Interaction{ID: "i4", Settings: &model.Redirect{Dialog: "complete"}}}}}}}
}

func TestWithSharesAllButThePath(t *testing.T) {
	before := sample()
	at := model.Path("assistants[a].dialogs[welcome].interactions[i2].branches[0].do[i3].buttons[1]")
	after, err := model.With(before, at, model.Label("C"))
	if err != nil {
		t.Fatal(err)
	}
	for w, want := range map[*model.Workspace]string{before: "B", after: "C"} {
		v, err := model.Get(w, at)
		if err != nil || v.String() != want {
			t.Errorf("got %v (%v), want %s", v, err, want)
		}
	}
	d0, d1 := before.Assistants[0].Dialogs[0], after.Assistants[0].Dialogs[0]
	if d0 == d1 || d0.Interactions[0].Settings != d1.Interactions[0].Settings {
		t.Error("only what lies on the path may be copied")
	}
}

func TestWithRefusesWhatIsNotThere(t *testing.T) {
	for _, at := range []model.Path{"nothing", "assistants[b].name", "assistants[a].dialogs[welcome].interactions[i1].buttons", "assistants[a].dialogs[7]"} {
		if _, err := model.With(sample(), at, "x"); err == nil {
			t.Errorf("%s: no error", at)
		}
	}
	if _, err := model.With(sample(), "assistants[a].name", 3); err == nil {
		t.Error("a number went into a text")
	}
}

func TestVisitReachesEveryFieldByAPathThatGetFinds(t *testing.T) {
	w := sample()
	seen := map[model.Path]bool{}
	model.Visit(w, "", func(p model.Place) bool {
		seen[p.Path] = true
		if p.Field == nil {
			return true
		}
		if v, err := model.Get(w, p.Path); err != nil {
			t.Errorf("%s: %v", p.Path, err)
		} else if v.Kind() == p.Value.Kind() && p.Value.Kind() == reflect.String && v.String() != p.Value.String() {
			t.Errorf("%s: %v is not %v", p.Path, v, p.Value)
		}
		return true
	})
	for _, want := range []model.Path{
		"assistants[a].dialogs[welcome].interactions[i2].branches[0].when[0].attribute",
		"assistants[a].dialogs[welcome].interactions[i2].branches[0].do[i3].buttons[0]",
		"assistants[a].dialogs[welcome].interactions[i2].otherwise.redirect",
		"assistants[a].dialogs[welcome].end.dialog",
	} {
		if !seen[want] {
			t.Errorf("%s was not visited", want)
		}
	}
}

func TestStepsNumberNestedOnesByBranch(t *testing.T) {
	a := sample().Assistants[0]
	var got []string
	a.Dialogs[0].Steps("d", func(index string, p model.Path, i *model.Interaction) {
		got = append(got, index+" "+i.ID+" "+string(p))
	})
	want := []string{"0 i1 d.interactions[i1]", "1 i2 d.interactions[i2]", "1.0.0 i3 d.interactions[i2].branches[0].do[i3]", "end i4 d.end"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEveryKindSurvivesJSON(t *testing.T) {
	for _, k := range model.Kinds() {
		in := model.Interaction{ID: "i1", Settings: k.New()}
		data, err := json.Marshal(in)
		if err != nil {
			t.Fatalf("%s: %v", k.Key, err)
		}
		var out model.Interaction
		if err := json.Unmarshal(data, &out); err != nil {
			t.Fatalf("%s: %s: %v", k.Key, data, err)
		}
		again, _ := json.Marshal(out)
		if string(data) != string(again) || out.Kind() != k {
			t.Errorf("%s: %s became %s", k.Key, data, again)
		}
	}
}

func TestKindsFitChannelFirstThenType(t *testing.T) {
	cases := []struct {
		key, reason string
		channel     model.Channel
		of          model.Type
	}{
		{"aiResponse", "not on SMS", model.SMS, model.Lite},
		{"aiResponse", "Premium only", model.Chat, model.Lite},
		{"aiResponse", "", model.Chat, model.Premium},
		{"playPrompt", "not on chat", model.Chat, model.Premium},
		{"listSelector", "not on Twilio WhatsApp", model.TwilioWhatsApp, model.Lite},
		{"transfer", "", model.Voice, model.Lite},
	}
	for _, c := range cases {
		if ok, reason := model.KindOf(c.key).Fits(c.channel, c.of); reason != c.reason || ok != (c.reason == "") {
			t.Errorf("%s on %s %s: %q, want %q", c.key, c.channel, c.of, reason, c.reason)
		}
	}
}

func TestDurations(t *testing.T) {
	for in, want := range map[string]string{"90s": "1m30s", "5m": "5m", "24h": "24h", "2d": "48h", "1h30m": "1h30m"} {
		d, err := model.ParseDuration(in)
		if err != nil || d.String() != want {
			t.Errorf("%s: %s %v, want %s", in, d, err, want)
		}
	}
	for _, bad := range []string{"5", "x", "-5m", "99999h99999h", "1d1d"} {
		if d, err := model.ParseDuration(bad); err == nil {
			t.Errorf("%s: read as %s", bad, d)
		}
	}
}
