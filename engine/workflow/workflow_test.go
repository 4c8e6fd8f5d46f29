package workflow_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/engine/workflow"
)

// world answers requests by their address, and lookups with one object.
type world struct {
	answers map[string]workflow.Response
	object  *model.Object
	asked   []workflow.Request
}

func (w *world) Do(_ context.Context, r workflow.Request) (workflow.Response, error) {
	w.asked = append(w.asked, r)
	if a, ok := w.answers[r.URL]; ok {
		return a, nil
	}
	return workflow.Response{}, errors.New("ask " + r.URL + ": refused")
}

func (w *world) Lookup(_ model.KlassID, attribute, value string) (*model.Object, error) {
	if w.object != nil {
		if v, _ := w.object.Attributes.Get(attribute); strings.EqualFold(v.String(), value) {
			return w.object, nil
		}
	}
	return nil, nil
}

func text(s string) model.Value { return model.TextOf(s) }

func input(pairs ...string) model.Map[model.Value] {
	var out model.Map[model.Value]
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, model.Pair[model.Value]{Key: pairs[i], Value: text(pairs[i+1])})
	}
	return out
}

// returns asks a shop whether an order can go back.
var returns = &model.Workflow{ID: "returns",
	Input:  []model.Parameter{{Name: "number", Required: true}},
	Output: []model.Parameter{{Name: "status"}, {Name: "days", Type: model.TypeNumber}},
	Steps: []model.WorkflowStep{
		{ID: "ask", HTTPRequest: &model.HTTPRequest{Method: "POST", URL: "https://shop.example/{{input.number}}", Body: `{"n":"{{input.number}}"}`,
			Headers: model.Map[model.Text]{{Key: "X-Order", Value: "{{input.number}}"}}}},
		{ID: "choose", Branch: []model.Transition{
			{When: []model.Condition{{Attribute: "ask.body.state", Is: "equal to", Value: text("late")}}, To: "late"}}},
		{ID: "fine", Respond: model.Map[model.Text]{{Key: "status", Value: "{{ask.body.state}}"}, {Key: "days", Value: "{{ask.body.left.0}}"}}},
		{ID: "late", Note: "Order {{input.number}} is late."},
		{ID: "sorry", Respond: model.Map[model.Text]{{Key: "status", Value: "too late"}, {Key: "days", Value: "0"}}},
	}}

func TestStepsBranchAndRespond(t *testing.T) {
	w := &world{answers: map[string]workflow.Response{
		"https://shop.example/A1": {Status: 200, Body: []byte(`{"state":"open","left":[14]}`)},
		"https://shop.example/A2": {Status: 200, Body: []byte(`{"state":"LATE"}`)},
	}}
	got := workflow.Run(context.Background(), &model.Workspace{}, returns, input("number", "A1"), w, false)
	days, _ := got.Output.Get("days")
	status, _ := got.Output.Get("status")
	if got.Error != "" || status.Text() != "open" || days.Number() != 14 || len(got.Notes) != 0 {
		t.Errorf("A1: %+v", got)
	}
	if r := w.asked[0]; r.Method != "POST" || r.Body != `{"n":"A1"}` || r.Headers[0].Value != "A1" {
		t.Errorf("asked %+v", r)
	}
	got = workflow.Run(context.Background(), &model.Workspace{}, returns, input("number", "A2"), w, false)
	if status, _ := got.Output.Get("status"); status.Text() != "too late" || len(got.Notes) != 1 || got.Notes[0] != "Order A2 is late." {
		t.Errorf("A2: %+v", got)
	}
}

