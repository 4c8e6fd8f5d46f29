package compare_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"parley/engine/compare"
	"parley/engine/edit"
	"parley/engine/model"
	samples "parley/sample-assistants"
	"parley/store/files"
)

// workspace reads the samples, or one document.
func workspace(t testing.TB, source fs.FS) *model.Workspace {
	t.Helper()
	found, err := files.Gather(source, ".")
	if err != nil {
		t.Fatal(err)
	}
	read, err := files.Read(found)
	if err != nil {
		t.Fatal(err)
	}
	return read.Workspace
}

const small = `kind: Assistant
id: small
name: Small
type: premium
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "Hello, I am the shop's bot. How are you today?"}
      - textQuestion: {text: What is your name?}
    end: {navigationButtons: {text: Where to?, buttons: [{label: Sales, dialog: sales}, {label: Returns, dialog: returns}]}}
  - id: sales
    name: Sales
    interactions:
      - buttonQuestion: {text: Which one?, buttons: [Tents, Boots, Lamps]}
      - conditionalBranch:
          branches:
            - when: [{attribute: customer.vip, is: equal to, value: true}]
              do: [{sendMessage: {text: "Welcome back!"}}]
              redirect: complete
            - when: [{attribute: customer.name, is: set}]
              do: [{sendMessage: {text: "Nice to see you."}}]
          otherwise: {do: [{sendMessage: {text: "Good day."}}]}
    end: {redirect: {dialog: complete}}
  - id: returns
    name: Returns
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    end: {transfer: {team: Care}}
settings:
  volumeControl:
    reminder: {after: 5m, message: Are you there?}
`

func smallOne(t testing.TB) *model.Workspace {
	return workspace(t, fstest.MapFS{"a.yaml": {Data: []byte(small)}})
}

const (
	at      = model.Path("assistants[small].dialogs")
	welcome = at + "[welcome]"
	sales   = at + "[sales]"
)

// told are the differences an edit makes, a line each.
func told(t *testing.T, actions ...edit.Action) []string {
	t.Helper()
	w := smallOne(t)
	after := w
	for _, a := range actions {
		c, err := a.Apply(after)
		if err != nil {
			t.Fatal(err)
		}
		after = c.Workspace
	}
	var out []string
	for _, d := range (compare.Options{A: w, B: after}).Compare(w.Assistant("small"), after.Assistant("small")) {
		out = append(out, d.String()+" | "+strings.ReplaceAll(compare.Plain(d.Words), "\n", "/"))
	}
	return out
}

