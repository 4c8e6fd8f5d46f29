// Package outside answers what a session asks of the world from the workspace
// alone: objects, articles and who is there, and workflows by their recorded
// responses. It is what tests, explorations and demos without a network are
// played with.
package outside

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"parley/engine/article"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/text"
	"parley/engine/workflow"
)

// errOffline is why a step that needs the network fails here.
var errOffline = errors.New("it needs the network, and no recorded response fits these inputs: add one to the workflow's responses")

// World is what a workspace knows, and through whom it learns what it does not.
type World struct {
	Workspace *model.Workspace
	Library   *article.Library
	Net       Doer             // sends requests of workflows; nil: nobody does
	Answerer  article.Answerer // words answers from articles; nil: they are quoted
	Recorded  bool             // recorded responses of workflows are used where they fit
}

// Of is the world of a program without a network.
func Of(p *session.Program) *World {
	return &World{Workspace: p.Workspace(), Library: p.Library(), Recorded: true}
}

// offline is an outside without a network.
type offline struct{}

func (offline) Do(context.Context, workflow.Request) (workflow.Response, error) {
	return workflow.Response{}, errOffline
}

// Doer sends the HTTP requests of workflows.
type Doer interface {
	Do(context.Context, workflow.Request) (workflow.Response, error)
}

// Reply answers an effect.
func (x *World) Reply(ctx context.Context, e *session.Effect) session.Reply {
	r := session.Reply{Key: e.Key}
	switch e.Kind {
	case session.FindObjects:
		r.Objects = objects(x.Workspace, e)
	case session.CallWorkflow:
		x.call(ctx, e, &r)
	case session.FindArticles:
		x.find(e.Question, &r)
	case session.AnswerQuestion:
		x.answer(ctx, e.Question, &r)
	case session.FindAgents:
		r.Agents = agents(x.Workspace, e.Team)
	}
	return r
}

func (x *World) call(ctx context.Context, e *session.Effect, r *session.Reply) {
	f := x.Workspace.Workflow(e.Workflow)
	if f == nil {
		r.Error = "there is no workflow " + string(e.Workflow)
		return
	}
	net := x.Net
	if net == nil {
		net = offline{}
	}
	result := Run(ctx, x.Workspace, f, inputs(e), net, x.Recorded)
	for _, p := range result.Output {
		r.Output = append(r.Output, session.Attribute{Path: model.AttributePath(p.Key), Value: p.Value})
	}
	r.Notes, r.Error = result.Notes, result.Error
	if result.Recorded {
		r.Notes = append(r.Notes, "workflow "+string(e.Workflow)+": a recorded response was used")
	}
}

// inputs are what an effect calls a workflow with.
func inputs(e *session.Effect) model.Map[model.Value] {
	var out model.Map[model.Value]
	for _, a := range e.Input {
		out = append(out, model.Pair[model.Value]{Key: string(a.Path), Value: a.Value})
	}
	return out
}

// Run runs a workflow with what the workspace knows and a network.
func Run(ctx context.Context, w *model.Workspace, f *model.Workflow, input model.Map[model.Value], net Doer, recorded bool) workflow.Result {
	return workflow.Run(ctx, w, f, input, lookups{w, net}, recorded)
}

// lookups adds what the workspace knows to a network.
type lookups struct {
	w *model.Workspace
	Doer
}

// Lookup implements [workflow.Outside].
func (l lookups) Lookup(klass model.KlassID, attribute, value string) (*model.Object, error) {
	if l.w.Klass(klass) == nil {
		return nil, errors.New("there is no Klass " + string(klass))
	}
	found := newest(l.w, func(o *model.Object) bool { return o.Klass == klass && matches(o, attribute, value) })
	if len(found) == 0 {
		return nil, nil
	}
	return found[0], nil
}

func objects(w *model.Workspace, e *session.Effect) []session.Object {
	found := newest(w, func(o *model.Object) bool {
		return o.Klass == e.Klass && o.Customer == e.Customer && (e.Text == "" || matches(o, e.Attribute, e.Text))
	})
	var out []session.Object
	for _, o := range found[:min(len(found), e.Limit)] {
		x := session.Object{ID: string(o.ID)}
		for _, p := range o.Attributes {
			x.Values = append(x.Values, session.Attribute{Path: model.AttributePath(p.Key), Value: p.Value})
		}
		out = append(out, x)
	}
	return out
}

// newest are the objects that fit, newest first, then by id.
func newest(w *model.Workspace, fits func(*model.Object) bool) []*model.Object {
	var out []*model.Object
	for _, o := range w.Objects {
		if fits(o) {
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, func(a, b *model.Object) int {
		return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// matches compares an attribute with what was said: the same, or named in it as whole words.
func matches(o *model.Object, attribute, said string) bool {
	if attribute == "" {
		return true
	}
	v, ok := o.Attributes.Get(attribute)
	if attribute == "id" {
		v, ok = model.TextOf(string(o.ID)), true
	}
	if !ok || !v.IsSet() {
		return false
	}
	have, want := text.Fold(v.String()), text.Fold(said)
	return have == want || strings.Contains(" "+words(want)+" ", " "+words(have)+" ")
}

func words(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" .,;:!?\"'()#", r) }), " ")
}

// Offline reports whether the workspace alone can answer an effect: objects, and
// workflows that ask the network for nothing or carry a recorded response for the inputs.
func Offline(w *model.Workspace, e *session.Effect) bool {
	if e.Kind != session.CallWorkflow {
		return true
	}
	f := w.Workflow(e.Workflow)
	if f == nil || workflow.Recorded(f, inputs(e)) {
		return true
	}
	return !slices.ContainsFunc(f.Steps, func(s model.WorkflowStep) bool { return s.HTTPRequest != nil })
}
