package preview

import (
	"fmt"
	"strings"

	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
)

// title is what stands in the frame: the version, who talks, and the virtual time.
func (p *Preview) title() (left, right string) {
	talk := p.state.Talk
	who, start := "visitor", talk.Start()
	if start.Customer != nil {
		who = canvas.OneLine(orID(start.Customer.Name, string(start.Customer.ID)))
	}
	if start.Authenticated {
		who += " " + p.styles.Glyphs.Check
	}
	if start.Language != "" {
		who += " " + string(start.Language)
	}
	rule := " " + p.styles.Glyphs.Rule + " "
	if status := talk.Status(); status != session.Running {
		who = status.String()
	}
	left = "Preview" + rule + p.state.Version + rule + who
	if p.state.Live == Held {
		left = "LIVE" + rule + canvas.OneLine(orID(p.state.Assistant.Name, string(p.state.Assistant.ID))) + " " + p.state.Version + rule + who
	}
	return left, talk.Now().In(p.zone()).Format("15:04 Mon")
}

// View draws exactly the pane's size.
func (p *Preview) View() string {
	if p.cached != "" {
		return p.cached
	}
	if p.state.Talk == nil {
		p.cached = p.styles.Frame("Preview", "", p.focused).Draw("", p.w, p.h)
		return p.cached
	}
	left, right := p.title()
	if p.tree.open {
		left, right = "Branches", fmt.Sprintf("%d answers", len(p.tree.branches))
	}
	if canvas.Width(left)+canvas.Width(right)+8 > p.w {
		left = strings.TrimPrefix(left, "Preview "+p.styles.Glyphs.Rule+" ")
	}
	if canvas.Width(left)+canvas.Width(right)+8 > p.w {
		right = ""
	}
	frame := p.styles.Frame(left, right, p.focused)
	if p.state.Live == Held {
		frame.TitleInk = p.styles.Error.Ink
	}
	w, h := max(p.w-2, 1), max(p.h-2, 1)
	if p.tree.open {
		lines, scroll := p.drawTree(w, h)
		frame.Scroll = scroll
		p.cached = frame.Draw(canvas.FitLines(lines, w, h), p.w, p.h)
		return p.cached
	}
	l := p.lay()
	frame.Scroll = canvas.Scroll{Top: l.top, Shown: l.chat, Total: len(l.lines)}
	content := canvas.FitLines(l.lines[l.top:min(l.top+l.chat, len(l.lines))], w, l.chat)
	if len(l.below) > 0 {
		content += "\n" + canvas.FitLines(l.below, w, len(l.below))
	}
	p.cached = frame.Draw(content, p.w, p.h)
	return p.cached
}

// box is where a button is drawn: the first of its lines in the chat, and cells in them.
type box struct{ x, y, w, h int }

// keyBox is where a key of the keypad is drawn in the pane.
type keyBox struct {
	box
	key string
}

// lay is the pane worked out: the chat's lines and which item each belongs to,
// and what stands below the chat.
type lay struct {
	lines   []string
	owner   []int
	chat    int // height of the chat
	top     int // first line of the chat that is shown
	below   []string
	buttons []box
	keypad  []keyBox
	inputAt int
}

func (p *Preview) lay() lay {
	w, h := max(p.w-2, 1), max(p.h-2, 1)
	var l lay
	l.inputAt = h - 1
	l.below, l.keypad = p.answer(w)
	if p.inspector.open && h > 8 {
		l.below = append(p.inspect(w, inspectorHeight(h)), l.below...)
	}
	if cut := len(l.below) - h + 1; cut > 0 {
		l.below = l.below[cut:]
	}
	l.chat = h - len(l.below)
	for i := range l.keypad {
		l.keypad[i].y += h - 1
	}
	selected := [2]int{-1, -1}
	for i := range p.items {
		from := len(l.lines)
		for _, line := range p.draw(i, w) {
			l.lines = append(l.lines, line)
			l.owner = append(l.owner, i)
		}
		if i == p.bubble {
			selected = [2]int{from, len(l.lines)}
		}
	}
	rows, boxes := p.buttonRows(w)
	for i := range boxes {
		boxes[i].y += len(l.lines)
	}
	l.buttons = boxes
	for _, row := range append(rows, p.pending(w)...) {
		l.lines = append(l.lines, row)
		l.owner = append(l.owner, -1)
	}
	l.top = p.scrolled(len(l.lines), l.chat, selected)
	return l
}

