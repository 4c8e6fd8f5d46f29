package rules

import (
	"fmt"
	"strings"
	"time"

	"parley/engine/check"
	"parley/engine/model"
	"parley/engine/route"
	"parley/ui/build/editor"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
	"parley/ui/kit/list"
	"parley/ui/want"
)

// facts are what was found out about the rules, for one state of the draft.
type facts struct {
	workspace *model.Workspace
	published map[model.AssistantID]bool
	found     []check.Finding
	shadows   map[string]route.Shadow // by the id of the rule that can never win
}

// learn finds out about the rules. While a text is typed what is known of the
// state before does.
func (f *facts) learn(d *desk.Desk, typing bool) {
	w := d.Workspace()
	published, same := map[model.AssistantID]bool{}, true
	for _, a := range w.Assistants {
		published[a.ID] = d.Published(a.ID)
		same = same && f.published[a.ID] == published[a.ID]
	}
	if f.workspace == w && same || typing && f.workspace != nil {
		return
	}
	f.workspace, f.published = w, published
	f.found = append(check.Documents(w, "Rule", d.Published), check.Documents(w, "Defaults", d.Published)...)
	f.shadows = map[string]route.Shadow{}
	for _, x := range route.Shadowed(w, d.Now(), d.Published) {
		f.shadows[x.Rule.ID] = x
	}
}

// Findings are what check says of the rules and defaults.
func (s *Screen) Findings() []check.Finding { return s.facts.found }

// of are the findings of a place, for the form.
func (f *facts) of(at model.Path) []editor.Finding {
	var out []editor.Finding
	for _, x := range f.found {
		_, id, _ := strings.Cut(strings.TrimSuffix(string(at), "]"), "[")
		if _, told := f.shadows[id]; told && x.Code == "neverMatches" {
			continue // told above the fields, with somebody who shows it
		}
		if x.Path.Below(at) {
			out = append(out, editor.Finding{Path: x.Path, Severity: x.Severity.String(), Message: x.Message, Mend: x.Mend})
		}
	}
	return out
}

// worst is how bad what was found at a place is; ok is false for nothing.
func (f *facts) worst(at model.Path) (worst check.Severity, ok bool) {
	worst = check.Hint
	for _, x := range f.found {
		if x.Path.Below(at) {
			worst, ok = min(worst, x.Severity), true
		}
	}
	return worst, ok
}

// above is what there is to know of a rule before its fields.
func (s *Screen) above(r *model.Rule) []editor.Line {
	look := s.styles
	var out []editor.Line
	if !s.facts.published[r.Assistant] {
		out = append(out, editor.Line{Text: look.Warning.Render(look.Glyphs.Warn + " skipped: not published. Rules and defaults only matter for published assistants.")})
	}
	if x, ok := s.facts.shadows[r.ID]; ok {
		out = append(out, editor.Line{Text: look.Warning.Render(look.Glyphs.Warn+" can never win: ") + look.Text.Render(canvas.OneLine(nameOf(x.By))+" comes first for all it meets, such as "+s.portrait(x.Visitor))},
			editor.Line{Text: look.Linked.Render(look.Glyphs.To) + " " + look.Text.Render("try this visitor"), Do: func() []want.Want { s.become(x.Visitor); return focus(layout.Right) }})
	}
	return out
}

// portrait tells somebody who writes in, in a line.
func (s *Screen) portrait(v route.Visitor) string {
	who := "a stranger"
	if c := v.Customer; c != nil {
		who = "a customer"
		var traits []string
		c.Each(func(p model.AttributePath, x model.Value) {
			if p != "customer.firstName" && p != "company.name" {
				traits = append(traits, short(p)+" "+canvas.OneLine(x.String()))
			}
		})
		if len(traits) > 0 {
			who += " with " + strings.Join(traits, ", ")
		}
	}
	var on []string
	add := func(word, text string) {
		if text != "" {
			on = append(on, word+" "+canvas.OneLine(text))
		}
	}
	add("on page", v.Page)
	if v.OnPage > 0 {
		add("for", model.Duration(v.OnPage).String())
	}
	add("coming from", v.Previous)
	add("in", string(v.Language))
	add("with", v.Agent)
	add("writing to", v.To)
	add("saying", v.Message)
	if v.Brand != "" && len(s.desk.Workspace().Brands) > 1 {
		add("at", string(v.Brand))
	}
	return strings.Join(append([]string{who}, on...), ", ")
}

