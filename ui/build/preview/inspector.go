package preview

import (
	"fmt"
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/kit/canvas"
)

// inspector is the section below the chat that tells what the builder should know.
type inspector struct {
	open bool
	top  int // first line shown
}

// most is the share of the pane that the inspector may take: two fifths.
func inspectorHeight(h int) int { return max(h*2/5, 3) }

// inspect draws the section in at most h lines of w cells: a rule, then what
// happened around the selected bubble, then what is known.
func (p *Preview) inspect(w, h int) []string {
	lines := append(p.happened(w-1), p.known(w-1)...)
	room := max(h-1, 1)
	p.inspector.top = min(max(p.inspector.top, 0), max(len(lines)-room, 0))
	right := ""
	if len(lines) > room {
		right = fmt.Sprintf("%d of %d", p.inspector.top+min(room, len(lines)), len(lines))
	}
	out := []string{p.rule("inspector", right, w)}
	for _, l := range lines[p.inspector.top:min(p.inspector.top+room, len(lines))] {
		out = append(out, " "+l)
	}
	return out
}

// rule is a line across the pane with a word in it.
func (p *Preview) rule(word, right string, w int) string {
	look := p.styles
	line := func(n int) string { return look.Border.Render(strings.Repeat(look.Glyphs.Rule, max(n, 0))) }
	used := canvas.Width(word) + 4
	if right != "" {
		right = " " + look.Muted.Render(right) + " "
		used += canvas.Width(right) + 1
		right += line(1)
	}
	return line(2) + " " + look.Heading.Render(word) + " " + line(w-used) + right
}

// happened tells the events that led to the selected bubble, itself, and those
// after it; without one, those since the last answer.
func (p *Preview) happened(w int) []string {
	look, events := p.styles, p.state.Talk.Events()
	from, to := 0, len(events)
	title := "since the last answer"
	if it := p.selected(); it != nil {
		from, to, title = it.event, it.event+1, "around what is selected"
		for from > 0 && events[from-1].Type != session.Message {
			from--
		}
		for to < len(events) && events[to].Type != session.Message {
			to++
		}
	} else {
		for i, e := range events {
			if e.Type == session.Message && e.From == session.Customer {
				from = i
			}
		}
	}
	out := []string{look.Muted.Render(title)}
	for i, e := range events[from:to] {
		it := p.selected()
		out = append(out, p.eventLines(e, it != nil && from+i == it.event, w)...)
		out = append(out, p.reading(events, from+i, w)...)
	}
	return out
}

// eventLines draws an event: its type, what it tells, and what went in and came out.
func (p *Preview) eventLines(e session.Event, selected bool, w int) []string {
	look := p.styles
	ink := look.Text
	mark := "  "
	if selected {
		mark = look.Accent.Render(look.Glyphs.Here) + " "
	}
	if e.Type == session.Note {
		ink = look.Warning
	}
	line := func(mark, word, text string, ink func(...string) string) string {
		return mark + p.pair(word, text, w-2, ink)
	}
	out := []string{line(mark, string(e.Type), p.told(e), ink.Render)}
	if e.More == nil {
		return out
	}
	for _, a := range e.More.Input {
		out = append(out, line("  ", "  in", string(a.Path)+" = "+a.Value.String(), look.Text.Render))
	}
	for _, a := range e.More.Output {
		out = append(out, line("  ", "  out", string(a.Path)+" = "+a.Value.String(), look.Text.Render))
	}
	if e.More.Error != "" {
		out = append(out, line("  ", "  error", e.More.Error, look.Error.Render))
	}
	for _, a := range e.More.Articles {
		out = append(out, line("  ", "  article", a.Title, look.Text.Render))
	}
	return out
}

// told is what an event tells, in a line.
func (p *Preview) told(e session.Event) string {
	switch e.Type {
	case session.Message:
		return string(e.From) + ": " + e.Text
	case session.Redirect:
		name := string(e.To)
		if d := p.state.Assistant.Dialog(e.To); d != nil {
			name = d.Name
		}
		return p.styles.Glyphs.To + " " + name + " (" + e.Why + ")"
	case session.Saved:
		if !e.Value.IsSet() {
			return string(e.Attribute) + " cleared"
		}
		return string(e.Attribute) + " = " + e.Value.String()
	case session.Intent:
		return fmt.Sprintf("%s %.2f (%s)", intentName(p.state.Workspace, e.Name), e.More.Score, e.Why)
	case session.Changed:
		return e.Status.String()
	case session.Feedback, session.Rating:
		return strings.TrimSpace(e.Value.String() + " " + e.Why)
	case session.Note:
		return e.Text
	}
	return e.Name
}

// known lists what is known of customer and conversation, and how: each Klass
// by itself, what was saved in this conversation first.
func (p *Preview) known(w int) []string {
	look, talk := p.styles, p.state.Talk
	all := talk.Known()
	legend := look.Success.Render(look.Glyphs.Check) + look.Muted.Render(" saved here")
	unverified := talk.Unverified()
	if len(unverified) > 0 {
		legend += "  " + look.Warning.Render(look.Glyphs.Warn) + look.Muted.Render(" unverified")
	}
	out := []string{"", canvas.Spread(look.Muted.Render("known"), legend+" ", w)}
	if len(all) == 0 {
		return append(out, look.Muted.Render("  nothing yet"))
	}
	saved := map[model.AttributePath]bool{}
	for _, a := range talk.Collected() {
		saved[a.Path] = true
	}
	slices.SortStableFunc(all, func(a, b session.Attribute) int { return rank(a.Path, saved) - rank(b.Path, saved) })
	name, klass := 0, ""
	for _, a := range all {
		_, short, _ := strings.Cut(string(a.Path), ".")
		name = max(name, canvas.Width(short))
	}
	name = min(name, w/2)
	for _, a := range all {
		of, short, _ := strings.Cut(string(a.Path), ".")
		if of != klass {
			klass = of
			out = append(out, " "+look.Text.Render(canvas.OneLine(of)))
		}
		mark := " "
		switch {
		case slices.Contains(unverified, a.Path):
			mark = look.Warning.Render(look.Glyphs.Warn)
		case saved[a.Path]:
			mark = look.Success.Render(look.Glyphs.Check)
		}
		short = canvas.FitLine(canvas.TruncateTail(canvas.OneLine(short), name, look.Glyphs.Ellipsis), name)
		value := canvas.TruncateTail(canvas.OneLine(a.Value.String()), max(w-name-5, 1), look.Glyphs.Ellipsis)
		out = append(out, "  "+mark+" "+look.Muted.Render(short)+" "+look.Text.Render(value))
		if c, same := talk.Merge(a.Path, a.Value); c != nil {
			words := "agents are offered a merge with " + canvas.OneLine(orID(c.Name, string(c.ID))) + " (" + same + ")"
			for _, l := range canvas.Wrap(words, max(w-6, 1)) {
				out = append(out, "    "+look.Warning.Render(l))
			}
		}
	}
	return out
}

// rank orders what is known: the customer, the conversation, the rest; of each
// what was saved here first.
func rank(p model.AttributePath, saved map[model.AttributePath]bool) int {
	out := 4
	switch {
	case strings.HasPrefix(string(p), "customer."):
		out = 0
	case strings.HasPrefix(string(p), "conversation."):
		out = 2
	}
	if !saved[p] {
		out++
	}
	return out
}