// scrolled works out the first line that is shown: where a person scrolled to,
// else the end; a bubble that was just selected comes into view.
func (p *Preview) scrolled(lines, shown int, selected [2]int) int {
	s := &p.scroll
	s.most = max(lines-shown, 0)
	if !s.fixed {
		s.top = s.most
	}
	s.top = min(s.top, s.most)
	if p.reveal && selected[0] >= 0 {
		top := s.top
		if selected[1] > top+shown {
			top = selected[1] - shown
		}
		s.to(min(top, selected[0]))
	}
	p.reveal = false
	return s.top
}

// pending tells what the conversation waits for: its intents to be trained, or
// the network.
func (p *Preview) pending(w int) []string {
	look := p.styles
	if p.state.Talk.Learns() != nil {
		words := fmt.Sprintf("the intents are being trained, then %q is read", p.state.Talk.Unread())
		return p.waiting(look.Muted.Render(look.Glyphs.Dot), look.Muted, words, w)
	}
	e, fresh := p.state.Talk.Asks()
	if e == nil {
		return nil
	}
	what := "objects of " + string(e.Klass)
	switch e.Kind {
	case session.CallWorkflow:
		what = "workflow " + string(e.Workflow)
	case session.AnswerQuestion:
		what = fmt.Sprintf("an answer to %q", e.Question.Text)
	}
	mark, ink, words := look.Muted.Render(look.Glyphs.Dot), look.Muted, "asking the network "+look.Glyphs.Ellipsis+" "+what
	switch {
	case p.state.Talk.Local(e):
		words = "reading the articles " + look.Glyphs.Ellipsis
	case !fresh:
		mark, ink, words = look.Warning.Render(look.Glyphs.Warn), look.Warning, what+" was not asked in this conversation: g asks the network"
	}
	return p.waiting(mark, ink, words, w)
}

// waiting draws what the conversation waits for.
func (p *Preview) waiting(mark string, ink styles.Style, words string, w int) []string {
	var out []string
	for i, l := range canvas.Wrap(canvas.OneLine(words), max(w-4, 1)) {
		if i > 0 {
			mark = " "
		}
		out = append(out, " "+mark+" "+ink.Render(l))
	}
	return out
}

// answer draws what stands below the chat: what no longer fits, a problem, the
// keypad, the reply line.
func (p *Preview) answer(w int) ([]string, []keyBox) {
	look, talk := p.styles, p.state.Talk
	var lines []string
	if after, next, stopped := talk.Stopped(); stopped {
		lines = append(lines, p.stop(after, next, w)...)
	}
	if p.problem != "" {
		for _, l := range canvas.Wrap(canvas.Sanitize(p.problem), w-1) {
			lines = append(lines, " "+look.Error.Render(l))
		}
	}
	prompt := look.Muted.Render(" " + look.Glyphs.Prompt + " ")
	if p.typing {
		prompt = look.Accent.Render(" " + look.Glyphs.Prompt + " ")
	}
	if p.state.ReadOnly {
		return lines, nil
	}
	lines = append(lines, p.clockLines(w)...)
	keypad, boxes := p.keypadRows()
	lines = append(lines, p.footer(w)...)
	return append(append(lines, keypad...), prompt+p.input.View()), boxes
}

// keypadRows draws a telephone's keypad with the keys that lead somewhere, and
// where each is: the rows count up from the reply line.
func (p *Preview) keypadRows() ([]string, []keyBox) {
	can := map[string]bool{}
	for _, k := range p.state.Talk.Keypad() {
		can[k] = true
	}
	if len(can) == 0 {
		return nil, nil
	}
	look := p.styles
	var rows []string
	var boxes []keyBox
	pad := [][]string{{"1", "2", "3"}, {"4", "5", "6"}, {"7", "8", "9"}, {"*", "0", "#"}}
	if p.h < 24 {
		pad = [][]string{{"1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"}}
	}
	for y, keys := range pad {
		row := " "
		for x, k := range keys {
			ink := look.Disabled
			if can[k] {
				ink = look.Accent
				boxes = append(boxes, keyBox{box{1 + 3*x, y - len(pad), 3, 1}, k})
			}
			row += " " + ink.Render(k) + " "
		}
		rows = append(rows, row)
	}
	return rows, boxes
}

