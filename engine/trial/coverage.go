package trial

import (
	"slices"
	"strconv"
	"strings"

	"parley/engine/model"
	"parley/engine/session"
)

// Coverage collects which parts of an assistant conversations went through:
// dialogs, interactions, the ways of branches, buttons, and timers.
//
// It reads events only. What runs without an event is told by what came after
// it: interactions run from top to bottom, so everything above one that spoke
// was reached too. Of two ways of a branch that leave no trace of their own (no
// steps, and the same redirect or none) it cannot tell which was taken, and
// counts neither.
type Coverage struct {
	assistant *model.Assistant
	dialogs   map[model.DialogID]*outline
	known     *model.Attributes
	timers    []string // that can fire
	hit       map[spot]bool
	fired     map[string]bool
}

// spot is a part of an assistant: a dialog, an interaction by its index path, a
// way of a branch by its number, or a button by its label.
type spot struct {
	dialog model.DialogID
	index  string
	way    int // -1 for none
	label  string
}

// outline is a dialog's interactions by index path.
type outline struct {
	order []string
	steps map[string]*model.Interaction
}

// NewCoverage makes an empty coverage of an assistant of the workspace.
func NewCoverage(w *model.Workspace, a *model.Assistant) *Coverage {
	c := &Coverage{assistant: a, dialogs: map[model.DialogID]*outline{}, known: model.AttributesOf(w), timers: session.Compile(w, a).Timers(),
		hit: map[spot]bool{}, fired: map[string]bool{}}
	for _, d := range a.Dialogs {
		o := &outline{steps: map[string]*model.Interaction{}}
		d.Steps("", func(index string, _ model.Path, i *model.Interaction) {
			o.order = append(o.order, index)
			o.steps[index] = i
		})
		c.dialogs[d.ID] = o
	}
	return c
}

// Add counts the events of one conversation, in their order.
func (c *Coverage) Add(events []session.Event) {
	var v *visit
	for i := range events {
		e := &events[i]
		if e.Type == session.Timer {
			c.fired[e.Name] = true
		}
		if e.Dialog == "" {
			continue
		}
		if v == nil || v.dialog != e.Dialog || v.left {
			v = &visit{dialog: e.Dialog, ways: map[string]int{}}
			c.hit[spot{dialog: e.Dialog, way: -1}] = true
		}
		if e.Mark != nil {
			c.reached(v, e.Mark.Index)
			c.took(v, e)
		}
		v.left = e.Type == session.Redirect
	}
}

// visit is one stay in a dialog.
type visit struct {
	dialog model.DialogID
	left   bool
	ways   map[string]int // branches met in it: the way taken, by index path
}

// reached counts an interaction, those around it and those above it.
func (c *Coverage) reached(v *visit, index string) {
	o := c.dialogs[v.dialog]
	if o == nil || o.steps[index] == nil {
		return
	}
	for _, other := range o.order {
		around, way := holds(other, index)
		switch {
		case other == index:
		case around:
			v.ways[other] = way
			c.hit[spot{v.dialog, other, way, ""}] = true
		case !above(other, index):
			continue
		}
		c.hit[spot{dialog: v.dialog, index: other, way: -1}] = true
		if _, met := v.ways[other]; !met && !around && other != index {
			c.passed(v, other)
		}
	}
}

// took counts the way of a branch that redirects without a step of its own, and the button of an answer.
func (c *Coverage) took(v *visit, e *session.Event) {
	i := c.dialogs[v.dialog].step(e.Mark.Index)
	if i == nil {
		return
	}
	if e.Type == session.Message && e.From == session.Customer && slices.Contains(c.labels(i), e.Text) {
		c.hit[spot{v.dialog, e.Mark.Index, -1, e.Text}] = true
	}
	if _, met := v.ways[e.Mark.Index]; met || e.Type != session.Redirect {
		return
	}
	c.onlyWay(v, e.Mark.Index, e.To)
}

func (o *outline) step(index string) *model.Interaction {
	if o == nil {
		return nil
	}
	return o.steps[index]
}

// passed counts the way of a branch that was gone through without a trace.
func (c *Coverage) passed(v *visit, index string) { c.onlyWay(v, index, "") }

// onlyWay counts the silent way of a branch to a dialog ("" for onward), where there is only one.
func (c *Coverage) onlyWay(v *visit, index string, to model.DialogID) {
	found := -1
	for n, run := range model.Nested(c.dialogs[v.dialog].steps[index]) {
		if run.Redirect != to || !silent(run.Steps) {
			continue
		}
		if found >= 0 {
			return
		}
		found = n
	}
	if found >= 0 {
		v.ways[index] = found
		c.hit[spot{v.dialog, index, found, ""}] = true
	}
}

