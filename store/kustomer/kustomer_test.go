package kustomer_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parley/engine/model"
	"parley/engine/model/modeltest"
	"parley/store/files"
	"parley/store/kustomer"
)

func written(t interface{ Fatal(...any) }, a *model.Assistant) string {
	data, err := json.MarshalIndent(a, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// usual gives a random assistant what every assistant in a workspace has: ids of
// its own for dialogs and interactions, a kind for every interaction, clean texts.
func usual(a *model.Assistant) {
	a.ID, a.Name, a.Origin, a.Type, a.Channel = "own", "Own", nil, model.Premium, model.Chat
	for i, d := range a.Dialogs {
		d.ID = model.DialogID([]string{"welcome", "complete", "d1", "d2", "d3", "d4", "d5"}[i])
	}
	n := 0
	for _, d := range a.Dialogs {
		d.Interactions = kinds(d.Interactions)
		if d.End != nil && (d.End.Settings == nil || !d.End.Kind().End) {
			d.End = nil
		}
		d.Steps("", func(_ string, _ model.Path, i *model.Interaction) {
			n++
			i.ID = "i" + string(rune('a'+n/26%26)) + string(rune('a'+n%26)) + strings.Repeat("x", n/676)
			switch s := i.Settings.(type) {
			case *model.ConditionalBranch:
				for b := range s.Branches {
					s.Branches[b].Do = kinds(s.Branches[b].Do)
				}
				outcome(s.Otherwise)
			case *model.BusinessSchedule:
				outcome(s.Inside)
				outcome(s.Outside)
			}
		})
	}
}

func outcome(o *model.Outcome) {
	if o != nil {
		o.Do = kinds(o.Do)
	}
}

func kinds(all []model.Interaction) []model.Interaction {
	var out []model.Interaction
	for _, i := range all {
		if i.Settings != nil {
			out = append(out, i)
		}
	}
	return out
}

func TestWhatIsWrittenReadsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := modeltest.Assistant(t)
		usual(a)
		data, _, err := kustomer.Write(a, kustomer.WriteOptions{InternalID: "5f1e"})
		if err != nil {
			t.Fatal(err)
		}
		read, err := kustomer.Read("a.json", data, kustomer.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		back := read.Assistants[0]
		if o := back.Origin; o == nil || o.InternalID != "5f1e" || o.PublicID != "own" {
			t.Fatalf("the ids are not kept: %+v", o)
		}
		again, _, err := kustomer.Write(back, kustomer.WriteOptions{})
		if err != nil || string(again) != string(data) && !strings.Contains(string(data), "\\u001b") {
			t.Fatalf("%v %s", err, gocmp.Diff(string(data), string(again)))
		}
		if len(back.Origin.Kept) > 0 {
			return // what is no value of its field comes back by export, as just seen
		}
		back.Origin = nil
		want := strings.ReplaceAll(written(t, a), `\u001b[31m`, "")
		if d := gocmp.Diff(want, written(t, back)); d != "" {
			t.Fatalf("%s\n%s", d, data)
		}
	})
}

const foreign = `[{
  "id": "5f1e", "publicId": "Order Help!", "name": "Order help", "type": "pro", "channel": "chat", "createdAt": "2023-01-01",
  "start": "n-1",
  "dialogs": [
    {"id": "n-2", "name": "Complete Assistant", "end": {"assistantId": "5f1e", "type": "transfer", "priority": 3}},
    {"id": "n-1", "name": "Hello", "colour": "red", "nodes": [
      {"id": "a", "assistantId": "5f1e", "type": "hologram", "assistant": {"x": [1, 2.50]}},
      {"id": "b", "assistantId": "5f1e", "type": "Send message", "text": "Hi, I'm a bot", "tone": "warm"},
      {"id": "c", "assistantId": "5f1e", "type": "hologram"},
      {"id": "d", "assistantId": "5f1e", "type": "articleDeflection", "text": 7, "knowledgeBase": "old", "helped": "n-2", "notHelped": "n-2", "noArticles": "gone"}
    ]}
  ],
  "settings": {"confetti": true, "botLabel": "maybe"}
}]`