func (p *Preview) stop(after int, next model.Action, w int) []string {
	words := fmt.Sprintf("%s %q does not fit here any more; %d of the answers still do", next.Verb, next.Text, after)
	var out []string
	for _, l := range canvas.Wrap(canvas.Sanitize(words), max(w-3, 1)) {
		out = append(out, p.styles.Error.Render(l))
	}
	out[0] = " " + p.styles.Error.Render(p.styles.Glyphs.Cross) + " " + out[0]
	for i := 1; i < len(out); i++ {
		out[i] = "   " + out[i]
	}
	return out
}

// buttonRows draws the buttons that can be pressed, as many a row as fit; those of
// objects as cards below each other.
func (p *Preview) buttonRows(w int) ([]string, []box) {
	if cards := p.cards(); cards != nil {
		return p.cardRows(cards, w)
	}
	look := p.styles
	var rows []string
	var boxes []box
	row, used := "", 0
	labels, details, list := p.choices()
	for i, label := range labels {
		shown := canvas.TruncateTail(canvas.OneLine(label), max(w-4, 1), look.Glyphs.Ellipsis)
		bw := canvas.Width(shown) + 2
		if used > 0 && (used+bw+2 > w || list) {
			rows, row, used = append(rows, row), "", 0
		}
		mark, ink := " ", look.Accent
		if p.onButton(i) {
			mark, ink = look.Glyphs.Here, look.Selection
		}
		row += " " + ink.Render(mark+shown+" ")
		boxes = append(boxes, box{used + 1, len(rows), bw, 1})
		used += bw + 1
		if details[i] != "" {
			detail := canvas.TruncateTail(canvas.OneLine(details[i]), max(w-3, 1), look.Glyphs.Ellipsis)
			boxes[i].w, boxes[i].h = max(bw, canvas.Width(detail)+1), 2
			rows, row, used = append(rows, row, "  "+look.Muted.Render(detail)), "", 0
		}
	}
	if used > 0 {
		rows = append(rows, row)
	}
	return rows, boxes
}

// onButton reports whether the keys are on a button.
func (p *Preview) onButton(i int) bool {
	return i == p.button && p.bubble < 0 && p.focused && !p.typing
}

// cards are those that can be chosen now, one for each option.
func (p *Preview) cards() []session.Card {
	for i := len(p.items) - 1; i >= 0; i-- {
		if it := &p.items[i]; it.waits && len(it.cards) == len(p.state.Talk.Options()) {
			return it.cards
		}
	}
	return nil
}

func (p *Preview) cardRows(cards []session.Card, w int) ([]string, []box) {
	var rows []string
	var boxes []box
	for i, c := range cards {
		edge := p.styles.Border
		if p.onButton(i) {
			edge = p.styles.Accent
		}
		drawn := p.card(c, edge, w)
		if p.onButton(i) {
			drawn[0] = p.styles.Accent.Render(p.styles.Glyphs.Here) + strings.TrimPrefix(drawn[0], " ")
		}
		boxes = append(boxes, box{1, len(rows), max(w-3, 1), len(drawn)})
		rows = append(rows, drawn...)
	}
	return rows, boxes
}

// card draws an object as the customer sees it.
func (p *Preview) card(c session.Card, edge styles.Style, w int) []string {
	look := p.styles
	room := max(min(w-8, 44), 1)
	lines := []string{look.Strong.Render(canvas.TruncateTail(canvas.OneLine(c.Title), room, look.Glyphs.Ellipsis))}
	if c.Description != "" {
		for _, l := range canvas.Wrap(canvas.OneLine(c.Description), room) {
			lines = append(lines, look.Text.Render(l))
		}
	}
	if c.Image != "" {
		lines = append(lines, look.Muted.Render(canvas.TruncateTail(canvas.OneLine(c.Image), room, look.Glyphs.Ellipsis)))
	}
	frame := canvas.Frame{Border: look.Glyphs.Border, Ink: edge.Ink}
	drawn := canvas.Lines(frame.Draw(canvas.FitLines(lines, room, len(lines)), room+2, len(lines)+2))
	for i := range drawn {
		drawn[i] = " " + drawn[i]
	}
	return drawn
}