// short is an attribute without its Klass.
func short(p model.AttributePath) string {
	_, name, ok := strings.Cut(string(p), ".")
	if !ok {
		return string(p)
	}
	return name
}

// inShort are the conditions of a rule in a line.
func inShort(r *model.Rule) string {
	var parts []string
	for _, c := range r.When {
		parts = append(parts, strings.TrimSpace(short(c.Attribute)+" "+string(c.Is)+" "+c.Value.String()))
	}
	between := ", "
	if r.Match == model.MatchAny {
		between = " or "
	}
	out := strings.Join(parts, between)
	if r.Phone != "" {
		out = strings.Trim("to "+r.Phone+", "+out, ", ")
	}
	if out == "" {
		return "everybody"
	}
	return out
}

// starts names the assistant and dialog that a rule starts.
func (s *Screen) starts(id model.AssistantID, dialog model.DialogID) string {
	look := s.styles
	a := s.desk.Workspace().Assistant(id)
	name, at := string(id), string(dialog)
	if a != nil {
		name = a.Name
		if d := a.Dialog(dialog); d != nil {
			at = d.Name
		}
	}
	if at == "" || dialog == model.WelcomeID {
		at = "Welcome"
	}
	arrow := " › "
	if look.Glyphs.Name == "ascii" {
		arrow = " > "
	}
	return canvas.OneLine(name) + arrow + canvas.OneLine(at)
}

// source draws the rules for the list.
type source struct{ s *Screen }

// Len is the number of rules.
func (x source) Len() int { return len(x.s.rules) }

// Disabled is never the case.
func (x source) Disabled(int) string { return "" }

// Text is what a filter looks at.
func (x source) Text(i int) string { return nameOf(x.s.rules[i]) }

// Lines draws a rule: its number and name, what it starts, when.
func (x source) Lines(i int, st list.State) []string {
	s, look, r := x.s, x.s.styles, x.s.rules[i]
	ink, skipped := look.Text, !s.facts.published[r.Assistant]
	_, never := s.facts.shadows[r.ID]
	switch {
	case skipped:
		ink = look.Muted
	case st.Selected:
		ink = look.Strong
	}
	right := ""
	if r.Proactive {
		right = look.Accent.Render("proactive ")
	}
	switch worst, ok := s.facts.worst(pathOf(r.ID)); {
	case ok && worst == check.Error:
		right += look.Error.Render(look.Glyphs.Cross) + " "
	case ok && worst == check.Warning || never:
		right += look.Warning.Render(look.Glyphs.Warn) + " "
	}
	room := max(st.Width-5, 1)
	cut := func(text string) string { return canvas.TruncateTail(canvas.OneLine(text), room, look.Glyphs.Ellipsis) }
	name := list.Highlight(canvas.OneLine(nameOf(r)), st.Match, ink.Ink, look.Match.Ink)
	head := look.Muted.Render(fmt.Sprintf("%3d ", i+1)) + canvas.TruncateTail(name, max(room-canvas.Width(right)-1, 1), look.Glyphs.Ellipsis)
	lines := []string{canvas.Spread(head, right, st.Width)}
	second := r.Channel.Title() + " " + look.Glyphs.Dot + " " + s.starts(r.Assistant, r.Dialog)
	lines = append(lines, "    "+look.Muted.Render(cut(second)))
	switch {
	case skipped:
		return append(lines, "    "+look.Disabled.Render(cut("skipped: not published")))
	case never:
		return append(lines, "    "+look.Warning.Render(cut("never wins: "+nameOf(s.facts.shadows[r.ID].By)+" comes first")))
	}
	return append(lines, "    "+look.Muted.Render(cut(inShort(r))))
}

// clock is a moment as it is written in the form.
func clock(at time.Time) string { return at.Format("2006-01-02 15:04") }
