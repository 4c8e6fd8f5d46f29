package session

import (
	"parley/engine/model"
)

func (c *compiler) runWorkflow(r *model.RunWorkflow) {
	type parameter struct {
		name  model.AttributePath
		value func(*Session) model.Value
	}
	var in []parameter
	for _, p := range r.Input {
		in = append(in, parameter{model.AttributePath(p.Key), c.fresh(model.TextOf(string(p.Value)), saver{})})
	}
	outputs := make(map[string]saver, len(r.Save))
	for _, p := range r.Save {
		outputs[p.Key] = c.saver(p.Value)
	}
	id := r.Workflow
	known := c.p.workspace.Workflow(id)
	var results map[string]slot
	if known != nil {
		results = make(map[string]slot, len(known.Output))
		for _, o := range known.Output {
			results[o.Name] = c.p.slotOf(model.AttributePath("workflow." + string(id) + "." + o.Name))
		}
	}
	c.emit(op{
		acts: true,
		run: func(s *Session) flow {
			if known == nil {
				return s.fail("there is no workflow " + string(id))
			}
			input := make([]Attribute, 0, len(in))
			for _, p := range in {
				if v := p.value(s); v.IsSet() {
					input = append(input, Attribute{p.name, v})
				}
			}
			for _, p := range known.Input {
				if p.Required && !has(input, p.Name) {
					return s.fail("workflow " + string(id) + " needs a value for " + p.Name)
				}
			}
			return s.request(Effect{Kind: CallWorkflow, Workflow: id, Input: input})
		},
		reply: func(s *Session, asked *Effect, reply *Reply) flow {
			s.emit(Event{Type: Workflow, Name: string(id), More: &More{Input: asked.Input, Output: reply.Output, Error: reply.Error}})
			for _, n := range reply.Notes {
				s.note(n)
			}
			if reply.Error != "" {
				return s.fail("workflow " + string(id) + ": " + reply.Error)
			}
			for _, out := range reply.Output {
				if at, ok := results[string(out.Path)]; ok {
					s.variable(at).value = out.Value
				}
				if to, ok := outputs[string(out.Path)]; ok {
					to.save(s, out.Value)
				}
			}
			return onward
		},
	})
}

func has(list []Attribute, name string) bool {
	for _, a := range list {
		if string(a.Path) == name {
			return true
		}
	}
	return false
}
