package editor

import "parley/engine/model"

func step(id string, s model.InteractionSettings) model.Interaction {
	return model.Interaction{ID: id, Settings: s}
}

// sample is a small workspace with most shapes of interaction.
func sample() *model.Workspace {
	end := step("e1", &model.Redirect{Dialog: "ask-team"})
	menu := step("e2", &model.NavigationButtons{Text: "What is it about?", Buttons: []model.NavButton{{Label: "Returns", Dialog: "returns"}, {Label: "Something else", Dialog: ""}}})
	over := step("e3", &model.Transfer{Team: "{{conversation.assignedTeam}}"})
	feedback := step("e4", &model.RequestFeedback{Text: "Did that help?", Positive: model.LinkButton{Label: "Yes", Dialog: "complete"}, Negative: model.LinkButton{Label: "No", Dialog: "gone"}})
	a := &model.Assistant{ID: "order-help", Name: "Order help", Type: model.Premium, Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{
			step("i1", &model.SendMessage{Text: "Hello! I'm the Acme bot."}),
		}, End: &model.Interaction{ID: "e0", Settings: &model.Redirect{Dialog: "ask-name"}}},
		{ID: "ask-name", Name: "Ask Customer Name", Interactions: []model.Interaction{
			step("i2", &model.TextQuestion{Text: "What is your name?", Save: "customer.name"}),
			step("i3", &model.SendMessage{Text: "Nice to meet you, {{customer.name}}."}),
		}, End: &end},
		{ID: "ask-team", Name: "Ask for Team", Interactions: []model.Interaction{
			step("i4", &model.AttributeQuestion{Text: "Which team would you like to reach?", Attribute: "conversation.assignedTeam", Values: []model.Label{"CX", "Sales", "Shipping"}, SkipIfSet: true}),
			step("i5", &model.ConditionalBranch{
				Branches: []model.Branch{
					{When: []model.Condition{
						{Attribute: "conversation.priority", Is: model.OpAtLeast, Value: model.NumberOf(5)},
						{Attribute: "customer.vip", Is: model.OpEqual, Value: model.BoolOf(true)},
					}, Do: []model.Interaction{
						step("i6", &model.UpdateAttribute{Attribute: "conversation.priority", Value: model.Change{Op: model.ChangeSet, Value: model.NumberOf(9)}}),
						step("i7", &model.SendMessage{Text: "We will be quick with this, {{customer.name | \"friend\"}}, because you are a customer we know well."}),
					}, Redirect: "returns"},
					{Match: model.MatchAny, When: []model.Condition{{Attribute: "message.text", Is: model.OpContainsAny, Value: model.ListOf([]string{"refund", "money back"})}}, Redirect: "gone"},
				},
				Otherwise: &model.Outcome{Do: []model.Interaction{step("i8", &model.SendMessage{Text: "One moment please."})}},
			}),
			step("i9", &model.BusinessSchedule{Inside: &model.Outcome{}, Outside: &model.Outcome{Do: []model.Interaction{step("i10", &model.SendMessage{Text: "We are closed."})}}}),
			step("i11", &model.RunWorkflow{Workflow: "return-status", Input: model.Map[model.Text]{{Key: "order", Value: "{{conversation.orderNumber}}"}}, Save: model.Map[model.AttributePath]{{Key: "status", Value: "conversation.returnState"}}}),
		}, End: &menu},
		{ID: "returns", Name: "Returns", Intent: "get-refund", Interactions: []model.Interaction{
			step("i12", &model.ObjectSelector{Klass: "order", Text: "Which order is it?", Card: model.Card{Title: "title", Description: "status"}, NotFound: "complete"}),
			step("i13", &model.ButtonQuestion{Text: "And why?", Buttons: []model.Label{"Too small", "Too large", "It arrived broken", "I changed my mind"}, Save: "conversation.contactReason"}),
		}, End: &feedback},
		{ID: "complete", Name: "Complete Assistant", End: &over},
	}}
	return &model.Workspace{
		Assistants: []*model.Assistant{a},
		Schedules:  []*model.Schedule{{ID: "office", Name: "Office hours", Default: true}},
		Snippets:   []*model.Snippet{{ID: "greeting", Name: "Greeting"}},
		Intents:    []*model.Intent{{ID: "get-refund", Name: "Get refund"}},
		Workflows:  []*model.Workflow{{ID: "return-status", Name: "Return status", Input: []model.Parameter{{Name: "order"}}, Output: []model.Parameter{{Name: "status"}}}},
		Klasses: []*model.Klass{
			{ID: "order", Name: "Order", Attributes: []model.AttributeDef{{Name: "title", Type: model.TypeText}, {Name: "status", Type: model.TypeList, Values: []model.Label{"open", "shipped"}}}},
			{ID: "conversation", Attributes: []model.AttributeDef{{Name: "orderNumber", Type: model.TypeText}, {Name: "returnState", Type: model.TypeList, Values: []model.Label{"new", "done"}}}},
		},
	}
}
