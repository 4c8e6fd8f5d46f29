package canvas

import (
	"strings"
	"testing"
)

// panes makes the three panes, the bars and a base of a full 120×40 screen, styled as a screen styles them.
func panes() (top, strip string, left, mid, right string) {
	green, muted, text := InkOf("\x1b[38;2;143;203;139m"), InkOf("\x1b[38;2;138;148;163m"), InkOf("\x1b[38;2;216;222;230m")
	line := green.Render("╰┴╯") + " " + text.Render("Ask Customer Name") + muted.Render("  hello! I'm the Acme bot, größer than ever")
	block := strings.TrimSuffix(strings.Repeat(line+"\n", 40), "\n")
	return line, line, block, block, block
}

func BenchmarkFrame120x40(b *testing.B) {
	top, strip, l, m, r := panes()
	ink := InkOf("\x1b[38;2;57;65;77m")
	f := Frame{Title: "Dialogs", Right: "9", Ink: ink, TitleInk: ink}
	b.ReportAllocs()
	for b.Loop() {
		body := JoinHorizontal(f.Draw(l, 30, 37), f.Draw(m, 50, 37), f.Draw(r, 40, 37))
		_ = JoinVertical(FitLine(top, 120), body, FitLine(strip, 120), FitLine(strip, 120))
	}
}

func BenchmarkFrameWithDialogAndBase(b *testing.B) {
	top, strip, l, m, r := panes()
	ink := InkOf("\x1b[38;2;57;65;77m")
	f := Frame{Title: "Dialogs", Ink: ink}
	dialog := f.Draw(m, 60, 20)
	b.ReportAllocs()
	for b.Loop() {
		body := JoinHorizontal(f.Draw(l, 30, 37), f.Draw(m, 50, 37), f.Draw(r, 40, 37))
		frame := JoinVertical(FitLine(top, 120), body, FitLine(strip, 120), FitLine(strip, 120))
		_ = Base(Center(ink.Repaint(frame), dialog, 120, 40), InkOf("\x1b[48;2;20;23;28m"))
	}
}

func BenchmarkWrap(b *testing.B) {
	text := strings.Repeat("Hello, this is a message with some größere words and a link. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		_ = Wrap(text, 38)
	}
}

func BenchmarkSanitize1MB(b *testing.B) {
	text := strings.Repeat("Hello, größer und \t weiter\n", 40000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		_ = Sanitize(text)
	}
}
