package canvas

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// Ink is a style worked out once: what opens it and what closes it. It styles text line by line without measuring it, some
// fifty times faster than lipgloss. The zero Ink leaves text as it is.
type Ink struct {
	on string
}

// NewInk works out the sequences of a lipgloss style; its sizes, paddings and borders play no part.
func NewInk(s lipgloss.Style) Ink {
	s = s.UnsetWidth().UnsetHeight().UnsetPadding().UnsetMargins().UnsetBorderStyle().UnsetMaxWidth().UnsetMaxHeight().
		UnsetTransform().UnderlineSpaces(false).StrikethroughSpaces(false)
	out := s.Render("x")
	on, _, found := strings.Cut(out, "x")
	if !found {
		return Ink{}
	}
	return Ink{on: on}
}

// InkOf makes an ink from the sequence that opens it.
func InkOf(sequence string) Ink { return Ink{on: sequence} }

// Over puts an ink upon another: both hold, and where they disagree the upper one wins.
func (k Ink) Over(under Ink) Ink { return Ink{on: under.on + k.on} }

// Open is the sequence that starts the ink; Close ends it.
func (k Ink) Open() string { return k.on }

// Close is the sequence that ends the ink, empty for the zero Ink.
func (k Ink) Close() string {
	if k.on == "" {
		return ""
	}
	return reset
}

// Render styles text, each line for itself; a style inside the text holds there and the ink continues after it.
func (k Ink) Render(parts ...string) string {
	text := strings.Join(parts, " ")
	if k.on == "" || text == "" {
		return text
	}
	if strings.IndexByte(text, 0x1b) < 0 && strings.IndexByte(text, '\n') < 0 {
		return k.on + text + reset
	}
	var b strings.Builder
	b.Grow(len(text) + 64)
	k.into(&b, text)
	return b.String()
}

func (k Ink) into(b *strings.Builder, text string) {
	for rest, more := text, true; more; {
		var line string
		line, rest, more = cutLine(rest)
		if line != "" {
			b.WriteString(k.on)
			writeReopening(b, line, k.on)
			b.WriteString(reset)
		}
		if more {
			b.WriteByte('\n')
		}
	}
}

// writeReopening writes a line and opens the style again after every reset in it.
func writeReopening(b *strings.Builder, line, on string) {
	for {
		i := strings.Index(line, "\x1b[")
		if i < 0 {
			b.WriteString(line)
			return
		}
		n := 0
		switch {
		case strings.HasPrefix(line[i:], reset):
			n = len(reset)
		case strings.HasPrefix(line[i:], "\x1b[m"):
			n = 3
		}
		if n == 0 {
			b.WriteString(line[:i+2])
			line = line[i+2:]
			continue
		}
		b.WriteString(line[:i+n])
		line = line[i+n:]
		if line != "" {
			b.WriteString(on)
		}
	}
}

// Fill makes a block exactly w×h and lays the ink, with its background, under all of it.
func (k Ink) Fill(block string, w, h int) string {
	block = Fit(block, w, h)
	if k.on == "" || block == "" {
		return block
	}
	var b strings.Builder
	b.Grow(len(block) + h*(len(k.on)+len(reset)))
	k.into(&b, block)
	return b.String()
}

// FillLine is Fill for one line.
func (k Ink) FillLine(line string, w int) string {
	line = FitLine(line, w)
	return k.Render(line)
}

// Repaint takes every style out of a block and gives all of it this one: the base under a dialog.
func (k Ink) Repaint(block string) string { return k.Render(strip(block, true)) }