// silent reports whether steps can run without an event.
func silent(steps []model.Interaction) bool {
	for i := range steps {
		switch s := steps[i].Settings.(type) {
		case *model.ConditionalBranch:
		case *model.AttributeQuestion:
			if !s.SkipIfSet {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// holds reports whether the interaction at index lies inside the one at outer, and on which way.
func holds(outer, index string) (bool, int) {
	rest, ok := strings.CutPrefix(index, outer+".")
	if !ok {
		return false, -1
	}
	way, _, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(way)
	return err == nil, n
}

// above reports whether an interaction stands before another in the same list,
// or before one that holds it.
func above(other, index string) bool {
	dir, position := split(other)
	rest, ok := strings.CutPrefix(index, dir)
	if !ok {
		return false
	}
	if rest == "end" {
		return position >= 0
	}
	at, _, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(at)
	return err == nil && position >= 0 && position < n
}

// split cuts an index path before its last number; -1 for an end interaction.
func split(index string) (dir string, position int) {
	cut := strings.LastIndexByte(index, '.') + 1
	n, err := strconv.Atoi(index[cut:])
	if err != nil {
		return index, -1
	}
	return index[:cut], n
}

// labels lists the buttons of an interaction, those of deeper levels included.
func (c *Coverage) labels(i *model.Interaction) []string {
	var out []string
	switch s := i.Settings.(type) {
	case *model.ButtonQuestion:
		for _, b := range s.Buttons {
			out = append(out, string(b))
		}
	case *model.NavigationButtons:
		for _, b := range s.Buttons {
			out = append(out, string(b.Label))
		}
	case *model.ListSelector:
		for _, r := range s.Rows {
			out = append(out, string(r.Label))
		}
	case *model.RequestFeedback:
		both := session.FeedbackLabels(s)
		out = both[:]
	case *model.AttributeQuestion:
		a, _ := c.known.Find(s.Attribute)
		out = offered(a, s.Values)
	}
	return out
}

// offered lists what an attribute question can offer: the chosen values, or all,
// with every level below them.
func offered(a model.Attribute, only []model.Label) []string {
	var out []string
	add := func(l model.Label) {
		if !slices.Contains(out, string(l)) {
			out = append(out, string(l))
		}
	}
	if len(a.Children) == 0 {
		values := only
		if len(values) == 0 {
			values = a.Values
		}
		if len(values) == 0 && a.Type == model.TypeBoolean {
			values = []model.Label{"Yes", "No"}
		}
		for _, v := range values {
			add(v)
		}
		return out
	}
	var walk func([]model.Level, []model.Label)
	walk = func(levels []model.Level, only []model.Label) {
		for _, l := range levels {
			if len(only) == 0 || slices.Contains(only, l.Value) {
				add(l.Value)
				walk(l.Children, nil)
			}
		}
	}
	walk(a.Children, only)
	return out
}

// Figure is how many parts of a sort were hit, and which were not.
type Figure struct {
	Hit, Total int
	Missed     []string // such as "Ask name › 2 Text question"
}

// Figures is the coverage of an assistant.
type Figures struct {
	Assistant    model.AssistantID
	Dialogs      Figure
	Interactions Figure
	Branches     Figure // ways of conditional branches, "otherwise" included where it is written
	Buttons      Figure
	Timers       Figure
}

func (f *Figure) count(hit bool, name string) {
	f.Total++
	if hit {
		f.Hit++
	} else {
		f.Missed = append(f.Missed, name)
	}
}

// Figures sums up what was hit, in the order of the assistant.
func (c *Coverage) Figures() Figures {
	out := Figures{Assistant: c.assistant.ID}
	for _, name := range c.timers {
		out.Timers.count(c.fired[name], name)
	}
	for _, d := range c.assistant.Dialogs {
		out.Dialogs.count(c.hit[spot{dialog: d.ID, way: -1}], d.Name)
		o := c.dialogs[d.ID]
		for _, index := range o.order {
			i := o.steps[index]
			name := d.Name + " › " + index
			if k := i.Kind(); k != nil {
				name += " " + k.Name
			}
			out.Interactions.count(c.hit[spot{dialog: d.ID, index: index, way: -1}], name)
			for n, run := range model.Nested(i) {
				if !run.Absent {
					out.Branches.count(c.hit[spot{d.ID, index, n, ""}], name+" › "+run.Label)
				}
			}
			for _, l := range c.labels(i) {
				out.Buttons.count(c.hit[spot{d.ID, index, -1, l}], name+" › "+l)
			}
		}
	}
	return out
}
