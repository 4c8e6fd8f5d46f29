package preview

import (
	"fmt"
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
)

// itemKind is what a part of the chat is.
type itemKind uint8

const (
	bubbleItem itemKind = iota // something said
	lineItem                   // something that happened, in one dim line
	noteItem                   // something the builder should know
)

// item is one part of the chat.
type item struct {
	kind   itemKind
	from   session.From
	text   string
	dialog model.DialogID
	step   string
	turn   int // the turn it belongs to, 0 for the opening
	event  int // its place among the talk's events
	cards  []session.Card
	files  []string // what is sent with it
	waits  bool     // the interaction that waits for an answer
	lines  []string // as drawn; nil where it has to be drawn again
	width  int
	face   face
}

// same reports whether two items are drawn alike.
func (i *item) same(o *item) bool {
	return i.kind == o.kind && i.from == o.from && i.text == o.text && i.waits == o.waits && slices.Equal(i.cards, o.cards) && slices.Equal(i.files, o.files)
}

// firstDifference marks where two versions part.
const firstDifference = "first difference"

// itemsOf makes the chat of a talk; what is drawn alike keeps its drawing.
func itemsOf(t *desk.Talk, old []item, differs int) []item {
	var out []item
	waitingDialog, waiting, waits := t.Speaking()
	turns := t.Turns()
	turn := 0
	for n, e := range t.Events() {
		if n+1 == differs {
			out = append(out, item{kind: noteItem, text: firstDifference, turn: turn, event: n})
		}
		for turn+1 < len(turns) && n >= turns[turn] {
			turn++
		}
		it, ok := itemOf(e)
		if e.Type == session.Intent {
			it, ok = item{kind: lineItem, text: "understood " + intentName(t.Workspace(), e.Name) + ", by " + e.Why}, true
		}
		if !ok {
			continue
		}
		it.turn, it.event = turn, n
		if e.Mark != nil {
			it.step = e.Mark.ID
		}
		it.dialog = e.Dialog
		out = append(out, it)
		if c, same := t.Merge(e.Attribute, e.Value); c != nil && e.Type == session.Saved {
			out = append(out, item{kind: noteItem, text: "agents are offered a merge with " + orID(c.Name, string(c.ID)) + " (" + same + ")", turn: turn, event: n})
		}
	}
	if differs > len(t.Events()) {
		out = append(out, item{kind: noteItem, text: firstDifference, turn: turn, event: len(t.Events()) - 1})
	}
	for i := len(out) - 1; waits && i >= 0; i-- {
		if it := &out[i]; it.kind == bubbleItem && it.from == session.Bot && it.dialog == waitingDialog && it.step == waiting.ID {
			it.waits = true
			break
		}
	}
	for i := range out {
		if i < len(old) && out[i].same(&old[i]) {
			out[i].lines, out[i].width, out[i].face = old[i].lines, old[i].width, old[i].face
		}
	}
	return out
}

// intentName is what an intent is called.
func intentName(w *model.Workspace, id string) string {
	if n := w.Intent(model.IntentID(id)); n != nil && n.Name != "" {
		return n.Name
	}
	return id
}

func itemOf(e session.Event) (item, bool) {
	switch e.Type {
	case session.Message:
		if e.From == session.System {
			return item{kind: lineItem, text: e.Text}, true
		}
		it := item{kind: bubbleItem, from: e.From, text: e.Text}
		if e.More != nil {
			it.cards, it.files = e.More.Cards, e.More.Attachments
		}
		return it, true
	case session.Saved:
		_, name, _ := strings.Cut(string(e.Attribute), ".")
		if !e.Value.IsSet() {
			return item{kind: lineItem, text: "cleared " + name}, true
		}
		return item{kind: lineItem, text: "saved " + name + " = " + e.Value.String()}, true
	case session.Timer:
		return item{kind: lineItem, text: "timer: " + e.Name}, true
	case session.HandOver:
		if e.Name == "" {
			return item{kind: lineItem, text: "transferred to an agent"}, true
		}
		return item{kind: lineItem, text: "transferred to " + e.Name}, true
	case session.Changed:
		if e.Status == session.Running || e.Status == session.Transferred {
			return item{}, false
		}
		return item{kind: lineItem, text: e.Status.String()}, true
	case session.Note:
		return item{kind: noteItem, text: e.Text}, true
	}
	return item{}, false
}

