package preview

import (
	"fmt"
	"slices"
	"strings"

	"parley/engine/channel"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/text"
	"parley/ui/kit/canvas"
)

// face is what of an assistant decides how its messages look.
type face struct {
	channel model.Channel
	bot     bool // messages carry the "Bot" label
}

func (p *Preview) face() face {
	a := p.state.Assistant
	if a == nil {
		return face{channel: model.Chat}
	}
	return face{a.Channel, a.Channel == model.Chat && a.Settings.ShowsBotLabel()}
}

// said draws the text of a bubble as its channel shows it.
func (p *Preview) said(it *item, room int) []string {
	on := p.styles.Theme.Colours.BotFg
	if it.from == session.Customer {
		on = p.styles.Theme.Colours.CustomerFg
	}
	words := shortened(it.text)
	if p.face().channel == model.Chat {
		return p.md.Lines(words, room, p.styles, on)
	}
	shown := channel.Render(p.face().channel, session.Event{Type: session.Message, Text: canvas.Drawable(words)})
	base := p.styles.Ink(on)
	var b strings.Builder
	for i, line := range shown.Lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		for _, s := range line {
			b.WriteString(p.spanInk(s, base).Render(s.Text))
		}
	}
	return canvas.Wrap(b.String(), room)
}

// spanInk is the ink of a span of WhatsApp text.
func (p *Preview) spanInk(s channel.Span, base canvas.Ink) canvas.Ink {
	out := base
	if s.Mono {
		out = p.styles.Code.Over(out)
	}
	if p.styles.Strong.Open() == "" {
		return out // attributes cannot be shown
	}
	for _, a := range []struct {
		on   bool
		code string
	}{{s.Bold, "\x1b[1m"}, {s.Italic, "\x1b[3m"}, {s.Strike, "\x1b[9m"}} {
		if a.on {
			out = canvas.InkOf(a.code).Over(out)
		}
	}
	return out
}

// label is what stands in a bubble's frame: who writes, where that is not plain.
func (p *Preview) label(it *item) string {
	switch {
	case it.from == session.Agent:
		return "agent"
	case it.from == session.Bot && p.face().bot:
		return "Bot"
	}
	return ""
}

// under is what stands below a bubble: of an SMS, what it is sent as.
func (p *Preview) under(it *item) string {
	if p.face().channel != model.SMS {
		return ""
	}
	n := channel.Count(it.text)
	words := "1 segment"
	if n.Count != 1 {
		words = fmt.Sprintf("%d segments", n.Count)
	}
	if n.Wide {
		words += ", wide alphabet"
	}
	return p.styles.Muted.Render(words + ", " + fmt.Sprint(n.Left) + " left")
}

// choices are the labels of what can be pressed as they are shown, each with the
// detail that stands below it; list tells rows that stand below each other.
func (p *Preview) choices() (labels, details []string, list bool) {
	labels = slices.Clone(p.state.Talk.Options())
	details = make([]string, len(labels))
	beside, listed := p.state.Talk.Choices()
	for i, c := range beside {
		if c.Sign != "" {
			labels[i] = c.Sign + " " + labels[i]
		}
		details[i] = c.Detail
	}
	return labels, details, listed || channel.LimitsOf(p.face().channel).ListOf(len(labels))
}

// mostFooter is how many lines of a consent footer are shown.
const mostFooter = 3

// footer is the consent footer of a chat, as it is with nothing known.
func (p *Preview) footer(w int) []string {
	a := p.state.Assistant
	if a == nil || a.Channel != model.Chat || a.Settings.ConsentFooter == "" {
		return nil
	}
	parts, _ := text.Parse(a.Settings.ConsentFooter)
	var b strings.Builder
	for _, part := range parts {
		b.WriteString(part.Literal + part.Default)
	}
	lines := canvas.Wrap(canvas.OneLine(b.String()), max(w-2, 1))
	if len(lines) > mostFooter {
		lines = append(lines[:mostFooter-1], canvas.TruncateTail(lines[mostFooter-1]+" "+p.styles.Glyphs.Ellipsis, max(w-2, 1), p.styles.Glyphs.Ellipsis))
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = " " + p.styles.Muted.Render(l)
	}
	return out
}
