package assistants

import (
	"strings"

	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
)

// summary is what was drawn of an assistant beside the list.
type summary struct {
	of    *model.Assistant
	w, h  int
	drawn string
}

// mostVersions is how many versions the summary lists.
const mostVersions = 5

// drawSummary tells of the selected assistant what one would look up in it.
func (s *Screen) drawSummary(w, h int) string {
	a := s.Selected()
	if s.summary.of == a && s.summary.w == w && s.summary.h == h && s.summary.drawn != "" {
		return s.summary.drawn
	}
	s.summary = summary{of: a, w: w, h: h}
	title, content := "", ""
	if a != nil {
		title = canvas.OneLine(a.Name)
		content = strings.Join(s.about(a, max(w-4, 1), max(h-2, 1)), "\n ")
	}
	s.summary.drawn = s.styles.Frame(title, "", false).Draw(" "+content, w, h)
	return s.summary.drawn
}

// about lists the lines of the summary; the dialogs get what room the rest leaves.
func (s *Screen) about(a *model.Assistant, w, h int) []string {
	var head []string
	if a.Description != "" {
		for _, l := range canvas.Wrap(canvas.Drawable(a.Description), w) {
			head = append(head, s.styles.Text.Render(l))
		}
		head = append(head, "")
	}
	head = append(head, s.identity(a, w)...)
	tail := append(s.check(a), s.versions(a, w)...)
	room := max(h-len(head)-len(tail)-4, 3)
	out := append(head, "", s.styles.Heading.Render("Dialogs"))
	out = append(out, s.dialogs(a, w, room)...)
	return append(append(out, ""), tail...)
}

// identity is what an assistant is, one thing a line.
func (s *Screen) identity(a *model.Assistant, w int) []string {
	var out []string
	for _, p := range [][2]string{{"public name", a.PublicName}, {"type", a.Type.Title()}, {"channel", a.Channel.Title()},
		{"language", string(a.Language)}, {"id", string(a.ID)}} {
		if p[1] != "" {
			value := canvas.TruncateTail(canvas.OneLine(p[1]), max(w-13, 1), s.styles.Glyphs.Ellipsis)
			out = append(out, s.styles.Muted.Render(canvas.FitLine(p[0], 13))+s.styles.Text.Render(value))
		}
	}
	return out
}

// dialogs lists as many dialogs as there is room for, each with its anchor and where it leads.
func (s *Screen) dialogs(a *model.Assistant, w, room int) []string {
	look := s.styles
	shown := a.Dialogs
	if len(shown) > room {
		shown = shown[:room-1]
	}
	var out []string
	for _, d := range shown {
		anchor := model.AnchorOf(a, d, model.FlowOf(d))
		mark, name, leads := look.Linked.Render(look.Glyphs.Linked), look.Text, ""
		switch anchor.State {
		case model.Unlinked:
			mark, name, leads = look.Unlinked.Render(look.Glyphs.Unlinked), look.UnlinkedName, look.Unlinked.Render(anchor.Why)
		case model.Finished:
			mark, leads = look.Final.Render(look.Glyphs.Final), look.Muted.Render(canvas.OneLine(d.Ending()))
		default:
			more := ""
			if n := len(anchor.Targets) - 1; n > 0 {
				more = " +" + itoa(n)
			}
			words := canvas.OneLine(look.Glyphs.To + " " + anchor.Targets[0].Name)
			leads = look.Muted.Render(canvas.TruncateTail(words, max(w-max((w-4)/2, 1)-5-canvas.Width(more), 1), look.Glyphs.Ellipsis) + more)
		}
		half := max((w-4)/2, 1)
		title := canvas.TruncateTail(canvas.OneLine(d.Name), half, look.Glyphs.Ellipsis)
		out = append(out, mark+" "+name.Render(title)+canvas.Spaces(half+1-canvas.Width(title))+
			canvas.TruncateTail(leads, max(w-half-5, 1), look.Glyphs.Ellipsis))
	}
	if n := len(a.Dialogs) - len(shown); n > 0 {
		out = append(out, look.Muted.Render("    and "+plural(n, "more dialog")))
	}
	return out
}

// check tallies what check finds.
func (s *Screen) check(a *model.Assistant) []string {
	look := s.styles
	errors, warnings, hints := desk.Tally(s.desk.Findings(a.ID))
	ink := func(n int, loud, calm func(...string) string, what string) string {
		if n > 0 {
			return loud(plural(n, what))
		}
		return calm(plural(n, what))
	}
	dot := look.Muted.Render(" " + look.Glyphs.Dot + " ")
	return []string{look.Heading.Render("Check"),
		ink(errors, look.Error.Render, look.Muted.Render, "error") + dot + ink(warnings, look.Warning.Render, look.Muted.Render, "warning") +
			dot + look.Muted.Render(plural(hints, "hint"))}
}

// versions lists the newest versions and which of them is live.
func (s *Screen) versions(a *model.Assistant, w int) []string {
	look := s.styles
	all := s.desk.History(a.ID)
	out := []string{"", look.Heading.Render("Versions")}
	if len(all) == 0 {
		return append(out, look.Muted.Render("never published"))
	}
	for i, v := range all {
		if i == mostVersions {
			return append(out, look.Muted.Render("and "+plural(len(all)-i, "older one")))
		}
		number := look.Text.Render(canvas.FitLine("v"+itoa(v.Number), 5))
		live := canvas.Spaces(6)
		if v.Live {
			live = look.Success.Render(canvas.FitLine("live", 6))
		}
		rest := v.At.In(s.desk.Now().Location()).Format("2 Jan 2006 15:04")
		for _, more := range []string{v.Author, v.Note} {
			if more != "" {
				rest += "  " + canvas.OneLine(more)
			}
		}
		out = append(out, number+live+look.Muted.Render(canvas.TruncateTail(rest, max(w-11, 1), look.Glyphs.Ellipsis)))
	}
	return out
}