// draw returns the lines of an item in a chat of the width.
func (p *Preview) draw(i, w int) []string {
	it := &p.items[i]
	if f := p.face(); it.lines == nil || it.width != w || it.face != f {
		it.lines, it.width, it.face = p.paint(it, w), w, f
	}
	if i != p.bubble || !p.focused {
		return it.lines
	}
	out := slices.Clone(it.lines)
	at := min(1, len(out)-1)
	out[at] = p.styles.Accent.Render(p.styles.Glyphs.Here) + canvas.TruncateTail(strings.TrimPrefix(out[at], " "), w-1, "")
	return out
}

func (p *Preview) paint(it *item, w int) []string {
	look := p.styles
	switch it.kind {
	case lineItem:
		words := canvas.TruncateTail(canvas.OneLine(it.text), max(w-8, 1), look.Glyphs.Ellipsis)
		rest := max(w-4-canvas.Width(words), 0)
		rule := func(n int) string { return look.Border.Render(strings.Repeat(look.Glyphs.Rule, max(n, 0))) }
		return []string{" " + rule(min(2, rest)) + " " + look.Muted.Render(words) + " " + rule(rest-2)}
	case noteItem:
		var out []string
		for n, l := range canvas.Wrap(canvas.Sanitize(it.text), max(w-4, 1)) {
			mark := "   "
			if n == 0 {
				mark = " " + look.Warning.Render(look.Glyphs.Warn) + " "
			}
			out = append(out, mark+look.Warning.Render(l))
		}
		return out
	}
	return p.bubbleLines(it, w)
}

// longestBubble is how many bytes of a message are drawn in full, so that a key
// in a very long text is drawn as fast as any other.
const longestBubble = 16 << 10

// shortened takes out the middle of a text that is too long to be read in a chat.
func shortened(text string) string {
	over := len(text) - longestBubble
	if over <= 0 {
		return text
	}
	half := longestBubble / 2
	return strings.ToValidUTF8(text[:half], "") + fmt.Sprintf("\n\n(%d bytes more)\n\n", over) + strings.ToValidUTF8(text[len(text)-half:], "")
}

// bubbleLines draws a message: the customer's at the right, all others at the left.
func (p *Preview) bubbleLines(it *item, w int) []string {
	look := p.styles
	room := max(w-8, 1)
	edge := look.BotEdge
	if it.from == session.Customer {
		edge = look.CustomerEdge
	}
	if it.waits {
		edge = look.Accent
	}
	lines := p.said(it, room)
	wide := 1
	for _, l := range lines {
		wide = max(wide, canvas.Width(l))
	}
	right := p.label(it)
	if right != "" {
		wide = max(wide, min(len(right)+5, room))
	}
	box := canvas.Frame{Border: look.Glyphs.Border, Ink: edge.Ink, TitleInk: look.Muted.Ink, Right: right}
	padded := make([]string, len(lines))
	for i, l := range lines {
		padded[i] = " " + l
	}
	wide += 2
	drawn := canvas.Lines(box.Draw(canvas.FitLines(padded, wide, len(lines)), wide+2, len(lines)+2))
	indent := " "
	if it.from == session.Customer {
		indent = canvas.Spaces(max(w-wide-3, 0))
	}
	out := make([]string, len(drawn))
	for i, l := range drawn {
		out[i] = indent + l
	}
	if it.waits && len(out) > 1 {
		out[1] += " " + look.Accent.Render(look.Glyphs.Back)
	}
	for _, f := range it.files {
		out = append(out, indent+" "+look.Muted.Render(canvas.TruncateTail("file: "+canvas.OneLine(f), max(w-3, 1), look.Glyphs.Ellipsis)))
	}
	if words := p.under(it); words != "" {
		out = append(out, indent+" "+words)
	}
	if !it.waits { // those that can be chosen now are drawn as buttons
		for _, c := range it.cards {
			out = append(out, p.card(c, look.Border, w)...)
		}
	}
	return out
}