func TestWhatIsNotUnderstoodIsKeptReportedAndComesBack(t *testing.T) {
	read, err := kustomer.Read("x.json", []byte(foreign), kustomer.Options{Bases: kustomer.Bases{"old": "new"}})
	if err != nil {
		t.Fatal(err)
	}
	a := read.Assistants[0]
	if a.ID != "order-help" || a.Type != model.Premium || a.Dialogs[0].ID != model.WelcomeID || a.Dialogs[1].ID != model.CompleteID {
		t.Errorf("%s %s %s %s", a.ID, a.Type, a.Dialogs[0].ID, a.Dialogs[1].ID)
	}
	end, ok := a.Dialogs[0].End.Settings.(*model.ArticleDeflection)
	if !ok || end.KnowledgeBase != "new" || end.Helped != model.CompleteID || end.NoArticles != "gone" {
		t.Errorf("%+v", a.Dialogs[0].End.Settings)
	}
	var told []string
	for _, f := range read.Warnings {
		told = append(told, f.String())
	}
	all := strings.Join(told, "\n")
	for _, want := range []string{"type pro is a legacy type", `"createdAt"`, `"hologram"`, `"tone"`, "text: 7", `"confetti"`, `botLabel: "maybe"`, `"colour"`, `"priority"`, "x.json:7:7"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is not told:\n%s", want, all)
		}
	}
	data, warnings, err := kustomer.Write(a, kustomer.WriteOptions{Bases: kustomer.Bases{"new": "old"}, InternalID: "77aa"})
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	text := strings.Join(strings.Fields(string(data)), " ")
	for _, want := range []string{`"id": "77aa", "publicId": "Order Help!"`, `"start": "n-1"`, `"createdAt": "2023-01-01"`, `"hologram", "assistant": { "x": [ 1, 2.50 ] }`,
		`"tone": "warm"`, `"type": "Send message"`, `"text": 7`, `"knowledgeBase": "old"`, `"helped": "n-2"`, `"botLabel": "maybe"`, `"colour": "red"`, `"priority": 3`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is gone:\n%s", want, data)
		}
	}
	if strings.Contains(text, "5f1e") {
		t.Error("the old internal id is still there")
	}
	if a, b, c := strings.Index(text, `"id": "a"`), strings.Index(text, `"id": "b"`), strings.Index(text, `"id": "c"`); a > b || b > c {
		t.Error("the nodes are in another order")
	}
}

