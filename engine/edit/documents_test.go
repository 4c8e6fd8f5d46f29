package edit_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/engine/edit"
	"parley/engine/model"
)

// shop is a workspace whose parts name one another in every way there is.
func shop() *model.Workspace {
	w := sample()
	w.Brands = []*model.Brand{{ID: "acme", Name: "Acme"}}
	w.Teams = []*model.Team{{ID: "sales", Name: "Sales"}, {ID: "cx", Name: "CX"}}
	w.Schedules = []*model.Schedule{{ID: "week", Default: true}, {ID: "night"}}
	w.Klasses = []*model.Klass{{ID: "order", Attributes: []model.AttributeDef{{Name: "total", Type: model.TypeNumber}, {Name: "item", Type: model.TypeText}}},
		{ID: "conversation", Attributes: []model.AttributeDef{{Name: "assignedTeam", Type: model.TypeList, Values: []model.Label{"Sales", "CX"}}}}}
	w.Snippets = []*model.Snippet{{ID: "greeting", Texts: model.Map[model.Text]{{Key: "en", Value: "Hi {{customer.name}}"}}}}
	w.Intents = []*model.Intent{{ID: "refund"}}
	w.Customers = []*model.Customer{{ID: "ada"}}
	w.Objects = []*model.Object{{ID: "o1", Klass: "order", Customer: "ada", Attributes: model.Map[model.Value]{{Key: "total", Value: model.NumberOf(3)}}}}
	d := w.Assistants[0].Dialogs
	d[1].Intent = "refund"
	d[1].Interactions = append(d[1].Interactions,
		model.Interaction{ID: "i20", Settings: &model.AttributeQuestion{Text: "Team?", Attribute: "conversation.assignedTeam", Values: []model.Label{"Sales", "CX"}}},
		model.Interaction{ID: "i21", Settings: &model.ConditionalBranch{Branches: []model.Branch{{When: []model.Condition{
			{Attribute: "conversation.assignedTeam", Is: model.OpContainsAny, Value: model.ListOf([]string{"Sales", "Other"})},
			{Attribute: "conversation.createdAt", Is: model.OpDuring, Value: model.TextOf("night")},
			{Attribute: "conversation.brand", Is: model.OpEqual, Value: model.TextOf("acme")},
			{Attribute: "customer.name", Is: model.OpEqual, Value: model.TextOf("Sales")}}}}}},
		model.Interaction{ID: "i22", Settings: &model.ObjectSelector{Klass: "order", Text: "{{snippet.greeting}} {{order.total | \"none\"}}",
			Card: model.Card{Title: "item", Description: "total"}, NotFound: "complete"}})
	d[2].End.Settings = &model.Transfer{Team: "Sales", Note: "for Sales"}
	w.Tests[0].Cases[0].Customer = "ada"
	w.Tests[0].Cases[0].Expectation.Attributes = model.Map[model.Value]{{Key: "conversation.assignedTeam", Value: model.TextOf("Sales")}}
	return w
}

func TestTeamsAreRenamedWhereTheyAreNamed(t *testing.T) {
	c := apply(t, shop(), edit.RenameTeam{ID: "sales", Name: "Selling"})
	data := written(t, c.Workspace)
	if n := strings.Count(data, `"Selling"`); n != 6 {
		t.Errorf("%d places say Selling, want 6: %s", n, data)
	}
	if n := strings.Count(data, "Sales"); n != 2 {
		t.Errorf("%d places say Sales, want the note and the customer's name", n)
	}
}

func TestReferences(t *testing.T) {
	w := shop()
	for _, c := range []struct {
		kind, id string
		want     int
	}{
		{"Team", "sales", 5}, {"Brand", "acme", 1}, {"Schedule", "night", 1}, {"Schedule", "week", 0}, {"Klass", "order", 3},
		{"Snippet", "greeting", 1}, {"Intent", "refund", 1}, {"Customer", "ada", 2}, {"Assistant", "a", 2}, {"Object", "o1", 0},
	} {
		if got := edit.References(w, c.kind, c.id); len(got) != c.want {
			t.Errorf("%s %s is named in %q, want %d places", c.kind, c.id, got, c.want)
		}
	}
	if got := edit.AttributeReferences(w, "order.total"); len(got) != 3 {
		t.Errorf("order.total is named in %q", got)
	}
}

func TestDocumentsThatAreUsedAreDeletedOnlyByForce(t *testing.T) {
	w := shop()
	_, err := edit.DeleteDocument{Kind: "Intent", ID: "refund"}.Apply(w)
	want := "Intent refund is used in assistants[a].dialogs[ask].intent: unlink it there first, or delete it all the same"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	c := apply(t, w, edit.DeleteDocument{Kind: "Intent", ID: "refund", Force: true})
	if d := c.Workspace.Assistants[0].Dialogs[1]; d.Intent != "" || len(c.Losses) != 1 || c.Workspace.Intents != nil {
		t.Errorf("intent %q, losses %v", d.Intent, c.Losses)
	}
}

