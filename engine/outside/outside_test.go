package outside_test

import (
	"context"
	"testing"
	"time"

	"parley/engine/article"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/session"
)

func day(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }

func order(id model.ObjectID, of model.CustomerID, at time.Time, number string) *model.Object {
	return &model.Object{ID: id, Klass: "order", Customer: of, CreatedAt: at, Attributes: model.Map[model.Value]{{Key: "number", Value: model.TextOf(number)}}}
}

var shop = &model.Workspace{
	Klasses: []*model.Klass{{ID: "order", Attributes: []model.AttributeDef{{Name: "number", Type: model.TypeText}}}},
	Objects: []*model.Object{order("b", "ada", day(1), "A-1"), order("a", "ada", day(1), "A-2"), order("d", "ada", day(3), "A-3"),
		order("c", "ada", day(2), "A-4"), order("x", "bo", day(4), "A-5")},
	Workflows: []*model.Workflow{
		{ID: "net", Steps: []model.WorkflowStep{{ID: "ask", HTTPRequest: &model.HTTPRequest{URL: "https://shop.example/"}}}},
		{ID: "some", Steps: []model.WorkflowStep{{ID: "ask", HTTPRequest: &model.HTTPRequest{URL: "https://shop.example/"}}},
			Responses: []model.WorkflowResponse{{Input: model.Map[model.Value]{{Key: "number", Value: model.TextOf("A-1")}}}}},
		{ID: "look", Output: []model.Parameter{{Name: "id"}}, Steps: []model.WorkflowStep{
			{ID: "find", Lookup: &model.Lookup{Klass: "order", Attribute: "number", Value: "{{input.number}}"}},
			{ID: "end", Respond: model.Map[model.Text]{{Key: "id", Value: "{{find.id}}"}}}}},
	},
}

// reply is what a workspace alone answers.
func reply(w *model.Workspace, e *session.Effect) session.Reply {
	x := outside.World{Workspace: w, Library: &article.Library{}, Recorded: true}
	return x.Reply(context.Background(), e)
}

func TestObjectsAreTheCustomersNewest(t *testing.T) {
	for said, want := range map[string]string{"": "dca", "where is a-4?": "c", "A-5": "", "A": ""} {
		e := &session.Effect{Kind: session.FindObjects, Key: 7, Klass: "order", Customer: "ada", Attribute: "number", Text: said, Limit: 3}
		r := reply(shop, e)
		got := ""
		for _, o := range r.Objects {
			got += o.ID
		}
		if got != want || r.Key != 7 || r.Error != "" {
			t.Errorf("%q: %q, want %q (%+v)", said, got, want, r)
		}
	}
}

func TestWorkflowsWithoutANetwork(t *testing.T) {
	call := func(id model.WorkflowID, number string) *session.Effect {
		return &session.Effect{Kind: session.CallWorkflow, Workflow: id, Input: []session.Attribute{{Path: "number", Value: model.TextOf(number)}}}
	}
	if r := reply(shop, call("look", "A-5")); r.Error != "" || len(r.Output) != 1 || r.Output[0].Value.Text() != "x" {
		t.Errorf("a lookup: %+v", r)
	}
	if r := reply(shop, call("net", "A-5")); r.Error == "" {
		t.Errorf("a request went out: %+v", r)
	}
	if r := reply(shop, call("gone", "A-5")); r.Error == "" {
		t.Errorf("a workflow that is not there: %+v", r)
	}
	if outside.Offline(shop, call("net", "")) || !outside.Offline(shop, call("look", "")) {
		t.Error("only what asks the network needs it")
	}
	if !outside.Offline(shop, call("some", "a-1")) || outside.Offline(shop, call("some", "A-2")) {
		t.Error("a recorded response stands in for its own inputs only")
	}
}
