// Package workflow runs a callable workflow: its steps in order, with what they
// ask of the outside handed to the caller.
package workflow

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley/engine/condition"
	"parley/engine/model"
	"parley/engine/text"
)

// MaxSteps bounds a run, so that steps that lead to each other end.
const MaxSteps = 200

// Request is an HTTP request as a step makes it, its texts filled in.
type Request struct {
	Method  string
	URL     string
	Headers model.Map[string]
	Body    string
	Timeout model.Duration // zero: the caller's own
}

// Response is what came back.
type Response struct {
	Status int
	Body   []byte
}

// Outside is what a workflow can reach besides its inputs.
type Outside interface {
	// Do sends a request; it keeps to the allowed hosts, the time limit and the size limit.
	Do(context.Context, Request) (Response, error)
	// Lookup finds the newest object of a Klass whose attribute has a value; nil for none.
	Lookup(klass model.KlassID, attribute, value string) (*model.Object, error)
}

// Result is what came of a run.
type Result struct {
	Output   model.Map[model.Value]
	Notes    []string // of note steps, for the agent
	Trace    []string // what was done, a line a step, for the builder
	Recorded bool     // a recorded response was used instead of running
	Error    string   // why it failed; "" where it did not
}

// run is one run at work.
type run struct {
	w      *model.Workspace
	flow   *model.Workflow
	known  *model.Attributes
	values map[string]model.Value // input.x, set.x, step.path
	answer map[string]any         // the JSON answers by step
	out    Outside
	result Result
}

// Run runs a workflow with its inputs. Where offline is set and the workflow has
// a recorded response for exactly these inputs, that is the result; without one,
// a step that needs the network fails.
func Run(ctx context.Context, w *model.Workspace, f *model.Workflow, input model.Map[model.Value], out Outside, offline bool) Result {
	for _, p := range f.Input {
		if v, ok := input.Get(p.Name); p.Required && (!ok || !v.IsSet()) {
			return Result{Error: "the required input " + p.Name + " has no value"}
		}
	}
	if offline {
		if r, ok := recorded(f, input); ok {
			return r
		}
	}
	r := &run{w: w, flow: f, known: model.AttributesOf(w), values: map[string]model.Value{}, answer: map[string]any{}, out: out}
	for _, p := range input {
		r.values["input."+p.Key] = p.Value
	}
	if err := r.steps(ctx); err != nil {
		r.result.Error = err.Error()
		r.result.Output = nil
	}
	return r.result
}

// Recorded reports whether a workflow has a recorded response for the inputs.
func Recorded(f *model.Workflow, input model.Map[model.Value]) bool {
	_, ok := recorded(f, input)
	return ok
}

// recorded finds the recorded response of exactly these inputs; one without
// inputs answers all.
func recorded(f *model.Workflow, input model.Map[model.Value]) (Result, bool) {
	for _, r := range f.Responses {
		if len(r.Input) > 0 && !sameValues(r.Input, input) {
			continue
		}
		return Result{Output: r.Output, Error: r.Error, Recorded: true, Trace: []string{"a recorded response was used"}}, true
	}
	return Result{}, false
}

func sameValues(a, b model.Map[model.Value]) bool {
	if len(a) != len(b) {
		return false
	}
	for _, p := range a {
		if v, ok := b.Get(p.Key); !ok || !v.Equal(p.Value) && !strings.EqualFold(v.String(), p.Value.String()) {
			return false
		}
	}
	return true
}

