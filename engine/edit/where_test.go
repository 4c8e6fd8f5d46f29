package edit_test

import (
	"testing"

	"parley/engine/edit"
	"parley/engine/model"
)

func TestWhereNamesPlacesForPeople(t *testing.T) {
	a := &model.Assistant{ID: "help", Name: "Order help", Dialogs: []*model.Dialog{{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{
		{ID: "i1", Settings: &model.SendMessage{Text: "Hi"}},
		{ID: "i2", Settings: &model.ConditionalBranch{Branches: []model.Branch{{Do: []model.Interaction{{ID: "i3", Settings: &model.TextQuestion{Text: "Who?"}}}}}}},
	}, End: &model.Interaction{ID: "i4", Settings: &model.Redirect{Dialog: "welcome"}}}}}
	w := &model.Workspace{Assistants: []*model.Assistant{a}, Customers: []*model.Customer{{ID: "ada", Name: "Ada"}},
		Klasses: []*model.Klass{{ID: "order", Attributes: []model.AttributeDef{{Name: "total"}}}}}
	for path, want := range map[model.Path]string{
		"assistants[help].name":                                                      "Order help › Name",
		"assistants[help].dialogs[welcome].interactions[i1].text":                    "Order help › Welcome › 1 Send message › Text",
		"assistants[help].dialogs[welcome].interactions[i2].branches[0].do[i3].save": "Order help › Welcome › 2.1.1 Text question › Save to",
		"assistants[help].dialogs[welcome].end.dialog":                               "Order help › Welcome › Redirect to dialog › Dialog",
		"customers[ada].company":                                                     "Customer Ada › Company",
		"klasses[order].attributes[0].type":                                          "Klass order › Attributes › total › Type",
		"workspace.plan":                                                             "Settings › Plan",
	} {
		if got := edit.Where(w, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
}
