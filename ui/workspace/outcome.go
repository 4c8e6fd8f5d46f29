package workspace

import (
	"strings"

	"parley/engine/model"
	"parley/ui/kit/canvas"
)

func (t *trial) setSize(w, h int) {
	t.w, t.h = max(w, 1), max(h, 1)
	t.form.SetSize(max(t.w-3, 1), max(t.formHeight()-1, 1))
}

// formHeight is how many lines the inputs take, with a blank one below them.
func (t *trial) formHeight() int {
	return min(len(t.at.Input)+3, max((t.h-2)/2, 2))
}

// room is how many lines of the outcome are shown.
func (t *trial) room() int { return max(t.h-2-t.formHeight()-2, 1) }

func (t *trial) scroll(by int) {
	t.top = max(min(t.top+by, len(t.outcome())-t.room()), 0)
}

// view draws the pane: the inputs, the key that runs it, what came of it.
func (t *trial) view() string {
	look := t.styles
	t.form.SetSize(max(t.w-3, 1), max(t.formHeight()-1, 1))
	lines := make([]string, 0, t.h)
	for _, l := range canvas.Lines(t.form.View()) {
		lines = append(lines, " "+l)
	}
	lines = append(lines, "", t.prompt())
	lines = append(lines, " "+look.Border.Render(strings.Repeat(look.Glyphs.Rule, max(t.w-4, 0))))
	all := t.outcome()
	t.top = max(min(t.top, len(all)-t.room()), 0)
	lines = append(lines, all[t.top:min(t.top+t.room(), len(all))]...)
	frame := look.Frame("Try "+canvas.OneLine(nameOr(t.at)), "", t.focused)
	if len(all) > t.room() {
		frame.Scroll = canvas.Scroll{Top: t.top, Shown: t.room(), Total: len(all)}
	}
	return frame.Draw(canvas.FitLines(lines, max(t.w-2, 0), max(t.h-2, 0)), t.w, t.h)
}

func nameOr(f *model.Workflow) string {
	if f.Name != "" {
		return f.Name
	}
	return string(f.ID)
}

// prompt is the line that says how it is run, or that it is.
func (t *trial) prompt() string {
	look := t.styles
	if t.run.busy() {
		return " " + t.run.spin.View() + " " + look.Accent.Render("running"+look.Glyphs.Ellipsis) + look.Muted.Render("   esc cancels")
	}
	return " " + look.Key.Render("t") + look.KeyLabel.Render(" runs it")
}

// outcome is what came of a run, line by line.
func (t *trial) outcome() []string {
	look, room := t.styles, max(t.w-4, 1)
	var out []string
	add := func(head, text string) {
		for i, l := range canvas.Wrap(text, max(room-canvas.Width(head), 1)) {
			if i > 0 {
				head = canvas.Spaces(canvas.Width(head))
			}
			out = append(out, " "+head+l)
		}
	}
	r := t.run.result
	switch {
	case t.run.busy():
		return nil
	case t.run.told != "":
		add("", look.Muted.Render(t.run.told))
		return out
	case r == nil:
		add("", look.Muted.Render("What it returns is shown here, with its notes and what each step did. Requests go only to the hosts that the settings allow."))
		return out
	case r.Error != "":
		add(look.Error.Render(look.Glyphs.Cross)+" ", look.Error.Render(canvas.OneLine(r.Error)))
	default:
		add(look.Success.Render(look.Glyphs.Check)+" ", look.Text.Render("It answered"+t.time()+"."))
	}
	if r.Recorded {
		add(look.Warning.Render(look.Glyphs.Bullet)+" ", look.Warning.Render("A recorded response was used; nothing was asked for."))
	}
	t.outputLines(add)
	if len(r.Notes) > 0 {
		out = append(out, "")
		add("", look.Muted.Render("Notes for the agent"))
	}
	for _, n := range r.Notes {
		add(" "+look.Muted.Render(look.Glyphs.Bullet)+" ", look.Text.Render(canvas.Drawable(n)))
	}
	if len(r.Trace) > 0 {
		out = append(out, "")
		add("", look.Muted.Render("Steps"))
	}
	for _, n := range r.Trace {
		add(" "+look.Muted.Render(look.Glyphs.To)+" ", look.Muted.Render(canvas.OneLine(n)))
	}
	if !r.Recorded {
		out = append(out, "")
		add(look.Key.Render("k")+" ", look.KeyLabel.Render("keeps this as a recorded response, for previews and tests without the network"))
	}
	return out
}

// outputLines puts in the outputs.
func (t *trial) outputLines(add func(head, text string)) {
	look, r := t.styles, t.run.result
	if r.Error != "" {
		return
	}
	add("", "")
	wide := 0
	for _, name := range t.outputs() {
		wide = min(max(wide, canvas.Width(name)), 24)
	}
	for _, name := range t.outputs() {
		v, ok := r.Output.Get(name)
		text := look.Text.Render(canvas.Drawable(v.String()))
		if !ok || !v.IsSet() {
			text = look.Placeholder.Render("nothing")
		}
		add(" "+look.Muted.Render(canvas.FitLine(name, wide))+"  ", text)
	}
}

// time is how long the run took, where that is worth telling.
func (t *trial) time() string {
	if ms := t.run.took.Milliseconds(); ms > 0 && !t.run.result.Recorded {
		return " in " + itoa(int(ms)) + " ms"
	}
	return ""
}