func TestFailuresAreOneLineAndLeaveNoOutput(t *testing.T) {
	w := &world{answers: map[string]workflow.Response{
		"https://shop.example/broken": {Status: 200, Body: []byte(`{"state":`)},
		"https://shop.example/no":     {Status: 503, Body: []byte(`{"error":"busy"}`)},
	}}
	round := &model.Workflow{ID: "round", Steps: []model.WorkflowStep{{ID: "a", Note: "again", Next: []model.Transition{{To: "a"}}}}}
	nowhere := &model.Workflow{ID: "nowhere", Steps: []model.WorkflowStep{{ID: "a", Note: "x", Next: []model.Transition{{To: "b"}}}}}
	for name, c := range map[string]struct {
		flow *model.Workflow
		in   model.Map[model.Value]
		want string
	}{
		"missing input": {returns, nil, "number has no value"},
		"no JSON":       {returns, input("number", "broken"), "no JSON"},
		"refused":       {returns, input("number", "no"), "status 503"},
		"unreachable":   {returns, input("number", "A9"), "refused"},
		"endless":       {round, nil, "more than 200 steps"},
		"dangling":      {nowhere, nil, "leads to b"},
	} {
		got := workflow.Run(context.Background(), &model.Workspace{}, c.flow, c.in, w, false)
		if !strings.Contains(got.Error, c.want) || strings.Contains(got.Error, "\n") || got.Output != nil {
			t.Errorf("%s: %+v, want %q", name, got, c.want)
		}
	}
}

func TestLookupsAndSet(t *testing.T) {
	f := &model.Workflow{ID: "f", Output: []model.Parameter{{Name: "total", Type: model.TypeNumber}, {Name: "found", Type: model.TypeBoolean}},
		Steps: []model.WorkflowStep{
			{ID: "order", Lookup: &model.Lookup{Klass: "order", Attribute: "number", Value: "{{input.number}}"}},
			{ID: "keep", Set: model.Map[model.Text]{{Key: "total", Value: `{{order.total | "0"}}`}}},
			{ID: "done", Respond: model.Map[model.Text]{{Key: "total", Value: "{{set.total}}"}, {Key: "found", Value: "{{order.found}}"}}}}}
	w := &world{object: &model.Object{ID: "o1", Klass: "order", Attributes: model.Map[model.Value]{{Key: "number", Value: text("A1")}, {Key: "total", Value: model.NumberOf(12.5)}}}}
	for number, want := range map[string]float64{"a1": 12.5, "A2": 0} {
		got := workflow.Run(context.Background(), &model.Workspace{}, f, input("number", number), w, false)
		total, _ := got.Output.Get("total")
		found, _ := got.Output.Get("found")
		if got.Error != "" || total.Number() != want || found.Bool() != (want > 0) {
			t.Errorf("%s: %+v", number, got)
		}
	}
}

func TestRecordedResponsesStandInForTheNetwork(t *testing.T) {
	f := *returns
	f.Responses = []model.WorkflowResponse{
		{Input: input("number", "A1"), Output: input("status", "recorded")},
		{Input: input("number", "A2"), Error: "the shop is closed"}}
	got := workflow.Run(context.Background(), &model.Workspace{}, &f, input("number", "a1"), &world{}, true)
	if status, _ := got.Output.Get("status"); !got.Recorded || status.Text() != "recorded" {
		t.Errorf("A1: %+v", got)
	}
	if got := workflow.Run(context.Background(), &model.Workspace{}, &f, input("number", "A2"), &world{}, true); got.Error != "the shop is closed" {
		t.Errorf("A2: %+v", got)
	}
	if got := workflow.Run(context.Background(), &model.Workspace{}, &f, input("number", "A3"), &world{}, true); got.Error == "" {
		t.Errorf("A3 has no recorded response and no network: %+v", got)
	}
}

func TestHostileTextIsCleaned(t *testing.T) {
	w := &world{answers: map[string]workflow.Response{"https://shop.example/A1": {Status: 200, Body: []byte(`{"state":"\u001b[31mred\u0007","left":[1]}`)}}}
	got := workflow.Run(context.Background(), &model.Workspace{}, returns, input("number", "A1"), w, false)
	if status, _ := got.Output.Get("status"); status.Text() != "red" {
		t.Errorf("got %q", status.Text())
	}
}