func TestNamesInUseAreNotChangedByThemselves(t *testing.T) {
	for _, a := range []edit.Action{
		edit.SetField{At: "teams[sales].name", Value: "X"}, edit.SetField{At: "klasses[order].attributes[0].name", Value: "sum"},
		edit.DeleteAttribute{Path: "order.total"}, edit.RenameAttribute{From: "customer.name", To: "customer.nick"},
		edit.RenameAttribute{From: "order.total", To: "order.item"}, edit.ChangeID{Kind: "Klass", ID: "conversation", To: "talk"},
	} {
		if _, err := a.Apply(shop()); err == nil {
			t.Errorf("%s: no error", a.Label())
		}
	}
	c := apply(t, shop(), edit.DeleteAttribute{Path: "order.total", Force: true})
	if len(c.Losses) != 3 || len(c.Workspace.Klass("order").Attributes) != 1 {
		t.Errorf("losses %v", c.Losses)
	}
}

func TestBranchesAreDuplicatedWithNewIds(t *testing.T) {
	w := shop()
	branch := w.Assistants[0].Dialogs[0].Interactions[1].Settings.(*model.ConditionalBranch).Branches[0]
	c := apply(t, w, edit.InsertElement{List: inWelcome + "[i2].branches", Index: 1, Value: branch})
	got := c.Workspace.Assistants[0].Dialogs[0].Interactions[1].Settings.(*model.ConditionalBranch).Branches
	if len(got) != 2 || got[0].Do[0].ID != "i3" || got[1].Do[0].ID != "i23" || branch.Do[0].ID != "i3" {
		t.Errorf("%+v", got)
	}
}

func TestDeletedAssistantsLeaveDefaultsWithNone(t *testing.T) {
	w := shop()
	w.Defaults = []*model.Defaults{{Defaults: []model.Default{{Channel: model.Chat, Assistant: "a"}}}}
	c := apply(t, w, edit.DeleteAssistant{Assistant: "a"})
	if got := c.Workspace.Defaults[0].Defaults[0].Assistant; got != model.NoAssistant || c.Workspace.Rules[0].Assistant != "" || c.Workspace.Tests[0].Assistant != "a" {
		t.Errorf("default %q, rule %q, test %q", got, c.Workspace.Rules[0].Assistant, c.Workspace.Tests[0].Assistant)
	}
	if len(c.Losses) != 3 {
		t.Errorf("losses %v", c.Losses)
	}
}

func TestBlankAssistants(t *testing.T) {
	for _, channel := range model.Channels() {
		c := apply(t, shop(), edit.AddAssistant{Name: "Order help", PublicName: "Acme", Type: model.Lite, Channel: channel})
		a := c.Workspace.Assistant("order-help")
		if a == nil || len(a.Dialogs) != 2 || len(a.Dialogs[0].Interactions) != 1 || len(a.Dialogs[1].Interactions) != 0 {
			t.Fatalf("%s: %+v", channel, a)
		}
		for _, i := range []model.Interaction{a.Dialogs[0].Interactions[0], *a.Dialogs[0].End, *a.Dialogs[1].End} {
			if ok, reason := i.Kind().Fits(channel, model.Lite); !ok {
				t.Errorf("%s: %s %s", channel, i.Kind().Name, reason)
			}
		}
	}
	if _, err := (edit.AddAssistant{Name: "X", Type: model.Premium, Channel: model.Voice}).Apply(shop()); err == nil {
		t.Error("a premium voice assistant was made")
	}
}

func TestEveryKindHasFirstContents(t *testing.T) {
	for _, k := range model.Kinds() {
		w := shop()
		w.Assistants[0].Channel, w.Assistants[0].Type = k.Channels[0], k.Types[len(k.Types)-1]
		w.KnowledgeBases = []*model.KnowledgeBase{{ID: "help", Name: "Help"}}
		var a edit.Action = edit.AddInteraction{List: inWelcome, Index: -1, Kind: k.Key}
		if k.End {
			w = apply(t, w, edit.RemoveEnd{Assistant: "a", Dialog: "ask"}).Workspace
			a = edit.SetEnd{Assistant: "a", Dialog: "ask", Kind: k.Key}
		}
		c := apply(t, w, a)
		model.Visit(c.Workspace, "", func(p model.Place) bool {
			if !p.Path.Below(c.At) || p.Field == nil {
				return true
			}
			switch {
			case p.Field.Role == model.RoleText && p.Field.Required && p.Value.String() == "":
				t.Errorf("%s: %s is empty", k.Key, p.Path)
			case p.Field.Role == model.RoleDialog && p.Value.Kind() == reflect.String && p.Value.String() != "":
				t.Errorf("%s: %s leads to %s", k.Key, p.Path, p.Value)
			case p.Field.Key == "knowledgeBase" && p.Value.String() != "help":
				t.Errorf("%s: the only knowledge base was not taken", k.Key)
			case (p.Field.Key == "buttons" || p.Field.Key == "rows" || p.Field.Key == "keys") && p.Value.Kind() == reflect.Slice && p.Value.Len() != 2:
				t.Errorf("%s: %d %s", k.Key, p.Value.Len(), p.Field.Key)
			}
			return true
		})
	}
}

