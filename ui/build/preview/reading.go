package preview

import (
	"fmt"

	"parley/engine/intent"
	"parley/engine/session"
	"parley/ui/kit/canvas"
)

// pair draws a word and what it tells in w cells.
func (p *Preview) pair(word, text string, w int, ink func(...string) string) string {
	look := p.styles
	return look.Muted.Render(canvas.FitLine(word, 9)) + ink(canvas.TruncateTail(canvas.OneLine(text), max(w-9, 1), look.Glyphs.Ellipsis))
}

// reading tells why a reply was read as an intent, below the event of that, or why
// as none, below the reply.
func (p *Preview) reading(events []session.Event, at, w int) []string {
	e, said := events[at], ""
	switch {
	case e.Type == session.Intent:
		for n := at - 1; n >= 0 && said == ""; n-- {
			if events[n].Type == session.Message && events[n].From == session.Customer {
				said = events[n].Text
			}
		}
	case e.Type == session.Message && e.From == session.Customer && e.Mark != nil && e.Mark.Understands:
		if at+1 == len(events) || events[at+1].Type != session.Intent {
			said = e.Text
		}
	}
	if said == "" {
		return nil
	}
	r, ok := p.state.Talk.Read(said)
	if !ok || r.Found != (e.Type == session.Intent) {
		return nil
	}
	look := p.styles
	line := func(word, text string) string { return "  " + p.pair(word, text, w-2, look.Text.Render) }
	var out []string
	name := func(m intent.Match) string { return intentName(p.state.Workspace, string(m.Intent)) }
	switch {
	case r.Match.Intent == "" && r.Rival.Intent == "":
		return []string{line("  unlike", "any intent here")}
	case r.Match.How == intent.ByKeyword:
		return []string{line("  word", r.Match.Keyword)}
	case !r.Found:
		out = append(out, line("  unsure", fmt.Sprintf("at most %s %.2f", name(r.Match), r.Match.Score)))
	}
	if r.Rival.Intent != "" {
		out = append(out, line("  rather", fmt.Sprintf("%s %.2f, starts nothing here", name(r.Rival), r.Rival.Score)))
	}
	for _, n := range r.Match.Nearest {
		out = append(out, line("  like", fmt.Sprintf("%.2f %s", n.Similarity, n.Phrase)))
	}
	return out
}
