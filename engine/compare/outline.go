package compare

import (
	"reflect"
	"strconv"
	"strings"

	"parley/engine/model"
)

// Line is one line of a definition written out for reading. Text may be of many lines.
type Line struct {
	Depth int    // how deep it stands; each level is a step to the right
	Head  bool   // it heads an interaction, or a run of them
	Link  bool   // it tells where something leads
	Label string // what it is: 1 Text question, save to; may be empty
	Text  string
	Step  string // id of the interaction it belongs to
}

// Outline writes a dialog out for reading. Documents of the workspace are told by
// name; it may be nil.
func Outline(w *model.Workspace, a *model.Assistant, d *model.Dialog) []Line {
	s := side{workspace: w}
	s.name(a)
	return s.outline(d)
}

func (s *side) outline(d *model.Dialog) []Line {
	o := outline{of: s}
	if d.Intent != "" {
		o.add(Line{Label: "starts on intent", Text: s.document("Intent", string(d.Intent))})
	}
	o.steps(d.Interactions, 0)
	if d.End != nil {
		o.step(d.End, "End", 0)
	}
	return o.lines
}

func (s *side) sketch(d *model.Dialog) string { return textLines(s.outline(d)) }

// sketchStep writes out what an interaction says and does, without its heading.
func (s *side) sketchStep(i *model.Interaction) string {
	o := outline{of: s}
	o.body(i, 0)
	if len(o.lines) == 0 {
		return kindName(i)
	}
	return textLines(o.lines)
}

// textLines writes lines down with blanks before what stands deeper.
func textLines(lines []Line) string {
	out := make([]string, len(lines))
	for n, l := range lines {
		parts := make([]string, 0, 2)
		for _, p := range []string{l.Label, l.Text} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		pad, between := strings.Repeat("  ", l.Depth), ": "
		if l.Link {
			between = " "
		}
		out[n] = pad + strings.ReplaceAll(strings.Join(parts, between), "\n", "\n"+pad)
	}
	return strings.Join(out, "\n")
}

// outline collects lines.
type outline struct {
	of    *side
	lines []Line
	in    string // id of the interaction being written
}

func (o *outline) add(l Line) {
	l.Step = o.in
	o.lines = append(o.lines, l)
}

func (o *outline) steps(list []model.Interaction, depth int) {
	for n := range list {
		o.step(&list[n], strconv.Itoa(n+1), depth)
	}
}

func (o *outline) step(i *model.Interaction, number string, depth int) {
	was := o.in
	o.in = i.ID
	o.add(Line{Depth: depth, Head: true, Label: number + " " + kindName(i)})
	o.body(i, depth+1)
	o.in = was
}

func (o *outline) body(i *model.Interaction, depth int) {
	if k := i.Kind(); k != nil {
		o.groupLines(k.Fields(), valueOf(i.Settings), depth)
	}
}

// groupLines writes the fields that are set.
func (o *outline) groupLines(fields []*model.Field, v reflect.Value, depth int) {
	for _, f := range fields {
		if at := deref(f.Of(v)); at.IsValid() && (isSet(at) || f.Role == model.RoleGroup && f.Type.Kind() == reflect.Pointer) {
			o.field(f, at, depth)
		}
	}
}

func (o *outline) field(f *model.Field, v reflect.Value, depth int) {
	switch {
	case f.Role == model.RoleSteps:
		o.steps(stepsOf(v), depth)
	case f.Role == model.RoleGroup && holdsSteps(f):
		o.add(Line{Depth: depth, Head: true, Label: f.Label})
		o.groupLines(f.Fields(), v, depth+1)
	case f.Role == model.RoleList && holdsSteps(f.Elem):
		for n := range v.Len() {
			o.add(Line{Depth: depth, Head: true, Label: upper(singular(f.Label)) + " " + strconv.Itoa(n+1)})
			o.groupLines(f.Elem.Fields(), v.Index(n), depth+1)
		}
	case f.Role == model.RoleList && f.Elem.Role == model.RoleGroup:
		for n := range v.Len() {
			o.add(Line{Depth: depth, Label: singular(f.Label), Text: o.of.say(f.Elem, v.Index(n))})
		}
	case f.Role == model.RoleText && f.Required:
		o.add(Line{Depth: depth, Text: v.String()})
	case f.Role == model.RoleBool:
		o.add(Line{Depth: depth, Label: labelOf(f)})
	case f.Role == model.RoleDialog:
		label := "leads to"
		if f.Label != "Dialog" && f.Label != "Redirect to dialog" {
			label = labelOf(f) + " leads to"
		}
		o.add(Line{Depth: depth, Link: true, Label: label, Text: o.of.say(f, v)})
	default:
		o.add(Line{Depth: depth, Label: labelOf(f), Text: o.of.say(f, v)})
	}
}