func TestReplacedEndsKeepWhatFits(t *testing.T) {
	w := shop()
	w.Assistants[0].Channel = model.WhatsApp
	w.Assistants[0].Dialogs[0].End = &model.Interaction{ID: "i4", Settings: &model.NavigationButtons{Text: "Where to?", Save: "customer.name",
		Buttons: []model.NavButton{{Label: "Ask", Dialog: "ask"}, {Label: "Done", Dialog: "complete"}}}}
	c := apply(t, w, edit.ReplaceEnd{Assistant: "a", Dialog: "welcome", Kind: "listSelector"})
	got, _ := c.Workspace.Assistants[0].Dialogs[0].End.Settings.(*model.ListSelector)
	want := &model.ListSelector{Text: "Where to?", Save: "customer.name", Rows: []model.Row{{Label: "Ask", Dialog: "ask"}, {Label: "Done", Dialog: "complete"}}}
	if !reflect.DeepEqual(got, want) || c.Losses != nil {
		t.Errorf("%+v, losses %v", got, c.Losses)
	}
	c = apply(t, w, edit.ReplaceEnd{Assistant: "a", Dialog: "welcome", Kind: "redirect"})
	if got, _ := c.Workspace.Assistants[0].Dialogs[0].End.Settings.(*model.Redirect); got.Dialog != "ask" || len(c.Losses) != 1 || c.Losses[0].What != "link to complete" {
		t.Errorf("%+v, losses %v", got, c.Losses)
	}
}

func TestPastingElsewhere(t *testing.T) {
	w := apply(t, shop(), edit.AddAssistant{Name: "b", Type: model.Lite, Channel: model.Chat}).Workspace
	clip, err := edit.CopyInteractions(w, "assistants[a].dialogs[welcome].interactions[i1]", "assistants[a].dialogs[welcome].end")
	if err != nil {
		t.Fatal(err)
	}
	w = apply(t, w, edit.RemoveEnd{Assistant: "b", Dialog: "welcome"}).Workspace
	c := apply(t, w, edit.PasteInteractions{Clip: clip, List: "assistants[b].dialogs[welcome].interactions", Index: -1})
	d := c.Workspace.Assistant("b").Dialogs[0]
	if len(d.Interactions) != 2 || d.Interactions[1].ID == d.Interactions[0].ID || d.End == nil {
		t.Fatalf("%+v", d)
	}
	if r := d.End.Settings.(*model.Redirect); r.Dialog != "" || len(c.Losses) != 1 || c.Losses[0].Now != "assistants[b].dialogs[welcome].end.dialog" {
		t.Errorf("leads to %q, losses %v", r.Dialog, c.Losses)
	}
	dialogs, _ := edit.CopyDialogs(w, "a", "welcome", "ask")
	c = apply(t, w, edit.PasteDialogs{Clip: dialogs, Assistant: "b"})
	b := c.Workspace.Assistant("b")
	var ids []string
	for _, d := range b.Dialogs {
		ids = append(ids, string(d.ID))
	}
	if want := []string{"welcome", "welcome-2", "ask", "complete"}; !slices.Equal(ids, want) {
		t.Errorf("dialogs %v, want %v", ids, want)
	}
	if b.Dialogs[1].End.Settings.(*model.Redirect).Dialog != "ask" || b.Dialogs[2].Intent != "" || len(b.Dialogs[2].Interactions) != 3 {
		t.Errorf("%+v %+v, losses %v", b.Dialogs[1].End.Settings, b.Dialogs[2], c.Losses)
	}
}

