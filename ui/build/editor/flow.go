package editor

import (
	"slices"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/want"
)

// flowPaths are what a step of a workflow can read: inputs, what was set, and
// what other steps brought back.
func (e *Editor) flowPaths(f *model.Workflow) []want.Item {
	var out []want.Item
	put := func(path, detail string) { out = append(out, want.Item{ID: path, Label: path, Detail: detail}) }
	for _, p := range f.Input {
		put("input."+p.Name, "an input")
	}
	for _, s := range f.Steps {
		switch {
		case s.HTTPRequest != nil:
			put(s.ID+".body", "what "+s.ID+" was answered; a field of it as "+s.ID+".body.status")
			put(s.ID+".status", "the number of the answer, such as 200")
		case s.Lookup != nil:
			put(s.ID+".found", "whether there is one")
			put(s.ID+".id", "its id")
			for _, name := range attributesOf(e.state.Workspace.Klass(s.Lookup.Klass)) {
				put(s.ID+"."+name, "of the "+string(s.Lookup.Klass)+" that was found")
			}
		}
		for _, p := range s.Set {
			path := "set." + p.Key
			if !slices.ContainsFunc(out, func(it want.Item) bool { return it.ID == path }) {
				put(path, "set by "+s.ID)
			}
		}
	}
	return out
}

// pickFlowPath asks for what a condition of a workflow looks at.
func (e *Editor) pickFlowPath(r *row, f *model.Workflow) []want.Want {
	items, at := e.flowPaths(f), r.path
	for i := range items {
		items[i].Here = items[i].ID == r.value.String()
	}
	return []want.Want{want.Pick{Title: r.field.Label, Items: items, Free: true, Done: func(it want.Item) []want.Want {
		return apply(edit.SetText{At: at, Text: strings.TrimSpace(it.Label)})
	}}}
}
