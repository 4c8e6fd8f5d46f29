package ui_test

import (
	"strings"
	"testing"
)

const hostile = "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x1b[0m\u009b5m \x00\x08\x7f\u202eback\u2066\r\nnext\tline \x1bP1$r\x1b\\end"

func TestPastedEscapeSequencesAreOnlyText(t *testing.T) {
	d := edit(t, "")
	d.Paste(hostile)
	d.SeesIn(editor, "red", "next", "line end")
	d.SeesIn(preview, "red", "line end")
	d.SeesNot("owned")
	text := firstText(d.Desk().Workspace())
	if strings.ContainsAny(text, "\x1b\x07\x00\u009b") {
		t.Errorf("the message holds it: %q", text)
	}
	d.Press("esc", "shift+tab")
	d.Press("down", "r")
	d.Paste(hostile)
	d.Press("enter", "/")
	d.Paste(hostile)
	d.Press("esc", "ctrl+k")
	d.Paste(hostile)
	d.Press("esc", "esc", "shift+tab", "i")
	d.Paste(hostile)
	d.Press("enter", "esc")
	d.Press("w")
	d.Paste(hostile)
	d.Press("enter", "esc")
}

func TestAPasteThatIsTooLongIsRefusedInPlace(t *testing.T) {
	d := edit(t, "")
	before := firstText(d.Desk().Workspace())
	line := "A line of a very long text that somebody pasted.\n"
	d.Paste(strings.Repeat(line, 1<<20/len(line)+1))
	d.Sees("text is longer than")
	d.Type("!")
	d.SeesNot("text is longer than")
	if got := firstText(d.Desk().Workspace()); got != before+"!" {
		t.Errorf("the message is %d bytes long", len(got))
	}
	d.Press("esc", "tab", "i")
	d.Paste(strings.Repeat("x", 1<<20))
	d.SeesIn(preview, "text is longer than")
	d.Type("Ada")
	d.Press("enter")
	d.SeesIn(preview, "│ Ada │")
}

func TestALongTextIsEditedAndPlayed(t *testing.T) {
	d := edit(t, "")
	line := "A line of a very long text that somebody pasted.\n"
	d.Paste(strings.Repeat(line, 20_000/len(line)))
	d.Type("the end")
	d.SeesIn(preview, "the end")
	d.SeesIn(editor, "the end")
	d.Press("ctrl+z")
	d.SeesNotIn(preview, "the end")
}

func TestWideAndCombiningTextKeepsTheFrame(t *testing.T) {
	d := edit(t, "")
	for _, text := range []string{"世界", "👩‍👩‍👧‍👦", "é̶̡", "🏳️‍🌈", "नमस्ते", "ก็", "\u200b", "ﷺ", "🇬🇧🇬"} {
		d.Type(text)
		d.Paste(text)
		d.Press("left", "backspace", "right")
	}
	for w := 60; w < 140; w += 7 {
		d.Resize(w, 30)
	}
}