func TestFindLeavesDynamicTextAlone(t *testing.T) {
	w := shop()
	for _, c := range []struct {
		search edit.Search
		want   int
	}{
		{edit.Search{Query: "greeting"}, 0},
		{edit.Search{Query: "none"}, 1},
		{edit.Search{Query: "customer"}, 0},
		{edit.Search{Query: "hi"}, 2}, // Which?, and the snippet's Hi
		{edit.Search{Query: "hi", Word: true}, 1},
		{edit.Search{Query: "hi", Case: true}, 1},
		{edit.Search{Query: `^(\w+)\?`, Regexp: true}, 3},
		{edit.Search{Query: "ask", Names: true}, 1},
		{edit.Search{Query: "CX"}, 0}, // a value of an attribute
	} {
		got, err := edit.Find(w, "", c.search)
		if err != nil || len(got) != c.want {
			t.Errorf("%+v: %v (%v), want %d", c.search, got, err, c.want)
		}
	}
	s := edit.Search{Query: `(N)ame`, Regexp: true}
	matches, _ := edit.Find(w, "a", s)
	c := apply(t, w, edit.Replace{Search: s, With: "Sur${1}ame", Matches: matches})
	if got := c.Workspace.Assistants[0].Dialogs[1].Interactions[0].Settings.(*model.TextQuestion).Text; got != "SurName?" {
		t.Errorf("got %q", got)
	}
	if _, err := (edit.Replace{Search: s, With: "x", Matches: matches}).Apply(c.Workspace); err == nil {
		t.Error("a text that changed since was replaced")
	}
}

func TestParse(t *testing.T) {
	settings := "assistants[a].settings."
	for _, c := range []struct {
		at   model.Path
		text string
		want any // nil: an error
	}{
		{model.Path(settings + "volumeControl.reminder.after"), "90s", model.Duration(90e9)},
		{model.Path(settings + "volumeControl.reminder.after"), "soon", nil},
		{model.Path(settings + "satisfaction.scale"), "5", 5},
		{model.Path(settings + "satisfaction.scale"), "4", nil},
		{model.Path(settings + "botLabel"), "no", false},
		{model.Path(settings + "botLabel"), "perhaps", nil},
		{"rules[r1].dialog", "ask", model.DialogID("ask")},
		{"rules[r1].dialog", "a b", nil},
		{"rules[r1].channel", "pigeon", nil},
		{inWelcome + "[i2].branches[0].when[0].is", "equal to", model.OpEqual},
		{inWelcome + "[i2].branches[0].when[0].is", "resembles", nil},
		{inWelcome + "[i2].branches[0].when[0].value", "5", model.NumberOf(5)},
		{inWelcome + "[i2].branches[0].when[0].value", "+49", model.TextOf("+49")},
		{inWelcome + "[i2].branches[0].when[0].value", "[a, b]", model.ListOf([]string{"a", "b"})},
		{inWelcome + "[i2].branches[0].when[0].attribute", "name", nil},
		{"assistants[a].dialogs[ask].interactions[i20].values", "A, B", []model.Label{"A", "B"}},
		{"tests[t1].cases[0].at", "2026-03-02", nil},
	} {
		at, err := edit.At(shop(), c.at)
		if err != nil {
			t.Fatal(err)
		}
		got, err := edit.Parse(at.Field, c.text)
		if c.at == "tests[t1].cases[0].at" {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		if (err == nil) != (c.want != nil) || err == nil && !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %q: %#v (%v), want %#v", c.at, c.text, got, err, c.want)
		}
	}
}

func TestImportsShareWhatIsEqual(t *testing.T) {
	before, again := shop(), shop()
	if c := apply(t, before, edit.ImportWorkspace{New: again}); c.Changed() {
		t.Errorf("touched %v", c.Touched)
	}
	again.Assistants[0].Dialogs[1].Name = "Asked"
	c := apply(t, before, edit.ImportWorkspace{New: again})
	if want := []edit.Dialog{{Assistant: "a", Dialog: "ask"}}; !slices.Equal(c.Touched.Dialogs, want) || len(c.Touched.Documents) != 1 {
		t.Errorf("touched %+v", c.Touched)
	}
}

func TestChannelChangesAreRehearsed(t *testing.T) {
	w := shop()
	losses, err := edit.Rehearse(w, "a", "", model.SMS)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range losses {
		got = append(got, l.What)
	}
	want := []string{"Button question (not on SMS)", "Attribute question (not on SMS)", "Object selector (not on SMS)", "rule r1 is for chat"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTypingMerges(t *testing.T) {
	at := inWelcome + "[i1].text"
	if a, b := (edit.SetText{At: at, Text: "H"}), (edit.SetField{At: at, Value: "He"}); a.MergeKey() != b.MergeKey() || a.MergeKey() == "" {
		t.Error("two changes of one text do not merge")
	}
	if c := apply(t, shop(), edit.SetText{At: at, Text: "Hello {{customer.name}}"}); c.Changed() {
		t.Error("the same text is a change")
	}
}
