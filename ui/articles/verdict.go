package articles

import (
	"fmt"
	"strings"

	"parley/engine/article"
	"parley/ui/kit/canvas"
)

// headLines is how many lines of the pane stand still: the question, and a rule.
const headLines = 2

// room is how many lines of the outcome are shown.
func (t *trial) room() int { return max(t.h-2-headLines, 1) }

// spot is which lines of the outcome a hit takes.
type spot struct{ from, to int }

// spots are those of the hits.
func (t *trial) spots() []spot {
	_, spots := t.outcome()
	return spots
}

// reveal scrolls so that the chosen hit is shown.
func (t *trial) reveal() {
	if len(t.hits) == 0 {
		return
	}
	at := t.spots()[t.chosen]
	if at.to > t.top+t.room() {
		t.top = at.to - t.room()
	}
	if t.chosen == 0 {
		t.top = 0
	} else if at.from < t.top {
		t.top = at.from
	}
}

// view draws the pane: the question, what is answered, what was found.
func (t *trial) view(s *Screen, w, h int) string {
	t.setSize(w, h)
	look := t.styles
	lines := []string{" " + look.Key.Render(look.Glyphs.Prompt) + " " + t.input.View(max(w-6, 1)),
		" " + look.Border.Render(strings.Repeat(look.Glyphs.Rule, max(w-4, 0)))}
	all, _ := t.outcome()
	t.top = max(min(t.top, len(all)-t.room()), 0)
	lines = append(lines, all[t.top:min(t.top+t.room(), len(all))]...)
	frame := look.Frame("Try a question", t.scope(s), t.focused)
	if len(all) > t.room() {
		frame.Scroll = canvas.Scroll{Top: t.top, Shown: t.room(), Total: len(all)}
	}
	return frame.Draw(canvas.FitLines(lines, max(w-2, 0), max(h-2, 0)), w, h)
}

// scope tells on what the question is tried.
func (t *trial) scope(s *Screen) string {
	where := "all"
	if b := s.knowledgeBase(); b != nil {
		where = canvas.OneLine(b.Name)
	}
	return where + " " + t.styles.Glyphs.Dot + " " + canvas.OneLine(string(t.language))
}

// outcome is what came of the question, line by line, and where the hits are in it.
func (t *trial) outcome() (lines []string, spots []spot) {
	look, room := t.styles, max(t.w-5, 1)
	add := func(head, words string) {
		for i, l := range canvas.Wrap(words, max(room-canvas.Width(head), 1)) {
			if i > 0 {
				head = canvas.Spaces(canvas.Width(head))
			}
			lines = append(lines, " "+head+l)
		}
	}
	if strings.TrimSpace(t.asked) == "" {
		add("", look.Muted.Render("Type what a customer might ask. While you do, this shows what is found and what would be answered, or why it would not be."))
		return lines, nil
	}
	lines = append(lines, t.verdict(room)...)
	lines = append(lines, "")
	if len(t.hits) == 0 {
		add("", look.Muted.Render("Nothing that customers can read in "+canvas.OneLine(string(t.language))+" has any of these words."))
		return lines, nil
	}
	add("", look.Heading.Render("Found"))
	for i, h := range t.hits {
		from := len(lines)
		t.hit(h, i == t.chosen && !t.typing, add)
		spots = append(spots, spot{from, len(lines)})
		lines = append(lines, "")
	}
	return lines, spots
}

