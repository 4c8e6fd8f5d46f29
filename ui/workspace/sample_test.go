package workspace

import (
	"parley/engine/edit"
	"parley/engine/model"
)

// addWorkflow adds a workflow that asks an address of the documentation range,
// which is allowed and does not answer.
func addWorkflow() edit.Action {
	return edit.Batch{Name: "add a slow workflow", Actions: []edit.Action{
		edit.SetField{At: "workspace.allowedHosts", Value: []string{"192.0.2.1"}},
		edit.AddDocument{Kind: "Workflow", Index: -1, Value: &model.Workflow{ID: "slow", Name: "Slow", Output: []model.Parameter{{Name: "x"}},
			Steps: []model.WorkflowStep{{ID: "ask", HTTPRequest: &model.HTTPRequest{URL: "http://192.0.2.1/"}}}}},
	}}
}
