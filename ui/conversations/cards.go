package conversations

import (
	"fmt"
	"strings"
	"time"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/session"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
)

// cards are the conversations that are found, as the list shows them.
type cards struct{ s *Screen }

// Len implements [list.Source].
func (c cards) Len() int { return c.s.found() }

// Text implements [list.Source]: the list itself filters nothing.
func (c cards) Text(int) string { return "" }

// Disabled implements [list.Source].
func (c cards) Disabled(int) string { return "" }

// scoreWidth is how many cells the score takes, with the blank behind it.
const scoreWidth = 4

// Lines draws a card: the score and who it is, and below it what is known of them
// and what became of the conversation.
func (c cards) Lines(i int, st list.State) []string {
	s, look := c.s, c.s.styles
	x := c.s.view.At(i)
	when := look.Muted.Render(s.when(x.Start))
	ink := look.Text
	if x.Name == "" {
		ink = look.Muted
	}
	room := max(st.Width-scoreWidth-canvas.Width(when)-1, 1)
	head := scored(x.Score, x.Reached, look) + " " + canvas.Spread(canvas.TruncateTail(ink.Render(canvas.OneLine(who(&x))), room, look.Glyphs.Ellipsis), when, max(st.Width-scoreWidth, 1))
	lines := []string{head}
	for _, part := range [][]string{s.known(&x), s.became(&x)} {
		for _, l := range flow(part, max(st.Width-scoreWidth, 1), look) {
			lines = append(lines, canvas.Spaces(scoreWidth)+l)
		}
	}
	return append(lines, "")
}

// who is what a card calls its customer.
func who(x *conversation.Summary) string {
	for _, name := range []string{x.Name, x.Email, x.Phone, string(x.Customer)} {
		if name != "" {
			return name
		}
	}
	return "a visitor"
}

// scored draws a score in three cells.
func scored(score int, reached bool, look *styles.Styles) string {
	ink := look.Muted
	switch {
	case reached:
		ink = look.Success
	case score >= 30:
		ink = look.Text
	}
	return ink.Render(fmt.Sprintf("%3d", score))
}

// when is the start of a conversation, as short as it is clear.
func (s *Screen) when(ms int64) string {
	at, now := time.UnixMilli(ms).In(s.zone()), s.now()
	switch {
	case at.YearDay() == now.YearDay() && at.Year() == now.Year():
		return at.Format("15:04")
	case at.Year() == now.Year():
		return at.Format("2 Jan 15:04")
	}
	return at.Format("2006-01-02")
}

// known is what a card tells of the customer.
func (s *Screen) known(x *conversation.Summary) []string {
	look := s.styles
	var out []string
	if x.Persona != "" {
		out = append(out, look.Accent.Render(canvas.OneLine(x.Persona)))
	}
	company := x.Domain
	if company == "" {
		company = x.Company
	}
	if company != "" {
		out = append(out, look.Text.Render(canvas.OneLine(company)))
	}
	messages := fmt.Sprintf("%d messages", x.Messages)
	if x.Messages == 1 {
		messages = "1 message"
	}
	return append(out, look.Muted.Render(messages))
}

// became is what a card tells of the conversation.
func (s *Screen) became(x *conversation.Summary) []string {
	look := s.styles
	var out []string
	if label := Label(x.Source); label != "" {
		out = append(out, look.Warning.Render(label))
	}
	standing := map[conversation.Standing]styles.Style{conversation.Active: look.Text, conversation.HandedOff: look.Success, conversation.Archived: look.Muted}[x.Standing()]
	out = append(out, standing.Render(string(x.Standing())), statusInk(x.Status, look).Render(x.Status.String()))
	if x.Done {
		out = append(out, look.Muted.Render("done"))
	}
	name := canvas.OneLine(s.desk.NameOf(x.Assistant))
	if x.Version > 0 {
		name += fmt.Sprint(" v", x.Version)
	} else if x.Assistant != "" {
		name += " draft"
	}
	out = append(out, look.Muted.Render(name), look.Muted.Render(canvas.OneLine(x.Channel)))
	if v, ok := s.facts[x.ID]; ok {
		out = append(out, verdictInk(v.KIQ, look).Render("KIQ "+stateWord(v.KIQ)))
		if v.Label != "" {
			out = append(out, look.Muted.Render(v.Label))
		}
	}
	return out
}

// Label is what a conversation is marked with that does not count; "" for a live one.
func Label(source conversation.Source) string {
	if source == conversation.Live {
		return ""
	}
	return string(source)
}

func statusInk(st session.Status, look *styles.Styles) styles.Style {
	switch st {
	case session.Missed, session.Abandoned, session.Interrupted:
		return look.Warning
	}
	return look.Muted
}

func verdictInk(st meter.State, look *styles.Styles) styles.Style {
	switch st {
	case meter.Counts:
		return look.Success
	case meter.Pending:
		return look.Warning
	}
	return look.Muted
}

func stateWord(st meter.State) string {
	return [...]string{"counts", "pending", "does not count"}[st]
}

// flow lays parts beside each other, as many on a line as fit.
func flow(parts []string, w int, look *styles.Styles) []string {
	dot := look.Muted.Render(" " + look.Glyphs.Dot + " ")
	var lines []string
	line := ""
	for _, p := range parts {
		switch {
		case line == "":
			line = p
		case canvas.Width(line)+canvas.Width(dot)+canvas.Width(p) <= w:
			line += dot + p
		default:
			lines, line = append(lines, line), p
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	for i := range lines {
		lines[i] = canvas.TruncateTail(lines[i], w, look.Glyphs.Ellipsis)
	}
	return lines
}

// empty says what belongs into the list, and how the first comes.
func (s *Screen) empty() string {
	switch {
	case s.loading.problem != "":
		return "Not read: " + s.loading.problem
	case s.table == nil:
		return "The conversations are being read."
	case s.table.Len() == 0:
		return emptyText
	case strings.TrimSpace(s.search.Say(s.zone())) == "":
		return fmt.Sprintf("All %d are archived, previews or tests: f chooses what else is looked for.", s.table.Len())
	}
	return "None is found by " + s.search.Say(s.zone()) + ". 0 looks for all again."
}

const emptyText = "What customers and assistants said to each other is listed here, with what each customer is worth and whether it counts. None is kept yet: L in the preview of Build talks as a live customer, and ctrl+k simulates a month of them."