func TestWhatHasNoPlaceAnyMoreIsNamed(t *testing.T) {
	read, err := kustomer.Read("x.json", []byte(foreign), kustomer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a := read.Assistants[0]
	a.Dialogs[0].Interactions = nil
	_, warnings, err := kustomer.Write(a, kustomer.WriteOptions{})
	if err != nil || len(warnings) != 1 || !strings.Contains(warnings[0], "tone has no place any more") {
		t.Errorf("%v %q", err, warnings)
	}
}

// TestLinksSayWhichDialogIsMeant where dialogs came with the same id, or with none.
func TestLinksSayWhichDialogIsMeant(t *testing.T) {
	for _, ids := range []string{
		`{"id":"a"},{"id":"b","name":"First"},{"id":"b","name":"Second"}`,
		`{"id":"a"},{"id":"second","name":"First"},{"id":null,"name":"Second"}`,
		`{"id":null,"name":"Second"},{"id":"welcome","name":"First"}`,
	} {
		read, err := kustomer.Read("x.json", []byte(`{"dialogs":[`+ids+`]}`), kustomer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		a := read.Assistants[0]
		named := func(a *model.Assistant, name string) *model.Dialog {
			return a.Dialogs[slices.IndexFunc(a.Dialogs, func(d *model.Dialog) bool { return d.Name == name })]
		}
		named(a, "First").End = &model.Interaction{Settings: &model.Redirect{Dialog: named(a, "Second").ID}}
		data, _, err := kustomer.Write(a, kustomer.WriteOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if read, err = kustomer.Read("x.json", data, kustomer.Options{}); err != nil {
			t.Fatal(err)
		}
		a = read.Assistants[0]
		if to := named(a, "First").End.Settings.(*model.Redirect).Dialog; to != named(a, "Second").ID {
			t.Errorf("%s: the link leads to %s after it was written and read", ids, to)
		}
	}
}

func TestBareObjectsAreFilledIn(t *testing.T) {
	cases := []struct {
		data        string
		name        string
		of          model.Type
		channel     model.Channel
		interaction int
	}{
		{`{"start":"a","dialogs":{"a":{"nodes":[{"type":"playPrompt","text":"x"}]}},"settings":{}}`, "bot", model.Lite, model.Voice, 1},
		{`{"data":[{"id":"1","type":"assistant","attributes":{"name":"N","dialogs":[{"id":"a","interactions":[{"type":"listSelector","text":"x"}]}]}}]}`, "N", model.Lite, model.WhatsApp, 0},
		{`{"dialogs":[]}`, "bot", model.Lite, model.Chat, -1},
	}
	for _, c := range cases {
		read, err := kustomer.Read("/some/bot.json", []byte(c.data), kustomer.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.data, err)
			continue
		}
		a := read.Assistants[0]
		if a.Name != c.name || a.Type != c.of || a.Channel != c.channel || c.interaction >= 0 && len(a.Dialogs[0].Interactions) != c.interaction {
			t.Errorf("%s: %s", c.data, written(t, a))
		}
	}
}

func TestRefusalsAreOneLineWithAPlace(t *testing.T) {
	for data, want := range map[string]string{
		"":                           "x.json:1:1: no JSON",
		"{\n \"dialogs\": [1,":       "x.json:2",
		"[]":                         "no assistant is in it",
		"7":                          "no assistant is in it",
		`{"start": "a"}`:             "it has no dialogs",
		`{"dialogs": 3}`:             "it has no dialogs",
		`{"dialogs":[],"dialogs":1}`: "stands twice",
		`{"dialogs":[]} {}`:          "something follows",
		"\xff":                       "not UTF-8",
		`{"dialogs":` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + "}": "too large",
	} {
		read, err := kustomer.Read("x.json", []byte(data), kustomer.Options{})
		var refused *files.RefusedError
		if read != nil || !errors.As(err, &refused) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want %s", data, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(foreign))
	f.Add([]byte(`{"start":"a","dialogs":{"a":{"nodes":[{"type":"conditionalBranch","branches":[{"when":[{"is":"x"}],"do":[{"type":"q"},7]}]}]}}}`))
	f.Add([]byte(`[[{"dialogs":[{"id":"","end":null},{"id":"welcome"}],"settings":{"volumeControl":{"missed":{"channels":["wait",4]}}}}]]`))
	f.Add([]byte(`[[{"dialogs":[{"id":null},{"id":"welcome"}]}]]`))
	for _, shape := range shapes {
		f.Add([]byte(shape(32)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := kustomer.Read("x.json", data, kustomer.Options{})
		if err != nil {
			if strings.Contains(err.Error(), "\n") || read != nil {
				t.Fatal(err)
			}
			return
		}
		for _, w := range read.Warnings {
			if strings.ContainsAny(w.String(), "\n\x1b") {
				t.Fatalf("%q", w.String())
			}
		}
		for _, a := range read.Assistants {
			once := rewritten(t, a, false)
			again, err := kustomer.Read("x.json", once, kustomer.Options{})
			if err != nil || len(again.Assistants) != 1 {
				t.Fatalf("%v\n%s", err, once)
			}
			if twice := rewritten(t, again.Assistants[0], true); string(twice) != string(once) {
				t.Fatalf("it is written otherwise after it was read again:\n%s\n%s", once, twice)
			}
		}
	})
}

// rewritten writes an assistant that came from elsewhere. What has a value of its
// own now, such as a type that had to be filled in, is told; settled says that
// nothing of that kind is left.
func rewritten(t *testing.T, a *model.Assistant, settled bool) []byte {
	data, warnings, err := kustomer.Write(a, kustomer.WriteOptions{InternalID: "x"})
	if err != nil || settled && len(warnings) > 0 {
		t.Fatal(err, warnings, string(data))
	}
	for _, w := range warnings {
		if strings.ContainsAny(w, "\n\x1b") || !strings.HasSuffix(w, "has a value of its own now: what was kept is left out") {
			t.Fatalf("%q", w)
		}
	}
	return data
}

func TestFindingsStandInTheOrderAndPlacesOfTheFile(t *testing.T) {
	const data = "\ufeff{\"name\": \"Grüße\", \"colour\": 1,\n  \"dialogs\": [7, {\"id\": \"a\", \"tone\": 2}], \"size\": 3}"
	read, err := kustomer.Read("x.json", []byte(data), kustomer.Options{Channel: model.Chat})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, f := range read.Warnings {
		told = append(told, f.Position.String()+" "+f.Found)
	}
	want := []string{
		"x.json:1:1 start is not said",
		"x.json:1:1 the type is not said",
		`x.json:1:29 the field "colour" is not known`,
		"x.json:2:15 this is no dialog",
		`x.json:2:38 the field "tone" is not known`,
		`x.json:2:51 the field "size" is not known`,
	}
	if d := gocmp.Diff(want, told); d != "" {
		t.Error(d)
	}
}

func TestWhatIsNoDialogGoesBackBetweenTheSameOnes(t *testing.T) {
	const data = `{"id":"1","name":"N","type":"lite","channel":"chat","start":"b","dialogs":[1,{"id":"b"},2,3,{"id":"c c"},4]}`
	read, err := kustomer.Read("x.json", []byte(data), kustomer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out, warnings, err := kustomer.Write(read.Assistants[0], kustomer.WriteOptions{})
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	var back struct{ Dialogs []json.RawMessage }
	if err := json.Unmarshal(out, &back); err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, d := range back.Dialogs {
		order = append(order, strings.TrimSpace(string(d[:1])))
	}
	if got := strings.Join(order, " "); got != "1 { 2 3 { 4" {
		t.Errorf("%s\n%s", got, out)
	}
}