func TestEditsAreToldAsWhatTheyAre(t *testing.T) {
	setting := model.Path("assistants[small].settings.volumeControl.reminder")
	branches := sales + ".interactions[1].branches"
	for name, c := range map[string]struct {
		edit edit.Action
		want string // a line each; "*" stands for what follows
	}{
		"a field is set":        {edit.SetText{At: welcome + ".interactions[1].save", Text: "customer.name"}, "Welcome › 2 Text question: save changed from nothing to customer.name | {+customer.name+}"},
		"a switch":              {edit.SetText{At: welcome + ".interactions[1].understandIntents", Text: "yes"}, "Welcome › 2 Text question: understand intents turned on | [-no-]{+yes+}"},
		"a long text":           {edit.SetText{At: welcome + ".interactions[0].text", Text: "Hello, I am the shop's new bot. How was today?"}, "Welcome › 1 Send message: text changed | Hello, I am the shop's {+new +}bot. How [-are you-]{+was+} today?"},
		"a short text":          {edit.SetText{At: welcome + ".interactions[1].text", Text: "What is your first name?"}, "Welcome › 2 Text question: question changed from \"What is your name?\" to \"What is your first name?\" | What is your {+first +}name?"},
		"a dialog renamed":      {edit.RenameDialog{Assistant: "small", Dialog: "sales", Name: "Gear"}, "Gear: renamed from Sales to Gear | [-Sales-]{+Gear+}"},
		"a dialog moved":        {edit.MoveDialog{Assistant: "small", Dialog: "returns", To: 1}, "Returns: moved: now after Welcome, was after Sales | [-after Sales-]{+after Welcome+}"},
		"a dialog added":        {edit.AddDialog{Assistant: "small", Name: "More"}, "More: dialog added after Returns | "},
		"a dialog's id":         {edit.ChangeDialogID{Assistant: "small", Dialog: "returns", ID: "back"}, "Returns: id changed from returns to back | [-returns-]{+back+}"},
		"a dialog deleted":      {edit.DeleteDialog{Assistant: "small", Dialog: "returns"}, "Welcome › End Navigation buttons: button Returns no longer leads to Returns | [-Returns-]\nReturns: dialog removed | [-End Redirect to dialog/  leads to Complete Assistant-]"},
		"an interaction added":  {edit.AddInteraction{List: welcome + ".interactions", Index: 1, Kind: "textQuestion"}, "Welcome › 2 Text question: added | {+How can I help you?+}"},
		"an interaction gone":   {edit.DeleteInteraction{At: welcome + ".interactions[1]"}, "Welcome › 2 Text question: removed | [-What is your name?-]"},
		"moved in its dialog":   {edit.MoveInteraction{At: welcome + ".interactions[1]", To: 0}, "Welcome › 1 Text question: moved from 2 to 1 | *"},
		"moved to another":      {edit.MoveInteraction{At: welcome + ".interactions[1]", List: sales + ".interactions", To: 0}, "Sales › 1 Text question: moved here from Welcome › 2 Text question | *"},
		"moved between runs":    {edit.MoveInteraction{At: branches + "[0].do[0]", List: branches + "[1].do", To: 0}, "Sales › 2 Conditional branch › Branch 2 › 1 Send message: moved here from Sales › 2 Conditional branch › Branch 1 › 1 Send message | *"},
		"an end replaced":       {edit.ReplaceEnd{Assistant: "small", Dialog: "returns", Kind: "transfer"}, "Returns › End Transfer to an agent: end interaction replaced: Transfer to an agent instead of Redirect to dialog | [-leads to Complete Assistant-]{+Transfer to an agent+}"},
		"an end removed":        {edit.RemoveEnd{Assistant: "small", Dialog: "returns"}, "Returns › End Redirect to dialog: end interaction removed | [-leads to Complete Assistant-]"},
		"a link":                {edit.SetText{At: sales + ".end.dialog", Text: "returns"}, "Sales › End Redirect to dialog: leads to Returns instead of Complete Assistant | [-Complete Assistant-]{+Returns+}"},
		"a button's link":       {edit.SetText{At: welcome + ".end.buttons[0].dialog", Text: "complete"}, "Welcome › End Navigation buttons: button Sales leads to Complete Assistant instead of Sales | [-Sales-]{+Complete Assistant+}"},
		"a button's label":      {edit.SetText{At: welcome + ".end.buttons[0].label", Text: "Gear"}, "Welcome › End Navigation buttons: button Gear label changed from \"Sales\" to \"Gear\" | [-Sales-]{+Gear+}"},
		"a button removed":      {edit.RemoveElement{At: welcome + ".end.buttons[0]"}, "Welcome › End Navigation buttons: button Sales removed | [-Sales, leads to Sales-]"},
		"buttons moved":         {edit.MoveElement{At: welcome + ".end.buttons[0]", To: 1}, "Welcome › End Navigation buttons: button Returns moved from 2 to 1 | [-2-]{+1+}"},
		"a word of a list":      {edit.SetText{At: sales + ".interactions[0].buttons[1]", Text: "Shoes"}, "Sales › 1 Button question: buttons: \"Shoes\" instead of \"Boots\" | Tents, [-Boots-]{+Shoes+}, Lamps"},
		"a word removed":        {edit.RemoveElement{At: sales + ".interactions[0].buttons[0]"}, "Sales › 1 Button question: buttons: \"Tents\" removed | [-Tents, -]Boots, Lamps"},
		"words in other order":  {edit.MoveElement{At: sales + ".interactions[0].buttons[0]", To: 2}, "Sales › 1 Button question: buttons put in another order | *"},
		"branches moved":        {edit.MoveElement{At: branches + "[0]", To: 1}, "Sales › 2 Conditional branch › Branch 1: moved from 2 to 1 | [-2-]{+1+}"},
		"a branch removed":      {edit.RemoveElement{At: branches + "[0]"}, "Sales › 2 Conditional branch › Branch 1: removed | [-condition: customer.vip is equal to yes/1 Send message/  Welcome back!/leads to Complete Assistant-]"},
		"a condition":           {edit.SetText{At: branches + "[0].when[0].value", Text: "no"}, "Sales › 2 Conditional branch › Branch 1: condition changed from customer.vip is equal to yes to customer.vip is equal to no | customer.vip is equal to [-yes-]{+no+}"},
		"an otherwise removed":  {edit.ClearField{At: sales + ".interactions[1].otherwise"}, "*"},
		"a setting":             {edit.SetText{At: setting + ".after", Text: "6m"}, "Settings › Volume control › Reminder: after changed from 5m to 6m | [-5m-]{+6m+}"},
		"a group of settings":   {edit.ClearField{At: setting}, "Settings › Volume control: reminder removed | [-after 5m/message Are you there?-]"},
		"the assistant renamed": {edit.SetText{At: "assistants[small].name", Text: "Big"}, "Assistant: renamed from Small to Big | [-Small-]{+Big+}"},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(told(t, c.edit), "\n")
			if want, open := strings.CutSuffix(c.want, "*"); got != c.want && !(open && strings.HasPrefix(got, want) && strings.Count(got, "\n") == strings.Count(want, "\n")) {
				t.Errorf("told:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestAFileWrittenWithoutIDsAligns(t *testing.T) {
	w := smallOne(t)
	a := w.Assistant("small")
	loose := *a
	loose.Dialogs = nil
	for n, d := range a.Dialogs {
		next := *d
		next.Interactions = bare(d.Interactions)
		if n == 0 {
			next.Interactions = append([]model.Interaction{{Settings: &model.SendMessage{Text: "Before all else."}}}, next.Interactions...)
		}
		loose.Dialogs = append(loose.Dialogs, &next)
	}
	got := compare.Compare(a, &loose)
	if len(got) != 1 || got[0].String() != "Welcome › 1 Send message: added" {
		t.Errorf("%v", got)
	}
}

// bare are the interactions without their ids.
func bare(list []model.Interaction) []model.Interaction {
	out := make([]model.Interaction, len(list))
	for n := range list {
		out[n].Settings = list[n].Settings
	}
	return out
}

func TestADialogWithAnotherIDAndNameIsKnownByWhatIsInIt(t *testing.T) {
	got := told(t, edit.RenameDialog{Assistant: "small", Dialog: "sales", Name: "Gear"}, edit.ChangeDialogID{Assistant: "small", Dialog: "sales", ID: "gear"},
		edit.SetText{At: at + "[gear].interactions[0].text", Text: "What of them?"})
	want := []string{"Gear: id changed from sales to gear", "Gear: renamed from Sales to Gear", "Gear › 1 Button question: question changed"}
	for i, w := range want {
		if len(got) != len(want) || !strings.HasPrefix(got[i], w) {
			t.Fatalf("%q", got)
		}
	}
}

func TestCutAndPastedIsMoved(t *testing.T) {
	w := smallOne(t)
	clip, err := edit.CopyInteractions(w, sales+".interactions[0]")
	if err != nil {
		t.Fatal(err)
	}
	got := told(t, edit.PasteInteractions{Clip: clip, List: welcome + ".interactions", Index: 0}, edit.DeleteInteraction{At: sales + ".interactions[0]"})
	if len(got) != 1 || !strings.HasPrefix(got[0], "Welcome › 1 Button question: moved here from Sales › 1 Button question") {
		t.Errorf("%q", got)
	}
}

func TestReferencesAreToldByName(t *testing.T) {
	w := workspace(t, samples.Files())
	a := w.Assistant("store-helper")
	if got := compare.Outline(w, a, a.Dialogs[0]); len(got) == 0 || !got[0].Head {
		t.Fatalf("%+v", got)
	}
	for _, d := range a.Dialogs {
		if d.Intent == "" {
			continue
		}
		c, err := edit.SetText{At: d.PathOf(a).Field("intent"), Text: ""}.Apply(w)
		if err != nil {
			t.Fatal(err)
		}
		got := (compare.Options{A: w, B: c.Workspace}).Compare(a, c.Workspace.Assistant(a.ID))
		if len(got) != 1 || got[0].What != "intent changed from "+w.Intent(d.Intent).Name+" to nothing" {
			t.Errorf("%v", got)
		}
		return
	}
	t.Skip("no dialog of the sample has an intent")
}

func TestDocumentsOfAVersion(t *testing.T) {
	a := workspace(t, fstest.MapFS{"a.yaml": {Data: []byte("kind: Snippet\nid: greeting\ntexts: {en: Hello there, es: Hola}\n---\nkind: Intent\nid: refund\nname: Refund\nkeywords: {en: [refund, money back]}\n")}})
	b := workspace(t, fstest.MapFS{"a.yaml": {Data: []byte("kind: Snippet\nid: greeting\ntexts: {es: Hola, en: Hello you there}\n---\nkind: Snippet\nid: bye\ntexts: {en: Bye}\n---\nkind: Intent\nid: refund\nname: Refund\nkeywords: {en: [refund, cash back]}\n")}})
	var got []string
	for _, d := range compare.CompareWorkspaces(a, b) {
		got = append(got, d.String())
	}
	want := []string{`Intent Refund: en keywords: "cash back" instead of "money back"`, `Snippet greeting: texts put in another order`,
		`Snippet greeting: en text changed from "Hello there" to "Hello you there"`, `Snippet bye: added`}
	for _, w := range want {
		if !strings.Contains(strings.Join(got, "\n"), w) {
			t.Errorf("%q is missing in %q", w, got)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%q", got)
	}
}

func TestWordByWord(t *testing.T) {
	for _, c := range [][3]string{
		{"", "a b", "{+a b+}"},
		{"Hello there.", "Hello, you there!", "Hello{+,+} {+you +}there[-.-]{+!+}"},
		{"one two three", "four five six", "[-one two three-]{+four five six+}"},
		{"Hi {{customer.name}}, hello", "Hi {{customer.firstName}}, hello", "Hi [-{{customer.name}}-]{+{{customer.firstName}}+}, hello"},
		{"我们今天开门", "我们明天开门", "我们[-今-]{+明+}天开门"},
		{"a long text that stays as it is", "a long text that really stays as it was", "a long text that {+really +}stays as it [-is-]{+was+}"},
	} {
		if got := compare.Plain(compare.Words(c[0], c[1])); got != c[2] {
			t.Errorf("%q → %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
