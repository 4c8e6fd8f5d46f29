package check_test

import (
	"testing"

	"parley/engine/check"
	"parley/engine/model"
)

func TestAnAssistantMadeMeanwhileIsKnown(t *testing.T) {
	one, two := &model.Assistant{ID: "one", Name: "One"}, &model.Assistant{ID: "two", Name: "Two"}
	var c check.Checker
	c.Check(&model.Workspace{Assistants: []*model.Assistant{one}}, one)
	for _, f := range c.Check(&model.Workspace{Assistants: []*model.Assistant{one, two}}, two) {
		if f.Code == "unknownAssistant" {
			t.Errorf("%s", f.Message)
		}
	}
}