// verdict tells what is answered, or why nothing is.
func (t *trial) verdict(room int) []string {
	look := t.styles
	answer, ok, by := t.answer, t.ok, "quoted"
	if t.saying.done {
		answer, ok, by = t.saying.answer, t.saying.ok, "worded by the model"
	}
	var out []string
	tell := func(mark, words string) {
		for i, l := range canvas.Wrap(words, max(room-2, 1)) {
			if i > 0 {
				mark = " "
			}
			out = append(out, " "+mark+" "+l)
		}
	}
	if t.saying.busy() {
		tell(look.Accent.Render(look.Glyphs.Bullet), look.Accent.Render("asking the model"+look.Glyphs.Ellipsis)+look.Muted.Render("   esc gives up"))
	}
	if !ok {
		reason := "no reason was given"
		if len(answer.Notes) > 0 {
			reason = strings.TrimPrefix(canvas.OneLine(answer.Notes[0]), "not answered: ")
		}
		tell(look.Warning.Render(look.Glyphs.Cross), look.Warning.Render("Not answered")+look.Text.Render(": "+reason+"."))
		return out
	}
	var from []string
	for _, r := range answer.Articles {
		from = append(from, canvas.OneLine(r.Title))
	}
	tell(look.Success.Render(look.Glyphs.Check), look.Success.Render("Answered")+look.Text.Render(", "+by+", from "+strings.Join(from, " and ")))
	for _, n := range answer.Notes {
		tell(look.Warning.Render(look.Glyphs.Warn), look.Muted.Render(canvas.OneLine(n)))
	}
	out = append(out, "")
	for _, l := range t.md.Lines(answer.Text, max(room-1, 1), look, "") {
		out = append(out, " "+l)
	}
	return out
}

// hit draws one article that was found: its title, how well its passage covers
// what was asked, the passage with what was found marked, and how.
func (t *trial) hit(h article.Hit, chosen bool, add func(head, words string)) {
	look := t.styles
	mark, ink := " ", look.Text
	if chosen {
		mark, ink = look.Accent.Render(look.Glyphs.Here), look.Strong
	}
	covers := fmt.Sprintf("covers %.0f %%", 100*h.Covers)
	title := ink.Render(canvas.OneLine(article.Plain(h.Article.Title)))
	if p := canvas.OneLine(h.Passage.Heading); p != "" {
		title += look.Muted.Render(" " + look.Glyphs.Here + " " + p)
	}
	add(mark+" ", title+"  "+look.Muted.Render(covers))
	if h.Passage.Text != "" {
		add("  ", t.marked(h.Passage))
	}
	add("  ", look.Muted.Render(t.words(h)))
}

// mostPassage is how many bytes of a passage are shown.
const mostPassage = 320

// marked is a passage with what was asked for highlighted.
func (t *trial) marked(p article.Passage) string {
	look := t.styles
	text, cut := p.Text, len(p.Text)
	if cut > mostPassage {
		cut = mostPassage
		if i := strings.LastIndexByte(text[:cut], ' '); i > 0 {
			cut = i
		}
	}
	var b strings.Builder
	at := 0
	items := strings.NewReplacer("\n- ", " "+look.Glyphs.Dot+" ", "\n* ", " "+look.Glyphs.Dot+" ", "\n", " ")
	flow := func(s string) string { return items.Replace(canvas.Drawable(s)) }
	for _, r := range p.Highlights {
		if r.End > cut {
			break
		}
		b.WriteString(look.Text.Render(flow(text[at:r.Start])) + look.Match.Render(flow(text[r.Start:r.End])))
		at = r.End
	}
	b.WriteString(look.Text.Render(flow(strings.ToValidUTF8(text[at:cut], ""))))
	if cut < len(text) {
		b.WriteString(look.Muted.Render(" " + look.Glyphs.Ellipsis))
	}
	return b.String()
}

// words tells how each thing that was asked was found.
func (t *trial) words(h article.Hit) string {
	var out []string
	for _, m := range h.Matches {
		word := canvas.OneLine(m.Word)
		switch {
		case m.How == article.Missing:
			word += " " + t.styles.Glyphs.Cross
		case m.How == article.Corrected:
			word += " ~ " + canvas.OneLine(m.Found)
		case m.Found != m.Word:
			word += " = " + canvas.OneLine(m.Found)
		}
		if m.How != article.Missing && !m.Here {
			word += " (elsewhere)"
		}
		out = append(out, word)
	}
	return strings.Join(out, ", ")
}