func (r *run) steps(ctx context.Context) error {
	at := 0
	for n := 0; at < len(r.flow.Steps); n++ {
		if n >= MaxSteps {
			return fmt.Errorf("more than %d steps ran: the steps lead to each other", MaxSteps)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		s := &r.flow.Steps[at]
		next, err := r.step(ctx, s)
		if err != nil {
			return fmt.Errorf("step %s: %w", s.ID, err)
		}
		if next == "" {
			if r.result.Output != nil && len(s.Respond) > 0 {
				return nil
			}
			at++
			continue
		}
		if next == endStep {
			return nil
		}
		if at = slices.IndexFunc(r.flow.Steps, func(x model.WorkflowStep) bool { return x.ID == next }); at < 0 {
			return fmt.Errorf("step %s leads to %s, which is not there", s.ID, next)
		}
	}
	return nil
}

// endStep is the name of the end in transitions.
const endStep = "end"

// step does what a step says and tells where it leads; "" is the following step.
func (r *run) step(ctx context.Context, s *model.WorkflowStep) (string, error) {
	switch {
	case s.HTTPRequest != nil:
		if err := r.http(ctx, s.ID, s.HTTPRequest); err != nil {
			return "", err
		}
	case s.Lookup != nil:
		if err := r.lookup(s.ID, s.Lookup); err != nil {
			return "", err
		}
	case s.Set != nil:
		for _, p := range s.Set {
			r.values["set."+p.Key] = r.value(p.Value)
		}
		r.trace(s, "set %d values", len(s.Set))
	case s.Note != "":
		r.result.Notes = append(r.result.Notes, r.fill(s.Note))
		r.trace(s, "a note for the agent")
	case s.Respond != nil:
		return r.respond(s)
	}
	if len(s.Branch) > 0 {
		if to, err := r.follow(s.Branch); err != nil || to != "" {
			r.trace(s, "goes to %s", to)
			return to, err
		}
	}
	return r.follow(s.Next)
}

func (r *run) respond(s *model.WorkflowStep) (string, error) {
	for _, p := range s.Respond {
		v := r.value(p.Value)
		if t := r.outputType(p.Key); t != "" {
			v = typed(v, t)
		}
		r.result.Output = append(r.result.Output, model.Pair[model.Value]{Key: p.Key, Value: v})
	}
	r.trace(s, "responds with %d outputs", len(s.Respond))
	if to, err := r.follow(s.Next); err != nil || to != "" {
		return to, err
	}
	return endStep, nil
}

func (r *run) outputType(name string) model.AttributeType {
	for _, o := range r.flow.Output {
		if o.Name == name {
			return o.Type
		}
	}
	return ""
}

// typed makes a text a number or a boolean where the output is one.
func typed(v model.Value, t model.AttributeType) model.Value {
	if v.Kind() != model.TextValue {
		return v
	}
	switch t {
	case model.TypeNumber:
		if f, err := strconv.ParseFloat(strings.TrimSpace(v.Text()), 64); err == nil {
			return model.NumberOf(f)
		}
	case model.TypeBoolean:
		if b, err := strconv.ParseBool(strings.TrimSpace(v.Text())); err == nil {
			return model.BoolOf(b)
		}
	}
	return v
}

func (r *run) trace(s *model.WorkflowStep, format string, args ...any) {
	r.result.Trace = append(r.result.Trace, s.ID+": "+fmt.Sprintf(format, args...))
}

// follow finds the first transition whose conditions hold.
func (r *run) follow(all []model.Transition) (string, error) {
	for _, t := range all {
		holds, err := r.holds(t.Match, t.When)
		if err != nil {
			return "", err
		}
		if holds {
			return t.To, nil
		}
	}
	return "", nil
}

// holds decides conditions; an attribute here is a path such as input.number,
// set.total or check.status (a step and a place in its answer).
func (r *run) holds(match model.Match, when []model.Condition) (bool, error) {
	for _, c := range when {
		v := r.read(string(c.Attribute))
		test, err := condition.Compile(c, model.Attribute{Path: c.Attribute, Type: typeOf(v, c)})
		if err != nil {
			return false, err
		}
		if holds := test.Holds(v, &condition.Env{}); holds == (match == model.MatchAny) {
			return holds, nil
		}
	}
	return match != model.MatchAny || len(when) == 0, nil
}

// typeOf is the type a value is compared as: its own, and text where it is unset.
func typeOf(v model.Value, c model.Condition) model.AttributeType {
	switch v.Kind() {
	case model.NumberValue:
		return model.TypeNumber
	case model.BoolValue:
		return model.TypeBoolean
	case model.ListValue:
		return model.TypeList
	case model.Unset:
		if c.Is == model.OpAtLeast || c.Is == model.OpAtMost {
			return model.TypeNumber
		}
	}
	return model.TypeText
}

// fill writes a text with the values of the run.
func (r *run) fill(t model.Text) string {
	return r.filled(t, func(_, value string) string { return value })
}

// filled writes a text with the values of the run, each as put says, which is
// told what stands before it.
func (r *run) filled(t model.Text, put func(before, value string) string) string {
	var b strings.Builder
	parts, _ := text.Parse(t)
	for _, p := range parts {
		switch v := r.read(string(p.Path)); {
		case p.Path == "":
			b.WriteString(p.Literal)
		case v.IsSet():
			b.WriteString(put(b.String(), v.String()))
		default:
			b.WriteString(put(b.String(), p.Default))
		}
	}
	return b.String()
}

// value is a text's value: that of its path where it is nothing else.
func (r *run) value(t model.Text) model.Value {
	parts, _ := text.Parse(t)
	if len(parts) == 1 && parts[0].Path != "" {
		if v := r.read(string(parts[0].Path)); v.IsSet() {
			return v
		}
		return model.TextOf(parts[0].Default)
	}
	return model.TextOf(r.fill(t))
}

// read finds a value: an input, something set, or a place in a step's answer.
func (r *run) read(path string) model.Value {
	if v, ok := r.values[path]; ok {
		return v
	}
	step, rest, _ := strings.Cut(path, ".")
	answer, ok := r.answer[step]
	if !ok {
		return model.Value{}
	}
	for rest != "" {
		var word string
		word, rest, _ = strings.Cut(rest, ".")
		switch at := answer.(type) {
		case map[string]any:
			answer = at[word]
		case []any:
			i, err := strconv.Atoi(word)
			if err != nil || i < 0 || i >= len(at) {
				return model.Value{}
			}
			answer = at[i]
		default:
			return model.Value{}
		}
	}
	var v model.Value
	if n, isNumber := answer.(json.Number); isNumber {
		return numberOf(n)
	}
	if v.FromNotation(answer) != nil {
		return model.Value{}
	}
	if v.Kind() == model.TextValue {
		return model.TextOf(text.Clean(v.Text()))
	}
	return v
}

func (r *run) lookup(id string, l *model.Lookup) error {
	found, err := r.out.Lookup(l.Klass, l.Attribute, r.fill(l.Value))
	if err != nil {
		return err
	}
	r.values[id+".found"] = model.BoolOf(found != nil)
	if found != nil {
		r.values[id+".id"] = model.TextOf(string(found.ID))
		for _, p := range found.Attributes {
			r.values[id+"."+p.Key] = p.Value
		}
	}
	r.result.Trace = append(r.result.Trace, fmt.Sprintf("%s: looked for %s, found %t", id, l.Klass, found != nil))
	return nil
}
