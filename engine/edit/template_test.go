package edit_test

import (
	"strings"
	"testing"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
)

// templateShop is a workspace with what templates can use.
func templateShop() *model.Workspace {
	return &model.Workspace{
		Settings: model.WorkspaceSettings{Name: "Shop", Languages: []model.Language{"en"}},
		Teams:    []*model.Team{{ID: "cx", Name: "CX"}, {ID: "sales", Name: "Sales"}},
		Klasses: []*model.Klass{{ID: "order", Name: "Order", Attributes: []model.AttributeDef{
			{Name: "number", Type: model.TypeText}, {Name: "status", Type: model.TypeText}}}},
		KnowledgeBases: []*model.KnowledgeBase{{ID: "empty"}, {ID: "help"}, {ID: "ajuda"}},
		Articles: []*model.Article{{ID: "returns", KnowledgeBase: "help", Title: "Returns", Language: "en", Body: "Within 30 days."},
			{ID: "devolver", KnowledgeBase: "ajuda", Title: "Devolver", Language: "pt-BR", Body: "Em 30 dias."},
			{ID: "secret", KnowledgeBase: "empty", Title: "Margins", Language: "en", Public: new(bool)}},
	}
}

func TestEveryTemplatePassesCheckWhereverItFits(t *testing.T) {
	for name, w := range map[string]*model.Workspace{"shop": templateShop(), "empty": {}} {
		for _, of := range edit.Templates() {
			made := 0
			for _, c := range model.Channels() {
				for _, typ := range []model.Type{model.Lite, model.Premium} {
					for _, l := range []model.Language{"en", "es", "pt-BR", "de"} {
						change, err := edit.AddFromTemplate{Template: of.ID, Name: "New", PublicName: "Moss", Type: typ, Channel: c, Language: l}.Apply(w)
						allowed, _ := typ.Allows(c)
						if fits, _ := of.Fits(w, c, typ); !fits || !allowed {
							if err == nil || change.Workspace != w {
								t.Errorf("%s %s %s %s: made although it does not fit", name, of.ID, c, typ)
							}
							continue
						}
						if err != nil {
							t.Errorf("%s %s %s %s: %v", name, of.ID, c, typ, err)
							continue
						}
						made++
						for _, f := range check.All(change.Workspace, nil) {
							if f.Severity != check.Hint && f.Assistant == "new" {
								t.Errorf("%s %s %s %s %s: %s %s", name, of.ID, c, typ, l, f.Path, f.Message)
							}
							if f.Code == "smsSegments" && l == "en" {
								t.Errorf("%s %s: %s", of.ID, l, f.Message)
							}
						}
						a := change.Workspace.Assistant("new")
						for _, d := range a.Dialogs {
							if model.AnchorOf(a, d, model.FlowOf(d)).State == model.Unlinked {
								t.Errorf("%s %s: %s leads nowhere", of.ID, c, d.ID)
							}
						}
					}
				}
			}
			if made == 0 && (name == "shop" || of.ID != "order-status" && of.ID != "ai") {
				t.Errorf("%s: %s fits nowhere", name, of.ID)
			}
		}
	}
}

func TestTemplatesSpeakTheLanguage(t *testing.T) {
	for l, want := range map[model.Language]string{"es-MX": "Moss, un bot", "pt": "Moss, um bot", "en": "Moss, a bot", "ja": "Moss, a bot"} {
		change, err := edit.AddFromTemplate{Template: "menu", Name: "New", PublicName: "Moss", Channel: model.SMS, Language: l}.Apply(templateShop())
		if err != nil {
			t.Fatal(err)
		}
		said := change.Workspace.Assistant("new").Dialogs[0].Interactions[0].Settings.(*model.SendMessage).Text
		if !strings.Contains(string(said), want) {
			t.Errorf("%s: %s", l, said)
		}
	}
}

func TestTemplatesThatDoNotFitSayWhy(t *testing.T) {
	for _, c := range []struct {
		of   edit.AddFromTemplate
		want string
	}{
		{edit.AddFromTemplate{Template: "menus", Name: "x"}, "use one of blank, route, ai, menu"},
		{edit.AddFromTemplate{Template: "menu", Name: " "}, "needs a name"},
		{edit.AddFromTemplate{Template: "menu", Name: "x", Channel: model.Voice, Type: model.Lite}, "not on voice"},
		{edit.AddFromTemplate{Template: "order-status", Name: "x", Type: model.Lite}, "Premium only"},
		{edit.AddFromTemplate{Template: "ivr", Name: "x", Type: model.Premium}, "Lite only"},
		{edit.AddFromTemplate{Template: "order-status", Name: "x"}, "no Klass"},
		{edit.AddFromTemplate{Template: "ai", Name: "x"}, "no knowledge base"},
		{edit.AddFromTemplate{Template: "ai", Name: "x", Channel: model.SMS}, "not on SMS"},
		{edit.AddFromTemplate{Template: "ai", Name: "x", Type: model.Lite}, "Premium only"},
		{edit.AddFromTemplate{Template: "menu", Name: "x", KnowledgeBase: "help"}, "no knowledge base"},
	} {
		if _, err := c.of.Apply(&model.Workspace{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %s", c.of, err, c.want)
		}
	}
}

func TestTheAnsweringTemplateFindsItsKnowledgeBase(t *testing.T) {
	for _, c := range []struct {
		of   edit.AddFromTemplate
		want model.KnowledgeBaseID
	}{
		{edit.AddFromTemplate{}, "help"},
		{edit.AddFromTemplate{Language: "pt"}, "ajuda"},
		{edit.AddFromTemplate{Language: "de"}, "help"},
		{edit.AddFromTemplate{Language: "pt", KnowledgeBase: "empty"}, "empty"},
		{edit.AddFromTemplate{KnowledgeBase: "none"}, ""},
	} {
		c.of.Template, c.of.Name = "ai", "New"
		change, err := c.of.Apply(templateShop())
		if err != nil {
			if c.want != "" || !strings.Contains(err.Error(), `no knowledge base "none"`) {
				t.Errorf("%+v: %v", c.of, err)
			}
			continue
		}
		for _, d := range change.Workspace.Assistant("new").Dialogs {
			if d.End == nil {
				continue
			}
			if answer, ok := d.End.Settings.(*model.AIResponse); ok && answer.KnowledgeBase != c.want {
				t.Errorf("%+v: %s answers from %s", c.of, d.ID, answer.KnowledgeBase)
			}
		}
	}
}