func TestWhatCustomersWriteStaysWhereItIsPut(t *testing.T) {
	ask := func(h model.HTTPRequest) *model.Workflow {
		return &model.Workflow{ID: "f", Input: []model.Parameter{{Name: "number"}}, Steps: []model.WorkflowStep{{ID: "ask", HTTPRequest: &h}}}
	}
	for name, c := range map[string]struct {
		request   model.HTTPRequest
		said      string
		url, body string
	}{
		"a path":              {model.HTTPRequest{URL: "https://shop.example/orders/{{input.number}}/eta"}, "../../admin?x=1#y", "https://shop.example/orders/..%2F..%2Fadmin%3Fx=1%23y/eta", ""},
		"the path above":      {model.HTTPRequest{URL: "https://shop.example/orders/{{input.number}}"}, "..", "https://shop.example/orders/%2E%2E", ""},
		"a parameter":         {model.HTTPRequest{URL: "https://shop.example/?n={{input.number}}&all=no"}, "1&all=yes", "https://shop.example/?n=1%26all%3Dyes&all=no", ""},
		"a host":              {model.HTTPRequest{URL: "https://{{input.number}}.shop.example/"}, "evil.example/", "https://evil.example%2F.shop.example/", ""},
		"an address as it is": {model.HTTPRequest{URL: "{{input.number}}"}, "https://shop.example/a?b=c", "https://shop.example/a?b=c", ""},
		"JSON":                {model.HTTPRequest{URL: "https://shop.example/", Body: `{"n":"{{input.number}}"}`}, `1","admin":"` + "yes\n", "https://shop.example/", `{"n":"1\",\"admin\":\"yes\n"}`},
		"JSON by its header":  {model.HTTPRequest{URL: "https://shop.example/", Body: `"{{input.number}}"`, Headers: model.Map[model.Text]{{Key: "content-type", Value: "application/json"}}}, `"`, "https://shop.example/", `"\""`},
		"another body":        {model.HTTPRequest{URL: "https://shop.example/", Body: `n: {{input.number}}`}, `"x"`, "https://shop.example/", `n: "x"`},
	} {
		w := &world{answers: map[string]workflow.Response{c.url: {Status: 200}}}
		got := workflow.Run(context.Background(), &model.Workspace{}, ask(c.request), input("number", c.said), w, false)
		if got.Error != "" || len(w.asked) != 1 || w.asked[0].URL != c.url || w.asked[0].Body != c.body {
			t.Errorf("%s: %+v %+v", name, got, w.asked)
		}
	}
}

func TestParametersOfAnAddressAreToldToNobody(t *testing.T) {
	const secret = "https://shop.example/a?key=hush&n=1"
	f := &model.Workflow{ID: "f", Steps: []model.WorkflowStep{{ID: "ask", HTTPRequest: &model.HTTPRequest{URL: secret}}}}
	for _, answer := range []workflow.Response{{Status: 200}, {Status: 500}, {Status: 200, Body: []byte("no")}, {Status: 200, Body: []byte("1 2")}} {
		got := workflow.Run(context.Background(), &model.Workspace{}, f, nil, &world{answers: map[string]workflow.Response{secret: answer}}, false)
		if told := got.Error + strings.Join(got.Trace, ""); strings.Contains(told, "hush") || !strings.Contains(told, "https://shop.example/a") {
			t.Errorf("%d: %q", answer.Status, told)
		}
	}
}

func TestLongNumbersAreNotRounded(t *testing.T) {
	f := &model.Workflow{ID: "f", Output: []model.Parameter{{Name: "id"}, {Name: "total"}},
		Steps: []model.WorkflowStep{{ID: "ask", HTTPRequest: &model.HTTPRequest{URL: "https://shop.example/"}},
			{ID: "tell", Respond: model.Map[model.Text]{{Key: "id", Value: "{{ask.body.id}}"}, {Key: "total", Value: "{{ask.body.total}}"}}}}}
	w := &world{answers: map[string]workflow.Response{"https://shop.example/": {Status: 200, Body: []byte(`{"id":12345678901234567891,"total":12.50}`)}}}
	got := workflow.Run(context.Background(), &model.Workspace{}, f, nil, w, false)
	id, _ := got.Output.Get("id")
	total, _ := got.Output.Get("total")
	if id.String() != "12345678901234567891" || total.Number() != 12.5 {
		t.Errorf("%+v", got)
	}
}
